"""Rules for a lesson's markdown: numerals, words, rules to keep, links."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

from coursework.publish.source import Cell, PublishError, Source

WORDS = 900
_QUIET = (  # where a numeral is no claim about data
    re.compile(r"^(```|~~~).*?^\1", re.DOTALL | re.MULTILINE),
    re.compile(r"^\s*#{1,6} .*$", re.MULTILINE),
    re.compile(r"^\s*\d+[.)] ", re.MULTILINE),
    re.compile(r"`[^`\n]*`"),
    re.compile(r"\([^()]*[\u4e00-\u9fff][^()]*\)"),  # a Chinese term, as the syllabus has it
    re.compile(r"\$\$.*?\$\$|\$[^$\n]+\$", re.DOTALL),
    re.compile(r"!?\[[^\]]*\]\([^)]*\)"),
    re.compile(r"<[^>]*>|https?://\S+"),
    re.compile(r"\b\d+(\s*(to|\u2013|-)\s*\d+)?[ -]minutes?\b|\bminutes? \d+\b", re.IGNORECASE),
    re.compile(r"\b\d+-(day|week|month)s?\b"),
    re.compile(r"\b[A-Za-z_]+[-_]?\d[\w.]*|\b\d+[A-Za-z]\w*"),
)
_NUMERAL = re.compile(r"(?<![\w.,])\d[\d,.]*\d|\d")


def findings(root: Path, lesson: Source) -> list[PublishError]:
    """What is wrong with the markdown of a lesson."""
    found = []
    for cell in lesson.cells:
        if cell.kind == "markdown":
            found += _numerals(lesson, cell) + _links(root, lesson, cell) + _rules(lesson, cell)
    words = sum(
        len(words_of(cell.text))
        for cell in lesson.cells
        if cell.kind == "markdown" and cell.role != "notes"
    )
    if words > WORDS and not lesson.short:
        what = f"Its markdown has {words} words; a lesson has at most {WORDS}."
        found.append(PublishError(lesson.path, None, what, "Shorten, or move text to the notes."))
    return found


def words_of(text: str) -> list[str]:
    """The words of a text; marks, addresses and Chinese do not count.

    >>> words_of("**CAC** (获客成本) is [money](https://a.org) per customer.")
    ['CAC', 'is', 'money', 'per', 'customer']
    """
    text = re.sub(r"\]\([^)]*\)|<[^>]*>|https?://\S+", " ", text)
    return re.findall(r"[A-Za-z0-9][A-Za-z0-9'\u2019_.-]*(?<![.-])", text)


def numerals(text: str) -> list[str]:
    """The numerals of a markdown text that may come from data.

    Those are left out that stand in a heading, a list's numbering, code, a formula, a link, a
    number of minutes, the name of a window (``30-day``) or a word (``Q4``).

    >>> numerals("## Round 2\\n\\nIn 10 minutes: 30-day retention of `x[3]` is 42 %, not 1,200.")
    ['42', '1,200']
    """
    for pattern in _QUIET:
        text = pattern.sub(" ", text)
    return [match[0].strip(".,") for match in _NUMERAL.finditer(text)]


def allowed(cell: Cell) -> dict[str, str]:
    """The numerals that a cell may hold, with the reason: ``numbers="90: the window; …"``.

    What the title's cell allows, the whole lesson may hold.
    """
    entries = (entry.partition(":") for entry in cell.meta.get("numbers", "").split(";"))
    return {numeral.strip(): reason.strip() for numeral, _, reason in entries if numeral.strip()}


def _numerals(lesson: Source, cell: Cell) -> list[PublishError]:
    title = lesson.cells[0]
    may, found = allowed(cell), []
    for numeral, reason in may.items():
        if not reason:
            what = f"numbers= allows {numeral} without saying why."
            repair = f'Write numbers="{numeral}: where it comes from".'
            found.append(PublishError(lesson.path, cell.name, what, repair))
    have = numerals(cell.text)
    for numeral in dict.fromkeys(have):
        if numeral not in may and numeral not in allowed(title):
            found.append(
                PublishError(
                    lesson.path,
                    cell.name,
                    f"The markdown holds the numeral {numeral}.",
                    'If it comes from data, let a code cell say it (say(f"…")); if not, write it '
                    f'as a word or allow it with its reason: numbers="{numeral}: …".',
                )
            )
    if cell is title:
        have = [one for other in lesson.cells if other.kind == "markdown" for one in numerals(other.text)]
    for numeral in may:
        if numeral not in have:
            what = f"numbers= allows {numeral}, which is not in the text."
            found.append(PublishError(lesson.path, cell.name, what, "Take it out."))
    return found


def _links(root: Path, lesson: Source, cell: Cell) -> list[PublishError]:
    found = []
    for address in re.findall(r"\]\(([^)\s]+)", cell.text):
        if re.match(r"[a-z]+:|#", address):
            continue
        place = PurePosixPath(lesson.path.parent.as_posix(), address.partition("#")[0])
        parts: list[str] = []
        for part in place.parts:
            if part == ".." and parts:
                parts.pop()
            else:
                parts.append(part)
        goal = Path(*parts)
        inside = parts[:1] == ["solutions"] and len(parts) == 3 and goal.suffix == ".ipynb"
        if not inside or not (root / goal.with_suffix(".py")).is_file():
            what = f"The link to {address} leads to no lesson."
            repair = "Link to a lesson as ../<chapter>/<lesson>.ipynb, or to a full address."
            found.append(PublishError(lesson.path, cell.name, what, repair))
    return found


def _rules(lesson: Source, cell: Cell) -> list[PublishError]:
    if cell.role != "rules":
        return []
    items = list_items(cell.text)
    found = []
    if not 1 <= len(items) <= 5:
        what = f"It gives {len(items)} rules to keep."
        found.append(PublishError(lesson.path, cell.name, what, "Give one to five, as a list."))
    for item in items:
        if len(words_of(item)) > 20:
            what = f"The rule “{item[:40]}…” has {len(words_of(item))} words."
            found.append(PublishError(lesson.path, cell.name, what, "Say it in twenty."))
    return found


def list_items(text: str) -> list[str]:
    """The items of the lists in a markdown text, each on one line."""
    items: list[str] = []
    for line in text.split("\n"):
        if mark := re.match(r"\s*([-*+]|\d+[.)]) +", line):
            items.append(line[mark.end() :])
        elif items and line.startswith("  ") and line.strip():
            items[-1] += " " + line.strip()
    return items
