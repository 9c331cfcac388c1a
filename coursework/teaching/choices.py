"""The kinds of answer made of names: one option, several of them, a ranking."""

import numpy as np
import pandas as pd

from coursework.i18n import LANGUAGES, Phrase, _, listing, translated
from coursework.teaching.blank import is_blank
from coursework.teaching.kind import Kind, folded
from coursework.teaching.plain import MOST_ROWS, NotAttempted, Unreadable, kind_of, label

__all__ = ["Choice", "Choices", "Ranking"]


class Choice(Kind):
    """One of several options.

    Parameters
    ----------
    options
        Code to label (marked with ``_``), or the codes alone. An answer may be the code or the label.
    """

    def __init__(self, options):
        self.options = dict(options) if isinstance(options, dict) else {code: code for code in options}

    def read(self, value):
        return self.code(value)

    def code(self, value):
        """Return the code of one option that was named by its code or by its label."""
        if is_blank(value):
            raise NotAttempted
        if isinstance(value, (pd.Series, pd.Index, np.ndarray)) and np.size(value) == 1:
            value = np.asarray(value, dtype=object).reshape(-1)[0]
        elif type(value) in (list, tuple, set, frozenset) and len(value) == 1:
            (value,) = value
            return self.code(value)
        if not kind_of(value, str, int, float, np.generic) or kind_of(value, bool):
            raise Unreadable(Phrase(_("Write one of these, in quotes: {options}."), options=self.named(quotes=True)))
        given = label(value)
        for code, text in self.options.items():
            if folded(given) in {folded(code), folded(text), *(folded(translated(text, self.lesson, language)) for language in LANGUAGES)}:
                return code
        raise Unreadable(
            Phrase(_("“{given}” is not one of the options. Write one of these, in quotes: {options}."), given=given[:40], options=self.named(quotes=True))
        )

    def named(self, quotes=False) -> str:
        """Return the codes as a list that can be read and copied."""
        return listing([f'`"{code}"`' if quotes else code for code in self.options], most=24)

    def label(self, code, lesson=None) -> Phrase:
        """Return the label of an option; it is put into a language when it is shown."""
        return Phrase(self.options.get(code, str(code)), lesson=lesson)

    def told(self, a, lesson=None):
        return self.label(a, lesson)

    def wanted(self):
        return Phrase(_("one of {options}"), options=self.named(quotes=True))

    def values(self, a, reference=None):
        return {"yours": a}


class Choices(Choice):
    """Several of the options, in any order."""

    def read(self, value):
        return frozenset(self.code(one) for one in _several(value, self.wanted()))

    def told(self, a, lesson=None):
        return listing([self.label(code, lesson) for code in self.options if code in a]) or "–"

    def wanted(self):
        return Phrase(_("a list with some of {options}"), options=self.named(quotes=True))

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
