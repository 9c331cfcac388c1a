"""Harbour Life: the helper package of the user-operations workbook.

A notebook imports a dozen names from here; everything heavy is loaded when it is first used,
so that ``import coursework`` costs little more than pandas itself.
"""

from importlib import import_module

__version__ = "0.1.0"

_WHERE = {
    "____": "coursework.teaching.blank",
    "check_installation": "coursework.teaching.selfcheck",
    "open_app": "coursework.app",
    "progress": "coursework.teaching.progress",
    "say": "coursework.teaching.say",
    "setup": "coursework.teaching.session",
}
_MODULES = ("methods", "plots")

__all__ = ["__version__", *_WHERE, *_MODULES]


def __getattr__(name):
    if name in _MODULES:
        return import_module(f"coursework.{name}")
    if name in _WHERE:
        value = getattr(import_module(_WHERE[name]), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'coursework' has no attribute {name!r}")


def __dir__():
    return sorted(__all__)
