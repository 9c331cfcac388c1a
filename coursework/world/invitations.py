"""Invitations: who shares the app, which friends open it, and the accounts that some people make up for the reward.

A user's shares follow from their visits, so a chain of invitations is played generation by generation, and stays with
the person at its root: nobody else's life is touched.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from . import parameters as p
from .channels import origins, sources
from .people import DAY, People, ragged
from .randomness import chance, draw, keys, pick
from .scales import inverse, logistic, threshold
from .traits import Traits

SHARE_BASE = -505  # score of sharing in a visit
FRIENDS = inverse((34, 40, 18, 8), 256)  # friends who open a shared invitation
ANYWAY = threshold(0.22)  # invited people who were on the way already
FRAUD = {"task_platform": 0.050, "street_promo": 0.012}  # share of users who make up accounts for the reward
FRAUD_ELSE = 0.0015
FAKES = 3 + inverse((20, 25, 20, 15, 10, 10))  # how many they make up
MOST_GENERATIONS = 8
PER_ROOT = 1_000  # room for the people that descend from one person, in their ids
MECHANISMS = inverse((62, 12, 16, 10))  # invite_reward, group_buy, share_benefit, social_invite
REWARD = 1_000  # cents for the inviter for each registration, in coupons; the invited get the same


@lru_cache(maxsize=4)
def _source() -> int:
    return next(i for i, s in enumerate(sources()) if p.CODES[s.channel] == "referral")


def _fraud(users: People, registered_day, season):
    shares = [threshold(FRAUD.get(code, FRAUD_ELSE)) for code in p.CODES]
    return chance(users.key, "fraud", np.array(shares)[origins()[users.source]] * season.fraud[registered_day] // 100) & ~users.fake


def invited(users: People, who: Traits, registered_day, visits, season, end) -> tuple[People, np.ndarray]:
    """List the people of the next generation who open an invitation, and when it was shared (seconds).

    Ids are given by `numbered`. Only invitations opened before `end` (a day by user) are listed.
    """
    key = users.key[visits.user]
    shares = chance(key, "share", logistic(SHARE_BASE + who.social[visits.user]), visits.slot) & ~users.fake[visits.user]
    which = np.flatnonzero(shares)
    count = pick(key[which], "friends", FRIENDS, visits.slot[which])
    inviter = np.repeat(visits.user[which], count)
    shared = np.repeat(visits.start[which] + 120, count)
    number = np.repeat(visits.slot[which], count) * 8 + ragged(count)
    makes_up = np.flatnonzero(_fraud(users, registered_day, season))
    many = pick(users.key[makes_up], "fakes", FAKES)
    ghost = np.repeat(makes_up, many)
    first = np.searchsorted(visits.user, ghost)  # they begin in the visit of registration
    ghost_at = visits.start[first] + 900 + 700 * ragged(many)
    fake = np.r_[np.zeros(len(inviter), dtype=bool), np.ones(len(ghost), dtype=bool)]
    inviter, shared = np.concatenate([inviter, ghost]), np.concatenate([shared, ghost_at])
    number = np.concatenate([number, 100_000 + ragged(many)])
    key = keys(users.key[inviter], number)
    wait = 60 + (draw(key, "friend_time").astype(np.int64) >> np.where(draw(key, "friend_time", 1) < 2**31, 20, 14))
    opened = np.where(fake, shared + 60, shared + wait)
    late = opened % DAY > 23 * 3600  # nobody registers across midnight: they open it the next morning
    opened = np.where(late, (opened // DAY + 1) * DAY + 8 * 3600 + opened % 3600, opened)
    kept = np.flatnonzero(opened < end[inviter] * DAY)
    kept = kept[np.lexsort((number[kept], shared[kept], inviter[kept]))]
    inviter, key, fake, opened, shared = inviter[kept], key[kept], fake[kept], opened[kept], shared[kept]
    n, channel = len(kept), p.NUMBER["referral"]
    made = People(
        key, np.zeros(n, dtype=np.int64), np.full(n, _source()), opened // DAY, np.full(n, channel),
        chance(key, "anyway", ANYWAY) & ~fake, np.zeros(n, dtype=np.int64), opened, users.id[inviter],
        users.generation[inviter] + 1, fake,
    )  # fmt: skip
    return made, shared


def numbered(made: People, root_of, taken):
    """Give ids: the root's id x 1,000 and the place among all who descend from the root.

    `root_of` is each one's root id, `taken` the sorted root ids of all earlier descendants, once for each of them.
    Whoever finds no room (the thousandth descendant of one root) is left out.
    """
    order = np.argsort(root_of, kind="stable")
    roots = root_of[order]
    starts = np.searchsorted(roots, roots, side="left")
    place = np.arange(len(roots)) - starts + 1
    place = place + np.searchsorted(taken, roots, side="right") - np.searchsorted(taken, roots, side="left")
    made.id[order] = roots * PER_ROOT + place
    return place[np.argsort(order, kind="stable")] < PER_ROOT
