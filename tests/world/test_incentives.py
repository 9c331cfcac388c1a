"""Points, levels, benefits, badges and missions: they balance, they follow from what people did, and they change nothing.

Rewards go to people who are active anyway. Each planted truth is found by the estimator that is right, beside the naive one.
"""

import numpy as np
import pandas as pd
import pytest

from coursework.world import make

DAY = pd.Timedelta(days=1)
UNTIL = pd.Timestamp("2026-01-01")
CHECK_IN, SEVENTH, REVIEW, INVITE, EXCHANGE = 2, 5, 20, 100, 800
LEVELS = {1: 0, 2: 300, 3: 1_500, 4: 4_000, 5: 10_000}


@pytest.fixture(scope="module")
def ledger(year):
    return year["points_ledger"]


def of_reason(ledger, reason):
    return ledger[ledger["reason"] == reason]


# What is written down adds up.


def test_keys_and_references(year):
    for name, key in (("points_ledger", "entry_id"), ("benefit_grants", "grant_id"), ("mission_records", "record_id")):
        assert year[name][key].is_unique
    assert not year["memberships"].duplicated(["user_id", "from_ts"]).any()
    assert not year["badge_awards"].duplicated(["badge_id", "user_id"]).any()
    for name in ("points_ledger", "memberships", "benefit_grants", "badge_awards", "mission_records"):
        assert year[name]["user_id"].isin(year["users"]["user_id"]).all()
    for name, key, catalogue in (
        ("benefit_grants", "benefit_id", "benefits"), ("badge_awards", "badge_id", "badges"), ("mission_records", "mission_id", "missions"),
    ):  # fmt: skip
        assert set(year[name][key]) == set(year[catalogue][key])
    assert year["points_ledger"]["order_id"].dropna().isin(year["orders"]["order_id"]).all()


def test_every_category_occurs(year):
    for name in ("points_ledger", "memberships", "benefits", "badges", "missions"):
        for column in year[name].select_dtypes("category"):
            assert set(year[name][column]) == set(year[name][column].cat.categories), (name, column)


def test_balances_are_running_sums_and_never_negative(ledger):
    assert (ledger["balance"] == ledger.groupby("user_id")["delta"].cumsum()).all()
    assert ledger["balance"].min() >= 0
    assert (ledger["delta"] != 0).all()
    assert (ledger.groupby("user_id")["ts"].diff().dropna() >= pd.Timedelta(0)).all()
    minus = ledger["reason"].isin(["exchange", "expiry"])
    assert ((ledger["delta"] < 0) == minus).all()


def test_every_cause_has_its_entry(year, ledger):
    orders, events, day = year["orders"], year["events"], ledger["ts"].dt.normalize()
    entry = of_reason(ledger, "order").astype({"order_id": "int64"}).set_index("order_id")
    assert entry.index.is_unique and len(entry) == len(orders)
    of_order = orders.set_index("order_id").loc[entry.index]
    assert (entry["delta"] == of_order["paid"] // 100).all()
    late = entry["ts"] - of_order["ts"]
    assert (late >= pd.Timedelta(0)).all() and (late < DAY).all()  # booked in the evening of the same day
    spent = of_reason(ledger, "exchange").astype({"order_id": "int64"}).set_index("order_id")["delta"]
    used = orders.set_index("order_id")["points_used"]
    assert (-spent == used.loc[spent.index]).all() and len(spent) == (used > 0).sum()
    checks = events[events["event"] == "check_in"]
    booked = of_reason(ledger, "check_in")
    assert booked.groupby("user_id").size().equals(checks.groupby("user_id").size())
    assert (booked["delta"] == np.where((booked.groupby("user_id").cumcount() + 1) % 7 == 0, SEVENTH, CHECK_IN)).all()
    reviews = of_reason(ledger, "review")
    assert len(reviews) == (events["event"] == "review").sum() and (reviews["delta"] == REVIEW).all()
    friends = year["referrals"].dropna(subset="invitee_user_id").groupby("inviter_id").size()
    invites = of_reason(ledger, "invite")
    assert invites.groupby("user_id")["delta"].sum().to_dict() == (INVITE * friends).to_dict()
    done = year["mission_records"].dropna(subset="done_at").merge(year["missions"], on="mission_id")
    assert of_reason(ledger, "mission")["delta"].sum() == done["reward_points"].sum()
    assert (done["reward_points"].gt(0) == (done["reward_kind"] == "points")).all()
    twice = of_reason(ledger, "double_points")
    running = year["activities"][year["activities"]["mechanic"] == "double_points"]
    days = {d for a in running.itertuples() for d in pd.date_range(a.starts, a.ends)} | {d for d in day.unique() if d.day == 18}
    assert set(day[twice.index]) <= days
    assert len(twice) == (orders["ts"].dt.normalize().isin(days)).sum()
    named = twice.dropna(subset="activity_id")
    assert named["activity_id"].isin(running["activity_id"]).all() and len(named) > 100


def test_expiry_takes_the_oldest_points_that_are_left(ledger):
    old = ledger[(ledger["ts"] < "2025-07-01") & (ledger["delta"] > 0)].groupby("user_id")["delta"].sum()
    spent = -of_reason(ledger, "exchange").groupby("user_id")["delta"].sum()
    left = old.sub(spent.reindex(old.index).fillna(0)).astype("int64")
    gone = of_reason(ledger, "expiry").set_index("user_id")["delta"]
    assert gone.index.is_unique
    assert (-gone).sort_index().equals(left[left > 0].sort_index().rename("delta"))
    assert (of_reason(ledger, "expiry")["ts"].dt.date.astype(str) == "2025-12-31").all()
    # first in, first out: at any moment what was spent is covered by what had come before
    plus = ledger["delta"].clip(lower=0).groupby(ledger["user_id"]).cumsum()
    minus = (-ledger["delta"].clip(upper=0)).groupby(ledger["user_id"]).cumsum()
    assert (minus <= plus).all()


def test_levels_follow_growth_values(year):
    rows, users = year["memberships"], year["users"].set_index("user_id")
    first = rows.drop_duplicates("user_id")
    assert len(first) == len(users)
    assert (first.set_index("user_id")["from_ts"] == users["registered_at"].reindex(first["user_id"])).all()
    assert (rows.groupby("user_id")["level"].diff().dropna() > 0).all()
    later = rows.groupby("user_id")["from_ts"].shift(-1)
    assert later.equals(rows["to_ts"]) or (later.isna() == rows["to_ts"].isna()).all() and (later == rows["to_ts"])[later.notna()].all()
    grown = rows[rows["reason"] == "growth"]
    assert (grown["growth_value"] >= grown["level"].map(LEVELS)).all()
    opens = year["events"].loc[year["events"]["event"] == "app_open", ["user_id", "ts"]]
    began = users["registered_at"].rename("ts").reset_index()
    active = pd.concat([opens, began]).assign(day=lambda t: t["ts"].dt.normalize()).drop_duplicates(["user_id", "day"])
    orders = year["orders"]
    for row in grown.iloc[:: len(grown) // 12].itertuples():
        days = ((active["user_id"] == row.user_id) & (active["day"] <= row.from_ts)).sum()
        paid = (orders.loc[(orders["user_id"] == row.user_id) & (orders["ts"] <= row.from_ts), "paid"] // 100).sum()
        assert row.growth_value == 20 * days + paid
    assert (rows["paid_member"] == (rows["reason"] == "purchase")).all()
    best = rows[rows["reason"] == "bank_star"]
    assert (users.loc[best["user_id"], "star_level"] == 5).all() and (best["level"] == 3).all()


def test_benefits_badges_and_missions_come_after_their_causes(year):
    grants = year["benefit_grants"].merge(year["benefits"], on="benefit_id")
    held = year["memberships"].rename(columns={"from_ts": "granted_at"})
    joined = grants.merge(held[["user_id", "granted_at", "level"]], on=["user_id", "granted_at"], how="left")
    assert (joined["level"] >= joined["level_required"]).all()
    assert (grants["used_at"].dropna() > grants["granted_at"][grants["used_at"].notna()]).all()
    assert grants.loc[grants["satisfaction"].notna(), "used_at"].notna().all()
    assert grants["satisfaction"].dropna().between(1, 5).all()
    awards = year["badge_awards"]
    first = year["events"].loc[year["events"]["event"] == "review"].groupby("user_id")["ts"].min()
    word = awards[awards["badge_id"] == 11].set_index("user_id")["earned_at"]
    assert set(word.index) == set(first.index) and (word >= first.reindex(word.index)).all()
    records = year["mission_records"]
    assert (records["accepted_at"] > records["shown_at"])[records["accepted_at"].notna()].all()
    done = records.dropna(subset="done_at")
    assert ((done["done_at"] - done["accepted_at"]).between(pd.Timedelta(seconds=1), 7 * DAY)).all()
    ranking = year["missions"].loc[year["missions"]["game_type"] == "ranking", "mission_id"]
    ranked = records.dropna(subset="rank")
    assert ranked["mission_id"].isin(ranking).all() and ranked["accepted_at"].notna().all()
    assert ranked["rank"].between(1, 50).all()
    for name, columns in (("points_ledger", ["ts"]), ("memberships", ["from_ts"]), ("benefit_grants", ["granted_at", "used_at"]),
                          ("badge_awards", ["earned_at"]), ("mission_records", ["shown_at", "done_at"])):  # fmt: skip
        registered = year["users"].set_index("user_id")["registered_at"].reindex(year[name]["user_id"]).to_numpy()
        for column in columns:
            known = year[name][column].notna().to_numpy()
            assert (year[name][column].to_numpy() >= registered)[known].all() and (year[name][column].dropna() < UNTIL).all()


def test_done_is_really_done(year):
    """A mission's `done_at` is the moment of the event or order that it asked for."""
    done = year["mission_records"].dropna(subset="done_at").merge(year["missions"], on="mission_id")
    events, orders = year["events"], year["orders"]
    pairs = {
        "check_in": events[events["event"] == "check_in"], "review": events[events["event"] == "review"], "share": events[events["event"] == "share"],
        "browse": events[(events["event"] == "page_view") & (events["page"] == "merchant")], "bind_card": events[events["event"] == "bind_card"],
        "pay_bill": orders[orders["category"] == "bills"], "first_order": orders.drop_duplicates("user_id"),
    }  # fmt: skip
    for behaviour, rows in pairs.items():
        mine = done[done["behaviour"] == behaviour].rename(columns={"done_at": "ts"})[["user_id", "ts"]]
        assert len(mine) > 3
        assert len(mine.merge(rows[["user_id", "ts"]].drop_duplicates(), on=["user_id", "ts"])) == len(mine)


def test_more_users_leave_the_others_as_they_were(small):
    """All but those who claimed a scarce piece, or whom an ad now reaches."""
    bigger = make(seed=11, users=2200)
    claimed = small["events"].loc[small["events"]["event"] == "join_activity", "user_id"]
    before, after = (world["users"].set_index("user_id")["channel"].astype(str) for world in (small, bigger))
    same = before.index[(before == after.reindex(before.index)) & ~before.index.isin(claimed)]
    assert len(same) > 1400
    for name in ("points_ledger", "memberships", "benefit_grants", "badge_awards", "mission_records"):
        mine, earlier = (rows[rows["user_id"].isin(same)].reset_index(drop=True) for rows in (bigger[name], small[name]))
        assert mine.equals(earlier), name


# What was planted.


def breakage(year):
    """Of the points earned in the year: the share exchanged, the share that ran out; share of earners who ever owned 800."""
    ledger = year["points_ledger"]
    earned = ledger["delta"].clip(lower=0).sum()
    parts = -ledger[ledger["delta"] < 0].groupby("reason", observed=True)["delta"].sum() / earned
    return parts["exchange"], parts["expiry"], (ledger.groupby("user_id")["balance"].max() >= EXCHANGE).mean()


def buyers_against_others(year, days=(31, 60)):
    """Share active `days` after buying a membership: buyers minus all others, and minus others with the same visits before."""
    visits = year["events"].groupby("session_id", sort=False).agg(user_id=("user_id", "first"), ts=("ts", "first"))
    visits = visits.sort_values(["user_id", "ts"]).reset_index(drop=True)
    seconds = (visits["ts"] - pd.Timestamp("2025-01-01")) // pd.Timedelta(seconds=1)
    user = visits["user_id"].rank(method="dense").astype("int64")
    place = (user * 10**8 + seconds).to_numpy()

    def count(first, last):
        return np.searchsorted(place, place + last * 86_400, side="right") - np.searchsorted(place, place + first * 86_400, side="left")

    visits["before"] = np.minimum(np.searchsorted(place, place) - np.searchsorted(place, place - 28 * 86_400, side="right"), 30)
    visits["later"] = count(*days) > 0
    visits = visits[visits["ts"] < UNTIL - (days[1] + 1) * DAY]
    visits = visits[visits["user_id"].duplicated()]  # the visit of registration is no chance to buy
    bought = year["memberships"].loc[year["memberships"]["reason"] == "purchase"].set_index("user_id")["from_ts"]
    at = bought.reindex(visits["user_id"]).to_numpy()
    mine = (visits["ts"] <= at) & (at - visits["ts"] < pd.Timedelta(hours=1))
    not_yet = ~(at <= visits["ts"] + pd.Timedelta(hours=1))
    gold = year["memberships"].loc[(year["memberships"]["level"] >= 3) & (year["memberships"]["reason"] != "purchase")]
    gold = gold.drop_duplicates("user_id").set_index("user_id")["from_ts"].reindex(visits["user_id"]).to_numpy()
    others = visits[not_yet & ~(gold <= visits["ts"])]
    naive = visits[mine]["later"].mean() - others.drop_duplicates("user_id")["later"].mean()
    same = others.groupby("before")["later"].mean().reindex(visits[mine]["before"])
    return naive, (visits[mine]["later"].to_numpy() - same.to_numpy()).mean(), mine.sum()


MISSION_EVENTS = {"check_in": "check_in", "review": "review", "share": "share"}


def missions_by_two_readings(year):
    """Share who did what a mission asks for within seven days.

    Naive: those who took it on minus those who were shown it and did not. Right: those whom chance showed it minus those whom it did not,
    each from the first visit in the mission's months.
    """
    events, records = year["events"], year["mission_records"]
    months = {1: (3, 4, 5), 4: (6, 7, 8), 6: (7, 8), 8: (9, 10), 9: (10, 11), 10: (1, 2, 12)}
    naive, right = [], []
    opens = events.loc[events["event"] == "app_open", ["user_id", "ts"]]
    for mission, code in zip(year["missions"]["mission_id"], year["missions"]["behaviour"].astype(str), strict=True):
        if mission not in months:
            continue
        did = events.loc[events["event"] == MISSION_EVENTS[code], ["user_id", "ts"]].sort_values("ts")
        first = opens[opens["ts"].dt.month.isin(months[mission])].drop_duplicates("user_id").sort_values("ts")
        after = pd.merge_asof(first, did.rename(columns={"ts": "did"}), left_on="ts", right_on="did", by="user_id", direction="forward")
        first = first.assign(did=((after["did"] - after["ts"]) <= 7 * DAY).to_numpy()).set_index("user_id")["did"]
        mine = records[records["mission_id"] == mission].set_index("user_id")
        shown = first.index.isin(mine.index)
        right.append(first[shown].mean() - first[~shown].mean())
        took = mine["accepted_at"].notna().reindex(first.index[shown])
        naive.append(first[shown][took.to_numpy()].mean() - first[shown][~took.to_numpy()].mean())
    return np.mean(naive), np.mean(right)


def test_most_points_are_never_exchanged(year):
    exchanged, expired, could = breakage(year)
    assert 0.15 < exchanged < 0.27
    assert 0.13 < expired < 0.25
    assert 0.15 < could < 0.30  # of those who have points at all
    redeemers = of_reason(year["points_ledger"], "exchange")["user_id"].nunique()
    assert redeemers < 0.08 * len(year["users"])


def test_levels_are_a_pyramid(year):
    share = year["memberships"].drop_duplicates("user_id", keep="last")["level"].value_counts(normalize=True).sort_index()
    assert share.is_monotonic_decreasing
    assert (share - np.array([0.62, 0.21, 0.12, 0.04, 0.012])).abs().max() < 0.04


def test_members_who_pay_stay_because_they_were_there_anyway(year):
    naive, matched, n = buyers_against_others(year)
    assert n > 120
    assert naive > 0.30
    assert abs(matched) < 0.12


@pytest.mark.slow
def test_a_bought_membership_changes_nothing(five_years):
    assert abs(np.mean([buyers_against_others(year)[1] for year in five_years])) < 0.045


def test_badges_honour_the_active(year):
    days = year["events"].assign(day=year["events"]["ts"].dt.normalize()).groupby("user_id")["day"].nunique()
    awards = year["badge_awards"].merge(year["badges"], on="badge_id")
    legendary = awards.loc[awards["rarity"] == "legendary", "user_id"].unique()
    holders = awards["user_id"].unique()
    assert days[legendary].median() > 5 * days.median()
    assert days[~days.index.isin(holders)].median() <= 4
    leagues = year["missions"].loc[year["missions"]["game_type"] == "ranking", "mission_id"]
    records = year["mission_records"]
    records = records[records["mission_id"].isin(leagues)]
    active = days.reindex(records["user_id"]).to_numpy()
    top, outside = (records["rank"] <= 10).fillna(False), records["accepted_at"].isna()
    assert np.median(active[top]) > 1.8 * np.median(active[outside])
    shown = awards.groupby("rarity", observed=True)["shown_on_profile"].mean()
    assert shown["legendary"] > shown["rare"] > shown["common"]


def test_missions_are_done_by_those_who_would_have_done_it(year):
    naive, right = missions_by_two_readings(year)
    assert naive > 0.11
    assert abs(right) < 0.03


def test_benefits_of_gold_are_used_by_a_minority(year):
    grants = year["benefit_grants"].merge(year["benefits"], on="benefit_id")
    used = grants.assign(used=grants["used_at"].notna()).groupby("benefit_id")["used"].mean()
    assert 0.12 < grants.loc[grants["level_required"] >= 3, "used_at"].notna().mean() < 0.30
    assert used.idxmin() == 5 and used[5] < 0.06  # the day pass for a gym, a partner's
    liked = grants.groupby("benefit_id")["satisfaction"].mean()
    assert liked.idxmax() == 10 and liked[10] > 4.5  # the personal adviser, a service
