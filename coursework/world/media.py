"""Content: the posts of the team's own accounts with what came of them, and a competitor's, which the team only watches.

Contacts come by the web site and by the official account, and are counted; the other accounts bring readers and followers
but no contacts. A post that takes up a hot topic is shown far more often and read less closely, and wins no more followers. Videos
that are watched to the end are passed on.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from . import content
from . import parameters as p
from .frames import codes
from .people import DAY
from .randomness import chance, draw, keys
from .scales import inverse, spread, threshold

KEYS = 7_802  # address of the posts' keys below the world's key


class Account(NamedTuple):
    """An account: days between posts, share of each form and topic, median impressions, reads in thousandths of them, cents a post."""

    code: str
    every: int
    forms: tuple[int, ...]
    topics: tuple[int, ...]
    shown: int
    read: int
    cost: int


FORMS = ("text", "poster", "short_video", "live")
TOPICS = ("brand", "bills", "points", "dining", "holidays", "recipes", "travel")
ACCOUNTS = (
    Account("weibo", 4, (50, 35, 15, 0), (26, 8, 12, 22, 18, 4, 10), 5_200, 90, 12_000),
    Account("xiaohongshu", 8, (62, 30, 8, 0), (6, 4, 8, 44, 8, 14, 16), 4_100, 210, 26_000),
    Account("douyin", 8, (0, 0, 100, 0), (8, 4, 6, 46, 10, 14, 12), 9_800, 330, 52_000),
    Account("video_channel", 10, (0, 0, 100, 0), (14, 16, 14, 28, 14, 4, 10), 3_900, 340, 40_000),
    Account("live", 21, (0, 0, 0, 100), (10, 0, 20, 50, 10, 0, 10), 2_600, 300, 95_000),
    Account("app", 9, (40, 60, 0, 0), (14, 18, 24, 26, 10, 0, 8), 6_400, 150, 15_000),
    Account("competitor", 6, (34, 18, 40, 8), (10, 4, 22, 44, 8, 2, 10), 15_500, 240, 0),
)
HOT = threshold(0.16)  # of posts take up a hot topic
HOT_SHOWN, HOT_READ, HOT_FOLLOWS = 310, 62, 52  # percent of what another post has: impressions, reads of them, followers of those
SITE_HOT = ("holidays",)  # topics of the web site that are hot by themselves
FINISHED = {"brand": 24, "bills": 33, "points": 31, "dining": 44, "holidays": 34, "recipes": 52, "travel": 38}  # percent of views, in the middle
LIKED = {"text": 22, "poster": 18, "short_video": 46, "live": 70}  # likes in thousandths of reads
TALKED, SHARED, FOLLOWED = 160, 9, 7  # comments in thousandths of likes; shares and followers in thousandths of reads


def table(root_key, last_day: int, counted: dict, size: int) -> dict:
    """Columns of `content_posts`; `counted` holds contacts and registrations of the posts of `content.posts`."""
    parts = [_found(root_key, last_day, counted)]
    parts += [_account(root_key, number, account, last_day, size) for number, account in enumerate(ACCOUNTS)]
    made = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    return {name: values for name, values in (made | _answers(made)).items() if name != "key"}


def _found(root_key, last_day, counted) -> dict:
    """Posts by which people come: those on search terms, and the weekly ones of the official account."""
    rows, name = content.posts(root_key, last_day), "content_posts"
    clicks = counted["post_clicks"]
    reads = clicks * (3 + rows["seen_per_read"] % 4) + 20
    key = keys(root_key, np.full(len(clicks), KEYS), np.array(rows["post_id"]))
    site = np.array([account == "website" for account in rows["account_type"]])
    hot = np.where(site, np.isin(rows["topic"], SITE_HOT), chance(key, "content", HOT))
    return {name_: codes(name, name_, rows[name_]) for name_ in ("account_type", "format", "topic", "search_term")} | {
        "post_id": np.array(rows["post_id"]), "published_at": rows["published_at"], "impressions": reads * rows["seen_per_read"],
        "reads": reads, "clicks": clicks, "registrations": counted["post_registrations"], "cost": rows["cost"], "hot_topic": hot, "key": key,
    }  # fmt: skip


def _account(root_key, number, account: Account, last_day, size) -> dict:
    """Posts of one account that brings nobody by a click of its own."""
    post, name = np.arange(-(-last_day // account.every)), "content_posts"
    key = keys(root_key, np.full(len(post), KEYS), np.full(len(post), 100_000 + number), post)
    day = post * account.every + (draw(key, "content", 1).astype(np.int64) * account.every >> 32)
    kept = np.flatnonzero(day < last_day)
    post, day, key = post[kept], day[kept], key[kept]
    hot = chance(key, "content", HOT)
    luck = spread(account.shown, 70)[draw(key, "content", 2) >> np.uint32(24)]
    shown = np.maximum(luck * np.where(hot, HOT_SHOWN, 100) // 100 * size // p.STANDARD_USERS, 20)
    reads = shown * account.read // 1000 * np.where(hot, HOT_READ, 100) // 100 + 1
    form, topic = (inverse(w)[draw(key, "content", 3 + i) >> np.uint32(22)] for i, w in enumerate((account.forms, account.topics)))
    nothing = np.zeros(len(post), dtype=np.int64)
    return {
        "account_type": codes(name, "account_type", [account.code])[nothing], "format": codes(name, "format", FORMS)[form],
        "topic": codes(name, "topic", TOPICS)[topic], "search_term": nothing - 1, "post_id": 1_000 * (number + 2) + post + 1,
        "published_at": day * DAY + 11 * 3600 + (draw(key, "content", 5) >> np.uint32(17)).astype(np.int64), "impressions": shown,
        "reads": reads, "clicks": nothing, "registrations": nothing, "cost": nothing + account.cost, "hot_topic": hot, "key": key,
    }  # fmt: skip


def _answers(made) -> dict:
    """What readers do: likes, comments, shares, followers; videos also have a share that is watched to the end."""
    name, key, reads, hot = "content_posts", made["key"], made["reads"], made["hot_topic"]
    videos = made["format"] == codes(name, "format", ("short_video",))[0]
    middle = np.zeros(len(TOPICS), dtype=np.int64)
    middle[codes(name, "topic", list(FINISHED))] = list(FINISHED.values())
    finished = np.clip(middle[made["topic"]] - 12 + (draw(key, "score", 1).astype(np.int64) * 25 >> 32) - 6 * hot, 3, 90)
    liked = np.zeros(len(LIKED), dtype=np.int64)
    liked[codes(name, "format", list(LIKED))] = list(LIKED.values())
    luck = [60 + (draw(key, "likes", i).astype(np.int64) * 81 >> 32) for i in range(4)]  # percent
    likes = reads * liked[made["format"]] * luck[0] // 100_000
    passed_on = np.where(videos, SHARED * finished // 25, SHARED)
    competitor = made["account_type"] == codes(name, "account_type", ("competitor",))[0]
    follows = reads * FOLLOWED * np.where(hot, HOT_FOLLOWS, 100) * luck[3] // 10_000_000
    return {
        "completion_percent": np.where(videos, finished, -1), "likes": likes * np.where(competitor, 130, 100) // 100,
        "comments": likes * TALKED * luck[1] // 100_000, "shares": reads * passed_on * luck[2] // 100_000, "follows": follows,
    }  # fmt: skip
