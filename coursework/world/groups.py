"""Communities: which there are, how they are run, and what staff writes in them.

Everything here hangs on the world's key alone. A community has a temper: how many adverts, topics, questions, events, red packets
and shares staff puts into it in a week. Adverts drive people out (`rows.communities`), and nothing else says so.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from .. import schema
from .frames import places
from .people import DAY
from .randomness import chance, draw, keys, pick
from .scales import inverse, seconds_of_day, threshold
from .seasons import LAST_DAY

IN_CITY = (9, 9, 8, 8, 8, 6, 5, 5)  # communities by city, in the order of the schema; two more come from splitting
SPLITS = ((2, 190), (26, 247))  # number of the community that is split, and the day
FOUNDED = sum(IN_CITY)
COUNT = FOUNDED + len(SPLITS)
ORIGINS = ("estate", "merchant", "interest", "branch", "school")
QUARTERS = {  # where communities of an origin meet, one after the other
    "estate": ("old_town", "new_town", "riverside"), "merchant": ("new_town", "old_town", "industrial_park"),
    "interest": ("riverside", "university", "new_town"), "branch": ("old_town", "industrial_park"), "school": ("university",),
}  # fmt: skip
OWN = {"estate": 40, "merchant": 22, "interest": 78, "branch": 100, "school": 30}  # percent that the team founded itself
SOCIAL = {"estate": 60, "merchant": 18, "interest": 92, "branch": 15, "school": 65}  # percent meant for company, not for service
DEALS = inverse((40, 36, 24), 256)  # what a partner gets: exchange, commission, fee
OPENED_BEFORE, OLDEST, NEWEST = threshold(0.55), 700, 280  # share that opened in the 700 days before the year; last day of opening
CLOSED, EARLIEST_END, END_SPAN = 5, 245, 95  # how many are closed, and when
HOSTED = threshold(0.34)  # of social communities
KINDS = tuple(schema.table("community_messages")["kind"].values)
TOPICS = tuple(schema.table("community_messages")["topic"].values)
TOPIC, REPLY, SHARE, ADVERT, QUESTION, EVENT, RED_PACKET = range(7)
ADVERTS = np.array((2, 3, 4, 5, 6, 8, 10, 12, 15, 18, 23, 30, 40, 52, 66, 84))  # adverts of staff in ten weeks, by luck
ADVERTS_BY_DEAL = (60, 90, 150, 120)  # percent: own, exchange, commission, fee
PACE = {  # other messages of staff in a hundred weeks: least, and what luck adds at most; more questions and events in social ones
    TOPIC: (40, 80), QUESTION: (10, 40), EVENT: (4, 20), RED_PACKET: (4, 40), SHARE: (20, 60),
}  # fmt: skip
SOCIAL_PACE = {TOPIC: (60, 80), QUESTION: (20, 110), EVENT: (8, 56), RED_PACKET: (4, 30), SHARE: (20, 50)}
SLOTS = (ADVERT, ADVERT, TOPIC, QUESTION, EVENT, RED_PACKET, SHARE)  # at most one of each on a day
ABOUT = {  # topics by origin: dining, bills, points, family, deals, service
    "estate": (8, 30, 8, 22, 16, 16), "merchant": (44, 4, 8, 6, 30, 8), "interest": (34, 2, 14, 16, 22, 12),
    "branch": (6, 26, 26, 8, 12, 22), "school": (12, 14, 6, 46, 14, 8),
}  # fmt: skip
ADVERTISED = (30, 4, 12, 4, 46, 4)
WAGE, FEE = 62_000, (0, 0, 30_000, 140_000)  # cents a month: one person's hours for one community; by deal, what the partner costs
NAMES = {
    "estate": ("{place} neighbours", "{place}邻里群"), "merchant": ("{place} good food", "{place}美食群"),
    "branch": ("{place} branch customers", "{place}网点客户群"), "school": ("{place} parents", "{place}家长群"),
}  # fmt: skip
HOBBIES = (
    ("weekend walkers", "周末徒步群"), ("film evenings", "观影群"), ("home cooks", "家常菜群"), ("evening runners", "夜跑群"),
    ("board games", "桌游群"), ("amateur photographers", "摄影爱好者群"), ("readers", "读书群"),
)  # fmt: skip


class Groups(NamedTuple):
    """Communities in the order of their numbers (from 0); days as numbers, -1 where there is none."""

    city: np.ndarray
    district: np.ndarray
    origin: np.ndarray  # number in ORIGINS
    own: np.ndarray
    social: np.ndarray
    deal: np.ndarray  # 0 none, 1 exchange, 2 commission, 3 fee
    opened: np.ndarray
    closed: np.ndarray
    parent: np.ndarray  # number of the community from which it was split, or -1
    staff: np.ndarray
    cost: np.ndarray  # cents a month
    pace: np.ndarray  # messages of staff in a hundred weeks, by kind (columns)
    hosted: np.ndarray  # by a user


class Posts(NamedTuple):
    """What staff writes, in the order of community and time; `by_week` counts by community, kind and week."""

    group: np.ndarray
    at: np.ndarray
    kind: np.ndarray
    topic: np.ndarray
    key: np.ndarray
    by_week: np.ndarray


def groups(root_key) -> Groups:
    """Give the communities of a world."""
    return _groups(int(np.asarray(root_key).ravel()[0]))


def posts(root_key) -> Posts:
    """Give everything that staff writes between the first day and LAST_DAY."""
    return _posts(int(np.asarray(root_key).ravel()[0]))


def _some(key, stream, number, least, most):
    """Whole numbers between two bounds, both included."""
    return least + (draw(key, stream, number).astype(np.int64) * (np.asarray(most) - least + 1) >> 32)


@lru_cache(maxsize=2)
def _groups(word: int) -> Groups:
    number = np.arange(FOUNDED)
    key = keys(np.uint64(word), 3_000_000 + number)
    city = np.repeat(np.arange(len(IN_CITY)), IN_CITY)
    nth = number - np.repeat(np.cumsum((0, *IN_CITY[:-1])), IN_CITY)
    origin = (nth + 2 * city) % len(ORIGINS)
    origin[[first for first, _ in SPLITS]] = ORIGINS.index("interest")
    quarter = places("communities", "district")
    district = np.array([quarter[QUARTERS[ORIGINS[o]][(c + k // 5) % len(QUARTERS[ORIGINS[o]])]] for o, c, k in zip(origin, city, nth, strict=True)])
    percent = np.stack([draw(key, "community", i).astype(np.int64) * 100 >> 32 for i in (0, 1)])
    own = percent[0] < np.array([OWN[o] for o in ORIGINS])[origin]
    social = percent[1] < np.array([SOCIAL[o] for o in ORIGINS])[origin]
    parents = np.array([first for first, _ in SPLITS])
    own[parents], social[parents] = True, True
    deal = np.where(own, 0, 1 + pick(key, "community", DEALS, 2))
    before = chance(key, "community", OPENED_BEFORE, 3)
    opened = np.where(before, -_some(key, "community", 4, 1, OLDEST), _some(key, "community", 4, 0, NEWEST))
    opened[parents] = -_some(key[parents], "community", 4, 60, OLDEST)
    pace = np.zeros((FOUNDED, len(KINDS)), dtype=np.int64)
    adverts = pick(key, "community", ADVERTS, 5) * np.array(ADVERTS_BY_DEAL)[deal] // 10
    pace[:, ADVERT] = np.minimum(np.where(np.isin(number, parents), 90, adverts), 1_100)
    for kind in PACE:
        (least, more), (warm, warmer) = PACE[kind], SOCIAL_PACE[kind]
        pace[:, kind] = np.where(social, _some(key, "community", 6 + kind, warm, warm + warmer), _some(key, "community", 6 + kind, least, least + more))
    staff = _some(key, "community", 20, 1, np.where(own, 3, 2))
    cost = staff * WAGE + np.array(FEE)[deal] + _some(key, "community", 21, 0, 24) * 1_000
    hosted = social & chance(key, "community", HOSTED, 23)
    dear = pace[:, ADVERT] - 10_000 * (own | (opened > EARLIEST_END - 60))  # the loudest of the partners' are given up
    ends = np.argsort(-dear, kind="stable")[:CLOSED]
    closed = np.full(FOUNDED, -1)
    closed[ends] = _some(key[ends], "community", 22, EARLIEST_END, EARLIEST_END + END_SPAN)
    columns = (city, district, origin, own, social, deal, opened, closed, np.full(FOUNDED, -1), staff, cost, pace, hosted)
    made = [np.concatenate([column, column[parents]]) for column in columns]
    children = FOUNDED + np.arange(len(SPLITS))
    made[6][children], made[8][children] = [day for _, day in SPLITS], parents
    for column in made:
        column.setflags(write=False)
    return Groups(*made)


@lru_cache(maxsize=2)
def _posts(word: int) -> Posts:
    g, days = _groups(word), np.arange(LAST_DAY)
    key = keys(np.uint64(word), 3_100_000 + np.arange(COUNT))
    slots = np.array(SLOTS)
    per_day = g.pace[:, slots] * (2**32 // 700) // np.bincount(slots, minlength=len(KINDS))[slots]
    written = np.stack([chance(keys(key, np.array([i]))[:, None], "talks", per_day[:, i, None], days) for i in range(len(SLOTS))])
    written &= (days >= g.opened[:, None]) & ((g.closed < 0)[:, None] | (days < g.closed[:, None]))
    group, day, slot = np.nonzero(written.transpose(1, 2, 0))
    mine, kind = keys(key[group], 100 + day * 8 + slot), slots[slot]
    at = day * DAY + pick(mine, "talks", seconds_of_day("app"))
    about = np.stack([inverse(ABOUT[o]) for o in ORIGINS] + [inverse(ADVERTISED)])
    topic = about[np.where(kind == ADVERT, len(ORIGINS), g.origin[group]), draw(mine, "talk_topic") >> np.uint32(22)]
    week = np.zeros((COUNT, len(KINDS), LAST_DAY // 7 + 1), dtype=np.int64)
    np.add.at(week, (group, kind, day // 7), 1)
    order = np.lexsort((slot, at, group))
    made = Posts(group[order], at[order], kind[order], topic[order], mine[order], week)
    for column in made:
        column.setflags(write=False)
    return made


def called(g: Groups) -> tuple[list[str], list[str]]:
    """Names of the communities in English and Chinese; those that would be called alike are numbered."""
    cities, quarters = list(schema.CITIES.values()), list(schema.DISTRICTS.values())
    found, seen = ([], []), {}
    for number in range(COUNT):
        city, quarter = cities[g.city[number]], quarters[g.district[number]]
        words = NAMES.get(ORIGINS[g.origin[number]])
        hobby = HOBBIES[(g.parent[number] if g.parent[number] >= 0 else number) % len(HOBBIES)]
        english = words[0].format(place=quarter[0]) if words else f"{quarter[0]} {hobby[0]}"
        chinese = words[1].format(place=city[1] + quarter[1]) if words else city[1] + quarter[1] + hobby[1]
        english = f"{city[0]}: {english}"
        again = seen[english] = seen.get(english, 0) + 1
        found[0].append(english if again == 1 else f"{english} {again}")
        found[1].append(chinese if again == 1 else f"{chinese[:-1]}{again}群")
    return found
