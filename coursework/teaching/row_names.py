"""What the rows of an answer are named by, when it is not what was asked for: looked up in the app's own tables."""

import math

import pandas as pd

from coursework.i18n import Phrase, _
from coursework.teaching.cache import once_per_app
from coursework.teaching.tables import Frame, Series

__all__ = ["column_of", "diagnose", "known", "warm"]

MOST_NAMES = 300


def diagnose(kind, mine, right, app):
    """Return ("rows_by", sentence) where the rows are those of another column of the app's tables, ("ids", …) where ids were added up."""
    if not isinstance(kind, Series | Frame):
        return None
    wanted = kind.named if isinstance(kind, Series) else kind.index
    if 2 * len(set(mine) & set(right)) < len(right):  # some names belong to two columns: “referral” is a channel and a group
        found = column_of(mine, app, wanted)
        if found and found != wanted:
            return "rows_by", Phrase(_("Your rows are `{found}`s; wanted is one row for each `{index}`: group or count by `{index}`."), found=found, index=wanted)
        if all(isinstance(key, str) and key.isdigit() for key in mine):
            return "rows_by", Phrase(_("Your rows are only numbered; wanted is one row for each `{index}`: group or count by `{index}`."), index=wanted)
        return None
    if isinstance(kind, Series):
        ids = _ids_added(mine, app)
        if ids:
            return "ids", Phrase(_("You added up `{column}`: ids are names written in digits, and their sum means nothing. Count the rows instead, with `.size()`."), column=ids)
    return None


def column_of(names, app, wanted="") -> str | None:
    """Return the column of the app's tables whose values a set of names comes from; ``None`` if there is none."""
    names = {name for name in names if isinstance(name, str)}
    if len(names) < 2:
        return None
    fitting = [(len(values), column) for column, values in known(app)["names"].items() if names <= values]
    return None if not fitting or wanted in [column for _n, column in fitting] else min(fitting)[1]


def known(app) -> dict:
    """Return what is known of the app's tables: the values of columns of names, and what each column of ids adds up to."""
    return once_per_app(app, "row_names", lambda: _looked_up(app))


def warm(app) -> None:
    """Look the tables through now, so that the first check need not."""
    known(app)


def _looked_up(app) -> dict:
    names, sums = {}, {}
    for table in getattr(app, "tables", ()):
        try:
            held = app[table]
        except Exception:  # noqa: S112  a table that cannot be opened names nothing
            continue
        for column in held.columns:
            values = held[column]
            if isinstance(values.dtype, pd.CategoricalDtype):
                found = {str(value) for value in values.cat.categories[: MOST_NAMES + 1]}
            elif column.endswith("_id"):
                sums.setdefault(column, set()).add(float(values.sum()))
                continue
            elif pd.api.types.is_object_dtype(values.dtype) or pd.api.types.is_string_dtype(values.dtype):
                found = set(values.head(2 * MOST_NAMES).dropna().astype(str))
            else:
                continue
            if 1 < len(found) <= MOST_NAMES:
                names[column] = names.get(column, set()) | found
    return {"names": names, "ids": sums}


def _ids_added(mine, app):
    total = sum(value for value in mine.values() if math.isfinite(value))
    if total < 1e5 or not all(float(value).is_integer() for value in mine.values() if math.isfinite(value)):
        return None
    return next((column for column, sums in known(app)["ids"].items() if any(abs(total - one) < 0.5 for one in sums)), None)
