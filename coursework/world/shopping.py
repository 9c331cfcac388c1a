"""Where people shop: the merchant and the product of each order, the group it belongs to, and what else they look at.

People go to merchants of their own city, mostly to the same ones again; known ones are larger. What an order costs says
which of the merchant's products it is. Whoever holds a coupon leaves the merchant that refuses coupons. After a cinema
ticket the next meal is often where the ticket points to.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from . import agenda, catalogue, events, profiles
from . import orders as sold
from .catalogue import INDUSTRIES, Catalogue
from .randomness import chance, draw, pick
from .rows import people as people_rows
from .scales import threshold

NATIONAL = tuple(threshold(share) for share in (0, 0.20, 0.06, 0, 0.40, 0.25))  # orders with the merchant that serves all cities
REGULAR = tuple(threshold(share) for share in (0.45, 0.75, 0.65, 0.60, 0.35, 0.40))  # orders with one's own merchant, by industry
REFUSED = threshold(0.88)  # of coupons at the merchant that refuses them
GOES_WITH, GOES_DAYS = threshold(0.40), 10  # of meals within so many days of a cinema ticket (of mall orders after groceries)
GROUP = threshold(0.16)  # of orders that could be a group buy, while it runs
GROUP_WEEKS = 4  # each product of the group buys is on sale for so many weeks
GROUP_SIZE = 10_000  # one group per product and week for so many users
VIEWS, OWN = 1_500, 3_000  # addresses of draws for what is only looked at, and for a user's own merchants


class Bought(NamedTuple):
    """Merchant and product (numbers), group (-1: none) and activity of a flash sale (number, -1: none) of each order."""

    merchant: np.ndarray
    product: np.ndarray
    group: np.ndarray
    flash: np.ndarray


class Shoppers(NamedTuple):
    """What is needed of users to know where they shop."""

    key: np.ndarray
    city: np.ndarray
    district: np.ndarray
    mix: np.ndarray  # row of `orders.MIXES`


def shoppers(played) -> Shoppers:
    """Say where users live and what they like."""
    people, who = played.users, played.lives.who
    mix = np.where(played.lives.star == 5, 3, np.where(who.tier == 2, 2, who.dining.astype(int)))
    return Shoppers(people.key, profiles.facts(people, who)["city"], pick(people.key, "district", people_rows.DISTRICTS), mix)


def _merchant(shop: Catalogue, of: Shoppers, user, industry, slot, address: int):
    """Choose merchants by what users are used to, by how known merchants are, and by chance."""
    key, city = of.key[user], of.city[user]
    fresh, own, other = (
        shop.cells[city, industry, draw(key, "merchant", where) >> np.uint32(22)]
        for where in (slot + address, OWN + industry, OWN + 10 + industry)
    )
    home, district = of.district[user], shop.merchants["district"]
    own = np.where((district[own] != home) & (district[other] == home), other, own)
    chosen = np.where(chance(key, "regular_at", np.array(REGULAR)[industry], slot + address), own, fresh)
    chosen = np.where(shop.merchants["joined_on"][chosen] > slot // 2, shop.first[city, industry], chosen)
    everywhere = chance(key, "city_of_merchant", np.array(NATIONAL)[industry], slot + address)
    return np.where(everywhere, shop.national[industry], chosen)


def _product(shop: Catalogue, merchant, tier, slot):
    product = shop.of_tier[merchant, tier]
    return np.where(shop.products["launched_on"][product] > slot // 2, shop.opening[merchant], product)


def orders(played, shop: Catalogue, of: Shoppers, could_group) -> Bought:
    """Choose merchant and product of each order; `could_group` marks orders whose discount may be that of a group."""
    o = played.lives.orders
    user, slot, industry = o["user"], o["slot"], o["category"]
    key, n = of.key[user], len(user)
    merchant = _merchant(shop, of, user, industry, slot, 0)
    leaves = (merchant == shop.refuser) & (o["discount"] > 0) & chance(key, "refuses", REFUSED, slot)
    merchant = np.where(leaves, shop.refuser - 1, merchant)
    product = _product(shop, merchant, catalogue.tier_of(industry, o["list_price"]), slot)
    before = np.maximum(np.arange(n) - 1, 0)
    with_it = shop.complement[product[before]] if n else product
    goes = (with_it >= 0) & (np.arange(n) > 0) & (user[before] == user) & (o["day"] - o["day"][before] <= GOES_DAYS)
    goes &= (shop.products["category"][with_it] == industry) & (shop.products["launched_on"][with_it] <= slot // 2)
    goes &= (shop.products["merchant_id"][with_it] - 1 != shop.refuser) & chance(key, "goes_with", GOES_WITH, slot)
    product = np.where(goes, with_it, product)
    sale = agenda.on_days("flash")[o["day"]]
    flash = np.where(o["flash"], sale, -1)
    product = np.where(o["flash"], shop.vouchers[np.maximum(sale, 0) % len(shop.vouchers)], product)
    group, product = _groups(played, shop, key, o, could_group, product)
    return Bought(shop.products["merchant_id"][product] - 1, product, group, flash)


def _groups(played, shop, key, o, could, product):
    """Orders of a group buy: everybody who buys the week's product belongs to one of its groups."""
    first, last = (days[agenda.number("group_buy")] for days in agenda.spans())
    week = o["day"] // 7
    together = could & (o["day"] >= first) & (o["day"] <= last) & chance(key, "group_buy", GROUP, o["slot"])
    group = np.full(len(product), -1)
    many = max(1, played.size // GROUP_SIZE)
    for industry, goods in shop.group_goods.items():
        mine = np.flatnonzero(together & (o["category"] == INDUSTRIES.index(industry)))
        product[mine] = goods[week[mine] // GROUP_WEEKS % len(goods)]
        which = draw(key[mine], "group_buy", o["slot"][mine] + VIEWS).astype(np.int64) * many >> 32
        group[mine] = ((product[mine] + 1) * 100 + week[mine]) * 100 + which
    return group, product


PAGE = events.CODE["page_view", "merchant"]
MERCHANT_EVENTS = np.isin(np.arange(len(events.EVENTS)), [PAGE, events.FAVOURITE, events.REVIEW, events.PAY])
PRODUCT_EVENTS = np.isin(np.arange(len(events.EVENTS)), [events.CART, events.PAY])


def looked_at(played, shop: Catalogue, of: Shoppers, bought: Bought):
    """Merchant and product (ids, -1 for none) of each event: those of the visit's order, or others that users like.

    Of several pages of merchants in one visit every second one shows another merchant of the same industry.
    """
    e, visits, o = played.lives.events, played.lives.visits, played.lives.orders
    about, goods = MERCHANT_EVENTS[e["code"]], PRODUCT_EVENTS[e["code"]]
    needed = np.zeros(len(visits["user"]), dtype=bool)
    needed[e["visit"][about | goods]] = True
    which = np.flatnonzero(needed)
    place = np.cumsum(needed) - 1
    user, slot = visits["user"][which], visits["slot"][which]
    key = of.key[user]
    industry = sold.MIXES[of.mix[user], draw(key, "product", slot + VIEWS) >> np.uint32(22)]
    merchant = _merchant(shop, of, user, industry, slot, VIEWS)
    tier = draw(key, "product", slot).astype(np.int64) * 3 >> 32
    product = _product(shop, merchant, tier, slot)
    merchant[place[o["visit"]]], product[place[o["visit"]]] = bought.merchant, bought.product
    industry[place[o["visit"]]] = o["category"]
    other = shop.cells[of.city[user], industry, draw(key, "refuses", slot + VIEWS) >> np.uint32(22)]
    other = np.where(shop.merchants["joined_on"][other] > slot // 2, merchant, other)
    merchants, products = np.full(len(about), -1), np.full(len(about), -1)
    mine = np.flatnonzero(about)
    visit = e["visit"][mine]
    pages = e["code"][mine] == PAGE
    seen = np.cumsum(pages)
    starts = np.r_[True, visit[1:] != visit[:-1]] if len(visit) else np.zeros(0, dtype=bool)
    before = np.maximum.accumulate(np.where(starts, seen - pages, 0)) if len(visit) else seen
    second = pages & ((seen - before) % 2 == 0)
    merchants[mine] = np.where(second, other[place[visit]], merchant[place[visit]]) + 1
    mine = np.flatnonzero(goods)
    products[mine] = product[place[e["visit"][mine]]] + 1
    return merchants, products
