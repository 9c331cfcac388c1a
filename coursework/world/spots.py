"""Promotion on the spot: where and when the team stands, hangs a code or rents a screen, what it costs, and who scans it.

In one city a channel has at most one promotion at a time. A scan belongs to the promotion of its channel that runs in the
person's city on that day; people who scan one of the app's old codes in between belong to none, so that a channel has more contacts
than its promotions have scans.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import NamedTuple

import numpy as np

from .. import schema
from . import catalogue, profiles
from . import parameters as p
from .channels import origins
from .frames import codes
from .people import DAY, tier
from .randomness import draw, keys, pick
from .scales import inverse

KEYS = 7_803  # address of the promotions' keys below the world's key
WAGE = 3_500  # cents for an hour of staff
HALF_YEAR = 182
DISTRICTS = inverse((28, 26, 16, 16, 14))
BRANCHES = {  # city and district of each branch; the first city has two, which take turns
    "harbour_main": (0, "old_town"), "harbour_east": (0, "new_town"), "lake_street": (1, "riverside"), "bridge_gate": (2, "old_town"),
    "hill_square": (3, "new_town"), "river_bank": (4, "riverside"), "willow_road": (5, "old_town"), "stone_lane": (6, "industrial_park"),
}  # fmt: skip


class Kind(NamedTuple):
    """A kind of promotion: its channel, cities, halves of the year, least days and luck in days, and at the standard size the
    hundredths of staff hours and the cents of materials for a day."""

    code: str
    channel: str
    cities: tuple[int, ...]
    halves: tuple[int, ...]
    least: int
    luck: int
    hours: int
    materials: int


ALL = tuple(range(8))
KINDS = (
    Kind("merchant_store", "merchant_qr", ALL, (0, 1), 120, 50, 3, 150),
    Kind("branch_pavilion", "branch", ALL[:7], (0, 1), 100, 60, 6, 60),
    Kind("ad_screen", "ad_screens", ALL[:5], (0, 1), 84, 56, 1, 700),
    Kind("street", "street_promo", ALL, (0, 1), 35, 50, 12, 130),
    Kind("institution", "institutions", ALL, (0,), 70, 70, 4, 50),
    Kind("strong_link", "institutions", ALL[:6], (1,), 40, 60, 9, 160),
)


class Spots(NamedTuple):
    """Promotions in the order of their first day, which is that of their ids; places and kinds by number, days as numbers."""

    id: np.ndarray
    kind: np.ndarray
    city: np.ndarray
    half: np.ndarray
    first: np.ndarray
    last: np.ndarray
    key: np.ndarray


def spots(root_key, days) -> Spots:
    """List the promotions on some days (an array of day numbers); one that is still running then ends, as far as is known, on the last.

    Every half year has the same kinds in the same cities, at other times.
    """
    until = int(days[-1]) + 1
    halves = range(-(-until // HALF_YEAR))
    laid = np.array([(k, c, h) for k, kind in enumerate(KINDS) for c in kind.cities for h in halves if h % 2 in kind.halves])
    kind, city, half = laid.T
    key = keys(root_key, np.full(len(kind), KEYS), kind, city, half)
    least, luck = (np.array([getattr(k, name) for k in KINDS])[kind] for name in ("least", "luck"))
    runs = least + (draw(key, "place").astype(np.int64) * luck >> 32)
    first = half * HALF_YEAR + 4 + (draw(key, "place", 1).astype(np.int64) * np.maximum(HALF_YEAR - 4 - runs, 1) >> 32)
    order = np.lexsort((city, kind, first))
    number = np.arange(len(order)) + 1
    there = (first[order] < until) & ((first + runs)[order] > days[0])
    kept = order[there]
    return Spots(number[there], kind[kept], city[kept], half[kept], first[kept], np.minimum(first + runs, until)[kept] - 1, key[kept])


def counts(played, root_key) -> dict:
    """Scans and registrations by promotion, of the people in `played`."""
    people, found = played.people, spots(root_key, played.days)
    channels = list(dict.fromkeys(kind.channel for kind in KINDS))
    number = np.full(len(p.CODES), -1)
    number[[p.NUMBER[c] for c in channels]] = np.arange(len(channels))
    mine = np.flatnonzero((number[people.channel] >= 0) & (people.channel == origins()[people.source]))
    met = people.where(mine)
    registered = np.zeros(len(people), dtype=bool)
    registered[played.user] = True
    nobody = np.zeros(len(met), dtype=np.int64)
    city = profiles.facts(met, SimpleNamespace(tier=tier(met), power=nobody))["city"]
    of_kind = np.array([channels.index(kind.channel) for kind in KINDS])
    cell = of_kind[found.kind] * 8 + found.city
    order = np.lexsort((found.first, cell))
    wanted, day = number[met.channel] * 8 + city, met.touched_at // DAY
    place = np.searchsorted((cell * 4096 + found.first)[order], wanted * 4096 + day, side="right") - 1
    spot = order[np.maximum(place, 0)] if len(order) else place
    runs = (place >= 0) & (cell[spot] == wanted) & (day <= found.last[spot]) if len(order) else np.zeros(len(met), dtype=bool)
    return {
        "promo_scans": np.bincount(spot[runs], minlength=len(found.kind)),
        "promo_registrations": np.bincount(spot[runs & registered[mine]], minlength=len(found.kind)),
    }


def table(played, root_key, counted: dict) -> dict:
    """Columns of `offline_promos`; `counted` holds what `counts` gives."""
    found, name = spots(root_key, played.days), "offline_promos"
    of = {field: np.array([getattr(kind, field) for kind in KINDS])[found.kind] for field in ("hours", "materials")}
    days = found.last - found.first + 1
    hours = np.maximum(of["hours"] * days * played.size // (100 * p.STANDARD_USERS), 1)
    materials = np.maximum(of["materials"] * days * played.size // p.STANDARD_USERS * (80 + (draw(found.key, "hours") >> np.uint32(26))) // 100, 100)
    merchant, branch, district = _hosts(root_key, found)
    return {
        "promo_id": found.id, "kind": codes(name, "kind", [k.code for k in KINDS])[found.kind],
        "channel": codes(name, "channel", [k.channel for k in KINDS])[found.kind], "city": found.city, "district": district,
        "merchant_id": merchant, "branch": branch, "starts": found.first, "ends": found.last, "staff_hours": hours,
        "materials_cost": materials, "cost": materials + hours * WAGE,
        "scans": counted["promo_scans"], "registrations": counted["promo_registrations"],
    }  # fmt: skip


def _hosts(root_key, found: Spots):
    """Merchant (id, or -1), branch (place in the schema, or -1) and district of each promotion."""
    shops = catalogue.of(root_key)
    industry = np.array([catalogue.INDUSTRIES.index("dining"), catalogue.INDUSTRIES.index("grocery")])[found.half % 2]
    host = shops.first[found.city, industry]  # the best-known restaurant of the city, later the best-known grocer
    in_shop = found.kind == [k.code for k in KINDS].index("merchant_store")
    in_branch = found.kind == [k.code for k in KINDS].index("branch_pavilion")
    district = np.where(in_shop, shops.merchants["district"][host], pick(found.key, "district", DISTRICTS))
    branch, order = np.full(len(host), -1), codes("offline_promos", "branch", list(BRANCHES))
    for number, (city, where) in enumerate(BRANCHES.values()):
        shared = sum(c == city for c, _ in BRANCHES.values()) > 1
        mine = in_branch & (found.city == city) & ((found.half % 2 == number % 2) | (not shared))
        branch[mine], district[mine] = order[number], list(schema.DISTRICTS).index(where)
    return np.where(in_shop, shops.merchants["merchant_id"][host], -1), branch, district
