"""An own export with other names, and what is said of a mapping that does not fit."""

import re

import pandas as pd
import pytest
from typer.testing import CliRunner

from coursework import __main__ as command
from coursework import home, i18n, open_app, own_data

MAPPING = """
[files]
users = "客户表.csv"

[users]
user_id = "客户号"
registered_at = "注册日期"
opted_in_push = "接收消息"

[orders]
user_id = "客户号"

[values.users.opted_in_push]
"是" = true
"否" = "false"

[values.users.gender]
"女" = "female"
"男" = "male"

[values.orders.category]
"餐饮" = "dining"
"外卖" = "dining"
"""


@pytest.fixture(scope="module")
def app():
    return open_app(seed=4, users=60)


@pytest.fixture
def export(tmp_path, app):
    """A company's export of two tables under its own names."""
    folder = tmp_path / "导出"
    folder.mkdir()
    users = app.users.rename(columns={"user_id": "客户号", "registered_at": "注册日期", "opted_in_push": "接收消息"})
    users = users.astype({"gender": object}).assign(
        接收消息=users["接收消息"].map({True: "是", False: "否"}), gender=users["gender"].astype(object).map({"female": "女", "male": " 男 "})
    )
    users.to_csv(folder / "客户表.csv", index=False, encoding="utf-8-sig")
    orders = app.orders.rename(columns={"user_id": "客户号"}).astype({"category": object})
    orders.loc[orders["category"] == "dining", "category"] = "餐饮"
    orders.loc[orders["category"] == "cinema", "category"] = "外卖"
    orders.loc[orders["category"] == "travel", "category"] = "打车"
    orders.to_csv(folder / "orders.csv", index=False, encoding="utf-8-sig")
    write(folder, MAPPING)
    return folder


def write(folder, text):
    (folder / "mapping.toml").write_text(text, encoding="utf-8")


def changed(old, new):
    assert old in MAPPING
    return MAPPING.replace(old, new, 1)


def test_other_names_are_read_as_ours(export, app):
    own = open_app(export)
    assert own.tables == ("users", "orders")
    assert own.users["user_id"].tolist() == app.users["user_id"].tolist()
    assert list(own.users.columns) == list(app.users.columns)
    for column in ("registered_at", "opted_in_push"):
        assert own.users[column].equals(app.users[column])
    assert own.users["gender"].astype(object).equals(app.users["gender"].astype(object))
    wanted = app.orders["category"].astype(object).replace({"cinema": "dining", "travel": "打车"})
    assert own.orders["category"].astype(object).equals(wanted)  # what the mapping does not name stays


def test_parquet_has_numbers_and_categories_of_its_own(tmp_path, app):
    users = app.users.assign(gender=app.users["gender"].astype(object).map({"female": 2.0, "male": 1.0}))
    users["channel"] = users["channel"].cat.rename_categories({"seo": "自然搜索"})
    users.to_parquet(tmp_path / "kunden.parquet")
    write(tmp_path, '[files]\nusers = "kunden.parquet"\n[values.users.gender]\n2 = "female"\n1 = "male"\n[values.users.channel]\n"自然搜索" = "seo"')
    own = open_app(tmp_path).users
    for column in ("gender", "channel"):
        assert own[column].astype(object).equals(app.users[column].astype(object))


def test_two_columns_may_change_places(tmp_path, app):
    swapped = {"cost": "paid", "paid": "cost"}
    app.orders.rename(columns=swapped).to_csv(tmp_path / "orders.csv", index=False)
    write(tmp_path, '[orders]\ncost = "paid"\npaid = "cost"\n')
    assert open_app(tmp_path).orders["paid"].sum() == pytest.approx(app.orders["paid"].sum())


def test_a_mark_of_notepad_and_a_mapping_for_tables_that_are_not_there(export, app):
    (export / "mapping.toml").write_text(MAPPING + '\n[events]\nts = "时间"\n', encoding="utf-8-sig")
    assert len(open_app(export).users) == len(app.users)


def test_the_example_of_the_documentation(tmp_path):
    page = (home.root() / "docs" / "data.md").read_text(encoding="utf-8")
    blocks = re.findall(r"`([^`\n]+\.(?:csv|toml))`\n\n```(?:csv|toml)\n(.*?)```", page, re.DOTALL)
    for name, text in blocks:
        (tmp_path / name).write_text(text, encoding="utf-8")
    own = open_app(tmp_path)
    assert own.tables == ("users", "points_ledger", "surveys") and len(blocks) == 4
    assert own.users["channel"].tolist() == ["branch", "street_promo"] and own.users["city"].tolist() == ["海州", "海州"]
    assert own.users["opted_in_sms"].tolist() == [True, False]
    assert own.points_ledger["reason"].tolist() == ["check_in", "order", "check_in"]
    assert own.surveys["score"].tolist() == [9, pd.NA]
    (tmp_path / "mapping.toml").write_text(blocks[3][1].replace('"二线" = "tier_2"', ""), encoding="utf-8")
    with pytest.raises(ValueError) as caught:
        open_app(tmp_path)
    assert f"> {caught.value}\n" in page


SLIPS = {
    "no TOML": ("[users]\n客户号 = user_id", 'In mapping.toml, line 2: this is not TOML; write a line such as user_id = "客户号"'),
    "said twice": ('[users]\nuser_id = "a"\nuser_id = "b"', "In mapping.toml, line 3: this is not TOML; write a line .* once for each name"),
    "ends too soon": ('[users]\nuser_id = "a', "In mapping.toml, line 2: this is not TOML"),
    "unknown table": (changed("[users]", "[customers]"), r"In mapping.toml, \[customers\]: there is no table customers; write one of channels,"),
    "unknown table of a file": ('[files]\ncustomers = "客户表.csv"', r"In mapping.toml, \[files\]: there is no table customers"),
    "unknown table of a value": ('[values.order.category]\n"a" = "b"', r"In mapping.toml, \[values.order\]: there is no table order"),
    "unknown column": (
        changed('user_id = "客户号"', '"客户号" = "user_id"'),
        r"In mapping.toml, \[users\]: the table users has no column 客户号 \(our name stands before the = sign\); write one of user_id,",
    ),
    "unknown column of a value": (
        changed("[values.users.gender]", "[values.users.sex]"),
        r"In mapping.toml, \[values.users.sex\]: the table users has no column sex .* write one of user_id,",
    ),
    "column not in the file": (
        changed('user_id = "客户号"', 'user_id = "客戶號"'),
        r"In mapping.toml, \[users\] user_id: 客户表.csv has no column 客戶號; write one of its columns 客户号, 注册日期,",
    ),
    "two of ours for one": (
        changed('registered_at = "注册日期"', 'registered_at = "客户号"'),
        r"In mapping.toml, \[users\]: user_id and registered_at are both 客户号; give each one of its own",
    ),
    "two tables in one file": (
        changed('users = "客户表.csv"', 'users = "客户表.csv"\norders = "客户表.csv"'),
        r"In mapping.toml, \[files\]: users and orders are both 客户表.csv",
    ),
    "a file that is not there": (
        changed("客户表.csv", "客户.csv"),
        r"In mapping.toml, \[files\] users: the folder has no file 客户.csv; it has the CSV and Parquet files orders.csv, 客户表.csv; write one",
    ),
    "a name that is none": (changed('user_id = "客户号"', "user_id = 3"), r"In mapping.toml, \[users\] user_id: found 3, wanted a name in quotes"),
    "below no heading": ('user_id = "客户号"', r"In mapping.toml, user_id: this line stands in the wrong place; put it below a heading such as \[users\]"),
    "values too high": (
        '[values.orders]\ncategory = "dining"',
        r"In mapping.toml, values.orders.category: this line stands in the wrong place; put it below a heading such as \[values.orders.category\]",
    ),
    "values of a number": (
        '[values.orders.paid]\n"1" = "2"',
        r"In mapping.toml, \[values.orders.paid\]: paid holds no names; remove these lines, since only values of categories",
    ),
    "a value that is none of ours": (
        changed('"女" = "female"', '"女" = "woman"'),
        r"In mapping.toml, \[values.users.gender\] 女: found 'woman', wanted one of female, male; write one of these",
    ),
    "a truth that is none": (changed("true", '"maybe"'), r"\[values.users.opted_in_push\] 是: found 'maybe', wanted one of true, false"),
    "turned round": (
        changed('"餐饮" = "dining"', 'dining = "餐饮"'),
        r"In mapping.toml, \[values.orders.category\] dining: this is one of our values; turn the line round",
    ),
    "values of a column that is not there": (
        MAPPING.replace('opted_in_push = "接收消息"\n', ""),
        r"In mapping.toml, \[values.users.opted_in_push\]: 客户表.csv has no column opted_in_push; remove these lines, or say what .* under \[users\]",
    ),
}


@pytest.mark.parametrize("text, words", SLIPS.values(), ids=SLIPS)
def test_each_slip_gets_its_sentence(export, text, words):
    write(export, text)
    with pytest.raises(ValueError, match=words) as caught:
        open_app(export)
    said = str(caught.value)
    assert said.endswith(".") and "\n" not in said and not re.search(r"\{\w+\}", said)


def test_ours_beside_theirs(export):
    users = pd.read_csv(export / "客户表.csv", dtype=str)
    users.assign(user_id=users["客户号"]).to_csv(export / "客户表.csv", index=False)
    with pytest.raises(ValueError, match=r"\[users\] user_id: 客户表.csv has both 客户号 and user_id; remove one of the two"):
        open_app(export)


def test_a_mapping_that_cannot_be_read(export):
    (export / "mapping.toml").write_bytes(MAPPING.encode("gbk"))
    with pytest.raises(ValueError, match="mapping.toml is not in UTF-8; save it again as UTF-8"):
        open_app(export)


def test_a_table_named_twice(export, app):
    app.users.to_csv(export / "users.csv", index=False)
    with pytest.raises(ValueError, match="users is there twice, as users.csv and as 客户表.csv; keep one"):
        open_app(export)


def test_a_file_that_nothing_names(export):
    write(export, MAPPING.replace("[files]", "").replace('users = "客户表.csv"', ""))
    with pytest.raises(ValueError, match=r"客户表.csv is none of the tables .* under \[files\] in mapping.toml"):
        open_app(export)


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("客户号", "A17", "In 客户表.csv, column 客户号, row 5: found 'A17', wanted a whole number"),
        ("gender", "女士", "In 客户表.csv, column gender, row 5: found '女士', wanted one of female, male"),
        ("注册日期", "昨天", "In 客户表.csv, column 注册日期, row 5: found '昨天'"),
        ("接收消息", "也许", "In 客户表.csv, column 接收消息, row 5: found '也许', wanted true or false"),
    ],
)
def test_values_are_checked_under_their_names(export, column, value, words):
    users = pd.read_csv(export / "客户表.csv", dtype=str)
    users.loc[3, column] = value
    users.to_csv(export / "客户表.csv", index=False)
    with pytest.raises(ValueError, match=words):
        open_app(export)


def test_a_key_that_stands_twice_is_named_as_theirs(export):
    users = pd.read_csv(export / "客户表.csv", dtype=str)
    pd.concat([users, users.iloc[:1]]).to_csv(export / "客户表.csv", index=False)
    with pytest.raises(ValueError, match="the same 客户号 stands in an earlier row"):
        open_app(export)


def test_a_missing_column_says_where_it_can_be_named(export):
    users = pd.read_csv(export / "客户表.csv", dtype=str).rename(columns={"city": "城市"})
    users.to_csv(export / "客户表.csv", index=False)
    with pytest.raises(ValueError, match="the column city is missing.*say in mapping.toml what it is called; the file has 客户号"):
        open_app(export)


def test_whole_numbers_of_a_spreadsheet(tmp_path, app):
    users = app.users.assign(user_id=lambda t: t["user_id"].astype(str) + ".0")
    users.to_csv(tmp_path / "users.csv", index=False)
    assert open_app(tmp_path).users["user_id"].equals(app.users["user_id"])
    users.assign(user_id="9" * 20).to_csv(tmp_path / "users.csv", index=False)
    with pytest.raises(ValueError, match="wanted a whole number"):
        open_app(tmp_path)


# references


def test_what_refers_to_nothing_is_reported_and_not_refused(export, app):
    users = pd.read_csv(export / "客户表.csv", dtype=str)
    buyer = str(app.orders["user_id"].iloc[0])
    users[users["客户号"] != buyer].to_csv(export / "客户表.csv", index=False)
    own = open_app(export)
    found = own_data.unmatched({name: own[name] for name in own.tables})
    rows = int((app.orders["user_id"] == int(buyer)).sum())
    assert found[found["table"] == "orders"].to_dict("records") == [
        {"table": "orders", "column": "user_id", "refers": "users.user_id", "rows": rows, "first": buyer}
    ]
    assert len(own_data.unmatched({"orders": own.orders})) == 0  # a subset is not asked for what it does not have
    said = CliRunner().invoke(command.cli, ["use", "--source", str(export)])
    assert said.exit_code == 0
    assert f"in orders, column user_id, {rows:,} row(s) name what users.user_id does not hold; the first is {buyer}." in said.output


def test_whole_tables_refer_well(app):
    assert own_data.unmatched({name: app[name] for name in app.tables}).empty


def test_open_lists_are_columns_of_categories():
    from coursework import schema

    known = {column.name for table in schema.TABLES.values() for column in table.columns if column.type == "category"}
    assert {"channel", "campaign", "category"} <= own_data.OPEN_LISTS & known
    assert not own_data.OPEN_LISTS & {"gender", "city_tier", "income_band", "card_type", "touch_type", "kind", "role"}
    if schema.SCHEMA_VERSION != "1.0":
        assert own_data.OPEN_LISTS <= known


def test_sentences_come_in_the_language_in_use(export):
    i18n.set_language("zh")
    try:
        write(export, changed("[users]", "[customers]"))
        with pytest.raises(ValueError, match="customers"):
            open_app(export)
    finally:
        i18n.set_language("en")
