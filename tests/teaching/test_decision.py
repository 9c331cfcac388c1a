"""A decision: commit, answer, truth, review; blank first, refusals in sentences, and parts that add up."""

import math
from types import SimpleNamespace

import pandas as pd
import pytest

from coursework.teaching import Choice, Number, Plan, progress, retrospective
from coursework.teaching.blank import ____
from coursework.teaching.nonsense import nonsense
from coursework.teaching.outcomes import Committed, by_row, totals

RATE = {"feed": 2.0, "search": 5.0}
PLAN = {"feed": 500, "search": 500}
FORECAST = {"customers": 30, "net": 300}


def worth(plan):
    return sum(RATE[key] * amount**0.5 * 10 for key, amount in plan.items()) - sum(plan.values())


def play(app, plan, luck):
    app.calls += 1
    net = worth(plan) + (0.0 if luck == 0 else 10.0 * ((luck * 7) % 20 - 9.5))
    table = pd.DataFrame({"spend": pd.Series(plan), "net": {key: RATE[key] * amount**0.5 * 10 - amount for key, amount in plan.items()}, "other": 1.0})
    return SimpleNamespace(total={"customers": net / 50, "net": net + (40 if luck == 0 else 0)}, by_channel=table)


@pytest.fixture
def make(some_lesson):
    def make(**more):
        usual = {
            "question": "How do you split it?", "answer": Plan({"feed": "news feed", "search": "search engine"}, total=1000), "play": play,
            "forecast": {"customers": ("customers", "people"), "net": ("net value", "yuan")}, "expected": lambda app, plan: {"net": worth(plan), "customers": 1.0},
            "best": lambda app: {"feed": 138, "search": 862}, "truth": lambda app: pd.DataFrame({"rate": RATE, "hidden": 1}),
            "columns": {"spend": ("spent", "yuan"), "net": ("left", "yuan")}, "truth_columns": {"rate": ("yuan per step", None)},
        }  # fmt: skip
        return some_lesson.decision("split", **{**usual, **more})

    return make


@pytest.fixture
def split(make):
    return make()


def test_before_a_commitment_nothing_is_opened(split, ready, said):
    for call in (split.answer, split.truth, split.review):
        call()
        out = said()
        assert out.startswith("○ Commit a plan first.") and "commit(…)" in out and "yuan per step" not in out
    assert ready.calls == 0


@pytest.mark.parametrize(
    "arguments",
    [
        {}, {"plan": ____, "forecast": ____}, {"plan": ..., "forecast": {}}, {"plan": {"feed": ____, "search": ____}, "forecast": {"customers": ____, "net": ____}},
        {"plan": {}, "forecast": FORECAST},
    ],
)  # fmt: skip
def test_a_blank_plan_is_not_attempted(split, ready, said, arguments):
    split.commit(**arguments)
    assert said().startswith("○ No plan yet.\nHow do you split it?")
    assert progress.recorded(split) == {}
    split.answer()
    assert "Commit a plan first." in said()


@pytest.mark.parametrize(
    ("plan", "forecast", "more", "words"),
    [
        ({"feed": 500}, FORECAST, {}, "¥500 are not planned yet"), ({"feed": 700, "search": 500}, FORECAST, {}, "¥200 too much"), ({"fed": 1000}, FORECAST, {}, "did you mean “feed”"),
        ({"feed": "500", "search": 500}, FORECAST, {}, "without a sign: 500"), ([500, 500], FORECAST, {}, "Write a dictionary"), (PLAN, None, {}, "A plan without a forecast teaches nothing"),
        (PLAN, 300, {}, "A plan without a forecast"), (PLAN, {"customers": 3}, {}, "lacks `net` (net value)"), (PLAN, {"customers": 3, "net": ____}, {}, "lacks `net`"),
        (PLAN, {"customers": 3, "nett": 5}, {}, "did you mean `net`"), (PLAN, {"zzz": 5}, {}, "asks for `customers`, `net`"), (PLAN, {"customers": 3, "net": "much"}, {}, "`net` is the text “much”"),
        (PLAN, {"customers": math.nan, "net": 5}, {}, "`customers` is not a number that can happen"), (PLAN, FORECAST, {"automation": "robot"}, "no lever `automation`"),
        ({"feed": -10, "search": 1010}, FORECAST, {}, "less than ¥0"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_a_sentence(split, ready, said, plan, forecast, more, words):
    split.commit(plan, forecast=forecast, **more)
    out = said()
    assert words in out and "Traceback" not in out and progress.recorded(split) == {}


def test_nonsense_is_refused_whatever_it_is(split, ready, said):
    for name, thing in nonsense().items():
        for arguments in ({"plan": thing, "forecast": FORECAST}, {"plan": PLAN, "forecast": thing}, {"plan": PLAN, "forecast": {"customers": thing, "net": 3}}):
            split.commit(**arguments)
            assert len(said()) > 30, name
            held = progress.recorded(split)
            assert not held or all(math.isfinite(value) for value in held["now"]["forecast"].values()), name


def test_rules_of_the_lesson_are_kept(make, ready, said):
    def most_in_one(app, plan):
        return ("At most {most:.0%} in one channel.", {"most": 0.8}) if max(plan.values()) > 0.8 * sum(plan.values()) else None

    split = make(rules=most_in_one)
    split.commit({"feed": 900, "search": 100}, forecast=FORECAST)
    assert "At most 80% in one channel." in said()
    split.commit(PLAN, forecast=FORECAST)
    assert "on file" in said()


def test_the_whole_way(split, ready, said):
    def flat():
        return " ".join(said().split())

    split.commit(PLAN, forecast=FORECAST)
    out = flat()
    assert out.startswith("✓ Committed: your plan is on file.") and "customers 30 people" in out and "answer()" in out
    split.answer()
    out = flat()
    # 20 √500 + 50 √500 − 1000 = 565.2 to be expected, and 40 of luck
    assert "net value ¥300 ¥605 +¥305" in out and "spent left" in out and "search engine ¥500 ¥618" in out and "other" not in out
    split.truth()
    out = flat()
    assert "yuan per step news feed 2 search engine 5" in out and "hidden" not in out
    split.review()
    out = flat()
    assert "your forecast ¥300 wrong assumption +¥265" in out and "to be expected of your plan ¥565 luck +¥40" in out and "outcome ¥605" in out
    # 20 √138 + 50 √862 − 1000 = 702.9 from the best plan known
    assert "best plan known ¥703 wrong execution +¥138" in out and "in 20 other months" in out and "between −¥85 and +¥85" in out and "an ordinary one" in out
    record = progress.recorded(split)
    assert record["done"] and record["answered"] and record["opened"] and record["reviewed"]


def test_the_parts_add_up(split, ready):
    for plan, forecast in ((PLAN, 300.0), ({"feed": 0, "search": 1000}, -5000.0), ({"feed": 1000, "search": 0}, 12345.6)):
        parts = retrospective.take_apart(split, ready, Committed(plan, forecast={"customers": 1.0, "net": forecast}))
        assert parts.gap == pytest.approx(parts.luck + parts.assumption + parts.arithmetic)
        assert parts.expected == pytest.approx(worth(plan)) and parts.luck == pytest.approx(40) and parts.outcome == pytest.approx(worth(plan) + 40)
        assert parts.regret == pytest.approx(worth({"feed": 138, "search": 862}) - worth(plan))
        rounded = retrospective._round_alike(parts)
        assert rounded["forecast"] + rounded["arithmetic"] + rounded["assumption"] == rounded["expected"]
        assert rounded["expected"] + rounded["luck"] == rounded["outcome"]
        # other lucks: −95 … +95 in steps of ten; one of twenty is left out at each end
        assert (parts.low, parts.high) == (pytest.approx(-85), pytest.approx(85))


def test_a_plan_better_than_the_best_known_has_no_regret(make, ready):
    split = make(best=lambda app: 0)
    parts = retrospective.take_apart(split, ready, Committed(PLAN, forecast=FORECAST))
    assert parts.best == 0 and parts.regret == 0


@pytest.mark.parametrize("forecast", [____, {"customers": ____, "net": ____}])
def test_a_blank_forecast_is_named(split, ready, said, forecast):
    split.commit(PLAN, forecast=forecast)
    assert "Your `forecast` is missing: add `forecast={" in said() and progress.recorded(split) == {}


def test_a_belief_takes_the_assumption_apart_further(make, ready, said):
    split = make(belief=("value of a customer", Number("yuan")), believed=lambda app, plan, belief: belief * 30 - 1000)
    split.commit(PLAN, forecast=FORECAST)
    assert "Your `belief` is missing: add `belief=…`" in said()
    split.commit(PLAN, belief=50)
    assert "Your `forecast` is missing" in said()
    split.commit(PLAN, forecast={**FORECAST, "net": "9%"}, belief=50)
    assert "write yuan, for example 9_900" in said()
    split.commit(PLAN, forecast=FORECAST, belief=50)
    assert "value of a customer" in said()
    split.review()
    out = said()
    # forecast 300, belief gives 500, expected 565, outcome 605
    assert "from your belief to your forecast  +¥200" in out and "wrong assumption                    +¥65" in out


def test_levers_are_read_and_reach_the_app(make, ready, said):
    seen = []

    def watched(app, plan, luck):
        seen.append(dict(plan.options))
        return play(app, plan, luck)

    split = make(options={"automation": ("a rule", Choice({"cheapest": "cheapest click"}))})
    split.play = watched
    split.commit(PLAN, forecast=FORECAST, automation="radio")
    assert "is not one of the options" in said()
    split.commit(PLAN, forecast=FORECAST, automation="Cheapest click")
    split.answer()
    split.commit(PLAN, forecast=FORECAST)
    split.answer()
    assert seen == [{"automation": "cheapest"}, {"automation": None}]


def test_a_plan_is_played_once_for_each_luck(split, ready, said):
    split.commit(PLAN, forecast=FORECAST)
    for _n in range(2):
        split.answer()
        split.review()
    assert ready.calls == 1 + split.lucks


def test_the_plan_outlives_the_kernel_and_belongs_to_one_app(split, ready, said, monkeypatch):
    split.commit(PLAN, forecast=FORECAST)
    monkeypatch.setattr("coursework.teaching.store._waiting", {})
    said()
    split.answer()
    assert "The app has answered." in said()
    ready.seed = 7
    split.answer()
    assert "Commit a plan first." in said()


def test_running_the_cell_again_is_no_second_try_and_a_new_plan_is(split, ready, said):
    split.commit(PLAN, forecast=FORECAST)
    first = said()
    split.answer()
    said()
    split.commit(PLAN, forecast=FORECAST)
    assert said() == first
    split.commit({"feed": 100, "search": 900}, forecast=FORECAST)
    assert "second try" in said()
    record = progress.recorded(split)
    assert record["first"]["plan"] == {"feed": 500, "search": 500} and record["now"]["plan"] == {"feed": 100, "search": 900}


def test_own_data_cannot_answer(split, ready, said):
    ready.world = None
    for call in (lambda: split.commit(PLAN, forecast=FORECAST), split.answer, split.truth, split.review):
        call()
        assert "steps aside" in said()


def test_a_world_that_fails_gets_a_sentence(make, ready, said):
    split = make(truth=lambda app: app.nothing)
    split.play = lambda app, plan, luck: 1 / 0
    split.commit(PLAN, forecast=FORECAST)
    for call in (split.answer, split.truth, split.review):
        said()
        call()
        assert "steps aside" in said()


@pytest.mark.parametrize("damage", [{"now": 3}, {"now": {"plan": {"radio": 3}}}, {"now": {"plan": PLAN, "forecast": {"net": "x"}}}, {"now": None}])
def test_a_plan_on_file_that_no_longer_fits_is_none(split, ready, said, damage):
    split.commit(PLAN, forecast=FORECAST)
    progress.record(split, **damage)
    said()
    split.review()
    assert "Commit a plan first." in said()


def test_without_setup_it_says_so(split, said):
    split.commit(PLAN, forecast=FORECAST)
    split.answer()
    assert said().count("Run the setup cell") == 2


def test_tables_of_outcomes_stay_small_and_say_what_is_unknown():
    table = pd.DataFrame({"share": [0.123, None], "spend": [1234.56, 7.5], "name": ["x", "y"]}, index=["a", "b"])
    small = by_row(table, {"share": ("share", "share"), "spend": ("spent", "yuan"), "name": ("name", None), "gone": ("gone", None)}, str)
    assert small.rows == (("a", "12.3 %", "¥1,235", "x"), ("b", "–", "¥7.50", "y")) and small.head == ("", "share", "spent", "name")
    assert len(by_row(pd.DataFrame({"n": range(30)}), None, str).plain().splitlines()) == 9
    assert totals(3, "net") == 3.0 and totals({"net": 2}, "net") == 2.0 and totals(SimpleNamespace(total={"net": 4}), "net") == 4.0
