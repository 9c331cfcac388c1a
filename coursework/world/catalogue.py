"""Merchants and products: who sells what in which city, at which price, and what is bought with what.

The catalogue depends on the world's key alone, not on its size, and has the same number of merchants and products in every
world. Five merchants serve all cities; the others belong to one city. In each city the first merchant of an industry
belongs to a chain and is the best known. `Catalogue` holds the columns of both tables and the lookups by which orders find
their merchant and product; numbers there count from 0, ids from 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from . import agenda, flash
from . import catalogue_names as words
from .orders import CATEGORIES
from .randomness import chance, draw, keys, pick
from .scales import inverse, threshold

MERCHANT_KEYS, PRODUCT_KEYS, LIST_KEYS = 7_001, 7_002, 7_003  # addresses of the catalogue's keys below the world's key
INDUSTRIES = tuple(c.code for c in CATEGORIES)
CITY_TIER = (0, 0, 1, 1, 1, 2, 2, 2)  # tier of each city of the schema
PER_CELL = ((14, 3, 7, 5, 4, 8), (10, 3, 6, 3, 3, 5), (7, 2, 5, 2, 2, 4))  # merchants by tier of the city and industry
THIRD_PRODUCT = 8  # every eighth merchant of a city has three products, the others two
REFUSER_PLACE = (0, 0, 2)  # city, industry, place: a well-known restaurant that often refuses coupons
POOR_PLACE = (0, 2, 1)  # a grocer who often delivers late or not at all
POOR_FULFILMENT = 74  # percent
CHAIN_PLACES = {0: 2}  # the first two restaurants of a city belong to chains; of other industries (bills: none) the first
JOINS_LATE = threshold(0.14)  # of the merchants who are not among the first two of a city, during 2025
LAUNCHED_LATE = threshold(0.12)  # of products after a merchant's first, during 2025
TIER_FACTOR = (62, 100, 175)  # list price by price tier, percent of the category's median
CITY_FACTOR = (108, 100, 88)  # and by tier of the city
TIER_EDGES = (80, 140)  # list price in percent of the median from which an order is for the middle or the premium product
RIVAL = inverse((9, 9, 9, 8, 10, 15, 14, 14, 12))  # rival's price: 88, 91, ..., 112 percent of the list price
SUBSTITUTE, COMPLEMENT = threshold(0.40), {"cinema": threshold(0.75), "grocery": threshold(0.35)}
GOES_WITH = {"cinema": "dining", "grocery": "mall"}
VALID = {"dining": (60, 90, 180), "bills": (1, 1, 1), "grocery": (3, 7, 15), "cinema": (30, 60, 90), "travel": (90, 180, 365), "mall": (15, 30, 30)}


@dataclass(frozen=True)
class Catalogue:
    """Columns of `merchants` and `products`, and lookups by number (place in the table)."""

    merchants: dict
    products: dict
    cells: np.ndarray  # by city and industry: 1,024 equally likely merchants
    first: np.ndarray  # by city and industry: the best-known merchant
    national: np.ndarray  # by industry: the merchant that serves every city, -1 for none
    refuser: int
    poor: int
    of_tier: np.ndarray  # by merchant and price tier: the nearest product
    opening: np.ndarray  # by merchant: the product that it has had from its first day
    complement: np.ndarray  # by product: the product that goes with it, -1 for none
    group_goods: dict  # by industry: products that are sold in group buys
    vouchers: np.ndarray  # hit products of the flash sales


def of(root_key) -> Catalogue:
    """Build the catalogue of a world."""
    return _of(int(np.asarray(root_key).ravel()[0]))


@lru_cache(maxsize=8)
def _of(word: int) -> Catalogue:
    root_key = np.array([word], dtype=np.uint64)
    shops = _merchants(root_key)
    goods = _products(root_key, shops)
    number = {place: i for i, place in enumerate(zip(shops["city"].tolist(), shops["industry"].tolist(), shops["place"].tolist(), strict=True))}
    cells = np.zeros((8, 6, 1024), dtype=np.int64)
    first = np.zeros((8, 6), dtype=np.int64)
    for city in range(8):
        for industry, count in enumerate(PER_CELL[CITY_TIER[city]]):
            first[city, industry] = number[city, industry, 0]
            cells[city, industry] = first[city, industry] + inverse([100_000 // (10 * i + 15) for i in range(count)])
    national = np.full(6, -1)
    for i, industry in enumerate(words.NATIONAL):
        national[INDUSTRIES.index(industry)] = i
    merchant, tier = goods["merchant_id"] - 1, goods["price_tier"]
    of_tier = np.zeros((len(shops["city"]), 3), dtype=np.int64)
    for wanted in range(3):  # of products equally near, the cheaper one
        far = np.lexsort((tier, np.abs(tier - wanted), merchant))
        of_tier[merchant[far][::-1], wanted] = far[::-1]
    opening = np.searchsorted(merchant, np.arange(len(of_tier)), side="left")
    named = {name: np.flatnonzero((merchant == list(words.NATIONAL).index(name)) & (goods["role"] == 1)) for name in words.GROUP_GOODS}
    return Catalogue(
        {name: shops[name] for name in shops if name != "place"}, {name: goods[name] for name in goods if name != "role"},
        cells, first, national, number[REFUSER_PLACE], number[POOR_PLACE], of_tier, opening, goods["complement_of"] - 1, named,
        np.flatnonzero(goods["role"] == 2),
    )  # fmt: skip


def _laid_out():
    """City, industry and place of each merchant; -1 as the place of those that serve every city."""
    rows = [(0, INDUSTRIES.index(name), -1) for name in words.NATIONAL]
    for city in range(8):
        rows += [(city, i, place) for i, count in enumerate(PER_CELL[CITY_TIER[city]]) for place in range(count)]
    return np.array(rows).T


def _merchants(root_key) -> dict:
    city, industry, place = _laid_out()
    n = len(city)
    key = keys(root_key, np.array([MERCHANT_KEYS]), np.arange(n))
    bills, everywhere = industry == INDUSTRIES.index("bills"), place < 0
    chain = (place >= 0) & (place < np.where(industry == 0, CHAIN_PLACES[0], 1)) & ~bills
    late = chance(key, "fulfil", JOINS_LATE) & (place > 2)
    age = draw(key, "fulfil", 1).astype(np.int64)
    poor = (city == POOR_PLACE[0]) & (industry == POOR_PLACE[1]) & (place == POOR_PLACE[2])
    size = np.clip(pick(key, "arrive", inverse((5, 3, 1), 1024)) + chain + 2 * (everywhere | bills), 0, 2)
    names = _merchant_names(root_key, city, industry, place, chain)
    return {
        "merchant_id": np.arange(n) + 1, "name": [en for en, _ in names], "name_zh": [zh for _, zh in names], "industry": industry,
        "is_chain": chain | everywhere, "size_band": size, "city": city, "district": pick(key, "district", inverse((26, 26, 20, 14, 14))),
        "joined_on": np.where(late, 20 + (age * 310 >> 32), -30 - (age * 1_300 >> 32)),
        "licensed_partner": chance(key, "kyc", threshold(0.90)) | chain | everywhere | bills,
        "subsidy_percent": np.where(bills, 0, 10 * pick(key, "subsidy", inverse((16, 22, 24, 18, 12, 8)))),
        "fulfilment_percent": np.where(poor, POOR_FULFILMENT, np.where(bills, 99, 93 + (draw(key, "fulfilment").astype(np.int64) * 7 >> 32))),
        "place": place,
    }  # fmt: skip


def _merchant_names(root_key, city, industry, place, chain):
    """Names that occur once: those of a city's bills by the city, of chains by the brand and the city, of all others alone."""
    made, used = [], dict.fromkeys(range(6), 0)
    start = draw(keys(root_key, np.array([MERCHANT_KEYS])), "name", np.arange(6)).astype(np.int64)
    for c, i, p, in_chain in zip(city.tolist(), industry.tolist(), place.tolist(), chain.tolist(), strict=True):
        code = INDUSTRIES[i]
        town, seconds = words.CITIES[c], words.SECOND[code]
        if p < 0:
            made.append(words.NATIONAL[code])
        elif code == "bills":
            made.append((f"{town[0]} {seconds[p][0]}", town[1] + seconds[p][1]))
        elif in_chain:
            first, second = words.FIRST[(start[i] + 5 * p) % 24], seconds[p % len(seconds)]
            made.append((f"{first[0]} {second[0]} ({town[0]})", f"{first[1]}{second[1]}({town[1]}店)"))
        else:
            used[i] += 1
            spot = (int(start[i]) + 37 * used[i]) % (24 * len(seconds))
            first, second = words.FIRST[spot % 24], seconds[spot // 24]
            made.append((f"{first[0]} {second[0]}", first[1] + second[1]))
    return made


def _goods(root_key, shops):
    """Rows (merchant, tier, name, role) of all products; role 1 is sold in group buys, 2 is a voucher for flash sales."""
    rows = []
    both = draw(keys(root_key, np.array([MERCHANT_KEYS]), np.arange(len(shops["city"]))), "product")
    for m, (i, p) in enumerate(zip(shops["industry"].tolist(), shops["place"].tolist(), strict=True)):
        code, luck = INDUSTRIES[i], int(both[m])
        if p < 0:
            if code == "dining":
                rows += [(m, 0, name, 2) for name in words.VOUCHERS]
            elif code in words.GROUP_GOODS:
                rows += [(m, 1, name, 1) for name in words.GROUP_GOODS[code]]
                rows += [(m, tier, words.GOODS[code][tier][luck % 3], 0) for tier in (0, 2)]
            else:
                rows += [(m, min(tier, 2), name, 0) for tier, name in enumerate(words.NATIONAL_GOODS[code])]
            continue
        tiers = (0, 1, 2) if m % THIRD_PRODUCT == 0 else (0, 1) if luck % 2 else (1, 2)
        names = words.BILLS[p] if code == "bills" else [options[luck // 2 % 3] for options in words.GOODS[code]]
        rows += [(m, tier, names[tier], 0) for tier in tiers]
    return rows


def _products(root_key, shops) -> dict:
    rows = _goods(root_key, shops)
    merchant, tier, role = (np.array([row[i] for row in rows]) for i in (0, 1, 3))
    n = len(rows)
    key = keys(root_key, np.array([PRODUCT_KEYS]), np.arange(n))
    category, city = shops["industry"][merchant], shops["city"][merchant]
    middle, kept = (np.array([getattr(c, name) for c in CATEGORIES])[category] for name in ("price", "margin"))
    luck = 850 + (draw(key, "price_of").astype(np.int64) * 301 >> 32)
    asked = middle * np.array(TIER_FACTOR)[tier] * np.array(CITY_FACTOR)[np.array(CITY_TIER)[city]] * luck // 10_000_000
    list_price = np.where(role == 2, flash.LIST_PRICE, asked // 100 * 100 + 90)
    rival = list_price * (88 + 3 * pick(key, "price_of", RIVAL, 1)) // 1_000 * 10
    cost = np.where(role == 2, flash.COST, list_price - list_price * kept // 1000)
    joined = shops["joined_on"][merchant]
    opens = np.r_[True, merchant[1:] != merchant[:-1]] | (role > 0)
    late = 20 + (draw(key, "fulfil", 2).astype(np.int64) * 310 >> 32)
    usual = np.minimum(joined + (draw(key, "fulfil", 3).astype(np.int64) * 500 >> 32), np.maximum(joined, -1))
    later = np.where(chance(key, "fulfil", LAUNCHED_LATE, 4), np.maximum(late, joined), usual)
    shop, shop_zh = shops["name"], shops["name_zh"]
    valid = np.array([VALID[c] for c in INDUSTRIES])[category, draw(key, "delay").astype(np.int64) * 3 >> 32]
    return {
        "product_id": np.arange(n) + 1, "merchant_id": merchant + 1, "name": [f"{row[2][0]}, {shop[row[0]]}" for row in rows],
        "name_zh": [f"{shop_zh[row[0]]}·{row[2][1]}" for row in rows], "category": category, "price_tier": tier,
        "list_price": list_price, "rival_price": rival, "cost": cost, "validity_days": valid,
        "launched_on": np.where(opens, joined, later), "substitute_of": _substitutes(key, city, category, tier, role),
        "complement_of": _complements(key, merchant, category, city, tier, shops), "role": role,
    }  # fmt: skip


def _substitutes(key, city, category, tier, role):
    """Some products can take the place of the one before them of the same city, category and price tier; ids, -1 for none."""
    order = np.lexsort((np.arange(len(key)), tier, category, city))
    same = np.all([np.r_[False, values[order][1:] == values[order][:-1]] for values in (city, category, tier)], axis=0)
    before = np.full(len(key), -1)
    before[order[same]] = order[np.flatnonzero(same) - 1]
    chosen = (before >= 0) & (role == 0) & (role[before] == 0) & chance(key, "delay", SUBSTITUTE, 1)
    return np.where(chosen, before + 1, -1)


def _complements(key, merchant, category, city, tier, shops):
    """Cinema tickets go with a meal, groceries with something of the mall, of the same city; ids, -1 for none."""
    found = np.full(len(key), -1)
    cell = np.where(shops["place"][merchant] >= 0, city * 6 + category, -1)
    for code, other in GOES_WITH.items():
        mine = np.flatnonzero((category == INDUSTRIES.index(code)) & (cell >= 0) & chance(key, "delay", COMPLEMENT[code], 2))
        for town in range(8):
            among = np.flatnonzero((cell == town * 6 + INDUSTRIES.index(other)) & (tier == 1))
            here = mine[city[mine] == town]
            found[here] = among[draw(key[here], "delay", 3).astype(np.int64) * len(among) >> 32] + 1
    return found


def tier_of(category, list_price):
    """Price tier of an order by its list price."""
    edges = np.array([[c.price * e // 100 for e in TIER_EDGES] for c in CATEGORIES])[category]
    return (list_price >= edges[:, 0]).astype(np.int64) + (list_price >= edges[:, 1])


def lists(root_key) -> np.ndarray:
    """Say by activity (rows) and product which products are on sale in it."""
    return _lists(int(np.asarray(root_key).ravel()[0]))


@lru_cache(maxsize=8)
def _lists(word: int) -> np.ndarray:
    """Those with the smallest draws among the products of the right categories that are on sale by its first day."""
    shop = _of(word)
    goods, first = shop.products, agenda.spans()[0]
    n = len(goods["product_id"])
    key = keys(np.array([word], dtype=np.uint64), np.array([LIST_KEYS]), np.arange(n))
    found = np.zeros((len(agenda.activities()), n), dtype=bool)
    together = np.concatenate(list(shop.group_goods.values()))
    open_to = np.ones(n, dtype=bool)
    open_to[np.r_[together, shop.vouchers]] = False
    for i, a in enumerate(agenda.activities()):
        many, categories = agenda.LISTS[a.mechanic]
        fits = np.isin(goods["category"], [INDUSTRIES.index(code) for code in categories]) & (goods["launched_on"] <= first[i]) & open_to
        luck = np.where(fits, draw(key, "stock", i).astype(np.int64), 2**33)
        found[i, np.argsort(luck, kind="stable")[:many]] = True
        if a.mechanic == "group_buy":
            found[i, together] = True
        elif a.mechanic == "flash_sale":
            found[i, shop.vouchers[i % len(shop.vouchers)]] = True
    return found
