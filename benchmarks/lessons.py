"""How long a lesson takes from a fresh kernel, how much memory, how fast a check answers, what the import costs.

Run ``python benchmarks/lessons.py`` in the project's environment on an otherwise idle machine. The goals stand beside the
figures; nothing is asserted, since seconds depend on the machine.
"""

import importlib
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LESSONS = {"0_foundations/1_welcome": "coursework.exercises.foundations.welcome", "1_growth/1_ads": "coursework.exercises.growth.ads", "3_lifecycle/2_retention": "coursework.exercises.lifecycle.retention"}

RUN = """
import json, sys, time
start = time.perf_counter()
import nbformat
from IPython.core.interactiveshell import InteractiveShell
book = nbformat.read(sys.argv[1], as_version=4)
shell = InteractiveShell.instance()
for cell in book.cells:
    if cell.cell_type == "code":
        shell.run_cell(cell.source).raise_error()
with open("/proc/self/status", encoding="utf-8") as status:
    peak = next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))
print("\\nRESULT " + json.dumps([time.perf_counter() - start, peak]))
"""


def run(lesson: str) -> tuple[float, float]:
    """Seconds from a fresh interpreter to the last cell of the worked edition, and its peak memory in MB (Linux)."""
    with tempfile.TemporaryDirectory() as home:
        env = dict(os.environ, COURSEWORK_WORK=home, MPLBACKEND="agg")
        start = time.perf_counter()
        said = subprocess.run([sys.executable, "-c", RUN, str(ROOT / "solutions" / f"{lesson}.ipynb")], env=env, capture_output=True, text=True, encoding="utf-8", check=True)
        seconds = time.perf_counter() - start
    return seconds, json.loads(said.stdout.rsplit("RESULT ", 1)[1])[1]


def checks(module: str) -> tuple[float, float]:
    """Slowest judgement of a right answer and slowest of a known mistake, in seconds, after the warm-up that setup does."""
    from coursework import open_app

    app, first, later = open_app(), 0.0, 0.0
    for task in importlib.import_module(module).lesson.exercises.values():
        if task.kind != "exercise":
            continue
        task.warm(app)
        answers = [task.reference_function(app), *(mistake.function(app) for mistake in task.mistakes)]
        for number, answer in enumerate(answers):
            start = time.perf_counter()
            task.judge(answer, app)
            seconds = time.perf_counter() - start
            first, later = (max(first, seconds), later) if number == 0 else (first, max(later, seconds))
    return first, later


def imported() -> float:
    """Seconds that ``import coursework`` and the names of a setup cell add to importing pandas; the median of seven."""
    code = "import time, pandas; a = time.perf_counter(); from coursework import ____, methods, plots, progress, say, setup; print(time.perf_counter() - a)"
    found = [float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True).stdout) for _ in range(7)]
    return sorted(found)[3]


def world() -> str:
    """Seconds to make a year's tables, to play four weeks of a plan, and to find the best plan."""
    from coursework.world import Policy, World

    def seconds(work, times=1):
        start = time.perf_counter()
        for number in range(times):
            work(number)
        return (time.perf_counter() - start) / times

    one, plan = World(8), Policy({"search_ads": 9_000, "feed_ads": 9_000, "app_store_ads": 5_000})
    made = seconds(lambda _number: one.make())
    one.run(plan)
    played = seconds(lambda number: one.run(plan, luck=number), 10)
    best = seconds(lambda _number: one.truth.best(30_000))
    return f"world of 10,000 users: a year's tables {made:.2f} s, four weeks played {played:.3f} s, the best plan found {best:.2f} s"


def main() -> None:
    """Print the table."""
    print(world())
    print(f"import coursework adds {imported():.2f} s to pandas (goal: at most 0.30)")
    for lesson, module in LESSONS.items():
        seconds, memory = run(lesson)
        first, later = checks(module)
        print(f"{lesson}: {seconds:.1f} s (goal 15), {memory:.0f} MB (goal 600), slowest check of a right answer {first:.3f} s, of a mistake {later:.3f} s (goal 0.1)")


if __name__ == "__main__":
    main()
