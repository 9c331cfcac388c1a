"""Benefits of members: given when a level is reached, used on a later visit by some, and judged by some of those."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .levels import Held
from .moments import Moments
from .people import People
from .randomness import chance, draw, pick
from .scales import inverse, threshold


class Benefit(NamedTuple):
    """A benefit: lowest level, cost of one use in cents, percent who want to use it, how well it is liked."""

    name: str
    name_zh: str
    kind: str
    level: int
    cost: int
    wanted: int
    liked: str


BENEFITS = (
    Benefit("Member-day voucher", "会员日立减券", "discount", 2, 500, 44, "well"),
    Benefit("An hour of free parking", "免费停车一小时", "partner", 3, 600, 21, "well"),
    Benefit("Birthday dessert", "生日甜品礼", "exclusive", 3, 1_200, 16, "well"),
    Benefit("Two cinema tickets for one", "电影票买一赠一", "partner", 3, 3_500, 30, "well"),
    Benefit("Day pass for a gym", "健身房单日体验", "partner", 3, 2_500, 3, "little"),  # hardly anybody wants it
    Benefit("First in the hotline", "客服热线优先接入", "priority", 3, 300, 14, "well"),
    Benefit("Ten percent off groceries", "生鲜九折", "discount", 3, 900, 38, "well"),
    Benefit("Airport lounge", "机场贵宾厅", "exclusive", 4, 9_800, 24, "well"),
    Benefit("Early entry to flash sales", "秒杀提前入场", "priority", 4, 0, 33, "little"),
    Benefit("Personal adviser", "专属客户经理", "service", 4, 4_500, 27, "greatly"),  # few have it, and they love it
    Benefit("Refund without questions", "无忧退款", "service", 4, 1_600, 18, "well"),
    Benefit("Table in full restaurants", "热门餐厅留座", "exclusive", 5, 3_000, 40, "well"),
    Benefit("Yearly health check", "年度健康体检", "partner", 5, 26_000, 28, "well"),
    Benefit("Transfers abroad without fee", "境外汇款免手续费", "discount", 5, 5_000, 15, "well"),
)
ADVISER, GYM = 10, 5  # numbers of the two that stand out
AFTER = inverse((30, 20, 14, 10, 8, 6, 4, 3, 2, 1, 1, 1))  # visits after the grant, from 0, that pass before it is used
USED = 90  # seconds from the start of a visit
SAYS = threshold(0.55)  # of those who used it say how they liked it
LIKED = {  # marks 1 to 5 as 0 to 4
    "greatly": inverse((0, 1, 3, 20, 76)), "well": inverse((4, 8, 22, 40, 26)), "little": inverse((14, 24, 34, 20, 8)),
}  # fmt: skip


class Grants(NamedTuple):
    """Benefits given, in the order of user, time and benefit; `used` and `mark` are -1 where there is none."""

    user: np.ndarray
    benefit: np.ndarray  # number from 1
    at: np.ndarray
    used: np.ndarray
    mark: np.ndarray


def grants(people: People, levels: Held, visits) -> Grants:
    """Give each level's benefits when it is reached; they are used on one of the next visits, if there is one."""
    row, number = [], []
    for place, benefit in enumerate(BENEFITS):
        gets = np.flatnonzero((levels.before < benefit.level) & (benefit.level <= levels.level))
        row.append(gets)
        number.append(np.full(len(gets), place))
    row, number = np.concatenate(row), np.concatenate(number)
    order = np.lexsort((number, row))
    row, number = row[order], number[order]
    user, at = levels.user[row], levels.since[row]
    key = people.key[user]
    start = Moments(visits["user"], visits["start"]).following(user, at, 1 + pick(key, "benefit", AFTER, number))
    wants = chance(key, "used", np.array([threshold(b.wanted / 100) for b in BENEFITS])[number], number)
    used = np.where(wants & (start >= 0), start + USED, -1)
    marks = np.stack([LIKED[b.liked] for b in BENEFITS])[number, draw(key, "satisfaction", number) >> np.uint32(22)]
    says = chance(key, "satisfaction", SAYS, number + len(BENEFITS)) & (used >= 0)
    return Grants(user, number + 1, at, used, np.where(says, marks + 1, -1))
