"""What is proven of every exercise of every lesson. Each function returns what is wrong, as sentences; none is well.

The tests call these for all declarations; an author can call :func:`prove` while writing.
"""

import math
import re

import numpy as np

from coursework.i18n import t
from coursework.teaching import ingredients, units
from coursework.teaching.answers import Interval
from coursework.teaching.blank import ____
from coursework.teaching.equivalents import equivalents
from coursework.teaching.judge import STATES, mistaken_answer, reference
from coursework.teaching.nonsense import nonsense
from coursework.teaching.tables import Series

__all__ = ["active_mistakes", "declaration", "equivalents", "leaks", "prove", "recipes_leak", "rightness", "survives_nonsense", "wrong_mistakes"]

FEWEST_MISTAKES = 3
FEWEST_HINTS = 3
_PERCENTAGES = ("a percentage", "percentages")  # right where the question allows them, with a remark


def prove(lesson, app) -> list[str]:
    """Return everything that is wrong with a lesson's tasks on an app's data."""
    found = []
    for task in lesson.exercises.values():
        if task.kind == "exercise":
            tests = (declaration(task), rightness(task, app), wrong_mistakes(task, app), survives_nonsense(task, app), leaks(task, app))
            found += [f"{lesson.name}, {task.name}: {what}" for one in tests for what in one]
        elif task.kind in _OTHERS:
            found += [f"{lesson.name}, {task.name}: {what}" for what in _OTHERS[task.kind](task, app)]
    return found


def declaration(exercise) -> list[str]:
    """Look whether an exercise is declared wholly: reference, hints, reason, solution, mistakes with texts."""
    found = []
    if exercise.reference_function is None:
        found.append("it has no reference.")
    if len(exercise.hints) < FEWEST_HINTS:
        found.append(f"it has {len(exercise.hints)} hints; direction, place and skeleton are wanted.")
    if not exercise.why or not exercise.solution_text:
        found.append("it lacks its reason or its solution.")
    if len(exercise.mistakes) < FEWEST_MISTAKES:
        found.append(f"it knows {len(exercise.mistakes)} mistakes; at least {FEWEST_MISTAKES} are wanted.")
    texts = [mistake.says for mistake in exercise.mistakes]
    if len(set(texts)) < len(texts) or not all(texts):
        found.append("two of its mistakes earn the same text, or one earns none.")
    return found


def rightness(exercise, app) -> list[str]:
    """Look whether the blank is not attempted and the reference, and every other way to write it, is right; judged twice alike."""
    found = []
    for blank in (____, ...):
        state = exercise.judge(blank, app).state
        if state != "not_attempted":
            found.append(f"a blank is judged “{state}”.")
    try:
        reference(exercise, app)
    except Exception as error:
        return [*found, f"its reference cannot be worked out: {type(error).__name__}: {error}"]
    for name, answer in equivalents(exercise, app).items():
        for _twice in range(2):
            verdict = exercise.judge(answer, app)
            if verdict.state != "right" and not (name in _PERCENTAGES and verdict.passed and verdict.mistake == "percent"):
                found.append(f"the right answer, given as {name}, is judged “{verdict.state}” ({verdict.mistake}).")
                break
    return found


def active_mistakes(exercise, app) -> dict:
    """Return, for each mistake, under which name its own answer is found on these data; ``None`` where it equals the reference.

    A mistake whose answer cannot be worked out, or is judged right though it differs, is found under the state it is judged as.
    """
    found = {}
    for mistake in exercise.mistakes:
        kind = mistake.answer or exercise.answer
        wrong = mistaken_answer(mistake, kind, app)
        if wrong is None:
            found[mistake.name] = "cannot be worked out"
            continue
        if mistake.answer is None and exercise.accepted(kind, wrong, reference(exercise, app), app):
            found[mistake.name] = None
            continue
        verdict = exercise.judge(mistake.function(app), app)
        found[mistake.name] = verdict.mistake if verdict.state == "mistake" else verdict.state
    return found


def wrong_mistakes(exercise, app) -> list[str]:
    """Look whether every mistake earns its own text on these data."""
    found = []
    for name, under in active_mistakes(exercise, app).items():
        if under is None:
            found.append(f"mistake “{name}” equals the reference on these data.")
        elif under != name:
            found.append(f"mistake “{name}” is found as “{under}”.")
    return found


def survives_nonsense(exercise, app) -> list[str]:
    """Look whether nonsense gets a sentence, never an exception, and is never right."""
    found = []
    for name, thing in nonsense().items():
        try:
            verdict = exercise.judge(thing, app)
            message = exercise.message(verdict)
            text, html = repr(message), message._repr_html_()
        except Exception as error:
            found.append(f"{name} raises {type(error).__name__}: {error}")
            continue
        if verdict.passed or verdict.state not in STATES:
            found.append(f"{name} is judged “{verdict.state}”.")
        if len(text.splitlines()) < 2 or "Traceback" in text or "<" not in html or len(text) > 3000:
            found.append(f"{name} gets no proper sentence: {text[:200]}")
    return found


def leaks(exercise, app) -> list[str]:
    """Look whether a hint, or what is said about a wrong answer, holds the answer."""
    found, right = [], reference(exercise, app)
    secrets = _secrets(exercise.answer, right)
    for n, hint in enumerate(exercise.hints, 1):
        text = t(hint, lesson=exercise.lesson.name, variable=exercise.variable)
        found += [f"hint {n} holds the answer ({secret})." for secret in secrets if secret in _words(text)]
    for name, wrong in _wrong_answers(exercise, app).items():
        verdict = exercise.judge(wrong, app)
        if verdict.passed:
            continue
        own = _secrets(exercise.answer, _read(exercise.answer, wrong))
        text = repr(exercise.message(verdict))
        found += [f"what is said about {name} holds the answer ({secret})." for secret in secrets - own if secret in _words(text)]
    return found + recipes_leak(exercise, app)


def recipes_leak(exercise, app, most=150) -> list[str]:
    """Look whether what is said about things calculated from the ingredients is true and gives away neither the answer nor the way to it."""
    right = reference(exercise, app)
    held = ingredients.bank(exercise, app, right)
    if held is None or isinstance(exercise.answer, Interval):
        return []
    way, secrets, found = ingredients.recipe(exercise, app, right, right), _secrets(exercise.answer, right), []
    for one in held.some(most):
        values = np.broadcast_to(np.asarray(one.values, dtype=float), (len(right) if isinstance(right, dict) else 1,)).tolist()
        mine = dict(zip(right, values, strict=True)) if isinstance(right, dict) else values[0]
        try:
            verdict = exercise.judge(mine, app)
        except Exception as error:
            found.append(f"`{one}` raises {type(error).__name__}: {error}")
            continue
        if verdict.passed or verdict.mistake not in ("recipe", "bracket", "one_step_more"):
            continue
        text, own = repr(exercise.message(verdict)), _secrets(exercise.answer, mine)
        found += [f"what is said about `{one}` holds the answer ({secret})." for secret in secrets - own if secret in _words(text)]
        if way is not None and re.search(rf"{re.escape(str(way))}(?!\.?\w)", text):  # `a / b.mean()` is another way than `a / b`
            found.append(f"what is said about `{one}` holds the way to the answer.")
    return found


def _wrong_answers(exercise, app) -> dict:
    wrong = {f"the mistake “{mistake.name}”": mistake.function(app) for mistake in exercise.mistakes}
    right = reference(exercise, app)
    if isinstance(right, float):
        wrong |= {"a number too large": 3.7 * right + 1, "a number with the wrong sign": -right, "a hundred times as much": 100 * right}
    if isinstance(exercise.answer, Series):
        wrong |= {"values too large": {key: 3.7 * value + 1 for key, value in right.items()}}
        wrong |= {"one row changed": {key: value * (1 if n else 2.3) for n, (key, value) in enumerate(right.items())}}
        wrong |= {"a row missing": dict(list(right.items())[1:])}
    if isinstance(exercise.answer, Interval):
        wrong |= {"an interval elsewhere": (right[0] + 5, right[1] + 9), "a wider one": (2 * right[0] - right[1], 2 * right[1] - right[0])}
    return wrong


def _read(kind, value):
    try:
        return kind.read(value)
    except Exception:
        return None


def _secrets(kind, right) -> set:
    """Return how the answer's numbers would be written, as far as they are telling: three digits or more."""
    if isinstance(right, dict):
        numbers = [value for value in right.values() if isinstance(value, float)]
    elif isinstance(right, float):
        numbers = [right]
    elif isinstance(kind, Interval) and right is not None:
        numbers = list(right)
    else:
        return set()
    written = set()
    for number in map(abs, numbers):
        if math.isfinite(number):
            written |= {units.plain(number), f"{number:.2f}", f"{number:.1f}", f"{100 * number:.1f}", f"{number:.3f}", f"{number:,.0f}"}
    return {text for text in written if sum(sign.isdigit() for sign in text.lstrip("0.")) >= 3}


def _words(text: str) -> set:
    return {word.strip("¥%()“”`,.;:+-−") for word in text.replace("¥", " ").split()}


def _quick(task, app) -> list[str]:
    found = []
    for code in task.answer.options:
        verdict = task.judge(code)
        if verdict.passed != (code in task.right) or not task.message(verdict).body:
            found.append(f"option “{code}” is judged “{verdict.state}”.")
    for name, thing in nonsense().items():
        if task.judge(thing).state not in ("not_attempted", "wrong_kind"):
            found.append(f"{name} is judged “{task.judge(thing).state}”.")
    return found


def _prediction(task, app) -> list[str]:
    try:
        outcome = task._outcome(app)
    except Exception as error:
        return [f"what comes out cannot be worked out: {type(error).__name__}: {error}"]
    guess = (outcome, outcome) if isinstance(task.answer, Interval) else outcome
    return [] if task._came_true(guess, outcome) else ["what comes out would not come true as a prediction."]


def _worksheet(task, app) -> list[str]:
    if not isinstance(task.strong, dict):
        return []
    read, blank, wrong = task.review({name: t(text, lesson=task.lesson.name) if isinstance(text, str) else text for name, text in task.strong.items()})
    found = [f"the strong sample leaves {name} blank." for name in blank] + [f"the strong sample: {what}" for what in wrong]
    found += [f"the strong sample, {name}: {what}" for name, what in task.refused(app, read)]
    return found + ([f"the strong sample: {what}" for what in task.contradictions(read)] if not found else [])


_OTHERS = {"quick": _quick, "prediction": _prediction, "worksheet": _worksheet}
