"""Literals as they are written: their pieces, the insides of f-strings, and how to write a new one."""

from __future__ import annotations

import ast
import re

_WIDTH = 84  # columns for one piece of a text that the source writes in pieces
_PAUSE = re.compile("[^\uff0c\u3002\uff1b\uff1a\uff01\uff1f\u3001 ]*[\uff0c\u3002\uff1b\uff1a\uff01\uff1f\u3001 ]*")
_PREFIX = re.compile(r"[rRbBuUfF]*")


def expressions(message: str) -> list[str]:
    """The ``{…}`` of a message, as they are written.

    >>> expressions("CAC {cac:,.0f} of {{all}} in {row['channel']}")
    ['{cac:,.0f}', "{row['channel']}"]
    """
    return [part for is_expression, part in parts(message) if is_expression]


def tokens(segment: str) -> list[tuple[str, str, str]]:
    """The pieces of a literal that stand side by side: prefix, quote, what is written between."""
    found, at = [], 0
    while at < len(segment):
        if segment[at] in " \t\r\n\\":
            at += 1
        elif segment[at] == "#":
            at = (segment + "\n").index("\n", at)
        else:
            prefix = _PREFIX.match(segment, at)[0]
            at += len(prefix)
            quote = segment[at : at + 3] if segment[at : at + 3] in ('"""', "'''") else segment[at]
            begin = at = at + len(quote)
            while not segment.startswith(quote, at):
                at += 2 if segment[at] == "\\" else 1
            found.append((prefix.lower(), quote, segment[begin:at]))
            at += len(quote)
    return found


def value(written: str, quote: str, prefix: str) -> str:
    """What a piece of a literal says, its escapes resolved."""
    if "r" in prefix or "\\" not in written:
        return written
    return ast.literal_eval(f"{quote}{written}{quote}")


def parts(content: str) -> list[tuple[bool, str]]:
    """Cut the inside of an f-string into texts (``False``) and expressions (``True``)."""
    found, text, at = [], "", 0
    while at < len(content):
        if content[at : at + 2] in ("{{", "}}"):
            text += content[at : at + 2]
            at += 2
        elif content[at] == "{":
            end = _closing(content, at)
            found += [(False, text), (True, content[at:end])]
            text, at = "", end
        else:
            text += content[at]
            at += 1
    return [part for part in [*found, (False, text)] if part[1]]


def _closing(content: str, at: int) -> int:
    depth, quote = 0, None
    for place in range(at, len(content)):
        sign = content[place]
        if quote:
            quote = None if sign == quote else quote
        elif sign in "'\"":
            quote = sign
        elif sign in "{[(":
            depth += 1
        elif sign in "}])":
            depth -= 1
            if depth == 0:
                return place + 1
    return len(content)


def pieces(said: str, is_f: bool) -> list[str]:
    """Cut a long text where a reader would pause, never inside an expression."""
    atoms: list[str] = []
    for is_expression, part in parts(said) if is_f else [(False, said)]:
        atoms += [part] if is_expression else _PAUSE.findall(part)
    cut = [""]
    for atom in filter(None, atoms):
        wide = sum(2 if ord(sign) > 0x2E7F else 1 for sign in cut[-1] + atom)
        if cut[-1] and wide > _WIDTH:
            cut.append("")
        cut[-1] += atom
    return cut


def escape(said: str, quote: str, is_f: bool) -> str:
    """A text as it is written between quotes; the expressions of an f-string stay as they are."""
    written = ""
    for is_expression, part in parts(said) if is_f else [(False, said)]:
        if not is_expression:
            part = part.replace("\\", "\\\\").replace(quote[0], "\\" + quote[0])
            if len(quote) == 1:
                part = part.replace("\n", "\\n").replace("\t", "\\t")
        written += part
    return written
