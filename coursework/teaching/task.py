"""What everything that a lesson asks has in common: a name, a place, a way to be called from the notebook."""

import sys

from coursework.i18n import Phrase, _, listing, t
from coursework.teaching import session
from coursework.teaching.judge import another_kind, missing_tables
from coursework.teaching.messages import Message, show

__all__ = ["Task", "app_key", "refused"]


_NO_HINT = {
    "task": _("Try it as it stands; nothing can break."),
    "quick": _("Choose what you think: every option has an answer from which something can be learned, and you may choose again."),
    "prediction": _("A guess is enough, and nobody marks it: what counts is that you said it before you saw the result."),
    "decision": _("There is no right plan to find. Look at what the lesson has shown so far, choose, and write down what you expect; the app will answer."),
    "worksheet": _("Write one plain sentence for each field, as you would say it to a colleague; two samples to compare with appear once yours is complete."),
}


class Task:
    """A question of a lesson. Exercises, predictions, decisions, worksheets and quick questions are tasks.

    Attributes
    ----------
    lesson, name
        Its place; the name is stable, progress is kept under it.
    minutes, level
        How long it takes; how difficult it is, from 1 to 3.
    tables
        The tables it needs.
    syllabus
        The entries of the syllabus it belongs to.
    """

    kind = "task"

    def __init__(self, lesson, name, *, tables=(), minutes=2, level=1, syllabus=()):
        self.lesson, self.name = lesson, name
        self.tables, self.minutes, self.level = _tuple(tables), minutes, level
        self.syllabus = _tuple(syllabus)

    def phrase(self, message, **values) -> Phrase:
        """Return a sentence of the lesson's declarations, to be said in the language in use."""
        return Phrase(message, lesson=self.lesson.name, **values)

    def call(self, rest: str) -> str:
        """Return how to call this task in the notebook at hand, for example ``ex.cac.hint()``."""
        for module_name, module in list(sys.modules.items()):
            if module_name.startswith("coursework.exercises.") and module is not None:
                for attribute, value in vars(module).items():
                    if value is self:
                        return f"{session.name_of(module) or 'ex'}.{attribute}.{rest}"
        return f"{session.name_of(self) or self.name}.{rest}"

    def app(self):
        """Return the app of the session; where there is none, or a table is missing, say so and return ``None``."""
        app = session.app()
        if app is None:
            show(Message("open", t(_("The lesson is not set up yet.")), (t(_("Run the setup cell at the top first, then this cell again.")),)))
            return None
        missing = missing_tables(app, self.tables)
        if missing:
            self.steps_aside(Phrase(_("It needs the tables {tables}, which your data do not have."), tables=listing(missing)))
            return None
        return app

    def hint(self) -> None:
        """Say kindly that this kind of question has no hints, and what to do instead; exercises have them."""
        show(Message("note", t(_("There is no hint here.")), (t(_NO_HINT.get(self.kind, _NO_HINT["task"])),)))

    def solution(self) -> None:
        """Say kindly that this kind of question has no solution to look up; exercises have one."""
        show(Message("note", t(_("There is no solution to look up here.")), (t(_NO_HINT.get(self.kind, _NO_HINT["task"])),)))

    def warm(self, app) -> None:
        """Work out beforehand what the task needs of an app; most need nothing."""

    def steps_aside(self, reason) -> None:
        """Say that this task cannot be done on the data at hand, and that the lesson goes on without it."""
        show(Message("note", t(_("This one steps aside.")), (reason, t(_("Nothing is wrong with your code; go on with the lesson.")))))

    def __repr__(self) -> str:
        return f"<{self.kind} {self.name} of {self.lesson.name}>"


def app_key(app) -> str:
    """Return what tells one app from another in the progress file: a prediction about seed 1 is none about seed 7."""
    return "/".join(str(getattr(app, name, None)) for name in ("seed", "size", "scenario"))


def refused(task, value, error, wanted) -> Message:
    """Return what is said about an answer of another kind than the one asked for."""
    title = t(_("This is another kind of answer than the one asked for."))
    return Message("again", title, another_kind(None, value, error, wanted), t(_("change the cell and run it again.")))


def _tuple(value) -> tuple:
    return (value,) if isinstance(value, str) else tuple(value)
