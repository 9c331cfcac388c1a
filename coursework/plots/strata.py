"""Simpson's picture: two groups over all, and within each stratum."""

import numpy as np

from coursework.i18n import t
from coursework.methods import estimate
from coursework.plots import _draw, _estimates, _text, chart, colours


def strata(data, *, outcome, by, strata, title, metric="share", level=0.95, unit=None, subtitle=None, alt=None):
    """Draw the estimate of each group over all and within each stratum, one above the other.

    Parameters
    ----------
    data : DataFrame
        A row per user.
    outcome, by, strata : str
        Columns with the outcome, the groups (two, at most four) and the strata.
    title : str
        The message of the chart in one sentence.
    metric : {"share", "mean"}
    level : float
        Of the intervals.
    unit : str, optional
        As in :func:`bars`. Default: per cent for shares.
    subtitle : str, optional
        Default: measure, unit, n, what the lines are.
    alt : str, optional
        Alternative text, if the automatic one does not say enough.

    Returns
    -------
    Chart
        A band of rows for all together and for each stratum, in each band a row per group with its
        estimate, interval and n: the uneven n are what turns the order round.

    Examples
    --------
    >>> import pandas as pd
    >>> data = pd.DataFrame({"ad": ["a", "b"] * 10, "tier": ["x"] * 10 + ["y"] * 10, "stayed": [1, 0] * 5 + [1, 1] * 5})
    >>> strata(data, outcome="stayed", by="ad", strata="tier", title="A holds everywhere").title
    'A holds everywhere'
    """
    unit = "share" if unit is None and metric == "share" else unit
    _draw.check_unit(unit)
    options = {"outcome": outcome, "metric": metric, "level": level}
    whole = estimate(data, by=by, **options)
    parts = estimate(data, by=[strata, by], **options)
    groups = list(whole.index)
    bands = list(dict.fromkeys(parts.index.get_level_values(0)))
    if len(groups) > 4 or len(groups) * (len(bands) + 1) > _draw.MOST_ROWS:
        raise ValueError(
            t(
                "{groups} groups in {bands} strata are too many to read; compare two groups at a time.",
                groups=len(groups),
                bands=len(bands),
            )
        )
    own = colours.series(groups)
    shown = [(None, group, whole.loc[group]) for group in groups]
    shown += [
        (band, group, parts.loc[(band, group)]) for band in bands for group in groups if (band, group) in parts.index
    ]
    middle, low, high, counts = (
        np.array([float(row[name]) for *_, row in shown]) for name in ("estimate", "low", "high", "n")
    )
    words = _estimates.in_words(middle, low, high, unit, counts)
    names = {group: _text.name(by, group) for group in groups}
    titles = {None: _text.name(None, "all")} | {band: _text.name(strata, band) for band in bands}
    if subtitle is None:
        subtitle = _text.subtitle(whole.attrs["coursework"], code="estimate", unit=unit, interval=True)

    def drawing(axes):
        places, place, edges = [], 0.0, []
        previous = shown[0][0]
        for band, *_ in shown:
            if band != previous:
                place += 0.55
                edges.append(place - 0.78)
                previous = band
            places.append(place)
            place += 1
        size = 9.5 if len(shown) <= 10 else 8.5
        for row, (band, group, _) in enumerate(shown):
            shade = own[group]
            _estimates.mark(
                axes,
                places[row],
                middle[row],
                low[row],
                high[row],
                shade,
                rows=len(shown),
                marker=colours.marker(group),
                size=9 if band is None else 7.5,
                beside=words[row],
            )
            axes.texts[-1].set_color(colours.readable(shade))
        axes.set_ylim(places[-1] + 0.6, -0.7)
        axes.axhspan(-0.7, edges[0] if edges else 0.6, color=colours.GRID, alpha=0.55, linewidth=0, zorder=0)
        for edge in edges:
            axes.axhline(edge, color=colours.GRID, linewidth=1)
        axes.set_yticks(places, [names[group] for _, group, _ in shown], size=size, parse_math=False)
        for tick, (_, group, _) in zip(axes.get_yticklabels(), shown, strict=True):
            tick.set_color(colours.readable(own[group]))
        axes.spines["left"].set_visible(False)
        spread = np.nanmax(high) - np.nanmin(low) or 1
        bottom = np.nanmin(low) - 0.06 * spread
        axes.set_xlim(bottom if np.nanmin(middle) < 0 else max(bottom, 0), np.nanmax(high) + 0.06 * spread)
        _draw.amounts(axes.xaxis, unit)
        _name_bands(axes, [band for band, *_ in shown], places, titles, size)

    entries = [
        t("{band}, {group} {values}", band=titles[band], group=names[group], values=text)
        for (band, group, _), text in zip(shown, words, strict=True)
    ]
    return chart.draw(
        drawing,
        title=title,
        subtitle=subtitle,
        alt=_draw.alternative(t("groups over all and within strata"), title, entries, alt),
    )


def _name_bands(axes, bands, places, titles, size):
    """Write the name of each band of rows left of the groups' names."""
    measured = chart.text_width(axes.figure, size)
    labels = max(measured(text.get_text()) for text in axes.get_yticklabels())
    for band in dict.fromkeys(bands):
        centre = np.mean([place for one, place in zip(bands, places, strict=True) if one == band])
        axes.annotate(
            titles[band],
            (0, centre),
            xycoords=("axes fraction", "data"),
            xytext=(-(labels + 22) * 72 / axes.figure.dpi, 0),
            textcoords="offset points",
            ha="right",
            va="center",
            size=size + 0.5,
            color=colours.INK,
            parse_math=False,
        )
