"""One user's year after another, for a block of users at once: what they are like, when they are there, what they do.

It goes in two passes, because a flash sale has a stock: `begin` needs nobody else, `finish` needs the sales' cut-offs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from . import activity, bank, events, flash, offers, orders, spells, traits
from . import practice as care
from .people import DAY, People
from .seasons import Season
from .visits import Visits, visits


@dataclass
class Begun:
    """What is known of a block of users before scarce things are given out."""

    users: People
    steps: np.ndarray
    end: np.ndarray  # first day that is not known, by user
    who: traits.Traits
    joined: dict
    presence: spells.Presence
    sent: activity.Messages
    days: activity.Days
    visits: Visits
    group: np.ndarray  # 0 regular, 1 light, 2 quiet, by days 1 to 14

    @property
    def registered_day(self):
        """Day of registration, by user."""
        return self.steps[:, -1] // DAY


@dataclass
class Lives:
    """What users did; times in seconds since the first day, money in cents, users by position, days as numbers."""

    end: np.ndarray
    who: traits.Traits
    joined: dict  # onboarding steps taken
    presence: dict  # leaves, uninstalls, mutes, recall_at, recall_arm, recalled: an entry per user
    group: np.ndarray
    star: np.ndarray
    sent: dict  # how messages were sent: an entry per user
    visits: dict
    events: dict
    orders: dict
    offers: dict  # coupons issued that change behaviour: user, template, issued, until, order (position in orders, -1)
    accounts: dict


def begin(users: People, steps, *, end, season: Season, practice: care.Practice) -> Begun:
    """Play everything that depends on nobody else."""
    registered = steps[:, -1] // DAY
    who = traits.traits(users, registered)
    joined = traits.onboarding(users, who, registered, practice)
    found = spells.presence(users, who, joined, registered, practice)
    sent = activity.messages(users, joined, registered, found, practice)
    n = len(users)

    def chosen(first=None, last=None):
        user, day = activity.pairs(found, end, first, last)
        return activity.active(users, who, registered, user, day, sent, season)

    if practice.regular == practice.light == practice.quiet == practice.early and practice.recall == "none":
        days = chosen()
        group = activity.groups(days, registered, n)
    else:
        split = registered + care.GROUP_AT
        young = chosen(last=split)
        group = activity.groups(young, registered, n)
        found = spells.cared(users, who, joined, registered, found, group, practice)
        sent = activity.messages(users, joined, registered, found, practice, group)
        days = activity.merged(young, chosen(first=split + 1))
    days = activity.merged(days, activity.returns(found, end))
    return Begun(users, steps, end, who, joined, found, sent, days, visits(users, steps, days, season), group)


def finish(begun: Begun, cuts, *, season: Season, practice: care.Practice) -> Lives:
    """Play orders, payments and accounts, once it is known which claims of a flash sale get a piece."""
    users, steps, who, joined = begun.users, begun.steps, begun.who, begun.joined
    registered_at, n = steps[:, -1], len(users)
    accounts = bank.accounts(users, who, registered_at, np.full(n, -1), begun.end * DAY)
    star = bank.stars(users, who, accounts["customer"] | (accounts["opened_at"] >= 0))
    held = offers.issued(users, begun.registered_day, begun.days, begun.presence, begun.end, practice)
    gift = practice.newcomers == "gift"

    def ordered(seen):
        claimed = flash.claiming(users, seen)
        winners = flash.won(users, seen, claimed, cuts)
        return claimed, winners, orders.of_visits(users, who, season, star, seen, joined, held, claimed, winners, gift)

    seen = begun.visits
    claimed, winners, bought = ordered(seen)
    last = np.minimum(begun.end, begun.presence.uninstalls)
    user, day = orders.due_days(users, bought["user"], bought["day"], bought["category"], last, n)
    if len(user):
        due = activity.Days(user, day, np.full(len(user), activity.DUE), np.zeros(len(user), dtype=bool))
        seen = visits(users, steps, activity.merged(due, begun.days), season)  # who was there that day anyway just was
        claimed, winners, bought = ordered(seen)
    buys = np.zeros(len(seen.user), dtype=bool)
    buys[bought["visit"]] = True
    happened = events.of_visits(users, steps, joined, seen, buys, claimed, winners)
    coupon = orders.GIFT if gift else orders.NEWCOMER_COUPON
    bought = orders.amounts(users, who, season, bought, coupon)
    bought["at"] = happened["at"][happened["code"] == events.PAY]
    card_at = np.full(n, -1, dtype=np.int64)
    cards = happened["code"] == events.CARD
    card_at[happened["user"][cards]] = happened["at"][cards]
    accounts = bank.accounts(users, who, registered_at, card_at, begun.end * DAY)
    used_by = np.full(len(held), -1, dtype=np.int64)
    used_by[bought["offer"][bought["offer"] >= 0]] = np.flatnonzero(bought["offer"] >= 0)
    made_offers = {"user": held.user, "template": held.template, "issued": held.issued, "until": held.until, "order": used_by}
    del bought["offers"]
    presence = {name: getattr(begun.presence, name) for name in ("leaves", "uninstalls", "mutes", "recall_at", "recall_arm", "recalled")}
    sent = {name: getattr(begun.sent, name) for name in ("early", "late", "test_daily")}
    laid = {"user": seen.user, "day": seen.day, "start": seen.start, "serial": seen.serial, "why": seen.why, "opened": seen.opened,
            "slot": seen.slot, "first": seen.first}  # fmt: skip
    return Lives(begun.end, who, joined, presence, begun.group, star, sent, laid, happened, bought, made_offers, accounts)
