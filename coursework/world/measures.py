"""What lessons measure about a user, worked out from what was played."""

from __future__ import annotations

import numpy as np

from . import bank
from .people import DAY


def measures(registered_at, visits, bought, accounts) -> dict[str, np.ndarray]:
    """Work out a row per user (shares as true or false, money in cents).

    retained_30: active on any of days 24 to 30 after the day of registration. first_orders: an order within 30 days.
    bank_accounts: an account opened within 90 days. margin: gross margin of the orders of 90 days. value: that margin and the
    value of the account.
    """
    n = len(registered_at)
    since = visits["day"] - (registered_at // DAY)[visits["user"]]
    late = (since >= 24) & (since <= 30)
    age = bought["at"] - registered_at[bought["user"]]
    early = age < 90 * DAY
    margin = np.zeros(n, dtype=np.int64)
    np.add.at(margin, bought["user"][early], bought["gross_margin"][early])
    opened = (accounts["opened_at"] >= 0) & (accounts["opened_at"] - registered_at < 90 * DAY)
    return {
        "retained_30": np.bincount(visits["user"][late], minlength=n) > 0,
        "first_orders": np.bincount(bought["user"][age < 30 * DAY], minlength=n) > 0,
        "bank_accounts": opened,
        "margin": margin,
        "value": margin + np.where(opened, bank.value(accounts["card_type"]), 0),
    }
