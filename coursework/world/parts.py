"""A world in parts: every so-many-th person with all whom they invite, so that a worker's memory does not grow with the world.

Nobody's life depends on the part they are in. Two things tie parts together, and both are small: the cut-offs of flash
sales, which need the claims of all parts (the first pass), and the totals that tables of the whole app count (after the second).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from . import flash, tables
from .channels import Reach, reach, usual_spend
from .play import claims, play
from .randomness import root
from .seasons import YEAR_DAYS

USERS_A_PART = 4_000  # at most about so many users in a part: a worker then stays below 300 MB


@dataclass
class Ground:
    """What a year stands on, before anybody is played: all that tables of the whole app need beside the totals."""

    days: np.ndarray
    spend: np.ndarray
    reach: Reach
    scenario: str
    size: int


def number_of_parts(users: int) -> int:
    """Say into how many parts a world of `users` is cut.

    >>> number_of_parts(10), number_of_parts(10_000), number_of_parts(1_000_000)
    (1, 3, 250)
    """
    return -(-users // USERS_A_PART)


def claims_of(seed: int, users: int, scenario: str, part: tuple[int, int]) -> flash.Claims:
    """Collect one part's claims of flash sales: the first pass. `part` is (number, of how many)."""
    key, days, spend = _given(seed, users, scenario)
    return claims(key, users, days, spend, end_day=YEAR_DAYS, scenario=scenario, part=part)


def cut_offs(seed: int, users: int, scenario: str, parts: int):
    """Work out the cut-offs of all flash sales, one part after another."""
    return flash.cut_offs([claims_of(seed, users, scenario, (number, parts)) for number in range(parts)], users)


def make_part(seed: int, users: int, scenario: str, part: tuple[int, int], cuts=None):
    """Make one part.

    Parameters
    ----------
    part : (int, int)
        Its number, and how many there are.
    cuts : tuple of arrays, optional
        From `cut_offs`; may be left out only if there is one part.

    Returns
    -------
    tuple
        The columns of the tables whose rows belong to people, by table, and the totals (arrays that add up over parts).
    """
    if cuts is None and part[1] > 1:
        raise ValueError("One of several parts needs the cut-offs of flash sales; see cut_offs.")
    key, days, spend = _given(seed, users, scenario)
    played = play(key, users, days, spend, end_day=YEAR_DAYS, scenario=scenario, part=part, cuts=cuts)
    made = tables.of_users(played, key, YEAR_DAYS)
    return made, tables.totals(played, key, made)


def added(totals: Iterable[dict]) -> dict[str, np.ndarray]:
    """Add the totals of parts up.

    >>> added([{"n": np.array([1, 2])}, {"n": np.array([0, 5])}])["n"].tolist()
    [1, 7]
    """
    found: dict[str, np.ndarray] = {}
    for one in totals:
        found = {name: found[name] + values if found else values for name, values in one.items()}
    return found


def whole(seed: int, users: int, scenario: str, counted: dict) -> dict[str, dict]:
    """Make the columns of the tables of the app as a whole, from the totals of all parts."""
    key, days, spend = _given(seed, users, scenario)
    ground = Ground(days, spend, reach(key, users, days, spend, None, scenario), scenario, users)
    return tables.of_the_whole(ground, key, YEAR_DAYS, counted)


def _given(seed, users, scenario):
    key, days = root(seed), np.arange(YEAR_DAYS)
    return key, days, usual_spend(key, users, days, scenario)
