"""What was typed in the cell that is running, where its value alone no longer shows the slip."""

import ast
import linecache
import re
import sys

from coursework.i18n import Phrase, _
from coursework.teaching import spreadsheet, tracebacks

__all__ = ["comma_in_code", "decimal_comma", "joined_texts"]


def joined_texts(*, whole_cell=False) -> Phrase | None:
    """Return what is to be said of `"a" and "b"` typed as one answer; ``None`` outside of a notebook, or where there is none.

    Parameters
    ----------
    whole_cell
        Whether to look at the whole cell (a plan made on a line above) or at the line that is running alone.
    """
    try:
        source, line = _running()
        tree = ast.parse(source)
    except Exception:  # no notebook, or a source that cannot be had
        return None
    for part in tree.body:
        if whole_cell or part.lineno <= line <= (part.end_lineno or part.lineno):
            for node in ast.walk(part):
                if isinstance(node, ast.BoolOp) and all(isinstance(one, ast.Constant) and isinstance(one.value, str) for one in node.values):
                    return _said(node)
    return None


def comma_in_code(value) -> Phrase | None:
    """Return how the number is written that a comma in the running cell made a row of: ``1,194 / 16``; ``None`` where the comma was meant."""
    if type(value) is not tuple or all(type(one) is int for one in value):
        return None
    found = (spreadsheet.number_with_comma(re.sub(spreadsheet.QUOTED, '""', line).split("#")[0]) for line in tracebacks.cell().splitlines())
    return next((one for one in found if one is not None), None)


def _said(node) -> Phrase:
    word, kept = ("and", node.values[-1].value) if isinstance(node.op, ast.And) else ("or", next((one.value for one in node.values if one.value), ""))
    typed = f" {word} ".join(f'"{one.value}"' for one in node.values)
    return Phrase(_("You wrote `{typed}`. Python makes one text of that, `{kept}`, and drops the rest. Only one is wanted: write that alone."), typed=typed[:120], kept=f'"{kept}"'[:60])


def _running() -> tuple[str, int]:
    frame = sys._getframe(1)
    while frame is not None:
        if frame.f_globals.get("__name__") == "__main__" and frame.f_code.co_name == "<module>":
            return "".join(linecache.getlines(frame.f_code.co_filename)), frame.f_lineno
        frame = frame.f_back
    raise LookupError("no cell")


def decimal_comma(first, more) -> Phrase | None:
    """Return what is to be said of `0,65` handed in as two numbers; ``None`` if it is something else.

    Examples
    --------
    >>> str(decimal_comma(0, (65,)))
    'A comma makes two numbers of one: write the decimal point, `0.65`.'
    """
    if len(more) == 1 and type(first) is int and type(more[0]) is int and more[0] >= 0:
        return Phrase(_("A comma makes two numbers of one: write the decimal point, `{number}`."), number=f"{first}.{more[0]}")
    return None
