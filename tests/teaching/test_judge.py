"""States, mistakes, remarks; judging is pure, quick, and bounded in what it keeps."""

import copy
import math
from types import SimpleNamespace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursework.teaching import Interval, Lesson, Number, Series, cache, per_app, progress
from coursework.teaching.judge import judge


def cac(make, app, **further):
    mistakes = {"per_click": lambda app: app.spend / app.clicks, "upside_down": lambda app: app.customers / app.spend, **further}
    return make(Series("yuan", index="channel"), lambda app: app.spend / app.customers, name="cac", **mistakes)


def test_every_known_mistake_earns_its_own_text(make_exercise, app):
    exercise = cac(make_exercise, app)
    verdict = exercise.judge(app.spend / app.clicks, app)
    assert (verdict.state, verdict.mistake) == ("mistake", "per_click")
    # video, 2.71 for 41.1, is the row furthest off in proportion; feed, 1.37 for 20.2, the next
    assert str(verdict.says[0]) == "This is per_click: 2.71." and verdict.values["at"] == "video"
    assert exercise.judge(app.customers / app.spend, app).mistake == "upside_down"


def test_the_first_declared_mistake_wins(make_exercise, app):
    exercise = cac(make_exercise, app, again=lambda app: app.spend / app.clicks)
    assert exercise.judge(app.spend / app.clicks, app).mistake == "per_click"


def test_a_mistake_that_equals_the_reference_on_these_data_is_inactive(make_exercise, app):
    exercise = cac(make_exercise, app)
    app.clicks = app.customers
    assert exercise.judge(app.spend / app.clicks, app).state == "right"


def test_a_mistake_that_cannot_be_worked_out_is_inactive(make_exercise, app):
    exercise = make_exercise(Number(), 5.0, broken=lambda app: app.nothing_there, other=7.0)
    assert exercise.judge(7, app).mistake == "other" and exercise.judge(6, app).state == "wrong"


def test_a_mistake_is_found_with_a_row_too_many_or_too_few(make_exercise, app):
    exercise = cac(make_exercise, app)
    wrong = app.spend / app.clicks
    for answer in (wrong.drop("feed"), pd.concat([wrong, pd.Series({"(all)": 3.0})])):
        assert exercise.judge(answer, app).mistake == "per_click"
    assert exercise.judge(wrong.head(1), app).mistake != "per_click"


def test_a_mistake_may_be_of_another_kind(make_exercise, app):
    exercise = cac(make_exercise, app)
    exercise.mistake("overall", says="{yours} is all together.", answer=Number("yuan"))(lambda app: app.spend.sum() / app.customers.sum())
    verdict = exercise.judge(app.spend.sum() / app.customers.sum(), app)
    assert (verdict.state, verdict.mistake, str(verdict.says[0])) == ("mistake", "overall", "34.0 is all together.")
    assert exercise.judge(3.0, app).state == "wrong_kind"


def test_a_mistake_may_show_what_it_would_mean(make_exercise, app):
    exercise = make_exercise(Number("yuan"), 5.0)
    exercise.mistake("double", says="{lost:,.0f} yuan lost on {n} people.", values=lambda app, answer: {"lost": answer * 1000, "n": app.size})(lambda app: 10.0)
    exercise.mistake("broken", says="A text without numbers.", values=lambda app, answer: 1 / 0)(lambda app: 20.0)
    assert str(exercise.judge(10, app).says[0]) == "10,000 yuan lost on 1200 people."
    assert str(exercise.judge(20, app).says[0]) == "A text without numbers."


def test_mistakes_are_found_in_percent_where_percent_is_allowed(make_exercise, app):
    exercise = make_exercise(Number("share", percent_ok=True), 0.25, others=0.75)
    verdict = exercise.judge(25, app)
    assert (verdict.state, verdict.mistake) == ("right_but", "percent") and "share between 0 and 1" in str(verdict.says[0])
    assert exercise.judge(0.25, app).state == "right"
    verdict = exercise.judge(75, app)
    assert verdict.mistake == "others" and float(verdict.values["yours"]) == 0.75


def test_rounding_and_rows_nobody_asked_for_are_remarked(make_exercise, app):
    exercise = cac(make_exercise, app)
    right = app.spend / app.customers
    cases = {
        "rounded": right.round(1), "total_row": pd.concat([right, pd.Series({"(all)": 33.0})]), "extra_rows": pd.concat([right, pd.Series({"branch": math.nan})]),
    }  # fmt: skip
    assert exercise.judge(right.round(2), app).state == "right", "within the tolerance"
    for name, answer in cases.items():
        verdict = exercise.judge(answer, app)
        assert (verdict.state, verdict.mistake) == ("right_but", name) and verdict.passed
    assert exercise.judge(right.round(0), app).mistake == "rounded_away", "3 for 3.44 is another number"
    assert make_exercise(Number("yuan"), 2.4, name="coarse").judge(2, app).state == "wrong", "one part in six is no rounding"


def test_remarks_are_made_on_right_answers_only(make_exercise, app):
    exercise = make_exercise(Interval(), (1.0, 3.0))
    exercise.accepts(lambda app, answer: answer[0] <= 2 <= answer[1])
    exercise.remark("wide", says="From {low} to {high} is wide.")(lambda app, answer: answer[1] - answer[0] > 10)
    exercise.remark("broken", says="Never said.")(lambda app, answer: 1 / 0)
    assert exercise.judge((1, 3), app).state == "right"
    verdict = exercise.judge((-20, 30), app)
    assert (verdict.state, verdict.mistake, str(verdict.says[0])) == ("right_but", "wide", "From −20 to 30 is wide.")
    assert exercise.judge((5, 90), app).state == "wrong"


def test_missing_tables_and_references_that_fail_make_it_step_aside(make_exercise, app):
    exercise = cac(make_exercise, app)
    exercise.tables = ("users", "orders", "events")
    verdict = exercise.judge(3, app)
    assert verdict.state == "steps_aside" and "orders, events" in str(verdict.says[0])
    other = make_exercise(Number(), lambda app: app.nothing_there, name="other")
    assert other.judge(3, app).state == "steps_aside" and "Right" not in repr(other.message(other.judge(3, app)))


def test_a_wrong_answer_says_what_was_found(make_exercise, app):
    verdict = cac(make_exercise, app).judge(pd.Series({"feed": 3.0, "search": 2.5, "tasks": 9.25, "video": 7.0}), app)
    assert verdict.state == "wrong" and str(verdict.says[0]) == "`x` has 4 rows, from ¥2.50 (search) to ¥9.25 (tasks)."


def test_judging_changes_nothing(make_exercise, app, tmp_path):
    exercise = cac(make_exercise, app)
    answer = (app.spend / app.clicks).copy()
    before, state = answer.copy(deep=True), copy.copy(vars(app))
    first, second = exercise.judge(answer, app), exercise.judge(answer, app)
    assert first.state == second.state and str(first.says[0]) == str(second.says[0])
    pd.testing.assert_series_equal(answer, before)
    assert vars(app).keys() == state.keys() and not list(tmp_path.iterdir())




def test_references_are_worked_out_once_per_app_and_few_apps_are_held(make_exercise, app):
    calls = []

    def right(app):
        calls.append(id(app))
        return 5.0

    exercise = make_exercise(Number(), right)
    for _n in range(3):
        exercise.judge(5, app)
    assert len(calls) == 1
    others = [SimpleNamespace(tables=()) for _n in range(6)]
    for other in others:
        exercise.judge(5, other)
    assert len(calls) == 7 and len(cache._kept) == cache.MOST_APPS
    exercise.judge(5, app)
    assert len(calls) == 8, "the first app had been let go"


def test_shared_pieces_are_worked_out_once_and_failures_are_kept(app):
    calls = []

    @per_app
    def piece(app):
        calls.append(1)
        raise ValueError("no such table")

    for _n in range(2):
        with pytest.raises(ValueError, match="no such table"):
            piece(app)
    assert calls == [1]


def test_a_failing_judgement_of_ones_own_is_not_right(make_exercise, app):
    exercise = make_exercise(Number(), 5.0)
    exercise.accepts(lambda app, answer: 1 / 0)
    assert exercise.judge(5, app).state == "wrong"


def test_names_are_declared_once(make_exercise):
    exercise = make_exercise(Number(), 5.0, twice=1.0)
    with pytest.raises(ValueError, match="two mistakes named “twice”"):
        exercise.mistake("twice", says="…")
    with pytest.raises(ValueError, match="“task” is declared twice"):
        make_exercise(Number(), 5.0)


numbers = st.floats(allow_nan=True, allow_infinity=True, width=32)


@given(
    right=st.dictionaries(st.text(min_size=1, max_size=5), st.floats(0.01, 1e6), min_size=1, max_size=6),
    mine=st.dictionaries(st.one_of(st.text(max_size=5), st.integers(), st.none()), st.one_of(numbers, st.none(), st.booleans(), st.text(max_size=3)), max_size=6),
)
@settings(max_examples=150, deadline=None)
def test_whatever_stands_in_a_dictionary_gets_a_sentence(right, mine):
    lesson = Lesson("9_test/2_any")
    exercise = lesson.exercise("any", answer=Series("share", index="channel"))
    exercise.reference(lambda app: right)
    verdict = judge(exercise, mine, SimpleNamespace(tables=()))
    assert len(repr(exercise.message(verdict)).splitlines()) >= 1
    same = {str(key): value for key, value in mine.items()}
    really = same.keys() == right.keys() and all(type(v) is float and math.isclose(v, right[k], rel_tol=0.05) for k, v in same.items())
    assert not verdict.passed or really or set(right) < set(same)


@given(right=st.floats(-1e6, 1e6), mine=numbers)
@settings(max_examples=300, deadline=None)
def test_a_number_is_right_only_near_the_reference(right, mine):
    lesson = Lesson("9_test/3_any")
    exercise = lesson.exercise("any", answer=Number("yuan", rel=0.01))
    exercise.reference(lambda app: right)
    verdict = judge(exercise, mine, SimpleNamespace(tables=()))
    assert verdict.state != "steps_aside" and verdict.says or verdict.state == "right"
    if verdict.passed:
        assert abs(mine - right) <= 0.05 * abs(right) + 1e-9
    else:
        assert not math.isclose(mine, right, rel_tol=0.0099)


def test_progress_is_untouched_by_judging(make_exercise, app):
    exercise = cac(make_exercise, app)
    exercise.judge(app.spend, app)
    assert progress.recorded(exercise) == {}
