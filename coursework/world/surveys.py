"""Surveys: whom the team asks, who answers, and what.

Questionnaires go to everybody who has the app, four times a year. Those who use it much and like it answer, so the average of the
answers is better than the opinion of all. People who have been silent for a month are asked why.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from . import practice as care
from .orders import BILLS
from .people import DAY, ragged
from .randomness import chance, draw, keys, pick
from .scales import inverse, logistic, normal, seconds_of_day, threshold
from .spells import BARGAIN, QUIET_DAYS

ROUNDS = (75, 166, 258, 349, 440, 531, 622, 713)  # days of the questionnaires
LOOKS_BACK, SETTLED = 28, 14  # days by which users are called active; days after registration before anybody is asked
CLASSES = np.array((1, 3, 8))  # active days from which a user is in class 1, 2, 3
ANSWERS, ANSWERS_BY_CLASS = -340, np.array((-50, 20, 75, 125))  # score of answering a questionnaire
HABIT_ANSWERS, LIKING_ANSWERS = 4, 12  # … and these parts of the habit, and of how much better than usual (in hundredths of a point) the opinion is
OPINION, BY_CLASS = 690, np.array((-60, 10, 60, 110))  # hundredths of a point of NPS
TASTE, DISTURBED, LOST = 185, -110, -60  # luck of opinions; daily messages for the intolerant; the bills that are hard to find since May
LOST_FROM, LOST_TO = 120, 273
AWARENESS = np.stack([inverse(w) for w in ((16, 52, 32), (28, 50, 22), (46, 42, 12), (64, 31, 5))])
KNOWN = ("know_well", "know_name", "not_known")
MOTIVES = ("saving", "convenience", "habit", "points", "friends", "boredom")
NEEDS = ("survival", "safety", "belonging", "esteem", "self_fulfilment")
REASONS = ("no_need", "too_many_messages", "found_better", "forgot")
WORDS = KNOWN + MOTIVES + NEEDS + REASONS
AT_KNOWN, AT_MOTIVES, AT_NEEDS, AT_REASONS = (WORDS.index(names[0]) for names in (KNOWN, MOTIVES, NEEDS, REASONS))
NEED_ASKED = threshold(0.5)  # of those who answer a questionnaire
PICKED, PICKED_FRIEND = threshold(0.004), threshold(0.022)  # of active users, for an interview; of friends of staff
GROUPED = threshold(0.006)  # … for a focus group
CALLS, CALL_DAYS = threshold(0.12), 14  # of the silent answer why; days within which they are asked
BY_PHONE = threshold(0.16)  # of these answers
DISTURBED_SAY = threshold(0.80)  # of intolerant users who fell silent under daily messages say so
QUESTIONNAIRE, INTERVIEW, FOCUS_GROUP = range(3)
NPS, SATISFACTION, AWARE, MOTIVE, NEED, QUIET = range(6)


@dataclass
class Answers:
    """Answers in the order of user and time: user (position), second, method, question, score and words (number in WORDS; -1 for none)."""

    user: np.ndarray
    at: np.ndarray
    method: np.ndarray
    question: np.ndarray
    score: np.ndarray
    words: np.ndarray


def answers(played, last_day: int, facts: dict) -> Answers:
    """List all answers; `facts` holds the columns of `users`."""
    people = played.users
    parts = []
    for number, day in enumerate(ROUNDS):
        if not int(played.days[0]) + SETTLED < day < last_day:
            continue
        asked, kind = invited(played, day, last_day)
        mine = opinion(played, people, asked, kind, day)
        parts += _questionnaire(played, people, asked, kind, mine, day, number)
        parts += _talks(played, people, asked, kind, mine, day, number, facts)
    parts += _silent(played, people, last_day, facts)
    made = [np.concatenate([np.broadcast_to(part[i], len(part[0])) for part in parts]) if parts else np.zeros(0, np.int64) for i in range(6)]
    order = np.lexsort((made[3], made[1], made[0]))
    return Answers(*(values[order] for values in made))


def invited(played, day: int, last_day: int):
    """Positions of the users who get a questionnaire on a day, and their class of activity in the four weeks before."""
    registered, removed = played.steps[:, -1] // DAY, played.lives.presence["uninstalls"]
    there = (registered <= day - SETTLED) & (removed > day) & (np.minimum(played.lives.end, last_day) > day + 2) & ~played.users.fake
    visits = played.lives.visits
    inside = np.flatnonzero((visits["day"] < day) & (visits["day"] >= day - LOOKS_BACK))
    user, when = visits["user"][inside], visits["day"][inside]
    new = np.r_[True, (user[1:] != user[:-1]) | (when[1:] != when[:-1])] if len(user) else np.zeros(0, dtype=bool)
    active = np.bincount(user[new], minlength=len(registered))
    asked = np.flatnonzero(there)
    return asked, np.searchsorted(CLASSES, active[asked], side="right")


def opinion(played, people, asked, kind, day: int):
    """Opinion of the app in hundredths of a point of NPS, before it is rounded to 0 to 10: of everybody who is asked."""
    who, life = played.lives.who, played.lives
    bills = np.bincount(life.orders["user"][life.orders["category"] == BILLS], minlength=len(life.end))[asked] > 0
    disturbed = life.sent["test_daily"][asked] & who.intolerant[asked] & (day >= care.PUSH.first)
    mine = OPINION + BY_CLASS[kind] + who.habit[asked] // 3 + TASTE * pick(people.key[asked], "satisfaction", normal(), 3000 + day) // 100
    return mine + DISTURBED * disturbed + LOST * (bills & (LOST_FROM <= day < LOST_TO))


def points(mine):
    """Opinion as a score of 0 to 10."""
    return np.clip((mine + 50) // 100, 0, 10)


def _clock(key, day, stream="survey"):
    return day * DAY + pick(key, stream, seconds_of_day("app"), 8)


def _questionnaire(played, people, asked, kind, mine, day, number):
    key = keys(people.key[asked], np.array([5_000_000 + number]))
    score = ANSWERS + ANSWERS_BY_CLASS[kind] + played.lives.who.habit[asked] // HABIT_ANSWERS + (mine - OPINION) // LIKING_ANSWERS
    does = np.flatnonzero(chance(key, "survey", logistic(score)))
    user, key, kind, mine = asked[does], key[does], kind[does], mine[does]
    at = _clock(key, day + (draw(key, "survey", 1) >> np.uint32(31)).astype(np.int64))
    stars = np.clip((mine + 60 * pick(key, "score", normal()) // 100 + 100) // 200, 1, 5)
    yield user, at, QUESTIONNAIRE, NPS, points(mine), -1
    yield user, at + 9, QUESTIONNAIRE, SATISFACTION, stars, -1
    yield user, at + 21, QUESTIONNAIRE, AWARE, -1, AT_KNOWN + AWARENESS[kind, draw(key, "answer") >> np.uint32(22)]
    yield user, at + 34, QUESTIONNAIRE, MOTIVE, -1, _motive(played, user, kind, key)
    some = np.flatnonzero(chance(key, "answer", NEED_ASKED, 9))
    yield user[some], at[some] + 52, QUESTIONNAIRE, NEED, -1, _need(played, user[some], key[some])


def _talks(played, people, asked, kind, mine, day, number, facts):
    """Interviews and focus groups, a fortnight after the questionnaire, with active people."""
    friend = (facts["wecom_friend_at"][asked] >= 0) & (facts["wecom_friend_at"][asked] < day * DAY)
    key = keys(people.key[asked], np.array([5_100_000 + number]))
    day = np.int64(day + SETTLED)
    there = (kind > 0) & (played.lives.presence["uninstalls"][asked] > day) & (played.lives.end[asked] > day)
    for method, share in ((INTERVIEW, np.where(friend, PICKED_FRIEND, PICKED)), (FOCUS_GROUP, np.where(friend, 3, 1) * GROUPED)):
        does = np.flatnonzero(there & chance(key, "survey", share, method))
        user, own = asked[does], key[does]
        at = day * DAY + (pick(own, "survey", seconds_of_day("office"), 8) if method == INTERVIEW else np.full(len(user), 19 * 3600))
        at = at + (0 if method == INTERVIEW else DAY)
        known = np.flatnonzero(at < played.lives.end[user] * DAY)
        user, own, at, picked = user[known], own[known], at[known], does[known]
        stars = np.clip((mine[picked] + 60 * pick(own, "score", normal(), method) // 100 + 100) // 200, 1, 5)
        yield user, at + 300, method, SATISFACTION, stars, -1
        yield user, at + 900, method, MOTIVE, -1, _motive(played, user, kind[picked], own)
        yield user, at + 1_800, method, NEED, -1, _need(played, user, own)


def _of(key, number, weight, first: int):
    """Draw one of the words that begin at a place, by weights in columns."""
    total = np.cumsum(weight, axis=1)
    luck = draw(key, "answer", number).astype(np.int64) * total[:, -1] >> 32 if len(key) else np.zeros(0, dtype=np.int64)
    return first + (total <= luck[:, None]).sum(axis=1)


def _motive(played, user, kind, key):
    who, o = played.lives.who, played.lives.orders
    bills, used = (np.bincount(o["user"][mine], minlength=len(played.lives.end))[user] > 0 for mine in (o["category"] == BILLS, o["points_used"] > 0))
    weight = np.stack([26 + 34 * (who.price[user] > BARGAIN), 22 + 26 * bills, 8 + 6 * kind, 8 + 22 * used, 4 + 14 * (who.social[user] > 60),
                       np.full(len(user), 7)], axis=1)  # fmt: skip
    return _of(key, 1, weight, AT_MOTIVES)


def _need(played, user, key):
    who, star = played.lives.who, played.lives.star[user]
    low, high = who.power[user] < -22, who.power[user] > 22
    weight = np.stack([6 + 14 * low, 24 + 14 * (star > 0), 20 + 16 * (who.social[user] > 60), 14 + 10 * high + 24 * (star >= 4),
                       6 + 6 * high], axis=1)  # fmt: skip
    return _of(key, 2, weight, AT_NEEDS)


def _silent(played, people, last_day, facts):
    """Ask people who have not been there for a month why: by text message, some by phone."""
    life, visits, who = played.lives, played.lives.visits, played.lives.who
    user, day = visits["user"], visits["day"]
    last = np.r_[user[1:] != user[:-1], True] if len(user) else np.zeros(0, dtype=bool)
    comes = np.where(last, 2**40, np.r_[day[1:], 0] if len(day) else day)
    key = keys(people.key[user], 5_200_000 + day)
    asked = day + QUIET_DAYS + 1 + (draw(key, "survey").astype(np.int64) * CALL_DAYS >> 32)
    known = (asked < comes) & (asked < np.minimum(life.end, last_day)[user]) & facts["opted_in_sms"][user] & ~people.fake[user]
    which = np.flatnonzero(known & (comes - day > QUIET_DAYS) & chance(key, "survey", CALLS, 1))
    user, day, key, asked = user[which], day[which], key[which], asked[which]
    driven = life.sent["test_daily"][user] & who.intolerant[user] & (day >= care.PUSH.first) & (day <= care.PUSH.last + 14)
    weight = np.stack([np.full(len(user), 20), 5 + 6 * who.intolerant[user], 12 + 52 * (who.price[user] > BARGAIN), np.full(len(user), 48)], axis=1)
    words = _of(key, 3, weight, AT_REASONS)
    words = np.where(driven & chance(key, "answer", DISTURBED_SAY, 4), WORDS.index("too_many_messages"), words)
    yield user, _clock(key, asked), chance(key, "survey", BY_PHONE, 2).astype(np.int64), QUIET, -1, words


def serials(user, n: int):
    """Count each user's rows from 0."""
    return ragged(np.bincount(user, minlength=n)) if len(user) else np.zeros(0, dtype=np.int64)
