"""Feedback: on which occasions users say something, and what about.

Reviews come only from people who bought, calls and complaints from people who did not get what they came for; so the two tell different
stories. A theme has a weight on each occasion; what happened to the user just before raises it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from . import catalogue, events
from . import practice as care
from .frames import codes, places
from .members import LIMIT
from .orders import BILLS, CATEGORIES, DINING
from .people import DAY
from .randomness import chance, draw, keys
from .scales import threshold
from .seasons import FIRST, FLASH_FROM
from .spells import BARGAIN
from .talk import PER_USER
from .texts import NUMBER as T
from .themes import THEMES

REVIEW, COMPLAINT, CALL, SOLD_OUT_CALL, STORE, SOLD_OUT_STORE, COMMUNITY = range(7)
COLUMN = (0, 1, 1, 1, 2, 2, 3)  # of the weights below, which is also the source: review, service log, app store, community
REFUSED_CALLS, LET_DOWN_CALLS = threshold(0.14), threshold(0.20)  # of orders at the merchant that refuses coupons; that came late or never
SOLD_OUT = threshold(0.07)  # of refused claims lead to a call, and as many to a comment in the app store
COMMENTS, FIRST_COMMENTS = threshold(0.0026), threshold(0.012)  # of visits lead to a comment in the store; of the first ones
REMARKS = threshold(0.10)  # of what members say in communities is noted by the team
NEW_HOME = ((120, 100), (212, 45), (273, 22))  # from which day on how much the new home page is talked about, percent
LATE = {"bills": DAY, "grocery": DAY, "mall": 6 * DAY}  # what takes longer than that was late; other goods are used when people like
NEWCOMER, NEW_ENOUGH = 7, 30  # days after registration with the code fresh in mind; after which nobody speaks of it
LATELY = {"order": 5 * DAY, "sold_out": 7 * DAY, "failed": 2 * DAY}
SAVED, YEAR_ENDS = 60, 305  # days of membership before points matter; from 2 November on people see that they run out
BASE = {  # weights by occasion: review, complaint, comment in the store, remark in a community
    "code_late": (0, 2, 2, 1), "new_home": (4, 62, 48, 28), "coupon_rules": (17, 12, 12, 15), "coupon_refused": (1, 3, 1, 4),
    "app_slow": (3, 7, 9, 4), "sold_out": (0, 2, 2, 4), "points_expire": (5, 8, 6, 10), "too_many_messages": (1, 4, 7, 5),
    "late_order": (2, 2, 1, 1), "slow_service": (3, 14, 8, 6), "payment_failed": (2, 7, 4, 3), "praise_dining": (0, 0, 18, 14),
    "praise_bills": (0, 0, 22, 10), "praise_staff": (0, 0, 6, 7), "praise_order": (0, 0, 12, 8), "wish_family": (3, 7, 7, 10),
    "wish_invoice": (7, 9, 4, 5), "wish_dark": (2, 5, 9, 6),
}  # fmt: skip
CODE_FRESH = (0, 60, 80, 12)  # what the first days add to the code that came late
DAILY, DAILY_INTOLERANT = 22, 100  # daily messages add to their being too many, and for the intolerant
SOLD_OUT_FRESH, FAILED_FRESH, LET_DOWN, REFUSED = 60, 50, 140, 90
PRAISE_ORDER, PRAISE_STAFF = 96, 24  # in reviews


@dataclass
class Said:
    """What was said, in the order of user and time: user and order (positions), second, occasion, theme, activity (id), key of the row."""

    user: np.ndarray
    at: np.ndarray
    occasion: np.ndarray
    order: np.ndarray
    activity: np.ndarray
    key: np.ndarray
    theme: np.ndarray


def said(played, root_key, last_day: int, made: dict) -> Said:
    """List what users say, with its theme."""
    people, life = played.users, played.lives
    at_refuser = made["orders"]["merchant_id"] == catalogue.of(root_key).refuser + 1
    let_down, mind, got = _let_down(life.orders, made["orders"])
    parts = [*_about_orders(people, life, at_refuser, let_down, mind, got), *_else(people, life, made)]
    user, at, occasion, order, number = (np.concatenate([np.broadcast_to(part[i], len(part[0])) for part in parts]) for i in range(5))
    kept = np.flatnonzero((at < np.minimum(life.end[user], last_day) * DAY) & (at >= played.steps[user, -1]))
    kept = kept[np.lexsort((occasion[kept], at[kept], user[kept]))]
    user, at, occasion, order, number = (values[kept] for values in (user, at, occasion, order, number))
    key = keys(people.key[user], 2_000_000 + occasion * 200_000 + number)
    it = Said(user, at, occasion, order, np.full(len(user), -1), key, np.zeros(len(user), dtype=np.int64))
    _choose(it, played, made, at_refuser, let_down, mind)
    return it


def _let_down(orders, rows):
    """Say which orders came late or, as their money was given back, never; from when users mind; and when they have what they bought."""
    got, back = rows["fulfilled_at"], rows["refunded_at"]
    limit = np.array([LATE.get(category.code, 0) for category in CATEGORIES])[orders["category"]]
    late = (got >= 0) & (limit > 0) & (got - orders["at"] > limit)
    mind = orders["at"] + np.maximum(limit, DAY)
    return late | ((got < 0) & (back >= 0)), mind, np.where(got < 0, mind, got)


def _about_orders(people, life, at_refuser, let_down, mind, got):
    """Reviews, and calls about orders: (user, second, occasion, order, number) each.

    The review is begun in the visit of the order, and written once there is something to say about what was bought.
    """
    e, o = life.events, life.orders
    begun = np.flatnonzero(e["code"] == events.REVIEW)
    order = np.searchsorted(o["visit"], e["visit"][begun])
    user, number = e["user"][begun], o["serial"][order]
    wait = 600 + (draw(people.key[user], "told", number) >> np.uint32(16)).astype(np.int64)
    at = np.maximum(e["at"][begun], got[order] + wait)
    has_app = at < life.presence["uninstalls"][user] * DAY
    yield user[has_app], at[has_app], REVIEW, order[has_app], number[has_app]
    key, number = people.key[o["user"]], o["serial"]
    calls = np.flatnonzero(chance(key, "rating", np.where(let_down, LET_DOWN_CALLS, np.where(at_refuser, REFUSED_CALLS, 0)), 2000 + number))
    later = 3_600 + (draw(key[calls], "rating", 3000 + number[calls]) >> np.uint32(15)).astype(np.int64)
    yield o["user"][calls], np.where(let_down, mind, got)[calls] + later, CALL, calls, number[calls]


def _else(people, life, made):
    """Complaints, comments and remarks that no order is known of."""
    e, v = life.events, life.visits
    none = np.int64(-1)
    complaints = np.flatnonzero(e["code"] == events.COMPLAIN)
    yield e["user"][complaints], e["at"][complaints], COMPLAINT, none, v["slot"][e["visit"][complaints]]
    refused = np.flatnonzero(e["error"] == events.ERRORS.index("sold_out"))
    slot, key = v["slot"][e["visit"][refused]], people.key[e["user"][refused]]
    for occasion, number in ((SOLD_OUT_CALL, 1), (SOLD_OUT_STORE, 2)):
        angry = np.flatnonzero(chance(key, "text", SOLD_OUT, slot + 1500 * (number - 1)))
        wait = 300 + (draw(key[angry], "reply", slot[angry] + 1500 * (number - 1)) >> np.uint32(18)).astype(np.int64)
        yield e["user"][refused][angry], e["at"][refused][angry] + wait, occasion, none, slot[angry]
    comments = np.flatnonzero(chance(people.key[v["user"]], "rating", np.where(v["first"], FIRST_COMMENTS, COMMENTS), v["slot"]))
    wait = 600 + (draw(people.key[v["user"][comments]], "resolve", v["slot"][comments]) >> np.uint32(19)).astype(np.int64)
    yield v["user"][comments], v["start"][comments] + wait, STORE, none, v["slot"][comments]
    rows = made["community_messages"]
    kinds = codes("community_messages", "kind", ("topic", "reply", "question"))
    spoken = np.flatnonzero(np.isin(rows["kind"], kinds) & ~rows["by_staff"])
    order = np.argsort(people.id, kind="stable")
    user = order[np.searchsorted(people.id[order], rows["user_id"][spoken])]
    number = rows["message_id"][spoken] % PER_USER
    noted = chance(keys(people.key[user], 4_000_000 + number), "text", REMARKS)
    yield user[noted], rows["ts"][spoken][noted], COMMUNITY, none, number[noted]


def _choose(it: Said, played, made, at_refuser, let_down, mind):
    """Fill in theme, the order it is about, and the activity."""
    o = played.lives.orders
    _link(it, o)
    about, known = np.maximum(it.order, 0), it.order >= 0

    def of_order(values):
        return values[about] & known if len(values) else known

    sold_out = _before(it, played.lives, played.lives.events["error"] == events.ERRORS.index("sold_out"), LATELY["sold_out"])
    late, refused = of_order(let_down) & (it.at >= (mind[about] if len(mind) else 0)), of_order(at_refuser)
    never = of_order(made["orders"]["fulfilled_at"] < 0)
    weight = _weights(it, played, made, sold_out >= 0)
    weight[:, T["late_order"]] = np.where(known, weight[:, T["late_order"]], 0) + LET_DOWN * late
    eats, bill, review = of_order(o["category"] == DINING), of_order(o["category"] == BILLS), it.occasion == REVIEW
    weight[:, T["coupon_refused"]] = np.where(eats, weight[:, T["coupon_refused"]], 0) + REFUSED * refused
    for code, mine in (("praise_dining", eats), ("praise_bills", bill), ("praise_order", ~eats & ~bill)):
        weight[:, T[code]] += PRAISE_ORDER * (review & mine & ~never)
    weight[:, T["praise_staff"]] += PRAISE_STAFF * (review & ~bill & ~never)
    total = np.cumsum(weight, axis=1)
    luck = draw(it.key, "review").astype(np.int64) * total[:, -1] >> 32
    theme = (total <= luck[:, None]).sum(axis=1)
    theme = np.where(it.occasion == CALL, np.where(late, T["late_order"], T["coupon_refused"]), theme)
    it.theme = np.where((it.occasion == SOLD_OUT_CALL) | (it.occasion == SOLD_OUT_STORE), T["sold_out"], theme)
    named = np.isin(it.theme, [T[code] for code in ("late_order", "coupon_refused", "payment_failed")]) & (it.occasion == COMPLAINT)
    it.order = np.where(review | (it.occasion == CALL) | named, it.order, -1)
    mine = (it.theme == T["sold_out"]) & (sold_out >= 0)
    it.activity[mine] = made["events"]["activity_id"][sold_out[mine]]


def _link(it: Said, orders):
    """Let what was said be about the user's latest order, if it was lately and no other is named."""
    it.order = np.where(it.order >= 0, it.order, _latest(it, orders["user"], orders["at"], LATELY["order"]))


def _before(it: Said, life, which, within):
    """Position of the user's last event of a kind within some seconds before, or -1."""
    found = np.flatnonzero(which)
    place = _latest(it, life.events["user"][found], life.events["at"][found], within)
    return np.where(place >= 0, found[place], -1) if len(found) else place


def _latest(it: Said, user, at, within):
    """Place of the last of some moments (in the order of user and time) that the user had within some seconds before, or -1."""
    if not len(user):
        return np.full(len(it.user), -1)
    place = np.searchsorted(user * LIMIT + at, it.user * LIMIT + it.at, side="right") - 1
    safe = np.maximum(place, 0)
    return np.where((place >= 0) & (user[safe] == it.user) & (it.at - at[safe] < within), safe, -1)


def _weights(it: Said, played, made, sold_out):
    """Weight of every theme (columns) by what is known of the user and the day; orders come on top."""
    life, user, day = played.lives, it.user, it.at // DAY
    e, who, registered = life.events, life.who, played.steps[user, -1] // DAY
    column, age = np.array(COLUMN)[it.occasion], day - registered
    weight = np.stack([np.array(BASE[theme.code])[column] for theme in THEMES], axis=1).astype(np.int64)
    phase = np.zeros(len(user), dtype=np.int64)
    for first, percent in NEW_HOME:
        phase = np.where(day >= first, percent, phase)
    pays = np.bincount(life.orders["user"][life.orders["category"] == BILLS], minlength=len(life.end))[user] > 0
    weight[:, T["new_home"]] = weight[:, T["new_home"]] * phase * (100 + 60 * pays + 30 * (registered < NEW_HOME[0][0])) // 10_000
    weight[:, T["code_late"]] = np.where(age <= NEW_ENOUGH, weight[:, T["code_late"]], 0) + np.where(age <= NEWCOMER, np.array(CODE_FRESH)[column], 0)
    weight[:, T["coupon_rules"]] = weight[:, T["coupon_rules"]] * np.where(who.price[user] > BARGAIN, 18, 10) // 10
    weight[:, T["app_slow"]] = weight[:, T["app_slow"]] * np.where(_slow(played, made)[user], 5, 1)
    weight[:, T["points_expire"]] = weight[:, T["points_expire"]] * np.where(age < SAVED, 0, np.where(day >= YEAR_ENDS, 3, 1))
    daily = life.sent["test_daily"][user] & (day >= care.PUSH.first) & (day <= care.PUSH.last + 14)
    weight[:, T["too_many_messages"]] += daily * (DAILY + DAILY_INTOLERANT * who.intolerant[user])
    weight[:, T["sold_out"]] = np.where(day >= (FLASH_FROM - FIRST).days, weight[:, T["sold_out"]], 0) + SOLD_OUT_FRESH * sold_out
    failed = _before(it, life, (e["code"] == events.PAY_START) & (e["error"] >= 0), LATELY["failed"]) >= 0
    weight[:, T["payment_failed"]] += FAILED_FRESH * failed
    return weight


def _slow(played, made):
    """Say who has a cheap Android phone."""
    rows = made["devices"]
    cheap = (rows["price_band"] == places("devices", "price_band")["low"]) & (rows["os"] == places("devices", "os")["android"])
    ids = played.users.id
    order = np.argsort(ids, kind="stable")
    found = np.zeros(len(ids), dtype=bool)
    found[order[np.searchsorted(ids[order], rows["user_id"][cheap])]] = True
    return found
