"""Messages that go out by plan: the weekly push at noon on Thursdays, and the daily one of the test of daily messages.

The plan itself is in `activity.Messages`, for it makes people come. Written down is what the team sends: only to people who
allowed it, from the day after registration, until they turn messages off or remove the app, and never to anybody who has not
been there for sixty days. A message is opened when somebody comes through it (`visits.opened`), and by nobody else.
"""

from __future__ import annotations

import numpy as np

from . import activity
from . import practice as care
from .frames import codes, places
from .people import DAY, ragged
from .randomness import chance, draw, pick
from .scales import inverse, threshold
from .seasons import FESTIVALS, date_of
from .visits import SENT_AT

SILENT = 60  # days without a visit after which nothing more is pushed
PROMOTION = (299, 317)  # 27 October to 14 November: the weekly message is about the big promotion
GREETED = (0, 2, 4, 6, 7)  # festivals whose Thursday message is a greeting: Spring Festival, May, Golden Week, the end of the year
TEMPLATES = ("plain", "coupon", "story")  # drawn by user and week, and without effect
KIND = inverse((1, 1, 1))
PERSONALISED = threshold(0.5)  # of users in a week: drawn, and without effect
LOST = threshold(0.012)  # of messages that nobody opens get lost on the way
THURSDAY = (activity.WEEKLY_ON - date_of(0).weekday()) % 7  # day of the year's first weekly message
CLICKED_AFTER = 4  # seconds after a message is opened, at least
COST = {  # cents for one message
    "push": 1, "sms": 6, "official_account": 0, "community": 0, "email": 1, "in_app": 0, "call": 150, "terminal": 20,
}  # fmt: skip


def facts(kind: dict, n: int) -> dict:
    """Columns of `n` messages that are the same for all of them: the places of names in the schema's lists, and the cost."""
    made = {name: np.full(n, places("messages", name)[value]) for name, value in kind.items()}
    return made | {"cost": np.full(n, COST[kind["channel"]])}


def clicked(key, opened_at, address=0):
    """Seconds at which an opened message is clicked, a few seconds after it was opened; -1 where it was not opened."""
    wait = CLICKED_AFTER + (draw(key, "note_read", address + 2) >> np.uint32(28)).astype(np.int64)
    return np.where(opened_at >= 0, opened_at + wait, -1)


def scheduled(played, token_ok) -> dict:
    """List the pushed messages of the plan, one row per user and day; `user` is a position.

    `token_ok` says by user whether the device in use can still be reached: a lapsed one fails from the day after the last visit.
    """
    people, life = played.users, played.lives
    registered = played.steps[:, -1] // DAY
    allowed, mutes, gone = life.joined["push"], life.presence["mutes"], life.presence["uninstalls"]
    plan = activity.Messages(allowed, mutes, registered, life.sent["early"], life.sent["late"], life.sent["test_daily"])
    seen, day, until, last = _windows(life.visits, allowed, np.minimum(np.minimum(mutes, gone), life.end))
    user, sent, daily = _days(seen, day, until, plan)
    made = facts({"channel": "push", "campaign": "weekly_offers", "trigger": "schedule", "template": "plain"}, len(user))
    key, week = people.key[user], (sent - THURSDAY) // 7 + 1
    made["campaign"], made["trigger"] = _campaigns(sent, daily)
    made["template"] = codes("messages", "template", TEMPLATES)[pick(key, "note_template", KIND, week)]
    opened_at = _opened(life.visits, user, sent)
    lost = chance(key, "note_lost", LOST, sent) | (~token_ok[user] & (sent > last[user]))
    return made | {
        "user": user, "ts": sent * DAY + SENT_AT, "personalised": chance(key, "personalised", PERSONALISED, week),
        "delivered": (opened_at >= 0) | ~lost, "opened_at": opened_at, "clicked_at": clicked(key, opened_at, sent),
    }  # fmt: skip


def days_of(visits: dict):
    """Days on which somebody was there, as (user, day), each once and in order."""
    user, day = visits["user"], visits["day"]
    if not len(user):
        return user, day
    fresh = np.flatnonzero(np.r_[True, (user[1:] != user[:-1]) | (day[1:] != day[:-1])])
    return user[fresh], day[fresh]


def _windows(visits, allowed, end):
    """After each day with a visit: the last day on which messages may go out before the next such day, or after it."""
    user, day = days_of(visits)
    last = np.full(len(allowed), -1)
    last[user] = day  # in order, so the last one stays
    following = np.where(np.r_[user[1:] == user[:-1], False], np.r_[day[1:], 0], day + SILENT)
    until = np.minimum(np.minimum(day + SILENT, following), end[user] - 1)
    open_ = np.flatnonzero(allowed[user] & (until > day))
    return user[open_], day[open_], until[open_], last


def _days(user, day, until, plan):
    """The days inside the windows (after `day`, `until` included) on which the plan sends something, and whether it does so daily."""
    passed = (day - THURSDAY) // 7
    count = (until - THURSDAY) // 7 - passed
    weekly, thursday = np.repeat(user, count), (np.repeat(passed + 1, count) + ragged(count)) * 7 + THURSDAY
    always = (plan.early == 7) | (plan.late == 7)  # under a plan with daily messages; in 2025 only the test had them
    often = plan.test_daily[user] | always[user]
    start = np.maximum(day[often] + 1, np.where(always[user[often]], 0, care.PUSH.first))
    count = np.maximum(np.minimum(until[often], np.where(always[user[often]], until[often], care.PUSH.last)) - start + 1, 0)
    daily, each = np.repeat(user[often], count), np.repeat(start, count) + ragged(count)
    rate_once, rate_daily = plan.per_week(weekly, thursday), plan.per_week(daily, each)
    once, each_day = np.flatnonzero(rate_once == 1), np.flatnonzero(rate_daily == 7)
    is_daily = np.r_[np.zeros(len(once), dtype=bool), np.ones(len(each_day), dtype=bool)]
    return np.concatenate([weekly[once], daily[each_day]]), np.concatenate([thursday[once], each[each_day]]), is_daily


def _campaigns(sent, daily):
    """Campaign and trigger of the messages of days; `daily` marks those that go out every day."""
    names = codes("messages", "campaign", ("weekly_offers", "festival", "big_promotion", "daily_test"))
    greeted = np.zeros(len(sent), dtype=bool)
    for first, last, *_ in (FESTIVALS[i] for i in GREETED):
        greeted |= (sent >= (first - date_of(0)).days) & (sent <= (last - date_of(0)).days)
    promoted = (sent >= PROMOTION[0]) & (sent <= PROMOTION[1])
    campaign = np.where(daily, names[3], np.where(promoted, names[2], np.where(greeted, names[1], names[0])))
    triggers = codes("messages", "trigger", ("schedule", "festival"))
    return campaign, triggers[(campaign == names[1]).astype(int)]


def _opened(visits, user, day):
    """Seconds at which the message of a user's day was opened, or -1: the start of the visit that came through it."""
    came = np.flatnonzero(visits["opened"])
    cell = visits["user"][came] * 4096 + visits["day"][came]
    place = np.minimum(np.searchsorted(cell, user * 4096 + day), max(len(cell) - 1, 0))
    if not len(cell):
        return np.full(len(user), -1)
    return np.where(cell[place] == user * 4096 + day, visits["start"][came[place]], -1)
