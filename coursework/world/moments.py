"""Moments in users' lives in the order of user and time, and what is asked of them: the next, the n-th, how many between.

What follows from them by itself (points, levels, badges) is booked once a day, by a run in the last second before midnight.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from . import events, orders
from .people import DAY, ragged
from .seasons import LAST_DAY

SPAN = LAST_DAY * DAY  # room for the seconds of one user when (user, second) becomes one number
BOOKED = DAY - 1  # second of the day at which the daily run books what happened
NEVER = 2**62
KINDS = {  # what people do that is counted for some reward
    "check_in": events.CHECK_IN, "review": events.REVIEW, "share": events.SHARE, "browse": events.CODE["page_view", "merchant"],
    "bind_card": events.CARD,
}  # fmt: skip


@dataclass
class Moments:
    """Moments of one kind: `user` is a position, `at` a second; sorted by user, then time."""

    user: np.ndarray
    at: np.ndarray

    def __post_init__(self):
        self.place = self.user * SPAN + self.at

    def __len__(self):
        return len(self.user)

    def where(self, chosen) -> Moments:
        """The moments chosen by a mask or by positions."""
        return Moments(self.user[chosen], self.at[chosen])

    def number(self):
        """Count each user's moments from 1."""
        return ragged(np.bincount(self.user)) + 1 if len(self) else np.zeros(0, dtype=np.int64)

    def nth(self, n: int) -> Moments:
        """The n-th moment of every user who has so many."""
        return self.where(np.flatnonzero(self.number() == n))

    def until(self, user, at):
        """How many moments lie before or at a user's second, those of all earlier users among them."""
        return np.searchsorted(self.place, user * SPAN + np.clip(at, -1, SPAN - 1), side="right")

    def between(self, user, after, until):
        """How many moments a user has later than `after` and not later than `until`."""
        return self.until(user, until) - self.until(user, after)

    def following(self, user, after, nth=1):
        """Second of a user's nth moment later than `after`, or -1."""
        if not len(self):
            return np.full(len(user), -1, dtype=np.int64)
        place = self.until(user, after) + nth - 1
        safe = np.minimum(place, len(self) - 1)
        return np.where((place < len(self)) & (self.user[safe] == user), self.at[safe], -1)


def booked(at):
    """When the daily run books what happened at a second."""
    return at // DAY * DAY + BOOKED


def merged(users, ats, ranks=0):
    """Order in which the rows of several lists of (user, second) come, those of one second by rank (0 to 15)."""
    return np.argsort((np.concatenate(users) * SPAN + np.concatenate(ats)) * 16 + ranks, kind="stable")


def of_lives(life) -> dict[str, Moments]:
    """Moments of what people did: the kinds above, orders, first orders, and orders by category."""
    e, o = life.events, life.orders
    wanted = np.zeros(len(events.EVENTS), dtype=bool)
    wanted[list(KINDS.values())] = True
    some = np.flatnonzero(wanted[e["code"]])
    code, done = e["code"][some], Moments(e["user"][some], e["at"][some])
    found = {name: done.where(np.flatnonzero(code == number)) for name, number in KINDS.items()}
    bought = Moments(o["user"], o["at"])
    found |= {"order": bought, "first_order": bought.nth(1)}
    return found | {c.code: bought.where(np.flatnonzero(o["category"] == number)) for number, c in enumerate(orders.CATEGORIES)}


def begins(*columns):
    """Say which rows of sorted columns differ from the row before them.

    >>> begins(np.array([3, 3, 5]), np.array([1, 2, 2])).tolist()
    [True, True, True]
    """
    new = np.ones(len(columns[0]), dtype=bool)
    if len(new):
        new[1:] = np.logical_or.reduce([column[1:] != column[:-1] for column in columns])
    return new


def running(user, values):
    """Add values up within each user; `user` is sorted.

    >>> running(np.array([1, 1, 2]), np.array([5, -2, 7])).tolist()
    [5, 3, 7]
    """
    total = np.cumsum(values)
    first = np.flatnonzero(begins(user))
    return total - np.repeat((total - values)[first], np.diff(np.r_[first, len(user)]))


def before(user, values, nothing):
    """The value of the same user's row before, `nothing` for a user's first row; `user` is sorted.

    >>> before(np.array([1, 1, 2]), np.array([5, -2, 7]), 0).tolist()
    [0, 5, 0]
    """
    return np.where(begins(user), nothing, np.r_[nothing, values][: len(values)])
