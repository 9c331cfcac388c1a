"""Ranking: sorted bars from zero, with their values."""

import pandas as pd

from coursework.i18n import listing, t
from coursework.plots import _draw, _text, chart, colours


def bars(data, *, title, value=None, subtitle=None, highlight=None, unit=None, column=None, sort=True, alt=None):
    """Draw one bar per row, the largest first, each with its value.

    Parameters
    ----------
    data : Series or DataFrame
        The index holds the categories. Of a DataFrame, `value` names the column to draw.
    title : str
        The message of the chart in one sentence.
    value : str, optional
        Column to draw; not needed for a Series.
    subtitle : str, optional
        Measure, unit, period, n. Default: made from the table's ``attrs``.
    highlight : value or list of values, optional
        Categories that the message is about; the others turn grey.
    unit : {"yuan", "share", "points", "users", "count", "times", "days", "number"}, optional
        How values are written; shares between 0 and 1 appear as per cent.
    column : str, optional
        Column that the categories come from, for their names. Default: the index's own name.
    sort : bool
        Largest first, or in the order given. Rows without a value come last.
    alt : str, optional
        Alternative text, if the automatic one does not say enough.

    Returns
    -------
    Chart

    Raises
    ------
    ValueError
        In one sentence: an unknown column, unit or highlight, no rows or too many to read.

    Examples
    --------
    >>> import pandas as pd
    >>> bars(pd.Series({"a": 3, "b": 5}), title="B leads", unit="users")
    B leads (sorted bars: b 5; a 3.)
    """
    _draw.check_unit(unit)
    values, parameters = _values(data, value)
    _draw.check_rows(len(values))
    picked = _draw.chosen(highlight, values.index)
    if sort:
        values = values.sort_values(ascending=False, kind="stable", na_position="last")
    labels = _draw.names(values.index, column)
    write = _text.writer(values, unit)
    written = [write(number) for number in values]
    if subtitle is None:
        subtitle = _text.subtitle(parameters, code=values.name, unit=unit)

    def drawing(axes):
        shades = [
            colours.LOSS if number < 0 and not picked else _draw.shade(code, picked, anything=bool(picked))
            for code, number in values.items()
        ]
        axes.barh(range(len(values)), values.fillna(0.0), color=shades, height=0.72)
        _draw.rows(axes, labels)
        for place, (number, text) in enumerate(zip(values, written, strict=True)):
            axes.annotate(
                text,
                # the value of a loss stands on the free side of zero, not over the names
                (number if number > 0 else 0, place),
                xytext=(4, 0),
                textcoords="offset points",
                va="center",
                size=_draw.size_of(len(values)),
                color=colours.INK if not picked or values.index[place] in picked else colours.QUIET,
                parse_math=False,
            )
        axes.axvline(0, color=colours.QUIET, linewidth=0.9)
        axes.set_xlim(min(values.min(), 0), max(values.max(), 0) or 1)
        axes.xaxis.set_visible(False)
        axes.spines["bottom"].set_visible(False)

    entries = [_draw.entry(label, text) for label, text in zip(labels, written, strict=True)]
    kind = t("sorted bars") if sort else t("bars")
    return chart.draw(drawing, title=title, subtitle=subtitle, alt=_draw.alternative(kind, title, entries, alt))


def _values(data, value):
    """Return the values as a Series of floats, and the parameters of the method that made them."""
    parameters = data.attrs.get("coursework", {})
    if isinstance(data, pd.DataFrame):
        if value is None and len(data.columns) == 1:
            value = data.columns[0]
        if value not in data.columns:
            raise ValueError(
                t(
                    "value={value}: name the column to draw; the table has {there}.",
                    value=repr(value),
                    there=listing(data.columns),
                )
            )
        data = data[value]
    return pd.Series(_draw.numbers(data), index=data.index, name=data.name), parameters
