"""From what was played to the tables of the schema: money still in whole cents, times as dates, names as categories."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .. import schema
from . import bank, behaviour, content, profiles
from . import parameters as p
from .channels import origins, sources
from .orders import CATEGORIES
from .people import DAY, installs
from .randomness import draw, keys
from .seasons import FIRST

MIDNIGHT = np.datetime64(FIRST, "s")
IMPRESSIONS_PER_CLICK = {  # how often an ad is shown for one click, in tenths
    "search_ads": 170, "brand_search": 45, "feed_ads": 720, "video_ads": 900, "banner_ads": 2900,
    "app_store_ads": 140, "kol_posts": 560, "task_platform": 110,
}  # fmt: skip


def _when(seconds, missing=None):
    stamps = (MIDNIGHT + np.asarray(seconds).astype("timedelta64[s]")).astype("datetime64[us]")
    if missing is not None:
        stamps = np.where(missing, np.datetime64("NaT"), stamps)
    return stamps


def _names(codes, names, missing=None, among=None):
    codes = np.asarray(codes, dtype=np.int64)
    among = list(among or dict.fromkeys(names))
    place = np.array([among.index(name) for name in names], dtype=np.int64)[codes] if len(names) else codes
    if missing is not None:
        place = np.where(missing, -1, place)
    return pd.Categorical.from_codes(place, categories=among)


def _optional(values, missing):
    return pd.arrays.IntegerArray(np.asarray(values, dtype=np.int64), np.asarray(missing, dtype=bool))


def _category(table, column, codes, names, missing=None):
    return _names(codes, names, missing, schema.table(table)[column].values)


def build(played, root_key, *, last_day: int, content_posts: bool = True) -> dict[str, pd.DataFrame]:
    """Make the tables of what was played; `last_day` is the first day that the data do not know."""
    users = played.users
    found = {"channels": channels(), "ad_spend": ad_spend(played, root_key)}
    touches = profiles.touches(played, root_key)
    found["touchpoints"] = touchpoints(touches)
    found |= {"users": user_table(played, users), "events": events(played, users)}
    found |= {"orders": orders(played, users), "bank_accounts": bank_accounts(played, users)}
    found["user_tags"] = user_tags(played, users, last_day)
    if content_posts:
        found["content_posts"] = posts(touches, root_key, last_day)
    return {name: found[name] for name in schema.TABLES if name in found}


def channels() -> pd.DataFrame:
    """The fixed table of channels."""
    words = schema.CHANNELS
    rows = profiles.CHANNEL_FACTS
    frame = pd.DataFrame(
        {
            "channel": _names(range(len(p.CODES)), p.CODES, among=words),
            "name": pd.array([words[c][0] for c in p.CODES], dtype="str"),
            "name_zh": pd.array([words[c][1] for c in p.CODES], dtype="str"),
        }
    )
    for i, name in enumerate(("group", "domain", "pricing")):
        values = list(schema.table("channels")[name].values)
        frame[name] = pd.Categorical([rows[c][i] for c in p.CODES], categories=values)
    frame["online"] = [c in p.ONLINE for c in p.CODES]
    frame["data_interface_open"] = [c in p.TARGETABLE for c in p.CODES]
    frame["opened_on"] = np.array([rows[c][3] for c in p.CODES], dtype="datetime64[us]")
    frame["target_profile"] = pd.array([rows[c][4] for c in p.CODES], dtype="str")
    return frame[list(schema.table("channels").names)]


def ad_spend(played, root_key) -> pd.DataFrame:
    """What was bought, by campaign and day."""
    bought = np.array([i for i, s in enumerate(sources()) if p.CODES[s.channel] in p.PAID])
    days = len(played.days)
    day, source = (grid.ravel() for grid in np.meshgrid(np.arange(days), bought, indexing="ij"))
    cost = played.spend[source, day]
    clicks = played.reach.reached[source, day]
    met = played.people.where(np.flatnonzero(_reached(played)))
    installed = met.where(installs(met))
    cells = (installed.day - played.days[0]) * len(sources()) + installed.source
    count = np.bincount(cells, minlength=days * len(sources())).reshape(days, -1)[day, source]
    shown = np.array([IMPRESSIONS_PER_CLICK[p.CODES[sources()[s].channel]] for s in source])
    luck = 900 + (draw(keys(root_key, source, played.days[day]), "surface") >> np.uint32(24)).astype(np.int64)
    frame = pd.DataFrame(
        {
            "date": _when(played.days[day] * DAY),
            "channel": _names([sources()[s].channel for s in source], p.CODES, among=schema.CHANNELS),
            "campaign": _names(source, [s.campaign for s in sources()[: len(bought)]], among=schema.CAMPAIGNS),
            "bid": played.reach.bid[source, day] // 10 * 10,
            "budget": (cost * 104 // 100 // 500 + 1) * 500,
            "impressions": clicks * shown * luck // 10_000,
            "clicks": clicks,
            "installs": count,
            "cost": cost,
        }
    )
    return frame[cost > 0].reset_index(drop=True)


def _reached(played):
    return played.people.channel == origins()[played.people.source]


def touchpoints(t) -> pd.DataFrame:
    """Contacts before registration."""
    name = "touchpoints"
    campaigns = [s.campaign for s in sources()]
    known = [c if c in schema.CAMPAIGNS else next(iter(schema.CAMPAIGNS)) for c in campaigns]
    free = np.array([c not in schema.CAMPAIGNS for c in campaigns])
    return pd.DataFrame(
        {
            "touch_id": t["touch_id"],
            "person_id": t["person_id"],
            "user_id": _optional(t["person_id"], ~t["registered"]),
            "ts": _when(t["at"]),
            "channel": _names(t["channel"], p.CODES, among=schema.CHANNELS),
            "campaign": _names(t["source"], known, free[t["source"]] | ~t["own"], schema.CAMPAIGNS),
            "touch_type": _category(name, "touch_type", t["touch_type"], profiles.TOUCH_TYPES),
            "search_term": _category(name, "search_term", np.maximum(t["term"], 0), profiles.SEARCH_TERMS, t["term"] < 0),
            "landing_page": _category(name, "landing_page", t["landing_page"], profiles.LANDING_PAGES),
            "surface": _category(name, "surface", t["surface"], profiles.SURFACES),
            "post_id": _optional(t["post_id"], t["post_id"] < 0),
        }
    )


def user_table(played, users) -> pd.DataFrame:
    """Registered users with what they told the app."""
    facts, accounts = profiles.facts(users, played.lives.who), played.lives.accounts
    customer = accounts["customer"] | (accounts["opened_at"] >= 0)
    name = "users"
    return pd.DataFrame(
        {
            "user_id": users.id,
            "registered_at": _when(played.steps[:, -1]),
            "channel": _names(users.channel, p.CODES, among=schema.CHANNELS),
            "birth_year": facts["birth_year"],
            "gender": _category(name, "gender", facts["gender"], ("female", "male")),
            "city": _category(name, "city", facts["city"], tuple(schema.CITIES)),
            "city_tier": _category(name, "city_tier", played.lives.who.tier, tuple(schema.TIERS)),
            "occupation_group": _category(name, "occupation_group", facts["occupation"], profiles.OCCUPATIONS),
            "income_band": _category(name, "income_band", facts["income"], ("low", "middle", "high")),
            "identity_type": _category(name, "identity_type", facts["identity"], profiles.IDENTITIES),
            "opted_in_push": played.lives.joined["push"],
            "kyc_at": _when(accounts["kyc_at"], accounts["kyc_at"] < 0),
            "bank_customer_id": _optional(bank.CUSTOMER_NUMBERS + users.id, ~customer),
        }
    )


def events(played, users) -> pd.DataFrame:
    """What users did, in the order of user and time."""
    happened = played.lives.events
    owner = users.id[happened["user"]]
    serial = np.arange(len(owner)) - np.searchsorted(owner, owner, side="left")
    return pd.DataFrame(
        {
            "event_id": owner * 10_000 + serial,
            "user_id": owner,
            "ts": _when(happened["at"]),
            "session_id": owner * 1_000 + happened["serial"],
            "event": _category("events", "event", happened["code"], [e for e, _ in behaviour.EVENTS]),
            "page": _category("events", "page", happened["code"], [page for _, page in behaviour.EVENTS]),
        }
    )


def orders(played, users) -> pd.DataFrame:
    """Orders in the order of user and time."""
    bought = played.lives.orders
    owner = users.id[bought["user"]]
    made = {"order_id": owner * 1_000 + bought["serial"], "user_id": owner, "ts": _when(bought["at"])}
    made["category"] = _category("orders", "category", bought["category"], [c.code for c in CATEGORIES])
    return pd.DataFrame(made | {n: bought[n] for n in ("list_price", "discount", "paid", "cost", "gross_margin")})


def bank_accounts(played, users) -> pd.DataFrame:
    """Accounts opened by users, and those of customers whom the bank already had (some never registered)."""
    accounts = played.lives.accounts
    new = np.flatnonzero(accounts["opened_at"] >= 0)
    old = played.people.where(np.flatnonzero(played.people.channel == p.NUMBER["bank_customers"]))
    old_at = -bank.old_accounts(old.key) * DAY + 10 * 3600 + (draw(old.key, "card_number") >> np.uint32(18)).astype(np.int64)
    old_cards = bank.CARDS[draw(old.key, "card_type") >> np.uint32(22)]
    person = np.concatenate([users.id[new], old.id])
    cards = np.concatenate([accounts["card_type"][new], old_cards])
    frame = pd.DataFrame(
        {
            "bank_customer_id": bank.CUSTOMER_NUMBERS + person,
            "user_id": _optional(person, np.r_[np.zeros(len(new), bool), ~np.isin(old.id, users.id)]),
            "opened_at": _when(np.concatenate([accounts["opened_at"][new], old_at])),
            "card_type": _category("bank_accounts", "card_type", cards, bank.CARD_TYPES),
            "value": bank.value(cards),
        }
    )
    return frame.sort_values("bank_customer_id", kind="stable", ignore_index=True)


def user_tags(played, users, last_day: int) -> pd.DataFrame:
    """Tags of users: from the data platform before registration, from behaviour and staff after it."""
    t = profiles.tags(played, users, last_day)
    owner = users.id[t["user"]]
    order = np.lexsort((t["tag"], owner))
    frame = pd.DataFrame(
        {
            "user_id": owner,
            "tag": _category("user_tags", "tag", t["tag"], profiles.TAGS),
            "value": _category("user_tags", "value", t["yes"].astype(int), ("no", "yes")),
            "tag_type": _category("user_tags", "tag_type", np.array(profiles.TAG_MANUAL)[t["tag"]], ("automatic", "manual")),
            "source": _category("user_tags", "source", np.array(profiles.TAG_SOURCE)[t["tag"]], ("dmp", "app", "staff")),
            "valid_from": _when(t["at"]),
        }
    )
    return frame.iloc[order].reset_index(drop=True)


def posts(touches, root_key, last_day: int) -> pd.DataFrame:
    """Posts with what came of them; clicks and registrations are counted from the contacts."""
    rows = content.posts(root_key, last_day)
    at = np.array(rows["post_id"])
    mine = touches["post_id"] >= 0
    place = np.searchsorted(at, touches["post_id"][mine])
    clicks = np.bincount(place, minlength=len(at))
    registered = np.bincount(place, touches["registered"][mine] & touches["credited"][mine], len(at)).astype(np.int64)
    reads = clicks * (3 + rows["seen_per_read"] % 4) + 20
    terms = [t.code for t in content.TERMS]
    number = np.array([terms.index(t) if t else -1 for t in rows["search_term"]])
    name = "content_posts"
    values = {c: tuple(schema.table(name)[c].values) for c in ("account_type", "format", "topic")}
    made = {"post_id": at}
    for column, among in values.items():
        made[column] = _names([among.index(v) for v in rows[column]], among)
    made["search_term"] = _category(name, "search_term", np.maximum(number, 0), terms, number < 0)
    made["published_at"] = _when(rows["published_at"])
    made |= {"impressions": reads * rows["seen_per_read"], "reads": reads, "clicks": clicks}
    return pd.DataFrame(made | {"registrations": registered, "cost": rows["cost"]})


def in_yuan(name: str, cents: pd.DataFrame) -> pd.DataFrame:
    """Give the table with its amounts in yuan."""
    money = [column.name for column in schema.table(name).columns if column.money]
    return cents.assign(**{column: cents[column] / 100 for column in money})
