"""Change over time: lines with their names at the end."""

import numpy as np
import pandas as pd

from coursework.i18n import t
from coursework.plots import _draw, _text, chart, colours


def lines(
    data, *, title, subtitle=None, highlight=None, unit=None, column=None, x_label=None, from_zero=True, alt=None
):
    """Draw a line per column, named at its end.

    Parameters
    ----------
    data : Series or DataFrame
        The index holds times or numbers, each column one line. A table from
        ``methods.retention`` is drawn with a line per row, over its periods.
    title : str
        The message of the chart in one sentence.
    subtitle : str, optional
        Default: made from the table's ``attrs``.
    highlight : value or list of values, optional
        Lines that the message is about; the others turn grey.
    unit : str, optional
        As in :func:`bars`.
    column : str, optional
        Column that the lines' codes come from, for their names. Default: the columns' own name.
    x_label : str, optional
        What the index measures; needless for dates.
    from_zero : bool
        Begin the upright axis at zero.
    alt : str, optional
        Alternative text, if the automatic one does not say enough.

    Returns
    -------
    Chart

    Examples
    --------
    >>> import pandas as pd
    >>> lines(pd.DataFrame({"a": [1, 2], "b": [4, 3]}), title="A rises, B falls", unit="users")
    A rises, B falls (lines: a 1 to 2; b 4 to 3.)
    """
    _draw.check_unit(unit)
    parameters = data.attrs.get("coursework", {})
    if parameters.get("method") == "retention":
        data, column, unit, x_label = _from_retention(data, parameters, column, unit, x_label)
    table = data.to_frame() if isinstance(data, pd.Series) else data
    table = table.apply(_draw.numbers).set_axis(table.index)
    _draw.check_rows(len(table.columns))
    _draw.check_rows(min(len(table), 1))
    picked = _draw.chosen(highlight, table.columns)
    labels = _draw.names(table.columns, column)
    own = colours.series(list(table.columns))
    write = _text.writer(table.to_numpy().ravel(), unit)
    if subtitle is None:
        subtitle = _text.subtitle(parameters, code=getattr(data, "name", None), unit=unit)

    def drawing(axes):
        ends = []
        for code, label in sorted(zip(table.columns, labels, strict=True), key=lambda pair: pair[0] in picked):
            known = table[code].dropna()
            if known.empty:
                continue
            grey = bool(picked) and code not in picked
            shade = colours.CONTEXT if grey else own[code]
            axes.plot(known.index, known, color=shade, linewidth=1.4 if grey else 2.4, zorder=1 if grey else 3)
            if len(table) <= 16:
                axes.plot(
                    known.index,
                    known,
                    colours.marker(code),
                    color=shade,
                    markersize=4,
                    zorder=1 if grey else 3,
                    clip_on=False,
                )
            ends.append((known.index[-1], known.iloc[-1], label, colours.QUIET if grey else shade))
        low, high = np.nanmin(table.to_numpy()), np.nanmax(table.to_numpy())
        axes.set_ylim(min(low, 0) if from_zero else low - 0.05 * (high - low), high + 0.06 * (high - min(low, 0)) or 1)
        axes.set_xlim(table.index[0], table.index[-1])
        axes.margins(x=0)
        _draw.amounts(axes.yaxis, unit)
        _across(axes, table.index, x_label)
        if len(ends) > 1 or len(table.columns) > 1:
            name_ends(axes, ends)

    entries = []
    for code, label in zip(table.columns, labels, strict=True):
        known = table[code].dropna()
        if len(known):
            entries.append(
                t("{label} {first} to {last}", label=label, first=write(known.iloc[0]), last=write(known.iloc[-1]))
            )
    return chart.draw(drawing, title=title, subtitle=subtitle, alt=_draw.alternative(t("lines"), title, entries, alt))


def name_ends(axes, ends):
    """Write the name of each line at the right edge, pushed apart where lines end together."""
    size = _draw.size_of(len(ends)) - 0.5
    ends = sorted(ends, key=lambda end: end[1])
    axes.figure.canvas.get_renderer()
    low, high = axes.get_ylim()
    # the height of the axes is settled later; take what will remain of it
    step = (size * 1.35) / (72 * axes.figure.get_size_inches()[1] * 0.6) * (high - low)
    places = spread([end[1] for end in ends], step, low, high)
    for (x, y, label, shade), place in zip(ends, places, strict=True):
        axes.annotate(
            label,
            (x, y),
            xytext=(1.015, place),
            textcoords=("axes fraction", "data"),
            va="center",
            size=size,
            color=colours.readable(shade),
            annotation_clip=False,
            parse_math=False,
            arrowprops={"arrowstyle": "-", "color": colours.CONTEXT, "linewidth": 0.6, "shrinkA": 0, "shrinkB": 2},
        )


def spread(values, step, low, high):
    """Return sorted values moved apart to at least `step`, as little as needed, within the borders.

    >>> spread([1.0, 1.1, 5.0], 1.0, 0.0, 6.0)
    [0.55, 1.55, 5.0]
    """
    groups = []
    for value in values:
        groups.append([value, 1])
        while len(groups) > 1 and groups[-1][0] - groups[-2][0] < step * (groups[-1][1] + groups[-2][1]) / 2 - 1e-12:
            upper, lower = groups.pop(), groups.pop()
            count = upper[1] + lower[1]
            groups.append([(upper[0] * upper[1] + lower[0] * lower[1]) / count, count])
    places = []
    for centre, count in groups:
        half = step * (count - 1) / 2
        centre = min(max(centre, low + half), high - half)
        places += [round(centre - half + step * place, 12) for place in range(count)]
    return places


def _across(axes, index, x_label):
    """The ticks of time or numbers."""
    from matplotlib import dates
    from matplotlib.ticker import MaxNLocator

    if isinstance(index, pd.DatetimeIndex):
        locator = dates.AutoDateLocator(minticks=4, maxticks=9)
        axes.xaxis.set_major_locator(locator)
        short = (index[-1] - index[0]) < pd.Timedelta(days=120)
        axes.xaxis.set_major_formatter(dates.DateFormatter("%m-%d" if short else "%Y-%m"))
    else:
        axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=10))
    if x_label:
        axes.set_xlabel(x_label, parse_math=False)


def _from_retention(data, parameters, column, unit, x_label):
    """Turn a retention table on its side: periods downwards, a column per cohort or group."""
    cells = data.drop(columns=[one for one in ("size", parameters.get("by")) if one in data.columns])
    if parameters.get("by") and not parameters.get("pooled"):
        raise ValueError(t("One line per cohort and group is too much to read; call retention with pooled=True."))
    if not parameters.get("pooled"):
        cells = cells.set_axis([f"{stamp:%Y-%m-%d}" for stamp in cells.index])
    turned = cells.T
    if parameters.get("kind") != "bracket":
        turned.index = turned.index.astype(int)
    turned.attrs = {}
    if x_label is None:
        x_label = t("Days since the start") if parameters.get("unit") == "day" else t("Weeks since the start")
    unit = unit or ("share" if parameters.get("values") == "share" else "users")
    return turned, column or parameters.get("by"), unit, x_label
