"""Care for newcomers and groups: every action moves what it should, beyond noise; the stored truth is what is played."""

import numpy as np
import pytest

from coursework.world import Policy, World, care_truth, practice
from coursework.world.caring import COLUMNS
from coursework.world.digest import digest

SEEDS = range(200, 220)


def totals(care, seeds=SEEDS, users=16_000):
    plans = [World(seed, users) for seed in seeds]
    return [world.run(Policy(world.usual_budgets(), care=care)).care_total for world in plans]


@pytest.fixture(scope="module")
def nothing():
    return totals({})


def gain(care, nothing, name):
    differences = np.array([one[name] - other[name] for one, other in zip(totals(care), nothing, strict=True)])
    return differences.mean(), differences.std(ddof=1) / np.sqrt(len(differences))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("care", "name", "sign"),
    [
        ({"newcomers": "card_prompt"}, "retained_90", 1), ({"newcomers": "card_prompt"}, "cost", 1),
        ({"newcomers": "gift"}, "margin", -1), ({"regular": "weekly"}, "orders", 1), ({"regular": "daily"}, "retained_90", -1),
        ({"light": "daily"}, "retained_90", -1), ({"quiet": "sms_evening"}, "retained_30", 1),
    ],
)  # fmt: skip
def test_an_action_moves_its_measure(nothing, care, name, sign):
    mean, error = gain(care, nothing, name)
    assert sign * mean > 3 * error, (mean, error)


@pytest.mark.slow
@pytest.mark.parametrize("care", [{"newcomers": "tour_prompt"}, {"quiet": "push_noon"}, {"quiet": "sms_noon"}])
def test_what_does_nothing_does_nothing(nothing, care):
    for name in ("retained_30", "retained_90"):
        mean, error = gain(care, nothing, name)
        assert abs(mean) <= 3 * error + 0.5


@pytest.mark.slow
def test_the_truth_is_the_mean_over_luck():
    world = World(3)
    care = {"newcomers": "card_prompt", "regular": "weekly", "light": "none", "quiet": "sms_evening"}
    budgets = world.usual_budgets()
    runs = [world.run(Policy(budgets, care=care), luck=luck).care_total for luck in range(60)]
    expected = world.truth.care(care).sum()
    for name in ("users", "retained_30", "retained_90", "orders", "margin", "cost", "net"):
        played = np.array([run[name] for run in runs])
        error = played.std(ddof=1) / np.sqrt(len(played))
        assert abs(played.mean() - expected[name]) < 4 * error + 0.02 * abs(expected[name]), name


def test_the_best_care_has_the_highest_worth():
    truth = World(1).truth
    best = truth.best_care()
    worth = truth.care(best)["worth"].sum()
    assert best["newcomers"] == "card_prompt"
    for care in ({}, {"newcomers": "gift"}, {"regular": "daily", "light": "daily"}, best | {"quiet": "push_noon"}):
        assert truth.care(care)["worth"].sum() < worth
    effects = truth.care_effects
    assert effects.loc[("newcomers", "card_prompt"), "retention_90"] > 2 > 0 > effects.loc[("newcomers", "card_prompt"), "net"]
    assert effects.loc[("regular", "daily"), "worth"] < 0


def test_groups_add_up_and_nothing_is_neutral():
    world = World(4, 2000)
    outcome = world.run(Policy(world.usual_budgets(), care={}))
    assert tuple(outcome.by_group.columns) == COLUMNS
    assert list(outcome.by_group.index) == list(practice.GROUPS)
    assert outcome.care_total["cost"] == 0
    assert (outcome.by_group["retained_30"] <= outcome.by_group["users"]).all()
    same = world.run(Policy(world.usual_budgets(), care=dict.fromkeys(practice.CHOICES, "none")))
    assert {n: digest(t) for n, t in outcome.tables.items()} == {n: digest(t) for n, t in same.tables.items()}


@pytest.mark.parametrize(
    ("care", "words"),
    [({"vips": "weekly"}, "vips"), ({"regular": "hourly"}, "hourly"), (["weekly"], "must name groups"), ({"newcomers": "weekly"}, "card_prompt")],
)
def test_nonsense_gets_a_sentence(care, words):
    with pytest.raises(ValueError, match=words) as caught:
        Policy({}, care=care)
    assert str(caught.value).endswith(".")


def test_all_actions_have_a_truth():
    wanted = {(n, g, a) for n in practice.NEWCOMERS for g in practice.GROUPS for a in practice.CHOICES[g]}
    assert wanted == set(care_truth.means().index)


@pytest.mark.slow
def test_what_a_stayer_is_worth_is_what_stayers_bring():
    """Margin of days 91 to 270 of people active in days 84 to 90, less that of the others, with the usual practice."""
    from coursework.world.channels import usual_spend
    from coursework.world.play import play
    from coursework.world.randomness import root

    key, days = root(77), np.arange(365, 393)
    played = play(key, 60_000, days, usual_spend(key, 60_000, np.arange(300, 328)), follow=270, practice=practice.USUAL, invites=False)
    life, registered, n = played.lives, played.steps[:, -1] // 86_400, len(played.user)
    since = life.visits["day"] - registered[life.visits["user"]]
    stays = np.bincount(life.visits["user"][(since >= 84) & (since <= 90)], minlength=n) > 0
    later = life.orders["day"] - registered[life.orders["user"]] > 90
    margin = np.bincount(life.orders["user"][later], life.orders["gross_margin"][later], minlength=n) / 100
    error = margin[stays].std(ddof=1) / np.sqrt(stays.sum())
    assert abs(margin[stays].mean() - margin[~stays].mean() - care_truth.STAYS_WORTH) < 4 * error
