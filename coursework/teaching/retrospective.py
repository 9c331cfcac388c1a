"""Take the gap between a forecast and its outcome apart: luck, wrong assumption, wrong execution, in numbers that add up."""

from dataclasses import dataclass

from coursework.i18n import Phrase, _, t
from coursework.teaching import units
from coursework.teaching.cache import once_per_app
from coursework.teaching.messages import Message, Table
from coursework.teaching.outcomes import Committed, totals
from coursework.teaching.plausible import doubts, only_scaled

__all__ = ["Parts", "message", "take_apart"]


@dataclass(frozen=True)
class Parts:
    """The gap of one commitment in its measure: ``outcome − forecast = luck + assumption``; regret stands beside it.

    Attributes
    ----------
    forecast, expected, outcome, best
        What was forecast; what was to be expected of the plan; what came; what was to be expected of the best plan.
    believed
        What follows from the belief that was committed, if one was asked for.
    people
        How much of the assumption is the number of people: those to be expected less those forecast, times the belief.
    low, high
        What luck added or took in nine of ten other months with the same plan.
    """

    forecast: float
    expected: float
    outcome: float
    best: float
    low: float
    high: float
    believed: float | None = None
    people: float | None = None

    @property
    def gap(self) -> float:
        return self.outcome - self.forecast

    @property
    def luck(self) -> float:
        return self.outcome - self.expected

    @property
    def assumption(self) -> float:
        return self.expected - (self.forecast if self.believed is None else self.believed)

    @property
    def arithmetic(self) -> float:
        return 0.0 if self.believed is None else self.believed - self.forecast

    @property
    def regret(self) -> float:
        return max(self.best - self.expected, 0.0)


def take_apart(decision, app, committed) -> Parts:
    """Return the parts of the gap; a play under another luck is worked out once for each app."""
    measure = decision.measure
    expected = _expected(decision, app, committed)
    others = sorted(totals(decision.played(app, committed, luck), measure) - expected for luck in range(1, decision.lucks + 1))
    edge = len(others) // 20
    return Parts(
        forecast=committed.forecast[measure],
        expected=expected,
        outcome=totals(decision.played(app, committed), measure),
        best=once_per_app(app, (decision.best, decision), lambda: _best(decision, app)),
        low=others[edge] if others else 0.0,
        high=others[-1 - edge] if others else 0.0,
        believed=float(decision.believed(app, committed, committed.belief)) if decision.believed else None,
        people=_people(decision, app, committed),
    )


def _people(decision, app, committed) -> float | None:
    if not decision.believed or decision.people not in decision.forecast or not isinstance(committed.belief, int | float):
        return None
    try:
        expected = once_per_app(app, (decision.expected, decision, committed.key(), decision.people), lambda: totals(decision.expected(app, committed), decision.people))
    except KeyError:  # an outcome that counts no people
        return None
    return (expected - committed.forecast[decision.people]) * committed.belief


def _expected(decision, app, committed) -> float:
    return once_per_app(app, (decision.expected, decision, committed.key()), lambda: totals(decision.expected(app, committed), decision.measure))


def _best(decision, app) -> float:
    best = decision.best(app)
    if isinstance(best, int | float):
        return float(best)
    return _expected(decision, app, best if isinstance(best, Committed) else Committed(best, forecast={}))


def message(decision, parts: Parts, app=None, committed=None) -> Message:
    """Return what is said about the parts of a gap; with the commitment, also what was doubtful about it."""
    label, unit = decision.forecast.get(decision.measure, (decision.measure, None))

    def say(value):
        return units.rough(value, unit)
    rounded = _round_alike(parts)

    def change(value):
        return f"+{say(value)}" if value > 0 else say(value)

    rows = [(t(_("your forecast")), say(rounded["forecast"]), "")]
    if parts.believed is not None:
        rows.append((t(_("from your belief to your forecast")), change(rounded["arithmetic"]), t(_("does the forecast follow from the belief?"))))
    doubtful = doubts(decision, app, committed) if committed is not None else []
    if doubtful:
        rows.append((t(_("a slip, or a wrong assumption")), change(rounded["assumption"]), t(_("you were asked about this before it went on file"))))
    else:
        rows.append((t(_("wrong assumption")), change(rounded["assumption"]), t(_("what you took the app to be like, and was not so"))))
    if parts.people is not None and abs(parts.people) >= 0.5:
        people = float(round(parts.people)) if abs(rounded["expected"]) >= 20 else parts.people
        rows.append((t(_("· of it, how many people")), change(people), t(_("people to be expected less people forecast, times your belief"))))
        rows.append((t(_("· of it, what one is worth")), change(rounded["assumption"] - people), t(_("worth of one, and how many were truly won"))))
    rows.append((t(_("to be expected of your plan")), say(rounded["expected"]), ""))
    rows.append((t(_("luck")), change(rounded["luck"]), t(_("this month against other months with the same plan"))))
    rows.append((t(_("outcome")), say(rounded["outcome"]), ""))
    best = [
        (t(_("to be expected of the best plan known")), say(rounded["best"]), ""),
        (t(_("wrong execution")), change(rounded["regret"]), _better(decision)),
    ]
    body = [
        Phrase(_("Measure: {label}."), label=decision.phrase(label)),
        Table((t(_("step")), "", t(_("what it is"))), tuple(rows)),
        Table((t(_("beside it")), "", t(_("what it is"))), tuple(best)),
        Phrase(_("Luck: in {n} other months with the same plan luck lay between {low} and {high}, nine times out of ten. {verdict}"),
               n=decision.lucks, low=change(_whole(parts.low)), high=change(_whole(parts.high)), verdict=_about_luck(parts)),
        *(doubt.says for doubt in doubtful),
        Phrase(_("Your number of people is the money over last year's cost of a customer. More money in a channel brings fewer people for each yuan: take something off.")) if _scaled(decision, app, committed, parts) else None,
        _lesson(parts, alone=decision.single, doubtful=bool(doubtful)),
    ]  # fmt: skip
    return Message("note", t(_("The gap, taken apart.")), body)


def _better(decision) -> str:
    if decision.single:
        return t(_("how much more another choice would have brought"))
    return t(_("how much more a better split of the same money would have brought"))


def _about_luck(parts) -> Phrase:
    if parts.low <= parts.luck <= parts.high:
        return Phrase(_("This month was an ordinary one."))
    return Phrase(_("This month was an unusually lucky one.")) if parts.luck > 0 else Phrase(_("This month was an unusually unlucky one."))


def _scaled(decision, app, committed, parts) -> bool:
    return committed is not None and (parts.people or 0.0) < 0 and only_scaled(decision, app, committed)


def _lesson(parts, alone=False, doubtful=False) -> Phrase:
    sizes = {"luck": abs(parts.luck), "assumption": abs(parts.assumption), "arithmetic": abs(parts.arithmetic), "execution": parts.regret}
    largest = max(sizes, key=sizes.get)
    if doubtful and largest in ("assumption", "arithmetic"):
        return Phrase(_("The largest part comes from numbers that you were asked about. Mend those first; only then does the gap say something about the app."))
    if largest == "arithmetic":
        return Phrase(_("The largest part lies between your belief and your forecast: people times belief, less the money spent, is another number than the one you wrote. Work it out once more before you blame the app."))
    if largest == "luck":
        return Phrase(_("The largest part is luck: do not change the plan because of it, and do not praise it either."))
    if largest == "assumption":
        return Phrase(_("The largest part is an assumption: which number in the sealed truth surprised you most? That one belongs in the next forecast."))
    if alone:
        return Phrase(_("The largest part is execution: another choice was to be expected to bring more. What would you choose, knowing what you know now?"))
    return Phrase(_("The largest part is execution: with the same money another split was to be expected to bring more. Which part of the money brought least?"))


def _whole(value: float) -> float:
    return float(round(value)) if abs(value) >= 20 else value


def _round_alike(parts) -> dict:
    """Round the stations to whole numbers where they are large, and take the steps between them, so that the table adds up."""
    names = ("forecast", "expected", "outcome", "best", *(("believed",) if parts.believed is not None else ()))
    whole = max(abs(getattr(parts, name)) for name in names) >= 20
    at = {name: float(round(getattr(parts, name))) if whole else getattr(parts, name) for name in names}
    start = at.get("believed", at["forecast"])
    at["arithmetic"], at["assumption"] = start - at["forecast"], at["expected"] - start
    at["luck"], at["regret"] = at["outcome"] - at["expected"], max(at["best"] - at["expected"], 0.0)
    return at
