"""Pictures in the house style: one function per chart, at most three lines in a lesson.

Each takes a table (usually what a method gave), a title that says the message, and gives a
:class:`Chart` with an alternative text. Names of channels and other categories appear in the
learner's language.
"""

from coursework.plots._text import name
from coursework.plots.bars import bars
from coursework.plots.chart import Chart
from coursework.plots.difference import difference
from coursework.plots.dots import dots
from coursework.plots.lines import lines
from coursework.plots.response import response
from coursework.plots.scatter import scatter
from coursework.plots.strata import strata
from coursework.plots.style import style
from coursework.plots.triangle import triangle
from coursework.plots.waterfall import waterfall

__all__ = [
    "Chart",
    "bars",
    "difference",
    "dots",
    "lines",
    "name",
    "response",
    "scatter",
    "strata",
    "style",
    "triangle",
    "waterfall",
]
