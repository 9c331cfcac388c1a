"""The grammar of a lesson, as a list of findings: file, cell, what was found, what to do.

`findings` reads sources and declarations; what concerns the built notebooks stands in `built`.
"""

from __future__ import annotations

import re
from pathlib import Path

from coursework.publish import declarations, editions, lint_code, lint_text, source
from coursework.publish.source import ANSWERS, Cell, PublishError, Source

CELLS = (25, 45)
_DO = ANSWERS - {"predict", "warmup"}


def findings(root: Path, keys=()) -> list[PublishError]:
    """What is wrong with the lessons named, or with all.

    Raises
    ------
    PublishError
        If a source cannot be read at all.
    """
    found = []
    for key in keys or source.keys(root):
        lesson = source.read(root, key)
        found += shape(lesson) + lint_text.findings(root, lesson) + lint_code.findings(lesson)
        found += declarations.findings(root, lesson)
    return found


def shape(lesson: Source) -> list[PublishError]:
    """What is wrong with the order and the number of a lesson's cells."""
    found = []

    def add(cell: Cell | None, what: str, repair: str) -> None:
        found.append(PublishError(lesson.path, cell.name if cell else None, what, repair))

    _title(lesson, add)
    _objectives(lesson, add)
    _setup(lesson, add)
    _neighbours(lesson, add)
    for role, title in (("rules", "Rules to keep"), ("takeaway", "Take away")):
        if not lesson.short and not of_role(lesson, role):
            add(None, f"It has no cell “{title}”.", f'Write one, with role="{role}".')
    if lesson.short:
        return found
    _size(lesson, add)
    _rounds(lesson, add)
    if not of_role(lesson, "bad"):
        add(None, "It shows no bad analysis.", 'Write one beside the good one, with role="bad".')
    if chapter(lesson.key) >= 2 and not of_role(lesson, "warmup"):
        add(None, "It has no warm-up.", 'Ask two or three quick questions with role="warmup".')
    for cell in of_role(lesson, "takeaway"):
        for word in ("take away", "at work", "next"):
            if word not in cell.text.lower():
                add(cell, f"It lacks “{word.capitalize()}”.", "Say it in a line.")
    return found


def of_role(lesson: Source, role: str) -> list[Cell]:
    """The cells of a role."""
    return [cell for cell in lesson.cells if cell.role == role]


def chapter(key: str) -> int:
    """The number of a lesson's chapter.

    >>> chapter("1_growth/1_ads")
    1
    """
    return int(key.partition("_")[0])


def is_round(cell: Cell) -> bool:
    """Whether a cell is the heading of a round: ``## …`` with its running minute."""
    return (
        cell.kind == "markdown"
        and "minute" in cell.meta
        and cell.role in ("text", "round")
        and cell.text.startswith("## ")
    )


def _title(lesson: Source, add) -> None:
    first = lesson.cells[0]
    if first.kind != "markdown" or not first.text.startswith("# "):
        add(first, "The first cell is no title.", "Begin with a markdown cell: # Title.")
        return
    text = first.text.lower()
    wanted = {"its minutes": r"(\d+|[a-z]+) minutes"}
    if not lesson.short:
        wanted |= {
            "the decision it serves": r"\bdeci(de|sion)",
            "what comes before": r"\b(before|comes after)\b",
            "what it needs (concepts, code, statistics)": r"concepts.*code.*statistics",
        }
    for what, pattern in wanted.items():
        if not re.search(pattern, text):
            add(first, f"The title does not name {what}.", "Add it in a line below the title.")
    for cell in lesson.cells[1:]:
        if re.match(r"# ", cell.text) and cell.kind == "markdown":
            add(cell, "A second title.", "Use ## for what stands below the title.")


def _objectives(lesson: Source, add) -> None:
    cells = [cell for cell in lesson.cells if "you will be able to" in cell.text.lower()]
    if not cells:
        add(None, "It names no objectives.", "Write: You will be able to … (two to four verbs).")
    elif not 2 <= len(lint_text.list_items(cells[0].text)) <= 4:
        count = len(lint_text.list_items(cells[0].text))
        add(cells[0], f"It lists {count} objectives.", "List two to four.")


def _setup(lesson: Source, add) -> None:
    code_cells = [cell for cell in lesson.cells if cell.kind == "code"]
    setups = of_role(lesson, "setup")
    if len(setups) != 1:
        add(None, f"It has {len(setups)} setup cells.", 'Write one code cell with role="setup".')
    elif setups[0] is not code_cells[0]:
        add(setups[0], "Another code cell stands before the setup.", "Put the setup first.")
    elif f'setup("{lesson.key}", language="en"' not in setups[0].text:
        repair = f'Write app = setup("{lesson.key}", language="en").'
        add(setups[0], "It does not open this lesson.", repair)


def _neighbours(lesson: Source, add) -> None:
    shown = [cell for cell in lesson.cells if cell.role != "notes"]
    for before, cell in zip(shown, shown[1:]):
        if before.kind == cell.kind == "code":
            what = f"It follows the code cell '{before.name}' without a sentence between them."
            add(cell, what, "Say in a markdown cell what to look at.")
    for cell in of_role(lesson, "notes"):
        if cell.kind != "markdown":
            add(cell, "An instructor's note is code.", "Write notes as markdown.")


def _size(lesson: Source, add) -> None:
    count = sum(cell.role != "notes" for cell in lesson.cells)
    if not CELLS[0] <= count <= CELLS[1]:
        what = f"It has {count} cells; a lesson has {CELLS[0]} to {CELLS[1]}, notes not counted."
        add(None, what, "Split or join cells.")


def _rounds(lesson: Source, add) -> None:
    starts = [n for n, cell in enumerate(lesson.cells) if is_round(cell)]
    if not 2 <= len(starts) <= 5:
        repair = 'Give two to five headings "## …" their running minute: minute="12".'
        add(None, f"It has {len(starts)} rounds.", repair)
    minutes = [(cell, cell.meta["minute"]) for cell in lesson.cells if "minute" in cell.meta]
    for cell, minute in minutes:
        if not minute.isdigit():
            add(cell, f"“{minute}” is no minute.", "Write whole minutes since the start.")
            return
    for (_, before), (cell, minute) in zip(minutes, minutes[1:]):
        if not 3 <= int(minute) - int(before) <= 15:
            what = f"Minute {minute} follows minute {before}."
            add(cell, what, "A round takes 8 to 12 minutes; plan again.")
    headings = [n for n, cell in enumerate(lesson.cells) if cell.text.startswith("## ")]
    for start in starts:
        end = min((n for n in headings if n > start), default=len(lesson.cells))
        inside = lesson.cells[start:end]
        for what, there in (
            ("asks for no prediction", any(_predicts(lesson, c) for c in inside)),
            ("gives nothing to do", any(c.kind == "code" and c.role in _DO for c in inside)),
            ("says no sentence to a boss", any(_says(lesson, c) for c in inside)),
        ):
            if not there:
                repair = "A round goes: ask, predict, run, read, do, say."
                add(lesson.cells[start], f"The round {what}.", repair)


def _predicts(lesson: Source, cell: Cell) -> bool:
    return cell.role == "predict" or (
        cell.answers
        and cell.role != "decision"
        and ".commit(" in editions.view(lesson, cell, "trainee")
    )


def _says(lesson: Source, cell: Cell) -> bool:
    return cell.role == "say" or (
        cell.kind == "code" and "say(" in editions.view(lesson, cell, "worked")
    )
