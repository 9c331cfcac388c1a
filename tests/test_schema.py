"""The schema describes everything once, in two languages."""

import re

import pytest

from coursework import schema
from coursework.world import dictionary

CHINESE = re.compile("[\u4e00-\u9fff]")
COLUMNS = [(t.name, c) for t in schema.TABLES.values() for c in t.columns]
ABBREVIATIONS = {"APP", "AUM", "GMV", "KOC", "NPS", "VIP"}  # Chinese labels may be these alone


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=[f"{t}.{c.name}" for t, c in COLUMNS])
def test_every_column_is_described(table, column):
    assert column.type in schema.TYPES
    assert (column.type == "category") == (column.values is not None)
    assert (column.type == "yuan") == (column.unit == "yuan") == column.money
    assert column.meaning.endswith(".") and column.meaning_zh.endswith("。")
    assert CHINESE.search(column.zh) and CHINESE.search(column.meaning_zh)
    assert not CHINESE.search(column.en + column.meaning)
    for code, (english, chinese) in (column.values or {}).items():
        assert re.fullmatch("[A-Za-z0-9_]+", code)
        assert english and chinese and not CHINESE.search(english)
        assert CHINESE.search(chinese) or chinese in ABBREVIATIONS
    if column.unit:
        assert column.unit in schema.UNITS and column.type in ("yuan", "bool", "count")


@pytest.mark.parametrize(("table", "column"), [(t, c) for t, c in COLUMNS if c.refers], ids=lambda at: getattr(at, "name", at))
def test_every_reference_points_to_the_key_of_a_table(table, column):
    other, _, key = column.refers.partition(".")
    assert schema.TABLES[other].key == (key,)
    assert schema.TABLES[other][key].type == column.type
    assert schema.TABLES[other][key].values == column.values
    assert column.name not in schema.TABLES[table].key or not column.empty


def test_ids_refer_to_the_table_that_has_them_as_its_key():
    home = {table.key[0]: name for name, table in schema.TABLES.items() if len(table.key) == 1}
    shared = {"message_id"}  # two tables count their messages, each for itself
    for table, column in COLUMNS:
        if column.type == "id" and column.name in home and schema.TABLES[table].key != (column.name,) and column.name not in shared:
            assert column.refers == f"{home[column.name]}.{column.name}", (table, column.name)


def test_every_table_stands_in_an_area():
    assert {table.area for table in schema.TABLES.values()} == set(schema.AREAS)
    for english, chinese in schema.AREAS.values():
        assert CHINESE.search(chinese) and not CHINESE.search(english)
    for table in schema.TABLES.values():
        assert CHINESE.search(table.grain_zh) and not CHINESE.search(table.grain)


def test_units_are_said_in_both_languages():
    for code, (english, chinese) in schema.UNITS.items():
        assert code == english and CHINESE.search(chinese)
    named = {column.name: column.unit for _, column in COLUMNS if column.type == "count"}
    for name, unit in (("_percent", "percent"), ("_days", "days"), ("_hours", "hours"), ("points", "points")):
        assert all(found == unit for column, found in named.items() if column.endswith(name)), name


def test_keys_are_columns():
    for table in schema.TABLES.values():
        assert set(table.key) <= set(table.names)
        assert len(set(table.names)) == len(table.names)
        assert not any(table[name].empty for name in table.key)


def test_one_code_means_one_thing():
    words = {}
    for _, column in COLUMNS:
        for code, both in (column.values or {}).items():
            assert words.setdefault((column.name, code), both) == both


def test_labels():
    assert schema.label("channel", "seo", "zh") == "自然搜索(SEO)"
    assert schema.label("users.city_tier", "tier_2") == "Tier 2 city"
    assert schema.label("ad_spend.cost", language="zh") == "花费"
    assert schema.label("orders.cost", language="en") == "Cost"
    assert schema.label("channel", "our_own_shop", "zh") == "our_own_shop"  # a company's own channel
    assert schema.label("no_such_column") == "no_such_column"
    assert schema.labels("channel", "zh")["feed_ads"] == "信息流广告"
    assert len(schema.labels("users.gender")) == 2
    with pytest.raises(ValueError, match="fr"):
        schema.label("channel", "seo", "fr")


def test_unknown_names_say_what_there_is():
    with pytest.raises(LookupError, match="orders"):
        schema.table("order")
    with pytest.raises(LookupError, match="registered_at"):
        schema.table("users")["registered"]


def test_dictionary_names_everything():
    text = dictionary.markdown()
    for table, column in COLUMNS:
        assert f"`{column.name}`" in text
        assert table in dictionary.frame(table, "zh").to_string() or column.meaning_zh in text
        for code, both in (column.values or {}).items():
            assert f"{code} = {both[0]}" in text and f"{code} = {both[1]}" in text
    assert all(line.count("|") == 8 for line in text.splitlines() if line.startswith("|"))
    assert list(dictionary.frame("users", "zh").columns)[0] == "列名"
