"""What every kind of answer can do: read what a trainee hands in, say when two answers are the same, say what it wants."""

import math
import unicodedata

from coursework.i18n import Phrase, _
from coursework.teaching import units
from coursework.teaching.plain import kind_of

__all__ = ["Kind", "close", "folded", "known_unit"]


def close(a: float, b: float, rel: float, abs_: float) -> bool:
    """Say whether two numbers are the same answer; two NaN are, and so are two infinities of one sign."""
    if math.isnan(a) or math.isnan(b):
        return math.isnan(a) and math.isnan(b)
    return math.isclose(a, b, rel_tol=rel, abs_tol=abs_)


class Kind:
    """What all kinds of answer have in common."""

    unit: str | None = None
    percent_ok = False
    lesson: str | None = None  # set when the task is declared: labels are translated in the lesson's catalogue

    def read(self, value):
        """Return the answer in plain values.

        Raises
        ------
        NotAttempted
            The answer is a blank, or holds one.
        Unreadable
            It is not of this kind; the exception says what to do.
        """
        raise NotImplementedError

    def same(self, a, b) -> bool:
        """Say whether two answers, both read, are the same."""
        return a == b

    def versions(self, a):
        """Yield the answer, and the other ways in which this question lets it be written."""
        yield a

    def overlaps(self, a, b) -> bool:
        """Say whether two answers are the same on the rows that both have. Only answers of many rows can."""
        return False

    def wanted(self) -> Phrase:
        """Return in words what is wanted, as the middle of a sentence."""
        raise NotImplementedError

    def form(self) -> Phrase:
        """Return what is wanted, for somebody who has not answered yet."""
        return self.wanted()

    def found(self, a) -> Phrase:
        """Return a sentence that says what the trainee's own answer is."""
        return Phrase(_("`{variable}` is {yours}."), **self.values(a))

    def values(self, a, reference=None) -> dict:
        """Return what the placeholders of a message stand for, from the trainee's own answer alone."""
        return {"yours": a}

    def told(self, a, lesson=None):
        """Return an answer as it stands in a sentence or a table: a prediction, an outcome."""
        return self.values(a)["yours"]

    def kept(self, a):
        """Return an answer in a form that the progress file can hold, and that :meth:`read` reads again."""
        return list(a) if isinstance(a, tuple | frozenset) else a


def known_unit(unit):
    if unit not in units.UNITS:
        raise ValueError(f"No unit {unit!r}; known are {[name for name in units.UNITS if name]}: add a line to coursework/teaching/units.py.")
    return unit


def folded(text) -> str:
    return " ".join(unicodedata.normalize("NFKC", str.__str__(text) if kind_of(text, str) else str(text)).casefold().split())
