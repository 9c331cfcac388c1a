"""How people are reached: what is sent follows the plan and the consent, posts and promotions add up, and the planted truths are found.

The tables of this area are made from a played world, so that the tests can compare them with what was played.
"""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from coursework import schema
from coursework.world import Policy, World, flash
from coursework.world import practice as care
from coursework.world.channels import usual_spend
from coursework.world.frames import frame
from coursework.world.play import claims, play
from coursework.world.randomness import root
from coursework.world.rows import acquisition, people, reach
from coursework.world.sendings import SILENT
from coursework.world.spots import WAGE

SEEDS, LAST = (1, 2, 3, 4, 5), 365
DAYS, DAY = np.arange(LAST), pd.Timedelta(days=1)
START, UNTIL = pd.Timestamp("2025-01-01"), pd.Timestamp("2026-01-01")
MINE = ("messages", "experiments", "experiment_units", "devices", "content_posts", "kol_posts", "offline_promos")
PLANNED = ("weekly_offers", "daily_test", "festival", "big_promotion")


def user_rows(played, key):
    made = acquisition.users(played, key) | people.users(played, key, LAST)
    return made, reach.users(played, key, LAST, made)


def made_world(seed, size=10_000):
    key = root(seed)
    played = play(key, size, DAYS, usual_spend(key, size, DAYS), end_day=LAST)
    made, rows = user_rows(played, key)
    counted = acquisition.totals(played, key) | reach.totals(played, key, made)
    rows |= reach.whole(played, key, LAST, counted)
    rows |= {name: made[name] for name in ("users", "touchpoints", "user_tags")}
    rows["ad_spend"] = acquisition.whole(played, key, counted)["ad_spend"]
    tables = {name: frame(name, columns) for name, columns in rows.items()}
    ids, visits = played.users.id, played.lives.visits
    tables["visits"] = pd.DataFrame({"user_id": ids[visits["user"]], "ts": START + pd.to_timedelta(visits["start"], unit="s"), "opened": visits["opened"]})
    return SimpleNamespace(played=played, key=key, ids=ids, **tables)


@pytest.fixture(scope="module")
def worlds():
    return [made_world(seed) for seed in SEEDS]


@pytest.fixture(scope="module")
def world(worlds):
    return worlds[0]


@pytest.fixture(scope="module")
def known(world):
    """Messages with what is known of their users."""
    columns = ["registered_at", "uninstalled_at", "push_muted_at", "opted_in_push", "opted_in_sms", "account_followed_at", "wecom_friend_at"]
    return world.messages.join(world.users.set_index("user_id")[columns], on="user_id")


def units(world, name):
    found = world.experiment_units
    return found[found["experiment"] == name].set_index("user_id")


def was_there(world, users, first, last):
    """Say which users had a visit from one day to another."""
    ts = world.visits["ts"]
    inside = world.visits[(ts >= pd.Timestamp(first)) & (ts < pd.Timestamp(last) + DAY)]
    return pd.Series(users.isin(inside["user_id"]), index=users)


def gain(values, treated):
    """Difference of means in percentage points."""
    return 100 * (values[treated].mean() - values[~treated].mean())


# What is written down is whole.


def test_keys_times_and_values(world):
    for name in MINE:
        table, described = getattr(world, name), schema.table(name)
        assert not table.duplicated(list(described.key)).any(), name
        for column in described.columns:
            values = table[column.name]
            if column.type in ("time", "date"):
                assert ((values >= START) & (values < UNTIL) | values.isna()).all(), (name, column.name)
            if column.refers == "users.user_id":
                assert values.isin(world.users["user_id"]).all()
            if column.type == "category" and column.name not in ("search_term", "campaign", "channel"):
                assert set(values.dropna().astype(str)) == set(column.values), (name, column.name)
    for column in ("channel", "campaign", "trigger", "template"):
        assert set(world.messages[column].astype(str)) == set(schema.table("messages")[column].values), column


def test_messages_keep_to_consent_and_presence(known):
    pushed, by_sms = known["channel"] == "push", known["channel"] == "sms"
    assert (known["ts"] > known["registered_at"]).all()
    assert not (known["ts"] >= known["uninstalled_at"]).any()
    assert known.loc[pushed, "opted_in_push"].all() and known.loc[by_sms, "opted_in_sms"].all()
    assert not (known["ts"] >= known["push_muted_at"])[pushed].any()
    friends = (known["channel"] == "community").to_numpy()
    assert (known["wecom_friend_at"] < known["ts"])[friends].all()


def test_opening_and_clicking_follow_sending(known):
    opened, clicked = known["opened_at"].notna(), known["clicked_at"].notna()
    assert (known["opened_at"] >= known["ts"])[opened].all() and known.loc[opened, "delivered"].all()
    assert not (clicked & ~opened).any() and (known["clicked_at"] >= known["opened_at"])[clicked].all()


def test_planned_push_is_what_was_played(world):
    m = world.messages
    planned = m[(m["channel"] == "push") & m["campaign"].isin(PLANNED)]
    assert not planned.assign(day=planned["ts"].dt.normalize()).duplicated(["user_id", "day"]).any()
    weekly = planned[planned["campaign"] != "daily_test"]
    assert (weekly["ts"].dt.day_of_week == 3).all() and (planned["ts"] - planned["ts"].dt.normalize() == pd.Timedelta(hours=12)).all()
    opened = planned[planned["opened_at"].notna()].rename(columns={"opened_at": "start"})[["user_id", "start"]]
    came = world.visits[world.visits["opened"]].rename(columns={"ts": "start"})[["user_id", "start"]]
    both = opened.merge(came, how="outer", indicator=True)["_merge"]
    assert (both != "left_only").all() and (both == "right_only").sum() <= 5  # a visit after the app was removed has no message
    visits = world.visits.assign(at=world.visits["ts"]).sort_values("ts")[["user_id", "ts", "at"]]
    last = pd.merge_asof(planned.sort_values("ts"), visits, on="ts", by="user_id", allow_exact_matches=False)
    assert (last["ts"].dt.normalize() - last["at"].dt.normalize() <= SILENT * DAY).all()


def test_units_are_drawn_before_anything_happens(world):
    registered = world.users.set_index("user_id")["registered_at"]
    for experiment in care.EXPERIMENTS:
        x = units(world, experiment.code)
        assert set(x["arm"].astype(str)) == set(experiment.arms)
        assert (x["assigned_at"] >= registered.reindex(x.index)).all()
        assert not (x["exposed_at"] < x["assigned_at"]).any()
        shares = x["arm"].value_counts(normalize=True)[list(experiment.arms)]
        expected = [1 / 3, 2 / 3] if experiment is care.COUPON else [1 / len(experiment.arms)] * len(experiment.arms)
        assert np.abs(shares.to_numpy() - expected).max() < 0.05, experiment.code
    told = units(world, "recall_call")
    assert told.loc[told["arm"] == "no_message", "exposed_at"].isna().all()


def test_autumn_arm_is_who_got_the_coupon(world):
    from coursework.world import offers

    held = world.played.lives.offers
    got = world.ids[held["user"][held["template"] == offers.TEMPLATES.index(offers.AUTUMN)]]
    x = units(world, "autumn_coupon")
    assert set(x.index[x["arm"] == "coupon"]) == set(got)


def test_push_units_do_not_depend_on_the_arm(worlds):
    """Before the test both arms were alike: as many active days, as many units."""
    before = []
    for w in worlds:
        x = units(w, "daily_push")
        before.append(gain(was_there(w, x.index, "2025-08-01", "2025-08-31"), x["arm"] == "daily"))
    assert abs(np.mean(before)) < 2.5


def test_devices_cover_their_users(world):
    d = world.devices.merge(world.users[["user_id", "registered_at"]], on="user_id")
    assert set(d["user_id"]) == set(world.users["user_id"]) and (d["first_seen"] <= d["last_seen"]).all()
    assert (d.groupby("user_id")["first_seen"].min() == d.groupby("user_id")["registered_at"].min().dt.normalize()).all()
    assert 0.06 < (d.groupby("user_id").size() > 1).mean() < 0.11
    fake = world.users[world.users["user_id"].isin(world.ids[world.played.users.fake])]
    own = world.devices.set_index("user_id")["device_id"]
    shared = own[own.index.isin(fake["user_id"])]
    makers = world.devices[world.devices["user_id"].isin(fake["referrer_user_id"].astype("int64"))]
    assert shared.isin(makers["device_id"]).all()


def test_posts_of_opinion_leaders_add_up(world):
    posts = world.kol_posts.groupby("campaign", observed=True)
    spent = world.ad_spend.groupby("campaign", observed=True)
    for column, there in (("price", "cost"), ("impressions", "impressions")):
        assert (posts[column].sum() == spent[there].sum().reindex(posts[column].sum().index)).all(), column
    touches = world.touchpoints[world.touchpoints["channel"] == "kol_posts"].groupby("campaign", observed=True)
    assert (posts["clicks"].sum() == touches.size().reindex(posts["clicks"].sum().index)).all()
    assert (posts["registrations"].sum() == touches["user_id"].count().reindex(posts["clicks"].sum().index)).all()
    assert 50 <= len(world.kol_posts) <= 70


def test_promotions_count_part_of_their_channel(world):
    promos = world.offline_promos
    assert 60 <= len(promos) <= 80 and (promos["registrations"] <= promos["scans"]).all() and (promos["ends"] >= promos["starts"]).all()
    scans = promos.groupby("channel", observed=True)["scans"].sum()
    touched = world.touchpoints["channel"].value_counts().reindex(scans.index)
    assert (scans <= touched).all() and (scans > 0.15 * touched).all()
    assert (promos["cost"] == promos["materials_cost"] + promos["staff_hours"] * WAGE).all()
    assert (promos["merchant_id"].notna() == (promos["kind"] == "merchant_store")).all()
    assert (promos["branch"].notna() == (promos["kind"] == "branch_pavilion")).all()
    ordered = promos.sort_values(["channel", "city", "starts"])
    same = (ordered["channel"].astype(str) == ordered["channel"].astype(str).shift()) & (ordered["city"].astype(str) == ordered["city"].astype(str).shift())
    assert not (same & (ordered["starts"] <= ordered["ends"].shift())).any()


def test_content_counts_contacts(world):
    posts, touches = world.content_posts.set_index("post_id"), world.touchpoints.dropna(subset="post_id")
    seen = touches["post_id"].astype("int64").value_counts()
    assert (posts["clicks"] == seen.reindex(posts.index).fillna(0)).all() and set(seen.index) <= set(posts.index)
    assert (posts["reads"] >= posts["clicks"]).all() and (posts["impressions"] >= posts["reads"]).all()
    assert (posts["completion_percent"].notna() == (posts["format"] == "short_video")).all()
    assert (posts.loc[posts["account_type"] == "competitor", "cost"] == 0).all()


def test_rows_depend_on_nobody_else():
    """Played in two parts, everybody has the rows they have in the whole, and the counts add up."""
    key, size = root(11), 1_500
    spend = usual_spend(key, size, DAYS)
    whole = play(key, size, DAYS, spend, end_day=LAST)
    made, rows = user_rows(whole, key)
    cuts = flash.cut_offs([claims(key, size, DAYS, spend, end_day=LAST, part=(i, 2)) for i in range(2)], size)
    added, total = {}, reach.totals(whole, key, made)
    for i in range(2):
        played = play(key, size, DAYS, spend, end_day=LAST, part=(i, 2), cuts=cuts)
        own, part = user_rows(played, key)
        for name, columns in part.items():
            there, here = frame(name, rows[name]), frame(name, columns)
            keys = list(schema.table(name).key)
            mine = there[there["user_id"].isin(own["users"]["user_id"])]
            pd.testing.assert_frame_equal(
                mine.sort_values(keys, ignore_index=True), here.sort_values(keys, ignore_index=True), check_dtype=False
            )
        for name, values in reach.totals(played, key, own).items():
            added[name] = added.get(name, 0) + values
    assert all((added[name] == total[name]).all() for name in total)


def test_a_plan_has_its_messages_and_posts():
    """People who are won by a plan are followed beyond its last day, and daily messages are a choice there."""
    care = {"regular": "daily", "light": "weekly", "quiet": "sms_evening"}
    found = World(4, 2_000).run(Policy({"kol_posts": 2_000}, care=care)).tables
    m, posts, promos = found["messages"], found["kol_posts"], found["offline_promos"]
    assert (m["campaign"] == "daily_test").sum() > 100 and (m["campaign"] == "recall").any()
    assert found["experiment_units"].empty  # the experiments were those of 2025
    assert posts["price"].sum() == pytest.approx(2_000)
    assert posts["clicks"].sum() == (found["touchpoints"]["channel"] == "kol_posts").sum() > 0
    assert len(promos) and (promos["ends"] >= UNTIL).all()


# What was planted is found. Naive readings stand beside the right ones.


def test_daily_messages_wear_people_out(worlds):
    first, muted, later, naive = [], [], [], []
    for w in worlds:
        x, m = units(w, "daily_push"), w.messages
        daily = x["arm"] == "daily"
        visits = w.visits[(w.visits["ts"] >= "2025-09-01") & (w.visits["ts"] < "2025-09-15")].groupby("user_id").size().reindex(x.index).fillna(0)
        first.append(visits[daily].mean() / visits[~daily].mean() - 1)
        off = w.users.set_index("user_id")["push_muted_at"].reindex(x.index)
        muted.append(gain((off >= "2025-09-01") & (off < "2025-11-01"), daily))
        later.append(gain(was_there(w, x.index, "2025-09-29", "2025-10-26"), daily))
        told = m[(m["channel"] == "push") & m["campaign"].isin(PLANNED) & (m["ts"] >= "2025-09-01") & (m["ts"] < "2025-11-01")].groupby("user_id").size()
        allowed = pd.Index(w.users.loc[w.users["opted_in_push"] & (w.users["registered_at"] < "2025-09-01"), "user_id"])
        many = told.reindex(allowed).fillna(0) > 9
        naive.append(gain(was_there(w, allowed, "2025-09-29", "2025-10-26"), many))
    assert np.mean(first) > 0.02 and min(muted) > 9
    assert np.mean(later) < -3 and max(later) < 0
    assert min(naive) > 20  # who got many messages is who was still there to get them


def returned(world, x):
    """Say who had a visit in the seven days after arms were drawn."""
    v = world.visits[world.visits["user_id"].isin(x.index)]
    wait = v["ts"].to_numpy() - x["assigned_at"].reindex(v["user_id"]).to_numpy()
    return pd.Series(x.index.isin(v["user_id"][(wait > pd.Timedelta(0)) & (wait < 7 * DAY)]), index=x.index)


def test_only_an_evening_text_message_wins_back(worlds):
    by_arm, by_price, by_tag = [], [], []
    for w in worlds:
        x = units(w, "recall_call")
        back, control, evening = returned(w, x), x["arm"] == "no_message", x["arm"] == "sms_evening"
        by_arm.append({arm: 100 * (back[x["arm"] == arm].mean() - back[control].mean()) for arm in care.RECALL.arms[1:]})
        score = pd.Series(w.played.lives.who.price, index=w.ids).reindex(x.index)
        tags = w.user_tags[w.user_tags["tag"] == "bargain_hunter"].set_index("user_id")["value"].reindex(x.index)
        for found, group, other in ((by_price, score > 20, score <= 20), (by_tag, tags == "yes", tags == "no")):
            found.append([100 * (back[evening & g].mean() - back[control & g].mean()) for g in (group, other)])
    effect = pd.DataFrame(by_arm).mean()
    assert effect["sms_evening"] > 9 and effect.drop("sms_evening").abs().max() < 2.5
    (uses, does_not), (tagged, not_tagged) = np.mean(by_price, axis=0), np.mean(by_tag, axis=0)
    assert uses > 20 and does_not < 4  # the truth
    assert tagged > not_tagged + 4  # what the tables show of it


def stayed(world, users):
    """Say who was there on days 24 to 30 after registration."""
    registered = world.users.set_index("user_id")["registered_at"].dt.normalize()
    age = (world.visits["ts"].dt.normalize().to_numpy() - registered.reindex(world.visits["user_id"]).to_numpy()) / DAY
    return pd.Series(users.isin(world.visits["user_id"][(age >= 24) & (age <= 30)]), index=users)


@pytest.mark.parametrize(("name", "step", "least", "most"), [("card_prompt", "card", 2.5, 8), ("tour_prompt", "tour", -2.5, 2.5)])
def test_prompts(worlds, name, step, least, most):
    took, effect, naive = [], [], []
    for w in worlds:
        x = units(w, name)
        did = pd.Series(w.played.lives.joined[step], index=w.ids).reindex(x.index)
        here, prompted = stayed(w, x.index), x["arm"] == "prompt"
        took.append(gain(did, prompted))
        effect.append(gain(here, prompted))
        naive.append(gain(here, did))
    assert min(took) > 12 and least < np.mean(effect) < most
    assert np.mean(naive) > np.mean(effect) + 5  # whoever does it of their own accord was keener anyway


def test_button_template_and_name_change_nothing(worlds):
    green, named, spread = [], [], []
    for w in worlds:
        x, m = units(w, "button_colour"), w.messages
        green.append(gain(was_there(w, x.index, "2025-11-15", "2025-11-30"), x["arm"] == "green"))
        weekly = m[(m["channel"] == "push") & (m["campaign"] == "weekly_offers")]
        opened = weekly["opened_at"].notna()
        named.append(gain(opened, weekly["personalised"]))
        spread.append(100 * np.ptp(opened.groupby(weekly["template"], observed=True).mean().dropna()))
    assert abs(np.mean(green)) < 2.5 and abs(np.mean(named)) < 0.5 and np.mean(spread) < 1


def test_template_with_a_bill_seems_to_open_best(worlds):
    """It goes to payers on the day of their bill; pushed templates, drawn at random, are alike."""
    for w in worlds:
        weekly = w.messages[w.messages["campaign"] == "weekly_offers"]
        rate = weekly["opened_at"].notna().groupby(weekly["template"], observed=True).mean()
        assert rate["bill"] > 2 * rate.drop("bill").max()


def test_shared_devices_point_to_the_task_platform(worlds):
    for w in worlds:
        d = w.devices[w.devices.groupby("device_id")["user_id"].transform("size") >= 4]
        channel = w.users.set_index("user_id")["channel"].astype(str)
        makers = channel.reindex(d["user_id"].unique())
        makers = makers[makers != "referral"]
        of_all = channel.value_counts()
        tasks, others = (makers == "task_platform").sum() / of_all["task_platform"], (makers != "task_platform").sum() / of_all.drop("task_platform").sum()
        assert tasks > 0.02 and tasks > 8 * others


def test_hot_topics_bring_readers_and_no_followers(worlds):
    for w in worlds:
        c = w.content_posts
        own = c[~c["account_type"].isin(["competitor", "website", "service_account"])]
        hot = own.groupby("hot_topic")
        assert hot["impressions"].mean()[True] > 1.8 * hot["impressions"].mean()[False]
        rate = hot["follows"].sum() / hot["reads"].sum()
        assert rate[True] < 0.7 * rate[False]
