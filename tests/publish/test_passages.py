"""What a translator gets: blocks of markdown, texts in code; and how their translations are put in place."""

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursework.publish import blocks, literals


@given(st.lists(st.sampled_from(["", "text", "- item", "```", "$$", "# head", "  more"]), max_size=12))
def test_blocks_and_gaps_are_the_text(lines):
    text = "\n".join(lines)
    assert "".join(blocks.split(text)) == text


def test_fences_and_formulas_stay_whole():
    text = "One\n\n```\na\n\nb\n```\n\n$$\nx\n\ny\n$$\n\nTwo"
    assert blocks.split(text)[::2] == ["One", "```\na\n\nb\n```", "$$\nx\n\ny\n$$", "Two"]


@pytest.mark.parametrize(
    ("block", "message"),
    [
        ("one\ntwo", "one two"),
        ("- one\n  two\n- three", "- one two\n- three"),
        ("| a | b |\n| --- | --- |\n| c | d |", "| a | b |\n| --- | --- |\n| c | d |"),
        ("## Head\nText\ngoes on", "## Head\nText goes on"),
        ("a hard  \nbreak", "a hard  \nbreak"),
        ("```\nx = 1\ny = 2\n```", "```\nx = 1\ny = 2\n```"),
        ("> said\n> so", "> said\n> so"),
    ],
)
def test_a_paragraph_is_on_one_line(block, message):
    assert blocks.message(block) == message


def messages(code):
    return [passage.message for passage in literals.passages(code)]


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        ('say("Done")', ["Done"]),
        ('say(f"It costs {x:,.0f} yuan")', ["It costs {x:,.0f} yuan"]),
        ('say(f"{x}")', []),
        ("say(f\"{row['a']} is {100 * y:.0%} of {{all}}\")", ["{row['a']} is {100 * y:.0%} of {{all}}"]),
        ('say("a " "b")', []),
        ('say("one "\n    f"and {x}")', ["one and {x}"]),
        ('say("with {braces} " f"and {x}")', ["with {{braces}} and {x}"]),
        ('plots.bars(x, title="Cost", unit="yuan", x="cost")', ["Cost"]),
        ('plots.bars(x, unit="yuan per customer", highlight="banner_ads")', ["yuan per customer"]),
        ('plots.bars(users.query("tier == 1 and x"), title="All of it")', ["All of it"]),
        ('ex.note.submit(what="Cut the banners", who="boss")', ["Cut the banners"]),
        ('ex.plan.commit({"search_ads": 1})', []),
        ('t = t.rename(columns={"cac": "CAC, yuan"})\nt["CAC, yuan"]', ["CAC, yuan", "CAC, yuan"]),
        ('users.query("a == 1 and b")', []),
        ('app = setup("1_growth/1_ads", language="en")', []),
        ('sentence = "Move the money over"', ["Move the money over"]),
        ('fields = {"what": "Move the money over", "who": "boss"}', ["Move the money over"]),
        ('say("One way" if x else "Another way")', ["One way", "Another way"]),
        ("# why this\n# and that\nx = 1  # yuan", ["why this and that", "yuan"]),
        ("x = 1  # 42", []),
        ("# solution:begin\nx = 1\n# solution:end", []),
        ('say("""Two\nlines here""")', ["Two\nlines here"]),
        ("say('It\\'s done')", ["It's done"]),
    ],
)
def test_what_a_learner_reads_is_found(code, wanted):
    assert messages(code) == wanted


def said(code: str, **names) -> list:
    heard = []
    exec(compile(code, "cell", "exec"), {"say": heard.append, **names})
    return heard


@pytest.mark.parametrize(
    ("code", "translation", "heard"),
    [
        ('say("Done")', '做"好"了\\', '做"好"了\\'),
        ("say('Done')", "it's 'so'", "it's 'so'"),
        ('say(f"Costs {x:.1f} yuan")', "花费 {x:.1f} 元（{{大约}}）", "花费 2.0 元（{大约}）"),
        ("say(f\"Of {d['k']} all\")", "全部的 {d['k']} \"引\"", "全部的 v \"引\""),
        ('say(f"Costs {x:.0f} "\n    "yuan for one")', "每人{x:.0f}元，" * 9, "每人2元，" * 9),
        ('say("""Two\nlines""")', "两\n行", "两\n行"),
        ('say("One\\ntwo")', "一\n二", "一\n二"),
    ],
)
def test_a_translation_is_said_as_it_was_written(code, translation, heard):
    code = literals.rewrite(code, lambda message: translation)
    assert said(code, x=2.0, d={"k": "v"}) == [heard]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="{}"), min_size=1))
def test_any_text_survives_any_quotes(text):
    for code in ("say('a word')", 'say("a word")', 'say(f"a word {x}")', 'say("a word " \n    "more")'):
        wanted = text + ("{x}" if "{x}" in code else "")
        assert said(literals.rewrite(code, lambda message, said=wanted: said), x=1) == [wanted.replace("{x}", "1")]


def test_comments_and_indentation_stay_code():
    code = 'if x:\n    # one reason\n    # and another\n    say("Go on")  # now'
    out = literals.rewrite(code, lambda message: "原因。" * 40 if "reason" in message else "好的")
    ast.parse(out)
    assert all(line.startswith("    ") for line in out.split("\n")[1:])
    assert out.endswith('say("好的")  # 好的')


def test_without_a_translation_the_code_stays():
    code = 'say("Done")  # yes it is'
    assert literals.rewrite(code, lambda message: None) == code


def test_chinese_before_a_literal_does_not_shift_it():
    code = 'x = "流量"; say("The word")'
    assert literals.rewrite(code, lambda message: "词") == 'x = "流量"; say("词")'


@pytest.mark.parametrize("text", ['ends in "', 'holds """ three', "back\\slash", "two\nlines"])
def test_triple_quotes_hold_any_text(text):
    assert said(literals.rewrite('say("""a word here""")', lambda message: text)) == [text]
