"""Users' starts and their later events, counted in days or weeks since the start.

Shared by retention and retained: one place decides which period an event falls into and which
periods the data can know.
"""

from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
import pandas as pd

from coursework.i18n import listing, t
from coursework.methods import _checks

DAY = np.int64(86_400_000_000_000)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
UNITS = {"day": DAY, "week": 7 * DAY}
FIRST_MONDAY = 4  # 1970-01-05, in days since the epoch


@dataclass(frozen=True)
class Clock:
    """How time since a start is counted: the unit, and where its borders lie."""

    unit: str
    clock: str
    week_start: str = "mon"

    def __post_init__(self):
        _checks.choice(self.unit, tuple(UNITS), "unit")
        _checks.choice(self.clock, ("calendar", "elapsed"), "clock")
        _checks.choice(self.week_start, WEEKDAYS, "week_start")

    def number(self, stamps):
        """The calendar day or week that each time (ns since the epoch) lies in, as a number."""
        days = stamps // DAY
        if self.unit == "day":
            return days
        return (days - FIRST_MONDAY - WEEKDAYS.index(self.week_start)) // 7

    def opening(self, numbers):
        """The first moment of each numbered day or week (ns since the epoch)."""
        if self.unit == "day":
            return numbers * DAY
        return (numbers * 7 + FIRST_MONDAY + WEEKDAYS.index(self.week_start)) * DAY

    def periods(self, starts, stamps):
        """The period, 0 upwards, in which each event follows its start; −1 before the start."""
        if self.clock == "elapsed":
            counted = (stamps - starts) // UNITS[self.unit]
        else:
            counted = self.number(stamps) - self.number(starts)
        return np.where(stamps < starts, -1, counted)

    def last_known(self, starts, end, *, latest=False):
        """The last period that has wholly passed at `end` for each start; −1 if none has.

        With `latest`, a start is read as anybody's in its calendar period: the last possible one.
        """
        if self.clock == "elapsed":
            if latest:
                starts = self.opening(self.number(starts) + 1)
            return np.maximum((end.elapsed - starts) // UNITS[self.unit] - 1, -1)
        return np.maximum(self.number(np.int64(end.calendar)) - self.number(starts) - 1, -1)


@dataclass(frozen=True)
class End:
    """The end of what the data can know, exclusive, in ns since the epoch.

    A date ("2025-12-31") means: to the end of that day; a time means that moment, midnight included. On the
    calendar, a day that has begun counts as whole. Without `until`, the last event is the end.
    """

    calendar: np.int64
    elapsed: np.int64

    @classmethod
    def of(cls, until, last):
        if until is None:
            return cls((np.int64(last) // DAY + 1) * DAY, np.int64(last))
        value = np.int64(_checks.moment(until, "until").as_unit("ns").value)
        if not value % DAY and _is_date(until):
            value += DAY
        return cls(-(-value // DAY) * DAY, value)

    @property
    def first_unknown(self):
        """Events from this moment on are left out, wherever they come from."""
        return max(self.calendar, self.elapsed)


def _is_date(value):
    """Whether somebody wrote a day (as text or date) and not a moment."""
    if isinstance(value, str):
        return ":" not in value
    return isinstance(value, date) and not isinstance(value, datetime)


def log(events, *, user, time, event, name="events"):
    """Check a table of events and return ``who, when, what`` as arrays (what may be None)."""
    _checks.table(events, name)
    wanted = [user, time] + ([event] if event else [])
    _checks.columns(events, wanted, name)
    _checks.complete(events, wanted, name)
    when = _checks.times(events, time, name).to_numpy().astype(np.int64)
    what = events[event] if event else None
    return events[user].to_numpy(), when, what


def named(what, names, option):
    """A mask of the events called by one of `names`; an unknown name raises one sentence."""
    names = [names] if isinstance(names, str) else list(names)
    there = set(what.unique())
    for one in names:
        if one not in there:
            raise ValueError(
                t(
                    "{option}={found}: no event has this name; there are {there}.",
                    option=option,
                    found=repr(one),
                    there=listing(sorted(map(str, there))),
                )
            )
    return what.isin(names).to_numpy()


def positions(known, wanted):
    """For each wanted user, the position among the known ones, or −1."""
    return pd.Index(known).get_indexer(pd.Index(wanted))
