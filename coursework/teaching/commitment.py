"""Read what somebody commits to: a plan, a forecast, a belief, further levers; refuse in a sentence what cannot be."""

import re

from coursework.i18n import Phrase, _, listing, t
from coursework.teaching import units
from coursework.teaching.answers import Number
from coursework.teaching.blank import is_blank
from coursework.teaching.judge import another_kind, read_safely
from coursework.teaching.messages import Message
from coursework.teaching.nearest import nearest
from coursework.teaching.outcomes import Committed
from coursework.teaching.plain import Unreadable, kind_of
from coursework.teaching.plausible import doubts
from coursework.teaching.typed import joined_texts

__all__ = ["Refused", "ask", "read"]


class Refused(Exception):
    """A commitment that cannot be carried out; holds what is said about it."""

    def __init__(self, *said):
        super().__init__(" ".join(map(str, said)))
        self.said = said
        self.message = Message("again", t(_("This plan cannot be carried out as it stands.")), said, t(_("change it and commit again.")))


def read(decision, app, plan, forecast, belief, options) -> Committed:
    """Return a commitment, read; shows and stores nothing.

    Raises
    ------
    NotAttempted
        The plan is blank.
    Refused
        Something about it cannot be; holds the message.
    """
    joined = joined_texts(whole_cell=True)
    if joined is not None:
        raise Refused(joined)
    try:
        amounts = _part(plan, decision.plan, decision.variable)
    except Refused as error:
        missing = [f"`{name}`" for name in decision.forecast if kind_of(forecast, dict) and name in forecast and is_blank(forecast[name])]
        if missing:
            raise Refused(*error.said, Phrase(_("Your forecast lacks {labels}. A rough number is enough."), labels=listing(missing))) from None
        raise
    if is_blank(forecast) or (kind_of(forecast, dict) and dict.__len__(forecast) and all(map(is_blank, dict.values(forecast)))):
        raise Refused(Phrase(_("Your `forecast` is missing: add `forecast={form}`. A rough number is enough."), form=_form(decision.forecast)))
    said = _forecast(decision, forecast)
    if decision.belief is not None and is_blank(belief):
        raise Refused(Phrase(_("Your `belief` is missing: add `belief=…`, with {wanted}."), wanted=decision.belief.wanted()))
    held = _part(belief, decision.belief, "belief") if decision.belief is not None else None
    if getattr(decision.belief, "unit", None) == "share" and not 0 <= held <= 1:
        said = _("Your `belief` is {belief}. A share lies between 0 and 1: 30 % is written `0.3`. More than all, or fewer than none, it cannot be.")
        raise Refused(Phrase(said, belief=units.plain(held)))
    committed = Committed(amounts, forecast=said, belief=held, options=_levers(decision, options))
    said = []
    for rule in decision.rules:
        complaint = rule(app, committed)
        if complaint:
            message, values = complaint if isinstance(complaint, tuple) else (complaint, {})
            said.append(decision.phrase(message, **values))
    found = [] if said else doubts(decision, app, committed)
    if said or any(doubt.impossible for doubt in found):
        raise Refused(*said, *(doubt.says for doubt in found))
    return committed


def ask(found) -> Message:
    """Return the question that is put once, before a commitment with something doubtful in it goes on file."""
    title = t(_("Not on file yet: do you mean these numbers?"))
    return Message("again", title, [doubt.says for doubt in found], t(_("change what you did not mean. Or run the cell again as it stands: then it goes on file as you wrote it.")))


def _part(value, kind, name):
    try:
        return read_safely(kind, value)
    except Unreadable as error:
        if kind_of(value, dict) and error.help is not None and error.found is None:
            raise Refused(error.help) from None
        raise Refused(*another_kind(name, value, error, kind.wanted())) from None


def _forecast(decision, forecast) -> dict:
    wanted = decision.forecast
    form = _form(wanted)
    if kind_of(forecast, tuple, list):
        raise Refused(Phrase(_("Your forecast is a row of numbers, and nobody can see which is which. Write `forecast={form}`."), form=form))
    if not kind_of(forecast, dict):
        raise Refused(Phrase(_("A plan without a forecast teaches nothing: add `forecast={form}`."), form=form))
    for name in dict.keys(forecast):
        if name not in wanted:
            raise Refused(_unknown_forecast(name, wanted))
    missing = [name for name in wanted if name not in forecast or is_blank(forecast[name])]
    if missing:
        labels = listing([f"`{name}` ({decision.phrase(wanted[name][0])})" for name in missing])
        raise Refused(Phrase(_("Your forecast lacks {labels}. A rough number is enough."), labels=labels))
    for name, (_label, unit) in wanted.items():
        if kind_of(forecast[name], str) and re.search("[%％]", forecast[name]):
            if unit == "yuan":
                raise Refused(Phrase(_("Your forecast of `{name}` is a percentage: write yuan, for example {number}."), name=name, number="9_900"))
            if unit in ("people", "count"):
                raise Refused(Phrase(_("Your forecast of `{name}` is a percentage, a change: write how many people that makes in all, for example {number}."), name=name, number="120"))
    numbers = {name: _part(forecast[name], Number(unit), name) for name, (_label, unit) in wanted.items()}
    for name, value in numbers.items():
        if not abs(value) < 1e15:
            raise Refused(Phrase(_("Your forecast of `{name}` is not a number that can happen."), name=name))
    return numbers


def _form(wanted) -> str:
    return "{" + ", ".join(f'"{name}": …' for name in wanted) + "}"


def _unknown_forecast(name, wanted) -> Phrase:
    known, near = listing([f"`{one}`" for one in wanted]), nearest(str(name), wanted)
    if near:
        return Phrase(_("The forecast knows no `{name}`; did you mean `{near}`?"), name=str(name)[:40], near=near)
    return Phrase(_("The forecast knows no `{name}`; it asks for {known}."), name=str(name)[:40], known=known)


def _levers(decision, options) -> dict:
    for name in options:
        if name not in decision.options:
            known = listing([f"`{one}`" for one in decision.options]) or "–"
            raise Refused(Phrase(_("This decision has no lever `{name}`; it has {known}."), name=name, known=known))
    levers = {}
    for name, (_prompt, kind) in decision.options.items():
        value = options.get(name)
        levers[name] = None if value is None else _part(value, kind, name)
    return levers
