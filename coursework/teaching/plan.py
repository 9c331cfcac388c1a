"""A plan: an amount for each thing, that keeps to its rules."""

import pandas as pd

from coursework.i18n import Phrase, _, listing
from coursework.teaching import units
from coursework.teaching.blank import is_blank
from coursework.teaching.choices import nearest_option, words_for
from coursework.teaching.kind import Kind, close, folded, known_unit
from coursework.teaching.plain import NotAttempted, Unreadable, kind_of
from coursework.teaching.rows import furthest, shown
from coursework.teaching.tables import Series

__all__ = ["Plan"]


class Plan(Kind):
    """An amount for each thing, that keeps to the rules: a budget over channels, hours over shops.

    Parameters
    ----------
    keys
        What can be given something; codes, or code to label. Things left out get nothing.
    total
        What all amounts add up to; ``None`` if any sum will do. ``at_most=True`` allows less.
    least, most
        The smallest and largest amount for one thing.
    """

    def __init__(self, keys, *, total=None, unit="yuan", least=0.0, most=None, at_most=False, tolerance=0.5, rel=1e-6):
        self.keys = dict(keys) if isinstance(keys, dict) else {key: key for key in keys}
        self.total, self.least, self.most, self.at_most = total, least, most, at_most
        self.unit, self.tolerance, self.rel, self.abs = known_unit(unit), tolerance, rel, 0.01

    def read(self, value):
        if is_blank(value):
            raise NotAttempted
        if not kind_of(value, dict, pd.Series, pd.DataFrame):
            raise Unreadable(Phrase(_('Write a dictionary: `{form}`.'), form='{"…": 1000, "…": 2000}'))
        if kind_of(value, dict) and not dict.__len__(value):
            raise NotAttempted
        self._no_gaps(value)
        rows = Series(self.unit, index="name").read(value)
        rows = self._by_code(rows)
        for key, amount in rows.items():
            if key not in self.keys:
                near = nearest_option(str(key), self.keys, self.lesson)
                known = listing([f"`{name}`" for name in self.keys], most=20)
                if near:
                    raise Unreadable(Phrase(_("There is no “{name}” to plan for; did you mean “{near}”?"), name=shown(key), near=near))
                raise Unreadable(Phrase(_("There is no “{name}” to plan for; choose among {known}."), name=shown(key), known=known))
            self._one(key, amount)
        self._sum(sum(rows.values()))
        return {key: rows.get(key, 0.0) for key in self.keys}

    def _by_code(self, rows):
        """Return amounts by code where things were named by their label, in either language."""
        codes = {word: code for code, text in self.keys.items() for word in words_for(code, text, self.lesson)}
        named = {key: codes.get(folded(shown(key)), key) for key in rows}
        return {named[key]: amount for key, amount in rows.items()} if len(set(named.values())) == len(rows) else rows

    def _no_gaps(self, value):
        """Refuse a blank beside numbers: nobody can say whether it is forgotten or means nothing."""
        pairs = dict.items(value) if kind_of(value, dict) else zip(value.index, list(value), strict=True) if kind_of(value, pd.Series) else ()
        pairs = list(pairs)
        blank = [key for key, amount in pairs if is_blank(amount)]
        if blank and len(blank) < len(pairs):
            raise Unreadable(Phrase(_("Still blank: {names}. Put 0 where nothing is spent, or leave the name out."), names=listing([f"“{shown(str(key))}”" for key in blank], most=8)))
        for key, amount in pairs:
            if self.unit == "yuan" and kind_of(amount, str) and any(sign in amount for sign in "%％"):
                raise Unreadable(Phrase(_("“{name}” holds a percentage: write yuan, for example {number}."), name=shown(str(key)), number="9_900"))
            if type(amount) is tuple and len(amount) == 2 and all(type(part) is int for part in amount):
                raise Unreadable(Phrase(_("“{name}”: a comma between digits makes two numbers of one; write 2000, not 2,000."), name=shown(str(key))))

    def _one(self, key, amount):
        if amount != amount or amount in (float("inf"), float("-inf")):
            raise Unreadable(Phrase(_("The amount for “{name}” is not a number that can be spent."), name=shown(key)))
        if amount < self.least:
            raise Unreadable(Phrase(_("“{name}” gets {amount}; less than {least} is not possible."), name=shown(key), amount=self._say(amount), least=self._say(self.least)))
        if self.most is not None and amount > self.most:
            raise Unreadable(Phrase(_("“{name}” gets {amount}; more than {most} is not possible."), name=shown(key), amount=self._say(amount), most=self._say(self.most)))

    def _sum(self, total):
        if self.total is None or abs(total - self.total) <= self.tolerance:
            return
        if self.total >= 1000 and abs(total - 100) <= 2:
            raise Unreadable(Phrase(_("Your amounts add up to {sum} of {total}: these look like percentages. Write amounts: each percentage times the total, divided by 100."),
                                    sum=units.plain(total), total=self._say(self.total)))  # fmt: skip
        for whole, what in ((1, _("shares")),):
            if self.total >= 1000 and abs(total - whole) <= 0.02 * whole:
                raise Unreadable(Phrase(_("Your amounts add up to {sum} of {total}: these look like {what}. Write amounts: {what} times {total}."),
                                        sum=units.plain(total), total=self._say(self.total), what=Phrase(what)))  # fmt: skip
        values = {"sum": self._say(total), "total": self._say(self.total), "gap": self._say(abs(total - self.total))}
        if total > self.total:
            raise Unreadable(Phrase(_("Your amounts add up to {sum}, and there are {total}: {gap} too much."), **values))
        if not self.at_most:
            raise Unreadable(Phrase(_("Your amounts add up to {sum} of {total}: {gap} are not planned yet."), **values))

    def _say(self, amount):
        return units.with_unit(amount, self.unit)

    def same(self, a, b):
        return a.keys() == b.keys() and all(close(a[key], b[key], self.rel, self.abs) for key in b)

    def wanted(self):
        return Phrase(_("a plan: a dictionary with an amount for each name"))

    def values(self, a, reference=None):
        at = furthest(a, reference) if reference else max(a, key=a.get)
        return {"yours": units.Amount(a[at]), "yours_with_unit": units.Amount(a[at], self.unit), "at": shown(at), "sum": units.Amount(sum(a.values()), self.unit)}
