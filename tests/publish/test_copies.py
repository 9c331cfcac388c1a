"""A trainee's copies: new ones come, untouched ones follow, changed ones stay, and nothing is lost."""

import json

import pytest

from coursework.publish import copies


def notebook(*sources, outputs=(), count=None):
    cells = [
        {"cell_type": "code", "id": f"c{n}", "metadata": {}, "source": [text], "outputs": list(outputs), "execution_count": count}
        for n, text in enumerate(sources)
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


@pytest.fixture
def lessons(tmp_path):
    path = tmp_path / "notebooks" / "1_growth" / "1_ads.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(notebook("x = ____"), encoding="utf-8")
    other = tmp_path / "notebooks" / "zh" / "1_growth" / "1_ads.ipynb"
    other.parent.mkdir(parents=True)
    other.write_text(notebook("x = ____  # 空"), encoding="utf-8")
    return path


@pytest.fixture
def work(tmp_path):
    return tmp_path / "港湾 work"


def run(lessons, work):
    return copies.copy(lessons.parents[1], work)


def mine(work):
    return work / "1_growth" / "1_ads.ipynb"


def test_lessons_are_copied_in_their_tree(lessons, work):
    assert run(lessons, work) == ["Lessons copied into your work folder: 2."]
    assert mine(work).read_bytes() == lessons.read_bytes()
    assert (work / "zh" / "1_growth" / "1_ads.ipynb").is_file()
    assert run(lessons, work) == []


def test_an_untouched_copy_follows_a_new_version(lessons, work):
    run(lessons, work)
    lessons.write_text(notebook("x = ____", "y = 2"), encoding="utf-8")
    assert run(lessons, work) == ["Lessons brought up to date: 1."]
    assert mine(work).read_bytes() == lessons.read_bytes()


def test_a_copy_that_was_only_run_follows_too(lessons, work):
    run(lessons, work)
    out = {"output_type": "stream", "name": "stdout", "text": ["hello"]}
    mine(work).write_text(notebook("x = ____", outputs=[out], count=4), encoding="utf-8")
    lessons.write_text(notebook("x = ____", "y = 2"), encoding="utf-8")
    assert run(lessons, work) == ["Lessons brought up to date: 1."]


def test_a_changed_copy_stays_and_the_new_version_is_laid_beside(lessons, work):
    run(lessons, work)
    mine(work).write_text(answer := notebook("x = 42"), encoding="utf-8")
    lessons.write_text(notebook("x = ____", "y = 2"), encoding="utf-8")
    (said,) = run(lessons, work)
    assert "1_growth/1_ads.new.ipynb" in said and "stays as it is" in said
    assert mine(work).read_text(encoding="utf-8") == answer
    assert mine(work).with_name("1_ads.new.ipynb").read_bytes() == lessons.read_bytes()
    assert run(lessons, work) == []


def test_a_changed_copy_without_a_new_version_is_no_news(lessons, work):
    run(lessons, work)
    mine(work).write_text(notebook("x = 42"), encoding="utf-8")
    assert run(lessons, work) == []
    assert not mine(work).with_name("1_ads.new.ipynb").exists()


def test_two_new_versions_do_not_overwrite_each_other(lessons, work):
    run(lessons, work)
    mine(work).write_text(notebook("x = 42"), encoding="utf-8")
    lessons.write_text(notebook("x = ____", "y = 2"), encoding="utf-8")
    run(lessons, work)
    first = mine(work).with_name("1_ads.new.ipynb")
    first.write_text(typed := notebook("x = ____", "y = 3"), encoding="utf-8")
    lessons.write_text(notebook("x = ____", "y = 4"), encoding="utf-8")
    (said,) = run(lessons, work)
    assert "1_ads.new2.ipynb" in said and first.read_text(encoding="utf-8") == typed


def test_a_deleted_copy_comes_back(lessons, work):
    run(lessons, work)
    mine(work).unlink()
    assert run(lessons, work) == ["Lessons copied into your work folder: 1."]


@pytest.mark.parametrize("spoilt", ["", "{", "[]", '{"lessons": 3}', '{"lessons": {"1_growth/1_ads.ipynb": 3}}'])
def test_without_the_manifest_a_changed_copy_still_stays(lessons, work, spoilt):
    run(lessons, work)
    (work / copies.MANIFEST).write_text(spoilt, encoding="utf-8")
    mine(work).write_text(answer := notebook("x = 42"), encoding="utf-8")
    lessons.write_text(notebook("x = ____", "y = 2"), encoding="utf-8")
    run(lessons, work)
    assert mine(work).read_text(encoding="utf-8") == answer


def test_a_copy_that_is_no_notebook_any_more_stays(lessons, work):
    run(lessons, work)
    mine(work).write_text("half a note", encoding="utf-8")
    lessons.write_text(notebook("y"), encoding="utf-8")
    assert len(run(lessons, work)) == 1 and mine(work).read_text(encoding="utf-8") == "half a note"


def test_cut_short_between_two_lessons_it_goes_on(lessons, work, monkeypatch):
    real, calls = copies._write, []

    def fail_at_the_third(path, data):
        calls.append(path)
        if len(calls) == 3:
            raise OSError("full")
        real(path, data)

    monkeypatch.setattr(copies, "_write", fail_at_the_third)
    with pytest.raises(OSError):
        run(lessons, work)
    monkeypatch.setattr(copies, "_write", real)
    assert run(lessons, work) == ["Lessons copied into your work folder: 1."]
    lessons.write_text(notebook("x = ____", "y = 2"), encoding="utf-8")
    assert run(lessons, work) == ["Lessons brought up to date: 1."]


def test_checkpoints_are_no_lessons(lessons, work):
    path = lessons.parent / ".ipynb_checkpoints" / "1_ads-checkpoint.ipynb"
    path.parent.mkdir()
    path.write_text(notebook("old"), encoding="utf-8")
    assert run(lessons, work) == ["Lessons copied into your work folder: 2."]
