import sys
from types import ModuleType, SimpleNamespace

import pytest

from coursework import i18n
from coursework.teaching import Number, selfcheck, session


def test_setup_prints_one_line_and_gives_the_app(app, some_lesson, said):
    assert session.setup(some_lesson.name, app=app) is app
    assert said() == "Ready: 1,200 users, 2025-01-01 to 2025-12-31. What you do here is remembered in your work folder.\n"
    assert session.current().lesson == some_lesson.name and session.app() is app


def test_setup_says_which_tables_are_missing(app, some_lesson, said):
    app.tables = ("users",)
    session.setup(some_lesson.name, app=app)
    assert "Your data have no ad_spend." in said()
    session.setup(some_lesson.name, app=app, tables=("users",))
    assert "have no" not in said()


def test_setup_chooses_the_language(app, some_lesson, said):
    session.setup(some_lesson.name, app=app, language="zh")
    assert i18n.language() == "zh"
    with pytest.raises(session.SetupError, match="There is no edition in 'xx'"):
        session.setup(some_lesson.name, app=app, language="xx")


def test_setup_opens_the_app_of_the_settings(app, some_lesson, said, monkeypatch):
    module = ModuleType("coursework.app")
    module.open_app = lambda: app
    monkeypatch.setitem(sys.modules, "coursework.app", module)
    assert session.setup(some_lesson.name) is app
    module.open_app = lambda: (_ for _ in ()).throw(FileNotFoundError("The folder datasets is empty."))
    with pytest.raises(session.SetupError) as error:
        session.setup(some_lesson.name)
    assert "The folder datasets is empty." in str(error.value) and "python start.py" in str(error.value)
    assert error.value._render_traceback_() == [f"Setup: {error.value}"]


def test_setup_works_the_references_out_beforehand(app, make_exercise, some_lesson, said):
    calls = []
    exercise = make_exercise(Number(), lambda app: calls.append("right") or 5.0, slip=lambda app: calls.append("slip") or 3.0)
    broken = make_exercise(Number(), lambda app: app.nothing, name="broken")
    session.setup(some_lesson.name, app=app)
    assert calls == ["right", "slip"]
    exercise.judge(3, app)
    assert calls == ["right", "slip"] and broken.judge(3, app).state == "steps_aside"


def test_an_app_that_knows_little_of_itself_is_ready_too(said):
    session.setup("9_test/9_none", app=SimpleNamespace(tables=("users", "orders")))
    assert said().startswith("Ready: users, orders are open.")


def test_two_setups_leave_the_second(app, some_lesson, said):
    session.setup(some_lesson.name, app=app)
    other = SimpleNamespace(tables=("users", "ad_spend"))
    session.setup(some_lesson.name, app=other)
    assert session.app() is other


def test_the_installation_is_checked_part_by_part(said, monkeypatch, app):
    module = ModuleType("coursework.app")
    module.open_app = lambda: {"users": [1]}
    monkeypatch.setitem(sys.modules, "coursework.app", module)
    selfcheck.check_installation()
    out = said()
    assert out.startswith("✓ Everything is in place.") and out.count("✓") == 6 and "/" not in out.replace("python start.py", "")


def test_every_part_says_what_to_do(said, monkeypatch):
    module = ModuleType("coursework.app")
    module.open_app = lambda: (_ for _ in ()).throw(OSError("datasets is empty"))
    monkeypatch.setitem(sys.modules, "coursework.app", module)
    monkeypatch.setattr(selfcheck, "PYTHONS", ((4, 0), (4, 2)))
    monkeypatch.setattr(selfcheck, "PACKAGES", ("pandas", "no_such_package_here"))
    monkeypatch.setenv("COURSEWORK_WORK", __file__)
    font = ModuleType("coursework.plots.font")
    monkeypatch.setitem(sys.modules, "coursework.plots.font", font)
    selfcheck.check_installation()
    out = said()
    assert out.startswith("! Something is missing.") and out.count("✗") == 6
    for words in ("install one from 4.0 to 4.1", "no_such_package_here cannot be found", "datasets is empty", "nothing can be kept there", "charts may show boxes"):
        assert words in out


def test_importing_the_package_makes_nothing_and_loads_nothing_heavy(tmp_path):
    import os
    import subprocess

    from coursework import home

    code = "import coursework; from coursework import ____, say, setup; import sys; print(sorted({'scipy', 'matplotlib', 'sklearn', 'seaborn'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True, env={**os.environ, "PYTHONPATH": str(home.root()), "COURSEWORK_WORK": str(tmp_path / "w")})
    assert done.stdout.strip() == "[]"
    assert not (tmp_path / "w").exists()
