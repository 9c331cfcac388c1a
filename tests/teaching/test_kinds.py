"""Every kind of answer: what it reads, what it takes for the same, and that nonsense always gets a sentence."""

import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from coursework.teaching import Choice, Choices, Frame, Interval, Number, Plan, Ranking, Series, Text, Words, proofs
from coursework.teaching.nonsense import nonsense
from coursework.teaching.plain import NotAttempted, Unreadable, label, number, what_is

RIGHT = {"feed": 20.25, "search": 48.5, "tasks": 3.5, "video": 41.0}
KINDS = {
    "number": (Number("yuan"), 20.25),
    "whole number": (Number("people"), 61),
    "share": (Number("share", percent_ok=True), 0.125),
    "text": (Text(), "Retention"),
    "choice": (Choice({"feed": "news feed", "search": "search engine"}), "search"),
    "choices": (Choices({"feed": "news feed", "search": "search engine", "tasks": "task platform"}), {"feed", "tasks"}),
    "ranking": (Ranking(), ["tasks", "feed", "video", "search"]),
    "ranking of options": (Ranking({"feed": "news feed", "search": "search engine", "tasks": "task platform"}), ["tasks", "feed", "search"]),
    "series": (Series("yuan", index="channel"), RIGHT),
    "counts": (Series("people", index="channel"), {"feed": 20, "search": 48, "tasks": 3}),
    "shares": (Series("share", index="channel", percent_ok=True), {"feed": 0.25, "search": 0.5, "tasks": 0.25}),
    "series of two ways": (Series("share", index=("tier", "channel")), {("1", "feed"): 0.25, ("1", "video"): 0.5, ("2", "feed"): 0.75}),
    "frame": (Frame({"cac": Number("yuan"), "verdict": Choice(["keep", "stop"])}, index="channel"),
              {"feed": {"cac": 20.25, "verdict": "keep"}, "tasks": {"cac": 3.5, "verdict": "stop"}}),
    "interval": (Interval("share", percent_ok=True), (0.018, 0.046)),
    "plan": (Plan({"feed": "news feed", "search": "search engine"}, total=1000), {"feed": 400, "search": 600}),
}  # fmt: skip


@pytest.fixture(params=KINDS)
def exercise(request, make_exercise):
    kind, right = KINDS[request.param]
    if isinstance(kind, Frame):
        right = pd.DataFrame.from_dict(right, orient="index").rename_axis("channel")
    return make_exercise(kind, right)


def test_there_are_forty_kinds_of_nonsense_and_more():
    assert len(nonsense()) >= 60


def test_nonsense_gets_a_sentence_and_is_never_right(exercise, app):
    assert proofs.survives_nonsense(exercise, app) == []


def test_the_right_answer_is_right_however_it_is_written(exercise, app):
    assert proofs.rightness(exercise, app) == []
    assert len(proofs.equivalents(exercise, app)) >= 3


def test_a_blank_inside_is_not_attempted(make_exercise, app):
    from coursework.teaching.blank import ____

    blanks = {
        "series": pd.Series([1.0, ____], index=["feed", "search"]), "interval": (1, ____), "plan": {"feed": ____, "search": ____},
        "choices": ["feed", ____], "ranking": [____], "frame": pd.DataFrame({"cac": [____], "verdict": ["keep"]}, index=["feed"]),
    }  # fmt: skip
    for name, answer in blanks.items():
        kind, right = KINDS[name]
        assert make_exercise(kind, right, name=f"task-{name}").judge(answer, app).state == "not_attempted", name


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (3, 3.0), (True + 2, 3.0), (np.int64(3), 3.0), (np.float32(0.5), 0.5), (Decimal("1.5"), 1.5), (Fraction(1, 4), 0.25), (np.array(2.5), 2.5), ([4], 4.0),
        (pd.Series([7]), 7.0), (pd.DataFrame({"x": [7.5]}), 7.5), (math.inf, math.inf), (10**400, math.inf), (pd.Index([2]), 2.0), (np.array([[9]]), 9.0),
    ],
)  # fmt: skip
def test_numbers_are_read_from_whatever_holds_one(value, wanted):
    assert number(value) == wanted and type(number(value)) is float


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("12,5 %", "12.5 as a percentage, 0.125 as a share"), ("¥30", "without a sign: 30"), ("1,234.50", "1234.50"), ("30 元", "30"), ("many", "cannot be calculated"),
        (True, "yes-or-no"), (np.bool_(True), "yes-or-no"), (pd.Timestamp("2025-01-01"), "date"), (1 + 2j, "complex"),
    ],
)  # fmt: skip
def test_what_is_no_number_gets_help_of_its_own(value, words):
    with pytest.raises(Unreadable, match=words):
        number(value)


def test_missing_values_are_read_as_not_a_number():
    assert all(math.isnan(number(value)) for value in (pd.NA, pd.NaT, np.nan, float("nan"), Decimal("NaN")))


def test_names_become_plain_text():
    assert label(3) == label(3.0) == label(np.int8(3)) == "3"
    assert label(None) == label(np.nan) == label(pd.NA) == "NaN"
    assert label(pd.Timestamp("2025-03-01")) == "2025-03-01" and label(pd.Timestamp("2025-03-01 10:30")) == "2025-03-01T10:30:00"
    assert label(("a", 1)) == ("a", "1") and label(pd.Period("2025-03")) == "2025-03"

    class Sly(str):
        def __eq__(self, other):
            return True

        __hash__ = str.__hash__

    assert type(label(Sly("a"))) is str


def test_reading_trusts_no_class_that_lies():
    from coursework.teaching.nonsense import LiesAboutItself

    assert isinstance(LiesAboutItself(), float)
    with pytest.raises(Unreadable):
        number(LiesAboutItself())


def test_a_subclass_that_overrides_comparison_is_compared_as_its_value(make_exercise, app):
    class Sly(float):
        def __eq__(self, other):
            return True

        __hash__ = float.__hash__

        def __float__(self):
            return 20.25

    class SlySeries(pd.Series):
        def __eq__(self, other):
            return True

        def equals(self, other):
            return True

    assert make_exercise(Number("yuan"), 20.25).judge(Sly(7.0), app).state == "wrong"
    series = make_exercise(Series("yuan", index="channel"), RIGHT, name="series")
    assert series.judge(SlySeries({key: 1.0 for key in RIGHT}), app).state == "wrong"
    assert series.judge(SlySeries(RIGHT), app).state == "right"


def test_tolerances_hold_on_both_sides():
    kind = Number("yuan", rel=0.01)
    assert kind.same(100.9, 100) and kind.same(99.1, 100) and not kind.same(101.1, 100)
    assert Number(rel=0, abs=0.5).same(3.5, 3) and not Number(rel=0, abs=0.5).same(3.6, 3)
    assert Number().same(math.nan, math.nan) and not Number().same(math.nan, 0) and not Number().same(0, math.nan)
    assert Number().same(0.0, 0.0) and not Number().same(0.001, 0.0)


def test_series_are_told_what_is_wrong_with_their_form():
    kind = Series("yuan", index="channel")
    cases = {
        "lost the names": np.array([1.0, 2.0]), "one number for all": 3.5, "more than one row": pd.Series([1, 2], index=["a", "a"]), "numbered 0, 1, 2": pd.Series([1.0, 2, 3]),
        "2 things at once": pd.Series([1.0], index=pd.MultiIndex.from_tuples([("a", "b")], names=["tier", "channel"])),
        "Several columns": pd.DataFrame({"a": [1.0], "b": [2.0]}), "5,001 rows": pd.Series(np.ones(5001)), "no rows": pd.Series(dtype=float), "no columns": pd.DataFrame(),
    }  # fmt: skip
    for words, value in cases.items():
        with pytest.raises(Unreadable, match=words):
            kind.read(value)
    with pytest.raises(Unreadable) as error:
        kind.read({"feed": "¥3"})
    assert str(error.value.found) == "no number for “feed”" and "without a sign: 3" in str(error.value.help)


def test_a_series_of_two_ways_is_reordered_by_its_names():
    kind = Series("share", index=("tier", "channel"))
    turned = pd.Series([0.5], index=pd.MultiIndex.from_tuples([("feed", 1)], names=["channel", "tier"]))
    assert kind.read(turned) == {("1", "feed"): 0.5}
    assert kind.read(pd.DataFrame({"channel": ["feed"], "tier": [1], "rate": [0.5]})) == {("1", "feed"): 0.5}
    with pytest.raises(Unreadable, match="named by one thing"):
        kind.read(pd.Series([0.5], index=["feed"]))


def test_names_in_a_text_column_are_found_without_their_heading():
    table = pd.DataFrame({"kanal": ["feed", "tasks"], "value": [1.0, 2.0]})
    assert Series(index="channel").read(table) == {"feed": 1.0, "tasks": 2.0}
    assert Series(index="channel").read(table[["value", "kanal"]]) == {"feed": 1.0, "tasks": 2.0}


def test_choices_know_their_labels_and_say_what_there_is(monkeypatch):
    kind = Choice({"feed": "news feed", "search": "search engine"})
    assert kind.read(" FEED ") == kind.read("News Feed") == kind.read(["feed"]) == kind.read(pd.Series(["feed"])) == "feed"
    for wrong in ("radio", 3, 3.5, None, len, ["feed", "search"]):
        with pytest.raises(Unreadable, match='`"feed"`.*, `"search"`'):
            kind.read(wrong)
    with pytest.raises(NotAttempted):
        kind.read(...)


def test_choices_take_chinese_labels(monkeypatch):
    from coursework.teaching import choices

    monkeypatch.setattr(choices, "translated", lambda text, lesson=None, code=None: {"news feed": "信息流广告"}.get(text, text) if code == "zh" and lesson == "1" else text)
    kind = Choice({"feed": "news feed"})
    kind.lesson = "1"
    assert kind.read("信息流广告") == "feed"
    ranking = Ranking({"feed": "news feed"})
    ranking.lesson = "1"
    assert ranking.read(["信息流广告"]) == ("feed",)


def test_rankings_take_sorted_series_and_refuse_doubles():
    kind = Ranking(top=2)
    assert kind.read(pd.Series([1.0, 2.0], index=["b", "a"])) == kind.read(pd.Series(["b", "a"])) == ("b", "a")
    assert kind.same(("b", "a", "c"), ("b", "a", "d")) and not kind.same(("b",), ("b", "a"))
    with pytest.raises(Unreadable, match="more than once"):
        kind.read(["a", "b", "a"])
    with pytest.raises(Unreadable, match="far more"):
        kind.read([str(n) for n in range(5001)])


def test_texts_are_compared_without_case_and_width():
    kind = Text()
    assert kind.same(kind.read("  ＣＡＣ "), kind.read(("cac", "customer acquisition cost")))
    assert not kind.same(kind.read(("cac", "x")), kind.read("cac")), "several guesses at once are not an answer"
    with pytest.raises(NotAttempted):
        kind.read("   ")


def test_plans_keep_to_their_rules():
    kind = Plan({"feed": "news feed", "search": "search engine", "tasks": "task platform"}, total=1000, least=0, most=900)
    assert kind.read({"feed": 400, "search": 600}) == {"feed": 400.0, "search": 600.0, "tasks": 0.0}
    cases = {
        "¥900 of ¥1,000: ¥100 are not planned": {"feed": 300, "search": 600},
        "add up to ¥1,100, and there are ¥1,000: ¥100 too much": {"feed": 500, "search": 600},
        "less than ¥0": {"feed": -100, "search": 1100}, "more than ¥900": {"feed": 950, "search": 50},
        "did you mean “search”": {"serch": 1000}, "choose among": {"radio": 1000}, "not a number that can be spent": {"feed": math.nan, "search": 600},
    }  # fmt: skip
    for words, plan in cases.items():
        with pytest.raises(Unreadable, match=words):
            kind.read(plan)
    with pytest.raises(NotAttempted):
        kind.read({})
    assert Plan(["a"], total=10, at_most=True).read({"a": 4}) == {"a": 4.0}


def test_frames_say_which_column_is_missing():
    kind = Frame(["cac", "customers"], index="channel")
    table = pd.DataFrame({"cac": [1.0], "custmers": [2]}, index=["feed"])
    with pytest.raises(Unreadable, match="`customers` is missing; is it your `custmers`"):
        kind.read(table)
    with pytest.raises(Unreadable, match="are missing: `cac`, `customers`"):
        kind.read(pd.DataFrame({"z": [1]}))
    with pytest.raises(Unreadable, match="two columns named `cac`"):
        kind.read(pd.DataFrame([[1, 2, 3]], columns=["cac", "cac", "customers"]))
    with pytest.raises(Unreadable) as error:
        kind.read(pd.DataFrame({"cac": ["x"], "customers": [2]}, index=["feed"]))
    assert "column `cac`" in str(error.value.found)


def test_words_want_more_than_a_word_and_chinese_counts_double():
    kind = Words(least=12)
    assert kind.read("  Move the money to search. ") == "Move the money to search."
    assert kind.read("把预算转给搜索") == "把预算转给搜索"
    with pytest.raises(Unreadable, match="is short"):
        kind.read("search")
    for blank in ("", "  ", "____", "…", ...):
        with pytest.raises(NotAttempted):
            kind.read(blank)


def test_units_must_be_known():
    with pytest.raises(ValueError, match="No unit 'dollars'"):
        Number("dollars")


def test_things_are_named_in_words():
    assert str(what_is(pd.DataFrame({"a": [1], "b": [2]}))) == "a table (1 × 2) with the columns `a`, `b`"
    assert "groupby" in str(what_is(pd.DataFrame({"a": [1]}).groupby("a")))
    assert str(what_is([1, 2])) == "a list of length 2" and str(what_is(3.5)) == "one number"
    assert "a function" in str(what_is(pd.Series([1]).sum)) and "type `object`" in str(what_is(object()))
