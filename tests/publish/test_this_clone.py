"""This clone's own derived files, translations and lessons: fails with the command to run."""

import pytest

from coursework import home
from coursework.publish import build, built, coverage, lint, source, translations

ROOT = home.root()
KEYS = source.keys(ROOT)


def told(problems) -> str:
    return "\n" + "\n".join(str(problem) for problem in problems) if problems else ""


def test_there_are_lessons():
    assert KEYS, "There is no lesson under solutions/."


@pytest.mark.parametrize("key", KEYS)
def test_every_edition_is_what_its_sources_give(key):
    assert not told(build.stale(ROOT, [key]))


def test_no_notebook_is_left_over():
    assert not told(build.left_over(ROOT))


@pytest.mark.parametrize("key", [*KEYS, None])
def test_every_text_is_translated(key):
    assert not told(translations.problems(ROOT, "zh", key))


@pytest.mark.parametrize("key", KEYS)
def test_a_lesson_follows_its_grammar(key):
    assert not told(lint.findings(ROOT, [key]))


@pytest.mark.parametrize("key", KEYS)
def test_no_solution_path_or_time_is_in_what_was_built(key):
    assert not told(built.findings(ROOT, source.read(ROOT, key)))


def test_every_claim_holds_and_the_page_says_where():
    assert not told(coverage.problems(ROOT))


def test_the_syllabus_is_whole():
    entries = coverage.syllabus(ROOT)
    assert len(entries) == 611
    for entry in entries.values():
        assert {"id", "en", "zh", "kind", "chapter", "section", "treatment", "data"} <= set(entry)
        assert entry["treatment"] in {"code", "simulate", "worksheet", "reading"}
        assert "sources" not in entry
