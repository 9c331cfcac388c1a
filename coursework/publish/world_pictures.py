"""Draw what docs/world.md explains: how the world behaves, from its own tables and laws."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from coursework import plots
from coursework.world import World, make, planted, release
from coursework.world.parameters import PAID
from coursework.world.scales import LIFE_CLASSES, lifetimes
from coursework.world.seasons import FLASH_FROM

__all__ = ["FOLDER", "NAMES", "write"]
FOLDER = Path("docs/pictures")
NAMES = ("reach", "leaving", "orders", "mondays", "planted")


def write(root: Path) -> list[Path]:
    """Draw all pictures from the standard world into `docs/pictures/world-….png`; give back the files that changed."""
    tables = make(*release.STANDARD)
    changed = []
    for name in NAMES:
        file = root / FOLDER / f"world-{name}.png"
        file.parent.mkdir(parents=True, exist_ok=True)
        before = file.read_bytes() if file.is_file() else b""
        globals()[f"_{name}"](tables).save(file)
        if file.read_bytes() != before:
            changed.append(file.relative_to(root))
    return changed


def _reach(tables):
    truth, budgets = World(1).truth, np.linspace(0, 12_000, 25)
    curves = pd.DataFrame({c: truth.response(c, budgets)["registrations"].to_numpy() for c in PAID}, index=budgets / 1000)
    return plots.lines(
        curves, unit="users", column="channel", x_label="Thousand yuan in four weeks", highlight=["brand_search", "task_platform"],
        subtitle="Expected registrations in four weeks by budget on one channel alone", title="Every further yuan brings fewer people",
    )  # fmt: skip


def _leaving(tables):
    days = np.arange(0, 91)
    shares = {}
    for name, habit in (("weak habit (−100)", -100), ("middle (0)", 0), ("strong (+100)", 100)):
        life = lifetimes()[LIFE_CLASSES // 2 + habit // 10]
        shares[name] = [(life > day).mean() for day in days]
    return plots.lines(
        pd.DataFrame(shares, index=days), unit="share", x_label="Days since registration", subtitle="Share who have not left yet, by habit score",
        title="Most who leave, leave in the first days",
    )  # fmt: skip


def _orders(tables):
    orders = tables["orders"]
    by_day = orders.groupby(orders["ts"].dt.normalize()).size().loc["2025-03-01":]
    return plots.lines(
        by_day.rolling(3, center=True).mean().dropna().rename("orders a day"), unit=None, subtitle="Orders a day, mean of three days, standard world, 2025",
        title="Pay days, promotions in June and November, and the hangover after them",
    )  # fmt: skip


def _mondays(tables):
    visits = tables["events"].drop_duplicates("session_id")
    at = visits["ts"]
    monday = visits[at.dt.day_of_week == 0]
    since = monday["ts"] >= pd.Timestamp(FLASH_FROM)
    share = {
        name: rows["ts"].dt.hour.value_counts().reindex(range(6, 24), fill_value=0) / rows["ts"].dt.normalize().nunique()
        for name, rows in (("before October", monday[~since & (monday["ts"] >= "2025-06-01")]), ("with flash sales", monday[since]))
    }
    return plots.lines(
        pd.DataFrame(share), x_label="Hour of the day", highlight="with flash sales", subtitle="Visits in an hour of a Monday, standard world",
        title="A Monday that looks like a trend: ten o'clock, since October",
    )  # fmt: skip


def _planted(tables):
    year = planted.Year(tables)
    rows = {}
    for one in planted.PLANTED:
        if one.code in ("card_prompt", "tour_prompt", "new_home_page", "video_against_feed", "daily_push"):
            right = one.right(year)
            rows[one.code.replace("_", " ")] = (right.value, right.value - 1.96 * right.error, right.value + 1.96 * right.error)
            rows[one.code.replace("_", " ") + ", naive"] = (one.naive(year),) * 3
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=["difference", "difference_low", "difference_high"])
    return plots.difference(
        frame, unit="points", subtitle="Difference in points: right estimate with its 95 % interval, the naive one as a point; standard world",
        title="The naive number points the other way, or far too high",
    )  # fmt: skip
