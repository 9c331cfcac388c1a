"""ruff has nothing to say about the code."""

import subprocess
import sys

from tests.house.conftest import ROOT


def test_ruff_finds_nothing():
    command = [sys.executable, "-m", "ruff", "check", "--output-format=concise", "--no-cache", "."]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout[-4000:] + "Run `ruff check --fix .`"
