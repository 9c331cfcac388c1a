"""Cut markdown into the blocks that a translator gets, and put it together again.

A block ends at a blank line outside a fence and a formula. What a translator sees of it has the
line breaks of a paragraph taken out: they belong to the source's width, not to the text.
"""

from __future__ import annotations

import re

_FENCE = re.compile(r"\s*(```|~~~)")
_STRUCTURE = re.compile(r"\s*([-*+] |\d+[.)] |#{1,6} |>|\||<|```|~~~|\$\$)")
_ALONE = re.compile(r"\s*(#{1,6} |\||<|```|~~~|\$\$)")
_NOT_PROSE = (
    re.compile(r"`[^`\n]*`"),
    re.compile(r"\$[^$\n]+\$"),
    re.compile(r"\]\([^)]*\)"),
    re.compile(r"<[^>]*>"),
    re.compile(r"https?://\S+"),
)


def split(text: str) -> list[str]:
    """Cut markdown into blocks and the gaps between them, alternating; joined they are the text.

    >>> split("# One\\n\\nTwo\\nlines.\\n\\n\\nThree")
    ['# One', '\\n\\n', 'Two\\nlines.', '\\n\\n\\n', 'Three']
    """
    groups: list[list[str]] = [[]]  # a block, a gap, a block, …
    fenced = formula = False
    for line in text.split("\n"):
        blank = not line.strip() and not (fenced or formula)
        if blank != (len(groups) % 2 == 0):
            groups.append([])
        groups[-1].append(line)
        if _FENCE.match(line) and not formula:
            fenced = not fenced
        elif not fenced and line.count("$$") % 2:
            formula = not formula
    pieces = ["\n".join(group) for group in groups]
    for number in range(1, len(pieces), 2):
        before = "\n" if groups[number - 1] else ""
        after = "\n" if number + 1 < len(pieces) else ""
        pieces[number] = f"{before}{pieces[number]}{after}" if groups[number] else ""
    return pieces


def message(block: str) -> str:
    """A block as the translator sees it: a paragraph or a list item on one line.

    >>> message("A paragraph\\nof two lines.")
    'A paragraph of two lines.'
    >>> message("- an item\\n  that goes on\\n- another")
    '- an item that goes on\\n- another'
    """
    lines: list[str] = []
    fenced = False
    for line in block.split("\n"):
        fence = bool(_FENCE.match(line))
        goes_on = (
            lines
            and not (fenced or fence)
            and not _STRUCTURE.match(line)
            and not _ALONE.match(lines[-1])
            and not lines[-1].endswith(("  ", "\\"))
        )
        if goes_on:
            lines[-1] = f"{lines[-1]} {line.strip()}"
        else:
            lines.append(line)
        fenced ^= fence
    return "\n".join(lines)


def prose(block: str) -> str:
    """What is left of a block without code, formulas, addresses and tags."""
    for pattern in _NOT_PROSE:
        block = pattern.sub(" ", block)
    return block


def speaks(block: str) -> bool:
    """Whether there is something to translate in a block.

    >>> speaks("| --- | --- |"), speaks("`cac`"), speaks("Read `cac`.")
    (False, False, True)
    """
    return bool(re.search(r"[A-Za-z]{2,}", prose(block)))


def kind(block: str) -> str:
    """A word for the translator: what the block is."""
    for pattern, word in (
        (r"\s*#", "heading"),
        (r"\s*([-*+]|\d+[.)]) ", "list"),
        (r"\s*\|", "table"),
        (r"\s*(```|~~~)", "code or sketch"),
        (r"\s*>", "quotation"),
        (r"\s*<", "HTML"),
    ):
        if re.match(pattern, block):
            return word
    return "paragraph"
