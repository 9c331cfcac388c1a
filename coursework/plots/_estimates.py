"""An estimate in words and as a mark: shared by dots, difference and strata."""

import numpy as np

from coursework.i18n import t
from coursework.plots import _draw, _text, colours


def in_words(middle, low, high, unit, counts=None, *, signed=False):
    """Return "estimate (low to high), n count" for every row."""
    everything = np.r_[middle, low, high]
    write = _text.writer(everything, unit, signed=signed)
    border = _text.writer(everything, unit, signed=signed, bare=True)
    words = []
    for place in range(len(middle)):
        values = {"estimate": write(middle[place]), "low": border(low[place]), "high": border(high[place])}
        if np.isnan(low[place]):
            words.append(values["estimate"])
        elif counts is None:
            words.append(t("{estimate} ({low} to {high})", **values))
        else:
            words.append(t("{estimate} ({low} to {high}), n {n}", **values, n=f"{counts[place]:,.0f}"))
    return words


def mark(axes, place, middle, low, high, shade, *, beside="", rows=8, marker="o", size=8):
    """Draw one dot with its interval and the words at the right edge."""
    axes.plot([low, high], [place, place], color=shade, linewidth=2.6, solid_capstyle="butt", zorder=2)
    axes.plot([middle], [place], marker, color=shade, markersize=size, markeredgecolor="white", zorder=3)
    if beside:
        axes.annotate(
            beside,
            (1, place),
            xycoords=("axes fraction", "data"),
            xytext=(8, 0),
            textcoords="offset points",
            va="center",
            linespacing=1.4,
            size=min(_draw.size_of(rows), 9),
            color=colours.QUIET if shade == colours.CONTEXT else colours.INK,
            parse_math=False,
        )
