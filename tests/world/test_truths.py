"""The planted truths of `planted`: the right estimators find them on five seeds, the naive ones are misled.

On these five seeds every right estimate lies within two standard errors of the truth. (On other seeds one in twenty does not, as it
should be: docs/power.md.)
"""

import numpy as np
import pytest

from coursework.world.planted import PLANTED, Year, sizes, standardised

CODES = [planted.code for planted in PLANTED]


@pytest.fixture(scope="module")
def found(five_years):
    """For each truth on five seeds: estimates, and naive numbers."""
    years = [Year(year) for year in five_years]
    return {
        planted.code: ([planted.right(year) for year in years], [planted.naive(year) for year in years] if planted.naive else None)
        for planted in PLANTED
    }


@pytest.mark.slow
def test_the_right_estimators_are_right(found):
    far = {p.code: [abs(e.value - p.truth) / e.error for e in found[p.code][0]] for p in PLANTED}
    assert max(map(max, far.values())) < 2, far


@pytest.mark.slow
@pytest.mark.parametrize("code", CODES)
def test_the_naive_numbers_mislead(found, code):
    planted = PLANTED[CODES.index(code)]
    if planted.naive is not None:
        assert sum(planted.misled(naive, planted.truth) for naive in found[code][1]) >= 4, found[code][1]


@pytest.mark.parametrize("planted", PLANTED, ids=CODES)
def test_sizes_are_stored_with_the_right_sign(planted):
    assert planted.sign == 0 and abs(planted.truth) < 0.01 or np.sign(planted.truth) == planted.sign
    assert set(sizes().index) == set(CODES)


def test_standardised_is_the_weighted_gap():
    import pandas as pd

    frame = pd.DataFrame(
        {"side": [True, True, False, False] * 2, "stratum": ["a"] * 4 + ["b"] * 4, "y": [1.0, 0, 0, 0, 1, 1, 0, 1]}
    )
    estimate = standardised(frame, "y", "side", "stratum")
    assert estimate.value == pytest.approx(0.5)  # 0.5 in each stratum
    assert estimate.error == pytest.approx(np.sqrt((0.5 / 2 + 0 / 2) / 4 + (0 / 2 + 0.5 / 2) / 4))
