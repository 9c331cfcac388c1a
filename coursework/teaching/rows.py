"""What answers of many rows share: how a row is shown, which row is furthest off, which tables are too long."""

import pandas as pd

from coursework.i18n import Phrase, _
from coursework.teaching.blank import is_blank
from coursework.teaching.plain import MOST_ROWS, Unreadable

__all__ = ["furthest", "is_blank_in", "not_too_many", "plain_columns", "shown"]


def furthest(a: dict, reference: dict | None):
    """Return the row of an answer that is furthest from the reference, in proportion; the first row if nothing compares."""
    shared = [key for key in a if reference and key in reference]
    if not shared:
        return next(iter(a))
    return max(shared, key=lambda key: _distance(a[key], reference[key]))


def _distance(mine, right):
    if mine != mine or right != right:
        return 0.0 if mine != mine and right != right else float("inf")
    scale = max(abs(mine), abs(right))
    return abs(mine - right) / scale if 0 < scale < float("inf") else float(mine != right)


def shown(key) -> str:
    """Return the name of a row as it is shown; a name of several parts is joined."""
    return " · ".join(map(str, key)) if isinstance(key, tuple) else str(key)


def is_blank_in(table) -> bool:
    """Say whether a blank stands in one of a table's columns."""
    return any(is_blank(value) for name in range(table.shape[1]) if pd.api.types.is_object_dtype(table.dtypes.iloc[name]) for value in table.iloc[:9, name])


def plain_columns(table) -> list:
    """Return the names of a table's columns as texts."""
    return [name if type(name) is str else str(name) for name in list(table.columns)[:200]]


def not_too_many(rows, index) -> None:
    """Refuse a table that is longer than any answer."""
    if rows > MOST_ROWS:
        raise Unreadable(
            Phrase(_("It has {rows:,} rows. One row for each `{index}` is wanted: group by it and work out one number for each group."),
                   rows=rows, index=", ".join(index))
        )  # fmt: skip
