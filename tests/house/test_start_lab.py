"""The real JupyterLab, as start.py starts it: in the work folder, quiet, and with nothing left in the home folder."""

import json
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

DRIVER = """
import sys
sys.argv[1:1] = [sys.argv.pop()]
sys.path.insert(0, {folder!r})
from driver import start
start.venv_python = lambda: sys.executable  # the packages are here already
start.set_up = lambda *_: None
sys.exit(start.main(["--no-browser", "--language", "zh"]))
"""
NOTEBOOK = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def _ask(url, body=None):
    request = urllib.request.Request(url, data=body and json.dumps(body).encode(), headers={"Connection": "close"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        return answer.geturl(), answer.read().decode("utf-8")


def _wait_for(what, seconds=40):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if found := what():
            return found
        time.sleep(0.2)
    raise AssertionError("waited in vain")


@pytest.mark.slow
def test_jupyterlab_opens_on_the_lesson_and_leaves_the_home_folder_empty(clone):
    for edition in ("", "zh/"):
        clone.write(f"notebooks/{edition}0_foundations/1_welcome.ipynb", json.dumps(NOTEBOOK))
    code = DRIVER.format(folder=str(Path(__file__).with_name("fake")))
    command = [sys.executable, "-c", code, str(clone.root)]
    child = subprocess.Popen(command, env=clone.environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")
    try:
        runtime = clone.root / "work/.home/jupyter/runtime"
        note = _wait_for(lambda: child.poll() is not None or next(runtime.glob("jpserver-*.json"), None))
        assert child.poll() is None, child.stdout.read()
        server = json.loads(note.read_text(encoding="utf-8"))
        assert server["root_dir"] == str(clone.root / "work")

        token = "?token=" + server["token"]
        url, page = _ask(server["url"] + token)
        assert url.split("?")[0].endswith("/lab/tree/zh/0_foundations/1_welcome.ipynb")
        assert '"disabledExtensions": ["@jupyterlab/apputils-extension:announcements"]' in page
        assert '"news": {"disabled": true}' in page
        assert '"can_install": false' in page

        lesson = {"path": "zh/0_foundations/1_welcome.ipynb", "name": "1_welcome.ipynb", "type": "notebook"}
        _ask(server["url"] + "api/sessions" + token, {**lesson, "kernel": {"name": "python3"}})
        _wait_for(lambda: (clone.root / "work/.home/ipython/profile_default/history.sqlite").exists())
    finally:
        child.send_signal(signal.SIGTERM)
        said, _ = child.communicate(timeout=30)
    assert "练习册已打开" in said
    assert "WARNING" not in said
    assert list(clone.home.iterdir()) == []
    assert list(runtime.glob("*.json")) == []  # server and kernel have ended
