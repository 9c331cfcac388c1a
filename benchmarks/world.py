"""How fast the world is made, against raw random numbers and against Faker, and how much memory a worker takes.

    python benchmarks/world.py                          prints the table
    python benchmarks/world.py --faker PYTHON           also runs Faker there (a Python that has it; the workbook does not need it)
    python benchmarks/world.py --write                  writes the table to docs/performance.md, between its marks

Seconds are those of the processor, the best of several runs. Ratios are taken within one run on one machine, so that they can be
compared between machines. Goals stand beside the figures; nothing is asserted.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- benchmarks/world.py writes from here -->", "<!-- to here -->"
USERS = 10_000

WORKER = """
import json, re, resource, sys, tempfile, time
from pathlib import Path
from coursework.world import parts, shards
users, plan = int(sys.argv[1]), None
plan = {"seed": 1, "users": users, "scenario": "standard", "parts": parts.number_of_parts(users)}
with tempfile.TemporaryDirectory() as home:
    folder = Path(home)
    (folder / shards.STATE).mkdir()
    began = time.process_time()
    shards._claim(folder, plan, 0)
    claims = time.process_time() - began
    shards._put_cuts(folder, plan | {"parts": 1})
    began = time.process_time()
    shards._part(folder, plan, 0)
    second = time.process_time() - began
    made = shards._get(shards._receipt(folder, shards._part, 0))
    size = sum(file.stat().st_size for file in folder.rglob("*.parquet"))
if sys.platform == "linux":  # where ru_maxrss also holds what the process that started this one had
    peak = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text()).group(1)) / 1024
else:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
rows = sum(one["rows"] for one in made.values())
print(json.dumps({"peak": peak, "seconds": claims + second, "rows": rows, "events": made["events/part-00000.parquet"]["rows"], "bytes": size, "parts": plan["parts"]}))
"""

FAKER = """
import time
from faker import Faker
fake = Faker(); fake.seed_instance(1)
def row():
    return {"user_id": fake.random_int(), "ts": fake.date_time_this_year(), "event": fake.random_element(("open", "click", "pay")),
            "page": fake.random_element(("home", "cart", "search")), "surface": fake.random_element(("app", "mini")), "merchant_id": fake.random_int(),
            "duration_s": fake.random_int(0, 600)}
[row() for _ in range(1000)]
began = time.process_time(); [row() for _ in range(20_000)]
print(20_000 / (time.process_time() - began))
"""


def seconds(work, times=5):
    """Processor seconds of the quickest of several runs."""
    found = []
    for _ in range(times):
        began = time.process_time()
        work()
        found.append(time.process_time() - began)
    return min(found)


def words(work) -> int:
    """Count the 32-bit words that are drawn (in a run of its own, since counting takes time)."""
    from coursework.world import randomness

    drawn, real = [0], randomness._drawn

    def counting(*given):
        made = real(*given)
        drawn[0] += made.size
        return made

    randomness._drawn = counting
    try:
        work()
    finally:
        randomness._drawn = real
    return drawn[0]


def philox(count: int):
    """Draw as many 32-bit words with numpy's Philox: two in each of its 64-bit words."""
    numpy = np.random.Philox(1)
    at_once = 1_000_000
    for start in range(0, (count + 1) // 2, at_once):
        numpy.random_raw(min(at_once, (count + 1) // 2 - start))


def worker(users: int) -> dict:
    """Make one part of a world in a fresh process."""
    env = dict(os.environ, PYTHONPATH=str(ROOT))
    said = subprocess.run([sys.executable, "-c", WORKER, str(users)], capture_output=True, text=True, encoding="utf-8", check=True, env=env)
    return json.loads(said.stdout)


def faker(python: str | None) -> float | None:
    """Rows a second of Faker, seven columns like those of events; None if it is not there."""
    said = subprocess.run([python or sys.executable, "-c", FAKER], capture_output=True, text=True, encoding="utf-8", check=False)
    return float(said.stdout) if said.returncode == 0 else None


def measured(python: str | None) -> list[tuple[str, str, str, str]]:
    """Rows of the table: what, figure, goal, how far from it."""
    from coursework.world import parts, shards
    from coursework.world.play import play
    from coursework.world.year import make

    key, days, spend = parts._given(1, USERS, "standard")

    def simulate():
        return play(key, USERS, days, spend, end_day=len(days))

    simulate()  # builds the number tables
    simulated, count = seconds(simulate), words(simulate)
    raw = seconds(lambda: philox(count))
    rows = [_goal(f"simulation of {USERS:,} users against Philox drawing its {count / 1e6:.0f} million words", simulated / raw, 3, "{:.1f} x", below=True)]
    tables = make(1, USERS)
    total, events = sum(len(t) for t in tables.values()), len(tables["events"])
    made = seconds(lambda: make(1, USERS))
    rows.append(_goal("events a second and core, all 36 tables in memory", events / made, 10e6, "{:,.0f}"))
    rows.append((f"rows a second and core, all 36 tables in memory ({total:,} rows, {made:.2f} s)", f"{total / made:,.0f}", "", ""))
    rows.append(("events a second and core, simulation alone", f"{events / simulated:,.0f}", "", ""))
    for users in (20_000, 200_000, 1_000_000):
        one = worker(users)
        rows.append(_goal(f"peak memory of a worker at {users:,} users ({one['parts']} parts)", one["peak"], 300, "{:.0f} MB", below=True))
    rate = one["rows"] / one["seconds"]
    rows.append(("rows a second and core of such a worker: both passes, digests, Parquet written", f"{rate:,.0f}", "", ""))
    rows.append(("Parquet per user of such a worker (zstd, quick)", f"{one['bytes'] * one['parts'] / 1_000_000:,.0f} bytes", "", ""))
    slow = faker(python)
    if slow is None:
        rows.append(("rows a second of Faker", "not installed", "", ""))
    else:
        rows.append(("rows a second of Faker (seven columns)", f"{slow:,.0f}", "", ""))
        rows.append(_goal("rows a second and core, all tables in memory, against Faker", total / made / slow, 150, "{:.0f} x"))
    with tempfile.TemporaryDirectory() as home:
        shards.write(Path(home) / "data", users=USERS)
        size = {name: sum(f.stat().st_size for f in (Path(home) / "data").rglob("*.parquet") if name in (f.stem, f.parent.name)) for name in tables}
    largest = sorted(size, key=size.get, reverse=True)[:6]
    rows.append((f"Parquet of {USERS:,} users, all tables", f"{sum(size.values()) / 1e6:.1f} MB", "", ", ".join(f"{n} {size[n] / 1e6:.2f}" for n in largest)))
    return rows


def _goal(what, value, goal, form, below=False):
    met = value <= goal if below else value >= goal
    far = "met" if met else f"missed by a factor of {(value / goal if below else goal / value):.1f}"
    return what, form.format(value), f"{'at most' if below else 'at least'} {form.format(goal)}", far


def table(rows) -> str:
    """The table in Markdown."""
    return "\n".join(["| measured | figure | goal | |", "|---|---|---|---|", *("| " + " | ".join(row) + " |" for row in rows)])


def main() -> None:
    """Print the table, or write it."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--write", action="store_true", help="write the table to docs/performance.md")
    asked.add_argument("--faker", help="a Python that has Faker")
    chosen = asked.parse_args()
    found = table(measured(chosen.faker))
    print(found)
    if chosen.write:
        page = PAGE.read_text(encoding="utf-8")
        before, after = page[: page.index(BEGIN) + len(BEGIN)], page[page.index(END) :]
        PAGE.write_text(f"{before}\n{found}\n{after}", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
