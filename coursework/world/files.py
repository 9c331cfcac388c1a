"""Files of a data set: written beside their place and then moved, Parquet tables read back as they were made."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from .. import schema

HALF = ".part"  # ending of a file that is being written
SMALL, QUICK = 19, 3  # levels of zstd: for what is shipped, for what is made on the spot


def put_text(file: Path, text: str) -> None:
    """Write a text in UTF-8, whole or not at all."""
    _replace(file, lambda half: half.write_text(text, encoding="utf-8", newline="\n"))


def put_table(pieces: pd.DataFrame | Iterable[pd.DataFrame], file: Path, level: int = SMALL) -> None:
    """Write a table as Parquet, whole or not at all.

    Parameters
    ----------
    pieces : DataFrame or iterable of DataFrame
        The table, or its rows in turn: pieces that are made one after another never stand in memory together.
    level : int
        Of zstd, 1 to 19: quick to small.
    """
    pieces = (_arrow(piece) for piece in ([pieces] if isinstance(pieces, pd.DataFrame) else pieces))
    first = next(pieces)
    names = [f.name for f in first.schema if pa.types.is_dictionary(f.type) or f.name == "value"]
    packed = {f.name: "DELTA_BINARY_PACKED" for f in first.schema if f.name not in names and pa.types.is_integer(f.type)}
    packed |= {f.name: "BYTE_STREAM_SPLIT" for f in first.schema if pa.types.is_timestamp(f.type)}
    if level == SMALL:  # worth a minute: every number gets the encoding in which it is smallest
        chosen = {name: _smallest(first.column(name)) for name in packed}
        names += [name for name, encoding in chosen.items() if encoding is None]
        packed = {name: encoding for name, encoding in chosen.items() if encoding}
    how = {"compression": "zstd", "compression_level": level, "use_dictionary": names, "column_encoding": packed, "write_statistics": False}

    def write(half):
        with pq.ParquetWriter(half, first.schema, **how) as writer:
            writer.write_table(first)
            for piece in pieces:
                writer.write_table(piece)

    _replace(file, write)


def _arrow(table: pd.DataFrame) -> pa.Table:
    arrow = pa.Table.from_pandas(table, preserve_index=False).replace_schema_metadata(None)
    for i, described in enumerate(arrow.schema):
        if pa.types.is_timestamp(described.type):
            arrow = arrow.set_column(i, described.name, arrow.column(i).cast(pa.timestamp("ms")))
    return arrow


def _smallest(values: pa.ChunkedArray) -> str | None:
    """The encoding that makes a column smallest; None for a dictionary."""
    sizes = {}
    for encoding in ("BYTE_STREAM_SPLIT", "DELTA_BINARY_PACKED", "PLAIN", None):
        kept = io.BytesIO()
        pq.write_table(
            pa.table({"values": values}), kept, compression="zstd", compression_level=SMALL, use_dictionary=encoding is None,
            column_encoding={"values": encoding} if encoding else None, write_statistics=False,
        )  # fmt: skip
        sizes[encoding] = kept.tell()
    return min(sizes, key=sizes.get)


def read(file: Path, name: str | None = None) -> pd.DataFrame:
    """Read a table as it was made: whole cents, times in microseconds, categories in the order of the schema.

    `name` is the table's, where the file is not named after it.
    Raises OSError or ValueError (of which pyarrow's errors are kinds) if the file is missing or damaged.
    """
    described = schema.table(name or Path(file).stem)
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


def _replace(file: Path, write_to):
    """Write beside the file's place, then move: whoever reads finds the old file or the new one, never half of it."""
    half = file.with_name(f"{file.name}.{os.getpid()}{HALF}")
    try:
        write_to(half)
        os.replace(half, file)
    finally:
        half.unlink(missing_ok=True)
