"""A finished picture on a fixed canvas, with its alternative text.

Every chart is drawn by :func:`draw`: it makes the canvas, calls the chart's own drawing, sets title
and subtitle (wrapped, never cut off), and moves the axes until everything fits.
"""

import base64
import io

from coursework.plots import colours, style
from coursework.plots._text import wrapped

MARGIN = 22  # pixels kept free on all sides
TITLE, SUBTITLE = 14.5, 9.5


class Chart:
    """A picture that a notebook shows, with an alternative text for those who cannot see it.

    Attributes
    ----------
    figure : matplotlib.figure.Figure
        The figure, 8 by 4.5 inches at 110 dots per inch.
    title, subtitle, alt : str
        Its words; `alt` says in text what the picture shows.
    """

    def __init__(self, figure, *, title, subtitle, alt):
        self.figure = figure
        self.title = title
        self.subtitle = subtitle
        self.alt = alt
        self._png = _rendered(figure)

    @property
    def png(self):
        """The picture as PNG bytes: the same bytes whenever the same is drawn."""
        return self._png

    def save(self, path):
        """Write the picture to a PNG file."""
        from pathlib import Path

        Path(path).write_bytes(self._png)

    def __repr__(self):
        return self.alt

    def _repr_mimebundle_(self, include=None, exclude=None):
        data = {"image/png": base64.b64encode(self._png).decode("ascii"), "text/plain": self.alt}
        return data, {"image/png": {"alt": self.alt}}


def draw(drawing, *, title, subtitle, alt):
    """Make a chart.

    Parameters
    ----------
    drawing : callable
        Takes the axes and draws on it. May return a function of the axes that is called once the
        axes have their final place (to put labels where there is room).
    title, subtitle, alt : str
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with style.house():
        figure = Figure(figsize=(style.WIDTH, style.HEIGHT), dpi=style.DPI)
        FigureCanvasAgg(figure)
        axes = figure.add_axes((0.2, 0.15, 0.7, 0.6))
        top = _head(figure, title, subtitle)
        later = drawing(axes)
        _fit(figure, axes, top)
        if later is not None:
            later(axes)
        return Chart(figure, title=title, subtitle=subtitle, alt=alt)


def text_width(figure, size):
    """Return a function that measures a text of this size in pixels."""
    from matplotlib.font_manager import FontProperties

    renderer = figure.canvas.get_renderer()
    properties = FontProperties(size=size)
    return lambda text: renderer.get_text_width_height_descent(text, properties, False)[0]


def _head(figure, title, subtitle):
    """Write title and subtitle at the top left; return the pixel height at which they end."""
    width, height = figure.get_size_inches() * figure.dpi
    edge = height - MARGIN + 6
    size = TITLE
    lines = wrapped(title, width - 2 * MARGIN, text_width(figure, size))
    while len(lines) > 3 and size > 9:
        size -= 1
        lines = wrapped(title, width - 2 * MARGIN, text_width(figure, size))
    for text, points, ink in (
        ("\n".join(lines), size, colours.INK),
        ("\n".join(wrapped(subtitle, width - 2 * MARGIN, text_width(figure, SUBTITLE))), SUBTITLE, colours.QUIET),
    ):
        if text:
            drawn = figure.text(
                MARGIN / width,
                edge / height,
                text,
                size=points,
                color=ink,
                va="top",
                linespacing=1.25,
                parse_math=False,
            )
            edge = drawn.get_window_extent(figure.canvas.get_renderer()).y0 - 5
    return edge - 9


def _fit(figure, axes, top):
    """Move the axes until labels and ticks fill the canvas below `top` and nothing is cut off."""
    width, height = figure.get_size_inches() * figure.dpi
    box = [MARGIN, MARGIN - 6, width - MARGIN, top]
    for _ in range(4):
        place = axes.get_window_extent()
        whole = axes.get_tightbbox(figure.canvas.get_renderer())
        left = box[0] + max(place.x0 - whole.x0, 0)
        bottom = box[1] + max(place.y0 - whole.y0, 0)
        right = box[2] - max(whole.x1 - place.x1, 0)
        upper = box[3] - max(whole.y1 - place.y1, 0)
        new = (left / width, bottom / height, max(right - left, 60) / width, max(upper - bottom, 60) / height)
        if max(abs(a - b) for a, b in zip(new, axes.get_position().bounds, strict=True)) < 1e-4:
            break
        axes.set_position(new)


def _rendered(figure):
    """Return the PNG bytes; without the software's version, so that they do not change with it."""
    buffer = io.BytesIO()
    with style.house():
        figure.savefig(buffer, format="png", dpi=style.DPI, metadata={"Software": None})
    return buffer.getvalue()
