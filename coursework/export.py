"""Write the app's tables as CSV files for people who work in a spreadsheet.

In English the files hold the names that the lessons use. In Chinese, headings and values are written in Chinese words, and
a `mapping.toml` beside them says what they stand for, so that `open_app(folder)` opens either.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
from collections import Counter
from pathlib import Path

import pandas as pd

from . import mapping, schema
from .i18n import LANGUAGES, listing, t

__all__ = ["MARKER", "export_csv"]
MARKER = "coursework-export.json"  # what was written here, so that nothing else is ever overwritten
WORDS = {"zh": {"True": "是", "False": "否"}}


def export_csv(app, folder, *, language: str = "en", tables=None) -> list[Path]:
    """Write one CSV file per table: UTF-8 with a mark, amounts in yuan with a point, times such as 2025-03-31 18:05:00.

    Parameters
    ----------
    app : App
        From `open_app`.
    folder : str or path
        Made if it is not there. What an earlier export wrote there is replaced; other files stay.
    language : {"en", "zh"}
        "en" writes the names that the lessons use; "zh" writes Chinese headings and values, and `mapping.toml`.
    tables : iterable of str, optional
        Which tables; all that the app has when left out.

    Returns
    -------
    list of Path
        The files written, in the order of the schema. A file is written beside its place and then moved there.

    Raises
    ------
    ValueError
        With one sentence: an unknown language or table, a file in the way that no export wrote or that was changed since,
        no room, no right to write there.

    Examples
    --------
    >>> import tempfile
    >>> from coursework import open_app
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [file.name for file in export_csv(open_app(users=50), folder, tables=["users", "channels"])]
    ['channels.csv', 'users.csv']
    """
    if language not in LANGUAGES:
        raise ValueError(t("There are labels in English (en) and Chinese (zh), not in {language}.", language=repr(language)))
    wanted = _chosen(app, tables)
    folder = Path(os.fspath(folder)).expanduser()
    halves: dict[str, Path] = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        ours = _marked(folder)
        _make_way(folder, ours, wanted)
        names = []
        for name in wanted:
            frame, lines = _written(schema.table(name), app[name], language)
            half = halves[f"{name}.csv"] = _beside(folder / f"{name}.csv")
            frame.to_csv(half, index=False, encoding="utf-8-sig", lineterminator="\n")
            names += lines
        if names:
            half = halves[mapping.FILE] = _beside(folder / mapping.FILE)
            half.write_text("".join(names), encoding="utf-8", newline="\n")
        made = {name: _digest(half) for name, half in halves.items()}
        _mark(folder, {name: [*ours.get(name, ()), *([made[name]] if name in made else [])] for name in {**ours, **made}})
        for name, half in halves.items():
            os.replace(half, folder / name)
        for name in ours.keys() - made.keys():
            (folder / name).unlink(missing_ok=True)
        _mark(folder, {name: [digest] for name, digest in made.items()})
    except OSError as problem:
        raise ValueError(_why(problem, folder)) from None
    finally:
        for half in halves.values():
            half.unlink(missing_ok=True)
    return [folder / f"{name}.csv" for name in wanted]


def _chosen(app, tables) -> list[str]:
    asked = app.tables if tables is None else [tables] if isinstance(tables, str) else list(tables)
    for name in asked:
        if name not in app.tables:
            raise ValueError(t("These data have no table {name}; they have {tables}.", name=name, tables=listing(app.tables, 40)))
    return [name for name in app.tables if name in asked]


def _written(table: schema.Table, frame: pd.DataFrame, language: str) -> tuple[pd.DataFrame, list[str]]:
    """Give a table as it is written, and the lines of `mapping.toml` that lead back from there."""
    made = {name: _cells(frame[name], table[name] if name in table.names else None) for name in frame.columns}
    if language == "en":
        return pd.DataFrame(made), []
    headings = Counter([c.zh for c in table.columns] + [name for name in frame.columns if name not in table.names])
    called = {c.name: c.zh for c in table.columns if c.name in frame.columns and headings[c.zh] == 1}
    lines = [f"[{table.name}]\n", *(f"{name} = {_quoted(word)}\n" for name, word in called.items())]
    for column in table.columns:
        words = _words(column, frame, language)
        if words:
            made[column.name] = made[column.name].map(lambda value, words=words: words.get(value, value), na_action="ignore")
            lines.append(f"[values.{table.name}.{column.name}]\n")
            lines += [f"{_quoted(word)} = {_quoted(code.lower() if column.type == 'bool' else code)}\n" for code, word in words.items()]
    return pd.DataFrame(made).rename(columns=called), [*lines, "\n"]


def _words(column: schema.Column, frame: pd.DataFrame, language: str) -> dict[str, str]:
    """Give the words for codes, as far as the way back is sure."""
    if column.name not in frame.columns or column.type not in ("category", "bool"):
        return {}
    if column.type == "bool":
        return WORDS[language]
    words = {code: both[LANGUAGES.index(language)] for code, both in column.values.items()}
    taken = Counter(words.values()) + Counter({*words, *frame[column.name].dropna().astype(str)})
    return {code: word for code, word in words.items() if taken[word] == 1}


def _cells(values: pd.Series, column: schema.Column | None) -> pd.Series:
    if column is not None and column.money:
        return values.map(lambda amount: f"{amount:.2f}" if round(amount, 2) == amount else repr(float(amount)), na_action="ignore")
    if pd.api.types.is_datetime64_dtype(values.dtype):
        days = column is not None and column.type == "date" and (values.dropna() == values.dropna().dt.normalize()).all()
        words = values.dt.strftime("%Y-%m-%d" if days else "%Y-%m-%d %H:%M:%S.%f")
        return words if days else words.str.removesuffix(".000000")
    if column is not None and column.type in ("category", "bool"):
        return values.astype(object).map(str, na_action="ignore")
    return values


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


# what is in the folder


def _marked(folder: Path) -> dict[str, list[str]]:
    """Read which files earlier exports wrote: digests by name."""
    file = folder / MARKER
    if not file.exists():
        return {}
    try:
        found = json.loads(file.read_text(encoding="utf-8"))["files"]
        return {str(name): [str(digest) for digest in digests] for name, digests in found.items() if Path(name).name == name}
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ValueError(
            t("The file {file} in {folder} is damaged; export into another folder.", file=MARKER, folder=folder)
        ) from None


def _mark(folder: Path, files: dict[str, list[str]]):
    half = _beside(folder / MARKER)
    try:
        half.write_text(json.dumps({"files": files}, indent=1, sort_keys=True) + "\n", encoding="utf-8", newline="\n")
        os.replace(half, folder / MARKER)
    finally:
        half.unlink(missing_ok=True)


def _make_way(folder: Path, ours: dict[str, list[str]], wanted: list[str]):
    """Refuse if a file is in the way that no export wrote, or that somebody has changed since."""
    for name in sorted({*ours, *(f"{table}{ending}" for table in wanted for ending in mapping.ENDINGS), mapping.FILE}):
        file = folder / name
        if not file.exists():
            continue
        if name not in ours:
            raise ValueError(
                t("The file {file} in {folder} was not written by an export; move it away, or export into another folder.",
                  file=name, folder=folder)
            )  # fmt: skip
        if _digest(file) not in ours[name]:
            raise ValueError(
                t("The file {file} in {folder} was changed after it was exported; move it away, or export into another folder.",
                  file=name, folder=folder)
            )  # fmt: skip


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _beside(file: Path) -> Path:
    return file.with_name(f"{file.name}.{os.getpid()}.part")


def _why(problem: OSError, folder: Path) -> str:
    if problem.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return t("There is no room left for the tables in {folder}; free some space, and export again.", folder=folder)
    return t(
        "The tables cannot be written to {folder} ({reason}); close them in the spreadsheet, make the folder writable, or choose another.",
        folder=folder, reason=problem.strerror or problem,
    )  # fmt: skip
