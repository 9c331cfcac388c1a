"""An answer in words: a phrase or a few sentences, which nobody judges as right or wrong."""

from coursework.i18n import Phrase, _
from coursework.teaching.blank import is_blank
from coursework.teaching.kind import Kind
from coursework.teaching.plain import NotAttempted, Unreadable, kind_of

__all__ = ["Words"]


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
        if is_blank(value):
            raise NotAttempted
        if not kind_of(value, str):
            raise Unreadable(Phrase(_("Write it in words, in quotes.")))
        text = str.__str__(value).strip()
        if not text or set(text) <= set("_. …-?"):
            raise NotAttempted
        if sum(2 if sign > "\u2e80" else 1 for sign in text) < self.least:
            raise Unreadable(Phrase(_("“{text}” is short: write it so that somebody who was not there understands it."), text=text))
        return text

    def wanted(self):
        return Phrase(_("a sentence in quotes"))
