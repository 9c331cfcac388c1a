"""The command line: plain sentences, exit codes, and nothing imported before it is needed."""

import subprocess
import sys

import clones
import pytest
from typer.testing import CliRunner

from coursework import __main__ as command
from coursework import home


@pytest.fixture
def at(monkeypatch):
    """Run a command as if a folder were the clone: exit code and what was said."""

    def run(folder, *arguments):
        monkeypatch.setattr(home, "root", lambda: folder)
        result = CliRunner().invoke(command.cli, arguments)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.exit_code, result.output

    return run


def test_what_is_fresh_is_said_to_be(at, built_once):
    assert at(built_once, "build", "--check") == (0, "Every notebook is what its sources give.\n")
    assert at(built_once, "build") == (0, "Nothing was stale.\n")
    assert at(built_once, "translate", "--check") == (0, "Every catalogue is whole.\n")
    assert at(built_once, "lint") == (0, "1 lesson(s), nothing to repair.\n")


def test_what_is_stale_is_told_and_leaves_with_1(at, clone):
    code, said = at(clone, "build", "--check")
    assert code == 1 and said.count("python -m coursework build 1_growth/1_demo") == 4
    code, said = at(clone, "translate", "--check")
    assert code == 1 and "python -m coursework translate" in said


def test_translate_says_how_much_there_is_to_do(at, clone):
    code, said = at(clone, "translate", clones.KEY)
    assert code == 0 and "coursework/locale/zh/1_growth/1_demo.po: 0 translated, 0 fuzzy" in said


def test_coverage_writes_the_page(at, clone):
    code, said = at(clone, "coverage")
    assert code == 0 and "docs/coverage.md: written" in said
    assert at(clone, "coverage", "--check") == (0, "Every claim holds.\n")


def test_lint_tells_findings_and_leaves_with_1(at, built):
    clones.edit(built / f"solutions/{clones.KEY}.py", "And as a picture:", "And as 12 pictures:")
    code, said = at(built, "lint", clones.KEY)
    assert code == 1 and "cell 'look': The markdown holds the numeral 12." in said


def test_work_copies_and_then_has_nothing_to_do(at, built_once, monkeypatch, tmp_path):
    monkeypatch.setenv("COURSEWORK_WORK", str(tmp_path / "work"))
    code, said = at(built_once, "work")
    assert code == 0 and "copied into your work folder: 2" in said
    assert (tmp_path / "work" / "1_growth" / "1_demo.ipynb").is_file()
    assert "up to date" in at(built_once, "work")[1]


def test_a_work_folder_that_cannot_be_made_gets_a_sentence(at, built_once, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    monkeypatch.setenv("COURSEWORK_WORK", str(tmp_path / "file" / "work"))
    code, said = at(built_once, "work")
    assert code == 1 and "cannot be copied to" in said and "Make the folder writable" in said


def test_use_keeps_a_variant_and_shows_it(at, monkeypatch, tmp_path):
    monkeypatch.setenv("COURSEWORK_WORK", str(tmp_path))
    root = home.root()
    assert "seed 7" in at(root, "use", "--seed", "7")[1]
    assert "seed 7" in at(root, "use")[1]
    assert "seed 1" in at(root, "use", "--standard")[1]


@pytest.mark.parametrize(
    "arguments",
    [["--users", "-5"], ["--scenario", "none"], ["--source", "nowhere"], ["--seed", "3", "--source", "."], ["--seed", "3", "--standard"]],
)
def test_use_refuses_nonsense_and_keeps_what_was(at, monkeypatch, tmp_path, arguments):
    monkeypatch.setenv("COURSEWORK_WORK", str(tmp_path))
    root = home.root()
    at(root, "use", "--seed", "7")
    code, said = at(root, "use", *arguments)
    assert code == 1 and said.strip().endswith((".", "not both.")) and "Traceback" not in said
    assert "seed 7" in at(root, "use")[1]


def test_check_install_ticks_every_part(at, monkeypatch, tmp_path):
    monkeypatch.setenv("COURSEWORK_WORK", str(tmp_path))
    code, said = at(home.root(), "check-install")
    assert code == 0 and "✓" in said and "✗" not in said


def python(*arguments):
    done = subprocess.run(
        [sys.executable, *arguments], cwd=home.root(), capture_output=True, text=True, encoding="utf-8", timeout=60
    )
    return done.returncode, done.stdout, done.stderr


def test_an_author_reads_a_sentence_and_no_traceback():
    code, _, said = python("-m", "coursework", "build", "1_growth/9_none")
    assert code == 1 and said.startswith("solutions/1_growth/9_none.py: There is no such lesson.")
    assert "Traceback" not in said


def test_without_the_authors_tools_it_says_what_to_install():
    hide = "import sys; sys.modules['jupytext'] = None; sys.argv = ['coursework', 'build', '--check']"
    code, _, said = python("-c", f"{hide}; from coursework.__main__ import main; main()")
    assert code == 1 and "jupytext" in said and "python start.py test" in said and "Traceback" not in said


def test_the_command_line_imports_nothing_heavy():
    heavy = {"pandas", "numpy", "nbformat", "jupytext", "polib", "matplotlib"}
    script = "import sys, coursework.__main__; print(*sys.modules)"
    _, names, _ = python("-c", script)
    assert not heavy & set(names.split())
