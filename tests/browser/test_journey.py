"""The journey of a trainee in the real JupyterLab, opened by start.py: wrong, right, closed, opened again; both languages."""

import json
import re

import lab
import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CHINESE = re.compile("[\u4e00-\u9fff]")
CAC = ("divided by clicks", "The denominator of CAC is the people who did")  # of the message that a price per click gets


def test_a_wrong_answer_is_explained_the_right_one_accepted_and_both_are_there_tomorrow(trainee):
    lesson = trainee(lab.ADS)
    lesson.run_from_to("setup", "report")
    assert "Ready" in lesson.said("setup")

    lesson.replace_word("cac", "____", '"kol_posts"')
    lesson.replace_word("cac", "____", 'report["clicks"]')
    lesson.run("cac")
    said = lesson.said("cac")
    assert all(words in said for words in CAC), said
    assert "Right." not in said and "Traceback" not in said

    lesson.replace_word("cac", "clicks", "customers", which=1)  # the comment above names it first
    lesson.run("cac")
    said = lesson.said("cac")
    assert "Right." in said and "divided by clicks" not in said, said
    lesson.save()

    lesson.lab.stop()
    lesson.lab.start()
    lesson.show()
    assert '= report["cost"] / report["customers"]' in lesson.text("cac")
    assert "Right." in lesson.said("cac")
    lesson.run("setup")
    assert "Ready" in lesson.said("setup")
    lesson.run("worksheet")  # it ends with progress(): one prediction made, one exercise right
    row = lesson.output("worksheet").locator("tr", has_text="1_growth/1_ads").locator("td").all_text_contents()
    assert re.fullmatch(r"2 of \d+ ●●○+", row[1]), row
    assert "Instructive mistakes met so far: 1." in lesson.said("worksheet")
    assert lesson.troubles() == []


def test_the_chinese_edition_speaks_chinese(trainee):
    lesson = trainee(lab.ADS_ZH)
    lesson.run_from_to("setup", "report")
    said = lesson.said("setup")
    assert CHINESE.search(said) and "Ready" not in said, said

    lesson.replace_word("cac", "____", '"kol_posts"')
    lesson.replace_word("cac", "____", 'report["clicks"]')
    lesson.run("cac")
    said = lesson.said("cac")
    assert "点击" in said and "分母" in said, said
    assert not any(words in said for words in (*CAC, "Not yet", "Next:", "Noted")), said
    assert lesson.troubles() == []


def test_run_all_cells_of_an_untouched_lesson_ends_without_an_error(trainee):
    for path in (lab.WELCOME, lab.ADS):
        lesson = trainee(path)
        lesson.menu("Run", "Run All Cells")
        for name in lesson.code_names():
            lesson.ended(name)
        assert lesson.troubles() == []
        assert "Traceback" not in "".join(map(lesson.said, lesson.code_names()))
    held = json.loads((lesson.lab.work / "progress.json").read_text(encoding="utf-8"))
    assert set(held["lessons"]) == {"0_foundations/1_welcome", "1_growth/1_ads"}
    tasks = [about for one in held["lessons"].values() for about in one["tasks"].values()]
    assert not any(about.get("done") for about in tasks)  # nothing was answered, so nothing counts
