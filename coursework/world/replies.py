"""What becomes of feedback: how users rate, how staff sorts it, when it is answered, solved, and when the user hears of it.

Fewer people work at weekends, so replies take longer then. A third of what is solved is never told to the user; being told changes
nothing in this world.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .feedback import COLUMN, Said
from .people import DAY
from .randomness import chance, draw, pick
from .scales import inverse, spread, threshold
from .seasons import LAST_DAY, date_of
from .texts import MOOD, NUMBER
from .themes import THEMES

STARS = np.stack([inverse(w) for w in ((34, 33, 22, 8, 3), (0, 1, 6, 33, 60), (2, 8, 30, 36, 24))])  # by mood
RATED = (True, False, True, False)  # by source: review, service log, app store, community
FEATURE, EXPERIENCE, COMPLAINT = range(3)
COMPLAINTS = ("coupon_refused", "sold_out", "late_order", "slow_service")
SORTED_WRONG = threshold(0.08)
REPLIED = np.array(((34, 10, 18), (95, 95, 95), (52, 22, 40), (62, 25, 55)))  # percent by source and mood
MINUTES = (900, 95, 1_300, 160)  # median minutes until the reply on a weekday, by source
WEEKEND = np.array((16, 32, 16, 16))  # … and how many tenths of that at weekends
SOLVED = {  # percent of the answered that are solved, median hours until then
    "code_late": (90, 6), "new_home": (24, 420), "coupon_rules": (66, 20), "coupon_refused": (84, 30), "app_slow": (36, 300),
    "sold_out": (30, 24), "points_expire": (44, 48), "too_many_messages": (82, 12), "late_order": (88, 26), "slow_service": (74, 36),
    "payment_failed": (86, 18), "wish_family": (10, 900), "wish_invoice": (32, 500), "wish_dark": (8, 900),
}  # fmt: skip
OUTSIDE = 2  # what is said elsewhere than to the service is solved so many times less often
TOLD = threshold(0.67)  # of users whose matter is solved


class Handled(NamedTuple):
    """Rating, category (numbers, -1 for none) and seconds (-1: not yet, or never)."""

    rating: np.ndarray
    category: np.ndarray
    replied: np.ndarray
    solved: np.ndarray
    told: np.ndarray


def handled(it: Said, last_day: int) -> Handled:
    """Work out what becomes of everything that was said."""
    source, mood, end = np.array(COLUMN)[it.occasion], MOOD[it.theme], last_day * DAY
    rating = np.where(np.array(RATED)[source], 1 + STARS[mood, draw(it.key, "rating") >> np.uint32(22)], -1)
    kind = np.full(len(THEMES), EXPERIENCE)
    kind[[NUMBER[code] for code in COMPLAINTS]] = COMPLAINT
    kind = np.where(MOOD == 2, FEATURE, kind)[it.theme]
    wrong = chance(it.key, "rating", SORTED_WRONG, 1)
    category = np.where(source == 1, np.where(wrong, draw(it.key, "rating", 2).astype(np.int64) * 3 >> 32, kind), -1)
    weekend = np.array([date_of(day).weekday() > 4 for day in range(LAST_DAY)])[it.at // DAY]
    minutes = np.stack([spread(middle, 90) for middle in MINUTES])[source, draw(it.key, "reply") >> np.uint32(24)]
    minutes = minutes * np.where(weekend, WEEKEND[source], 10) // 10
    replied = it.at + 60 * minutes + pick(it.key, "reply", inverse(range(1, 61)), 1)
    answers = chance(it.key, "reply", REPLIED[source, mood] * (2**32 // 100), 2) & (replied < end)
    share, hours = (np.array([SOLVED.get(theme.code, (0, 1))[i] for theme in THEMES]) for i in (0, 1))
    tables = np.stack([spread(60 * middle, 80) for middle in hours.tolist()])
    solved = replied + 60 * tables[it.theme, draw(it.key, "resolve") >> np.uint32(24)]
    solves = answers & chance(it.key, "resolve", share[it.theme] * (2**32 // 100) // np.where(source == 1, 1, OUTSIDE), 1) & (solved < end)
    told = solved + 600 + (draw(it.key, "told") >> np.uint32(17)).astype(np.int64)
    tells = solves & chance(it.key, "told", TOLD, 1) & (told < end)
    return Handled(rating, category, *(np.where(does, at, -1) for does, at in ((answers, replied), (solves, solved), (tells, told))))
