"""Content: search terms, what their readers want, and the posts that bring them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .randomness import keys, pick
from .scales import inverse

DAY = 86_400


class Term(NamedTuple):
    """A search term: percent of unpaid search visits, score of registering, topic of its posts."""

    code: str
    share: int
    register: int
    topic: str


TERMS = (
    Term("harbour_life_app", 14, 190, "brand"),
    Term("pay_utility_bill", 14, 110, "bills"),
    Term("credit_card_points", 12, 90, "points"),
    Term("restaurant_deals_nearby", 14, 80, "dining"),
    Term("holiday_calendar", 26, -210, "holidays"),
    Term("steamed_fish_recipe", 20, -190, "recipes"),
)
TERM_REGISTER = np.array([t.register for t in TERMS])
TERM_TABLE = inverse([t.share for t in TERMS])
PAID_TERMS = {  # search words that campaigns buy, with their share in percent
    "category_words": (("restaurant_deals_nearby", 45), ("pay_utility_bill", 30), ("credit_card_points", 25)),
    "rival_words": (("rival_app", 100),),
    "brand_words": (("harbour_life_app", 100),),
    "store_search": (("lifestyle_app", 60), ("rival_app", 40)),
}
POSTS_PER_TERM = 5
ACCOUNT_POSTS = 52  # one a week on the official account
ACCOUNT_TOPICS = ("dining", "bills", "points", "travel")


def term_of(key):
    """Number of the search term by which an unpaid search visitor came."""
    return pick(key, "term", TERM_TABLE)


def post_ids(seo, key, touched_at):
    """Number of the post by which a person came: unpaid search (`seo` true) or the official account.

    A search visitor meets one of the posts on the term that are already out; a follower meets this week's post.
    Posts on a term are numbered 100 x (term + 1) + 0 … 4 and appear every 73 days; those of the account are 1001 … .
    """
    day = touched_at // DAY
    out = np.minimum(day // 73, POSTS_PER_TERM - 1) + 1
    search = 100 * (term_of(key) + 1) + (pick(key, "post", np.arange(1024)) % out)
    return np.where(seo, search, 1001 + day // 7)


def posts(root_key, last_day: int):
    """List the posts published before `last_day`: columns as a dict of lists, without their counts."""
    rows = []
    for number, term in enumerate(TERMS):
        for i in range(POSTS_PER_TERM):
            rows.append((100 * (number + 1) + i, "website", "text", term.topic, term.code, i * 73, 60_000))
    for week in range(max(1, -(-last_day // 7))):
        form = ("text", "poster", "short_video", "text")[week % 4]
        rows.append((1001 + week, "service_account", form, ACCOUNT_TOPICS[week % 4], None, week * 7, 30_000))
    rows = [row for row in rows if row[5] < last_day]
    names = ("post_id", "account_type", "format", "topic", "search_term", "day", "cost")
    columns = {name: [row[i] for row in rows] for i, name in enumerate(names)}
    key = keys(root_key, np.full(len(rows), 77), np.array(columns["post_id"]))
    columns["published_at"] = np.array(columns.pop("day")) * DAY + 5 * 3600
    columns["cost"] = np.array(columns["cost"]) + 5_000 * (pick(key, "content", np.arange(1024)) % 9)
    columns["seen_per_read"] = 6 + pick(key, "reads", np.arange(1024)) % 12
    return columns
