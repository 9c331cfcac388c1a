"""How a number is written for a reader: with its unit, and with no more digits than it deserves."""

import math

from coursework.i18n import _, t

__all__ = ["UNITS", "Amount", "plain", "rough", "with_unit"]

# What a wanted number is called. A new unit gets a line here, and nothing else.
UNITS = {
    None: _("a number"),
    "yuan": _("an amount in yuan"),
    "share": _("a share between 0 and 1"),
    "share_difference": _("a difference of two shares, such as 0.05 or −0.05"),
    "percent": _("a percentage, such as 12.5 for 12.5 %"),
    "points": _("a difference in percentage points"),
    "people": _("a number of people"),
    "count": _("a count"),
    "days": _("a number of days"),
    "ratio": _("a ratio"),
    "times": _("how many times as much: 2 for twice as much"),
}
_FORMS = {
    "yuan": _("¥{number}"),
    "percent": _("{number} %"),
    "points": _("{number} points"),
    "people": _("{number} people"),
    "days": _("{number} days"),
}
_ONE = {"people": _("{number} person"), "days": _("{number} day")}


MINUS = "−"  # one way to write it everywhere; the hyphen of a keyboard is shorter than a plus


class Amount(float):
    """A trainee's own number inside a message: ``{yours}`` is written with as many digits as it deserves, ``{yours:.1%}`` as asked.

    Examples
    --------
    >>> f"{Amount(12.345)} {Amount(0.5):.0%} {Amount(12.349, 'yuan')}"
    '12.3 50 % ¥12.35'
    """

    def __new__(cls, value, unit=None):
        amount = super().__new__(cls, value)
        amount.unit = unit
        return amount

    def __format__(self, form: str) -> str:
        if not form:
            return with_unit(float(self), self.unit)
        written = float.__format__(self, form).replace("-", MINUS)
        return t(_("{number} %"), number=written[:-1]) if form.endswith("%") else written

    def __str__(self) -> str:
        return format(self)


def plain(value: float) -> str:
    """Write a number without its unit.

    Examples
    --------
    >>> [plain(x) for x in (1234.5, 45.678, 3.0, 0.01234, -7.25, float("nan"))]
    ['1,234', '45.7', '3', '0.0123', '−7.25', 'NaN']
    """
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    if value < 0:
        return f"{MINUS}{plain(-value)}"
    size = abs(value)
    if size >= 1e15:
        return f"{value:.3g}"
    if float(value).is_integer():
        return f"{value:,.0f}"
    if size >= 1000:
        return f"{value:,.0f}"
    if size >= 10:
        return f"{value:.1f}"
    return f"{value:.2f}" if size >= 1 else f"{value:.3g}"


def with_unit(value: float, unit: str | None) -> str:
    """Write a number with its unit, as one would say it to a colleague.

    Examples
    --------
    >>> with_unit(12.3, "yuan"), with_unit(0.1234, "share"), with_unit(300, None)
    ('¥12.30', '0.123', '300')
    """
    if not math.isfinite(value) or unit not in _FORMS:
        return plain(value)
    cents = unit == "yuan" and 0.1 <= abs(value) < 1000 and not float(value).is_integer()
    written = f"{abs(value):.2f}" if cents else plain(abs(value))
    said = t(_ONE[unit] if unit in _ONE and written == "1" else _FORMS[unit], number=written)
    return said if value >= 0 else f"{MINUS}{said}"


def rough(value: float, unit: str | None) -> str:
    """Write a number that is forecast or simulated: large ones whole, shares as percentages.

    Examples
    --------
    >>> rough(-123.4, "yuan"), rough(36.1, "people"), rough(1.2, "people"), rough(0.1234, "share")
    ('−¥123', '36 people', '1 person', '12.3 %')
    """
    if not math.isfinite(value):
        return "–"
    if unit in ("share", "share_difference"):
        return t(_("{number} %"), number=f"{100 * value:.1f}".replace("-", MINUS))
    whole = unit == "people" or abs(value) >= (100 if unit == "yuan" else 10)
    return with_unit(float(round(value)) if whole else value, unit)
