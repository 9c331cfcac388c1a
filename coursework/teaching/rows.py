"""What answers of many rows share: how a row is shown, which row is furthest off, which tables are too long."""

import pandas as pd

from coursework.i18n import Phrase, _, language
from coursework.teaching.blank import is_blank
from coursework.teaching.plain import MOST_ROWS, Unreadable

__all__ = ["furthest", "is_blank_in", "named", "not_too_many", "plain_columns", "shown"]


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


class RowName(str):
    """The name of a row in a message: its code in English, as it stands in the tables; what it is called in another language."""

    __slots__ = ("columns", "parts")

    def __str__(self) -> str:
        if language() == "en":
            return str.__str__(self)
        from coursework.schema import label  # only who reads a translation needs the names of the data

        found = []
        for column, part in zip(self.columns, self.parts, strict=True):
            # Rows named by another column than the one asked for are named all the same.
            found.append(next((name for one in (column, "channel", "group") if (name := label(one, part, language())) != part), part))
        return " · ".join(found)

    def __format__(self, form: str) -> str:
        return format(str(self), form)


def named(key, columns) -> str:
    """Return the name of a row for a message; ``columns`` are the columns that its parts come from."""
    parts = key if isinstance(key, tuple) else (key,)
    if len(parts) != len(columns) or not all(type(part) is str for part in parts):
        return shown(key)
    name = RowName(shown(key))
    name.columns, name.parts = tuple(columns), parts
    return name


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
