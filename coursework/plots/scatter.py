"""Two measures of the same things: labelled points."""

import numpy as np

from coursework.i18n import t
from coursework.methods import _checks
from coursework.plots import _draw, _text, chart, colours


def scatter(
    data,
    *,
    x,
    y,
    title,
    label=None,
    size=None,
    subtitle=None,
    highlight=None,
    x_label=None,
    y_label=None,
    x_unit=None,
    y_unit=None,
    log=False,
    diagonal=False,
    alt=None,
):
    """Draw a labelled point per row.

    Parameters
    ----------
    data : DataFrame
        A row per thing (channel, city …).
    x, y : str
        Columns with the two measures. Rows where one is missing are left out.
    title : str
        The message of the chart in one sentence.
    label : str, optional
        Column with the names of the points. Default: the index.
    size : str, optional
        Column whose value is the area of the point.
    subtitle : str, optional
        Default: made from the table's ``attrs``.
    highlight : value or list of values, optional
        Points that the message is about; the others turn grey.
    x_label, y_label : str, optional
        What the axes measure. Default: the name of the column.
    x_unit, y_unit : str, optional
        As ``unit`` in :func:`bars`.
    log : bool
        Logarithmic axes, for measures that differ by factors.
    diagonal : bool
        Draw the line where both are equal (value = cost).
    alt : str, optional
        Alternative text, if the automatic one does not say enough.

    Returns
    -------
    Chart

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"cac": [30.0, 80.0], "early_value": [20.0, 160.0]}, index=["a", "b"])
    >>> scatter(table, x="cac", y="early_value", title="Dear is not bad", x_unit="yuan", y_unit="yuan")
    Dear is not bad (labelled points: a ¥30, ¥20; b ¥80, ¥160.)
    """
    _checks.columns(data, [x, y] + [one for one in (label, size) if one], "data")
    _draw.check_unit(x_unit)
    _draw.check_unit(y_unit)
    parameters = data.attrs.get("coursework", {})
    data = data[data[x].notna() & data[y].notna()]
    _draw.check_rows(len(data))
    codes = data.index if label is None else data[label]
    picked = _draw.chosen(highlight, list(codes))
    texts = [_text.name(codes.name, code) for code in codes]
    across, up = _draw.numbers(data[x]), _draw.numbers(data[y])
    areas = np.full(len(data), 70.0)
    if size is not None:
        share = _draw.numbers(data[size])
        areas = 30 + 420 * share / np.nanmax(share)
    if subtitle is None:
        subtitle = _text.subtitle(parameters)

    def drawing(axes):
        if log:
            axes.set_xscale("log")
            axes.set_yscale("log")
        for place, code in enumerate(codes):
            shade = _draw.shade(code, picked, anything=bool(picked))
            if not picked:
                shade = colours.colour(code)
            axes.scatter(
                across[place],
                up[place],
                s=areas[place],
                color=shade,
                marker=colours.marker(code),
                edgecolor="white",
                zorder=4 if code in picked else 3,
            )
        if log:
            axes.margins(0.16)
            _log_ticks(axes, x_unit, y_unit)
        else:
            axes.set_xlim(*_limits(across))
            axes.set_ylim(*_limits(up))
            _draw.amounts(axes.xaxis, x_unit)
            _draw.amounts(axes.yaxis, y_unit)
        axes.set_xlabel(x_label or _text.measure(x), parse_math=False)
        axes.set_ylabel(y_label or _text.measure(y), parse_math=False)
        axes.grid(True)
        if diagonal:
            axes.axline((1, 1), (2, 2), color=colours.QUIET, linewidth=1, linestyle=(0, (4, 3)), zorder=1)
        elif not log and min(up) < 0:
            axes.axhline(0, color=colours.QUIET, linewidth=1, zorder=1)
        strong = [not picked or code in picked for code in codes]
        return lambda final: place_labels(final, across, up, areas, texts, strong, diagonal=diagonal)

    write_x, write_y = _text.writer(across, x_unit), _text.writer(up, y_unit)
    entries = [
        t("{label} {x}, {y}", label=text, x=write_x(one), y=write_y(other))
        for text, one, other in zip(texts, across, up, strict=True)
    ]
    return chart.draw(
        drawing, title=title, subtitle=subtitle, alt=_draw.alternative(t("labelled points"), title, entries, alt)
    )


def _limits(values):
    """Limits with room for labels; from zero if zero is near."""
    low, high = float(values.min()), float(values.max())
    spread = high - low or abs(high) or 1.0
    bottom = low - 0.12 * spread
    if 0 <= low <= 1.2 * spread:
        bottom = 0.0
    return bottom, high + 0.14 * spread


def _log_ticks(axes, x_unit, y_unit):
    from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

    for axis, unit in ((axes.xaxis, x_unit), (axes.yaxis, y_unit)):
        axis.set_major_locator(LogLocator(subs=(1, 2, 5)))
        axis.set_major_formatter(FuncFormatter(lambda value, _place, unit=unit: _text.writer([value], unit)(value)))
        axis.set_minor_formatter(NullFormatter())


def place_labels(axes, across, up, areas, texts, strong, *, diagonal=False):
    """Write each label on the side of its point where it hides least: points, labels, borders."""
    from matplotlib.patheffects import withStroke

    figure = axes.figure
    renderer = figure.canvas.get_renderer()
    scale = figure.dpi / 72
    points = axes.transData.transform(np.column_stack([across, up]))
    radii = 0.66 * np.sqrt(areas) * scale  # the corners of a diamond reach further than a circle
    frame = axes.get_window_extent(renderer)
    taken = [(px - r, py - r, px + r, py + r) for (px, py), r in zip(points, radii, strict=True)]
    if diagonal:
        along = np.linspace(
            max(axes.get_xlim()[0], axes.get_ylim()[0]), min(axes.get_xlim()[1], axes.get_ylim()[1]), 90
        )
        taken += [
            (px - 0.5, py - 0.5, px + 0.5, py + 0.5)
            for px, py in axes.transData.transform(np.column_stack([along, along]))
        ]
    measured = chart.text_width(figure, 9)
    height = 9 * scale * 1.3
    crowded = [-np.sort(np.hypot(*(points - point).T))[1:3].sum() for point in points]
    for place in np.argsort(crowded, kind="stable")[::-1]:
        px, py = points[place]
        width, gap = measured(texts[place]), radii[place] + 3
        corners = []
        for lift in (0, 0.75, -0.75):
            for side in (0, -1):
                step = gap if not lift else gap * 0.8
                corners.append(
                    (px + step if side == 0 else px - step - width, py - height / 2 + lift * (gap + height / 3))
                )
        corners += [(px - width / 2, py + gap), (px - width / 2, py - gap - height)]
        corners += [(px + gap, py + 1.6 * height), (px + gap, py - 2.4 * height), (px - width / 2, py + gap + height)]
        boxes = [(left, low, left + width, low + height) for left, low in corners]
        costs = [
            sum(_overlap(box, other) for other in taken) + 8 * _outside(box, frame) + rank
            for rank, box in enumerate(boxes)
        ]
        best = int(np.argmin(costs))
        left, low = corners[best]
        taken.append(boxes[best])
        axes.annotate(
            texts[place],
            (left, low + height / 2),
            xycoords="figure pixels",
            va="center",
            size=9,
            color=colours.INK if strong[place] else colours.QUIET,
            zorder=5,
            path_effects=[withStroke(linewidth=2.5, foreground="white")],
            parse_math=False,
        )


def _overlap(box, other):
    return max(min(box[2], other[2]) - max(box[0], other[0]), 0) * max(min(box[3], other[3]) - max(box[1], other[1]), 0)


def _outside(box, frame):
    return max(frame.x0 - box[0], 0) + max(box[2] - frame.x1, 0) + max(frame.y0 - box[1], 0) + max(box[3] - frame.y1, 0)
