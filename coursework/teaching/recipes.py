"""Name what a trainee calculated: the simplest expression over the quantities at hand that gives their own answer.

An exercise declares its ingredients. From them a *bank* of values is built once for each app: the ingredients, what
two of them give, what three of them give, sorted by value, so that an answer can be looked up in it. Expressions of
four are found by undoing the last step and looking the rest up. Nothing here knows the right answer.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import islice

import numpy as np

from coursework.teaching.expression import Atom, Expression, combined  # noqa: F401  the examples make atoms

__all__ = ["Bank", "significant"]

MOST_ATOMS, MOST_ALIKE, MOST_CANDIDATES = 30, 60, 600
_EXACT, _ALMOST = 1e-9, 1e-6
_OPS = "+-*/"


@dataclass(frozen=True)
class _Level:
    """All expressions of one size: their values in one row, sorted, and how each is made."""

    values: np.ndarray
    order: np.ndarray
    made: tuple  # (operation, left, right) as arrays in the order of making

    def near(self, wanted, rel):
        """Yield places (in the order of making) whose value is near one of the wanted ones, with the place of that one."""
        wanted = np.atleast_1d(wanted)
        slack = np.abs(wanted) * rel
        low, high = np.searchsorted(self.values, wanted - slack, "left"), np.searchsorted(self.values, wanted + slack, "right")
        for n in np.flatnonzero((high > low) & np.isfinite(wanted)):
            for place in self.order[low[n] : min(high[n], low[n] + MOST_ALIKE)]:
                yield int(place), int(n)


class Bank:
    """What can be calculated from some atoms, each a value for every row.

    Parameters
    ----------
    atoms
        What is put together: up to 30 are put together in threes and fours.
    others
        What stands alone or beside one of the atoms: single rows, sums of products.

    Examples
    --------
    >>> bank = Bank([Atom("cost", (10.0, 31.0, 7.0)), Atom("clicks", (4.0, 5.0, 9.0)), Atom("people", (3.0, 7.0, 11.0))])
    >>> print(bank.find((10 / 3 - 4, 31 / 7 - 5, 7 / 11 - 9)))
    cost / people - clicks
    """

    def __init__(self, atoms, others=()):
        self.atoms = _different(atom for atom in atoms if np.isfinite(atom.values).any())[:MOST_ATOMS]
        self.others = list(others)
        self.rows = len(self.atoms[0].values) if self.atoms else 0
        self.matrix = np.array([atom.values for atom in self.atoms], dtype=float).reshape(len(self.atoms), self.rows)
        finite = np.isfinite(self.matrix).sum(axis=0) if self.rows else np.zeros(0)
        self.row = int(finite.argmax()) if self.rows else 0

    def warm(self):
        """Build the levels now, so that the first look-up need not wait."""
        if self.rows:
            with np.errstate(all="ignore"):
                _ = self._two, self._three, self._beside

    def some(self, most=150) -> list:
        """Return some of the expressions, spread over all sizes: for tests, and for looking what a bank holds."""
        if not self.rows:
            return []
        with np.errstate(all="ignore"):
            pairs, threes = len(self._two.order), len(self._three.order)
            step, stride = max(1, 3 * pairs // most), max(1, 3 * threes // most)
            return [*self.atoms, *map(self._pair, range(0, pairs, step)), *map(self._triple, range(0, threes, stride))]

    def find(self, wanted) -> Expression | None:
        """Return the simplest expression that gives the wanted value in every row, or ``None``.

        A number of few digits is only compared with expressions of one or two quantities, rounded alike, and only one may fit.
        """
        wanted = np.asarray(wanted, dtype=float)
        if not self.rows or len(wanted) != self.rows or not np.isfinite(wanted).any() or not (np.abs(wanted[np.isfinite(wanted)]) > 0).any():
            return None
        digits = [significant(value) for value in wanted if np.isfinite(value) and value]
        with np.errstate(all="ignore"):
            exact = max(digits) > 6
            for level in self._candidates(wanted, deep=exact):
                found = [one for one in islice(level, MOST_CANDIDATES) if self._gives(one, wanted)]
                whole = all(float(value).is_integer() for value in wanted[np.isfinite(wanted)])
                if found and (exact or whole and max(digits) >= 2):
                    if exact or _one_value(found):
                        return min(found, key=lambda one: one.cost)
            return None if exact else self._rounded(wanted, digits)

    # --- the levels --------------------------------------------------------------------------------------------

    @cached_property
    def _two(self) -> _Level:
        n = len(self.atoms)
        left, right = (grid.ravel() for grid in np.meshgrid(np.arange(n), np.arange(n), indexing="ij"))
        ones = np.array([atom.text == "1" for atom in self.atoms])
        made = []
        for code, op in enumerate(_OPS):
            keep = left < right if op in "+*" else left != right
            keep &= ~(ones[right] & (op in "*/")) & ~(ones[left] & (op == "*"))
            made.append((np.full(keep.sum(), code), left[keep], right[keep]))
        return self._level(tuple(np.concatenate(part) for part in zip(*made, strict=True)), self.matrix[:, self.row], self.matrix[:, self.row])

    @cached_property
    def _three(self) -> _Level:
        """Two and one: codes 0 to 3 are ``two ∘ one``, 4 and 5 are ``one - two`` and ``one / two``."""
        pairs, n = len(self._two.order), len(self.atoms)
        left, right = np.repeat(np.arange(pairs), n), np.tile(np.arange(n), pairs)
        ones = np.array([atom.text == "1" for atom in self.atoms])[right]
        first, second = (part[left] for part in self._two.made[1:])
        other = (right != first) & (right != second)
        made = []
        for code in range(6):
            keep = other & ~(ones & (code in (2, 3)))
            made.append((np.full(keep.sum(), code), left[keep], right[keep]))
        unsorted = np.empty(pairs)
        unsorted[self._two.order] = self._two.values
        return self._level(tuple(np.concatenate(part) for part in zip(*made, strict=True)), unsorted, self.matrix[:, self.row])

    @cached_property
    def _beside(self) -> _Level:
        values = np.array([one.values[self.row] for one in self.others], dtype=float)
        order = np.argsort(values)
        return _Level(values[order], order, ())

    @staticmethod
    def _level(made, left, right) -> _Level:
        code, one, two = made
        values = _apply(code, left[one], right[two])
        order = np.argsort(values)  # what is not finite stands at the end and is never near anything
        return _Level(values[order], order, made)

    # --- looking up --------------------------------------------------------------------------------------------

    def _candidates(self, wanted, deep):
        at = wanted[self.row]
        rel = 10 * _EXACT
        if not np.isfinite(at):
            return
        yield [*self.atoms, *(self.others[place] for place, _n in self._beside.near(at, rel))]
        ones = self.matrix[:, self.row]
        yield [*(self._pair(place) for place, _n in self._two.near(at, rel)), *self._with_others(at, rel)]
        if deep:
            yield (self._triple(place) for place, _n in self._three.near(at, rel))
            yield self._fours(at, ones)

    def _fours(self, at, ones):
        for code, undone in enumerate(_undone(at, ones)):
            for place, n in self._three.near(undone, _EXACT):
                yield _joined(code, self._triple(place), self.atoms[n])
        unsorted = np.empty(len(self._two.order))
        unsorted[self._two.order] = self._two.values
        for code, undone in enumerate(_undone(at, unsorted)[:4]):
            for place, n in self._two.near(undone, _EXACT):
                if place != n:
                    yield _joined(code, self._pair(place), self._pair(n))

    def _with_others(self, at, rel):
        if not self.others:
            return
        exact = _EXACT
        for code, undone in enumerate(_undone(at, self.matrix[:, self.row])):
            yield from (_joined(code, self.others[place], self.atoms[n]) for place, n in self._beside.near(undone, exact))
        picks = [one for one in self.others if getattr(one, "pick", False)]
        for code, undone in enumerate(_undone(at, np.array([one.values[self.row] for one in picks]))[:4]):
            yield from (_joined(code, self.others[place], picks[n]) for place, n in self._beside.near(undone, exact))

    def _pair(self, place):
        code, left, right = (int(part[place]) for part in self._two.made)
        return _joined(code, self.atoms[left], self.atoms[right])

    def _triple(self, place):
        code, left, right = (int(part[place]) for part in self._three.made)
        return _joined(code, self._pair(left), self.atoms[right])

    def _gives(self, one, wanted):
        values = np.asarray(one.values, dtype=float)
        near = np.abs(values - wanted) <= (_EXACT if self.rows < 3 else _ALMOST) * np.abs(wanted) + 1e-12
        return bool((near | (np.isnan(values) & np.isnan(wanted))).all())

    def _rounded(self, wanted, digits):
        """Look up an answer of few digits: rounded alike, at least three digits (or many rows), and only one expression fits."""
        if max(digits) < 3 or (self.rows == 1 and all(value.is_integer() for value in wanted.tolist())):
            return None
        places = max(_places(value) for value in wanted if np.isfinite(value))
        pairs = [self._pair(place) for place, _n in self._two.near(wanted[self.row], 0.6 * 10.0**-places / max(abs(wanted[self.row]), 1e-12))]
        found = [one for one in [*self.atoms, *self.others, *pairs] if np.allclose(np.round(one.values, places), wanted, rtol=0, atol=1e-9, equal_nan=True)]
        return min(found, key=lambda one: one.cost) if found and _one_value(found) else None


def _different(atoms) -> list:
    """Return the atoms without those that only repeat another one: the total of the counts is the number of rows."""
    kept = {}
    for atom in sorted(atoms, key=lambda atom: atom.cost):
        kept.setdefault(tuple(f"{value:.10g}" for value in atom.values), atom)
    return list(kept.values())


def significant(value: float) -> int:
    """Return how many digits a number is written with; 17 for one that nobody rounded.

    Examples
    --------
    >>> significant(1.5), significant(0.0123), significant(1 / 3), significant(12000.0)
    (2, 3, 17, 2)
    """
    digits = f"{abs(value):.12g}"
    if float(digits) != abs(value):
        return 17
    mantissa = digits.split("e")[0].replace(".", "").strip("0")
    return len(mantissa) if len(mantissa) <= 10 else 17


def _places(value: float) -> int:
    return next((n for n in range(7) if abs(value - round(value, n)) <= 1e-9), 7)


def _one_value(found) -> bool:
    first = np.asarray(found[0].values, dtype=float)
    return all(np.allclose(np.asarray(one.values, dtype=float), first, rtol=_EXACT, atol=0, equal_nan=True) for one in found)


def _apply(code, left, right):
    with np.errstate(all="ignore"):
        return np.select(
            [code == 0, code == 1, code == 2, code == 3, code == 4, code == 5],
            [left + right, left - right, left * right, left / right, right - left, right / left],
        )


def _undone(at, last):
    """Return what must have been there before the last step with ``last``, for the codes 0 to 5."""
    with np.errstate(all="ignore"):
        return [at - last, at + last, at / last, at * last, last - at, last / at]


def _joined(code, left, right):
    if code >= 4:
        return combined("-" if code == 4 else "/", right, left)
    return combined(_OPS[code], left, right)
