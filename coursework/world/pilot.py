"""Large samples of one channel's people, from which the true means are taken; written to truth.csv by `write`."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from . import parameters as p
from .channels import sources
from .lives import begin, finish
from .measures import measures
from .people import DAY, pool_people, registers, step_times
from .play import OPEN_ENDED, USERS_AT_ONCE
from .practice import USUAL
from .randomness import root
from .seasons import YEAR_DAYS, season

JANUARY = np.arange(YEAR_DAYS, YEAR_DAYS + 28)
SEED = 20_260_101
FILE = Path(__file__).with_name("truth.csv")
MEANS = ("retained_30", "first_orders", "bank_accounts")


def sample(channel: str, aim: str = "broad", registered: int = 20_000, seed: int = SEED) -> dict:
    """Play January 2026 for many people of one channel.

    Returns
    -------
    dict
        `register`, the share of clicks that register, and arrays with a row per user: those of `measures`, `anyway`,
        `dining`, `tier`.
    """
    mine = np.array([s.channel == p.NUMBER[channel] for s in sources()])
    share = np.array([s.share for s in sources()]) * mine
    reached = np.repeat((share * 60)[:, None], len(JANUARY), axis=1)
    found, touched, joined, batch = [], 0, 0, 0
    while joined < registered:
        people = pool_people(root(seed, batch), JANUARY, reached, targeting={channel: aim})
        users = people.where(np.flatnonzero(registers(people)))
        touched, joined, batch = touched + len(people), joined + len(users), batch + 1
        steps = step_times(users)
        for i in range(0, len(users), USERS_AT_ONCE):
            part, at = users.where(slice(i, i + USERS_AT_ONCE)), steps[i : i + USERS_AT_ONCE]
            life = begin(part, at, end=at[:, -1] // DAY + p.LOOK_AHEAD + 1, season=season(), practice=USUAL)
            life = finish(life, OPEN_ENDED, season=season(), practice=USUAL)
            made = measures(at[:, -1], life.visits, life.orders, life.accounts)
            found.append(made | {"anyway": part.anyway, "dining": life.who.dining, "tier": life.who.tier})
    return {"register": joined / touched} | {name: np.concatenate([f[name] for f in found]) for name in found[0]}


def row(channel: str, aim: str, registered: int) -> dict:
    """Work out the true means of one channel and audience; values in yuan."""
    s = sample(channel, aim, registered)
    by_itself, value = s["anyway"], s["value"] / 100
    made = {"channel": channel, "targeting": aim, "register": s["register"]}
    made |= {name: s[name].mean() for name in MEANS}
    made |= {"value": value.mean(), "incremental_share": 1 - by_itself.mean(), "incremental_value": (value * ~by_itself).mean()}
    for tier in range(3):
        made[f"retained_30_tier_{tier + 1}"] = s["retained_30"][s["tier"] == tier].mean()
    made["dining"] = s["dining"].mean()
    for name, who in (("dining", s["dining"]), ("other", ~s["dining"])):
        made[f"first_orders_{name}"] = s["first_orders"][who].mean()
        made[f"value_{name}"] = value[who].mean()
    return made


def write(registered: int = 60_000, file: Path = FILE) -> pd.DataFrame:
    """Measure every channel and audience, and write truth.csv; to be run when a parameter has changed."""
    cells = [(c, a) for c in p.PAID for a in p.TARGETING if a == "broad" or c in p.TARGETABLE]
    frame = pd.DataFrame([row(channel, aim, registered) for channel, aim in cells])
    frame.to_csv(file, index=False, float_format="%.6f", lineterminator="\n", encoding="utf-8")
    return frame
