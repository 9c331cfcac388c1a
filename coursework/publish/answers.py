"""After a worked lesson has run: was every exercise of it answered right?"""

from __future__ import annotations

import json
from pathlib import Path

from coursework.publish import source

RIGHT = ("right", "right_but")
JUDGED = ("exercise", "quick")


def not_right(root: Path, key: str, work: Path) -> list[str]:
    """The tasks of a lesson that a run did not do, or did not do right.

    Parameters
    ----------
    root : Path
        The clone.
    key : str
        The lesson.
    work : Path
        The home of the run; its ``progress.json`` tells how each answer was judged.

    Returns
    -------
    list of str
        ``"name (state)"`` for each; empty if all is right.
    """
    tasks = _recorded(work / "progress.json", key)
    missing = []
    for cell in source.read(root, key).cells:
        for name in cell.exercises if cell.answers else ():
            about = tasks.get(name)
            if about is None:
                missing.append(f"{name} (not run)")
            elif about.get("kind") in JUDGED and about.get("state") not in RIGHT:
                missing.append(f"{name} ({about.get('state', 'not judged')})")
    return missing


def _recorded(path: Path, key: str) -> dict:
    if not path.is_file():
        return {}
    held = json.loads(path.read_text(encoding="utf-8"))
    return held.get("lessons", {}).get(key, {}).get("tasks", {})
