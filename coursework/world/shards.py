"""Make a world of any size in a folder, part by part, in one process or in several, and go on after a stop.

A part is made, written, and receipted: its files lie beside their places until they are whole, and the receipt (digests and
totals) comes last. So whatever stops the work, a second run with the same arguments does only what has no receipt yet.
Only numbers of parts go to the workers, and only claims, counts and digests come back.
"""

from __future__ import annotations

import errno
import json
import multiprocessing
import shutil
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import numpy as np

from .. import schema
from ..i18n import t
from . import dictionary, flash, parts
from .digest import added, digest
from .files import HALF, QUICK, put_table, put_text
from .folders import PLAN, STATE, command, opened, table_of, unfinished
from .frames import frame, rows_in, some_rows
from .parameters import WORLD_VERSION
from .release import MANIFEST
from .tables import together
from .year import LARGEST_IN_FILES, checked

CUTS = "cuts.json"
ROWS_AT_ONCE = 100_000
Tell = Callable[[str, int, int], None]


def write(folder, *, seed=1, users=10_000, scenario="standard", workers: int = 1, progress: Tell | None = None, parts_of: int | None = None):
    """Make a world's tables in a folder.

    Parameters
    ----------
    folder : str or path
        Made if it is not there; else empty, or one in which the same command was stopped.
    users : int
        10 to 1,000,000.
    workers : int
        Processes that make parts at the same time; each takes up to 300 MB.
    progress : callable, optional
        Called as progress(what, done, total) after every step.
    parts_of : int, optional
        Number of parts, for tests; the digests do not depend on it.

    Returns
    -------
    dict
        The manifest.

    Raises
    ------
    ValueError
        With one sentence, if an argument is not allowed, the folder holds something else, or it cannot be written.
    """
    seed, users, scenario = checked(seed, users, scenario, largest=LARGEST_IN_FILES)
    if isinstance(workers, bool) or not isinstance(workers, int) or not 1 <= workers <= 64:
        raise ValueError(t("The work is done by 1 to {most} workers, not {workers}.", most=64, workers=repr(workers)))
    folder = Path(folder).expanduser()
    count = parts_of or parts.number_of_parts(users)
    plan = {
        "world_version": WORLD_VERSION, "schema_version": schema.SCHEMA_VERSION, "seed": seed, "users": users,
        "scenario": scenario, "parts": count,
    }  # fmt: skip
    try:
        done = _begin(folder, plan)
        return done or _make(folder, plan, workers, progress or (lambda what, done, total: None))
    except BrokenProcessPool:
        raise ValueError(
            t("A worker ended before its time, perhaps because memory ran out; run the command again with fewer workers: what is done stays done.")
        ) from None
    except OSError as problem:
        raise ValueError(_told(folder, problem)) from None


def _told(folder, problem: OSError) -> str:
    if problem.errno == errno.ENOSPC or "No space left" in str(problem):
        return t("The disk is full; make room for {folder} and run the command again: what is done stays done.", folder=folder)
    return t("The folder {folder} cannot be written ({reason}); make it writable, or choose another.",
             folder=folder, reason=problem.strerror or problem)  # fmt: skip


def _begin(folder: Path, plan: dict):
    """Prepare the folder; gives the manifest if the same data are there already."""
    if folder.exists() and not folder.is_dir():
        raise ValueError(t("{folder} is a file; choose a folder.", folder=folder))
    going = unfinished(folder)
    if going:
        if going != plan:
            raise ValueError(
                t("In {folder} other data are being made; finish them with {command}, or choose another folder.",
                  folder=folder, command=command(folder, **{"seed": "?", "users": "?", "scenario": "?"} | going))
            )  # fmt: skip
        return None
    if (folder / MANIFEST).is_file():
        there = json.loads((folder / MANIFEST).read_text(encoding="utf-8")) if opened(folder) else {}
        if {name: there.get(name) for name in plan} == plan:
            shutil.rmtree(folder / STATE, ignore_errors=True)
            return there
        raise ValueError(t("The folder {folder} holds other data; choose another, or remove it first.", folder=folder))
    if folder.is_dir() and any(one.name != STATE for one in folder.iterdir()):
        raise ValueError(
            t("The folder {folder} holds files that this command did not make; choose a new or an empty folder.", folder=folder)
        )
    (folder / STATE).mkdir(parents=True, exist_ok=True)
    _put(folder / STATE / PLAN, plan)
    return None


def _make(folder: Path, plan: dict, workers: int, tell: Tell) -> dict:
    made = _in_one(folder, plan, tell) if plan["parts"] == 1 else _in_parts(folder, plan, workers, tell)
    put_text(folder / "README.md", dictionary.markdown())
    put_text(folder / "dictionary.json", dictionary.as_json())
    digests = {name: added(made[file] for file in made if table_of(file) == name) for name in schema.TABLES}
    files = {file: made[file]["rows"] for name in schema.TABLES for file in sorted(made) if table_of(file) == name}
    manifest = plan | {"tables": digests, "files": files}
    _put(folder / MANIFEST, manifest, indent=1)
    shutil.rmtree(folder / STATE, ignore_errors=True)
    for half in folder.rglob(f"*{HALF}"):  # left behind by a run that was killed
        half.unlink(missing_ok=True)
    return manifest


def _in_one(folder: Path, plan: dict, tell: Tell) -> dict[str, dict]:
    """Make a small world: each table is one file, and there is nothing to go on with."""
    columns, totals = parts.make_part(plan["seed"], plan["users"], plan["scenario"], (0, 1))
    columns = together([columns, parts.whole(plan["seed"], plan["users"], plan["scenario"], totals)])
    tell(t("the whole world"), 1, len(schema.TABLES) + 1)
    made = {}
    for number, name in enumerate(schema.TABLES):
        made[f"{name}.parquet"] = _table(folder, name, columns.pop(name), f"{name}.parquet")
        tell(name, number + 2, len(schema.TABLES) + 1)
    return made


def _in_parts(folder: Path, plan: dict, workers: int, tell: Tell) -> dict[str, dict]:
    """Make a world in two passes over its parts, then the tables of the whole; gives the digest of every file."""
    count, done = plan["parts"], 0

    def step(what):
        nonlocal done
        done += 1
        tell(what, done, 2 * count + 1)

    for work, what in ((_claim, t("claims of flash sales")), (_part, t("parts of the world"))):
        left = [number for number in range(count) if not _receipt(folder, work, number).is_file()]
        for _ in range(count - len(left)):
            step(what)
        _each(work, folder, plan, left, workers, lambda what=what: step(what))
        if work is _claim:
            _put_cuts(folder, plan)
    made = {file: found for number in range(count) for file, found in _get(_receipt(folder, _part, number)).items()}
    counted = parts.added(_loaded(_totals(folder, number)) for number in range(count))
    shared = {table_of(file) for file in made}
    for name, columns in parts.whole(plan["seed"], plan["users"], plan["scenario"], counted).items():
        file = f"{name}/whole.parquet" if name in shared else f"{name}.parquet"
        made[file] = _table(folder, name, columns, file)
    step(t("tables of the whole app"))
    return made


def _each(work, folder: Path, plan: dict, numbers: list[int], workers: int, step):
    """Do parts here or in processes."""
    if workers == 1 or len(numbers) < 2:
        for number in numbers:
            work(folder, plan, number)
            step()
        return
    if not hasattr(sys.modules["__main__"], "__spec__"):
        sys.modules["__main__"].__spec__ = None  # spawn asks for it, and an IPython shell's main module has none
    with ProcessPoolExecutor(min(workers, len(numbers)), mp_context=multiprocessing.get_context("spawn")) as pool:
        try:
            for one in as_completed([pool.submit(work, folder, plan, number) for number in numbers]):
                one.result()
                step()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _receipt(folder: Path, work, number: int) -> Path:
    return folder / STATE / f"{work.__name__.strip('_')}-{number:05}.json"


def _claim(folder: Path, plan: dict, number: int) -> None:
    """First pass of one part: its claims of flash sales."""
    found = parts.claims_of(plan["seed"], plan["users"], plan["scenario"], (number, plan["parts"]))
    _put(_receipt(folder, _claim, number), [column.tolist() for column in found])


def _put_cuts(folder: Path, plan: dict) -> None:
    """Work out which claim takes the last piece of each sale."""
    found = [_get(_receipt(folder, _claim, number)) for number in range(plan["parts"])]
    claims = [flash.Claims(*(np.array(column, dtype=np.int64) for column in one)) for one in found]
    _put(folder / STATE / CUTS, [column.tolist() for column in flash.cut_offs(claims, plan["users"])])


def _get_cuts(folder: Path):
    return tuple(np.array(column, dtype=np.int64) for column in _get(folder / STATE / CUTS))


def _part(folder: Path, plan: dict, number: int) -> None:
    """Second pass of one part: its tables, then its receipt."""
    seed, users, scenario, count = (plan[name] for name in ("seed", "users", "scenario", "parts"))
    made, totals = parts.make_part(seed, users, scenario, (number, count), _get_cuts(folder))
    files = {}
    for name in list(made):
        file = f"{name}/part-{number:05}.parquet"
        files[file] = _table(folder, name, made.pop(name), file)
    np.savez_compressed(_totals(folder, number), **totals)
    _put(_receipt(folder, _part, number), files)


def _totals(folder: Path, number: int) -> Path:
    return folder / STATE / f"totals-{number:05}.npz"


def _table(folder: Path, name: str, columns: dict, file: str) -> dict:
    """Write a table ROWS_AT_ONCE rows at a time; gives its digest."""
    (folder / file).parent.mkdir(exist_ok=True)
    found = []

    def pieces():
        for start in range(0, max(1, rows_in(columns)), ROWS_AT_ONCE):
            piece = frame(name, some_rows(columns, slice(start, start + ROWS_AT_ONCE)))
            found.append(digest(piece))
            yield piece

    put_table(pieces(), folder / file, QUICK)
    return added(found)


def _put(file: Path, what, indent=None) -> None:
    put_text(file, json.dumps(what, indent=indent) + "\n")


def _get(file: Path):
    return json.loads(file.read_text(encoding="utf-8"))


def _loaded(file: Path) -> dict:
    with np.load(file) as found:
        return dict(found)
