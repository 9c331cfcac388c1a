"""Give a trainee copies of the lessons to work in, and never overwrite what they changed.

The copies stand in the work folder, ``work/1_growth/1_ads.ipynb`` and ``work/zh/…``. What was copied is
remembered in ``work/lessons.json`` by a hash of each lesson's cells, without outputs: a lesson that was
only run counts as unchanged and follows a new version; one in which something was written is left
alone, and the new version is laid beside it under another name.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

from coursework.i18n import _, t

MANIFEST = "lessons.json"
VERSION = 1


def copy(lessons: Path, work: Path) -> list[str]:
    """Copy every lesson that is new or was not touched; lay a new version beside one that was.

    Parameters
    ----------
    lessons : Path
        The folder ``notebooks`` of the clone.
    work : Path
        The trainee's folder; made if there is none.

    Returns
    -------
    list of str
        Sentences about what a trainee should know; empty if nothing happened.

    Raises
    ------
    OSError
        If the folder cannot be written.
    """
    work.mkdir(parents=True, exist_ok=True)
    known = _known(work / MANIFEST)
    told, fresh, updated = [], 0, 0
    for path in sorted(lessons.rglob("*.ipynb")):
        inside = path.relative_to(lessons)
        if ".ipynb_checkpoints" in inside.parts:
            continue
        data = path.read_bytes()
        mark = fingerprint(data)
        goal, name = work / inside, inside.as_posix()
        before = dict(known.get(name, {}))
        if not goal.exists():
            _write(goal, data)
            fresh += 1
            known[name] = {"copied": mark}
        elif (mine := fingerprint(goal.read_bytes())) == mark:
            known[name] = {"copied": mark}
        elif mine == before.get("copied"):
            _write(goal, data)
            updated += 1
            known[name] = {"copied": mark}
        elif mark not in (before.get("copied"), before.get("offered")):
            beside = _free(goal)
            _write(beside, data)
            known[name] = {**before, "offered": mark}
            told.append(
                t(
                    _("{lesson} has a new version. Yours has your answers in it and stays as it is; the new one is {beside}."),
                    lesson=name,
                    beside=beside.relative_to(work).as_posix(),
                )
            )
        if known.get(name) != before:  # at once: a copy that is cut short must not look like the trainee's own
            _remember(work / MANIFEST, known)
    if updated:
        told.insert(0, t(_("Lessons brought up to date: {n}."), n=updated))
    if fresh:
        told.insert(0, t(_("Lessons copied into your work folder: {n}."), n=fresh))
    return told


def fingerprint(data: bytes) -> str:
    """A hash of a notebook's cells, without outputs, counts and metadata.

    What is no notebook has the hash of its bytes.
    """
    try:
        cells = json.loads(data.decode("utf-8"))["cells"]
        parts = [[cell["cell_type"], "".join(cell["source"])] for cell in cells]
    except (ValueError, KeyError, TypeError):
        return hashlib.sha256(data).hexdigest()
    text = json.dumps(parts, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _free(goal: Path) -> Path:
    """A name beside a lesson that nothing has yet: ``1_ads.new.ipynb``, ``1_ads.new2.ipynb``, …"""
    number = 1
    while True:
        path = goal.with_name(f"{goal.stem}.new{number if number > 1 else ''}{goal.suffix}")
        if not path.exists():
            return path
        number += 1


def _known(path: Path) -> dict:
    """What was copied; if the file is lost or spoilt, every lesson counts as changed."""
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        lessons = held["lessons"]
        return {k: v for k, v in lessons.items() if isinstance(v, dict)}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _remember(path: Path, known: dict) -> None:
    text = json.dumps({"version": VERSION, "lessons": known}, indent=1, sort_keys=True)
    _write(path, (text + "\n").encode("utf-8"))


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".part")
    beside.write_bytes(data)
    os.replace(beside, path)
