"""Hold a lesson's source against its declarations: names, variables, mistakes, claims."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import re
from pathlib import Path

from coursework.publish import editions, freshness, lint_code
from coursework.publish.source import Cell, PublishError, Source

MISTAKES = 3


def load(root: Path, key: str):
    """The declarations of a lesson; ``None`` if it has no exercise module.

    Returns
    -------
    coursework.teaching.Lesson or None

    Raises
    ------
    PublishError
        If the module cannot be imported, or declares no ``lesson``.
    """
    path = freshness.exercise_module(key)
    if not (root / path).is_file():
        return None
    name = ".".join(path.with_suffix("").parts)
    try:
        if Path(__file__).resolve().parents[2] == Path(root).resolve():
            module = importlib.import_module(name)
        else:  # another clone, as in a test: its module must not take the place of ours
            spec = importlib.util.spec_from_file_location(f"_declared_{key}", root / path)
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
    except Exception as error:
        what = f"It cannot be imported: {type(error).__name__}: {error}."
        raise PublishError(path, None, what, "Repair it.") from error
    if not hasattr(module, "lesson"):
        raise PublishError(path, None, "It declares no lesson.", f'Write lesson = Lesson("{key}").')
    return module.lesson


def findings(root: Path, lesson: Source) -> list[PublishError]:
    """What is wrong between a lesson's cells and its declarations."""
    module = freshness.exercise_module(lesson.key)
    declared = load(root, lesson.key)
    tasks = declared.exercises if declared is not None else {}
    found = []

    def add(cell: Cell | None, what: str, repair: str) -> None:
        found.append(
            PublishError(lesson.path if cell else module, cell.name if cell else None, what, repair)
        )

    if declared is not None and declared.name != lesson.key:
        add(None, f"It declares “{declared.name}”.", f'Write Lesson("{lesson.key}", …).')
    used = set()
    for number, cell in enumerate(lesson.cells):
        if cell.answers and not cell.exercises:
            add(cell, "A trainee writes here, for no exercise.", 'Write exercise="…".')
        used.update(cell.exercises)
        for name in cell.exercises:
            if name not in tasks:
                known = ", ".join(tasks) or "none"
                add(cell, f"Nothing declares “{name}”.", f"{module.as_posix()} declares: {known}.")
            elif getattr(tasks[name], "kind", "") == "exercise" and cell.answers:
                _exercise(lesson, number, tasks[name], add)
    for name, task in tasks.items():
        if name not in used:
            add(None, f"No cell uses “{name}”.", f'Give a cell exercise="{name}", or drop it.')
        if getattr(task, "kind", "") == "exercise":
            _declaration(task, add)
    return found


def _exercise(lesson: Source, number: int, task, add) -> None:
    """The starter must assign the variable that is judged, and the prompt must name it."""
    cell = lesson.cells[number]
    variable = getattr(task, "variable", None)
    if not variable:
        return
    try:
        assigned = lint_code.stores(ast.parse(editions.view(lesson, cell, "trainee")))
    except SyntaxError:
        add(cell, "The starter is no Python.", "A trainee who changes nothing must see no error.")
        return
    if variable not in assigned:
        repair = f"Write # starter: {variable} = ____."
        add(cell, f"The starter does not assign {variable}, which is judged.", repair)
    prompt = next((c for c in reversed(lesson.cells[:number]) if c.kind == "markdown" and c.role != "notes"), None)
    spans = re.findall(r"`([^`]+)`", prompt.text) if prompt else []
    if not any(re.search(rf"\b{re.escape(variable)}\b", span) for span in spans):
        repair = f"Name `{variable}` in the markdown cell before it."
        add(cell, f"The prompt does not name {variable}, which is judged.", repair)


def _declaration(task, add) -> None:
    if len(task.mistakes) < MISTAKES:
        what = f"“{task.name}” has {len(task.mistakes)} mistakes."
        add(None, what, f"Declare at least {MISTAKES}, from what people really answer.")
    if task.reference_function is None:
        add(None, f"“{task.name}” has no reference.", f"Declare one with @{task.name}.reference.")
    for what, there in (("hint", task.hints), ("reason", task.why), ("solution", task.solution_text)):
        if not there:
            add(None, f"“{task.name}” has no {what}.", f"Declare {what}.")
