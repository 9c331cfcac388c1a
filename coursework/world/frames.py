"""From columns of whole numbers to the tables of the schema: one rule for each type of column.

Everything that happened is worked out in whole numbers, and this is where they get their names: amounts stay cents, times
come as seconds since the first day, dates as days, categories as places in the schema's list. -1 stands for "nothing" in a
column that may be empty.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from .. import schema
from .seasons import FIRST

MIDNIGHT = np.datetime64(FIRST, "us")
SECOND, DAY = np.timedelta64(1, "s").astype("timedelta64[us]"), np.timedelta64(1, "D").astype("timedelta64[us]")


class Texts(NamedTuple):
    """A column of texts that repeat: a place in `among` for each row."""

    codes: np.ndarray
    among: list


@cache
def places(table: str, column: str) -> dict[str, int]:
    """Place of each allowed value of a category in the schema's list."""
    return {name: place for place, name in enumerate(schema.table(table)[column].values)}


def codes(table: str, column: str, names) -> np.ndarray:
    """Places of names in the schema's list; None has none (-1).

    >>> codes("users", "gender", ["male", None]).tolist()
    [1, -1]
    """
    place = places(table, column)
    return np.array([-1 if name is None else place[name] for name in names], dtype=np.int64)


def rows_in(columns: dict) -> int:
    """Count the rows of a table's columns."""
    first = next(iter(columns.values()))
    return len(first.codes if isinstance(first, Texts) else first)


def some_rows(columns: dict, chosen: slice) -> dict:
    """Give some rows of a table's columns.

    >>> some_rows({"n": np.arange(9), "s": Texts(np.arange(9) % 2, ["a", "b"])}, slice(2, 4))["s"].codes.tolist()
    [0, 1]
    """
    return {name: Texts(v.codes[chosen], v.among) if isinstance(v, Texts) else v[chosen] for name, v in columns.items()}


def frame(table: str, columns: dict) -> pd.DataFrame:
    """Make a table of the schema from its columns.

    Parameters
    ----------
    table : str
        Name in the schema.
    columns : dict
        An array of equal length for each column of the schema, in the form described above; bools as bools, texts as
        lists or `Texts`.

    Raises
    ------
    ValueError
        If the columns are not those of the schema, or a value is missing where none may be.
    """
    described = schema.table(table)
    if set(columns) != set(described.names):
        odd = sorted(set(columns) ^ set(described.names))
        raise ValueError(f"{table}: these columns are missing or unknown: {', '.join(odd)}.")
    made = {column.name: _column(table, column, columns[column.name]) for column in described.columns}
    return pd.DataFrame(made, copy=False)  # every column is an array of its own


@cache
def _kind(table, column):
    return pd.CategoricalDtype(list(places(table, column)))


def _column(table, column, values):
    if column.type == "text":
        if isinstance(values, Texts):
            return pd.array(np.array(values.among, dtype=object)[values.codes], dtype="str")
        return pd.array(list(values), dtype="str")
    values = np.asarray(values)
    if column.type == "bool":
        return values.astype(bool)
    values = values.astype(np.int64)
    missing = (values == -1) if column.empty else None
    if column.type == "category":
        if missing is None and (values < 0).any():
            raise ValueError(f"{table}.{column.name} may not be empty.")
        return pd.Categorical.from_codes(values, dtype=_kind(table, column.name))
    if column.type in ("time", "date"):
        stamps = MIDNIGHT + values * (SECOND if column.type == "time" else DAY)
        return stamps if missing is None else np.where(missing, np.datetime64("NaT", "us"), stamps)
    if missing is None:
        return values
    return pd.arrays.IntegerArray(np.where(missing, 1, values), missing)
