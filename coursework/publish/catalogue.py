"""The catalogues of translations: bring them up to date, and read them.

There is one for each lesson, ``coursework/locale/zh/<chapter>/<lesson>.po``: the blocks of its
markdown and the texts in its code (context: the cell's name), then the strings of its exercise
module (context: ``exercises``); and one for the package, ``coursework/locale/zh/coursework.po``.
Nothing in them tells a time or a line, so that they change only when a text does.
"""

from __future__ import annotations

import difflib
import re
from functools import lru_cache
from pathlib import Path

from coursework.publish import blocks, extract, literals, quoting
from coursework.publish.source import Cell, PublishError, Source

EXERCISES = "exercises"
NAMES = {"zh": "zh_CN"}
ALIKE = 0.6  # from this likeness on, an old translation is offered for a changed text


def path_of(language: str, key: str | None) -> Path:
    """Where the catalogue of a lesson (or, for ``None``, of the package) stands.

    >>> path_of("zh", None).as_posix()
    'coursework/locale/zh/coursework.po'
    """
    return Path("coursework") / "locale" / language / f"{key or 'coursework'}.po"


def update(root: Path, language: str, key: str | None) -> tuple[Path, dict[str, int]]:
    """Bring one catalogue up to date with what it translates.

    A translation stays as long as its text stands where it stood. A text that changed a little
    keeps its old translation, marked *fuzzy* and with the old text beside it: a fuzzy translation
    is not used until somebody has looked at it and taken the mark away. A translation that
    nothing asks for any more is kept at the end, behind ``#~``, and comes back with its text.

    Returns
    -------
    tuple of (Path, dict)
        The catalogue, and how many passages are ``translated``, ``fuzzy``, ``untranslated``.
    """
    import polib

    from coursework.publish.build import write

    path = path_of(language, key)
    old = _open(root / path)
    catalogue = polib.POFile(wrapwidth=98)
    catalogue.header = "Chinese for people, not for machines: see docs/authors.md. CC BY 4.0."
    catalogue.metadata = {
        "Project-Id-Version": "harbour-life-workbook",
        "Language": NAMES.get(language, language),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    known = {(entry.msgctxt, entry.msgid): entry for entry in old}
    wanted = extract.of(root, key)
    gone = [e for place, e in known.items() if place not in wanted and e.msgstr]
    taken: set[int] = set()
    for (context, text), (kind, where) in wanted.items():
        entry = polib.POEntry(msgctxt=context, msgid=text, comment=kind)
        entry.occurrences = [(place, "") for place in where]
        before = known.get((context, text))
        if before is not None:
            entry.msgstr, entry.tcomment = before.msgstr, before.tcomment
            if "fuzzy" in before.flags and not before.obsolete:
                entry.flags, entry.previous_msgid = ["fuzzy"], before.previous_msgid
        elif (close := _closest(entry, gone, taken)) is not None:
            taken.add(id(close))
            entry.msgstr, entry.flags = close.msgstr, ["fuzzy"]
            entry.previous_msgid = close.msgid
        catalogue.append(entry)
    for entry in gone:
        if id(entry) not in taken:
            entry.obsolete, entry.flags, entry.occurrences = True, [], []
            entry.comment = entry.previous_msgid = ""
            catalogue.append(entry)
    write(root / path, str(catalogue).rstrip("\n") + "\n")
    return path, {
        "translated": len(catalogue.translated_entries()),
        "fuzzy": len(catalogue.fuzzy_entries()),
        "untranslated": len(catalogue.untranslated_entries()),
    }


def translations(root: Path, language: str, key: str | None) -> list[tuple[str, str, str]]:
    """What a catalogue says, sorted: context, text and translation, without what is not used."""
    used = filter(_used, entries(root, language, key))
    return sorted((e.msgctxt or "", e.msgid, e.msgstr) for e in used)


def entries(root: Path, language: str, key: str | None):
    """The entries of a catalogue as polib reads them; none if there is no such file."""
    return _open(root / path_of(language, key))


def translator(root: Path, source: Source, language: str) -> Translator | None:
    """What puts a lesson's cells into a language; ``None`` for English."""
    if language == "en":
        return None
    used = filter(_used, entries(root, language, source.key))
    said = {(e.msgctxt, e.msgid): e.msgstr for e in used}
    return Translator(source, language, said)


class Translator:
    """Put cells into a language; remember in ``missing`` what has no translation."""

    def __init__(self, source: Source, language: str, said: dict) -> None:
        self.source, self.language, self.said = source, language, said
        self.missing: list[tuple[str, str]] = []

    def cell(self, cell: Cell, text: str) -> str:
        """The text of a cell, as an edition shows it, in the language."""
        if cell.kind == "markdown":
            pieces = blocks.split(text)
            for number in range(0, len(pieces), 2):
                if blocks.speaks(pieces[number]):
                    said = self._say(cell, blocks.message(pieces[number]))
                    pieces[number] = pieces[number] if said is None else said
            return "".join(pieces)
        try:
            return literals.rewrite(text, lambda message: self._say(cell, message, code=True))
        except SyntaxError as error:
            raise extract.not_python(self.source, cell, error) from None

    def _say(self, cell: Cell, message: str, code: bool = False) -> str | None:
        said = self.said.get((cell.name, message))
        if said is None:
            self.missing.append((cell.name, message))
        elif code and sorted(quoting.expressions(said)) != sorted(quoting.expressions(message)):
            raise PublishError(
                path_of(self.language, self.source.key),
                cell.name,
                f"“{said[:60]}” does not hold the same {{…}} as its English.",
                "Copy the expressions in braces as they are.",
            )
        return said


def _used(entry) -> bool:
    return bool(entry.msgstr) and not entry.obsolete and "fuzzy" not in entry.flags


def _closest(entry, gone: list, taken: set):
    """The dropped translation whose text was most like this one, if it was like it at all."""
    best, likeness = None, ALIKE
    for old in gone:
        if id(old) in taken or old.obsolete:
            continue
        matcher = difflib.SequenceMatcher(None, _plain(old.msgid), _plain(entry.msgid), False)
        if matcher.real_quick_ratio() <= likeness or matcher.quick_ratio() <= likeness:
            continue
        ratio = matcher.ratio() + (0.05 if old.msgctxt == entry.msgctxt else 0)
        if ratio > likeness:
            best, likeness = old, ratio
    return best


def _plain(text: str) -> list[str]:
    return re.findall(r"\w+|[^\w\s]", text)


def _open(path: Path):
    import polib

    if not path.is_file():
        return []
    stat = path.stat()
    return polib.pofile(_content(str(path), stat.st_mtime_ns, stat.st_size))


@lru_cache(maxsize=32)
def _content(path: str, changed: int, size: int) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise PublishError(path, None, "It is not UTF-8.", "Save it as UTF-8.") from None


