"""Points, levels and their benefits, badges and missions: what rewards people for what they do."""

from __future__ import annotations

import numpy as np

from .. import badges, benefits, levels, missions, points
from ..frames import codes
from ..moments import Moments, begins, merged, of_lives
from ..people import DAY, ragged


def users(played, root_key, last_day: int, made: dict) -> dict:
    """Rows of `points_ledger`, `memberships`, `benefit_grants`, `badge_awards` and `mission_records`.

    Missions come before points, because their rewards are points.
    """
    people, life = played.users, played.lives
    n, ids = len(people), people.id
    registered, end = made["users"]["registered_at"], np.minimum(life.end, last_day)
    friends = _friends(ids, made, end)
    bought = life.orders | {name: made["orders"][name] for name in ("paid", "points_used")}
    days = levels.days(life.visits, registered)
    got = levels.growth(days, bought["user"], bought["at"], bought["paid"] // 100)
    held = levels.held(people, life.visits, registered, life.star, life.accounts["opened_at"], got)
    given = benefits.grants(people, held, life.visits)
    found = of_lives(life)
    shown = missions.records(people, life.who, life.visits, registered, end, found)
    earned = badges.awards(people, life.who.social, badges.counted(found, n, friends, days))
    won = np.array([0, *(mission.points for mission in missions.MISSIONS)])[shown.mission]
    paid_out = np.flatnonzero((shown.done >= 0) & (won > 0))
    rewards = shown.user[paid_out], shown.done[paid_out], won[paid_out]
    ledger = points.ledger(bought, found["check_in"], found["review"], friends, rewards, end)
    return {
        "points_ledger": _ledger(ids, ledger, made["orders"]["order_id"], n), "memberships": _memberships(ids, held),
        "benefit_grants": _grants(ids, given, n), "badge_awards": _awards(ids, earned), "mission_records": _records(ids, shown, n),
    }  # fmt: skip


def whole(played, root_key, last_day: int, counted: dict) -> dict:
    """Rows of `benefits`, `badges` and `missions`, which are the same in every world."""
    perks, marks, tasks = benefits.BENEFITS, badges.BADGES, missions.MISSIONS
    return {
        "benefits": _names("benefit_id", perks) | {
            "kind": codes("benefits", "kind", [b.kind for b in perks]), "level_required": np.array([b.level for b in perks]),
            "unit_cost": np.array([b.cost for b in perks]),
        },
        "badges": _names("badge_id", marks) | {
            "rule": [b.rule for b in marks], "rule_zh": [b.rule_zh for b in marks],
            "series": codes("badges", "series", [b.series for b in marks]), "rarity": codes("badges", "rarity", [b.rarity for b in marks]),
        },
        "missions": _names("mission_id", tasks) | {
            "behaviour": codes("missions", "behaviour", [m.behaviour for m in tasks]),
            "game_type": codes("missions", "game_type", [m.game for m in tasks]),
            "reward_kind": codes("missions", "reward_kind", [m.reward for m in tasks]),
            "reward_points": np.array([m.points for m in tasks]), "season": codes("missions", "season", [m.season for m in tasks]),
        },
    }  # fmt: skip


def _names(key, rows) -> dict:
    return {key: np.arange(1, len(rows) + 1), "name": [row.name for row in rows], "name_zh": [row.name_zh for row in rows]}


def _friends(ids, made, end) -> Moments:
    """When people whom a user invited registered."""
    rows = made["referrals"]
    mine = np.flatnonzero(rows["invitee_user_id"] >= 0)
    by_id = np.argsort(ids, kind="stable")
    inviter, invitee = (by_id[np.searchsorted(ids[by_id], rows[name][mine])] for name in ("inviter_id", "invitee_user_id"))
    at = made["users"]["registered_at"][invitee]
    known = np.flatnonzero(at < end[inviter] * DAY)
    known = known[merged([inviter[known]], [at[known]])]
    return Moments(inviter[known], at[known])


def _serial(user, n):
    return ragged(np.bincount(user, minlength=n))


def _ledger(ids, ledger, order_ids, n) -> dict:
    owner = ids[ledger.user]
    from_order = order_ids[np.maximum(ledger.order, 0)] if len(order_ids) else ledger.order
    return {
        "entry_id": owner * 10_000 + _serial(ledger.user, n), "user_id": owner, "ts": ledger.at, "delta": ledger.delta,
        "reason": codes("points_ledger", "reason", points.REASONS)[ledger.reason], "order_id": np.where(ledger.order < 0, -1, from_order),
        "activity_id": ledger.activity, "balance": ledger.balance,
    }  # fmt: skip


def _memberships(ids, held) -> dict:
    last = begins(held.user[::-1])[::-1]
    return {
        "user_id": ids[held.user], "from_ts": held.since, "to_ts": np.where(last, -1, np.r_[held.since, -1][1:]), "level": held.level,
        "level_name": codes("memberships", "level_name", levels.NAMES)[held.level - 1], "growth_value": held.growth,
        "paid_member": held.reason == levels.REASONS.index("purchase"),
        "reason": codes("memberships", "reason", levels.REASONS)[held.reason],
    }  # fmt: skip


def _grants(ids, given, n) -> dict:
    owner = ids[given.user]
    return {
        "grant_id": owner * 100 + _serial(given.user, n), "benefit_id": given.benefit, "user_id": owner, "granted_at": given.at,
        "used_at": given.used, "satisfaction": given.mark,
    }  # fmt: skip


def _awards(ids, earned) -> dict:
    return {"badge_id": earned.badge, "user_id": ids[earned.user], "earned_at": earned.at, "shown_on_profile": earned.shown}


def _records(ids, shown, n) -> dict:
    owner = ids[shown.user]
    return {
        "record_id": owner * 100 + _serial(shown.user, n), "mission_id": shown.mission, "user_id": owner, "shown_at": shown.shown,
        "accepted_at": shown.accepted, "done_at": shown.done, "rank": shown.rank,
    }  # fmt: skip
