"""Channels, what was bought, contacts, and the steps of registering."""

from __future__ import annotations

from datetime import date

import numpy as np

from ... import schema
from .. import agenda, content, invitations, profiles
from .. import parameters as p
from ..channels import origins, sources
from ..frames import codes, places
from ..people import installs
from ..randomness import chance, draw, keys, pick
from ..scales import inverse, threshold
from ..seasons import FIRST

IMPRESSIONS_PER_CLICK = {  # how often an ad is shown for one click, in tenths
    "search_ads": 170, "brand_search": 45, "feed_ads": 720, "video_ads": 900, "banner_ads": 2900,
    "app_store_ads": 140, "kol_posts": 560, "task_platform": 110,
}  # fmt: skip
LAST_STEP = inverse((18, 52, 14, 16))  # of people who begin to register and give up: form_opened, phone, code, profile
STOPPED_BY = (  # what stopped them after that step, by equally likely entries; 4 stands for nothing in particular
    inverse((0, 0, 0, 22, 78)), inverse((66, 14, 0, 10, 10)), inverse((0, 0, 0, 20, 80)), inverse((0, 0, 74, 10, 16)),
)  # fmt: skip
STEP_GAPS = (35, 48, 70)  # seconds at least between the steps of those who give up


def channel_codes(numbers):
    """Places in the schema's list of channels by the world's numbers."""
    return codes("channels", "channel", p.CODES)[numbers]


def channels() -> dict:
    """The fixed table of channels."""
    facts = profiles.CHANNEL_FACTS
    made = {"channel": codes("channels", "channel", p.CODES)}
    made |= {"name": [schema.CHANNELS[c][0] for c in p.CODES], "name_zh": [schema.CHANNELS[c][1] for c in p.CODES]}
    made |= {name: codes("channels", name, [facts[c][i] for c in p.CODES]) for i, name in enumerate(("group", "domain", "pricing"))}
    made |= {"online": [c in p.ONLINE for c in p.CODES], "data_interface_open": [c in p.TARGETABLE for c in p.CODES]}
    made["opened_on"] = [(date.fromisoformat(facts[c][3]) - FIRST).days for c in p.CODES]
    return made | {"target_profile": [facts[c][4] for c in p.CODES]}


def totals(played, root_key) -> dict:
    """Counts of this part's people that add up over parts: installs by source and day, clicks and registrations by post."""
    met = played.people.where(np.flatnonzero(played.people.channel == origins()[played.people.source]))
    installed = met.where(installs(met) & (met.generation == 0))
    days = len(played.days)
    cells = installed.source * days + (installed.day - played.days[0])
    touches = profiles.touches(played, root_key)
    mine = touches["post_id"] >= 0
    rows = content.posts(root_key, int(played.days[-1]) + 1)
    known = np.array(rows["post_id"])
    place = np.searchsorted(known, touches["post_id"][mine])
    registered = touches["registered"][mine] & touches["credited"][mine]
    return {
        "installs": np.bincount(cells, minlength=days * len(sources())).reshape(-1, days),
        "post_clicks": np.bincount(place, minlength=len(known)),
        "post_registrations": np.bincount(place[registered], minlength=len(known)),
    }


def whole(played, root_key, counted: dict) -> dict:
    """Rows of `ad_spend`: what was bought, by campaign and day. `played` gives days, spend and reach."""
    bought = np.array([i for i, s in enumerate(sources()) if p.CODES[s.channel] in p.PAID])
    day, source = (grid.ravel() for grid in np.meshgrid(np.arange(len(played.days)), bought, indexing="ij"))
    cost, clicks = played.spend[source, day], played.reach.reached[source, day]
    shown = np.array([IMPRESSIONS_PER_CLICK.get(p.CODES[s.channel], 0) for s in sources()])[source]
    luck = 900 + (draw(keys(root_key, source, played.days[day]), "surface") >> np.uint32(24)).astype(np.int64)
    campaign = codes("ad_spend", "campaign", [s.campaign if s.campaign in schema.CAMPAIGNS else None for s in sources()])
    made = {
        "date": played.days[day], "channel": channel_codes(origins()[source]), "campaign": campaign[source],
        "bid": played.reach.bid[source, day] // 10 * 10, "budget": (cost * 104 // 100 // 500 + 1) * 500,
        "impressions": clicks * shown * luck // 10_000, "clicks": clicks, "installs": counted["installs"][source, day], "cost": cost,
    }  # fmt: skip
    spent = np.flatnonzero(cost > 0)
    return {"channels": channels(), "ad_spend": {name: values[spent] for name, values in made.items()}}


def users(played, root_key) -> dict:
    """Rows of `touchpoints`, `registration_steps` and `referrals`."""
    return {
        "touchpoints": _touchpoints(profiles.touches(played, root_key)),
        "registration_steps": _steps(played),
        "referrals": _referrals(played),
    }


def _touchpoints(t) -> dict:
    campaign = codes("touchpoints", "campaign", [s.campaign if s.campaign in schema.CAMPAIGNS else None for s in sources()])
    terms = codes("touchpoints", "search_term", profiles.SEARCH_TERMS)
    return {
        "touch_id": t["touch_id"], "person_id": t["person_id"], "user_id": np.where(t["registered"], t["person_id"], -1),
        "ts": t["at"], "channel": channel_codes(t["channel"]), "campaign": np.where(t["own"], campaign[t["source"]], -1),
        "touch_type": codes("touchpoints", "touch_type", profiles.TOUCH_TYPES)[t["touch_type"]],
        "search_term": np.where(t["term"] < 0, -1, terms[np.maximum(t["term"], 0)]),
        "landing_page": codes("touchpoints", "landing_page", profiles.LANDING_PAGES)[t["landing_page"]],
        "surface": codes("touchpoints", "surface", profiles.SURFACES)[t["surface"]], "post_id": t["post_id"],
    }  # fmt: skip


def _steps(played) -> dict:
    """Steps of registering: all five of users; of people who began and gave up, those before the one that stopped them."""
    people, n = played.people, len(played.people)
    registered = np.zeros(n, dtype=bool)
    registered[played.user] = True
    lost = np.flatnonzero(installs(people) & ~registered)
    key = people.key[lost]
    reached = pick(key, "give_up", LAST_STEP)
    at = people.touched_at[lost] + 40 + (draw(key, "step_gap").astype(np.int64) >> 26)
    stopped = np.stack([pick(key, "step_error", table) for table in STOPPED_BY], axis=1)[np.arange(len(lost)), reached]
    names = places("registration_steps", "step")
    kinds = codes("registration_steps", "error_code", ("sms_late", "wrong_code", "id_mismatch", "timeout", None))
    parts = []
    for number, step in enumerate(("form_opened", "phone", "code", "profile")):
        mine = np.flatnonzero(reached >= number)
        gap = sum(STEP_GAPS[:number])
        error = np.where(reached[mine] == number, kinds[stopped[mine]], -1)
        parts.append((people.id[lost[mine]], np.full(len(mine), -1), names[step], at[mine] + gap, key[mine], error))
    done = played.steps
    opened = np.maximum(played.people.touched_at[played.user] + 1, done[:, 0] - 30)
    owner, own = people.id[played.user], people.key[played.user]
    times = (opened, done[:, 0], done[:, 1], done[:, 2] - 8, done[:, 2])
    parts += [(owner, owner, names[step], when, own, np.full(len(owner), -1)) for step, when in zip(names, times, strict=True)]
    person, user, step, when, key, error = (
        np.concatenate([np.broadcast_to(part[i], len(part[0])) for part in parts]) for i in range(6)
    )
    order = np.lexsort((step, person))
    made = {"person_id": person, "user_id": user, "step": step, "ts": when,
            "surface": chance(key, "surface_kind", threshold(0.42)).astype(np.int64), "error_code": error}  # fmt: skip
    return {name: values[order] for name, values in made.items()}


def _referrals(played) -> dict:
    people = played.people
    mine = np.flatnonzero(people.generation > 0)
    registered = np.zeros(len(people), dtype=bool)
    registered[played.user] = True
    kinds = codes("referrals", "mechanism", ("invite_reward", "group_buy", "share_benefit", "social_invite"))
    way = np.where(people.fake[mine], 0, pick(people.key[mine], "friend_time", invitations.MECHANISMS, 2))
    paid = np.where(registered[mine], invitations.REWARD, 0)
    return {
        "referral_id": people.id[mine], "inviter_id": people.inviter[mine], "invitee_person_id": people.id[mine],
        "invitee_user_id": np.where(registered[mine], people.id[mine], -1), "shared_at": played.shared_at[mine],
        "clicked_at": people.touched_at[mine], "mechanism": kinds[way],
        "activity_id": np.where(way == 0, agenda.number("invite_reward") + 1, -1),
        "generation": people.generation[mine], "reward_inviter": paid, "reward_invitee": paid,
    }  # fmt: skip
