"""What people are like, and what they do in their first visit: all that follows from channel, place, season and own draws."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from . import parameters as p
from . import practice as care
from .channels import origins
from .people import DAY, People, by_aim, by_channel, dining, tier
from .randomness import chance, pick
from .scales import logistic, normal, threshold

ONBOARDING = {"tour": 45, "push": 10, "coupon": 30, "card": -85}  # scores, before the user's own habit
PROMPT = {"card": 130, "tour": 95}  # what a prompt adds
CARD_HABIT = 72  # what a bound card does to the habit: the causal part of its link with retention
INTOLERANT = threshold(0.36)  # users whom many messages drive away


@dataclass
class Traits:
    """Scores of users (hundredths of a logit) that follow from channel, place and their own draws."""

    tier: np.ndarray
    dining: np.ndarray
    habit: np.ndarray
    order: np.ndarray
    bank: np.ndarray
    price: np.ndarray
    power: np.ndarray
    social: np.ndarray
    intolerant: np.ndarray


def traits(people: People, registered_day) -> Traits:
    """Work out the scores from which all behaviour follows (formulas in docs/world.md)."""
    effect, key = p.TRAIT_EFFECT, people.key
    origin = origins()[people.source]
    z = {name: pick(key, name, normal()) for name in ("intent", "habit", "order", "bank", "price", "power", "social")}
    place, eats_out = tier(people), dining(people)
    own_habit = (effect["habit"] * z["habit"] + effect["intent_habit"] * z["intent"]) // 100
    habit = p.HABIT_BASE + by_channel("habit")[origin] + own_habit + np.array(p.TIER_HABIT)[place]
    habit = habit + p.DINING_EFFECT["habit"] * eats_out + by_aim("habit")[people.aim]
    habit = habit + np.where(registered_day >= p.NEW_HOME[0], p.NEW_HOME[1], 0) - 600 * people.fake
    order = by_channel("order")[origin] + (effect["order"] * z["order"] + effect["intent_order"] * z["intent"]) // 100
    order = order + np.array(p.TIER_ORDER)[place] + p.DINING_EFFECT["order"] * eats_out - 900 * people.fake
    bank = by_channel("bank")[origin] + (effect["bank"] * z["bank"] + effect["habit_bank"] * z["habit"]) // 100 - 900 * people.fake
    price = by_channel("price")[origin] + effect["price"] * z["price"] // 100 + by_aim("price_score")[people.aim]
    power = by_channel("power")[origin] + effect["power"] * z["power"] // 100 + by_aim("power")[people.aim]
    intolerant = chance(key, "tolerance", INTOLERANT)
    bank = bank + p.DINING_EFFECT["bank"] * eats_out
    return Traits(place, eats_out, habit, order, bank, price, power, 85 * z["social"] // 100, intolerant)


def onboarding(people: People, who: Traits, registered_day, practice: care.Practice):
    """Say which newcomers take the tour, allow messages, claim the newcomer coupon and bind a card.

    A bound card strengthens the habit (in `who`); the tour changes nothing, though those who take it were keener anyway.
    """
    score = {name: base + who.habit // 2 for name, base in ONBOARDING.items()}
    score["coupon"] = score["coupon"] + who.price // 3
    score["card"] = score["card"] + PROMPT["card"] * care.prompted(people, registered_day, practice, care.CARD)
    score["tour"] = score["tour"] + PROMPT["tour"] * care.prompted(people, registered_day, practice, care.TOUR)
    joined = {name: chance(people.key, name, logistic(s)) for name, s in score.items()}
    who.habit = who.habit + CARD_HABIT * joined["card"]
    return joined


def registered_day(steps):
    """Day on which the last step of registration was done."""
    return steps[:, -1] // DAY
