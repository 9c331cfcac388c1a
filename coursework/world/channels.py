"""Sources of people: how much is spent on each day, and how many that spend reaches.

A source is one campaign of a bought channel, or one channel that is not bought. Each has a pool of people in reach per
day; spend S reaches the share S / (S + half) of it. That curve is concave, so every further yuan reaches fewer; and
who is reached first is fixed by number, so that more spend adds people and leaves the others as they were.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from . import parameters as p
from .randomness import draw, keys, pick
from .scales import inverse, normal
from .seasons import season

FINE = 4096  # people are counted in 4,096ths before they are rounded by a draw
NUMBERS_PER_DAY = 100_000  # room for the people of one source and day in an id


class Source(NamedTuple):
    """A campaign of a bought channel, or a whole channel that is not bought."""

    channel: int
    campaign: str
    share: int
    tiers: tuple[int, int, int]


@lru_cache(maxsize=1)
def sources() -> tuple[Source, ...]:
    """All sources in the order of their numbers (which are part of every id)."""
    found = []
    for campaign in p.CAMPAIGNS:
        channel = p.NUMBER[campaign.channel]
        found.append(Source(channel, campaign.code, campaign.share, campaign.tiers or p.CHANNELS[channel].tiers))
    found += [Source(p.NUMBER[c.code], p.FREE_CAMPAIGN, 100, c.tiers) for c in p.FREE]
    return tuple(found)


@lru_cache(maxsize=1)
def origins() -> np.ndarray:
    """Channel number of each source."""
    return np.array([source.channel for source in sources()])


@lru_cache(maxsize=1)
def tier_tables():
    """For each source a table of 1,024 city tiers."""
    return np.stack([inverse(source.tiers) for source in sources()])


def usual_spend(root_key, users: int, days, scenario: str = "standard"):
    """Spend of 2025 in cents by source (rows) and day (columns): plan by month and weekday, and some daily noise."""
    days = np.asarray(days)
    number = np.arange(len(sources()))[:, None]
    plan = np.array([round(p.CHANNELS[s.channel].usual * s.share / 28) for s in sources()], dtype=np.int64)[:, None]
    wobble = 1000 + 12 * pick(keys(root_key, number, days), "spend", normal()) // 10
    plan = np.where(_switched_off(days), 0, plan)
    more_tasks = season(scenario).tasks[days] * 100 // season().tasks[days]  # a scenario's bigger task platform is bought, too
    tasks = np.where((origins() == p.NUMBER["task_platform"])[:, None], more_tasks, 100)
    plan = plan * _pushed(days) // 100 * tasks // 100
    cents = plan * season(scenario).budget[days] * users // p.STANDARD_USERS  # plan is yuan x percent, so this is in cents x 100
    return np.maximum(cents * wobble // 100_000, 0)


def _switched_off(days):
    channel, first, last = p.SWITCHED_OFF
    return (origins() == p.NUMBER[channel])[:, None] & (days >= first) & (days <= last)


def _pushed(days):
    percent = np.full((len(sources()), len(days)), 100)
    for channel, first, last, share in p.PUSHES:
        percent[(origins() == p.NUMBER[channel])[:, None] & (days >= first) & (days <= last)] = share
    return percent


class Reach(NamedTuple):
    """People by source (rows) and day (columns): in the pool, and reached by the spend; bids in cents."""

    pool: np.ndarray
    reached: np.ndarray
    bid: np.ndarray


def curve(users: int, days, targeting=None, scenario: str = "standard"):
    """Pool (in 4,096ths of a person) and half-way spend (cents) by source and day, before the day's luck."""
    days = np.asarray(days)
    targeting = targeting or {}
    pool, half = [], []
    for source in sources():
        channel = p.CHANNELS[source.channel]
        aim = p.TARGETING[targeting.get(channel.code, "broad")]
        people = channel.half / channel.click if channel.click else channel.half
        pool.append(round(people * source.share / 100 / 28 * FINE * aim.pool / 100))
        half.append(round(channel.half * source.share / 28 * aim.pool * aim.price / 10_000) if channel.click else 0)
    traffic, price = season(scenario).traffic[days], season(scenario).price[days]
    tasks = np.where((origins() == p.NUMBER["task_platform"])[:, None], season(scenario).tasks[days], 100)
    pool = np.array(pool, dtype=np.int64)[:, None] * users // p.STANDARD_USERS * traffic // 100 * tasks // 100
    half = np.array(half, dtype=np.int64)[:, None] * users // p.STANDARD_USERS * traffic * price // 10_000 * tasks // 100
    return pool, np.where(np.array(half) > 0, np.maximum(half, 1), 0)


def reach(root_key, users: int, days, spend, targeting=None, scenario: str = "standard") -> Reach:
    """Count the people of each source and day.

    `spend` is in cents, shape (sources, days); where nothing is bought (half-way spend 0) the whole pool comes.
    """
    days = np.asarray(days)
    aimed, half = curve(users, days, targeting, scenario)
    everybody = curve(users, days, None, scenario)[0] if targeting else aimed  # who is not aimed at can still come alone
    key = keys(root_key, np.arange(len(sources()))[:, None], days)
    luck = 1000 + 9 * pick(key, "noise", normal()) // 10
    aimed, everybody = aimed * luck // 1000, everybody * luck // 1000
    rounding = (draw(key, "clicks") >> np.uint32(20)).astype(np.int64)
    bought = half > 0
    in_reach = np.where(bought, aimed * spend // np.maximum(spend + half, 1), aimed)
    bid = np.where(bought, (spend + half) * FINE // np.maximum(aimed, 1), 0)
    reached = np.where(bought & (spend == 0), 0, (in_reach + rounding) // FINE)
    return Reach((everybody + rounding) // FINE, reached, bid)
