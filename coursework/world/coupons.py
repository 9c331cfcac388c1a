"""Coupons: each that was handed out or claimed, and which order used it.

Three ways lead to a coupon. It is handed out (`offers`: these change what people buy); newcomers claim theirs in the first
visit; and the coupon centre has one for whoever claims, and puts some into people's wallets in the morning. An order at a
discount that nothing else explains used the coupon claimed last, if that was less than ten days before; without a claim it used
one of the morning, or its price was reduced by the merchant and no coupon was used. All other coupons lapse.
"""

from __future__ import annotations

import numpy as np

from . import agenda, events, offers
from . import orders as sold
from .frames import places
from .people import DAY
from .randomness import chance, draw
from .rows.behaviour import serials
from .scales import spread, threshold

TEMPLATES, KINDS = places("coupons", "template"), places("coupons", "kind")
OFFERED = {  # kind and activity of the coupons that the team hands out
    offers.MONTHLY: ("spend_and_save", None), offers.AUTUMN: ("spend_and_save", None), offers.RECALL: ("cash", "recall"),
    offers.PROMOTION: ("spend_and_save", "november_sale"),
}  # fmt: skip
NEWCOMER_DAYS, CENTRE_DAYS = 30, 10  # days for which a coupon holds, the day of issue included
BEFORE = threshold(0.5)  # of those coupons came on the day of the visit before, the others on the day itself
MORNING = 6 * 3_600  # the app puts coupons that nobody claimed into people's wallets at six
BY_COUPON = threshold(0.30)  # of discounts that nothing explains and no claim: a coupon; the others are the merchant's own offers
FOR_BILLS = threshold(0.28)  # of coupons claimed and never used
LADDER = np.array((0, 2_000, 3_000, 5_000, 8_000, 12_000, 20_000))  # thresholds of the coupon centre, cents
COLUMNS = ("user", "template", "kind", "activity", "face", "least", "issued", "until", "order")


def explained(o) -> np.ndarray:
    """Say which orders' discount is that of an offer, of the newcomer coupon, of a flash sale, or of points alone."""
    by_points = o["discount"] - sold.POINTS_OFF * (o["points_used"] > 0)
    return (o["offer"] >= 0) | o["coupon"] | o["flash"] | (by_points <= 0)


def all_of(played, in_group, last_day: int) -> dict:
    """List all coupons in the order of users and time: arrays named as in COLUMNS; `order` is a position, -1 for unused.

    `in_group` marks orders of group buys: their discount is the group's.
    """
    free = np.flatnonzero(~explained(played.lives.orders) & ~in_group)
    claims = _claims(played)
    centre, claimed = _of_the_centre(played, claims, free)
    parts = [_offered(played), _of_newcomers(played), centre, _lapsed(played, np.delete(claims, claimed))]
    made = {name: np.concatenate([np.broadcast_to(part[name], len(part["user"])) for part in parts]) for name in COLUMNS}
    gone = np.minimum(played.lives.presence["uninstalls"], last_day)
    kept = np.flatnonzero((made["order"] >= 0) | (made["issued"] // DAY < gone[made["user"]]))
    kept = kept[np.lexsort((made["template"][kept], made["issued"][kept], made["user"][kept]))]
    made["activity"] = np.where(agenda.held(played.scenario)[made["activity"]], made["activity"], -1)
    return {name: values[kept] for name, values in made.items()}


def _offered(played) -> dict:
    """Coupons handed out by the team; those of the recall and of the November sale belong to an activity."""
    given = played.lives.offers
    facts = [
        (TEMPLATES[t.code], KINDS[OFFERED[t][0]], agenda.number(OFFERED[t][1]) if OFFERED[t][1] else -1, t.face, t.least)
        for t in offers.TEMPLATES
    ]  # fmt: skip
    template, kind, activity, face, least = np.array(facts).T[:, given["template"]]
    return {"user": given["user"], "template": template, "kind": kind, "activity": activity, "face": face, "least": least,
            "issued": given["issued"], "until": given["until"] - 1, "order": given["order"]}  # fmt: skip


def _of_newcomers(played) -> dict:
    e, o, n = played.lives.events, played.lives.orders, len(played.users)
    mine = np.flatnonzero(e["code"] == events.COUPON)
    used = np.full(n, -1)
    used[o["user"][o["coupon"]]] = np.flatnonzero(o["coupon"])
    user, at = e["user"][mine], e["at"][mine]
    activity = np.where(at < _end("newcomer_gift"), agenda.number("newcomer_gift"), -1)
    return {"user": user, "template": TEMPLATES["newcomer_10"], "kind": KINDS["newcomer"], "activity": activity, "face": sold.NEWCOMER_COUPON, "least": 0,
            "issued": at, "until": (at // DAY + NEWCOMER_DAYS) * DAY - 1, "order": used[user]}  # fmt: skip


def _end(code: str) -> int:
    return (int(agenda.spans()[1][agenda.number(code)]) + 1) * DAY


def _claims(played):
    """Claims in the coupon centre that give a coupon: there is one at a time, so whoever claimed within ten days gets no other."""
    e = played.lives.events
    claims = np.flatnonzero(e["code"] == events.CODE["claim_coupon", "coupon_centre"])
    user, day = e["user"][claims], e["at"][claims] // DAY
    again = np.zeros(len(claims), dtype=bool)
    again[1:] = (user[1:] == user[:-1]) & (day[1:] - day[:-1] < CENTRE_DAYS)
    return claims[~again]


def _of_the_centre(played, claims, free):
    """Coupons of the centre that orders used, and which claims (positions among all claims) gave one of them."""
    life, e, o = played.lives, played.lives.events, played.lives.orders
    user, at, slot = o["user"][free], o["at"][free], o["slot"][free]
    key = played.users.key[user]
    visit = o["visit"][free]
    before = np.maximum(visit - 1, 0)
    known = (visit > 0) & (life.visits["user"][before] == user) & ~life.visits["first"][before]
    early = known & (at // DAY - life.visits["day"][before] < CENTRE_DAYS) & chance(key, "claimed_at", BEFORE, slot)
    issued = np.where(early, life.visits["day"][before], at // DAY) * DAY + MORNING
    issued = np.where((issued <= played.steps[user, -1]) | (issued >= at), at - 3, issued)  # on the day of registration at the till
    span = (int(played.days[-1]) + 400) * DAY
    claim_at = e["user"][claims] * span + e["at"][claims]
    last = np.searchsorted(claim_at, user * span + at, side="left") - 1
    safe = np.maximum(last, 0)
    fits = last >= 0
    if len(claims):
        fits &= (e["user"][claims[safe]] == user) & (at // DAY - e["at"][claims[safe]] // DAY < CENTRE_DAYS)
        fits &= np.r_[True, last[1:] != last[:-1]] if len(last) else fits  # the first order after a claim uses it
        issued = np.where(fits, e["at"][claims[safe]], issued)
    kept = np.flatnonzero(fits | chance(key, "claimed_at", BY_COUPON, slot + 3_000))
    free, user, issued, claimed = free[kept], user[kept], issued[kept], last[fits]
    bills = o["category"][free] == sold.BILLS
    face = o["discount"][free] - sold.POINTS_OFF * (o["points_used"][free] > 0)
    return _centre(user, issued, face, o["list_price"][free], bills, free), claimed


def _centre(user, issued, face, price, bills, order) -> dict:
    """Coupons of the centre: for bills, on a member day, or plain cash; of the activity that runs when they are given out."""
    day = issued // DAY
    days = {kind: agenda.on_days(kind)[day] for kind in ("member_day", "bills", "sale", "card")}
    member = days["member_day"] >= 0
    other = np.where(member, days["member_day"], np.where(days["sale"] >= 0, days["sale"], days["card"]))
    return {
        "user": user, "template": np.where(bills, TEMPLATES["bill_3"], TEMPLATES["member_day_5"]),
        "kind": np.where(bills, KINDS["bill_discount"], np.where(member, KINDS["member_voucher"], KINDS["cash"])),
        "activity": np.where(bills, days["bills"], other), "face": face, "least": LADDER[np.searchsorted(LADDER, price, side="right") - 1] * ~bills,
        "issued": issued, "until": (issued // DAY + CENTRE_DAYS) * DAY - 1, "order": order,
    }  # fmt: skip


def _would_be(key, slot):
    """Face value and price of a coupon of the centre that nobody used: as those that were used."""
    price = spread(8_600, 58, 10)[draw(key, "coupon_month", slot) >> np.uint32(24)]
    percent = sold.DISCOUNTS[draw(key, "coupon_month", slot + 1_500) >> np.uint32(29)]
    return np.maximum(price * percent // 5_000 * 50, 50), price


def _lapsed(played, claims) -> dict:
    """Claims in the coupon centre that no order used."""
    e, visits = played.lives.events, played.lives.visits
    user, slot = e["user"][claims], visits["slot"][e["visit"][claims]]
    key = played.users.key[user]
    bills = chance(key, "claimed_at", FOR_BILLS, slot + 1_500)
    face, price = _would_be(key, slot)
    return _centre(user, e["at"][claims], face, price, bills, np.full(len(user), -1))


def columns(played, made: dict):
    """Rows of `coupons`, and by order the id of its coupon (-1 for none) and its activity."""
    o, ids = played.lives.orders, played.users.id
    coupon_id = ids[made["user"]] * 1_000 + serials(made["user"], len(ids)) + 1
    used = np.flatnonzero(made["order"] >= 0)
    order = made["order"][used]
    of_order, activity = np.full(len(o["user"]), -1), np.full(len(o["user"]), -1)
    of_order[order], activity[order] = coupon_id[used], made["activity"][used]
    redeemed, order_id = np.full(len(coupon_id), -1), np.full(len(coupon_id), -1)
    redeemed[used], order_id[used] = o["at"][order], ids[o["user"][order]] * 1_000 + o["serial"][order]
    rows = {
        "coupon_id": coupon_id, "user_id": ids[made["user"]], "template": made["template"], "kind": made["kind"],
        "activity_id": np.where(made["activity"] < 0, -1, made["activity"] + 1), "face_value": made["face"], "threshold": made["least"],
        "issued_at": made["issued"], "valid_to": made["until"], "regular": made["template"] == TEMPLATES[offers.MONTHLY.code],
        "redeemed_at": redeemed, "order_id": order_id,
    }  # fmt: skip
    return rows, of_order, activity
