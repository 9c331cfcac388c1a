"""Logical digests: what a table says, not how its bytes happen to lie.

The digest of a table is its row count and the sum, modulo 2**64, of a mixed hash of every row. It does not depend on
the order of rows, adds up over parts, and is the same whatever wrote or read the file.
"""

from __future__ import annotations

import hashlib

import numpy as np
import pandas as pd

from .randomness import GOLDEN, mix

EMPTY = np.uint64(0x5EED_0F_11)


def _word(text: str) -> np.uint64:
    return np.frombuffer(hashlib.blake2b(text.encode("utf-8"), digest_size=8).digest(), dtype="<u8")[0]


def _words(column: pd.Series) -> np.ndarray:
    """One 64-bit word per value: numbers as they are, times as seconds, names hashed, EMPTY where missing."""
    missing = column.isna().to_numpy()
    if isinstance(column.dtype, pd.CategoricalDtype):
        names = np.array([_word(str(name)) for name in column.cat.categories] + [EMPTY], dtype=np.uint64)
        return names[column.cat.codes.to_numpy()]
    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        return np.where(missing, EMPTY, column.astype("datetime64[s]").astype("int64").to_numpy().astype(np.uint64))
    if pd.api.types.is_bool_dtype(column.dtype) or pd.api.types.is_integer_dtype(column.dtype):
        return np.where(missing, EMPTY, column.fillna(0).to_numpy(dtype=np.int64).astype(np.uint64))
    return np.array([EMPTY if gone else _word(str(v)) for v, gone in zip(column, missing, strict=True)], dtype=np.uint64)


def digest(frame: pd.DataFrame) -> dict:
    """Work out the digest of a table: its rows and a hexadecimal sum.

    >>> a = pd.DataFrame({"n": [1, 2], "s": ["x", "y"]})
    >>> digest(a) == digest(a.iloc[::-1]), digest(a) == digest(a.assign(n=[2, 1]))
    (True, False)
    """
    rows = np.zeros(len(frame), dtype=np.uint64)
    for name in frame.columns:
        rows = mix(rows * GOLDEN + mix(_words(frame[name]) + mix(np.array([_word(name)]))))
    return {"rows": len(frame), "sum": f"{int(np.add.reduce(rows, dtype=np.uint64)):016x}"}


def added(digests) -> dict:
    """Add the digests of the parts of a table up.

    >>> a = pd.DataFrame({"n": [1, 2, 3]})
    >>> added([digest(a[:1]), digest(a[1:])]) == digest(a)
    True
    """
    digests = list(digests)
    total = sum(int(one["sum"], 16) for one in digests) % 2**64
    return {"rows": sum(one["rows"] for one in digests), "sum": f"{total:016x}"}
