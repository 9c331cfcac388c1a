"""A world in parts is the same world: whatever the number of parts, their order, the processes; and more users leave the others."""

import json
import subprocess
import sys
from functools import lru_cache

import numpy as np
import pandas as pd
import pytest

from coursework import schema
from coursework.world import make, parts, shards
from coursework.world.digest import added, digest
from coursework.world.frames import frame

SEED, USERS, SCENARIO = 11, 1500, "standard"


def in_parts(count, order=None, users=USERS, scenario=SCENARIO):
    """Digests of all tables, made in `count` parts in the given order."""
    cuts = parts.cut_offs(SEED, users, scenario, count) if count > 1 else None
    totals, found = [], {}
    for number in order or range(count):
        made, counted = parts.make_part(SEED, users, scenario, (number, count), cuts)
        totals.append(counted)
        for name, columns in made.items():
            found.setdefault(name, []).append(digest(frame(name, columns)))
    for name, columns in parts.whole(SEED, users, scenario, parts.added(totals)).items():
        found.setdefault(name, []).append(digest(frame(name, columns)))
    return {name: added(found[name]) for name in schema.TABLES}


@pytest.fixture(scope="module")
def one(small):
    return {name: digest(table) for name, table in small.items()}


@pytest.mark.parametrize(("count", "order"), [(1, None), (3, None), (7, None), (3, (2, 0, 1))])
def test_the_number_and_the_order_of_parts_do_not_matter(one, count, order):
    assert in_parts(count, order) == one


def test_a_part_may_be_empty():
    assert in_parts(5, users=10) == {name: digest(table) for name, table in make(SEED, 10).items()}


def test_one_of_several_parts_needs_the_cut_offs():
    with pytest.raises(ValueError, match="cut-offs"):
        parts.make_part(SEED, 100, SCENARIO, (0, 2))


@pytest.mark.slow
def test_processes_do_not_matter(one, tmp_path):
    alone = shards.write(tmp_path / "one", seed=SEED, users=USERS, parts_of=3)
    beside = shards.write(tmp_path / "two", seed=SEED, users=USERS, workers=2, parts_of=3)
    assert alone == beside
    assert alone["tables"] == one


@pytest.mark.slow
def test_processes_start_from_a_shell_whose_main_module_has_no_spec(tmp_path, monkeypatch):
    monkeypatch.delattr(sys.modules["__main__"], "__spec__", raising=False)
    assert shards.write(tmp_path / "two", seed=SEED, users=60, workers=2, parts_of=2)["tables"] == {n: digest(t) for n, t in make(SEED, 60).items()}


# More users leave the others as they were, bit for bit. What must be left out, and why:
# - who came alone and is now reached by an ad is credited to the ad (users.channel, touchpoints);
# - a flash sale has more pieces in a bigger world, so whoever claimed one may now get one;
# - the catalogue, the communities and the counts of the whole app grow with the app.

OWN = {
    "registration_steps": "user_id", "referrals": "inviter_id", "devices": "user_id", "memberships": "user_id", "events": "user_id",
    "orders": "user_id", "user_tags": "user_id", "points_ledger": "user_id", "mission_records": "user_id", "experiment_units": "user_id",
}  # fmt: skip
OF_THE_CATALOGUE = {
    "events": ["merchant_id", "product_id", "activity_id"],
    "orders": ["merchant_id", "product_id", "activity_id", "group_id", "fulfilled_at", "refunded_at"],
}


@lru_cache(maxsize=2)
def tables(users):
    return make(SEED, users)


def untouched(bigger):
    """Users of both worlds who claimed nothing in a flash sale, and neither did anybody of whom they depend: in both credited alike."""
    less, more = tables(USERS), tables(bigger)
    both = less["users"].merge(more["users"], on="user_id", suffixes=("", "_then"))
    alike = both["user_id"][both["channel"].astype(str) == both["channel_then"].astype(str)]
    claimed = pd.concat([t["events"]["user_id"][t["events"]["event"] == "join_activity"] for t in (less, more)])
    return alike[~alike.isin(claimed)]


@pytest.mark.parametrize("name", OWN)
def test_more_users_leave_the_others_bit_for_bit(name):
    less, more = tables(USERS), tables(2200)
    users = untouched(2200)
    assert len(users) > 0.85 * len(less["users"])
    mine = []
    for made in (less, more):
        rows = made[name][made[name][OWN[name]].isin(users)]
        mine.append(rows.drop(columns=OF_THE_CATALOGUE.get(name, [])).sort_values(list(schema.table(name).key)).reset_index(drop=True))
    assert len(mine[0]) > 100
    pd.testing.assert_frame_equal(*mine)


def test_what_other_pythons_are_asked_for_is_this_world(one):
    """`.ci/run` lets other Pythons and numpys run `tests/house/same_world.py`, and compares what they say."""
    done = subprocess.run(
        [sys.executable, "tests/house/same_world.py", str(SEED), str(USERS)], capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert json.loads(done.stdout) == one


def test_totals_add_up():
    made = [parts.make_part(SEED, 300, SCENARIO, (n, 2), parts.cut_offs(SEED, 300, SCENARIO, 2))[1] for n in range(2)]
    alone = parts.make_part(SEED, 300, SCENARIO, (0, 1))[1]
    assert set(alone) == set(made[0])
    for name, values in parts.added(made).items():
        assert np.array_equal(values, alone[name]), name
