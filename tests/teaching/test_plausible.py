"""A forecast that can hardly be meant is asked about once, by its name; what cannot be is refused; what is honest goes on file at once."""

from functools import cache

import pytest

from coursework.exercises.foundations import welcome
from coursework.exercises.growth import ads
from coursework.teaching import Known, Number, Plan, plausible, progress, retrospective, session
from coursework.teaching.outcomes import Committed

MONTH = {"search_ads": 10_000, "brand_search": 5_000, "feed_ads": 5_000, "app_store_ads": 10_000}


@cache
def standard(seed=1):
    from coursework.app import open_app

    return open_app() if seed == 1 else open_app(seed=seed)


@pytest.fixture
def app():
    session._current = session.Session("1_growth/1_ads", "en", standard())
    for decision in (ads.next_month, welcome.first_campaign):
        decision._asked.clear()
        decision._held = False
    return standard()


def commit(people, net, belief, plan=MONTH):
    ads.next_month.commit(plan, forecast={"registrations": people, "net": net}, belief=belief)


@pytest.mark.parametrize(
    ("people", "net", "belief", "words"),
    [
        (16_667, 20_000, 39, "Are these clicks?"), (30_000, 2_000_000, 80, "Are these clicks?"), ("customers of the year", 20_000, 70, "in the whole year"), (9_000, 30_000, 80, "for one person"),
        (800, 64_000, 80, "the spend is not taken off"), (900, 80_000, 60, "cannot be left of it"), (2_727, 230_000, 8, "cannot be left of it"), (800, 30_000, 64_000, "the worth of all of them together"),
        (900, 20_000, 39, "Which of the three numbers"), (800, 30_000, 37.5, "what one customer costs"), (800, 30_000, -20, "never below zero"), (800, 30_000, 0.3, "less than one yuan"),
        (1.2, 25.0, 80, "write 1200"), (800, 0.682, 80, "the price of one click"), (800, -45_000, 80, "cannot be lost"), (900, "worth of the year", 350, "customers of the whole year brought"),
        (18_000, 700, 80, "changed places"),
    ],
)  # fmt: skip
def test_what_looks_like_a_slip_is_asked_once_and_then_taken(app, said, people, net, belief, words):
    year = {"customers of the year": int(ads._customers(app).sum()), "worth of the year": round(float(ads._early_value(app).sum()), 2)}
    people, net = year.get(people, people), year.get(net, net)
    commit(people, net, belief)
    out = said()
    assert words in out and out.startswith("→ Not on file yet") and progress.recorded(ads.next_month) == {}
    ads.next_month.answer()
    assert "Nothing is on file yet." in said()
    commit(people, net, belief)
    assert said().startswith("✓ Committed") and progress.recorded(ads.next_month)["now"]["forecast"]["net"] == net
    ads.next_month.review()
    out = said()
    assert words in out and "you were asked about this" in out and "what you took the app to be like" not in out


@pytest.mark.parametrize(
    ("people", "net", "plan", "words"),
    [
        (-30, 500, MONTH, "Fewer than none"), (0.05, 5_000, MONTH, "a share or a rate"), (900, 33_000, dict.fromkeys(MONTH, 0), "spends nothing"),
        ("+20%", 30_000, MONTH, "how many people that makes in all"), (800, "20%", MONTH, "write yuan"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_however_often(app, said, people, net, plan, words):
    for _twice in range(2):
        commit(people, net, 70, plan)
        out = said()
        assert words in out and "cannot be carried out" in out and progress.recorded(ads.next_month) == {}


@pytest.mark.parametrize(
    ("people", "net", "belief", "plan"),
    [
        (500, 8_000, 75, {"search_ads": 9_000, "feed_ads": 7_000, "app_store_ads": 6_000, "brand_search": 3_000, "video_ads": 5_000}), (800, 30_000, 80, MONTH), (900, 5_000, 60, MONTH), (620, 12_000, 70, MONTH),
        (1_000, 40_000, 70, MONTH), (300, -18_000, 40, MONTH), (87.5, -1_000, 30, {"banner_ads": 3_000}), (2_667, -10_000, 8, {"task_platform": 30_000}), (750, 0, 40, MONTH), (150, -28_000, 10, {"kol_posts": 30_000}),
        (40, 0.0, 25, {"search_ads": 1_000}), (1_400, 60_000, 90, {"brand_search": 30_000}),
    ],
)  # fmt: skip
def test_an_honest_forecast_goes_on_file_at_once(app, said, people, net, belief, plan):
    commit(people, net, belief, plan)
    assert said().startswith("✓ Committed")


@pytest.mark.parametrize("seed", [1, 7])
def test_the_worked_plans_are_never_asked_about(said, seed):
    for task, plan, forecast, belief in (
        (ads.next_month, {"search_ads": 9_000.0, "feed_ads": 7_000.0, "app_store_ads": 6_000.0, "brand_search": 3_000.0, "video_ads": 5_000.0}, {"registrations": 500.0, "net": 8_000.0}, 75.0),
        (welcome.first_campaign, {"banner_ads": 2_000.0}, {"registrations": 100.0, "net": 500.0}, None),
    ):
        assert plausible.doubts(task, standard(seed), Committed(plan, forecast=forecast, belief=belief)) == []


@pytest.mark.parametrize(
    ("channel", "people", "net", "words"),
    [("search_ads", 3_504, 0.682, "Are these clicks?"), ("search_ads", 30, 0.682, "the price of one click"), ("banner_ads", 2_932, 100_000, "Are these clicks?"), ("task_platform", 1_000, 2_000, "Are these clicks?"),
     ("banner_ads", 28, 100_000, "would have to bring"), ("banner_ads", -30, 500, "Fewer than none")],
)  # fmt: skip
def test_welcome_asks_as_well(app, said, channel, people, net, words):
    welcome.first_campaign.commit({channel: 2_000}, forecast={"registrations": people, "net": net})
    assert words in said()
    welcome.first_campaign.commit({channel: 2_000}, forecast={"registrations": 100, "net": 500})
    assert said().startswith("✓ Committed")


def test_all_zero_is_asked_once(app, said):
    commit(0, 0, 0, dict.fromkeys(MONTH, 0))
    assert "Every amount is 0" in said()
    commit(0, 0, 0, dict.fromkeys(MONTH, 0))
    assert said().startswith("✓ Committed")


def test_an_earlier_plan_that_stays_is_mentioned(app, said):
    commit(620, 12_000, 70)
    said()
    commit(620, 12_000, 64_000)
    assert "On file stays your earlier plan" in said()


def test_people_scaled_straight_up_are_named_in_the_review(app, said):
    commit(30_000 / ads._cac(app)["task_platform"], -10_000, 8, {"task_platform": 30_000})
    ads.next_month.review()
    out = said()
    assert "the money over last year's cost of a customer" in out and "· of it, how many people" in out


def test_nothing_said_holds_what_is_to_be_expected(app):
    for seed in (1, 7):
        for people, net, belief in ((16_667, 20_000, 39), (9_000, 30_000, 64_000), (800, 64_000, 80), (6_979, 500_000, 80)):
            plan = Committed({key: float(amount) for key, amount in MONTH.items()}, forecast={"registrations": float(people), "net": float(net)}, belief=float(belief), options={})
            expected = ads.next_month.expected(standard(seed), plan)
            text = " ".join(str(doubt.says) for doubt in plausible.doubts(ads.next_month, standard(seed), plan))
            assert text and f"{expected['registrations']:,.0f}" not in text and f"{expected['net']:,.0f}" not in text


def test_the_arithmetic_is_no_assumption():
    parts = retrospective.Parts(forecast=64_000, believed=34_000, expected=5_400, outcome=7_100, best=14_900, low=-1, high=1)
    assert "between your belief and your forecast" in str(retrospective._lesson(parts))
    assert "asked about" in str(retrospective._lesson(parts, doubtful=True))


def test_a_decision_without_knowledge_refuses_only_what_cannot_be(some_lesson, ready, said):
    split = some_lesson.decision("d", answer=Plan({"a": "A"}), forecast={"visits": ("visits", "count"), "net": ("net", "yuan")}, play=None, expected=None, best=None, truth=None)
    split.commit({"a": 1000}, forecast={"visits": -2, "net": 3})
    assert "Fewer than none" in said()
    split.commit({"a": 1000}, forecast={"visits": 0.5, "net": 9e9})
    out = said()
    assert out.startswith("✓ Committed") and "0.5" in out
    odd = some_lesson.decision("e", answer=Plan({"a": "A"}), forecast={"registrations": ("people", "people"), "net": ("net", "yuan")}, play=None, expected=None, best=None, truth=None,
                               belief=Number("yuan"), known=lambda app, plan: Known(clicks=app.nothing))  # fmt: skip
    odd.commit({"a": 1000}, forecast={"registrations": 5_000, "net": 9}, belief=3)
    assert said().startswith("✓ Committed")


def test_labels_are_names_in_both_languages(app, said):
    welcome.first_campaign.commit({"横幅广告": 2_000}, forecast={"registrations": 100, "net": 500})
    assert "Committed" in said() and progress.recorded(welcome.first_campaign)["now"]["plan"]["banner_ads"] == 2_000
    welcome.first_campaign.commit({"banner": 2_000}, forecast={"registrations": 100, "net": 500})
    assert "did you mean “banner_ads”" in said()
