"""The tables are whole: keys, references, types, times after their causes, money that adds up."""

import numpy as np
import pandas as pd
import pytest

from coursework import schema
from coursework.world import Policy, World

CENTS = ("yuan", "count", "id")
TABLES = list(schema.TABLES)


def keyed(values):
    return set(values.dropna().astype("int64") if str(values.dtype) in ("int64", "Int64") else values.dropna().astype(str))


@pytest.mark.parametrize("name", TABLES)
def test_shape_and_types(year, name):
    table, described = year[name], schema.table(name)
    assert tuple(table.columns) == described.names
    assert not table.duplicated(list(described.key)).any()
    for column in described.columns:
        values = table[column.name]
        assert column.empty or not values.isna().any(), column.name
        if column.type == "category":
            assert list(values.cat.categories) == list(column.values), column.name
        elif column.type in ("time", "date"):
            assert values.dtype == "datetime64[us]"
            assert column.type == "time" or (values.dropna() == values.dropna().dt.normalize()).all()
        elif column.type == "bool":
            assert values.dtype == bool
        elif column.type in CENTS:
            assert str(values.dtype) == ("Int64" if column.empty else "int64"), column.name
            assert column.name in ("gross_margin", "delta") or (values.dropna() >= 0).all(), column.name


def test_every_id_joins(year):
    for name, described in schema.TABLES.items():
        for column in described.columns:
            if column.refers:
                table, _, key = column.refers.partition(".")
                assert keyed(year[name][column.name]) <= keyed(year[table][key]), (name, column.name)


def test_categories_of_channels_are_used(year):
    assert keyed(year["users"]["channel"]) == set(schema.CHANNELS)


def test_times_lie_after_their_causes(year):
    users = year["users"].set_index("user_id")
    joined = users["registered_at"]
    touches = year["touchpoints"].dropna(subset="user_id")
    after_touch = joined.reindex(touches["user_id"].astype("int64")).to_numpy() - touches["ts"].to_numpy()
    assert after_touch.min() > np.timedelta64(0, "s")
    events = year["events"]
    own = joined.reindex(events["user_id"]).to_numpy()
    steps = (events["event"] == "submit_register_step").to_numpy()
    assert (events["ts"].to_numpy()[~steps] >= own[~steps]).all()
    last_step = events[events["page"] == "register_profile"].set_index("user_id")["ts"]
    assert (last_step.reindex(users.index) == joined).all()
    first_touch = touches.groupby(touches["user_id"].astype("int64"))["ts"].min()
    assert (first_touch.reindex(events["user_id"]).to_numpy() <= events["ts"].to_numpy()).all()
    same = events["user_id"].to_numpy()[1:] == events["user_id"].to_numpy()[:-1]
    assert (np.diff(events["ts"].to_numpy())[same] >= np.timedelta64(0, "s")).all()
    orders = year["orders"]
    assert (orders["ts"].to_numpy() > joined.reindex(orders["user_id"]).to_numpy()).all()
    assert (users["kyc_at"].dropna() >= joined[users["kyc_at"].notna()]).all()
    for name, column in (("events", "ts"), ("orders", "ts"), ("touchpoints", "ts"), ("users", "registered_at"), ("ad_spend", "date")):
        assert year[name][column].min() >= pd.Timestamp("2025-01-01"), name
        assert year[name][column].max() < pd.Timestamp("2026-01-01"), name


def test_sessions_are_one_visit_each(year):
    events = year["events"]
    by = events.groupby("session_id")
    assert (by["user_id"].nunique() == 1).all()
    assert (by["ts"].max() - by["ts"].min()).max() < pd.Timedelta(minutes=20)
    ends = by["ts"].agg(["min", "max"]).join(by["user_id"].first()).sort_values(["user_id", "min"])
    same = ends["user_id"].to_numpy()[1:] == ends["user_id"].to_numpy()[:-1]
    assert (ends["min"].to_numpy()[1:] > ends["max"].to_numpy()[:-1])[same].all()


def test_accounts(year):
    accounts, users = year["bank_accounts"], year["users"].set_index("user_id")
    known = accounts.dropna(subset="user_id").set_index("user_id")
    known.index = known.index.astype("int64")
    assert (users["bank_customer_id"].dropna().astype("int64").sort_index() == known["bank_customer_id"].sort_index()).all()
    old = users.loc[known.index, "channel"] == "bank_customers"
    after = known["opened_at"] > users.loc[known.index, "registered_at"]
    assert (after == ~old).all()
    assert (users.loc[known.index, "kyc_at"][~old] < known["opened_at"][~old]).all()


def test_money_adds_up(year):
    orders = year["orders"]
    assert (orders["paid"] == orders["list_price"] - orders["discount"]).all()
    assert (orders["gross_margin"] == orders["paid"] - orders["cost"]).all()
    assert (orders["paid"] > 0).all()
    paid = (year["events"]["event"] == "pay_ok").groupby(year["events"]["user_id"]).sum()
    assert (paid[paid > 0] == orders.groupby("user_id").size()).all()
    spend = year["ad_spend"]
    assert (spend["cost"] <= spend["budget"]).all()
    assert (spend["installs"] <= spend["clicks"]).all()
    assert (spend["clicks"] <= spend["impressions"]).all()
    assert 200_000 < spend["cost"].sum() / 100 < 330_000


def test_clicks_are_contacts_and_posts_are_counted(year):
    touches, spend, users = year["touchpoints"], year["ad_spend"], year["users"]
    clicks = touches[touches["touch_type"] == "click"]
    counted = clicks.groupby([clicks["ts"].dt.normalize(), "channel", "campaign"], observed=True).size()
    told = spend.set_index(["date", "channel", "campaign"])["clicks"]
    assert (told[told > 0] == counted.reindex(told[told > 0].index)).all()
    assert told.sum() == len(clicks)
    posts = year["content_posts"].set_index("post_id")
    by_post = touches.dropna(subset="post_id")
    assert (posts["clicks"] == by_post.groupby("post_id").size().reindex(posts.index).fillna(0).astype(int)).all()
    assert posts["registrations"].sum() == users["channel"].isin(["seo", "official_account"]).sum()
    assert (by_post["ts"].to_numpy() > posts["published_at"].reindex(by_post["post_id"].astype("int64")).to_numpy()).all()


def test_tags(year):
    tags = year["user_tags"].join(year["users"].set_index("user_id")["registered_at"], on="user_id")
    known = tags["valid_from"] < tags["registered_at"]
    assert (known == (tags["source"] == "dmp")).all()
    assert (tags["valid_from"] < pd.Timestamp("2026-01-01")).all()


def test_everybody_is_there_who_never_registered(year):
    touches = year["touchpoints"]
    never = touches["user_id"].isna()
    assert 0.9 < never.mean() < 0.99
    assert (touches["user_id"].dropna().astype("int64") == touches["person_id"][~never]).all()


def test_sizes(year):
    assert 9_000 < len(year["users"]) < 12_500
    assert len(year["events"]) < 800_000
    paid = year["users"]["channel"].isin(year["ad_spend"]["channel"].unique())
    assert 6_000 < paid.sum() < 8_000


@pytest.mark.parametrize("channel", ["search_ads", "brand_search"])
def test_an_outcome_has_the_shape_of_the_schema(channel):
    outcome = World(4, 5000).run(Policy({channel: 4000}))
    for name, table in outcome.tables.items():
        assert tuple(table.columns) == schema.table(name).names
    users, spend = outcome.tables["users"], outcome.tables["ad_spend"]
    row = outcome.by_channel.loc[channel]
    assert (users["channel"] == channel).sum() == row["registrations"] > 0
    assert spend["cost"].sum() == pytest.approx(4000)
    assert row["spend"] == pytest.approx(4000)
    assert users["registered_at"].min() >= pd.Timestamp("2026-01-01")
    mine = outcome.tables["orders"].merge(users[users["channel"] == channel], on="user_id")
    early = mine["ts"] - mine["registered_at"] < pd.Timedelta(days=90)
    opened = outcome.tables["bank_accounts"].merge(users[users["channel"] == channel], on="bank_customer_id")
    opened = opened[opened["opened_at"] - opened["registered_at"] < pd.Timedelta(days=90)]
    assert row["value"] == pytest.approx(mine["gross_margin"][early].sum() + opened["value"].sum())
    assert row["first_orders"] == mine["user_id"][mine["ts"] - mine["registered_at"] < pd.Timedelta(days=30)].nunique()
    assert row["net"] == pytest.approx(row["incremental_value"] - 4000)
