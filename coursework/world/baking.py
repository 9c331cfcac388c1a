"""One command after a change of the world: truth, data, headline numbers and the page on plausibility, all made anew."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from . import care_truth, headlines, pilot, planted_sizes, plausible, release
from .files import put_text

HEADLINES = "headlines.json"
PAGE = "plausibility.md"


def bake(root: Path, *, truth: bool = True) -> Iterator[str]:
    """Make everything anew that follows from the world, and say in lines of text what was done and what moved.

    Parameters
    ----------
    root : Path
        The project's folder.
    truth : bool
        Also make the files of the truth anew (minutes).
    """
    folder = root / "datasets"
    if truth:
        for module in (pilot, care_truth, planted_sizes):
            module.write()
            yield f"{module.FILE.relative_to(root).as_posix()}: made anew"
    seed, users, scenario = release.STANDARD
    release.write(folder, seed=seed, users=users, scenario=scenario)
    size = sum(file.stat().st_size for file in folder.glob("*.parquet"))
    yield f"datasets/: made anew, {size / 1e6:.2f} MB of Parquet"
    yield from tell(root)


def tell(root: Path) -> Iterator[str]:
    """Work the headline numbers out of datasets/, keep them, and say which moved and which are not plausible any more."""
    folder = root / "datasets"
    names = json.loads((folder / release.MANIFEST).read_text(encoding="utf-8"))["tables"]
    now = headlines.measured({name: release.read(folder / f"{name}.parquet") for name in names})
    file = folder / HEADLINES
    before = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    changes = headlines.moved(before, now)
    put_text(file, json.dumps(now, indent=1) + "\n")
    put_text(root / "docs" / PAGE, plausible.markdown(now))
    yield f"{len(changes)} of {len(now)} headline numbers moved{':' if changes else '.'}"
    yield from (f"  {change}" for change in changes)
    yield from (f"Not plausible: {wrong}" for wrong in plausible.outside(now))
