"""What is shown: one message for each call, the hint ladder, the solution; words for every state, in both forms."""

import re
import sys
from html import unescape
from types import ModuleType

import pytest

from coursework.i18n import set_language
from coursework.teaching import Number, Series, failures, progress
from coursework.teaching.messages import Code, Message, Points, Table
from coursework.teaching.say import Sentence, say


def shown(message):
    return repr(message)


def test_without_setup_a_check_says_to_run_it(make_exercise, said):
    exercise = make_exercise(Number(), 5.0)
    assert exercise.check(5) is None
    assert said() == "○ The lesson is not set up yet.\nRun the setup cell at the top first, then this cell again.\n"


def test_each_state_has_its_own_words(make_exercise, ready, said):
    exercise = make_exercise(Number("yuan"), 5.0, double=10.0)
    titles = {}
    for answer in (5, 10, 7, "x", ..., 5.1):
        exercise.check(answer)
        out = said()
        titles[str(answer)] = out.splitlines()[0]
        assert "Traceback" not in out
    assert titles["5"] == "✓ Right." and titles["7"] == "→ Not yet." and titles["x"].startswith("→ This is another kind")
    assert titles["10"] == "→ Not yet." and titles["Ellipsis"] == "○ Not answered yet."
    assert len(set(titles.values())) >= 4
    exercise.tables = ("orders",)
    exercise.check(5)
    assert "orders" in said()


def test_a_check_without_an_answer_is_not_attempted(make_exercise, ready, said):
    make_exercise(Number("yuan"), 5.0).check()
    assert said().startswith("○ Not answered yet.\nPut your own code where `____` stands; `x` then holds an amount in yuan.")


def test_success_shows_the_reason_and_a_remark_too(make_exercise, ready, said):
    exercise = make_exercise(Number(), 5.4321)
    exercise.check(5.4321)
    assert "So it is." in said()
    exercise.check(5.4)
    out = said()
    assert "Right, with a remark." in out and "rounded" in out and "So it is." in out


def test_hints_go_one_step_further_each_time_and_end_at_the_solution(make_exercise, ready, said):
    exercise = make_exercise(Number(), 5.0)
    texts = []
    for _n in range(4):
        exercise.hint()
        texts.append(said())
    assert texts[0].startswith("· Hint 1 of 3\nWho is counted?\nNext: try again; one step further:")
    assert "    df.size" in texts[1] and texts[1].startswith("· Hint 2 of 3")
    assert "    x = ____" in texts[2] and "this was the last hint" in texts[2] and "solution()" in texts[2]
    assert texts[3] == texts[2]
    assert progress.recorded(exercise)["hints"] == 3


def test_hints_go_on_where_they_stood_after_a_restart(make_exercise, ready, said, monkeypatch):
    exercise = make_exercise(Number(), 5.0)
    exercise.hint()
    monkeypatch.setattr("coursework.teaching.store._waiting", {})
    said()
    exercise.hint()
    assert said().startswith("· Hint 2 of 3")


def test_an_exercise_without_hints_offers_its_solution(some_lesson, ready, said):
    exercise = some_lesson.exercise("bare", answer=Number())
    exercise.reference(lambda app: 1.0)
    exercise.hint()
    assert "There is no hint here." in said()


def test_the_solution_comes_with_its_reason_and_is_remembered(make_exercise, ready, said):
    exercise = make_exercise(Number(), 5.0)
    exercise.solution()
    out = said()
    assert "    x = right" in out and "So it is." in out and "in your own words" in out
    assert progress.recorded(exercise)["solution_seen"] is True and not progress.recorded(exercise).get("done")


def test_a_message_calls_the_exercise_as_the_notebook_does(some_lesson, monkeypatch):
    module = ModuleType("coursework.exercises.growth.example")
    module.cac = some_lesson.exercise("cac_by_channel", answer=Number())
    monkeypatch.setitem(sys.modules, module.__name__, module)
    assert module.cac.call("hint()") == "ex.cac.hint()"
    monkeypatch.setattr(failures, "namespace", lambda: {"tasks": module})
    assert module.cac.call("hint()") == "tasks.cac.hint()"


def test_messages_carry_the_same_words_in_both_forms():
    message = Message("again", "Not <yet>.", ("`a` costs **$3** & more.", "", None, Points(("one", "two")), Code("x < 1"), Table(("a", "b"), (("x", "1"),))), "go on.")
    html, plain = message._repr_mimebundle_()["text/html"], message._repr_mimebundle_()["text/plain"]
    words = unescape(re.sub(r"<(?!/?(code|strong))[^>]+>", " ", html).replace("<code>", "").replace("</code>", ""))
    words = re.sub(r"</?strong>", "", words)
    assert words.split() == plain.replace("`", "").replace("- ", "").split()
    assert "<script" not in html and "Not &lt;yet&gt;." in html and "<code>a</code>" in html and "<strong>&#36;3</strong>" in html


def test_messages_take_over_the_pages_colours():
    for tone in ("good", "nearly", "again", "open", "stop", "note"):
        html = Message(tone, "Title", ("text",))._repr_html_()
        assert not re.search(r"(?<![-\w])color\s*:", html), "text keeps the colour of the page, light or dark"
        assert all(float(alpha) <= 0.15 for alpha in re.findall(r"background:rgba\([^)]*,\s*([\d.]+)\)", html))


def test_tables_in_messages_stay_small():
    table = Table(tuple("abcdefgh"), tuple(tuple(str(n) for n in range(8)) for _row in range(20)))
    assert len(table.plain().splitlines()) == 9 and table.html().count("<th") - 1 == 6
    assert Table(("名", "n"), (("广告", "1"), ("ab", "22"))).plain().splitlines()[1:] == ["  广告   1", "  ab    22"]


def test_italics_are_kept_and_products_are_not_taken_for_them():
    assert "<em>Welcome</em>" in Message("note", "In *Welcome*, 2 * 3 * 4.")._repr_html_()
    assert repr(Message("note", "In *Welcome*, 2 * 3 * 4.")) == "· In Welcome, 2 * 3 * 4."


def test_say_is_safe_and_says_the_same_twice(said):
    bundle = Sentence("¥5 < ¥7 & **search_ads** cost $3 ~ $4\n- no list | no table `a < b`")._repr_mimebundle_()
    assert bundle["text/plain"] == "¥5 < ¥7 & search_ads cost $3 ~ $4\n- no list | no table a < b"
    assert bundle["text/markdown"] == "¥5 &lt; ¥7 &amp; **search_ads** cost \\$3 \\~ \\$4  \n\\- no list \\| no table `a < b`"
    assert Sentence("1. is no list, # no heading\n# none")._repr_mimebundle_()["text/markdown"] == "1\\. is no list, # no heading  \n\\# none"
    say(" One line. ")
    assert said() == "One line.\n"


def test_texts_of_a_lesson_are_said_in_the_language_in_use(make_exercise, ready, said, monkeypatch):
    from coursework import i18n

    monkeypatch.setattr(i18n, "_lookup", lambda code, name, context, message: {"So it is.": "正是如此。", "Right.": "答对了。"}.get(message))
    exercise = make_exercise(Series("yuan", index="channel"), {"a": 1.0})
    set_language("zh")
    exercise.check({"a": 1})
    assert said() == "✓ 答对了。\n正是如此。\n"


@pytest.mark.parametrize("answer", [7, "x", None])
def test_a_wrong_answer_always_names_the_variable_and_the_next_step(make_exercise, ready, said, answer):
    make_exercise(Number(), 5.0).check(answer)
    out = said()
    assert "`x`" in out and "Next: " in out and "hint()" in out
