"""Every test works in a folder of its own: answers, progress and settings of one are never seen by another."""

import pytest


@pytest.fixture(autouse=True)
def work(tmp_path, monkeypatch):
    """Point ``coursework.home.work()`` at a folder that does not exist yet; return its path."""
    folder = tmp_path / "work"
    monkeypatch.setenv("COURSEWORK_WORK", str(folder))
    return folder
