"""A plan of choices: one option for each group, where nothing is split up: a care for each kind of newcomer."""

import pandas as pd

from coursework.i18n import Phrase, _, listing
from coursework.teaching.blank import is_blank
from coursework.teaching.choices import Choice, words_for
from coursework.teaching.kind import Kind, folded
from coursework.teaching.nearest import nearest
from coursework.teaching.plain import NotAttempted, Unreadable, kind_of
from coursework.teaching.rows import shown

__all__ = ["Menu"]


class Menu(Kind):
    """One option for each thing: which treatment each group gets.

    Parameters
    ----------
    keys
        What is chosen for: code to label.
    options
        Code of each key to its options, themselves code to label. An answer may be the code or the label of an option.
    usual
        The option that a key gets when it is left out; every key has it.

    A plain answer is a ``dict`` from key to code, with all keys in their order.

    Examples
    --------
    >>> menu = Menu({"new": "newcomers", "quiet": "quiet users"}, {"new": {"none": "nothing", "gift": "a gift"}, "quiet": {"none": "nothing", "sms": "a text message"}})
    >>> menu.read({"quiet": "a text message"})
    {'new': 'none', 'quiet': 'sms'}
    """

    def __init__(self, keys, options, *, usual="none"):
        self.keys, self.usual = dict(keys), usual
        self.choices = {key: Choice(options[key]) for key in self.keys}
        lacking = [key for key, choice in self.choices.items() if usual not in choice.options]
        if lacking:
            raise ValueError(f"{lacking} have no option {usual!r} for what is left out.")

    def read(self, value):
        if is_blank(value):
            raise NotAttempted
        if not kind_of(value, dict, pd.Series):
            raise Unreadable(Phrase(_("Write a dictionary with one choice for each group: `{form}`."), form='{"…": "…", "…": "…"}'))
        pairs = list(dict.items(value)) if kind_of(value, dict) else list(zip(list(value.index), list(value), strict=True))
        blank = [key for key, one in pairs if is_blank(one)]
        if not pairs or len(blank) == len(pairs):
            raise NotAttempted
        if blank:
            names = listing([f"“{shown(str(key))}”" for key in blank], most=8)
            raise Unreadable(Phrase(_('Still blank: {names}. Put "{usual}" where nothing is done, or leave the name out.'), names=names, usual=self.usual))
        return {key: self.usual for key in self.keys} | dict(self._one(key, one) for key, one in pairs)

    def _one(self, key, one) -> tuple:
        name = shown(str(key))
        if str(key) not in self.keys:
            near = nearest(str(key), self.keys)
            if near:
                raise Unreadable(Phrase(_("There is no “{name}” to plan for; did you mean “{near}”?"), name=name, near=near))
            known = listing([f"`{known}`" for known in self.keys], most=20)
            raise Unreadable(Phrase(_("There is no “{name}” to plan for; choose among {known}."), name=name, known=known))
        choice = self.choices[str(key)]
        choice.lesson = self.lesson
        try:
            return str(key), choice.read(one)
        except NotAttempted:
            raise
        except Unreadable as error:
            raise Unreadable(self._not_for(name, one, choice) or Phrase(_("“{name}”: {help}"), name=name, help=error.help)) from None

    def _not_for(self, name, one, choice) -> Phrase | None:
        """Return what is said of several options for one thing, and of an option that other things can get."""
        if type(one) in (list, tuple, set):
            return Phrase(_("“{name}” gets several options, and one is wanted. Choose one of these, in quotes: {options}."), name=name, options=choice.named(quotes=True))
        others = [key for key, other in self.choices.items() if other is not choice and any(folded(str(one)[:60]) in words_for(code, text, self.lesson) for code, text in other.options.items())]
        if others and kind_of(one, str):
            whose = listing([f"“{key}”" for key in others])
            return Phrase(_("“{given}” is something for {whose}, not for “{name}”. For it choose one of these, in quotes: {options}."), given=shown(str(one))[:40], whose=whose, name=name, options=choice.named(quotes=True))
        return None

    def wanted(self):
        return Phrase(_("a plan: a dictionary with one choice for each name"))

    def values(self, a, reference=None):
        return {"yours": listing([f"{key}: {one}" for key, one in a.items()], most=20)}

    def told(self, a, lesson=None):
        return listing([Phrase(_("{name}: {option}"), name=Phrase(self.keys[key], lesson=lesson), option=self.choices[key].told(one, lesson)) for key, one in a.items()], most=20)
