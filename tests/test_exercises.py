"""What has to hold of every exercise of every lesson: on the standard data, on five seeds, against its worked cell and its starter."""

import contextlib
import importlib
import io
import pkgutil
from functools import cache

import pytest

import coursework.exercises
from coursework import home, i18n
from coursework.teaching import commitment, proofs, session
from coursework.teaching.blank import ____
from coursework.teaching.lesson import LESSONS, Lesson
from coursework.teaching.plain import NotAttempted

SEEDS = (1, 2, 3, 4, 5)
SEEDS_ON_WHICH_A_MISTAKE_SHOWS = 4


def modules():
    found = pkgutil.walk_packages(coursework.exercises.__path__, "coursework.exercises.")
    return sorted(one.name for one in found if not one.ispkg)


def lessons():
    found = {name: [one for one in vars(importlib.import_module(name)).values() if isinstance(one, Lesson)] for name in modules()}
    assert all(len(held) == 1 for held in found.values()), f"Each module declares one lesson: { {name: len(held) for name, held in found.items()} }."
    return [held[0] for held in found.values()]


DECLARED = lessons()
TASKS = [pytest.param(lesson, task, id=f"{lesson.name}-{task.name}") for lesson in DECLARED for task in lesson.exercises.values()]
EXERCISES = [one for one in TASKS if one.values[1].kind == "exercise"]
MISTAKES = [pytest.param(*one.values, mistake.name, id=f"{one.id}-{mistake.name}") for one in EXERCISES for mistake in one.values[1].mistakes]


@cache
def app_of(seed=1):
    from coursework.app import open_app

    return open_app() if seed == 1 else open_app(seed=seed)


@cache
def found_on(seed):
    """Under which name each mistake of all exercises is found on one seed; seed by seed, so that one app is held at a time."""
    app = app_of(seed)
    return {(lesson.name, task.name): proofs.active_mistakes(task, app) for lesson, task in (one.values for one in EXERCISES)}


def test_there_are_exercises_to_prove():
    assert DECLARED and EXERCISES, "No module under coursework/exercises declares a lesson with exercises; nothing would be proven."


@pytest.mark.parametrize("lesson", DECLARED, ids=lambda lesson: lesson.name)
def test_the_lesson_is_named_like_its_module(lesson):
    module = next(name for name in modules() if getattr(importlib.import_module(name), "lesson", None) is lesson)
    chapter, name = lesson.name.split("/")
    assert module == f"coursework.exercises.{chapter.split('_', 1)[1]}.{name.split('_', 1)[1]}"


@pytest.mark.parametrize(("lesson", "task"), TASKS)
def test_the_task_is_proven_on_the_standard_data(lesson, task):
    app = app_of()
    if task.kind == "exercise":
        wrong = [proofs.declaration(task), proofs.rightness(task, app), proofs.survives_nonsense(task, app), proofs.leaks(task, app)]
        assert [what for one in wrong for what in one] == []
    elif task.kind in proofs._OTHERS:
        assert proofs._OTHERS[task.kind](task, app) == []


@pytest.mark.parametrize(("lesson", "task", "name"), MISTAKES)
def test_the_mistake_has_a_text_of_its_own_on_the_standard_data(lesson, task, name):
    assert proofs.active_mistakes(task, app_of())[name] == name


@pytest.mark.slow
@pytest.mark.parametrize(("lesson", "task", "name"), MISTAKES)
def test_the_mistake_has_a_text_of_its_own_on_most_seeds(lesson, task, name):
    found = [found_on(seed)[lesson.name, task.name][name] for seed in SEEDS]
    assert found.count(name) >= SEEDS_ON_WHICH_A_MISTAKE_SHOWS, found
    assert set(found) <= {name, None}, "where it does not show, it equals the reference"


@pytest.mark.parametrize(("lesson", "task"), EXERCISES)
def test_the_texts_of_mistakes_are_filled(lesson, task):
    app = app_of()
    for mistake in task.mistakes:
        text = repr(task.message(task.judge(mistake.function(app), app)))
        assert "{" not in text, f"{mistake.name}: {text}"


# ---- against the lesson's source: its worked cells and its starters -------------------------------------------------


class Ran:
    """What a lesson handed to its tasks when its cells were run from top to bottom."""

    def __init__(self):
        self.handed = {}

    def watch(self, task, monkeypatch):
        for call in ("check", "commit", "submit"):
            real = getattr(task, call, None)
            if real is not None:
                monkeypatch.setattr(task, call, self._keeping(task.name, real), raising=False)

    def _keeping(self, name, real):
        def call(*given, **named):
            self.handed.setdefault(name, []).append((given, named))
            return real(*given, **named)

        return call


def run(name, view):
    handed, error = _run(name, view)
    if error is not None:
        pytest.fail(f"The {view} edition stops: {error}")
    return handed


@cache
def _run(name, view):
    """Run the code cells of a lesson's source in one view, ``worked`` or ``trainee``; return what it handed to its tasks, and what stopped it."""
    from coursework.publish import code, source

    lesson, ran = LESSONS[name], Ran()
    cells = [cell for cell in source.read(home.root(), name).cells if cell.kind == "code"]
    names = {"__name__": "__main__", "display": lambda *things: list(map(repr, things))}
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(io.StringIO()):
        for task in lesson.exercises.values():
            ran.watch(task, patch)
        try:
            for cell in cells:
                exec(compile(getattr(code, view)(cell.text), f"<cell {cell.name}>", "exec"), names)
        except Exception as error:
            return ran.handed, f"{cell.name}: {type(error).__name__}: {error}"
        finally:
            session.end()
            i18n.set_language("en")
    return ran.handed, None


def asked(kind=None):
    return [one for one in TASKS if one.values[1].kind in ((kind,) if kind else ("exercise", "prediction", "decision", "worksheet"))]


@pytest.mark.slow
@pytest.mark.parametrize(("lesson", "task"), asked("exercise"))
def test_the_worked_cell_and_the_reference_agree(lesson, task, tmp_path, monkeypatch):
    monkeypatch.setenv("COURSEWORK_WORK", str(tmp_path))
    handed = run(lesson.name, "worked").get(task.name)
    assert handed, "No cell of the lesson checks this exercise."
    given, _named = handed[-1]
    assert task.judge(given[0], app_of()).state == "right"


@pytest.mark.slow
@pytest.mark.parametrize(("lesson", "task"), asked())
def test_the_starter_is_not_attempted(lesson, task, tmp_path, monkeypatch):
    monkeypatch.setenv("COURSEWORK_WORK", str(tmp_path))
    handed = run(lesson.name, "trainee").get(task.name)
    assert handed, "No cell of the lesson asks this task."
    given, named = handed[0]
    if task.kind == "exercise":
        assert task.judge(given[0], app_of()).state == "not_attempted"
    elif task.kind == "worksheet":
        assert len(task.review(named)[1]) == len(task.fields)
    elif task.kind == "prediction":
        with pytest.raises(NotAttempted):
            task.answer.read(given[0])
    else:
        with pytest.raises(NotAttempted):
            commitment.read(task, app_of(), *(list(given) + [named.pop(name, ____) for name in ("plan", "forecast", "belief")[len(given) :]]), named)
