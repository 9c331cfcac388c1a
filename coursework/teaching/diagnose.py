"""What may have happened when an answer is wrong and no mistake of the exercise matches.

Each kind of answer has a table of diagnoses in order of priority; the first that fits speaks. A diagnosis compares the
answer with the reference but tells only how they are related, never what the reference is.
"""

import math

from coursework.i18n import Phrase, _
from coursework.teaching import diagnose_rows
from coursework.teaching.answers import Interval, Number, Text
from coursework.teaching.choices import Choices, Ranking
from coursework.teaching.nearest import nearest
from coursework.teaching.plan import Plan
from coursework.teaching.tables import Frame, Series

__all__ = ["certain", "diagnose", "guess"]


def diagnose(kind, mine, right) -> tuple[str, Phrase] | None:
    """Return the name of the first diagnosis that fits and its sentence; ``None`` if none does."""
    return certain(kind, mine, right) or guess(kind, mine, right)


def certain(kind, mine, right) -> tuple[str, Phrase] | None:
    """Return the first diagnosis that leaves no doubt: a sign, a missing row, percent for a share."""
    return _first(kind, mine, right, unsure=False)


def guess(kind, mine, right) -> tuple[str, Phrase] | None:
    """Return the first diagnosis that only makes a cause likely: for what nothing more exact explains."""
    return _first(kind, mine, right, unsure=True)


def _first(kind, mine, right, unsure):
    for type_, table in _TABLES:
        if isinstance(kind, type_):
            for name, test in table:
                if (name in _UNSURE and not (name in _FACTORS and diagnose_rows.exact_factor(mine, right))) is not unsure:
                    continue
                phrase = test(kind, mine, right)
                if phrase is not None:
                    return name, phrase
    return None


def _choices_partly(kind, mine, right):
    if mine < right:
        return Phrase(_("What you named belongs there, and something is missing."))
    if mine > right:
        return Phrase(_("Nothing is missing, but not everything you named belongs there."))
    if mine & right:
        return Phrase(_("{n} of those you named belong there, others do not."), n=len(mine & right))
    return Phrase(_("None of those you named belongs there: was it the other way round?"))


def _ranking_reversed(kind, mine, right):
    if len(mine) > 1 and mine == tuple(reversed(right)):
        return Phrase(_("Sorted the wrong way: your first is the last. Which end comes first in the question?"))
    return None


def _ranking_names(kind, mine, right):
    missing, extra = set(right[: kind.top]) - set(mine), set(mine) - set(right)
    if missing and extra:
        return Phrase(_("{n} of the names in your list do not belong there."), n=len(extra))
    if missing:
        return Phrase(_("Names are missing: your list has {yours}, wanted are {wanted}."), yours=len(mine), wanted=kind.top or len(right))
    if extra:
        return Phrase(_("Your list has names that are not part of the question."))
    return None


def _ranking_places(kind, mine, right):
    good = sum(a == b for a, b in zip(mine, right, strict=False))
    first = next((n for n, (a, b) in enumerate(zip(mine, right, strict=False), 1) if a != b), None)
    if good and first:
        return Phrase(_("{good} names are in their places; the first that is not stands at place {first}."), good=good, first=first)
    return None


def _interval_swapped(kind, mine, right):
    return Phrase(_("The upper end comes first in yours: write `(low, high)`.")) if mine[0] > mine[1] else None


def _interval_sign(kind, mine, right):
    wide = Interval(kind.unit, rel=0.03, abs=0)
    ends = {(-mine[0], mine[1]), (mine[0], -mine[1]), (-mine[1], mine[0])} if right[0] < 0 < right[1] else ()
    if not kind.same(mine, right) and any(wide.same(turned, right) for turned in ends):
        return Phrase(_("The sizes are right, a sign is not: one end lies below zero, and needs its minus sign."))
    return None


def _interval_not_finite(kind, mine, right):
    if all(map(math.isfinite, mine)):
        return None
    return Phrase(_("An end of your interval is not a number: somewhere a missing value or a division by zero came in."))


def _interval_percent(kind, mine, right):
    if kind.unit == "share" and kind.same(tuple(end / 100 for end in mine), right):
        return Phrase(_("These are percentages; shares between 0 and 1 are wanted."))
    if kind.unit == "share_difference" and kind.same(tuple(end / 100 for end in mine), right):
        return Phrase(_("These are percentage points; a difference of two shares is wanted, such as 0.05 for 5 points."))
    return None


def _interval_width(kind, mine, right):
    half, wanted = (mine[1] - mine[0]) / 2, (right[1] - right[0]) / 2
    if abs(sum(mine) - sum(right)) / 2 > 0.1 * wanted or wanted <= 0:
        return None
    if half < wanted:
        return Phrase(_("It stands at the right place but is too narrow. Which level is asked for, and how many standard errors does that take to each side?"))
    return Phrase(_("It stands at the right place but is too wide. Which level is asked for, and was the spread of single values taken for that of their mean?"))


def _interval_one_end(kind, mine, right):
    slack = max(kind.abs, kind.rel * abs(right[1] - right[0]))
    ends = [abs(a - b) <= slack for a, b in zip(mine, right, strict=True)]
    if ends[0] != ends[1]:
        return Phrase(_("The lower end is right, the upper is not.")) if ends[0] else Phrase(_("The upper end is right, the lower is not."))
    return None


def _text_spelling(kind, mine, right):
    if len(mine) == 1 and nearest(next(iter(mine)), right):
        return Phrase(_("Nearly: look at the spelling."))
    return None


def _frame_rows(kind, mine, right):
    return diagnose_rows.rows_named(mine, right, ", ".join([kind.index]))


def _frame_column(kind, mine, right):
    both = [key for key in right if key in mine]
    for name, column in kind.columns.items():
        wrong = [key for key in both if not column.same(mine[key][name], right[key][name])]
        if not wrong:
            continue
        if isinstance(column, Number):
            rows = Series(column.unit, index=kind.index, rel=column.rel, abs=column.abs)
            found = diagnose(rows, {key: mine[key][name] for key in both}, {key: right[key][name] for key in both})
            if found:
                return Phrase(_("Column `{column}`: {detail}"), column=name, detail=found[1])
        return Phrase(_("Look at column `{column}`: {n} of its {rows} rows differ."), column=name, n=len(wrong), rows=len(both))
    return None


def _plan_differs(kind, mine, right):
    return Phrase(_("The plan keeps to the rules, but it is not the one that was asked for."))


def _one_as_rows(test):
    # One number is a table of one row: the same diagnoses serve both.
    return lambda kind, mine, right: test(kind, {"": mine}, {"": right})


_UNSURE = {
    "hundred", "thousands", "count_for_rate", "beyond_share", "negative", "period", "parts_of_whole", "all_the_same", "cumulated", "constant_factor",
    "constant_gap", "nearly", "some_rows", "width", "one_end",
}  # fmt: skip
_FACTORS = {"hundred", "thousands", "period"}  # in no doubt where the factor is exact
_TABLES = (
    (Number, [(name, _one_as_rows(test)) for name, test in diagnose_rows.OF_NUMBERS]),
    (Series, [*diagnose_rows.OF_ROWS_FIRST, *diagnose_rows.OF_NUMBERS, *diagnose_rows.OF_ROWS]),
    (Frame, [("rows_named", _frame_rows), ("column", _frame_column)]),
    (Choices, [("partly", _choices_partly)]),
    (Ranking, [("wrong_way", _ranking_reversed), ("names", _ranking_names), ("places", _ranking_places)]),
    (Interval, [
        ("not_finite", _interval_not_finite), ("sign", _interval_sign), ("swapped", _interval_swapped), ("percent_for_share", _interval_percent),
        ("width", _interval_width), ("one_end", _interval_one_end),
    ]),
    (Text, [("spelling", _text_spelling)]),
    (Plan, [("differs", _plan_differs)]),
)  # fmt: skip
