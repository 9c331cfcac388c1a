"""Answers in words, which nobody judges as right or wrong: a sentence, a name, a day."""

import datetime as dt
import re

import pandas as pd

from coursework.i18n import Phrase, _
from coursework.teaching.blank import is_blank
from coursework.teaching.kind import Kind
from coursework.teaching.plain import NotAttempted, Unreadable, kind_of

__all__ = ["Date", "Name", "Words"]


class Words(Kind):
    """A few words: what most fields of a worksheet take.

    Parameters
    ----------
    least
        How long, in letters; a Chinese character counts as two.
    """

    def __init__(self, least=12):
        self.least = least

    def read(self, value):
        text = _text(value, Phrase(_("Write it in words, in quotes.")))
        if sum(2 if sign > "\u2e80" else 1 for sign in text) < self.least:
            raise Unreadable(Phrase(_("“{text}” is short: write it so that somebody who was not there understands it."), text=text))
        return text

    def wanted(self):
        return Phrase(_("a sentence in quotes"))


class Name(Words):
    """A name: of a person, a team, a shop; it may be short.

    Examples
    --------
    >>> Name().read(" Mei ")
    'Mei'
    """

    def __init__(self):
        super().__init__(least=1)

    def read(self, value):
        text = super().read(value)
        if not any(sign.isalpha() for sign in text):
            raise Unreadable(Phrase(_("“{text}” is no name: write who it is."), text=text[:40]))
        return text

    def wanted(self):
        return Phrase(_("a name in quotes"))


class Date(Kind):
    """A day: ``"2026-02-10"``, or the date itself. A plain answer is a text of that form.

    Examples
    --------
    >>> Date().read("2026-2-9"), Date().read(dt.date(2026, 2, 10))
    ('2026-02-09', '2026-02-10')
    """

    def read(self, value):
        if value is not pd.NaT and kind_of(value, dt.date):  # a Timestamp is one too
            return pd.Timestamp(value).date().isoformat()
        if kind_of(value, int) and 19_000_000 < value < 22_000_000:
            raise Unreadable(Phrase(_("Written in one piece it is only a large number: put the day in quotes, with hyphens, as in `{form}`."), form='"2026-02-10"'))
        if kind_of(value, int):
            raise Unreadable(Phrase(_('Without quotes Python subtracts: write the day as `{form}`.'), form='"2026-02-10"'))
        text = _text(value, Phrase(_("Write the day in quotes, year first: `{form}`."), form='"2026-02-10"'))
        found = re.fullmatch(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?", text)
        try:
            return dt.date(*map(int, found.groups())).isoformat()
        except (AttributeError, ValueError):
            raise Unreadable(Phrase(_("“{text}” is no day that can be put in a calendar. Year first, in quotes: `{form}`."), text=text[:40], form='"2026-02-10"')) from None

    def wanted(self):
        return Phrase(_("a day, such as `{form}`"), form='"2026-02-10"')


def _text(value, otherwise) -> str:
    if is_blank(value):
        raise NotAttempted
    if not kind_of(value, str):
        raise Unreadable(otherwise)
    text = str.__str__(value).strip()
    if not text or set(text) <= set("_. …-?"):
        raise NotAttempted
    return text
