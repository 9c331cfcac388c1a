"""The activities of 2025: which ran when, for whom, what they were to raise, and what it took to join.

The list is the same in every world; goals and budgets grow with the number of users. An activity with phases begins, for
users, with the warm-up: preparation and the gathering of users come before its first day. What the big sales do to visits
and orders stands in `seasons.PROMOTIONS`, whose days they share; the flash sales on Mondays have their stock in `flash`.
Activities of the other kinds change nothing but where coupons come from and what is shown.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

import numpy as np

from .parameters import STANDARD_USERS
from .seasons import FIRST, FLASH_FROM, FLASH_TO, LAST_DAY


class Activity(NamedTuple):
    """One activity; `goal_value` and `budget` (yuan) hold for the standard size, `weight` says how often it is shown."""

    code: str
    name: str
    name_zh: str
    kind: str
    mechanic: str
    theme: str
    starts: date
    ends: date
    target: str
    goal: str
    goal_value: int
    budget: int
    words: int  # length of the rules
    steps: int  # steps to join
    weight: int = 2
    online: bool = True
    hot: bool = False
    phases: tuple = (None,) * 5  # preparation, accumulation, warm-up, peak and encore from


def _day(text: str) -> date:
    return date.fromisoformat(f"2025-{text}")


def _activity(code, name, name_zh, what, theme, starts, ends, whom, goal_value, budget, words, steps, weight=2, **more):
    kind, mechanic = what.split()
    target, goal = whom.split()
    more["phases"] = tuple(_day(d) if d else None for d in more.get("phases", (None,) * 5))
    return Activity(
        code, name, name_zh, kind, mechanic, theme, _day(starts), _day(ends), target, goal, goal_value, budget, words, steps, weight, **more
    )  # fmt: skip


JUNE, NOVEMBER = ("05-26", "06-02", "06-12", "06-16", "06-19"), ("10-10", "10-20", "10-27", "11-09", "11-12")
FEAST = ("01-06", "01-13", "01-20", "01-27", "02-05")
# fmt: off
LARGE = (
    _activity("newcomer_gift", "Gift for newcomers", "新人礼", "personal spend_and_save", "none", "01-01", "12-31", "newcomers registrations", 10_500, 26_000, 180, 1, 3),
    _activity("invite_reward", "Bring a friend", "邀请有礼", "personal invite_reward", "none", "01-01", "12-31", "everybody registrations", 900, 24_000, 420, 4, 1),
    _activity("recall", "We have missed you", "好久不见", "personal member_voucher", "none", "04-01", "11-30", "dormant recalled_users", 150, 12_000, 150, 2, 1),
    _activity("lunch_hour", "Lunch hour", "午间特惠", "daily time_slot", "none", "03-03", "12-31", "everybody orders", 150, 3_000, 160, 1, 2),
    _activity("evening_market", "Evening market", "夜市时段", "daily time_slot", "summer", "06-20", "08-31", "everybody orders", 70, 1_200, 210, 2, 2),
    _activity("spring_feast", "Spring Festival table", "新春团圆宴", "themed spend_and_gift", "spring_festival", "01-20", "02-12", "everybody gmv", 110_000, 9_000, 520, 3, 4, hot=True, phases=FEAST),
    _activity("bills_march", "Bills in March", "三月缴费节", "periodic bill_discount", "none", "03-01", "03-31", "everybody active_users", 2_000, 4_000, 380, 3),
    _activity("bills_july", "Bills in July", "七月缴费节", "periodic bill_discount", "none", "07-01", "07-31", "everybody active_users", 2_600, 4_500, 140, 1),
    _activity("bills_september", "Bills in September", "九月缴费节", "periodic bill_discount", "none", "09-01", "09-30", "everybody active_users", 2_900, 4_500, 460, 4),
    _activity("bills_december", "Bills in December", "十二月缴费节", "periodic bill_discount", "none", "12-01", "12-31", "everybody active_users", 3_400, 5_000, 240, 2),
    _activity("points_spring", "Double points in spring", "春季双倍积分", "periodic double_points", "none", "03-20", "03-22", "members active_users", 750, 1_500, 130, 1),
    _activity("points_summer", "Double points in summer", "夏季双倍积分", "periodic double_points", "summer", "08-18", "08-20", "members active_users", 1_450, 1_800, 320, 3),
    _activity("points_autumn", "Double points in autumn", "秋季双倍积分", "periodic double_points", "none", "10-21", "10-23", "members active_users", 1_500, 2_000, 260, 2),
    _activity("points_winter", "Double points at year's end", "年末双倍积分", "periodic double_points", "year_end", "12-22", "12-24", "members active_users", 1_700, 2_400, 150, 1),
    _activity("group_buy", "Buy together", "好友拼团", "periodic group_buy", "none", "03-03", "11-30", "everybody orders", 450, 9_000, 560, 4, 2),
    _activity("city_fair", "City fair in May", "五月城市集市", "themed special_product", "none", "05-01", "05-05", "everybody registrations", 350, 15_000, 300, 3, 3, online=False, hot=True),
    _activity("anniversary", "The app's birthday", "周年庆", "themed spend_and_gift", "anniversary", "05-20", "05-26", "everybody gmv", 95_000, 12_000, 640, 4, 4),
    _activity("anniversary_branches", "Birthday in the branches", "周年庆网点专场", "themed spend_and_gift", "anniversary", "05-23", "05-26", "bank_customers active_users", 250, 6_000, 280, 3, 1, online=False),
    _activity("june_sale", "June sale", "618大促", "themed spend_and_save", "june_sale", "06-12", "06-30", "everybody gmv", 320_000, 28_000, 720, 4, 6, hot=True, phases=JUNE),
    _activity("summer_cool", "Cool summer", "清凉一夏", "themed special_product", "summer", "07-05", "08-17", "everybody orders", 110, 3_000, 230, 2, 3),
    _activity("cup_final", "Night of the final", "决赛之夜", "themed time_slot", "none", "07-12", "07-13", "everybody active_users", 1_100, 2_500, 190, 1, 4, hot=True),
    _activity("lounge_days", "Lounge days", "贵宾厅出行季", "periodic special_product", "summer", "07-01", "08-31", "bank_customers gmv", 150_000, 9_000, 860, 6, 1),
    _activity("card_spring", "Card day in spring", "春季刷卡日", "periodic spend_and_save", "none", "04-10", "04-16", "bank_customers gmv", 9_000, 3_000, 600, 5, 2),
    _activity("card_autumn", "Card day in autumn", "秋季刷卡日", "periodic spend_and_save", "none", "10-13", "10-19", "bank_customers gmv", 24_000, 3_500, 340, 3, 2),
    _activity("regulars_spring", "Week of the regulars", "常客周", "periodic spend_and_gift", "none", "04-21", "04-27", "regulars orders", 40, 1_000, 480, 5, 2),
    _activity("regulars_autumn", "Autumn week of the regulars", "秋季常客周", "periodic spend_and_gift", "none", "09-22", "09-28", "regulars orders", 40, 1_200, 200, 2, 2),
    _activity("golden_week", "Golden Week outings", "黄金周出游", "themed special_product", "golden_week", "09-28", "10-08", "everybody gmv", 240_000, 16_000, 400, 3, 5, hot=True, phases=("09-10", "09-20", "09-28", "10-01", "10-06")),
    _activity("november_sale", "November sale", "双11大促", "themed spend_and_save", "november_sale", "10-27", "11-14", "everybody gmv", 450_000, 48_000, 980, 5, 7, hot=True, phases=NOVEMBER),
    _activity("year_end_gift", "Gifts at year's end", "岁末答谢", "themed spend_and_gift", "year_end", "12-20", "12-31", "everybody gmv", 300_000, 15_000, 350, 2, 4),
)
# fmt: on
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
MEMBER_DAY = 8  # of each month
MEMBER_WORDS, MEMBER_STEPS = (210, 210, 260, 340, 340, 300, 180, 120, 120, 150, 230, 110), (3, 3, 3, 4, 4, 3, 2, 1, 1, 2, 2, 1)
FLASH_WORDS = (140, 150, 150, 165, 190, 180, 170, 160, 150, 155, 145, 140, 130)
FLASH_STEPS = 2
BY_LIST = ("time_slot", "special_product", "spend_and_gift")  # an order of a product on their list came by them
HOURS = {"lunch_hour": (11, 14), "evening_market": (18, 24), "cup_final": (18, 24)}  # of the day, where not all of it counts
LISTS = {  # products on sale by mechanic: how many, and of which categories
    "flash_sale": (3, ("dining",)), "time_slot": (40, ("dining", "cinema")), "special_product": (60, ("travel", "cinema", "mall")),
    "spend_and_gift": (60, ("dining", "grocery", "mall")), "spend_and_save": (24, ("dining", "grocery", "cinema", "travel", "mall")),
    "bill_discount": (12, ("bills",)), "group_buy": (0, ()), "double_points": (0, ()), "member_voucher": (5, ("dining", "grocery", "cinema")),
    "invite_reward": (0, ()),
}  # fmt: skip
CALLED_OFF = {"quiet_quarter": ("november_sale",)}  # activities that a scenario leaves out
SHOWN_ENTRIES = 256  # entries of a day's table of activities shown


@cache
def activities() -> tuple[Activity, ...]:
    """All activities of 2025; the number of an activity is its place, its id one more."""
    days = [
        Activity(
            f"member_day_{month}", f"Member day in {name}", f"{month}月会员日", "periodic", "member_voucher", "none",
            date(2025, month, MEMBER_DAY), date(2025, month, MEMBER_DAY), "members", "active_users", 60 + 75 * month, 800 + 60 * month,
            MEMBER_WORDS[month - 1], MEMBER_STEPS[month - 1], 5,
        )
        for month, name in enumerate(MONTHS, start=1)
    ]  # fmt: skip
    weeks = [FLASH_FROM + timedelta(days=7 * i) for i in range((FLASH_TO - FLASH_FROM).days // 7 + 1)]
    sales = [
        Activity(
            f"flash_{i + 1}", f"Flash sale on {day.day} {MONTHS[day.month - 1]}", f"{day.month}月{day.day}日十点秒杀", "daily", "flash_sale",
            "november_sale" if date(2025, 10, 27) <= day <= date(2025, 11, 14) else "none", day, day, "everybody", "active_users",
            860 + 10 * i, 1_200, FLASH_WORDS[i], FLASH_STEPS, 8,
        )
        for i, day in enumerate(weeks)
    ]  # fmt: skip
    return (*LARGE, *days, *sales)


@cache
def number(code: str) -> int:
    """Number of an activity by its code."""
    return [a.code for a in activities()].index(code)


@cache
def held(scenario: str) -> np.ndarray:
    """Say of each activity whether it took place in a scenario; one more entry, False, stands for "none" (-1)."""
    return np.array([a.code not in CALLED_OFF.get(scenario, ()) for a in activities()] + [False])


@cache
def spans():
    """First and last day (numbers) of each activity: two arrays."""
    spans = np.array([[(a.starts - FIRST).days, (a.ends - FIRST).days] for a in activities()]).T
    spans.setflags(write=False)
    return spans


@cache
def on_days(kind: str) -> np.ndarray:
    """Number of the activity of a day, -1 for none: `kind` is "flash", "member_day", "bills", "sale", "card" or "recall"."""
    choice = {
        "flash": lambda a: a.mechanic == "flash_sale", "member_day": lambda a: a.code.startswith("member_day"),
        "bills": lambda a: a.mechanic == "bill_discount", "sale": lambda a: a.code in ("june_sale", "november_sale"),
        "card": lambda a: a.code.startswith("card_"), "recall": lambda a: a.code == "recall",
    }[kind]  # fmt: skip
    found = np.full(LAST_DAY, -1)
    for i, (a, first, last) in enumerate(zip(activities(), *spans(), strict=True)):
        if choice(a):
            found[first : last + 1] = i
    return found


@cache
def shown(everybody: bool) -> np.ndarray:
    """Table by day of equally likely activities to show (numbers, -1 for none); `everybody` leaves out those meant for some."""
    table = np.full((LAST_DAY, SHOWN_ENTRIES), -1)
    first, last = spans()
    weights = np.array([a.weight for a in activities()])
    meant = np.array([a.target in ("everybody", "members") or not everybody for a in activities()])
    hidden = np.array([a.target == "dormant" for a in activities()])
    for day in range(int(last.max()) + 1):
        running = np.flatnonzero((first <= day) & (day <= last) & meant & ~hidden)
        edges = np.cumsum(weights[running]) * SHOWN_ENTRIES // weights[running].sum()
        table[day] = running[np.searchsorted(edges, np.arange(SHOWN_ENTRIES), side="right")]
    return table


def scaled(value: int, users: int) -> int:
    """A goal or a budget, given for the standard size, at another size."""
    return max(1, value * users // STANDARD_USERS)


def phase_days(a: Activity) -> list[int]:
    """First days of the five phases, -1 where there is none."""
    return [-1 if day is None else (day - FIRST).days for day in a.phases]

