"""Points: what earns them, what they are exchanged for, and what runs out. Most of them are never exchanged.

An exchange takes 800 points, which most people never own. What was earned in the first half of 2025 and not used (the
oldest points go first) runs out with the last booking of the year.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np

from . import agenda
from .moments import BOOKED, Moments, booked, merged, running
from .people import DAY
from .seasons import LAST_DAY, date_of

CHECK_IN, SEVENTH_CHECK_IN, REVIEW, INVITE = 2, 5, 20, 100
DOUBLE_ON = 18  # day of the month on which orders earn twice
OLD_BEFORE = 181 * DAY  # 1 July 2025: points earned before it run out …
EXPIRES_AT = 364 * DAY + BOOKED  # … on 31 December 2025, after everything else of that day
# Of the entries of one second this is the order: what is exchanged at an order goes before the order earns.
REASONS = ("check_in", "exchange", "order", "double_points", "review", "invite", "mission", "expiry")


class Ledger(NamedTuple):
    """Entries in the order of user, time and reason; `order` is a position in the orders, `activity` an id, -1 for none."""

    user: np.ndarray
    at: np.ndarray
    delta: np.ndarray
    reason: np.ndarray  # number in REASONS
    order: np.ndarray
    activity: np.ndarray
    balance: np.ndarray


@cache
def doubles() -> np.ndarray:
    """By day: -1 if orders earn once, 0 if they earn twice as on the 18th of every month, else the id of the activity that doubles."""
    table = np.array([0 if date_of(day).day == DOUBLE_ON else -1 for day in range(LAST_DAY)])
    for number, (activity, first, last) in enumerate(zip(agenda.activities(), *agenda.spans(), strict=True), start=1):
        if activity.mechanic == "double_points":
            table[first : last + 1] = number
    return table


def during(code: str, at):
    """Id of an activity where it was running at a second, else -1."""
    number = agenda.number(code)
    first, last = agenda.spans()[:, number]
    return np.where((at // DAY >= first) & (at // DAY <= last), number + 1, -1)


def ledger(bought: dict, check_ins: Moments, reviews: Moments, friends: Moments, rewards, end) -> Ledger:
    """Write down all points in the order in which they came; the daily run books them at the end of the day.

    `bought` has user, at, paid (cents) and points_used of orders, `rewards` (user, second, points) of missions; `end` is
    the first unknown day by user.
    """
    user, at, earned = bought["user"], bought["at"], bought["paid"] // 100
    place = np.arange(len(user))
    twice = np.flatnonzero(doubles()[at // DAY] >= 0)
    spends = np.flatnonzero(bought["points_used"] > 0)
    stamps = np.where(check_ins.number() % 7 == 0, SEVENTH_CHECK_IN, CHECK_IN)
    parts = [
        ("check_in", check_ins.user, check_ins.at, stamps, None),
        ("exchange", user[spends], at[spends], -bought["points_used"][spends], place[spends]),
        ("order", user, at, earned, place),
        ("double_points", user[twice], at[twice], earned[twice], place[twice]),
        ("review", reviews.user, reviews.at, np.full(len(reviews), REVIEW), None),
        ("invite", friends.user, friends.at, np.full(len(friends), INVITE), None),
        ("mission", *rewards, None),
    ]
    parts.append(("expiry", *_expired(parts, end), None))
    reason = np.repeat([REASONS.index(part[0]) for part in parts], [len(part[1]) for part in parts])
    who, when, delta = (np.concatenate([part[i] for part in parts]) for i in (1, 2, 3))
    order = np.concatenate([np.full(len(part[1]), -1) if part[4] is None else part[4] for part in parts])
    doubled = np.where(reason == REASONS.index("double_points"), doubles()[when // DAY], 0)
    activity = np.where(reason == REASONS.index("invite"), during("invite_reward", when), np.where(doubled > 0, doubled, -1))
    by_time = merged([who], [when], reason)
    by_time = by_time[delta[by_time] != 0]
    who, when, delta, reason, order = who[by_time], when[by_time], delta[by_time], reason[by_time], order[by_time]
    return Ledger(who, booked(when), delta, reason, order, activity[by_time], running(who, delta))


def _expired(parts, end):
    """What runs out: points earned before July, less everything that was exchanged. Gives user, second, points."""
    left = np.zeros(len(end), dtype=np.int64)
    for _, user, at, delta, _ in parts:
        counts = (delta < 0) | (at < OLD_BEFORE)
        np.add.at(left, user[counts], delta[counts])
    gone = np.flatnonzero((left > 0) & (end * DAY > EXPIRES_AT))
    return gone, np.full(len(gone), EXPIRES_AT), -left[gone]
