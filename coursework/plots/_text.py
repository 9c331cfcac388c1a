"""Words and numbers in pictures: names of things, amounts with their unit, lines that fit."""

import math

import numpy as np
import pandas as pd

from coursework.i18n import _, language, t

UNITS = ("yuan", "share", "points", "users", "count", "times", "days", "number")

# what a unit is called in a subtitle, and how an amount of it is written
UNIT_NAMES = {
    "yuan": _("in yuan"),
    "share": _("in per cent"),
    "points": _("in percentage points"),
    "users": _("number of users"),
    "days": _("in days"),
}
MEASURES = {
    "cac": _("Acquisition cost per customer (CAC)"),
    "spend": _("Spend"),
    "cost": _("Cost"),
    "customers": _("Customers won"),
    "value_per_customer": _("Value per customer"),
    "value_to_cac": _("Value ÷ CAC"),
    "net": _("Value less cost"),
    "size": _("Users at the start"),
    "n": _("Users"),
    "clicks": _("Clicks"),
    "impressions": _("Impressions"),
    "registrations": _("Registrations"),
    "retained": _("Retained users"),
    "retained_30": _("30-day retention"),
    "retention_30": _("30-day retention"),
    "first_order": _("Users with a first order"),
    "first_orders": _("First orders"),
    "bank_account": _("Users with a bank account"),
    "bank_accounts": _("Bank accounts opened"),
    "early_value": _("Early value"),
    "value": _("Value"),
    "incremental_value": _("Incremental value"),
}
STEPS = {
    "plan": _("Plan"),
    "forecast": _("Forecast"),
    "luck": _("Luck"),
    "assumption": _("Wrong assumption"),
    "execution": _("Wrong execution"),
    "result": _("Result"),
    "all": _("All together"),
}


def name(column, value):
    """Return what a value of a column is called in the learner's language; the value itself if it has no name."""
    from coursework import schema

    if not isinstance(value, str):
        return str(value)
    text = schema.label(str(column), value, language()) if column is not None else value
    return t(STEPS[value]) if text == value and value in STEPS else text


def measure(code):
    """Return what a measured column is called in the learner's language."""
    from coursework import schema

    return t(MEASURES[code]) if code in MEASURES else schema.label(code, language=language())


def writer(values, unit=None, *, signed=False, digits=None, bare=False):
    """Return a function that writes one amount as all of `values` should be written.

    `bare` leaves per cent and points unsaid, where they stand nearby.

    >>> write = writer([0.314, 0.052], "share")
    >>> write(0.314).replace("\\xa0", " ")
    '31 %'
    >>> writer([1234.5, 80.2], "yuan")(1234.5)
    '¥1,234'
    """
    numbers = np.abs(np.array([value for value in values if pd.notna(value)], dtype=float))
    numbers = numbers * 100 if unit in ("share", "points") else numbers
    if digits is None:
        digits = _digits(numbers, unit)

    def write(value):
        if pd.isna(value):
            return t("unknown")
        amount = round(float(value) * (100 if unit in ("share", "points") else 1), digits)
        sign = "−" if amount < 0 else "+" if signed and amount > 0 else ""
        body = f"{abs(amount):,.{digits}f}"
        if unit == "yuan":
            return f"{sign}¥{body}"
        if bare and unit in ("share", "points"):
            return sign + body
        if unit == "share":
            return t("{number} %", number=sign + body)
        if unit == "points":
            return t("{number} points", number=sign + body)
        if unit == "times":
            return f"{sign}{body}×"
        if unit == "days":
            return t("{number} days", number=sign + body)
        return sign + body

    return write


def _digits(numbers, unit):
    """Decimals that show three figures of a typical value, none where they would only be noise."""
    if unit in ("users", "count") or not len(numbers) or not numbers.max():
        return 0
    if unit == "points":
        return 1
    typical = float(np.median(numbers[numbers > 0]))
    whole = math.floor(math.log10(typical)) + 1
    if unit == "share":
        return 0 if typical >= 10 else 1 if typical >= 1 else 2
    if unit == "times":
        return 1 if typical >= 1 else 2
    if np.allclose(numbers, np.round(numbers)) and unit != "yuan":
        return 0
    return int(min(max(2 - whole, 0), 3)) if unit == "yuan" else int(min(max(3 - whole, 0), 4))


def tick_writer(axis_values, unit):
    """Return a writer for the ticks of an axis: as many decimals as their step needs; points stay bare."""
    scale = 100 if unit in ("share", "points") else 1
    values = np.asarray(axis_values, dtype=float) * scale
    step = np.diff(values).min() if len(values) > 1 else 1.0
    digits = int(max(0, -math.floor(math.log10(step) + 1e-9))) if step > 0 else 0
    return writer([], unit, digits=digits, signed=unit == "points", bare=unit == "points")


def subtitle(parameters, *, code=None, unit=None, n=None, interval=False):
    """Return the standard subtitle: measure, unit, period, n, and what the lines are.

    `parameters` is a table's ``attrs["coursework"]`` or an empty dict.
    """
    known = parameters.get("outcome") if code in (None, "estimate") else code
    parts = []
    if "window" in parameters:
        parts.append(_window(parameters))
    elif known is not None and measure(str(known)) != str(known):
        parts.append(measure(str(known)))
    elif parameters.get("method") == "retention":
        parts.append(t("Users active"))
    if unit in UNIT_NAMES:
        parts.append(t(UNIT_NAMES[unit]))
    if parameters.get("period"):
        since, until = parameters["period"]
        parts.append(t("{since} to {until}", since=since, until=until))
    total = parameters.get("n") if n is None else n
    if total:
        parts.append(t("n = {n}", n=f"{int(total):,}"))
    if interval and parameters.get("level"):
        parts.append(t("lines: {level} % interval", level=f"{100 * parameters['level']:g}"))
    text = " · ".join(parts)
    return text[:1].upper() + text[1:]


def _window(parameters):
    """Say in which days or weeks after the start users were active."""
    (first, last), days = parameters["window"], parameters["window_unit"] == "day"
    if first == last:
        return t("Active on day {day}", day=first) if days else t("Active in week {week}", week=first)
    if days:
        return t("Active in days {first} to {last}", first=first, last=last)
    return t("Active in weeks {first} to {last}", first=first, last=last)


CLOSING = "，。、；：？！）》」』】”’％,.;:?!)]%…"
OPENING = "（《「『【“‘([¥"


def pieces(text):
    """Split a text where a line may end: after blanks, between Chinese characters, not before a full stop or %."""
    parts, current = [], ""
    for place, letter in enumerate(text):
        wide = ord(letter) >= 0x2E80
        if letter == " " and text[place + 1 : place + 2] not in CLOSING:
            parts.append(current + " ")
            current = ""
        elif wide and letter not in CLOSING and current and current[-1] not in OPENING:
            parts.append(current)
            current = letter
        elif (
            current and ord(current[-1]) >= 0x2E80 and not wide and letter not in CLOSING and current[-1] not in OPENING
        ):
            parts.append(current)
            current = letter
        else:
            current += letter
    return [part for part in [*parts, current] if part]


def wrapped(text, width, measured):
    """Break a text into lines no wider than `width`; `measured` gives the width of a text.

    >>> wrapped("one two three", 8, len)
    ['one two', 'three']
    >>> wrapped("获客成本，不是点击成本", 6, len)
    ['获客成本，不', '是点击成本']
    """
    lines = []
    for paragraph in text.split("\n"):
        line = ""
        for piece in pieces(paragraph):
            if line and measured((line + piece).rstrip()) > width:
                lines.append(line.rstrip())
                line = ""
            line += piece
        lines.append(line.rstrip())
    return lines
