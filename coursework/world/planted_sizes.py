"""True sizes of what is planted, by playing the same people twice: with everybody in one arm, and with everybody in the other."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from . import parameters as p
from . import practice as care
from .channels import usual_spend
from .planted import FILE, WEEKS_5_TO_8, standardised
from .play import Played, play
from .randomness import root
from .seasons import YEAR_DAYS
from .trials import autumn_units, daily_units

SEED, MARKET = 20_250_101, 60_000


def _played(forced=(), market=MARKET, invites=False) -> Played:
    key, days = root(SEED), np.arange(YEAR_DAYS)
    practice = care.YEAR._replace(forced=forced)
    return play(key, market, days, usual_spend(key, market, days), end_day=YEAR_DAYS, practice=practice, invites=invites)


def _retained_of(played):
    registered = played.steps[:, -1] // 86_400
    since = played.lives.visits["day"] - registered[played.lives.visits["user"]]
    inside = (since >= 24) & (since <= 30)
    return np.bincount(played.lives.visits["user"][inside], minlength=len(registered)) > 0, registered


def _outcome(played, experiment):
    """The experiment's outcome of every user, with everybody in one arm."""
    life, n = played.lives, len(played.user)
    back, _ = _retained_of(played)
    visits = life.visits
    if experiment is care.CARD:
        return back
    if experiment is care.PUSH:
        inside = (visits["day"] >= WEEKS_5_TO_8[0]) & (visits["day"] <= WEEKS_5_TO_8[1])
        return (np.bincount(visits["user"][inside], minlength=n) > 0).astype(float)
    if experiment is care.COUPON:
        day = life.orders["at"] // 86_400
        inside = (day >= experiment.first) & (day <= experiment.last)
        return np.bincount(life.orders["user"][inside], minlength=n)
    called = life.presence["recall_at"][visits["user"]]
    soon = (visits["day"] >= called) & (visits["day"] < called + 14)
    return np.bincount(visits["user"][soon], minlength=n) > 0


def _effect(one, other, experiment, units) -> float:
    """Mean difference of the outcome of the same users, played in one arm and in the other."""
    return float(_outcome(one, experiment)[units].mean() - _outcome(other, experiment)[units].mean())


def write(file: Path = FILE) -> pd.DataFrame:
    """Play the same people under one arm and under the other, and store the true sizes."""
    found = {}
    one, other = (_played((("card_prompt", arm),)) for arm in ("prompt", "control"))
    registered = other.steps[:, -1] // 86_400
    units = np.flatnonzero((registered >= care.CARD.first) & (registered <= care.CARD.last))
    found["card_prompt"] = _effect(one, other, care.CARD, units)
    found["tour_prompt"] = found["button_colour"] = 0.0
    one, other = (_played((("daily_push", arm),)) for arm in ("daily", "weekly"))
    found["daily_push"] = _effect(one, other, care.PUSH, daily_units(other))
    one, other = (_played((("autumn_coupon", arm),)) for arm in ("coupon", "control"))
    found["autumn_coupon"] = _effect(one, other, care.COUPON, autumn_units(other))
    silent = _played((("recall_call", "no_message"),))
    units = np.flatnonzero(silent.lives.presence["recall_arm"] >= 0)
    for arm in ("sms_evening", "push_noon"):
        called = _played((("recall_call", arm),))
        found[f"recall_{arm}"] = _effect(called, silent, care.RECALL, units)
    found |= _from_a_large_market()
    frame = pd.DataFrame({"code": list(found), "size": list(found.values())})
    frame.to_csv(file, index=False, float_format="%.6f", lineterminator="\n", encoding="utf-8")
    return frame


def _from_a_large_market(market: int = 240_000) -> dict[str, float]:
    """Sizes that nobody can play twice: the same comparison among very many people, and accounts known to be made up."""
    played = _played(market=market, invites=True)
    back, registered = _retained_of(played)
    users = played.users
    frame = pd.DataFrame({"retained": back.astype(float), "day": registered, "channel": users.channel, "tier": played.lives.who.tier})
    frame = frame[frame["day"] <= YEAR_DAYS - 31]
    spring = frame[(frame["day"] >= 59) & (frame["day"] < 181)]
    video = frame[frame["channel"].isin([p.NUMBER["video_ads"], p.NUMBER["feed_ads"]])]
    video = video.assign(video=video["channel"] == p.NUMBER["video_ads"])
    return {
        "new_home_page": standardised(spring.assign(later=spring["day"] >= 120), "retained", "later", "channel").value,
        "video_against_feed": standardised(video, "retained", "video", "tier").value,
        "referral_k": ((users.generation > 0) & ~users.fake).sum() / len(users),
    }
