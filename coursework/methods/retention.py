"""Retention: how many of those who started together come back, period by period."""

import numpy as np
import pandas as pd

from coursework.i18n import t
from coursework.methods import _checks, _cohorts, _periods


def retention(
    events,
    *,
    users=None,
    unit="day",
    clock="calendar",
    kind="on",
    brackets=None,
    cohort="first_time",
    start=None,
    returning=None,
    periods=None,
    week_start="mon",
    since=None,
    until=None,
    values="users",
    by=None,
    pooled=False,
    user="user_id",
    time="ts",
    event="event",
):
    """Count the users of each cohort who are active 0, 1, 2 … days or weeks after their start.

    Parameters
    ----------
    events : DataFrame
        A row per event, in any order, with the columns `user`, `time` and, where `start` or
        `returning` name events, `event`.
    users : DataFrame, optional
        A row per user, when the clock starts at a time in this table and not at an event.
    unit : {"day", "week"}
        Length of a period, and of a cohort.
    clock : {"calendar", "elapsed"}
        ``calendar``: period 1 is the next calendar day (or week). ``elapsed``: periods are
        24 hours (7 days) long and begin at each user's own start.
    kind : {"on", "on_or_after", "bracket"}
        Active in period N (N-day retention); in N or any later period seen by `until` (rolling or
        unbounded retention); within a bracket of periods.
    brackets : list of (int, int), optional
        First and last period of each bracket, both included; for ``kind="bracket"``.
    cohort : {"first_time", "recurring"}
        Whether a user belongs to the cohort of the first start only, or to that of every period
        with a start.
    start : str or list of str, optional
        The event, or any of the events, that starts a user's clock (default: any event). With
        `users`: the column of that table with the time (default ``registered_at``).
    returning : str or list of str, optional
        The events that count as being active. Default: any event.
    periods : int, optional
        Show periods 0 to this one. Default: all that the oldest cohort can know.
    week_start : str
        First day of a calendar week, "mon" to "sun".
    since, until : date or time, optional
        First start that counts, and the end of what the data can know. In `until` a date
        ("2025-12-31") includes its day, a Timestamp is that moment, exclusive. Default: the last event.
    values : {"users", "share"}
        Users active, or their share of the cohort.
    by : str, optional
        Column of `users` (or of `events`: its value at the start) that splits the cohorts.
    pooled : bool
        One row over all cohorts (per group of `by`). Each period then counts only cohorts old
        enough to know it, above and below the line.
    user, time, event : str
        Names of columns.

    Returns
    -------
    DataFrame
        Index ``cohort`` (first day of the cohort's day or week; with `pooled` the group of `by`,
        or "all"). Columns: `by`, if given and not pooled; ``size`` (``Int64``, users of the
        cohort); then 0, 1, 2 … (or "0", "1-7" … for brackets) as ``Int64`` users or shares
        between 0 and 1. NA where `until` cannot know the answer yet.

    Raises
    ------
    ValueError, TypeError
        In one sentence: an unknown column, event or option, missing ids or times, a time zone, a
        repeated user, no start at all, brackets out of order.

    Notes
    -----
    Mixpanel and Amplitude call ``on`` "N-day" and ``on_or_after`` "unbounded" (Mixpanel: "on or
    after"); Amplitude starts 24-hour windows by default, we count calendar days. ``on_or_after``
    flatters old cohorts: they have had longer to come back. An event before a user's start, on the
    same day, does not count.

    Examples
    --------
    >>> import pandas as pd
    >>> events = pd.DataFrame({
    ...     "user_id": [1, 1, 2, 2, 3],
    ...     "ts": pd.to_datetime(["2025-03-01", "2025-03-02", "2025-03-01", "2025-03-03", "2025-03-02"]),
    ...     "event": "app_open"})
    >>> retention(events)
                size  0  1     2
    cohort
    2025-03-01     2  2  1     1
    2025-03-02     1  1  0  <NA>
    """
    watch = _periods.Clock(unit, clock, week_start)
    _checks.choice(kind, ("on", "on_or_after", "bracket"), "kind")
    _checks.choice(cohort, ("first_time", "recurring"), "cohort")
    _checks.choice(values, ("users", "share"), "values")
    named = returning is not None or (start is not None and users is None)
    who, when, what = _periods.log(events, user=user, time=time, event=event if named else None)
    end = _periods.End.of(until, when.max())
    keep = when < end.first_unknown
    if users is None:
        starts = _cohorts.from_events(events, who, when, what, keep, start, cohort, by, watch)
    else:
        starts = _cohorts.from_users(users, start, cohort, by, user)
    starts = starts[starts["at"] < end.first_unknown]
    if since is not None:
        starts = starts[starts["at"] >= np.int64(_checks.moment(since, "since").as_unit("ns").value)]
    if starts.empty:
        raise ValueError(t("Nobody starts between since and until, so there is no cohort; check the times."))
    starts = starts.reset_index(drop=True)
    if returning is not None:
        keep = keep & _periods.named(what, returning, "returning")
    came = _cohorts.came(starts, who[keep], when[keep], watch)

    first = watch.opening(watch.number(starts["at"].to_numpy()))
    starts["cohort"] = pd.to_datetime(first)
    keys = ["cohort"] if by is None else [by, "cohort"]
    sizes = starts.groupby(keys, observed=True, sort=True).size().rename("size").reset_index()
    known = watch.last_known(sizes["cohort"].to_numpy().astype("datetime64[ns]").astype(np.int64), end, latest=True)
    if periods is None:
        periods = max(int(known.max()), 0)
    spans = _spans(kind, brackets, periods)
    number = sizes.assign(row=np.arange(len(sizes)))
    row_of = starts.merge(number, on=keys, how="left")["row"].to_numpy()
    counts = _counts(came, row_of, len(sizes), spans, kind)
    unknown = known[:, None] < np.array([last for _, last in spans.values()])[None, :]
    result = _shape(sizes, counts, unknown, list(spans), by=by, values=values, pooled=pooled)
    result.attrs["coursework"] = {
        "method": "retention",
        "unit": unit,
        "clock": clock,
        "kind": kind,
        "cohort": cohort,
        "values": values,
        "by": by,
        "pooled": pooled,
        "period": [str(pd.Timestamp(starts["at"].min()).date()), str(pd.Timestamp(end.calendar - 1).date())],
        "n": len(starts),
    }
    return result


def _spans(kind, brackets, periods):
    """Column name → first and last period."""
    if kind != "bracket":
        if brackets is not None:
            raise ValueError(t('brackets belong to kind="bracket"; give that kind too, or leave them out.'))
        if not isinstance(periods, (int, np.integer)) or periods < 0:
            raise ValueError(
                t("periods should be a whole number from 0 upwards, but it is {found}.", found=repr(periods))
            )
        return {number: (number, number) for number in range(int(periods) + 1)}
    try:
        spans = [(int(first), int(last)) for first, last in brackets]
        if not spans or any(not 0 <= first <= last for first, last in spans):
            raise ValueError
    except (TypeError, ValueError):
        raise ValueError(
            t(
                "brackets should be pairs of whole numbers in order, such as [(1, 7), (24, 30)], but it is {found}.",
                found=repr(brackets),
            )
        ) from None
    return {str(first) if first == last else f"{first}-{last}": (first, last) for first, last in spans}


def _counts(came, row_of, rows, spans, kind):
    """Users per cohort row and span."""
    counts = np.zeros((rows, len(spans)), dtype=np.int64)
    start, period = came["start"].to_numpy(), came["period"].to_numpy()
    if kind == "on_or_after":
        last = np.full(len(row_of), -1, dtype=np.int64)
        np.maximum.at(last, start, period)
        for place, (first, _) in enumerate(spans.values()):
            counts[:, place] = np.bincount(row_of[last >= first], minlength=rows)
    elif kind == "on":
        shown = period < len(spans)
        np.add.at(counts, (row_of[start[shown]], period[shown]), 1)
    else:
        for place, (first, last) in enumerate(spans.values()):
            inside = np.unique(start[(period >= first) & (period <= last)])
            counts[:, place] = np.bincount(row_of[inside], minlength=rows)
    return counts


def _shape(sizes, counts, unknown, names, *, by, values, pooled):
    """Put sizes and counts together as the caller wants them."""
    size = sizes["size"].to_numpy()
    if pooled:
        group = sizes[by] if by else pd.Series("all", index=sizes.index, name="cohort")
        group = group.astype(group.cat.categories.dtype) if isinstance(group.dtype, pd.CategoricalDtype) else group
        old = pd.DataFrame(np.where(unknown, 0, size[:, None])).groupby(group.to_numpy()).sum()
        counts = pd.DataFrame(np.where(unknown, 0, counts)).groupby(group.to_numpy()).sum()
        total = pd.Series(size).groupby(group.to_numpy()).sum()
        head = pd.DataFrame({"size": total.to_numpy()}, index=pd.Index(total.index, name=by or "cohort"))
        below, counts = old.to_numpy(), counts.to_numpy()
        unknown = below == 0
    else:
        head = sizes.set_index("cohort")
        below = np.repeat(size[:, None], len(names), axis=1)
    head["size"] = head["size"].astype("Int64")
    if values == "share":
        cells = np.where(unknown, np.nan, counts / np.where(below > 0, below, 1))
        body = pd.DataFrame(cells, columns=names, index=head.index)
    else:
        body = pd.DataFrame(counts, columns=names, index=head.index).astype("Int64").mask(unknown)
    return pd.concat([head, body], axis=1)
