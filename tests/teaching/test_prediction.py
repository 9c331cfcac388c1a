import math

import pytest

from coursework.teaching import Choice, Choices, Interval, Number, Ranking, progress, proofs
from coursework.teaching.blank import ____
from coursework.teaching.nonsense import nonsense


@pytest.fixture
def guess(some_lesson):
    return some_lesson.prediction("cheapest", variable="mine", question="Which channel is cheapest?", answer=Choice({"feed": "news feed", "tasks": "task platform"}), truth=lambda app: "tasks")


def test_a_blank_gets_a_gentle_line_and_nothing_is_kept(guess, ready, said):
    for blank in (____, ...):
        guess.commit(blank)
        out = said()
        assert "No prediction yet." in out and "Which channel is cheapest?" in out and "A guess is enough" in out
    guess.commit()
    assert "No prediction yet." in said() and progress.recorded(guess) == {}


def test_nothing_to_compare_does_not_give_the_outcome_away(guess, ready, said):
    guess.compare()
    out = said()
    assert "nothing to compare" in out and "task" not in out


def test_a_prediction_is_kept_and_compared(guess, ready, said):
    guess.commit("feed")
    assert said() == "✓ Noted.\nYour prediction: news feed. You may change it until you compare.\nNext: run on, and see what comes out.\n"
    guess.compare()
    out = said()
    assert "  your prediction  news feed" in out and "  what came out    task platform" in out
    assert "It came out otherwise" in out and "0 of 1 came true" in out


def test_the_first_stays_on_file_when_it_is_changed(guess, ready, said):
    guess.commit("feed")
    guess.commit("tasks")
    assert "is now: task platform. Your first, news feed, stays on file too" in said()
    guess.compare()
    out = said()
    assert "your first thought" in out and "1 of 1 came true" in out
    assert (progress.recorded(guess)["first"], progress.recorded(guess)["now"]) == ("feed", "tasks")


def test_after_the_comparison_it_is_no_prediction_any_more(guess, ready, said):
    guess.commit("feed")
    guess.compare()
    first = said()
    guess.commit("tasks")
    assert "On file stays: news feed." in said() and progress.recorded(guess)["now"] == "feed"
    guess.commit("feed")
    assert "Noted." in said(), "running the lesson again is no change"
    guess.compare()
    assert said() == first[first.index("·") :], "and comparing again counts nothing twice"


def test_calibration_counts_over_all_lessons(some_lesson, ready, said):
    for n, (mine, truth) in enumerate([(10, 10), (11, 10), (14, 10)]):
        task = some_lesson.prediction(f"g{n}", answer=Number("yuan"), truth=lambda app, truth=truth: truth)
        task.commit(mine)
        task.compare()
    out = said()
    assert "2 of 3 came true" in out.splitlines()[-1] and progress.calibration() == (2, 3)


@pytest.mark.parametrize(
    ("kind", "mine", "truth", "hit"),
    [
        (Number("share", percent_ok=True), 30, 0.3, True), (Number("yuan"), 12.6, 10, False), (Number(), 0, 0, True), (Interval("yuan"), (5, 9), 7, True),
        (Interval("yuan"), (9, 5), 7, True), (Interval("yuan"), (5, 6), 7, False), (Ranking(), ["a", "b", "c"], ["a", "c", "b"], False),
        (Ranking(top=1), ["a"], ["a", "c"], True), (Choices(["a", "b"]), ["b", "a"], ["a", "b"], True),
    ],
)  # fmt: skip
def test_what_counts_as_come_true(some_lesson, ready, said, kind, mine, truth, hit):
    task = some_lesson.prediction("g", answer=kind, truth=lambda app: truth)
    task.commit(mine)
    task.compare()
    assert progress.recorded(task)["hit"] is hit
    if isinstance(kind, Ranking) and not hit:
        assert "1 of 3 are in their places." in said()


def test_it_is_about_one_app(guess, ready, said):
    guess.commit("feed")
    ready.seed = 7
    guess.compare()
    assert "nothing to compare" in said()
    guess.commit("tasks")
    assert progress.recorded(guess)["first"] == "tasks"


def test_a_truth_that_cannot_be_had_steps_aside(some_lesson, ready, said):
    task = some_lesson.prediction("g", answer=Number(), truth=lambda app: app.nothing)
    task.commit(3)
    task.compare()
    assert "steps aside" in said()
    assert proofs._prediction(task, ready) != []


def test_nonsense_is_never_kept(some_lesson, ready, said):
    for kind in (Choice(["feed"]), Number("yuan"), Interval(), Ranking(["feed", "tasks"])):
        task = some_lesson.prediction(type(kind).__name__, answer=kind, truth=lambda app: 1)
        for name, thing in nonsense().items():
            task.commit(thing)
            assert len(said()) > 20, name
            kept = progress.recorded(task).get("now")
            assert kept is None or kind.read(kept) is not None


def test_a_number_that_is_none_is_no_prediction(some_lesson, ready, said):
    task = some_lesson.prediction("g", answer=Number("yuan"), truth=lambda app: 3.0)
    for value in (math.nan, math.inf, None):
        task.commit(value)
        assert progress.recorded(task) == {}, value
        assert "kind of answer" in said()


def test_without_setup_it_says_so(guess, said):
    guess.commit("feed")
    guess.compare()
    assert said().count("Run the setup cell") == 2


def test_what_is_on_file_and_no_longer_fits_is_none(guess, ready, said):
    guess.commit("feed")
    progress.record(guess, now="radio")
    guess.compare()
    assert "nothing to compare" in said()
