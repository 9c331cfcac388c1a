"""The calendar: what a weekday, a pay day, a festival and the year do to traffic, prices, visits and orders.

All factors are whole numbers: percent for traffic and prices, hundredths of a logit for people's behaviour. A day is
the number of days since 1 January 2025.
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
PAY_DAY = {15: (14, 40), 16: (10, 28), 17: (6, 16)}  # day of month: visits, orders


class Season(NamedTuple):
    """Factors by day: arrays of LAST_DAY whole numbers."""

    traffic: np.ndarray  # percent of the usual number of people in reach
    price: np.ndarray  # percent of the price of a click in January 2026
    visits: np.ndarray  # hundredths of a logit on a user's chance to be active
    orders: np.ndarray  # hundredths of a logit on the chance that a visit ends in an order
    budget: np.ndarray  # percent of the average daily ad budget of 2025


def date_of(day: int) -> date:
    """Date of a day number.

    >>> date_of(365)
    datetime.date(2026, 1, 1)
    """
    return FIRST + timedelta(days=int(day))


@lru_cache(maxsize=1)
def season() -> Season:
    """Build the calendar."""
    traffic, price, visits, orders, budget = (np.zeros(LAST_DAY, dtype=np.int64) for _ in range(5))
    for day in range(LAST_DAY):
        today = date_of(day)
        weekday = today.weekday()
        in_year = min(day, YEAR_DAYS)
        traffic[day] = TRAFFIC_BY_WEEKDAY[weekday]
        price[day] = 84 + 16 * in_year // YEAR_DAYS  # clicks grow dearer through the year
        visits[day] = VISITS_BY_WEEKDAY[weekday]
        orders[day] = ORDERS_BY_WEEKDAY[weekday]
        budget[day] = BUDGET_BY_WEEKDAY[weekday] * (78 + 44 * in_year // YEAR_DAYS) // 100
        more_visits, more_orders = PAY_DAY.get(today.day, (0, 0))
        visits[day] += more_visits
        orders[day] += more_orders
        for first, last, in_reach, clicks_cost, on_visits, on_orders in FESTIVALS:
            if first <= today <= last:
                traffic[day] = traffic[day] * in_reach // 100
                budget[day] = budget[day] * in_reach // 100
                price[day] = price[day] * clicks_cost // 100
                visits[day] += on_visits
                orders[day] += on_orders
    made = Season(traffic, price, visits, orders, budget)
    for values in made:
        values.setflags(write=False)
    return made
