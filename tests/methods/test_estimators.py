"""estimate, experiment, standardise: published examples, slow versions, invariants, refusals."""

import math
import statistics

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursework import methods

quick = settings(deadline=None, max_examples=40)

# Student (1908), The probable error of a mean, Biometrika 6:1-25: hours of sleep gained by ten
# patients with two drugs. The intervals are those that R's t.test prints for its data set "sleep".
SLEEP = {
    "one": [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0],
    "two": [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
}

# Applicants to the six largest departments of UC Berkeley in 1973, admitted and all: men, women.
# Bickel, Hammel and O'Connell (1975), Science 187:398-404; the table by department is printed in
# Freedman, Pisani and Purves, Statistics, chapter 2, which gives the weighted rates 39 % and 43 %.
BERKELEY = {
    "A": ((512, 825), (89, 108)),
    "B": ((353, 560), (17, 25)),
    "C": ((120, 325), (202, 593)),
    "D": ((138, 417), (131, 375)),
    "E": ((53, 191), (94, 393)),
    "F": ((22, 373), (24, 341)),
}


def berkeley():
    parts = [
        pd.DataFrame({"sex": sex, "department": department, "admitted": np.arange(applied) < admitted})
        for department, cells in BERKELEY.items()
        for sex, (admitted, applied) in zip(("men", "women"), cells, strict=True)
    ]
    return pd.concat(parts, ignore_index=True)


def sleep():
    return pd.concat([pd.DataFrame({"drug": drug, "gain": gain}) for drug, gain in SLEEP.items()], ignore_index=True)


def test_welch_as_published():
    result = methods.experiment(sleep(), arm="drug", outcome="gain", control="two")
    row = result.loc["one"]
    assert row["difference"] == pytest.approx(-1.58)
    assert [row["difference_low"], row["difference_high"]] == pytest.approx([-3.3654832, 0.2054832], abs=1e-7)


def test_student_as_published():
    pairs = pd.DataFrame({"gain": np.array(SLEEP["one"]) - np.array(SLEEP["two"])})
    row = methods.estimate(pairs, outcome="gain", metric="mean").loc["all"]
    assert [row["low"], row["high"]] == pytest.approx([-2.4598858, -0.7001142], abs=1e-7)


def test_berkeley_turns_round_when_departments_are_held_equal():
    data = berkeley()
    assert len(data) == 4526
    crude = methods.estimate(data, outcome="admitted", by="sex")["estimate"]
    assert crude.round(2).to_dict() == {"men": 0.45, "women": 0.30}
    result = methods.standardise(data, outcome="admitted", by="sex", strata="department", control="men")
    assert result["estimate"].round(2).to_dict() == {"men": 0.39, "women": 0.43}
    assert result["crude"].to_dict() == pytest.approx(crude.to_dict())
    assert result.loc["women", "difference_low"] > 0
    assert math.isnan(result.loc["men", "difference"])


def tables(metric="share"):
    values = st.booleans() if metric == "share" else st.floats(-1e4, 1e4, allow_nan=False).map(lambda x: round(x, 3))
    row = st.tuples(st.sampled_from("ab"), st.sampled_from("xy"), values)
    fixed = [(group, stratum, float(place)) for place, (group, stratum) in enumerate(("ax", "ay", "bx", "by") * 2)]
    if metric == "share":
        fixed = [(group, stratum, bool(value % 2)) for group, stratum, value in fixed]
    return st.lists(row, max_size=40).map(
        lambda rows: pd.DataFrame(fixed + rows, columns=["group", "stratum", "outcome"])
    )


@quick
@given(tables("mean"))
def test_mean_against_the_slow_version(data):
    from scipy import stats

    result = methods.estimate(data, outcome="outcome", by="group", metric="mean")
    for group in "ab":
        values = [value for name, value in zip(data["group"], data["outcome"], strict=True) if name == group]
        half = stats.t.ppf(0.975, len(values) - 1) * statistics.stdev(values) / math.sqrt(len(values))
        wanted = (statistics.fmean(values), statistics.fmean(values) - half, statistics.fmean(values) + half)
        assert tuple(result.loc[group, ["estimate", "low", "high"]].astype(float)) == pytest.approx(wanted, abs=1e-6)
        assert result.loc[group, "n"] == len(values)


@quick
@given(tables("mean"))
def test_welch_against_scipy(data):
    from scipy import stats

    row = methods.experiment(data, arm="group", outcome="outcome", control="a", alpha=0.1).loc["b"]
    arms = [data.loc[data["group"] == name, "outcome"] for name in "ba"]
    wanted = stats.ttest_ind(*arms, equal_var=False).confidence_interval(0.9)
    assert (row["difference_low"], row["difference_high"]) == pytest.approx((wanted.low, wanted.high), abs=1e-6)


@quick
@given(tables())
def test_standardise_against_the_slow_version(data):
    result = methods.standardise(data, outcome="outcome", by="group", strata="stratum")
    rows = list(data.itertuples(index=False))
    for group in "ab":
        total = 0.0
        for stratum in "xy":
            weight = sum(row.stratum == stratum for row in rows) / len(rows)
            cell = [row.outcome for row in rows if row.group == group and row.stratum == stratum]
            total += weight * sum(cell) / len(cell)
        assert result.loc[group, "estimate"] == pytest.approx(total)
        assert 0 <= result.loc[group, "low"] <= total <= result.loc[group, "high"] <= 1


@quick
@given(tables())
def test_one_stratum_changes_nothing(data):
    data = data.assign(stratum="all")
    plain = methods.estimate(data, outcome="outcome", by="group")
    test = methods.experiment(data, arm="group", outcome="outcome", control="a", metric="share")
    same = methods.standardise(data, outcome="outcome", by="group", strata="stratum", control="a")
    pd.testing.assert_frame_equal(same[plain.columns], plain)
    differences = ["difference", "difference_low", "difference_high"]
    pd.testing.assert_frame_equal(same[differences], test[differences])


@quick
@given(tables("mean"))
def test_a_group_at_its_own_mix_keeps_its_crude_mean(data):
    own = data.loc[data["group"] == "b", "stratum"].value_counts()
    result = methods.standardise(data, outcome="outcome", by="group", strata="stratum", metric="mean", weights=own)
    assert result.loc["b", "estimate"] == pytest.approx(result.loc["b", "crude"], abs=1e-6)


@quick
@given(tables(), st.randoms())
def test_the_order_of_rows_does_not_matter(data, random):
    order = list(range(len(data)))
    random.shuffle(order)
    mixed = data.iloc[order].set_axis([7] * len(data))
    for call in (
        lambda table: methods.estimate(table, outcome="outcome", by="group"),
        lambda table: methods.experiment(table, arm="group", outcome="outcome", control="a", metric="share"),
        lambda table: methods.standardise(table, outcome="outcome", by="group", strata="stratum"),
    ):
        pd.testing.assert_frame_equal(call(data), call(mixed))


def test_standardised_difference_covers_as_often_as_it_says():
    rng = np.random.default_rng(11)
    sizes = {("a", "x"): 60, ("a", "y"): 240, ("b", "x"): 220, ("b", "y"): 80}
    shares = {("a", "x"): 0.45, ("a", "y"): 0.2, ("b", "x"): 0.35, ("b", "y"): 0.12}
    weights = {"x": 280 / 600, "y": 320 / 600}
    truth = sum(weights[stratum] * (shares["b", stratum] - shares["a", stratum]) for stratum in "xy")
    inside = 0
    base = pd.DataFrame([cell for cell, size in sizes.items() for _ in range(size)], columns=["group", "stratum"])
    chance = np.array([shares[cell] for cell, size in sizes.items() for _ in range(size)])
    for _ in range(200):
        data = base.assign(outcome=rng.random(600) < chance)
        row = methods.standardise(data, outcome="outcome", by="group", strata="stratum", control="a").loc["b"]
        inside += row["difference_low"] <= truth <= row["difference_high"]
    assert 0.92 <= inside / 200 <= 0.985


@pytest.mark.parametrize("dtype", ["bool", "boolean", "int64", "Int64", "float64", "Float64", "bool[pyarrow]"])
def test_outcomes_of_every_type(dtype):
    data = pd.DataFrame({"group": ["a", "a", "b", "b"], "outcome": pd.array([True, False, True, True]).astype(dtype)})
    assert methods.estimate(data, outcome="outcome", by="group")["estimate"].tolist() == [0.5, 1.0]


def test_unknown_outcomes_are_left_out_and_counted():
    data = pd.DataFrame({"group": ["a", "a", "a"], "outcome": pd.array([True, False, None], dtype="boolean")})
    result = methods.estimate(data, outcome="outcome", by="group")
    assert result.loc["a", ["estimate", "n"]].tolist() == [0.5, 2]
    assert result.attrs["coursework"]["left_out"] == 1
    assert result["n"].dtype == "Int64"


def test_unused_levels_of_a_category_are_no_groups():
    groups = pd.Categorical(["b", "a", "b"], categories=["c", "b", "a"])
    result = methods.estimate(pd.DataFrame({"group": groups, "outcome": [1, 0, 1]}), outcome="outcome", by="group")
    assert result.index.tolist() == ["b", "a"]


def test_two_columns_make_a_group_each():
    result = methods.estimate(berkeley(), outcome="admitted", by=["department", "sex"])
    assert result.loc[("A", "women"), "estimate"] == pytest.approx(89 / 108)


def test_a_single_value_has_no_interval_of_its_mean():
    data = pd.DataFrame({"group": ["a", "b", "b"], "outcome": [1.0, 2.0, 4.0]})
    result = methods.estimate(data, outcome="outcome", by="group", metric="mean")
    assert result.loc["a"].isna().tolist() == [False, True, True, False]


GOOD = pd.DataFrame({"group": ["a", "a", "b", "b"], "stratum": ["x", "y", "x", "y"], "outcome": [0, 1, 1, 1]})
REFUSED = {
    "no table": (lambda: methods.estimate([1, 2], outcome="outcome"), "list"),
    "no rows": (lambda: methods.estimate(GOOD[:0], outcome="outcome"), "no rows"),
    "no column": (lambda: methods.estimate(GOOD, outcome="outcomes"), "no column 'outcomes'.*outcome"),
    "no group": (lambda: methods.estimate(GOOD.assign(group=[None, "a", "a", "a"]), outcome="outcome", by="group"), "1 of 4"),
    "amounts as share": (lambda: methods.estimate(GOOD.assign(outcome=[0, 1, 2, 3]), outcome="outcome"), "metric=\"mean\""),
    "words": (lambda: methods.estimate(GOOD.assign(outcome=list("abcd")), outcome="outcome"), "numbers"),
    "all unknown": (lambda: methods.estimate(GOOD.assign(outcome=np.nan), outcome="outcome"), "nothing to estimate"),
    "a group unknown": (
        lambda: methods.estimate(GOOD.assign(outcome=[None, None, 1, 1]).astype({"outcome": float}), outcome="outcome", by="group"),
        "In 1 groups",
    ),
    "level": (lambda: methods.estimate(GOOD, outcome="outcome", level=95), "between 0 and 1"),
    "metric": (lambda: methods.estimate(GOOD, outcome="outcome", metric="median"), "'share', 'mean'"),
    "no control": (lambda: methods.experiment(GOOD, arm="group", outcome="outcome", control="c"), "no arm 'c'.*a, b"),
    "one arm": (lambda: methods.experiment(GOOD[:2], arm="group", outcome="outcome", control="a"), "only one arm"),
    "one user": (lambda: methods.experiment(GOOD[:3], arm="group", outcome="outcome", control="a"), "one user only"),
    "empty cell": (
        lambda: methods.standardise(GOOD[:3], outcome="outcome", by="group", strata="stratum"),
        "group 'b' has 0 rows in the stratum y",
    ),
    "weights": (
        lambda: methods.standardise(GOOD, outcome="outcome", by="group", strata="stratum", weights={"x": 1}),
        "exactly the strata x, y",
    ),
    "negative weights": (
        lambda: methods.standardise(GOOD, outcome="outcome", by="group", strata="stratum", weights={"x": 2, "y": -1}),
        "from 0 upwards",
    ),
    "no such control": (
        lambda: methods.standardise(GOOD, outcome="outcome", by="group", strata="stratum", control="c"),
        "no group 'c'",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_refusals_are_one_sentence(name):
    call, words = REFUSED[name]
    with pytest.raises((ValueError, TypeError), match=words) as caught:
        call()
    assert str(caught.value).count("\n") == 0
    assert not isinstance(caught.value, KeyError)


def test_parameters_stay_with_the_result():
    result = methods.experiment(GOOD, arm="group", outcome="outcome", control="a", metric="share")
    told = result.attrs["coursework"]
    assert (told["method"], told["control"], told["n"], told["unit"]) == ("experiment", "a", 4, "share")
    assert result["difference"].attrs["coursework"] == told


def test_the_window_of_retention_reaches_the_estimate():
    users = pd.DataFrame({"user_id": [1], "registered_at": pd.to_datetime(["2025-01-01"]), "channel": ["a"]})
    events = pd.DataFrame({"user_id": [1], "ts": pd.to_datetime(["2025-02-01"])})
    flags = methods.retained(events, users, window=(1, 7))
    told = methods.estimate(flags[flags["channel"] == "a"], outcome="retained", by="channel").attrs["coursework"]
    assert (told["window"], told["window_unit"]) == ([1, 7], "day")
