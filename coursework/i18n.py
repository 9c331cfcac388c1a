"""The language a learner reads: one way to mark a sentence, one way to say it.

``_("…")`` marks a sentence for the catalogue and gives it back unchanged: for declarations, which are made
before the language is known. ``t("…", name=value)`` says a sentence now, in the language in use. Catalogues are text
(``coursework/locale/<language>/…po``), read when first needed. A sentence without a translation is said in English.
"""

import gettext
import io
import re
from functools import lru_cache
from pathlib import Path

__all__ = ["LANGUAGES", "Phrase", "_", "language", "listing", "set_language", "t"]

LANGUAGES = ("en", "zh")
EXERCISES = "exercises"  # msgctxt of a lesson's declarations inside the lesson's catalogue
LOCALE = Path(__file__).resolve().parent / "locale"
_PLACEHOLDER = re.compile(r"\{([A-Za-z_]\w*)(?::([^{}]*))?\}")
_now = "en"


def _(message: str) -> str:
    """Mark a sentence for translation and give it back as it is; it is said later, by :func:`t` or a :class:`Phrase`."""
    return message


def set_language(code: str) -> None:
    """Choose the language of everything that is said from now on.

    Raises
    ------
    ValueError
        When there is no edition in that language.
    """
    global _now
    if code not in LANGUAGES:
        raise ValueError(f"There is no edition in {code!r}; choose one of {', '.join(LANGUAGES)}.")
    _now = code


def language() -> str:
    """Return the code of the language in use: ``"en"`` or ``"zh"``."""
    return _now


def t(message: str, /, *, lesson: str | None = None, **values) -> str:
    """Say a sentence now: translate it, then fill its named placeholders.

    Parameters
    ----------
    message
        The English sentence; placeholders are ``{name}`` or ``{name:,.0f}``. Only placeholders whose name is
        given are filled, so that braces in a piece of code stay as they are.
    lesson
        The lesson whose catalogue is asked first, for sentences declared in its exercises.

    Examples
    --------
    >>> t("{n:,} people registered; the code {'a': 1} stays.", n=1234)
    "1,234 people registered; the code {'a': 1} stays."
    """
    return fill(translated(message, lesson), values)


def translated(message: str, lesson: str | None = None, code: str | None = None) -> str:
    """Return the sentence in a language (the one in use, if none is given), its placeholders unfilled."""
    code = code or _now
    if code == "en" or not message:
        return message
    for name, context in ((lesson, EXERCISES), ("coursework", None)):
        found = _lookup(code, name, context, message) if name else None
        if found is not None:
            return found
    return message


def fill(message: str, values: dict) -> str:
    """Fill the placeholders whose names are in ``values``; a value that does not fit its format is shown as it is."""

    def one(match):
        name, form = match.groups()
        if name not in values:
            return match.group(0)
        try:
            return format(values[name], form or "")
        except (TypeError, ValueError):
            return str(values[name])

    return _PLACEHOLDER.sub(one, message)


class Phrase:
    """A sentence, or part of one, with its values, that is put into a language only when it is shown.

    Examples
    --------
    >>> str(Phrase("{n} rows", n=3))
    '3 rows'
    """

    __slots__ = ("lesson", "message", "values")

    def __init__(self, message: str, /, *, lesson: str | None = None, **values):
        self.message, self.lesson, self.values = message, lesson, values

    def __str__(self) -> str:
        return t(self.message, lesson=self.lesson, **self.values)

    def __format__(self, form: str) -> str:
        return format(str(self), form)

    def __repr__(self) -> str:
        return f"Phrase({self.message!r})"


def listing(things, most: int = 8) -> str:
    """Return names as a list in the language in use; after ``most`` of them an ellipsis.

    Examples
    --------
    >>> listing(["a", "b", "c"], most=2)
    'a, b, …'
    """
    things = [str(thing) for thing in things]
    shown = things[:most] + (["…"] if len(things) > most else [])
    return ("、" if _now == "zh" else ", ").join(shown)


def _lookup(code: str, catalogue: str, context: str | None, message: str) -> str | None:
    known = _catalogue(code, catalogue)
    if known is None:
        return None
    said = known.pgettext(context, message) if context else known.gettext(message)
    return None if said == message else said


@lru_cache(maxsize=64)
def _catalogue(code: str, name: str) -> gettext.GNUTranslations | None:
    path = LOCALE / code / f"{name}.po"
    if not path.is_file():
        return None
    import polib  # only readers of a translation wait for it

    catalogue = polib.pofile(str(path), encoding="utf-8")
    catalogue.metadata["Content-Type"] = "text/plain; charset=UTF-8"  # gettext reads nothing but ASCII without it
    return gettext.GNUTranslations(io.BytesIO(catalogue.to_binary()))
