"""A prediction: said before the result is shown, compared with it afterwards. It gives calibration, not marks."""

import math

from coursework.i18n import Phrase, _, t
from coursework.teaching import progress, units
from coursework.teaching.answers import Interval, Number
from coursework.teaching.blank import ____
from coursework.teaching.cache import once_per_app
from coursework.teaching.choices import Ranking
from coursework.teaching.judge import read_safely
from coursework.teaching.messages import Message, Table, show
from coursework.teaching.plain import NotAttempted, Unreadable
from coursework.teaching.task import Task, app_key, refused
from coursework.teaching.typed import decimal_comma, joined_texts

__all__ = ["Prediction"]


NEAR, SHARE_NEAR = 0.25, 0.05


class Prediction(Task):
    """A prediction; made by :meth:`coursework.teaching.Lesson.prediction`.

    Parameters
    ----------
    answer
        The kind of answer. An ``Interval`` comes true when it holds the outcome, a number.
    truth
        ``function(app)``: what comes out.
    question
        What is asked, in one sentence.
    near
        How far, as a share of the outcome, a number may be from it and still count as come true: a quarter by default.
        Of a share it is five points instead, if none is given: a quarter of 0.9 would let nearly everything come true.
    """

    kind = "prediction"

    def __init__(self, lesson, name, *, answer, truth, question="", variable=None, near=None, **common):
        super().__init__(lesson, name, **common)
        self.answer, self.truth, self.question, self.variable, self.near = answer, truth, question, variable or name, near

    def commit(self, guess=____, *more) -> None:
        """Put a prediction on file; it may be changed until it is compared, and the first one stays on file."""
        app = self.app()
        if app is None:
            return
        try:
            self._one(guess, more)
            mine = self._as_share(_finite(read_safely(self.answer, guess)))
        except NotAttempted:
            body = (self.phrase(self.question), t(_("A guess is enough: what counts is that you said it before you saw the result.")))
            show(Message("open", t(_("No prediction yet.")), body, Phrase(_("write {wanted} where `____` stands"), wanted=self.answer.form())))
            return
        except Unreadable as error:
            show(refused(self, (guess, *more) if more else guess, error, self.answer.wanted()))
            return
        show(self._keep(app, mine))
        progress.show_notices()

    def _one(self, guess, more) -> None:
        """Refuse several answers where one is wanted, and a text that Python joined from two."""
        if more and isinstance(self.answer, Interval):
            raise Unreadable(Phrase(_("Put the two in brackets, `(low, high)`.")))
        if more:
            number = isinstance(self.answer, Number)
            raise Unreadable((number and decimal_comma(guess, more)) or Phrase(_("There is room for one answer: write one alone.")))
        joined = joined_texts()
        if joined is not None:
            raise Unreadable(joined)

    def _as_share(self, mine):
        """Return a percentage as the share that was asked for, so that it stands on file as one."""
        if self.answer.unit not in ("share", "share_difference"):
            return mine
        ends = mine if isinstance(mine, tuple) else (mine,)
        largest = max(map(abs, ends))
        if self.answer.unit == "share" and min(ends) < 0:
            raise Unreadable(Phrase(_("A share is never below 0: it says how many of all, between 0 for none and 1 for all.")))
        if largest > 100:
            raise Unreadable(Phrase(_("A share lies between 0 and 1, so {number} is none. Is it a number of people? Then divide it by the group that they are a part of."), number=units.plain(largest)))
        if largest <= 1 or not getattr(self.answer, "percent_ok", False):
            return mine
        if self.answer.unit == "share" and largest < 2:
            raise Unreadable(Phrase(_("A share lies between 0 and 1, and {number} is more than all. If you mean {number} %, write {share}; if you mean the share, write it below 1."), number=units.plain(largest), share=f"{largest / 100:.4g}"))
        return tuple(end / 100 for end in mine) if isinstance(mine, tuple) else mine / 100

    def _keep(self, app, mine) -> Message:
        now, about = self.answer.kept(mine), self._on_file(app)
        told = self._told(mine)
        if about.get("compared") and about.get("now") != now:
            said = (Phrase(_("On file stays: {guess}. After the comparison a new answer is no prediction any more."), guess=self._told(self._again(about["now"]))),)
            return Message("note", t(_("This prediction has been compared already.")), said)
        if not about:
            progress.record(self, app=app_key(app), first=now, now=now, compared=False, hit=None, done=True)
        elif about.get("now") != now:
            progress.record(self, now=now)
        if about and about.get("first") != now:
            said = Phrase(_("Your prediction is now: {guess}. Your first, {first}, stays on file too; you may change your mind until you compare."),
                          guess=told, first=self._told(self._again(about["first"])))  # fmt: skip
        else:
            said = Phrase(_("Your prediction: {guess}. You may change it until you compare."), guess=told)
        return Message("good", t(_("Noted.")), (said,), t(_("run on, and see what comes out.")))

    def compare(self) -> None:
        """Show the prediction beside what came out, and how many of all predictions so far came true."""
        app = self.app()
        if app is None:
            return
        about = self._on_file(app)
        if not about:
            said = t(_("There is no prediction on file, so there is nothing to compare. Look at the result all the same: what would you have said?"))
            show(Message("open", t(_("No prediction yet.")), (said,)))
            return
        try:
            outcome = once_per_app(app, (self.truth, self), lambda: self._outcome(app))
        except Exception:
            self.steps_aside(t(_("What came out cannot be worked out from these data.")))
            return
        mine = self._again(about["now"])
        hit = self._came_true(mine, outcome)
        if not about.get("compared"):
            progress.record(self, compared=True, hit=hit)
        show(self._comparison(mine, about, outcome, hit))
        progress.show_notices()

    def _comparison(self, mine, about, outcome, hit) -> Message:
        rows = [(t(_("your prediction")), self._told(mine)), (t(_("what came out")), self._told_outcome(outcome))]
        first = self._again(about["first"])
        if self.answer.kept(first) != self.answer.kept(mine):
            rows.insert(0, (t(_("your first thought")), self._told(first)))
        body = [self.phrase(self.question), Table(("", ""), tuple(rows))]
        if isinstance(self.answer, Ranking) and not hit:
            good = sum(a == b for a, b in zip(mine, outcome, strict=False))
            body.append(Phrase(_("{good} of {n} are in their places."), good=good, n=len(outcome)))
        true, compared = progress.calibration()
        body.append(Phrase(_("Of your predictions so far {true} of {compared} came true. Nobody marks this; it shows how far to trust your first thought."), true=true, compared=compared))
        title = t(_("It came out as you said.")) if hit else t(_("It came out otherwise: that is where something can be learned."))
        return Message("good" if hit else "note", title, body)

    def _again(self, kept):
        return self.answer.read(kept)

    def _outcome(self, app):
        kind = Number(self.answer.unit) if isinstance(self.answer, Interval) else self.answer
        return kind.read(self.truth(app))

    def _came_true(self, mine, outcome) -> bool:
        if isinstance(self.answer, Interval):
            return min(mine) <= outcome <= max(mine)
        if isinstance(self.answer, Number):
            return any(abs(one - outcome) <= max(self._slack(outcome), self.answer.abs) for one in self.answer.versions(mine))
        return self.answer.same(mine, outcome)

    def _slack(self, outcome) -> float:
        if self.near is None and self.answer.unit in ("share", "share_difference"):
            return SHARE_NEAR
        return (NEAR if self.near is None else self.near) * abs(outcome)

    def _told(self, mine) -> str:
        return str(self.answer.told(mine, self.lesson.name))

    def _told_outcome(self, outcome) -> str:
        return str(Number(self.answer.unit).told(outcome)) if isinstance(self.answer, Interval) else self._told(outcome)

    def _on_file(self, app) -> dict:
        """Return what is on file for this app; a prediction about other data, or one that cannot be read, is none."""
        about = progress.recorded(self)
        if about.get("app") != app_key(app):
            return {}
        try:
            self._again(about["now"]), self._again(about["first"])
        except (KeyError, NotAttempted, Unreadable):
            return {}
        return about


def _finite(mine):
    """Return an answer if it can come true; ``NaN`` and infinity cannot."""
    if any(isinstance(one, float) and not math.isfinite(one) for one in (mine if isinstance(mine, tuple) else (mine,))):
        raise Unreadable(Phrase(_("`NaN` and infinity cannot come out: write a number that can.")))
    return mine
