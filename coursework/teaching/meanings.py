"""What a piece of a trainee's formula stands for, in words: the lesson declares the meaning of its names, the rest is put together."""

import ast
import re

from coursework.i18n import Phrase, _
from coursework.teaching import formula

__all__ = ["asked_for", "meaning", "said"]

MOST_LETTERS = 160
_WAYS = {
    "sum": _("{what}, added up"), "mean": _("the mean of: {what}"), "max": _("the largest of: {what}"), "min": _("the smallest of: {what}"),
    "median": _("the median of: {what}"), "std": _("the spread of: {what}"), "count": _("how many rows: {what}"), "nunique": _("how many different: {what}"),
}  # fmt: skip


def said(node, lesson) -> Phrase:
    """Return a piece of a formula as it stands in a sentence: the code, and in brackets what it means, where that is known."""
    part, means = _shortened(formula.shown(node)), meaning(node, lesson)
    if len(part) > 40 and getattr(node, "given", None):
        part = node.given  # a long step that the cell gave a name is called by it
    if means is None:
        return Phrase(_("`{part}`"), part=part)
    return Phrase(_("`{part}` ({meaning})"), part=part, meaning=means)


def meaning(node, lesson) -> Phrase | None:
    """Return in words what a piece of a formula stands for; ``None`` where the lesson has no word for what it is made of.

    Parameters
    ----------
    node
        A formula, or a part of one.
    lesson : Lesson
        Its ``meanings``: from a name, a column or a number as it is written to its meaning.
    """
    known = getattr(lesson, "meanings", {}).get(formula.key(node))
    if known is None and getattr(node, "given", None) and node.given not in asked_for(lesson):
        known = lesson.meanings.get(node.given) if lesson.meanings else None
    if known is not None:
        return Phrase(known, lesson=lesson.name)
    for look in (_counted, _grouped, _reduced, _length, _filtered, _column, _joined, _condition):
        found = look(node, lesson)
        if found is not None:
            return found
    return None


def asked_for(lesson) -> set:
    """Return the names that the lesson asks a trainee to give a value: what they hold is the trainee's own affair."""
    codes = [getattr(task, "solution_text", None) or "" for task in getattr(lesson, "exercises", {}).values()]
    return {name for code in codes for name in re.findall(r"(?m)^\s*(\w+)\s*=[^=]", code)}


def _counted(node, lesson):
    counts = formula.counted(node)
    table = meaning(counts[0], lesson) if counts else None
    return Phrase(_("{table}, counted for each {by}"), table=table, by=counts[1]) if table else None


def _grouped(node, lesson):
    if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in _WAYS and formula.grouped_by(node) and isinstance(node.func.value, ast.Subscript):
        what = _column(ast.Subscript(node.func.value.value.func.value, node.func.value.slice, ast.Load()), lesson)
        return Phrase(_("{what}, for each {by}"), what=Phrase(_WAYS[node.func.attr], what=what), by=formula.grouped_by(node)) if what else None
    return None


def _reduced(node, lesson):
    way, inside = formula.reduced(node) or (None, None)
    what = meaning(inside, lesson) if way else None
    return Phrase(_WAYS[way], what=what) if what else None


def _length(node, lesson):
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "len" and len(node.args) == 1:
        table = meaning(node.args[0], lesson)
        return Phrase(_("{table}: the number of all of them"), table=table) if table else None
    return None


def _filtered(node, lesson):
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Compare | ast.BinOp | ast.BoolOp | ast.Call | ast.UnaryOp | ast.Name):
        table = meaning(node.value, lesson)
        return Phrase(_("{table}; of them only those with `{condition}`"), table=table, condition=_shortened(formula.shown(node.slice), 60)) if table else None
    return None


def _column(node, lesson):
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, str):
        known = getattr(lesson, "meanings", {}).get(formula.key(node))
        if known is not None:
            return Phrase(known, lesson=lesson.name)
        table = meaning(node.value, lesson)
        return Phrase(_("the column {column} of: {table}"), column=node.slice.value, table=table) if table else None
    return None


def _joined(node, lesson):
    """A table with something laid beside it keeps its rows."""
    if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("merge", "assign"):
        return meaning(node.func.value, lesson)
    return None


def _condition(node, lesson):
    """A column compared with something: a yes or no for each row."""
    if isinstance(node, ast.Compare) and isinstance(node.left, ast.Subscript):
        table = meaning(node.left.value, lesson)
        return Phrase(_("yes or no for each row of: {table}"), table=table) if table else None
    return None


def _shortened(text, most=MOST_LETTERS) -> str:
    text = text.replace("`", "'")
    return text if len(text) <= most else text[: most - 1] + "…"
