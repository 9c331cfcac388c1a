"""Plan against result: what led from one to the other."""

import numpy as np
import pandas as pd

from coursework.i18n import t
from coursework.plots import _draw, _text, chart, colours


def waterfall(
    changes, *, start, title, start_label=None, end_label=None, subtitle=None, unit=None, column=None, alt=None
):
    """Draw how a plan became a result: a bar for each, and between them the steps up and down.

    Parameters
    ----------
    changes : Series
        The steps in their order; the index names them. Each is added to what came before. The names
        "luck", "assumption" and "execution" appear in the learner's language.
    start : float
        Value of the first bar; the last bar is `start` plus all changes.
    title : str
        The message of the chart in one sentence.
    start_label, end_label : str, optional
        Names of the first and the last bar. Default: forecast and result.
    subtitle : str, optional
        Default: the unit.
    unit : str, optional
        As in :func:`bars`.
    column : str, optional
        Column that the steps' codes come from, for their names.
    alt : str, optional
        Alternative text, if the automatic one does not say enough.

    Returns
    -------
    Chart

    Examples
    --------
    >>> import pandas as pd
    >>> waterfall(pd.Series({"luck": 300.0, "assumption": -900.0}), start=5000, title="Luck hid a mistake", unit="yuan")
    Luck hid a mistake (steps: Forecast ¥5,000; Luck +¥300; Wrong assumption −¥900; Result ¥4,400.)
    """
    _draw.check_unit(unit)
    if not isinstance(changes, pd.Series):
        changes = pd.Series(changes, dtype=float)
    _draw.check_rows(len(changes))
    steps = _draw.numbers(changes)
    if np.isnan(steps).any() or pd.isna(start):
        raise ValueError(t("A step without a value cannot be drawn; fill it or leave it out."))
    levels = float(start) + np.r_[0.0, steps.cumsum()]
    labels = [
        start_label or _text.name(None, "forecast"),
        *_draw.names(changes.index, column),
        end_label or _text.name(None, "result"),
    ]
    totals, moves = _text.writer(levels, unit), _text.writer(levels, unit, signed=True)
    words = [totals(levels[0]), *(moves(step) for step in steps), totals(levels[-1])]
    if subtitle is None:
        subtitle = _text.subtitle(changes.attrs.get("coursework", {}), code=changes.name, unit=unit)

    def drawing(axes):
        floors = np.r_[0.0, np.minimum(levels[:-1], levels[1:]), 0.0]
        heights = np.r_[levels[0], np.abs(steps), levels[-1]]
        shades = [colours.QUIET, *(colours.ACCENT if step >= 0 else colours.LOSS for step in steps), colours.QUIET]
        axes.bar(range(len(heights)), heights, bottom=floors, color=shades, width=0.62)
        for place, level in enumerate(levels):
            axes.plot([place + 0.31, place + 0.69], [level, level], color=colours.QUIET, linewidth=0.9)
        tops = np.maximum(floors, floors + heights)
        for place, text in enumerate(words):
            axes.annotate(
                text,
                (place, tops[place]),
                xytext=(0, 4),
                textcoords="offset points",
                ha="center",
                size=10,
                parse_math=False,
            )
        axes.axhline(0, color=colours.QUIET, linewidth=0.9)
        low, high = min(floors.min(), levels.min(), 0), max(tops.max(), 0)
        axes.set_ylim(low, high + 0.03 * (high - low or 1))
        axes.set_xlim(-0.5, len(heights) - 0.5)
        axes.yaxis.set_visible(False)
        axes.spines["left"].set_visible(False)
        axes.spines["bottom"].set_visible(False)
        room = 0.92 * axes.figure.bbox.width / len(labels)
        measured = chart.text_width(axes.figure, 9.5)
        axes.set_xticks(
            range(len(labels)),
            ["\n".join(_text.wrapped(label, room, measured)) for label in labels],
            size=9.5,
            parse_math=False,
        )
        axes.tick_params(axis="x", length=0, labelcolor=colours.INK)

    entries = [_draw.entry(label, text) for label, text in zip(labels, words, strict=True)]
    return chart.draw(drawing, title=title, subtitle=subtitle, alt=_draw.alternative(t("steps"), title, entries, alt))
