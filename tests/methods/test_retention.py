"""retention and retained against slow, obvious versions, by hand, and by their invariants."""

from datetime import datetime, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coursework import methods

START = datetime(2025, 3, 1)  # a Saturday
NAMES = ("open", "pay")
quick = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])

# hours on a coarse grid: midnights, ties and equal times of day come up often
logs = st.lists(
    st.tuples(
        st.integers(1, 5),
        st.integers(0, 4 * 24).map(lambda step: START + timedelta(hours=6 * step)),
        st.sampled_from(NAMES),
    ),
    min_size=1,
    max_size=40,
).map(lambda rows: pd.DataFrame(rows, columns=["user_id", "ts", "event"]).astype({"ts": "datetime64[us]"}))


def period_start(moment, unit, week_start=0):
    day = moment.replace(hour=0, minute=0, second=0)
    return day if unit == "day" else day - timedelta(days=(day.weekday() - week_start) % 7)


def slow(log, *, unit, clock, kind, cohort, start, returning, until, periods, brackets=None, week_start=0):
    """Retention, one user and one event at a time. Gives cohort → (size, cells)."""
    length = timedelta(days=1 if unit == "day" else 7)
    last = until or max(log["ts"])
    exact = last
    whole = last if last == until == period_start(last, "day") else period_start(last, "day") + timedelta(days=1)
    spans = brackets if kind == "bracket" else [(number, number) for number in range(periods + 1)]
    members = {}
    for user in sorted(set(log["user_id"])):
        rows = sorted((row.ts.to_pydatetime(), row.event) for row in log.itertuples() if row.user_id == user)
        rows = [row for row in rows if row[0] < max(whole, exact)]
        starts = [moment for moment, event in rows if start is None or event == start]
        if cohort == "first_time":
            starts = starts[:1]
        else:
            starts = [
                min(m for m in starts if period_start(m, unit, week_start) == own)
                for own in sorted({period_start(m, unit, week_start) for m in starts})
            ]
        for moment in starts:
            seen = set()
            for when, event in rows:
                if when >= moment and (returning is None or event == returning):
                    if clock == "elapsed":
                        seen.add((when - moment) // length)
                    else:
                        seen.add(
                            (period_start(when, unit, week_start) - period_start(moment, unit, week_start)) // length
                        )
            members.setdefault(period_start(moment, unit, week_start), []).append(seen)
    table = {}
    for first, users in members.items():
        cells = []
        for a, b in spans:
            if clock == "elapsed":
                passed = first + length + (b + 1) * length <= exact
            else:
                passed = first + (b + 1) * length <= whole
            if not passed:
                cells.append(None)
            elif kind == "on_or_after":
                cells.append(sum(any(number >= a for number in seen) for seen in users))
            else:
                cells.append(sum(any(a <= number <= b for number in seen) for seen in users))
        table[first] = (len(users), cells)
    return table


choices = st.fixed_dictionaries(
    {
        "unit": st.sampled_from(["day", "week"]),
        "clock": st.sampled_from(["calendar", "elapsed"]),
        "kind": st.sampled_from(["on", "on_or_after", "bracket"]),
        "cohort": st.sampled_from(["first_time", "recurring"]),
        "start": st.sampled_from([None, "open"]),
        "returning": st.sampled_from([None, "pay"]),
        "until": st.sampled_from([None, datetime(2025, 3, 15), datetime(2025, 3, 20, 12)]),
        "week": st.sampled_from(["mon", "sun"]),
    }
)


@quick
@given(logs, choices)
def test_against_the_slow_version(log, chosen):
    week = chosen.pop("week")
    present = set(log["event"])
    chosen["start"] = chosen["start"] if chosen["start"] in present else None
    chosen["returning"] = chosen["returning"] if chosen["returning"] in present else None
    brackets = [(0, 0), (1, 2), (2, 5)] if chosen["kind"] == "bracket" else None
    wanted = slow(log, **chosen, periods=6, brackets=brackets, week_start=0 if week == "mon" else 6)
    if not wanted:
        return
    result = methods.retention(log, **chosen, periods=6, brackets=brackets, week_start=week)
    assert {stamp.to_pydatetime() for stamp in result.index} == set(wanted)
    for stamp, row in result.iterrows():
        size, cells = wanted[stamp.to_pydatetime()]
        assert row["size"] == size
        assert [None if pd.isna(cell) else cell for cell in row.iloc[1:]] == cells


@quick
@given(logs, st.sampled_from(["calendar", "elapsed"]), st.randoms())
def test_invariants(log, clock, random):
    result = methods.retention(log, clock=clock, periods=10)
    cells = result.drop(columns="size")
    assert (cells.le(result["size"], axis=0) | cells.isna()).all(axis=None)
    assert (cells.dtypes == "Int64").all()
    rolling = methods.retention(log, clock=clock, periods=10, kind="on_or_after").drop(columns="size")
    assert ((rolling >= cells) | cells.isna()).all(axis=None)
    assert (rolling.isna() == cells.isna()).all(axis=None)
    order = list(range(len(log)))
    random.shuffle(order)
    pd.testing.assert_frame_equal(
        methods.retention(log.iloc[order].set_axis([0] * len(log)), clock=clock, periods=10), result
    )
    until = log["ts"].max() + pd.Timedelta(seconds=1)  # the end is exclusive
    halves = [log[log["user_id"] <= 2], log[log["user_id"] > 2]]
    parts = [methods.retention(half, clock=clock, periods=10, until=until) for half in halves if len(half)]
    together = pd.concat(parts).groupby(level=0).sum(min_count=1)
    whole = methods.retention(log, clock=clock, periods=10, until=until)
    pd.testing.assert_frame_equal(together, whole, check_freq=False)


@quick
@given(logs, st.tuples(st.integers(0, 6), st.integers(0, 6)).map(sorted), st.sampled_from(["calendar", "elapsed"]))
def test_retained_agrees_with_retention(log, window, clock):
    users = log.groupby("user_id", as_index=False)["ts"].min().rename(columns={"ts": "registered_at"})
    until = datetime(2025, 4, 1)
    flags = methods.retained(log, users, window=window, clock=clock, until=until)["retained"]
    assert not flags.isna().any()
    table = methods.retention(log, clock=clock, kind="bracket", brackets=[window], until=until)
    assert flags.sum() == table.iloc[:, 1].sum()


def moments(*texts):
    return pd.to_datetime(pd.Series(list(texts)), format="ISO8601")


def test_by_hand_day_seven():
    """Two start on 1 March and one on 2 March; until the 8th, only the first cohort knows day 7."""
    events = pd.DataFrame(
        {
            "user_id": [1, 1, 1, 2, 2, 3],
            "ts": moments(
                "2025-03-01 23:59",
                "2025-03-02 00:01",
                "2025-03-08 09:00",
                "2025-03-01 10:00",
                "2025-03-07 10:00",
                "2025-03-02 08:00",
            ),
            "event": "open",
        }
    )
    table = methods.retention(events)
    assert table.loc["2025-03-01"].tolist() == [2, 2, 1, 0, 0, 0, 0, 1, 1]
    assert table.loc["2025-03-02"].tolist() == [1, 1, 0, 0, 0, 0, 0, 0, pd.NA]
    elapsed = methods.retention(events, clock="elapsed", until="2025-03-09")
    assert elapsed.loc["2025-03-01", 0] == 2 and elapsed.loc["2025-03-01", 1] == 0  # two minutes are no day
    share = methods.retention(events, values="share")
    assert share.loc["2025-03-01", 7] == 0.5 and np.isnan(share.loc["2025-03-02", 7])


def users_and_events():
    users = pd.DataFrame(
        {
            "user_id": [1, 2, 3, 4],
            "registered_at": moments("2025-01-01 12:00", "2025-01-01 12:00", "2025-01-03 12:00", "2025-01-20 12:00"),
            "channel": pd.Categorical(["ads", "seo", "ads", "ads"]),
        }
    )
    events = pd.DataFrame(
        {
            "user_id": [1, 1, 2, 3, 9, 1],
            "ts": moments(
                "2025-01-01 09:00", "2025-01-25", "2025-01-31 23:00", "2025-01-27", "2025-01-02", "2025-02-01"
            ),
            "event": ["open", "open", "pay", "open", "open", "open"],
        }
    )
    return users, events


def test_users_table_starts_the_clock():
    users, events = users_and_events()
    table = methods.retention(events, users=users, unit="day", periods=31, by="channel")
    assert table["channel"].tolist() == ["ads", "ads", "ads", "seo"]
    ads = table[table["channel"] == "ads"]
    assert ads.loc["2025-01-01", 0] == 0  # the event before registration does not count
    assert ads.loc["2025-01-01", 24] == 1 and ads.loc["2025-01-03", 24] == 1
    assert pd.isna(ads.loc["2025-01-20", 24])


def test_pooled_counts_only_who_is_old_enough():
    users, events = users_and_events()
    table = methods.retention(
        events, users=users, kind="bracket", brackets=[(24, 29)], by="channel", pooled=True, values="share"
    )
    assert table.index.tolist() == ["ads", "seo"]
    assert table["size"].tolist() == [3, 1]
    assert table["24-29"].tolist() == [1.0, 0.0]  # of two ads users old enough, both came
    counts = methods.retention(events, users=users, kind="bracket", brackets=[(24, 29), (40, 50)], pooled=True)
    assert counts.loc["all", "24-29"] == 2 and pd.isna(counts.loc["all", "40-50"])


def test_retained_flags_the_too_young_as_unknown():
    users, events = users_and_events()
    users.index = [0, 0, 0, 0]
    result = methods.retained(events, users, window=(24, 29))
    assert result["retained"].tolist() == [True, False, True, pd.NA]
    assert result.columns.tolist() == [*users.columns, "retained"]
    assert result.index.tolist() == [0, 0, 0, 0]
    assert methods.retained(events, users, window=(24, 30), returning="pay")["retained"].tolist() == [
        False,
        True,
        pd.NA,
        pd.NA,
    ]
    assert "retained" not in users.columns


def test_borders_of_the_window_count():
    users = pd.DataFrame({"user_id": [1, 2, 3, 4], "registered_at": moments(*["2025-01-01 18:00"] * 4)})
    events = pd.DataFrame(
        {
            "user_id": [1, 2, 3, 4],
            "ts": moments("2025-01-24 23:59:59", "2025-01-25 00:00", "2025-01-31 23:59:59", "2025-02-01 00:00"),
            "event": "open",
        }
    )
    assert methods.retained(events, users)["retained"].tolist() == [False, True, True, False]


def test_until_a_date_includes_its_day():
    users, events = users_and_events()
    assert methods.retained(events, users, window=(28, 28), until="2025-01-29")["retained"].isna().tolist() == [
        False,
        False,
        True,
        True,
    ]
    assert methods.retained(events, users, window=(28, 28), until="2025-01-28")["retained"].isna().all()


def test_until_a_moment_is_that_moment():
    users, events = users_and_events()
    young = methods.retained(events, users, window=(28, 28), until=pd.Timestamp("2025-01-30"))["retained"].isna()
    assert young.tolist() == [False, False, True, True]  # the same as the date "2025-01-29"
    assert methods.retained(events, users, window=(28, 28), until=pd.Timestamp("2025-01-29"))["retained"].isna().all()


def test_since_drops_earlier_starts():
    users, events = users_and_events()
    table = methods.retention(events, users=users, since="2025-01-02", periods=1)
    assert table.index.min() == pd.Timestamp("2025-01-03")


def test_weeks_from_sunday():
    events = pd.DataFrame({"user_id": [1, 1], "ts": moments("2025-03-01", "2025-03-02"), "event": "open"})
    assert methods.retention(events, unit="week", week_start="sun", until="2025-03-08")[1].tolist() == [1]
    assert methods.retention(events, unit="week", week_start="mon", until="2025-03-09")[1].tolist() == [0]


@pytest.mark.parametrize("kind", ["string", "category", "string[pyarrow]"])
def test_types_of_events(kind):
    users, events = users_and_events()
    events = events.astype({"user_id": "Int64", "ts": "datetime64[s]", "event": kind})
    assert methods.retained(events, users.astype({"user_id": "Int64"}))["retained"].sum() == 2
    arrow = events.astype({"ts": "timestamp[us][pyarrow]", "user_id": "int64[pyarrow]"})
    assert methods.retention(arrow, start="pay", periods=0).loc["2025-01-31", "size"] == 1


def test_a_hundred_thousand_events_of_one_user():
    rng = np.random.default_rng(3)
    stamps = pd.Timestamp("2025-01-01") + pd.to_timedelta(rng.integers(0, 300 * 86400, 100_000), unit="s")
    log = pd.DataFrame({"user_id": 1, "ts": stamps, "event": "open"})
    table = methods.retention(log, cohort="recurring", periods=30)
    assert len(table) == 300 and table["size"].eq(1).all()
    assert table[30].fillna(1).eq(1).all()


REFUSED = {
    "zone": (lambda u, e: methods.retention(e.assign(ts=e["ts"].dt.tz_localize("Asia/Shanghai"))), "time zone"),
    "texts": (lambda u, e: methods.retention(e.assign(ts=e["ts"].astype(str))), "pd.to_datetime"),
    "missing time": (lambda u, e: methods.retention(e.assign(ts=e["ts"].where(e["user_id"] != 9))), "1 of 6 rows of events have no ts, the first at position 4"),
    "missing id": (lambda u, e: methods.retention(e.assign(user_id=e["user_id"].where(e["user_id"] != 9).astype("Int64"))), "no user_id"),
    "missing name": (lambda u, e: methods.retention(e.assign(event=None), start="pay"), "no event"),
    "unknown start": (lambda u, e: methods.retention(e, start="login"), "start='login'.*open, pay"),
    "unknown returning": (lambda u, e: methods.retained(e, u, returning=["pay", "login"]), "returning='login'"),
    "kind": (lambda u, e: methods.retention(e, kind="rolling"), "on_or_after"),
    "unit": (lambda u, e: methods.retention(e, unit="1M"), "'day', 'week'"),
    "brackets": (lambda u, e: methods.retention(e, kind="bracket", brackets=[(7, 1)]), "in order"),
    "brackets without kind": (lambda u, e: methods.retention(e, brackets=[(1, 7)]), "kind=\"bracket\""),
    "window": (lambda u, e: methods.retained(e, u, window=30), "two whole numbers"),
    "window halves": (lambda u, e: methods.retained(e, u, window=(1.5, 3)), "two whole numbers"),
    "repeated user": (lambda u, e: methods.retained(e, pd.concat([u, u])), "one row per user_id, but 4"),
    "recurring users": (lambda u, e: methods.retention(e, users=u, cohort="recurring"), "leave users out"),
    "nobody": (lambda u, e: methods.retention(e, since="2030-01-01"), "Nobody starts"),
    "until": (lambda u, e: methods.retention(e, until="tomorrow"), "until should be a date"),
    "no events": (lambda u, e: methods.retention(e[:0]), "no rows"),
    "no users": (lambda u, e: methods.retained(e, u.drop(columns="registered_at")), "registered_at"),
    "periods": (lambda u, e: methods.retention(e, periods=-1), "whole number"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_refusals_are_one_sentence(name):
    call, words = REFUSED[name]
    with pytest.raises((ValueError, TypeError), match=words) as caught:
        call(*users_and_events())
    assert "\n" not in str(caught.value)
