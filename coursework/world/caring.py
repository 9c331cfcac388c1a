"""What came of the care for newcomers and groups: who stayed, what they brought in 90 days, what the care cost."""

from __future__ import annotations

import numpy as np
import pandas as pd

from . import activity
from .people import DAY
from .practice import GROUP_AT, GROUPS, Practice

COLUMNS = ("users", "retained_30", "retained_90", "orders", "margin", "cost", "net")
MESSAGE, SMS, TOUR, CARD_GIFT = 3, 6, 30, 900  # cents: one push message, one SMS, a tour shown, the gift for a bound card
LATE = (84, 90)


def by_group(played, done: Practice) -> pd.DataFrame:
    """Add up people by group; see `Outcome.by_group` for the columns."""
    made = per_user(played, done)
    group = played.lives.group
    sums = {name: np.bincount(group, values, minlength=len(GROUPS)) for name, values in made.items()}
    frame = pd.DataFrame(sums, index=pd.Index(GROUPS, name="group"))[list(COLUMNS)]
    frame[["margin", "cost", "net"]] /= 100
    return frame.astype(dict.fromkeys(("users", "retained_30", "retained_90", "orders"), "int64"))


def total(frame: pd.DataFrame) -> dict[str, float]:
    """Add up groups; shares of all users follow from the sums."""
    sums = {name: column.sum().item() for name, column in frame.items()}
    for name in ("retained_30", "retained_90"):
        sums[name.replace("retained", "retention")] = sums[name] / sums["users"] if sums["users"] else float("nan")
    return sums


def per_user(played, done: Practice) -> dict[str, np.ndarray]:
    """The measures of each user; money in cents."""
    life, n = played.lives, len(played.user)
    registered = played.steps[:, -1] // DAY
    since = life.visits["day"] - registered[life.visits["user"]]
    back = {
        name: np.bincount(life.visits["user"][(since >= first) & (since <= last)], minlength=n) > 0
        for name, (first, last) in {"retained_30": (24, 30), "retained_90": LATE}.items()
    }
    orders = np.bincount(life.orders["user"], minlength=n)
    margin = np.zeros(n, dtype=np.int64)
    np.add.at(margin, life.orders["user"], life.orders["gross_margin"])
    cost = costs(played, done, registered)
    made = {"users": np.ones(n, dtype=np.int64)} | {name: values.astype(np.int64) for name, values in back.items()}
    return made | {"orders": orders, "margin": margin, "cost": cost, "net": margin - cost}


def costs(played, done: Practice, registered) -> np.ndarray:
    """Cents spent on each user: prompts at registration, then messages until they are turned off or the app is gone."""
    life = played.lives
    cost = np.zeros(len(registered), dtype=np.int64)
    if done.newcomers == "tour_prompt":
        cost += TOUR
    if done.newcomers == "card_prompt":
        cost += CARD_GIFT * life.joined["card"]  # whoever binds a card gets the gift, those too who would have done so anyway
    start = registered + GROUP_AT + 1
    stop = np.minimum(np.minimum(life.presence["mutes"], life.presence["uninstalls"]), life.end)
    days = np.where(life.joined["push"], np.maximum(stop - start, 0), 0)
    first = (activity.WEEKLY_ON - activity.weekdays()[start]) % 7
    weeks = np.where(days > first, (days - first - 1) // 7 + 1, 0)
    cost += MESSAGE * np.where(life.sent["late"] == 7, days, np.where(life.sent["late"] == 1, weeks, 0))
    called = life.presence["recall_arm"]
    by = np.array([0, MESSAGE, MESSAGE, SMS, SMS])
    return cost + np.where(called >= 0, by[np.maximum(called, 0)], 0)
