"""A small clone with the real start.py, for tests of it."""

import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FAKE = Path(__file__).with_name("fake")
collect_ignore = ["fake"]  # programs, not modules with doctests


def our_files():
    """Return every file that is or could be committed, relative to the clone, with forward slashes."""
    command = ["git", "-c", "core.quotePath=false", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stdout
    return sorted({name for name in found.split("\0") if name and (ROOT / name).is_file()})


class Clone:
    """A clone with two packages in its lock and one lesson, in a folder whose name has a blank and 港湾 in it."""

    def __init__(self, folder):
        self.root = folder / "a clone 港湾"
        self.home = folder / "home"
        self.scratch = folder / "scratch"
        self.calls_file = folder / "calls.jsonl"
        for made in (self.root, self.home, self.scratch):
            made.mkdir()
        for name in ("start.py", "pyproject.toml"):
            shutil.copy(ROOT / name, self.root)
        self.write("requirements.txt", "alpha==1.0\nbeta==1.0\n")
        self.write("requirements-test.txt", "alpha==1.0\nbeta==1.0\npytest==1.0\n")
        self.write("notebooks/0_foundations/1_welcome.ipynb", "{}")
        self.write("coursework/__main__.py", (FAKE / "coursework_main.py").read_text(encoding="utf-8"))
        self.python = self.root / ".venv/bin/python"

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def environment(self, **more):
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "COURSEWORK_", "LC_"))}
        own = {"HOME": self.home, "USERPROFILE": self.home, "TMPDIR": self.scratch, "LANG": "C.UTF-8"}
        own |= {"FAKE_CALLS": self.calls_file, "PYTHONDONTWRITEBYTECODE": "1"}
        return {**kept, **{name: str(value) for name, value in {**own, **more}.items()}}

    def popen(self, *arguments, **more):
        command = [sys.executable, str(FAKE / "driver.py"), str(self.root), *arguments]
        return subprocess.Popen(
            command, env=self.environment(**more), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
        )

    def start(self, *arguments, **more):
        child = self.popen(*arguments, **more)
        try:
            said, _ = child.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            child.send_signal(signal.SIGKILL)
            raise
        return child.returncode, said

    def calls(self):
        if not self.calls_file.exists():
            return []
        return [json.loads(line) for line in self.calls_file.read_text(encoding="utf-8").splitlines()]

    def imports(self, *names):
        """Return True when the environment's Python can import all names."""
        code = "import " + ", ".join(names)
        return subprocess.run([self.python, "-I", "-c", code], capture_output=True).returncode == 0


@pytest.fixture(scope="session")
def files():
    return our_files()


@pytest.fixture
def clone(tmp_path):
    return Clone(tmp_path)


@pytest.fixture
def start():
    """The module start.py, fresh, speaking English."""
    spec = importlib.util.spec_from_file_location("start", ROOT / "start.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
