"""What is written down about people: contacts, answers at registration, tags; and the fixed facts of channels."""

from __future__ import annotations

import numpy as np

from . import parameters as p
from .channels import origins, sources
from .content import PAID_TERMS, TERMS, post_ids, term_of
from .people import DAY, by_channel
from .randomness import chance, draw, pick
from .scales import inverse, logistic, normal, seconds_of_day, threshold

CHANNEL_FACTS = {  # group, domain, pricing, in use since, whom it is meant for
    "search_ads": ("search_and_store", "public", "CPC", "2022-03-01", "People who look for deals, bills or points"),
    "brand_search": ("search_and_store", "public", "CPC", "2022-03-01", "People who look for the app by name"),
    "feed_ads": ("online_ads", "public", "CPC", "2022-06-01", "Families in smaller cities"),
    "video_ads": ("online_ads", "public", "CPM", "2023-02-01", "Young people in large cities"),
    "banner_ads": ("online_ads", "public", "CPM", "2021-09-01", "Everybody"),
    "app_store_ads": ("search_and_store", "public", "CPC", "2022-03-01", "People who look for an app"),
    "kol_posts": ("opinion_leaders", "public", "fixed", "2023-05-01", "Followers of food and travel bloggers"),
    "task_platform": ("task_platform", "public", "CPA", "2024-04-01", "People who do small tasks for a reward"),
    "partner_communities": ("communities", "private", "free", "2022-09-01", "Neighbours and parents"),
    "official_account": ("owned_media", "private", "free", "2021-03-01", "Followers of the bank"),
    "referral": ("referral", "private", "free", "2022-11-01", "Friends of users"),
    "merchant_qr": ("offline", "private", "free", "2021-03-01", "Guests at the till"),
    "branch": ("offline", "private", "free", "2021-03-01", "Visitors of a branch"),
    "ad_screens": ("offline", "public", "fixed", "2023-10-01", "Office workers in lifts"),
    "street_promo": ("offline", "public", "fixed", "2022-05-01", "Passers-by"),
    "bank_customers": ("bank", "private", "free", "2021-03-01", "Customers the bank already has"),
    "seo": ("organic", "public", "free", "2021-03-01", "Readers of the web site"),
    "app_store": ("organic", "public", "free", "2021-03-01", "People who browse the app store"),
    "direct": ("organic", "private", "free", "2021-03-01", "People who know the name"),
    "institutions": ("offline", "private", "free", "2023-03-01", "Staff of companies, schools and associations"),
}
TOUCH_TYPES = ("click", "search", "visit", "invite", "scan")
LANDING_PAGES = ("offer_page", "home_page", "article", "store_page", "invite_page", "task_page")
SURFACES = ("site", "mini_program", "app_store", "official_account", "community", "place")
SEARCH_TERMS = tuple(t.code for t in TERMS) + ("rival_app", "lifestyle_app")
_WAY = {  # touch type, landing page, surface (numbers in the tuples above)
    **{c: (0, 0, 0) for c in p.PAID}, "app_store_ads": (0, 3, 2), "task_platform": (0, 5, 1), "seo": (1, 2, 0),
    "app_store": (2, 3, 2), "direct": (2, 1, 0), "official_account": (2, 2, 3), "partner_communities": (2, 0, 4),
    "bank_customers": (2, 0, 1), "referral": (3, 4, 1), "merchant_qr": (4, 0, 5), "branch": (4, 1, 5),
    "ad_screens": (4, 0, 5), "street_promo": (4, 0, 5), "institutions": (4, 0, 5),
}  # fmt: skip
WAYS = np.array([_WAY[c] for c in p.CODES])
MIXED_SURFACE = np.isin(np.array(p.CODES), ["search_ads", "brand_search", "feed_ads", "video_ads", "banner_ads", "kol_posts"])
EARLIER_ALONE, EARLIER_OTHER = threshold(0.80), threshold(0.10)  # an earlier visit, by who would have come anyway
EARLIER_BY = inverse((46, 34, 20))

TAGS = ("dining_lover", "car_owner", "parent", "bargain_hunter", "heavy_user", "worth_a_call")
TAG_SOURCE, TAG_MANUAL = (0, 0, 0, 0, 1, 2), (0, 0, 0, 0, 0, 1)
HEAVY_DAYS = 8  # active days among the first 30 that make a heavy user
OCCUPATIONS = ("office", "trade_and_service", "factory", "student", "self_employed", "retired")
IDENTITIES = ("newcomer", "retail_customer", "merchant_staff", "student")
JOBS = np.stack([inverse(w) for w in ((22, 14, 10, 48, 6, 0), (42, 26, 16, 2, 14, 0), (24, 24, 14, 0, 16, 22))])


def _bought_terms(source, entry):
    table = np.full((len(sources()), 1024), -1, dtype=np.int64)
    for number, s in enumerate(sources()):
        words = PAID_TERMS.get(s.campaign)
        if words:
            table[number] = np.array([SEARCH_TERMS.index(w) for w, _ in words])[inverse([share for _, share in words])]
    return table[source, entry]


def touches(played, root_key) -> dict[str, np.ndarray]:
    """List the contacts of everybody: the one that counts, and for some an earlier visit by themselves."""
    people = played.people
    registered = np.zeros(len(people), dtype=bool)
    registered[played.user] = True
    origin = origins()[people.source]
    own = people.channel == origin
    seo = people.channel == p.NUMBER["seo"]
    term = _bought_terms(people.source, draw(people.key, "term") >> np.uint32(22))
    term = np.where(own, np.where(seo, term_of(people.key), term), np.where(seo, 0, -1))
    by_post = seo | (people.channel == p.NUMBER["official_account"])
    found = post_ids(seo, people.key, people.touched_at)
    found = np.where(seo & ~own, 100 + found % 100, found)
    way = WAYS[people.channel]
    half = MIXED_SURFACE[people.channel] & (draw(people.key, "surface") < 2**31)
    now = {
        "touch_id": people.id * 10 + 1, "person_id": people.id, "registered": registered, "at": people.touched_at,
        "channel": people.channel, "source": people.source, "own": own, "touch_type": way[:, 0], "term": term,
        "landing_page": way[:, 1], "surface": np.where(half, 1, way[:, 2]), "post_id": np.where(by_post, found, -1),
        "credited": np.ones(len(people), dtype=bool),
    }  # fmt: skip
    sold = own & np.isin(people.channel, [p.NUMBER[c] for c in ("search_ads", "brand_search", "app_store_ads")])
    before = sold & chance(people.key, "prior", np.where(people.anyway, EARLIER_ALONE, EARLIER_OTHER))
    day = people.day - 1 - (draw(people.key, "prior_time") >> np.uint32(29)).astype(np.int64)
    which = np.flatnonzero(before & (day >= played.days[0]))
    earlier = people.where(which)
    by = np.array([p.NUMBER[c] for c in ("direct", "app_store", "seo")])[pick(earlier.key, "prior_channel", EARLIER_BY)]
    at = day[which] * DAY + pick(earlier.key, "prior_time", seconds_of_day("ads"))
    seo = by == p.NUMBER["seo"]
    way = WAYS[by]
    then = {
        "touch_id": earlier.id * 10, "person_id": earlier.id, "registered": registered[which], "at": at, "channel": by,
        "source": earlier.source, "own": np.zeros(len(which), dtype=bool), "touch_type": way[:, 0],
        "term": np.where(seo, 0, -1), "landing_page": way[:, 1], "surface": way[:, 2],
        "post_id": np.where(seo, 100 + post_ids(seo, earlier.key, at) % 100, -1), "credited": np.zeros(len(which), dtype=bool),
    }  # fmt: skip
    both = {name: np.concatenate([now[name], then[name]]) for name in now}
    order = np.argsort(both["touch_id"], kind="stable")
    return {name: values[order] for name, values in both.items()}


def facts(users, who) -> dict[str, np.ndarray]:
    """What users told the app at registration; none of it causes anything but the age, which follows the channel."""
    origin = origins()[users.source]
    age = np.clip(36 + by_channel("young")[origin] + 12 * pick(users.key, "age", normal()) // 100, 17, 80)
    group = np.where(age < 24, 0, np.where(age < 56, 1, 2))
    job = JOBS[group, draw(users.key, "job") >> np.uint32(22)]
    rich = who.power + 20 * pick(users.key, "income", normal()) // 100
    city = np.array(((0, 1), (2, 4), (5, 7)))[who.tier, 0]
    size = np.array((2, 3, 3))[who.tier]
    city = np.where(who.tier == 0, city, city) + (draw(users.key, "city") >> np.uint32(8)).astype(np.int64) % size
    city = np.where(who.tier == 1, np.minimum(city, 4), city)
    customer = users.channel == p.NUMBER["bank_customers"]
    merchant = (users.channel == p.NUMBER["merchant_qr"]) & chance(users.key, "identity", threshold(0.15))
    identity = np.where(customer, 1, np.where(merchant, 2, np.where(job == 3, 3, 0)))
    return {
        "birth_year": 2025 - age, "gender": chance(users.key, "gender", threshold(0.48)).astype(int), "city": city,
        "occupation": job, "income": np.where(rich < -22, 0, np.where(rich < 22, 1, 2)), "identity": identity,
    }  # fmt: skip


def tags(played, users, last_day: int) -> dict[str, np.ndarray]:
    """List tags: user (position), tag (number), whether it says yes, second at which it became known."""
    key, registered = users.key, played.steps[:, -1]
    origin = origins()[users.source]
    online = np.isin(origin, [p.NUMBER[c] for c in p.ONLINE])
    covered = chance(key, "dmp", np.where(online, threshold(0.80), threshold(0.35)))
    wrong = chance(key, "dmp_noise", threshold(0.06))
    says = (
        played.lives.who.dining ^ wrong,
        chance(key, "car", logistic(-60 + played.lives.who.power)),
        chance(key, "parent", threshold(0.34)),
        chance(key, "bargain", logistic(-90 + played.lives.who.price)),
    )
    known = (users.touched_at // DAY - 2 - (draw(key, "dmp_time") >> np.uint32(26)).astype(np.int64)) * DAY + 2 * 3600
    parts = [(np.flatnonzero(covered), tag, yes, known) for tag, yes in enumerate(says)]
    since = played.lives.visits["day"] - (registered // DAY)[played.lives.visits["user"]]
    first = (since >= 0) & (since < 30)
    days = played.lives.visits["user"][first] * 64 + since[first]
    new = np.diff(days, prepend=-1) > 0  # visits are in the order of user and time
    heavy = np.bincount(days[new] // 64, minlength=len(users)) >= HEAVY_DAYS
    judged = (registered // DAY + 30) * DAY + 4 * 3600
    parts.append((np.flatnonzero(judged < last_day * DAY), 4, heavy, judged))
    call = chance(key, "vip", threshold(0.05)) & (played.lives.who.power > 0)
    parts.append((np.flatnonzero(call & (judged < last_day * DAY)), 5, call, judged + 6 * 3600))
    return {
        "user": np.concatenate([who for who, *_ in parts]),
        "tag": np.concatenate([np.full(len(who), tag) for who, tag, *_ in parts]),
        "yes": np.concatenate([yes[who] for who, _, yes, _ in parts]),
        "at": np.concatenate([at[who] for who, *_, at in parts]),
    }
