"""Visits: when users open the app on their active days, and where on the screen they are met."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from . import activity
from .activity import Days
from .people import DAY, People, ragged
from .randomness import chance, draw, pick
from .scales import seconds_of_day, threshold
from .seasons import Season

SECONDS = 2**26  # more than there are in the calendar: user x SECONDS + second puts visits in order
SECOND_VISIT = threshold(0.08)
SENT_AT = 12 * 3600  # messages go out at noon
FLASH_AT = 10 * 3600
AT_TEN = threshold(0.6)  # of people who come for a flash sale
OPENS_IT = threshold(0.25)  # of people who would have come anyway: they open the message first


@dataclass
class Visits:
    """Visits in the order of user and time; `serial` counts a user's visits from 0 (the visit of registration)."""

    user: np.ndarray
    day: np.ndarray
    slot: np.ndarray  # address of the visit's draws: 2 x day + 0 or 1
    start: np.ndarray
    first: np.ndarray  # the visit of registration
    why: np.ndarray
    opened: np.ndarray  # came through that day's message
    serial: np.ndarray


def visits(people: People, steps, days: Days, season: Season) -> Visits:
    """Lay out all visits: registration, then one or two on each active day."""
    registered_day = steps[:, -1] // DAY
    user, day, why = days.user, days.day, days.why
    key = people.key[user]
    clock = pick(key, "session_time", seconds_of_day("app"), day)
    soon = (draw(key, "second_time", day) >> np.uint32(20)).astype(np.int64)
    clock = np.where(why == activity.MESSAGE, SENT_AT + 30 + soon, clock)
    at_ten = (why == activity.FLASH) & chance(key, "flash", AT_TEN, day)
    clock = np.where(at_ten, FLASH_AT + soon // 4, clock)
    start = day * DAY + clock
    opened = days.messaged & ((why == activity.MESSAGE) | (chance(key, "opened", OPENS_IT, day) & (clock > SENT_AT)))
    again = chance(key, "second", SECOND_VISIT, day) & (clock < 20 * 3600) & (why != activity.DUE)
    later = start[again] + 3600 + (draw(key[again], "second_time", day[again]) >> np.uint32(19)).astype(np.int64)
    n = len(people)
    user = np.concatenate([np.arange(n), user, user[again]])
    slot = np.concatenate([2 * registered_day, 2 * day, 2 * day[again] + 1])
    start = np.concatenate([steps[:, 0], start, later])
    why = np.concatenate([np.zeros(n, dtype=np.int64), why, np.zeros(int(again.sum()), dtype=np.int64)])
    opened = np.concatenate([np.zeros(n, dtype=bool), opened, np.zeros(int(again.sum()), dtype=bool)])
    order = np.argsort(user * SECONDS + start, kind="stable")
    user, slot, start, why, opened = user[order], slot[order], start[order], why[order], opened[order]
    first = order < n
    serial = ragged(np.bincount(user, minlength=n)) if len(user) else user
    day = np.where(first, registered_day[user], start // DAY)
    return Visits(user, day, slot, start, first, why, opened, serial)
