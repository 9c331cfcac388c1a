"""Claims on the syllabus hold, or it is said why not; the page tells where."""

import clones
import pytest

from coursework.publish import coverage

SOURCE = f"solutions/{clones.KEY}.py"
CLAIM = '''
# %% [markdown] name="claim" teaches="{ids}"
# {text}
'''


def claim(folder, ids="sum", text="A sum of money (金额合计)."):
    path = folder / SOURCE
    clones.write(path, path.read_text(encoding="utf-8") + CLAIM.format(ids=ids, text=text))
    return [str(problem) for problem in coverage.survey(folder)[1]]


def test_a_claim_that_holds(clone):
    assert claim(clone) == []
    (held,) = coverage.survey(clone)[0]
    assert (held.entry, held.lesson, held.cell, held.asked) == ("sum", clones.KEY, "claim", ("total",))


@pytest.mark.parametrize(
    ("ids", "text", "words"),
    [
        ("none", "x", ["no entry “none”", "syllabus.yml"]),
        ("sum", "A total (金额合计).", ["English term", "en_short"]),
        ("sum", "A sum of money.", ["Chinese term", "金额合计"]),
        ("sum sum", "A sum of money (金额合计).", ["claimed already"]),
    ],
)
def test_a_claim_that_does_not_hold(clone, ids, text, words):
    (said,) = claim(clone, ids, text)
    assert said.startswith(f"{SOURCE}, cell 'claim'")
    for word in words:
        assert word in said


def test_a_claim_of_code_needs_somebody_who_asks(clone):
    clones.edit(clone / "coursework/exercises/growth/demo.py", 'syllabus=("sum",)', "syllabus=()")
    (said,) = claim(clone)
    assert "nothing asks for it" in said and 'syllabus=("sum", …)' in said


@pytest.mark.parametrize(("treatment", "word"), [("worksheet", "worksheet"), ("simulate", "no decision")])
def test_other_treatments_need_other_tasks(clone, treatment, word):
    clones.edit(clone / "coursework/syllabus.yml", "treatment: code", f"treatment: {treatment}")
    (said,) = claim(clone)
    assert word in said


def test_a_task_that_names_no_entry(clone):
    clones.edit(clone / "coursework/exercises/growth/demo.py", '("sum",)', '("sum", "sums")')
    assert ["“total” names the entry “sums”" in said for said in claim(clone)] == [True]


def test_the_translation_must_hold_the_term(built):
    from coursework.publish import catalogue

    claim(built)
    path = built / catalogue.update(built, "zh", clones.KEY)[0]
    clones.edit(path, 'msgid "A sum of money (金额合计)."\nmsgstr ""', 'msgid "A sum of money (金额合计)."\nmsgstr "钱。"')
    (said,) = [str(problem) for problem in coverage.survey(built)[1]]
    assert said.startswith("coursework/locale/zh") and "translation lacks the term" in said


def test_the_page_says_where_and_is_checked(clone):
    claim(clone)
    assert [str(one) for one in coverage.problems(clone)] == [
        "docs/coverage.md: It is stale. Run: python -m coursework coverage"
    ]
    (clone / "docs").mkdir()
    clones.write(clone / coverage.PAGE, coverage.page(clone))
    assert coverage.problems(clone) == []
    page = coverage.page(clone)
    assert "**1 of 2 entries**" in page and "[1_growth/1_demo](../notebooks/1_growth/1_demo.ipynb)" in page
    assert "| `claim` | `total` |" in page and "Talking" not in page


@pytest.mark.parametrize(
    ("text", "term", "holds"),
    [
        ("Choose channels: our advice", "Advice on choosing ad channels", False),
        ("Advice on choosing channels for ads", "Advice on choosing ad channels", True),
        ("We compare channels for the ads", "Comparing ad channels", True),
        ("SEO brings readers", "SEO: search-engine optimisation", True),
        ("seoul brings readers", "SEO: search-engine optimisation", False),
        ("Opinion makers", "Opinion leaders (KOL)", False),
    ],
)
def test_key_words_may_stand_in_any_order(text, term, holds):
    assert coverage.holds_english(text, {"en": term}) is holds


def test_width_and_blanks_do_not_part_chinese_terms():
    assert coverage.holds_chinese("拉新：如何把规模做起来", {"zh": "拉新:如何把规模做起来"})
    assert coverage.holds_chinese("SEO 优化", {"zh": "SEO优化"})
