"""Find a table by its name, and the words for a column or a value in either language."""

from __future__ import annotations

from ..i18n import listing, t
from ._kinds import Table
from ._tables import TABLES


def table(name: str) -> Table:
    """Find a table by its name.

    Raises LookupError with the names there are.

    >>> table("users").key
    ('user_id',)
    """
    if name not in TABLES:
        raise LookupError(t("There is no table {name}; there are {tables}.", name=name, tables=listing(TABLES, 40)))
    return TABLES[name]


def _side(language: str) -> int:
    if language not in ("en", "zh"):
        raise ValueError(t("There are labels in English (en) and Chinese (zh), not in {language}.", language=repr(language)))
    return 0 if language == "en" else 1


def label(column: str, value=None, language: str = "en") -> str:
    """Give the words for a column (`value` None) or for one of its values; what is unknown comes back as it is.

    `column` may be plain ("channel") or with its table ("users.channel"); a plain name is looked up in all tables.

    >>> label("channel", "feed_ads"), label("channel", "feed_ads", "zh"), label("cost", language="zh")
    ('Feed ads', '信息流广告', '花费')
    """
    side = _side(language)
    wanted, _, name = column.rpartition(".")
    for described in TABLES.values():
        if wanted and described.name != wanted or name not in described.names:
            continue
        found = described[name]
        if value is None:
            return (found.en, found.zh)[side]
        if found.values and value in found.values:
            return found.values[value][side]
    return name if value is None else str(value)


def labels(column: str, language: str = "en") -> dict[str, str]:
    """Give the words for all values of a column of categories.

    >>> labels("city_tier")["tier_1"]
    'Tier 1 city'
    """
    values = {}
    wanted, _, name = column.rpartition(".")
    for described in TABLES.values():
        if (not wanted or described.name == wanted) and name in described.names and described[name].values:
            values = described[name].values | values
    side = _side(language)
    return {code: words[side] for code, words in values.items()}
