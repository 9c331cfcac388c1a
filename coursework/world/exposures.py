"""Activities shown to users: on the home page, in their venue, in a message; who clicked, and who joined.

One visit shows one activity. On the home page's banner three pictures take turns at random, and picture b is clicked more often; in
the venue and in messages the team mostly uses picture c and picture a, where people click anyway, so that a look at all pages
together misleads. Whoever clicks joins less often the more steps it takes. The number of words in the rules does nothing,
though long rules come with many steps. In a flash sale whoever claims a piece has joined.
"""

from __future__ import annotations

import numpy as np

from . import activity, agenda, events
from .people import DAY
from .randomness import chance, draw, pick
from .rows.behaviour import serials
from .scales import inverse, logistic, threshold

HOME_SHOWN, PUSH_SHOWN = threshold(0.062), threshold(0.18)  # of visits that open on the home page, of those that a message opened
CLICKS_B = 160  # percent of the click rate of pictures a and c on the home page
HOME_CLICKS = 52  # per mille of visits in which the banner is clicked
CLICKS = {1: (36, 44, 36), 3: (40, 50, 40)}  # percent by picture in the venue (places of pages 1 and 2), in a message
BRANCH_VENUE = threshold(0.28)
PICTURES = {1: inverse((20, 20, 60)), 3: inverse((60, 10, 30))}  # in the venue and in messages
JOIN, JOIN_STEP, JOIN_PRICE = 70, -48, 4  # score of joining after a click: at one step, for each further step, price score / 4
NEW_DAYS = 30  # after registration, while somebody counts as a newcomer
HOME, MAIN, BRANCH, PUSH = range(4)
BANNER, VENUE = events.CODE["click", "banner"], events.CODE["page_view", "activity"]
ABOUT = np.isin(np.arange(len(events.EVENTS)), [BANNER, VENUE, events.JOIN])  # events that name an activity
SECOND = 1_500  # address of second draws


def shown_in(played, visit):
    """Number of the activity that each of these visits shows: one that runs on its day and is meant for the user, -1 for none."""
    life, visits = played.lives, played.lives.visits
    user, slot, day = (visits[name][visit] for name in ("user", "slot", "day"))
    key = played.users.key[user]
    targets = [a.target for a in agenda.activities()] + ["everybody"]
    first = agenda.shown(False)[day, draw(key, "exposure", slot) >> np.uint32(24)]
    wrong = np.array([t == "newcomers" for t in targets])[first] & (day - played.steps[user, -1] // DAY > NEW_DAYS)
    wrong |= np.array([t == "bank_customers" for t in targets])[first] & (life.star[user] == 0)
    wrong |= np.array([t == "regulars" for t in targets])[first] & (life.group[user] > 0)
    safe = agenda.shown(True)[day[wrong], draw(key[wrong], "exposure", slot[wrong] + SECOND) >> np.uint32(24)]
    found = first.copy()
    found[wrong] = safe
    back = agenda.on_days("recall")[day]
    found = np.where((visits["why"][visit] == activity.RETURN) & (back >= 0), back, found)
    return np.where(agenda.held(played.scenario)[found], found, -1)


def _pictures(kind, key, slot, clicked):
    """Picture of an exposure. On the home page each is shown as often as the others, at random; and because it is known who clicked,
    the picture is drawn from those chances given the click."""
    if kind != HOME:
        return pick(key, "creative", PICTURES[kind], slot)
    middle = HOME_CLICKS * 1_000 * 300 // (200 + CLICKS_B)  # clicks in a million of pictures a and c
    rates = (middle, middle * CLICKS_B // 100, middle)
    after, without = inverse(rates), inverse([1_000_000 - r for r in rates])
    return np.where(clicked, pick(key, "creative", after, slot), pick(key, "creative", without, slot))


def all_of(played) -> dict:
    """List the exposures in the order of users and visits, and give each visit its activity (`activity_of`, numbers or -1)."""
    e, visits = played.lives.events, played.lives.visits
    n = len(visits["user"])

    def first_of(code):
        at = np.full(n, -1)
        mine = np.flatnonzero(e["code"] == code)[::-1]
        at[e["visit"][mine]] = e["at"][mine]
        return at

    banner, venue, claim = (first_of(code) for code in (BANNER, VENUE, events.JOIN))
    key, slot = played.users.key[visits["user"]], visits["slot"]
    opens = ~visits["first"] & (visits["why"] != activity.DUE) & chance(key, "shown", HOME_SHOWN, slot)
    seen = np.flatnonzero(opens | (banner >= 0) | (venue >= 0) | (claim >= 0) | visits["opened"])
    activity_of = np.full(n, -1)
    activity_of[seen] = shown_in(played, seen)
    sale = agenda.on_days("flash")[visits["day"]]
    claims = (claim >= 0) & (sale >= 0)
    free = (activity_of >= 0) & ~claims
    activity_of = np.where(claims, sale, activity_of)
    at_home = free & opens
    in_venue = free & (venue >= 0) & ~at_home
    by_push = np.flatnonzero(free & visits["opened"] & ~visits["first"] & ~at_home & ~in_venue)
    by_push = by_push[chance(key[by_push], "shown", PUSH_SHOWN, slot[by_push] + SECOND)]
    parts = []
    for kind, mine in ((HOME, np.flatnonzero(at_home)), (MAIN, np.flatnonzero(in_venue)), (PUSH, by_push)):
        clicked = banner[mine] >= 0
        picture = _pictures(kind, key[mine], slot[mine], clicked)
        if kind != HOME:
            clicked = chance(key[mine], "clicks_on", np.array([threshold(c / 100) for c in CLICKS[kind]])[picture], slot[mine])
        at = venue[mine] if kind == MAIN else visits["start"][mine]
        page = np.where(chance(key[mine], "clicks_on", BRANCH_VENUE, slot[mine] + SECOND), BRANCH, MAIN) if kind == MAIN else kind
        joined = clicked & _joins(played, visits["user"][mine], slot[mine], activity_of[mine])
        parts.append((mine, at, np.broadcast_to(page, len(mine)), picture, clicked, joined))
    mine = np.flatnonzero(claims)
    yes = np.ones(len(mine), dtype=bool)
    parts.append((mine, visits["start"][mine] + 2, np.full(len(mine), MAIN), pick(key[mine], "creative", PICTURES[MAIN], slot[mine]), yes, yes))
    visit, at, page, picture, clicked, joined = (np.concatenate([part[i] for part in parts]) for i in range(6))
    order = np.argsort(visit, kind="stable")
    visit, at, page, picture, clicked, joined = (values[order] for values in (visit, at, page, picture, clicked, joined))
    ids = played.users.id[visits["user"][visit]]
    return {
        "activity_of": activity_of,
        "rows": {
            "exposure_id": ids * 1_000 + serials(visits["user"][visit], len(played.users)), "activity_id": activity_of[visit] + 1, "user_id": ids, "ts": at,
            "page": page, "creative": picture, "clicked": clicked, "joined": joined,
        },
    }  # fmt: skip


def of_events(played, activity_of):
    """Activity (id, -1 for none) of each event: of banners, of the pages of activities, and of joining a flash sale."""
    e = played.lives.events
    about = ABOUT[e["code"]]
    found = np.full(len(about), -1)
    mine = np.flatnonzero(about)
    which = activity_of[e["visit"][mine]]
    found[mine] = np.where(which < 0, -1, which + 1)
    return found


def _joins(played, user, slot, which):
    """Say who joins after a click; a flash sale is joined by claiming, and only so."""
    steps = np.array([a.steps for a in agenda.activities()])[which]
    sales = np.array([a.mechanic == "flash_sale" for a in agenda.activities()])[which]
    score = JOIN + JOIN_STEP * (steps - 1) + played.lives.who.price[user] // JOIN_PRICE
    return ~sales & chance(played.users.key[user], "joins_it", logistic(score), slot)
