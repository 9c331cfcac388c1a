"""The proofs find what they are for: each is tried on an exercise that is broken in one way."""

import doctest
import importlib

import pytest

from coursework.teaching import Choice, Number, Series, proofs

MODULES = [
    "coursework.home", "coursework.i18n",
    *(f"coursework.teaching.{name}" for name in ("blank", "units", "plain", "nearest", "say", "lesson", "kind", "rows", "outcomes", "choices", "mentions", "typed")),
]  # fmt: skip


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_run(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


@pytest.fixture
def good(make_exercise):
    return make_exercise(Series("yuan", index="channel"), lambda app: app.spend / app.customers, per_click=lambda app: app.spend / app.clicks,
                         upside_down=lambda app: app.customers / app.spend, spend=lambda app: app.spend)  # fmt: skip


def test_a_good_exercise_passes(good, some_lesson, app):
    assert proofs.prove(some_lesson, app) == []


def test_a_thin_declaration_is_found(some_lesson):
    thin = some_lesson.exercise("thin", answer=Number(), hints=("one",))
    assert len(proofs.declaration(thin)) == 4


def test_mistakes_with_one_text_are_found(good):
    good.mistake("again", says=good.mistakes[0].says)(lambda app: app.customers)
    assert any("same text" in what for what in proofs.declaration(good))


def test_a_mistake_hidden_by_another_or_equal_to_the_reference_is_found(good, app):
    good.mistake("copy", says="A copy.")(lambda app: app.spend / app.clicks)
    good.mistake("equal", says="Equal.")(lambda app: app.spend / app.customers)
    good.mistake("broken", says="Broken.")(lambda app: app.nothing)
    found = " ".join(proofs.wrong_mistakes(good, app))
    assert "“copy” is found as “per_click”" in found and "“equal” equals the reference" in found and "“broken” is found as “cannot be worked out”" in found
    assert proofs.active_mistakes(good, app) == {
        "per_click": "per_click", "upside_down": "upside_down", "spend": "spend", "copy": "per_click", "equal": None, "broken": "cannot be worked out",
    }  # fmt: skip


def test_a_hint_or_a_text_that_holds_the_answer_is_found(good, app):
    good.hints = ("Is it 20.2 for feed?",)
    assert any("hint 1 holds the answer (20.2)" in what for what in proofs.leaks(good, app))
    good.hints = ()
    good.mistakes[0] = type(good.mistakes[0])("per_click", "It should be ¥48.65.", good.mistakes[0].function, good.lesson.name)
    assert any("“per_click” holds the answer (48.65)" in what for what in proofs.leaks(good, app))


def test_a_reference_that_fails_is_found(make_exercise, app):
    assert "cannot be worked out" in proofs.rightness(make_exercise(Number(), lambda app: app.nothing), app)[0]


def test_a_judge_that_takes_everything_is_found(make_exercise, app):
    exercise = make_exercise(Number(), 5.0)
    exercise.accepts(lambda app, answer: True)
    assert any("is judged “right”" in what for what in proofs.survives_nonsense(exercise, app))


def test_a_message_that_raises_is_found(good, app, monkeypatch):
    monkeypatch.setattr(type(good), "message", lambda self, verdict: 1 / 0)
    assert len(proofs.survives_nonsense(good, app)) > 50


def test_one_right_answer_that_is_not_recognised_is_found(make_exercise, app):
    exercise = make_exercise(Choice({"a": "Label", "b": "Label"}), "b")
    assert any("given as its label" in what for what in proofs.rightness(exercise, app))
