"""The engine names what was calculated: the simplest expression over the ingredients, and never the way to the answer."""

import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursework.teaching import Interval, Number, Series, ingredients, proofs, tracebacks
from coursework.teaching.expression import Atom, bracketed, combined
from coursework.teaching.recipes import Bank, significant

ROWS = pd.Index(["feed", "search", "tasks", "video"], name="channel")
MARGIN = pd.Series([1234.56, 876.5, 33.37, 810.25], index=ROWS)
ACCOUNTS = pd.Series([900.0, 2103.0, 417.5, 1777.75], index=ROWS)
PEOPLE = pd.Series([61, 203, 97, 117], index=ROWS)
CAC = pd.Series([20.13, 48.7, 3.4, 41.9], index=ROWS)
NET = (MARGIN + ACCOUNTS) / PEOPLE - CAC
HELD = {"margin": MARGIN, "accounts": ACCOUNTS, "people": PEOPLE, "cac": CAC, "everybody": 1200}


@pytest.fixture
def net(some_lesson):
    task = some_lesson.exercise("net", answer=Series("yuan", index="channel", rel=1e-4), ingredients=lambda app: HELD, asked="yuan that one customer leaves")
    task.reference(lambda app: NET)
    return task


@pytest.mark.parametrize(
    ("mine", "recipe"),
    [
        (ACCOUNTS, "accounts"),
        (MARGIN - ACCOUNTS, "margin - accounts"),
        (MARGIN / PEOPLE, "margin / people"),
        (MARGIN / PEOPLE - CAC, "margin / people - cac"),
        (MARGIN / PEOPLE + ACCOUNTS - CAC, None),  # written in one of several orders
        ((MARGIN + ACCOUNTS) / PEOPLE, "(margin + accounts) / people"),
        ((MARGIN + ACCOUNTS) / PEOPLE + CAC, "(margin + accounts) / people + cac"),
        (MARGIN + ACCOUNTS - PEOPLE * CAC, "margin + accounts - people * cac"),
        ((MARGIN + ACCOUNTS) / PEOPLE - CAC.mean(), "(margin + accounts) / people - cac.mean()"),
        ((MARGIN + ACCOUNTS - CAC) / PEOPLE, "(margin + accounts - cac) / people"),
        (MARGIN / 1200, "margin / everybody"),
        (MARGIN / PEOPLE - 1, "margin / people - 1"),
        ((MARGIN / PEOPLE).round(3), "margin / people"),
        (100 * MARGIN / PEOPLE, "100 * (margin / people)"),
    ],
)
def test_what_was_calculated_is_named(net, app, mine, recipe):
    verdict = net.judge(mine, app)
    assert (verdict.state, verdict.mistake) == ("wrong", "recipe")
    text = repr(net.message(verdict))
    assert recipe is None or f"`net` is what `{recipe}` gives." in text, text
    assert ("What is wanted: yuan that one customer leaves." in text) is not any(words in text for words in DIFFERS)


DIFFERS = ("The part that differs", "above the line", "You divided by", "A part is still missing")


@pytest.mark.parametrize(
    ("mine", "words"),
    [
        ((MARGIN + ACCOUNTS) / 1200 - CAC, "You divided by `everybody`; look again at what belongs under the line."),
        ((MARGIN + ACCOUNTS) / PEOPLE - CAC * PEOPLE, "The part that differs is `- people * cac`: look again at what has to be taken off"),
        ((MARGIN + ACCOUNTS) / PEOPLE + CAC, "The part that differs is `+ cac`: look at its sign."),
        ((MARGIN + ACCOUNTS) / PEOPLE, "A part is still missing"),
        (MARGIN / PEOPLE - CAC, "You put `margin` above the line"),
    ],
)
def test_the_one_part_that_differs_is_named(net, app, mine, words):
    text = repr(net.message(net.judge(mine, app)))
    assert words in text and "What is wanted" not in text, text


def test_a_recipe_whose_names_are_not_in_the_cell_is_not_named(net, app, monkeypatch):
    monkeypatch.setattr(tracebacks, "_cell", "net = cac - 3\nex.net.check(net)")
    assert net.judge(MARGIN - ACCOUNTS, app).mistake != "recipe"
    monkeypatch.setattr(tracebacks, "_cell", "net = margin - accounts\nex.net.check(net)")
    assert net.judge(MARGIN - ACCOUNTS, app).mistake == "recipe"


def test_counts_are_called_counts_before_they_are_repeated(some_lesson, app):
    task = some_lesson.exercise("rate", answer=Series("share", index="channel"), ingredients=lambda app: {"came": PEOPLE // 2, "people": PEOPLE})
    task.reference(lambda app: (PEOPLE // 2) / PEOPLE)
    assert task.judge(PEOPLE // 2, app).mistake == "count_for_rate"


def test_two_rates_are_no_interval(some_lesson, app):
    task = some_lesson.exercise("gap", answer=Interval("share_difference"), ingredients=lambda app: {'r.loc["a", "estimate"]': 0.3917, 'r.loc["b", "estimate"]': 0.4163})
    task.reference(lambda app: (-0.0208, 0.073))
    verdict = task.judge((0.3917, 0.4163), app)
    assert verdict.mistake == "two_rates" and "Those are the two rates" in str(verdict.says[1])


def test_a_missing_bracket_has_a_sentence_of_its_own(net, app):
    verdict = net.judge(MARGIN + ACCOUNTS / PEOPLE - CAC, app)
    assert verdict.mistake == "bracket"
    said = str(verdict.says[1])
    assert "`margin + accounts / people - cac`: a bracket is missing" in said and "only `accounts` was divided" in said and "(margin" not in said


def test_a_step_too_far_is_said_without_the_way(net, app):
    for mine, step in ((NET - 1, "- 1"), (NET - CAC, "- cac")):
        verdict = net.judge(mine, app)
        assert verdict.mistake == "one_step_more" and f"`{step}`" in str(verdict.says[1]) and "margin" not in str(verdict.says[1])


def test_nothing_is_named_that_was_not_calculated(net, app):
    for mine in (pd.Series([1.7, 99.1, 17.3, 2.2], index=ROWS), pd.Series([np.pi, np.e, 2**0.5, 7**0.5], index=ROWS), 0 * MARGIN):
        assert net.judge(mine, app).mistake not in ("recipe", "bracket", "one_step_more")


def test_ingredients_that_cannot_be_worked_out_change_nothing(net, app):
    net.ingredients = lambda app: 1 / 0
    assert net.judge(ACCOUNTS, app).state == "wrong" and net.judge(NET, app).state == "right"


def test_a_recipe_gives_neither_the_answer_nor_the_way_away(net, app):
    assert proofs.recipes_leak(net, app) == []


def test_the_proof_can_fail(net, app, monkeypatch):
    real = ingredients.told
    from coursework.i18n import Phrase

    monkeypatch.setattr(ingredients, "told", lambda *args: ("recipe", (Phrase("Write (margin + accounts) / people - cac."),)) if real(*args) else None)
    assert any("the way to the answer" in what for what in proofs.recipes_leak(net, app))


def test_one_number_from_columns(some_lesson, app):
    feed, video, people = pd.Series([0.3117771, 0.3711117, 0.4433311], index=list("abc")), pd.Series([0.23, 0.31, 0.29], index=list("abc")), pd.Series([811, 402, 1203], index=list("abc"))
    task = some_lesson.exercise("gap", answer=Number("share", abs=0.0006, percent_ok=True), ingredients=lambda app: {'t["feed"]': feed, 't["video"]': video, 't["people"]': people})
    task.reference(lambda app: float(((feed - video) * people).sum() / people.sum()))
    cases = {
        ((feed - video) / people).sum(): '((t["feed"] - t["video"]) / t["people"]).sum()', ((feed - video) * people).mean(): '((t["feed"] - t["video"]) * t["people"]).mean()',
        float((feed * people).sum() / 3 + 1e-9): None, feed.loc["b"] / 7 * 7: 't.loc["b", "feed"]', feed.sum() / people.sum(): 't["feed"].sum() / t["people"].sum()',
    }  # fmt: skip
    for mine, recipe in cases.items():
        said = [str(phrase) for phrase in task.judge(mine, app).says]
        assert (recipe in said[1] if recipe else "what" not in said[-1][:20]), said
    assert task.judge(0.07, app).mistake is None, "a guessed round number is no calculation"


def test_both_ends_of_an_interval_are_named(some_lesson, app):
    held = {'r.loc["a", "low"]': 0.3512345, 'r.loc["a", "high"]': 0.4212345, 'r.loc["a", "difference_low"]': -0.0212345, 'r.loc["a", "difference_high"]': 0.0712345}
    task = some_lesson.exercise("interval", answer=Interval("share", abs=0.006), ingredients=lambda app: held)
    task.reference(lambda app: (-0.0212345, 0.0712345))
    said = " ".join(map(str, task.judge((0.3512345, 0.4212345), app).says))
    assert 'Its low end is `r.loc["a", "low"]`, its high end `r.loc["a", "high"]`.' in said and "difference" not in said
    said = " ".join(map(str, task.judge((-0.0212345, 0.4212345), app).says))
    assert 'Its high end is `r.loc["a", "high"]`.' in said and "The lower end is right" in said and "difference" not in said
    assert task.judge((0.0712345, 0.4212345), app).mistake != "recipe", "an end of the answer in the wrong place is not named"


# ---- the bank, against arithmetic of its own --------------------------------------------------------------------------

NUMBERS = st.floats(min_value=0.5, max_value=5000).map(lambda x: x * np.pi)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS), min_size=4, max_size=4), st.sampled_from(["a / b", "(a + b) / c", "a - b * c", "a / b - c", "(a + b) / c - d", "a / b + c - d", "(a + b - c) / d"]))
def test_whatever_is_found_gives_the_answer(columns, form):
    values = dict(zip("abcd", map(np.array, columns), strict=True))
    if len({tuple(one) for one in columns}) < 4:
        return  # one column under two names is one quantity
    wanted = eval(form, {}, values)  # noqa: S307  forms of our own
    found = Bank([Atom(name, tuple(one), place=n) for n, (name, one) in enumerate(values.items())] + [Atom("1", (1.0,) * 3, 1.3)]).find(wanted)
    if np.abs(wanted).min() < 1e-3 * max(np.abs(one).max() for one in values.values()):
        return  # what nearly cancels out cannot be told apart
    if max(map(significant, wanted)) <= 6:
        return  # few digits: anything could give that
    assert found is not None
    assert np.allclose(eval(str(found), {}, values), wanted, rtol=1e-5)  # noqa: S307
    assert str(found).count("(") <= 2


def test_brackets_are_tried_everywhere():
    a, b, c, d = (Atom(name, (value,), place=n) for n, (name, value) in enumerate([("a", 7.0), ("b", 5.0), ("c", 3.0), ("d", 2.0)]))
    found = {inside: float(value[0]) for inside, value in bracketed(combined("-", combined("+", a, combined("/", b, c)), d))}
    assert found["a + b"] == (7 + 5) / 3 - 2
    assert found["c - d"] == 7 + 5 / (3 - 2) and found["a + b / c"] == 7 + 5 / 3 - 2
    assert list(bracketed(combined("/", combined("+", a, b), c))) == [], "what holds brackets already misses none"


@pytest.mark.parametrize(("number", "digits"), [(1.5, 2), (0.071, 2), (0.0712, 3), (1200.0, 2), (10960.0, 4), (1 / 3, 17), (-2.25, 3), (0.1 + 0.2, 1)])
def test_digits_are_counted(number, digits):
    assert significant(number) == digits or number == 0.1 + 0.2


def test_a_search_takes_no_time(app):
    rng = np.random.default_rng(1)
    held = [Atom(f"x{n}", tuple(rng.uniform(1, 1000, 20)), place=n) for n in range(24)]
    bank = Bank(held)
    bank.warm()
    start = time.process_time()
    for _again in range(5):
        assert bank.find(rng.uniform(1, 1000, 20)) is None
    assert (time.process_time() - start) / 5 < 0.05
