"""Badges: honours for what people did anyway; so they reach those who are active."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from . import orders
from .moments import NEVER, Moments, booked, merged
from .people import DAY, People
from .randomness import chance
from .scales import logistic


class Badge(NamedTuple):
    """A badge: what is counted (a key of `counted`) and how many of it are needed."""

    name: str
    name_zh: str
    rule: str
    rule_zh: str
    series: str
    rarity: str
    of: str
    times: int


BADGES = (
    Badge("Harbour walker", "港湾漫步者", "Open merchants' pages 30 times", "浏览商户页面满30次", "city", "common", "browse", 30),
    Badge("Film nights", "光影之夜", "Five cinema orders", "电影订单满5笔", "city", "rare", "cinema", 5),
    Badge("City explorer", "城市探索家", "Orders of all six kinds", "六个品类都下过单", "city", "legendary", "kinds", 1),
    Badge("First bite", "第一口", "The first dining order", "完成首笔餐饮订单", "taste", "common", "dining", 1),
    Badge("Regulars' table", "老饕之席", "Ten dining orders", "餐饮订单满10笔", "taste", "rare", "dining", 10),
    Badge("Night owl", "夜猫子", "Three orders after nine in the evening", "21点后下单满3笔", "taste", "rare", "late_orders", 3),
    Badge("Seven stamps", "七枚印章", "Check in seven times", "累计签到7次", "loyalty", "common", "check_in", 7),
    Badge("Thirty stamps", "三十枚印章", "Check in thirty times", "累计签到30次", "loyalty", "rare", "check_in", 30),
    Badge("Bill keeper", "账单管家", "Pay six bills", "缴费满6笔", "loyalty", "rare", "bills", 6),
    Badge("A hundred days", "百日同行", "Be there on a hundred days", "累计活跃100天", "loyalty", "legendary", "days", 100),
    Badge("First word", "初次发声", "Write the first review", "写下第一条评价", "helper", "common", "review", 1),
    Badge("Trusted voice", "口碑达人", "Write eight reviews", "写满8条评价", "helper", "legendary", "review", 8),
    Badge("Bridge builder", "牵线人", "An invited friend registers", "邀请的好友完成注册", "helper", "common", "friends", 1),
    Badge("Friend of many", "朋友遍港湾", "Five invited friends register", "邀请5位好友完成注册", "helper", "rare", "friends", 5),
)
EVENING = 21 * 3600
SHOWS = {"common": -130, "rare": -35, "legendary": 70}  # score of showing a badge, before the social score


class Awards(NamedTuple):
    """Badges earned, in the order of user, time and badge."""

    user: np.ndarray
    badge: np.ndarray  # number from 1
    at: np.ndarray
    shown: np.ndarray


def counted(found: dict[str, Moments], n: int, friends: Moments, days: Moments) -> dict[str, Moments]:
    """Add what only badges count to the moments of `moments.of_lives`."""
    bought = found["order"]
    firsts = np.full((len(orders.CATEGORIES), n), NEVER)
    for row, category in zip(firsts, orders.CATEGORIES, strict=True):
        one = found[category.code].nth(1)
        row[one.user] = one.at
    latest = firsts.max(axis=0)
    all_kinds = np.flatnonzero(latest < NEVER)
    late = bought.where(np.flatnonzero(bought.at % DAY >= EVENING))
    return found | {"kinds": Moments(all_kinds, latest[all_kinds]), "late_orders": late, "friends": friends, "days": days}


def awards(people: People, social, found: dict[str, Moments]) -> Awards:
    """Award each badge at the end of the day on which its rule is met for the first time."""
    got = [found[badge.of].nth(badge.times) for badge in BADGES]
    user, at = np.concatenate([one.user for one in got]), booked(np.concatenate([one.at for one in got]))
    number = np.repeat(np.arange(len(BADGES)), [len(one) for one in got])
    order = merged([user], [at], number)
    user, at, number = user[order], at[order], number[order]
    score = np.array([SHOWS[badge.rarity] for badge in BADGES])[number] + social[user]
    return Awards(user, number + 1, at, chance(people.key[user], "badge", logistic(score), number))
