"""Read somebody's own export: one CSV or Parquet file per table, in the shape of the schema, amounts in yuan.

Nothing is dropped or guessed: a file, a column or a cell that does not fit is named, with its row, and reading stops.
Columns that the schema does not know are kept as they are. What the export calls otherwise is named in `mapping.toml`.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from . import mapping, schema
from .i18n import language, listing, t

__all__ = ["allowed", "read", "unmatched"]
# Columns of categories in which a company has names of its own; the others allow only the values of the schema.
OPEN_LISTS = frozenset(
    "channel campaign search_term city occupation_group identity_type event page category tag source topic format "
    "account_type landing_page surface district branch industry scene element error_code step os app_version aum_band "
    "pay_channel template theme mechanic mechanism creative level_name reason series behaviour game_type trigger "
    "experiment arm origin platform question answer".split()
)
YES_NO = {"true": True, "false": False, "yes": True, "no": False, "1": True, "0": False, "1.0": True, "0.0": False}
LARGEST = 2**63


class _Place(NamedTuple):
    """Where a value stands: the file, and the column as the export calls it."""

    file: str
    column: str


def allowed(column: schema.Column) -> tuple[str, ...]:
    """Give the only values that a column of categories, or of true and false, may hold; none if any may be there."""
    if column.type == "bool":
        return tuple(YES_NO)
    return () if column.name in OPEN_LISTS else tuple(column.values or ())


def read(folder: Path) -> dict[str, pd.DataFrame]:
    """Read all tables in a folder.

    Parameters
    ----------
    folder : Path
        Holds files named after tables of the schema, such as users.csv or orders.parquet, or named in its mapping.toml;
        any subset.

    Returns
    -------
    dict of DataFrame
        By table name, with the schema's types and amounts in yuan.

    Raises
    ------
    ValueError
        With one sentence that names the file, the column, the first row and what to do.
    """
    if not folder.is_dir():
        raise ValueError(t("There is no folder {folder}; give the folder that holds your export.", folder=folder))
    names = mapping.read(folder, allowed)
    tables = {file: table for table, file in names.files.items()}
    files: dict[str, Path] = {}
    for file in sorted(folder.iterdir()):
        if file.suffix.lower() not in mapping.ENDINGS:
            continue
        table = tables.get(file.name, file.stem)
        if table not in schema.TABLES:
            raise ValueError(
                t(
                    "The file {file} is none of the tables {tables}; rename it, name it under [files] in {mapping}, or move it out of the folder.",
                    file=file.name, tables=listing(schema.TABLES, 40), mapping=mapping.FILE,
                )
            )  # fmt: skip
        if table in files:
            raise ValueError(
                t("The table {table} is there twice, as {first} and as {second}; keep one of the two files.",
                  table=table, first=files[table].name, second=file.name)
            )  # fmt: skip
        files[table] = file
    if not files:
        raise ValueError(t("The folder {folder} holds no table; put files such as users.csv into it.", folder=folder))
    return {name: _table(schema.table(name), file, names) for name, file in files.items()}


def unmatched(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Find values that name a row of another table which is there but does not hold it.

    Parameters
    ----------
    tables : dict of DataFrame
        By table name; any subset of the schema. A table that is not there is not asked for.

    Returns
    -------
    DataFrame
        One row per column with such values: table, column, refers ("table.column"), rows (how many), first (the first value).

    Examples
    --------
    >>> users, orders = pd.DataFrame({"user_id": [1, 2]}), pd.DataFrame({"user_id": [1, 9, 9]})
    >>> unmatched({"users": users, "orders": orders}).to_dict("records")
    [{'table': 'orders', 'column': 'user_id', 'refers': 'users.user_id', 'rows': 2, 'first': '9'}]
    """
    found = []
    for name, frame in tables.items():
        for column in schema.table(name).columns:
            other, _, key = column.refers.partition(".")
            if other not in tables or column.name not in frame.columns:
                continue
            there = frame[column.name].dropna().astype(object)
            lost = there[~there.isin(set(tables[other][key]))]
            if len(lost):
                found.append((name, column.name, column.refers, len(lost), str(lost.iloc[0])))
    return pd.DataFrame(found, columns=["table", "column", "refers", "rows", "first"])


def _load(file: Path) -> pd.DataFrame:
    try:
        if file.suffix.lower() == ".parquet":
            return pd.read_parquet(file)
        return pd.read_csv(file, dtype=str, keep_default_na=False, na_values=[""], encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError(t("The file {file} is not in UTF-8; save it again as CSV UTF-8.", file=file.name)) from None
    except Exception as problem:  # readers raise many kinds; all mean the same to the person
        raise ValueError(
            t("The file {file} cannot be read ({problem}); export it again.", file=file.name, problem=type(problem).__name__)
        ) from None


def _table(table: schema.Table, file: Path, names: mapping.Mapping) -> pd.DataFrame:
    frame = _load(file)
    theirs = list(frame.columns)
    twice = frame.columns[frame.columns.duplicated()]
    if len(twice):
        raise ValueError(t("In {file} the column {column} is there twice; remove one.", file=file.name, column=twice[0]))
    frame = names.rename(table.name, frame, file.name)
    called = names.columns.get(table.name, {})
    made = {}
    for column in table.columns:
        place = _Place(file.name, called.get(column.name, column.name))
        if column.name not in frame.columns:
            if not column.empty:
                raise ValueError(
                    t(
                        "In {file} the column {column} is missing. It holds: {meaning} Add it, or say in {mapping} what it is called; the file has {columns}.",
                        file=file.name, column=column.name, meaning=column.meaning_zh if language() == "zh" else column.meaning,
                        mapping=mapping.FILE, columns=listing(theirs, 40),
                    )
                )  # fmt: skip
            made[column.name] = _convert(column, pd.Series([None] * len(frame), dtype=object), place)
            continue
        made[column.name] = _convert(column, frame[column.name], place)
    made |= {name: frame[name] for name in frame.columns if name not in made}
    result = pd.DataFrame(made)
    again = result.duplicated(list(table.key))
    if again.any():
        raise ValueError(
            t(
                "In {file}, row {row}: the same {key} stands in an earlier row; each may stand there once.",
                file=file.name, row=_row(again), key=listing(called.get(name, name) for name in table.key),
            )
        )  # fmt: skip
    return result


def _row(wrong: pd.Series) -> int:
    return int(wrong.to_numpy().argmax()) + 2  # as a spreadsheet counts: the first row holds the names


def _stop(wrong, values, place, wanted):
    if wrong.any():
        at = _row(wrong)
        raise ValueError(
            t(
                "In {file}, column {column}, row {row}: found {found}, wanted {wanted}; mend it in the export.",
                file=place.file, column=place.column, row=at, found=repr(values.iloc[at - 2]), wanted=wanted,
            )
        )  # fmt: skip


def _convert(column: schema.Column, values: pd.Series, place: _Place) -> pd.Series:
    missing = values.isna()
    if not column.empty:
        _stop(missing, values.where(~missing, ""), place, t("a value in every row"))
    if column.type in ("id", "count"):
        numbers = pd.to_numeric(values.where(~missing, None), errors="coerce")
        odd = numbers.isna() | (numbers % 1 != 0) | (numbers.abs() >= LARGEST)
        _stop(~missing & odd, values, place, t("a whole number"))
        whole = pd.array([None if gone else _whole(v) for v, gone in zip(values, missing, strict=True)], dtype="Int64") \
            if values.dtype == object or pd.api.types.is_string_dtype(values.dtype) else numbers.astype("Int64").array
        return pd.Series(whole, index=values.index) if column.empty else pd.Series(whole, index=values.index).astype("int64")
    if column.type == "yuan":
        numbers = pd.to_numeric(values, errors="coerce")
        _stop(~missing & numbers.isna(), values, place, t("an amount in yuan such as 12.50"))
        return numbers.astype("float64")
    if column.type == "bool":
        words = values.astype(str).str.strip().str.lower()
        _stop(~missing & ~words.isin(YES_NO), values, place, t("true or false"))
        return words.map(YES_NO).astype(bool)
    if column.type in ("time", "date"):
        return _times(values, missing, place)
    if column.type == "category":
        names = values.astype("str").str.strip()
        known = allowed(column)
        if known:
            _stop(~missing & ~names.isin(known), values, place, t("one of {values}", values=listing(known, 40)))
        found = names[~missing]
        return pd.Series(pd.Categorical(names.where(~missing, None), categories=known or sorted(found.unique())), index=values.index)
    return values.astype("str")


def _whole(value) -> int:
    """Read a whole number exactly, also as 12.0, which is how a spreadsheet may write it."""
    try:
        return int(value)
    except ValueError:
        return int(Decimal(value))


def _times(values, missing, place):
    if isinstance(values.dtype, pd.DatetimeTZDtype):
        raise ValueError(
            t("In {file} the column {column} has a time zone; write the app's own local time without one.",
              file=place.file, column=place.column)
        )  # fmt: skip
    if pd.api.types.is_datetime64_dtype(values.dtype):
        return values.astype("datetime64[us]")
    words = values.astype("str")
    wanted = t("a date or time such as 2025-03-31 or 2025-03-31 18:05:00, without a time zone")
    zoned = words.str.contains(r":.*(?:[zZ]|[+-]\d\d:?\d\d)$", regex=True)
    _stop(~missing & zoned, values, place, wanted)
    moments = pd.to_datetime(words.where(~missing, None), errors="coerce", format="ISO8601")
    _stop(~missing & moments.isna(), values, place, wanted)
    return moments.astype("datetime64[us]")
