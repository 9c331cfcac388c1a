"""Play next month under a policy: four weeks of advertising from January 2026, and 90 days with the people it wins."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import pandas as pd

from ..i18n import t
from . import caring, tables
from . import parameters as p
from .channels import origins, reach, sources
from .measures import measures
from .people import pool_people, registers
from .play import Played, play
from .policy import Policy
from .practice import of_care
from .randomness import root
from .seasons import YEAR_DAYS

COUNTS = ("clicks", "registrations", "retained_30", "first_orders", "bank_accounts")
MOST_WEEKS = 12
MOVED = 0.3  # share of the poorer channels' money that a rule moves to the best one, every week


class Outcome:
    """What a policy led to.

    Attributes
    ----------
    policy : Policy
    by_channel : DataFrame
        Index `channel` (those that take a budget); columns spend, clicks, registrations, retained_30, first_orders,
        bank_accounts, value (early value of those people, yuan), incremental_value (of those who would not have come by
        themselves), net (incremental_value less spend).
    by_group : DataFrame
        Index `group` (regular, light, quiet: by active days in days 1 to 14; everybody who came, bought or not); columns
        users, retained_30 and retained_90 (people active in days 24 to 30, and 84 to 90), orders, margin (yuan, gross margin of 90
        days), cost (yuan of the care), net (margin less cost).
    care_total : dict
        The same columns added up, and retention_30 and retention_90 (shares of all users).
    total : dict
        The same measures added up over channels.
    tables : dict of DataFrame
        What happened, in the shape of the schema, amounts in yuan: everybody new in these weeks, those of other channels and
        those who came by themselves included.
    """

    def __init__(self, policy: Policy, played: Played, root_key, again):
        self.policy, self._played, self._root, self._again = policy, played, root_key, again
        self.by_channel = _by_channel(played)
        self.total = {name: column.sum().item() for name, column in self.by_channel.items()}

    @cached_property
    def tables(self) -> dict[str, pd.DataFrame]:
        """What happened, as tables of the schema with amounts in yuan."""
        played = self._again(invites=True)  # the same people, and those whom they invite in these weeks
        last = int(played.lives.end.max(initial=int(played.days[-1]) + p.LOOK_AHEAD))
        made = tables.build(played, self._root, last_day=last)
        return {name: tables.in_yuan(name, table) for name, table in made.items()}

    @cached_property
    def by_group(self) -> pd.DataFrame:
        """What came of the care, by group of users."""
        return caring.by_group(self._played, of_care(self.policy.care))

    @property
    def care_total(self) -> dict[str, float]:
        """What came of the care, for all users together."""
        return caring.total(self.by_group)

    def __repr__(self):
        return t("{n:,} people registered for {spend:,.0f} yuan.", n=self.total["registrations"], spend=self.total["spend"])


def run(seed: int, users: int, policy: Policy, weeks: int = 4, luck: int = 0) -> Outcome:
    """Play a policy; see `World.run`."""
    if isinstance(weeks, bool) or not isinstance(weeks, (int, np.integer)) or not 1 <= weeks <= MOST_WEEKS:
        raise ValueError(t("A plan runs for 1 to {most} whole weeks, not {weeks}.", most=MOST_WEEKS, weeks=repr(weeks)))
    if isinstance(luck, bool) or not isinstance(luck, (int, np.integer)):
        raise ValueError(t("luck must be a whole number, not {luck}.", luck=repr(luck)))
    if not isinstance(policy, Policy):
        raise ValueError(t("A plan must be a Policy, such as {example}.", example='Policy({"search_ads": 2000})'))
    key = root(seed, int(luck))
    weekly = allocation(key, users, policy, weeks)
    days = YEAR_DAYS + np.arange(7 * weeks)
    spend = daily(weekly)

    def again(invites=False):
        return play(key, users, days, spend, follow=p.LOOK_AHEAD, targeting=policy.targeting, practice=of_care(policy.care), invites=invites)

    return Outcome(policy, again(), root(seed), again)  # the catalogues are the world's, whatever the luck


def allocation(root_key, users: int, policy: Policy, weeks: int) -> np.ndarray:
    """Cents by week (rows) and channel that takes a budget (columns), moved between channels by the policy's rule."""
    plan = np.array([round(policy.budgets.get(c, 0.0) * 100) for c in p.PAID], dtype=np.int64)
    edges = np.arange(weeks + 1)[:, None] * plan // 4
    weekly = np.diff(edges, axis=0)
    if policy.automation is None:
        return weekly
    for week in range(1, weeks):
        gain = _seen(root_key, users, policy, weekly[week - 1], week - 1)
        weekly[week] = shift(weekly[week - 1], gain, int(weekly[week].sum()))
    return weekly


def shift(last_week, gain, total: int):
    """Spread next week's `total` as last week's was, but for what the rule moves.

    Channels that gained less for a yuan than all together give the share MOVED of their money to the best one.

    >>> shift(np.array([100, 100, 0]), np.array([30, 10, 0]), 200).tolist()
    [130, 70, 0]
    """
    if last_week.sum() == 0:
        return last_week
    rate = np.where(last_week > 0, gain / np.maximum(last_week, 1), -1.0)
    poor = (last_week > 0) & (rate < gain.sum() / last_week.sum())
    kept = np.where(poor, last_week * (1 - MOVED), last_week)
    made = np.floor(kept * (total / last_week.sum())).astype(np.int64)
    made[int(np.argmax(rate))] += total - made.sum()
    return made


def _seen(root_key, users, policy, cents, week: int):
    """What the rule looks at, by channel: clicks, registrations, or claimed value of the people won in a week."""
    days = YEAR_DAYS + 7 * week + np.arange(7)
    met = reach(root_key, users, days, daily(cents[None, :]), policy.targeting)
    people = pool_people(root_key, days, met.reached, None, policy.targeting)
    seen = people.channel if policy.automation == "cheapest_click" else people.channel[registers(people)]
    count = np.bincount(seen, minlength=len(p.CODES))[: len(p.PAID)]
    if policy.automation == "best_value":
        from .truth import claimed_values

        return count * claimed_values(policy.targeting)
    return count


def daily(weekly) -> np.ndarray:
    """Spread weekly cents by channel evenly over days and over a channel's campaigns: cents by source and day."""
    spend = np.zeros((len(sources()), 7 * len(weekly)), dtype=np.int64)
    for week, cents in enumerate(weekly):
        by_day = np.diff(np.arange(8)[:, None] * cents // 7, axis=0)  # exact to the cent
        for channel in range(len(p.PAID)):
            mine = [i for i, s in enumerate(sources()) if s.channel == channel]
            shares = np.cumsum([0] + [sources()[i].share for i in mine])
            spend[mine, 7 * week : 7 * week + 7] = np.diff(shares[:, None] * by_day[:, channel] // 100, axis=0)
    return spend


def _by_channel(played: Played) -> pd.DataFrame:
    users, n = played.users, len(p.PAID)
    owner = users.channel  # people whom no spend reached, and who came by themselves, are credited to other channels
    found = measures(played.steps[:, -1], played.lives.visits, played.lives.orders, played.lives.accounts)
    origin = origins()

    def add(weights=None):
        return np.bincount(owner, weights, minlength=len(p.CODES))[:n]

    made = {
        "spend": np.bincount(origin, played.spend.sum(axis=1), minlength=len(p.CODES))[:n] / 100,
        "clicks": np.bincount(origin, played.reach.reached.sum(axis=1), minlength=len(p.CODES))[:n].astype(np.int64),
        "registrations": add(),
    }
    made |= {name: add(found[name]).astype(np.int64) for name in COUNTS[2:]}
    made["value"] = add(found["value"]) / 100
    made["incremental_value"] = add(np.where(users.anyway, 0, found["value"])) / 100
    frame = pd.DataFrame(made, index=pd.Index(p.PAID, name="channel"))
    frame["net"] = frame["incremental_value"] - frame["spend"]
    return frame
