"""Communities, who is in them, and what is said there."""

from __future__ import annotations

import numpy as np

from .. import groups as g
from ..frames import codes
from ..members import members
from ..people import DAY
from ..randomness import draw
from ..seasons import LAST_DAY
from ..talk import PER_USER, answered, talk

WEEKS = LAST_DAY // 7 + 1
ORIGINS = codes("communities", "origin", g.ORIGINS)
DEALS = codes("communities", "cooperation", ("none", "exchange", "commission", "fee"))
LIKED = np.array((90, 0, 80, 14, 60, 150, 160))  # likes of a message of staff by kind, per thousand members who are there
CLICKED = np.array((0, 0, 70, 42, 0, 130, 0))  # clicks on its link
HOST_PLACES = 256  # places among which the host is drawn


def users(played, root_key, last_day: int, made: dict) -> dict:
    """Rows of `community_members`, and of `community_messages` those that a member caused: their own, and what staff answers to them."""
    them = members(played, root_key, last_day, made["users"])
    owner = played.users.id
    said = talk(played, root_key, them)
    return {
        "community_members": {
            "community_id": them.group + 1, "user_id": owner[them.user], "joined_at": them.joined, "muted_at": them.muted, "left_at": them.left,
        },
        "community_messages": {
            "message_id": owner[said["user"]] * PER_USER + said["serial"], "community_id": said["group"] + 1,
            "user_id": np.where(said["by_staff"], -1, owner[said["user"]]), "ts": said["at"], "kind": said["kind"], "topic": said["topic"],
            "likes": said["likes"], "replies": said["replies"], "link_clicks": said["clicks"], "by_staff": said["by_staff"],
        },
    }  # fmt: skip


def totals(played, root_key, made: dict) -> dict:
    """Replies by message of staff, members by community and week, and numbers of those who could host a community."""
    rows, said = made["community_members"], answered(made["community_messages"]["message_id"])
    group = rows["community_id"] - 1
    there = np.zeros((g.COUNT, WEEKS + 1), dtype=np.int64)
    np.add.at(there, (group, rows["joined_at"] // DAY // 7 + 1), 1)
    gone = rows["left_at"] >= 0
    np.add.at(there, (group[gone], rows["left_at"][gone] // DAY // 7), -1)
    return {
        "community_replies": np.bincount(said[said >= 0], minlength=len(g.posts(root_key).at)),
        "community_present": np.maximum(np.cumsum(there, axis=1), 0), "community_hosts": _could_host(played, g.groups(root_key).hosted, rows, group),
    }  # fmt: skip


def _could_host(played, hosted, rows, group):
    """Count and add up the ids of members who never left or muted, by community and place: where one is alone, the sum is the id."""
    mine = np.flatnonzero(hosted[group] & (rows["left_at"] < 0) & (rows["muted_at"] < 0))
    order = np.argsort(played.users.id, kind="stable")
    user = order[np.searchsorted(played.users.id[order], rows["user_id"][mine])]
    place = draw(played.users.key[user], "community").astype(np.int64) * HOST_PLACES >> 32
    found = np.zeros((2, g.COUNT, HOST_PLACES), dtype=np.int64)
    np.add.at(found, (0, group[mine], place), 1)
    np.add.at(found, (1, group[mine], place), rows["user_id"][mine])
    return found


def whole(played, root_key, last_day: int, counted: dict) -> dict:
    """Rows of `communities`, and of `community_messages` what staff writes unasked."""
    there, posts = g.groups(root_key), g.posts(root_key)
    known = np.flatnonzero(there.opened < last_day)
    english, chinese = g.called(there)
    alone = counted["community_hosts"][0] == 1
    host = np.where(alone.any(axis=1), counted["community_hosts"][1][np.arange(g.COUNT), alone.argmax(axis=1)], -1)
    rows = {
        "community_id": np.arange(g.COUNT) + 1, "name": np.array(english, dtype=object), "name_zh": np.array(chinese, dtype=object),
        "ownership": codes("communities", "ownership", ("partner", "own"))[there.own.astype(int)],
        "positioning": codes("communities", "positioning", ("service", "social"))[there.social.astype(int)], "origin": ORIGINS[there.origin],
        "district": there.district, "city": there.city, "opened_on": there.opened, "closed_on": np.where(there.closed < last_day, there.closed, -1),
        "host_user_id": host, "staff": there.staff, "cooperation": DEALS[there.deal], "monthly_cost": there.cost,
        "split_from": np.where(there.parent >= 0, there.parent + 1, -1),
    }  # fmt: skip
    said = np.flatnonzero((posts.at >= int(played.days[0]) * DAY) & (posts.at < last_day * DAY))
    group, kind, key = posts.group[said], posts.kind[said], posts.key[said]
    present = counted["community_present"][group, posts.at[said] // DAY // 7]
    messages = {
        "message_id": said + 1, "community_id": group + 1, "user_id": np.full(len(said), -1), "ts": posts.at[said], "kind": kind,
        "topic": posts.topic[said], "likes": _part(key, 0, present, LIKED[kind]), "replies": counted["community_replies"][said],
        "link_clicks": _part(key, 1, present, CLICKED[kind]), "by_staff": np.ones(len(said), dtype=bool),
    }  # fmt: skip
    return {"communities": {name: values[known] for name, values in rows.items()}, "community_messages": messages}


def _part(key, number, people, per_thousand):
    """About so many of a thousand people, half to one and a half times, rounded by a draw."""
    luck = 512 + (draw(key, "likes", number) >> np.uint32(22)).astype(np.int64)
    fine = people * per_thousand * luck // 1000 + (draw(key, "likes", number + 2) >> np.uint32(22)).astype(np.int64)
    return fine // 1024
