"""The standard year: a world's tables from 1 January to 31 December 2025."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..i18n import listing, t
from . import tables
from .channels import usual_spend
from .parameters import STANDARD_USERS
from .play import play
from .randomness import root
from .seasons import YEAR_DAYS

SCENARIOS = ("standard",)
SMALLEST, LARGEST = 10, 100_000


def checked(seed=1, users=STANDARD_USERS, scenario="standard"):
    """Give back (seed, users, scenario) as whole numbers and a known name, or raise ValueError with one sentence."""
    for name, value in (("seed", seed), ("users", users)):
        if isinstance(value, bool) or not isinstance(value, (int, np.integer)):
            raise ValueError(t("{name} must be a whole number, not {value}.", name=name, value=repr(value)))
    if not SMALLEST <= users <= LARGEST:
        raise ValueError(
            t("A world has {low} to {high:,} users, not {users:,}; choose a size in between.",
              low=SMALLEST, high=LARGEST, users=int(users))
        )  # fmt: skip
    if scenario not in SCENARIOS:
        raise ValueError(
            t("There is no scenario {scenario}; choose from {names}.", scenario=repr(scenario), names=listing(SCENARIOS))
        )
    return int(seed), int(users), scenario


def make(seed: int = 1, users: int = STANDARD_USERS, scenario: str = "standard") -> dict[str, pd.DataFrame]:
    """Make all tables of a year, with amounts in whole cents.

    Parameters
    ----------
    seed : int
        Any whole number; the same seed gives the same tables on every machine.
    users : int
        About how many people register in the year, 10 to 100,000. Budgets grow with it.
    scenario : str
        A name in `SCENARIOS`.

    Returns
    -------
    dict of DataFrame
        One per name in `coursework.schema.TABLES`.

    Raises
    ------
    ValueError
        If an argument is not allowed; the message says what is.

    Examples
    --------
    >>> sorted(make(seed=3, users=50))[:3]
    ['ad_spend', 'bank_accounts', 'channels']
    """
    seed, users, scenario = checked(seed, users, scenario)
    key, days = root(seed), np.arange(YEAR_DAYS)
    played = play(key, users, days, usual_spend(key, users, days), end_day=YEAR_DAYS)
    return tables.build(played, key, last_day=YEAR_DAYS)
