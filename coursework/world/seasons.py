"""The calendar: what a weekday, a pay day, a festival, a promotion and the year do to traffic, prices, visits and orders.

All factors are whole numbers: percent for traffic and prices, hundredths of a logit for people's behaviour. A day is
the number of days since 1 January 2025. A scenario is another course of the events of 2025; from 1 January 2026 on, all
scenarios are alike, so that plans are played on the same ground.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

import numpy as np

FIRST = date(2025, 1, 1)
YEAR_DAYS = 365
LAST_DAY = 720  # the calendar goes on well after the data set, for plans that are played

# Festivals (first day, last day): traffic (and the team's budget) and price in percent, visits and orders in hundredths of
# a logit.
FESTIVALS = (
    (date(2025, 1, 27), date(2025, 2, 4), 55, 90, -45, -30),  # Spring Festival: people are with their families
    (date(2025, 4, 4), date(2025, 4, 6), 92, 100, -5, 5),
    (date(2025, 5, 1), date(2025, 5, 5), 95, 100, 10, 20),
    (date(2025, 6, 10), date(2025, 6, 18), 100, 115, 0, 5),  # the June sales: every shop buys clicks
    (date(2025, 10, 1), date(2025, 10, 8), 90, 98, 15, 25),
    (date(2025, 11, 1), date(2025, 11, 11), 100, 122, 0, 10),  # the November sales
    (date(2025, 12, 20), date(2025, 12, 31), 105, 106, 5, 10),
    (date(2026, 2, 15), date(2026, 2, 23), 55, 90, -45, -30),  # Spring Festival
)
TRAFFIC_BY_WEEKDAY = (98, 97, 98, 99, 101, 105, 102)  # Monday first
VISITS_BY_WEEKDAY = (-6, -8, -6, -2, 6, 18, 12)
ORDERS_BY_WEEKDAY = (-8, -10, -8, -2, 8, 18, 10)
BUDGET_BY_WEEKDAY = (104, 104, 103, 103, 100, 93, 93)
PAY_DAY = {15: (16, 50), 16: (12, 36), 17: (7, 20)}  # day of month: visits, orders


PROMOTIONS = (  # the app's own: first and last day, visits, orders. Before the peak people wait, after it they have bought.
    (date(2025, 6, 12), date(2025, 6, 15), 3, -15),
    (date(2025, 6, 16), date(2025, 6, 18), 25, 45),
    (date(2025, 6, 19), date(2025, 6, 30), -5, -20),
    (date(2025, 10, 27), date(2025, 11, 8), 6, -22),
    (date(2025, 11, 9), date(2025, 11, 11), 42, 66),
    (date(2025, 11, 12), date(2025, 11, 14), 8, 14),
    (date(2025, 11, 15), date(2025, 11, 30), -9, -30),
)
TASKS_IN_FRONT = (date(2025, 3, 1), date(2025, 4, 30))  # the spring push: the task platform shows us on its first page
FLASH_FROM, FLASH_TO = date(2025, 10, 6), date(2025, 12, 29)  # a flash sale at ten o'clock on each Monday


class Season(NamedTuple):
    """Factors by day: arrays of LAST_DAY whole numbers."""

    traffic: np.ndarray  # percent of the usual number of people in reach
    price: np.ndarray  # percent of the price of a click in January 2026
    visits: np.ndarray  # hundredths of a logit on a user's chance to be active
    orders: np.ndarray  # hundredths of a logit on the chance that a visit ends in an order
    budget: np.ndarray  # percent of the average daily ad budget of 2025
    bargains: np.ndarray  # hundredths of a logit on the chance that an order waits for a discount
    tasks: np.ndarray  # percent of the usual pool of the task platform
    fraud: np.ndarray  # percent of the usual share of fraudsters among those who register
    flash: np.ndarray  # whether there is a flash sale on that day


class Change(NamedTuple):
    """What a scenario changes between two days (included), on top of the standard course."""

    first: date
    last: date
    factors: dict  # name of a factor of `Season` → percent (traffic, price, tasks, fraud, flash) or hundredths of a logit


SCENARIOS = {
    "standard": (),
    "quiet_quarter": (
        Change(date(2025, 10, 1), date(2025, 12, 31), {"traffic": 78, "visits": -22, "orders": -12}),
        Change(date(2025, 10, 27), date(2025, 11, 8), {"visits": -6, "orders": 22}),  # no November promotion of the app's own
        Change(date(2025, 11, 9), date(2025, 11, 11), {"visits": -42, "orders": -66}),
        Change(date(2025, 11, 12), date(2025, 11, 14), {"visits": -8, "orders": -14}),
        Change(date(2025, 11, 15), date(2025, 11, 30), {"visits": 9, "orders": 30}),
    ),
    "price_war": (Change(date(2025, 7, 1), date(2025, 12, 31), {"price": 138, "orders": -14, "bargains": 70}),),
    "fraud_wave": (Change(date(2025, 8, 1), date(2025, 12, 31), {"tasks": 260, "fraud": 400}),),
    "festival": (
        Change(date(2025, 9, 8), date(2025, 9, 11), {"visits": 6, "orders": -20}),
        Change(date(2025, 9, 12), date(2025, 9, 21), {"traffic": 118, "visits": 38, "orders": 60}),
        Change(date(2025, 9, 22), date(2025, 10, 8), {"visits": -10, "orders": -32}),
    ),
}
PERCENT = ("traffic", "price", "tasks", "fraud", "flash")


def date_of(day: int) -> date:
    """Date of a day number.

    >>> date_of(365)
    datetime.date(2026, 1, 1)
    """
    return FIRST + timedelta(days=int(day))


@lru_cache(maxsize=8)
def season(scenario: str = "standard") -> Season:
    """Build the calendar of a scenario."""
    made = Season(*(np.zeros(LAST_DAY, dtype=np.int64) for _ in Season._fields))
    for day in range(LAST_DAY):
        today = date_of(day)
        weekday = today.weekday()
        in_year = min(day, YEAR_DAYS)
        made.traffic[day] = TRAFFIC_BY_WEEKDAY[weekday]
        made.price[day] = 84 + 16 * in_year // YEAR_DAYS  # clicks grow dearer through the year
        made.visits[day] = VISITS_BY_WEEKDAY[weekday]
        made.orders[day] = ORDERS_BY_WEEKDAY[weekday]
        made.budget[day] = BUDGET_BY_WEEKDAY[weekday] * (78 + 44 * in_year // YEAR_DAYS) // 100
        made.tasks[day] = 300 if TASKS_IN_FRONT[0] <= today <= TASKS_IN_FRONT[1] else 100
        made.fraud[day] = 100
        made.flash[day] = weekday == 0 and FLASH_FROM <= today <= FLASH_TO
        more_visits, more_orders = PAY_DAY.get(today.day, (0, 0))
        made.visits[day] += more_visits
        made.orders[day] += more_orders
        for first, last, in_reach, clicks_cost, on_visits, on_orders in FESTIVALS:
            if first <= today <= last:
                made.traffic[day] = made.traffic[day] * in_reach // 100
                made.budget[day] = made.budget[day] * in_reach // 100
                made.price[day] = made.price[day] * clicks_cost // 100
                made.visits[day] += on_visits
                made.orders[day] += on_orders
        for first, last, on_visits, on_orders in PROMOTIONS:
            if first <= today <= last:
                made.visits[day] += on_visits
                made.orders[day] += on_orders
        for first, last, factors in SCENARIOS[scenario]:
            if first <= today <= last:
                for name, size in factors.items():
                    values = getattr(made, name)
                    values[day] = values[day] * size // 100 if name in PERCENT else values[day] + size
    for values in made:
        values.setflags(write=False)
    return made
