"""Catalogues: an update keeps what can be kept, and the check lists what is missing, stale or broken."""

import clones
import polib
import pytest

from coursework.publish import catalogue, extract, source, translations
from coursework.publish.source import PublishError

PO = f"coursework/locale/zh/{clones.KEY}.po"
SOURCE = f"solutions/{clones.KEY}.py"


def entries(folder) -> dict:
    held = polib.pofile(str(folder / PO))
    return {(entry.msgctxt, entry.msgid): entry for entry in held}


def problems(folder, key=clones.KEY) -> list[str]:
    return [str(problem) for problem in translations.problems(folder, "zh", key)]


def change(folder, context, start, **values):
    held = polib.pofile(str(folder / PO))
    (entry,) = [e for e in held if e.msgctxt == context and e.msgid.startswith(start)]
    for name, value in values.items():
        setattr(entry, name, value)
    held.save()


def test_a_new_catalogue_asks_for_every_text_once(clone):
    path, counts = catalogue.update(clone, "zh", clones.KEY)
    assert path.as_posix() == PO
    assert counts == {"translated": 0, "fuzzy": 0, "untranslated": len(entries(clone))}
    asked = set(entries(clone))
    for wanted in [
        ("title", "# Demo"),
        ("goals", "- compute a sum\n- explain it, on more than one line"),
        ("show", "The dearest of all, whatever it brings"),
        ("show", "The dearest costs ¥{dearest:,.0f}, {dearest / sum(money):.0%} of all."),
        ("chart", "The dearest takes {dearest / sum(money):.0%}"),
        ("total", "all of it"),
        ("note", "Ask the room first."),
        ("exercises", "What is added up?"),
        ("exercises", "{yours} is a sum."),
    ]:
        assert wanted in asked
    assert not any("solution:begin" in text or "____" in text for _, text in asked)


def test_updating_twice_is_updating_once(built):
    before = (built / PO).read_bytes()
    catalogue.update(built, "zh", clones.KEY)
    assert (built / PO).read_bytes() == before
    assert b"POT-Creation-Date" not in before and b":1" not in before


def test_a_translated_catalogue_is_whole(built_once):
    assert problems(built_once) == [] and problems(built_once, None) == []


def test_a_text_that_changed_a_little_keeps_its_translation_as_fuzzy(built):
    clones.edit(built / SOURCE, "And as a picture:", "And now as a picture:")
    catalogue.update(built, "zh", clones.KEY)
    entry = entries(built)["look", "And now as a picture:"]
    assert entry.msgstr == "And as a picture:中文" and entry.flags == ["fuzzy"]
    assert entry.previous_msgid == "And as a picture:"
    assert [said for said in problems(built) if "fuzzy" in said and "take the mark" in said]


def test_a_fuzzy_translation_is_not_used(built):
    clones.edit(built / SOURCE, "And as a picture:", "And now as a picture:")
    catalogue.update(built, "zh", clones.KEY)
    lesson = source.read(built, clones.KEY)
    translator = catalogue.translator(built, lesson, "zh")
    assert translator.cell(lesson.cell("look"), "And now as a picture:") == "And now as a picture:"
    assert translator.missing == [("look", "And now as a picture:")]


def test_a_text_that_moves_to_a_renamed_cell_is_found_again(built):
    clones.edit(built / SOURCE, 'name="look"', 'name="see"')
    catalogue.update(built, "zh", clones.KEY)
    assert entries(built)["see", "And as a picture:"].msgstr == "And as a picture:中文"


def test_a_dropped_text_is_kept_aside_and_comes_back(built):
    before = (built / PO).read_bytes()
    clones.edit(built / SOURCE, "# And as a picture:", "# Entirely other words stand here, of no likeness.")
    catalogue.update(built, "zh", clones.KEY)
    assert entries(built)["look", "And as a picture:"].obsolete
    assert not [said for said in problems(built) if "And as a picture" in said]
    clones.edit(built / SOURCE, "# Entirely other words stand here, of no likeness.", "# And as a picture:")
    catalogue.update(built, "zh", clones.KEY)
    assert (built / PO).read_bytes() == before


@pytest.mark.parametrize(
    ("old", "new"),
    [("# And as a picture:", "# And a picture, please, of all that:"), ("# And as a picture:", "# x1")],
)
def test_a_catalogue_that_was_not_updated_is_stale(built, old, new):
    clones.edit(built / SOURCE, old, new)
    said = problems(built)
    assert any("cell 'look'" in one and "nothing says “And as a picture:”" in one for one in said)
    assert all(one.endswith(f"Run: python -m coursework translate {clones.KEY}") for one in said)


def test_a_missing_translation_is_named_with_its_cell(built):
    change(built, "look", "And as", msgstr="")
    (said,) = problems(built)
    assert said.startswith(f"{PO}, cell 'look'") and "no translation" in said


def test_a_missing_catalogue_is_told_with_the_command(clone):
    assert problems(clone) == [
        f"{PO}: There is no such catalogue. Run: python -m coursework translate {clones.KEY}"
    ]


@pytest.mark.parametrize(
    ("context", "start", "msgstr", "word"),
    [
        ("chart", "The dearest takes", "最贵的占 {dearest:.0%}", "braces"),
        ("show", "The dearest costs", "最贵的占", "{dearest:,.0f}"),
        ("prompt", "Compute", "计算 `total`，即 `money` 之和", "link"),
        ("prompt", "Compute", "计算 `sum`，即 `money` 的[和](https://example.org/sum)", "code"),
        ("goals", "- compute", "- 求和并解释", "list items"),
        ("goals", "## You", "你将能够", "headings"),
        ("exercises", "{yours} is", "{your} 是和", "{yours}"),
        ("look", "And as", "And as a picture:", "no Chinese"),
        ("ask", "Look at", "看**最贵的。**然后", "Bold"),
    ],
)
def test_what_a_translation_lost_or_broke_is_told(built, context, start, msgstr, word):
    change(built, context, start, msgstr=msgstr)
    said = problems(built)
    assert len(said) == 1 and word in said[0] and f"cell '{context}'" in said[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("It costs {x:.0f} of {y}.", "在 {y} 中花费 {x:.0f}。"),
        ("CAC", "CAC"),
        ("`cac`, yuan", "`cac`（元）"),
        ("See $a^2$ **now**.", "见 $a^2$，**现在**。"),
        ("| a b c | d |\n|---|---|\n| e | f |", "| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |"),
        ("1. first of all things\n2. then the rest", "1. 首先\n2. 然后"),
        ("```\nspend / people over time\n```", "```\nspend / people over time\n```"),
        ("**Predict.** Now do it.", "**先猜。** 再做。"),
        ("It is **so** here.", "这里**就是**这样。"),
    ],
)
def test_a_faithful_translation_has_no_fault(text, said):
    assert translations.faults(text, said) == []


def test_a_broken_expression_stops_the_build(built):
    from coursework.publish import build

    change(built, "chart", "The dearest takes", msgstr="最贵的占 {dear:.0%}")
    with pytest.raises(PublishError, match=r"1_demo\.po, cell 'chart'.*expressions in braces"):
        build.build(built)


def test_the_packages_strings_are_found_and_no_others(clone):
    where = clone / "coursework" / "say.py"
    clones.write(
        where,
        'from coursework.i18n import Phrase, _, t\n'
        'A = _("One " "sentence.")\nB = t("Two {n}.", n=2)\nC = Phrase("Three.")\nD = t(A)\nE = "Four."\n',
    )
    assert set(extract.of(clone, None)) == {(None, "One sentence."), (None, "Two {n}."), (None, "Three.")}


@pytest.mark.parametrize("text", ['f"{x} yuan"', '"a" + x'])
def test_a_text_built_from_pieces_is_refused(clone, text):
    clones.write(clone / "coursework" / "say.py", f"A = _({text})\n")
    with pytest.raises(PublishError, match=r"say\.py: Line 1.*placeholders"):
        extract.of(clone, None)


def test_a_cell_that_is_no_python_is_told(clone):
    clones.edit(clone / SOURCE, "dearest = max(money)  # in yuan", "dearest = = 3")
    with pytest.raises(PublishError, match="cell 'show'.*no Python"):
        catalogue.update(clone, "zh", clones.KEY)
