"""The standard year: a world's tables from 1 January to 31 December 2025."""

from __future__ import annotations

from difflib import get_close_matches

import numpy as np
import pandas as pd

from ..i18n import listing, t
from . import seasons, tables
from .channels import usual_spend
from .parameters import STANDARD_USERS
from .play import play
from .randomness import root
from .seasons import YEAR_DAYS

SCENARIOS = tuple(seasons.SCENARIOS)
SMALLEST, LARGEST = 10, 100_000
LARGEST_IN_FILES = 1_000_000  # an id has room for so many people of one source and day


def checked(seed=1, users=STANDARD_USERS, scenario="standard", *, largest=LARGEST):
    """Give back (seed, users, scenario) as whole numbers and a known name, or raise ValueError with one sentence.

    `largest` is the number of users up to which a world is taken: LARGEST in memory, LARGEST_IN_FILES in a folder.
    """
    for name, value in (("seed", seed), ("users", users)):
        if isinstance(value, bool) or not isinstance(value, (int, np.integer)):
            raise ValueError(t("{name} must be a whole number, not {value}.", name=name, value=repr(value)))
    if largest < users <= LARGEST_IN_FILES:
        raise ValueError(
            t("A world of {users:,} users is too large for memory, which takes up to {high:,}; write it to a folder with {command}, and open that.",
              users=int(users), high=largest, command=f"coursework data --users {int(users)} --out folder")
        )  # fmt: skip
    if not SMALLEST <= users <= largest:
        raise ValueError(
            t("A world has {low} to {high:,} users, not {users:,}; choose a size in between.",
              low=SMALLEST, high=largest, users=int(users))
        )  # fmt: skip
    if scenario not in SCENARIOS:
        if near := get_close_matches(str(scenario), SCENARIOS, n=2, cutoff=0.5):
            raise ValueError(
                t("There is no scenario {scenario}; did you mean {near}? There are {names}.",
                  scenario=repr(scenario), near=listing(near), names=listing(SCENARIOS))
            )  # fmt: skip
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
    ['activities', 'activity_exposures', 'activity_products']
    """
    seed, users, scenario = checked(seed, users, scenario)
    key, days = root(seed), np.arange(YEAR_DAYS)
    played = play(key, users, days, usual_spend(key, users, days, scenario), end_day=YEAR_DAYS, scenario=scenario)
    return tables.build(played, key, last_day=YEAR_DAYS)
