"""Play a span of days: from spend to people, users, visits, events, orders and accounts, as arrays of whole numbers."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from functools import cached_property

import numpy as np

from . import flash, invitations
from . import practice as care
from .channels import Reach, origins, reach
from .lives import Begun, Lives, begin, finish
from .people import DAY, People, pool_people, registers, step_times
from .seasons import LAST_DAY, season

PEOPLE_AT_ONCE = 200_000  # these two keep the arrays at work small enough for the processor's cache
USERS_AT_ONCE = 5_000
OPEN_ENDED = (np.full(LAST_DAY, flash.LATEST), np.full(LAST_DAY, flash.LATEST))  # cut-offs where nothing runs out


@dataclass
class Played:
    """Everything that happened; `people` is everybody who touched, `user` the positions of those who registered."""

    days: np.ndarray
    spend: np.ndarray
    reach: Reach
    people: People
    shared_at: np.ndarray  # second at which the invitation was shared, by person; -1 for people whom nobody invited
    user: np.ndarray
    steps: np.ndarray
    lives: Lives
    scenario: str = "standard"
    size: int = 0  # number of users asked for

    @cached_property
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


POSITIONS = {"user": "users", "visit": "visits", "order": "orders", "offer": "offers"}


def _lengths(life: Lives):
    return {
        "users": len(life.group), "visits": len(life.visits["user"]), "orders": len(life.orders["user"]), "offers": len(life.offers["user"]),
    }  # fmt: skip


def _stack(parts):
    first = parts[0]
    if len(parts) == 1:
        return first
    if isinstance(first, dict):
        return {name: np.concatenate([part[name] for part in parts]) for name in first}
    if is_dataclass(first):
        return type(first)(*(_stack([getattr(part, f.name) for part in parts]) for f in fields(first)))
    return np.concatenate(parts)


def _together(blocks: list[Lives]) -> Lives:
    """Put blocks together; positions inside a block become positions in the whole."""
    before = dict.fromkeys(POSITIONS.values(), 0)
    for life in blocks:
        for table in (life.visits, life.events, life.orders, life.offers):
            for name, what in POSITIONS.items():
                if name in table and before[what]:
                    table[name] = np.where(table[name] >= 0, table[name] + before[what], -1)
        for what, length in _lengths(life).items():
            before[what] += length
    return _stack(blocks)


def roots(root_key, days, met: Reach, *, targeting=None, instead=True, part=(0, 1)) -> People:
    """List the people of these days whom nobody invited: those reached, and those who come by themselves."""
    weights = (met.pool if instead else met.reached).sum(axis=0) // part[1]
    parts = [
        pool_people(root_key, days[chunk], met.reached[:, chunk], met.pool[:, chunk] if instead else None, targeting, part)
        for chunk in _chunks(weights, PEOPLE_AT_ONCE)
    ]
    people = _stack(parts)
    return people.where(np.argsort(people.id, kind="stable"))


def play(
    root_key, users: int, days, spend, *, end_day=None, follow=None, targeting=None, instead=True,
    practice=care.YEAR, scenario="standard", invites=True, part=(0, 1), cuts=None,
) -> Played:  # fmt: skip
    """Play `days` (an array of day numbers) with `spend` (cents by source and day) on a market of `users`.

    Either the data end before `end_day`, or every user is followed for `follow` days after registration. `instead`
    also lists the people whom no spend reached and who come by themselves; `invites` also those whom users invite (until
    `end_day`, or until the last of `days`). `part` = (number, of) plays one of several equal
    parts of the people; then `cuts`, the cut-offs of flash sales over all parts, must be given (see `claims`).
    """
    days = np.asarray(days)
    met = reach(root_key, users, days, spend, targeting, scenario)
    people, shared_at, user, steps, begun = _people(
        root_key, days, met, end_day=end_day, follow=follow, targeting=targeting, instead=instead,
        practice=practice, scenario=scenario, invites=invites, part=part,
    )  # fmt: skip
    if cuts is None:
        cuts = flash.cut_offs([flash.claims(block.users, block.visits) for block in begun], users)
    lives = []
    while begun:  # each block is let go as soon as it is done
        lives.append(finish(begun.pop(0), cuts, season=season(scenario), practice=practice))
    return Played(days, spend, met, people, shared_at, user, steps, _together(lives), scenario, users)


def claims(root_key, users: int, days, spend, *, end_day, practice=care.YEAR, scenario="standard", part=(0, 1)) -> flash.Claims:
    """Collect the claims of one part of the people: the first pass."""
    days = np.asarray(days)
    met = reach(root_key, users, days, spend, None, scenario)
    *_, begun = _people(
        root_key, days, met, end_day=end_day, follow=None, targeting=None, instead=True,
        practice=practice, scenario=scenario, invites=True, part=part,
    )  # fmt: skip
    found = [flash.claims(block.users, block.visits) for block in begun]
    return flash.Claims(*(np.concatenate([getattr(c, f) for c in found]) for f in flash.Claims._fields))


def _people(root_key, days, met, *, end_day, follow, targeting, instead, practice, scenario, invites, part):
    """Everybody of these days with the generations whom they invite, and what is known of users before scarce things."""
    people = roots(root_key, days, met, targeting=targeting, instead=instead, part=part)
    everybody, begun, user, steps, shared = [], [], [], [], []
    before, taken, root_of = 0, np.zeros(0, dtype=np.int64), people.id
    shared_at = np.full(len(people), -1, dtype=np.int64)
    until = int(days[-1]) + 1 if end_day is None else end_day
    for _ in range(invitations.MOST_GENERATIONS if invites else 1):
        ready = registers(people)
        kept = (people.channel == origins()[people.source]) | ready  # whom no spend reached is seen only on registering
        people, root_of, shared_at, ready = people.where(kept), root_of[kept], shared_at[kept], np.flatnonzero(ready[kept])
        done = step_times(people.where(ready))
        if end_day is not None:
            in_time = done[:, -1] < end_day * DAY
            ready, done = ready[in_time], done[in_time]
        everybody.append(people)
        shared.append(shared_at)
        user.append(before + ready)
        steps.append(done)
        before += len(people)
        fresh = []
        for i in range(0, max(1, len(ready)), USERS_AT_ONCE):
            block = slice(i, i + USERS_AT_ONCE)
            mine, at = people.where(ready[block]), done[block]
            end = at[:, -1] // DAY + follow + 1 if end_day is None else np.full(len(mine), end_day)
            life = begin(mine, at, end=end, season=season(scenario), practice=practice)
            begun.append(life)
            if not invites:
                continue
            made, told = invitations.invited(mine, life.who, life.registered_day, life.visits, season(scenario), np.minimum(end, until))
            fresh.append((made, told, root_of[ready[block]][np.searchsorted(mine.id, made.inviter)] if len(made) else root_of[:0]))
        if not fresh:
            break
        people, shared_at = _stack([f[0] for f in fresh]), np.concatenate([f[1] for f in fresh])
        root_of = np.concatenate([f[2] for f in fresh])
        room = invitations.numbered(people, root_of, taken)
        people, shared_at, root_of = people.where(room), shared_at[room], root_of[room]
        taken = np.sort(np.concatenate([taken, root_of]), kind="stable")
        if not len(people):
            break
        order = np.argsort(people.id, kind="stable")
        people, shared_at, root_of = people.where(order), shared_at[order], root_of[order]
    return _stack(everybody), np.concatenate(shared), np.concatenate(user), np.concatenate(steps), begun


__all__ = ["Begun", "Played", "claims", "play", "roots"]
