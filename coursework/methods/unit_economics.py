"""What a customer costs and brings, per channel."""

import numpy as np
import pandas as pd

from coursework.i18n import t
from coursework.methods import _checks


def unit_economics(spend, users, *, by="channel", value=None, cost="cost"):
    """Cost and value of the customers of each channel.

    Parameters
    ----------
    spend : DataFrame
        What was paid, with the columns `by` and `cost` (yuan); any number of rows per channel.
    users : DataFrame
        A row per customer won, with the column `by` and, if given, `value`. Take the users of the
        same period as the spend.
    by : str
        Column with the channel (or another group) in both tables.
    value : str, optional
        Column of `users` with the value of each customer (yuan). Where it is missing (customers
        too young to know), the customer counts as won but not in the mean value.
    cost : str
        Column of `spend` with the amount (yuan).

    Returns
    -------
    DataFrame
        A row per channel found in either table (the index): ``spend`` (yuan; 0 where nothing was
        paid), ``customers`` (``Int64``), ``cac`` = spend ÷ customers (yuan; NA without customers).
        With `value` also ``valued`` (``Int64``: customers whose value is known),
        ``value_per_customer`` = mean value of these (yuan), ``net`` = customers ×
        value_per_customer − spend (yuan), ``value_to_cac`` = value_per_customer ÷ cac (NA where
        cac is 0).

    Raises
    ------
    ValueError, TypeError
        In one sentence: an unknown column, a missing channel or cost, a negative cost.

    Notes
    -----
    CAC (customer acquisition cost) divides what was spent to win customers by the customers won:
    people who registered, not clicks. It credits every customer to the channel that brought the
    last touch, whether or not they would have come anyway.

    Examples
    --------
    >>> import pandas as pd
    >>> spend = pd.DataFrame({"channel": ["search", "banner"], "cost": [600.0, 300.0]})
    >>> users = pd.DataFrame({"channel": ["search"] * 10 + ["banner"] * 3, "value": [90.0] * 10 + [40.0] * 3})
    >>> unit_economics(spend, users, value="value").T
    channel            banner search
    spend               300.0  600.0
    customers               3     10
    cac                 100.0   60.0
    valued                  3     10
    value_per_customer   40.0   90.0
    net                -180.0  300.0
    value_to_cac          0.4    1.5
    """
    _checks.table(spend, "spend")
    _checks.table(users, "users")
    _checks.columns(spend, [by, cost], "spend")
    _checks.columns(users, [by] if value is None else [by, value], "users")
    _checks.complete(spend, [by, cost], "spend")
    _checks.complete(users, [by], "users")
    if (spend[cost] < 0).any():
        raise ValueError(
            t("The column {cost} of spend holds negative amounts; give what was paid as positive yuan.", cost=cost)
        )
    paid = spend.groupby(by, observed=True)[cost].sum().astype(float)
    won = users.groupby(by, observed=True).size()
    groups = pd.Index(sorted(set(paid.index) | set(won.index), key=str), name=by)
    result = pd.DataFrame(index=groups)
    result["spend"] = paid.reindex(groups, fill_value=0.0)
    result["customers"] = won.reindex(groups, fill_value=0).astype("Int64")
    heads = result["customers"].to_numpy(dtype=float)
    result["cac"] = result["spend"] / np.where(heads > 0, heads, np.nan)
    if value is not None:
        known = users[[by]].assign(worth=_checks.outcomes(users, value, "mean", "users")).dropna()
        worth = known.groupby(by, observed=True)["worth"].agg(["size", "mean"]).reindex(groups)
        result["valued"] = worth["size"].fillna(0).astype("Int64")
        result["value_per_customer"] = worth["mean"].astype(float)
        result["net"] = np.where(heads > 0, heads * worth["mean"], 0.0) - result["spend"]
        result["value_to_cac"] = result["value_per_customer"] / result["cac"].where(result["cac"] > 0)
    result.attrs["coursework"] = {
        "method": "unit_economics",
        "unit": "yuan",
        "by": [by],
        "value": value,
        "n": int(len(users)),
    }
    return result
