"""The sealed truth: what each channel is really worth, what a policy leads to on average, and the best plan.

Lessons open it after a commitment; the data folder does not hold it. Means per user come from `truth.csv`, which
`pilot.write` made by playing at least 60,000 users of every channel and audience; how many people a budget reaches comes
from the reach curve itself.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd

from ..i18n import t
from . import care_truth, pilot
from . import parameters as p
from .channels import FINE, curve, origins, sources
from .policy import Policy
from .randomness import root
from .run import COUNTS, allocation, daily
from .scales import normal
from .seasons import YEAR_DAYS

LUCKS = 24  # lucks over which the path of an automation rule is averaged
STEPS = 240  # budgets tried for each channel by `best`


@lru_cache(maxsize=1)
def means() -> pd.DataFrame:
    """The table of true means, index (channel, targeting)."""
    return pd.read_csv(pilot.FILE, encoding="utf-8").set_index(["channel", "targeting"])


@lru_cache(maxsize=1)
def _cells() -> dict:
    return means().to_dict()


def _of(name: str, targeting) -> np.ndarray:
    cells = _cells()[name]
    return np.array([cells[(c, targeting.get(c, "broad"))] for c in p.PAID])


def claimed_values(targeting) -> np.ndarray:
    """Early value per registered user by channel as last year's report claims it, without asking who came by themselves."""
    return _of("value", targeting)


def _luck() -> float:
    """Mean of the daily luck that the pool is multiplied with."""
    return float(np.mean((1000 + 9 * normal() // 10) / 1000))


class Truth:
    """What is true of a world; made by `World.truth`.

    Attributes
    ----------
    channels : DataFrame
        Index channel; per registered user: retention_30, first_order, bank_conversion (shares), value (yuan),
        incremental_share, incremental_value (value of those who would not have come anyway, per registered user);
        register is the share of clicks that register.
    by_tier : DataFrame
        Retention of days 24 to 30 by channel (index) and city tier (columns).
    tag_effect : DataFrame
        Index channel; first-order share and value of people with and without a taste for eating out.
    """

    def __init__(self, seed: int, users: int):
        self._seed, self._users = seed, users
        broad = means().xs("broad", level="targeting")
        self.channels = broad[
            ["value", "retained_30", "first_orders", "bank_accounts", "incremental_share", "incremental_value", "register"]
        ].rename(columns={"retained_30": "retention_30", "first_orders": "first_order", "bank_accounts": "bank_conversion"})
        self.by_tier = broad.filter(like="retained_30_tier").rename(columns=lambda name: name.removeprefix("retained_30_"))
        self.tag_effect = broad[["dining", "first_orders_dining", "first_orders_other", "value_dining", "value_other"]].rename(
            columns={"dining": "share_with_taste"}
        )

    def response(self, channel: str, budgets, targeting: str = "broad") -> pd.DataFrame:
        """Expected result of budgets (yuan for four weeks) on one channel alone.

        Returns
        -------
        DataFrame
            Columns budget, clicks, registrations, value, incremental_value, net; a row per budget.
        """
        budgets = np.atleast_1d(np.asarray(budgets, dtype=float))
        aim = Policy({channel: float(budgets.max(initial=0.0))}, {channel: targeting}).targeting  # refuses nonsense
        days = YEAR_DAYS + np.arange(28)
        mine = np.flatnonzero(origins() == p.NUMBER[channel])
        shares = np.array([sources()[i].share for i in mine]) / 100
        pool, half = (table[mine] for table in curve(self._users, days, aim))
        spend = budgets[:, None, None] * 100 / 28 * shares[:, None]
        clicks = _luck() * (pool / FINE * spend / (spend + half)).sum(axis=(1, 2))
        row = means().loc[(channel, targeting)]
        made = {"budget": budgets, "clicks": clicks, "registrations": clicks * row["register"]}
        made |= {name: made["registrations"] * row[name] for name in ("value", "incremental_value")}
        return pd.DataFrame(made | {"net": made["incremental_value"] - budgets})

    def expected(self, policy: Policy, weeks: int = 4) -> dict[str, float]:
        """What a policy leads to on average over luck: the keys of `Outcome.total`.

        Without an automation rule this follows from the reach curve and the true means. With one, the rule's path
        is averaged over 24 lucks.
        """
        return self.expected_by_channel(policy, weeks).sum().to_dict()

    def expected_by_channel(self, policy: Policy, weeks: int = 4) -> pd.DataFrame:
        """What a policy leads to on average over luck, with the rows and columns of `Outcome.by_channel`."""
        lucks = range(LUCKS) if policy.automation else (0,)
        paths = [_path(self._seed, self._users, policy, weeks, luck) for luck in lucks]
        clicks = self._clicks(paths, policy.targeting).mean(axis=0)
        registered = clicks * _of("register", policy.targeting)
        made = {"spend": np.mean([path.sum(axis=0) for path in paths], axis=0) / 100, "clicks": clicks}
        made["registrations"] = registered
        for name in (*COUNTS[2:], "value", "incremental_value"):
            made[name] = registered * _of(name, policy.targeting)
        frame = pd.DataFrame(made, index=pd.Index(p.PAID, name="channel"))
        frame["net"] = frame["incremental_value"] - frame["spend"]
        return frame

    def _clicks(self, paths, targeting) -> np.ndarray:
        """Expected clicks by path (rows) and channel."""
        spend = np.stack([daily(path) for path in paths])
        days = YEAR_DAYS + np.arange(spend.shape[2])
        pool, half = curve(self._users, days, targeting)
        reached = np.where(half > 0, _luck() * pool / FINE * spend / np.maximum(spend + half, 1), 0)
        bought = np.flatnonzero(origins() < len(p.PAID))
        of_channel = np.zeros((len(origins()), len(p.PAID)))
        of_channel[bought, origins()[bought]] = 1
        return reached.sum(axis=2) @ of_channel

    def care(self, care=None) -> pd.DataFrame:
        """What a care leads to on average with the usual budgets: rows and columns of `Outcome.by_group`, and `worth`."""
        return care_truth.expected(self._seed, self._users, care)

    def best_care(self) -> dict[str, str]:
        """The care with the highest expected worth (net, and what those who stay will bring) among all that there are."""
        return care_truth.best(self._seed, self._users)

    @property
    def care_effects(self) -> pd.DataFrame:
        """What each action of care does against none: points of 90-day retention and yuan per user, by group and action."""
        return care_truth.effects()

    def yardsticks(self, total: float) -> dict[str, Policy]:
        """Plans to hold one's own against, all with at most `total` yuan.

        do_nothing; even_split over the channels that take a budget; cheapest_click, all on the channel with the lowest price
        per click; claimed_cac, in proportion to registrations per yuan as last year's report would show them; best.
        """
        share = total / len(p.PAID)
        last_year = [self.response(c.code, [max(c.usual * self._users / p.STANDARD_USERS, 1e-9)]).iloc[0] for c in p.BOUGHT]
        clicks = [row["clicks"] / row["budget"] for row in last_year]
        joined = np.array([row["registrations"] / row["budget"] for row in last_year])
        naive = np.floor(total * joined / joined.sum() * 100) / 100
        return {
            "do_nothing": Policy(),
            "even_split": Policy(dict.fromkeys(p.PAID, share)),
            "cheapest_click": Policy({p.PAID[int(np.argmax(clicks))]: total}),
            "claimed_cac": Policy(dict(zip(p.PAID, naive.tolist(), strict=True))),
            "best": self.best(total),
        }

    def best(self, total: float) -> Policy:
        """Find a near-optimal policy of at most `total` yuan for four weeks.

        Every channel and audience gets its curve of expected net over 240 budgets. For a price of money (a shadow price
        that every yuan must earn on top of itself) each channel takes the audience and budget that are best for it;
        the price is raised by bisection until the sum fits. What is left is then given away step by step to
        the channel with the highest expected marginal net, as long as that is positive. No automation.
        """
        if not 0 <= total < float("inf"):
            raise ValueError(t("The total must be a number of yuan that is not negative, not {total}.", total=repr(total)))
        grid = np.linspace(0, float(total), STEPS + 1)
        curves = {
            channel: {
                aim: self.response(channel, grid, aim)["net"].to_numpy()
                for aim in (p.TARGETING if channel in p.TARGETABLE else ("broad",))
            }
            for channel in p.PAID
        }
        low, high = 0.0, 10.0
        for _ in range(40):
            price = (low + high) / 2
            if sum(grid[step] for _, step in _take(curves, grid, price).values()) > total:
                low = price
            else:
                high = price
        taken = _take(curves, grid, high)
        steps = {channel: step for channel, (_, step) in taken.items()}
        while sum(steps.values()) < STEPS:
            gains = {c: curves[c][taken[c][0]][s + 1] - curves[c][taken[c][0]][s] for c, s in steps.items() if s < STEPS}
            channel = max(gains, key=gains.get)
            if gains[channel] <= 0:
                break
            steps[channel] += 1
        budgets = {channel: round(float(grid[step]), 2) for channel, step in steps.items() if step}
        return Policy(budgets, {channel: taken[channel][0] for channel in budgets})


def _take(curves, grid, price):
    """For each channel the (audience, step) with the highest net after paying `price` for every yuan."""
    chosen = {}
    for channel, by_aim in curves.items():
        tops = {aim: int(np.argmax(net - price * grid)) for aim, net in by_aim.items()}
        aim = max(tops, key=lambda a: by_aim[a][tops[a]] - price * grid[tops[a]])
        chosen[channel] = (aim, tops[aim])
    return chosen


@lru_cache(maxsize=2048)
def _path(seed, users, policy, weeks, luck):
    return allocation(root(seed, luck), users, policy, weeks)
