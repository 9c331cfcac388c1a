"""The experiments of 2025 as the team wrote them down: what was expected, who took part, in which arm, and who met it.

Arms are drawn by `practice.arm`, whoever it is; who counts as a unit follows from what was known when arms were drawn, so that
nothing an arm does decides who is in it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .. import schema
from . import activity, notices, offers
from . import practice as care
from .frames import codes
from .people import DAY
from .sendings import SILENT, days_of

MET_AFTER = 5  # seconds after registration: the first step of the app, with a prompt or without
TEN = 10 * 3600


class Plan(NamedTuple):
    """What the team wrote down of an experiment."""

    surface: str
    hypothesis: str
    hypothesis_zh: str


PLANS = {
    "card_prompt": Plan("onboarding", "A prompt in the first visit makes more newcomers bind a card, and more of them stay.",
                        "首次访问时的提示会让更多新用户绑卡,也会让更多人留下。"),
    "tour_prompt": Plan("onboarding", "A prompt in the first visit makes more newcomers take the tour, and more of them stay.",
                        "首次访问时的提示会让更多新用户看完引导,也会让更多人留下。"),
    "daily_push": Plan("push", "A message every day instead of every week makes people come more often.",
                       "每天推送代替每周推送,会让用户来得更勤。"),
    "autumn_coupon": Plan("coupon_centre", "An autumn coupon brings orders that would not have been made without it.",
                          "秋季优惠券会带来没有它就不会发生的订单。"),
    "recall_call": Plan("recall", "A message after a month of silence brings people back; by which way and at which hour is open.",
                        "沉默一个月后的触达能让用户回来;用哪种方式、在哪个时段有效尚待检验。"),
    "button_colour": Plan("home", "A green button is tapped more often than a grey one.", "绿色按钮比灰色按钮点得更多。"),
}  # fmt: skip


def experiments() -> dict:
    """Columns of the table of experiments."""
    names, table = list(schema.table("experiments")["experiment"].values), "experiments"
    known = {e.code: e for e in care.EXPERIMENTS}
    labels = schema.table(table)["experiment"].values
    return {
        "experiment": codes(table, "experiment", names), "name": [labels[n][0] for n in names], "name_zh": [labels[n][1] for n in names],
        "starts": [known[n].first for n in names], "ends": [known[n].last for n in names],
        "surface": codes(table, "surface", [PLANS[n].surface for n in names]),
        "hypothesis": [PLANS[n].hypothesis for n in names], "hypothesis_zh": [PLANS[n].hypothesis_zh for n in names],
    }  # fmt: skip


def units(played, sent: dict) -> dict:
    """Columns of the table of units; `sent` holds the messages (user as a position, ts, campaign) in the order of user and time."""
    people, registered = played.users, played.steps[:, -1]
    parts = []
    for experiment in care.EXPERIMENTS:
        user, assigned, exposed = _TAKES_PART[experiment.code](played, sent)
        kept = np.flatnonzero(assigned >= registered[user])
        user = user[kept]
        arm = codes("experiment_units", "arm", experiment.arms)[care.arm(people.key[user], experiment)]
        number = codes("experiment_units", "experiment", (experiment.code,))
        parts.append((np.repeat(number, len(user)), people.id[user], arm, assigned[kept], exposed[kept]))
    names = ("experiment", "user_id", "arm", "assigned_at", "exposed_at")
    return {name: np.concatenate([part[i] for part in parts]) for i, name in enumerate(names)}


def _newcomers(experiment):
    def found(played, sent):
        registered = played.steps[:, -1]
        day = registered // DAY
        user = np.flatnonzero((day >= experiment.first) & (day <= experiment.last))
        return user, registered[user], registered[user] + MET_AFTER

    return found


def _first_of(sent, chosen, n):
    """Second of each user's first message among the chosen ones, -1 for none."""
    met, which = np.full(n, -1), np.flatnonzero(chosen)[::-1]
    met[sent["user"][which]] = sent["ts"][which]  # in reverse, so that the first one stays
    return met


def daily_units(played) -> np.ndarray:
    """Positions of people who allowed messages, registered before the test, were there in the sixty days before it, could be reached."""
    life, n, first = played.lives, len(played.users), care.PUSH.first
    user, day = days_of(life.visits)
    recent = np.bincount(user[(day >= first - SILENT) & (day < first)], minlength=n) > 0
    there = (life.presence["mutes"] >= first) & (life.presence["uninstalls"] > first) & (life.end > first)
    return np.flatnonzero(recent & there & life.joined["push"] & (played.steps[:, -1] // DAY < first))


def _daily(played, sent):
    part, n, first = daily_units(played), len(played.users), care.PUSH.first
    by_plan = np.isin(sent["campaign"], codes("messages", "campaign", ("weekly_offers", "daily_test", "festival", "big_promotion")))
    pushed = by_plan & (sent["channel"] == codes("messages", "channel", ("push",))[0])
    inside = (sent["ts"] >= first * DAY) & (sent["ts"] < (care.PUSH.last + 1) * DAY)
    return part, np.full(len(part), first * DAY), _first_of(sent, pushed & inside, n)[part]


def autumn_units(played) -> np.ndarray:
    """Positions as in `offers.autumn_units`: registered before the test, active in the sixty days before it (due bills do not count)."""
    visits, first, (since, until) = played.lives.visits, care.COUPON.first, offers.AUTUMN_SEEN
    inside = ~visits["first"] & (visits["why"] != activity.DUE) & (visits["day"] >= since) & (visits["day"] <= until)
    seen = np.bincount(visits["user"][inside], minlength=len(played.users)) > 0
    return np.flatnonzero(seen & (played.steps[:, -1] // DAY < first) & (played.lives.end > first))


def _autumn(played, sent):
    user = autumn_units(played)
    at = np.full(len(user), care.COUPON.first * DAY + TEN)
    return user, at, at


def _recall(played, sent):
    """People who had not come for a month of their own accord (due bills do not count); whoever was sent a message met it."""
    life = played.lives
    at, arm = life.presence["recall_at"], life.presence["recall_arm"]
    user = np.flatnonzero((arm >= 0) & (at > care.RECALL.first) & (at <= care.RECALL.last) & (at < life.end))
    met = _first_of(sent, sent["campaign"] == codes("messages", "campaign", ("recall",))[0], len(played.users))
    return user, (at[user] - notices.CALLED_BEFORE) * DAY + TEN, met[user]


def _button(played, sent):
    """People who were there in November, from their first visit in it on."""
    visits = played.lives.visits
    inside = np.flatnonzero((visits["day"] >= care.BUTTON.first) & (visits["day"] <= care.BUTTON.last))
    user, place = np.unique(visits["user"][inside], return_index=True)
    at = np.maximum(visits["start"][inside[place]], played.steps[user, -1])
    return user, at, at


_TAKES_PART = {
    "card_prompt": _newcomers(care.CARD), "tour_prompt": _newcomers(care.TOUR), "daily_push": _daily, "autumn_coupon": _autumn,
    "recall_call": _recall, "button_colour": _button,
}  # fmt: skip
