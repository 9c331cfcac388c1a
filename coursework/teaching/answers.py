"""The kinds of answer that are one thing: a number, a text, an interval.

Choices and rankings are in :mod:`coursework.teaching.choices`, answers of many rows in :mod:`coursework.teaching.tables`.
"""

import math

import numpy as np
import pandas as pd

from coursework.i18n import Phrase, _, listing
from coursework.teaching import spreadsheet, units
from coursework.teaching.blank import is_blank
from coursework.teaching.kind import Kind, close, folded, known_unit
from coursework.teaching.plain import MOST_ROWS, NotAttempted, Unreadable, kind_of, number

__all__ = ["Interval", "Number", "Text"]


class Number(Kind):
    """One number.

    Parameters
    ----------
    unit
        One of :data:`coursework.teaching.units.UNITS`.
    rel, abs
        How far an answer may be from the reference, as a share of it, or in its unit.
    percent_ok
        Whether a share may also be given as a percentage.
    """

    def __init__(self, unit=None, *, rel=0.005, abs=1e-9, percent_ok=False):
        self.unit, self.rel, self.abs, self.percent_ok = known_unit(unit), rel, abs, percent_ok

    def read(self, value):
        try:
            return number(value)
        except Unreadable as error:
            raise Unreadable(self._no_percentage(value) or _amount_in_words(value) or error.help or spreadsheet.comma(value, self.unit) or _one_of_many(value), error.found) from None

    def _no_percentage(self, value) -> Phrase | None:
        if kind_of(value, str) and ("%" in value[:60] or "％" in value[:60]) and self.unit not in (None, "share", "share_difference", "percent", "points"):
            return Phrase(_("This is a text with a percent sign. Wanted is {wanted}: a number without quotes and without the sign."), wanted=self.wanted())
        return None

    def same(self, a, b):
        return close(a, b, self.rel, self.abs)

    def versions(self, a):
        yield a
        if self.percent_ok:
            yield a / 100

    def wanted(self):
        return Phrase(units.UNITS[self.unit])

    def values(self, a, reference=None):
        return {"yours": units.Amount(a), "yours_percent": units.Amount(100 * a), "yours_with_unit": units.Amount(a, self.unit)}

    def told(self, a, lesson=None):
        return units.Amount(a, self.unit)

    def found(self, a):
        return Phrase(_("`{variable}` is {yours_with_unit}."), **self.values(a))


def _amount_in_words(value) -> Phrase | None:
    """Say how a text such as ``"5万"`` is written as a number."""
    return spreadsheet.loss(str.__str__(value)[:60]) or spreadsheet.with_size(str.__str__(value)[:60]) if kind_of(value, str) else None


def _one_of_many(value) -> Phrase | None:
    """Say what to do about many where one number is wanted; which way leads there is for the exercise to say."""
    if kind_of(value, pd.Series):
        return Phrase(_("One number is wanted, and this has one for each row: the step that makes one of them is still missing, or it was taken in the wrong place."))
    if kind_of(value, pd.DataFrame):
        return Phrase(_("One number is wanted, and this is a whole table: the number is worked out from its columns."))
    if kind_of(value, np.ndarray, pd.Index, list, tuple, dict):
        return Phrase(_("One number is wanted, and these are several: add them up, average them, or take one."))
    return None


class Text(Kind):
    """A word or a short text; case, blanks at the ends and full-width letters make no difference.

    The reference may be one text or several (a tuple), each of which is right.
    """

    def read(self, value):
        if is_blank(value):
            raise NotAttempted
        if type(value) in (tuple, list, set, frozenset) and value and all(kind_of(one, str) for one in value):
            return frozenset(folded(one) for one in value)
        if isinstance(value, (pd.Series, pd.Index, np.ndarray)) and np.size(value) == 1:
            value = np.asarray(value, dtype=object).reshape(-1)[0]
        if not kind_of(value, str):
            raise Unreadable(Phrase(_("Write the word in quotes.")))
        if len(str.__str__(value)) > MOST_ROWS:
            raise Unreadable(Phrase(_("One word or a short sentence is enough.")))
        if not folded(value):
            raise NotAttempted
        return frozenset([folded(value)])

    def same(self, a, b):
        return len(a) == 1 and a <= b

    def wanted(self):
        return Phrase(_("a text in quotes"))

    def values(self, a, reference=None):
        return {"yours": listing(sorted(a))}


class Interval(Kind):
    """Two numbers: from, to. A tuple, a list, a Series or one-row table with ``low`` and ``high``, a pandas Interval."""

    def __init__(self, unit=None, *, rel=0.02, abs=1e-9, percent_ok=False):
        self.unit, self.rel, self.abs, self.percent_ok = known_unit(unit), rel, abs, percent_ok

    def read(self, value):
        if is_blank(value):
            raise NotAttempted
        if kind_of(value, pd.DataFrame) and len(value) == 1:
            value = value.iloc[0]
        given = value
        if kind_of(value, pd.Series):
            value = {name: one for name, one in zip(value.index, np.asarray(value, dtype=object), strict=True)} if len(value) <= 9 else {}
        if kind_of(value, dict):
            ends = {key.lower(): end for key, end in dict.items(value) if kind_of(key, str)}
            if {"low", "high"} <= set(ends):
                value = (ends["low"], ends["high"])
            elif len(value) == 2:
                value = tuple(dict.values(value))
        if kind_of(value, pd.Interval):
            value = (value.left, value.right)
        if kind_of(value, np.ndarray) and value.size == 2:
            value = tuple(np.asarray(value, dtype=object).reshape(-1))
        if type(value) not in (tuple, list) or len(value) != 2:
            raise Unreadable(spreadsheet.ends_with_commas(given) or _of_a_table(given) or Phrase(_("Write the lower and the upper end in brackets: `(low, high)`.")))
        return (_end(value[0]), _end(value[1]))

    def same(self, a, b):
        slack = max(self.abs, self.rel * abs(b[1] - b[0])) if all(map(math.isfinite, b)) else self.abs
        return all(close(x, y, self.rel / 10, slack) for x, y in zip(a, b, strict=True))

    def versions(self, a):
        yield a
        if self.percent_ok:
            yield tuple(end / 100 for end in a)

    def wanted(self):
        return Phrase(_("an interval `(low, high)` of two numbers"))

    def values(self, a, reference=None):
        low, high = (units.Amount(end, self.unit) for end in a)
        return {"low": low, "high": high, "yours": Phrase(_("{low} to {high}"), low=low, high=high)}


def _end(value) -> float:
    """Read one end of an interval; of a whole column say how to take one row of it."""
    try:
        return number(value)
    except Unreadable:
        if kind_of(value, str) and str.isidentifier(value):
            raise Unreadable(Phrase(_('`"{text}"` in quotes is only a word. A value is taken from its table, by row and column: `table.loc["row", "{text}"]`.'), text=str(value)[:40])) from None
        if kind_of(value, pd.Series):
            raise Unreadable(
                Phrase(_('Each end has to be one number, and yours holds one for each of {rows} rows: take the row that the question is about, as in `table.loc["…", "{column}"]`.'),
                       rows=len(value), column=str(value.name)[:40] if type(value.name) is str else "…")
            ) from None  # fmt: skip
        raise


def _of_a_table(value) -> Phrase | None:
    if kind_of(value, pd.DataFrame, pd.Series) and len(value) > 1:
        return Phrase(_('It has {rows} rows; an interval is two numbers of one of them: `(table.loc["…", "…"], table.loc["…", "…"])`.'), rows=len(value))
    return None
