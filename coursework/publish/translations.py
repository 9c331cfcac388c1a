"""Check a catalogue: what has no translation, what is stale, what a translation lost or broke."""

from __future__ import annotations

import re
from pathlib import Path

from coursework.publish import blocks, catalogue, extract, quoting
from coursework.publish.source import PublishError

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_LINK = re.compile(r"\]\(([^)\s]+)[^)]*\)|<(https?://[^>]+)>")
_FORMULA = re.compile(r"\$\$.+?\$\$|\$[^$\n]+\$", re.DOTALL)
_SPAN = re.compile(r"`[^`\n]+`")
_NAME = re.compile(r"\{([A-Za-z_]\w*)(?::[^{}]*)?\}")
_PUNCTUATION = "\u3001\u3002\uff0c\uff1a\uff1b\uff01\uff1f\u201c\u201d\u2018\u2019\u300a\u300b\uff08\uff09.,:;!?()%\u2026"


def problems(root: Path, language: str, key: str | None) -> list[PublishError]:
    """Everything that is wrong with one catalogue.

    Parameters
    ----------
    root : Path
        The clone.
    language : str
    key : str or None
        A lesson, or ``None`` for the package.

    Returns
    -------
    list of PublishError
        Empty if every text has a translation that keeps what must be kept.
    """
    path = catalogue.path_of(language, key)
    refresh = f"Run: python -m coursework translate{f' {key}' if key else ''}"
    if not (root / path).is_file():
        return [PublishError(path, None, "There is no such catalogue.", refresh)]
    wanted = extract.of(root, key)
    entries = [entry for entry in catalogue.entries(root, language, key) if not entry.obsolete]
    have = {(entry.msgctxt, entry.msgid) for entry in entries}
    found = []
    for context, text in wanted:
        if (context, text) not in have:
            what = f"It is stale: “{_cut(text)}” is not in it."
            found.append(PublishError(path, context, what, refresh))
    for entry in entries:
        context, said = entry.msgctxt, _cut(entry.msgid)
        if (context, entry.msgid) not in wanted:
            what = f"It is stale: nothing says “{said}” any more."
            found.append(PublishError(path, context, what, refresh))
        elif not entry.msgstr:
            what = f"“{said}” has no translation."
            found.append(PublishError(path, context, what, "Write its msgstr."))
        elif "fuzzy" in entry.flags:
            what = f"“{said}” has changed; its translation is marked fuzzy."
            repair = "Look at the msgstr, then take the mark “#, fuzzy” away."
            found.append(PublishError(path, context, what, repair))
        else:
            in_cell = key is not None and context != catalogue.EXERCISES
            for what, repair in faults(entry.msgid, entry.msgstr, in_cell=in_cell):
                found.append(PublishError(path, context, f"“{said}”: {what}", repair))
    return found


def faults(text: str, said: str, *, in_cell: bool = True) -> list[tuple[str, str]]:
    """What a translation lost or broke: pairs of what was found and what to do.

    Parameters
    ----------
    text, said : str
        The English and its translation.
    in_cell : bool
        Whether the text stands in a lesson's cell, where braces may hold any expression; elsewhere
        they hold a name.

    >>> faults("Costs {n} yuan, see [this](https://a.org).", "\u82b1\u8d39 {m} \u5143\u3002")[0][0]
    'The braces {n} are lost and {m} is new.'
    """
    found = []
    found += _compared(
        "The braces", _braces(text, in_cell), _braces(said, in_cell), "Copy what stands in braces."
    )
    if not in_cell or not _is_fence(text):
        for word, pattern, repair in (
            ("The link", _LINK, "Keep every address."),
            ("The formula", _FORMULA, "Copy every formula."),
            ("The code", _SPAN, "Keep code in backticks as it is."),
        ):
            found += _compared(word, pattern.findall(text), pattern.findall(said), repair)
    if in_cell and _shape(text) != _shape(said):
        found.append(
            ("headings, list items or table rows differ.", "Keep the marks at the lines' starts.")
        )
    if "\n" not in text and "\n" in said and in_cell and blocks.kind(text) == "paragraph":
        if "\n\n" in said:
            found.append(("It became several paragraphs.", "Write it as one."))
    if not _CHINESE.search(said) and len(re.findall(r"\b[A-Za-z]?[a-z]+\b", blocks.prose(text))) >= 3:
        if not _is_fence(text):
            found.append(("The translation holds no Chinese.", "Translate it."))
    if _flat_bold(said):
        found.append(
            (
                "Bold would show its stars: ** stands between a punctuation mark and a character.",
                "Put the mark outside the bold, or a blank after it.",
            )
        )
    return found


def _compared(word: str, old: list, new: list, repair: str) -> list[tuple[str, str]]:
    old, new = ([_text(one) for one in side] for side in (old, new))
    lost = [one for one in dict.fromkeys(old) if new.count(one) < old.count(one)]
    added = [one for one in dict.fromkeys(new) if one not in old]
    if lost and added:
        return [(f"{word} {' '.join(lost)} are lost and {' '.join(added)} is new.", repair)]
    if lost:
        return [(f"{word} {' '.join(lost)} is lost.", repair)]
    if added:
        return [(f"{word} {' '.join(added)} is not in the English.", repair)]
    return []


def _text(match) -> str:
    return match if isinstance(match, str) else "".join(match)


def _braces(text: str, in_cell: bool) -> list[str]:
    if in_cell:
        return quoting.expressions(text)
    # a sentence may name a value once more or once less than the English does
    return list(dict.fromkeys("{" + name + "}" for name in _NAME.findall(text)))


def _shape(text: str) -> list[str]:
    """The structural marks at the starts of lines; a table's row counts with its cells."""
    marks = []
    for line in text.split("\n"):
        if mark := re.match(r"\s*(#{1,6}(?= )|[-*+](?= )|\d+[.)](?= )|>|```|~~~)", line):
            marks.append(re.sub(r"\d+", "1", mark[1]).replace("*", "-").replace("+", "-"))
        elif line.lstrip().startswith("|"):
            marks.append("|" * len(re.findall(r"(?<!\\)\|", _SPAN.sub("", line))))
    return marks


def _is_fence(text: str) -> bool:
    return text.lstrip().startswith(("```", "~~~"))


def _flat_bold(said: str) -> bool:
    """Whether a closing or opening ** would not be one: markdown's rule knows no Chinese."""
    text = _SPAN.sub("x", said)
    for match in re.finditer(r"\*\*(?=\S)(.+?)\*\*", text):
        before, after = text[: match.start()][-1:], text[match.end() :][:1]
        inside = match[1]
        if inside[-1] in _PUNCTUATION and after and not _edge(after):
            return True
        if inside[0] in _PUNCTUATION and before and not _edge(before):
            return True
    return False


def _edge(sign: str) -> bool:
    return sign.isspace() or sign in _PUNCTUATION


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:60] + "…"
