"""A stand-in for pip: it says what pip says, installs empty modules, and can be told to fail. No network, no time.

Like pip it leaves alone what has its .dist-info, which it writes *first*: one that is killed in between leaves a
package that looks installed and is not. Only an environment made anew mends that.
"""

import json
import os
import sys
import sysconfig
import time
from pathlib import Path

site = Path(sysconfig.get_path("purelib"))
calls = Path(os.environ["FAKE_CALLS"])
with calls.open("a", encoding="utf-8") as file:
    file.write(json.dumps({"arguments": sys.argv[1:], "environment": dict(os.environ)}) + "\n")
if "FAKE_SAYS" in os.environ:
    print(Path(os.environ["FAKE_SAYS"]).read_text(encoding="utf-8"))
    sys.exit(1)
time.sleep(float(os.environ.get("FAKE_TAKES", "0")))
if "--editable" in sys.argv:
    (site / "workbook.pth").write_text(os.getcwd(), encoding="utf-8")
    sys.exit(0)

lock = Path(sys.argv[sys.argv.index("--requirement") + 1])
names = [line.split("==")[0] for line in lock.read_text(encoding="utf-8").splitlines() if "==" in line]
for name in names:
    print(f"Collecting {name}", flush=True)
print("Installing collected packages:", *names, flush=True)
for name in names:
    info = site / f"{name}-1.0.dist-info"
    if info.exists():
        continue
    info.mkdir()
    time.sleep(0.15)  # long enough for the parent to be killed, so that the next line finds nobody who listens
    print("unpacking", name, flush=True)
    (site / f"{name}.py").write_text(
        "import os, sys\n"
        "if __name__ == '__main__':\n"
        "    print('pytest', sys.argv[1:], os.environ['COURSEWORK_WORK'])\n"
        "    sys.exit(3)\n",
        encoding="utf-8",
    )
