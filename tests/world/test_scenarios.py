"""Each scenario changes what its name says, from its first day on, on the same people; before that day nothing differs."""

import pandas as pd
import pytest

from coursework import open_app
from coursework.world import SCENARIOS, headlines, make
from coursework.world.digest import digest

USERS, SEEDS = 2500, (1, 2, 3)
STARTS = {"quiet_quarter": "2025-10-01", "price_war": "2025-07-01", "fraud_wave": "2025-08-01", "festival": "2025-09-08"}
_made: dict = {}


def year(seed, scenario):
    if (seed, scenario) not in _made:
        _made[seed, scenario] = make(seed, USERS, scenario)
    return _made[seed, scenario]


def between(rows, first, last, column="ts"):
    return rows[rows[column].between(pd.Timestamp(first), pd.Timestamp(last) + pd.Timedelta(days=1), inclusive="left")]


def compared(scenario, measure):
    """The measure in the scenario over that in the standard course, by seed: same people, same luck."""
    return [measure(year(seed, scenario)) / measure(year(seed, "standard")) for seed in SEEDS]


def count(table, first, last, column="ts"):
    return lambda t: len(between(t[table], first, last, column))


def test_there_are_five():
    assert set(SCENARIOS) == {"standard", *STARTS}


def test_standard_is_what_comes_without_a_name():
    assert {n: digest(t) for n, t in make(1, USERS).items()} == {n: digest(t) for n, t in year(1, "standard").items()}


@pytest.mark.parametrize("scenario", STARTS)
def test_nothing_differs_before_its_first_day(scenario):
    for name, column in (("events", "ts"), ("orders", "ts"), ("touchpoints", "ts"), ("ad_spend", "date")):
        now, then = (t[name][t[name][column] < STARTS[scenario]] for t in (year(1, scenario), year(1, "standard")))
        if name == "touchpoints":  # an earlier contact, of people whom only a later one brings into the tables, has another ending
            now, then = (rows[rows["touch_id"] % 10 == 1] for rows in (now, then))
        keys = {"events": ["event_id", "ts", "event"], "orders": ["order_id", "ts", "paid"], "touchpoints": ["touch_id", "ts"]}.get(name, ["date", "cost"])
        assert len(now) > 100
        assert now[keys].reset_index(drop=True).equals(then[keys].reset_index(drop=True)), name


def test_a_quiet_quarter_brings_fewer_people_visits_and_orders():
    assert max(compared("quiet_quarter", count("users", "2025-10-01", "2025-12-31", "registered_at"))) < 0.92
    assert max(compared("quiet_quarter", count("events", "2025-10-01", "2025-12-31"))) < 0.90
    assert max(compared("quiet_quarter", count("orders", "2025-10-01", "2025-12-31"))) < 0.88
    assert max(compared("quiet_quarter", count("orders", "2025-11-09", "2025-11-11"))) < 0.75  # no promotion of its own


def test_a_price_war_makes_clicks_dearer_and_buyers_wait_for_discounts():
    def click(t):
        rows = between(t["ad_spend"], "2025-07-01", "2025-12-31", "date")
        return rows["cost"].sum() / rows["clicks"].sum()

    def discounted(t):
        return (between(t["orders"], "2025-07-01", "2025-12-31")["discount"] > 0).mean()

    assert min(compared("price_war", click)) > 1.10
    assert min(compared("price_war", discounted)) > 1.15
    assert max(compared("price_war", count("orders", "2025-07-01", "2025-12-31"))) < 0.97


def test_a_fraud_wave_brings_made_up_accounts():
    def invited(t):
        return (between(t["users"], "2025-08-01", "2025-12-31", "registered_at")["channel"] == "referral").sum()

    def crowded(t):
        return headlines.HEADLINES["crowded_devices"].of(headlines.Look(t))

    assert min(compared("fraud_wave", invited)) > 1.15
    assert min(compared("fraud_wave", crowded)) > 1.2


def test_a_festival_fills_ten_days_and_empties_those_after_it():
    assert min(compared("festival", count("events", "2025-09-12", "2025-09-21"))) > 1.12
    assert min(compared("festival", count("orders", "2025-09-12", "2025-09-21"))) > 1.40
    assert max(compared("festival", count("orders", "2025-09-22", "2025-10-08"))) < 0.90


@pytest.mark.parametrize("scenario", STARTS)
def test_it_opens_by_name(scenario):
    app = open_app(users=40, scenario=scenario)
    assert app.scenario == app.world.scenario == scenario
    assert scenario in repr(app)


@pytest.mark.parametrize(("wrong", "words"), [("prise_war", "did you mean price_war"), ("Festival", "did you mean festival"), (7, "choose from standard")])
def test_an_unknown_name_is_answered_with_near_ones(wrong, words):
    with pytest.raises(ValueError, match=words) as caught:
        open_app(scenario=wrong)
    assert str(caught.value).endswith(".")
