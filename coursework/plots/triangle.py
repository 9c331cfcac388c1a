"""Look-up of retention: a row per cohort, a column per period, the corner that nobody can know yet left open."""

import numpy as np

from coursework.i18n import t
from coursework.plots import _draw, _text, chart, colours


def triangle(
    data,
    *,
    title,
    subtitle=None,
    unit=None,
    column=None,
    x_label=None,
    y_label=None,
    highlight=None,
    start=False,
    alt=None,
):
    """Draw a table of cohorts by periods as a heat map; cells that are not known yet stay empty.

    Parameters
    ----------
    data : DataFrame
        A row per cohort (the index), a column per period: what ``methods.retention`` gives, in shares or in
        users. A column ``size`` is not drawn.
    title : str
        The message of the chart in one sentence.
    subtitle : str, optional
        Default: made from the table's ``attrs``.
    unit : str, optional
        As in :func:`bars`. Default: per cent for shares, else users.
    column : str, optional
        Column that the cohorts come from, for their names. Default: the index's own name.
    x_label, y_label : str, optional
        What the periods and the cohorts are. Default: days or weeks since the start; nothing.
    highlight : value or list of values, optional
        Cohorts whose names are set in the accent colour.
    start : bool
        Whether period 0, the start itself, has a column: there every cohort is whole, and nothing is to be learned.
    alt : str, optional
        Alternative text, if the automatic one does not say enough.

    Returns
    -------
    Chart

    Raises
    ------
    ValueError
        In one sentence: no rows, too many to read, nothing known.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({1: [0.6, 0.5], 2: [0.4, None]}, index=["May", "June"])
    >>> triangle(table, title="June began lower", unit="share").alt.replace("\\xa0", " ")
    'June began lower (heat map: May 60 % to 40 %; June 50 %, then not known yet.)'
    """
    parameters = data.attrs.get("coursework", {})
    unit = unit or ("share" if parameters.get("values") == "share" else "users")
    _draw.check_unit(unit)
    cells = data.drop(columns=[one for one in ("size", parameters.get("by")) if one in data.columns])
    if not start and len(cells.columns) > 1 and str(cells.columns[0]) == "0":
        cells = cells.iloc[:, 1:]
    _draw.check_rows(len(cells))
    picked = _draw.chosen(highlight, cells.index)
    labels = _labels(cells.index, column)
    values = np.array([_draw.numbers(cells[name]) for name in cells.columns]).T
    if not np.isfinite(values).any():
        raise ValueError(t("No cohort is old enough for any of these periods; choose earlier ones."))
    write = _text.writer(values.ravel(), unit, bare=True)
    said = _text.writer(values.ravel(), unit)
    if subtitle is None:
        subtitle = _text.subtitle(parameters, unit=unit)
    if x_label is None and parameters.get("unit"):
        x_label = t("Days since the start") if parameters["unit"] == "day" else t("Weeks since the start")

    def drawing(axes):
        rows, periods = values.shape
        low, high = np.nanmin(values), np.nanmax(values)
        for row in range(rows):
            for place in range(periods):
                value = values[row, place]
                depth = 0.0 if np.isnan(value) else 0.12 + 0.88 * (value - low) / (high - low or 1)
                axes.add_patch(_cell(place, row, np.isnan(value), depth))
                if not np.isnan(value):
                    size = 8.5 if max(rows, periods) <= 13 else 7
                    ink = "white" if depth > 0.68 else colours.INK
                    axes.text(
                        place, row, write(value), ha="center", va="center", size=size, color=ink, parse_math=False
                    )
        axes.set_xlim(-0.5, periods - 0.5)
        axes.set_ylim(rows - 0.5, -0.5)
        axes.set_yticks(range(rows), labels, size=_draw.size_of(rows), parse_math=False)
        for tick, code in zip(axes.get_yticklabels(), cells.index, strict=True):
            tick.set_color(colours.ACCENT if code in picked else colours.INK)
        step = -(-periods // 16)
        axes.set_xticks(
            range(0, periods, step), [str(name) for name in cells.columns[::step]], size=9, parse_math=False
        )
        axes.tick_params(axis="both", length=0)
        for side in ("left", "bottom"):
            axes.spines[side].set_visible(False)
        if x_label:
            axes.set_xlabel(x_label, parse_math=False)
        if y_label:
            axes.set_ylabel(y_label, parse_math=False)

    entries = [_in_words(label, row, said) for label, row in zip(labels, values, strict=True)]
    return chart.draw(
        drawing, title=title, subtitle=subtitle, alt=_draw.alternative(t("heat map"), title, entries, alt)
    )


def _cell(place, row, unknown, depth):
    """One cell: filled by its value, or hatched where nobody can know yet."""
    from matplotlib.colors import to_rgb
    from matplotlib.patches import Rectangle

    if unknown:
        return Rectangle(
            (place - 0.48, row - 0.46), 0.96, 0.92, facecolor="white", edgecolor=colours.GRID, hatch="////", linewidth=0
        )
    full, paper = np.array(to_rgb(colours.ACCENT)), np.ones(3)
    return Rectangle(
        (place - 0.48, row - 0.46), 0.96, 0.92, facecolor=tuple(paper + depth * (full - paper)), linewidth=0
    )


def _labels(index, column):
    """Names of the cohorts; a day is written as a date."""
    return [
        f"{one:%Y-%m-%d}" if hasattr(one, "strftime") else label
        for one, label in zip(index, _draw.names(index, column), strict=True)
    ]


def _in_words(label, row, said):
    """First and last known value of a cohort, and whether something is still open."""
    known = row[np.isfinite(row)]
    if not len(known):
        return t("{label}: not known yet", label=label)
    values = {"label": label, "first": said(known[0]), "last": said(known[-1])}
    if len(known) == 1:
        whole = _draw.entry(label, values["first"])
    else:
        whole = t("{label} {first} to {last}", **values)
    return whole if np.isfinite(row[-1]) else t("{known}, then not known yet", known=whole)
