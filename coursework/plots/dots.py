"""Estimates with their uncertainty: a dot and an interval per row."""

import numpy as np

from coursework.i18n import t
from coursework.methods import _checks
from coursework.plots import _draw, _estimates, _text, chart, colours


def dots(data, *, title, subtitle=None, highlight=None, unit=None, column=None, sort=True, reference=None, alt=None):
    """Draw a dot and an interval per group, with estimate, interval and n in words beside it.

    Parameters
    ----------
    data : DataFrame
        Columns ``estimate, low, high`` and, if there, ``n``: what ``methods.estimate`` and
        ``methods.standardise`` give. The index holds the groups.
    title : str
        The message of the chart in one sentence.
    subtitle : str, optional
        Measure, unit, period, n. Default: made from the table's ``attrs``.
    highlight : value or list of values, optional
        Groups that the message is about; the others turn grey.
    unit : str, optional
        As in :func:`bars`. Default: the unit in the table's ``attrs``.
    column : str, optional
        Column that the groups come from, for their names. Default: the index's own name.
    sort : bool
        Largest first, or in the order given.
    reference : float, optional
        A value to hold the groups against, drawn as a line.
    alt : str, optional
        Alternative text, if the automatic one does not say enough.

    Returns
    -------
    Chart

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"estimate": [0.3], "low": [0.2], "high": [0.4], "n": [90]}, index=["ads"])
    >>> dots(table, title="Three in ten stay", unit="share").alt.replace("\\xa0", " ")
    'Three in ten stay (dots with intervals: ads 30 % (20 to 40), n 90.)'
    """
    _checks.columns(data, ["estimate", "low", "high"], "data")
    parameters = data.attrs.get("coursework", {})
    unit = parameters.get("unit") if unit is None else unit
    _draw.check_unit(unit)
    _draw.check_rows(len(data))
    picked = _draw.chosen(highlight, data.index)
    if sort:
        data = data.sort_values("estimate", ascending=False, kind="stable")
    labels = _draw.names(data.index, column)
    middle, low, high = (_draw.numbers(data[name]) for name in ("estimate", "low", "high"))
    counts = _draw.numbers(data["n"]) if "n" in data.columns else None
    words = _estimates.in_words(middle, low, high, unit, counts)
    if subtitle is None:
        subtitle = _text.subtitle(parameters, code="estimate", unit=unit, interval=True)

    def drawing(axes):
        _draw.rows(axes, labels)
        for place, code in enumerate(data.index):
            shade = _draw.shade(code, picked, anything=bool(picked))
            _estimates.mark(
                axes, place, middle[place], low[place], high[place], shade, beside=words[place], rows=len(data)
            )
        if reference is not None:
            axes.axvline(reference, color=colours.QUIET, linewidth=1, linestyle=(0, (4, 3)), zorder=1)
        spread = np.nanmax(high) - np.nanmin(low) if np.isfinite(high).any() else 1
        bottom = np.nanmin(np.r_[low, middle]) - 0.06 * spread
        axes.set_xlim(
            bottom if np.nanmin(middle) < 0 else max(bottom, 0), np.nanmax(np.r_[high, middle]) + 0.06 * spread
        )
        _draw.amounts(axes.xaxis, unit)

    entries = [_draw.entry(label, text) for label, text in zip(labels, words, strict=True)]
    return chart.draw(
        drawing,
        title=title,
        subtitle=subtitle,
        alt=_draw.alternative(t("dots with intervals"), title, entries, alt),
    )
