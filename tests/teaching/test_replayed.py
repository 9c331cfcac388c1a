"""Wrong answers that people gave, and the sentence each of them earns."""

import pandas as pd
import pytest

from coursework.teaching import Interval, Number, Plan, Series
from coursework.teaching.plain import Unreadable

ROWS = {"feed": 0.112, "search": 0.253, "tasks": 0.037, "video": 0.204, "kol": 0.311, "seo": 0.42}


@pytest.fixture
def shares(make_exercise):
    return make_exercise(Series("share", index="channel"), ROWS)


@pytest.mark.parametrize("way", ["max", "min", "mean", "sum"])
def test_one_number_made_of_the_right_rows(shares, app, way):
    verdict = shares.judge(getattr(pd.Series(ROWS), way)(), app)
    assert verdict.state == "wrong_kind" and "Drop the last step" in str(verdict.says[1])


def test_any_other_number_is_told_to_group(shares, app):
    assert "group by `channel` first" in str(shares.judge(0.77, app).says[1])


def test_the_first_rows_alone(shares, app):
    assert "Only 3 of 6 rows" in str(shares.judge(pd.Series(ROWS).head(3), app).says[1])
    assert "Only" not in str(shares.judge(pd.Series(ROWS).head(3) + 0.1, app).says[1])


def test_divided_by_itself(shares, app):
    verdict = shares.judge(pd.Series(1.0, index=list(ROWS)), app)
    assert verdict.mistake == "all_ones" and "divided by itself" in str(verdict.says[1])


def test_a_text_for_rows(shares, app):
    assert "leave the quotes out" in str(shares.judge("came_back / old", app).says[-1])


def test_a_prediction_speaks_of_the_answer(some_lesson, ready, said):
    some_lesson.prediction("share_online", variable="my_share", answer=Number("share"), truth=lambda app: 0.4).commit("many")
    out = said()
    assert "Your answer is" in out and "my_share" not in out


def test_a_percent_plan():
    plan = Plan({"a": "a", "b": "b"}, total=30_000)
    for value, words in (({"a": "30%", "b": "70%"}, "write yuan, for example 9_900"), ({"a": 30, "b": 70}, "times the total, divided by 100"), ({"a": 0.3, "b": 0.7}, "shares")):
        with pytest.raises(Unreadable) as error:
            plan.read(value)
        assert words in str(error.value.help)


def test_a_guessed_interval_is_no_known_mistake(make_exercise, app):
    exercise = make_exercise(Interval("share_difference", rel=0.02), (-0.0208, 0.073), one_rate=(0.06, 0.4))
    assert exercise.judge((0.06, 0.4), app).state == "wrong"


def test_an_interval_without_its_minus_sign(make_exercise, app):
    exercise = make_exercise(Interval("share_difference"), (-0.0208, 0.073))
    for mine in ((0.0208, 0.073), (0.073, 0.0208), (0.02, 0.073)):
        assert exercise.judge(mine, app).mistake == "sign", mine
    assert exercise.judge((0.073, -0.0208), app).mistake == "swapped"
    other = make_exercise(Interval("share_difference"), (-0.073, 0.0208), name="other")
    assert other.judge((0.073, 0.0208), app).mistake == "sign"


def test_a_difference_of_shares_may_be_negative_or_in_points(make_exercise, app):
    gap = make_exercise(Number("share_difference", percent_ok=True), -0.0512)
    verdict = gap.judge(-5.12, app)
    assert verdict.mistake == "percent" and "5 points" in str(verdict.says[0])
    plain = make_exercise(Number("share_difference"), 0.0512, name="plain")
    for mine in (5.12, -0.0512, 1.4, 51.2, "x", None, 1.0):
        assert "between 0 and 1" not in repr(plain.message(plain.judge(mine, app))), mine
    assert plain.judge(5.12, app).mistake == "points_for_difference"


def test_a_gap_rounded_too_far(make_exercise, app):
    gap = make_exercise(Number("share_difference"), 0.0752)
    assert gap.judge(0.08, app).mistake == "rounded_too_far" and gap.judge(0.07, app).mistake != "rounded_too_far"


def test_commas_inside_numbers(make_exercise, app):
    price, lift = make_exercise(Number("yuan"), 68.26, name="price"), make_exercise(Number("times"), 1.23, name="lift")
    pair, rows = make_exercise(Interval("share_difference"), (-0.021, 0.073), name="pair"), make_exercise(Series("share", index="channel"), ROWS, name="rows")
    cases = ((price, (68, 26), "`68.26`"), (price, (12, 5), "`12.5`"), (price, (2, 0), "`2000`"), (price, (1, 234), "`1234`"), (lift, (1, 234), "`1.234`"),
             (lift, (2, 1), "`2.1`"), (pair, (-2, 1, 7, 3), "`(-2.1, 7.3)`"), (rows, (0, 45), "`0.45`"))  # fmt: skip
    for task, mine, words in cases:
        assert words in " ".join(map(str, task.judge(mine, app).says)), mine


def test_words_for_the_ends_of_an_interval(make_exercise, app):
    pair = make_exercise(Interval("share_difference"), (-0.021, 0.073), name="pair")
    assert 'table.loc["row", "difference_low"]' in str(pair.judge(("difference_low", "difference_high"), app).says[1])


def test_no_percentage_where_a_multiple_is_wanted(make_exercise, app):
    said = " ".join(map(str, make_exercise(Number("times"), 1.23).judge("56%", app).says))
    assert "percent sign" in said and "0.56" not in said


def test_only_a_computed_interval_passes():
    from coursework.exercises.growth import ads

    kind, right = ads.gap_interval.answer, (-0.0208, 0.07302)
    assert kind.same((-0.0208, 0.0730), right) and kind.same((-0.021, 0.073), right), "rounded to a tenth of a point"
    assert not kind.same((-0.0237, 0.0763), right) and not kind.same((-0.02, 0.07), right), "five points to each side, or a guess"


def test_rates_typed_off_are_named(some_lesson, app):
    task = some_lesson.exercise("gap", answer=Interval("share_difference"), ingredients=lambda app: {'r.loc["a", "estimate"]': 0.39017, 'r.loc["b", "estimate"]': 0.41634})
    task.reference(lambda app: (-0.0208, 0.073))
    assert task.judge((0.390, 0.416), app).mistake == "two_rates"
    assert task.judge((0.4, 0.5), app).mistake != "two_rates"
