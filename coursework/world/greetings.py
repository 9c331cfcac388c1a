"""Messages to the bank's own people and the team's friends on occasions: festivals, the big promotion, the end of a membership.

Each person is reached by the one way that the bank has with them: a five-star customer is called, a customer of a branch meets it
on the terminal there, a friend on WeCom reads it in the community. None of it makes anybody come; a call costs as much as a
hundred and fifty pushes.
"""

from __future__ import annotations

import numpy as np

from . import parameters as p
from .frames import codes
from .notices import CART_HOURS, HOUR, next_visit, part, some_time
from .people import DAY
from .randomness import chance, draw, keys
from .scales import threshold
from .sendings import COST

GREETINGS = (27, 120, 273, 358)  # 28 January, 1 May, 1 October, 25 December
ANNOUNCED = 309  # 6 November: the big promotion is announced to friends on WeCom
RENEWED_AFTER = 175  # days after registration: a week before a bank customer's half year of membership ends
NUMBER = {"festival": 10, "big_promotion": 11, "renewal": 12}  # kinds of messages in the addresses of their keys
WAYS = ("call", "email", "official_account", "community", "terminal", "sms")
READ = np.array([threshold(s) for s in (0.55, 0.17, 0.09, 0.22, 0.48, 0.06)])  # by way: share that is opened (calls: answered)
MAIL = threshold(0.55)  # of customers have left an e-mail address
FOLLOWED_UP = threshold(0.35)  # of visits within four hours after a message was read that came by it


def occasions(played, users: dict) -> list[dict]:
    """List these messages as parts with the columns of `messages`; `user` is a position, `users` holds the columns of that table."""
    greeted = [_greetings(played, users, day) for day in GREETINGS]
    return [*greeted, _announced(played, users), _renewals(played, users)]


def _before(times, day):
    return (times >= 0) & (times < day * DAY)


def _greetings(played, users, day) -> dict:
    people, life = played.users, played.lives
    customer = life.star > 0
    mail = chance(people.key, "note_way", MAIL)
    ways = {
        "call": life.star == 5, "terminal": customer & (people.channel == p.NUMBER["branch"]),
        "community": _before(users["wecom_friend_at"], day), "email": customer & mail,
        "official_account": customer & _before(users["account_followed_at"], day),
    }  # fmt: skip
    way = np.select(list(ways.values()), [WAYS.index(name) for name in ways], -1)
    known = np.flatnonzero((played.steps[:, -1] // DAY < day) & (day < life.end) & (way >= 0))
    return _sent(played, known, way[known], day, {"campaign": "festival", "trigger": "festival", "template": "plain"})


def _announced(played, users) -> dict:
    there = (played.steps[:, -1] // DAY < ANNOUNCED) & (played.lives.end > ANNOUNCED)
    user = np.flatnonzero(there & _before(users["wecom_friend_at"], ANNOUNCED))
    way = np.full(len(user), WAYS.index("community"))
    return _sent(played, user, way, ANNOUNCED, {"campaign": "big_promotion", "trigger": "schedule", "template": "coupon"})


def _renewals(played, users) -> dict:
    life, day = played.lives, played.steps[:, -1] // DAY + RENEWED_AFTER
    ways = {"call": life.star >= 4, "email": life.star == 3, "sms": (life.star == 2) & users["opted_in_sms"]}
    way = np.select(list(ways.values()), [WAYS.index(name) for name in ways], WAYS.index("terminal"))
    user = np.flatnonzero(life.accounts["customer"] & (day < life.end))
    return _sent(played, user, way[user], day[user], {"campaign": "renewal", "trigger": "renewal", "template": "story"})


def _sent(played, user, way, day, kind) -> dict:
    """Messages to users on a day (one for all, or each their own), by the way of each: a number in WAYS."""
    key = keys(played.users.key[user], np.array([NUMBER[kind["campaign"]]]), np.broadcast_to(day, len(user)))
    ts = day * DAY + 10 * HOUR + (draw(key, "note_way") >> np.uint32(20)).astype(np.int64)
    call = way == WAYS.index("call")
    read = chance(key, "note_read", READ[way])
    opened_at = np.where(read, ts + np.where(call, 20, some_time(key)), -1)
    came = next_visit(played.lives.visits, user, opened_at, CART_HOURS * HOUR)
    follows = read & ~call & chance(key, "note_way", FOLLOWED_UP, 1)
    made = part(user, ts, key, kind | {"channel": "email"}, opened_at, np.where(follows, came, -1), personalised=False)
    made["channel"], made["cost"] = codes("messages", "channel", WAYS)[way], np.array([COST[name] for name in WAYS])[way]
    made["delivered"] = np.where(call, read, made["delivered"])
    return made
