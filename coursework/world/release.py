"""Write and read the shipped data set: Parquet tables, data dictionary, manifest of logical digests."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from .. import schema
from . import dictionary
from .digest import digest
from .parameters import STANDARD_USERS, WORLD_VERSION
from .year import make

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
        _parquet(table, folder / f"{name}.parquet")
        tell(name, number + 2, total)
    _text(folder / "README.md", dictionary.markdown())
    _text(folder / "dictionary.json", dictionary.as_json())
    made = manifest(tables, seed, users, scenario)
    _text(folder / MANIFEST, json.dumps(made, indent=1) + "\n")
    tell(MANIFEST, total, total)
    return made


def _replace(file: Path, write_to):
    half = file.with_name(f"{file.name}.{os.getpid()}.part")
    try:
        write_to(half)
        os.replace(half, file)
    finally:
        half.unlink(missing_ok=True)


def _text(file: Path, text: str):
    _replace(file, lambda half: half.write_text(text, encoding="utf-8", newline="\n"))


def _parquet(table: pd.DataFrame, file: Path):
    arrow = pa.Table.from_pandas(table, preserve_index=False).replace_schema_metadata(None)
    for i, described in enumerate(arrow.schema):
        if pa.types.is_timestamp(described.type):
            arrow = arrow.set_column(i, described.name, arrow.column(i).cast(pa.timestamp("ms")))
    names = [f.name for f in arrow.schema if pa.types.is_dictionary(f.type) or f.name == "value"]
    packed = {f.name: "DELTA_BINARY_PACKED" for f in arrow.schema if f.name not in names and pa.types.is_integer(f.type)}
    packed |= {f.name: "BYTE_STREAM_SPLIT" for f in arrow.schema if pa.types.is_timestamp(f.type)}  # a seventh smaller
    _replace(
        file,
        lambda half: pq.write_table(
            arrow, half, compression="zstd", compression_level=19, use_dictionary=names, column_encoding=packed,
            write_statistics=False,
        ),
    )  # fmt: skip


def read(file: Path) -> pd.DataFrame:
    """Read a table as it was made: whole cents, times in microseconds, categories in the order of the schema.

    Raises OSError or ValueError (of which pyarrow's errors are kinds) if the file is missing or damaged.
    """
    described = schema.table(Path(file).stem)
    frame = pq.read_table(file).to_pandas(types_mapper={pa.int64(): pd.Int64Dtype()}.get)
    if tuple(frame.columns) != described.names:
        raise ValueError(f"{Path(file).name} has other columns than the schema.")
    for column in described.columns:
        values = frame[column.name]
        if column.type == "category":
            frame[column.name] = pd.Categorical(values.astype("str"), categories=list(column.values))
        elif column.type in ("time", "date"):
            frame[column.name] = values.astype("datetime64[us]")
        elif column.type in ("id", "count", "yuan") and not column.empty:
            frame[column.name] = values.astype("int64")
        elif column.type == "text":
            frame[column.name] = values.astype("str")
    return frame
