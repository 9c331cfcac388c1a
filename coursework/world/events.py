"""Events: what is written down of each visit, from the first page to the payment, with places on the home page."""

from __future__ import annotations

import numpy as np

from . import activity
from .people import People
from .randomness import chance, draw
from .scales import inverse, threshold
from .visits import Visits

EVENTS = (  # (event, page): steps of registration, onboarding, then what happens in any visit
    ("submit_register_step", "register_phone"), ("submit_register_step", "register_code"),
    ("submit_register_step", "register_profile"), ("view_tour", "tour"), ("allow_push", "settings"),
    ("claim_coupon", "newcomer_gift"), ("bind_card", "cards"), ("app_open", "home"),
    ("page_view", "home"), ("page_view", "merchant"), ("page_view", "points"), ("search", "search_results"),
    ("click", "banner"), ("click", "merchant"), ("claim_coupon", "coupon_centre"), ("click", "home"),
    ("page_view", "merchant_list"), ("page_view", "activity"), ("page_view", "profile"), ("page_view", "service"),
    ("check_in", "points"), ("favourite", "merchant"), ("add_to_cart", "cart"), ("join_activity", "activity"),
    ("share", "share_page"), ("pay_start", "payment"), ("pay_ok", "payment"), ("review", "merchant"), ("complain", "service"),
    ("page_view", "community"), ("exchange_points", "points"),
)  # fmt: skip
IS_PAGE = np.array([event == "page_view" for event, _ in EVENTS])
CODE = {name: number for number, name in enumerate(EVENTS)}
TOUR, PUSH, COUPON, CARD, OPEN, CLICK_HOME, CHECK_IN = 3, 4, 5, 6, 7, 15, 20
FAVOURITE, CART, JOIN, SHARE, PAY_START, PAY, REVIEW, COMPLAIN = 21, 22, 23, 24, 25, 26, 27, 28
PAGES = inverse((0,) * 8 + (18, 26, 7, 10, 6, 12, 5, 8, 4, 2, 2))  # code of a page or click by equally likely entries
PAGE_COUNT = inverse((40, 42, 14, 4), 256)
CHECKS_IN, FAVOURS, CARTS, LEAVES_CART = threshold(0.13), threshold(0.06), threshold(0.50), threshold(0.04)
REVIEWS, COMPLAINS, FAILS = threshold(0.065), threshold(0.006), threshold(0.03)
ELEMENTS = ("search_bar", "icon_bills", "icon_dining", "icon_points", "banner_top", "banner_side", "card_offer", "tab_profile")
# Where people tap on the home page before the new one of 1 May and after it: the bills icon went down the page.
TAPS = np.stack([inverse((18, 22, 17, 9, 16, 3, 9, 6)), inverse((21, 8, 16, 9, 24, 3, 13, 6))])
PLACES = np.array(  # middle (x, y) and spread of each element, per mille of the page, before and after
    [
        [(500, 60, 150, 12), (140, 240, 45, 25), (380, 240, 45, 25), (620, 240, 45, 25), (500, 420, 200, 50), (920, 640, 30, 60), (500, 760, 180, 40), (890, 965, 35, 14)],
        [(500, 60, 150, 12), (860, 830, 45, 25), (140, 240, 45, 25), (380, 240, 45, 25), (500, 400, 220, 70), (920, 640, 30, 60), (500, 700, 180, 40), (890, 965, 35, 14)],
    ]
)  # fmt: skip
NEW_HOME_DAY = 120
ERRORS = ("timeout", "card_refused", "sold_out", "network")
ERROR_OF_PAY = inverse((45, 30, 0, 25))


def of_visits(people: People, steps, joined, seen: Visits, buys, claimed, winners) -> dict:
    """Expand visits into events, in the order of user and time.

    Returns a dict of columns: user and visit (positions), at (seconds), code (of EVENTS), duration (seconds, -1 where the event is no
    page), element, x, y (-1 where it is no tap on the home page), error (number in ERRORS, -1 for none).
    """
    n = len(seen.user)
    key, slot = people.key[seen.user], seen.slot
    bits, waits, more = draw(key, "page_pick", slot), draw(key, "gap", slot), draw(key, "element", slot)
    count = PAGE_COUNT[draw(key, "pages", slot) >> np.uint32(24)]
    plain = ~claimed & (seen.why != activity.DUE)
    columns = []  # (visits, code, seconds since the event before), in the order of time inside a visit

    def add(which, code, gap):
        columns.append((which, np.broadcast_to(np.asarray(code), n)[which], np.broadcast_to(np.asarray(gap), n)[which]))

    first = np.flatnonzero(seen.first)
    own = np.diff(steps, axis=1, prepend=steps[:, :1])
    for i in range(3):
        columns.append((first, np.full(len(first), i), own[seen.user[first], i]))
    gap = 9 + ((waits >> np.uint32(18)) & np.uint32(31)).astype(np.int64)
    for code, name in ((TOUR, "tour"), (PUSH, "push"), (COUPON, "coupon"), (CARD, "card")):
        add(first[joined[name][seen.user[first]]], code, gap)
    add(np.flatnonzero(~seen.first), OPEN, 0)
    add(np.flatnonzero(~seen.first & chance(key, "check_in", CHECKS_IN, slot)), CHECK_IN, 6)
    for i in range(3):
        page = PAGES[(bits >> np.uint32(10 * i)) & np.uint32(1023)]
        add(np.flatnonzero((count > i) & plain), page, 4 + ((waits >> np.uint32(6 * i)) & np.uint32(63)).astype(np.int64))
    add(np.flatnonzero(plain & chance(key, "favourite", FAVOURS, slot)), FAVOURITE, 7)
    carts = chance(key, "cart", np.where(buys, CARTS, LEAVES_CART), slot) & ~claimed
    add(np.flatnonzero(carts), CART, 12)
    add(np.flatnonzero(claimed), JOIN, 30)
    shares = chance(key, "share_page", threshold(0.012), slot)
    add(np.flatnonzero(shares), SHARE, 9)
    fails = chance(key, "error", FAILS, slot)
    starts = buys | (carts & fails)
    pay_gap = 20 + (waits >> np.uint32(25)).astype(np.int64)
    add(np.flatnonzero(starts), PAY_START, pay_gap // 3)
    add(np.flatnonzero(buys), PAY, pay_gap)
    add(np.flatnonzero(buys & chance(key, "review", REVIEWS, slot)), REVIEW, 40)
    add(np.flatnonzero(chance(key, "complain", COMPLAINS, slot) & ~seen.first), COMPLAIN, 50)

    visit = np.concatenate([c[0] for c in columns])
    code = np.concatenate([c[1] for c in columns])
    gaps = np.concatenate([c[2] for c in columns]).astype(np.int64)
    place = np.repeat(np.arange(len(columns)), [len(c[0]) for c in columns])
    order = np.argsort(visit * 32 + place, kind="stable")
    visit, code, gaps = visit[order], code[order], gaps[order]
    at = np.cumsum(gaps)
    starts_at = np.flatnonzero(np.r_[True, visit[1:] != visit[:-1]]) if len(visit) else np.zeros(0, dtype=np.int64)
    before = np.repeat(at[starts_at] - gaps[starts_at], np.diff(np.r_[starts_at, len(visit)]))
    at = seen.start[visit] + at - before
    made = {"user": seen.user[visit], "visit": visit, "at": at, "code": code}
    return made | _details(made, seen, more, claimed & ~winners, fails & ~buys, key)


def _details(made, seen: Visits, more, refused, failed, key):
    code, visit, at = made["code"], made["visit"], made["at"]
    n = len(code)
    pages = IS_PAGE[code]
    spare = 8 + (more[visit] >> np.uint32(25)).astype(np.int64)
    follows = np.r_[visit[1:] == visit[:-1], False] if n else np.zeros(0, dtype=bool)
    until_next = np.r_[at[1:] - at[:-1], 0] if n else np.zeros(0, dtype=np.int64)
    duration = np.where(pages, np.where(follows, until_next, spare), -1)
    taps = np.flatnonzero(code == CLICK_HOME)
    later = (seen.day[visit[taps]] >= NEW_HOME_DAY).astype(int)
    nth = taps - np.searchsorted(visit, visit[taps], side="left")  # a visit may tap more than once
    element = TAPS[later, (more[visit[taps]] >> (np.uint32(4) * (nth % 4).astype(np.uint32))) & np.uint32(1023)]
    x0, y0, dx, dy = PLACES[later, element].T
    where = [
        draw(key[visit[taps]], name, seen.slot[visit[taps]] * 8 + nth % 8).astype(np.int64) % 2001 - 1000 for name in ("place_x", "place_y")
    ]
    columns = {name: np.full(n, -1, dtype=np.int64) for name in ("element", "x", "y", "error")}
    columns["element"][taps] = element
    columns["x"][taps] = np.clip(x0 + where[0] * dx // 1000, 0, 1000)
    columns["y"][taps] = np.clip(y0 + where[1] * dy // 1000, 0, 1000)
    sold_out = (code == JOIN) & refused[visit]
    stopped = (code == PAY_START) & failed[visit]
    columns["error"] = np.where(sold_out, 2, np.where(stopped, ERROR_OF_PAY[(more[visit] >> np.uint32(4)) & np.uint32(1023)], -1))
    return {"duration": duration} | columns
