"""The sealed truth of care: what each action does for each group of newcomers, on average over luck.

`care.csv` holds means per user, made by `write`: all newcomers of January 2026 in a market thirty times the standard one and
with the usual budgets, played once for each action. What is done for one group does nothing to another, so a plan is the sum of its parts.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd

from . import caring, practice
from . import parameters as p
from .channels import reach
from .people import registers
from .play import play, roots
from .practice import CHOICES, GROUPS, of_care
from .randomness import root
from .seasons import YEAR_DAYS

FILE = Path(__file__).with_name("care.csv")
SEED, MARKET = 20_260_115, 300_000
JANUARY = np.arange(YEAR_DAYS, YEAR_DAYS + 28)
MEANS = ("retained_30", "retained_90", "orders", "margin", "cost")
STAYS_WORTH = 97  # yuan: gross margin of days 91 to 270 of somebody active in days 84 to 90, less that of others (a test plays it)
LUCKS = 12


def usual_budgets(users: int) -> dict[str, float]:
    """Yuan for four weeks by channel, as in the average four weeks of 2025."""
    return {c.code: round(c.usual * users / p.STANDARD_USERS, 2) for c in p.BOUGHT}


def _spend(users: int, key):
    from .policy import Policy
    from .run import allocation, daily

    return daily(allocation(key, users, Policy(usual_budgets(users)), 4))


def write(file: Path = FILE, market: int = MARKET) -> pd.DataFrame:
    """Measure every action for every group, and write care.csv; to be run when a parameter has changed."""
    key, found = root(SEED), []
    spend = _spend(market, key)
    for newcomers, late in product(practice.NEWCOMERS, _lates()):
        chosen = of_care({"newcomers": newcomers} | late)
        played = play(key, market, JANUARY, spend, follow=p.LOOK_AHEAD, practice=chosen, invites=False)
        made = caring.per_user(played, chosen)
        for number, group in enumerate(GROUPS):
            if late.get(group) is None and any(late.values()):
                continue
            mine = played.lives.group == number
            row = {"newcomers": newcomers, "group": group, "action": late.get(group, "none"), "share": mine.mean()}
            found.append(row | {name: made[name][mine].mean() / (100 if name in ("margin", "cost") else 1) for name in MEANS})
    frame = pd.DataFrame(found).drop_duplicates(["newcomers", "group", "action"]).sort_values(["newcomers", "group", "action"])
    frame.to_csv(file, index=False, float_format="%.6f", lineterminator="\n", encoding="utf-8")
    return frame


def _lates():
    yield {}
    for messages in practice.MESSAGES[1:]:
        yield {"regular": messages, "light": messages}
    for recall in practice.RECALLS[1:]:
        yield {"quiet": recall}


@lru_cache(maxsize=1)
def means() -> pd.DataFrame:
    """The stored means, index (newcomers, group, action)."""
    return pd.read_csv(FILE, encoding="utf-8").set_index(["newcomers", "group", "action"]).sort_index()


@lru_cache(maxsize=64)
def newcomers_expected(seed: int, users: int) -> float:
    """People who register in the four weeks with the usual budgets, averaged over lucks."""
    counts = []
    for luck in range(LUCKS):
        key = root(seed, luck)
        met = reach(key, users, JANUARY, _spend(users, key))
        counts.append(int(registers(roots(key, JANUARY, met)).sum()))
    return float(np.mean(counts))


def expected(seed: int, users: int, care) -> pd.DataFrame:
    """What a care leads to on average with the usual budgets, with the rows and columns of `Outcome.by_group` and `worth`.

    `worth` is net and STAYS_WORTH yuan, the margin of another half year, for everybody still active in days 84 to 90: care that
    sells today and drives people away tomorrow must not look good.
    """
    chosen = {group: (care or {}).get(group, "none") for group in CHOICES}
    rows = pd.DataFrame([means().loc[(chosen["newcomers"], group, chosen[group])] for group in GROUPS], index=pd.Index(GROUPS, name="group"))
    people = newcomers_expected(seed, users) * rows["share"]
    made = pd.DataFrame({"users": people} | {name: people * rows[name] for name in MEANS})
    made["net"] = made["margin"] - made["cost"]
    made["worth"] = made["net"] + STAYS_WORTH * made["retained_90"]
    return made


def best(seed: int, users: int) -> dict[str, str]:
    """The care with the highest expected worth: all 108 are compared."""
    plans = [dict(zip(CHOICES, actions, strict=True)) for actions in product(*CHOICES.values())]
    return max(plans, key=lambda plan: expected(seed, users, plan)["worth"].sum())


def effects() -> pd.DataFrame:
    """What each action does against none: index (group, action), columns `retention_90` (points for the group), `net` (yuan per user
    of the group) and `worth` (the same with STAYS_WORTH).

    For newcomers the effect is over all users; for groups it is that without a prompt at registration.
    """
    table = means()
    rows = []
    everybody = {name: _everybody(name) for name in practice.NEWCOMERS}
    for name in practice.NEWCOMERS[1:]:
        rows.append(("newcomers", name, *_against(everybody[name], everybody["none"])))
    for group in GROUPS:
        for action in CHOICES[group][1:]:
            rows.append((group, action, *_against(table.loc[("none", group, action)], table.loc[("none", group, "none")])))
    return pd.DataFrame(rows, columns=["group", "action", "retention_90", "net", "worth"]).set_index(["group", "action"])


def _everybody(newcomers: str) -> pd.Series:
    rows = means().loc[newcomers].xs("none", level="action")
    return rows[list(MEANS)].mul(rows["share"], axis=0).sum()


def _against(one, other):
    stay = one["retained_90"] - other["retained_90"]
    net = one["margin"] - one["cost"] - other["margin"] + other["cost"]
    return 100 * stay, net, net + STAYS_WORTH * stay
