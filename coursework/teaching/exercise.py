"""An exercise: what is asked, the right answer as a function of the tables, and the wrong answers people really give."""

from dataclasses import dataclass

from coursework.i18n import Phrase, _, t
from coursework.teaching import ingredients, progress, row_names
from coursework.teaching.blank import ____
from coursework.teaching.judge import Verdict, judge, missing_tables, mistaken_answer, reference
from coursework.teaching.messages import Code, Message, show
from coursework.teaching.task import Task

__all__ = ["Exercise", "Mistake", "Remark"]


@dataclass(frozen=True)
class Mistake:
    """A wrong solution, as a function of the app, with the text it earns."""

    name: str
    says: str
    function: object
    lesson: str
    values: object = None
    answer: object = None


@dataclass(frozen=True)
class Remark:
    """What is said about a right answer that could be better: ``function(app, answer)`` says whether it applies."""

    name: str
    says: str
    function: object


_TITLES = {
    "right": ("good", _("Right.")),
    "right_but": ("nearly", _("Right, with a remark.")),
    "mistake": ("again", _("Not yet.")),
    "wrong": ("again", _("Not yet.")),
    "wrong_kind": ("again", _("This is another kind of answer than the one asked for.")),
    "not_attempted": ("open", _("Not answered yet.")),
    "steps_aside": ("note", _("This one steps aside.")),
}


class Exercise(Task):
    """A coded exercise; made by :meth:`coursework.teaching.Lesson.exercise`.

    Parameters
    ----------
    variable
        The name that the trainee gives the answer in the notebook.
    answer
        The kind of answer: ``Number(…)``, ``Series(…)``, ``Choice(…)`` …
    hints
        Direction (a question), place (where to look, with an example on toy data), skeleton.
    why
        The reason, shown after success and with the solution.
    solution
        The code that solves it, shown by :meth:`solution`.
    meaning
        What a wrong number would cost customers or the bank; shown when no mistake says it better.
    ingredients
        ``function(app) -> dict``: the quantities a trainee has at hand, as they would write them, for example
        ``{'report["cost"]': a Series, 'len(users)': 10960}``. When no declared mistake matches, the simplest expression
        over them that gives the trainee's own answer is looked for, and named.
    asked
        In words what is wanted, without the answer and without a full stop ("yuan that one customer leaves"); said when nothing more exact explains a wrong answer.
    tables, minutes, level, syllabus
        As for every :class:`~coursework.teaching.task.Task`.
    """

    kind = "exercise"

    def __init__(self, lesson, name, *, answer, variable=None, hints=(), why="", solution="", meaning="", ingredients=None, asked="", **common):
        super().__init__(lesson, name, **common)
        self.ingredients, self.asked = ingredients, asked
        self.answer, self.variable = answer, variable or name
        self.hints, self.why, self.solution_text, self.meaning = tuple(hints), why, solution, meaning
        self.reference_function, self._accepts = None, None
        self.mistakes: list[Mistake] = []
        self.remarks: list[Remark] = []

    # --- declaring ---------------------------------------------------------------------------------------------

    def reference(self, function):
        """Declare the right answer: a function of the app."""
        self.reference_function = function
        return function

    def accepts(self, function):
        """Declare that judgement is graded and not equality: ``function(app, answer)`` says whether an answer is right.

        ``answer`` comes as its kind reads it (an interval as two floats, a plan as a dictionary). The reference stays
        one right answer among others.
        """
        self._accepts = function
        return function

    def mistake(self, name, *, says, values=None, answer=None):
        """Declare a wrong answer: a function of the app, with the text it earns.

        Parameters
        ----------
        says
            The text. ``{yours}`` is the trainee's own number (of the row furthest off), ``{at}`` that row, ``{variable}`` the variable.
        values
            ``function(app, answer)`` giving further placeholders, worked out from the trainee's own answer.
        answer
            Its kind, when it is another than the exercise's: one number where a Series is asked for.
        """
        if any(name == known.name for known in self.mistakes):
            raise ValueError(f"{self.lesson.name}: {self.name} has two mistakes named “{name}”.")

        def keep(function):
            self.mistakes.append(Mistake(name, says, function, self.lesson.name, values, answer))
            return function

        return keep

    def remark(self, name, *, says):
        """Declare a remark on right answers: ``function(app, answer)`` says whether it is made."""

        def keep(function):
            self.remarks.append(Remark(name, says, function))
            return function

        return keep

    # --- judging -----------------------------------------------------------------------------------------------

    @property
    def graded(self) -> bool:
        """Whether answers are judged by a rule of their own, so that the reference is one right answer among others."""
        return self._accepts is not None

    def accepted(self, kind, mine, right, app) -> bool:
        """Say whether an answer, read, is right."""
        if self._accepts is None:
            return kind.same(mine, right)
        try:
            return bool(self._accepts(app, mine))
        except Exception:
            return False

    def judge(self, answer, app) -> Verdict:
        """Return the verdict on an answer; shows and stores nothing."""
        return judge(self, answer, app)

    def warm(self, app) -> None:
        """Work out the reference and the mistakes beforehand; what cannot be worked out is said when it is needed."""
        if not missing_tables(app, self.tables):
            try:
                right = reference(self, app)
            except Exception:
                return
            ingredients.warm(self, app, right)
            row_names.warm(app)
            for mistake in self.mistakes:
                mistaken_answer(mistake, mistake.answer or self.answer, app)

    def message(self, verdict: Verdict) -> Message:
        """Return what is said to the trainee about a verdict."""
        tone, title = _TITLES[verdict.state]
        body = list(verdict.says)
        if verdict.state == "not_attempted":
            body.append(Phrase(_("Put your own code where `____` stands; `{variable}` then holds {wanted}."), variable=self.variable, wanted=self.answer.wanted()))
        if verdict.state == "wrong" and verdict.mistake is None:
            body.append(Phrase(_("That is the kind of answer asked for, but not the value.")))
            if self.asked:
                body.append(Phrase(_("What is wanted: {asked}."), asked=str(self.phrase(self.asked)).rstrip(". 。")))
        if verdict.state == "wrong" and self.meaning:
            body.append(self.phrase(self.meaning, **verdict.values))
        if verdict.state == "steps_aside":
            body.append(Phrase(_("Nothing is wrong with your code; go on with the lesson.")))
        if verdict.passed and self.why:
            body.append(self.phrase(self.why, **verdict.values))
        step = None
        if verdict.state in ("mistake", "wrong", "wrong_kind"):
            step = Phrase(_("change the cell and run it again, or ask `{call}`"), call=self.call("hint()"))
        elif verdict.state == "not_attempted" and self.hints:
            step = Phrase(_("try it, or ask `{call}`"), call=self.call("hint()"))
        return Message(tone, t(title), body, step)

    # --- in the notebook ---------------------------------------------------------------------------------------

    def check(self, answer=____) -> None:
        """Say whether an answer is right and, if not, what seems to have happened."""
        app = self.app()
        if app is None:
            return
        verdict = self.judge(answer, app)
        progress.record_check(self, verdict)
        show(self.message(verdict))
        progress.show_notices()

    def hint(self) -> None:
        """Go one step further: a question to think about, then where to look, then the skeleton of the answer."""
        step = progress.next_hint(self)
        left = len(self.hints) - step
        if not self.hints:
            show(Message("note", t(_("There is no hint here.")), (), Phrase(_("the solution and its reason: `{call}`"), call=self.call("solution()"))))
            return
        title = Phrase(_("Hint {step} of {steps}"), step=min(step, len(self.hints)), steps=len(self.hints))
        hint = self.phrase(self.hints[min(step, len(self.hints)) - 1], variable=self.variable)
        if left > 0:
            following = Phrase(_("try again; one step further: `{call}`"), call=self.call("hint()"))
        else:
            following = Phrase(_("try again; this was the last hint. The solution and its reason: `{call}`"), call=self.call("solution()"))
        show(Message("note", title, _with_code(str(hint)), following))
        progress.show_notices()

    def solution(self) -> None:
        """Show the solution with its reason; it is remembered that it was seen."""
        progress.record(self, solution_seen=True)
        body = [Code(str(self.phrase(self.solution_text)).strip("\n"))] if self.solution_text else []
        if self.why:
            body.append(self.phrase(self.why, variable=self.variable))
        step = Phrase(_("close it, and explain it in one sentence in your own words to somebody, or to the wall; then write it yourself."))
        show(Message("note", t(_("One solution, and why.")), body, step))
        progress.show_notices()


def _with_code(text: str) -> list:
    """Split a text at ``` fences into sentences and code."""
    parts = text.split("```")
    return [Code(part.removeprefix("python").strip("\n")) if n % 2 else part.strip() for n, part in enumerate(parts)]
