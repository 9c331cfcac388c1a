"""What is planted: for each truth the right estimator, the naive one, and the true size where it can be worked out.

The estimators look at the tables alone, as a trainee would. True sizes come from playing the same people twice, with
everybody in one arm and with everybody in the other (`planted_sizes`, which stores them in planted.csv); where nobody can be
played twice, from the same comparison among very many people. Tests hold the estimators against them; `benchmarks/power.py` says how often each is found.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from . import practice as care
from .seasons import YEAR_DAYS, date_of

FILE = Path(__file__).with_name("planted.csv")
DAY = pd.Timedelta(days=1)
BEFORE_DAILY = (care.PUSH.first - 60, care.PUSH.first - 1)
WEEKS_5_TO_8 = (271, 298)  # days after the daily messages began on day 243


class Estimate(NamedTuple):
    """An estimate and its standard error."""

    value: float
    error: float


class Year:
    """A year's tables with what estimators need of them, worked out once."""

    def __init__(self, tables: dict[str, pd.DataFrame]):
        self.tables = tables

    def __getitem__(self, name):
        return self.tables[name]

    @cached_property
    def users(self) -> pd.DataFrame:
        """Users with retained (active in days 24 to 30; NA where they are too young), card and tour (done at registration)."""
        users = self["users"].set_index("user_id")
        events = self["events"]
        born = users["registered_at"].dt.normalize()
        day = (events["ts"].dt.normalize() - born.reindex(events["user_id"]).to_numpy()).dt.days
        back = events["user_id"][day.between(24, 30).to_numpy()].unique()
        users["retained"] = users.index.isin(back).astype(float)
        users.loc[born > pd.Timestamp(date_of(YEAR_DAYS)) - 31 * DAY, "retained"] = np.nan
        for name, event in (("card", "bind_card"), ("tour", "view_tour")):
            users[name] = users.index.isin(events.loc[events["event"] == event, "user_id"])
        return users

    @cached_property
    def visits(self) -> pd.DataFrame:
        """First event of each visit: user_id, ts."""
        return self["events"].drop_duplicates("session_id")[["user_id", "ts"]]

    def units(self, experiment: str) -> pd.DataFrame:
        """Users of an experiment with their arm, index user_id."""
        units = self["experiment_units"]
        units = units[units["experiment"] == experiment].set_index("user_id")
        return units.assign(arm=units["arm"].astype(str))

    def visits_between(self, ids, first: int, last: int) -> pd.Series:
        """Number of visits of users from one day to another, both included."""
        at = self.visits["ts"]
        inside = self.visits[(at >= pd.Timestamp(date_of(first))) & (at < pd.Timestamp(date_of(last + 1)))]
        return inside["user_id"].value_counts().reindex(ids, fill_value=0)

    def orders_between(self, ids, first: int, last: int) -> pd.Series:
        """Number of orders of users from one day to another, both included."""
        orders = self["orders"]
        inside = orders[(orders["ts"] >= pd.Timestamp(date_of(first))) & (orders["ts"] < pd.Timestamp(date_of(last + 1)))]
        return inside["user_id"].value_counts().reindex(ids, fill_value=0)


def difference(one, other) -> Estimate:
    """Difference of two means with its standard error."""
    one, other = (np.asarray(v, dtype=float) for v in (one, other))
    one, other = one[~np.isnan(one)], other[~np.isnan(other)]
    return Estimate(one.mean() - other.mean(), float(np.sqrt(one.var(ddof=1) / len(one) + other.var(ddof=1) / len(other))))


def standardised(frame: pd.DataFrame, outcome: str, side: str, stratum: str) -> Estimate:
    """Mean of `outcome` where `side` is true less where it is false, with the same mix of strata on both sides."""
    cells = frame.dropna(subset=outcome).groupby([stratum, side], observed=True)[outcome].agg(["mean", "var", "size"]).unstack()
    cells = cells[(cells["size"] > 1).all(axis=1)]
    weight = cells["size"].sum(axis=1) / cells["size"].sum().sum()
    gap = cells["mean"][True] - cells["mean"][False]
    spread = (cells["var"] / cells["size"]).sum(axis=1)
    return Estimate(float((gap * weight).sum()), float(np.sqrt((spread * weight**2).sum())))


# ---- the right estimators and the naive ones ---------------------------------------------------------------------------


def _arms(year, experiment, outcome, treated, control):
    units = year.units(experiment)
    values = outcome(units).reindex(units.index)
    return difference(values[units["arm"] == treated], values[units["arm"] == control])


def _retained(year):
    return lambda units: year.users["retained"].reindex(units.index)


def card_right(year):
    """By arm as assigned: the prompt to bind a card, on retention of days 24 to 30."""
    return _arms(year, "card_prompt", _retained(year), "prompt", "control")


def card_naive(year):
    """Those who bound a card against those who did not."""
    return difference(year.users.loc[year.users["card"], "retained"], year.users.loc[~year.users["card"], "retained"]).value


def tour_right(year):
    """By arm as assigned: the prompt to take the tour."""
    return _arms(year, "tour_prompt", _retained(year), "prompt", "control")


def tour_naive(year):
    """Those who took the tour against those who did not."""
    return difference(year.users.loc[year.users["tour"], "retained"], year.users.loc[~year.users["tour"], "retained"]).value


def daily_right(year):
    """By arm as assigned: daily against weekly messages, on the share active in weeks five to eight, given the visits before the test."""

    def active(units):
        before = np.log1p(year.visits_between(units.index, *BEFORE_DAILY).astype(float))
        outcome = (year.visits_between(units.index, *WEEKS_5_TO_8) > 0).astype(float)
        # CUPED (Deng and others, WSDM 2013): what was known before the test explains a third of the variance.
        return outcome - np.cov(outcome, before)[0, 1] / before.var() * (before - before.mean())

    return _arms(year, "daily_push", active, "daily", "weekly")


def daily_naive(year):
    """Units who got many messages in September and October against those who got few."""
    units, messages = year.units("daily_push"), year["messages"]
    inside = messages[(messages["ts"] >= "2025-09-01") & (messages["ts"] < "2025-11-01") & (messages["channel"] == "push")]
    got = inside["user_id"].value_counts().reindex(units.index, fill_value=0)
    active = year.visits_between(units.index, *WEEKS_5_TO_8) > 0
    return difference(active[got > got.median()], active[got <= got.median()]).value


def _came_back(year, units, days):
    first = year.visits.merge(units["assigned_at"].rename("called").reset_index(), on="user_id")
    soon = first[(first["ts"] >= first["called"]) & (first["ts"] < first["called"] + days * DAY)]
    return pd.Series(units.index.isin(soon["user_id"]).astype(float), index=units.index)


def recall_right(year):
    """By arm: an SMS in the evening against no message, on coming back within 14 days."""
    return _arms(year, "recall_call", lambda units: _came_back(year, units, 14), "sms_evening", "no_message")


def recall_naive(year):
    """The share that came back within 90 days of any message, without a control."""
    units = year.units("recall_call")
    return float(_came_back(year, units[units["arm"] == "sms_evening"], 90).mean())


def recall_other_right(year):
    """By arm: a push at noon against no message."""
    return _arms(year, "recall_call", lambda units: _came_back(year, units, 14), "push_noon", "no_message")


def recall_other_naive(year):
    """The share of a push at noon that came back within 90 days."""
    units = year.units("recall_call")
    return float(_came_back(year, units[units["arm"] == "push_noon"], 90).mean())


def coupon_right(year):
    """By arm: the autumn coupon on orders of 14 days."""
    return _arms(year, "autumn_coupon", lambda units: year.orders_between(units.index, care.COUPON.first, care.COUPON.last), "coupon", "control")


def coupon_naive(year):
    """Holders of October's regular coupon against all other users, on orders of its ten days."""
    coupons = year["coupons"]
    held = coupons[coupons["regular"] & (coupons["issued_at"] >= "2025-10-01") & (coupons["issued_at"] < "2025-11-01")]["user_id"].unique()
    ids = year.users.index[year.users["registered_at"] < "2025-10-01"]
    orders = year.orders_between(ids, 273, 282)
    return difference(orders[ids.isin(held)], orders[~ids.isin(held)]).value


def button_right(year):
    """By arm: the colour of a button on visits in November."""
    return _arms(year, "button_colour", lambda units: year.visits_between(units.index, care.BUTTON.first, care.BUTTON.last), "green", "grey")


def home_right(year):
    """Newcomers of May and June against those of March and April, with the same mix of channels."""
    return standardised(_spring(year), "retained", "later", "channel")


def home_naive(year):
    """The same two numbers as they stand in the report."""
    frame = _spring(year)
    return difference(frame.loc[frame["later"], "retained"], frame.loc[~frame["later"], "retained"]).value


def _spring(year):
    users = year.users
    frame = users[(users["registered_at"] >= "2025-03-01") & (users["registered_at"] < "2025-07-01")]
    return frame.assign(later=frame["registered_at"] >= "2025-05-01")


def tiers_right(year):
    """Retention of people from video ads against those from feed ads, with the same mix of city tiers."""
    return standardised(_video(year), "retained", "video", "city_tier")


def tiers_naive(year):
    """The same without a look at the cities."""
    frame = _video(year)
    return difference(frame.loc[frame["video"], "retained"], frame.loc[~frame["video"], "retained"]).value


def _video(year):
    users = year.users[year.users["channel"].isin(["video_ads", "feed_ads"])]
    return users.assign(video=users["channel"] == "video_ads")


def _k(year, genuine):
    referrals, users = year["referrals"].dropna(subset="invitee_user_id"), year.users
    if genuine:
        devices = year["devices"]
        crowded = devices.groupby("device_id")["user_id"].transform("nunique") >= 4
        referrals = referrals[~referrals["invitee_user_id"].isin(devices.loc[crowded, "user_id"])]
    won = referrals["inviter_id"].value_counts().reindex(users.index, fill_value=0)
    return Estimate(float(won.mean()), float(won.std(ddof=1) / np.sqrt(len(won))))


def referral_right(year):
    """Registrations by invitation for one user, without accounts on crowded devices."""
    return _k(year, True)


def referral_naive(year):
    """All registrations by invitation for one user."""
    return _k(year, False).value


# ---- what is planted ------------------------------------------------------------------------------------------------


class Planted(NamedTuple):
    """One planted truth: its estimators; `sign` of the truth (0 for a null); `misled` says whether the naive number misleads."""

    code: str
    right: Callable[[Year], Estimate]
    naive: Callable[[Year], float] | None
    sign: int
    misled: Callable[[float, float], bool] | None = None  # (naive, truth)

    @property
    def truth(self) -> float:
        """The true size."""
        return float(sizes()[self.code])


PLANTED = (
    Planted("card_prompt", card_right, card_naive, 1, lambda naive, truth: naive > 2 * truth),
    Planted("tour_prompt", tour_right, tour_naive, 0, lambda naive, truth: naive > 0.05),
    Planted("daily_push", daily_right, daily_naive, -1, lambda naive, truth: naive > 0),
    Planted("recall_sms_evening", recall_right, recall_naive, 1, lambda naive, truth: naive > 1.1 * truth),
    Planted("recall_push_noon", recall_other_right, recall_other_naive, 0, lambda naive, truth: naive > truth + 0.02),
    Planted("autumn_coupon", coupon_right, coupon_naive, 1, lambda naive, truth: naive > 2 * truth),
    Planted("button_colour", button_right, None, 0),
    Planted("new_home_page", home_right, home_naive, -1, lambda naive, truth: naive > 0),
    Planted("video_against_feed", tiers_right, tiers_naive, -1, lambda naive, truth: naive > 0),
    Planted("referral_k", referral_right, referral_naive, 1, lambda naive, truth: naive > 1.15 * truth),
)


@lru_cache(maxsize=1)
def sizes() -> pd.Series:
    """True sizes as stored, by code."""
    return pd.read_csv(FILE, encoding="utf-8").set_index("code")["size"]
