"""An expression over named quantities: its value, how it is written, how simple it is, and where a bracket may be missing."""

from dataclasses import dataclass, field, replace

import numpy as np

__all__ = ["Atom", "Expression", "bracketed", "combined"]

_COST = {"+": 1.0, "-": 1.0, "/": 0.9, "*": 1.1}
_STEP = {"+": np.add, "-": np.subtract, "*": np.multiply, "/": np.divide}


@dataclass(frozen=True, eq=False)
class Atom:
    """A quantity with a name; ``place`` is where it stands in the declaration, ``pick`` says that it is a single row of another."""

    text: str
    values: tuple
    cost: float = 1.0
    place: int = 99
    pick: bool = False

    @property
    def atoms(self):
        return (self,)

    @property
    def parts(self):
        return ()

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, eq=False)
class Expression:
    """Two expressions and an operation between them.

    Examples
    --------
    >>> a, b, c = (Atom(name, (value,), place=n) for n, (name, value) in enumerate([("a", 6.0), ("b", 4.0), ("c", 2.0)]))
    >>> str(combined("/", combined("+", a, b), c)), str(combined("+", combined("/", b, c), a))
    ('(a + b) / c', 'a + b / c')
    """

    op: str
    left: object
    right: object
    values: tuple = field(repr=False, default=())
    cost: float = 0.0

    @property
    def atoms(self):
        return (*self.left.atoms, *self.right.atoms)

    @property
    def parts(self):
        """All expressions inside it, itself left out."""
        return (self.left, self.right, *self.left.parts, *self.right.parts)

    def _brackets(self) -> tuple[bool, bool]:
        """Say whether the left and the right part need brackets."""
        left = isinstance(self.left, Expression) and self.op in "*/" and self.left.op in "+-"
        loose = {"+": "", "-": "+-", "*": "+-/", "/": "+-*/"}[self.op]
        return left, isinstance(self.right, Expression) and self.right.op in loose

    def __str__(self) -> str:
        left, right = (f"({part})" if inside else str(part) for part, inside in zip((self.left, self.right), self._brackets(), strict=True))
        return f"{left} {self.op} {right}"

    def gives(self, wanted, rel=1e-9) -> bool:
        """Say whether it gives the wanted values, all of them."""
        values, wanted = np.asarray(self.values, dtype=float), np.asarray(wanted, dtype=float)
        return bool((np.abs(values - wanted) <= rel * np.abs(wanted)).all())

    def tokens(self) -> list | None:
        """Return atoms and signs in the order in which they are written, if it is written without brackets."""
        if any(isinstance(one, Expression) and any(one._brackets()) for one in (self, *self.parts)):
            return None
        return _flat(self)


def _flat(one):
    return [one] if isinstance(one, Atom) else [*_flat(one.left), one.op, *_flat(one.right)]


def combined(op, left, right):
    """Return an expression; sums and products are written in the order of the declaration."""
    if op in "+*" and _first(right) < _first(left):
        left, right = right, left
    with np.errstate(all="ignore"):
        values = _STEP[op](np.asarray(left.values, dtype=float), np.asarray(right.values, dtype=float))
    one = Expression(op, left, right, values, left.cost + right.cost + _COST[op])
    return replace(one, cost=one.cost + 0.3) if one._brackets()[1] else one


def _first(one):
    return min(atom.place for atom in one.atoms)


def bracketed(one):
    """Yield the values that an expression written without brackets would have with one pair of brackets somewhere.

    Yields
    ------
    tuple of (str, array)
        What would stand inside the brackets, and the value.
    """
    tokens = one.tokens() if isinstance(one, Expression) else None
    if tokens is None or len(tokens) < 5:
        return
    for start in range(0, len(tokens), 2):
        for stop in range(start + 3, len(tokens) + 1, 2):
            if stop - start < len(tokens):
                inner = _value(tokens[start:stop])
                yield " ".join(map(str, tokens[start:stop])), _value([*tokens[:start], inner, *tokens[stop:]])


def _value(tokens):
    """Work out a row of values and signs: multiplication and division first, from the left."""
    values = [np.asarray(token.values if hasattr(token, "values") else token, dtype=float) for token in tokens[::2]]
    signs = list(tokens[1::2])
    with np.errstate(all="ignore"):
        for level in ("*/", "+-"):
            n = 0
            while n < len(signs):
                if signs[n] in level:
                    values[n : n + 2] = [_STEP[signs.pop(n)](values[n], values[n + 1])]
                else:
                    n += 1
    return values[0]
