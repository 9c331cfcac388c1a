"""A trainee's formula beside that of the solution: what stands in one of the two alone, and in which step.

Quantities that only are called differently in the notebook are the same.
"""

import ast
from dataclasses import dataclass
from functools import cached_property

from coursework.teaching import formula, same_value
from coursework.teaching.answers import Interval
from coursework.teaching.formula import arithmetic, key, leaves
from coursework.teaching.meanings import meaning, said

__all__ = ["Beside", "bare", "bare_ends", "column_name", "counts_rows", "first_of", "grouped_way", "inside_of", "last", "one_number", "role_of", "steps_of", "stripped", "uses"]


@dataclass
class Beside:
    """A trainee's formula beside that of the solution."""

    task: object
    mine: ast.AST
    right: ast.AST
    names: dict

    @cached_property
    def steps(self):
        return list(steps_of(self.mine))

    @cached_property
    def right_steps(self):
        return list(steps_of(self.right))

    @cached_property
    def right_keys(self):
        return {key(one) for one in leaves(self.right)}

    @cached_property
    def foreign(self):
        """The trainee's quantities that the solution does not use, each with the step that it stands in."""
        found = {}
        for leaf, step, first in uses(self.mine):
            if key(leaf) not in self.right_keys and key(leaf) not in found and not self._known(leaf):
                found[key(leaf)] = (leaf, step, first)
        found = self._without_means(found)
        if isinstance(self.task.answer, Interval):
            return sorted(found.values(), key=lambda one: formula.number_in(one[0]) is None)
        return list(found.values())

    def _without_means(self, found):
        """Leave out what only is a mean in two steps: a sum over its own number of rows, or the sum alone where the number of rows is another."""
        counts = {name for name, (leaf, _step, _first) in found.items() if counts_rows(leaf)}
        for name, (leaf, _step, _first) in list(found.items()):
            way, inside = formula.reduced(leaf) or (None, None)
            if way != "sum" or f"{key(inside)}.mean()" not in self.right_keys or not counts or not isinstance(inside, ast.Subscript):
                continue
            rows = ast.Call(ast.Name("len", ast.Load()), [inside.value], [])
            own = next((one for one in counts if same_value.same(found[one][0], rows, self.names)), None)
            if own is not None:
                found = {one: held for one, held in found.items() if one not in (own, name)}
                counts.discard(own)
            elif len(counts) == 1 and len(found) == 2:
                found = {one: held for one, held in found.items() if one != name}
        return found

    @cached_property
    def gone(self):
        """The quantities that the solution uses and the trainee does not."""
        used = {key(one) for one in leaves(self.mine)} | {key(inside[1]) for inside in map(formula.reduced, leaves(self.mine)) if inside}
        gone = {key(one): one for one in leaves(self.right) if key(one) not in used and not inside_of(one, used)}
        gone = {name: one for name, one in gone.items() if not inside_of(one, gone)}
        return [one for one in gone.values() if not any(same_value.same(one, mine, self.names) for mine in leaves(self.mine))]

    @cached_property
    def missing(self):
        """The meaning of what is gone, as far as the lesson has words for it."""
        return list({str(one): one for one in (meaning(node, self.task.lesson) for node in self.gone) if one is not None}.values())

    def _known(self, leaf):
        return any(same_value.same(leaf, right, self.names) for right in leaves(self.right))

    def said(self, node):
        return said(node, self.task.lesson)


def steps_of(node):
    """Yield every step of arithmetic in a formula, the last one first."""
    if arithmetic(node):
        yield node
    for one in formula.parts(node):
        yield from steps_of(one)


def uses(node, step=None, first=True):
    """Yield each quantity with the step that it stands in and whether it is the first of its two."""
    inside = formula.parts(node)
    if not inside:
        yield node, step, first
    for n, one in enumerate(inside):
        yield from uses(one, node if arithmetic(node) or isinstance(node, ast.Tuple | ast.List) else step, n == 0 if arithmetic(node) else first)


def counts_rows(leaf) -> bool:
    """Say whether a quantity is a number of rows."""
    way, inside = formula.reduced(leaf) or (None, None)
    return isinstance(leaf, ast.Call) and getattr(leaf.func, "id", "") == "len" or way == "nunique" and column_name(inside) == "user_id"


def column_name(node):
    """Return the column that a quantity is, or is made one number of; ``None`` where there is none."""
    inside = formula.reduced(node)
    node = inside[1] if inside else node
    return getattr(node.slice, "value", None) if isinstance(node, ast.Subscript) else None


def role_of(step, first) -> str:
    """Return where in its step a quantity stands: ``over`` or ``under`` the line, taken off, added, multiplied, at an ``end``, or alone."""
    if step is None:
        return ""
    sign = arithmetic(step)
    if sign is None:
        return "end"
    return {"/": "over" if first else "under", "-": "in" if first else "-", "+": "in" if first else "+"}.get(sign, sign)


def grouped_way(leaf):
    """Return (way, column) of a calculation behind a grouped column."""
    if isinstance(leaf, ast.Call) and isinstance(leaf.func, ast.Attribute) and isinstance(leaf.func.value, ast.Subscript):
        return leaf.func.attr, leaf.func.value
    return None, None


def one_number(leaf) -> bool:
    """Say whether a quantity is one number for all rows."""
    inside = (formula.reduced(leaf) or (None, None))[1]
    return counts_rows(leaf) or inside is not None and (column_name(inside) is not None or bool(arithmetic(inside)) or formula.counted(inside) is not None or isinstance(inside, ast.Name) or hasattr(inside, "given"))


def bare(node) -> str:
    """Return the key of a quantity without the sum or mean taken of it."""
    inside = formula.reduced(node)
    return key(inside[1]) if inside else key(node)


def bare_ends(step):
    """Return the two quantities that meet at the sign of a step, bare."""
    return bare(last(step.left)), bare(first_of(step.right))


def last(node):
    """Return the last term of a sum."""
    return last(node.right) if arithmetic(node) in ("+", "-") else node


def first_of(node):
    """Return the first quantity of a formula."""
    return first_of(node.left) if arithmetic(node) else node


def stripped(node) -> str:
    """Return the key of a whole formula as if no rows were made one number in it."""
    inside = formula.reduced(node)
    if inside:
        return stripped(inside[1])
    if arithmetic(node):
        return f"({stripped(node.left)} {arithmetic(node)} {stripped(node.right)})"
    return key(node)


def inside_of(node, used) -> bool:
    """Say whether what a quantity sums up or averages is among the keys used."""
    inside = formula.reduced(node)
    return bool(inside) and key(inside[1]) in used
