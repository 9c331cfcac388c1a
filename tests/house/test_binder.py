"""Binder: which files repo2docker would build from, asked of repo2docker itself."""

import re
import shutil
import subprocess
import sys

import pytest
import yaml

from tests.house.conftest import ROOT


@pytest.fixture
def copy(tmp_path, files):
    folder = tmp_path / "copy"
    for name in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    return folder


def _dockerfile(folder):
    command = [sys.executable, "-m", "repo2docker", "--no-build", "--debug", "."]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def test_binder_builds_from_environment_yml(copy):
    said = _dockerfile(copy)
    python = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"][0]
    assert "Building conda environment for " + python in said
    steps = [r"^COPY .* src/ \$\{REPO_DIR\}/$", r'env update .*--file "environment.yml"', r"^RUN \./postBuild$"]
    places = [re.search(step, said, re.MULTILINE).start() for step in steps]
    assert places == sorted(places), "the repository must be there before `-e .` is installed"


@pytest.mark.parametrize("better", ["binder/environment.yml", "Dockerfile"])
def test_a_file_that_would_win_is_noticed(copy, better):
    """What the test above is worth: Binder prefers these, and we must have neither."""
    (copy / better).parent.mkdir(exist_ok=True)
    (copy / better).write_text("FROM scratch\n" if better == "Dockerfile" else "dependencies: [python=3.12]\n", encoding="utf-8")
    assert '--file "environment.yml"' not in _dockerfile(copy)


def test_post_build_is_a_program_that_opens_the_way_to_the_readmes_link(copy):
    script = (ROOT / "postBuild").read_text(encoding="utf-8")
    assert script.startswith("#!/bin/bash\n")
    assert "python -m coursework work\n" in script
    subprocess.run(["bash", "-n", ROOT / "postBuild"], check=True)
