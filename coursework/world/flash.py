"""Flash sales: everybody who wants one claims it; the stock goes to the first, and the others hear that it is sold out.

The only scarce thing in the app. Claims are collected first, over all blocks; the claim that takes the last piece sets the
cut-off, and the second pass plays it. A refusal raises no other demand, so nobody else's life depends on it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from . import activity
from .parameters import STANDARD_USERS
from .people import DAY, People
from .randomness import chance
from .scales import threshold
from .seasons import LAST_DAY

CLAIMS = threshold(0.55)  # of those who come because of the sale
STOCK = 26  # pieces in one sale, at the standard size
LIST_PRICE, PAID, COST = 4_900, 1_990, 4_100  # cents: the hit product, bought by the bank at cost
LATEST = 2**62


class Claims(NamedTuple):
    """Claims of pieces: day of the sale, second, and the claimant's id."""

    day: np.ndarray
    at: np.ndarray
    id: np.ndarray


def claiming(users: People, visits):
    """Say which visits claim a piece of the day's flash sale."""
    return (visits.why == activity.FLASH) & chance(users.key[visits.user], "claim", CLAIMS, visits.slot)


def claims(users: People, visits) -> Claims:
    """List the claims of some users."""
    which = np.flatnonzero(claiming(users, visits))
    return Claims(visits.start[which] // DAY, visits.start[which], users.id[visits.user[which]])


def cut_offs(found: list[Claims], users: int):
    """For each day the last claim that gets a piece: arrays of its second and of its claimant's id, by day."""
    at, who = np.full(LAST_DAY, LATEST), np.full(LAST_DAY, LATEST)
    stock = max(1, STOCK * users // STANDARD_USERS)
    day, second, claimant = (np.concatenate([getattr(c, f) for c in found]) for f in Claims._fields)
    order = np.lexsort((claimant, second, day))
    day, second, claimant = day[order], second[order], claimant[order]
    days, starts, counts = np.unique(day, return_index=True, return_counts=True)
    last = starts[counts > stock] + stock - 1
    at[days[counts > stock]], who[days[counts > stock]] = second[last], claimant[last]
    return at, who


def won(users: People, visits, claimed, cuts):
    """Say which claiming visits got a piece."""
    at, who = cuts
    day, mine = visits.start // DAY, users.id[visits.user]
    return claimed & ((visits.start < at[day]) | ((visits.start == at[day]) & (mine <= who[day])))
