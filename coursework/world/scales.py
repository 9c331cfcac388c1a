"""Number tables built once with floating point and rounded to whole numbers; everything after them is integer.

Scores are logits in hundredths (a score of 100 multiplies the odds by e). Shares become thresholds: a share times
2**32, rounded to 2**-20 so that the last bits of somebody's `exp` cannot matter.
"""

from __future__ import annotations

import math
from functools import cache, lru_cache
from statistics import NormalDist

import numpy as np

SCORE_LIMIT = 1200  # beyond e**±12 a chance is never or always
HAZARD_DAYS = 720
LIFE_CLASSES = 101  # habit scores from -500 to 500 in steps of 10


def threshold(share: float) -> int:
    """Turn a share between 0 and 1 into the threshold of a 32-bit draw.

    >>> threshold(0.5) == 2**31
    True
    """
    return round(share * 2**20) << 12


def _frozen(values, dtype=np.int64):
    table = np.asarray(values, dtype=dtype)
    table.setflags(write=False)
    return table


@lru_cache(maxsize=1)
def _logistic():
    return _frozen([threshold(1 / (1 + math.exp(-s / 100))) for s in range(-SCORE_LIMIT, SCORE_LIMIT + 1)])


def logistic(score):
    """Threshold of a chance whose logit is score / 100."""
    return _logistic()[np.clip(score, -SCORE_LIMIT, SCORE_LIMIT) + SCORE_LIMIT]


@lru_cache(maxsize=1)
def normal():
    """Inverse normal distribution in hundredths of a standard deviation, 1,024 equally likely entries."""
    bell = NormalDist()
    return _frozen([round(100 * bell.inv_cdf((i + 0.5) / 1024)) for i in range(1024)])


def inverse(weights, size=1024):
    """Table of `size` equally likely entries holding each index as often as its weight asks (largest remainders).

    >>> np.bincount(inverse([1, 2, 1], 8)).tolist()
    [2, 4, 2]
    """
    total = sum(weights)
    exact = [w * size for w in weights]
    counts = [int(e // total) for e in exact]
    by_remainder = sorted(range(len(weights)), key=lambda i: -(exact[i] - counts[i] * total))
    for i in by_remainder[: size - sum(counts)]:
        counts[i] += 1
    return _frozen(np.repeat(np.arange(len(weights)), counts))


@cache
def seconds_of_day(kind: str):
    """Seconds since midnight by the daily rhythm `kind`; never after 23:20, so that a visit ends on its day."""
    first = {"app": 6, "ads": 6, "office": 9}[kind]
    weights = {
        "app": [2, 4, 6, 6, 6, 8, 12, 9, 6, 6, 7, 9, 12, 11, 11, 10, 8, 2],
        "ads": [2, 4, 5, 6, 7, 7, 9, 7, 6, 6, 6, 7, 9, 11, 12, 12, 9, 2],
        "office": [5, 7, 6, 2, 3, 6, 6, 4],
    }[kind]
    steps = inverse([w for w in weights for _ in range(3)], 2048)  # twenty-minute steps
    inside = (np.arange(2048) * 7919) % 1200
    return _frozen(np.minimum(first * 3600 + steps * 1200 + inside, 23 * 3600 + 1199))


@lru_cache(maxsize=1)
def lifetimes():
    """Days until a user leaves for good, by habit class (rows) and 1,024 equally likely entries (columns).

    The hazard of leaving is highest in the first days and falls: h(t) = (0.0026 + 0.105 / (1 + t / 6)) e^(-habit),
    habit in logits around its centre.
    """
    rows = []
    quantiles = (np.arange(1024) + 0.5) / 1024
    for level in range(LIFE_CLASSES):
        habit = (level * 10 - 500) / 100
        alive, gone = 1.0, []
        for day in range(1, HAZARD_DAYS + 1):
            hazard = min(0.95, (0.0026 + 0.105 / (1 + day / 6)) * math.exp(-0.85 * habit))
            alive *= 1 - round(hazard, 9)
            gone.append(round(1 - alive, 9))
        rows.append(np.searchsorted(np.array(gone), quantiles) + 1)
    return _frozen(rows, np.int32)


@cache
def spread(middle: int, percent: int, step: int = 1):
    """Log-normal amounts around a median, 256 entries: `percent` is the spread of one standard deviation."""
    bell = NormalDist()
    sizes = [middle * math.exp(percent / 100 * bell.inv_cdf((i + 0.5) / 256)) for i in range(256)]
    return _frozen([max(step, round(s / step) * step) for s in sizes])


@lru_cache(maxsize=1)
def percents():
    """e**(score / 100) in thousandths, for scores from -300 to 300."""
    return _frozen([round(1000 * math.exp(s / 100)) for s in range(-300, 301)])


def per_mille(score):
    """Factor e**(score / 100) in thousandths."""
    return percents()[np.clip(score, -300, 300) + 300]
