"""Users, what the bank knows of its customers, and tags."""

from __future__ import annotations

import numpy as np

from .. import bank, profiles, spells
from .. import parameters as p
from ..frames import codes
from ..people import DAY
from ..randomness import chance, draw, pick
from ..scales import inverse, spread, threshold
from .acquisition import channel_codes

SEEDS, SEED_DAYS = threshold(0.14), 30
WECOM, WECOM_BANK, FOLLOWS = threshold(0.07), threshold(0.34), threshold(0.24)
BANKED = ("branch", "bank_customers", "institutions")  # channels in which staff of the bank meets people
DISTRICTS = inverse((24, 28, 18, 14, 16))
BRANCHES = inverse((18, 16, 13, 12, 11, 11, 10, 9))
NOON = 12 * 3600


def users(played, root_key, last_day: int) -> dict:
    """Rows of `users`, `bank_accounts` and `user_tags`."""
    people = played.users
    return {"users": _users(played, people), "bank_accounts": _accounts(played, people), "user_tags": _tags(played, people, last_day)}


def _later(people, stream, share, start, days, end):
    """Seconds at which a share of users do something on one of `days` days after `start` (a day), or -1."""
    does = chance(people.key, stream, share)
    day = start + 1 + (draw(people.key, stream, 1).astype(np.int64) * days >> 32)
    at = day * DAY + 9 * 3600 + (draw(people.key, stream, 2).astype(np.int64) * 43_000 >> 32)
    return np.where(does & (day < end), at, -1)


def _users(played, people) -> dict:
    life, name = played.lives, "users"
    facts, accounts = profiles.facts(people, life.who), life.accounts
    customer = accounts["customer"] | (accounts["opened_at"] >= 0)
    registered = played.steps[:, -1]
    gone = np.minimum(life.end, life.presence["uninstalls"])
    muted = life.presence["mutes"]
    banked = np.isin(people.channel, [p.NUMBER[c] for c in BANKED])
    age = registered // DAY - played.days[0]
    made = {
        "user_id": people.id, "registered_at": registered, "channel": channel_codes(people.channel), "birth_year": facts["birth_year"],
        "gender": codes(name, "gender", ("female", "male"))[facts["gender"]], "city": facts["city"], "city_tier": life.who.tier,
        "occupation_group": codes(name, "occupation_group", profiles.OCCUPATIONS)[facts["occupation"]],
        "income_band": codes(name, "income_band", ("low", "middle", "high"))[facts["income"]],
        "identity_type": codes(name, "identity_type", profiles.IDENTITIES)[facts["identity"]],
        "opted_in_push": life.joined["push"], "kyc_at": accounts["kyc_at"],
        "bank_customer_id": np.where(customer, bank.CUSTOMER_NUMBERS + people.id, -1),
    }  # fmt: skip
    return made | {
        "district": pick(people.key, "district", DISTRICTS), "star_level": np.where(life.star > 0, life.star, -1),
        "referrer_user_id": people.inviter, "seed_user": chance(people.key, "seed_user", SEEDS) & (age < SEED_DAYS),
        "opted_in_sms": chance(people.key, "sms", spells.SMS),
        "push_muted_at": np.where(muted < gone, muted * DAY + NOON + 600, -1),
        "wecom_friend_at": _later(people, "wecom", np.where(banked, WECOM_BANK, WECOM), registered // DAY, 40, gone),
        "account_followed_at": _later(people, "follow", FOLLOWS, registered // DAY, 90, gone),
        "uninstalled_at": np.where(life.presence["uninstalls"] < life.end, life.presence["uninstalls"] * DAY + 20 * 3600, -1),
    }  # fmt: skip


def _accounts(played, people) -> dict:
    """Accounts opened by users, and those of customers whom the bank already had (some never registered)."""
    accounts = played.lives.accounts
    new = np.flatnonzero(accounts["opened_at"] >= 0)
    old = played.people.where(np.flatnonzero(played.people.channel == p.NUMBER["bank_customers"]))
    old_at = -bank.old_accounts(old.key) * DAY + 10 * 3600 + (draw(old.key, "card_number") >> np.uint32(18)).astype(np.int64)
    old_cards = bank.CARDS[draw(old.key, "card_type") >> np.uint32(22)]
    person, key = np.concatenate([people.id[new], old.id]), np.concatenate([people.key[new], old.key])
    cards = np.concatenate([accounts["card_type"][new], old_cards])
    registered = np.isin(person, people.id)
    at = np.concatenate([accounts["opened_at"][new], old_at])
    star = _stars_of(played, people, person, key)
    aum = np.clip(star - 2 + (draw(key, "aum") >> np.uint32(31)).astype(np.int64), 0, 3)
    seen = chance(key, "bank_app", threshold(0.72))
    last = (played.days[-1] - (draw(key, "bank_app", 1).astype(np.int64) * 120 >> 32)) * DAY + 15 * 3600
    made = {
        "bank_customer_id": bank.CUSTOMER_NUMBERS + person, "user_id": np.where(registered, person, -1), "opened_at": at,
        "card_type": codes("bank_accounts", "card_type", bank.CARD_TYPES)[cards], "value": bank.value(cards),
        "branch": pick(key, "branch", BRANCHES), "aum_band": aum,
        "monthly_card_spend": spread(90_000, 80, 100)[draw(key, "card_spend") >> np.uint32(24)] * (star + 1) // 3 // 100 * 100,
        "products_held": 1 + (draw(key, "products_held") >> np.uint32(30)).astype(np.int64) * star // 4, "star_level": star,
        "last_bank_app_at": np.where(seen & (last > at), last, -1),
    }  # fmt: skip
    order = np.argsort(made["bank_customer_id"], kind="stable")
    return {name: values[order] for name, values in made.items()}


def _stars_of(played, people, person, key):
    """Stars of customers; of those who never registered the bank knows theirs too."""
    known = np.argsort(people.id, kind="stable")
    ids = people.id[known]
    place = np.minimum(np.searchsorted(ids, person), max(len(ids) - 1, 0))
    mine = (ids[place] == person) if len(ids) else np.zeros(len(person), dtype=bool)
    own = played.lives.star[known[place]] if len(ids) else np.zeros(len(person), dtype=np.int64)
    return np.where(mine & (own > 0), own, 1 + pick(key, "star", inverse((34, 30, 20, 11, 5)), 1))


def _tags(played, people, last_day: int) -> dict:
    """Tags: from the data platform before registration, from behaviour and staff after it."""
    t = profiles.tags(played, people, last_day)
    owner, name = people.id[t["user"]], "user_tags"
    made = {
        "user_id": owner, "tag": codes(name, "tag", profiles.TAGS)[t["tag"]],
        "value": codes(name, "value", ("no", "yes"))[t["yes"].astype(int)],
        "tag_type": codes(name, "tag_type", ("automatic", "manual"))[np.array(profiles.TAG_MANUAL)[t["tag"]]],
        "source": codes(name, "source", ("dmp", "app", "staff"))[np.array(profiles.TAG_SOURCE)[t["tag"]]], "valid_from": t["at"],
    }  # fmt: skip
    order = np.lexsort((t["tag"], owner))
    return {column: values[order] for column, values in made.items()}
