"""start.py, with a stand-in for pip: sets up, starts at once, recovers from being killed, stays in the clone."""

import re
import shutil
import signal
import time

import pytest

POINTS = ("environment half made", "packages half installed", "packages installed", "workbook installed", "lessons copied")


def _is_whole(clone):
    return clone.imports("alpha", "beta") and (clone.root / "work/0_foundations/1_welcome.ipynb").exists()


def test_a_fresh_clone_is_set_up(clone):
    status, said = clone.start("--prepare")
    assert (status, said.splitlines()[0]) == (0, "Setting up in .venv/ (once; a few minutes).")
    assert said.splitlines()[-2:] == ["Lessons copied.", "Ready."]
    assert _is_whole(clone)
    hashed, package = (call["arguments"] for call in clone.calls())
    assert hashed == ["install", "--require-hashes", "--requirement", "requirements.txt"]
    assert package == ["install", "--no-deps", "--no-build-isolation", "--editable", "."]


def test_the_second_start_does_nothing(clone):
    clone.start("--prepare")
    assert clone.start("--prepare") == (0, "Ready.\n")
    assert len(clone.calls()) == 2


@pytest.mark.parametrize("point", POINTS)
def test_a_killed_set_up_recovers(clone, point):
    assert clone.start("--prepare", KILL_AT=point)[0] == 137
    status, said = clone.start("--prepare")
    assert (status, said.splitlines()[-1]) == (0, "Ready.")
    assert _is_whole(clone)
    assert sorted(path.name for path in (clone.root / ".venv/start").iterdir()) == ["lock", "log.txt", "matplotlib", "state.json"]


def test_all_points_are_proven(start):
    assert start.POINTS == POINTS


def test_the_stand_in_leaves_a_package_in_halves_when_killed(clone):
    """What the test above relies on: without the environment made anew, the import would fail."""
    clone.start("--prepare", KILL_AT="packages half installed")
    time.sleep(0.5)
    assert not clone.imports("alpha")
    assert list(clone.root.glob(".venv/lib/*/site-packages/alpha-1.0.dist-info"))


def test_ctrl_c_stops_with_a_sentence_and_the_next_start_goes_on(clone):
    child = clone.popen("--prepare", FAKE_TAKES="30")
    while len(clone.calls()) == 0:
        time.sleep(0.05)
    child.send_signal(signal.SIGINT)
    said, _ = child.communicate(timeout=20)
    assert child.returncode == 130
    assert said.splitlines()[-1] == "Stopped. Run start.py again; it goes on from there."
    assert clone.start("--prepare")[0] == 0
    assert _is_whole(clone)


def test_two_at_once_wait_for_each_other(clone):
    first = clone.popen("--prepare", FAKE_TAKES="1")
    while len(clone.calls()) == 0:
        time.sleep(0.05)
    status, said = clone.start("--prepare")
    assert (status, said.splitlines()) == (0, ["Another start.py is setting up in this folder; waiting for it.", "Ready."])
    assert first.communicate(timeout=20)[0].endswith("Ready.\n")
    assert len(clone.calls()) == 2


@pytest.mark.parametrize("name", ["requirements.txt", "pyproject.toml"])
def test_a_new_lock_or_package_is_installed(clone, name):
    clone.start("--prepare")
    path = clone.root / name
    path.write_text(path.read_text(encoding="utf-8") + ("gamma==1.0\n" if name.endswith("txt") else "# new\n"), encoding="utf-8")
    assert clone.start("--prepare")[0] == 0
    assert len(clone.calls()) == 4
    assert clone.imports("gamma") == name.endswith("txt")


def test_a_moved_clone_gets_a_new_environment(clone):
    clone.start("--prepare")
    moved = clone.root.with_name("moved")
    clone.root.rename(moved)
    clone.root, clone.python = moved, moved / ".venv/bin/python"
    assert clone.start("--prepare")[0] == 0
    assert str(moved) in (moved / ".venv/pyvenv.cfg").read_text(encoding="utf-8")
    assert _is_whole(clone)


def test_an_environment_whose_python_is_gone_is_made_anew(clone):
    clone.start("--prepare")
    clone.python.unlink()
    clone.python.symlink_to("/nowhere/python")
    assert clone.start("--prepare")[0] == 0
    assert _is_whole(clone)


def test_deleted_lessons_come_back_and_own_work_stays(clone):
    clone.start("--prepare")
    lesson = clone.root / "work/0_foundations/1_welcome.ipynb"
    lesson.write_text("mine", encoding="utf-8")
    clone.write("notebooks/zh/0_foundations/1_welcome.ipynb", "{}")
    assert clone.start("--prepare")[1].splitlines() == ["Lessons copied.", "Ready."]
    assert lesson.read_text(encoding="utf-8") == "mine"
    lesson.unlink()
    clone.start("--prepare")
    assert lesson.read_text(encoding="utf-8") == "{}"


def test_an_environment_of_somebody_else_is_left_alone(clone):
    clone.write(".venv/pyvenv.cfg", "home = /usr/bin")
    status, said = clone.start("--prepare")
    assert (status, len(said.splitlines())) == (1, 1)
    assert "start.py did not make" in said
    assert [path.name for path in (clone.root / ".venv").iterdir()] == ["pyvenv.cfg"]


def test_tests_run_in_a_home_of_their_own(clone):
    status, said = clone.start("test", "-k", "ads", "--maxfail=1")
    assert status == 3, said
    last = said.splitlines()[-1]
    assert last.startswith("pytest ['-k', 'ads', '--maxfail=1'] ")
    home = last.split("] ")[1]
    assert home.startswith(str(clone.root / ".venv"))
    assert not list(clone.root.glob(".venv/start/tests-*"))
    assert not (clone.root / "work").exists()


def test_tests_use_what_the_user_has_and_add_to_it(clone):
    clone.start("--prepare")
    clone.start("test")
    assert [call["arguments"][-1] for call in clone.calls()] == ["requirements.txt", ".", "requirements-test.txt", "."]
    clone.start("--prepare")  # the test lock holds all of the user's
    assert len(clone.calls()) == 4


def test_nothing_is_left_outside_the_clone(clone):
    before = sorted(clone.root.parent.iterdir())
    clone.start("--prepare")
    clone.start("test")
    assert list(clone.home.iterdir()) == []
    assert list(clone.scratch.iterdir()) == []
    assert sorted(clone.root.parent.iterdir()) == sorted([*before, clone.calls_file])
    shutil.rmtree(clone.root / ".venv")
    shutil.rmtree(clone.root / "work")
    made = {path.relative_to(clone.root).parts[0] for path in clone.root.rglob("*")}
    assert made == {"start.py", "pyproject.toml", "requirements.txt", "requirements-test.txt", "notebooks", "coursework"}


def test_proxy_and_mirror_reach_pip_and_stray_settings_do_not(clone):
    own = {
        "PIP_INDEX_URL": "https://somebody:secret@mirror.example/simple",
        "PIP_CERT": "/etc/company.pem",
        "HTTPS_PROXY": "http://proxy.example:3128",
        "NO_PROXY": "mirror.example",
    }
    clone.start("--prepare", **own, PIP_TARGET="/elsewhere", PIP_USER="1", PYTHONPATH="/elsewhere", PYTHONHOME="")
    for call in clone.calls():
        seen = call["environment"]
        assert {name: seen[name] for name in own} == own
        assert seen["PIP_USER"] == "0"
        assert not {"PIP_TARGET", "PYTHONPATH"} & set(seen)
        assert seen["PIP_CACHE_DIR"].startswith(str(clone.root / ".venv"))


def test_a_cache_that_was_chosen_is_used(clone, tmp_path):
    clone.start("--prepare", PIP_CACHE_DIR=str(tmp_path / "cache"))
    assert clone.calls()[0]["environment"]["PIP_CACHE_DIR"] == str(tmp_path / "cache")


def test_passwords_do_not_reach_screen_or_log(clone, tmp_path):
    words = tmp_path / "words.txt"
    words.write_text("ERROR: 404 for https://somebody:secret@mirror.example/simple/x", encoding="utf-8")
    status, said = clone.start("--prepare", FAKE_SAYS=str(words))
    assert (status, len(said.splitlines())) == (1, 2)
    log = clone.root / ".venv/start/log.txt"
    assert str(log) in said
    for text in (said, log.read_text(encoding="utf-8")):
        assert "https://***@mirror.example" in text
        assert not re.search("somebody|secret", text)


def test_a_log_that_cannot_be_written_hides_nothing(clone, tmp_path):
    """The disk is full, so the log is too; what pip says must still be understood."""
    words = tmp_path / "words.txt"
    words.write_text("ERROR: Exception:\n" * 9 + "OSError: [Errno 28] No space left on device", encoding="utf-8")
    status, said = clone.start("--prepare", FAKE_SAYS=str(words), LOG_AT="/dev/full")
    assert (status, said.splitlines()[-1][:17]) == (1, "The disk is full:")


def test_an_unknown_option_is_refused_but_pytest_gets_its_own(clone):
    status, said = clone.start("--prepare", "--colour")
    assert status == 2
    assert "unknown: --colour" in said


def test_an_interrupt_that_reaches_us_alone_ends_the_child_too(start, monkeypatch):
    """As when an editor's stop button is pressed: the child hears nothing of it."""
    told = []

    class Child:
        def wait(self, patience):
            if patience is None:
                raise KeyboardInterrupt
            if not told:
                raise start.subprocess.TimeoutExpired("jupyter", patience)
            return 0

        def terminate(self):
            told.append("end")

    assert start._wait(Child()) == 0
    assert told == ["end"]
