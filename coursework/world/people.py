"""People: who is in a source's pool on a day, what they are like, and whether and when they register.

A person is an address (source, day, number) and a key hashed from it. Traits are draws of that key; nothing about a
person depends on who else is there.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache, lru_cache

import numpy as np

from . import parameters as p
from .channels import NUMBERS_PER_DAY, origins, sources, tier_tables
from .content import TERM_REGISTER, term_of
from .randomness import chance, draw, keys, pick
from .scales import inverse, logistic, normal, seconds_of_day, threshold

DAY = 86_400
COMES_INSTEAD = inverse((46, 34, 20))  # people who would have come anyway: direct, app store, unpaid search
INSTEAD = np.array([p.NUMBER["direct"], p.NUMBER["app_store"], p.NUMBER["seo"]])
DELAY = inverse((76, 9, 5, 4, 3, 2, 1))  # days from touch to registration
STEPS = 3  # phone number, code, profile


@dataclass
class People:
    """Columns of equal length; one row is one person."""

    key: np.ndarray
    id: np.ndarray
    source: np.ndarray
    day: np.ndarray
    channel: np.ndarray
    anyway: np.ndarray
    aim: np.ndarray  # number of the targeting
    touched_at: np.ndarray  # seconds since the first day
    inviter: np.ndarray  # id of the user who invited them, -1 for nobody
    generation: np.ndarray  # 0 for people whom nobody invited, 1 for those whom these invited, and so on
    fake: np.ndarray  # an account that its inviter made up

    def __len__(self):
        return len(self.key)

    def where(self, chosen):
        """The people chosen by a mask or by positions."""
        return type(self)(*(getattr(self, f.name)[chosen] for f in fields(self)))


@cache
def by_channel(name: str):
    """A parameter of `Channel` as an array by channel number."""
    return np.array([getattr(c, name) for c in p.CHANNELS], dtype=np.int64)


@cache
def by_aim(name: str):
    """A parameter of `Targeting` as an array by targeting number."""
    return np.array([getattr(t, name) for t in p.TARGETING.values()], dtype=np.int64)


@lru_cache(maxsize=1)
def _dining():
    shares = [[threshold(min(0.95, c.dining + t.dining / 100)) for t in p.TARGETING.values()] for c in p.CHANNELS]
    return np.array(shares, dtype=np.int64)


@lru_cache(maxsize=1)
def _anyway():
    return np.array([threshold(c.anyway) for c in p.CHANNELS], dtype=np.int64)


def ragged(counts):
    """Count up from 0 within groups of the given sizes.

    >>> ragged(np.array([2, 0, 3])).tolist()
    [0, 1, 0, 1, 2]
    """
    ends = np.cumsum(counts)
    return np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - counts, counts)


def pool_people(root_key, days, reached, pool=None, targeting=None, part=(0, 1)) -> People:
    """List the people reached; with `pool`, also those not reached who come by themselves.

    `reached` and `pool` count people by source (rows) and day (columns); `part` = (i, of) lists every `of`-th of them.
    """
    counts = (reached if pool is None else np.maximum(pool, reached)).ravel()
    counts = np.maximum(counts - part[0] + part[1] - 1, 0) // part[1]
    source, day = (grid.ravel() for grid in np.meshgrid(np.arange(len(sources())), np.asarray(days), indexing="ij"))
    cell = keys(root_key, source, day)
    number = ragged(counts) * part[1] + part[0]
    key = keys(np.repeat(cell, counts), number)
    anyway = chance(key, "anyway", np.repeat(_anyway()[origins()[source]], counts))
    met = number < np.repeat(reached.ravel(), counts)
    kept = np.flatnonzero(met | anyway)
    where = np.searchsorted(np.cumsum(counts), kept, side="right")  # the cell of each
    key, number, channel, met = key[kept], number[kept], origins()[source[where]], met[kept]
    aims = np.zeros(len(p.CODES), dtype=np.int64)
    for code, aim in (targeting or {}).items():
        aims[p.NUMBER[code]] = list(p.TARGETING).index(aim)
    origin = channel
    channel = np.where(met, origin, INSTEAD[pick(key, "anyway_channel", COMES_INSTEAD)])
    office = np.isin(channel, [p.NUMBER["branch"], p.NUMBER["street_promo"]])
    at_the_office, at_home = (pick(key, "click_time", seconds_of_day(kind)) for kind in ("office", "ads"))
    clock = np.where(office, at_the_office, at_home)
    at = day[where] * DAY + clock
    person_id = (day[where] + 1) * (100 * NUMBERS_PER_DAY) + source[where] * NUMBERS_PER_DAY + number
    aim = np.where(met, aims[origin], 0)
    nobody, zero = np.full(len(key), -1, dtype=np.int64), np.zeros(len(key), dtype=np.int64)
    return People(key, person_id, source[where], day[where], channel, anyway[kept], aim, at, nobody, zero, zero.astype(bool))


def tier(people: People):
    """City tier 0, 1 or 2 (the first, second and third tier)."""
    return tier_tables()[people.source, draw(people.key, "tier") >> np.uint32(22)]


def dining(people: People):
    """Say who has a taste for eating out."""
    origin = origins()[people.source]
    return chance(people.key, "dining", _dining()[origin, people.aim])


@lru_cache(maxsize=1)
def _by_campaign():
    extra = {campaign.code: campaign.register for campaign in p.CAMPAIGNS}
    return np.array([extra.get(source.campaign, 0) for source in sources()], dtype=np.int64)


def _intent(people: People):
    """Score of registering that channel, campaign and the person's own draw give."""
    origin = origins()[people.source]
    own = p.TRAIT_EFFECT["intent_register"] * pick(people.key, "intent", normal()) // 100
    return by_channel("register")[origin] + _by_campaign()[people.source] + own


def registers(people: People):
    """Say who registers sooner or later."""
    origin = origins()[people.source]
    score = _intent(people) + p.DINING_EFFECT["register"] * dining(people)
    seo = people.channel == p.NUMBER["seo"]
    own = seo & (origin == people.channel)
    score = score + np.where(own, TERM_REGISTER[term_of(people.key)], 0)
    return chance(people.key, "install", logistic(score)) | people.fake


def installs(people: People):
    """Say who installs the app; everybody who registers does, some others do."""
    return chance(people.key, "install", logistic(_intent(people) + 45))


def step_times(people: People):
    """Seconds at which the three registration steps are done, shape (people, 3); the last is the registration."""
    late = pick(people.key, "delay", DELAY)
    waits = 60 + (draw(people.key, "arrive") >> np.uint32(23)).astype(np.int64)
    later = (people.day + late) * DAY + pick(people.key, "arrive", seconds_of_day("app"))
    start = np.where(late == 0, people.touched_at + waits, later)
    gaps = np.stack([20 + (draw(people.key, "step_gap", i) >> np.uint32(26)).astype(np.int64) for i in range(STEPS)], 1)
    return start[:, None] + np.cumsum(gaps, axis=1)
