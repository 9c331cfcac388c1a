"""Merchants, products, activities and coupons, and what orders and events say of them."""

from __future__ import annotations

import numpy as np

from .. import agenda, catalogue, coupons, exposures, flash, shopping
from ..catalogue import INDUSTRIES
from ..frames import codes
from ..parameters import STANDARD_USERS
from ..people import DAY
from ..randomness import chance, draw, keys, pick
from ..scales import inverse, spread, threshold

SCENES = ("at_home", "on_the_way", "eating_out", "family_time", "business_trip", "airport")
# Scene by category for other people and for five-star customers; on weekdays by day, in the evening, and at weekends.
SCENES_OF = {
    "dining": (((4, 22, 56, 6, 11, 1), (10, 6, 62, 16, 5, 1), (6, 6, 50, 36, 1, 1)), ((0, 8, 40, 2, 38, 12), (4, 4, 44, 8, 30, 10), (4, 4, 44, 24, 14, 10))),
    "bills": (((54, 40, 2, 4, 0, 0), (86, 8, 1, 5, 0, 0), (84, 8, 1, 7, 0, 0)), ((44, 34, 2, 2, 12, 6), (76, 8, 2, 4, 8, 2), (80, 8, 2, 4, 4, 2))),
    "grocery": (((62, 30, 0, 8, 0, 0), (66, 22, 0, 12, 0, 0), (52, 12, 0, 36, 0, 0)), ((70, 20, 0, 8, 2, 0), (70, 18, 0, 10, 2, 0), (58, 10, 0, 32, 0, 0))),
    "cinema": (((10, 18, 50, 20, 2, 0), (8, 10, 56, 26, 0, 0), (6, 6, 32, 56, 0, 0)), ((10, 14, 50, 22, 4, 0), (8, 8, 58, 24, 2, 0), (6, 6, 36, 52, 0, 0))),
    "travel": (((22, 34, 2, 8, 30, 4), (36, 22, 2, 20, 17, 3), (30, 20, 2, 40, 5, 3)), ((4, 6, 1, 3, 42, 44), (8, 6, 1, 7, 38, 40), (10, 8, 1, 19, 20, 42))),
    "mall": (((56, 34, 0, 8, 2, 0), (84, 6, 0, 10, 0, 0), (68, 8, 0, 24, 0, 0)), ((52, 30, 0, 6, 8, 4), (80, 6, 0, 8, 4, 2), (66, 8, 0, 22, 2, 2))),
}  # fmt: skip
EVENING = 17 * 3600
PAY_CHANNELS = ("bank_card", "balance", "wallet", "points")
PAYS_WITH = np.stack([inverse((28, 16, 56)), inverse((68, 14, 18))])  # without and with a card bound or an account at the bank
FULFIL = {"dining": (5_400, 120), "bills": (240, 90), "grocery": (7_200, 60), "cinema": (80_000, 110), "travel": (650_000, 90), "mall": (190_000, 45)}
MOST_SECONDS = 60 * DAY
NEVER_DELIVERED = 30  # percent of the orders that a merchant does not fulfil as promised; the others come late
LATE_FACTOR, LATE_BY = 3, DAY
SHIFTS_FROM, SHIFT = 2 * 3_600, 4 * 3_600  # merchants' shifts, seconds
REFUNDS = tuple(threshold(share) for share in (0.005, 0.20, 0.85))  # of orders on time, late, never delivered
SLOTS = 8_640  # ten-second slots of a day
LIST_PRICES = inverse((1, 2, 3, 3, 2, 1), 1024)  # activity price: 95, 90, ... 70 percent of the list price
ROLES = ("hit", "ordinary", "lure", "margin")
ROLE_OF = inverse((12, 56, 18, 14))
EVENINGS = ("evening_market", "cup_final")  # activities of an evening


def users(played, root_key, last_day: int) -> dict:
    """Rows of `coupons` and `activity_exposures`, and the columns of `orders` and `events` that name merchants, products and activities."""
    shop, o = catalogue.of(root_key), played.lives.orders
    of = shopping.shoppers(played)
    groups = np.isin(o["category"], [INDUSTRIES.index(name) for name in shop.group_goods]) & ~coupons.explained(o)
    bought = shopping.orders(played, shop, of, groups)
    made = coupons.all_of(played, bought.group >= 0, last_day)
    coupon_rows, coupon_id, activity = coupons.columns(played, made)
    activity = np.where(bought.group >= 0, agenda.number("group_buy"), np.where(o["flash"], bought.flash, activity))
    activity = _by_list(played, catalogue.lists(root_key), bought.product, activity, coupon_id < 0)
    shown = exposures.all_of(played)
    merchant, product = shopping.looked_at(played, shop, of, bought)
    fulfilled, refunded = _fulfilment(played, shop, bought.merchant, last_day)
    return {
        "orders": {
            "scene": _scenes(played), "merchant_id": bought.merchant + 1, "product_id": bought.product + 1, "coupon_id": coupon_id,
            "activity_id": np.where(activity < 0, -1, activity + 1), "group_id": bought.group, "pay_channel": _pay_channel(played),
            "fulfilled_at": fulfilled, "refunded_at": refunded,
        },
        "events": {"merchant_id": merchant, "product_id": product, "activity_id": exposures.of_events(played, shown["activity_of"])},
        "coupons": coupon_rows, "activity_exposures": shown["rows"],
    }  # fmt: skip


def _by_list(played, lists, product, activity, no_coupon):
    """Add the activity of orders that nothing else explains: of a product on its list, while it runs and for whom it is meant.

    A gift goes with any order; where a lower price is asked, the order must have been at a discount.
    """
    o, life = played.lives.orders, played.lives
    hour, user = o["at"] % DAY // 3_600, o["user"]
    meant = {"bank_customers": life.star > 0, "regulars": life.group == 0}
    free = np.flatnonzero((activity < 0) & no_coupon & (o["points_used"] == 0) & ~o["coupon"])
    found = activity.copy()
    for i, (a, first, last) in enumerate(zip(agenda.activities(), *agenda.spans(), strict=True)):
        if a.mechanic in agenda.BY_LIST:
            mine = free[(o["day"][free] >= first) & (o["day"][free] <= last)]
            mine = mine[lists[i, product[mine]]]
            begins, ends = agenda.HOURS.get(a.code, (0, 24))
            mine = mine[(hour[mine] >= begins) & (hour[mine] < ends) & ((o["discount"][mine] > 0) | (a.mechanic == "spend_and_gift"))]
            found[mine[meant[a.target][user[mine]]] if a.target in meant else mine] = i
    return np.where(agenda.held(played.scenario)[found], found, -1)


def _scenes(played):
    """Scene by what is bought and when; five-star customers buy on journeys."""
    o, life = played.lives.orders, played.lives
    names = codes("orders", "scene", SCENES)
    tables = np.stack([names[inverse(SCENES_OF[code][star][moment])] for code in INDUSTRIES for star in (0, 1) for moment in (0, 1, 2)])
    weekend = (o["day"] + 2) % 7 >= 5  # 1 January 2025 was a Wednesday
    moment = np.where(weekend, 2, (o["at"] % DAY >= EVENING).astype(np.int64))
    row = (o["category"] * 2 + (life.star[o["user"]] == 5)) * 3 + moment
    return tables[row, draw(played.users.key[o["user"]], "scene", o["slot"]) >> np.uint32(22)]


def _pay_channel(played):
    life, o = played.lives, played.lives.orders
    accounts, user = life.accounts, o["user"]
    card = life.joined["card"][user] | accounts["customer"][user]
    card |= (accounts["opened_at"][user] >= 0) & (accounts["opened_at"][user] < o["at"])
    way = PAYS_WITH[card.astype(int), draw(played.users.key[user], "pay_channel", o["slot"]) >> np.uint32(22)]
    return codes("orders", "pay_channel", PAY_CHANNELS)[np.where(o["points_used"] > 0, 3, way)]


def _fulfilment(played, shop, merchant, last_day):
    """Seconds at which orders were delivered or used, and at which money was given back; -1 where it did not happen in time."""
    o = played.lives.orders
    key, slot = played.users.key[o["user"]], o["slot"]
    waits = np.stack([np.minimum(spread(*FULFIL[code]), MOST_SECONDS) for code in INDUSTRIES])
    wait = waits[o["category"], draw(key, "fulfil", slot) >> np.uint32(24)] + (draw(key, "refund", slot) >> np.uint32(26)).astype(np.int64)
    kept = shop.merchants["fulfilment_percent"][merchant]
    broken = ~chance(key, "fulfil", kept * threshold(0.01), slot + 1_500)
    never = broken & chance(key, "refund", threshold(NEVER_DELIVERED / 100), slot + 1_500)
    late = broken & ~never
    fulfilled = np.where(never, -1, _booked(o["at"] + np.where(late, LATE_FACTOR * wait + LATE_BY, wait)))
    back = chance(key, "fulfilment", np.array(REFUNDS)[late + 2 * never], slot)
    when = np.maximum(fulfilled, o["at"]) + 3_600 + (draw(key, "fulfilment", slot + 1_500).astype(np.int64) * 5 * DAY >> 32)
    end = last_day * DAY
    return np.where(fulfilled < end, fulfilled, -1), np.where(back & (when < end), when, -1)


def _booked(at):
    """Merchants book what was delivered or used at the end of a shift: at ten, two, six and ten o'clock."""
    shift = (at % DAY - SHIFTS_FROM + SHIFT - 1) // SHIFT
    shift = np.where(shift > 5, 8, np.maximum(shift, 2))  # after ten in the evening: at ten the next morning
    return at // DAY * DAY + SHIFTS_FROM + shift * SHIFT


def totals(played, root_key, made) -> dict:
    """Counts of this part's orders: pieces by activity and product, and flash orders by activity and ten seconds of the day."""
    o, shop = made["orders"], catalogue.of(root_key)
    many, goods = len(agenda.activities()), len(shop.products["product_id"])
    mine = np.flatnonzero(o["activity_id"] > 0)
    activity, product = o["activity_id"][mine] - 1, o["product_id"][mine] - 1
    sales = np.array([a.mechanic == "flash_sale" for a in agenda.activities()])
    piece = np.isin(product, shop.vouchers) & sales[activity]
    count = np.where(piece, 1, o["quantity"][mine])
    sold_pieces = np.zeros(many * goods, dtype=np.int64)
    np.add.at(sold_pieces, activity * goods + product, count)
    slot = o["ts"][mine][piece] % DAY // 10
    return {
        "sold": sold_pieces.reshape(many, goods),
        "flash_slots": np.bincount(activity[piece] * SLOTS + slot, minlength=many * SLOTS).reshape(many, SLOTS),
    }


def whole(played, root_key, last_day: int, counted: dict) -> dict:
    """Rows of `merchants`, `products`, `activities` and `activity_products`."""
    shop, held = catalogue.of(root_key), agenda.held(played.scenario)
    known = [i for i, a in enumerate(agenda.activities()) if held[i]]
    return {
        "merchants": shop.merchants, "products": shop.products, "activities": _activities(played, known),
        "activity_products": _activity_products(played, root_key, shop, known, counted),
    }  # fmt: skip


def _activities(played, known) -> dict:
    rows = [agenda.activities()[i] for i in known]
    name = "activities"
    made = {"activity_id": np.array(known) + 1, "name": [a.name for a in rows], "name_zh": [a.name_zh for a in rows]}
    made |= {column: codes(name, column, [getattr(a, column) for a in rows]) for column in ("kind", "mechanic", "theme")}
    first, last = agenda.spans()
    made |= {"starts": first[known], "ends": last[known]}
    phases = np.array([agenda.phase_days(a) for a in rows]).T
    made |= dict(zip(("preparation_from", "accumulation_from", "warm_up_from", "peak_from", "encore_from"), phases, strict=True))
    made |= {"target_segment": codes(name, "target_segment", [a.target for a in rows]), "goal_metric": codes(name, "goal_metric", [a.goal for a in rows])}
    made |= {"goal_value": [agenda.scaled(a.goal_value, played.size) for a in rows], "budget": [100 * agenda.scaled(a.budget, played.size) for a in rows]}
    made |= {"rule_words": [a.words for a in rows], "steps_to_join": [a.steps for a in rows]}
    return made | {"online": [a.online for a in rows], "hot_topic": [a.hot for a in rows]}


def _activity_products(played, root_key, shop, known, counted) -> dict:
    lists, goods = catalogue.lists(root_key), shop.products
    lists = lists & np.isin(np.arange(len(lists)), known)[:, None]
    which, product = np.nonzero(lists)
    everything = agenda.activities()
    key = keys(root_key, np.array([catalogue.LIST_KEYS]), which, product)
    sale = np.array([a.mechanic == "flash_sale" for a in everything])[which]
    hit = sale & np.isin(product, shop.vouchers)
    role = np.where(hit, 0, ROLE_OF[draw(key, "stock") >> np.uint32(22)])
    role = np.where(sale & ~hit, 1 + draw(key, "stock") % 3, role)
    percent = np.where(role == 3, 100, 95 - 5 * pick(key, "price_of", LIST_PRICES) - 8 * (role == 0))
    gifts = np.array([a.mechanic == "spend_and_gift" for a in everything])[which]
    price = np.where(hit, flash.PAID, goods["list_price"][product] * np.where(gifts, 100, percent) // 1_000 * 10)
    rival = goods["rival_price"][product] * (84 + (draw(key, "price_of", 1).astype(np.int64) * 17 >> 32)) // 1_000 * 10
    stock = np.where(hit, max(1, flash.STOCK * played.size // STANDARD_USERS), -1)
    sold_pieces = counted["sold"][which, product]
    last = (SLOTS - 1 - np.argmax(counted["flash_slots"][:, ::-1] > 0, axis=1))[which]
    day = agenda.spans()[0][which]
    times = np.array([{"flash_sale": 1, "time_slot": 3 if a.code in EVENINGS else 2}.get(a.mechanic, 0) for a in everything])[which]
    return {
        "activity_id": which + 1, "product_id": product + 1, "role": codes("activity_products", "role", ROLES)[role],
        "activity_price": price, "rival_price": rival, "stock_offered": stock, "stock_sold": sold_pieces,
        "sold_out_at": np.where(hit & (sold_pieces == stock), day * DAY + 10 * (last + 1), -1),
        "slot": codes("activity_products", "slot", ("all_day", "morning", "noon", "evening"))[times],
    }  # fmt: skip
