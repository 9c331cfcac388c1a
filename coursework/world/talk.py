"""What members say in communities: replies to staff, words of their own, and what staff answers to these.

A member's row hangs on that member alone: members reply to staff, and staff replies to members; members who reply to each other
would tie one user's rows to another's. So the number of replies of every message is the number of rows that answer it.
"""

from __future__ import annotations

import numpy as np

from . import groups as g
from .members import Members
from .people import DAY, ragged
from .randomness import chance, draw, keys, pick
from .scales import inverse, logistic, seconds_of_day, threshold

REPLY_BASE = -405  # score of replying to a message of staff
ANSWERED = np.array((20, 0, -20, -170, 90, 120, 190))  # … by its kind
SPEAK_BASE = -335  # score of saying something of one's own in a week
SOCIAL, MUTED = 40, -140  # in a community meant for company; with messages turned off
SAYS = np.stack([inverse(w) for w in ((16, 0, 20, 10, 42, 4, 8), (36, 0, 22, 7, 17, 9, 9))])  # kinds: service, social
STAFF_ANSWERS = np.array((26, 0, 10, 0, 52, 30, 0))  # percent of members' messages that staff answers, with one person; 14 more by each further
CLICKED = np.array((0, 0, 2, 1, 0, 3, 0))  # clicks on the link of a member's message, at most, by its kind
SOON = threshold(0.55)  # of replies come within the hour
STILL_THERE = 14  # days after a user has left the app for which they still talk
LIKES = np.stack([inverse(w, 256) for w in ((62, 20, 10, 5, 2, 1), (34, 24, 17, 12, 8, 5))])
REPLIES, OWN, ANSWERS = 1, 60_000, 80_000  # where the serial numbers of a user's messages begin; the first is followed by what was answered
PER_USER = 100_000


def talk(played, root_key, them: Members) -> dict[str, np.ndarray]:
    """List what members say and what staff answers: user (position), serial, group, at, kind, topic, likes, replies, clicks, by_staff."""
    there, posts = g.groups(root_key), g.posts(root_key)
    replies = _replies(played, there, posts, them)
    own, answers = _own(played, there, them)
    made = {name: np.concatenate([part[name] for part in (replies, own, answers)]) for name in replies}
    order = np.lexsort((made["serial"], made["user"]))
    return {name: values[order] for name, values in made.items()}


def answered(message_id):
    """Number of the staff's message that each message replies to, -1 where it is no reply of a member."""
    serial = message_id % PER_USER
    return np.where(serial < OWN, serial - REPLIES, -1)


def _table(them, member, serial, group, at, kind, topic, likes=0, replies=0, clicks=0, by_staff=False):
    n = len(member)
    filled = {"serial": serial, "group": group, "at": at, "kind": kind, "topic": topic, "likes": likes, "replies": replies, "clicks": clicks}
    filled["by_staff"] = by_staff
    return {"user": them.user[member]} | {name: np.broadcast_to(values, n) for name, values in filled.items()}


def _wait(key, number):
    """Seconds until a reply: within the hour, or within about nine."""
    spread = draw(key, "reply", number + 2000).astype(np.int64)
    return 30 + np.where(chance(key, "reply", SOON, number), spread >> 20, spread >> 17)


def _speaks(played, them: Members, member, at):
    """Say whether the member is still there at a time, in the community and in the app."""
    gone = played.lives.presence["leaves"][them.user[member]] + STILL_THERE
    end = np.where(them.left[member] < 0, them.until[member], np.minimum(them.left[member], them.until[member]))
    return (at < end) & (at // DAY <= gone) & (at > them.joined[member])


def _quiet(them: Members, member, at):
    return np.where((them.muted[member] >= 0) & (them.muted[member] <= at), MUTED, 0)


def _replies(played, there, posts: g.Posts, them: Members):
    line = posts.group * 2**27 + posts.at
    start = np.searchsorted(line, them.group * 2**27 + them.joined)
    end = np.where(them.left < 0, them.until, np.minimum(them.left, them.until))
    count = np.maximum(np.searchsorted(line, them.group * 2**27 + end) - start, 0)
    member, post = np.repeat(np.arange(len(them.user)), count), np.repeat(start, count) + ragged(count)
    at, kind = posts.at[post], posts.kind[post]
    score = REPLY_BASE + played.lives.who.social[them.user][member] + ANSWERED[kind] + SOCIAL * there.social[posts.group[post]] + _quiet(them, member, at)
    key = keys(them.key[member], post)
    which = np.flatnonzero(chance(key, "reply", logistic(score)))
    member, post, key = member[which], post[which], key[which]
    at = at[which] + _wait(key, 1)
    which = np.flatnonzero(_speaks(played, them, member, at))
    member, post, key, at = member[which], post[which], key[which], at[which]
    likes = LIKES[there.social[posts.group[post]].astype(int), draw(key, "likes") >> np.uint32(24)] // 2
    return _table(them, member, REPLIES + post, posts.group[post], at, g.REPLY, posts.topic[post], likes)


def _own(played, there, them: Members):
    member, week = them.week
    social = there.social[them.group]
    score = SPEAK_BASE + played.lives.who.social[them.user] + SOCIAL * social
    sooner = week * 7 * DAY
    which = np.flatnonzero(chance(them.key[member], "talks", logistic(score[member] + _quiet(them, member, sooner)), week))
    member, week = member[which], week[which]
    key = them.key[member]
    at = (week * 7 + (draw(key, "talks", week + 200).astype(np.int64) * 7 >> 32)) * DAY + pick(key, "talks", seconds_of_day("app"), week + 400)
    which = np.flatnonzero(_speaks(played, them, member, at))
    member, week, key, at = member[which], week[which], key[which], at[which]
    group, friendly = them.group[member], social[member].astype(int)
    kind = SAYS[friendly, draw(key, "talk_topic", week) >> np.uint32(22)]
    about = np.stack([inverse(g.ABOUT[o]) for o in g.ORIGINS] + [inverse(g.ADVERTISED)])
    topic = about[np.where(kind == g.ADVERT, len(g.ORIGINS), there.origin[group]), draw(key, "talk_topic", week + 200) >> np.uint32(22)]
    likes = LIKES[friendly, draw(key, "likes", week) >> np.uint32(24)] // np.where(kind == g.ADVERT, 3, 1)
    percent = STAFF_ANSWERS[kind] + np.where(STAFF_ANSWERS[kind] > 0, 14 * (there.staff[group] - 1), 0)
    answers = chance(key, "reply", percent * (2**32 // 100), week + 1000)
    then = at + 60 + _wait(key, week + 1200) // there.staff[group]
    answers &= then < them.until[member]
    serial = _serial(them, member, week)
    clicks = draw(key, "likes", week + 200).astype(np.int64) * (CLICKED[kind] + 1) >> 32
    own = _table(them, member, OWN + serial, group, at, kind, topic, likes, answers.astype(np.int64), clicks)
    told = np.flatnonzero(answers)
    reply = _table(them, member[told], ANSWERS + serial[told], group[told], then[told], g.REPLY, topic[told], by_staff=True)
    return own, reply


def _serial(them: Members, member, week):
    """A number of its own for each pair of a user's membership and week: place of the community among the user's x 128 + week."""
    starts = np.searchsorted(them.user, them.user[member])
    return (member - starts) * 128 + week
