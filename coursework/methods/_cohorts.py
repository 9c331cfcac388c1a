"""Who starts when, for retention: from events or from a table of users; and who came back."""

import numpy as np
import pandas as pd

from coursework.i18n import t
from coursework.methods import _checks, _periods


def from_events(events, who, when, what, keep, start, cohort, by, watch):
    """A row per start: ``user, at`` and the group."""
    if by is not None:
        _checks.columns(events, [by], "events")
    if start is not None:
        keep = keep & _periods.named(what, start, "start")
    frame = pd.DataFrame({"user": who[keep], "at": when[keep]})
    if by is not None:
        frame[by] = events[by].array[keep]
    frame = frame.sort_values("at", kind="stable")
    if cohort == "first_time":
        frame = frame.drop_duplicates("user")
    else:
        frame["period"] = watch.number(frame["at"].to_numpy())
        frame = frame.drop_duplicates(["user", "period"]).drop(columns="period")
    if by is not None:
        _checks.complete(frame, [by], "events")
    return frame


def from_users(users, start, cohort, by, user):
    start = "registered_at" if start is None else start
    _checks.table(users, "users")
    if not isinstance(start, str):
        raise TypeError(
            t("With users, start should name the column with the time, but it is {found}.", found=repr(start))
        )
    _checks.columns(users, [user, start] + ([by] if by else []), "users")
    _checks.complete(users, [user] + ([by] if by else []), "users")
    _checks.unique(users, user, "users")
    if cohort == "recurring":
        raise ValueError(t('A users table has one start per user; leave users out for cohort="recurring".'))
    frame = pd.DataFrame({"user": users[user].array, "at": _checks.times(users, start, "users").to_numpy()})
    frame["at"] = frame["at"].astype(np.int64)
    if by is not None:
        frame[by] = users[by].array
    return frame


def came(starts, who, when, watch):
    """Every (row of starts, period) in which somebody was active, once."""
    codes, people = pd.factorize(starts["user"].array)
    at = _periods.positions(people, who)
    person, when = at[at >= 0], when[at >= 0]
    if len(people) == len(starts):
        start = np.empty(len(people), dtype=np.int64)
        start[codes] = np.arange(len(starts))
        start = start[person]
    else:
        # several starts per user: every event is held against each of them
        later = pd.DataFrame({"person": person, "when": when})
        if watch.clock == "calendar":
            # the last event of a period stands for all of it, which keeps the pairs few
            later["number"] = watch.number(when)
            later = later.groupby(["person", "number"], as_index=False)["when"].max()
        pairs = later.merge(pd.DataFrame({"person": codes, "start": np.arange(len(starts))}), on="person")
        start, when = pairs["start"].to_numpy(), pairs["when"].to_numpy()
    period = watch.periods(starts["at"].to_numpy()[start], when)
    seen = pd.DataFrame({"start": start[period >= 0], "period": period[period >= 0]})
    return seen.drop_duplicates()
