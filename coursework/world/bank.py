"""The bank: identity checks, accounts opened by users, and customers that the bank already had."""

from __future__ import annotations

import numpy as np

from . import parameters as p
from .people import DAY
from .randomness import chance, draw, pick
from .scales import inverse, logistic, normal, seconds_of_day

CARD_TYPES = ("debit", "payroll", "credit")
CARDS = inverse((55, 12, 33))
OPENS_AFTER = inverse([60 - 0.45 * day for day in range(1, 121)])  # days from registration, 0 = the next day
CUSTOMER_NUMBERS = 8_000_000_000_000  # customer numbers of the bank begin here, so that nobody takes them for user ids


def accounts(people, who, registered_at, card_at, end: int):
    """Work out identity checks and accounts of users.

    `card_at` is the second at which a card was bound in the first visit, or -1. Returns a dict of arrays: seconds (-1 where it
    does not happen before `end`) kyc_at and opened_at, card_type (a number), and customer: who was one before.
    """
    key = people.key
    customer = people.channel == p.NUMBER["bank_customers"]
    opens = chance(key, "account", logistic(p.BANK_BASE + who.bank)) & ~customer
    day = registered_at // DAY + 1 + pick(key, "account_day", OPENS_AFTER)
    opened_at = day * DAY + pick(key, "account_time", seconds_of_day("office"))
    opened_at = np.where(opens & (opened_at < end), opened_at, -1)
    asked = opened_at - 300 - (draw(key, "kyc") >> np.uint32(22)).astype(np.int64)
    kyc_at = np.where(card_at >= 0, card_at, np.where(opened_at >= 0, asked, -1))
    kyc_at = np.where(customer, registered_at + 30, kyc_at)
    return {"kyc_at": kyc_at, "opened_at": opened_at, "card_type": pick(key, "card_type", CARDS), "customer": customer}


def stars(users, who, customer):
    """The bank's own star of its customers, 1 to 5, by spending power and chance; 0 for everybody else."""
    wealth = who.power + 24 * pick(users.key, "star", normal()) // 100
    level = 1 + np.searchsorted(np.array([-22, 8, 34, 62]), wealth, side="left")
    return np.where(customer, level, 0)


def old_accounts(key):
    """Days before the first day of the data on which customers that the bank had already opened their account."""
    return 30 + (draw(key, "old_account") >> np.uint32(20)).astype(np.int64)


def value(card_type):
    """Cents that the bank books for one new account."""
    return np.array([p.BANK_VALUE[name] for name in CARD_TYPES])[card_type]
