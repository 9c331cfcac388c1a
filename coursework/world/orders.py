"""Orders: which visits end in one, of what, at which price, and what remains of it for the bank."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from . import activity, flash, offers
from . import parameters as p
from .people import People
from .randomness import chance, draw, pick
from .scales import inverse, logistic, per_mille, spread, threshold
from .seasons import Season
from .traits import Traits


class Category(NamedTuple):
    """A kind of order: percent of orders of people without and with a taste for eating out, and in small cities; median
    list price (cents), spread in percent, and what the bank keeps of the list price in thousandths."""

    code: str
    share: int
    share_dining: int
    share_small: int
    price: int
    spread: int
    margin: int


CATEGORIES = (
    Category("dining", 22, 46, 16, 9_200, 45, 178),
    Category("bills", 26, 17, 33, 11_000, 50, 42),
    Category("grocery", 20, 13, 30, 7_200, 45, 134),
    Category("cinema", 12, 10, 5, 8_000, 30, 175),
    Category("travel", 6, 5, 4, 27_000, 60, 105),
    Category("mall", 14, 9, 12, 13_500, 60, 122),
)
DINING, BILLS, GROCERY = 0, 1, 2
MIXES = np.stack(
    [
        inverse([c.share for c in CATEGORIES]),
        inverse([c.share_dining for c in CATEGORIES]),
        inverse([c.share_small for c in CATEGORIES]),  # people of small cities, whatever their taste for eating out
        inverse((18, 6, 8, 8, 44, 16)),  # five-star customers: travel first
    ]
)
STICKS = threshold(0.64)  # of later orders are of the same kind as the first, until groceries have been bought
DISCOUNTS = np.array((4, 6, 8, 10, 10, 12, 15, 20))  # percent of the list price
NEWCOMER_COUPON, GIFT = 1_000, 2_000  # cents off the order that is made in the visit of registration; the bigger one of a plan
COUPON_PULL, GIFT_PULL = 60, 45  # scores by which the newcomer coupon pulls an order into the first visit, and the gift on top
DUE_EVERY, DUE_COMES, DUE_PAYS = 28, threshold(0.46), threshold(0.80)  # a first bill brings a due date about every four weeks
POINTS_PRICE, POINTS_OFF, TAKES_POINTS = 800, 800, threshold(0.10)  # points for ¥8 off, taken on a tenth of the orders that could


def score(who: Traits, user, season: Season, day, first, coupon, gift: bool):
    """Score of a visit's ending in an order, before offers; `coupon` marks holders of the newcomer coupon by user."""
    with_coupon = first & coupon[user]
    return p.ORDER_BASE + who.order[user] + season.orders[day] + (COUPON_PULL + GIFT_PULL * gift) * with_coupon


def categories(users: People, who: Traits, star, user, slot, forced):
    """Kind of each order: people stay with their first kind until they have bought groceries, which open the others.

    `user` is sorted with time inside; `forced` holds a category where one is given (a due bill, a flash sale), else -1.
    """
    key = users.key[user]
    mix = np.where(star[user] == 5, 3, np.where((who.tier == 2)[user], 2, who.dining[user].astype(int)))
    draft = MIXES[mix, draw(key, "category", slot) >> np.uint32(22)]
    draft = np.where(forced >= 0, forced, draft)
    n = len(user)
    if n == 0:
        return draft
    place = np.arange(n)
    start = np.maximum.accumulate(np.where(np.r_[True, user[1:] != user[:-1]], place, 0))
    sticks = chance(key, "stick", STICKS, slot) & (place > start) & (forced < 0)
    kept = np.where(sticks, draft[start], draft)
    opened = np.where(kept == GROCERY, place, n)
    first_opened = np.minimum.reduceat(opened, np.unique(start))[np.cumsum(np.r_[True, user[1:] != user[:-1]]) - 1]
    return np.where(place > first_opened, draft, kept)


def due_days(users: People, user, day, category, last, n: int):
    """Days on which a bill is due for those who have paid one: about every four weeks after the first. Gives (user, day)."""
    bills = np.flatnonzero(category == BILLS)
    payer, where = np.unique(user[bills], return_index=True)
    began = day[bills[where]]
    months = np.arange(1, 14)
    due = began[:, None] + DUE_EVERY * months[None, :] + (draw(users.key[payer], "due") >> np.uint32(30)).astype(np.int64)[:, None] - 1
    comes = chance(users.key[payer][:, None], "due", DUE_COMES, months[None, :] + 20)
    comes &= due < last[payer][:, None]
    row, column = np.nonzero(comes)
    return payer[row], due[row, column]


def amounts(users: People, who: Traits, season: Season, given: dict, newcomer_coupon: int):
    """Price orders: adds list_price, discount, paid, cost, gross_margin (cents), quantity, points_used to `given`.

    `given` holds user (sorted, with time inside), slot, day, category, coupon (newcomer coupon in hand), flash (a won
    piece), offer (position in offers, -1 for none) and `offers`.
    """
    user, slot, category = given["user"], given["slot"], given["category"]
    key = users.key[user]
    prices = np.stack([spread(c.price, c.spread, 10) for c in CATEGORIES])
    list_price = prices[category, draw(key, "list_price", slot) >> np.uint32(24)]
    list_price = np.maximum(list_price * per_mille(who.power[user]) // 10_000 * 10, 500)
    list_price = np.where(given["flash"], flash.LIST_PRICE, list_price)
    waits = chance(key, "discount", logistic(p.DISCOUNT_BASE + who.price[user] + season.bargains[given["day"]]), slot)
    off = list_price * pick(key, "discount_size", DISCOUNTS, slot) // 5_000 * 50
    discount = np.where(waits, off, 0) + np.where(given["coupon"], np.minimum(newcomer_coupon, list_price // 2), 0)
    held = given["offers"]
    uses = offers.used(users, held, given["offer"], user, slot, list_price) & ~given["flash"]
    if len(held):
        face = np.array([template.face for template in offers.TEMPLATES])[held.template[np.maximum(given["offer"], 0)]]
        discount = np.where(uses, face, discount)
    discount = np.where(given["flash"], flash.LIST_PRICE - flash.PAID, discount)
    kept = np.array([c.margin for c in CATEGORIES])[category]
    cost = np.where(given["flash"], flash.COST, list_price - list_price * kept // 1000)
    points = _points(key, user, slot, list_price - discount, given["flash"])
    discount = discount + np.where(points > 0, POINTS_OFF, 0)
    paid = list_price - discount
    return given | {
        "offer": np.where(uses, given["offer"], -1), "list_price": list_price, "discount": discount, "paid": paid,
        "cost": cost, "gross_margin": paid - cost, "points_used": points,
        "quantity": 1 + (draw(key, "quantity", slot) >> np.uint32(29)).astype(np.int64) // 6 * ((category != BILLS) & ~given["flash"]),
    }  # fmt: skip


def _points(key, user, slot, price, flash_sale):
    """Points used: only what earlier orders (a point a yuan) have surely earned, so that no balance falls below zero."""
    n = len(user)
    if n == 0:
        return np.zeros(0, dtype=np.int64)
    starts = np.r_[True, user[1:] != user[:-1]]
    place = np.maximum.accumulate(np.where(starts, np.arange(n), 0))
    earned = np.cumsum(price // 100) - price // 100
    earned = earned - earned[place]
    could = chance(key, "points_used", TAKES_POINTS, slot) & (price > 2 * POINTS_OFF) & ~flash_sale
    before = np.cumsum(could) - could
    before = before - before[place]
    return np.where(could & (earned >= (POINTS_PRICE + POINTS_OFF // 100 + 10) * (before + 1)), POINTS_PRICE, 0)


def of_visits(users: People, who: Traits, season: Season, star, visits, joined, held, claimed, winners, gift: bool) -> dict:
    """List the orders of all visits that end in one, in the order of user and time (`at` is filled in with the payment).

    `claimed` and `winners` say which visits claim a piece of a flash sale and which of them get one.
    """
    mine = offers.held(held, visits.user, visits.start)
    base = score(who, visits.user, season, visits.day, visits.first, joined["coupon"], gift)
    buys = chance(users.key[visits.user], "buy", logistic(base + offers.pull(held, mine, who, visits.user)), visits.slot)
    due = (visits.why == activity.DUE) & chance(users.key[visits.user], "due_pays", DUE_PAYS, visits.slot)
    buys = np.where(claimed, winners, np.where(visits.why == activity.DUE, due, buys))
    which = np.flatnonzero(buys)
    user = visits.user[which]
    forced = np.where(winners[which], DINING, np.where(visits.why[which] == activity.DUE, BILLS, -1))
    place = np.arange(len(user))
    start = np.maximum.accumulate(np.where(np.r_[True, user[1:] != user[:-1]], place, 0)) if len(user) else place
    return {
        "user": user, "visit": which, "slot": visits.slot[which], "day": visits.day[which], "serial": place - start,
        "category": categories(users, who, star, user, visits.slot[which], forced),
        "coupon": visits.first[which] & joined["coupon"][user], "flash": winners[which], "offer": mine[which], "offers": held,
    }  # fmt: skip

