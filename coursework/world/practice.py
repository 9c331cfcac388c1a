"""What the team does with people once they are in: the practice of 2025 with its experiments, or the care that a plan chooses."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .randomness import chance, draw
from .scales import threshold

NEWCOMERS = ("none", "tour_prompt", "card_prompt", "gift")
MESSAGES = ("none", "weekly", "daily")
RECALLS = ("none", "push_noon", "push_evening", "sms_noon", "sms_evening")
GROUPS = ("regular", "light", "quiet")
CHOICES = {"newcomers": NEWCOMERS, "regular": MESSAGES, "light": MESSAGES, "quiet": RECALLS}
REGULAR_DAYS, GROUP_AT = 3, 14  # a regular was active on so many of the days 1 to 14; groups are made after the last of them

HALF, TWO_THIRDS = threshold(0.5), threshold(2 / 3)


class Experiment(NamedTuple):
    """An experiment of 2025: whom it takes (by day of registration), or when it ran; both days included."""

    code: str
    stream: str
    first: int
    last: int
    arms: tuple[str, ...]


CARD = Experiment("card_prompt", "arm_card", 59, 211, ("control", "prompt"))  # newcomers of 1 March to 31 July
TOUR = Experiment("tour_prompt", "arm_tour", 212, 303, ("control", "prompt"))  # newcomers of 1 August to 31 October
PUSH = Experiment("daily_push", "arm_push", 243, 303, ("weekly", "daily"))  # 1 September to 31 October
COUPON = Experiment("autumn_coupon", "arm_coupon", 257, 270, ("control", "coupon"))  # 15 to 28 September
RECALL = Experiment("recall_call", "arm_recall", 90, 333, ("no_message", *RECALLS[1:]))  # 1 April to 30 November
BUTTON = Experiment("button_colour", "arm_button", 304, 333, ("grey", "green"))  # November; changes nothing
EXPERIMENTS = (CARD, TOUR, PUSH, COUPON, RECALL, BUTTON)


class Practice(NamedTuple):
    """What is done: `experiments` of 2025 on or off, and the care for each group of users."""

    experiments: bool = True
    newcomers: str = "none"
    early: str = "weekly"  # messages on days 1 to 14
    regular: str = "weekly"
    light: str = "weekly"
    quiet: str = "weekly"
    recall: str = "none"  # the one recall message to the quiet on day 15
    forced: tuple[tuple[str, str], ...] = ()  # (experiment, arm) pairs: everybody is in that arm; how the truth is found


YEAR = Practice()
USUAL = Practice(experiments=False)


def of_care(care) -> Practice:
    """Turn a plan's care (checked by `policy`) into a practice; groups left out get nothing."""
    if care is None:
        return USUAL
    chosen = {group: care.get(group, "none") for group in CHOICES}
    return Practice(False, chosen["newcomers"], "none", chosen["regular"], chosen["light"], "none", chosen["quiet"])


def arm(key, experiment: Experiment, practice: Practice = YEAR):
    """Number of the arm that each person would be in: halves, two coupons to one control, or five equal arms."""
    for code, name in practice.forced:
        if code == experiment.code:
            return np.full(len(key), experiment.arms.index(name))
    if experiment is COUPON:
        return chance(key, experiment.stream, TWO_THIRDS).astype(np.int64)
    if len(experiment.arms) == 2:
        return chance(key, experiment.stream, HALF).astype(np.int64)
    return (draw(key, experiment.stream).astype(np.int64) * len(experiment.arms)) >> 32


def prompted(people, registered_day, practice: Practice, experiment: Experiment):
    """Say which newcomers meet the prompt of an onboarding experiment, or of a plan."""
    if practice.newcomers == experiment.code:
        return np.ones(len(people), dtype=bool)
    inside = practice.experiments & (registered_day >= experiment.first) & (registered_day <= experiment.last)
    return inside & (arm(people.key, experiment, practice) == 1)
