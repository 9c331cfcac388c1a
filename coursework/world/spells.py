"""Spells: from when to when users are there. They leave, some come back by themselves, some because they were called.

The hazard of leaving is highest in the first days. Whoever has left is dormant, or takes the app off the phone; of the
dormant some return after a month or more. A spell is a run of days on which the user may be active.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from . import practice as care
from .people import People
from .randomness import chance, draw
from .scales import LIFE_CLASSES, inverse, lifetimes, threshold
from .traits import Traits

NEVER = 1_000_000  # a day that does not come
SMS = threshold(0.82)  # users who allow SMS
UNINSTALLS = threshold(0.34)
COMES_BACK = threshold(0.11)  # of those who left and kept the app, by themselves
QUIET_DAYS = 30  # days of silence after which somebody counts as dormant, and the earliest return
RETURN_HABIT = -40  # a second spell is shorter
RECALLED_BY = {"sms_evening": threshold(0.30)}  # only this message, and only on those who wait for discounts
RECALLED_ELSE = threshold(0.012)
BARGAIN = 20  # price score above which somebody waits for discounts
MUTES = (0.004, 0.034)  # chance per message that messages are turned off: of tolerant, of intolerant users
LEAVES_EARLY = threshold(0.80)  # of intolerant users under daily messages
LEAVES_AFTER = 6  # earliest day under daily messages on which they go



@lru_cache(maxsize=1)
def _until_mute():
    """Number of messages after which messages are turned off: by tolerance (rows), 1,024 equally likely entries (columns)."""
    rows = []
    for share in MUTES:
        left, weights = 1.0, []
        for _ in range(400):
            weights.append(round(left * share * 1e9))
            left *= 1 - share
        rows.append(inverse([*weights, round(left * 1e9)]) + 1)
    return np.stack(rows)


@dataclass
class Spells:
    """Runs of days, in the order of users; `user` is a position, `last` is included, `number` counts a user's spells from 0."""

    user: np.ndarray
    first: np.ndarray
    last: np.ndarray
    number: np.ndarray


@dataclass
class Presence:
    """What is known of each user's coming and going, one entry per user; days, or NEVER."""

    spells: Spells
    leaves: np.ndarray  # last day of the first spell, as if the data went on
    uninstalls: np.ndarray
    mutes: np.ndarray  # first day without messages
    recall_at: np.ndarray  # day of the recall message (or of not getting one, in the control arm)
    recall_arm: np.ndarray  # number in RECALL.arms, -1 where there was none
    recalled: np.ndarray  # came back because of it


def _life(people, habit, day=0):
    classes = np.clip(habit // 10 + LIFE_CLASSES // 2, 0, LIFE_CLASSES - 1)
    return lifetimes()[classes, draw(people.key, "life" if day == 0 else "life_again", day) >> np.uint32(22)].astype(np.int64)


def _mute_day(people, who, registered_day, joined, start, per_week):
    """First day without messages: `start` of messages, and how many there are in a week (1 or 7; 0 for none)."""
    allowed = _until_mute()[who.intolerant.astype(int), draw(people.key, "mute") >> np.uint32(22)]
    day = start + np.where(per_week == 7, allowed, 7 * allowed)
    return np.where(joined["push"] & (per_week > 0), day, NEVER), allowed


def presence(people: People, who: Traits, joined, registered_day, practice: care.Practice) -> Presence:
    """Work out the spells under a practice without plans for groups (see `cared` for those)."""
    n = len(people)
    leaves = registered_day + _life(people, who.habit)
    start = registered_day + 1
    mutes, allowed = _mute_day(people, who, registered_day, joined, start, np.full(n, int(practice.early == "weekly")))
    if practice.experiments:
        leaves, mutes = _daily_test(people, who, joined, registered_day, practice, leaves, mutes, allowed)
    uninstalls = _uninstalls(people, leaves)
    called = np.full(n, -1, dtype=np.int64)
    recall_at = np.full(n, NEVER, dtype=np.int64)
    recalled = np.zeros(n, dtype=bool)
    if practice.experiments:
        at = leaves + QUIET_DAYS + (draw(people.key, "recall_day") >> np.uint32(29)).astype(np.int64)
        there = (at >= care.RECALL.first) & (at <= care.RECALL.last) & (uninstalls > at)
        arms = care.arm(people.key, care.RECALL, practice)
        called, recall_at = np.where(there, arms, -1), np.where(there, at, NEVER)
        recalled = there & (uninstalls == NEVER) & _answers(people, who, joined, mutes, at, np.array(care.RECALL.arms)[arms])
    return _with_spells(people, who, registered_day, Presence(None, leaves, uninstalls, mutes, recall_at, called, recalled))


def cared(people: People, who: Traits, joined, registered_day, before: Presence, group, practice: care.Practice) -> Presence:
    """Work out the spells again once the groups are known: messages from day 15 on, one recall message to the quiet."""
    start = registered_day + care.GROUP_AT + 1
    kinds = np.array([practice.regular, practice.light, practice.quiet])[group]
    per_week = np.select([kinds == "daily", kinds == "weekly"], [7, 1], 0)
    mutes, _ = _mute_day(people, who, registered_day, joined, start, per_week)
    leaves = _leave_early(people, who, joined["push"], start, before.leaves, per_week == 7)
    uninstalls = np.where(leaves == before.leaves, before.uninstalls, _uninstalls(people, leaves))
    quiet = (group == 2) & (practice.recall != "none") & (uninstalls > start)
    arms = np.full(len(people), practice.recall)
    recalled = quiet & (leaves < start) & (uninstalls == NEVER) & _answers(people, who, joined, np.full(len(people), NEVER), start, arms)
    number = care.RECALL.arms.index(practice.recall) if practice.recall != "none" else -1
    made = Presence(None, leaves, uninstalls, mutes, np.where(quiet, start, NEVER), np.where(quiet, number, -1), recalled)
    return _with_spells(people, who, registered_day, made)


def _daily_test(people, who, joined, registered_day, practice, leaves, mutes, allowed):
    daily = joined["push"] & (care.arm(people.key, care.PUSH, practice) == 1) & (registered_day < care.PUSH.first)
    daily &= (leaves >= care.PUSH.first) & (mutes > care.PUSH.first)
    days = care.PUSH.last - care.PUSH.first + 1
    left = allowed - (care.PUSH.first - registered_day) // 7
    quick = np.where(left <= days, care.PUSH.first + left, care.PUSH.last + 7 * (left - days))
    mutes = np.where(daily, np.minimum(mutes, quick), mutes)
    return _leave_early(people, who, joined["push"], care.PUSH.first, leaves, daily), mutes


def _leave_early(people, who, allowed, start, leaves, daily):
    goes = daily & allowed & who.intolerant & chance(people.key, "leave_early", LEAVES_EARLY)
    day = start + LEAVES_AFTER + (draw(people.key, "leave_early", 1) >> np.uint32(27)).astype(np.int64)
    return np.where(goes & (leaves >= start), np.minimum(leaves, day), leaves)


def _uninstalls(people, leaves):
    day = leaves + 1 + (draw(people.key, "uninstall_day") >> np.uint32(27)).astype(np.int64)
    return np.where(chance(people.key, "uninstall", UNINSTALLS), day, NEVER)


def _answers(people, who, joined, mutes, at, arm):
    by_push = (arm == "push_noon") | (arm == "push_evening")
    allowed = np.where(by_push, joined["push"] & (mutes > at), chance(people.key, "sms", SMS))
    reached = (arm != "no_message") & allowed
    right = np.isin(arm, list(RECALLED_BY)) & (who.price > BARGAIN)
    return reached & chance(people.key, "recalled", np.where(right, RECALLED_BY["sms_evening"], RECALLED_ELSE))


def _with_spells(people, who, registered_day, found: Presence) -> Presence:
    """Add the spells: the first, then at most two more for those who come back."""
    n = len(people)
    first, last = [registered_day + 1], [found.leaves]
    returns = np.where(found.recalled, found.recall_at, NEVER)
    left = found.leaves
    for number in (1, 2):
        alone = chance(people.key, "comes_back", COMES_BACK, number)
        day = left + QUIET_DAYS + 1 + (draw(people.key, "back_day", number) >> np.uint32(25)).astype(np.int64)
        day = np.where(alone & (found.uninstalls == NEVER), day, NEVER)
        day = np.minimum(day, returns)
        day = np.where(left >= NEVER, NEVER, day)
        first.append(day)
        left = np.where(day < NEVER, day + _life(people, who.habit + RETURN_HABIT, number), NEVER)
        last.append(left)
        returns = np.full(n, NEVER)
    user = np.tile(np.arange(n), 3)
    number = np.repeat(np.arange(3), n)
    first, last = np.concatenate(first), np.concatenate(last)
    there = np.flatnonzero(first < NEVER)
    there = there[np.argsort(user[there], kind="stable")]
    found.spells = Spells(user[there], first[there], last[there], number[there])
    return found
