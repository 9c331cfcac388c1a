"""Whether two quantities of a notebook are one and the same under two names: looked up among its names, never changed."""

import ast

import numpy as np
import pandas as pd

__all__ = ["is_one", "same"]

_PURE = {"groupby", "size", "sum", "mean", "count", "value_counts", "isin", "nunique", "astype", "max", "min", "between"}
_ALLOWED = (
    ast.Expression, ast.Name, ast.Load, ast.Subscript, ast.Attribute, ast.Constant, ast.Call, ast.Compare, ast.keyword, ast.List, ast.Tuple,
    ast.GtE, ast.Gt, ast.LtE, ast.Lt, ast.Eq, ast.NotEq,
)  # fmt: skip
MOST_ROWS = 50_000


def same(a, b, names) -> bool:
    """Say whether two pieces of formula have the same value; ``False`` where one of them is more than a look-up."""
    if not names:
        return False
    try:
        one, other = (_value(node, names) for node in (a, b))
    except Exception:
        return False
    if isinstance(one, pd.Series) and isinstance(other, pd.Series):
        if not len(one) == len(other) <= MOST_ROWS or not pd.api.types.is_numeric_dtype(one) or not pd.api.types.is_numeric_dtype(other):
            return False
        one, other = (held.set_axis(held.index.astype(str)).astype(float).sort_index() for held in (one, other))
        return bool((one.index == other.index).all() and np.allclose(one, other, rtol=1e-9, atol=0, equal_nan=True))
    if isinstance(one, int | float | np.number) and isinstance(other, int | float | np.number):
        return bool(np.isclose(float(one), float(other), rtol=1e-9, atol=0))
    return False


def is_one(node, names) -> bool:
    """Say whether a piece of formula is one number."""
    try:
        return isinstance(_value(node, names), int | float | np.number)
    except Exception:
        return False


def _value(node, names):
    for part in ast.walk(node):
        if not isinstance(part, _ALLOWED):
            raise ValueError
        if isinstance(part, ast.Call) and not (isinstance(part.func, ast.Attribute) and part.func.attr in _PURE or getattr(part.func, "id", "") == "len"):
            raise ValueError
        if isinstance(part, ast.Attribute) and part.attr.startswith("_"):
            raise ValueError
    code = compile(ast.fix_missing_locations(ast.Expression(node)), "<formula>", "eval")
    return eval(code, {"__builtins__": {"len": len}}, dict(names))  # noqa: S307  names, columns and a few methods that change nothing
