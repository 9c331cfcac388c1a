"""A lesson's declarations: one object that knows every question the lesson asks."""

from coursework.teaching.kind import Kind

__all__ = ["LESSONS", "Lesson"]

LESSONS: dict = {}  # the lessons whose declarations have been imported, by name


class Lesson:
    """The questions of one lesson.

    Parameters
    ----------
    name
        Place of the lesson, such as ``"1_growth/1_ads"``: the same as its source and its notebook.
    minutes
        How long the lesson takes.
    tables
        The tables that it opens.
    meanings
        What its names stand for, as they are written in its cells: ``{'report["clicks"]': _("clicks in the year")}``.
        A wrong answer is explained with them.

    Attributes
    ----------
    exercises
        Name to task, in the order in which they were declared: exercises, predictions, decisions, worksheets, quick questions.

    Examples
    --------
    >>> from coursework.teaching import Number
    >>> lesson = Lesson("9_example/1_sum", minutes=5)
    >>> total = lesson.exercise("total", answer=Number("yuan"))
    >>> @total.reference
    ... def _right(app):
    ...     return 5.0
    >>> @total.mistake("difference", says="You subtracted: {yours} is what is left, not what was paid.")
    ... def _wrong(app):
    ...     return 1.0
    >>> app = type("App", (), {"tables": ()})()
    >>> total.judge(5, app).state, total.judge(1, app).mistake
    ('right', 'difference')
    """

    def __init__(self, name, *, minutes=45, tables=(), title=None, meanings=None):
        self.name, self.minutes, self.tables, self.title, self.meanings = name, minutes, tuple(tables), title, dict(meanings or {})
        self.exercises: dict = {}
        LESSONS[name] = self

    def exercise(self, name, **declaration):
        """Declare an exercise; see :class:`coursework.teaching.exercise.Exercise`."""
        from coursework.teaching.exercise import Exercise

        return self._add(Exercise(self, name, **declaration))

    def prediction(self, name, **declaration):
        """Declare a prediction; see :class:`coursework.teaching.prediction.Prediction`."""
        from coursework.teaching.prediction import Prediction

        return self._add(Prediction(self, name, **declaration))

    def decision(self, name, **declaration):
        """Declare a decision; see :class:`coursework.teaching.decision.Decision`."""
        from coursework.teaching.decision import Decision

        return self._add(Decision(self, name, **declaration))

    def worksheet(self, name, **declaration):
        """Declare a worksheet; see :class:`coursework.teaching.worksheet.Worksheet`."""
        from coursework.teaching.worksheet import Worksheet

        return self._add(Worksheet(self, name, **declaration))

    def quick(self, name, **declaration):
        """Declare a quick question; see :class:`coursework.teaching.quick.Quick`."""
        from coursework.teaching.quick import Quick

        return self._add(Quick(self, name, **declaration))

    def _add(self, task):
        if task.name in self.exercises:
            raise ValueError(f"{self.name}: “{task.name}” is declared twice.")
        self.exercises[task.name] = task
        kinds = [getattr(task, part, None) for part in ("answer", "plan", "belief")]
        kinds += [kind for part in ("options", "fields") for _prompt, kind in self._pairs(getattr(task, part, None))]
        for kind in kinds:
            if isinstance(kind, Kind):
                kind.lesson = self.name
        return task

    @staticmethod
    def _pairs(some) -> list:
        """Return the pairs of a prompt and a kind that levers and the fields of a worksheet are declared by."""
        return [pair for pair in some.values() if isinstance(pair, tuple)] if isinstance(some, dict) else []

    def __repr__(self) -> str:
        return f"<lesson {self.name} with {len(self.exercises)} tasks>"
