"""The same address draws the same numbers, whatever else is simulated."""

import json
import os
import subprocess
import sys

import numpy as np
import pytest

from coursework.world import Policy, World, make, play, randomness
from coursework.world.digest import digest


def digests(tables):
    return {name: digest(table) for name, table in tables.items()}


def rows_of(table, users):
    return table[table["user_id"].isin(users)].reset_index(drop=True)


def assert_same(one, other):
    assert one.reset_index(drop=True).equals(other.reset_index(drop=True))


def test_splitmix_is_the_published_finaliser():
    # first outputs of SplitMix64 from state 0: the finaliser of 1, 2, 3 times the golden constant (Vigna's splitmix64.c)
    states = np.arange(1, 4, dtype=np.uint64) * randomness.GOLDEN
    assert [hex(word) for word in randomness.mix(states)] == ["0xe220a8397b1dcdaf", "0x6e789e6aa1b965f4", "0x6c45d188009454f"]


def test_draws_are_even_and_independent_of_the_company():
    keys = randomness.keys(randomness.root(5), np.arange(40_000))
    draws = randomness.draw(keys, "tier")
    assert abs(draws.mean() / 2**32 - 0.5) < 0.006
    assert np.array_equal(draws[100:110], randomness.draw(keys[100:110], "tier"))
    assert abs(np.corrcoef(draws, randomness.draw(keys, "active", 3))[0, 1]) < 0.02


def test_more_users_leave_the_others_as_they_were(small):
    """Users who took part in a flash sale apart: its stock grows with the app."""
    bigger = make(seed=11, users=2200)
    users = small["users"]["user_id"]
    assert users.isin(bigger["users"]["user_id"]).all()
    claimed = small["events"].loc[small["events"]["event"] == "join_activity", "user_id"].unique()
    assert 0 < len(claimed) < 0.2 * len(users)
    untouched = users[~users.isin(claimed)]
    for name in ("events", "orders", "coupons", "messages", "experiment_units", "badge_awards"):
        assert_same(rows_of(small[name], untouched), rows_of(bigger[name], untouched))
    again = rows_of(bigger["users"], users)
    assert_same(small["users"].drop(columns="channel"), again.drop(columns="channel"))
    moved = small["users"]["channel"].astype(str).to_numpy() != again["channel"].astype(str).to_numpy()
    # only people who came by themselves, and whom an ad now reaches, are credited to another channel
    assert set(small["users"]["channel"][moved].astype(str)) <= {"direct", "app_store", "seo"}
    assert moved.mean() < 0.05


def test_a_bigger_budget_adds_people_and_leaves_the_others():
    world = World(3, 4000)
    few = world.run(Policy({"feed_ads": 1500, "search_ads": 900})).tables
    many = world.run(Policy({"feed_ads": 3000, "search_ads": 900})).tables
    won = few["users"]["user_id"][few["users"]["channel"].isin(["feed_ads", "search_ads"])]
    assert len(won) > 20
    assert won.isin(many["users"]["user_id"]).all()
    assert (many["users"]["channel"] == "feed_ads").sum() > (few["users"]["channel"] == "feed_ads").sum() * 1.3
    for name in ("users", "events", "orders"):
        assert_same(rows_of(few[name], won), rows_of(many[name], won))


def test_blocks_do_not_matter(small, monkeypatch):
    monkeypatch.setattr(play, "PEOPLE_AT_ONCE", 4_000)
    monkeypatch.setattr(play, "USERS_AT_ONCE", 333)
    assert digests(make(seed=11, users=1500)) == digests(small)


def test_another_process_makes_the_same_world(small):
    code = (
        "import json; from coursework.world import make; from coursework.world.digest import digest;"
        "print(json.dumps({n: digest(t) for n, t in make(seed=11, users=1500).items()}))"
    )
    surroundings = dict(os.environ, PYTHONHASHSEED="77", TZ="Asia/Shanghai")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", env=surroundings, check=True)
    assert json.loads(done.stdout) == digests(small)


def test_levers_at_neutral_leave_the_digest():
    world = World(2, 3000)
    plain = digests(world.run(Policy({"search_ads": 500})).tables | {})
    same = world.run(Policy({"search_ads": 500, "kol_posts": 0}, targeting={"search_ads": "broad"}, automation=None), weeks=4, luck=0)
    assert digests(same.tables) == plain


def test_luck_redraws_the_month_and_nothing_else():
    world = World(2, 3000)
    plan = Policy({"search_ads": 3000})
    assert world.run(plan, luck=1).total == world.run(plan, luck=1).total
    assert world.run(plan, luck=1).total != world.run(plan, luck=2).total
    assert digests(world.run(plan, luck=1).tables)["channels"] == digests(world.run(plan, luck=2).tables)["channels"]


@pytest.mark.parametrize("seed", [0, -5, 2**70, 2**70 + 1])
@pytest.mark.parametrize("users", [10, 25])
def test_odd_seeds_and_small_worlds(seed, users):
    tables = make(seed, users)
    assert len(tables["users"]) < 10 * users
    assert digests(tables) == digests(make(seed, users))


def test_big_seeds_are_worlds_of_their_own():
    assert digests(make(2**70, 25)) != digests(make(0, 25))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"users": 0}, "0"), ({"users": 1}, "10"), ({"users": 10**9}, "100,000"), ({"users": 10.5}, "whole"),
        ({"seed": "7"}, "whole"), ({"seed": True}, "whole"), ({"scenario": "doom"}, "doom"),
    ],
)  # fmt: skip
def test_refusals_are_sentences(wrong, words):
    with pytest.raises(ValueError, match=words) as caught:
        make(**wrong)
    assert str(caught.value).endswith(".")
