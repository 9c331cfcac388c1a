"""Events and orders, with what the catalogue of merchants and products says of them."""

from __future__ import annotations

import numpy as np

from .. import events
from ..frames import codes
from ..people import ragged
from ..randomness import chance
from ..scales import threshold

MINI_PROGRAM = threshold(0.30)  # of visits


def users(played, catalogue_orders: dict, catalogue_events: dict) -> dict:
    """Rows of `events` and `orders`; the catalogue's columns are worked out by `rows.commerce`."""
    return {"events": _events(played) | catalogue_events, "orders": _orders(played) | catalogue_orders}


def serials(user, n: int):
    """Count each user's rows from 0; `user` is sorted."""
    return ragged(np.bincount(user, minlength=n)) if len(user) else np.zeros(0, dtype=np.int64)


def _events(played) -> dict:
    people, visits, e = played.users, played.lives.visits, played.lives.events
    owner = people.id[e["user"]]
    kinds = codes("events", "event", [event for event, _ in events.EVENTS])
    pages = codes("events", "page", [page for _, page in events.EVENTS])
    mini = chance(people.key[visits["user"]], "surface_kind", MINI_PROGRAM, visits["slot"])
    elements = codes("events", "element", events.ELEMENTS)
    errors = codes("events", "error_code", events.ERRORS)
    return {
        "event_id": owner * 10_000 + serials(e["user"], len(people)), "user_id": owner, "ts": e["at"],
        "session_id": owner * 1_000 + visits["serial"][e["visit"]], "event": kinds[e["code"]], "page": pages[e["code"]],
        "surface": mini[e["visit"]].astype(np.int64), "element": np.where(e["element"] < 0, -1, elements[e["element"]]),
        "x": e["x"], "y": e["y"], "duration_s": e["duration"], "error_code": np.where(e["error"] < 0, -1, errors[e["error"]]),
    }  # fmt: skip


def _orders(played) -> dict:
    people, o = played.users, played.lives.orders
    owner = people.id[o["user"]]
    made = {"order_id": owner * 1_000 + o["serial"], "user_id": owner, "ts": o["at"], "category": o["category"]}
    return made | {name: o[name] for name in ("list_price", "discount", "paid", "cost", "gross_margin", "quantity", "points_used")}
