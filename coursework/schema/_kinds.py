"""What a table and a column are, and the short forms in which the other modules describe them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ..i18n import listing, t
from .names import CATEGORIES, CHANNELS, CITIES, DISTRICTS

TYPES = {
    "id": ("whole number", "整数编号"),
    "category": ("category", "类别"),
    "time": ("date and time", "日期时间"),
    "date": ("date", "日期"),
    "yuan": ("amount", "金额"),
    "count": ("whole number", "整数"),
    "bool": ("true or false", "是否"),
    "text": ("text", "文本"),
}
UNITS = {
    "yuan": ("yuan", "元"),
    "yes/no": ("yes/no", "是/否"),
    "days": ("days", "天"),
    "hours": ("hours", "小时"),
    "per mille": ("per mille", "千分之"),
    "percent": ("percent", "百分之"),
    "points": ("points", "积分"),
    "seconds": ("seconds", "秒"),
}


@dataclass(frozen=True)
class Column:
    """One column: name, type (a key of `TYPES`), whether it may be empty, unit (a key of `UNITS`), words in two languages."""

    name: str
    type: str
    en: str
    zh: str
    meaning: str
    meaning_zh: str
    values: dict[str, tuple[str, str]] | None = field(default=None, hash=False)
    empty: bool = False
    unit: str = ""
    refers: str = ""  # "table.column" in which every value is found

    @property
    def money(self) -> bool:
        """Whether the column is an amount (yuan in tables that are opened, cents in the files)."""
        return self.type == "yuan"


@dataclass(frozen=True)
class Table:
    """One table: name, key columns, what one row is, its columns in order, and the area of work it belongs to."""

    name: str
    key: tuple[str, ...]
    grain: str
    grain_zh: str
    columns: tuple[Column, ...]
    area: str = ""  # a key of `AREAS`

    def __getitem__(self, name: str) -> Column:
        for column in self.columns:
            if column.name == name:
                return column
        raise LookupError(
            t("The table {table} has no column {name}; it has {names}.", table=self.name, name=name, names=listing(self.names, 40))
        )

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns in order."""
        return tuple(column.name for column in self.columns)


def column(name, type, en, zh, meaning, meaning_zh, values=None, *, empty=False, refers="", unit=""):
    """Describe a column; the units of amounts and of yes/no are known by the type."""
    unit = {"yuan": "yuan", "bool": "yes/no"}.get(type, unit)
    return Column(name, type, en, zh, meaning, meaning_zh, values, empty, unit, refers)


def channel(meaning, meaning_zh):
    """Describe a column that names a channel."""
    return column("channel", "category", "Channel", "渠道", meaning, meaning_zh, CHANNELS, refers="channels.channel")


def user(empty=False, meaning="The user.", meaning_zh="用户。"):
    """Describe the column that names a user."""
    return column("user_id", "id", "User", "用户编号", meaning, meaning_zh, empty=empty, refers="users.user_id")


def merchant(empty=False, meaning="The merchant.", meaning_zh="商户。"):
    """Describe the column that names a merchant."""
    return column("merchant_id", "id", "Merchant", "商户编号", meaning, meaning_zh, empty=empty, refers="merchants.merchant_id")


def product(empty=False, meaning="The product.", meaning_zh="商品。"):
    """Describe the column that names a product."""
    return column("product_id", "id", "Product", "商品编号", meaning, meaning_zh, empty=empty, refers="products.product_id")


def activity(empty=False, meaning="The activity.", meaning_zh="活动。"):
    """Describe the column that names an activity."""
    return column("activity_id", "id", "Activity", "活动编号", meaning, meaning_zh, empty=empty, refers="activities.activity_id")


def order(meaning, meaning_zh):
    """Describe a column that names the order, where there is one."""
    return column("order_id", "id", "Order", "订单编号", meaning, meaning_zh, empty=True, refers="orders.order_id")


def category(meaning, meaning_zh, name="category", en="Category", zh="品类"):
    """Describe a column of categories of goods."""
    return column(name, "category", en, zh, meaning, meaning_zh, CATEGORIES)


def city(meaning, meaning_zh):
    """Describe a column that names a city."""
    return column("city", "category", "City", "城市", meaning, meaning_zh, CITIES)


def district(meaning, meaning_zh):
    """Describe a column that names a district."""
    return column("district", "category", "District", "城区", meaning, meaning_zh, DISTRICTS)


def names(meaning, meaning_zh):
    """Describe the two columns that hold a thing's name in English and in Chinese."""
    return (
        column("name", "text", "English name", "英文名", f"{meaning} in English.", f"{meaning_zh}的英文名称。"),
        column("name_zh", "text", "Chinese name", "中文名", f"{meaning} in Chinese.", f"{meaning_zh}的中文名称。"),
    )


def make_table(name, key, grain, grain_zh, *columns):
    """Describe a table; `key` holds the names of its key columns with blanks between them."""
    return Table(name, tuple(key.split()), grain, grain_zh, columns)


def in_area(area, *tables):
    """Give the tables as those of one area of work."""
    return tuple(replace(table, area=area) for table in tables)
