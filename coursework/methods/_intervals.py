"""Intervals of shares, means and their differences, on arrays; every definition with its source.

``level`` is the coverage aimed at, such as 0.95. All functions take and return floats or arrays
of one shape.
"""

from statistics import NormalDist

import numpy as np


def z_value(level):
    """The normal quantile that leaves ``(1 - level) / 2`` on either side."""
    return NormalDist().inv_cdf(0.5 + level / 2)


def t_value(level, freedom):
    """The t quantile for `freedom` degrees of freedom (arrays allowed)."""
    from scipy.special import stdtrit  # here: scipy is not paid for by lessons that need shares only

    return stdtrit(freedom, 0.5 + level / 2)


def wilson(successes, n, level=0.95):
    """Score interval of a share (Wilson 1927, without continuity correction).

    >>> low, high = wilson(81, 263)
    >>> round(float(low), 4), round(float(high), 4)
    (0.2553, 0.3662)
    """
    successes, n = np.asarray(successes, float), np.asarray(n, float)
    z = z_value(level)
    centre = (successes + z * z / 2) / (n + z * z)
    half = z / (n + z * z) * np.sqrt(successes * (n - successes) / n + z * z / 4)
    # at 0 and n the bound is exact; rounding may leave it a hair outside
    low = np.where(successes == 0, 0.0, np.clip(centre - half, 0, 1))
    high = np.where(successes == n, 1.0, np.clip(centre + half, 0, 1))
    return low, high


def mean_t(mean, variance, n, level=0.95):
    """Student's interval of a mean; NaN where one value alone leaves the spread unknown."""
    mean, variance, n = (np.asarray(part, float) for part in (mean, variance, n))
    many = n > 1
    half = np.full(mean.shape, np.nan)
    half = np.where(many, t_value(level, np.where(many, n - 1, 1)) * np.sqrt(variance / n), half)
    return mean - half, mean + half


def recovered(weights, estimates, lows, highs):
    """Interval of a weighted sum of independent estimates from their own intervals.

    The method of variance estimates recovery (Zou and Donner 2008). With the weights 1 and −1 and
    Wilson limits it is method 10 of Newcombe (1998) for the difference of two shares.

    >>> wilsons = [wilson(56, 70), wilson(48, 80)]
    >>> lows, highs = zip(*wilsons)
    >>> value, low, high = recovered([1, -1], [56 / 70, 48 / 80], lows, highs)
    >>> round(value, 4), round(low, 4), round(high, 4)
    (0.2, 0.0524, 0.3339)
    """
    weights, estimates, lows, highs = (np.asarray(part, float) for part in (weights, estimates, lows, highs))
    value = float((weights * estimates).sum())
    down, up = weights * (estimates - lows), weights * (highs - estimates)
    positive = weights >= 0
    below = np.where(positive, down, up)
    above = np.where(positive, up, down)
    return value, value - float(np.sqrt((below**2).sum())), value + float(np.sqrt((above**2).sum()))


def weighted_means(weights, means, variances, ns, level=0.95):
    """Interval of a weighted sum of independent means (Welch 1938, Satterthwaite 1946).

    With the weights 1 and −1 it is Welch's interval of a difference.
    """
    weights, means, variances, ns = (np.asarray(part, float) for part in (weights, means, variances, ns))
    value = float((weights * means).sum())
    parts = weights**2 * variances / ns
    total = parts.sum()
    if total == 0:
        return value, value, value
    freedom = total**2 / (parts**2 / (ns - 1)).sum()
    half = float(t_value(level, freedom) * np.sqrt(total))
    return value, value - half, value + half
