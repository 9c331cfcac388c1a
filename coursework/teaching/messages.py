"""One message: a title, sentences, perhaps code, a list or a small table, and the next step.

It shows itself as HTML that reads well on light and dark ground (it takes over the page's own colours, and adds only a
tint and a mark) and as plain text with the same words. No widgets, no scripts, nothing to load.
"""

import html
import re
import sys
from dataclasses import dataclass

from coursework.i18n import _, t

__all__ = ["Code", "Message", "Points", "Table", "show"]

MOST_ROWS, MOST_COLUMNS = 8, 6

# Mark and tint of each tone. The mark carries the meaning for those who cannot tell the colours apart.
_TONES = {
    "good": ("✓", "46, 160, 67"),
    "nearly": ("✓", "191, 135, 0"),
    "again": ("→", "191, 135, 0"),
    "open": ("○", "110, 118, 129"),
    "stop": ("!", "207, 34, 46"),
    "note": ("·", "9, 105, 218"),
}
_STYLE = "border-left:4px solid rgb({tint});background:rgba({tint},0.08);padding:8px 14px;margin:4px 0;max-width:52em;line-height:1.5"
_CODE = re.compile(r"`([^`]+)`")
_BOLD = re.compile(r"\*\*([^*]+)\*\*")
_ITALIC = re.compile(r"(?<![*\w])\*([^*\s](?:[^*]*[^*\s])?)\*(?![*\w])")


@dataclass(frozen=True)
class Code:
    """Lines of code inside a message."""

    text: str

    def html(self) -> str:
        return f'<pre style="margin:6px 0;padding:6px 10px;background:rgba(127,127,127,0.12);overflow-x:auto">{html.escape(self.text)}</pre>'

    def plain(self) -> str:
        return "\n".join(f"    {line}" for line in self.text.splitlines())


@dataclass(frozen=True)
class Points:
    """A list inside a message."""

    points: tuple

    def html(self) -> str:
        return '<ul style="margin:4px 0 4px 1.4em;padding:0">' + "".join(f"<li>{_rich(point)}</li>" for point in self.points) + "</ul>"

    def plain(self) -> str:
        return "\n".join(f"  - {_bare(point)}" for point in self.points)


@dataclass(frozen=True)
class Table:
    """A small table inside a message: a row of headings, then rows of texts; columns of numbers stand at the right.

    What goes beyond 8 rows and 6 columns is left out, so that a slide never scrolls.
    """

    head: tuple
    rows: tuple

    def _cut(self):
        return [tuple(map(str, row))[:MOST_COLUMNS] for row in (self.head, *self.rows[:MOST_ROWS])]

    def _right(self, column: int) -> bool:
        texts = [row[column] for row in self._cut()[1:] if row[column] not in ("", "–")]
        return column > 0 and bool(texts) and all(any(sign.isdigit() for sign in text) for text in texts)

    def html(self) -> str:
        cell = 'style="padding:2px 12px 2px 0;text-align:{side};border:0"'
        head, *rows = self._cut()
        sides = ["right" if self._right(n) else "left" for n in range(len(head))]

        def line(row, tag):
            cells = (f"<{tag} {cell.format(side=sides[n])}>{_rich(text)}</{tag}>" for n, text in enumerate(row))
            return f'<tr style="background:transparent">{"".join(cells)}</tr>'

        body = "".join(line(row, "td") for row in rows)
        top = f"<thead>{line(head, 'th')}</thead>" if any(head) else ""
        return f'<table style="border-collapse:collapse;margin:6px 0">{top}<tbody>{body}</tbody></table>'

    def plain(self) -> str:
        rows = [[_bare(text) for text in row] for row in self._cut()]
        widths = [max(_width(row[n]) for row in rows) for n in range(len(rows[0]))]
        return "\n".join("  " + "  ".join(_pad(text, widths[n], left=not self._right(n)) for n, text in enumerate(row)).rstrip() for row in rows if any(row))


class Message:
    """What is shown to somebody after one call: shows itself in a notebook, and prints as plain text.

    Parameters
    ----------
    tone
        ``good`` · ``nearly`` · ``again`` · ``open`` · ``stop`` · ``note``.
    title
        One short sentence.
    body
        Sentences (``str`` or :class:`~coursework.i18n.Phrase`, with `` `code` `` and ``**bold**``), :class:`Code`,
        :class:`Points`, :class:`Table`, in order. Empty ones are left out.
    step
        The next step, if there is one.
    """

    def __init__(self, tone, title, body=(), step=None):
        self.tone, self.title, self.step = tone, str(title), str(step) if step else None
        said = (part if isinstance(part, Code | Points | Table) else str(part or "") for part in body)
        self.body = tuple(part for part in said if part)

    def __repr__(self) -> str:
        mark = _TONES[self.tone][0]
        parts = [f"{mark} {_bare(self.title)}", *(part.plain() if not isinstance(part, str) else _bare(part) for part in self.body)]
        if self.step:
            parts.append(_bare(t(_("Next: {step}"), step=self.step)))
        return "\n".join(parts)

    __str__ = __repr__

    def _repr_html_(self) -> str:
        mark, tint = _TONES[self.tone]
        parts = [f'<strong><span aria-hidden="true">{mark}</span> {_rich(self.title)}</strong>']
        parts += [part.html() if not isinstance(part, str) else f'<div style="margin-top:4px">{_rich(part)}</div>' for part in self.body]
        if self.step:
            parts.append(f'<div style="margin-top:6px">{_rich(t(_("Next: {step}"), step=self.step))}</div>')
        return f'<div style="{_STYLE.format(tint=tint)}">{"".join(parts)}</div>'

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/html": self._repr_html_(), "text/plain": repr(self)}


def show(thing) -> None:
    """Show a message in the notebook; outside of one print it as plain text."""
    ipython = sys.modules.get("IPython")
    if ipython is not None and ipython.get_ipython() is not None:
        from IPython.display import display  # loaded already, or we would not be here

        display(thing)
    else:
        print(str(thing))


def _rich(text) -> str:
    """Return the text as HTML: everything escaped, `code` and **bold** kept, line breaks too."""
    parts = _CODE.split(str(text))
    for n, part in enumerate(parts):
        escaped = html.escape(part)
        parts[n] = f"<code>{escaped}</code>" if n % 2 else _ITALIC.sub(r"<em>\1</em>", _BOLD.sub(r"<strong>\1</strong>", escaped)).replace("\n", "<br>")
    # A dollar sign would begin a formula.
    return "".join(parts).replace("$", "&#36;")


def _bare(text) -> str:
    return _ITALIC.sub(r"\1", _BOLD.sub(r"\1", str(text)))


def _width(text) -> int:
    return sum(2 if "\u2e80" <= sign <= "\uffef" else 1 for sign in text)


def _pad(text, width, left) -> str:
    fill = " " * (width - _width(text))
    return text + fill if left else fill + text
