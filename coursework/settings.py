"""The trainee's settings: which variant of the data the lessons open.

They live in `work/settings.toml` with the keys seed, users, scenario and source, all optional.
"""

from __future__ import annotations

import json
import os
import tomllib
from pathlib import Path

from . import home
from .i18n import listing, t

KEYS = ("seed", "users", "scenario", "source")
__all__ = ["KEYS", "load", "path", "save"]


def path() -> Path:
    """Give the path of the settings file."""
    return home.work() / "settings.toml"


def load() -> dict:
    """Read the settings; an empty dict when there are none.

    Raises
    ------
    ValueError
        If the file cannot be read, or holds a key or a kind of value that is not known; the message says what to do.
    """
    file = path()
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise ValueError(
            t("The settings in {file} cannot be read; delete that file, or choose a variant again with `coursework use`.", file=file.name)
        ) from None
    _check(found)
    return found


def save(**values) -> Path:
    """Write the settings given, all others being forgotten; values of None are left out. Gives back the path.

    The file is written beside its place and then moved there, so that nobody ever reads half of it.
    """
    kept = {name: value for name, value in values.items() if value is not None}
    if isinstance(kept.get("source"), Path):
        kept["source"] = str(kept["source"])
    _check(kept)
    file = path()
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_name(f"{file.name}.{os.getpid()}.part")
    lines = ["# Which data the lessons open. Written by `coursework use`.\n"]
    lines += [f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in kept.items()]
    half.write_text("".join(lines), encoding="utf-8")
    os.replace(half, file)
    return file


def _check(found: dict):
    strange = [name for name in found if name not in KEYS]
    if strange:
        raise ValueError(
            t("The settings hold {names}, which is not known; there are {keys}.", names=listing(strange), keys=listing(KEYS))
        )
    for name, value in found.items():
        wanted = int if name in ("seed", "users") else str
        if isinstance(value, bool) or not isinstance(value, wanted):
            message = (
                t("The setting {name} must be a whole number, not {value}.", name=name, value=repr(value))
                if wanted is int
                else t("The setting {name} must be a text in quotes, not {value}.", name=name, value=repr(value))
            )
            raise ValueError(message)
    if "source" in found and len(found) > 1:
        raise ValueError(
            t("The settings name own data (source) and a variant (seed, users, scenario) at once; keep one of the two.")
        )
