"""A quick question: a few options, and something to learn from each of them."""

from coursework.i18n import Phrase, _, t
from coursework.teaching import progress
from coursework.teaching.blank import ____
from coursework.teaching.choices import Choice
from coursework.teaching.judge import Verdict, read_safely
from coursework.teaching.messages import Message, Points, show
from coursework.teaching.plain import NotAttempted, Unreadable
from coursework.teaching.task import Task
from coursework.teaching.typed import joined_texts

__all__ = ["Quick"]


class Quick(Task):
    """A quick question; made by :meth:`coursework.teaching.Lesson.quick`.

    Parameters
    ----------
    question
        What is asked.
    options
        Code to label.
    right
        Code of the right option, or several.
    feedback
        Code to what is learned from choosing it; every option has one.
    """

    kind = "quick"

    def __init__(self, lesson, name, *, question, options, right, feedback, variable=None, minutes=1, **common):
        super().__init__(lesson, name, minutes=minutes, **common)
        self.question, self.answer, self.feedback = question, Choice(options), dict(feedback)
        self.right = (right,) if isinstance(right, str) else tuple(right)
        self.variable = variable or name
        unknown = {*self.right, *self.feedback} - set(options)
        silent = set(options) - set(self.feedback)
        if unknown or silent:
            raise ValueError(f"{lesson.name}: {name} has no option {sorted(unknown)}, and no feedback on {sorted(silent)}.")

    def judge(self, answer, app=None) -> Verdict:
        """Return the verdict on an answer; shows and stores nothing."""
        try:
            code = read_safely(self.answer, answer)
        except NotAttempted:
            return Verdict("not_attempted", None, {"variable": self.variable})
        except Unreadable as error:
            return Verdict("wrong_kind", None, {"variable": self.variable}, (error.help or Phrase(_("Write one of these, in quotes: {options}."), options=self.answer.named(quotes=True)),))
        values = {"variable": self.variable, "yours": self.answer.told(code, self.lesson.name), "code": code}
        state = "right" if code in self.right else "mistake"
        return Verdict(state, None if state == "right" else code, values, (self.phrase(self.feedback[code]),))

    def ask(self) -> None:
        """Show the question and its options."""
        show(self._asked(t(_("A quick question."))))

    def check(self, answer=____) -> None:
        """Say what is to be said about the chosen option; once the right one is found, about the others too."""
        joined = joined_texts()
        verdict = self.judge(answer) if joined is None else Verdict("wrong_kind", None, {"variable": self.variable}, (joined,))
        if verdict.state == "not_attempted":
            show(self._asked(t(_("Not answered yet."))))
            return
        if verdict.state == "wrong_kind":
            show(Message("again", t(_("That is none of the options.")), verdict.says, Phrase(_("write one of them in quotes: `{call}`"), call=self.call('check("…")'))))
            return
        progress.record_check(self, verdict)
        show(self.message(verdict))
        progress.show_notices()

    def message(self, verdict: Verdict) -> Message:
        """Return what is said about a verdict on one of the options."""
        code = verdict.values["code"]
        chosen = Phrase(_("You chose “{option}”."), option=self.answer.told(code, self.lesson.name))
        if not verdict.passed:
            step = Phrase(_("choose another one: {options}."), options=self.answer.named(quotes=True))
            return Message("again", t(_("Not that one.")), (chosen, *verdict.says), step)
        others = tuple(
            str(Phrase(_("“{option}”: {feedback}"), option=self.answer.told(other, self.lesson.name), feedback=self.phrase(self.feedback[other])))
            for other in self.answer.options
            if other != code
        )
        return Message("good", t(_("Right.")), (chosen, *verdict.says, t(_("And the others:")), Points(others)))

    def _asked(self, title) -> Message:
        options = tuple(
            str(Phrase(_("`{code}`: {option}"), code=f'"{code}"', option=self.answer.told(code, self.lesson.name))) for code in self.answer.options
        )
        step = Phrase(_("write one of them in quotes: `{call}`"), call=self.call('check("…")'))
        return Message("open", title, (self.phrase(self.question), Points(options)), step)
