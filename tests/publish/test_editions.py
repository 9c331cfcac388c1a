"""Four editions come out of one source, and they are what they promise to be."""

import clones
import pytest

from coursework.publish import editions
from coursework.publish.source import PublishError, parse

LESSON = parse(clones.LESSON.replace("KEY", clones.KEY), clones.KEY)


def sources(edition: str) -> dict:
    made = editions.make(LESSON, edition)
    return {cell.metadata["name"]: cell.source for cell in made.cells}


def test_the_trainee_gets_a_starter_and_no_note():
    cells = sources("trainee")
    assert cells["total"] == "total = ____  # all of it\nex.total.check(total)"
    assert "note" not in cells


def test_the_worked_edition_has_the_solution_and_the_note():
    cells = sources("worked")
    assert cells["total"] == "total = money[0] + money[1] + money[2]\nex.total.check(total)"
    assert cells["note"] == "Ask the room first."


def test_ids_come_from_names_and_are_the_same_in_all_editions():
    worked, trainee = (editions.make(LESSON, edition).cells for edition in editions.EDITIONS)
    ids = {cell.metadata["name"]: cell.id for cell in worked}
    assert ids["total"] == "growth-demo-total"
    assert all(ids[cell.metadata["name"]] == cell.id for cell in trainee)


def test_a_long_name_still_makes_an_id_that_jupyter_takes():
    ids = {editions.cell_id("1_growth/1_ads", "x" * 80 + end) for end in "ab"}
    assert len(ids) == 2 and all(len(one) <= 64 for one in ids)


def test_the_notebook_is_valid_and_its_metadata_clean():
    import nbformat

    made = editions.make(LESSON, "worked", stamp="abc")
    nbformat.validate(made)
    assert made.metadata["coursework"] == {
        "edition": "worked", "language": "en", "lesson": clones.KEY, "source_hash": "abc",
    }  # fmt: skip
    assert set(made.metadata) == {"coursework", "kernelspec", "language_info"}
    assert "version" not in made.metadata["language_info"]


def test_slide_marks_and_notes_reach_the_notebook():
    cells = {cell.metadata["name"]: cell.metadata for cell in editions.make(LESSON, "worked").cells}
    assert cells["title"]["slideshow"] == {"slide_type": "slide"}
    assert cells["note"]["slideshow"] == {"slide_type": "notes"}
    assert "slideshow" not in cells["show"]


def test_a_setup_that_does_not_name_its_language_is_refused():
    text = clones.LESSON.replace(', language="en"', "")
    with pytest.raises(PublishError, match="cell 'setup'.*language"):
        editions.make(parse(text, clones.KEY), "worked")


def test_the_same_source_gives_the_same_bytes():
    first, second = (editions.text_of(editions.make(LESSON, "trainee")) for _ in range(2))
    assert first == second and first.endswith("}\n")
