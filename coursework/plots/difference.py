"""A comparison: the interval of the difference, against zero and the smallest worthwhile effect."""

import numpy as np

from coursework.i18n import t
from coursework.methods import _checks
from coursework.plots import _draw, _estimates, _text, chart, colours


def difference(data, *, title, subtitle=None, worthwhile=None, unit=None, column=None, among=None, alt=None):
    """Draw the difference of each arm (or group) to the control, with its interval and zero.

    Parameters
    ----------
    data : DataFrame
        Columns ``difference, difference_low, difference_high``: what ``methods.experiment`` and
        ``methods.standardise(…, control=…)`` give. Rows without a difference (the control) are left out.
    title : str
        The message of the chart in one sentence.
    subtitle : str, optional
        Default: made from the table's ``attrs``, with the name of the control.
    worthwhile : float, optional
        The smallest difference that would be worth acting on, in the unit of the outcome (0.02
        for two percentage points); drawn as a dashed line, and the side beyond it is tinted.
    unit : str, optional
        Default: percentage points for shares, else the unit in the table's ``attrs``.
    column : str, optional
        Column that the groups come from, for their names. Default: the index's own name.
    among : int, optional
        Say also how many users the difference would be among so many.
    alt : str, optional
        Alternative text, if the automatic one does not say enough.

    Returns
    -------
    Chart

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"difference": [0.018], "difference_low": [0.006], "difference_high": [0.03]}, index=["new"])
    >>> difference(table, title="The new page wins", unit="points", among=30_000)
    The new page wins (differences with intervals: new +1.8 points (+0.6 to +3.0), about 540 more of 30,000.)
    """
    _checks.columns(data, ["difference", "difference_low", "difference_high"], "data")
    parameters = data.attrs.get("coursework", {})
    if unit is None:
        unit = "points" if parameters.get("metric") == "share" else parameters.get("unit")
    _draw.check_unit(unit)
    data = data[data["difference"].notna()].sort_values("difference", ascending=False, kind="stable")
    _draw.check_rows(len(data))
    labels = _draw.names(data.index, column)
    middle, low, high = (_draw.numbers(data[name]) for name in ("difference", "difference_low", "difference_high"))
    words = _estimates.in_words(middle, low, high, unit, signed=True)
    if among is not None:
        words = [_among(text, value, among) for text, value in zip(words, middle, strict=True)]
    if subtitle is None:
        subtitle = _subtitle(parameters, column or data.index.name, unit)

    def drawing(axes):
        ends = np.r_[low, high, 0.0, worthwhile or 0.0]
        room = 0.08 * (ends.max() - ends.min() or 1)
        axes.set_xlim(ends.min() - room, ends.max() + room)
        _draw.rows(axes, labels)
        axes.axvline(0, color=colours.INK, linewidth=1.2, zorder=1)
        if worthwhile:
            _worth(axes, worthwhile, unit)
        for place, text in enumerate(words):
            shade = colours.colour(data.index[place])
            _estimates.mark(
                axes, place, middle[place], low[place], high[place], shade, size=9, beside=text, rows=len(data)
            )
        _draw.amounts(axes.xaxis, unit)

    entries = [_draw.entry(label, text) for label, text in zip(labels, words, strict=True)]
    entries = [text.replace("\n", " ") for text in entries]
    return chart.draw(
        drawing,
        title=title,
        subtitle=subtitle,
        alt=_draw.alternative(t("differences with intervals"), title, entries, alt),
    )


def _worth(axes, worthwhile, unit):
    """Tint what would be worth acting on, and name its border."""
    far = axes.get_xlim()[1] if worthwhile > 0 else axes.get_xlim()[0]
    axes.axvspan(worthwhile, far, color=colours.GRID, alpha=0.6, zorder=0, linewidth=0)
    axes.axvline(worthwhile, color=colours.QUIET, linewidth=1, linestyle=(0, (4, 3)), zorder=1)
    axes.annotate(
        t("worth acting on from {border}", border=_text.writer([], unit, signed=True, digits=1)(worthwhile)),
        (worthwhile, 1),
        xycoords=("data", "axes fraction"),
        xytext=(0, 3),
        textcoords="offset points",
        ha="center",
        size=8.5,
        color=colours.QUIET,
        parse_math=False,
    )


def _among(text, value, among):
    """Add the difference as a number of users."""
    values = {"difference": text, "count": f"{abs(value) * among:,.0f}", "among": f"{among:,}"}
    if value < 0:
        return t("{difference},\nabout {count} fewer of {among}", **values)
    return t("{difference},\nabout {count} more of {among}", **values)


def _subtitle(parameters, column, unit):
    parts = _text.subtitle(parameters, code="estimate", unit=unit, interval=True)
    if parameters.get("control") is None:
        return parts
    control = _text.name(column, parameters["control"])
    return t("Difference to {control} · {facts}", control=control, facts=parts)
