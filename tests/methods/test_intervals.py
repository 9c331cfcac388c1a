"""Intervals against published examples, their definitions, and simulation."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursework.methods import _intervals

# Newcombe RG (1998), Two-sided confidence intervals for the single proportion: comparison of seven
# methods, Statistics in Medicine 17:857-872, Table I, method 3 (score, no continuity correction)
WILSON = [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]

# Newcombe RG (1998), Interval estimation for the difference between independent proportions:
# comparison of eleven methods, Statistics in Medicine 17:873-890, Table II, method 10
NEWCOMBE = [
    (56, 70, 48, 80, 0.0524, 0.3339),
    (9, 10, 3, 10, 0.1705, 0.8090),
    (6, 7, 2, 7, 0.0582, 0.8062),
    (5, 56, 0, 29, -0.0381, 0.1926),
    (0, 10, 0, 20, -0.1611, 0.2775),
    (0, 10, 0, 10, -0.2775, 0.2775),
    (10, 10, 0, 20, 0.6791, 1.0),
    (10, 10, 0, 10, 0.6075, 1.0),
]


def newcombe(x1, n1, x2, n2, level=0.95):
    limits = [_intervals.wilson(x, n, level) for x, n in ((x1, n1), (x2, n2))]
    lows, highs = zip(*limits, strict=True)
    return _intervals.recovered([1, -1], [x1 / n1, x2 / n2], lows, highs)


@pytest.mark.parametrize(("x", "n", "low", "high"), WILSON)
def test_wilson_as_published(x, n, low, high):
    assert np.round(_intervals.wilson(x, n), 4) == pytest.approx([low, high], abs=1e-9)


@pytest.mark.parametrize(("x1", "n1", "x2", "n2", "low", "high"), NEWCOMBE)
def test_newcombe_as_published(x1, n1, x2, n2, low, high):
    value, *limits = newcombe(x1, n1, x2, n2)
    assert value == pytest.approx(x1 / n1 - x2 / n2)
    assert np.round(limits, 4) == pytest.approx([low, high], abs=1e-9)


@settings(deadline=None)
@given(st.integers(1, 5000), st.data(), st.floats(0.5, 0.995))
def test_wilson_limits_are_the_shares_just_z_away(n, data, level):
    x = data.draw(st.integers(0, n))
    low, high = map(float, _intervals.wilson(x, n, level))
    z = _intervals.z_value(level)
    assert 0 <= low <= x / n <= high <= 1
    for limit in (low, high):
        if 0 < limit < 1:
            assert abs(x / n - limit) == pytest.approx(z * np.sqrt(limit * (1 - limit) / n), rel=1e-6)


@settings(deadline=None)
@given(st.integers(1, 400), st.integers(1, 400), st.data())
def test_newcombe_stays_possible_and_turns_with_the_arms(n1, n2, data):
    x1, x2 = data.draw(st.integers(0, n1)), data.draw(st.integers(0, n2))
    value, low, high = newcombe(x1, n1, x2, n2)
    assert -1 - 1e-12 <= low <= value <= high <= 1 + 1e-12
    back = newcombe(x2, n2, x1, n1)
    assert back == pytest.approx((-value, -high, -low))


def covered(low, high, truth):
    return float(np.mean((np.asarray(low) <= truth) & (truth <= np.asarray(high))))


@pytest.mark.parametrize(("share", "n"), [(0.03, 400), (0.2, 60), (0.5, 1000)])
def test_wilson_covers_as_often_as_it_says(share, n):
    successes = np.random.default_rng(7).binomial(n, share, 20_000)
    assert 0.93 <= covered(*_intervals.wilson(successes, n), share) <= 0.97


def test_newcombe_covers_as_often_as_it_says():
    rng = np.random.default_rng(8)
    pairs = zip(rng.binomial(150, 0.25, 2000), rng.binomial(400, 0.18, 2000), strict=True)
    limits = [newcombe(x1, 150, x2, 400)[1:] for x1, x2 in pairs]
    assert 0.935 <= covered(*zip(*limits, strict=True), 0.25 - 0.18) <= 0.97


def test_means_cover_as_often_as_they_say():
    rng = np.random.default_rng(9)
    small, large = rng.normal(50, 30, (2000, 12)), rng.normal(42, 8, (2000, 60))
    low, high = _intervals.mean_t(small.mean(axis=1), small.var(axis=1, ddof=1), np.full(2000, 12))
    assert 0.935 <= covered(low, high, 50) <= 0.965
    limits = [
        _intervals.weighted_means([1, -1], [a.mean(), b.mean()], [a.var(ddof=1), b.var(ddof=1)], [12, 60])[1:]
        for a, b in zip(small, large, strict=True)
    ]
    assert 0.935 <= covered(*zip(*limits, strict=True), 8) <= 0.965


def test_ninety_per_cent_means_ninety():
    successes = np.random.default_rng(10).binomial(300, 0.3, 20_000)
    assert 0.88 <= covered(*_intervals.wilson(successes, 300, 0.9), 0.3) <= 0.92
