"""unit_economics against a slow version and by hand."""

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursework import methods

channels = st.sampled_from(["search", "feed", "direct"])
spends = st.lists(st.tuples(channels, st.integers(0, 5000)), min_size=1, max_size=20)
people = st.lists(st.tuples(channels, st.one_of(st.none(), st.integers(-50, 300))), min_size=1, max_size=30)


@settings(deadline=None, max_examples=50)
@given(spends, people)
def test_against_the_slow_version(spent, won):
    spend = pd.DataFrame(spent, columns=["channel", "cost"])
    users = pd.DataFrame(won, columns=["channel", "worth"]).astype({"worth": "Float64"})
    result = methods.unit_economics(spend, users, value="worth") if users["worth"].notna().any() else None
    if result is None:
        return
    for channel in {name for name, _ in spent} | {name for name, _ in won}:
        row = result.loc[channel].astype(float)
        cost = sum(amount for name, amount in spent if name == channel)
        heads = [value for name, value in won if name == channel]
        known = [value for value in heads if value is not None]
        assert (row["spend"], row["customers"], row["valued"]) == (cost, len(heads), len(known))
        assert row["cac"] == pytest.approx(cost / len(heads) if heads else math.nan, nan_ok=True)
        mean = sum(known) / len(known) if known else math.nan
        assert row["value_per_customer"] == pytest.approx(mean, nan_ok=True)
        assert row["net"] == pytest.approx(mean * len(heads) - cost if heads else -cost, nan_ok=True)
        assert row["value_to_cac"] == pytest.approx(
            mean * len(heads) / cost if heads and cost else math.nan, nan_ok=True
        )
    assert len(result) == len({name for name, _ in spent} | {name for name, _ in won})


def test_without_value_three_columns():
    spend = pd.DataFrame({"channel": pd.Categorical(["a", "b"], categories=["a", "b", "c"]), "cost": [10, 20]})
    users = pd.DataFrame({"channel": pd.Categorical(["a", "a"], categories=["a", "b", "c"])})
    result = methods.unit_economics(spend, users)
    assert result.columns.tolist() == ["spend", "customers", "cac"]
    assert result["cac"].tolist()[0] == 5
    assert result["cac"].isna().tolist() == [False, True]
    assert result.index.name == "channel"


def test_another_group_and_column():
    spend = pd.DataFrame({"campaign": ["x"], "paid": [90.0]})
    result = methods.unit_economics(spend, pd.DataFrame({"campaign": ["x"] * 3}), by="campaign", cost="paid")
    assert result.loc["x", "cac"] == 30


@pytest.mark.parametrize(
    ("spend", "words"),
    [
        (pd.DataFrame({"channel": ["a"], "cost": [-1.0]}), "negative"),
        (pd.DataFrame({"channel": ["a"], "cost": [None]}), "1 of 1 rows of spend have no cost"),
        (pd.DataFrame({"channel": ["a"], "costs": [1.0]}), "no column 'cost'; it has costs"),
    ],
)
def test_refusals(spend, words):
    with pytest.raises(ValueError, match=words):
        methods.unit_economics(spend, pd.DataFrame({"channel": ["a"]}))
