"""Run a clone's start.py with the stand-in for pip, and kill it where KILL_AT says: `driver.py clone [arguments]`."""

import importlib.util
import os
import signal
import sys
from pathlib import Path

clone = Path(sys.argv[1])
spec = importlib.util.spec_from_file_location("start", clone / "start.py")
start = importlib.util.module_from_spec(spec)
spec.loader.exec_module(start)

run_step = start._step


def step(command, *rest):
    """Leave out ensurepip: the stand-in needs no pip."""
    return "" if "ensurepip" in command else run_step(command, *rest)


def reached(point):
    """Die at the chosen point as a process dies whose window is closed: no clean-up runs."""
    assert point in start.POINTS
    if point == os.environ.get("KILL_AT"):
        os._exit(137)


signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell starts its background jobs deaf to it
start._step, start.reached = step, reached
start.LOG = os.environ.get("LOG_AT", start.LOG)
start.pip_command = lambda: [start.venv_python(), str(Path(__file__).with_name("pip.py"))]
if __name__ == "__main__":
    sys.exit(start.main(sys.argv[2:]))
