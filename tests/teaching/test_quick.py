import pytest

from coursework.teaching import progress, proofs
from coursework.teaching.nonsense import nonsense

FEEDBACK = {"a": "A click is a visit.", "b": "Yes, that is it.", "c": "Views are cheap."}


@pytest.fixture
def quiz(some_lesson):
    return some_lesson.quick("quiz", question="What is money spent to win?", options={"a": "clicks", "b": "customers", "c": "views"}, right="b", feedback=FEEDBACK)


def test_it_asks(quiz, ready, said):
    for call in (quiz.ask, quiz.check):
        call()
        out = said()
        assert "What is money spent to win?" in out and '`"a"`: clicks' in out and not any(text in out for text in FEEDBACK.values())


def test_every_option_has_its_own_feedback(quiz, ready, said):
    for code in ("a", "c"):
        quiz.check(code)
        out = said()
        assert out.startswith("→ Not that one.") and FEEDBACK[code] in out and FEEDBACK["b"] not in out
    quiz.check("customers")
    out = said()
    assert out.startswith("✓ Right.") and all(text in out for text in FEEDBACK.values())
    record = progress.recorded(quiz)
    assert record["done"] and record["mistakes"] == ["a", "c"]


def test_it_works_without_setup(quiz, said):
    quiz.check("b")
    assert "✓ Right." in said()


def test_nonsense_gets_a_sentence(quiz, ready, said):
    assert proofs._quick(quiz, ready) == []
    for name, thing in nonsense().items():
        quiz.check(thing)
        assert len(said()) > 20, name


def test_several_may_be_right(some_lesson, ready):
    quiz = some_lesson.quick("two", question="?", options={"a": "A", "b": "B"}, right=("a", "b"), feedback={"a": "x", "b": "y"})
    assert quiz.judge("a").passed and quiz.judge("b").passed


def test_an_option_without_feedback_is_refused(some_lesson):
    with pytest.raises(ValueError, match=r"no feedback on \['c'\]"):
        some_lesson.quick("bad", question="?", options={"a": "A", "c": "C"}, right="a", feedback={"a": "x"})
    with pytest.raises(ValueError, match=r"no option \['z'\]"):
        some_lesson.quick("bad", question="?", options={"a": "A"}, right="z", feedback={"a": "x"})
