"""Diagnoses of numbers: one, or one for each row. Every test takes (kind, mine, right), both ``dict`` from name to number."""

import math
from itertools import accumulate

from coursework.i18n import Phrase, _, listing
from coursework.teaching.kind import close

__all__ = ["OF_NUMBERS", "OF_ROWS", "OF_ROWS_FIRST", "extra_rows", "rounded", "rows_named"]

TOTALS = {"(all)", "all", "total", "totals", "sum", "overall", "margin", "grand total", "合计", "总计", "全部", "总体"}
THREE_DIGITS = 5e-4
MOST_PEOPLE = 30_000_000
_PERIODS = (7, 12, 30, 31, 52, 90, 365, 366)


def related(kind, mine, right, change, rel=None) -> bool:
    """Say whether every row of mine is ``change`` of the right one (and is not simply right already).

    What counts is closeness in proportion: an absolute tolerance of the answer says nothing once the size is another.
    """
    shared = [key for key in right if key in mine and math.isfinite(mine[key]) and math.isfinite(right[key])]
    if not shared or any(key not in mine for key in right):
        return False
    tolerance = max(kind.rel, 1e-9)
    return all(close(mine[key], change(right[key]), rel or max(tolerance, 0.005), 1e-12) for key in shared) and any(
        not close(mine[key], right[key], tolerance, kind.abs) for key in shared
    )


def ratio(kind, mine, right) -> float | None:
    """Return the factor by which all rows differ, if it is one and the same."""
    pairs = [(mine[key], right[key]) for key in right if key in mine]
    pairs = [(a, b) for a, b in pairs if math.isfinite(a) and math.isfinite(b) and (a or b)]
    if not pairs or any(a == 0 or b == 0 for a, b in pairs):
        return None
    ratios = sorted(a / b for a, b in pairs)
    return ratios[len(ratios) // 2] if close(ratios[0], ratios[-1], max(kind.rel, 1e-6), 0) else None


def exact_factor(mine, right) -> bool:
    """Say whether an answer is the right one times the same factor in every row, to the last digit."""
    mine, right = (one if isinstance(one, dict) else {"": one} for one in (mine, right))
    if not all(isinstance(value, float) and math.isfinite(value) for value in (*mine.values(), *right.values())) or any(key not in mine for key in right):
        return False
    factors = [mine[key] / right[key] for key in right if right[key]]
    return bool(factors) and all(close(factor, round(factors[0], 0) or 1 / round(1 / factors[0]), 1e-9, 0) for factor in factors) if factors and factors[0] else False


def not_finite(kind, mine, right):
    broken = [key for key in right if key in mine and math.isfinite(right[key]) and not math.isfinite(mine[key])]
    if not broken:
        return None
    at = _at(broken)
    if len(right) > 1 and len(broken) == len(right) and not math.isinf(mine[broken[0]]):
        return _no_names_met(kind, mine, right)
    if math.isinf(mine[broken[0]]):
        if len(right) == 1:
            return Phrase(_("An infinite number comes from a division by zero: what is the denominator?"))
        return Phrase(_("An infinite number comes from a division by zero: what is the denominator for {at}?"), at=at)
    if len(right) == 1:
        return Phrase(_("It is `NaN`, “not a number”: a missing value came in, or names did not match when two tables met."))
    return Phrase(_("There is `NaN`, “not a number”, for {at}: a missing value came in, or names did not match when two tables met."), at=at)


def _no_names_met(kind, mine, right):
    """Say why all is NaN: two things were calculated with each other whose rows have no name in common."""
    others = [key for key in mine if key not in right]
    if others and all(str(key).isdigit() for key in others):
        return Phrase(_("Every number is `NaN`: pandas pairs rows of the same name, and one side is only numbered ({names}). Bring it to one row for each `{index}` first, with groupby."),
                      names=_at(others), index=kind.named)  # fmt: skip
    if others:
        return Phrase(_("Every number is `NaN`: pandas pairs rows of the same name, and the rows of one side are named {names}, those of the other by `{index}`. Pick or count one thing for each `{index}`."),
                      names=_at(others), index=kind.named)  # fmt: skip
    return Phrase(_("Every number is `NaN`: pandas pairs rows of the same name, and here no names met. Look at the index of both sides: `x.index`."))


def sign(kind, mine, right):
    if related(kind, mine, right, lambda value: -value):
        return Phrase(_("The size is right, the sign is not: was it subtracted the other way round?"))
    return None


def percent_for_share(kind, mine, right):
    if kind.unit == "share" and related(kind, mine, right, lambda value: 100 * value):
        return Phrase(_("This is a percentage; a share between 0 and 1 is wanted. Both say the same, but whoever multiplies by it next is wrong by a hundred."))
    return None


def points_for_difference(kind, mine, right):
    if kind.unit == "share_difference" and related(kind, mine, right, lambda value: 100 * value):
        return Phrase(_("These are percentage points; a difference of two shares is wanted, such as 0.05 for 5 points."))
    return None


def share_for_percent(kind, mine, right):
    if kind.unit in ("percent", "points") and related(kind, mine, right, lambda value: value / 100):
        return Phrase(_("This is a share between 0 and 1; percent is wanted."))
    return None


def hundred(kind, mine, right):
    if related(kind, mine, right, lambda value: 100 * value, THREE_DIGITS) or related(kind, mine, right, lambda value: value / 100, THREE_DIGITS):
        return Phrase(_("The digits are right, the size is off by a hundred: cents and yuan, or percent and shares."))
    return None


def thousands(kind, mine, right):
    for factor in (10, 1000, 10_000, 1_000_000):
        if related(kind, mine, right, lambda value: factor * value, THREE_DIGITS) or related(kind, mine, right, lambda value: value / factor, THREE_DIGITS):  # noqa: B023
            return Phrase(_("The digits are right, the size is not: count the zeros (thousand, 万, million)."))
    return None


def upside_down(kind, mine, right):
    if all(right.values()) and related(kind, mine, right, lambda value: 1 / value):
        return Phrase(_("It stands upside down: numerator and denominator have changed places."))
    return None


def complement(kind, mine, right):
    if kind.unit == "share" and related(kind, mine, right, lambda value: 1 - value):
        return Phrase(_("This is the share of all the others: those who did not."))
    return None


def count_for_rate(kind, mine, right):
    finite = [value for key, value in mine.items() if key in right and math.isfinite(value)]
    if kind.unit == "share" and finite and all(float(v).is_integer() for v in finite) and sum(finite) > MOST_PEOPLE:
        return Phrase(_("These numbers are far larger than any count could be: were ids added up? Ids are names written in digits; count them, with `.size()` or `.nunique()`."))
    if kind.unit == "share" and finite and any(v > 1 for v in finite) and all(float(v).is_integer() and v >= 0 for v in finite):
        return Phrase(_("These are counts. A share is a count divided by how many there are in all."))
    return None


def beyond_share(kind, mine, right):
    beyond = [key for key, value in mine.items() if key in right and (value > 1 or value < 0)]
    if kind.unit != "share" or not beyond or any(not 0 <= value <= 1 for value in right.values() if math.isfinite(value)):
        return None
    return Phrase(_("A share lies between 0 and 1, and yours does not: is everybody in the numerator also in the denominator?"))


def negative(kind, mine, right):
    if kind.unit in ("people", "count", "days") and any(mine[key] < 0 <= right[key] for key in right if key in mine):
        return Phrase(_("It cannot be negative: look at the order of a subtraction."))
    return None


def period(kind, mine, right):
    factor = ratio(kind, mine, right)
    if factor and any(close(factor, days, 0.002, 0) or close(factor, 1 / days, 0.002, 0) for days in _PERIODS):
        return Phrase(_("It looks right for another length of time: per day, week, month or year?"))
    return None


def rows_named(mine, right, index):
    """Say which rows are missing, or that none has the right name."""
    missing = [key for key in right if key not in mine]
    if not missing:
        return None
    if len(missing) == len(right):
        return Phrase(_("The rows are not named by `{index}`: yours are {yours}."), index=index, yours=listing([_at([key]) for key in mine], most=4))
    return Phrase(_("Rows are missing: {names}. A filter or an inner merge may have dropped them."), names=listing([_at([key]) for key in missing], most=6))


def _rows_named(kind, mine, right):
    if len(mine) in (3, 5) and len(mine) < len(right) and all(key in right and close(mine[key], right[key], kind.rel, kind.abs) for key in mine):
        return Phrase(_("Only {n} of {rows} rows: a `.head()` or a filter cut the rest."), n=len(mine), rows=len(right))
    return rows_named(mine, right, kind.named)


def names_swapped(kind, mine, right):
    if len(right) < 2 or mine.keys() != right.keys() or not all(map(math.isfinite, [*mine.values(), *right.values()])):
        return None
    mine_sorted, right_sorted = sorted(mine.values()), sorted(right.values())
    alike = all(close(a, b, kind.rel, kind.abs) for a, b in zip(mine_sorted, right_sorted, strict=True))
    if alike and any(not close(mine[key], right[key], kind.rel, kind.abs) for key in right):
        return Phrase(_("The right numbers stand beside the wrong names: values were sorted or copied without their index."))
    return None


def ranks(kind, mine, right):
    places = [float(n) for n in range(1, len(mine) + 1)]
    if len(mine) > 2 and sorted(mine.values()) == places and sorted(right.values()) != places:
        return Phrase(_("These are places 1, 2, 3 …; the numbers themselves are wanted."))
    return None


def parts_of_whole(kind, mine, right):
    total, wanted = sum(mine.values()), sum(right.values())
    sums_to_one = close(wanted, 1, 1e-6, 0) and len(right) > 1
    if not sums_to_one and ratio(kind, mine, right) and (close(total, 1, 1e-6, 0) or close(total, 100, 1e-6, 0)):
        return Phrase(_("Your numbers add up to one whole: each is a part of the total, and not the value itself."))
    if sums_to_one and not close(total, 1, 0.01, 0) and kind.unit == "share":
        return Phrase(_("Parts of a whole add up to 1; yours do not. What is the whole you divided by?"))
    return None


def all_the_same(kind, mine, right):
    values, wanted = [mine[key] for key in right if key in mine], list(right.values())
    if len(values) > 2 and max(values) == min(values) and not close(max(wanted), min(wanted), 0.01, 0):
        return Phrase(_("Every row holds the same number: a total over all of them came in where each row's own was wanted."))
    return None


def all_ones(kind, mine, right):
    if len(right) > 1 and all(mine.get(key) == 1 for key in right) and not all(close(value, 1, 0.01, 0) for value in right.values()):
        return Phrase(_("Every row is 1: something was divided by itself."))
    return None


def rounded_too_far(kind, mine, right):
    if len(right) == 1 and any(mine.values()) and not any(float(value).is_integer() for value in mine.values()) and rounded(kind, mine, right, most=0.1):
        return Phrase(_("It is rounded too far. Keep all digits while you calculate, and round only what you show."))
    return None


def cumulated(kind, mine, right):
    if len(right) > 2 and mine.keys() == right.keys():
        running = dict(zip(mine, accumulate(right[key] for key in mine), strict=True))
        if all(close(mine[key], running[key], kind.rel, kind.abs) for key in mine):
            return Phrase(_("Each row also holds all the rows above it: it has been added up along the way."))
    return None


def constant_factor(kind, mine, right):
    factor = ratio(kind, mine, right)
    if len(right) > 2 and factor and not close(factor, 1, max(kind.rel, 1e-6), 0) and mine.keys() >= right.keys():
        return Phrase(_("All rows are off by one and the same factor: their order is right, numerator or denominator is counted in another way."))
    return None


def constant_gap(kind, mine, right):
    if len(right) < 3 or not all(key in mine for key in right):
        return None
    gaps = [mine[key] - right[key] for key in right]
    size = max(map(abs, right.values()))
    if all(map(math.isfinite, gaps)) and max(gaps) - min(gaps) <= 1e-6 * size and abs(gaps[0]) > kind.rel * size:
        return Phrase(_("All rows are off by one and the same amount."))
    return None


def nearly(kind, mine, right):
    off = [key for key in right if key in mine and not close(mine[key], right[key], kind.rel, kind.abs)]
    if not off or len(right) < 3 or not mine.keys() >= right.keys() or not all(map(math.isfinite, [*mine.values(), *right.values()])):
        return None
    largest = max(map(abs, right.values()))
    # Two rounded parts are together off by one unit of the last digit at most.
    written = next((n for n in range(5) if all(math.isclose(mine[key], round(mine[key], n), abs_tol=1e-9) for key in right)), None)
    parts = written is not None and 10.0**-written < 0.1 * largest and all(abs(mine[key] - right[key]) <= 1.01 * 10.0**-written for key in right)
    if parts or all(close(mine[key], right[key], 0.01, 0.003 * largest) for key in off):
        return Phrase(_("Every row is very near, and not quite right: was a rounded number used on the way? Keep all digits, and round only what you show."))
    return None


def some_rows(kind, mine, right):
    # Only agreement that cannot be chance counts: at least half of the rows, and closer than the tolerance of the answer.
    good = [key for key in right if key in mine and close(mine[key], right[key], min(kind.rel, 1e-3), 1e-12)]
    if len(good) < max(2, len(right) / 2) or len(good) == len(right):
        return None
    first = next(key for key in right if key not in good)
    return Phrase(_("{good} of {rows} rows are right. Look at {at}: what is different about it?"), good=len(good), rows=len(right), at=_at([first]))


def rounded(kind, mine, right, most=0.05) -> bool:
    """Say whether the answer is right but for rounding by the trainee, in no row by more than ``most`` of the number."""
    if mine.keys() != right.keys() or not all(map(math.isfinite, [*mine.values(), *right.values()])):
        return False
    if any(abs(mine[key] - right[key]) > most * abs(right[key]) for key in right):
        return False
    return any(all(math.isclose(mine[key], round(right[key], places), abs_tol=1e-9) for key in right) for places in (0, 1, 2, 3, 4))


def rounded_away(kind, mine, right):
    differs = any(not close(mine[key], right[key], kind.rel, kind.abs) for key in right if key in mine)
    if len(right) > 1 and differs and any(mine.values()) and rounded(kind, mine, right, most=1):
        return Phrase(_("It is rounded so far that small numbers have become others. Keep all digits while you calculate."))
    return None


def extra_rows(kind, mine, right) -> list | None:
    """Return the rows that were not asked for, if all that were asked for are there and right."""
    extra = [key for key in mine if key not in right]
    if not extra or not kind.overlaps(mine, right) or any(key not in mine for key in right):
        return None
    return extra


def is_total(names) -> bool:
    """Say whether the names are those of a total."""
    return all(str(name).casefold().strip() in TOTALS for name in names)


def _at(keys) -> str:
    return listing([" · ".join(map(str, key)) if isinstance(key, tuple) else str(key) for key in keys], most=3)


OF_ROWS_FIRST = [("not_finite", not_finite), ("rows_named", _rows_named), ("names_swapped", names_swapped), ("rounded_away", rounded_away), ("all_ones", all_ones), ("ranks", ranks)]
OF_NUMBERS = [
    ("not_finite", not_finite), ("rounded_too_far", rounded_too_far), ("sign", sign), ("percent_for_share", percent_for_share), ("points_for_difference", points_for_difference), ("share_for_percent", share_for_percent),
    ("upside_down", upside_down), ("complement", complement), ("hundred", hundred), ("thousands", thousands), ("count_for_rate", count_for_rate),
    ("beyond_share", beyond_share), ("negative", negative), ("period", period),
]  # fmt: skip
OF_ROWS = [
    ("parts_of_whole", parts_of_whole), ("all_the_same", all_the_same), ("cumulated", cumulated), ("constant_factor", constant_factor),
    ("constant_gap", constant_gap), ("nearly", nearly), ("some_rows", some_rows),
]  # fmt: skip
