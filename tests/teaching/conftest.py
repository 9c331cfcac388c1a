"""A small app of its own for each test, a work folder of its own, and the language back to English."""

from types import SimpleNamespace

import pandas as pd
import pytest

from coursework import i18n
from coursework.teaching import Lesson, cache, lesson, progress, session, store


class FakeApp:
    """Stands in for an app: three channels with spend and users."""

    def __init__(self, factor=1.0, tables=("ad_spend", "users", "channels"), world=True, seed=1):
        self.tables, self.seed, self.size, self.scenario = tables, seed, 1200, None
        self.since, self.until = pd.Timestamp("2025-01-01"), pd.Timestamp("2026-01-01")
        self.world = SimpleNamespace() if world else None
        names = pd.Index(["feed", "search", "tasks", "video"], name="channel")
        self.spend = pd.Series([1234.5, 9876.0, 333.3, 4810.0], index=names) * factor
        self.clicks = pd.Series([900.0, 2100.0, 410.0, 1777.0], index=names)
        self.customers = pd.Series([61.0, 203.0, 97.0, 117.0], index=names)
        self.calls = 0

    def has(self, *names):
        return all(name in self.tables for name in names)


@pytest.fixture(autouse=True)
def clean(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSEWORK_WORK", str(tmp_path / "work"))
    monkeypatch.setattr(lesson, "LESSONS", {})
    for module in (session, progress):
        monkeypatch.setattr(module, "LESSONS", lesson.LESSONS)
    monkeypatch.setattr(store, "_waiting", {})
    monkeypatch.setattr(store, "_said", set())
    monkeypatch.setattr(store, "_notices", [])
    cache.forget()
    session.end()
    yield
    session.end()
    i18n.set_language("en")
    cache.forget()


@pytest.fixture
def app():
    return FakeApp()


@pytest.fixture
def some_lesson():
    return Lesson("9_test/1_lesson", tables=("ad_spend", "users"))


@pytest.fixture
def ready(app, some_lesson, capsys):
    """An app whose setup cell has run."""
    session.setup(some_lesson.name, app=app)
    capsys.readouterr()
    return app


@pytest.fixture
def said(capsys):
    """What has been shown since the last look."""
    return lambda: capsys.readouterr().out


@pytest.fixture
def make_exercise(some_lesson):
    """Make an exercise around a right answer and named wrong ones, all functions of the app or values."""

    def make(kind, right, *, name="task", **wrong):
        exercise = some_lesson.exercise(
            name, variable="x", answer=kind, hints=("Who is counted?", "Look at `users`: ```df.size```", "```x = ____```"), why="So it is.", solution="x = right"
        )
        exercise.reference(right if callable(right) else lambda app: right)
        for label, value in wrong.items():
            exercise.mistake(label, says="This is " + label + ": {yours}.")(value if callable(value) else lambda app, value=value: value)
        return exercise

    return make
