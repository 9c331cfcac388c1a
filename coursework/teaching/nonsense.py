"""What people hand in by accident, and what somebody might on purpose: every exercise is tried against all of it."""

import datetime as dt
import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd

from coursework.teaching.blank import ____

__all__ = ["EqualsEverything", "LiesAboutItself", "RaisesAlways", "nonsense"]


class EqualsEverything:
    """Claims to equal everything, and to be larger and smaller than it too."""

    def _yes(self, *_other):
        return True

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __bool__ = __contains__ = _yes
    __hash__ = object.__hash__


class RaisesAlways:
    """Raises whenever anybody touches it."""

    def __getattribute__(self, name):
        raise RuntimeError("do not touch me")

    def _raise(self, *_other):
        raise RuntimeError("do not touch me")

    __eq__ = __ne__ = __lt__ = __gt__ = __len__ = __iter__ = __bool__ = __repr__ = __str__ = __float__ = __hash__ = _raise


class LiesAboutItself:
    """Says that it is a float, and turns into one that nobody gave."""

    @property
    def __class__(self):
        return float

    def __float__(self):
        return 1.0

    def __eq__(self, other):
        return True

    __hash__ = object.__hash__


class _EqualFloat(float):
    def __eq__(self, other):
        return True

    __hash__ = float.__hash__


class _EqualText(str):
    def __eq__(self, other):
        return True

    def __hash__(self):
        return 0


def _generator():
    while True:
        yield 1.0


def nonsense() -> dict:
    """Return things that are no right answer to any question, by name; made anew at every call."""
    big = pd.Series(np.arange(1_000_000, dtype=float))
    itself: list = []
    itself.append(itself)
    table = pd.DataFrame({"a": [1.0, 2.0], "b": ["x", "y"], "c": [True, False]})
    return {
        "none": None,
        "ellipsis": ...,
        "blank": ____,
        "nan": math.nan,
        "infinity": math.inf,
        "minus infinity": -math.inf,
        "not available": pd.NA,
        "not a time": pd.NaT,
        "true": True,
        "numpy false": np.bool_(False),
        "empty text": "",
        "text": "twelve",
        "percent as text": "12,5 %",
        "yuan as text": "¥30",
        "number as text": "1,234.50",
        "long text": "x" * 1_000_000,
        "bytes": b"12",
        "huge integer": 10**400,
        "complex": 1 + 2j,
        "decimal not a number": Decimal("NaN"),
        "odd fraction": Fraction(10**30 + 1, 7),
        "date": dt.date(2025, 1, 1),
        "time": pd.Timestamp("2025-01-01 12:00"),
        "duration": dt.timedelta(days=3),
        "numpy date": np.datetime64("2025-01-01"),
        "period": pd.Period("2025-01"),
        "empty list": [],
        "empty dictionary": {},
        "empty set": set(),
        "list of none": [None, None, None],
        "list of blanks": [____, ____],
        "list that holds itself": itself,
        "nested lists": [[1, 2], [3, 4]],
        "list of everything": [EqualsEverything(), RaisesAlways(), math.nan, "x", None],
        "dictionary of none": {"a": None, "b": None},
        "dictionary of functions": {"a": len, "b": print},
        "dictionary of unhashable fashion": {EqualsEverything(): EqualsEverything()},
        "function": len,
        "method": big.mean,
        "lambda": lambda: 1,
        "class": float,
        "module": math,
        "generator": _generator(),
        "range": range(3),
        "zip": zip([1], [2], strict=True),
        "error": ValueError("no"),
        "object": object(),
        "equals everything": EqualsEverything(),
        "raises always": RaisesAlways(),
        "lies about itself": LiesAboutItself(),
        "float that equals everything": _EqualFloat(-987.654),
        "text that equals everything": _EqualText("nothing of the kind"),
        "empty array": np.array([]),
        "array without names": np.array([-987.0, -988.0, -989.0, -990.0]),
        "array of two ways": np.zeros((3, 4)),
        "array of nothing in it": np.array(math.nan),
        "array of objects": np.array([EqualsEverything(), None], dtype=object),
        "structured array": np.array([(1, 2.0)] * 2, dtype=[("a", int), ("b", float)]),
        "empty Series": pd.Series(dtype=float),
        "Series of NaN": pd.Series([math.nan, math.nan], index=["a", "b"]),
        "Series of texts": pd.Series(["¥1", "¥2"], index=["a", "b"]),
        "Series of yes and no": pd.Series([True, False], index=["a", "b"]),
        "Series of times": pd.Series(pd.to_datetime(["2025-01-01", "2025-01-02"]), index=["a", "b"]),
        "Series of objects": pd.Series([EqualsEverything(), RaisesAlways()], index=["a", "b"], dtype=object),
        "Series named twice": pd.Series([-1.5, -2.5], index=["a", "a"]),
        "Series with a name missing": pd.Series([-1.5, -2.5], index=["a", None]),
        "Series named by objects": pd.Series([-1.5, -2.5], index=[EqualsEverything(), EqualsEverything()]),
        "Series of two ways": pd.Series([-1.5, -2.5], index=pd.MultiIndex.from_tuples([("a", 1), ("b", 2)])),
        "Series by category": pd.Series([-1.5, -2.5], index=pd.CategoricalIndex(["a", "b"])),
        "Series by interval": pd.Series([-1.5, -2.5], index=pd.interval_range(0, 2)),
        "a million rows": big,
        "empty table": pd.DataFrame(),
        "table": table,
        "table without rows": table.head(0),
        "table with columns named twice": pd.DataFrame([[1.0, 2.0]], columns=["a", "a"]),
        "table of a million rows": big.to_frame("a").assign(b=1.0),
        "table with headings in two rows": pd.DataFrame([[-1.5, -2.5]], columns=pd.MultiIndex.from_tuples([("a", 1), ("b", 2)])),
        "groups that wait": table.groupby("b"),
        "column of groups that wait": table.groupby("b")["a"],
        "interval the wrong way round": (math.inf, -math.inf),
        "three ends": (1, 2, 3),
        "ends that are texts": ("low", "high"),
    }
