"""Opinion leaders: who posts when under which campaign, what a post cost, and which contacts it brought.

A post is the latest one of its campaign when somebody meets it, so the posts of a campaign share out its money, its impressions
and its contacts without rest. The star bloggers have young followers all over the country, the local ones have neighbours.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .channels import origins, sources
from .frames import Texts, codes
from .people import DAY
from .randomness import draw, keys

KEYS = 7_801  # address of the posts' keys below the world's key
PER_CAMPAIGN = 1_000  # room for the posts of one campaign in their ids
NOON = DAY // 2


class Leader(NamedTuple):
    """One opinion leader (all are made up): followers, and how many percent of them are young, and live where the app is at home."""

    name: str
    name_zh: str
    kind: str
    platform: str
    followers: int
    young: int
    local: int
    cooperation: str


LEADERS = {
    "star_blogger": (
        Leader("Captain Hungry", "饿队长", "head", "short_video", 3_240_000, 76, 5, "paid"),
        Leader("Mango Goes Out", "芒果出门", "head", "live", 1_870_000, 71, 7, "paid"),
    ),
    "local_bloggers": (
        Leader("Harbour Uncle", "港湾老伯", "waist", "short_video", 118_000, 31, 64, "paid"),
        Leader("Two Bowls of Rice", "两碗饭", "waist", "notes", 86_000, 44, 58, "commission"),
        Leader("East Lake Eats", "东湖吃货", "tail", "notes", 31_000, 48, 81, "paid"),
        Leader("Mother of Three", "三娃妈妈", "tail", "notes", 24_500, 22, 77, "commission"),
        Leader("Bridge Walker", "桥上散步", "tail", "microblog", 19_200, 39, 72, "paid"),
        Leader("Silver Hill Weekends", "银山周末", "tail", "short_video", 27_800, 46, 79, "exchange"),
        Leader("Aunt Chen's Market Basket", "陈阿姨的菜篮", "koc", "notes", 3_400, 12, 92, "exchange"),
        Leader("Night Shift Snacks", "夜班加餐", "koc", "microblog", 5_100, 57, 88, "commission"),
        Leader("Stone Well Daily", "石井日常", "koc", "live", 6_700, 35, 94, "exchange"),
    ),
}  # fmt: skip
EVERY = {"star_blogger": 24, "local_bloggers": 8}  # days between posts of a campaign, give or take
LIKED = {"star_blogger": (52, 30), "local_bloggers": (24, 22)}  # interactions in thousandths of the impressions: least, and the luck in it


class Posts(NamedTuple):
    """Posts in the order of their ids: campaign and leader by number, second of publication."""

    id: np.ndarray
    campaign: np.ndarray
    leader: np.ndarray
    at: np.ndarray
    key: np.ndarray


def posts(root_key, days) -> Posts:
    """List the posts that may be met on some days (an array of day numbers): campaign by campaign, in the order of time."""
    last_day = int(days[-1]) + 1
    parts, before = [], 0
    for campaign, (code, leaders) in enumerate(LEADERS.items()):
        number = np.arange(max(1, -(-last_day // EVERY[code])))
        key = keys(root_key, np.full(len(number), KEYS), np.full(len(number), campaign), number)
        day = number * EVERY[code] + np.where(number > 0, draw(key, "kol").astype(np.int64) * (EVERY[code] // 2) >> 32, 0)
        at = day * DAY + 18 * 3600 + (draw(key, "kol", 1).astype(np.int64) * 4 * 3600 >> 32)
        at = np.where(number > 0, at, 300)  # the first one greets the new year at five minutes past midnight
        leader = before + (draw(key, "kol", 2).astype(np.int64) * len(leaders) >> 32)
        kept = np.flatnonzero((day < last_day) & (np.r_[at[1:], last_day * DAY] > days[0] * DAY))
        parts.append(Posts(PER_CAMPAIGN * campaign + number[kept] + 1, np.full(len(kept), campaign), leader[kept], at[kept], key[kept]))
        before += len(leaders)
    return Posts(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def latest(found: Posts, campaign, at):
    """Number of the latest post of a campaign at a second; seconds before the first post count as its own."""
    wide = 2**32
    place = np.searchsorted(found.campaign * wide + found.at, campaign * wide + at, side="right") - 1
    return np.maximum(place, np.searchsorted(found.campaign, campaign, side="left"))


def campaign_of_source():
    """For each source of people the number of the leaders' campaign, -1 for all others."""
    names = list(LEADERS)
    return np.array([names.index(s.campaign) if s.campaign in names else -1 for s in sources()])


def counts(played, root_key) -> dict:
    """Contacts and registrations by post, of the people in `played`."""
    people, found = played.people, posts(root_key, played.days)
    campaign = campaign_of_source()[people.source]
    mine = np.flatnonzero((campaign >= 0) & (people.generation == 0))
    mine = mine[people.channel[mine] == origins()[people.source[mine]]]
    registered = np.zeros(len(people), dtype=bool)
    registered[played.user] = True
    post = latest(found, campaign[mine], people.touched_at[mine])
    return {
        "kol_clicks": np.bincount(post, minlength=len(found.at)),
        "kol_registrations": np.bincount(post[registered[mine]], minlength=len(found.at)),
    }


def table(played, root_key, counted: dict, shown) -> dict:
    """Columns of `kol_posts`. `shown` holds the impressions of ads by source and day (`rows.acquisition`), `counted` what `counts` gives."""
    found, name = posts(root_key, played.days), "kol_posts"
    leaders = [leader for group in LEADERS.values() for leader in group]
    by_post = {"price": np.zeros(len(found.at), dtype=np.int64), "impressions": np.zeros(len(found.at), dtype=np.int64)}
    for source, campaign in enumerate(campaign_of_source()):
        if campaign >= 0:
            post = latest(found, np.full(len(played.days), campaign), played.days * DAY + NOON)
            np.add.at(by_post["price"], post, played.spend[source])
            np.add.at(by_post["impressions"], post, shown[source])
    least, luck = (np.array([LIKED[code][i] for code in LEADERS])[found.campaign] for i in range(2))
    per_mille = least + (draw(found.key, "likes").astype(np.int64) * luck >> 32)
    place = found.leader
    return {
        "kol_post_id": found.id, "kol": Texts(place, [x.name for x in leaders]),
        "kol_zh": Texts(place, [x.name_zh for x in leaders]), "kol_type": codes(name, "kol_type", [x.kind for x in leaders])[place],
        "platform": codes(name, "platform", [x.platform for x in leaders])[place],
        "campaign": codes(name, "campaign", list(LEADERS))[found.campaign],
        "followers": np.array([x.followers for x in leaders])[place], "fans_young_percent": np.array([x.young for x in leaders])[place],
        "fans_local_percent": np.array([x.local for x in leaders])[place], "price": by_post["price"],
        "cooperation": codes(name, "cooperation", [x.cooperation for x in leaders])[place], "published_at": found.at,
        "impressions": by_post["impressions"], "interactions": by_post["impressions"] * per_mille // 1000,
        "clicks": counted["kol_clicks"], "registrations": counted["kol_registrations"],
    }  # fmt: skip
