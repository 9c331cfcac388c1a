"""What every method asks of its arguments, and how it says so: one sentence for a person."""

from difflib import get_close_matches

import pandas as pd
from pandas.api import types

from coursework.i18n import listing, t


def table(data, name):
    """Return `data` if it is a DataFrame with rows; say what it is otherwise."""
    if not isinstance(data, pd.DataFrame):
        raise TypeError(
            t(
                "{name} should be a table (a pandas DataFrame), but it is a {found}; pass the whole table.",
                name=name,
                found=type(data).__name__,
            )
        )
    if data.empty:
        raise ValueError(
            t("The table {name} has no rows, so there is nothing to count; check the filter before it.", name=name)
        )
    return data


def columns(data, wanted, name):
    """Raise one sentence if a wanted column is missing, with the nearest names there are."""
    for column in wanted:
        if column in data.columns:
            continue
        there = [str(known) for known in data.columns]
        near = get_close_matches(str(column), there, n=3) or there
        raise ValueError(
            t(
                "The table {name} has no column {column}; it has {there}: name one of these.",
                name=name,
                column=repr(column),
                there=listing(near),
            )
        )


def complete(data, wanted, name):
    """Raise one sentence if a wanted column holds missing values, with a count and a row."""
    for column in wanted:
        missing = data[column].isna().to_numpy()
        if missing.any():
            raise ValueError(
                t(
                    "{count} of {rows} rows of {name} have no {column}, the first at position {row}; drop or repair them first.",
                    count=int(missing.sum()),
                    rows=len(data),
                    name=name,
                    column=column,
                    row=int(missing.argmax()),
                )
            )


def times(data, column, name):
    """Return the column as naive ``datetime64[ns]``; refuse texts, zones and gaps."""
    values = data[column]
    dtype = values.dtype
    if getattr(dtype, "tz", None) is not None or getattr(getattr(dtype, "pyarrow_dtype", None), "tz", None):
        raise ValueError(
            t(
                "The times in {name} column {column} carry a time zone; use the app's local time without one: .dt.tz_localize(None).",
                name=name,
                column=column,
            )
        )
    if not types.is_datetime64_any_dtype(dtype):
        raise TypeError(
            t(
                "The column {column} of {name} should hold times, but it holds {found}; convert it with pd.to_datetime.",
                name=name,
                column=column,
                found=str(dtype),
            )
        )
    complete(data, [column], name)
    return values.astype("datetime64[ns]")


def unique(data, column, name):
    """Raise one sentence if a key occurs twice."""
    double = data[column].duplicated()
    if double.any():
        raise ValueError(
            t(
                "{name} should have one row per {column}, but {count} rows repeat one, for example {example}; drop the repeats first.",
                name=name,
                column=column,
                count=int(double.sum()),
                example=str(data.loc[double.to_numpy(), column].iloc[0]),
            )
        )


def choice(value, options, name):
    """Raise one sentence if an option is none of those there are."""
    if value not in options:
        raise ValueError(
            t(
                "{name}={found} is not known; use one of {options}.",
                name=name,
                found=repr(value),
                options=listing(map(repr, options)),
            )
        )


def share(value, name):
    """Raise one sentence unless `value` lies strictly between 0 and 1."""
    if not isinstance(value, (int, float)) or isinstance(value, bool) or not 0 < value < 1:
        raise ValueError(
            t("{name} should lie between 0 and 1, for example 0.95, but it is {found}.", name=name, found=repr(value))
        )


def moment(value, name):
    """Return `value` as a naive Timestamp, or raise one sentence."""
    try:
        stamp = pd.Timestamp(value)
    except (TypeError, ValueError):
        stamp = pd.NaT
    if stamp is pd.NaT or stamp.tzinfo is not None:
        raise ValueError(
            t(
                "{name} should be a date or time without a zone, such as 2025-12-31, but it is {found}.",
                name=name,
                found=repr(value),
            )
        )
    return stamp


def outcomes(data, outcome, metric, name):
    """Return the outcome as floats, unknown ones as NaN: 0 or 1 for a share, numbers for a mean."""
    values = data[outcome]
    if not (types.is_numeric_dtype(values.dtype) or types.is_bool_dtype(values.dtype)):
        raise TypeError(
            t(
                "The outcome {column} of {name} should hold numbers or True and False, but it holds {found}.",
                column=outcome,
                name=name,
                found=str(values.dtype),
            )
        )
    numbers = values.to_numpy(dtype=float, na_value=float("nan"))
    known = numbers[~pd.isna(numbers)]
    if metric == "share" and ((known != 0) & (known != 1)).any():
        wrong = known[(known != 0) & (known != 1)][0]
        raise ValueError(
            t(
                'A share needs an outcome that is True or False for each row, but {column} of {name} holds {example}; use metric="mean" for amounts.',
                column=outcome,
                name=name,
                example=f"{wrong:g}",
            )
        )
    if not len(known):
        raise ValueError(
            t("No row of {name} has a known {column}, so there is nothing to estimate.", name=name, column=outcome)
        )
    return numbers
