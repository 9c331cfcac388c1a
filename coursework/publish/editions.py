"""Make a lesson's four editions: worked and trainee's, English and Chinese.

What comes out depends on nothing but the source and the catalogue: cell ids are made from
names, metadata holds no path, no time and no version, and outputs are added later (`execute`).
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from coursework.publish import code
from coursework.publish.source import Cell, PublishError, Source

LANGUAGES = ("en", "zh")
EDITIONS = ("worked", "trainee")
FOLDERS = {"worked": "solutions", "trainee": "notebooks"}
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def path_of(key: str, edition: str, language: str) -> Path:
    """Where an edition stands, relative to the clone.

    >>> path_of("1_growth/1_ads", "trainee", "zh").as_posix()
    'notebooks/zh/1_growth/1_ads.ipynb'
    """
    inside = Path(FOLDERS[edition]) if language == "en" else Path(FOLDERS[edition]) / language
    return inside / f"{key}.ipynb"


def cell_id(key: str, name: str) -> str:
    """The id of a cell, the same in all editions and for ever.

    >>> cell_id("1_growth/1_ads", "cac_by_channel")
    'growth-ads-cac_by_channel'
    """
    chapter, lesson = (re.sub(r"^\d+_", "", part) for part in key.split("/"))
    whole = f"{chapter}-{lesson}-{name}"
    if len(whole) <= 64:
        return whole
    return f"{whole[:55]}-{hashlib.sha256(whole.encode()).hexdigest()[:8]}"


def make(source: Source, edition: str, language: str = "en", *, translator=None, stamp: str = ""):
    """One edition of a lesson as a notebook without outputs.

    Parameters
    ----------
    source : Source
    edition : {"worked", "trainee"}
    language : {"en", "zh"}
    translator : Translator, optional
        Wanted for a language other than English; see `coursework.publish.translate`.
    stamp : str
        The hash of all that the edition comes from; see `coursework.publish.freshness`.

    Returns
    -------
    nbformat.NotebookNode

    Raises
    ------
    PublishError
        If the markers of a cell do not pair up, or a translation cannot be put in place.
    """
    from nbformat import v4

    notebook = v4.new_notebook(
        metadata={
            "coursework": {
                "edition": edition,
                "language": language,
                "lesson": source.key,
                "source_hash": stamp,
            },
            "kernelspec": dict(KERNEL),
            "language_info": {"name": "python", "pygments_lexer": "ipython3"},
        }
    )
    for cell in source.cells:
        if edition == "trainee" and cell.role == "notes":
            continue
        text = view(source, cell, edition)
        if translator is not None:
            text = translator.cell(cell, text)
        if cell.role == "setup":
            text = _speak(source, cell, text, language)
        new = v4.new_markdown_cell if cell.kind == "markdown" else v4.new_code_cell
        notebook.cells.append(
            new(text, id=cell_id(source.key, cell.name), metadata=_metadata(cell, edition))
        )
    return notebook


def view(source: Source, cell: Cell, edition: str) -> str:
    """The English text of one cell as an edition shows it."""
    if cell.kind == "markdown":
        return cell.text
    try:
        return code.worked(cell.text) if edition == "worked" else code.trainee(cell.text)
    except code.MarkerError as error:
        raise PublishError(
            source.path, cell.name, str(error), "Pair the markers; see docs/authors.md."
        ) from None


def text_of(notebook) -> str:
    """The notebook as the text of its file, the same on every machine."""
    import nbformat

    return nbformat.writes(notebook, version=nbformat.NO_CONVERT).rstrip("\n") + "\n"


def _speak(source: Source, cell: Cell, text: str, language: str) -> str:
    if text.count('language="en"') != 1:
        raise PublishError(
            source.path,
            cell.name,
            'The setup cell does not hold language="en" exactly once.',
            'Write setup("…", language="en"); the builder puts the other language in its place.',
        )
    return text.replace('language="en"', f'language="{language}"')


def _metadata(cell: Cell, edition: str) -> dict:
    ours = {"role": cell.role}
    if "minute" in cell.meta:
        ours["minute"] = cell.meta["minute"]
    if cell.exercises:
        ours["exercises"] = list(cell.exercises)
    if cell.teaches:
        ours["teaches"] = list(cell.teaches)
    made = {"coursework": ours, "name": cell.name}
    slide = "notes" if cell.role == "notes" else cell.meta.get("slide")
    if slide:
        made["slideshow"] = {"slide_type": slide}
    return made
