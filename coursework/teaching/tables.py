"""Answers of many rows: a Series (a number for each name) and a table."""

import numpy as np
import pandas as pd

from coursework.i18n import Phrase, _, listing
from coursework.teaching import spreadsheet, units
from coursework.teaching.answers import Number
from coursework.teaching.blank import is_blank
from coursework.teaching.kind import Kind, close, known_unit
from coursework.teaching.nearest import nearest
from coursework.teaching.plain import NotAttempted, Unreadable, kind_of, label, number
from coursework.teaching.rows import furthest, is_blank_in, named, not_too_many, plain_columns, shown

__all__ = ["Frame", "Series"]


class Series(Kind):
    """A number for each name: a Series whose index holds the names.

    Parameters
    ----------
    unit
        Of the numbers; one of :data:`coursework.teaching.units.UNITS`.
    index
        What the rows are named by (a column's name, or several for a table of two ways); shown in messages.
    rel, abs, percent_ok
        As for :class:`~coursework.teaching.Number`.

    The order of rows, the name of the Series, ``int`` for ``float``, a dictionary, a one-column table or one with the
    names in a column make no difference. A plain answer is a ``dict`` from name to number.
    """

    def __init__(self, unit=None, *, index="name", rel=0.005, abs=1e-9, percent_ok=False):
        self.unit, self.rel, self.abs, self.percent_ok = known_unit(unit), rel, abs, percent_ok
        self.index = (index,) if isinstance(index, str) else tuple(index)

    def read(self, value):
        if is_blank(value):
            raise NotAttempted
        if kind_of(value, dict):
            not_too_many(dict.__len__(value), self.index)
            pairs = list(dict.items(value))
        elif kind_of(value, pd.Series):
            pairs = self.pairs(value)
        elif kind_of(value, pd.DataFrame):
            pairs = self.pairs(self._one_column(value))
        elif kind_of(value, np.ndarray, pd.Index) or type(value) in (list, tuple):
            raise Unreadable(spreadsheet.comma(value, self.unit) or Phrase(_("The numbers have lost the names they belong to: keep the Series with its index, `{index}`."), index=self.named))
        elif kind_of(value, int, float, np.number) and not kind_of(value, bool):
            raise Unreadable(Phrase(_("This is one number for all together. Here each `{index}` gets its own: group by `{index}` first."), index=self.named))
        elif kind_of(value, str):
            raise Unreadable(Phrase(_("A text cannot be calculated with: leave the quotes out, and write the calculation or the name of a variable that holds it.")))
        else:
            raise Unreadable()
        return self._numbers(pairs)

    @property
    def named(self) -> str:
        return ", ".join(self.index)

    def _one_column(self, table):
        # A table that carries the names in columns, as after reset_index(), is the same answer.
        named = [name for name in self.index if name in plain_columns(table)]
        if named and len(named) == len(self.index):
            table = table.set_index(named)
        if table.shape[1] == 1:
            return table.iloc[:, 0]
        if table.shape[1] == 2 and len(self.index) == 1:
            names, numbers = sorted(range(2), key=lambda n: pd.api.types.is_numeric_dtype(table.dtypes.iloc[n]))
            if not pd.api.types.is_numeric_dtype(table.dtypes.iloc[names]) and pd.api.types.is_numeric_dtype(table.dtypes.iloc[numbers]):
                return table.iloc[:, numbers].set_axis(table.iloc[:, names])
        if is_blank_in(table):
            raise NotAttempted
        if not table.shape[1]:
            raise Unreadable(Phrase(_("The table is empty: it has no columns.")))
        raise Unreadable(
            Phrase(_("Several columns: which one answers the question? Keep that one alone: `{variable} = {variable}[…]`. The columns are {columns}."),
                   columns=listing([f"`{name}`" for name in plain_columns(table)], most=6))
        )  # fmt: skip

    def pairs(self, column) -> list:
        """Return the rows of one column as pairs of name and value, both as given."""
        not_too_many(len(column), self.index)
        index = column.index
        if index.nlevels > 1:
            names = [str(name) for name in index.names]
            if set(self.index) <= set(names) and len(names) == len(self.index):
                index = index.reorder_levels([names.index(name) for name in self.index])
            elif len(self.index) != index.nlevels:
                raise Unreadable(
                    Phrase(_("Its rows are named by {n} things at once ({names}); here by `{index}` alone: group by that only."),
                           n=index.nlevels, names=listing(names), index=self.named)
                )  # fmt: skip
        elif len(self.index) > 1 and not kind_of(index[0] if len(index) else (), tuple):
            raise Unreadable(Phrase(_("Its rows are named by one thing; here by {index} together: group by a list of both."), index=self.named))
        return list(zip(list(index), list(np.asarray(column, dtype=object)), strict=True))

    def _numbers(self, pairs):
        if not pairs:
            raise Unreadable(Phrase(_("It has no rows: a filter or a merge before it kept nothing.")))
        if any(is_blank(value) for _name, value in pairs):
            raise NotAttempted
        rows = {}
        for name, value in pairs:
            key = label(name)
            if key in rows:
                raise Unreadable(Phrase(_("“{name}” has more than one row; each `{index}` has just one."), name=shown(key), index=self.named))
            try:
                rows[key] = number(value)
            except Unreadable as error:
                raise Unreadable(error.help, Phrase(_("no number for “{name}”"), name=shown(key))) from None
        if len(rows) > 1 and list(rows) == [str(n) for n in range(len(rows))]:
            raise Unreadable(
                Phrase(_("Its rows are numbered 0, 1, 2 …, so nobody can see which `{index}` is which: keep `{index}` as the index."), index=self.named)
            )
        return rows

    def same(self, a, b):
        return a.keys() == b.keys() and all(close(a[key], b[key], self.rel, self.abs) for key in b)

    def overlaps(self, a, b):
        both = a.keys() & b.keys()
        return len(both) >= max(2, 0.6 * len(b)) and all(close(a[key], b[key], self.rel, self.abs) for key in both)

    def versions(self, a):
        yield a
        if self.percent_ok:
            yield {key: value / 100 for key, value in a.items()}

    def wanted(self):
        return Phrase(_("a Series with {number} for each `{index}`"), number=Phrase(units.UNITS[self.unit]), index=self.named)

    def values(self, a, reference=None):
        at = furthest(a, reference)
        mine = Number(self.unit).values(a[at])
        return {**mine, "at": named(at, self.index), "rows": len(a)}

    def found(self, a):
        finite = sorted((value, key) for key, value in a.items() if value == value)
        if not finite:
            return Phrase(_("`{variable}` has {rows} rows, and no number in any of them."), rows=len(a))
        (low, low_at), (high, high_at) = finite[0], finite[-1]
        return Phrase(
            _("`{variable}` has {rows} rows, from {low} ({low_at}) to {high} ({high_at})."),
            rows=len(a), low=units.with_unit(low, self.unit), low_at=named(low_at, self.index),
            high=units.with_unit(high, self.unit), high_at=named(high_at, self.index),
        )  # fmt: skip


class Frame(Kind):
    """A table: for each name a row, with the columns that are asked for; further columns do not matter.

    Parameters
    ----------
    columns
        Column name to its kind (``Number("yuan")``, ``Choice(…)``, ``Text()``), or the names alone for numbers.
    index
        What the rows are named by; it may be the index or a column.

    A plain answer is a ``dict`` from row name to a ``dict`` from column to value.
    """

    def __init__(self, columns, *, index="name", rel=0.005, abs=1e-9):
        self.columns = dict(columns) if isinstance(columns, dict) else {name: Number(rel=rel, abs=abs) for name in columns}
        self.index = index

    def read(self, value):
        if is_blank(value):
            raise NotAttempted
        if not kind_of(value, pd.DataFrame):
            raise Unreadable(Phrase(_("Wanted are several columns beside each other: a DataFrame.")))
        not_too_many(len(value), (self.index,))
        if self.index in plain_columns(value):
            value = value.set_index(self.index)
        missing = [name for name in self.columns if name not in plain_columns(value)]
        if missing:
            raise Unreadable(self._without(missing, plain_columns(value)))
        rows = {}
        for column, kind in self.columns.items():
            if list(value.columns).count(column) != 1:
                raise Unreadable(Phrase(_("There are two columns named `{column}`."), column=column))
            for key, one in Series(index=self.index).pairs(value[column]):
                row = rows.setdefault(label(key), {})
                if column in row:
                    raise Unreadable(Phrase(_("“{name}” has more than one row; each `{index}` has just one."), name=shown(label(key)), index=self.index))
                try:
                    row[column] = kind.read(one)
                except Unreadable as error:
                    raise Unreadable(error.help, Phrase(_("no {wanted} in column `{column}`"), wanted=kind.wanted(), column=column)) from None
        if not rows:
            raise Unreadable(Phrase(_("It has no rows: a filter or a merge before it kept nothing.")))
        return rows

    def _without(self, missing, given):
        near = nearest(missing[0], given)
        if near:
            return Phrase(_("The column `{column}` is missing; is it your `{near}`? Rename it."), column=missing[0], near=near)
        return Phrase(_("These columns are missing: {columns}."), columns=listing([f"`{name}`" for name in missing]))

    def same(self, a, b):
        return a.keys() == b.keys() and all(self.columns[c].same(a[key][c], b[key][c]) for key in b for c in self.columns)

    def overlaps(self, a, b):
        both = a.keys() & b.keys()
        return len(both) >= max(2, 0.6 * len(b)) and all(self.columns[c].same(a[key][c], b[key][c]) for key in both for c in self.columns)

    def column(self, a, name) -> dict:
        """Return one column of an answer, row name to value."""
        return {key: row[name] for key, row in a.items()}

    def wanted(self):
        return Phrase(_("a table with a row for each `{index}` and the columns {columns}"), index=self.index, columns=listing([f"`{name}`" for name in self.columns]))

    def values(self, a, reference=None):
        for name, kind in self.columns.items():
            mine, right = self.column(a, name), self.column(reference, name) if reference else None
            if right is None or any(key in right and not kind.same(mine[key], right[key]) for key in mine):
                wrong = [key for key in mine if right and key in right and not kind.same(mine[key], right[key])]
                at = (furthest(mine, right) if isinstance(kind, Number) else wrong[0]) if wrong else next(iter(mine))
                return {**kind.values(mine[at]), "at": named(at, (self.index,)), "column": name, "rows": len(a)}
        return {"yours": "–", "at": shown(next(iter(a))), "column": next(iter(self.columns)), "rows": len(a)}

    def found(self, a):
        return Phrase(_("`{variable}` has {rows} rows and the columns {columns}."), rows=len(a), columns=listing([f"`{name}`" for name in self.columns]))
