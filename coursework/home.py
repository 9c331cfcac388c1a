"""Where things are: the clone, and the folder in which a trainee works.

Nothing is created when this module is imported, nor by asking for a path.
Tests and builds set the environment variable ``COURSEWORK_WORK`` to have a work folder of their own.
"""

import os
from pathlib import Path

__all__ = ["lesson_file", "progress_file", "root", "settings_file", "work"]

WORK_VARIABLE = "COURSEWORK_WORK"


def root() -> Path:
    """Return the folder of the clone, in which the package, the lessons and the data set lie.

    Examples
    --------
    >>> (root() / "coursework" / "home.py").is_file()
    True
    """
    return Path(__file__).resolve().parent.parent


def work() -> Path:
    """Return the folder in which answers, progress and settings live: ``COURSEWORK_WORK``, or ``work`` in the clone."""
    chosen = os.environ.get(WORK_VARIABLE, "").strip()
    return Path(chosen).expanduser() if chosen else root() / "work"


def settings_file() -> Path:
    """Return the path of the file with the trainee's choices (seed, users, scenario, source)."""
    return work() / "settings.toml"


def progress_file() -> Path:
    """Return the path of the file that remembers what has been done."""
    return work() / "progress.json"


def lesson_file(lesson: str, language: str = "en") -> Path:
    """Return the path of the trainee's own copy of a lesson.

    Examples
    --------
    >>> lesson_file("1_growth/1_ads", "zh").relative_to(work()).as_posix()
    'zh/1_growth/1_ads.ipynb'
    """
    folder = work() if language == "en" else work() / language
    return folder / f"{lesson}.ipynb"
