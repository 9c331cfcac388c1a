"""Members of communities: who joins which, who turns its messages off, who leaves and why.

People join by themselves, so members are keener than others before they join. Those who leave are driven by the adverts of the week
before; in a community meant for company, questions and events of that week keep them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from . import groups as g
from . import parameters as p
from .people import DAY, ragged
from .randomness import chance, draw, keys, pick
from .scales import logistic, seconds_of_day

JOIN_BASE, LIMIT = -320, 2**27  # score of joining one community of one's city; more seconds than any time has
CAME_BY_ONE, WECOM_FRIEND = 330, 190  # … of a partner's for those who came by partners' communities; of an own for friends of staff
NEAR, FAR = 70, -210  # in one's own district; elsewhere, where the community is one of neighbours, parents or a branch
TASTE = 50  # a merchant's, for people who like eating out
BOUND = ("estate", "school", "branch")  # origins that belong to a district
WAITS = 55  # days at most until somebody joins who might have joined at once
LEAVE_BASE, MUTE_BASE = -455, -435  # scores of a week
PUSH = np.array((0, 0, 6, 28, 62, 96, 126, 152, 174, 192))  # what so many adverts in the week before add to either
INTOLERANT = 45  # … and once more for the intolerant, from three adverts on
KEPT = -75  # one question or event in the week before keeps people, twice that two or more, in a social community
SILENT = 55  # after the user has left the app
MOVES = 2**31  # threshold: half of the members move when a community is split


@dataclass
class Members:
    """Memberships in the order of user and community; seconds, -1 where it does not happen."""

    user: np.ndarray  # position
    group: np.ndarray
    key: np.ndarray
    joined: np.ndarray
    muted: np.ndarray
    left: np.ndarray
    until: np.ndarray  # first second that is not known, or at which the community is closed
    week: tuple  # pairs (membership, week) in which they are members


def member_key(users, user, group):
    """Key of a membership, by user (position) and community."""
    return keys(users.key[user], 1_000_000 + group)


def members(played, root_key, last_day: int, facts: dict) -> Members:
    """List the memberships; `facts` holds city, district and wecom_friend_at of the rows of `users`."""
    there = g.groups(root_key)
    noise = g.posts(root_key).by_week
    user, group = _candidates(there, facts["city"])
    people = played.users
    key = member_key(people, user, group)
    wants = chance(key, "joins", logistic(_score(played.lives.who, people, there, facts, user, group)))
    user, group, key = user[wants], group[wants], key[wants]
    joined = _when(played, people, there, facts, user, group, key)
    known = np.minimum(played.lives.end, last_day)
    closes = np.where(there.closed < 0, known.max(initial=0), there.closed)
    kept = (joined >= 0) & (joined < np.minimum(known[user], closes[group]) * DAY)
    user, group, key, joined = user[kept], group[kept], key[kept], joined[kept]
    first = _lived(played, noise, there, user, group, key, joined, known, closes)
    return _with_split(played, people, noise, there, first, known, closes)


def _candidates(there: g.Groups, city):
    """All pairs of user and community in one city, in the order of user and community."""
    mine = np.argsort(there.city, kind="stable")
    count = np.bincount(there.city, minlength=len(g.IN_CITY))
    before = np.cumsum(count) - count
    user = np.repeat(np.arange(len(city)), count[city])
    return user, mine[np.repeat(before[city], count[city]) + ragged(count[city])]


def _score(who, people, there: g.Groups, facts, user, group):
    partners = people.channel == p.NUMBER["partner_communities"]
    bound = np.isin(there.origin, [g.ORIGINS.index(origin) for origin in BOUND])
    near = facts["district"][user] == there.district[group]
    score = JOIN_BASE + who.habit[user] // 2 + who.social[user] // 2
    score = score + np.where(near, NEAR, np.where(bound[group], FAR, 0))
    score = score + CAME_BY_ONE * (partners[user] & ~there.own[group]) + WECOM_FRIEND * ((facts["wecom_friend_at"] >= 0)[user] & there.own[group])
    return score + TASTE * (who.dining[user] & (there.origin == g.ORIGINS.index("merchant"))[group])


def _when(played, people, there: g.Groups, facts, user, group, key):
    """Seconds of joining: at a visit, or after staff has befriended the user; -1 for those who never come back to do it."""
    seen = played.lives.visits
    registered = played.steps[:, -1]
    came = (people.channel == p.NUMBER["partner_communities"])[user] & ~there.own[group]
    wait = draw(key, "joins", 1).astype(np.int64) * WAITS >> 32
    from_day = np.maximum(registered[user] // DAY, there.opened[group]) + np.where(came, 0, wait)
    known = facts["wecom_friend_at"][user]
    befriended = (known >= 0) & there.own[group]
    place = np.searchsorted(seen["user"] * LIMIT + seen["start"], user * LIMIT + from_day * DAY)
    safe = np.minimum(place, len(seen["user"]) - 1) if len(seen["user"]) else place
    found = (place < len(seen["user"])) & (seen["user"][safe] == user)
    spare = 240 + (draw(key, "joins", 2) >> np.uint32(24)).astype(np.int64)
    visit = np.where(found, np.maximum(seen["start"][safe], registered[user]) + spare, -1)
    chat = np.maximum(known + 600, from_day * DAY + pick(key, "joins", seconds_of_day("app"), 3))
    at = np.where(befriended, chat, visit)
    return np.where(at < played.lives.presence["uninstalls"][user] * DAY, at, -1)


def _lived(played, noise, there: g.Groups, user, group, key, joined, known, closes) -> Members:
    """Follow memberships week by week until they are left, muted, or no longer known."""
    until = np.minimum(known[user], closes[group])
    first, last = joined // DAY // 7 + 1, (until - 1) // 7
    count = np.maximum(last - first + 1, 0)
    member = np.repeat(np.arange(len(user)), count)
    week = np.repeat(first, count) + ragged(count)
    who, mine = played.lives.who, group[member]
    adverts = noise[mine, g.ADVERT, week - 1]
    warm = np.minimum(noise[mine, g.QUESTION, week - 1] + noise[mine, g.EVENT, week - 1], 2)
    push = PUSH[np.minimum(adverts, len(PUSH) - 1)] + INTOLERANT * (who.intolerant[user][member] & (adverts >= 3))
    gone = played.lives.presence["leaves"][user][member] < week * 7
    leave = LEAVE_BASE + push + np.where(there.social[mine], KEPT * warm, 0) - who.social[user][member] // 3 + SILENT * gone
    left = _first(key, "leaves", leave, member, week, len(user), until)
    muted = _first(key, "mute", MUTE_BASE + push, member, week, len(user), until)
    muted = np.where((left >= 0) & (muted >= left), -1, muted)
    stays = (left < 0)[member] | (week * 7 * DAY <= left[member])
    return Members(user, group, key, joined, muted, left, until * DAY, (member[stays], week[stays]))


def _first(key, stream, score, member, week, n, until):
    """Second of the first week in which something happens to each membership, or -1."""
    hit = np.flatnonzero(chance(key[member], stream, logistic(score), week))
    whose, place = np.unique(member[hit], return_index=True)
    when = week[hit[place]]
    day = when * 7 + (draw(key[whose], stream, when + 1000).astype(np.int64) * 7 >> 32)
    at = np.full(n, -1, dtype=np.int64)
    at[whose] = np.where(day < until[whose], day * DAY + pick(key[whose], stream, seconds_of_day("app"), when + 2000), -1)
    return at


def _with_split(played, people, noise, there: g.Groups, first: Members, known, closes) -> Members:
    """Let half of a community's members move when it is split: they leave the old one and join the new one."""
    user, group, key, joined = [first.user], [first.group], [first.key], [first.joined]
    left, muted = first.left.copy(), first.muted.copy()
    direct = first.user * g.COUNT + first.group
    for number, (parent, day) in enumerate(g.SPLITS):
        child, at = g.FOUNDED + number, day * DAY + 10 * 3600
        moves = (first.group == parent) & (first.joined < at) & ((left < 0) | (left > at)) & (draw(first.key, "joins", 9) < MOVES)
        moves &= (first.until > at + DAY) & ~np.isin(first.user * g.COUNT + child, direct)
        which = np.flatnonzero(moves)
        later = at + (draw(first.key[which], "joins", 10) >> np.uint32(18)).astype(np.int64)
        left[which], muted[which] = later + 60, np.where(muted[which] < later, muted[which], -1)
        user.append(first.user[which])
        group.append(np.full(len(which), child))
        key.append(member_key(people, first.user[which], group[-1]))
        joined.append(later)
    old = len(first.user)
    moved = _lived(played, noise, there, *(np.concatenate(part[1:]) for part in (user, group, key, joined)), known, closes)
    member, week = first.week
    stays = (left < 0)[member] | (week * 7 * DAY <= left[member])
    whole = Members(
        *(np.concatenate([a, b]) for a, b in (
            (first.user, moved.user), (first.group, moved.group), (first.key, moved.key), (first.joined, moved.joined), (muted, moved.muted),
            (left, moved.left), (first.until, moved.until),
        )),
        (np.concatenate([member[stays], moved.week[0] + old]), np.concatenate([week[stays], moved.week[1]])),
    )  # fmt: skip
    order = np.lexsort((whole.group, whole.user))
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    member, week = place[whole.week[0]], whole.week[1]
    by = np.lexsort((week, member))
    names = ("user", "group", "key", "joined", "muted", "left", "until")
    return Members(*(getattr(whole, name)[order] for name in names), (member[by], week[by]))
