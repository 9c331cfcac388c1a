"""Messages set off by what one user did or did not do: a welcome, a cart left behind, a bill that is due, a month of silence.

Of all these only the recall message makes anybody come (`spells.RECALLED_BY`); the others meet people who would have done the
same without them. What is opened in the app is opened in a visit that took place; a text message or a post of the official
account may be read without one, and is clicked only if a visit follows. Every message has a key of its own.
"""

from __future__ import annotations

import numpy as np

from . import events, orders
from . import parameters as p
from . import practice as care
from .frames import codes
from .people import DAY
from .randomness import chance, draw, keys
from .scales import threshold
from .sendings import COST, LOST, clicked, facts

HOUR, MINUTE = 3600, 60
WELCOME, CART, FAVOURITE, BILL, RECALL = (np.array([kind]) for kind in range(5))  # kinds of messages in the addresses of their keys
WELCOMED_AFTER, READS_WELCOME = 2, threshold(0.40)  # seconds after registration; share of those who claim no coupon
CART_AFTER, CART_LATEST, CART_HOURS = 2 * HOUR, 22 * HOUR, 4  # a reminder is answered within four hours
CART_CAME = threshold(0.5)  # of visits in those hours that came by the reminder
FAVOURITE_AT, CHEAPER = 11 * HOUR, threshold(0.08)  # of favourites, whose price fell on the next day
BILL_AT, BILL_CAME, BILL_READ = 8 * HOUR, threshold(0.7), threshold(0.12)  # of visits on that day that came by it; of the others that read it
CALLED_BEFORE = 1  # days between the recall message and `presence.recall_at`, the day on which those whom it wins are back
CALLED_AT = {"push_noon": 12 * HOUR, "push_evening": 20 * HOUR, "sms_noon": 12 * HOUR, "sms_evening": 20 * HOUR}
CALL_READ = threshold(0.05)  # of text messages to win back that are opened by somebody who does not stay


def single(played, users: dict) -> list[dict]:
    """List these messages as parts with the columns of `messages`; `user` is a position, `users` holds the columns of that table."""
    return [_welcome(played), _carts(played), _favourites(played), _bills(played, users), _recalls(played, users)]


def part(user, ts, key, kind, opened_at, clicked_at, personalised=True) -> dict:
    """Put messages of one kind together; those that nobody opens may get lost on the way."""
    n = len(user)
    return facts(kind, n) | {
        "user": user, "ts": ts, "personalised": np.full(n, personalised), "opened_at": opened_at, "clicked_at": clicked_at,
        "delivered": (opened_at >= 0) | ~chance(key, "note_lost", LOST),
    }  # fmt: skip


def next_visit(visits, user, ts, within):
    """Start of the next visit of users after a second, if it is near enough and did not come by a message of the plan; else -1."""
    if not len(visits["user"]):
        return np.full(len(user), -1)
    wide = 2**32
    place = np.searchsorted(visits["user"] * wide + visits["start"], user * wide + ts, side="right")
    there = np.minimum(place, len(visits["user"]) - 1)
    near = (place < len(visits["user"])) & (visits["user"][there] == user) & (visits["start"][there] - ts <= within)
    return np.where(near & ~visits["opened"][there] & ~visits["first"][there], visits["start"][there], -1)


def some_time(key):
    """Five minutes to about three hours, in seconds: when a message is read that nobody waited for."""
    return 5 * MINUTE + (draw(key, "note_read", 1).astype(np.int64) * 10_000 >> 32)


def _pushed(played, user, ts):
    """Say which of these messages may be pushed: allowed, and not turned off by then."""
    life = played.lives
    return life.joined["push"][user] & (ts // DAY < life.presence["mutes"][user])


def _welcome(played) -> dict:
    """Greet everybody at registration, in the app or on the official account through which they came."""
    people, e = played.users, played.lives.events
    n, ts = len(people), played.steps[:, -1] + WELCOMED_AFTER
    key = keys(people.key, WELCOME)
    claim, claims = np.full(n, -1), e["code"] == events.COUPON
    claim[e["user"][claims]] = e["at"][claims]
    read = chance(key, "note_read", READS_WELCOME)
    opened_at = np.where(claim >= 0, claim - 4, np.where(read, ts + 3 + (draw(key, "note_read", 1) >> np.uint32(27)).astype(np.int64), -1))
    kind = {"channel": "in_app", "campaign": "welcome", "trigger": "welcome", "template": "coupon"}
    made = part(np.arange(n), ts, key, kind, opened_at, np.where(claim >= 0, claim - 1, -1), personalised=False)
    follower = people.channel == p.NUMBER["official_account"]
    made["channel"] = codes("messages", "channel", ("in_app", "official_account"))[follower.astype(int)]
    return made


def _carts(played) -> dict:
    """Remind people of what they left in the cart, two hours later and never at night."""
    people, visits, e = played.users, played.lives.visits, played.lives.events
    paid = np.zeros(len(visits["user"]), dtype=bool)
    paid[e["visit"][e["code"] == events.PAY]] = True
    left = np.flatnonzero((e["code"] == events.CART) & ~paid[e["visit"]])
    user, ts, slot = e["user"][left], e["at"][left] + CART_AFTER, visits["slot"][e["visit"][left]]
    awake = (ts % DAY < CART_LATEST) & (ts // DAY == e["at"][left] // DAY)
    kept = np.flatnonzero(awake & _pushed(played, user, ts))
    user, ts = user[kept], ts[kept]
    key = keys(people.key[user], CART, slot[kept])
    came = next_visit(visits, user, ts, CART_HOURS * HOUR)
    opened_at = np.where(chance(key, "note_read", CART_CAME), came, -1)
    kind = {"channel": "push", "campaign": "cart_reminder", "trigger": "cart", "template": "plain"}
    return part(user, ts, key, kind, opened_at, clicked(key, opened_at))


def _favourites(played) -> dict:
    """Tell some people that the price of what they marked as a favourite fell."""
    people, visits, e = played.users, played.lives.visits, played.lives.events
    marked = np.flatnonzero(e["code"] == events.FAVOURITE)
    user, ts = e["user"][marked], (e["at"][marked] // DAY + 1) * DAY + FAVOURITE_AT
    key = keys(people.key[user], FAVOURITE, visits["slot"][e["visit"][marked]])
    told = np.flatnonzero(chance(key, "note_way", CHEAPER) & _pushed(played, user, ts))
    user, ts, key = user[told], ts[told], key[told]
    came = next_visit(visits, user, ts, CART_HOURS * HOUR)
    opened_at = np.where(chance(key, "note_read", CART_CAME), came, -1)
    kind = {"channel": "push", "campaign": "cart_reminder", "trigger": "favourite", "template": "coupon"}
    return part(user, ts, key, kind, opened_at, clicked(key, opened_at))


def _bills(played, users: dict) -> dict:
    """Remind followers of the official account of a bill on the days of `orders.due_days`; who pays comes for the bill."""
    people, life = played.users, played.lives
    first = np.flatnonzero(life.orders["category"] == orders.BILLS)
    payer, place = np.unique(life.orders["user"][first], return_index=True)
    began, month = life.orders["day"][first[place]], np.arange(1, 14)
    luck = (draw(people.key[payer], "due") >> np.uint32(30)).astype(np.int64)
    day = (began + luck - 1)[:, None] + orders.DUE_EVERY * month[None, :]
    followed = users["account_followed_at"][payer][:, None]
    row, column = np.nonzero((followed >= 0) & (followed < day * DAY) & (day < life.end[payer][:, None]))
    user, ts = payer[row], day[row, column] * DAY + BILL_AT
    key = keys(people.key[user], BILL, column)
    came = np.where(chance(key, "note_way", BILL_CAME), next_visit(life.visits, user, ts, DAY - BILL_AT), -1)
    read = chance(key, "note_read", BILL_READ)
    opened_at = np.where(came >= 0, came, np.where(read, ts + some_time(key), -1))
    kind = {"channel": "official_account", "campaign": "weekly_offers", "trigger": "schedule", "template": "bill"}
    return part(user, ts, key, kind, opened_at, clicked(key, came))


def _recalls(played, users: dict) -> dict:
    """Try to win back those who have been quiet for a month, by the arm of the experiment in which they are."""
    people, life, names = played.users, played.lives, care.RECALL.arms
    at, arm = life.presence["recall_at"], life.presence["recall_arm"]
    by_push = np.isin(arm, [i for i, name in enumerate(names) if name.startswith("push")])
    allowed = np.where(by_push, life.joined["push"] & (life.presence["mutes"] > at), users["opted_in_sms"])
    user = np.flatnonzero((arm > 0) & (at > care.RECALL.first) & (at < life.end) & allowed)
    at, arm, by_push, key = at[user], arm[user], by_push[user], keys(people.key[user], RECALL)
    ts = called_at(at, arm)
    came = np.where(life.presence["recalled"][user], next_visit(life.visits, user, at * DAY - 1, DAY), -1)
    read = ~by_push & chance(key, "note_read", CALL_READ)
    opened_at = np.where(came >= 0, came, np.where(read, ts + some_time(key), -1))
    kind = {"channel": "sms", "campaign": "recall", "trigger": "recall", "template": "plain"}
    made = part(user, ts, key, kind, opened_at, clicked(key, came), personalised=False)
    made["channel"] = codes("messages", "channel", ("sms", "push"))[by_push.astype(int)]
    made["cost"] = np.where(by_push, COST["push"], COST["sms"])
    made["template"] = codes("messages", "template", ("plain", "coupon"))[(arm == names.index("sms_evening")).astype(int)]
    return made


def called_at(day, arm):
    """Second of the recall message by `presence.recall_at` and number of the arm; for the arm without a message, noon."""
    clock = np.array([CALLED_AT.get(name, 12 * HOUR) for name in care.RECALL.arms])
    return (day - CALLED_BEFORE) * DAY + clock[arm]
