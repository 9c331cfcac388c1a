"""How people are reached: messages, experiments and devices of users; opinion leaders, promotion on the spot and content of the team."""

from __future__ import annotations

import numpy as np

from .. import devices, greetings, kols, media, notices, sendings, spots, trials
from .. import parameters as p
from ..channels import sources
from ..frames import codes
from ..people import DAY, ragged
from ..randomness import draw, keys
from .acquisition import IMPRESSIONS_PER_CLICK

PER_USER = 10_000  # room for a user's messages in their ids


def users(played, root_key, last_day: int, made: dict) -> dict:
    """Rows of `messages`, `experiment_units` and `devices`; of `made` it uses the columns of `users`."""
    people, life = played.users, played.lives
    found = devices.devices(people, life.who.power, life.visits)
    sent = _sent(played, made["users"], devices.in_use(found, len(people)))
    owner = sent["user"]
    messages = {"message_id": people.id[owner] * PER_USER + ragged(np.bincount(owner, minlength=len(people))), "user_id": people.id[owner]}
    name = "devices"
    return {
        "devices": {
            "device_id": found.device_id, "user_id": people.id[found.user], "os": codes(name, "os", ("ios", "android", "harmony"))[found.system],
            "price_band": codes(name, "price_band", ("low", "middle", "high"))[found.band],
            "app_version": codes(name, "app_version", ("v5_0", "v5_1", "v5_2", "v6_0"))[found.version],
            "first_seen": found.first, "last_seen": found.last, "push_token_ok": found.token_ok & (life.presence["uninstalls"] >= life.end)[found.user],
        },
        "messages": messages | {column: values for column, values in sent.items() if column != "user"},
        "experiment_units": trials.units(played, sent),
    }  # fmt: skip


def _sent(played, users, token_ok) -> dict:
    """All messages in the order of user and time, with `user` as a position; none is sent once the app has been removed."""
    parts = [sendings.scheduled(played, token_ok), *notices.single(played, users), *greetings.occasions(played, users)]
    both = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    until = np.minimum(played.lives.presence["uninstalls"], played.lives.end) * DAY
    order = np.lexsort((both["ts"], both["user"]))
    order = order[(both["ts"] < until[both["user"]])[order]]
    return {name: values[order] for name, values in both.items()}


def totals(played, root_key, made: dict) -> dict:
    """Contacts and registrations of this part's people by post of an opinion leader and by promotion on the spot."""
    return kols.counts(played, root_key) | spots.counts(played, root_key)


def whole(played, root_key, last_day: int, counted: dict) -> dict:
    """Rows of `experiments`, `content_posts`, `kol_posts` and `offline_promos`."""
    until = int(played.days[-1]) + 1  # people who were won by a plan are followed longer, but nothing more is published for them
    return {
        "experiments": trials.experiments(), "content_posts": media.table(root_key, until, counted, played.size),
        "kol_posts": kols.table(played, root_key, counted, _impressions(played, root_key)),
        "offline_promos": spots.table(played, root_key, counted),
    }  # fmt: skip


def _impressions(played, root_key):
    """Impressions of what was bought by source and day, as `ad_spend` has them."""
    shown = np.array([IMPRESSIONS_PER_CLICK.get(p.CODES[s.channel], 0) for s in sources()])[:, None]
    key = keys(root_key, np.arange(len(shown))[:, None], played.days)
    return played.reach.reached * shown * (900 + (draw(key, "surface") >> np.uint32(24)).astype(np.int64)) // 10_000
