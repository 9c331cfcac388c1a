"""What the code of a cell does otherwise than the solution is said in words; real wrong answers, each with the words it earns."""

import ast
import time

import numpy as np
import pandas as pd
import pytest

from coursework.teaching import Interval, Lesson, Number, Series, failures, formula, spoken, tracebacks
from coursework.teaching.meanings import meaning

ROWS = pd.Index(["feed", "search", "tasks", "video"], name="channel")
WORTH = pd.DataFrame({"margin": [1234.56, 876.5, 33.37, 810.25], "account_value": [900.0, 2103.0, 417.5, 1777.75], "customers": [61.0, 203.0, 97.0, 117.0], "cac": [20.13, 48.7, 3.4, 41.9]}, index=ROWS)
REPORT = pd.DataFrame({"cost": [1234.5, 9876.0, 333.3, 4810.0], "clicks": [900.0, 2100.0, 410.0, 1777.0], "customers": [71.0, 240.0, 120.0, 130.0]}, index=ROWS)
USERS = pd.DataFrame({"user_id": np.arange(400), "channel": np.tile(ROWS, 100), "ordered": np.arange(400) % 3 == 0})
OLD = USERS[USERS["user_id"] < 300]
BACK = np.arange(0, 400, 2)
TIERS = pd.DataFrame({"feed": [0.31, 0.37, 0.44], "video": [0.23, 0.31, 0.29], "people": [811.0, 402.0, 1203.0]}, index=list("abc"))
RESULT = pd.DataFrame({"estimate": [0.41, 0.39], "difference": [np.nan, 0.02], "low": [-0.5, -0.4], "difference_low": [np.nan, -0.03], "difference_high": [np.nan, 0.07]}, index=["control", "treated"])
NAMES = {"worth": WORTH, "report": REPORT, "users": USERS, "old": OLD, "back": BACK, "tiers": TIERS, "result": RESULT, "cost": 2389.0, "clicks": 3504, "registered": 35}
MEANINGS = {
    "cost": "yuan spent", "clicks": "people who clicked", "registered": "people who came", "2000": "next month's budget", "users": "everybody, the newest too", "old": "everybody here for 30 days",
    'worth["cac"]': "yuan for one customer already", 'worth["customers"]': "customers", 'report["clicks"]': "clicks", 'report["customers"]': "customers of the whole year",
    'tiers["people"]': "people in each tier", 'result.loc["control", "difference_low"]': "the control has no difference",
}  # fmt: skip
TASKS = {
    "price": (Number("yuan"), "price = cost / registered"),
    "net": (Series("yuan", index="channel"), 'net = (worth["margin"] + worth["account_value"]) / worth["customers"] - worth["cac"]'),
    "retention": (Series("share", index="channel"), 'came_back = old[old["user_id"].isin(back)]\nretention = came_back.groupby("channel").size() / old.groupby("channel").size()'),
    "shares": (Series("share", index="channel"), 'shares = users["channel"].value_counts(normalize=True)'),
    "gap": (Number("share_difference"), 'difference = tiers["feed"] - tiers["video"]\ngap = (difference * tiers["people"]).sum() / tiers["people"].sum()'),
    "interval": (Interval("share_difference"), 'interval = (result.loc["treated", "difference_low"], result.loc["treated", "difference_high"])'),
    "lift": (Number("times"), 'inside = old[old["user_id"].isin(back)]\nlift = inside["ordered"].mean() / old["ordered"].mean()'),
}


@pytest.fixture
def tasks():
    lesson = Lesson("9_test/2_words", meanings=MEANINGS)
    return {name: lesson.exercise(name, answer=kind, solution=code) for name, (kind, code) in TASKS.items()}


def words(tasks, name, code):
    code = code if "\n" in code or f"{name} =" in code else f"{name} = {code}"
    found = spoken.told(tasks[name], f"{code}\nex.{name}.check({name})", NAMES)
    return " ".join(map(str, found[1])) if found else ""


CAME, OF = 'came_back.groupby("channel").size()', 'out_of.groupby("channel").size()'
SLIPS = {
    # one quantity for another, each called by what it is
    ("price", "clicks / cost"): ("Above the line you took `clicks` (people who clicked)", "`cost` (yuan spent) stands under the line"),
    ("price", "2000 / registered"): ("`2000` (next month's budget)",),
    ("price", "registered"): ("You stored `registered` (people who came)", "Not in it yet: yuan spent"),
    ("net", '(worth["margin"] + worth["account_value"]) / report["clicks"] - worth["cac"]'): ('You divided by `report["clicks"]` (clicks)',),
    ("net", '(worth["margin"] + worth["account_value"]) / report["customers"] - worth["cac"]'): ("(customers of the whole year)",),
    ("net", '(worth["margin"] + worth["account_value"]) / worth["customers"] - report["cost"]'): ('You took off `report["cost"]`',),
    # another step between the same two
    ("price", "cost * registered"): ("You multiplied `cost` (yuan spent) by `registered`",),
    ("price", "cost - registered"): ("only things of one kind can be taken off",),
    ("price", "registered / cost"): ("upside down",),
    ("gap", '((tiers["feed"] - tiers["video"]) / tiers["people"]).sum()'): ("what has many then counts little",),
    ("gap", '(tiers["feed"] / tiers["video"]).mean()'): ("a ratio",),
    ("gap", '(tiers["feed"] * tiers["people"]).sum() / (tiers["video"] * tiers["people"]).sum()'): ("a ratio",),
    ("net", '(worth["margin"] - worth["account_value"]) / worth["customers"] - worth["cac"]'): ("is it a cost",),
    ("lift", 'inside = old[old["user_id"].isin(back)]\nlift = (inside["ordered"].mean() - old["ordered"].mean()) / old["ordered"].mean()'): ("by how much they differ",),
    # brackets
    ("net", 'worth["margin"] + worth["account_value"] / worth["customers"]'): ('only `worth["account_value"]` was divided', "Not in it yet: yuan for one customer"),
    ("gap", 'tiers["feed"] - tiers["video"] * tiers["people"] / tiers["people"].sum()'): ('only `tiers["video"]` was multiplied',),
    ("gap", 'tiers["feed"].sum() - tiers["video"].sum() / tiers["people"].sum()'): ("Brackets are missing",),
    # once more, one step too far, one too few
    ("net", '(worth["margin"] + worth["account_value"]) / worth["customers"] - worth["cac"] / worth["customers"]'): ("(yuan for one customer already) by",),
    ("retention", f'came_back = old[old["user_id"].isin(back)]\nout_of = old\nretention = {CAME} / {OF} * 30'): ("without the `* 30`",),
    ("price", "cost / registered / 100"): ("without the `/ 100`",),
    ("price", "cost * 1000 / clicks"): ("`* 1000`: a factor of your own",),
    ("gap", 'tiers["feed"] - tiers["video"]'): ("a step on the way", "Not in it yet: people in each tier"),
    ("gap", '((tiers["feed"] - tiers["video"]) * tiers["people"]) / tiers["people"]'): ("row by row",),
    ("gap", '(tiers["feed"] - tiers["video"]) * tiers["people"] / tiers["people"].sum()'): ("is not made into one number yet",),
    # the wrong people, above, below, in both
    ("retention", f'came_back = users[users["user_id"].isin(back)]\nout_of = users\nretention = {CAME} / {OF}'): ("Above the line you took `came_back.groupby", "everybody, the newest too, counted for each channel", "You divided by `out_of.groupby"),
    ("retention", f'came_back = users[users["user_id"].isin(back)]\nout_of = old\nretention = {CAME} / {OF}'): ("Above the line", "the newest too"),
    ("retention", f'came_back = old[old["user_id"].isin(back)]\nout_of = users[age >= "24D"]\nretention = {CAME} / {OF}'): ("You divided by", '`age >= "24D"`'),
    ("retention", f'came_back = old[old["user_id"].isin(back)]\nout_of = 30\nretention = {CAME} / out_of'): ("`30`, a number typed by hand",),
    ("retention", f'came_back = old[old["user_id"].isin(back)]\nretention = {CAME} / report["customers"]'): ("(customers of the whole year)",),
    ("lift", 'inside = old[old["user_id"].isin(back)]\nlift = inside["ordered"].sum() / len(users) / old["ordered"].mean()'): ("You divided by `len(users)` (everybody, the newest too: the number of all of them)",),
    ("lift", 'inside = old[old["user_id"].isin(back)]\nlift = inside["ordered"].mean() / (old["ordered"].sum() / len(users))'): ("You divided by `len(users)`",),
    # sums, means, counts, ids
    ("net", 'worth["margin"].mean() + worth["account_value"].mean() - worth["cac"]'): ('`worth["margin"].mean()` is one number for all rows; asked is one for each `channel`',),
    ("shares", 'users["channel"].count() / len(users)'): ("one number for all rows",),
    ("shares", 'users.groupby("channel").count() / len(users)'): (".size()",),
    ("shares", 'users.groupby("channel")["user_id"].sum() / users["user_id"].sum()'): ("You added up `user_id`", "names written in digits"),
    ("retention", 'old.groupby("channel")["user_id"].mean()'): ("`.mean()` of `user_id`",),
    ("lift", 'inside = old[old["user_id"].isin(back)]\nlift = inside.groupby("channel")["ordered"].mean() / old["ordered"].mean()'): ("gives one number for each `channel`",),
    ("lift", 'inside = old[old["user_id"].isin(back)]\nlift = inside["ordered"].mean() / old["ordered"]'): ("holds one value for each row",),
    ("lift", 'inside = old[old["user_id"].isin(back)]\nlift = inside["ordered"].mean() / old["ordered"].sum()'): ("You took `.sum()`",),
    ("net", 'worth[["margin"]] / worth["customers"] - worth["cac"]'): ("two pairs of square brackets",),
    # intervals
    ("interval", '(result.loc["treated", "difference"] - 0.05, result.loc["treated", "difference"] + 0.05)'): ("`- 0.05` is a margin of your own",),
    ("interval", '(result.loc["control", "difference_low"], result.loc["control", "difference_high"])'): ("the control has no difference",),
    ("interval", 'result.loc["treated", "difference_high"] - result.loc["treated", "difference_low"]'): ("how wide the interval is",),
}


@pytest.mark.parametrize(("name", "code"), SLIPS, ids=lambda one: one.splitlines()[-1][:60])
def test_a_slip_is_named_and_the_solution_is_not(tasks, name, code):
    said = words(tasks, name, code)
    assert all(word in said for word in SLIPS[name, code]), said
    assert formula.shown(formula.solved(TASKS[name][1], name)) not in said


SAME = {
    "price": ("cost / registered", "bill = cost\nprice = bill / registered", "round(cost / registered, 2)"),
    "retention": ('came_back = old[old["user_id"].isin(back)]\nretention = came_back["channel"].value_counts() / old.groupby("channel")["user_id"].count()',),
    "shares": ('users.groupby("channel").size() / len(users)', 'users.channel.value_counts(normalize=True)'),
    "net": ('(worth.account_value + worth.margin) / worth["customers"] - worth["cac"]',),
}


@pytest.mark.parametrize(("name", "code"), [(name, code) for name, codes in SAME.items() for code in codes])
def test_nothing_is_said_of_the_solution_written_otherwise(tasks, name, code):
    assert words(tasks, name, code) == ""


def test_a_quantity_under_another_name_is_no_slip(tasks):
    said = words(tasks, "retention", 'came_back = old[old["user_id"].isin(back)]\nretention = users.groupby("channel").size() / users[users["user_id"] < 300].groupby("channel").size()')
    assert "< 300" not in said and "Above the line you took `users.groupby" in said


def test_code_of_its_own_kind_is_not_spoken_of(tasks):
    for code in ("price = max(x for x in [cost])", "for n in range(3):\n    price = cost / n", "price = (lambda: cost)()", "price = ___(", "", 'price = "12"', "price = 68, 26"):
        assert spoken.told(tasks["price"], f"{code}\nex.other.check(price)" if code else "", NAMES) is None
    assert words(tasks, "price", "68, 26") == "" and words(tasks, "price", '"cost"') == ""


def test_nothing_of_the_notebook_is_changed_or_called(tasks):
    called = []
    names = {**NAMES, "danger": lambda: called.append(1)}
    before = {name: (value.copy() if hasattr(value, "copy") else value) for name, value in NAMES.items()}
    spoken.told(tasks["price"], "price = danger() / __import__('os').getpid()\nex.price.check(price)", names)
    assert called == [] and set(names) == {*before, "danger"} and REPORT.equals(before["report"])


def test_the_judge_speaks_of_the_cell_that_runs(tasks, app, monkeypatch):
    task = tasks["price"]
    task.ingredients, task.reference_function = (lambda app: {"cost": 2389.0, "clicks": 3504.0, "registered": 35.0}), (lambda app: 2389.0 / 35)
    monkeypatch.setattr(failures, "namespace", lambda: NAMES)
    monkeypatch.setattr(tracebacks, "_cell", "price = cost - registered\nex.price.check(price)")
    verdict = task.judge(2389.0 - 35, app)
    assert verdict.mistake == "formula" and "only things of one kind" in str(verdict.says[1])
    assert task.judge(2389.0 / 35, app).state == "right", "a right answer stays right, whatever the code looks like"


def test_wrong_people_are_named_before_missing_rows(tasks, app, monkeypatch):
    task = tasks["retention"]
    task.reference_function = lambda app: OLD[OLD["user_id"].isin(BACK)].groupby("channel").size() / OLD.groupby("channel").size()
    monkeypatch.setattr(failures, "namespace", lambda: NAMES)
    code = 'retention = old[old["user_id"].isin(back)].groupby("channel").size() / report["customers"].head(2)'
    monkeypatch.setattr(tracebacks, "_cell", f"{code}\nex.retention.check(retention)")
    said = [str(one) for one in task.judge(eval(code.partition("=")[2], {}, {name: NAMES[name] for name in ("old", "back", "report")}), app).says]  # noqa: S307  a cell of our own
    assert "You divided by" in said[1] and "NaN" in said[2]


def test_meanings_are_put_together():
    lesson = Lesson("9_test/3_meanings", meanings=MEANINGS)
    cases = {
        'len(users)': "everybody, the newest too: the number of all of them", 'users.merge(other, on="x").groupby("channel").size()': "everybody, the newest too, counted for each channel",
        'old["age"].mean()': "the mean of: the column age of: everybody here for 30 days", 'old.groupby("channel")["age"].sum()': "the column age of: everybody here for 30 days, added up, for each channel",
        "unheard_of": "None",
    }  # fmt: skip
    for code, words in cases.items():
        assert str(meaning(ast.parse(code, mode="eval").body, lesson)) == words


def test_speaking_takes_no_time(tasks):
    code = 'came_back = users[users["user_id"].isin(back)]\nretention = came_back.groupby("channel").size() / users.groupby("channel").size()\nex.retention.check(retention)'
    start = time.process_time()
    for _again in range(5):
        spoken.told(tasks["retention"], code, NAMES)
    assert (time.process_time() - start) / 5 < 0.08
