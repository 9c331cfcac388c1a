"""The setup cell: open the app, choose the language, get the house style ready, and help when a cell fails."""

import time
from dataclasses import dataclass
from datetime import timedelta

from coursework.i18n import _, listing, set_language, t
from coursework.teaching import failures
from coursework.teaching.judge import missing_tables
from coursework.teaching.lesson import LESSONS
from coursework.teaching.messages import Message, show

__all__ = ["Session", "SetupError", "app", "current", "end", "name_of", "setup"]


@dataclass(frozen=True)
class Session:
    """What the setup cell has made ready."""

    lesson: str
    language: str
    app: object


class SetupError(Exception):
    """Setup cannot go on. A notebook shows the sentence alone, without the way through our code."""

    def _render_traceback_(self):
        return [f"{t(_('Setup'))}: {self}"]


WARM_SECONDS = 5.0
_current: Session | None = None


def setup(lesson: str, *, language: str = "en", tables=None, app=None):
    """Get a lesson ready and return the app; prints one line when all is well.

    Parameters
    ----------
    lesson
        Name of the lesson, such as ``"1_growth/1_ads"``.
    language
        ``"en"`` or ``"zh"``.
    tables
        The tables that the lesson opens; by default those that its declarations name.
    app
        An app that is open already; by default the one that the settings name.

    Raises
    ------
    SetupError
        When the language is unknown or the app's data cannot be opened; says what to do.
    """
    global _current
    try:
        set_language(language)
    except ValueError as error:
        raise SetupError(str(error)) from None
    opened = _open() if app is None else app
    declared = LESSONS[lesson].tables if lesson in LESSONS else ()
    missing = missing_tables(opened, tables if tables is not None else declared)
    _current = Session(lesson, language, opened)
    _house_style()
    failures.watch()
    _warm(lesson, opened)
    print(_ready(opened))
    if missing:
        show(Message("note", t(_("Some parts of this lesson will step aside.")), (t(_("Your data have no {tables}."), tables=listing(missing)),)))
    return opened


def current() -> Session | None:
    """Return the session, if the setup cell has run."""
    return _current


def app():
    """Return the app of the session, or ``None``."""
    return _current.app if _current else None


def end() -> None:
    """Forget the session; for tests."""
    global _current
    _current = None


def name_of(thing) -> str | None:
    """Return the name by which the notebook knows an object, if it has one."""
    for name, value in list(failures.namespace().items()):
        if value is thing and not name.startswith("_"):
            return name
    return None


def _open():
    from coursework.app import open_app  # the data are opened by the first setup, not by the import of the package

    try:
        return open_app()
    except (OSError, ValueError, KeyError) as error:
        reason = str(error.args[0]) if error.args else type(error).__name__
        raise SetupError(
            t(_("the app's data cannot be opened. {reason} Run `coursework use` to see which data are chosen, or `python start.py` to set the workbook up again."), reason=reason)
        ) from error


def _warm(lesson, opened) -> None:
    """Work the references out now, while somebody reads the first lines, so that every check answers at once."""
    until = time.monotonic() + WARM_SECONDS
    for task in LESSONS[lesson].exercises.values() if lesson in LESSONS else ():
        if time.monotonic() > until:
            return
        task.warm(opened)


def _ready(opened) -> str:
    try:
        return t(
            _("Ready: {users:,} users, {since:%Y-%m-%d} to {until:%Y-%m-%d}. What you do here is remembered in your work folder."),
            users=_registered(opened), since=opened.since, until=opened.until - timedelta(seconds=1),
        )  # fmt: skip
    except (AttributeError, TypeError, ValueError):
        return t(_("Ready: {tables} are open. What you do here is remembered in your work folder."), tables=listing(getattr(opened, "tables", ()), most=4))


def _registered(opened) -> int:
    """Return how many users there really are; the size is only how many were asked for."""
    try:
        return len(opened["users"])
    except Exception:  # an app without that table
        return int(opened.size)


def _house_style() -> None:
    try:
        from coursework import plots
    except ImportError:
        return  # tables and checks work without pictures
    plots.style()
