"""The locks and environment.yml: made from pyproject.toml, by one command, for every Python and system we serve."""

import re
import shutil
import subprocess
import tomllib

import pytest
import yaml
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from coursework.publish import environment
from tests.house.conftest import ROOT

LOCKS = ("requirements.txt", "requirements-test.txt")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def _locked(name):
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.strip().startswith("#")]
    return [Requirement(line.split(" --hash")[0].strip()) for line in lines]


def _active(name, python, system):
    place = {**system, "python_version": python, "python_full_version": f"{python}.9", "implementation_name": "cpython"}
    return {r.name: str(r.specifier) for r in _locked(name) if r.marker is None or r.marker.evaluate(place)}


@pytest.fixture
def folder(tmp_path):
    for name in (*LOCKS, "environment.yml", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def _replace(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_nothing_is_stale():
    assert environment.stale() == []
    assert environment.lock(check=True) == []


def test_a_new_dependency_makes_the_locks_stale(folder):
    _replace(folder / "pyproject.toml", '"pandas>=3.1,<4",', '"pandas>=3.1,<4", "httpx",')
    assert [sentence.split()[0] for sentence in environment.stale(folder)] == list(LOCKS)
    with pytest.raises(environment.EnvironmentProblem, match="run `python -m coursework lock`"):
        environment.lock(check=True, folder=folder)


def test_the_order_and_spacing_of_dependencies_do_not(folder):
    _replace(folder / "pyproject.toml", '    "pandas>=3.1,<4",\n', "")
    _replace(folder / "pyproject.toml", "dependencies = [\n", 'dependencies = [\n\n  "pandas>=3.1,<4",\n')
    assert environment.stale(folder) == []


def test_a_new_lock_makes_condas_list_stale(folder):
    pandas = next(str(r) for r in _locked("requirements.txt") if r.name == "pandas")
    _replace(folder / "requirements.txt", pandas, "pandas==3.99.0")
    assert environment.stale(folder) == ["environment.yml does not fit requirements.txt: run `python -m coursework lock`."]


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_hashes_and_no_address(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"https?:|file:|--index|--extra-index|--find-links|--trusted|\s@\s", text)
    for block in re.split(r"\n(?=[A-Za-z0-9])", text)[1:]:
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", block), block.splitlines()[0]
    options = set(re.findall(r"--[a-z-]+", text))
    assert options == {"--hash"}


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13", "3.14"])
@pytest.mark.parametrize("system", environment.PLATFORMS, ids=lambda system: system["sys_platform"])
def test_each_python_and_system_gets_every_direct_dependency_once(python, system):
    assert python in SpecifierSet(PROJECT["project"]["requires-python"])
    user, test = (_active(name, python, system) for name in LOCKS)
    assert user.items() <= test.items()
    wanted = [Requirement(line) for line in PROJECT["project"]["dependencies"]]
    wanted += [Requirement(line) for line in PROJECT["build-system"]["requires"]]
    extra = [Requirement(line) for line in PROJECT["project"]["optional-dependencies"]["test"]]
    for lock, requirements in ((user, wanted), (test, extra)):
        for requirement in requirements:
            assert lock[requirement.name].removeprefix("==") in requirement.specifier, requirement.name


@pytest.mark.parametrize("name", LOCKS)
@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13", "3.14"])
def test_no_package_is_asked_for_in_two_versions(name, python):
    for system in environment.PLATFORMS:
        active = [r.name for r in _locked(name) if r.marker is None or r.marker.evaluate(_place(python, system))]
        assert len(active) == len(set(active))


def _place(python, system):
    return {**system, "python_version": python, "python_full_version": f"{python}.9", "implementation_name": "cpython"}


def test_conda_gives_python_and_pip_and_pip_gives_the_rest():
    listed = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    python, pip, section = listed["dependencies"]
    assert pip == "pip"
    version = python.removeprefix("python=")
    assert version in SpecifierSet(PROJECT["project"]["requires-python"])
    assert section["pip"][-1] == "-e ."
    names = [Requirement(line) for line in section["pip"][:-1]]
    for system in environment.PLATFORMS:
        place = _place(version, system)
        given = {r.name: str(r.specifier) for r in names if r.marker is None or r.marker.evaluate(place)}
        assert given == _active("requirements.txt", version, system)


def test_a_marker_stays_only_where_it_decides_something():
    locked = (
        "a==1\nb==1 ; python_full_version < '3.12'\nb==2 ; python_full_version >= '3.12'\n"
        "c==1 ; sys_platform == 'win32'\nd==1 ; python_full_version < '3.12.5'\ne==1 ; sys_platform == 'emscripten'\n"
    )
    section = yaml.safe_load(environment.environment_yml(locked, "3.12"))["dependencies"][2]["pip"]
    assert section == ["a==1", "b==2", "c==1 ; sys_platform == 'win32'", "d==1 ; python_full_version < '3.12.5'", "-e ."]
    assert not Marker("sys_platform == 'emscripten'").evaluate(environment._places("3.12")[0])


def test_locking_without_uv_says_what_to_do(monkeypatch):
    monkeypatch.setattr(environment.shutil, "which", lambda name: None)
    with pytest.raises(environment.EnvironmentProblem, match="needs uv, which is not on the path"):
        environment.lock()


@pytest.fixture
def uv(monkeypatch, folder):
    """A stand-in for uv that locks one package; returns the list of commands it was given."""
    commands = []

    def run(command, cwd, **_):
        commands.append(command)
        text = "# a header with a path\nalpha==1.0 \\\n    --hash=sha256:0\n    # via beta\n"
        (cwd / command[-1]).write_text(text, encoding="utf-8")
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(environment.shutil, "which", lambda name: "uv")
    monkeypatch.setattr(environment.subprocess, "run", run)
    return commands


def test_locking_writes_three_files_and_says_which_changed(uv, folder):
    assert environment.lock(folder=folder) == [*LOCKS, "environment.yml"]
    assert environment.stale(folder) == []
    assert environment.lock(folder=folder) == []
    lines = (folder / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert lines[2:] == ["alpha==1.0 \\", "    --hash=sha256:0", "    # via beta"]
    user, test = uv[:2]
    assert {"--universal", "--generate-hashes", "--python-version", "3.11"} <= set(user)
    assert ["--extra", "test", "--constraint", "requirements.txt"] == test[test.index("--extra") : test.index("--extra") + 4]
    assert "--upgrade" not in user


def test_upgrading_is_asked_for(uv, folder):
    environment.lock(upgrade=True, folder=folder)
    assert all("--upgrade" in command for command in uv)


def test_dependencies_that_cannot_be_met_are_said(uv, folder, monkeypatch):
    failed = subprocess.CompletedProcess([], 1, "", "No solution found")
    monkeypatch.setattr(environment.subprocess, "run", lambda *_, **__: failed)
    with pytest.raises(environment.EnvironmentProblem, match=r"could not compile requirements\.txt: No solution found"):
        environment.lock(folder=folder)


@pytest.mark.parametrize(
    ("address", "start"),
    [
        ("https://github.com/some/where", "https://mybinder.org/v2/gh/some/where/HEAD?urlpath="),
        ("https://github.com/some/where.git/", "https://mybinder.org/v2/gh/some/where/HEAD?urlpath="),
        ("https://gitlab.com/some/where", "https://mybinder.org/v2/gl/some%2Fwhere/HEAD?urlpath="),
    ],
)
def test_binders_link_is_made_from_the_address(monkeypatch, address, start):
    monkeypatch.setattr(environment, "_pyproject", lambda _: {"project": {"urls": {"Repository": address}}})
    assert environment.binder_url().startswith(start)
    assert environment.badge().startswith("[![Open in Binder](") and start in environment.badge()


def test_an_address_that_binder_does_not_know_is_refused(monkeypatch):
    monkeypatch.setattr(environment, "repository", lambda: "https://git.example/some/where")
    with pytest.raises(environment.EnvironmentProblem, match=r"pyproject.toml says https://git\.example"):
        environment.binder_url()


@pytest.mark.parametrize(("name", "lesson"), [("README.md", environment.WELCOME), ("README.zh.md", environment.WELCOME.replace("work/", "work/zh/"))])
def test_the_readme_links_what_binder_opens(name, lesson):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert set(re.findall(r"https://mybinder\.org/v2/[^)\s\"]+", text)) == {environment.binder_url(lesson)}


def test_the_citation_agrees_with_pyproject():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == PROJECT["project"]["version"]
    assert citation["repository-code"] == environment.repository()
