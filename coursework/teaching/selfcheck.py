"""Look whether everything the workbook needs is there; the welcome lesson shows it."""

import os
import sys
from importlib import import_module, util

from coursework import home
from coursework.i18n import _, t
from coursework.teaching.messages import Message, Points, show

__all__ = ["check_installation", "parts"]

PYTHONS = ((3, 11), (3, 15))  # from, and up to but without
PACKAGES = ("numpy", "pandas", "pyarrow", "scipy", "sklearn", "matplotlib", "seaborn", "polib", "yaml", "IPython", "ipykernel")
FOUND_AS = {"sklearn": "scikit-learn", "yaml": "pyyaml", "IPython": "ipython"}


def check_installation() -> None:
    """Show each part of the installation with a tick, or with what to do about it."""
    found = parts()
    lines = tuple(f"✓ {name}" if not repair else t(_("✗ {name}: {repair}"), name=name, repair=repair) for name, repair in found)
    if any(repair for _name, repair in found):
        show(Message("stop", t(_("Something is missing.")), (Points(lines),), t(_("do what stands behind the ✗, then run this cell again."))))
    else:
        show(Message("good", t(_("Everything is in place.")), (Points(lines),)))


def parts() -> list[tuple[str, str | None]]:
    """Return each part's name with what to do about it, or ``None`` when all is well. It says neither paths nor versions."""
    return [
        (t(_("Python")), _python()),
        (t(_("packages")), _packages()),
        (t(_("the app's data")), _data()),
        (t(_("a work folder that can be written")), _work()),
        (t(_("a font with Chinese characters")), _font()),
    ]


def _python() -> str | None:
    (first, too_new), this = PYTHONS, sys.version_info[:2]
    if first <= this < too_new:
        return None
    return t(_("this is Python {this}; install one from {first} to {last}, then run `python start.py` with it."),
             this=".".join(map(str, this)), first=".".join(map(str, first)), last=f"{too_new[0]}.{too_new[1] - 1}")  # fmt: skip


def _packages() -> str | None:
    missing = [FOUND_AS.get(name, name) for name in PACKAGES if util.find_spec(name) is None]
    if not missing:
        return None
    return t(_("{names} cannot be found; close JupyterLab and run `python start.py`, which installs what is missing."), names=", ".join(missing))


def _data() -> str | None:
    try:
        app = import_module("coursework.app").open_app()
        if len(app["users"]) > 0:
            return None
        return t(_("the table of users is empty; `coursework use` shows which data are chosen."))
    except Exception as error:
        return t(_("they cannot be opened ({reason}); `coursework use` shows which data are chosen."), reason=_first_line(error))


def _work() -> str | None:
    probe = home.work() / f".probe-{os.getpid()}"
    try:
        probe.parent.mkdir(parents=True, exist_ok=True)
        probe.write_text("", encoding="utf-8")
        probe.unlink()
        return None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return t(_("nothing can be kept there ({reason}); lessons work, but your progress is lost when you close them."), reason=reason)


def _font() -> str | None:
    try:
        font = import_module("coursework.plots.font")
        if font.FONT.is_file() and font.register():
            return None
    except Exception as error:
        return t(_("it cannot be loaded ({reason}); charts may show boxes instead of characters."), reason=_first_line(error))
    return t(_("it is missing from the package; charts may show boxes instead of characters. Get a fresh copy of the workbook."))


def _first_line(error: Exception) -> str:
    text = str(error.args[0]) if error.args else ""
    return (text.splitlines() or [type(error).__name__])[0][:120] or type(error).__name__
