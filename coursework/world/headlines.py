"""Headline numbers: what an operator would ask first about a year's tables, each worked out by a short function.

They look at the tables alone (amounts in cents). `bake` stores them and tells which of them a change of the world has
moved; `plausible` holds most of them against published figures.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

import numpy as np
import pandas as pd

from .seasons import YEAR_DAYS, date_of

DAY = pd.Timedelta(days=1)
END = pd.Timestamp(date_of(YEAR_DAYS))
MONTH = pd.Timestamp("2025-11-01"), pd.Timestamp("2025-12-01")  # the month in which daily and monthly users are counted


class Headline(NamedTuple):
    """A number: what it is in words, how it is told (format), and how it is worked out of a `Look`."""

    words: str
    form: str
    of: Callable


class Look:
    """Tables, with what several headlines ask of them."""

    def __init__(self, tables: dict[str, pd.DataFrame]):
        self.tables = tables

    def __getattr__(self, name):
        if name.startswith("_") or name == "tables":
            raise AttributeError(name)
        return self.tables[name]

    @cached_property
    def active(self) -> pd.DataFrame:
        """Days on which users were active: user_id, day (from the day of registration, which is 0), date."""
        days = self.events[["user_id"]].assign(date=self.events["ts"].dt.normalize()).drop_duplicates()
        since = days["user_id"].map(self.users.set_index("user_id")["registered_at"].dt.normalize())
        return days.assign(day=(days["date"] - since) // DAY)

    @cached_property
    def group(self) -> pd.Series:
        """Kind of channel, by channel."""
        return self.channels.set_index(self.channels["channel"].astype(str))["group"].astype(str)

    def old(self, days: int) -> pd.Series:
        """Users who have been there for so many days at the end."""
        return self.users.loc[self.users["registered_at"] < END - days * DAY, "user_id"]

    def retained(self, first: int, last: int) -> float:
        """Share of users who were active on at least one of these days after the day of registration."""
        there = self.active.loc[self.active["day"].between(first, last), "user_id"]
        return self.old(last + 1).isin(there).mean()

    def bought(self, channel: str, above: str, below: str) -> float:
        """Sum of a column of ad_spend over that of another, for one channel."""
        rows = self.ad_spend[self.ad_spend["channel"] == channel]
        return rows[above].sum() / rows[below].sum()

    def cac(self, group: str) -> float:
        """Spend in yuan per registration credited to the bought channels of a kind."""
        spend = self.ad_spend.groupby(self.ad_spend["channel"].astype(str))["cost"].sum()
        bought = [channel for channel in spend.index if self.group[channel] == group]
        return spend[bought].sum() / 100 / self.users["channel"].isin(bought).sum()

    def redeemed(self, template: str | None = None) -> float:
        """Share of the coupons that have run out which were redeemed."""
        rows = self.coupons[self.coupons["valid_to"] < END]
        rows = rows if template is None else rows[rows["template"] == template]
        return rows["redeemed_at"].notna().mean()

    @cached_property
    def sessions(self) -> pd.DataFrame:
        """What happened in each visit: a column of bools per event that several headlines ask for."""
        asked = {name: self.events.loc[self.events["event"] == name, "session_id"] for name in ("add_to_cart", "pay_ok")}
        ids = self.events["session_id"].drop_duplicates()
        return pd.DataFrame({name: ids.isin(found).to_numpy() for name, found in asked.items()}, index=ids)

    @cached_property
    def orders_by_user(self) -> pd.DataFrame:
        """Orders and paid cents of everybody who bought."""
        return self.orders.groupby("user_id")["paid"].agg(["size", "sum"])

    @cached_property
    def monthly_users(self) -> int:
        """Users who were active in the month."""
        return self.active.loc[self.active["date"].between(*MONTH, inclusive="left"), "user_id"].nunique()


def _in_month(times):
    return times.between(*MONTH, inclusive="left")


def _first_order(look: Look) -> float:
    first = look.orders.groupby("user_id")["ts"].min()
    known = look.users[look.users["user_id"].isin(look.old(31))].set_index("user_id")["registered_at"]
    return (first.reindex(known.index) - known < 31 * DAY).mean()


def _pareto(look: Look) -> float:
    paid = look.orders_by_user["sum"].sort_values(ascending=False, kind="stable")
    return paid.head(round(len(paid) / 5)).sum() / paid.sum()


def _weekly_push(look: Look) -> float:
    mine = look.messages[(look.messages["channel"] == "push") & (look.messages["campaign"] == "weekly_offers")]
    return mine.loc[mine["delivered"], "opened_at"].notna().mean()


def _uninstalled(look: Look) -> float:
    old = look.users[look.users["user_id"].isin(look.old(31))]
    return (old["uninstalled_at"] - old["registered_at"] < 31 * DAY).mean()


def _breakage(look: Look) -> float:
    """Points run out, of those earned in the first half of the year (the only ones that can have)."""
    rows = look.points_ledger
    early = rows.loc[(rows["delta"] > 0) & (rows["ts"] < "2025-07-01"), "delta"].sum()
    return -rows.loc[rows["reason"] == "expiry", "delta"].sum() / early


def _silent(look: Look) -> float:
    said = look.community_messages.dropna(subset="user_id")
    return 1 - look.community_members.set_index(["community_id", "user_id"]).index.isin(said.set_index(["community_id", "user_id"]).index).mean()


def _nps(look: Look) -> float:
    score = look.surveys.loc[look.surveys["question"] == "nps", "score"].dropna()
    return 100 * ((score >= 9).mean() - (score <= 6).mean())


def _shared_device(look: Look) -> float:
    crowded = look.devices["device_id"].map(look.devices.groupby("device_id")["user_id"].nunique()) >= 3
    return look.users["user_id"].isin(look.devices.loc[crowded, "user_id"]).mean()


def _reviews(look: Look) -> float:
    return (look.events["event"] == "review").sum() / len(look.orders)


def _accounts(look: Look) -> float:
    opened = look.bank_accounts.dropna(subset="user_id").merge(look.users[["user_id", "registered_at"]], on="user_id")
    return (opened["opened_at"] > opened["registered_at"]).sum() / len(look.users)


HEADLINES = {
    "users": Headline("users who registered in the year", "{:,.0f}", lambda x: len(x.users)),
    "touchpoints": Headline("contacts", "{:,.0f}", lambda x: len(x.touchpoints)),
    "events": Headline("events", "{:,.0f}", lambda x: len(x.events)),
    "orders": Headline("orders", "{:,.0f}", lambda x: len(x.orders)),
    "search_ctr": Headline("clicks per showing, search ads", "{:.2%}", lambda x: x.bought("search_ads", "clicks", "impressions")),
    "feed_ctr": Headline("clicks per showing, feed ads", "{:.2%}", lambda x: x.bought("feed_ads", "clicks", "impressions")),
    "banner_ctr": Headline("clicks per showing, banner ads", "{:.2%}", lambda x: x.bought("banner_ads", "clicks", "impressions")),
    "search_cpc": Headline("price of a click, search ads (yuan)", "{:.2f}", lambda x: x.bought("search_ads", "cost", "clicks") / 100),
    "banner_cpc": Headline("price of a click, banner ads (yuan)", "{:.2f}", lambda x: x.bought("banner_ads", "cost", "clicks") / 100),
    "cac_search": Headline("spend per registration, search and app store (yuan)", "{:.1f}", lambda x: x.cac("search_and_store")),
    "cac_online_ads": Headline("spend per registration, feed, video and banner ads (yuan)", "{:.1f}", lambda x: x.cac("online_ads")),
    "cac_kol": Headline("spend per registration, opinion leaders (yuan)", "{:.1f}", lambda x: x.cac("opinion_leaders")),
    "cac_task": Headline("spend per registration, task platform (yuan)", "{:.1f}", lambda x: x.cac("task_platform")),
    "install_to_user": Headline(
        "registrations per install, bought channels", "{:.1%}",
        lambda x: x.users["channel"].isin(x.ad_spend["channel"].unique()).sum() / x.ad_spend["installs"].sum(),
    ),
    "form_to_user": Headline(
        "registrations per registration form that was opened", "{:.1%}", lambda x: len(x.users) / x.registration_steps["person_id"].nunique()
    ),
    "retention_1": Headline("users active on day 1 after registration", "{:.1%}", lambda x: x.retained(1, 1)),
    "retention_7": Headline("users active on day 7", "{:.1%}", lambda x: x.retained(7, 7)),
    "retention_30": Headline("users active on day 30", "{:.1%}", lambda x: x.retained(30, 30)),
    "retained_24_30": Headline("users active on any of days 24 to 30 (the lessons' retention)", "{:.1%}", lambda x: x.retained(24, 30)),
    "uninstalled_30": Headline("users who took the app off the phone within 30 days", "{:.1%}", _uninstalled),
    "dau_mau": Headline(
        "daily users per monthly user, November", "{:.1%}",
        lambda x: _in_month(x.active["date"]).sum() / ((MONTH[1] - MONTH[0]) // DAY) / x.monthly_users,
    ),
    "visits_a_day": Headline("visits per active day", "{:.2f}", lambda x: len(x.sessions) / len(x.active)),
    "orders_per_visit": Headline("visits that end in an order", "{:.1%}", lambda x: x.sessions["pay_ok"].mean()),
    "cart_left": Headline(
        "visits with something in the cart that end without an order", "{:.1%}", lambda x: 1 - x.sessions.loc[x.sessions["add_to_cart"], "pay_ok"].mean()
    ),
    "first_order_30": Headline("users who order within 30 days", "{:.1%}", _first_order),
    "repeat": Headline(
        "buyers who ordered again, of those there for 90 days", "{:.1%}",
        lambda x: (x.orders_by_user.loc[x.orders_by_user.index.isin(x.old(90)), "size"] > 1).mean(),
    ),
    "arpu": Headline(
        "paid per monthly user, November (yuan)", "{:.1f}", lambda x: x.orders.loc[_in_month(x.orders["ts"]), "paid"].sum() / 100 / x.monthly_users
    ),
    "average_order": Headline("paid per order (yuan)", "{:.1f}", lambda x: x.orders["paid"].mean() / 100),
    "margin": Headline("gross margin, share of what was paid", "{:.1%}", lambda x: x.orders["gross_margin"].sum() / x.orders["paid"].sum()),
    "discounted": Headline("orders at a discount", "{:.1%}", lambda x: (x.orders["discount"] > 0).mean()),
    "refunded": Headline("orders given back", "{:.1%}", lambda x: x.orders["refunded_at"].notna().mean()),
    "top_fifth": Headline("share of sales made with the top fifth of buyers", "{:.1%}", _pareto),
    "coupons_redeemed": Headline("coupons redeemed, of those run out", "{:.1%}", lambda x: x.redeemed()),
    "monthly_redeemed": Headline("regular monthly coupons redeemed", "{:.1%}", lambda x: x.redeemed("monthly_8")),
    "newcomer_redeemed": Headline("newcomer coupons redeemed", "{:.1%}", lambda x: x.redeemed("newcomer_10")),
    "recall_redeemed": Headline("coupons by text message to win people back, redeemed", "{:.1%}", lambda x: x.redeemed("recall_12")),
    "push_allowed": Headline("users who allow push messages", "{:.1%}", lambda x: x.users["opted_in_push"].mean()),
    "push_opened": Headline("weekly push messages opened, of those delivered", "{:.1%}", _weekly_push),
    "push_muted": Headline(
        "users who turned push off again, of those who allowed it", "{:.1%}", lambda x: x.users.loc[x.users["opted_in_push"], "push_muted_at"].notna().mean()
    ),
    "referral_k": Headline("registrations by invitation per user", "{:.3f}", lambda x: x.referrals["invitee_user_id"].notna().sum() / len(x.users)),
    "invite_to_user": Headline("registrations per opened invitation", "{:.1%}", lambda x: x.referrals["invitee_user_id"].notna().mean()),
    "points_breakage": Headline("points run out, of those earned in the first half of the year", "{:.1%}", _breakage),
    "silent_members": Headline("members of communities who never wrote", "{:.1%}", _silent),
    "reviews": Headline("reviews per order", "{:.1%}", _reviews),
    "stars": Headline("mean stars of reviews", "{:.2f}", lambda x: x.feedback.loc[x.feedback["source"] == "review", "rating"].mean()),
    "nps": Headline("net promoter score", "{:.0f}", _nps),
    "ios": Headline("devices on iOS", "{:.1%}", lambda x: (x.devices["os"] == "ios").mean()),
    "crowded_devices": Headline("users on a device that three or more share", "{:.1%}", _shared_device),
    "new_accounts": Headline("bank accounts opened after registration, per user", "{:.1%}", _accounts),
}  # fmt: skip


def measured(tables: dict[str, pd.DataFrame]) -> dict[str, float]:
    """Work out all headline numbers of a year's tables (amounts in cents, as `make` gives them)."""
    look = Look(tables)
    return {name: round(float(np.asarray(headline.of(look)).item()), 6) for name, headline in HEADLINES.items()}


def told(name: str, value: float) -> str:
    """Say a headline number as people do.

    >>> told("retention_1", 0.4123), told("users", 10_891)
    ('41.2%', '10,891')
    """
    return HEADLINES[name].form.format(value)


def moved(before: dict[str, float], now: dict[str, float]) -> list[str]:
    """List the numbers that are told otherwise than before, old and new.

    >>> moved({"users": 10_891, "nps": 7.1}, {"users": 10_900, "nps": 7.2})
    ['users: 10,891 → 10,900']
    """
    def say(numbers, name):
        return told(name, numbers[name]) if name in numbers else "–"

    return [f"{name}: {say(before, name)} → {say(now, name)}" for name in HEADLINES if name in {**before, **now} and say(before, name) != say(now, name)]
