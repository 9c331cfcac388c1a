"""Files of a data set: written beside their place and then moved, Parquet tables read back as they were made."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable
from pathlib import Path

import numpy as np
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
    words = [column.name for column in described.columns if column.type == "category"]
    arrow = pq.read_table(file, read_dictionary=words)
    if tuple(arrow.column_names) != described.names:
        raise ValueError(f"{Path(file).name} has other columns than the schema.")
    return pd.DataFrame({column.name: _column(column, arrow.column(column.name).combine_chunks()) for column in described.columns}, copy=False)


def _column(column: schema.Column, values):
    """One column of Arrow as pandas holds it; the whole table is never there twice."""
    if isinstance(values, pa.ChunkedArray):  # no rows, or more than one chunk
        values = pa.concat_arrays(values.chunks) if values.num_chunks else pa.array([], values.type)
    if column.type == "category":
        if not pa.types.is_dictionary(values.type):
            values = values.dictionary_encode()
        place = {name: number for number, name in enumerate(column.values)}
        codes = np.array([place[name] for name in values.dictionary.to_pylist()] + [-1], dtype=np.int8 if len(place) < 128 else np.int16)
        return pd.Categorical.from_codes(codes[values.indices.fill_null(-1).to_numpy(zero_copy_only=False)], categories=list(column.values))
    if column.type in ("time", "date"):
        return values.cast(pa.timestamp("us")).to_numpy(zero_copy_only=False)
    if column.type == "text":
        return values.to_pandas().astype("str")
    if column.type == "bool":
        return values.to_numpy(zero_copy_only=False).astype(bool)
    if column.empty:
        missing = values.is_null().to_numpy(zero_copy_only=False)
        return pd.arrays.IntegerArray(values.fill_null(1).to_numpy(zero_copy_only=False).astype(np.int64), missing)
    if values.null_count:
        raise ValueError(f"{column.name} may not be empty.")
    return values.to_numpy(zero_copy_only=False).astype(np.int64, copy=False)


def _replace(file: Path, write_to):
    """Write beside the file's place, then move: whoever reads finds the old file or the new one, never half of it."""
    half = file.with_name(f"{file.name}.{os.getpid()}{HALF}")
    try:
        write_to(half)
        os.replace(half, file)
    finally:
        half.unlink(missing_ok=True)
