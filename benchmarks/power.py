"""How often each planted truth is found in a data set of the standard size: a table over many seeds.

    python benchmarks/power.py --seeds 200 --write      writes the table to docs/power.md

Found means: the 95 % interval of the right estimator leaves out zero, on the side of the truth (for a null: it holds zero).
About three seconds a seed; it says where it is.
"""

import argparse
import time
from pathlib import Path

import numpy as np

from coursework.world import make
from coursework.world.parameters import STANDARD_USERS
from coursework.world.planted import PLANTED, Year

PAGE = Path(__file__).resolve().parents[1] / "docs" / "power.md"


def measure(seeds, users) -> dict[str, dict]:
    """Estimates, errors and naive numbers by truth, over seeds."""
    rows = {p.code: {"value": [], "error": [], "naive": []} for p in PLANTED}
    began = time.time()
    for number, seed in enumerate(seeds, 1):
        year = Year(make(seed, users))
        for planted in PLANTED:
            estimate = planted.right(year)
            rows[planted.code]["value"].append(estimate.value)
            rows[planted.code]["error"].append(estimate.error)
            rows[planted.code]["naive"].append(planted.naive(year) if planted.naive else np.nan)
        if number % 10 == 0:
            print(f"{number} of {len(seeds)}, {time.time() - began:.0f} s", flush=True)
    return rows


def table(rows) -> str:
    """The table in Markdown."""
    lines = [
        "| truth | right estimator | true size | mean estimate | spread (sd) | mean standard error | found | covers the truth | naive, mean | naive misleads |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for planted in PLANTED:
        value, error, naive = (np.array(rows[planted.code][name], dtype=float) for name in ("value", "error", "naive"))
        low, high, truth = value - 1.96 * error, value + 1.96 * error, planted.truth
        found = ((low < 0) & (high > 0)) if planted.sign == 0 else np.sign(value) * planted.sign * ((low > 0) | (high < 0)) > 0
        covers = (low < truth) & (truth < high)
        misled = "–" if planted.naive is None else f"{np.mean([planted.misled(n, truth) for n in naive]):.0%}"
        what = planted.right.__doc__.split("\n")[0].rstrip(".")
        lines.append(
            f"| `{planted.code}` | {what} | {truth:.3f} | {value.mean():.3f} | {value.std(ddof=1):.3f} | {error.mean():.3f} "
            f"| {found.mean():.0%} | {covers.mean():.0%} | {'–' if planted.naive is None else f'{np.nanmean(naive):.3f}'} | {misled} |"
        )
    return "\n".join(lines)


def main():
    """Measure, print, and write the page if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--users", type=int, default=STANDARD_USERS)
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args()
    made = table(measure(range(1, chosen.seeds + 1), chosen.users))
    print(made)
    if chosen.write:
        PAGE.write_text(
            "# What can be found, and how surely\n\n"
            f"Each planted truth over {chosen.seeds} seeds at {chosen.users:,} users (asked for), by `python benchmarks/power.py --seeds {chosen.seeds} --write`.\n"
            "*Found*: the 95 % interval leaves out zero on the side of the truth; for a null, it holds zero. *Covers*: it holds the true size, which comes from\n"
            "playing the same people twice (`coursework/world/planted.py`), or, where nobody can be played twice, from the same comparison in a market 24 times as large.\n\n"
            + made
            + "\n",
            encoding="utf-8",
        )


if __name__ == "__main__":
    main()
