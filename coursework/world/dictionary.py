"""The data dictionary, written from the schema: as a table, as Markdown in two languages, as JSON."""

from __future__ import annotations

import json

import pandas as pd

from .. import schema

HEADS = {
    "en": ("column", "label", "type", "unit", "may be empty", "meaning", "values"),
    "zh": ("列名", "名称", "类型", "单位", "可为空", "含义", "取值"),
}


def _cells(column: schema.Column, language: str):
    zh = language == "zh"
    values = "; ".join(f"{code} = {words[zh]}" for code, words in (column.values or {}).items())
    empty = ("是" if zh else "yes") if column.empty else ("否" if zh else "no")
    unit = schema.UNITS[column.unit][zh] if column.unit else ""
    return (
        column.name, column.zh if zh else column.en, schema.TYPES[column.type][zh], unit, empty,
        column.meaning_zh if zh else column.meaning, values,
    )  # fmt: skip


def frame(name: str, language: str = "en") -> pd.DataFrame:
    """Describe a table as a DataFrame, one row per column.

    >>> frame("orders").loc[5, "label"]
    'Discount'
    """
    table = schema.table(name)
    return pd.DataFrame([_cells(column, language) for column in table.columns], columns=list(HEADS[language]))


def markdown() -> str:
    """Write the whole dictionary in English and Chinese."""
    lines = ["# The data set · 数据集", "", _INTRO_EN, "", _INTRO_ZH, ""]
    for name, table in schema.TABLES.items():
        lines += [f"## {name}", "", f"One row is {table.grain}. Key: {', '.join(f'`{k}`' for k in table.key)}.", ""]
        lines += _rows(table, "en")
        lines += ["", f"{table.grain_zh}。主键:{'、'.join(f'`{k}`' for k in table.key)}。", ""]
        lines += [*_rows(table, "zh"), ""]
    return "\n".join(lines).rstrip() + "\n"


def _rows(table, language):
    head = HEADS[language]
    yield "| " + " | ".join(head) + " |"
    yield "|" + " --- |" * len(head)
    for column in table.columns:
        name, *rest = _cells(column, language)
        yield "| " + " | ".join([f"`{name}`", *rest]) + " |"


def as_json() -> str:
    """Write the dictionary for machines."""
    tables = {
        name: {
            "key": list(table.key),
            "grain": {"en": table.grain, "zh": table.grain_zh},
            "columns": [_machine(column) for column in table.columns],
        }
        for name, table in schema.TABLES.items()
    }
    made = {"schema_version": schema.SCHEMA_VERSION, "tables": tables}
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def _machine(column):
    made = {"name": column.name, "type": column.type, "may_be_empty": column.empty}
    if column.unit:
        made["unit"] = column.unit
    if column.money:
        made["unit_in_parquet"] = "cents"
    if column.refers:
        made["refers_to"] = column.refers
    made |= {"label": {"en": column.en, "zh": column.zh}, "meaning": {"en": column.meaning, "zh": column.meaning_zh}}
    if column.values:
        made["values"] = {code: {"en": en, "zh": zh} for code, (en, zh) in column.values.items()}
    return made


_INTRO_EN = """The standard data set of Harbour Life, a made-up bank's lifestyle app: one year, about 10,000 registered users.
All of it is simulated; no row is about a real person. The files are Parquet; open them with `open_app()`, which gives
amounts in yuan. In the files themselves amounts are whole cents. Times are the app's own local time.
This page is written by `coursework data` from `coursework/schema/`. Licence: CC BY 4.0."""
_INTRO_ZH = """“港湾生活”是一家虚构银行的生活服务应用。这里是它的标准数据集:一年,约一万名注册用户。
全部数据由程序模拟,不涉及任何真实个人。文件为 Parquet 格式,用 `open_app()` 打开,金额单位为元;
文件本身以整数“分”存储金额。时间为应用所在地的本地时间。
本页由 `coursework data` 根据 `coursework/schema/` 生成。许可:CC BY 4.0。"""
