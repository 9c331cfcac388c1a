"""What users say: it belongs to what happened before, staff's replies follow it, and the planted themes and biases are found."""

from functools import cache

import numpy as np
import pandas as pd
import pytest

from coursework import schema
from coursework.world import catalogue, surveys, texts
from coursework.world.channels import usual_spend
from coursework.world.play import play
from coursework.world.randomness import root
from coursework.world.themes import PROBLEM, THEMES

DAY, START, END = pd.Timedelta(days=1), pd.Timestamp("2025-01-01"), pd.Timestamp("2026-01-01")
PROBLEMS = [theme.code for theme in THEMES if theme.mood == PROBLEM]


@cache
def meanings():
    """Theme of each English text."""
    english, chinese = texts.written()
    size = len(english) // len(THEMES)
    return {text: THEMES[place // size].code for place, text in enumerate(english)}


@pytest.fixture(scope="module")
def said(year):
    """Feedback with its theme, as somebody who reads every text would find it."""
    return year["feedback"].assign(theme=year["feedback"]["text"].map(meanings()))


def top(rows):
    return rows["theme"].value_counts().index[0]


def nps(score, weight=None):
    weight = np.ones(len(score)) if weight is None else weight
    return 100 * (weight[score >= 9].sum() - weight[score <= 6].sum()) / weight.sum()


def test_texts_are_there_in_both_languages_and_of_one_theme_each():
    english, chinese = texts.written()
    assert len(english) == len(chinese) == len(set(english)) == len(set(chinese))
    assert len(meanings()) == len(english)
    assert not any(set(text) & set("，。？！") or "  " in text for text in english)
    assert all(any("\u4e00" <= letter <= "\u9fff" for letter in text) for text in chinese)
    assert not any(set(text) & set(",?!;") for text in chinese)
    for theme in THEMES:
        assert len(theme.texts) == texts.WAYS
        assert all(text[-1] in ".?" and text_zh[-1] in "。？" for text, text_zh in theme.texts)


def test_sizes_and_values(year):
    assert 4_800 < len(year["feedback"]) < 7_500
    assert 4_700 < len(year["surveys"]) < 7_000
    for name in ("feedback", "surveys"):
        for column in schema.table(name).columns:
            if column.type == "category":
                assert set(year[name][column.name].dropna().astype(str)) == set(column.values), column.name
    assert set(year["feedback"]["text"].map(meanings())) == {theme.code for theme in THEMES}


def test_reviews_follow_orders_that_were_reviewed(year):
    reviews = year["feedback"][year["feedback"]["source"] == "review"]
    orders = year["orders"].set_index("order_id").loc[reviews["order_id"].astype("int64")]
    assert (orders["user_id"].to_numpy() == reviews["user_id"].to_numpy()).all()
    assert (orders["merchant_id"].to_numpy() == reviews["merchant_id"].astype("int64").to_numpy()).all()
    got = orders["fulfilled_at"].notna().to_numpy()
    assert (reviews["ts"].to_numpy() > orders["fulfilled_at"].to_numpy())[got].all()
    assert (reviews["ts"].to_numpy() > orders["ts"].to_numpy()).all()
    begun = (year["events"]["event"] == "review").sum()
    assert 0.9 * begun < len(reviews) <= begun
    assert reviews["rating"].notna().all()


def test_complaints_are_in_the_log(year):
    log = year["feedback"][year["feedback"]["source"] == "service_log"]
    complaints = year["events"][year["events"]["event"] == "complain"]
    both = complaints.merge(log, on=["user_id", "ts"])
    assert len(both) == len(complaints) < len(log)
    assert log["category"].notna().all()
    assert year["feedback"].loc[year["feedback"]["source"] != "service_log", "category"].isna().all()


def test_remarks_are_messages_of_members(year):
    remarks = year["feedback"][year["feedback"]["source"] == "community"]
    assert len(remarks.merge(year["community_messages"].dropna(subset="user_id"), on=["user_id", "ts"])) >= len(remarks) > 300


def test_times_follow_each_other(year):
    rows, registered = year["feedback"], year["users"].set_index("user_id")["registered_at"]
    assert (rows["ts"].to_numpy() >= registered.reindex(rows["user_id"]).to_numpy()).all()
    for before, after in (("ts", "first_reply_at"), ("first_reply_at", "resolved_at"), ("resolved_at", "told_user_at")):
        known = rows[rows[after].notna()]
        assert (known[after] > known[before]).all()
        assert known[after].max() < END
    answers = year["surveys"]
    assert (answers["ts"].to_numpy() > registered.reindex(answers["user_id"]).to_numpy()).all()
    assert answers["ts"].max() < END


def test_answers_fit_the_questions(year):
    answers = year["surveys"]
    scored = answers["question"].isin(["nps", "satisfaction"])
    assert (answers["score"].notna() == scored).all()
    assert (answers["answer"].isna() == scored).all()
    assert answers.loc[answers["question"] == "nps", "score"].between(0, 10).all()
    assert answers.loc[answers["question"] == "satisfaction", "score"].between(1, 5).all()
    assert not answers.duplicated(["user_id", "ts", "question"]).any()


def test_whoever_is_asked_why_was_silent(year):
    asked = year["surveys"][year["surveys"]["question"] == "why_quiet"]
    seen = year["events"][["user_id", "ts"]].sort_values("ts")
    last = pd.merge_asof(asked.sort_values("ts"), seen.rename(columns={"ts": "seen"}), left_on="ts", right_on="seen", by="user_id")
    assert (last["ts"].dt.normalize() - last["seen"].dt.normalize() > 30 * DAY).all()


def test_the_new_home_page_is_a_theme_from_may_on(said):
    log = said[said["source"] == "service_log"]
    share = (log["theme"] == "new_home").groupby(log["ts"].dt.month).mean()
    assert (said.loc[said["ts"] < "2025-05-01", "theme"] != "new_home").all()
    assert share.loc[5:7].min() > 0.25
    assert share.loc[5:7].mean() > 2.5 * share.loc[10:12].mean() > 0


def test_the_main_complaint_is_not_what_reviews_speak_of(said):
    """Naive: read the reviews. They come from people who bought; those who could not find their bills complain to the service."""
    reviews, log = said[said["source"] == "review"], said[said["source"] == "service_log"]
    assert top(log) == "new_home"
    assert top(reviews).startswith("praise")
    assert top(reviews[reviews["theme"].isin(PROBLEMS)]) == "coupon_rules"
    assert (reviews["theme"] == "new_home").mean() < 0.03 < 0.15 < (log["theme"] == "new_home").mean()


def test_counting_words_finds_most_but_not_all(said):
    later = said[said["ts"] >= "2025-05-01"]
    for column, words in (("text", "home page|bills"), ("text_zh", "首页|缴费")):
        found, true = later[column].str.contains(words), later["theme"] == "new_home"
        assert 0.5 < found[true].mean() < 0.95
        assert 0.5 < true[found].mean() < 0.95


def test_newcomers_speak_of_the_code(said, year):
    age = said["ts"] - year["users"].set_index("user_id")["registered_at"].reindex(said["user_id"]).to_numpy()
    late = said["theme"] == "code_late"
    assert late[age < 8 * DAY].mean() > 0.08 > 0.01 > late[age > 8 * DAY].mean()
    assert (age[late] < 32 * DAY).all()


def test_the_app_is_slow_on_cheap_phones(said, year):
    devices = year["devices"]
    cheap = devices.loc[(devices["price_band"] == "low") & (devices["os"] == "android"), "user_id"]
    slow = said["theme"] == "app_slow"
    assert slow[said["user_id"].isin(cheap)].mean() > 2 * slow[~said["user_id"].isin(cheap)].mean()


def test_one_merchant_refuses_coupons_and_one_comes_late(said, year, request):
    shop = catalogue.of(root(request.node.callspec.params["year"]))
    refused = said.loc[said["theme"] == "coupon_refused", "merchant_id"].dropna()
    assert refused.value_counts().index[0] == shop.refuser + 1
    orders = year["orders"]["merchant_id"].value_counts()
    late = said.loc[said["theme"] == "late_order", "merchant_id"].dropna().value_counts()
    rate = (late / orders.reindex(late.index))[orders.reindex(late.index) >= 100]
    assert rate.idxmax() == shop.poor + 1  # by number the big merchants lead on some seeds
    assert rate.max() > 4 * late.sum() / orders.sum()


def test_sold_out_begins_with_the_flash_sales(said):
    gone = said[said["theme"] == "sold_out"]
    assert gone["ts"].min() >= pd.Timestamp("2025-10-06")
    assert gone["activity_id"].notna().mean() > 0.5
    assert said.loc[said["theme"] != "sold_out", "activity_id"].isna().all()


def test_replies(said):
    log = said[said["source"] == "service_log"].dropna(subset="first_reply_at")
    hours = (log["first_reply_at"] - log["ts"]).dt.total_seconds() / 3600
    weekend = log["ts"].dt.day_of_week > 4
    assert 1 < hours[~weekend].median() < 3
    assert hours[weekend].median() > 2 * hours[~weekend].median()
    solved = said.dropna(subset="resolved_at")
    assert 0.6 < solved["told_user_at"].notna().mean() < 0.75


@pytest.fixture
def opinions(year, request):
    """For each questionnaire: scores of those who answered, with weights by activity, and of everybody who was asked."""
    key, days = root(request.node.callspec.params["year"]), np.arange(365)
    played = play(key, 10_000, days, usual_spend(key, 10_000, days), end_day=365)
    answers = year["surveys"][year["surveys"]["question"] == "nps"]
    found = []
    for day in surveys.ROUNDS[:4]:
        asked, kind = surveys.invited(played, day, 365)
        truth = surveys.points(surveys.opinion(played, played.users, asked, kind, day))
        mine = answers[(answers["ts"] >= START + day * DAY) & (answers["ts"] < START + (day + 2) * DAY)]
        kinds = pd.Series(kind, index=played.users.id[asked]).reindex(mine["user_id"]).to_numpy()
        weight = (np.bincount(kind, minlength=4) / np.maximum(np.bincount(kinds, minlength=4), 1))[kinds]
        found.append((mine["score"].to_numpy(dtype=float), weight, truth))
    return found


def test_the_answers_are_better_than_the_opinion(opinions):
    """Naive: the average of the answers. Right: weighted by activity in the four weeks before, which takes most of the bias away."""
    naive = np.mean([score.mean() for score, _, _ in opinions])
    right = np.mean([np.average(score, weights=weight) for score, weight, _ in opinions])
    truth = np.mean([score.mean() for _, _, score in opinions])
    assert naive - truth > 0.7
    assert abs(right - truth) < 0.5 * (naive - truth)
    naive, right, truth = (np.mean(values) for values in zip(*((nps(s), nps(s, w), nps(t)) for s, w, t in opinions), strict=True))
    assert naive - truth > 25
    assert abs(right - truth) < 0.6 * (naive - truth)


@pytest.mark.slow
def test_daily_messages_silence_people(five_years):
    """Of those who fell silent during the test, the daily arm says that there were too many messages; on one seed some thirty answer in each arm."""
    shares = []
    for tables in five_years:
        units = tables["experiment_units"][tables["experiment_units"]["experiment"] == "daily_push"].set_index("user_id")["arm"]
        answers = tables["surveys"]
        asked = answers[(answers["question"] == "why_quiet") & (answers["ts"] >= "2025-10-02")]
        arm = units.reindex(asked["user_id"]).astype(object).to_numpy()
        shares.append((asked["answer"] == "too_many_messages").groupby(arm).mean())
    shares = pd.DataFrame(shares)
    assert (shares["daily"] > shares["weekly"]).all()
    assert shares["daily"].mean() > 0.2 > 0.12 > shares["weekly"].mean()


def test_bargain_hunters_found_something_better(year):
    tags, answers = year["user_tags"], year["surveys"]
    hunters = tags.loc[(tags["tag"] == "bargain_hunter") & (tags["value"] == "yes"), "user_id"]
    others = tags.loc[(tags["tag"] == "bargain_hunter") & (tags["value"] == "no"), "user_id"]
    better = answers[answers["question"] == "why_quiet"].set_index("user_id")["answer"] == "found_better"
    assert better[better.index.isin(hunters)].mean() > better[better.index.isin(others)].mean() + 0.04
    assert answers.loc[answers["question"] == "why_quiet", "answer"].value_counts().index[0] == "forgot"
