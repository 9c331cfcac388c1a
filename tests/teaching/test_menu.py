"""A plan of choices: read in many forms, refused in sentences, carried through a whole decision."""

from types import SimpleNamespace

import pandas as pd
import pytest

from coursework.teaching import Number, progress
from coursework.teaching.blank import ____
from coursework.teaching.menu import Menu
from coursework.teaching.nonsense import nonsense
from coursework.teaching.plain import NotAttempted, Unreadable

GROUPS = {"new": "newcomers", "quiet": "quiet users"}
OPTIONS = {"new": {"none": "nothing", "gift": "a gift"}, "quiet": {"none": "nothing", "push": "a push", "sms": "a text message"}}
WORTH = {"none": 0, "gift": 5, "push": -3, "sms": 20}


@pytest.fixture
def menu():
    return Menu(GROUPS, OPTIONS)


@pytest.mark.parametrize(
    "value",
    [
        {"new": "gift", "quiet": "sms"}, {"quiet": "SMS", "new": " gift "}, {"new": "a gift", "quiet": "a text message"},
        pd.Series({"new": "gift", "quiet": "sms"}), {"new": ["gift"], "quiet": "sms"},
    ],
)  # fmt: skip
def test_the_same_plan_in_many_forms(menu, value):
    assert menu.read(value) == {"new": "gift", "quiet": "sms"}


def test_what_is_left_out_gets_the_usual(menu):
    assert menu.read({"quiet": "push"}) == {"new": "none", "quiet": "push"}


@pytest.mark.parametrize("value", [____, ..., {}, {"new": ____, "quiet": ____}, {"new": ...}])
def test_a_blank_is_not_attempted(menu, value):
    with pytest.raises(NotAttempted):
        menu.read(value)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"new": "gift", "quiet": ____}, "Still blank: “quiet”"), ({"quite": "sms"}, "did you mean “quiet”"), ({"zzz": "sms"}, "choose among `new`"),
        ({"new": "sms"}, "“sms” is something for “quiet”, not for “new”. For it choose one of these, in quotes: `\"none\"`"), ({"new": ["none", "gift"]}, "“new” gets several options"), (["gift", "sms"], "Write a dictionary"), ("gift", "Write a dictionary"),
        ({"new": 3, "quiet": "sms"}, "“new”: “3” is a number"), ({"new": None, "quiet": "sms"}, ""),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_a_sentence(menu, value, words):
    with pytest.raises(Unreadable) as caught:
        menu.read(value)
    assert words in str(caught.value.help)


def test_every_key_needs_the_usual_option():
    with pytest.raises(ValueError, match="none"):
        Menu({"new": "newcomers"}, {"new": {"gift": "a gift"}})


def test_it_is_told_in_labels(menu):
    assert str(menu.told({"new": "gift", "quiet": "none"})) == "newcomers: a gift, quiet users: nothing"


@pytest.fixture
def care(some_lesson, menu):
    def play(app, plan, luck):
        users = 100.0 + sum(WORTH[one] for one in plan.values()) + luck % 5
        return SimpleNamespace(total={"kept": users}, by_channel=pd.DataFrame({"kept": users / 2}, index=list(GROUPS)))

    return some_lesson.decision(
        "care", answer=menu, question="Which care?", forecast={"kept": ("still there", "people")}, play=play, single=True,
        belief=Number("share"), believed=lambda app, plan, belief: 1000 * belief,
        expected=lambda app, plan: {"kept": 102.0 + sum(WORTH[one] for one in plan.values())}, best=lambda app: {"new": "gift", "quiet": "sms"},
        truth=lambda app: pd.DataFrame({"effect": WORTH}), columns={"kept": ("still there", "people")},
    )  # fmt: skip


def test_a_decision_of_choices_the_whole_way(care, ready, said):
    care.answer()
    assert "Commit a plan first." in said()
    care.commit({"new": ____, "quiet": ____}, forecast={"kept": ____}, belief=____)
    assert "No plan yet." in said()
    care.commit({"new": "gift", "quiet": "push"}, forecast={"kept": 120}, belief=0.11)
    assert "on file" in said()
    care.answer()
    out = " ".join(said().split())
    assert "still there 120 people 102 people" in out and "newcomers 51 people" in out and "quiet users" in out
    care.truth()
    assert "sms" in said()
    care.review()
    out = " ".join(said().split())
    assert "wrong execution +23 people how much more another choice would have brought" in out
    assert progress.recorded(care)["now"]["plan"] == {"new": "gift", "quiet": "push"}


def test_nonsense_is_refused_whatever_it_is(care, ready, said):
    for name, thing in nonsense().items():
        care.commit(thing, forecast={"kept": 3}, belief=0.1)
        care.commit({"new": thing, "quiet": "sms"}, forecast={"kept": 3}, belief=0.1)
        assert len(said()) > 30, name
    held = progress.recorded(care)
    assert not held or held["now"]["plan"]["quiet"] == "sms"
