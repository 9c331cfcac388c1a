"""Write the shipped data set: Parquet tables, data dictionary, manifest of logical digests."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from .. import schema
from . import dictionary
from .digest import digest
from .files import put_table, put_text, read
from .parameters import STANDARD_USERS, WORLD_VERSION
from .year import make

__all__ = ["MANIFEST", "STANDARD", "manifest", "read", "write"]
STANDARD = (1, STANDARD_USERS, "standard")
MANIFEST = "manifest.json"


def manifest(tables: dict[str, pd.DataFrame], seed, users, scenario) -> dict:
    """Describe a data set: versions, what it was made from, and the digest of every table."""
    return {
        "world_version": WORLD_VERSION,
        "schema_version": schema.SCHEMA_VERSION,
        "seed": seed,
        "users": users,
        "scenario": scenario,
        "tables": {name: digest(table) for name, table in tables.items()},
    }


def write(folder, *, seed=1, users=STANDARD_USERS, scenario="standard", progress: Callable[[str, int, int], None] | None = None):
    """Make a data set and write it into a folder.

    Parameters
    ----------
    folder : str or path
        Made if it is not there. Each file is written beside its place and then moved, the manifest last.
    progress : callable, optional
        Called as progress(what, done, total) after every step.

    Returns
    -------
    dict
        The manifest.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    tell = progress or (lambda what, done, total: None)
    total = len(schema.TABLES) + 2
    tables = make(seed, users, scenario)
    tell("world", 1, total)
    for number, (name, table) in enumerate(tables.items()):
        put_table(table, folder / f"{name}.parquet")
        tell(name, number + 2, total)
    put_text(folder / "README.md", dictionary.markdown())
    put_text(folder / "dictionary.json", dictionary.as_json())
    made = manifest(tables, seed, users, scenario)
    put_text(folder / MANIFEST, json.dumps(made, indent=1) + "\n")
    tell(MANIFEST, total, total)
    return made
