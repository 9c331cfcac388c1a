"""Other names in an own export: `mapping.toml` in its folder says what our tables, columns and values are called there.

    [files]
    users = "客户表.csv"            # our table = their file

    [users]
    user_id = "客户号"              # our column = their column

    [values.orders.category]
    "餐饮" = "dining"               # their value = our value

What is not named there is called as in the schema. Every slip gets one sentence that names the file, the place and the repair.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from . import schema
from .i18n import listing, t

__all__ = ["FILE", "Mapping", "read"]
FILE = "mapping.toml"
ENDINGS = (".csv", ".parquet")
EXAMPLE = 'user_id = "客户号"'
DEEP = "[values.orders.category]"


@dataclass(frozen=True)
class Mapping:
    """What an export calls things: files by table, columns by table and column, values by table, column and their value."""

    files: dict[str, str] = field(default_factory=dict)
    columns: dict[str, dict[str, str]] = field(default_factory=dict)
    values: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)

    def rename(self, table: str, frame: pd.DataFrame, file: str) -> pd.DataFrame:
        """Give a table its columns' and values' names of the schema.

        Raises ValueError if a column that is named in the mapping is not in the file, or ours is there beside it.
        """
        theirs = self.columns.get(table, {})
        for ours, name in theirs.items():
            if name not in frame.columns:
                raise ValueError(
                    t(
                        "In {mapping}, [{place}] {column}: {file} has no column {name}; write one of its columns {columns}.",
                        mapping=FILE, place=table, column=ours, file=file, name=name, columns=listing(frame.columns, 40),
                    )
                )  # fmt: skip
            if ours != name and ours in frame.columns and ours not in theirs.values():
                raise ValueError(
                    t(
                        "In {mapping}, [{place}] {column}: {file} has both {name} and {column}; remove one of the two, or this line.",
                        mapping=FILE, place=table, column=ours, file=file, name=name,
                    )
                )  # fmt: skip
        frame = frame.rename(columns={name: ours for ours, name in theirs.items()})
        for column, words in self.values.get(table, {}).items():
            if column not in frame.columns:
                raise ValueError(
                    t(
                        "In {mapping}, [{place}]: {file} has no column {name}; remove these lines, or say what the column is called under [{table}].",
                        mapping=FILE, place=f"values.{table}.{column}", file=file, name=column, table=table,
                    )
                )  # fmt: skip
            frame[column] = _translated(frame[column], words)
        return frame


def read(folder: Path, allowed: Callable[[schema.Column], tuple[str, ...]]) -> Mapping:
    """Read the mapping in a folder; an empty one if there is none.

    Parameters
    ----------
    folder : Path
        The folder of the export.
    allowed : callable
        Gives the only values that a column may hold, none if any may be there.

    Raises
    ------
    ValueError
        If the file is not TOML, or names what does not exist or twice what may be there once.
    """
    file = folder / FILE
    if not file.is_file():
        return Mapping()
    try:
        text = file.read_text(encoding="utf-8-sig")
        found = tomllib.loads(text)
    except UnicodeDecodeError:
        raise ValueError(t("The file {mapping} is not in UTF-8; save it again as UTF-8.", mapping=FILE)) from None
    except OSError as problem:
        raise ValueError(
            t("The file {mapping} cannot be read ({problem}); make it readable, or remove it.", mapping=FILE, problem=problem.strerror)
        ) from None
    except tomllib.TOMLDecodeError as problem:
        at = re.search(r"at line (\d+)", str(problem))
        raise ValueError(
            t(
                "In {mapping}, line {line}: this is not TOML; write a line such as {example}, once for each name, with quotes around everything but a-z, 0-9 and _.",
                mapping=FILE, line=at[1] if at else len(text.splitlines()), example=EXAMPLE,
            )
        ) from None  # fmt: skip
    files = _files(folder, _section(found.pop("files", {}), "files", "[files]"))
    values = _values(_section(found.pop("values", {}), "values", DEEP), allowed)
    columns = {}
    for name, lines in found.items():
        lines = _section(lines, name, "[users]")
        columns[name] = _columns(_table(name, name), lines)
    return Mapping(files, columns, values)


def _section(lines, place: str, heading: str) -> dict:
    if isinstance(lines, dict):
        return lines
    raise ValueError(
        t("In {mapping}, {place}: this line stands in the wrong place; put it below a heading such as {heading}.", mapping=FILE, place=place, heading=heading)
    )


def _table(name: str, place: str) -> schema.Table:
    if name in schema.TABLES:
        return schema.TABLES[name]
    raise ValueError(
        t(
            "In {mapping}, [{place}]: there is no table {table}; write one of {tables}.",
            mapping=FILE, place=place, table=name, tables=listing(schema.TABLES, 40),
        )
    )  # fmt: skip


def _column(table: schema.Table, name: str, place: str) -> schema.Column:
    if name in table.names:
        return table[name]
    raise ValueError(
        t(
            "In {mapping}, [{place}]: the table {table} has no column {column} (our name stands before the = sign); write one of {columns}.",
            mapping=FILE, place=place, table=table.name, column=name, columns=listing(table.names, 40),
        )
    )  # fmt: skip


def _text(value, place: str, name: str) -> str:
    if isinstance(value, str) and value:
        return value
    raise ValueError(
        t(
            "In {mapping}, [{place}] {name}: found {found}, wanted a name in quotes; write a line such as {example}.",
            mapping=FILE, place=place, name=name, found=repr(value), example=EXAMPLE,
        )
    )  # fmt: skip


def _once(named: dict[str, str], place: str):
    """Refuse two of ours for one of theirs."""
    first: dict[str, str] = {}
    for ours, theirs in named.items():
        if theirs in first:
            raise ValueError(
                t(
                    "In {mapping}, [{place}]: {first} and {second} are both {name}; give each one of its own, or remove a line.",
                    mapping=FILE, place=place, first=first[theirs], second=ours, name=theirs,
                )
            )  # fmt: skip
        first[theirs] = ours


def _files(folder: Path, lines: dict) -> dict[str, str]:
    for table, name in lines.items():
        _table(table, "files")
        _text(name, "files", table)
        there = sorted(file.name for file in folder.iterdir() if file.suffix.lower() in ENDINGS)
        if name not in there:
            raise ValueError(
                t(
                    "In {mapping}, [files] {table}: the folder has no file {name}; it has the CSV and Parquet files {files}; write one of these.",
                    mapping=FILE, table=table, name=name, files=listing(there or ["-"], 40),
                )
            )  # fmt: skip
    _once(lines, "files")
    return lines


def _columns(table: schema.Table, lines: dict) -> dict[str, str]:
    for ours, theirs in lines.items():
        _column(table, ours, table.name)
        _text(theirs, table.name, ours)
    _once(lines, table.name)
    return lines


def _values(tables: dict, allowed) -> dict:
    made: dict = {}
    for name, columns in tables.items():
        table = _table(name, f"values.{name}")
        for column, words in _section(columns, f"values.{name}", DEEP).items():
            place = f"values.{name}.{column}"
            described = _column(table, column, place)
            made.setdefault(name, {})[column] = _words(described, _section(words, place, DEEP), place, allowed(described))
    return made


def _words(column: schema.Column, words: dict, place: str, known: tuple[str, ...]) -> dict[str, str]:
    if column.type not in ("category", "bool"):
        raise ValueError(
            t(
                "In {mapping}, [{place}]: {column} holds no names; remove these lines, since only values of categories and of true or false can have other names.",
                mapping=FILE, place=place, column=column.name,
            )
        )  # fmt: skip
    if column.type == "bool":
        words = {theirs: str(ours).lower() if isinstance(ours, bool) else ours for theirs, ours in words.items()}
    for theirs, ours in words.items():
        _text(ours, place, theirs)
        if known and ours not in known:
            raise ValueError(
                t(
                    "In {mapping}, [{place}] {name}: found {found}, wanted one of {values}; write one of these.",
                    mapping=FILE, place=place, name=theirs, found=repr(ours), values=listing(known, 40),
                )
            )  # fmt: skip
        if not known and theirs in column.values and ours not in column.values:
            raise ValueError(
                t(
                    "In {mapping}, [{place}] {name}: this is one of our values; turn the line round, so that the export's word stands before the = sign.",
                    mapping=FILE, place=place, name=theirs,
                )
            )  # fmt: skip
    return words


def _translated(values: pd.Series, words: dict[str, str]) -> pd.Series:
    def one(value):
        whole = isinstance(value, float) and value.is_integer()
        return words.get(str(int(value) if whole else value).strip(), value)

    values = values.astype(object)
    return values.map({value: one(value) for value in values.dropna().unique()})
