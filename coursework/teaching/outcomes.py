"""What a decision hands around: the commitment, the outcome, and small tables of either."""

from coursework.teaching import units
from coursework.teaching.messages import Table

__all__ = ["Committed", "by_row", "rows_of", "totals"]


class Committed(dict):
    """A plan as it was committed: a dictionary, with the forecast, the belief and further levers beside it."""

    def __init__(self, amounts, *, forecast, belief=None, options=None):
        super().__init__(amounts)
        self.forecast, self.belief, self.options = dict(forecast), belief, dict(options or {})

    def kept(self) -> dict:
        """Return it in a form that the progress file can hold."""
        belief = list(self.belief) if isinstance(self.belief, tuple | frozenset) else self.belief
        return {"plan": dict(self), "forecast": self.forecast, "belief": belief, "options": self.options}

    @classmethod
    def again(cls, kept: dict) -> "Committed":
        """Return a commitment from the progress file."""
        return cls(kept["plan"], forecast=kept["forecast"], belief=kept.get("belief"), options=kept.get("options"))

    def key(self) -> tuple:
        """Return what tells two plans apart, as far as the app is concerned."""
        return (tuple(sorted(self.items())), tuple(sorted((name, repr(value)) for name, value in self.options.items())))


def totals(outcome, measure=None):
    """Return an outcome's numbers by measure, or one of them; an outcome that is one number is that number."""
    if isinstance(outcome, int | float):
        return {measure: float(outcome)} if measure is None else float(outcome)
    numbers = outcome if isinstance(outcome, dict) else getattr(outcome, "total", None)
    numbers = {name: float(value) for name, value in dict(numbers).items()}
    return numbers if measure is None else numbers[measure]


def rows_of(outcome, plan):
    """Return the table of an outcome, with a row for each thing that was given something; ``None`` if it has none."""
    table = getattr(outcome, "by_channel", None)
    if table is None:
        return None
    chosen = [key for key in plan if key in table.index and plan[key]]
    return table.loc[chosen] if chosen else table


def by_row(table, columns, label) -> Table:
    """Return a DataFrame as a small table of a message; ``columns`` says which columns, their labels and units."""
    columns = columns or {name: (str(name), None) for name in table.columns}
    shown = {name: about for name, about in columns.items() if name in table.columns}
    head = ("", *(label_of for label_of, _unit in _said(shown, label)))
    rows = []
    for key, values in zip(table.index, table[list(shown)].to_dict("records"), strict=True):
        rows.append((label(str(key)), *(_cell(values[name], unit) for name, (_label, unit) in shown.items())))
    return Table(head, tuple(rows))


def _said(columns, label):
    return [(label(text), unit) for text, unit in columns.values()]


def _cell(value, unit) -> str:
    if value is None or isinstance(value, str | bool):
        return str(value)
    try:
        number = float(value)
    except (TypeError, ValueError):
        return str(value)
    return units.rough(number, unit)
