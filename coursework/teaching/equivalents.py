"""The right answer in all the ways that people write it: each of them has to be judged right."""

import numpy as np
import pandas as pd

from coursework.i18n import t
from coursework.teaching.answers import Interval, Number, Text
from coursework.teaching.choices import Choice, Choices, Ranking
from coursework.teaching.judge import reference
from coursework.teaching.plan import Plan
from coursework.teaching.tables import Frame, Series

__all__ = ["equivalents"]


def equivalents(exercise, app) -> dict:
    """Return the right answer in the ways that people write it."""
    kind, right = exercise.answer, reference(exercise, app)
    given = exercise.reference_function(app)
    same = {"the reference gives it": given}
    if isinstance(kind, Number):
        same |= {"a numpy number": np.float64(right), "an array of one": np.array([right]), "a Series of one": pd.Series([right])}
        same |= {"an array without axes": np.array(right), "a table of one": pd.DataFrame({"x": [right]})}
        if float(right).is_integer():
            same["a whole number"] = int(right)
        if kind.percent_ok:
            same["a percentage"] = 100 * right
    elif isinstance(kind, Series):
        series = pd.Series(right)
        series.index = pd.Index(list(right), name=kind.index[0]) if len(kind.index) == 1 else pd.MultiIndex.from_tuples(list(right), names=kind.index)
        same |= {
            "a Series": series,
            "another order": series.iloc[::-1],
            "another name": series.rename("something else"),
            "a table of one column": series.to_frame("x"),
            "a dictionary": dict(right),
            "names in a column": series.rename("x").reset_index(),
            "objects": series.astype(object),
        }
        if len(kind.index) == 1:
            same["names as categories"] = series.set_axis(pd.CategoricalIndex(series.index, name=kind.index[0]))
        if all(float(value).is_integer() for value in right.values()):
            same["whole numbers"] = series.astype("int64")
        if kind.percent_ok:
            same["percentages"] = 100 * series
    elif isinstance(kind, Interval):
        low, high = right
        same |= {"a list": [low, high], "an array": np.array([low, high]), "a dictionary": {"low": low, "high": high}}
        same |= {"a Series": pd.Series({"low": low, "high": high}), "a row": pd.DataFrame({"low": [low], "high": [high], "n": [9]})}
        if kind.percent_ok:
            same["percentages"] = (100 * low, 100 * high)
    elif isinstance(kind, Choices):
        same |= {"a list": list(right), "a set": set(right), "a Series": pd.Series(list(right)), "the other order": list(right)[::-1]}
        same["labels"] = [t(kind.options[code], lesson=exercise.lesson.name) for code in right]
    elif isinstance(kind, Choice):
        same |= {"its label": t(kind.options[right], lesson=exercise.lesson.name), "capitals": right.upper(), "blanks around it": f" {right} "}
    elif isinstance(kind, Ranking):
        same |= {"a list": list(right), "a tuple": tuple(right), "an array": np.array(right), "an index": pd.Index(right)}
        same["a sorted Series"] = pd.Series(range(len(right)), index=list(right))
    elif isinstance(kind, Text):
        same |= {"capitals": next(iter(right)).upper(), "blanks around it": f"  {next(iter(right))} "}
    elif isinstance(kind, Frame):
        table = pd.DataFrame.from_dict(right, orient="index").rename_axis(kind.index)
        same |= {"another order": table.iloc[::-1], "columns in another order": table[table.columns[::-1]], "names in a column": table.reset_index()}
        same["a further column"] = table.assign(further=1)
    elif isinstance(kind, Plan):
        same |= {"a dictionary": dict(right), "a Series": pd.Series(right), "without the zeros": {key: value for key, value in right.items() if value}}
    return same
