"""Rates of groups re-weighted to one common mix: the like-for-like comparison."""

import numpy as np
import pandas as pd

from coursework.i18n import listing, t
from coursework.methods import _checks, _groups, _intervals


def standardise(data, *, outcome, by, strata, metric="share", weights=None, control=None, level=0.95):
    """Compare groups as if all had the same mix of strata (direct standardisation).

    Parameters
    ----------
    data : DataFrame
        A row per user.
    outcome : str
        Column with the outcome: True/False or 1/0 for a share, a number for a mean. Rows where it
        is missing are left out; ``attrs`` says how many.
    by : str
        Column with the groups to compare.
    strata : str or list of str
        Column or columns whose mix differs between the groups, such as the city tier.
    metric : {"share", "mean"}
    weights : Series or dict, optional
        The common mix: a weight per stratum, made to sum to 1. Default: the mix of all rows with a
        known outcome.
    control : object, optional
        A value of `by`; adds the difference of each group to it.
    level : float
        How often such intervals hold the true value, between 0 and 1.

    Returns
    -------
    DataFrame
        A row per group (the index): ``estimate, low, high`` at the common mix, ``n`` (``Int64``)
        and ``crude``, the group's rate at its own mix. With `control` also
        ``difference, difference_low, difference_high`` at the common mix (NA for the control).

    Raises
    ------
    ValueError, TypeError
        In one sentence: an unknown column, a group without anybody in a stratum (it has no rate
        there to re-weight), weights that do not name every stratum.

    Notes
    -----
    The estimate of a group is the sum over strata of weight × rate (Bickel, Hammel and O'Connell
    1975 show on what a crude comparison can go wrong). Weights count as known. Shares: Wilson limits
    of the strata combined by variance recovery (Zou and Donner 2008), so that one stratum gives
    Wilson's interval. Means: Welch–Satterthwaite. It removes the effect of the strata given here,
    and of nothing else.

    Examples
    --------
    >>> import pandas as pd
    >>> data = pd.DataFrame({
    ...     "ad": ["feed"] * 100 + ["video"] * 100,
    ...     "tier": ["big"] * 20 + ["small"] * 80 + ["big"] * 80 + ["small"] * 20,
    ...     "stayed": [1] * 12 + [0] * 8 + [1] * 24 + [0] * 56 + [1] * 40 + [0] * 40 + [1] * 4 + [0] * 16})
    >>> standardise(data, outcome="stayed", by="ad", strata="tier")[["estimate", "crude"]]
           estimate  crude
    ad
    feed       0.45   0.36
    video      0.35   0.44
    """
    _checks.share(level, "level")
    layers = _groups.listed(strata)
    cells, left_out = _groups.summary(data, outcome=outcome, by=[by, *layers], metric=metric)
    groups = pd.Index(cells.index.get_level_values(0).unique().tolist(), name=by)
    mix = _mix(cells, len(layers), weights)
    parts = {group: _cells_of(cells, group, mix, by, metric) for group in groups}
    if control is not None and control not in parts:
        raise ValueError(
            t(
                "There is no group {control}; the column {by} holds {there}: choose one of these as control.",
                control=repr(control),
                by=by,
                there=listing(groups),
            )
        )
    rows = []
    for group in groups:
        own = parts[group]
        value, low, high = _combine([own], [1], metric, level)
        crude = (own["n"] * own["mean"]).sum() / own["n"].sum()
        row = {"estimate": value, "low": low, "high": high, "n": int(own["n"].sum()), "crude": crude}
        if control is not None:
            pair = (np.nan,) * 3 if group == control else _combine([own, parts[control]], [1, -1], metric, level)
            row |= dict(zip(("difference", "difference_low", "difference_high"), pair, strict=True))
        rows.append(row)
    result = pd.DataFrame(rows, index=groups).astype({"n": "Int64"})
    result.attrs["coursework"] = {
        "method": "standardise",
        "metric": metric,
        "outcome": outcome,
        "by": [by],
        "strata": layers,
        "weights": {str(stratum): float(weight) for stratum, weight in mix.items()},
        "level": level,
        "unit": "share" if metric == "share" else None,
        "n": int(cells["n"].sum()),
        "left_out": left_out,
        **_groups.told(data, outcome),
    }
    if control is not None:
        result.attrs["coursework"]["control"] = str(control)
    return result


def _mix(cells, depth, weights):
    """The common mix: a weight per stratum that sums to 1."""
    sizes = cells.groupby(level=list(range(1, depth + 1)), observed=True)["n"].sum().astype(float)
    if weights is None:
        return sizes / sizes.sum()
    given = pd.Series(weights, dtype=float)
    if set(given.index) != set(sizes.index):
        raise ValueError(
            t(
                "weights should name exactly the strata {wanted}, but it names {found}.",
                wanted=listing(sizes.index),
                found=listing(given.index),
            )
        )
    if given.isna().any() or (given < 0).any() or given.sum() == 0:
        raise ValueError(t("weights should be numbers from 0 upwards, not all of them 0."))
    return given / given.sum()


def _cells_of(cells, group, mix, by, metric):
    """The strata of one group in the order of the mix; strata of weight 0 keep only their count."""
    own = cells.loc[group].reindex(mix.index)
    own["n"] = own["n"].fillna(0)
    enough = 1 if metric == "share" else 2
    thin = (own["n"] < enough) & (mix > 0)
    if thin.any():
        raise ValueError(
            t(
                "{by} {group} has {count} rows in the stratum {stratum}, too few for a rate there; merge strata or leave the group out.",
                by=by,
                group=repr(group),
                count=int(own["n"][thin].iloc[0]),
                stratum=str(thin.index[thin][0]),
            )
        )
    return own.fillna({"mean": 0.0, "total": 0.0, "variance": 0.0}).assign(weight=mix)


def _combine(groups, signs, metric, level):
    """Interval of the signed sum of standardised groups."""
    used = [own[own["weight"] > 0] for own in groups]
    weights = np.concatenate([sign * own["weight"] for sign, own in zip(signs, used, strict=True)])
    together = pd.concat(used)
    if metric == "mean":
        return _intervals.weighted_means(weights, together["mean"], together["variance"], together["n"], level)
    if len(groups) == 1:
        lows, highs = _intervals.wilson(together["total"], together["n"], level)
        return _intervals.recovered(weights, together["mean"], lows, highs)
    # a difference is recovered from the two groups' own intervals, as Newcombe does for one stratum
    values, lows, highs = zip(*(_combine([own], [1], metric, level) for own in groups), strict=True)
    return _intervals.recovered(signs, values, lows, highs)
