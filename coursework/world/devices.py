"""Devices on which users were seen. One each; some change theirs; an account that somebody made up lives on its maker's device."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .people import People
from .randomness import chance, draw, pick
from .scales import inverse, normal, threshold
from .sendings import days_of

CHANGES = threshold(0.11)  # of users seen on two days or more who get another device: about 8 % of all
SYSTEMS = np.stack([inverse(w) for w in ((8, 78, 14), (30, 50, 20), (55, 24, 21))])  # iOS, Android, HarmonyOS by price of the device
SAME_SYSTEM = threshold(0.8)  # of second devices
BANDS, BAND_SPREAD = np.array((-22, 24)), 30  # spending power from which a device is middling or dear, and the luck in it
RELEASED = np.array((0, 45, 90, 120))  # days of versions 5.0, 5.1, 5.2 and 6.0, which brought the new home page
UPDATES = inverse((84, 11, 5))  # how many versions people are behind
LAPSED, OLD_LAPSED = threshold(0.05), threshold(0.60)  # share of devices in use, and of replaced ones, that no message reaches any more


class Devices(NamedTuple):
    """Rows in the order of users; `user` is a position, days as numbers."""

    user: np.ndarray
    device_id: np.ndarray
    number: np.ndarray  # 0 for a user's first device, 1 for the second
    first: np.ndarray
    last: np.ndarray
    system: np.ndarray
    band: np.ndarray
    version: np.ndarray
    token_ok: np.ndarray  # as long as the app stays on it


def devices(people: People, power, visits: dict) -> Devices:
    """List the devices of users; `power` is their spending power."""
    n = len(people)
    user, day = days_of(visits)
    count = np.bincount(user, minlength=n)
    begins = np.cumsum(count) - count
    changes = chance(people.key, "device", CHANGES) & (count > 1) & ~people.fake
    at = begins + 1 + (draw(people.key, "device", 1).astype(np.int64) * np.maximum(count - 1, 1) >> 32)  # place of the second one's first day
    second = np.flatnonzero(changes)
    ends = begins + count - 1
    last = day[np.where(changes, at - 1, ends)]
    who = np.concatenate([np.arange(n), second])
    number = np.r_[np.zeros(n, dtype=np.int64), np.ones(len(second), dtype=np.int64)]
    order = np.lexsort((number, who))
    who, number = who[order], number[order]
    first, last = np.r_[day[begins], day[at[second]]][order], np.r_[last, day[ends[second]]][order]
    owner = _makers(people)[who]
    band, system = _built(people, power)
    key = people.key[who]
    replaced = changes[who] & (number == 0)
    lapsed = np.where(replaced, chance(key, "token", OLD_LAPSED), chance(key, "token", LAPSED, 1))
    newest = np.searchsorted(RELEASED, last, side="right") - 1
    version = np.maximum(newest - pick(key, "app_version", UPDATES), 0)
    return Devices(who, people.id[owner] * 10 + number + 1, number, first, last, system[number, owner], band[number, owner], version, ~lapsed)


def in_use(found: Devices, n: int):
    """Say by user whether messages arrive on the device in use, the last one."""
    ok = np.ones(n, dtype=bool)
    ok[found.user] = found.token_ok
    return ok


def _makers(people: People):
    """Position of the user on whose device each user is: themselves, or whoever made the account up."""
    order = np.argsort(people.id, kind="stable")
    fake = np.flatnonzero(people.fake)
    owner = np.arange(len(people))
    owner[fake] = order[np.searchsorted(people.id[order], people.inviter[fake])]
    return owner


def _built(people: People, power):
    """Price and system of everybody's first and second device (rows)."""
    band = np.stack([
        np.searchsorted(BANDS, power + BAND_SPREAD * pick(people.key, "price_band", normal(), i) // 100, side="right") for i in range(2)
    ])  # fmt: skip
    entry = np.stack([draw(people.key, "system", i) >> np.uint32(22) for i in range(2)])
    system = SYSTEMS[band, entry]
    system[1] = np.where(chance(people.key, "system", SAME_SYSTEM, 2), system[0], system[1])
    return band, system
