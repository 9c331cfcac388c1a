"""Active days: on which days of their spells users open the app, and whether a message or a flash sale made them.

Each user and day has one draw. Without a message the day is active if the draw lies below the chance; with a message the
chance is larger, so that whoever comes because of it would not have come without it.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache

import numpy as np

from . import parameters as p
from . import practice as care
from .people import People, ragged
from .randomness import chance
from .scales import LIFE_CLASSES, logistic
from .seasons import Season, date_of
from .spells import BARGAIN, Presence
from .traits import Traits

WEEKLY_ON = 3  # Thursday
PULL = 55  # what a weekly message adds to the score of its day
DAILY_PULL = (24, 4)  # and a daily one: in the first two weeks, later
NOVELTY_DAYS = 14
FLASH_PULL = 75  # what a flash sale adds for those who wait for discounts
ANYWAY, MESSAGE, FLASH, RETURN, DUE = range(5)  # why a day is active


@dataclass
class Days:
    """Active days in the order of user and day; `why` is one of the numbers above, `messaged` says that a message came."""

    user: np.ndarray
    day: np.ndarray
    why: np.ndarray
    messaged: np.ndarray

    def where(self, chosen):
        """The days chosen by a mask or by positions."""
        return Days(*(getattr(self, f.name)[chosen] for f in fields(self)))


@lru_cache(maxsize=1)
def _new_bonus():
    bonus = np.zeros(LIFE_CLASSES * 20, dtype=np.int64)
    bonus[1 : 1 + len(p.ACTIVE_NEW)] = p.ACTIVE_NEW
    return bonus


@lru_cache(maxsize=1)
def weekdays():
    """Weekday of each day, Monday 0."""
    return np.array([date_of(day).weekday() for day in range(4096)])


@dataclass
class Messages:
    """How messages are sent to each user: weekly or daily before and after day `since`, while the day is below `mutes`."""

    allowed: np.ndarray
    mutes: np.ndarray
    registered_day: np.ndarray
    early: np.ndarray  # 0 none, 1 weekly, 7 daily
    late: np.ndarray
    test_daily: np.ndarray  # in the daily arm of the experiment of 2025

    def per_week(self, user, day):
        """Messages a week that are being sent to users on days."""
        since = day - self.registered_day[user]
        rate = np.where(since <= care.GROUP_AT, self.early[user], self.late[user])
        in_test = (day >= care.PUSH.first) & (day <= care.PUSH.last)
        rate = np.where(self.test_daily[user] & in_test, 7, rate)
        return np.where(self.allowed[user] & (day < self.mutes[user]) & (since > 0), rate, 0)

    def sent(self, user, day):
        """Say on which days a message goes out to users."""
        rate = self.per_week(user, day)
        return (rate == 7) | ((rate == 1) & (weekdays()[day] == WEEKLY_ON))

    def pull(self, user, day):
        """What the day's message adds to the score of being active."""
        rate = self.per_week(user, day)
        began = np.where(self.test_daily[user], care.PUSH.first, self.registered_day[user] + care.GROUP_AT + 1)
        daily = np.where(day - began < NOVELTY_DAYS, *DAILY_PULL)
        return np.where(rate == 7, daily, np.where((rate == 1) & (weekdays()[day] == WEEKLY_ON), PULL, 0))


def messages(people: People, joined, registered_day, found: Presence, practice: care.Practice, group=None) -> Messages:
    """Lay down how messages are sent under a practice; `group` is each user's group once it is known."""
    rate = {"none": 0, "weekly": 1, "daily": 7}
    n = len(people)
    late = np.full(n, rate[practice.early])
    if group is not None:
        late = np.array([rate[practice.regular], rate[practice.light], rate[practice.quiet]])[group]
    test = practice.experiments & joined["push"] & (care.arm(people.key, care.PUSH, practice) == 1) & (registered_day < care.PUSH.first)
    return Messages(joined["push"], found.mutes, registered_day, np.full(n, rate[practice.early]), late, test)


def active(people: People, who: Traits, registered_day, user, day, sent: Messages, season: Season) -> Days:
    """Choose the active ones among pairs of user (position) and day."""
    since = day - registered_day[user]
    score = p.ACTIVE_BASE + who.habit[user] // 2 + season.visits[day] + _new_bonus()[np.minimum(since, 19)]
    flash = (season.flash[day] > 0) & (who.price[user] > BARGAIN)
    pull = sent.pull(user, day)
    alone = logistic(score)
    draws_below = chance(people.key[user], "active", logistic(score + pull + FLASH_PULL * flash), day)
    here = np.flatnonzero(draws_below)
    user, day = user[here], day[here]
    by_itself = chance(people.key[user], "active", alone[here], day)
    why = np.where(by_itself, ANYWAY, np.where(flash[here], FLASH, MESSAGE))
    return Days(user, day, why, sent.sent(user, day))


def pairs(found: Presence, end, first=None, last=None):
    """List (user, day) over all spells before each user's `end`, optionally only from `first` to `last` (days by user)."""
    spells = found.spells
    start, stop = spells.first, np.minimum(spells.last, end[spells.user] - 1)
    if first is not None:
        start = np.maximum(start, first[spells.user])
    if last is not None:
        stop = np.minimum(stop, last[spells.user])
    count = np.maximum(stop - start + 1, 0)
    return np.repeat(spells.user, count), np.repeat(start, count) + ragged(count)


def returns(found: Presence, end) -> Days:
    """The first days of later spells: whoever comes back is there on that day."""
    spells = found.spells
    mine = np.flatnonzero((spells.number > 0) & (spells.first < end[spells.user]))
    user, day = spells.user[mine], spells.first[mine]
    return Days(user, day, np.full(len(user), RETURN), np.zeros(len(user), dtype=bool))


def merged(*parts: Days) -> Days:
    """Put days together in the order of user and day; a day named twice is kept once, as the last part says."""
    both = Days(*(np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(Days)))
    both = both.where(np.argsort(both.user * 4096 + both.day, kind="stable"))
    n = len(both.user)
    if n == 0:
        return both
    last_of_its_kind = np.r_[(both.user[1:] != both.user[:-1]) | (both.day[1:] != both.day[:-1]), True]
    return both.where(np.flatnonzero(last_of_its_kind))


def groups(days: Days, registered_day, n: int):
    """Group of each user by active days on days 1 to 14: 0 regular, 1 light, 2 quiet."""
    since = days.day - registered_day[days.user]
    count = np.bincount(days.user[(since >= 1) & (since <= care.GROUP_AT)], minlength=n)
    return np.where(count >= care.REGULAR_DAYS, 0, np.where(count > 0, 1, 2))
