"""Say a sentence whose numbers come from the data: the only place in a lesson where such numbers stand in words."""

import re

from coursework.teaching.messages import show

__all__ = ["Sentence", "say"]

# Signs that Markdown would take for a tag, a formula, a heading, a quotation or a struck-out word.
_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": r"\$", "~": r"\~", "|": r"\|"})
_LIST_MARK = re.compile(r"^(\s*)([#+-]|\d+[.)])(?=\s)", re.MULTILINE)


class Sentence:
    """A sentence or a paragraph that shows itself as Markdown and as plain text in the same words."""

    def __init__(self, text: str):
        self.text = text

    def __repr__(self) -> str:
        return re.sub(r"\*\*([^*]+)\*\*|`([^`]+)`", lambda found: found.group(1) or found.group(2), self.text)

    __str__ = __repr__

    def _repr_mimebundle_(self, include=None, exclude=None):
        parts = re.split(r"(`[^`]+`)", self.text)
        marked = "".join(part if n % 2 else part.translate(_ESCAPED) for n, part in enumerate(parts))
        marked = _LIST_MARK.sub(lambda found: found.group(1) + found.group(2)[:-1] + "\\" + found.group(2)[-1], marked)
        return {"text/markdown": marked.replace("\n", "  \n"), "text/plain": repr(self)}


def say(text: str) -> None:
    """Show one sentence or paragraph; ``**bold**`` and `` `code` `` are kept, all else is shown as written.

    Examples
    --------
    >>> say(f"Clicks cost ¥{1.234:.2f} < ¥{2:.2f} in **banner_ads**.")
    Clicks cost ¥1.23 < ¥2.00 in banner_ads.
    """
    show(Sentence(str(text).strip()))
