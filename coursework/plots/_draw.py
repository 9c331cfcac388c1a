"""Parts that several charts share: rows of categories, axes of amounts, alternative texts."""

import numpy as np
import pandas as pd

from coursework.i18n import language, listing, t
from coursework.methods import _checks
from coursework.plots import colours
from coursework.plots._text import UNITS, name, tick_writer

MOST_ROWS = 24


def chosen(highlight, index):
    """Return the highlighted entries as a set; one that is not there raises one sentence."""
    wanted = [] if highlight is None else [highlight] if isinstance(highlight, str) else list(highlight)
    for one in wanted:
        if one not in index:
            raise ValueError(
                t(
                    "highlight names {one}, which is not in the table; there are {there}.",
                    one=repr(one),
                    there=listing(index),
                )
            )
    return set(wanted)


def check_unit(unit):
    """Raise one sentence for a unit that we cannot write."""
    if unit is not None:
        _checks.choice(unit, UNITS, "unit")


def check_rows(count):
    """Raise one sentence if the picture would not be readable."""
    if not count:
        raise ValueError(t("There is nothing to draw: the table has no rows; check the filter before it."))
    if count > MOST_ROWS:
        raise ValueError(
            t("{count} rows are too many to read; draw the {most} that matter most.", count=count, most=MOST_ROWS)
        )


def numbers(values):
    """Return values as floats, unknown ones as NaN."""
    return pd.Series(values).to_numpy(dtype=float, na_value=np.nan)


def shade(code, picked, *, anything):
    """Colour of an entry: its own (or the accent) if it is the subject, grey if it is context."""
    if anything and code not in picked:
        return colours.CONTEXT
    return colours.colour(code) if picked else colours.ACCENT


def names(index, column=None):
    """Return the names of the entries of an index, as the learner reads them."""
    if isinstance(index, pd.MultiIndex):
        levels = index.names
        return [" · ".join(name(level, part) for level, part in zip(levels, entry, strict=True)) for entry in index]
    return [name(column or index.name, entry) for entry in index]


def size_of(rows):
    """Size of the text beside `rows` rows, in points."""
    return 10 if rows <= 10 else 9 if rows <= 14 else 8 if rows <= 19 else 7


def rows(axes, labels):
    """Set up one row per label, the first at the top."""
    axes.set_ylim(len(labels) - 0.4, -0.6)
    axes.set_yticks(range(len(labels)), labels, size=size_of(len(labels)), parse_math=False)
    axes.spines["left"].set_visible(False)


def amounts(axis, unit, label=None):
    """Write the ticks of an axis with their unit, and grid lines behind the data."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axis.set_major_locator(MaxNLocator(nbins=6, steps=[1, 2, 2.5, 5, 10], integer=unit in ("users", "count")))

    def written(value, _place):
        return tick_writer(axis.get_majorticklocs(), unit)(value)

    axis.set_major_formatter(FuncFormatter(written))
    axis.grid(True)
    if label:
        axis.set_label_text(label, parse_math=False)


def alternative(kind, title, entries, given=None):
    """Return the alternative text: the one given, or title, kind of chart and the values in it."""
    if given:
        return given
    shown = list(entries)
    listed = ("；" if language() == "zh" else "; ").join(shown[:MOST_ROWS])
    if len(shown) > MOST_ROWS:
        listed = t("{listed}; and {more} more", listed=listed, more=len(shown) - MOST_ROWS)
    return t("{title} ({kind}: {listed}.)", title=title, kind=kind, listed=listed)


def entry(label, value):
    """Return one named value for an alternative text."""
    return t("{label} {value}", label=label, value=value)
