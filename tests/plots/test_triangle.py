"""The triangle of cohorts: what is drawn, what is left open, what is refused."""

import sys
from pathlib import Path

import pandas as pd
import pytest

from coursework import methods, plots

sys.path.insert(0, str(Path(__file__).parent))
import gallery  # noqa: E402


def written(made):
    return [text.get_text() for text in made.figure.axes[0].texts]


def test_the_start_has_no_column_unless_asked_for():
    shown = plots.triangle(gallery.cohorts(3, 5), title="Three months")
    assert len(written(shown)) == 3 * 4 - 1 and "100" not in written(
        shown
    )  # the youngest month knows three of its four weeks
    assert "100" in written(plots.triangle(gallery.cohorts(3, 5), title="Three months", start=True))


def test_unknown_cells_are_hatched_and_said():
    made = plots.triangle(gallery.cohorts(3, 9), title="Three months")
    hatched = [patch for patch in made.figure.axes[0].patches if patch.get_hatch()]
    assert len(hatched) == 5 + 1
    assert made.alt.count("then not known yet") == 2


def test_it_takes_what_the_method_gives():
    log = pd.DataFrame(
        {
            "user_id": [1, 1, 2, 2, 3],
            "ts": pd.to_datetime(["2025-03-01", "2025-03-02", "2025-03-01", "2025-03-03", "2025-03-02"]),
        }
    )
    made = plots.triangle(methods.retention(log, values="share"), title="Two days")
    assert "2025-03-01 50 % to 50 %" in made.alt.replace("\xa0", " ") and "2025-03-02" in made.alt
    assert made.subtitle.startswith("Users active")
    assert plots.triangle(methods.retention(log), title="Two days").alt.count("1 to 1") == 1  # users, not shares


def test_a_cohort_that_knows_nothing_is_said():
    table = pd.DataFrame({1: [0.5, None], 2: [0.4, None]}, index=["May", "June"])
    assert "June: not known yet" in plots.triangle(table, title="May", unit="share").alt


def test_what_cannot_be_drawn_is_refused_in_a_sentence():
    with pytest.raises(ValueError, match="old enough"):
        plots.triangle(pd.DataFrame({1: [None]}, index=["May"]), title="May", unit="share")
    with pytest.raises(ValueError, match="no rows"):
        plots.triangle(pd.DataFrame({1: []}), title="none", unit="share")
    with pytest.raises(ValueError, match="highlight"):
        plots.triangle(pd.DataFrame({1: [0.5]}, index=["May"]), title="May", unit="share", highlight="June")
