"""Read somebody's own export: one CSV or Parquet file per table, in the shape of the schema, amounts in yuan.

Nothing is dropped or guessed: a file, a column or a cell that does not fit is named, with its row, and reading stops.
Columns that the schema does not know are kept as they are.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from . import schema
from .i18n import language, listing, t

__all__ = ["read"]
# Columns of categories in which a company has names of its own; the others allow only the values of the schema.
OPEN_LISTS = frozenset(
    "channel campaign search_term city occupation_group identity_type event page category tag source topic format "
    "account_type landing_page surface".split()
)
YES_NO = {"true": True, "false": False, "yes": True, "no": False, "1": True, "0": False, "1.0": True, "0.0": False}
ENDINGS = (".csv", ".parquet")


def read(folder: Path) -> dict[str, pd.DataFrame]:
    """Read all tables in a folder.

    Parameters
    ----------
    folder : Path
        Holds files named after tables of the schema, such as users.csv or orders.parquet; any subset.

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
    files: dict[str, Path] = {}
    for file in sorted(folder.iterdir()):
        if file.suffix.lower() not in ENDINGS:
            continue
        if file.stem not in schema.TABLES:
            raise ValueError(
                t(
                    "The file {file} is none of the tables {tables}; rename it, or move it out of the folder.",
                    file=file.name, tables=listing(schema.TABLES, 20),
                )
            )  # fmt: skip
        if file.stem in files:
            raise ValueError(
                t("The table {table} is there twice, as CSV and as Parquet; keep one of the two files.", table=file.stem)
            )
        files[file.stem] = file
    if not files:
        raise ValueError(t("The folder {folder} holds no table; put files such as users.csv into it.", folder=folder))
    return {name: _table(schema.table(name), file) for name, file in files.items()}


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


def _table(table: schema.Table, file: Path) -> pd.DataFrame:
    frame = _load(file)
    twice = frame.columns[frame.columns.duplicated()]
    if len(twice):
        raise ValueError(t("In {file} the column {column} is there twice; remove one.", file=file.name, column=twice[0]))
    made = {}
    for column in table.columns:
        if column.name not in frame.columns:
            if not column.empty:
                raise ValueError(
                    t(
                        "In {file} the column {column} is missing. It holds: {meaning} Add it; the file has {columns}.",
                        file=file.name, column=column.name, meaning=column.meaning_zh if language() == "zh" else column.meaning, columns=listing(frame.columns, 12),
                    )
                )  # fmt: skip
            made[column.name] = _convert(column, pd.Series([None] * len(frame), dtype=object), file)
            continue
        made[column.name] = _convert(column, frame[column.name], file)
    made |= {name: frame[name] for name in frame.columns if name not in made}
    result = pd.DataFrame(made)
    again = result.duplicated(list(table.key))
    if again.any():
        raise ValueError(
            t(
                "In {file}, row {row}: the same {key} stands in an earlier row; each may stand there once.",
                file=file.name, row=_row(again), key=listing(table.key),
            )
        )  # fmt: skip
    return result


def _row(wrong: pd.Series) -> int:
    return int(wrong.to_numpy().argmax()) + 2  # as a spreadsheet counts: the first row holds the names


def _stop(wrong, column, values, file, wanted):
    if wrong.any():
        at = _row(wrong)
        raise ValueError(
            t(
                "In {file}, column {column}, row {row}: found {found}, wanted {wanted}; mend it in the export.",
                file=file.name, column=column.name, row=at, found=repr(values.iloc[at - 2]), wanted=wanted,
            )
        )  # fmt: skip


def _convert(column: schema.Column, values: pd.Series, file: Path) -> pd.Series:
    missing = values.isna()
    if not column.empty:
        _stop(missing, column, values.where(~missing, ""), file, t("a value in every row"))
    if column.type in ("id", "count"):
        numbers = pd.to_numeric(values.where(~missing, None), errors="coerce")
        _stop(~missing & (numbers.isna() | (numbers % 1 != 0)), column, values, file, t("a whole number"))
        whole = pd.array([None if gone else int(v) for v, gone in zip(values, missing, strict=True)], dtype="Int64") \
            if values.dtype == object or pd.api.types.is_string_dtype(values.dtype) else numbers.astype("Int64").array
        return pd.Series(whole, index=values.index) if column.empty else pd.Series(whole, index=values.index).astype("int64")
    if column.type == "yuan":
        numbers = pd.to_numeric(values, errors="coerce")
        _stop(~missing & numbers.isna(), column, values, file, t("an amount in yuan such as 12.50"))
        return numbers.astype("float64")
    if column.type == "bool":
        words = values.astype(str).str.strip().str.lower()
        _stop(~missing & ~words.isin(YES_NO), column, values, file, t("true or false"))
        return words.map(YES_NO).astype(bool)
    if column.type in ("time", "date"):
        return _times(column, values, missing, file)
    if column.type == "category":
        names = values.astype("str").str.strip()
        if column.values and column.name not in OPEN_LISTS:
            allowed = listing(column.values, 20)
            _stop(~missing & ~names.isin(list(column.values)), column, values, file, t("one of {values}", values=allowed))
        known = [value for value in column.values or () if column.name not in OPEN_LISTS]
        found = names[~missing]
        return pd.Series(pd.Categorical(names.where(~missing, None), categories=known or sorted(found.unique())), index=values.index)
    return values.astype("str")


def _times(column, values, missing, file):
    if isinstance(values.dtype, pd.DatetimeTZDtype):
        raise ValueError(
            t("In {file} the column {column} has a time zone; write the app's own local time without one.",
              file=file.name, column=column.name)
        )  # fmt: skip
    if pd.api.types.is_datetime64_dtype(values.dtype):
        return values.astype("datetime64[us]")
    words = values.astype("str")
    wanted = t("a date or time such as 2025-03-31 or 2025-03-31 18:05:00, without a time zone")
    zoned = words.str.contains(r":.*(?:[zZ]|[+-]\d\d:?\d\d)$", regex=True)
    _stop(~missing & zoned, column, values, file, wanted)
    moments = pd.to_datetime(words.where(~missing, None), errors="coerce", format="ISO8601")
    _stop(~missing & moments.isna(), column, values, file, wanted)
    return moments.astype("datetime64[us]")
