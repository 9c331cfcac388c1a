"""For every run of pytest in this clone, the notebooks' runs too: a home of its own, and no skip in CI."""

import os
import shutil
import tempfile

import pytest

pytest_plugins = ["coursework.publish.lanes"]  # notebooks run by --nbval are run strictly
collect_ignore_glob = ["solutions/*.py", "work/*"]  # a lesson's source is no module

_home = None


def pytest_configure(config):
    """Give this run a work folder that is nobody's, also to the kernels that it starts."""
    global _home
    _home = tempfile.mkdtemp(prefix="coursework-", dir=os.environ.get("PYTEST_DEBUG_TEMPROOT"))
    os.environ["COURSEWORK_WORK"] = os.path.join(_home, "work")
    os.environ["IPYTHONDIR"] = os.path.join(_home, "ipython")  # somebody's own start-up files would change outputs


def pytest_unconfigure(config):
    """Leave nothing behind."""
    if _home:
        shutil.rmtree(_home, ignore_errors=True)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """A test that was left out proves nothing: in CI it fails."""
    outcome = yield
    _refuse_skips(outcome.get_result())


@pytest.hookimpl(hookwrapper=True)
def pytest_make_collect_report(collector):
    """The same for a module that was left out as a whole."""
    outcome = yield
    _refuse_skips(outcome.get_result())


def _refuse_skips(report):
    if os.environ.get("CI") and report.outcome == "skipped" and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"In CI nothing may be skipped. {reason}"
