"""The rules that conftest.py and pyproject.toml give to every test."""

import os
import shutil
import subprocess
import sys
import tomllib

import pytest

from coursework import home
from tests.house.conftest import ROOT

INNER = '''
import os, warnings, pytest
def test_skips(): pytest.skip("no reason")
@pytest.mark.skipif(True, reason="no reason")
def test_is_skipped(): pass
@pytest.mark.xfail
def test_fails_as_expected(): assert False
def test_passes(): assert os.environ["COURSEWORK_WORK"] != "mine"
def test_warns(): warnings.warn("careful")
'''


@pytest.fixture
def run(tmp_path):
    shutil.copy(ROOT / "conftest.py", tmp_path)
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(settings, encoding="utf-8")
    (tmp_path / "test_inner.py").write_text(INNER, encoding="utf-8")
    (tmp_path / "test_whole.py").write_text("import pytest\npytest.importorskip('no_such_module')\n", encoding="utf-8")

    def run(**environment):
        kept = {name: value for name, value in os.environ.items() if name != "CI"}
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_inner.py", "test_whole.py"]
        done = subprocess.run(
            command, cwd=tmp_path, env={**kept, "COURSEWORK_WORK": "mine", "PYTHONPATH": str(ROOT), "PYTEST_DEBUG_TEMPROOT": str(tmp_path), **environment},
            capture_output=True, encoding="utf-8",
        )  # fmt: skip
        assert not list(tmp_path.glob("coursework-*")), "the run leaves its home behind"
        return done.returncode, done.stdout.splitlines()[-1]

    return run


def test_elsewhere_skips_are_skips_and_warnings_are_errors(run):
    status, closing = run()
    assert status == 1
    assert closing.startswith("1 failed, 1 passed, 3 skipped, 1 xfailed")


def test_in_ci_nothing_may_be_skipped(run):
    status, closing = run(CI="true")
    assert status != 0
    assert "skipped" not in closing
    assert closing.startswith(("3 failed, 1 passed, 1 xfailed, 1 error", "1 error"))


def test_each_test_has_a_work_folder_of_its_own(work):
    assert home.work() == work
    assert not work.exists()


def test_notebooks_are_not_collected_unless_asked_for():
    options = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"]["ini_options"]
    assert not [option for option in options["addopts"] if "nbval" in option]
    assert options["testpaths"] == ["tests", "coursework"]
