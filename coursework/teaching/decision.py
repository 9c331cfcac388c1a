"""A decision: a plan is committed with a forecast, the app answers, the sealed truth is opened, the gap is taken apart."""

from coursework.i18n import Phrase, _, t
from coursework.teaching import commitment, plausible, progress, retrospective, units
from coursework.teaching.blank import ____
from coursework.teaching.cache import once_per_app
from coursework.teaching.judge import read_safely
from coursework.teaching.messages import Message, Table, show
from coursework.teaching.outcomes import Committed, by_row, rows_of, totals
from coursework.teaching.plain import NotAttempted, Unreadable
from coursework.teaching.task import Task, app_key

__all__ = ["Decision"]


class Decision(Task):
    """A decision that the app answers; made by :meth:`coursework.teaching.Lesson.decision`.

    Parameters
    ----------
    answer
        The kind of plan, for example ``Plan(keys, total=30_000)``.
    forecast
        Measure to its label, or to ``(label, unit)``: what has to be forecast. The names are those of the outcome.
    measure
        The measure whose gap is taken apart; by default the last one of the forecast.
    play
        ``function(app, plan, luck) -> outcome``: what happens. An outcome is a mapping from measure to number, or has
        one as ``.total``, and may have a table ``.by_channel``. ``luck`` 0 is what happens; 1, 2 … the same month with other luck.
    expected
        ``function(app, plan) -> outcome``: what is to be expected of a plan, luck aside.
    best
        ``function(app) -> plan``, or a number: the best plan known, or what is to be expected of it.
    truth
        ``function(app) -> DataFrame``: what is sealed until a plan is on file.
    columns, truth_columns
        Which columns of the outcome's table and of the truth are shown: column to label or ``(label, unit)``.
    rules
        ``function(app, plan) -> sentence, (sentence, values) or None``: what a plan may not do, beyond its kind.
    asks
        Like ``rules``, of what may be meant all the same: the commitment is held up once, with the question, and goes on file when it is
        made again unchanged.
    options
        Further levers: name to ``(prompt, kind)``; what is left out is ``None``.
    belief, believed
        The kind of belief that is committed beside the plan, or ``(label, kind)``, if any; ``believed(app, plan, belief)`` gives the measure
        that follows from it.
    lucks
        With how many other lucks the plan is played to show what luck can do.
    known
        ``function(app, plan) -> Known``: what the data say about a plan; with it a forecast that looks like a slip is asked about once.
    people, money
        Names of the forecasts that this is about: people who are won, yuan that are left.
    single
        Whether only one thing can be given something: then the review speaks of another choice, not of another split.

    A plan reaches these functions as a :class:`~coursework.teaching.outcomes.Committed`: a dictionary with ``.options``.
    """

    kind = "decision"

    def __init__(self, lesson, name, *, answer, forecast, play, expected, best, truth, measure=None, columns=None, truth_columns=None,
                 rules=(), asks=(), options=None, belief=None, believed=None, question="", variable="plan", lucks=20, single=False, known=None, people="registrations", money="net",
                 minutes=8, **common):  # fmt: skip
        super().__init__(lesson, name, minutes=minutes, **common)
        # `answer` is the method that lets the app answer, so the kind of plan has another name here.
        self.plan, self.variable, self.question = answer, variable, question
        self.forecast, self.columns, self.truth_columns = _labelled(forecast), _labelled(columns), _labelled(truth_columns)
        self.measure = measure or list(self.forecast)[-1]
        self.play, self.expected, self.best, self.sealed = play, expected, best, truth
        self.rules = (rules,) if callable(rules) else tuple(rules)
        self.asks = (asks,) if callable(asks) else tuple(asks)
        self.belief_label, self.belief = belief if isinstance(belief, tuple) else (_("your belief"), belief)
        self.options, self.believed, self.lucks, self.single = dict(options or {}), believed, lucks, single
        self.known, self.people, self.money = known, people, money
        self._held = False  # whether what was committed last did not go on file
        self._asked: set = set()  # what has been asked about in this session; the same once more is meant

    def commit(self, plan=____, forecast=____, belief=____, **options) -> None:
        """Put a plan on file, with what you expect of it; from then on the app can answer."""
        app = self._app()
        if app is None:
            return
        try:
            committed = commitment.read(self, app, plan, forecast, belief, options)
        except NotAttempted:
            body = (self.phrase(self.question), t(_("Put your own numbers where `____` stands: the plan, and what you expect of it.")))
            show(Message("open", t(_("No plan yet.")), body))
            return
        except commitment.Refused as error:
            self._held = True
            show(self._with_earlier(app, error.message))
            return
        found, key = plausible.doubts(self, app, committed), (app_key(app), repr(committed.kept()))
        if found and key not in self._asked and self._on_file(app).get("now") != committed.kept():
            self._asked.add(key)
            self._held = True
            show(self._with_earlier(app, commitment.ask(found)))
            return
        self._held = False
        show(self._keep(app, committed))
        progress.show_notices()

    def answer(self) -> None:
        """Let the app answer: what came of the plan, beside the forecast."""
        app, committed = self._ready()
        if committed is None:
            return
        try:
            outcome = self.played(app, committed)
            came, table = totals(outcome), rows_of(outcome, committed)
            body = [Table((t(_("measure")), t(_("forecast")), t(_("outcome")), t(_("difference"))), self._beside(committed, came))]
        except Exception:
            self.steps_aside(t(_("This plan cannot be played on these data.")))
            return
        progress.record(self, answered=True)
        if table is not None and self.columns:
            body.append(by_row(table, self.columns, self.label))
        calls = {"truth": self.call("truth()"), "review": self.call("review()")}
        show(Message("note", t(_("The app has answered.")), body, Phrase(_("open the truth with `{truth}`, then take the gap apart with `{review}`."), **calls)))
        progress.show_notices()

    def truth(self) -> None:
        """Open the truth that was sealed until a plan was on file."""
        app, committed = self._ready()
        if committed is None:
            return
        try:
            table = by_row(once_per_app(app, (self.sealed, self), lambda: self.sealed(app)), self.truth_columns, self.label)
        except Exception:
            self.steps_aside(t(_("The truth behind these data is not known.")))
            return
        progress.record(self, opened=True)
        said = t(_("No company ever gets to see this table. Hold what you believed against it."))
        show(Message("note", t(_("The sealed truth, opened.")), (said, table)))
        progress.show_notices()

    def review(self) -> None:
        """Take the gap between forecast and outcome apart: luck, wrong assumption, wrong execution."""
        app, committed = self._ready()
        if committed is None:
            return
        try:
            parts = retrospective.take_apart(self, app, committed)
        except Exception:
            self.steps_aside(t(_("This plan cannot be played on these data.")))
            return
        progress.record(self, reviewed=True)
        show(retrospective.message(self, parts, app, committed))
        progress.show_notices()

    def played(self, app, committed, luck=0):
        """Return the outcome of a commitment under some luck; worked out once."""
        return once_per_app(app, (self.play, self, committed.key(), luck), lambda: self.play(app, committed, luck))

    def committed(self, app):
        """Return the plan on file for an app, as :class:`~coursework.teaching.outcomes.Committed`, or ``None``; shows nothing."""
        about = self._on_file(app) if getattr(app, "world", None) is not None else {}
        return Committed.again(about["now"]) if about else None

    def label(self, text) -> str:
        """Return a label of the declarations, or that of a thing that is planned for, in the language in use."""
        return str(self.phrase(getattr(self.plan, "keys", {}).get(text, text)))

    def _beside(self, committed, came) -> tuple:
        rows = []
        for name, (label, unit) in self.forecast.items():
            said = committed.forecast[name]
            difference = units.rough(came[name] - said, unit)
            rows.append((self.label(label), _exactly(said, unit), units.rough(came[name], unit), difference if came[name] <= said else f"+{difference}"))
        return tuple(rows)

    def _with_earlier(self, app, message) -> Message:
        """Say beside a plan that was not taken that an earlier one stays on file, so that nobody reads its outcome as that of the new one."""
        if self._on_file(app):
            message.body += (t(_("On file stays your earlier plan; what the app answers below is about that one.")),)
        return message

    def _keep(self, app, committed) -> Message:
        about, now = self._on_file(app), committed.kept()
        again = bool(about) and about.get("now") != now
        if not about:
            progress.record(self, app=app_key(app), first=now, now=now, answered=False, opened=False, done=True)
        elif again:
            progress.record(self, now=now)
        rows = [(self.label(label), _exactly(committed.forecast[name], unit)) for name, (label, unit) in self.forecast.items()]
        if self.belief is not None:
            rows.append((self.label(self.belief_label), str(self.belief.told(committed.belief, self.lesson.name))))
        body = [Table((t(_("your forecast")), ""), tuple(rows))]
        if again and (about.get("answered") or about.get("opened")):
            body.append(t(_("You have seen an answer already, so this is a second try. Your first plan stays on file.")))
        return Message("good", t(_("Committed: your plan is on file.")), body, Phrase(_("let the app answer with `{call}`."), call=self.call("answer()")))

    def _app(self):
        app = self.app()
        if app is not None and getattr(app, "world", None) is None:
            self.steps_aside(t(_("Your own data cannot answer a plan: nobody knows what would have happened.")))
            return None
        return app

    def _ready(self):
        app = self._app()
        if app is None:
            return None, None
        about = self._on_file(app)
        if about:
            return app, Committed.again(about["now"])
        if self._held:
            show(Message("open", t(_("Nothing is on file yet.")), (t(_("The message above says why. Once your plan and your forecast are on file, the app answers.")),)))
            return app, None
        said = t(_("The app answers, and the truth is opened, once your plan and your forecast are on file."))
        show(Message("open", t(_("Commit a plan first.")), (said,), Phrase(_("fill in the cell with `{call}` and run it."), call=self.call("commit(…)"))))
        return app, None

    def _on_file(self, app) -> dict:
        """Return what is on file for this app; a plan for other data, or one that no longer fits the declaration, is none."""
        about = progress.recorded(self)
        if about.get("app") != app_key(app):
            return {}
        try:
            held = Committed.again(about["now"])
            read_safely(self.plan, dict(held))
            if not all(isinstance(held.forecast[name], int | float) for name in self.forecast):
                return {}
        except (KeyError, TypeError, AttributeError, ValueError, NotAttempted, Unreadable):
            return {}
        return about


def _exactly(value, unit) -> str:
    """Write a forecast; a small one as it was given, so that 0.3 people do not turn into none."""
    return units.with_unit(value, unit) if abs(value) < 10 and unit not in ("share", "share_difference") else units.rough(value, unit)


def _labelled(some) -> dict:
    return {key: value if isinstance(value, tuple) else (value, None) for key, value in (some or {}).items()}
