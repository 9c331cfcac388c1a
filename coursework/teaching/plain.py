"""From whatever a trainee hands in to plain Python values, without trusting any of it.

Only the *type* of an object decides what is done with it; no method of an unknown class is called, nothing is
compared before it has become a plain ``float`` or ``str``. So an object that claims to equal everything is only an object.
"""

import datetime as dt
import math
import re
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd

from coursework.i18n import Phrase, _, listing
from coursework.teaching.blank import is_blank

__all__ = ["MOST_ROWS", "NotAttempted", "Unreadable", "label", "number", "unwrap", "what_is"]

MOST_ROWS = 5000


class NotAttempted(Exception):
    """The answer is a blank, or holds one."""


class Unreadable(Exception):
    """The answer is not of the kind that was asked for; ``help`` is what to do about it."""

    def __init__(self, help: Phrase | None = None, found: Phrase | None = None):
        super().__init__(str(help))
        self.help, self.found = help, found
        self.first = False  # whether its help says more than what is said of such a value in general


def kind_of(value, *types) -> bool:
    """Say whether a value really is of a type; ``isinstance`` believes what an object says of its class."""
    return issubclass(type(value), types)


def number(value) -> float:
    """Read one number.

    Returns
    -------
    float
        Also NaN and infinity: what they mean is for the judge to say.

    Raises
    ------
    NotAttempted
        For a blank.
    Unreadable
        For anything that is not one number: a text, a truth value, a date, several numbers.
    """
    value = unwrap(value)
    if is_blank(value):
        raise NotAttempted
    if value is pd.NA or value is pd.NaT:
        return math.nan
    if kind_of(value, bool, np.bool_):
        raise Unreadable(Phrase(_("True and False answer a yes-or-no question. Here a number is wanted: did a comparison such as `>` slip in?")))
    if kind_of(value, int):
        return _whole(int.__int__(value))
    if kind_of(value, float):
        return float(float.__float__(value))
    if kind_of(value, np.integer, np.floating):
        return float(np.float64(value))
    if kind_of(value, Decimal):
        return float(Decimal.__float__(value))
    if kind_of(value, Fraction):
        return _whole(Fraction(value))
    if kind_of(value, str):
        raise Unreadable(_number_in(str.__str__(value)))
    if kind_of(value, dt.date, dt.timedelta, np.datetime64, np.timedelta64, pd.Period):
        raise Unreadable(Phrase(_("For a number of days take `.days`; for a date ask yourself which number was meant.")))
    if kind_of(value, complex, np.complexfloating):
        raise Unreadable(Phrase(_("A complex number comes from the root of a negative number: look at the signs.")))
    raise Unreadable()


def _whole(value) -> float:
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def _number_in(text: str) -> Phrase:
    digits = re.sub(r"[\s¥￥$元%％'’]", "", text[:60])
    if re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", digits):
        digits = digits.replace(",", "")
    digits = digits.replace(",", ".")
    if not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)", digits):
        return Phrase(_("A text cannot be calculated with: write a number without quotes, or the name of a variable that holds one."))
    if "%" in text or "％" in text:
        return Phrase(
            _("This is a text, not a number. Write it without quotes and without the sign: {number} as a percentage, {share} as a share."),
            number=digits, share=f"{float(digits) / 100:.6g}",
        )  # fmt: skip
    return Phrase(_("This is a text, not a number. Write it without quotes and without a sign: {number}."), number=digits)


def unwrap(value):
    """Take one value out of whatever holds just that: a 0-d array, an array, Series, table or list of one."""
    for _layer in range(4):
        if kind_of(value, np.ndarray):
            flat = np.asarray(value, dtype=object) if type(value) is not np.ndarray else value
            if flat.size != 1:
                return value
            value = flat.reshape(-1)[0]
        elif kind_of(value, pd.Series, pd.Index):
            if len(value) != 1:
                return value
            value = np.asarray(value, dtype=object)[0]
        elif kind_of(value, pd.DataFrame):
            if value.shape != (1, 1):
                return value
            value = value.iloc[0, 0]
        elif type(value) in (list, tuple) and len(value) == 1:
            value = value[0]
        else:
            return value
    return value


def label(value) -> str | tuple:
    """Read the name of a row, a choice or a place in a ranking, as plain text.

    Examples
    --------
    >>> label(3.0), label(pd.Timestamp("2025-01-31")), label(("tier_1", 2))
    ('3', '2025-01-31', ('tier_1', '2'))
    """
    if is_blank(value):
        raise NotAttempted
    if kind_of(value, str):
        return str.__str__(value)
    if kind_of(value, tuple):
        return tuple(label(part) for part in tuple.__iter__(value))
    if kind_of(value, bool, np.bool_):
        return str(bool(value))
    if value is None or value is pd.NA or value is pd.NaT:
        return "NaN"
    if kind_of(value, int, float, np.integer, np.floating):
        as_float = number(value)
        return f"{as_float:.0f}" if as_float.is_integer() else "NaN" if math.isnan(as_float) else f"{as_float:.10g}"
    if kind_of(value, pd.Timestamp, dt.datetime, np.datetime64):
        moment = pd.Timestamp(value)
        return moment.date().isoformat() if moment == moment.normalize() else moment.isoformat()
    if kind_of(value, dt.date):
        return dt.date.isoformat(value)
    if kind_of(value, pd.Period, pd.Interval):
        return str(value)
    raise Unreadable()


def what_is(value) -> Phrase:
    """Say in words what sort of thing a value is, as the middle of a sentence: "… is a list of 3 things"."""
    kind = type(value)
    for test, say in _WHAT:
        if test(kind, value):
            return say(value)
    return Phrase(_("an object of type {type}"), type=f"`{kind.__name__[:40]}`")


def _is(*types):
    return lambda kind, value: issubclass(kind, types)


def _named(*names):
    return lambda kind, value: kind.__name__ in names


_WHAT = (
    (lambda kind, value: value is None, lambda v: Phrase(_("`None`, that is: nothing"))),
    (_is(bool, np.bool_), lambda v: Phrase(_("`{value}`, the answer to a yes-or-no question"), value=str(bool(v)))),
    (_is(str), lambda v: Phrase(_("the text “{text}”"), text=_shortened(str.__str__(v)))),
    (_is(bytes, bytearray), lambda v: Phrase(_("raw bytes"))),
    (_is(dt.timedelta, np.timedelta64), lambda v: Phrase(_("a length of time"))),
    (_is(int, float, np.number, Decimal, Fraction), lambda v: Phrase(_("one number"))),
    (_is(dt.date, np.datetime64, pd.Period), lambda v: Phrase(_("a date"))),
    (_is(pd.DataFrame), lambda v: Phrase(_("a table ({rows:,} × {width:,}) with the columns {columns}"), rows=len(v), width=v.shape[1], columns=_columns(v))),
    (_is(pd.Series), lambda v: Phrase(_("a Series of length {rows:,}"), rows=len(v))),
    (_is(pd.Index), lambda v: Phrase(_("an index of length {rows:,}"), rows=len(v))),
    (_is(np.ndarray), lambda v: Phrase(_("an array of length {rows:,}, without names"), rows=v.size)),
    (_named("DataFrameGroupBy", "SeriesGroupBy"), lambda v: Phrase(_("a `groupby` that still waits for its sum, mean or count"))),
    (_is(dict), lambda v: Phrase(_("a dictionary of length {rows:,}"), rows=dict.__len__(v))),
    (_is(list), lambda v: Phrase(_("a list of length {rows:,}"), rows=list.__len__(v))),
    (_is(tuple), lambda v: Phrase(_("a tuple of length {rows:,}"), rows=tuple.__len__(v))),
    (_is(set, frozenset), lambda v: Phrase(_("a set of names"))),
    (_named("function", "method", "builtin_function_or_method", "method-wrapper"), lambda v: Phrase(_("a function, not what it returns"))),
    (_named("generator", "map", "filter", "zip", "range_iterator"), lambda v: Phrase(_("a generator that has not been run"))),
    (_is(type), lambda v: Phrase(_("a type, not a value"))),
    (_named("module"), lambda v: Phrase(_("a module, not a value"))),
    (lambda kind, value: issubclass(kind, BaseException), lambda v: Phrase(_("an error, kept as a value"))),
)  # fmt: skip


def _shortened(text: str) -> str:
    text = " ".join(text[:200].split())
    return text if len(text) <= 40 else text[:39] + "…"


def _columns(table) -> str:
    names = [f"`{_shortened(label(name) if not kind_of(name, tuple) else '/'.join(map(str, name)))}`" for name in list(table.columns)[:9]]
    return listing(names, most=6) or "–"


def general_help(value) -> Phrase | None:
    """Return what to do about things that are the wrong kind for every question."""
    if value is None:
        return Phrase(
            _("Nothing was stored. `print(…)` shows a result without keeping it, and some methods change a table in place and return nothing: write `{variable} = …` with the calculation itself.")
        )
    name = type(value).__name__
    if name in ("function", "method", "builtin_function_or_method", "method-wrapper"):
        return Phrase(_("A function gives its result only when it is called: put `()` after its name."))
    if name in ("DataFrameGroupBy", "SeriesGroupBy"):
        return Phrase(_("Say what is to be worked out for each group: for example `.sum()`, `.mean()` or `.size()` at the end."))
    if name in ("generator", "map", "filter", "zip"):
        return Phrase(_("Run it first: `list(…)` around it makes a list of it."))
    return None
