"""An estimate with its interval, per group."""

import numpy as np
import pandas as pd

from coursework.methods import _checks, _groups, _intervals


def estimate(data, *, outcome, by=None, metric="share", level=0.95):
    """Estimate a share or a mean in each group, with an interval.

    Parameters
    ----------
    data : DataFrame
        A row per user (or other independent unit).
    outcome : str
        Column with the outcome: True/False or 1/0 for a share, a number for a mean. Rows where it
        is missing (not yet known) are left out; ``attrs`` says how many.
    by : str or list of str, optional
        Column or columns with the group. Without it all rows are one group, called ``all``.
    metric : {"share", "mean"}
    level : float
        How often such intervals hold the true value, between 0 and 1.

    Returns
    -------
    DataFrame
        A row per group (the index): ``estimate, low, high`` (a share between 0 and 1, or the
        outcome's own unit) and ``n`` (``Int64``, rows with a known outcome). For a mean of a
        single row the interval is NA.

    Raises
    ------
    ValueError, TypeError
        In one sentence: an unknown column, a missing group, an outcome that does not fit.

    Notes
    -----
    Shares: Wilson's score interval (1927). Means: Student's t. Both take rows as independent:
    use one row per user, not one per event.

    Examples
    --------
    >>> import pandas as pd
    >>> users = pd.DataFrame({"channel": ["ads"] * 10 + ["seo"] * 10, "stayed": [1] * 3 + [0] * 7 + [1] * 6 + [0] * 4})
    >>> estimate(users, outcome="stayed", by="channel").round(3)
             estimate    low   high   n
    channel
    ads           0.3  0.108  0.603  10
    seo           0.6  0.313  0.832  10
    """
    _checks.share(level, "level")
    groups, left_out = _groups.summary(data, outcome=outcome, by=by, metric=metric)
    if metric == "share":
        low, high = _intervals.wilson(groups["total"], groups["n"], level)
    else:
        low, high = _intervals.mean_t(groups["mean"], groups["variance"], groups["n"], level)
    result = pd.DataFrame(
        {"estimate": groups["mean"], "low": np.asarray(low), "high": np.asarray(high), "n": groups["n"].astype("Int64")}
    )
    result.attrs["coursework"] = {
        "method": "estimate",
        "metric": metric,
        "outcome": outcome,
        "by": _groups.listed(by),
        "level": level,
        "unit": "share" if metric == "share" else None,
        "n": int(groups["n"].sum()),
        "left_out": left_out,
        **_groups.told(data, outcome),
    }
    return result
