"""Play a span of days: from spend to people, users, visits, events, orders and accounts, as arrays of whole numbers."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from . import bank, behaviour, orders
from .channels import Reach, origins, reach
from .people import DAY, People, pool_people, registers, step_times

PEOPLE_AT_ONCE = 1_500_000
USERS_AT_ONCE = 20_000


@dataclass
class Lives:
    """What users did; times in seconds since the first day, money in cents, users by position."""

    who: behaviour.Traits
    joined: dict  # onboarding steps taken
    visits: dict
    events: dict
    orders: dict
    accounts: dict


@dataclass
class Played:
    """Everything that happened; `people` is everybody who touched, in the order of ids; `user` their positions."""

    days: np.ndarray
    spend: np.ndarray
    reach: Reach
    people: People
    user: np.ndarray
    steps: np.ndarray
    lives: Lives

    @property
    def users(self) -> People:
        """The people who registered."""
        return self.people.where(self.user)


def _chunks(weights, limit):
    start, total = 0, 0
    for i, weight in enumerate(weights):
        if total and total + weight > limit:
            yield slice(start, i)
            start, total = i, 0
        total += weight
    yield slice(start, len(weights))


def _stack(parts):
    first = parts[0]
    if len(parts) == 1:
        return first
    if isinstance(first, dict):
        return {name: np.concatenate([part[name] for part in parts]) for name in first}
    if isinstance(first, Lives):
        return Lives(*(_stack([getattr(part, f.name) for part in parts]) for f in fields(Lives)))
    return type(first)(*(np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(first)))


def play(root_key, users: int, days, spend, *, end_day=None, follow=None, targeting=None, instead=True) -> Played:
    """Play `days` (an array of day numbers) with `spend` (cents by source and day) on a market of `users`.

    Either the data end before `end_day`, or every user is followed for `follow` days after registration. `instead`
    also lists the people whom no spend reached and who come by themselves.
    """
    days = np.asarray(days)
    met = reach(root_key, users, days, spend, targeting)
    weights = (met.pool if instead else met.reached).sum(axis=0)
    parts = [
        pool_people(root_key, days[part], met.reached[:, part], met.pool[:, part] if instead else None, targeting)
        for part in _chunks(weights, PEOPLE_AT_ONCE)
    ]
    people = _stack(parts)
    people = people.where(np.argsort(people.id, kind="stable"))
    ready = registers(people)
    kept = (people.channel == origins()[people.source]) | ready  # whom no spend reached is seen only on registering
    people, ready = people.where(kept), np.flatnonzero(ready[kept])
    steps = step_times(people.where(ready))
    if end_day is not None:
        in_time = steps[:, -1] < end_day * DAY
        ready, steps = ready[in_time], steps[in_time]
    blocks = []
    for i in range(0, max(1, len(ready)), USERS_AT_ONCE):
        block = slice(i, i + USERS_AT_ONCE)
        blocks.append(lives(people.where(ready[block]), steps[block], end_day=end_day, follow=follow, first=i))
    return Played(days, spend, met, people, ready, steps, _stack(blocks))


def lives(users: People, steps, *, end_day=None, follow=None, first: int = 0) -> Lives:
    """Play the lives of users who have registered; `first` is the position of the first one among all users."""
    who = behaviour.traits(users)
    joined = behaviour.onboarding(users, who)
    registered_at = steps[:, -1]
    last = registered_at // DAY + follow + 1 if end_day is None else np.full(len(users), end_day)
    seen = behaviour.visits(users, who, steps, joined, last)
    happened = behaviour.events(users, steps, joined, seen)
    pays = happened["code"] == behaviour.PAY
    bought = orders.of_visits(users, who, seen, joined["coupon"], happened["at"][pays])
    card_at = np.full(len(users), -1, dtype=np.int64)
    cards = happened["code"] == behaviour.CARD
    card_at[happened["user"][cards]] = happened["at"][cards]
    accounts = bank.accounts(users, who, registered_at, card_at, last * DAY)
    visits = {"user": seen.user + first, "day": seen.day}
    happened["serial"] = seen.serial[happened.pop("visit")]
    happened["user"] = happened["user"] + first
    bought["user"] = bought["user"] + first
    return Lives(who, joined, visits, happened, bought, accounts)
