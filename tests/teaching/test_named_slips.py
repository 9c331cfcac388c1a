"""Slips of trial players whose message did not name them: each earns its own sentence now, and the right answer none."""

import datetime as dt
import types

import pandas as pd
import pytest

from coursework.exercises.growth import ads
from coursework.exercises.lifecycle import retention
from coursework.teaching import Choice, failures, faults, lookups, spreadsheet, tracebacks, typed
from coursework.teaching.plain import Unreadable
from coursework.teaching.refusal import refused

APP = types.SimpleNamespace(until=pd.Timestamp("2026-01-01"), world=None)


def test_a_comma_in_a_number_that_is_calculated_with(monkeypatch):
    monkeypatch.setattr(tracebacks, "_cell", "x = 1,194 / 16\nex.price.check(x)")
    assert "write `1194`" in str(typed.comma_in_code((1, 194 / 16)))
    assert typed.comma_in_code((1, 2)) is None


@pytest.mark.parametrize(
    ("unit", "words"), [("people", "how many people"), ("yuan", "an amount in yuan"), ("share", "`0.009`"), (None, "Leave the percent sign out")]
)
def test_a_percent_sign_is_answered_by_what_is_wanted(unit, words):
    assert words in str(spreadsheet.typed('forecast = {"registrations": 0.9%}', 1, unit))


def test_the_unit_is_that_of_what_the_line_gives():
    names = {"ex": ads}
    source = 'plan = {"search_ads": 20%}\nforecast = {"registrations": 0.9%, "net": 5}\nbelief = 5%\nex.next_month.commit(plan, forecast=forecast, belief=belief)'
    assert [lookups.unit_at(source, line, names) for line in (1, 2, 3)] == ["yuan", "people", "yuan"]


@pytest.mark.parametrize("line", ["    recommendation=Spend 30000 on search ads and app store,", "reason=横幅太贵，搜索更好,"])
def test_a_sentence_without_quotation_marks(line):
    assert "without quotation marks" in str(spreadsheet.typed(line, 1))


@pytest.mark.parametrize("line", ["x = a if b else c", "x = [n for n in days]", "y = cost / clicks", "x = 3 4"])
def test_what_is_no_sentence_is_not_called_one(line):
    assert "without quotation marks" not in str(spreadsheet.typed(line, 1))


def said(kind, given):
    with pytest.raises(Unreadable) as caught:
        kind.read(given)
    return str(caught.value.help)


@pytest.mark.parametrize(
    ("kind", "given", "words"),
    [
        (ads.top_path.answer, "online", "no single path"), (ads.best_worth.answer, "Brand search ads", 'did you mean `"brand_search"`'),
        (ads.best_worth.answer, "search ads, video ads", "names several options"), (ads.next_month.options["targeting"][1], "dining_lover", 'Nearest to it is `"interest"`'),
        (retention.peak.answer, "week 3", 'Nearest to it is `"second_to_fourth"`'), (retention.real_rise.answer, "80%", "is a number"), (retention.real_rise.answer, None, 'The option is a word: `"none"`'),
        (retention.real_rise.answer, "some", "(less, but still a rise)"), (Choice({"a": "券规则看不懂", "b": "到店不收券"}), "券", "may mean several"),
    ],
)  # fmt: skip
def test_a_word_that_is_no_option(kind, given, words):
    assert words in said(kind, given)


@pytest.mark.parametrize("owner", ["everybody in marketing", "Everyone who is involved", "all of us together", "the sales team", "市场部的同事们", "运营部全体员工", "大家一起负责", "整个团队"])
def test_a_collective_is_nobody(owner):
    assert refused(APP, {"owner": owner}, {"owner": (faults.NOBODY,)})


@pytest.mark.parametrize("owner", ["Li Na, head of acquisition", "Mei", "王丽（市场部）", "李娜，增长团队", "陈总"])
def test_a_person_is_somebody(owner):
    assert not refused(APP, {"owner": owner}, {"owner": (faults.NOBODY,)})


def test_a_day_before_the_plan_asks_for_the_year():
    def words(day):
        return [str(text) for _name, text in refused(APP, {"date": day}, {"date": faults.dated(28)})]

    assert "Is the year right?" in words("2025-02-10")[0] and len(words("2025-02-10")) == 1
    assert "28 days" in words("2026-01-10")[0] and not words((dt.date(2026, 1, 1) + dt.timedelta(days=28)).isoformat())


def explained(code, **names):
    try:
        exec(compile(code, "<cell>", "exec"), dict(names))
    except Exception as error:
        return " ".join(str(part) for part in failures.explain(error, code, names).body)
    raise AssertionError("it ran")


def test_a_look_up_that_fails_names_the_way():
    users, channels = pd.DataFrame({"user_id": [1], "channel": ["a"]}), pd.DataFrame({"channel": ["a"], "group": ["x"]})
    assert "`merged` has it" in explained('x = users["group"]', users=users, merged=users.merge(channels, on="channel"))
    by_card = pd.Series([0.2, 0.5], index=[False, True])
    assert "`[True]`, without the quotes" in explained('x = by_card["True"]', by_card=by_card)
    days, age = pd.Index([1, 7]), pd.Series([1, 2, 3])
    assert "called `n`" in explained("x = [(age >= days).sum() for n in days]", age=age, days=days)


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("evidence", "of those with a card 51.7% stay, without 24.9%", "chose for themselves"), ("evidence", "新首页之后留存 +4.4 个百分点", "as reported"),
        ("technique", "improve the app", "is an aim"), ("technique", "给所有用户发绑卡提示", "nobody is left"), ("not_now", "奖励，先不做", "but not why"), ("not_now", "first value, too expensive", "mend first"),
        ("measure", "日活提升 10%", "counts heads"), ("measure", "第四周留存率，和去年比，低于 20% 就停", "no control"), ("measure", "retention against a control; stop when it reaches 40%", "stops when the retention is high"),
    ],
)  # fmt: skip
def test_a_repair_is_refused_for_its_own_fault(field, text, words):
    fields = {
        "element": "first_value", "evidence": "the card prompt's test: +4.5 points", "technique": "one prompt to bind a card on the first day", "not_now": "reward: it was only watched",
        "measure": "active in days 24 to 30 against a control drawn by lot; stop below 1 point", "owner": "Mei", "date": "2026-03-10",
    }  # fmt: skip
    assert not retention.repair.refused(APP, fields)
    assert any(name == field and words in str(text) for name, text in retention.repair.refused(APP, {**fields, field: text}))
