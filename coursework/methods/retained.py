"""Who came back within a window of days after the start: one answer per user."""

import numpy as np
import pandas as pd

from coursework.i18n import t
from coursework.methods import _checks, _periods


def retained(
    events,
    users,
    *,
    window=(24, 30),
    start="registered_at",
    returning=None,
    unit="day",
    clock="calendar",
    week_start="mon",
    until=None,
    user="user_id",
    time="ts",
    event="event",
):
    """Say of each user whether they were active within a window of periods after their start.

    Parameters
    ----------
    events : DataFrame
        A row per event, with the columns `user`, `time` and, if `returning` is given, `event`.
    users : DataFrame
        A row per user, with the columns `user` and `start`.
    window : (int, int)
        First and last period of the window, both included: (24, 30) is days 24 to 30 after the
        day of the start, which is day 0; (30, 30) is day 30 exactly.
    start : str
        Column of `users` with the time at which a user's clock begins.
    returning : str or list of str, optional
        The events that count as being active. Default: any event.
    unit : {"day", "week"}
    clock : {"calendar", "elapsed"}
        Whether periods end at midnight, or 24 hours (7 days) after each user's own start.
    week_start : str
        First day of a calendar week, "mon" to "sun".
    until : date or time, optional
        The end of what the data can know; a date ("2025-12-31") includes its day, a Timestamp is
        that moment, exclusive (``app.until`` fits). Default: the last event.
    user, time, event : str
        Names of columns.

    Returns
    -------
    DataFrame
        `users` as given (same rows, order and index) with one more column, ``retained``
        (``boolean``): NA for users whose window had not passed at `until`. They are not lost; we
        cannot know yet, so they belong in no share.

    Raises
    ------
    ValueError, TypeError
        In one sentence: an unknown column or event, missing ids or times, a repeated user, a
        window that is not two whole numbers in order.

    Examples
    --------
    >>> import pandas as pd
    >>> day = lambda text: pd.to_datetime(pd.Series(text))
    >>> users = pd.DataFrame({"user_id": [1, 2, 3], "registered_at": day(["2025-01-01", "2025-01-01", "2025-01-20"])})
    >>> events = pd.DataFrame({"user_id": [1, 2], "ts": day(["2025-01-26", "2025-01-05"]), "event": "app_open"})
    >>> retained(events, users, until="2025-02-01")["retained"].tolist()
    [True, False, <NA>]
    """
    watch = _periods.Clock(unit, clock, week_start)
    first, last = _window(window)
    who, when, what = _periods.log(events, user=user, time=time, event=event if returning is not None else None)
    _checks.table(users, "users")
    _checks.columns(users, [user, start], "users")
    _checks.complete(users, [user], "users")
    _checks.unique(users, user, "users")
    starts = _checks.times(users, start, "users").to_numpy().astype(np.int64)
    end = _periods.End.of(until, when.max())
    keep = when < end.first_unknown
    if returning is not None:
        keep &= _periods.named(what, returning, "returning")
    who, when = who[keep], when[keep]
    at = _periods.positions(users[user], who)
    who_known = at >= 0
    at, when = at[who_known], when[who_known]
    period = watch.periods(starts[at], when)
    back = np.zeros(len(users), dtype=bool)
    back[at[(period >= first) & (period <= last)]] = True
    known = watch.last_known(starts, end) >= last
    answer = pd.array(back, dtype="boolean")
    answer[~known] = pd.NA
    result = users.assign(retained=answer)
    result.attrs["coursework"] = {
        "method": "retained",
        "unit": unit,
        "clock": clock,
        "window": [first, last],
        "n": int(known.sum()),
        "left_out": int((~known).sum()),
    }
    return result


def _window(window):
    try:
        first, last = (int(border) for border in window)
        if (first, last) != tuple(window) or not 0 <= first <= last:
            raise ValueError
    except (TypeError, ValueError):
        raise ValueError(
            t("window should be two whole numbers in order, such as (24, 30), but it is {found}.", found=repr(window))
        ) from None
    return first, last
