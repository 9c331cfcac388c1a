"""Tell whether a built notebook is what its sources give, without running anything.

Each notebook carries a hash of what it comes from:

=========  ==================================================================================
trainee    the lesson's cells; for Chinese also the translations of those cells
worked     the same, the lesson's exercise module, the manifest of the data set, and for Chinese
           the translations of the exercises and of the package
=========  ==================================================================================

A change to the code of the package (a chart's looks, a method) is not in the hash: it would make
every lesson stale at every touch. The tests that run the notebooks see it when it changes an
output, and ``python -m coursework build --force`` stores the new ones. Beside the hash, the
notebook's cells are compared with those that the source gives, so an edit by hand is seen too.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

from coursework.publish import editions
from coursework.publish.source import PublishError, Source

MANIFEST = Path("datasets") / "manifest.json"


def exercise_module(key: str) -> Path:
    """The module that declares a lesson's exercises, relative to the clone.

    >>> exercise_module("1_growth/1_ads").as_posix()
    'coursework/exercises/growth/ads.py'
    """
    chapter, lesson = (re.sub(r"^\d+_", "", part) for part in key.split("/"))
    return Path("coursework") / "exercises" / chapter / f"{lesson}.py"


def stamp(root: Path, source: Source, edition: str, language: str = "en") -> str:
    """The hash of what one edition of a lesson comes from; see the head of this module."""
    from coursework.publish import catalogue

    parts: list = [[cell.name, cell.kind, cell.text, cell.meta] for cell in source.cells]
    if edition == "worked":
        parts += [_text(root / exercise_module(source.key)), _text(root / MANIFEST)]
    if language != "en":
        lesson = catalogue.translations(root, language, source.key)
        if edition == "trainee":
            lesson = [entry for entry in lesson if entry[0] != catalogue.EXERCISES]
        else:
            parts.append(catalogue.translations(root, language, None))
        parts.append(lesson)
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:40]


def problem(root: Path, source: Source, edition: str, language: str = "en") -> PublishError | None:
    """Say what is stale in one built notebook; ``None`` if it is what its sources give."""
    import nbformat

    from coursework.publish import catalogue

    path = editions.path_of(source.key, edition, language)
    again = f"Run: python -m coursework build {source.key}"
    if not (root / path).is_file():
        return PublishError(path, None, "It has not been built.", again)
    try:
        built = nbformat.read(root / path, as_version=4)
    except Exception:
        return PublishError(path, None, "It is no notebook that can be read.", again)
    translator = catalogue.translator(root, source, language)
    mark = stamp(root, source, edition, language)
    wanted = editions.make(source, edition, language, translator=translator, stamp=mark)
    if built.metadata.get("coursework", {}).get("source_hash") != mark:
        return PublishError(path, None, "Its sources have changed since it was built.", again)
    if built.metadata != wanted.metadata or (built.nbformat, built.nbformat_minor) != (
        wanted.nbformat,
        wanted.nbformat_minor,
    ):
        return PublishError(path, None, "Its metadata were changed by hand.", again)
    return _cells(path, built, wanted, edition, again)


def _cells(path: Path, built, wanted, edition: str, again: str) -> PublishError | None:
    have, want = [cell.get("id") for cell in built.cells], [cell.id for cell in wanted.cells]
    if have != want:
        odd = next(iter([i for i in have if i not in want] + [i for i in want if i not in have]), "")
        return PublishError(
            path, odd or None, "Its cells are not those of the source, in their order.", again
        )
    for old, new in zip(built.cells, wanted.cells):
        name = new.metadata["name"]
        if (old.cell_type, old.source) != (new.cell_type, new.source):
            return PublishError(path, name, "The cell was changed by hand.", again)
        if old.metadata != new.metadata:
            return PublishError(path, name, "The cell's metadata were changed by hand.", again)
        if old.cell_type != "code":
            continue
        ran = old.get("execution_count") is not None
        if edition == "trainee" and (ran or old.outputs):
            return PublishError(
                path, name, "The trainee's edition stores an output or a count.", again
            )
        if edition == "worked" and not ran:
            return PublishError(path, name, "The cell was never run.", f"{again} --force")
    return None


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""
