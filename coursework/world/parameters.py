"""The causes: what each channel costs and whom it brings. Every number here is our choice, tuned and tested.

Scores are hundredths of a logit added to a person's own traits; see `people` and `behaviour` for where they act.
"""

from __future__ import annotations

from typing import NamedTuple

WORLD_VERSION = "2.0"
STANDARD_USERS = 10_000


class Channel(NamedTuple):
    """One way to win users. `click` yuan at no saturation, `half` yuan in 28 days at which half the pool is reached."""

    code: str
    click: float  # price of the first click, yuan, January 2026; 0 where nothing is bought
    half: float  # yuan in 28 days; for channels that are not bought: people who come in 28 days
    usual: float  # average spend in 28 days of 2025, yuan; 0 where nothing is bought
    register: int  # score of registering after a touch
    habit: int  # score of coming back
    order: int  # score of ordering on an active day
    bank: int  # score of opening an account
    price: int  # score of waiting for a discount
    power: int  # spending power, hundredths of a log
    dining: float  # share of people with a taste for eating out
    anyway: float  # share that would have come by themselves
    young: int  # shift of the age, years
    tiers: tuple[int, int, int] | None  # city tiers 1, 2, 3 in percent where campaigns do not say it


BOUGHT = (
    #       code          click  half  usual  regis habit order bank price power dining any  young tiers
    Channel("search_ads", 3.80, 33600, 3110, -244, 2, -92, 15, 0, 5, 0.34, 0.03, 0, (34, 38, 28)),
    Channel("brand_search", 0.90, 720, 1380, -207, 24, -81, 25, -20, 10, 0.36, 0.7, 1, (38, 36, 26)),
    Channel("feed_ads", 1.50, 36000, 4260, -325, 8, -124, -13, 10, 0, 0.30, 0.01, -2, None),
    Channel("video_ads", 1.67, 26400, 4840, -327, -33, -134, -13, 10, 5, 0.30, 0.01, -5, None),
    Channel("banner_ads", 0.60, 18000, 1800, -484, -63, -216, -133, 30, -5, 0.26, 0.01, 3, (30, 36, 34)),
    Channel("app_store_ads", 2.42, 6240, 1730, -226, 11, -111, -5, 0, 5, 0.32, 0.1, -2, (34, 36, 30)),
    Channel("kol_posts", 1.08, 18000, 2400, -458, -77, -228, -154, 40, -15, 0.28, 0.01, -9, (34, 38, 28)),
    Channel("task_platform", 1.80, 7800, 600, -188, -93, -246, -250, 150, -35, 0.20, 0.01, -7, (18, 34, 48)),
)
# Nobody buys these. People of `referral` are invited by users (`invitations`), so it has no pool of its own.
FREE = (
    Channel("partner_communities", 0, 79, 0, -180, 5, -88, 10, 10, 0, 0.34, 0, 2, (28, 40, 32)),
    Channel("official_account", 0, 94, 0, -200, 15, -93, 10, 10, 0, 0.32, 0, 1, (32, 38, 30)),
    Channel("referral", 0, 0, 0, -100, 20, -78, 10, 10, 0, 0.34, 0, -1, (30, 38, 32)),
    Channel("merchant_qr", 0, 86, 0, -165, -20, -68, -30, 30, 0, 0.46, 0, 1, (30, 38, 32)),
    Channel("branch", 0, 32, 0, -80, 0, -128, 25, -20, 5, 0.26, 0, 9, (28, 38, 34)),
    Channel("ad_screens", 0, 115, 0, -290, -15, -113, -15, 0, 5, 0.30, 0, 0, (60, 30, 10)),
    Channel("street_promo", 0, 58, 0, -170, -75, -148, -60, 60, -15, 0.26, 0, 0, (26, 38, 36)),
    Channel("bank_customers", 0, 79, 0, -150, 25, -88, 0, -20, 10, 0.30, 0, 6, (32, 38, 30)),
    Channel("seo", 0, 520, 0, -355, 8, -103, 0, 0, 0, 0.32, 0, 0, (32, 38, 30)),
    Channel("app_store", 0, 122, 0, -205, 18, -98, 5, 0, 5, 0.32, 0, -2, (34, 36, 30)),
    Channel("direct", 0, 50, 0, -195, 25, -88, 20, -10, 5, 0.34, 0, 1, (36, 36, 28)),
    Channel("institutions", 0, 29, 0, -130, 15, -108, 20, -5, 5, 0.30, 0, 4, (34, 38, 28)),
)
CHANNELS = BOUGHT + FREE
CODES = tuple(c.code for c in CHANNELS)
PAID = tuple(c.code for c in BOUGHT)
NUMBER = {code: number for number, code in enumerate(CODES)}
ONLINE = frozenset(CODES) - {"merchant_qr", "branch", "ad_screens", "street_promo", "institutions"}


class Campaign(NamedTuple):
    """A part of a channel that is bought or posted by itself; `share` is percent of the channel's budget and pool, `register` is
    added to the channel's score of registering."""

    channel: str
    code: str
    share: int
    tiers: tuple[int, int, int] | None = None
    register: int = 0


CAMPAIGNS = (
    Campaign("search_ads", "category_words", 60),
    Campaign("search_ads", "rival_words", 40),
    Campaign("brand_search", "brand_words", 100),
    Campaign("feed_ads", "county_towns", 74, (10, 27, 63)),
    Campaign("feed_ads", "feed_nationwide", 26, (30, 40, 30)),
    Campaign("video_ads", "city_centres", 76, (81, 15, 4)),
    Campaign("video_ads", "video_nationwide", 24, (30, 40, 30)),
    Campaign("banner_ads", "banner_news", 55),
    Campaign("banner_ads", "banner_weather", 45),
    Campaign("app_store_ads", "store_search", 100),
    Campaign("kol_posts", "star_blogger", 65, None, -18),
    Campaign("kol_posts", "local_bloggers", 35, None, 28),
    Campaign("task_platform", "reward_tasks", 100),
)
FREE_CAMPAIGN = "none"
SWITCHED_OFF = ("brand_search", 215, 242)  # channel, first day, last day: 4 to 31 August 2025, a test without these ads

PUSHES = (  # channel, first day, last day, percent of the usual budget: the spring push of March and April, and less after it
    ("task_platform", 59, 119, 800), ("banner_ads", 59, 119, 300), ("kol_posts", 59, 119, 180),
    ("task_platform", 120, 364, 25), ("banner_ads", 120, 364, 50), ("kol_posts", 120, 364, 60),
)  # fmt: skip
NEW_HOME = (120, -22)  # from this day on (1 May 2025) newcomers meet the new home page, and their habit is so much weaker

HABIT_BASE = -5
TIER_HABIT = (74, 0, -76)  # the bigger the city, the more merchants are in the app
TIER_ORDER = (10, 0, -10)
DINING_EFFECT = {"register": 12, "habit": 10, "order": 105, "bank": 25}
TRAIT_EFFECT = {  # hundredths of a logit per standard deviation
    "intent_register": 60, "intent_habit": 18, "intent_order": 12,
    "habit": 62, "order": 240, "bank": 85, "price": 70, "power": 32, "habit_bank": 15,
}  # fmt: skip

ACTIVE_BASE = -105  # score of being active on a day, for a user who has not left
ACTIVE_NEW = (45, 30, 20, 12, 8, 5)  # extra on days 1 to 6
ORDER_BASE = -220
DISCOUNT_BASE = -60
BANK_BASE = -215
BANK_VALUE = {"debit": 31_000, "payroll": 46_000, "credit": 40_000}  # cents the bank books for one new account
LOOK_AHEAD = 90  # days for which people won by a plan are followed


class Targeting(NamedTuple):
    """What an audience choice does to price, pool and people."""

    price: int  # percent
    pool: int  # percent
    dining: int  # percentage points on the share with a taste for eating out
    habit: int
    price_score: int
    power: int


TARGETING = {
    "broad": Targeting(100, 100, 0, 0, 0, 0),
    "interest": Targeting(115, 72, 48, 0, 0, 0),
    "lookalike": Targeting(122, 70, 0, 34, 90, -14),
}
TARGETABLE = ("search_ads", "feed_ads", "video_ads", "banner_ads")
AUTOMATION = ("cheapest_click", "lowest_cac", "best_value")
