"""Read a lesson's source: a py:percent file in which every cell has a name.

A source stands at ``solutions/<chapter>/<lesson>.py``. What a cell is for stands in the metadata
behind its ``# %%``; ``docs/authors.md`` lists the keys. Reading is strict about what would make
the editions wrong (a cell without a name, two with the same, a key that nobody knows) and says
in which file, in which cell, and what to do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

KEYS = frozenset(
    {"name", "slide", "role", "exercise", "teaches", "minute", "minutes", "numbers", "short"}
)
SLIDES = frozenset({"slide", "subslide", "fragment", "skip", "notes", "-"})
ROLES = frozenset(
    "title goals setup warmup round text code say predict compare exercise hint decision "
    "outcome review worksheet quick bad rules takeaway notes selfcheck map".split()
)
# Cells in which a trainee writes: a later cell may not depend on what they wrote.
ANSWERS = frozenset({"predict", "exercise", "decision", "worksheet", "quick", "warmup"})

# With magics, jupytext takes the heading "# Who?" for a call for help and drops its mark.
_FORMAT = {"extension": ".py", "format_name": "percent", "comment_magics": False}
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*\Z")
_LESSON = re.compile(r"\d+_[a-z0-9_]+/\d+_[a-z0-9_]+\Z")


class PublishError(Exception):
    """Something in a source, a catalogue or a built file that a person has to repair.

    Parameters
    ----------
    file : str or Path
        The file, relative to the clone.
    cell : str or None
        The cell's name, where one is known.
    what : str
        What was found.
    repair : str
        What to do about it.
    """

    def __init__(self, file, cell: str | None, what: str, repair: str) -> None:
        where = f"{Path(file).as_posix()}, cell '{cell}'" if cell else Path(file).as_posix()
        super().__init__(f"{where}: {what} {repair}")
        self.file, self.cell, self.what, self.repair = file, cell, what, repair


@dataclass(frozen=True)
class Cell:
    """One cell of a source: its name, ``"markdown"`` or ``"code"``, its text and its metadata."""

    name: str
    kind: str
    text: str
    meta: dict = field(default_factory=dict)

    @property
    def role(self) -> str:
        """What the cell is for; ``"text"`` or ``"code"`` where the source does not say."""
        return self.meta.get("role") or ("text" if self.kind == "markdown" else "code")

    @property
    def teaches(self) -> tuple[str, ...]:
        """The syllabus entries that the cell claims."""
        return tuple(self.meta.get("teaches", "").replace(",", " ").split())

    @property
    def exercises(self) -> tuple[str, ...]:
        """The tasks of the exercise module that the cell calls."""
        return tuple(self.meta.get("exercise", "").replace(",", " ").split())

    @property
    def answers(self) -> bool:
        """Whether a trainee writes in this cell."""
        return self.kind == "code" and self.role in ANSWERS


@dataclass(frozen=True)
class Source:
    """A lesson as its author wrote it.

    Attributes
    ----------
    key : str
        Chapter and lesson, as in ``"1_growth/1_ads"``.
    path : Path
        Where the source stands, relative to the clone.
    cells : tuple of Cell
    """

    key: str
    path: Path
    cells: tuple[Cell, ...]

    @property
    def short(self) -> bool:
        """Whether the lesson is exempt from the rules of size (``short="true"`` on its title)."""
        return str(self.cells[0].meta.get("short", "")).lower() == "true"

    def cell(self, name: str) -> Cell:
        """The cell of this name; ``KeyError`` if there is none."""
        for cell in self.cells:
            if cell.name == name:
                return cell
        raise KeyError(name)


def keys(root: Path) -> list[str]:
    """The lessons that have a source under ``root/solutions``, in reading order."""
    found = (root / "solutions").glob("*/*.py")
    every = (f"{path.parent.name}/{path.stem}" for path in found)
    return sorted((key for key in every if _LESSON.match(key)), key=_order)


def read(root: Path, key: str) -> Source:
    """Read the source of one lesson.

    Parameters
    ----------
    root : Path
        The clone.
    key : str
        Chapter and lesson, as in ``"1_growth/1_ads"``.

    Raises
    ------
    PublishError
        If there is no such source, or a cell of it lacks a name, repeats one, or carries
        metadata that nobody knows.
    """
    path = Path("solutions") / f"{key}.py"
    if not (root / path).is_file():
        known = ", ".join(keys(root)) or "none yet"
        raise PublishError(
            path, None, "There is no such lesson.", f"The lessons with a source are: {known}."
        )
    return parse((root / path).read_text(encoding="utf-8"), key)


def parse(text: str, key: str) -> Source:
    """Read a lesson from the text of its source; see `read`."""
    import jupytext

    path = Path("solutions") / f"{key}.py"
    notebook = jupytext.reads(text.replace("\r\n", "\n"), fmt=dict(_FORMAT))
    cells, seen = [], set()
    for number, raw in enumerate(notebook.cells, start=1):
        meta = {k: str(v) for k, v in raw.metadata.items() if k != "lines_to_next_cell"}
        if not raw.source.strip() and not meta:
            continue  # jupytext makes an empty cell of blank lines at the top
        start = raw.source.strip().split("\n")[0][:40]
        name = meta.pop("name", None)
        if raw.cell_type not in ("markdown", "code"):
            raise PublishError(
                path, name, f"It is a {raw.cell_type} cell.", "Use a markdown or a code cell."
            )
        if name is None:
            raise PublishError(
                path,
                None,
                f"Cell {number} (“{start}”) has no name.",
                'Write name="…" behind its # %%; the name makes the cell\'s id and never changes.',
            )
        _check(path, name, meta, seen)
        seen.add(name)
        cells.append(Cell(name, raw.cell_type, raw.source.strip("\n"), meta))
    if not cells:
        raise PublishError(path, None, "It holds no cell.", "Begin it with a title cell.")
    return Source(key, path, tuple(cells))


def _check(path: Path, name: str, meta: dict, seen: set) -> None:
    if not _NAME.match(name):
        raise PublishError(
            path, name, "The name is not made of a–z, 0–9, '-' and '_'.", "Choose another name."
        )
    if name in seen:
        raise PublishError(path, name, "Two cells have this name.", "Rename one of them.")
    unknown = sorted(set(meta) - KEYS)
    if unknown:
        raise PublishError(
            path,
            name,
            f"Nobody knows the key {', '.join(unknown)}.",
            f"Known keys are {', '.join(sorted(KEYS))}.",
        )
    if meta.get("role", "text") not in ROLES | {"text", "code"}:
        raise PublishError(
            path,
            name,
            f"Nobody knows the role “{meta['role']}”.",
            f"Known roles are {', '.join(sorted(ROLES))}.",
        )
    if meta.get("slide", "-") not in SLIDES:
        raise PublishError(
            path,
            name,
            f"Nobody knows the slide mark “{meta['slide']}”.",
            f"Known marks are {', '.join(sorted(SLIDES))}.",
        )


def _order(key: str) -> list:
    return [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", key)]
