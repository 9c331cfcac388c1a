"""What users do: habit and leaving, active days, visits, and the events inside a visit.

All is drawn from the user's key and the day, so a longer follow-up only adds rows at the end.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from . import parameters as p
from .channels import origins
from .orders import buys
from .people import DAY, People, by_aim, by_channel, dining, ragged, tier
from .randomness import chance, draw, pick
from .scales import LIFE_CLASSES, inverse, lifetimes, logistic, normal, seconds_of_day, threshold
from .seasons import season

EVENTS = (  # (event, page): steps of registration, onboarding, then what happens in any visit
    ("submit_register_step", "register_phone"), ("submit_register_step", "register_code"),
    ("submit_register_step", "register_profile"), ("view_tour", "tour"), ("allow_push", "settings"),
    ("claim_coupon", "newcomer_gift"), ("bind_card", "cards"), ("app_open", "home"),
    ("page_view", "home"), ("page_view", "merchant"), ("page_view", "points"), ("search", "search_results"),
    ("click", "banner"), ("click", "merchant"), ("claim_coupon", "coupon_centre"), ("pay_ok", "payment"),
)  # fmt: skip
TOUR, PUSH, COUPON, CARD, OPEN, PAY = 3, 4, 5, 6, 7, 15
PAGES = 8 + inverse((20, 30, 8, 12, 8, 16, 6))
PAGE_COUNT = inverse((30, 42, 20, 8), 256)
ONBOARDING = {"tour": 45, "push": 10, "coupon": 30, "card": -75}  # scores, before the user's own habit
SECOND_VISIT = threshold(0.13)


@dataclass
class Traits:
    """Scores of users (hundredths of a logit) that follow from channel, place and their own draws."""

    tier: np.ndarray
    dining: np.ndarray
    habit: np.ndarray
    order: np.ndarray
    bank: np.ndarray
    price: np.ndarray
    power: np.ndarray


def traits(people: People) -> Traits:
    """Work out the scores from which all behaviour follows (formulas in docs/world.md)."""
    effect, key = p.TRAIT_EFFECT, people.key
    origin = origins()[people.source]
    z = {name: pick(key, name, normal()) for name in ("intent", "habit", "order", "bank", "price", "power")}
    place, eats_out = tier(people), dining(people)
    own_habit = (effect["habit"] * z["habit"] + effect["intent_habit"] * z["intent"]) // 100
    habit = by_channel("habit")[origin] + own_habit + np.array(p.TIER_HABIT)[place]
    habit = habit + p.DINING_EFFECT["habit"] * eats_out + by_aim("habit")[people.aim]
    order = by_channel("order")[origin] + (effect["order"] * z["order"] + effect["intent_order"] * z["intent"]) // 100
    order = order + np.array(p.TIER_ORDER)[place] + p.DINING_EFFECT["order"] * eats_out
    bank = by_channel("bank")[origin] + (effect["bank"] * z["bank"] + effect["habit_bank"] * z["habit"]) // 100
    price = by_channel("price")[origin] + effect["price"] * z["price"] // 100 + by_aim("price_score")[people.aim]
    power = by_channel("power")[origin] + effect["power"] * z["power"] // 100 + by_aim("power")[people.aim]
    return Traits(place, eats_out, habit, order, bank + p.DINING_EFFECT["bank"] * eats_out, price, power)


def onboarding(people: People, who: Traits):
    """Say which newcomers take the tour, allow messages, claim the newcomer coupon and bind a card."""
    return {
        name: chance(people.key, name, logistic(base + who.habit // 2 + (who.price // 3 if name == "coupon" else 0)))
        for name, base in ONBOARDING.items()
    }


@lru_cache(maxsize=1)
def _new_bonus():
    bonus = np.zeros(LIFE_CLASSES * 20, dtype=np.int64)
    bonus[1 : 1 + len(p.ACTIVE_NEW)] = p.ACTIVE_NEW
    return bonus


def active_days(people: People, who: Traits, registered_day, end_day: int):
    """List (user position, day) of all active days after the day of registration and before `end_day`."""
    classes = np.clip(who.habit // 10 + LIFE_CLASSES // 2, 0, LIFE_CLASSES - 1)
    life = lifetimes()[classes, draw(people.key, "life") >> np.uint32(22)]
    days_left = np.maximum(np.minimum(life, end_day - 1 - registered_day), 0)
    user = np.repeat(np.arange(len(people)), days_left)
    since = ragged(days_left) + 1
    day = registered_day[user] + since
    score = p.ACTIVE_BASE + who.habit[user] // 2 + season().visits[day] + _new_bonus()[since]
    here = chance(people.key[user], "active", logistic(score), day)
    return user[here], day[here]


@dataclass
class Visits:
    """Visits in the order of user and time; `serial` counts a user's visits from 0 (the visit of registration)."""

    user: np.ndarray
    day: np.ndarray
    slot: np.ndarray  # address of the visit's draws: 2 x day + 0 or 1
    start: np.ndarray
    first: np.ndarray  # the visit of registration
    buys: np.ndarray
    serial: np.ndarray


def visits(people: People, who: Traits, steps, joined, end_day: int) -> Visits:
    """Lay out all visits: registration, then one or two on each active day."""
    registered_day = steps[:, -1] // DAY
    user, day = active_days(people, who, registered_day, end_day)
    start = day * DAY + pick(people.key[user], "session_time", seconds_of_day("app"), day)
    again = chance(people.key[user], "second", SECOND_VISIT, day) & (start % DAY < 20 * 3600)
    later = start[again] + 3600 + (draw(people.key[user[again]], "second_time", day[again]) >> np.uint32(19)).astype(np.int64)
    n = len(people)
    user = np.concatenate([np.arange(n), user, user[again]])
    slot = np.concatenate([2 * registered_day, 2 * day, 2 * day[again] + 1])
    start = np.concatenate([steps[:, 0], start, later])
    order = np.lexsort((start, user))
    user, slot, start, first = user[order], slot[order], start[order], (np.arange(len(order)) < n)[order]
    serial = ragged(np.bincount(user, minlength=n)) if len(user) else user
    day = np.where(first, registered_day[user], start // DAY)
    bought = buys(people, who, user, day, slot, first & joined["coupon"][user])
    return Visits(user, day, slot, start, first, bought, serial)


def events(people: People, steps, joined, seen: Visits):
    """Expand visits into events: columns user (position), visit (position), at (seconds), code (of `EVENTS`)."""
    n = len(seen.user)
    key = people.key[seen.user]
    present = np.zeros((n, 12), dtype=bool)
    codes = np.tile(np.array([0, 1, 2, TOUR, PUSH, COUPON, CARD, OPEN, 0, 0, 0, PAY]), (n, 1))
    gaps = np.zeros((n, 12), dtype=np.int64)
    present[:, :3] = seen.first[:, None]
    own = np.diff(steps, axis=1, prepend=steps[:, :1])
    gaps[:, :3] = own[seen.user]
    for column, name in ((3, "tour"), (4, "push"), (5, "coupon"), (6, "card")):
        present[:, column] = seen.first & joined[name][seen.user]
    present[:, 7] = ~seen.first
    count = pick(key, "pages", PAGE_COUNT, seen.slot)
    bits = draw(key, "page_pick", seen.slot)
    waits = draw(key, "gap", seen.slot)
    for i in range(3):
        present[:, 8 + i] = count > i
        codes[:, 8 + i] = PAGES[(bits >> np.uint32(10 * i)) & np.uint32(1023)]
        gaps[:, 8 + i] = 4 + ((waits >> np.uint32(6 * i)) & np.uint32(63))
    gaps[:, 3:7] = 9 + ((waits >> np.uint32(18)) & np.uint32(31))[:, None]
    present[:, 11] = seen.buys
    gaps[:, 11] = 20 + (waits >> np.uint32(25))
    at = seen.start[:, None] + np.cumsum(gaps * present, axis=1)
    visit, column = np.nonzero(present)
    return {"user": seen.user[visit], "visit": visit, "at": at[visit, column], "code": codes[visit, column]}
