"""Progress is kept whatever happens to the file: two notebooks, a killed kernel, a full or read-only disk, a damaged file."""

import json
import os
import subprocess
import sys
import textwrap
import threading

import pytest

from coursework import home
from coursework.teaching import Lesson, Number, progress, store
from coursework.teaching.judge import Verdict


@pytest.fixture
def task(make_exercise):
    return make_exercise(Number(), 5.0, slip=7.0)


def on_disk():
    return json.loads(home.progress_file().read_text(encoding="utf-8"))


def test_nothing_is_made_by_looking(task):
    assert progress.recorded(task) == {} and not home.work().exists()


def test_what_was_reached_stays(task):
    progress.record_check(task, Verdict("mistake", "slip"))
    progress.record_check(task, Verdict("not_attempted"))
    progress.record_check(task, Verdict("right"))
    progress.record_check(task, Verdict("mistake", "slip"))
    about = progress.recorded(task)
    assert about["done"] is True and about["attempts"] == 3 and about["mistakes"] == ["slip"] and about["state"] == "mistake"
    held = on_disk()
    assert held["version"] == 1 and set(held["lessons"]) == {"9_test/1_lesson"}


def test_it_is_written_whole_or_not_at_all(task, monkeypatch):
    progress.record(task, hints=1)
    before = home.progress_file().read_bytes()

    def dies(_file):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", dies)
    with pytest.raises(KeyboardInterrupt):
        progress.record(task, hints=2)
    assert home.progress_file().read_bytes() == before
    assert sorted(path.name for path in home.work().iterdir()) == ["progress.json"]


def test_a_kernel_killed_in_the_middle_leaves_the_file_whole(task):
    progress.record(task, hints=1)
    code = """
        import os
        from coursework.teaching import Lesson, Number, progress
        task = Lesson("9_test/1_lesson").exercise("task", answer=Number())
        os.replace = lambda *_args: os._exit(9)
        progress.record(task, hints=2)
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], env={**os.environ, "PYTHONPATH": str(home.root())}, check=False)
    assert done.returncode == 9
    assert progress.recorded(task)["hints"] == 1
    lock = home.progress_file().with_name("progress.json.lock")
    assert lock.exists(), "the killed kernel left its lock behind"
    os.utime(lock, (1, 1))
    progress.record(task, hints=3)
    assert on_disk()["lessons"]["9_test/1_lesson"]["tasks"]["task"]["hints"] == 3 and not lock.exists()


def test_two_notebooks_keep_each_others_answers(some_lesson):
    tasks = [some_lesson.exercise(f"task{n}", answer=Number()) for n in range(8)]
    threads = [threading.Thread(target=progress.record, args=(task,), kwargs={"done": True}) for task in tasks]
    code = """
        from coursework.teaching import Lesson, Number, progress
        lesson = Lesson("9_test/2_other")
        for n in range(8):
            progress.record(lesson.exercise(f"task{n}", answer=Number()), done=True)
    """
    other = subprocess.Popen([sys.executable, "-c", textwrap.dedent(code)], env={**os.environ, "PYTHONPATH": str(home.root())})
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert other.wait(60) == 0
    lessons = on_disk()["lessons"]
    assert [len(lessons[name]["tasks"]) for name in ("9_test/1_lesson", "9_test/2_other")] == [8, 8]


@pytest.mark.parametrize("damage", ["", "{", "[]", "null", '{"version": "x", "lessons": {}}', '{"version": 1, "lessons": 3}', "\x00\xff", '{"lessons": {}}', "[" * 100_000])
def test_a_damaged_file_is_kept_aside_and_said_so(task, damage, said):
    home.work().mkdir()
    home.progress_file().write_bytes(damage.encode("latin-1"))
    progress.record(task, hints=1)
    progress.show_notices()
    assert "`progress.damaged-1.json`" in said().replace("\n", " ")
    assert (home.work() / "progress.damaged-1.json").read_bytes() == damage.encode("latin-1")
    assert on_disk()["lessons"]["9_test/1_lesson"]["tasks"]["task"]["hints"] == 1
    progress.show_notices()
    assert said() == ""


def test_a_second_damaged_file_does_not_overwrite_the_first(task):
    for n in range(2):
        home.work().mkdir(exist_ok=True)
        home.progress_file().write_text(f"broken {n}", encoding="utf-8")
        progress.record(task, hints=1)
    assert [(home.work() / f"progress.damaged-{n}.json").read_text(encoding="utf-8") for n in (1, 2)] == ["broken 0", "broken 1"]


@pytest.mark.parametrize("inside", [{"9_test/1_lesson": 3}, {"9_test/1_lesson": {"tasks": [1]}}, {"9_test/1_lesson": {"tasks": {"task": "x"}, "seconds": "long", "last": None}}])
def test_strange_things_inside_do_no_harm(task, inside, said):
    home.work().mkdir()
    home.progress_file().write_text(json.dumps({"version": 1, "lessons": inside}), encoding="utf-8")
    assert progress.recorded(task) == {}
    progress.progress()
    progress.record_check(task, Verdict("right"))
    assert progress.recorded(task)["done"] is True
    progress.progress()
    assert "1 of 1" in said()


def test_a_file_of_a_newer_workbook_is_left_alone(task, said):
    home.work().mkdir()
    text = json.dumps({"version": 2, "lessons": {}, "more": 1})
    home.progress_file().write_text(text, encoding="utf-8")
    progress.record(task, hints=2)
    assert home.progress_file().read_text(encoding="utf-8") == text
    assert progress.recorded(task)["hints"] == 2, "kept in memory all the same"
    progress.show_notices()
    assert "newer version" in said()


@pytest.mark.parametrize("error", [PermissionError(13, "Permission denied"), OSError(28, "No space left on device"), OSError(30, "Read-only file system")])
def test_a_disk_that_cannot_be_written_is_said_once_and_never_stops(task, said, monkeypatch, error):
    def fails(*_args):
        raise error

    monkeypatch.setattr(store, "_write", fails)
    for n in (1, 2):
        progress.record(task, hints=n)
        progress.show_notices()
    out = said()
    assert out.count("cannot be saved") == 1 and error.strerror in out
    assert progress.recorded(task)["hints"] == 2
    monkeypatch.undo()
    os.environ["COURSEWORK_WORK"] = str(home.work())


def test_what_could_not_be_written_is_written_later(task, monkeypatch):
    real, broken = store._write, [True]

    def sometimes(path, held):
        if broken[0]:
            raise OSError(28, "No space left on device")
        real(path, held)

    monkeypatch.setattr(store, "_write", sometimes)
    progress.record(task, hints=2)
    assert not home.progress_file().exists()
    broken[0] = False
    progress.record(task, done=True)
    assert on_disk()["lessons"]["9_test/1_lesson"]["tasks"]["task"] | {"kind": "exercise"} == {"hints": 2, "done": True, "kind": "exercise"}


def test_a_work_folder_that_is_a_file(task, said):
    home.work().write_text("", encoding="utf-8")
    progress.record(task, hints=1)
    progress.show_notices()
    assert "cannot be saved" in said() and progress.recorded(task)["hints"] == 1


def test_minutes_are_counted_without_the_pauses(task, monkeypatch):
    now = [1_000_000.0]
    monkeypatch.setattr(progress.time, "time", lambda: now[0])
    for pause in (0, 60, 120, 4000):
        now[0] += pause
        progress.record(task, hints=1)
    assert on_disk()["lessons"]["9_test/1_lesson"]["seconds"] == 60 + 120 + progress.LONGEST_PAUSE
    now[0] -= 9000
    progress.record(task, hints=1)
    assert on_disk()["lessons"]["9_test/1_lesson"]["seconds"] == 60 + 120 + progress.LONGEST_PAUSE, "a clock set back takes nothing away"


def test_progress_draws_a_row_for_each_lesson(task, some_lesson, said):
    progress.progress()
    assert "Nothing yet" not in said()
    some_lesson.exercise("second", answer=Number())
    other = Lesson("10_test/1_late").exercise("one", answer=Number())
    progress.record_check(task, Verdict("mistake", "slip"))
    progress.record_check(task, Verdict("right"))
    progress.record(other, solution_seen=True)
    progress.progress()
    lines = said().splitlines()
    row = next(line for line in lines if "9_test/1_lesson" in line)
    assert "1 of 2 ●○" in row and "second" in row
    assert [line.split()[0] for line in lines if "_test/" in line] == ["9_test/1_lesson", "10_test/1_late"]
    assert "Instructive mistakes met so far: 1." in lines


def test_a_lesson_that_is_not_imported_is_still_drawn(task, said, monkeypatch):
    progress.record_check(task, Verdict("right"))
    monkeypatch.setattr(progress, "LESSONS", {})
    progress.progress()
    assert "1 of 1" in said()


def test_without_anything_it_says_what_will_be_here(said):
    progress.progress()
    assert "Nothing yet." in said()


def test_names_and_answers_that_are_not_ascii_survive(task):
    progress.record(task, text="港湾 ✓", done=True)
    assert progress.recorded(task)["text"] == "港湾 ✓" and "港湾" in home.progress_file().read_text(encoding="utf-8")
