"""What a field of a worksheet refuses: a pattern, or a function of the app and of all fields, with the text that it earns."""

import re
from dataclasses import dataclass

from coursework.i18n import Phrase

__all__ = ["Refusal", "refused"]


@dataclass(frozen=True)
class Refusal:
    """One thing that is untrue, empty or impossible in a field.

    Parameters
    ----------
    says
        The text; ``{yours}`` is what was written. A function may give further placeholders.
    finds
        A regular expression (case makes no difference), or ``function(app, fields) -> bool or placeholders``, where ``fields`` holds
        every field that could be read, and ``fields["…"]`` of one that could not raises.
    unless
        A regular expression that excuses it: the honest sentence that uses the same words.
    weight
        0 for what is no answer at all, 1 for what is untrue, 2 for what is missing or cannot be, 3 for what is only vague: the weightiest
        is said first; beside no answer, and beside something weightier than vague, nothing lighter is said of a field.
    """

    says: str
    finds: object
    unless: str = ""
    weight: int = 2

    def said(self, app, name, fields, lesson=None) -> Phrase | None:
        """Return what is said of a field; ``None`` if nothing is, or if it cannot be worked out."""
        text = str(fields.get(name) or "")
        try:
            if callable(self.finds):
                found = self.finds(app, fields)
            else:
                found = re.search(self.finds, text, re.IGNORECASE) and not (self.unless and re.search(self.unless, text, re.IGNORECASE))
        except Exception:  # other data, or a field that is blank: then nothing is known of it
            return None
        if not found:
            return None
        values = found if isinstance(found, dict) else {}
        return Phrase(self.says, lesson=lesson, yours=_short(text), **values)


def refused(app, fields, refuses, lesson=None) -> list[tuple[str, Phrase]]:
    """Return pairs of a field and what is refused in it, the weightiest first; of one field no vague thing beside a weightier one."""
    found = []
    for name, some in refuses.items():
        mine = [(one.weight, name, said) for one in some if fields.get(name) is not None and (said := one.said(app, name, fields, lesson)) is not None]
        heaviest = min((weight for weight, _name, _said in mine), default=0)
        found += mine[:1] if heaviest == 3 else [one for one in mine if one[0] < 3 and (heaviest or not one[0])][: None if heaviest else 1]
    return [(name, said) for _weight, name, said in sorted(found, key=lambda one: one[0])]


def _short(text) -> str:
    return text if len(text) <= 60 else f"{text[:58]}…"
