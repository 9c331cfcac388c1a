"""Diminishing returns: what a budget brings, and where we stand on the curve."""

import numpy as np
import pandas as pd

from coursework.i18n import t
from coursework.plots import _draw, _text, chart, colours
from coursework.plots.lines import name_ends


def response(
    data,
    *,
    title,
    mark=None,
    subtitle=None,
    highlight=None,
    unit=None,
    column="channel",
    x_label=None,
    y_label=None,
    alt=None,
):
    """Draw what each channel brings at each budget, and mark the budgets chosen.

    Parameters
    ----------
    data : Series or DataFrame
        The index holds budgets (yuan), each column the expected result of one channel.
    title : str
        The message of the chart in one sentence.
    mark : dict or Series, optional
        Channel → the budget (yuan) to mark on its curve.
    subtitle : str, optional
        Default: made from the table's ``attrs``.
    highlight : value or list of values, optional
        Channels that the message is about; the others turn grey.
    unit : str, optional
        Unit of the result, as in :func:`bars`.
    column : str, optional
        Column that the codes come from, for their names.
    x_label, y_label : str, optional
        What the axes measure. Default: budget in yuan; nothing.
    alt : str, optional
        Alternative text, if the automatic one does not say enough.

    Returns
    -------
    Chart

    Examples
    --------
    >>> import pandas as pd
    >>> curve = pd.DataFrame({"a": [0.0, 80.0, 120.0]}, index=[0, 5000, 10000])
    >>> response(curve, title="The second half brings less", mark={"a": 5000}, unit="users")
    The second half brings less (curves: a at ¥5,000 80, at most 120.)
    """
    _draw.check_unit(unit)
    parameters = data.attrs.get("coursework", {})
    table = data.to_frame() if isinstance(data, pd.Series) else data
    table = table.apply(_draw.numbers).set_axis(table.index).sort_index()
    _draw.check_rows(len(table.columns))
    picked = _draw.chosen(highlight, table.columns)
    marks = dict(mark if mark is not None else {})
    _draw.chosen(list(marks), table.columns)
    labels = dict(zip(table.columns, _draw.names(table.columns, column), strict=True))
    own = colours.series(list(table.columns))
    budgets = table.index.to_numpy(dtype=float)
    heights = {code: float(np.interp(spent, budgets, table[code])) for code, spent in marks.items()}
    if subtitle is None:
        subtitle = _text.subtitle(parameters, unit=unit)

    def drawing(axes):
        ends = []
        for code in table.columns:
            grey = bool(picked) and code not in picked
            shade = colours.CONTEXT if grey else own[code]
            axes.plot(budgets, table[code], color=shade, linewidth=1.4 if grey else 2.4, zorder=1 if grey else 2)
            if code in marks:
                axes.vlines(marks[code], 0, heights[code], color=shade, linewidth=1, linestyle=(0, (3, 3)), zorder=1)
                axes.plot(
                    marks[code],
                    heights[code],
                    colours.marker(code),
                    color=shade,
                    markersize=9,
                    markeredgecolor="white",
                    zorder=4,
                )
            ends.append((budgets[-1], table[code].iloc[-1], labels[code], colours.QUIET if grey else shade))
        cells = table.to_numpy()
        low, high = min(cells.min(), 0), max(cells.max(), 0)
        axes.set_xlim(budgets[0], budgets[-1])
        axes.set_ylim(low - 0.05 * (high - low) * (low < 0), high + 0.06 * (high - low))
        if low < 0:
            axes.axhline(0, color=colours.QUIET, linewidth=1)
        _draw.amounts(axes.xaxis, "yuan", x_label or t("Budget (yuan)"))
        _draw.amounts(axes.yaxis, unit, y_label)
        name_ends(axes, ends)

    write = _text.writer(table.to_numpy().ravel(), unit)
    spend = _text.writer([1000.0], "yuan")
    entries = []
    for code in table.columns:
        most = write(table[code].max())
        if code in marks:
            entries.append(
                t(
                    "{label} at {budget} {value}, at most {most}",
                    label=labels[code],
                    budget=spend(marks[code]),
                    value=write(heights[code]),
                    most=most,
                )
            )
        else:
            entries.append(t("{label} at most {most}", label=labels[code], most=most))
    return chart.draw(drawing, title=title, subtitle=subtitle, alt=_draw.alternative(t("curves"), title, entries, alt))
