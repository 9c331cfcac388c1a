"""From what was played to the tables of the schema: money still in whole cents, times as dates, names as categories."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .. import schema
from .frames import Texts, frame
from .rows import acquisition, behaviour, commerce, communities, incentives, people, reach, voice


def of_users(played, root_key, last_day: int) -> dict[str, dict]:
    """Columns of all tables whose rows belong to people; `last_day` is the first day that the data do not know."""
    made = acquisition.users(played, root_key) | people.users(played, root_key, last_day)
    sold = commerce.users(played, root_key, last_day)
    made |= behaviour.users(played, sold.pop("orders"), sold.pop("events")) | sold
    for area in (incentives, reach, communities, voice):
        made |= area.users(played, root_key, last_day, made)
    return made


def totals(played, root_key, made: dict[str, dict]) -> dict[str, np.ndarray]:
    """Counts of one part of the people that tables of the whole app need; those of several parts are added up."""
    found = acquisition.totals(played, root_key)
    for area in (commerce, reach, communities):
        found |= area.totals(played, root_key, made)
    return found


def of_the_whole(played, root_key, last_day: int, counted: dict) -> dict[str, dict]:
    """Columns of all tables of the app as a whole; of `played` they use days, spend, reach, scenario and size."""
    made = acquisition.whole(played, root_key, counted)
    for area in (commerce, incentives, reach, communities):
        made |= area.whole(played, root_key, last_day, counted)
    return made


def together(parts: list[dict[str, dict]]) -> dict[str, dict]:
    """Put rows of several parts, or of people and of the whole, one below the other, table by table."""
    names = dict.fromkeys(name for part in parts for name in part)
    return {name: _below([part[name] for part in parts if name in part]) for name in names}


def _below(parts):
    if len(parts) == 1:
        return parts[0]
    return {column: _end_to_end([part[column] for part in parts]) for column in parts[0]}


def _end_to_end(columns):
    if isinstance(columns[0], Texts):
        first = columns[0].among
        if all(column.among == first for column in columns):
            return Texts(np.concatenate([column.codes for column in columns]), first)
        return [column.among[code] for column in columns for code in column.codes]
    if isinstance(columns[0], list):
        return [value for column in columns for value in column]
    return np.concatenate(columns)


def build(played, root_key, *, last_day: int, only=None) -> dict[str, pd.DataFrame]:
    """Make the tables of what was played, as DataFrames in the order of the schema."""
    made = of_users(played, root_key, last_day)
    made = together([made, of_the_whole(played, root_key, last_day, totals(played, root_key, made))])
    return {name: frame(name, made[name]) for name in schema.TABLES if only is None or name in only}


def in_yuan(name: str, cents: pd.DataFrame) -> pd.DataFrame:
    """Give the table with its amounts in yuan."""
    money = [column.name for column in schema.table(name).columns if column.money]
    return cents.assign(**{column: cents[column] / 100 for column in money})
