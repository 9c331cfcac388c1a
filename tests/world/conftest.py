"""Worlds that several tests read; nobody changes them."""

import pandas as pd
import pytest

from coursework.world import make

SEEDS = (1, 2, 3, 4, 5)
UNTIL = pd.Timestamp("2026-01-01")


@pytest.fixture(scope="session", params=[pytest.param(seed, marks=() if seed == 1 else pytest.mark.slow) for seed in SEEDS])
def year(request):
    """The standard year on one of five seeds, amounts in cents."""
    return make(request.param)


@pytest.fixture(scope="session")
def small():
    """A year of about 1,500 users."""
    return make(seed=11, users=1500)


@pytest.fixture(scope="session")
def five_years():
    """The standard years on all five seeds."""
    return [make(seed) for seed in SEEDS]
