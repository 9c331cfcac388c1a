"""Which entries of the syllabus are taught, where, and what asks for them.

A cell claims an entry in its metadata (``teaches="cac ltv"``), and each entry is claimed once in the
workbook. A claim holds if

* the cell holds the English term: as the syllabus has it, or in a form of ``en_short``, or all key
  words of its part before a colon or bracket, in any order;
* the cell holds the Chinese term as the syllabus has it, or in a form of ``zh_short``; and so does
  the cell's translation;
* the lesson does what the entry's treatment asks: for *code* an exercise, a prediction or a quick
  question names the entry (``syllabus=…``); for *worksheet* a worksheet names it; for *simulate* a
  decision, an exercise or a prediction names it, in a lesson that has a decision; *reading* is a
  paragraph, so the claim is enough.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from coursework.publish import catalogue, declarations, editions, source
from coursework.publish.source import Cell, PublishError, Source

SYLLABUS = Path("coursework") / "syllabus.yml"
PAGE = Path("docs") / "coverage.md"
COMMAND = "python -m coursework coverage"
ASKED_BY = {
    "code": {"exercise", "prediction", "quick"},
    "worksheet": {"worksheet"},
    "simulate": {"decision", "exercise", "prediction"},
}
_SMALL = frozenset("a an and are as at by for from how in into its of on or the to with".split())


@dataclass(frozen=True)
class Claim:
    """An entry, the lesson and the cell that claim it, and the tasks that ask for it."""

    entry: str
    lesson: str
    cell: str
    asked: tuple[str, ...]


def syllabus(root: Path) -> dict[str, dict]:
    """The entries of the syllabus by id, in their order."""
    import yaml

    text = (root / SYLLABUS).read_text(encoding="utf-8")
    return {entry["id"]: entry for entry in yaml.safe_load(text)}


def survey(root: Path) -> tuple[list[Claim], list[PublishError]]:
    """Every claim of every lesson, and what is wrong with them."""
    entries = syllabus(root)
    claims: list[Claim] = []
    found: list[PublishError] = []
    for key in source.keys(root):
        lesson = source.read(root, key)
        declared = declarations.load(root, key)
        tasks = list(declared.exercises.values()) if declared is not None else []
        found += _named(lesson, tasks, entries)
        translator = catalogue.translator(root, lesson, "zh")
        for cell in lesson.cells:
            for name in cell.teaches:
                if name not in entries:
                    what = f"The syllabus has no entry “{name}”."
                    found.append(PublishError(lesson.path, cell.name, what, f"See {SYLLABUS.as_posix()}."))
                    continue
                asked = [task for task in tasks if name in task.syllabus]
                first = next((claim for claim in claims if claim.entry == name), None)
                if first is not None:
                    what = f"“{name}” is claimed already, by {first.lesson}, cell '{first.cell}'."
                    repair = "Leave the claim to the cell that teaches it."
                    found.append(PublishError(lesson.path, cell.name, what, repair))
                    continue
                claims.append(Claim(name, key, cell.name, tuple(task.name for task in asked)))
                found += _terms(lesson, cell, entries[name], translator)
                found += _treatment(lesson, cell, entries[name], asked, tasks)
    return claims, found


def page(root: Path) -> str:
    """The text of ``docs/coverage.md``."""
    entries, (claims, _) = syllabus(root), survey(root)
    taught = {claim.entry: claim for claim in claims}
    lines = [
        "# What is taught, and where",
        "",
        f"Built by `{COMMAND}` from `{SYLLABUS.as_posix()}` and the claims in the lessons' cells; what",
        "a claim has to hold stands at the head of `coursework/publish/coverage.py`.",
        "",
        f"**{len(taught)} of {len(entries)} entries** are taught so far.",
        "",
        "| Section | Entries | Taught |",
        "| --- | ---: | ---: |",
    ]
    sections: dict[tuple[str, str], list[dict]] = {}
    for entry in entries.values():
        sections.setdefault((entry["section"], entry["chapter"]), []).append(entry)
    ordered = sorted(sections, key=lambda place: [int(n) for n in place[0].split(".")])
    for place in ordered:
        count = sum(entry["id"] in taught for entry in sections[place])
        lines.append(f"| {place[0]} {place[1]} | {len(sections[place])} | {count} |")
    for place in ordered:
        if not any(entry["id"] in taught for entry in sections[place]):
            continue
        lines += ["", f"## {place[0]} {place[1]}", ""]
        lines += ["| Entry | Treatment | Lesson | Cell | Asked by |", "| --- | --- | --- | --- | --- |"]
        for entry in sections[place]:
            lines.append(_row(entry, taught.get(entry["id"])))
    return "\n".join(lines) + "\n"


def problems(root: Path) -> list[PublishError]:
    """Claims that do not hold, and the page if it is stale."""
    found = survey(root)[1]
    path = root / PAGE
    if not path.is_file() or path.read_text(encoding="utf-8") != page(root):
        found.append(PublishError(PAGE, None, "It is stale.", f"Run: {COMMAND}"))
    return found


def holds_english(text: str, entry: dict) -> bool:
    """Whether a text names an entry in English.

    >>> holds_english("We compare two channels for our ads.", {"en": "Comparing ad channels"})
    True
    >>> holds_english("We compare two channels.", {"en": "Comparing ad channels"})
    False
    """
    plain = _plain(text)
    if any(_plain(term) in plain for term in (entry["en"], *entry.get("en_short", ()))):
        return True
    words = [word for word in _plain(re.split(r"[:(]", entry["en"])[0]).split() if word not in _SMALL]
    have = plain.split()
    return all(any(_alike(word, other) for other in have) for word in words)


def holds_chinese(text: str, entry: dict) -> bool:
    """Whether a text names an entry in Chinese.

    >>> holds_chinese("渠道对比很有用。", {"zh": "广告投放的渠道对比", "zh_short": ["渠道对比"]})
    True
    """
    text = _narrow(text)
    return any(_narrow(term) in text for term in (entry["zh"], *entry.get("zh_short", ())))


def _alike(word: str, other: str) -> bool:
    word = word.removesuffix("s")
    if len(word) <= 3:
        return other in (word, word + "s")
    stem = word[: max(4, min(len(word) - 3, 6))]
    return other.startswith(stem)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))


def _narrow(text: str) -> str:
    """Without blanks, full-width punctuation made half-width: outlines and lessons differ in it."""
    wide = str.maketrans("\uff0c\uff1a\uff1b\uff08\uff09\uff1f\uff01", ",:;()?!")
    return re.sub(r"\s+", "", text).translate(wide)


def _terms(lesson: Source, cell: Cell, entry: dict, translator) -> list[PublishError]:
    text = editions.view(lesson, cell, "worked")
    found = []
    if not holds_english(text, entry):
        forms = " or ".join(f"“{term}”" for term in (entry["en"], *entry.get("en_short", ())))
        found.append(
            PublishError(
                lesson.path,
                cell.name,
                f"It claims {entry['id']} without its English term.",
                f"Write {forms}, or add a form to en_short.",
            )
        )
    forms = " or ".join((entry["zh"], *entry.get("zh_short", ())))
    if not holds_chinese(text, entry):
        found.append(
            PublishError(
                lesson.path,
                cell.name,
                f"It claims {entry['id']} without its Chinese term.",
                f"Write {forms} once, behind the English; or add a form to zh_short.",
            )
        )
    said = translator.cell(cell, text) if translator is not None else text
    if said != text and not holds_chinese(said, entry):
        found.append(
            PublishError(
                catalogue.path_of("zh", lesson.key),
                cell.name,
                f"The cell claims {entry['id']}, but its translation lacks the term.",
                f"Write {forms}.",
            )
        )
    return found


def _treatment(lesson: Source, cell: Cell, entry: dict, asked: list, tasks: list) -> list:
    wanted = ASKED_BY.get(entry["treatment"])
    if wanted is None:
        return []
    if not any(task.kind in wanted for task in asked):
        what = f"It claims {entry['id']} ({entry['treatment']}), but nothing asks for it."
        repair = f'Write syllabus=("{entry["id"]}", …) at a task of kind {" or ".join(sorted(wanted))}.'
        return [PublishError(lesson.path, cell.name, what, repair)]
    if entry["treatment"] == "simulate" and not any(task.kind == "decision" for task in tasks):
        what = f"It claims {entry['id']} (simulate), but the lesson has no decision."
        return [PublishError(lesson.path, cell.name, what, "Declare one: lesson.decision(…).")]
    return []


def _named(lesson: Source, tasks: list, entries: dict) -> list[PublishError]:
    return [
        PublishError(lesson.path, None, f"“{task.name}” names the entry “{name}”.", "There is none.")
        for task in tasks
        for name in task.syllabus
        if name not in entries
    ]


def _row(entry: dict, claim: Claim | None) -> str:
    term = f"{entry['en']} · {entry['zh']}".replace("|", "\\|")
    if claim is None:
        return f"| {term} | {entry['treatment']} | – | – | – |"
    link = f"[{claim.lesson}](../{editions.path_of(claim.lesson, 'trainee', 'en').as_posix()})"
    asked = ", ".join(f"`{name}`" for name in claim.asked) or "–"
    return f"| {term} | {entry['treatment']} | {link} | `{claim.cell}` | {asked} |"
