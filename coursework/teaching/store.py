"""The progress file: versioned, written whole or not at all, shared by notebooks, and never a reason to stop a lesson.

A change is a function on the content. It is applied to what the file holds *now*, under a lock, so that two notebooks
that are open at once keep each other's changes. What cannot be written is kept in memory and tried again with the next change.
"""

import json
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

from coursework import home
from coursework.i18n import Phrase, _

__all__ = ["VERSION", "change", "content", "notices"]

VERSION = 1
LOCK_SECONDS = 1.0  # how long to wait for another notebook
STALE_SECONDS = 10.0  # a lock older than this was left by a kernel that was killed

_one_at_a_time = threading.RLock()  # among the threads of one notebook; the lock file is between notebooks
_waiting: dict[Path, list[Callable]] = {}
_said: set = set()
_notices: list[Phrase] = []


def content() -> dict:
    """Return what has been done, with what could not be written yet."""
    path = home.progress_file()
    with _one_at_a_time:
        held = _read(path)
        for do in _waiting.get(path, ()):
            do(held)
    return held


def change(do: Callable[[dict], None]) -> None:
    """Apply a change to the progress and write it; never raises for what is wrong with the file or the disk."""
    with _one_at_a_time:
        _change(home.progress_file(), do)


def _change(path: Path, do: Callable[[dict], None]) -> None:
    waiting = _waiting.setdefault(path, [])
    waiting.append(do)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        locked = _lock(path)
        try:
            held = _read(path)
            if held.get("version") != VERSION:
                return  # written by a newer workbook; _read has said so
            for one in waiting:
                one(held)
            _write(path, held)
            waiting.clear()
        finally:
            if locked:
                _lock_file(path).unlink(missing_ok=True)
    except OSError as error:
        _say_once(
            ("write", path), Phrase(_("Your progress cannot be saved ({reason}); it is kept until you close this notebook. Nothing else is affected."), reason=_reason(error))
        )


def notices() -> list[Phrase]:
    """Return what is to be said about the file and has not been said yet."""
    said, _notices[:] = list(_notices), []
    return said


def record(held: dict, *keys: str) -> dict:
    """Return the dictionary at a place in the content, made where it is missing; what is no dictionary is replaced."""
    for key in keys:
        if not isinstance(held.get(key), dict):
            held[key] = {}
        held = held[key]
    return held


def _empty() -> dict:
    return {"version": VERSION, "lessons": {}}


def _read(path: Path) -> dict:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return _empty()
    except (OSError, UnicodeDecodeError) as error:
        if isinstance(error, OSError):
            _say_once(("read", path), Phrase(_("Your progress cannot be read ({reason}); the lesson goes on without it."), reason=_reason(error)))
            return _empty()
        text = ""
    try:
        held = json.loads(text)
    except (ValueError, RecursionError):
        held = None
    if isinstance(held, dict) and type(held.get("version")) is int and held["version"] > VERSION:
        _say_once(("newer", path), Phrase(_("Your progress was written by a newer version of this workbook; it is left as it is, and nothing is added to it.")))
        return {**_empty(), "version": held["version"]}
    if not isinstance(held, dict) or held.get("version") != VERSION or not isinstance(held.get("lessons"), dict):
        _put_aside(path)
        return _empty()
    return held


def _put_aside(path: Path) -> None:
    for n in range(1, 1000):
        aside = path.with_name(f"progress.damaged-{n}.json")
        if not aside.exists():
            break
    try:
        os.replace(path, aside)
    except OSError:
        aside = path
    _say_once(("damaged", aside), Phrase(_("The progress file was damaged. It is kept as {name}, and a new one is begun."), name=f"`{aside.name}`"))


def _write(path: Path, held: dict) -> None:
    text = json.dumps(held, ensure_ascii=False, indent=1, sort_keys=True, default=str)
    half = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        with open(half, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        _replace(half, path)
    finally:
        half.unlink(missing_ok=True)


def _replace(half: Path, path: Path) -> None:
    for attempt in range(10):
        try:
            os.replace(half, path)
            return
        except PermissionError:  # Windows refuses while another notebook reads the file
            if attempt == 9 or os.name != "nt":
                raise
            time.sleep(0.02)


def _lock_file(path: Path) -> Path:
    return path.with_name(f"{path.name}.lock")


def _lock(path: Path) -> bool:
    """Take the lock; after a while go on without it, since a lesson must not wait for a file."""
    lock, until = _lock_file(path), time.monotonic() + LOCK_SECONDS
    while True:
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
            return True
        except FileExistsError:
            try:
                if time.time() - lock.stat().st_mtime > STALE_SECONDS:
                    lock.unlink(missing_ok=True)
                    continue
            except OSError:
                pass
            if time.monotonic() > until:
                return False
            time.sleep(0.01)


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__


def _say_once(key, phrase: Phrase) -> None:
    if key not in _said:
        _said.add(key)
        _notices.append(phrase)
