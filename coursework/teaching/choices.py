"""The kinds of answer made of names: one option, several of them, a ranking."""

import re

import numpy as np
import pandas as pd

from coursework.i18n import LANGUAGES, Phrase, _, listing, translated
from coursework.teaching.blank import is_blank
from coursework.teaching.kind import Kind, folded
from coursework.teaching.nearest import nearest
from coursework.teaching.plain import MOST_ROWS, NotAttempted, Unreadable, kind_of, label

__all__ = ["Choice", "Choices", "Ranking", "nearest_option", "words_for"]


def words_for(code, text, lesson=None) -> set:
    """Return everything that an option may be called: its code and its labels in all languages, folded."""
    return {folded(code), folded(text), *(folded(translated(text, lesson, language)) for language in LANGUAGES)}


def nearest_option(given, options, lesson=None) -> str | None:
    """Return the code of the one option that was probably meant: mistyped, shortened, or half of its label.

    Examples
    --------
    >>> [nearest_option(word, {"banner_ads": "Banner ads", "task_platform": "Task platform"}) for word in ("banner", "task_platfrom", "radio")]
    ['banner_ads', 'task_platform', None]
    """
    word = folded(given)
    known = {name: code for code, text in options.items() for name in words_for(code, text, lesson)}
    whole = {code for name, code in known.items() if word in re.split(r"[\s_-]+", name)}
    near = nearest(word, known)
    if len(whole) == 1 and (not near or word not in re.split(r"[\s_-]+", near)):
        return whole.pop()  # “online” is the beginning of one option, however much it looks like another
    if near:
        return known[folded(near)]
    if sum(2 if sign > "\u2e80" else 1 for sign in word) < 4:
        return None  # “no” stands in many a label
    for fits in (lambda name: name.startswith(word) or name.endswith(word), lambda name: word in name or name in word, lambda name: _in_order(word, name)):
        found = {code for name, code in known.items() if fits(name)}
        if len(found) == 1:
            return found.pop()
    return None


def _in_order(word, name) -> bool:
    """Say whether all signs of a word stand in a name in that order, as in a label that was shortened."""
    rest = iter(name)
    return len(word) >= 3 and not word.isascii() and all(sign in rest for sign in word)


class Choice(Kind):
    """One of several options.

    Parameters
    ----------
    options
        Code to label (marked with ``_``), or the codes alone. An answer may be the code or the label.
    elsewhere
        Words of another kind that people write here: pairs of a sentence that says what ``{given}`` is, and the words: word to
        the option that comes nearest, or to ``None``. The name of a column of categories stands for all its values.
    """

    def __init__(self, options, *, elsewhere=()):
        self.options = dict(options) if isinstance(options, dict) else {code: code for code in options}
        self.elsewhere = tuple(elsewhere)

    def read(self, value):
        return self.code(value)

    def code(self, value):
        """Return the code of one option that was named by its code or by its label."""
        if is_blank(value):
            raise NotAttempted
        if value is None and "none" in self.options:
            error = Unreadable(Phrase(_('`None` without quotes is nothing at all. The option is a word: `"none"`.')))
            error.first = True
            raise error
        if isinstance(value, (pd.Series, pd.Index, np.ndarray)) and np.size(value) == 1:
            value = np.asarray(value, dtype=object).reshape(-1)[0]
        elif type(value) in (list, tuple, set, frozenset) and len(value) == 1:
            (value,) = value
            return self.code(value)
        if not kind_of(value, str, int, float, np.generic) or kind_of(value, bool):
            raise Unreadable(Phrase(_("Write one of these, in quotes: {options}."), options=self.named(quotes=True)))
        given = label(value)
        for code, text in self.options.items():
            if folded(given) in words_for(code, text, self.lesson):
                return code
        raise Unreadable(self._not_one(given))

    def _not_one(self, given) -> Phrase:
        """Return what is said of a word that is no option: what it is instead, which option was meant, and the options, once."""
        values = {"given": given[:40], "options": self.named(quotes=True)}
        several = self._inside(folded(given))
        if len(several) > 1:
            return Phrase(_("“{given}” names several options, and one is wanted. Choose one of these, in quotes: {options}."), **values)
        for says, words in self.elsewhere:
            found = _known_words(words)
            if folded(given) in found:
                option = found[folded(given)]
                what = Phrase(says, lesson=self.lesson, given=given[:40])
                if option in self.options:
                    return Phrase(_("{what} Nearest to it is `{near}`; the options, in quotes: {options}."), what=what, near=f'"{option}"', **values)
                return Phrase(_("{what} Write one of these, in quotes: {options}."), what=what, **values)
        if len(self.options) <= 6 and any(folded(code) != folded(text) for code, text in self.options.items()):
            unlike = {**values, "options": self._explained(self.options)}
        else:
            unlike = values
        if re.fullmatch(r"[-+≈~约]?\s*\d[\d.,]*\s*[%％]?", given.strip()) and not any(sign.isdigit() for code in self.options for sign in code):
            return Phrase(_("“{given}” is a number; asked for is one of these words, in quotes: {options}."), **unlike)
        near = several[0] if several else nearest_option(given, self.options, self.lesson)
        if near:
            return Phrase(_("“{given}” is not one of the options; did you mean `{near}`? All of them, in quotes: {options}."), near=f'"{near}"', **values)
        fits = [code for code, text in self.options.items() if len(folded(given)) > (3 if given.isascii() else 0) and any(folded(given) in name for name in words_for(code, text, self.lesson))]
        if 1 < len(fits) <= 4:
            return Phrase(_("“{given}” may mean several of the options: {fits}. Write the one that you mean."), fits=self._explained(fits), **values)
        return Phrase(_("“{given}” is not one of the options. Write one of these, in quotes: {options}."), **unlike)

    def _explained(self, codes) -> str:
        """Return some of the options, each with what it means, for a word that is like none of them."""
        return listing([Phrase(_("`{code}` ({label})"), code=f'"{code}"', label=self.label(code, self.lesson)) for code in codes], most=6)

    def _inside(self, given) -> list:
        """Return the options that stand in a text, the longest name first and no two in one place: “brand search ads” is one."""
        names = sorted(((name, code) for code, text in self.options.items() for name in words_for(code, text, self.lesson)), key=lambda one: -len(one[0]))
        found = {}
        for name, code in names:
            place = given.find(name)
            if place >= 0:
                found[code] = min(place, found.get(code, place))
                given = given.replace(name, "\0" * len(name))
        return sorted(found, key=found.get)

    def named(self, quotes=False) -> str:
        """Return the codes as a list that can be read and copied."""
        return listing([f'`"{code}"`' if quotes else code for code in self.options], most=24)

    def label(self, code, lesson=None) -> Phrase:
        """Return the label of an option; it is put into a language when it is shown."""
        return Phrase(self.options.get(code, str(code)), lesson=lesson)

    def told(self, a, lesson=None):
        return self.label(a, lesson)

    def wanted(self):
        # What to do about another word names the options, so they are not printed here a second time.
        return Phrase(_("one of {n} options, in quotes"), n=len(self.options))

    def form(self):
        """Return what is wanted with all the options, for somebody who has not answered yet."""
        return Phrase(_("one of {options}"), options=self.named(quotes=True))

    def values(self, a, reference=None):
        return {"yours": a}


def _known_words(words) -> dict:
    """Return words of another kind, folded, to the option that comes nearest, with what they are called in each language."""
    column, options = words if isinstance(words, tuple) else (None, words)
    if column is None:
        return {folded(word): option for word, option in options.items()}
    from coursework.schema import labels  # only who names a column of the data needs its values

    found = {}
    for language in LANGUAGES:
        for code, text in labels(column, language).items():
            found |= {folded(code): options.get(code), folded(text): options.get(code)}
    return found


class Choices(Choice):
    """Several of the options, in any order."""

    def read(self, value):
        return frozenset(self.code(one) for one in _several(value, self.wanted()))

    def told(self, a, lesson=None):
        return listing([self.label(code, lesson) for code in self.options if code in a]) or "–"

    def wanted(self):
        return Phrase(_("a list with some of {options}"), options=self.named(quotes=True))

    form = wanted

    def values(self, a, reference=None):
        return {"yours": listing([code for code in self.options if code in a]) or "–", "n": len(a)}

    def found(self, a):
        return Phrase(_("`{variable}` holds {n}: {yours}."), **self.values(a))


class Ranking(Kind):
    """Names in order, the first the best.

    Parameters
    ----------
    options
        The names that can be ranked, if they are known beforehand; codes or code to label.
    top
        How many of them are asked for; all, if not given.
    """

    def __init__(self, options=None, *, top=None):
        self.options = dict(options) if isinstance(options, dict) else {code: code for code in options or ()}
        self.top = top

    def read(self, value):
        known = Choice(self.options)
        known.lesson = self.lesson
        names = [known.code(one) if self.options else label(one) for one in _several(value, self.wanted())]
        twice = sorted({str(name) for name in names if names.count(name) > 1})
        if twice:
            raise Unreadable(Phrase(_("{names} stands in it more than once; each has one place."), names=listing(twice)))
        return tuple(names)

    def same(self, a, b):
        return a[: self.top] == b[: self.top] and len(a) >= (self.top or len(b))

    def told(self, a, lesson=None):
        return listing([Phrase(self.options.get(name, str(name)), lesson=lesson) for name in a])

    def wanted(self):
        if self.top:
            return Phrase(_("a list of {n} names in order, the first one first"), n=self.top)
        return Phrase(_("a list of names in order, the first one first"))

    def values(self, a, reference=None):
        return {"yours": listing(a), "first": a[0] if a else "–", "last": a[-1] if a else "–", "n": len(a)}

    def found(self, a):
        return Phrase(_("`{variable}` ranks {n}: {yours}."), **self.values(a))


def _several(value, wanted):
    """Return the members of anything that is a list of names; never runs a generator."""
    if is_blank(value):
        raise NotAttempted
    if kind_of(value, pd.Series):
        # Ranked numbers carry the names in their index: `cac.sort_values()` is handed in as often as its `.index`.
        textual = value.dtype == object or isinstance(value.dtype, (pd.StringDtype, pd.CategoricalDtype))
        value = value if textual else value.index
    if kind_of(value, pd.Series, pd.Index, np.ndarray):
        value = np.asarray(value[: MOST_ROWS + 1], dtype=object)
        value = list(value) if value.ndim == 1 else None
    elif type(value) is dict or type(value).__name__ in ("dict_keys", "dict_values"):
        value = list(value)
    if type(value) not in (list, tuple, set, frozenset):
        raise Unreadable(Phrase(_('Write the names in square brackets, each in quotes: `["…", "…"]`.')))
    if len(value) > MOST_ROWS:
        raise Unreadable(Phrase(_("That is far more than there are names: which column did it come from?")))
    if not value:
        raise Unreadable(Phrase(_("The list is empty.")))
    if any(is_blank(one) for one in value):
        raise NotAttempted
    return value
