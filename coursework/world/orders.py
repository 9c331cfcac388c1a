"""Orders: which visits end in one, of what, at which price, and what remains of it for the bank."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from . import parameters as p
from .randomness import chance, draw, pick
from .scales import inverse, logistic, per_mille, spread
from .seasons import season


class Category(NamedTuple):
    """A kind of order: percent of orders of people without and with a taste for eating out, median list price (cents),
    spread in percent, and what the bank keeps of the list price in thousandths."""

    code: str
    share: int
    share_dining: int
    price: int
    spread: int
    margin: int


CATEGORIES = (
    Category("dining", 22, 46, 9_200, 45, 178),
    Category("bills", 26, 17, 11_000, 50, 42),
    Category("grocery", 20, 13, 7_200, 45, 134),
    Category("cinema", 12, 10, 8_000, 30, 175),
    Category("travel", 6, 5, 27_000, 60, 105),
    Category("mall", 14, 9, 13_500, 60, 122),
)
MIXES = np.stack([inverse([c.share for c in CATEGORIES]), inverse([c.share_dining for c in CATEGORIES])])
DISCOUNTS = np.array((4, 6, 8, 10, 10, 12, 15, 20))  # percent of the list price
NEWCOMER_COUPON = 1_000  # cents off the order that is made in the visit of registration
COUPON_PULL = 60  # score by which the newcomer coupon pulls an order into the first visit


def buys(people, who, user, day, slot, coupon):
    """Say which visits end in an order; `coupon` marks first visits with a newcomer coupon in hand."""
    score = p.ORDER_BASE + who.order[user] + season().orders[day] + COUPON_PULL * coupon
    return chance(people.key[user], "buy", logistic(score), slot)


def amounts(people, who, user, slot, coupon):
    """Price orders: dict of category (number), list_price, discount, paid, cost, gross_margin in cents."""
    key = people.key[user]
    category = MIXES[who.dining[user].astype(int), draw(key, "category", slot) >> np.uint32(22)]
    prices = np.stack([spread(c.price, c.spread, 10) for c in CATEGORIES])
    list_price = prices[category, draw(key, "list_price", slot) >> np.uint32(24)]
    list_price = np.maximum(list_price * per_mille(who.power[user]) // 10_000 * 10, 500)
    waits = chance(key, "discount", logistic(p.DISCOUNT_BASE + who.price[user]), slot)
    off = list_price * pick(key, "discount_size", DISCOUNTS, slot) // 5_000 * 50
    discount = np.where(waits, off, 0) + np.where(coupon, np.minimum(NEWCOMER_COUPON, list_price // 2), 0)
    kept = np.array([c.margin for c in CATEGORIES])[category]
    cost = list_price - list_price * kept // 1000
    paid = list_price - discount
    return {
        "category": category, "list_price": list_price, "discount": discount,
        "paid": paid, "cost": cost, "gross_margin": paid - cost,
    }  # fmt: skip


def of_visits(people, who, visits, coupon_in_hand, paid_at):
    """List the orders of all visits that end in one: user (position), at (seconds), serial within the user, amounts."""
    which = np.flatnonzero(visits.buys)
    user = visits.user[which]
    first_of_user = np.r_[True, user[1:] != user[:-1]] if len(user) else np.zeros(0, dtype=bool)
    start = np.maximum.accumulate(np.where(first_of_user, np.arange(len(user)), 0))
    with_coupon = visits.first[which] & coupon_in_hand[user]
    made = {"user": user, "at": paid_at, "serial": np.arange(len(user)) - start}
    return made | amounts(people, who, user, visits.slot[which], with_coupon)
