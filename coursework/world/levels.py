"""Levels of members: growth value lifts people through five of them, the bank's best customers and buyers begin at gold.

A level changes nothing in what people do. Members of high levels, and those who buy a membership, are people who were there
often before; on a visit the offer to buy depends on nothing but the visits of the four weeks before it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .moments import NEVER, Moments, before, begins, booked, merged, running
from .people import DAY, People
from .randomness import chance
from .scales import logistic

NAMES = ("basic", "silver", "gold", "platinum", "diamond")
FROM = (0, 300, 1_500, 4_000, 10_000)  # growth value from which a level is held
PER_DAY = 20  # growth value of an active day; a yuan paid counts 1
GOLD = 3
REASONS = ("registration", "growth", "purchase", "bank_star")
BEST_STAR = 5
BUYS, PER_VISIT, MOST_VISITS = -730, 12, 30  # score of buying on a visit, for each visit in the four weeks before it
FOUR_WEEKS = 28 * DAY
OFFERED = 75  # seconds from the start of a visit to the purchase


class Growth(NamedTuple):
    """What was added to growth values and what it came to, in the order of user and time."""

    when: Moments
    value: np.ndarray


class Held(NamedTuple):
    """Levels held, in the order of user and time; `before` is the level held until then (0 at registration)."""

    user: np.ndarray
    since: np.ndarray
    level: np.ndarray
    before: np.ndarray
    reason: np.ndarray  # number in REASONS
    growth: np.ndarray


def days(visits, registered) -> Moments:
    """Active days of users: each counts from its first visit, the day of registration from the registration."""
    user = visits["user"]
    new = np.flatnonzero(begins(user, visits["day"]))
    return Moments(user[new], np.where(visits["first"][new], registered[user[new]], visits["start"][new]))


def growth(active: Moments, paid_by, paid_at, yuan) -> Growth:
    """Add up growth values of active days and of what was paid."""
    who, at = np.concatenate([active.user, paid_by]), np.concatenate([active.at, paid_at])
    more = np.concatenate([np.full(len(active), PER_DAY), yuan])
    order = merged((active.user, paid_by), (active.at, paid_at))
    return Growth(Moments(who[order], at[order]), running(who[order], more[order]))


def grown(got: Growth) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """When levels above the first were reached by growth alone, as the daily run books it: user, second, level."""
    user, value = got.when.user, got.value
    level = np.searchsorted(np.array(FROM), value, side="right")
    rises = np.flatnonzero(level > before(user, level, 1))
    return user[rises], booked(got.when.at[rises]), level[rises]


def bought(people: People, visits, gold_at):
    """Who buys a membership and when: the first visit on which they take the offer, if they do not hold gold already."""
    user, start = visits["user"], visits["start"]
    most = logistic(BUYS + PER_VISIT * MOST_VISITS)
    might = np.flatnonzero(chance(people.key[user], "member", most, visits["slot"]) & ~visits["first"])
    who, at = user[might], start[might]
    lately = Moments(user, start).between(who, at - FOUR_WEEKS, at - 1)
    score = BUYS + PER_VISIT * np.minimum(lately, MOST_VISITS)
    takes = chance(people.key[who], "member", logistic(score), visits["slot"][might]) & (at + OFFERED < gold_at[who])
    first = Moments(who, at + OFFERED).where(np.flatnonzero(takes)).nth(1)
    return first.user, first.at


def held(people: People, visits, registered, star, opened, got: Growth) -> Held:
    """List all levels held.

    `star` and `opened` (second at which a new account was opened, -1 for those who had one or have none) are an entry per user.
    """
    n = len(people)
    user, at, level = grown(got)
    best = star == BEST_STAR
    at_first = np.where(best & (opened < 0), GOLD, 1)
    later = np.flatnonzero(best & (opened >= 0))
    gold_at = np.where(at_first == GOLD, 0, np.where(best, opened, NEVER))
    np.minimum.at(gold_at, user[level >= GOLD], at[level >= GOLD])
    buyer, buys_at = bought(people, visits, gold_at)
    reason = np.where(at_first == GOLD, REASONS.index("bank_star"), 0)
    who = np.concatenate([np.arange(n), user, buyer, later])
    since = np.concatenate([registered, at, buys_at, opened[later]])
    level = np.concatenate([at_first, level, np.full(len(buyer) + len(later), GOLD)])
    reason = np.concatenate([reason, np.repeat((1, 2, 3), (len(user), len(buyer), len(later)))])
    order = np.lexsort((level, since, who))
    who, since, level, reason = who[order], since[order], level[order], reason[order]
    highest = np.maximum.accumulate(who * 8 + level) - who * 8  # levels are never lost
    kept = np.flatnonzero(highest > before(who, highest, 0))
    kept = kept[begins(who[kept][::-1], since[kept][::-1])[::-1]]  # of two rises in one second the higher one
    who, since, level, reason = who[kept], since[kept], level[kept], reason[kept]
    value = got.value[np.maximum(got.when.until(who, since) - 1, 0)]
    return Held(who, since, level, before(who, level, 0), reason, value)
