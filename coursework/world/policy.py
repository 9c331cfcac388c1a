"""A policy: what the team does with next month's advertising and newcomers, checked before it is played."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from numbers import Real

from ..i18n import listing, t
from . import parameters as p
from . import practice

MOST = 100_000_000  # yuan; more than that is a slip of the keyboard


@dataclass(frozen=True)
class Policy:
    """Budgets by channel for four weeks, whom the ads aim at, a rule that moves money, and the care for those who come.

    Parameters
    ----------
    budgets : mapping of str to number
        Yuan for the whole period by channel; channels left out get nothing.
    targeting : mapping of str to str, optional
        "broad" (default), "interest" or "lookalike" for channels with a data interface.
    automation : str, optional
        None, "cheapest_click", "lowest_cac" or "best_value": each week the channels that did worse than all together by
        that measure (clicks, registrations or claimed value for a yuan) give 30 % of their money to the best one.
    care : mapping of str to str, optional
        What is done with people after they came: "newcomers" (all, at registration): "none", "tour_prompt", "card_prompt"
        or "gift"; "regular" and "light" (users with three or more, or one or two, active days in days 1 to 14; messages from day
        15 on): "none", "weekly" or "daily"; "quiet" (users with none; one message on day 15): "none", "push_noon", "push_evening",
        "sms_noon" or "sms_evening". Groups left out get nothing. None: as in 2025, a weekly message to everybody who allows it.

    Raises
    ------
    ValueError
        With one sentence, if a budget is negative, not a number or absurd, or a name is unknown.

    Examples
    --------
    >>> Policy({"search_ads": 2000}).total
    2000.0
    >>> Policy({"telepathy": 1})
    Traceback (most recent call last):
    ValueError: No money can be put on telepathy; the channels that take a budget are search_ads, brand_search, feed_ads, video_ads, banner_ads, app_store_ads, kol_posts, task_platform.
    """

    budgets: Mapping[str, float] = field(default_factory=dict)
    targeting: Mapping[str, str] = field(default_factory=dict)
    automation: str | None = None
    care: Mapping[str, str] | None = None

    def __post_init__(self):
        object.__setattr__(self, "budgets", _budgets(self.budgets))
        object.__setattr__(self, "targeting", _targeting(self.targeting))
        if self.automation is not None and self.automation not in p.AUTOMATION:
            raise ValueError(
                t("There is no rule {rule}; choose None or one of {rules}.", rule=repr(self.automation), rules=listing(p.AUTOMATION))
            )
        object.__setattr__(self, "care", _care(self.care))

    @property
    def total(self) -> float:
        """Yuan of all channels together."""
        return sum(self.budgets.values())

    def __hash__(self):
        return hash((tuple(sorted(self.budgets.items())), tuple(sorted(self.targeting.items())), self.automation, self.care and tuple(sorted(self.care.items()))))


def _pairs(given, what):
    if given is None:
        return []
    if hasattr(given, "to_dict") and not isinstance(given, Mapping):
        given = given.to_dict()
    if not isinstance(given, Mapping):
        raise ValueError(t("{what} must name channels, such as {example}.", what=what, example='{"search_ads": 2000}'))
    return list(given.items())


def _budgets(given) -> dict[str, float]:
    made = {}
    for channel, yuan in _pairs(given, t("Budgets")):
        if channel not in p.PAID:
            raise ValueError(
                t("No money can be put on {channel}; the channels that take a budget are {channels}.",
                  channel=channel, channels=listing(p.PAID, 20))
            )  # fmt: skip
        if isinstance(yuan, bool) or not isinstance(yuan, Real) or not math.isfinite(yuan):
            raise ValueError(t("The budget of {channel} must be a number of yuan, not {yuan}.", channel=channel, yuan=repr(yuan)))
        if yuan < 0:
            raise ValueError(t("The budget of {channel} is {yuan:,.2f} yuan; it cannot be negative.", channel=channel, yuan=float(yuan)))
        made[channel] = float(yuan)
    if sum(made.values()) > MOST:
        raise ValueError(t("The budgets add up to more than {most:,} yuan; is there a zero too many?", most=MOST))
    return made


def _targeting(given) -> dict[str, str]:
    made = {}
    for channel, aim in _pairs(given, t("Targeting")):
        if channel not in p.PAID:
            raise ValueError(t("No ads can be aimed on {channel}; it is not bought.", channel=channel))
        if aim not in p.TARGETING:
            raise ValueError(t("There is no audience {aim}; choose one of {aims}.", aim=repr(aim), aims=listing(p.TARGETING)))
        if aim != "broad" and channel not in p.TARGETABLE:
            raise ValueError(
                t("{channel} has no open data interface, so its audience cannot be chosen; {channels} have one.",
                  channel=channel, channels=listing(p.TARGETABLE))
            )  # fmt: skip
        if aim != "broad":
            made[channel] = aim
    return made


def _care(given) -> dict[str, str] | None:
    if given is None:
        return None
    if not isinstance(given, Mapping):
        raise ValueError(t("Care must name groups, such as {example}.", example='{"newcomers": "card_prompt", "regular": "weekly"}'))
    for group, action in given.items():
        if group not in practice.CHOICES:
            raise ValueError(t("There is no group {group}; the groups are {groups}.", group=repr(group), groups=listing(practice.CHOICES)))
        if action not in practice.CHOICES[group]:
            raise ValueError(
                t("{action} is nothing that can be done for {group}; choose one of {actions}.",
                  action=repr(action), group=group, actions=listing(practice.CHOICES[group]))
            )  # fmt: skip
    return dict(given)
