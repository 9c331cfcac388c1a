"""Count, mean and spread of an outcome in each group: what all estimators start from."""

import pandas as pd

from coursework.i18n import listing, t
from coursework.methods import _checks


def listed(by):
    """Return `by` as a list of column names."""
    if by is None:
        return []
    return [by] if isinstance(by, str) else list(by)


def told(data, outcome):
    """Return what the table says about how its outcome was made: the window of ``retained``."""
    made = data.attrs.get("coursework", {})
    if outcome != "retained" or made.get("method") != "retained":
        return {}
    return {"window": made["window"], "window_unit": made["unit"]}


def summary(data, *, outcome, by, metric, name="data"):
    """Return a table of ``n, total, mean, variance`` per group, and how many rows were left out.

    Rows whose outcome is unknown are left out; unused levels of a category are not groups.
    """
    _checks.choice(metric, ("share", "mean"), "metric")
    _checks.table(data, name)
    keys = listed(by)
    _checks.columns(data, [outcome, *keys], name)
    _checks.complete(data, keys, name)
    numbers = _checks.outcomes(data, outcome, metric, name)
    frame = data[keys].assign(**{"outcome ": numbers})
    frame = frame[frame["outcome "].notna()]
    if keys:
        grouped = frame.groupby(keys, observed=True)["outcome "]
        result = grouped.agg(n="size", total="sum", mean="mean", variance="var")
        if isinstance(result.index, pd.CategoricalIndex):
            result.index = result.index.astype(result.index.categories.dtype)
        seen = data.groupby(keys, observed=True).ngroups
        if seen > len(result):
            raise ValueError(
                t(
                    "In {count} groups of {by} no row has a known {column}; leave these groups out first.",
                    count=seen - len(result),
                    by=listing(keys),
                    column=outcome,
                )
            )
    else:
        values = frame["outcome "]
        result = pd.DataFrame(
            {"n": [len(values)], "total": [values.sum()], "mean": [values.mean()], "variance": [values.var()]},
            index=pd.Index(["all"], name="group"),
        )
    return result, len(data) - len(frame)
