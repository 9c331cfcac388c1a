"""The arms of an experiment, and what matters of it: the difference, with its interval."""

import numpy as np
import pandas as pd

from coursework.i18n import listing, t
from coursework.methods import _checks, _groups, _intervals
from coursework.methods.estimate import estimate


def experiment(data, *, arm, outcome, control, metric="mean", alpha=0.05):
    """Compare each arm with the control arm: the difference, with an interval.

    Parameters
    ----------
    data : DataFrame
        A row per user.
    arm : str
        Column that says which arm a user is in.
    outcome : str
        Column with the outcome: True/False or 1/0 for a share, a number for a mean. Rows where it
        is missing are left out; ``attrs`` says how many.
    control : object
        The value of `arm` that the others are compared with.
    metric : {"mean", "share"}
    alpha : float
        The intervals hold the true value in ``1 - alpha`` of all experiments.

    Returns
    -------
    DataFrame
        A row per arm, control first (the index): ``estimate, low, high, n`` of the arm itself and
        ``difference, difference_low, difference_high`` (arm minus control, in the unit of the
        outcome; NA for the control).

    Raises
    ------
    ValueError, TypeError
        In one sentence: an unknown column or control, a single arm, an outcome that does not fit,
        an arm of one user where a mean is wanted.

    Notes
    -----
    Shares: the difference has the interval of Newcombe (1998), method 10, made of two Wilson
    intervals. Means: Welch's interval (1938), which lets the arms differ in spread. Two arms whose
    own intervals overlap may still differ: read the interval of the difference. Groups that chose
    themselves (channels, cities) can be compared in the same way, but what is found then is a
    difference, not an effect.

    Examples
    --------
    >>> import pandas as pd
    >>> test = pd.DataFrame({"arm": ["new"] * 70 + ["old"] * 80, "bought": [1] * 56 + [0] * 14 + [1] * 48 + [0] * 32})
    >>> result = experiment(test, arm="arm", outcome="bought", control="old", metric="share")
    >>> result.loc["new"].filter(like="difference").round(4).tolist()
    [0.2, 0.0524, 0.3339]
    """
    _checks.share(alpha, "alpha")
    level = 1 - alpha
    groups, left_out = _groups.summary(data, outcome=outcome, by=arm, metric=metric)
    if control not in groups.index:
        raise ValueError(
            t(
                "There is no arm {control}; the column {arm} holds {there}: choose one of these as control.",
                control=repr(control),
                arm=arm,
                there=listing(groups.index),
            )
        )
    if len(groups) < 2:
        raise ValueError(
            t(
                "There is only one arm, {control}, so nothing to compare; keep at least two values of {arm}.",
                control=repr(control),
                arm=arm,
            )
        )
    if metric == "mean" and (groups["n"] < 2).any():
        raise ValueError(
            t(
                "The arm {which} has one user only, which says nothing about the spread; leave it out or wait for more.",
                which=repr(groups.index[groups["n"] < 2][0]),
            )
        )
    result = estimate(data, outcome=outcome, by=arm, metric=metric, level=level)
    base = groups.loc[control]
    rows = []
    for name, own in groups.iterrows():
        pair = (own, base)
        if name == control:
            rows.append((np.nan, np.nan, np.nan))
        elif metric == "share":
            lows, highs = zip(
                *(result.loc[which, ["low", "high"]].astype(float) for which in (name, control)), strict=True
            )
            rows.append(_intervals.recovered([1, -1], [one["mean"] for one in pair], lows, highs))
        else:
            parts = ([one[part] for one in pair] for part in ("mean", "variance", "n"))
            rows.append(_intervals.weighted_means([1, -1], *parts, level))
    names = ["difference", "difference_low", "difference_high"]
    result[names] = pd.DataFrame(rows, index=result.index, columns=names)
    order = [control, *(name for name in result.index if name != control)]
    result = result.loc[order]
    result.attrs["coursework"] = result.attrs["coursework"] | {
        "method": "experiment",
        "control": str(control),
        "alpha": alpha,
        "left_out": left_out,
    }
    return result
