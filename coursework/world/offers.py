"""Coupons that change what people buy: who holds which offer when, what it does to the chance of an order, and its use.

Regular coupons go every month to people who were active anyway; that is why their users look so good. The autumn
coupon was tested: two in three got it, one in three did not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from . import practice as care
from .activity import Days
from .people import DAY, People, ragged
from .randomness import chance
from .scales import threshold
from .seasons import FIRST, YEAR_DAYS, date_of
from .traits import Traits
from .visits import SECONDS

TEN = 10 * 3600


class Template(NamedTuple):
    """A coupon: cents off, from which list price on, and for how many days."""

    code: str
    face: int
    least: int
    days: int


MONTHLY = Template("monthly_8", 800, 5_000, 10)
AUTUMN = Template("autumn_6", 600, 4_000, 14)
PROMOTION = Template("promotion_20", 2_000, 12_000, 3)
RECALL = Template("recall_12", 1_200, 4_000, 7)
TEMPLATES = (AUTUMN, RECALL, PROMOTION, MONTHLY)  # where two fit, the first is used
MONTHS = tuple((date_of(0).replace(month=m) - FIRST).days for m in range(1, 13))  # first days of the months of 2025
REGULAR_FROM = 3  # active days in the month before that earn a monthly coupon
PROMOTION_DAYS = (312, 314)  # 9 to 11 November
SEEN = (299, 311)  # active on one of these days: promotion coupon
AUTUMN_SEEN = (197, 256)  # active on one of these days: part of the autumn test
USES = threshold(0.72)  # of orders that could
PULL = {"monthly_8": 8, "recall_12": 30, "promotion_20": 0}  # what an offer adds to the score of an order
PERSUADES, FROM_PRICE = 95, -30  # what the autumn coupon adds to the score of an order, above which price score
PUTS_OFF, FROM_ORDER = -28, 110  # below it, for regulars above this order score (sleeping dogs); the rest are untouched


@dataclass
class Offers:
    """Coupons issued: user (position), template (number in TEMPLATES), first second and second after the last."""

    user: np.ndarray
    template: np.ndarray
    issued: np.ndarray
    until: np.ndarray

    def __len__(self):
        return len(self.user)


def _active_in(days: Days, n, first, last):
    inside = (days.day >= first) & (days.day <= last)
    return np.bincount(days.user[inside], minlength=n)


def issued(people: People, registered_day, days: Days, found, end, practice: care.Practice) -> Offers:
    """List what was handed out in 2025."""
    n = len(people)
    parts = []

    def give(template, who, day):
        day = np.broadcast_to(day, n)[who]
        parts.append((np.flatnonzero(who), TEMPLATES.index(template), day * DAY + TEN, (day + template.days) * DAY))

    if practice.experiments:
        for before, first in zip(MONTHS, (*MONTHS[1:], YEAR_DAYS), strict=True):
            if first < YEAR_DAYS:
                give(MONTHLY, (_active_in(days, n, before, first - 1) >= REGULAR_FROM) & (end > first), first)
        tested = autumn_units(people, registered_day, days)
        give(AUTUMN, tested & (care.arm(people.key, care.COUPON, practice) == 1) & (end > care.COUPON.first), care.COUPON.first)
        give(PROMOTION, (_active_in(days, n, *SEEN) > 0) & (end > PROMOTION_DAYS[0]), PROMOTION_DAYS[0])
    called = (found.recall_arm >= 0) & (found.recall_arm == care.RECALL.arms.index("sms_evening")) & (found.recall_at < end)
    give(RECALL, called, found.recall_at)
    user, template, first, until = (
        np.concatenate([np.broadcast_to(part[i], len(part[0])) for part in parts]) if parts else np.zeros(0, np.int64)
        for i in range(4)
    )
    order = np.lexsort((template, first, user))
    return Offers(user[order], template[order], first[order], until[order])


def autumn_units(people: People, registered_day, days: Days):
    """Say who took part in the autumn test: registered before it, and active in the sixty days before it."""
    return (registered_day < care.COUPON.first) & (_active_in(days, len(people), *AUTUMN_SEEN) > 0)


def held(offers: Offers, user, at):
    """For each visit the position of the offer that would be used there (-1: none). `user` is sorted, with time inside."""
    best = np.full(len(user), -1, dtype=np.int64)
    if not len(offers):
        return best
    moment = user * SECONDS + at
    start, stop = (np.searchsorted(moment, offers.user * SECONDS + when) for when in (offers.issued, offers.until))
    count = stop - start
    offer = np.repeat(np.arange(len(offers)), count)
    visit = np.repeat(start, count) + ragged(count)
    order = np.lexsort((-offers.template[offer], visit))  # the best template comes last and stays
    best[visit[order]] = offer[order]
    return best


def pull(offers: Offers, mine, who: Traits, user):
    """What the offer in hand adds to the score of an order, by visit."""
    none = mine < 0
    if none.all():
        return np.zeros(len(user), dtype=np.int64)
    code = np.where(none, -1, offers.template[np.maximum(mine, 0)])
    flat = np.array([0, *(PULL[t.code] for t in TEMPLATES[1:])])
    price, order = who.price[user], who.order[user]
    autumn = np.where(price > FROM_PRICE, PERSUADES, np.where(order > FROM_ORDER, PUTS_OFF, 0))
    return np.where(none, 0, np.where(code == 0, autumn, flat[np.maximum(code, 0)]))


def used(people: People, offers: Offers, mine, user, slot, list_price):
    """Say which orders use the offer in hand: the price is high enough, it is the offer's first such order, and they care."""
    if not len(offers):
        return np.zeros(len(user), dtype=bool)
    least = np.array([t.least for t in TEMPLATES])
    safe = np.maximum(mine, 0)
    could = (mine >= 0) & (list_price >= least[offers.template[safe]])
    could &= chance(people.key[user], "coupon_used", USES, slot)
    which = np.flatnonzero(could)
    _, first = np.unique(mine[which], return_index=True)
    found = np.zeros(len(user), dtype=bool)
    found[which[first]] = True
    return found
