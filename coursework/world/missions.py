"""Missions: shown at random to some users on a visit, taken on by the keen, done by those who do it anyway.

A mission changes nothing in what people do. Whoever is about to do it takes it on more readily, and so do the active; that
is why so many of those who took it on do it. Chance decides who is shown a mission: those who are not are the right comparison.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from .moments import NEVER, Moments, begins, merged
from .people import DAY, People
from .randomness import chance, draw
from .scales import logistic, threshold
from .seasons import LAST_DAY, date_of


class Mission(NamedTuple):
    """A mission: the behaviour and how often within a week, the game, the reward, and the months in which it is shown."""

    name: str
    name_zh: str
    behaviour: str
    times: int
    game: str
    reward: str
    points: int
    season: str
    months: tuple[int, ...]
    taken: int  # score of taking it on, before the user's own


MISSIONS = (
    Mission("Spring garden", "春日花园", "check_in", 2, "garden", "points", 10, "spring", (3, 4, 5), -70),
    Mission("Card for a cherry tree", "绑卡种樱树", "bind_card", 1, "task_chain", "coupon", 0, "spring", (3, 4, 5), -60),
    Mission("Lucky bill", "缴费抽好礼", "pay_bill", 1, "lottery", "points", 30, "spring", (4, 5), -150),
    Mission("Summer stamps", "夏日签到册", "check_in", 1, "check_in", "points", 8, "summer", (6, 7, 8), -40),
    Mission("First taste of summer", "夏日第一单", "first_order", 1, "task_chain", "coupon", 0, "summer", (6, 7, 8), -110),
    Mission("Critics' league", "美食评价榜", "review", 1, "ranking", "honour", 0, "summer", (7, 8), -170),
    Mission("Harvest garden", "丰收果园", "browse", 3, "garden", "points", 5, "autumn", (9, 10, 11), -60),
    Mission("Share the moon", "分享月光", "share", 1, "lottery", "points", 20, "autumn", (9, 10), -190),
    Mission("Autumn stamps league", "金秋签到榜", "check_in", 1, "ranking", "honour", 0, "autumn", (10, 11), -80),
    Mission("Winter stamps", "暖冬签到册", "check_in", 1, "check_in", "points", 8, "winter", (1, 2, 12), -40),
    Mission("Welcome chain", "新人任务链", "bind_card", 1, "task_chain", "points", 50, "winter", (1, 2, 12), -60),
    Mission("New Year's first order", "新年第一单", "first_order", 1, "lottery", "points", 60, "winter", (1, 2, 12), -110),
)
SHOWN = threshold(0.4)  # of users, for each mission
ABOUT_TO = 150  # what it adds to the score of taking a mission on if one does the thing within the week anyway
WEEK = 7 * DAY
BEHAVIOURS = {"pay_bill": "bills"}  # where the moments have another name
NEWCOMERS_IN = 6  # seconds: bind_card is shown and taken on right after registration, before a card can be bound
# First and last place in a league of fifty by what a member did in the week: nothing, once, twice, three times, more often.
PLACES = {"check_in": ((20, 50), (8, 19), (4, 7), (2, 3), (1, 1)), "review": ((4, 50), (2, 3), (1, 1), (1, 1), (1, 1))}


class Records(NamedTuple):
    """Missions shown, in the order of user, time and mission; -1 stands for "not"."""

    user: np.ndarray
    mission: np.ndarray  # number from 1
    shown: np.ndarray
    accepted: np.ndarray
    done: np.ndarray
    rank: np.ndarray


@lru_cache(maxsize=1)
def months():
    """Month of each day."""
    return np.array([date_of(day).month for day in range(LAST_DAY)])


def chances(visits, registered) -> tuple[Moments, np.ndarray, Moments]:
    """When missions may be shown: each user's first visits of the months, with the month, and registrations."""
    later = np.flatnonzero(~visits["first"])
    user, month = visits["user"][later], months()[visits["day"][later]]
    new = np.flatnonzero(begins(user, month))
    return Moments(user[new], visits["start"][later[new]]), month[new], Moments(np.arange(len(registered)), registered)


def might_see(mission: Mission, seen, first_order) -> Moments:
    """When each user might see a mission: on the first visit in its months, or right after registering in them."""
    visits, month, registrations = seen
    if mission.behaviour == "bind_card":
        return registrations.where(np.flatnonzero(np.isin(months()[registrations.at // DAY], mission.months)))
    first = visits.where(np.flatnonzero(np.isin(month, mission.months))).nth(1)
    if mission.behaviour == "first_order":
        return first.where(np.flatnonzero(first_order[first.user] > first.at))
    return first


def records(people: People, who, visits, registered, end, found: dict[str, Moments]) -> Records:
    """Show missions, and see who takes them on and does them."""
    first_order = np.full(len(people), NEVER)
    first_order[found["first_order"].user] = found["first_order"].at
    keen = who.habit // 2 + who.order // 8
    seen_at, parts = chances(visits, registered), []
    for number, mission in enumerate(MISSIONS, start=1):
        might = might_see(mission, seen_at, first_order)
        seen = might.where(np.flatnonzero(chance(people.key[might.user], "mission", SHOWN, number)))
        user, key, asked = seen.user, people.key[seen.user], found[BEHAVIOURS.get(mission.behaviour, mission.behaviour)]
        quick = mission.behaviour == "bind_card"
        waits = draw(key, "accept", number + len(MISSIONS)).astype(np.int64)
        shown = seen.at + 1 + (0 if quick else waits % 4)
        takes_at = shown + 2 + (waits >> 16) % (NEWCOMERS_IN if quick else 32)
        does_at = asked.following(user, takes_at, mission.times)
        does = (does_at >= 0) & (does_at <= takes_at + WEEK)
        takes = chance(key, "accept", logistic(mission.taken + keen[user] + ABOUT_TO * does), number)
        rank = np.full(len(user), -1)
        if mission.game == "ranking":
            score = np.minimum(asked.between(user, takes_at, takes_at + WEEK), 4)
            best, worst = np.array(PLACES[mission.behaviour])[score].T
            place = best + ((worst - best + 1) * draw(key, "rank", number).astype(np.int64) >> 32)
            rank = np.where(takes & (takes_at + WEEK < end[user] * DAY), place, -1)
        parts.append((user, np.full(len(user), number), shown, np.where(takes, takes_at, -1), np.where(takes & does, does_at, -1), rank))
    made = [np.concatenate([part[i] for part in parts]) for i in range(6)]
    order = merged([made[0]], [made[2]], made[1])
    return Records(*(values[order] for values in made))
