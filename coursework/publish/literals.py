"""Find what a learner reads inside a code cell, and put a translation in its place.

That is: comments; the texts given to ``say``, ``print``, ``plots.…``, ``….submit`` and
``….commit``; new column names in ``rename``; and whole sentences that are assigned to a name. A
text that is one identifier (``"banner_ads"``, ``x="cost"``) is code, unless it is a chart's title.
An f-string is shown to the translator without quotes, its expressions as they are written.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from dataclasses import dataclass

from coursework.publish import quoting

_SPOKEN = {"say", "print"}
_METHODS = {"submit": "sample answer", "commit": "answer"}
_RENAMING = {"rename", "rename_axis", "set_axis"}
_ALWAYS = {"title", "subtitle", "alt", "note", "xlabel", "ylabel"}
_MARKER = re.compile(r"#\s*(solution:(begin|end)|starter:|noqa|fmt:|type:)")


@dataclass(frozen=True)
class Passage:
    """A text inside code: where it stands, what the translator sees, what it is."""

    start: int
    end: int
    message: str
    kind: str
    is_f: bool = False
    quote: str = '"'
    comment: bool = False


def passages(code: str) -> list[Passage]:
    """The texts of a code cell that a learner reads, in their order.

    Raises
    ------
    SyntaxError
        If the cell is no Python.
    """
    tree = ast.parse(code)
    offsets = _Offsets(code)
    found: dict[int, Passage] = {}
    for node, kind in _literals(tree):
        passage = _passage(code, offsets, node, kind)
        if re.search(r"[A-Za-z]{2,}", _words(passage)):
            found[passage.start] = passage
    _add_twins(code, tree, offsets, found)
    for passage in _comments(code, offsets):
        found[passage.start] = passage
    return [found[start] for start in sorted(found)]


def rewrite(code: str, translate) -> str:
    """The code with its texts translated.

    Parameters
    ----------
    code : str
    translate : callable
        Takes a message and gives its translation, or ``None`` to leave it as it is.
    """
    for passage in reversed(passages(code)):
        said = translate(passage.message)
        if said is None:
            continue
        write = _comment if passage.comment else _literal
        code = code[: passage.start] + write(code, passage, said) + code[passage.end :]
    return code


def _literals(tree: ast.AST):
    """Pairs of a string's node and the word for it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _of_call(node)
        elif isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
            for leaf in _leaves(node.value):
                if len(_shown(leaf).split()) >= 3:
                    yield leaf, "text kept in a variable"


def _of_call(node: ast.Call):
    name = ast.unparse(node.func)
    last = name.rpartition(".")[2]
    for keyword, value in [(None, arg) for arg in node.args] + [
        (keyword.arg, keyword.value) for keyword in node.keywords
    ]:
        for leaf in _leaves(value):
            if name in _SPOKEN:
                yield leaf, "sentence said by the cell"
            elif name.startswith("plots."):
                if keyword in _ALWAYS or not _is_code(leaf):
                    yield leaf, f"chart: {keyword}" if keyword else "chart"
            elif last in _METHODS and not _is_code(leaf):
                yield leaf, _METHODS[last]
            elif last in _RENAMING and not _is_code(leaf):
                yield leaf, "name of a column"


def _leaves(node: ast.AST):
    """The strings that an expression may come to."""
    if isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    ):
        yield node
    elif isinstance(node, ast.Dict):
        for value in node.values:
            yield from _leaves(value)
    elif isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        for value in node.elts:
            yield from _leaves(value)
    elif isinstance(node, ast.IfExp):
        yield from _leaves(node.body)
        yield from _leaves(node.orelse)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        yield from _leaves(node.left)
        yield from _leaves(node.right)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.func.attr == "format":
            yield from _leaves(node.func.value)
    elif isinstance(node, ast.Call) and ast.unparse(node.func) == "dict":
        for keyword in node.keywords:
            yield from _leaves(keyword.value)


def _shown(node) -> str:
    if isinstance(node, ast.Constant):
        return node.value
    return "".join(p.value if isinstance(p, ast.Constant) else "0" for p in node.values)


def _is_code(node) -> bool:
    return bool(re.fullmatch(r"[\w.:/%-]*", _shown(node)))


def _add_twins(code: str, tree, offsets, found: dict) -> None:
    """A renamed column may be named again in the same cell: it is the same text."""
    known = {p.message: p.kind for p in found.values() if p.kind == "name of a column"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in known:
            passage = _passage(code, offsets, node, known[node.value])
            if code[passage.start : passage.start + 1] in "'\"":
                found.setdefault(passage.start, passage)


def _passage(code: str, offsets, node, kind: str) -> Passage:
    start, end = offsets.of(node)
    tokens = quoting.tokens(code[start:end])
    is_f = any("f" in prefix for prefix, _, _ in tokens)
    message = ""
    for prefix, quote, content in tokens:
        if "f" in prefix:
            message += "".join(
                part if is_expression else quoting.value(part, quote, prefix)
                for is_expression, part in quoting.parts(content)
            )
        else:
            value = quoting.value(content, quote, prefix)
            message += value.replace("{", "{{").replace("}", "}}") if is_f else value
    return Passage(start, end, message, kind, is_f, tokens[0][1])


def _words(passage: Passage) -> str:
    if not passage.is_f:
        return passage.message
    return " ".join(part for is_expression, part in quoting.parts(passage.message) if not is_expression)


def _literal(code: str, passage: Passage, said: str) -> str:
    """A translation as Python, in the quotes of the source; in pieces if the source has pieces."""
    quote = passage.quote
    if len(quote) == 3:
        return ("f" if passage.is_f else "") + quote + quoting.escape(said, quote, passage.is_f) + quote
    if "\n" not in code[passage.start : passage.end]:
        return ("f" if passage.is_f else "") + quote + quoting.escape(said, quote, passage.is_f) + quote
    column = passage.start - (code.rfind("\n", 0, passage.start) + 1)
    pieces = []
    for piece in quoting.pieces(said, passage.is_f):
        f = "f" if passage.is_f and ("{" in piece or "}" in piece) else ""
        pieces.append(f + quote + quoting.escape(piece, quote, passage.is_f) + quote)
    return ("\n" + " " * column).join(pieces)


def _comments(code: str, offsets) -> list[Passage]:
    """The comments, those on neighbouring lines of their own taken together."""
    found: list[Passage] = []
    last_line = -2
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        if token.type != tokenize.COMMENT or _MARKER.match(token.string):
            continue
        line, column = token.start
        start = offsets.lines[line - 1] + column
        whole = not token.line[:column].strip()
        text = token.string.lstrip("#").strip()
        if whole and found and last_line == line - 1:
            before = found.pop()
            start, text = before.start, f"{before.message} {text}"
        end = offsets.lines[line - 1] + token.end[1]
        found.append(Passage(start, end, text, "comment in the code", comment=True))
        last_line = line if whole else -2
    return [p for p in found if re.search(r"[A-Za-z]{2,}", p.message)]


def _comment(code: str, passage: Passage, said: str) -> str:
    column = passage.start - (code.rfind("\n", 0, passage.start) + 1)
    pieces = [said] if "\n" not in code[passage.start : passage.end] else quoting.pieces(said, False)
    return ("\n" + " " * column).join(f"# {piece.strip()}" for piece in pieces)


class _Offsets:
    """From lines and UTF-8 columns, as ast counts, to places in the text."""

    def __init__(self, code: str) -> None:
        self.text = code.split("\n")
        self.lines = [0]
        for line in self.text:
            self.lines.append(self.lines[-1] + len(line) + 1)

    def of(self, node) -> tuple[int, int]:
        return (
            self._place(node.lineno, node.col_offset),
            self._place(node.end_lineno, node.end_col_offset),
        )

    def _place(self, line: int, column: int) -> int:
        inside = self.text[line - 1].encode("utf-8")[:column].decode("utf-8")
        return self.lines[line - 1] + len(inside)
