import pytest

from coursework.teaching import Number, progress, proofs
from coursework.teaching.blank import ____
from coursework.teaching.nonsense import nonsense

GOAL = "Win customers who stay."


@pytest.fixture
def note(some_lesson):
    return some_lesson.worksheet(
        "note", question="What do you recommend?", fields={"goal": "what for", "search": ("how much for search", Number("yuan")), "feed": ("how much for feed", Number("yuan"))},
        weak="More of everything.", strong={"goal": "Win customers who stay for a month.", "search": "600"}, rubric=("Could it be done tomorrow?",),
        rules=(lambda fields: ("You planned {sum:,.0f} of 1,000.", {"sum": fields["search"] + fields["feed"]}) if fields["search"] + fields["feed"] != 1000 else None,
               lambda fields: "A goal is no number." if fields["goal"].isdigit() else None, lambda fields: 1 / 0),
    )  # fmt: skip


def test_blank_it_shows_what_is_asked_and_no_sample(note, ready, said):
    for fields in ({}, {"goal": ____, "search": ____, "feed": ...}, {"goal": "", "search": ____}):
        note.submit(**fields)
        out = said()
        assert out.startswith("○ Not written yet.\nWhat do you recommend?") and "`goal`: what for" in out and "More of everything" not in out
    assert progress.recorded(note) == {}


def test_it_says_which_fields_are_blank(note, ready, said):
    note.submit(goal=GOAL, search=____)
    out = said()
    assert "Still to be written:" in out and "`search`: how much for search" in out and "`feed`" in out and "`goal`" not in out and "strong" not in out


def test_a_field_that_is_too_short_mistyped_or_of_another_kind(note, ready, said):
    note.submit(goal="x", search="much", fed=3)
    out = said()
    assert "`goal`: “x” is short" in out and "`search` is the text “much”" in out and "There is no field `fed`; did you mean `feed`?" in out
    note.submit(goal=GOAL, search=1, feed=1, zzz=1)
    assert "the fields are `goal`, `search`, `feed`" in said()


def test_it_must_agree_with_itself(note, ready, said):
    note.submit(goal=GOAL, search=600, feed=300)
    out = said()
    assert "not everything in it holds" in out and "You planned 900 of 1,000." in out and "strong" not in out
    assert not progress.recorded(note).get("done")


def test_complete_it_shows_both_samples_and_the_rubric(note, ready, said):
    note.submit(goal=GOAL, search=600, feed=400)
    out = said()
    for words in ("what for: Win customers who stay.", "how much for search: ¥600", "More of everything.", "stay for a month", "Could it be done tomorrow?", "stays on this computer"):
        assert words in out
    assert progress.recorded(note) | {"done": True} == progress.recorded(note)
    assert progress.recorded(note)["fields"] == {"goal": GOAL, "search": 600.0, "feed": 400.0}


def test_nonsense_gets_a_sentence_in_every_field(note, ready, said):
    for name, thing in nonsense().items():
        note.submit(goal=thing, search=thing, feed=thing)
        assert len(said()) > 30, name


def test_the_proof_reads_the_strong_sample(note, ready):
    assert any("leaves feed blank" in what for what in proofs._worksheet(note, ready))


def test_what_is_written_is_shown_as_written(some_lesson, ready, said):
    sheet = some_lesson.worksheet("s", fields={"goal": "goal:"}, weak="w", strong="s", rubric=())
    sheet.submit(goal="<script>alert(1)</script> & more {yours}")
    out = said()
    assert "<script>alert(1)</script> & more {yours}" in out
    read, _blank, _wrong = sheet.review({"goal": "<script>alert(1)</script>"})
    assert "<script>" not in sheet._samples(read)._repr_html_()
