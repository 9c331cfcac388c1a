"""A word of another kind, a typo, a decimal comma, two texts joined: each is named as what it is, and the options are printed once."""

import linecache

import pytest

from coursework.exercises.growth import ads
from coursework.teaching import Choice, Date, Interval, Number, progress, session, typed
from coursework.teaching.judge import read_safely
from coursework.teaching.plain import Unreadable


@pytest.fixture
def app():
    from coursework.app import open_app

    session._current = session.Session("1_growth/1_ads", "en", open_app())
    return session.app()


@pytest.mark.parametrize(
    ("task", "given", "words"),
    [
        ("top_path", "search_ads", 'is a channel; asked for is a path, a whole group of channels. Nearest to it is `"search_and_store"`'), ("top_path", "Bank branch", '`"offline"`'), ("top_path", "CPA", "how an ad is paid for"),
        ("top_path", "银行网点", '`"offline"`'), ("cheapest", "CPA", "how an ad is paid for"), ("cheapest", "online_ads", "is a path"), ("cheapest", "referral", "no advertising money"), ("best_worth", "organic", "is a path"),
        ("best_term", "seo", "a term that people type"), ("cheapest", "task_platfrom", 'did you mean `"task_platform"`'), ("cheapest", "banner", 'did you mean `"banner_ads"`'), ("better_of_two", "短视频领先", 'did you mean `"video"`'),
        ("cheapest", "radio", "is not one of the options"), ("cheapest", "banner_ads, kol_posts", "names several options"), ("cheapest", "CAC", "is a measure"),
    ],
)  # fmt: skip
def test_it_says_what_the_word_is_and_prints_the_options_once(app, said, task, given, words):
    getattr(ads, task).commit(given)
    out = said()
    first = next(iter(getattr(ads, task).answer.options))
    assert words in out and out.count(f'`"{first}"`') <= 2 and out.count(", `") <= len(getattr(ads, task).answer.options)
    assert progress.recorded(getattr(ads, task)) == {}


@pytest.mark.parametrize(("task", "given"), [("top_path", "Online ads"), ("top_path", "在线广告"), ("cheapest", "横幅广告"), ("cheapest", "Banner ads"), ("best_term", "holiday calendar")])
def test_labels_of_both_languages_are_taken(app, said, task, given):
    answer = getattr(ads, task).answer
    given = given if given != "在线广告" else str(answer.label("online_ads", ads.lesson.name))
    getattr(ads, task).commit(given)
    assert "Noted." in said()


@pytest.mark.parametrize(("given", "words"), [((0, 65), "write the decimal point, `0.65`"), ((1.2,), "more than all. If you mean 1.20 %"), ((6500,), "a number of people?"), ((-0.2,), "never below 0"), ((0.6, "x"), "room for one answer")])
def test_a_share_that_is_none(app, said, given, words):
    ads.online_share.commit(*given)
    assert words in said() and progress.recorded(ads.online_share) == {}


def test_a_percentage_is_still_a_share_and_an_interval_needs_brackets(app, some_lesson, said):
    ads.online_share.commit(80)
    assert progress.recorded(ads.online_share)["now"] == 0.8
    some_lesson.prediction("range", answer=Interval("yuan"), truth=lambda app: 1.0).commit(3, 5)
    assert "Put the two in brackets" in said()


def test_a_comma_between_digits():
    for value, words in (((64, 5), "64.5"), ((85, 50), "85.5")):
        with pytest.raises(Unreadable) as error:
            read_safely(Number("yuan"), value)
        assert words in str(error.value.help), value


def test_a_day_in_one_piece_is_no_subtraction():
    for value, words in ((20260210, "with hyphens"), (2014, "subtracts")):
        with pytest.raises(Unreadable) as error:
            Date().read(value)
        assert words in str(error.value.help)


def run_as_cell(source, **names):
    """Run a source as a notebook does: a module of its own, whose lines can be looked up."""
    lines = source.splitlines(keepends=True)
    linecache.cache["<cell>"] = (len(source), None, lines, "<cell>")
    exec(compile(source, "<cell>", "exec"), {"__name__": "__main__", **names})  # noqa: S102


def test_two_texts_joined_are_seen_in_the_cell(app, some_lesson, said):
    quiz = some_lesson.quick("q", question="?", options={"a": "A", "b": "B"}, right="b", feedback={"a": "no", "b": "yes"})
    run_as_cell('quiz.check("a" or "b")', quiz=quiz)
    assert 'You wrote `"a" or "b"`. Python makes one text of that, `"a"`' in said()
    run_as_cell('quiz.check("b")\nx = "a" and "b"', quiz=quiz)
    assert "Right." in said()
    run_as_cell('plan = {"search_ads" and "feed_ads": 2000}\nex.next_month.commit(plan, forecast={"registrations": 40, "net": 0}, belief=50)', ex=ads)
    assert '`"feed_ads"`, and drops the rest' in said()
    assert typed.joined_texts() is None, "outside of a cell nothing is read"


def test_a_pilot_takes_labels_and_names_cut_budgets(app, said):
    assert ads.pilot(app, "视频", (2_000,)) is None or True
    said()
    assert len(ads.pilot(app, "Video ads", (2_000, 4_000))) == 2
    assert ads.pilot(app, "video_ads", (2, 0, 4, 0)) is None and "A comma inside a number makes two of it" in said()


def test_levers_are_taken_by_label_too(app, said):
    plan, forecast = {"search_ads": 10_000, "feed_ads": 5_000}, {"registrations": 350, "net": 5_000}
    ads.next_month.commit(plan, forecast=forecast, belief=70, targeting="只给人群包", automation="Lowest cost per customer")
    assert "Committed" in said() and progress.recorded(ads.next_month)["now"]["options"] == {"targeting": "interest", "automation": "lowest_cac"}
    ads.next_month.commit(plan, forecast=forecast, belief=70, targeting="人群包")
    assert 'did you mean `"interest"`' in said()


def test_a_short_word_is_not_found_inside_labels(app, said):
    ads.beyond_chance.commit("no")
    assert "did you mean" not in said()


def test_options_by_number_are_read_as_before():
    assert Choice([1, 2]).read(2) == 2
