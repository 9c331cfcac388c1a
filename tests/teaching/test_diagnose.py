"""Each diagnosis fires on what it is for, in its priority, and none on a right answer."""

import math

import pandas as pd
import pytest

from coursework.teaching import Choices, Frame, Interval, Number, Plan, Ranking, Series, Text
from coursework.teaching.diagnose import diagnose

RIGHT = {"feed": 20.25, "search": 48.5, "tasks": 3.5, "video": 41.0}
SHARES = {"feed": 0.31, "search": 0.62, "tasks": 0.05, "video": 0.44}
PARTS = {"feed": 0.1, "search": 0.2, "tasks": 0.3, "video": 0.4}
YUAN, SHARE = Series("yuan", index="channel"), Series("share", index="channel")


def times(values, factor):
    return {key: factor * value for key, value in values.items()}


@pytest.mark.parametrize(
    ("name", "kind", "mine", "right"),
    [
        ("not_finite", Number("yuan"), math.nan, 20.25),
        ("not_finite", Number("yuan"), math.inf, 20.25),
        ("sign", Number("points"), -3.5, 3.5),
        ("percent_for_share", Number("share"), 12.5, 0.125),
        ("share_for_percent", Number("percent"), 0.125, 12.5),
        ("upside_down", Number("yuan"), 1 / 20.25, 20.25),
        ("complement", Number("share"), 0.7, 0.3),
        ("hundred", Number("yuan"), 2025.0, 20.25),
        ("thousands", Number("yuan"), 202_500.0, 20.25),
        ("count_for_rate", Number("share"), 61.0, 0.3),
        ("beyond_share", Number("share"), 1.37, 0.3),
        ("negative", Number("people"), -12.0, 40.0),
        ("period", Number("yuan"), 12 * 20.25, 20.25),
        ("not_finite", YUAN, {**RIGHT, "tasks": math.inf}, RIGHT),
        ("rows_named", YUAN, {"feed": 20.25, "search": 48.5}, RIGHT),
        ("rows_named", YUAN, {"Feed ads": 20.25, "Search": 48.5}, RIGHT),
        ("names_swapped", YUAN, dict(zip(RIGHT, sorted(RIGHT.values()), strict=True)), RIGHT),
        ("rounded_away", SHARE, {"feed": 0.0, "search": 1.0, "tasks": 0.0, "video": 0.0}, SHARES),
        ("ranks", YUAN, {"feed": 2.0, "search": 4.0, "tasks": 1.0, "video": 3.0}, RIGHT),
        ("sign", YUAN, times(RIGHT, -1), RIGHT),
        ("percent_for_share", SHARE, times(SHARES, 100), SHARES),
        ("upside_down", YUAN, {key: 1 / value for key, value in RIGHT.items()}, RIGHT),
        ("complement", SHARE, {key: 1 - value for key, value in SHARES.items()}, SHARES),
        ("hundred", YUAN, times(RIGHT, 100), RIGHT),
        ("thousands", YUAN, times(RIGHT, 0.001), RIGHT),
        ("count_for_rate", SHARE, {"feed": 31.0, "search": 90.0, "tasks": 12.0, "video": 44.0}, SHARES),
        ("beyond_share", SHARE, {**SHARES, "feed": 1.2}, SHARES),
        ("period", YUAN, times(RIGHT, 1 / 365), RIGHT),
        ("parts_of_whole", YUAN, times(RIGHT, 1 / sum(RIGHT.values())), RIGHT),
        ("parts_of_whole", SHARE, {"feed": 0.3, "search": 0.3, "tasks": 0.2, "video": 0.9}, PARTS),
        ("all_the_same", YUAN, dict.fromkeys(RIGHT, 33.0), RIGHT),
        ("cumulated", YUAN, {"feed": 20.25, "search": 68.75, "tasks": 72.25, "video": 113.25}, RIGHT),
        ("constant_factor", YUAN, times(RIGHT, 1.7), RIGHT),
        ("constant_gap", YUAN, {key: value + 9 for key, value in RIGHT.items()}, RIGHT),
        ("some_rows", YUAN, {**RIGHT, "feed": 22.0}, RIGHT),
        ("partly", Choices(["a", "b", "c"]), frozenset("ab"), frozenset("abc")),
        ("partly", Choices(["a", "b", "c"]), frozenset("abc"), frozenset("ab")),
        ("partly", Choices(["a", "b", "c"]), frozenset("c"), frozenset("ab")),
        ("wrong_way", Ranking(), ("a", "b", "c"), ("c", "b", "a")),
        ("names", Ranking(), ("a", "b"), ("c", "b", "a")),
        ("names", Ranking(), ("a", "b", "x"), ("c", "b", "a")),
        ("places", Ranking(), ("c", "a", "b"), ("c", "b", "a")),
        ("swapped", Interval(), (3.0, 1.0), (1.0, 3.0)),
        ("not_finite", Interval(), (math.nan, 1.0), (1.0, 3.0)),
        ("percent_for_share", Interval("share"), (1.0, 3.0), (0.01, 0.03)),
        ("width", Interval(), (1.5, 2.5), (1.0, 3.0)),
        ("width", Interval(), (-3.0, 7.0), (1.0, 3.0)),
        ("one_end", Interval(), (1.0, 8.0), (1.0, 3.0)),
        ("spelling", Text(), frozenset(["retenton"]), frozenset(["retention"])),
        ("rows_named", Frame(["cac"], index="channel"), {"a": {"cac": 1.0}}, {"a": {"cac": 1.0}, "b": {"cac": 2.0}}),
        ("column", Frame(["cac"], index="channel"), {"a": {"cac": -1.0}, "b": {"cac": -2.0}}, {"a": {"cac": 1.0}, "b": {"cac": 2.0}}),
        ("differs", Plan(["a", "b"]), {"a": 1.0, "b": 0.0}, {"a": 0.0, "b": 1.0}),
    ],
)  # fmt: skip
def test_the_diagnosis_that_fits_speaks(name, kind, mine, right):
    found = diagnose(kind, mine, right)
    assert found is not None and found[0] == name
    assert len(str(found[1])) > 20 and "{" not in str(found[1]).replace("{variable}", "")


@pytest.mark.parametrize("mine", [1.0, 17.3, -8.0, 1e9])
def test_a_number_that_is_merely_wrong_gets_no_false_diagnosis(mine):
    assert diagnose(Number("yuan"), mine, 20.25) is None


def test_a_series_that_is_merely_wrong_gets_no_false_diagnosis():
    assert diagnose(YUAN, {"feed": 1.0, "search": 99.0, "tasks": 17.0, "video": 2.0}, RIGHT) is None


@pytest.mark.parametrize("right", [RIGHT, times(RIGHT, 1e6), PARTS])
def test_right_rows_have_no_diagnosis(right):
    assert diagnose(YUAN, dict(right), right) is None


def test_missing_groups_are_named():
    assert "search, tasks, video" in str(diagnose(YUAN, {"feed": 20.25}, RIGHT)[1])


def test_a_diagnosis_tells_no_number_of_the_reference():
    for mine in (times(RIGHT, 1.7), times(RIGHT, 365), {**RIGHT, "feed": 1.0}, {key: value + 9 for key, value in RIGHT.items()}):
        said = str(diagnose(YUAN, mine, RIGHT)[1])
        assert not any(text in said for text in ("20.2", "48.5", "3.5", "41", "1.7", "9 "))


def test_the_column_of_a_table_is_named_with_what_is_wrong_in_it():
    kind = Frame({"cac": Number("yuan"), "name": Text()}, index="channel")
    right = {"a": {"cac": 1.5, "name": frozenset(["x"])}, "b": {"cac": 2.5, "name": frozenset(["y"])}}
    mine = {key: {**row, "cac": -row["cac"]} for key, row in right.items()}
    assert str(diagnose(kind, mine, right)[1]).startswith("Column `cac`: The size is right, the sign is not")
    other = {**right, "b": {"cac": 2.5, "name": frozenset(["z"])}}
    assert str(diagnose(kind, other, right)[1]) == "Look at column `name`: 1 of its 2 rows differ."


def test_in_the_notebook_a_message_names_variable_finding_and_next_step(make_exercise, app):
    exercise = make_exercise(YUAN, RIGHT)
    exercise.meaning = "Money would go to the wrong channel."
    lines = repr(exercise.message(exercise.judge(pd.Series(times(RIGHT, 100)), app))).splitlines()
    assert lines[0] == "→ Not yet." and lines[1].startswith("`x` has 4 rows") and "off by a hundred" in lines[2]
    assert lines[3] == "Money would go to the wrong channel." and lines[4].startswith("Next: ") and "hint()" in lines[4]
