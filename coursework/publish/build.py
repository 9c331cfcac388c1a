"""Build the editions of lessons: read, derive, run, compare, write."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from coursework.publish import catalogue, editions, execute, freshness, source
from coursework.publish.source import PublishError, Source


@dataclass(frozen=True)
class Built:
    """What became of one edition: its path, whether the file changed, and a sentence."""

    path: Path
    changed: bool
    note: str


def build(root: Path, keys=(), *, force: bool = False, say=lambda sentence: None) -> list[Built]:
    """Build every edition of the lessons named, or of all.

    An edition that is what its sources give is left alone, unless ``force`` has it made and run
    anew; even then a stored output that compares equal is kept, so that the file does not change.

    Parameters
    ----------
    root : Path
        The clone.
    keys : sequence of str
        Lessons such as ``"1_growth/1_ads"``; all if empty.
    force : bool
        Run again what is fresh, too: after a change to the package's code.
    say : callable
        Told one sentence for each edition, as it is done.

    Raises
    ------
    PublishError
        If a source cannot be read, or a cell fails or warns. What was built before is written.
    """
    done = []
    for key in keys or source.keys(root):
        lesson = source.read(root, key)
        for language in editions.LANGUAGES:
            for edition in editions.EDITIONS:
                if not force and freshness.problem(root, lesson, edition, language) is None:
                    continue
                done.append(_one(root, lesson, edition, language))
                say(f"{done[-1].path.as_posix()}: {done[-1].note}")
    return done


def stale(root: Path, keys=()) -> list[PublishError]:
    """Say of every derived notebook that is not what its sources give what to run.

    A notebook without a source counts: it is left over from a lesson that was renamed or dropped.
    """
    found = []
    for key in keys or source.keys(root):
        lesson = source.read(root, key)
        for language in editions.LANGUAGES:
            for edition in editions.EDITIONS:
                found.append(freshness.problem(root, lesson, edition, language))
    if not keys:
        found += left_over(root)
    return [problem for problem in found if problem is not None]


def left_over(root: Path) -> list[PublishError]:
    """The notebooks below ``notebooks/`` and ``solutions/`` that no source gives."""
    wanted = {
        editions.path_of(key, edition, language)
        for key in source.keys(root)
        for edition in editions.EDITIONS
        for language in editions.LANGUAGES
    }
    every = [
        path.relative_to(root)
        for folder in editions.FOLDERS.values()
        for path in sorted((root / folder).rglob("*.ipynb"))
        if ".ipynb_checkpoints" not in path.parts
    ]
    return [
        PublishError(path, None, "No source gives this notebook.", f"Delete {path.as_posix()}.")
        for path in every
        if path not in wanted
    ]


def _one(root: Path, lesson: Source, edition: str, language: str) -> Built:
    path = editions.path_of(lesson.key, edition, language)
    translator = catalogue.translator(root, lesson, language)
    stamp = freshness.stamp(root, lesson, edition, language)
    notebook = editions.make(lesson, edition, language, translator=translator, stamp=stamp)
    note = "built"
    if edition == "worked":
        execute.run(notebook, root)
        moved = execute.keep_equal(notebook, _stored(root / path))
        note = f"built and run, outputs of {moved} cell(s) are new"
    if translator is not None and translator.missing:
        note += f"; {len(translator.missing)} passages have no translation and stay English"
    changed = write(root / path, editions.text_of(notebook))
    return Built(path, changed, note if changed else "as it was")


def write(path: Path, text: str) -> bool:
    """Write a text file in one step, if it would change; say whether it did."""
    data = text.encode("utf-8")
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".part")
    beside.write_bytes(data)
    os.replace(beside, path)
    return True


def _stored(path: Path):
    import nbformat

    try:
        return nbformat.read(path, as_version=4)
    except Exception:  # none yet, or spoilt: nothing to keep
        return None
