"""`make quick` runs the tests that mirror what changed."""

import subprocess

from tests.house import quick
from tests.house.conftest import ROOT


def _git(folder, *arguments):
    identity = ["-c", "user.name=Author", "-c", "user.email=author@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def test_what_changed_on_a_branch_and_since(tmp_path):
    for name in ("kept.py", "edited.py", "deleted.py"):
        (tmp_path / name).write_text("1", encoding="utf-8")
    _git(tmp_path, "init")
    _git(tmp_path, "add", ".")
    _git(tmp_path, "commit", "-m", "first")
    assert quick.changed(tmp_path) == []
    (tmp_path / "edited.py").write_text("2", encoding="utf-8")
    (tmp_path / "deleted.py").unlink()
    (tmp_path / "港湾.py").write_text("new", encoding="utf-8")
    assert quick.changed(tmp_path) == ["edited.py", "港湾.py"]
    _git(tmp_path, "checkout", "-b", "topic")
    _git(tmp_path, "commit", "-am", "second")
    assert quick.changed(tmp_path) == ["edited.py", "港湾.py"]


def test_a_part_of_the_package_brings_its_tests_and_its_doctests():
    tests, notebooks = quick.targets(["coursework/publish/environment.py"])
    assert tests == ["coursework/publish/environment.py", "tests/publish"]
    assert notebooks == []


def test_what_belongs_to_no_part_brings_the_tests_of_the_house():
    assert quick.targets(["start.py", "README.md", ".ci/run"]) == (["tests/house"], [])
    assert quick.targets(["tests/house/test_quick.py"]) == (["tests/house/test_quick.py"], [])


def test_every_file_of_a_lesson_brings_its_notebooks(tmp_path):
    for edition in ("", "zh/"):
        path = tmp_path / f"notebooks/{edition}1_growth/1_ads.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text("{}", encoding="utf-8")
    wanted = ["notebooks/1_growth/1_ads.ipynb", "notebooks/zh/1_growth/1_ads.ipynb"]
    for name in ("solutions/1_growth/1_ads.py", "solutions/zh/1_growth/1_ads.ipynb", "notebooks/zh/1_growth/1_ads.ipynb"):
        assert quick.targets([name], tmp_path)[1] == wanted
    assert quick.targets(["coursework/locale/zh/1_growth/1_ads.po"], tmp_path)[1] == wanted


def test_the_makefile_offers_what_the_readme_promises():
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in ("lab", "test", "quick", "notebooks", "data", "lint"):
        assert f"\n{target}:" in text
