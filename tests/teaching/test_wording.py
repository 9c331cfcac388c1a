"""What a blind trial found to be badly said, or accepted in silence: each line here was a complaint."""

import pandas as pd
import pytest

from coursework.teaching import Date, Interval, Name, Number, Plan, Series, session, units
from coursework.teaching.judge import read_safely
from coursework.teaching.plain import NotAttempted, Unreadable

ROWS = ["feed", "search", "tasks", "video"]
RIGHT = {"feed": 20.25, "search": 48.5, "tasks": 3.5, "video": 41.0}


class Tables:
    """An app with tables whose columns can be looked up."""

    def __init__(self):
        users = pd.DataFrame({"user_id": [100_003, 100_017, 100_029, 100_041], "channel": pd.Categorical(ROWS), "group": pd.Categorical(["paid", "paid", "free", "feed"])})
        self.held, self.tables = {"users": users}, ("users",)

    def __getitem__(self, name):
        return self.held[name].copy()


def refused(kind, value) -> str:
    with pytest.raises(Unreadable) as error:
        read_safely(kind, value)
    return str(error.value.help)


def test_rows_named_by_another_column_are_recognised(make_exercise):
    exercise = make_exercise(Series("share", index="channel"), dict(zip(ROWS, [0.1, 0.2, 0.3, 0.4], strict=True)))
    verdict = exercise.judge(pd.Series({"paid": 0.5, "free": 0.25, "feed": 0.25}), Tables())
    assert verdict.mistake == "rows_by" and "Your rows are `group`s; wanted is one row for each `channel`" in str(verdict.says[1])
    assert "numbered" in str(exercise.judge(pd.Series([0.5, 0.25]), Tables()).says[1])
    assert exercise.judge(pd.Series({"feed": 0.5, "search": 0.25}), Tables()).mistake == "rows_named", "rows that are missing are named"


def test_sums_of_ids_are_recognised(make_exercise):
    exercise = make_exercise(Series("share", index="channel"), dict(zip(ROWS, [0.1, 0.2, 0.3, 0.4], strict=True)))
    mine = Tables()["users"].groupby("channel", observed=True)["user_id"].sum()
    verdict = exercise.judge(mine, Tables())
    assert verdict.mistake == "ids" and "You added up `user_id`" in str(verdict.says[1])


def test_a_guessed_round_number_is_never_named_a_mistake(make_exercise, app):
    exercise = make_exercise(Number("times", rel=0.02), 1.23, other=1.4963, whole=12.0)
    assert exercise.judge(1.5, app).mistake is None
    assert exercise.judge(1.496, app).mistake == "other" and exercise.judge(1.4963, app).mistake == "other"
    assert exercise.judge(12, app).mistake == "whole", "what is that very number is no guess"


def test_agreement_by_chance_is_not_told(make_exercise, app):
    exercise = make_exercise(Series("yuan", index="channel", abs=0.5), RIGHT)
    assert exercise.judge({"feed": 20.6, "search": 1.0, "tasks": 99.0, "video": 7.0}, app).mistake is None
    assert exercise.judge({**RIGHT, "feed": 22.9}, app).mistake == "some_rows"


def test_off_by_a_hundred_needs_three_digits(make_exercise, app):
    exercise = make_exercise(Number("share", abs=0.0006), 0.0712)
    assert exercise.judge(0.000211, app).mistake is None and exercise.judge(0.000712, app).mistake == "hundred"


def test_rounded_parts_are_called_rounded(make_exercise, app):
    right = {"feed": 38.19, "search": -46.23, "tasks": 69.69, "video": -3.58}
    verdict = make_exercise(Series("yuan", index="channel", rel=1e-4), right).judge({"feed": 38.0, "search": -46.0, "tasks": 69.0, "video": -3.0}, app)
    assert verdict.mistake == "nearly" and "rounded" in str(verdict.says[1])


def test_names_that_never_met(make_exercise, app):
    exercise = make_exercise(Series("yuan", index="channel"), RIGHT)
    for other, words in ((pd.Series(1.0, index=["cost", "clicks"]), "are named"), (pd.Series(1.0, index=[0, 1]), "only numbered")):
        assert words in str(exercise.judge(pd.Series(RIGHT) / other, app).says[1])


def test_one_number_out_of_many(make_exercise):
    for value, words in ((pd.Series(RIGHT), "the step that makes one"), (pd.DataFrame({"a": [1, 2]}), "a whole table"), ((2, 500), "write `2500`"), ([1, 2], "several")):
        assert words in refused(Number("yuan"), value)


def test_columns_as_ends_of_an_interval():
    columns = pd.DataFrame({"low": [1.0, 2.0], "high": [3.0, 4.0]}, index=["a", "b"])
    assert "2 rows" in refused(Interval(), (columns["low"], columns["high"])) and '"low"' in refused(Interval(), (columns["low"], columns["high"]))
    assert "2 rows" in refused(Interval(), columns)


def test_a_table_in_which_no_column_is_right(make_exercise, app):
    exercise = make_exercise(Series("yuan", index="channel"), RIGHT)
    table = pd.DataFrame({"a": 3.0, "b": 4.0}, index=ROWS)
    assert "None of its columns" in str(exercise.judge(table, app).says[1])
    assert "Keep that one alone" in str(exercise.judge(table.assign(c=pd.Series(RIGHT)), app).says[1])
    assert "the same counts" in str(exercise.judge(table.assign(b=3.0), app).says[1])


def test_plans_in_shares_percentages_or_with_gaps():
    from coursework.teaching.blank import ____

    plan = Plan(["a", "b"], total=30_000, at_most=True)
    assert "these look like shares" in refused(plan, {"a": 0.3, "b": 0.7}) and "percentages" in refused(plan, {"a": 30, "b": 70})
    assert "Put 0 where nothing is spent" in refused(plan, {"a": 30, "b": ____}) and "comma" in refused(plan, {"a": (2, 0), "b": 1})
    with pytest.raises(NotAttempted):
        plan.read({"a": ____, "b": ____})
    assert Plan(["a"], total=100).read({"a": 100}) == {"a": 100.0}


def test_names_and_dates():
    assert Name().read("Mei") == "Mei" and Name().read("李") == "李" and "is no name" in refused(Name(), "12")
    assert Date().read("2026-02-10") == Date().read(pd.Timestamp("2026-02-10")) == Date().read("2026/2/10") == Date().read("2026年2月10日") == "2026-02-10"
    for wrong in ("10 February", "2026-02-31", 2014, 1.5, True, pd.NaT):
        assert "2026-02-10" in refused(Date(), wrong)


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [(1, "people", "1 person"), (5.35, "people", "5 people"), (0.7, "people", "1 person"), (-4, "yuan", "−¥4"), (-0.5, "share", "−50.0 %"), (-3.25, "points", "−3.25 points"), (1, "days", "1 day")],
)
def test_numbers_are_written_in_one_way(value, unit, said):
    assert units.rough(value, unit) == said


def test_every_task_answers_a_call_for_a_hint(some_lesson, said):
    quick = some_lesson.quick("q", question="What?", options={"a": "a"}, right="a", feedback={"a": "Yes."})
    guess = some_lesson.prediction("p", answer=Number(), truth=lambda app: 1.0)
    note = some_lesson.worksheet("w", fields={"x": "what"}, weak="", strong="", rubric=())
    plan = some_lesson.decision("d", answer=Plan(["a"]), forecast={"n": "n"}, play=None, expected=None, best=None, truth=None)
    texts = set()
    for task in (quick, guess, note, plan):
        task.hint()
        texts.add(said())
        task.solution()
        assert "no solution to look up" in said()
    assert len(texts) == 4 and all("There is no hint here." in text for text in texts)


@pytest.mark.parametrize(("outcome", "guess", "hit"), [(0.928, 0.7, False), (0.928, 0.9, True), (0.1, 0.14, True), (0.928, 90, True), (0.928, 70, False)])
def test_a_forecast_of_a_share_comes_true_within_five_points(some_lesson, ready, said, outcome, guess, hit):
    task = some_lesson.prediction("share", answer=Number("share", percent_ok=True), truth=lambda app: outcome)
    task.commit(guess)
    assert "90" not in said() or guess < 1
    task.compare()
    assert ("came out as you said" in said()) is hit


def test_the_ready_line_counts_the_users_that_there_are(some_lesson, app, capsys, monkeypatch):
    monkeypatch.setattr(type(app), "__getitem__", lambda self, name: range(10_960), raising=False)
    session.setup(some_lesson.name, app=app)
    assert "Ready: 10,960 users" in capsys.readouterr().out
