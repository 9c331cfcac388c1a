"""A folder of data that `coursework data --out` made: recognise it, say what is wrong with it, read its tables.

A table is one file, or a folder of its own with a file for each part of the people. The manifest is written last and names
every file with its rows; a folder with our state and no manifest is unfinished, and nothing of it is read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq

from .. import schema
from ..i18n import t
from .files import read
from .parameters import WORLD_VERSION
from .release import MANIFEST
from .tables import in_yuan

STATE = "unfinished"  # the folder inside, in which it stands what has been done
PLAN = "plan.json"  # and the file there that says what is being made
KEYS = {"world_version", "schema_version", "seed", "users", "scenario", "tables"}
MOST_ROWS = 20_000_000  # of one table in memory


class Folder:
    """Finished data in a folder; made by `opened`.

    Attributes
    ----------
    path : Path
    seed, users, scenario
        What they were made from.
    tables : tuple of str
    """

    def __init__(self, path: Path, manifest: dict):
        self.path, self._manifest = path, manifest
        self.seed, self.users, self.scenario = (manifest[name] for name in ("seed", "users", "scenario"))
        self.tables = tuple(name for name in schema.TABLES if name in manifest["tables"])
        self._files = manifest.get("files") or {f"{name}.parquet": manifest["tables"][name]["rows"] for name in self.tables}

    def files(self, name: str) -> list[Path]:
        """List the files of a table, after a look whether each of them is there and whole.

        Raises
        ------
        ValueError
            With one sentence that names the file.
        """
        found = []
        for file, rows in self._files.items():
            if table_of(file) == name:
                self._look(file, rows, name)
                found.append(self.path / file)
        return found

    def _look(self, file, rows, name):
        try:
            seen = pq.ParquetFile(self.path / file)
            whole = seen.metadata.num_rows == rows and tuple(seen.schema_arrow.names) == schema.table(name).names
        except FileNotFoundError:
            raise ValueError(
                t("The file {file} is missing in {folder}; make the data again in another folder.", file=file, folder=self.path)
            ) from None
        except (OSError, ValueError):
            whole = False
        if not whole:
            raise ValueError(
                t("The file {file} in {folder} is damaged, or is not the one that was made there; make the data again in another folder.",
                  file=file, folder=self.path)
            )  # fmt: skip

    def load(self, name: str) -> pd.DataFrame:
        """Read a whole table, amounts in yuan.

        Raises
        ------
        ValueError
            If a file is missing or damaged, or the table has more than MOST_ROWS rows.
        """
        rows = self._manifest["tables"][name]["rows"]
        if rows > MOST_ROWS:
            raise ValueError(
                t(
                    "The table {table} has {rows:,} rows, too many to hold at once; read it part by part: {code}",
                    table=name, rows=rows,
                    code=f'from coursework.world.folders import opened; for part in opened({str(self.path)!r}).parts({name!r}): ...',
                )
            )  # fmt: skip
        return pd.concat(list(self.parts(name)), ignore_index=True)

    def parts(self, name: str) -> Iterator[pd.DataFrame]:
        """Give a table part by part, amounts in yuan; all rows of one person are in one part.

        Raises
        ------
        ValueError
            If a file is missing or damaged.
        """
        for file in self.files(name):
            yield in_yuan(name, read(file, name))


def opened(path) -> Folder | None:
    """Open a folder of data that was made here; None if it is something else.

    Raises
    ------
    ValueError
        If the data are unfinished, or were made by another version of the world.
    """
    path = Path(path)
    if unfinished(path):
        raise ValueError(
            t("The data in {folder} are unfinished; run the same command again, and it goes on where it stopped: {command}",
              folder=path, command=command(path, **unfinished(path)))
        )  # fmt: skip
    manifest = _json(path / MANIFEST)
    if not isinstance(manifest, dict) or not KEYS <= set(manifest):
        return None
    made = manifest["world_version"], manifest["schema_version"]
    if made != (WORLD_VERSION, schema.SCHEMA_VERSION):
        raise ValueError(
            t("The data in {folder} were made by another version of the workbook (world {world}, tables {tables}); make them again in another folder.",
              folder=path, world=made[0], tables=made[1])
        )  # fmt: skip
    return Folder(path, manifest)


def table_of(file: str) -> str:
    """Name of the table that a file holds.

    >>> table_of("users.parquet"), table_of("users/part-00003.parquet")
    ('users', 'users')
    """
    return file.split("/")[0].removesuffix(".parquet")


def unfinished(path: Path) -> dict | None:
    """Say what is being made in a folder whose data are unfinished: its arguments and versions, or None."""
    return None if (path / MANIFEST).is_file() else _json(path / STATE / PLAN)


def command(path: Path, *, seed, users, scenario, **_) -> str:
    """Write the command that makes these data."""
    return f'coursework data --seed {seed} --users {users} --scenario {scenario} --out "{path}"'


def _json(file: Path):
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
