"""Analysis methods: tables in, one tidy table out.

Every method is a pure function on DataFrames. Options are keyword-only, users, events and groups
are named by columns, and the parameters of a call are kept in ``result.attrs["coursework"]``,
where :mod:`coursework.plots` finds them for its subtitles.
"""

from coursework.methods.estimate import estimate
from coursework.methods.experiment import experiment
from coursework.methods.retained import retained
from coursework.methods.retention import retention
from coursework.methods.standardise import standardise
from coursework.methods.unit_economics import unit_economics

__all__ = ["estimate", "experiment", "retained", "retention", "standardise", "unit_economics"]
