"""Communities: memberships and messages fit together, and adverts drive members out whatever the number of messages says."""

import numpy as np
import pandas as pd
import pytest

from coursework import schema
from coursework.world import groups
from coursework.world.randomness import root

START, END = pd.Timestamp("2025-01-01"), pd.Timestamp("2026-01-01")


def week(times):
    return (times - START).dt.days // 7


@pytest.fixture(scope="module")
def tables(year):
    groups_, members, said = (year[name].copy() for name in ("communities", "community_members", "community_messages"))
    groups_ = groups_.set_index("community_id")
    groups_["until"] = groups_["closed_on"].fillna(END).clip(upper=END)
    return groups_, members, said, year["users"].set_index("user_id")


@pytest.fixture(scope="module")
def weeks(tables):
    """One row per membership and week in it: whether it was left in it, and what staff and members did in the week before."""
    groups_, members, said, _ = tables
    until = members["left_at"].fillna(END).clip(upper=groups_["until"].reindex(members["community_id"]).to_numpy())
    first, last = week(members["joined_at"]) + 1, week(until)
    count = (last - first + 1).clip(lower=0)
    rows = members.loc[members.index.repeat(count), ["community_id", "left_at"]]
    rows["week"] = np.repeat(first.to_numpy(), count) + rows.groupby(level=0).cumcount().to_numpy()
    rows["left"] = week(rows["left_at"]) == rows["week"]
    before = pd.MultiIndex.from_arrays([rows["community_id"], rows["week"] - 1])
    for name, kinds in (("adverts", ["advert"]), ("warm", ["question", "event"])):
        staff = said[said["kind"].isin(kinds) & said["by_staff"]]
        rows[name] = staff.groupby(["community_id", week(staff["ts"])]).size().reindex(before).fillna(0).to_numpy()
    rows["social"] = (groups_["positioning"].reindex(rows["community_id"]) == "social").to_numpy()
    return rows.reset_index(drop=True)


def test_sizes_and_values(tables):
    groups_, members, said, _ = tables
    assert len(groups_) == groups.COUNT == 60
    assert 1_800 < len(members) < 3_200
    assert 14_500 < len(said) < 22_000
    for name, table in (("communities", groups_), ("community_messages", said)):
        for column in schema.table(name).columns:
            if column.type == "category":
                assert set(table[column.name].astype(str)) == set(column.values), column.name
    assert groups_["name"].is_unique and groups_["name_zh"].is_unique
    assert groups_["closed_on"].notna().sum() == groups.CLOSED
    assert groups_["split_from"].notna().sum() == 2
    assert (groups_["cooperation"].eq("none") == groups_["ownership"].eq("own")).all()


def test_members_join_after_they_could(tables):
    groups_, members, _, users = tables
    mine, home = users.loc[members["user_id"]], groups_.loc[members["community_id"]]
    joined = members["joined_at"].to_numpy()
    assert (joined > mine["registered_at"].to_numpy()).all()
    assert (joined >= home["opened_on"].to_numpy()).all()
    assert (joined < home["until"].to_numpy()).all()
    assert (mine["city"].to_numpy() == home["city"].to_numpy()).all()
    split = home["split_from"].notna().to_numpy()  # who moves at a split needs no app: the communities live in a chat
    assert (joined < mine["uninstalled_at"].fillna(END).to_numpy())[~split].all()
    left, muted = members["left_at"], members["muted_at"]
    assert (left.dropna() > members["joined_at"][left.notna()]).all()
    assert (muted.dropna() > members["joined_at"][muted.notna()]).all()
    assert (muted < left)[muted.notna() & left.notna()].all()
    assert not members.duplicated(["community_id", "user_id"]).any()


def test_joining_is_self_selected(year):
    users, members = year["users"], year["community_members"]
    events = year["events"]
    days = events[events["event"] == "app_open"].groupby("user_id")["ts"].agg(lambda t: t.dt.normalize().nunique())
    active = days.reindex(users["user_id"]).fillna(0).to_numpy()
    joined = users["user_id"].isin(members["user_id"]).to_numpy()
    assert active[joined].mean() > 1.5 * active[~joined].mean()
    partners = (users["channel"] == "partner_communities").to_numpy()
    friends = users["wecom_friend_at"].notna().to_numpy()
    assert joined[partners].mean() > 2 * joined.mean()
    assert joined[friends].mean() > 1.5 * joined.mean()


def test_members_speak_while_they_are_members(tables):
    groups_, members, said, _ = tables
    assert (said["user_id"].isna() == said["by_staff"]).all()
    own = said.dropna(subset="user_id").merge(members, on=["community_id", "user_id"], how="left")
    assert own["joined_at"].notna().all()
    assert (own["ts"] > own["joined_at"]).all()
    assert (own["ts"] < own["left_at"].fillna(END)).all()
    home = groups_.loc[said["community_id"]]
    assert (said["ts"].to_numpy() >= np.maximum(home["opened_on"], START).to_numpy()).all()
    assert (said["ts"].to_numpy() < home["until"].to_numpy()).all()


def test_replies_are_counted(tables):
    _, _, said, _ = tables
    rows = said[said["kind"] == "reply"].groupby("community_id").size()
    told = said.groupby("community_id")["replies"].sum()
    assert (told == rows.reindex(told.index).fillna(0)).all()
    assert (said.loc[said["kind"].isin(["topic", "reply", "question", "red_packet"]), "link_clicks"] == 0).all()


def test_splits_and_hosts(tables):
    groups_, members, _, _ = tables
    for child, row in groups_[groups_["split_from"].notna()].iterrows():
        old = members[members["community_id"] == row["split_from"]].set_index("user_id")
        new = members[members["community_id"] == child].set_index("user_id")
        both = old.merge(new, left_index=True, right_index=True, suffixes=("_old", "_new"))
        moved = both[both["left_at_old"] - both["joined_at_new"] == pd.Timedelta(minutes=1)]
        assert len(moved) >= 5
        assert (moved["joined_at_new"].dt.normalize() == row["opened_on"]).all()
    hosts = groups_["host_user_id"].dropna().astype("int64")
    assert 2 <= len(hosts) < 30
    for community, user in hosts.items():
        mine = members[(members["community_id"] == community) & (members["user_id"] == user)]
        assert len(mine) == 1 and mine["left_at"].isna().all()


def test_adverts_drive_people_out(weeks):
    """The right estimator: weeks after many adverts against weeks after few."""
    rate = weeks.groupby(weeks["adverts"].clip(upper=6) // 2)["left"].mean()
    assert 0.004 < weeks.loc[weeks["adverts"] <= 2, "left"].mean() < 0.02
    assert weeks.loc[weeks["adverts"] >= 5, "left"].mean() > 2.5 * weeks.loc[weeks["adverts"] <= 2, "left"].mean()
    assert rate[0] < 1.5 * weeks.loc[weeks["adverts"] == 2, "left"].mean()  # one or two a week do no harm
    assert rate[3] > rate[1]


def test_many_messages_are_no_sign_of_health(tables, weeks):
    """The naive reading is that busy communities are healthy: but they lose no fewer people, because adverts make them busy."""
    groups_, _, said, _ = tables
    span = (groups_["until"] - groups_["opened_on"].clip(lower=START)).dt.days / 7
    kinds = said.groupby(["community_id", "kind"], observed=False).size().unstack()
    report = weeks.groupby("community_id")["left"].agg(["mean", "size"])
    report["messages"], report["adverts"] = kinds.sum(axis=1) / span, kinds["advert"] / span
    report["others"] = report["messages"] - report["adverts"]
    report = report[report["size"] >= 150]
    linked = {name: report[name].corr(report["mean"], method="spearman") for name in ("messages", "adverts", "others")}
    assert linked["adverts"] > 0.3 > linked["others"]
    assert linked["messages"] > -0.15
    assert linked["adverts"] > linked["messages"] > linked["others"]


def test_questions_and_events_keep_people_in_social_communities(weeks):
    quiet = weeks[weeks["social"] & (weeks["adverts"] <= 2)]
    assert quiet.loc[quiet["warm"] > 0, "left"].mean() < 0.85 * quiet.loc[quiet["warm"] == 0, "left"].mean()


def test_there_is_room_for_the_messages_of_staff():
    from coursework.world.talk import OWN, REPLIES

    assert all(len(groups.posts(root(seed)).at) + REPLIES < OWN for seed in range(20))
