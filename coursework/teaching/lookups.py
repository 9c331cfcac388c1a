"""A name, a column or a row that is not there: which table was asked, what it has, and with what the task works."""

import ast
import re

from coursework.i18n import Phrase, _, listing
from coursework.teaching.nearest import nearest

__all__ = ["at_hand", "first_parts", "joined_columns", "missing_in_table", "names_of", "task_of", "unit_at"]

_CALL = re.compile(r"\b([A-Za-z_]\w*)\.([A-Za-z_]\w*)\.(?:check|commit|submit)\s*\(")
MOST_NAMED = 9


def task_of(source, names):
    """Return the first task that a cell hands something in to; ``None`` if there is none."""
    for module, name in _CALL.findall(source):
        task = getattr(names.get(module), name, None)
        if task is not None:
            return task
    return None


def unit_at(source, line, names) -> str | None:
    """Return the unit of what a line of a cell gives a number with a percent sign to; ``None`` where it is not known."""
    task, lines = task_of(source, names), source.splitlines()
    text = lines[line - 1] if line and line <= len(lines) else ""
    forecast, plan = getattr(task, "forecast", None), getattr(task, "plan", None)
    if forecast is None:
        return getattr(getattr(task, "answer", None), "unit", None)
    key = re.search(r"[\"'](\w+)[\"']\s*:\s*-?[\d._,]+\s*[%％]", text)
    if key:
        return forecast[key.group(1)][1] if key.group(1) in forecast else getattr(plan, "unit", None)
    return getattr(getattr(task, "belief", None), "unit", None) if re.search(r"\bbelief\s*=", text) else None


def names_of(source, names) -> list:
    """Return the names that a task's solution works with, as far as the notebook has them."""
    task = task_of(source, names)
    try:
        used = [node.id for node in ast.walk(ast.parse(getattr(task, "solution_text", "") or "")) if isinstance(node, ast.Name)]
    except SyntaxError:
        return []
    return [name for name in dict.fromkeys(used) if name in names and not callable(names[name]) and name not in ("app", task.variable)]


def at_hand(name, source, names) -> Phrase | None:
    """Say which names a task has at hand, where a name is unknown; ``None`` where that is not known."""
    task, used = task_of(source, names), names_of(source, names)
    known = {*used, *getattr(getattr(task, "lesson", None), "meanings", {})}
    held = [one for one in names if one in known and one != getattr(task, "variable", None)][-MOST_NAMED:]
    if not used or not held:
        return None
    return Phrase(_("Python knows no `{name}` here. Names at hand are {names}."), name=name, names=_listed(held))


def joined_columns(key, source) -> Phrase | None:
    """Say that two columns were put into one pair of brackets; ``None`` if they were not."""
    for table, first, second in re.findall(r"(\w+)\s*\[\s*[\"']([^\"'\]]+)[\"']\s*\+\s*[\"']([^\"'\]]+)[\"']\s*\]", source):
        if first + second == key:
            return _two_pairs(table, first, "+", second)
    found = re.fullmatch(r"\s*(\w+)\s*([-+*/])\s*(\w+)\s*", key)
    table = re.search(rf"(\w+)\s*\[\s*[\"']{re.escape(key)}", source)
    return _two_pairs(table.group(1), found.group(1), found.group(2), found.group(3)) if found and table else None


def _two_pairs(table, first, sign, second):
    return Phrase(_("Each column needs its own pair of brackets: `{form}`."), form=f'{table}["{first}"] {sign} {table}["{second}"]')


def missing_in_table(key, source, names) -> Phrase | None:
    """Say that the table that was asked has no such column or row, and what it has; ``None`` where the table cannot be told."""
    for table, kind in _asked(key, source):
        held = names.get(table)
        if type(held).__name__ == "Series" and len(held) <= 60 and key not in [str(one) for one in held.index] and not any(type(one).__name__ == "DataFrame" and key in list(one.columns) for one in list(names.values())):
            others = [one for one in names_of(source, names) if one != table and type(names[one]).__name__ == "Series" and key in [str(row) for row in names[one].index[:60]]]
            if others:
                return Phrase(_("`{table}` has no row `{key}`; its rows are {names}. A row of that name is in `{other}`."), table=table, key=key, names=_listed([str(one) for one in held.index]), other=others[0])
            near = nearest(key, [str(one) for one in held.index])
            if near:
                return Phrase(_("`{table}` has no row `{key}`. Did you mean `{near}`?"), table=table, key=key, near=near)
            return Phrase(_("`{table}` has no row `{key}`; its rows are {names}."), table=table, key=key, names=_listed([str(one) for one in held.index]))
        if type(held).__name__ != "DataFrame":
            continue
        columns, rows = [str(one) for one in list(held.columns)[:200]], [str(one) for one in held.index[:60]] if len(held) <= 60 else []
        if key in columns or kind == "cell" and key in rows:
            continue
        if kind == "cell" and (key in first_parts(source)):
            return Phrase(_("The table `{table}` has no row `{key}`; its rows are {names}."), table=table, key=key, names=_listed(rows))
        near = nearest(key, columns)
        if near:
            return Phrase(_("The table `{table}` has no column `{key}`. Did you mean `{near}`?"), table=table, key=key, near=near)
        wider = [one for one, other in list(names.items()) if one != table and not one.startswith("_") and type(other).__name__ == "DataFrame" and key in list(other.columns) and set(columns) <= set(map(str, other.columns))]
        if wider:
            return Phrase(_("The table `{table}` has no column `{key}`. `{wider}` has it: a table of this notebook that holds all columns of `{table}` as well."), table=table, key=key, wider=wider[-1])
        near_by = dict.fromkeys([*names_of(source, names), *(word for word in re.findall(r"[A-Za-z_]\w*", source) if word in names)])
        others = [one for one in near_by if one != table and type(names[one]).__name__ == "DataFrame" and key in list(names[one].columns)]
        shared = [column for column in columns if others and column in list(names[others[0]].columns)]
        if others and shared:
            return Phrase(_("The table `{table}` has no column `{key}`; `{other}` has it. The two share the column `{shared}`: `.merge()` lays one beside the other."), table=table, key=key, other=others[0], shared=shared[0])
        if others:
            return Phrase(_("The table `{table}` has no column `{key}`. In this task it is a column of: {names}."), table=table, key=key, names=_listed(others))
        if not key.isascii():
            return Phrase(_("The columns of `{table}` have English names: {names}."), table=table, names=_listed(columns))
        return Phrase(_("The table `{table}` has no column `{key}`; its columns are {names}."), table=table, key=key, names=_listed(columns))
    return None


def _listed(names) -> str:
    return listing([f"`{name}`" for name in names], most=MOST_NAMED)


def _asked(key, source):
    """Yield (name of the table, "column" or "cell") for each place of a cell that asks for a key."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return
    given = {target.id: statement.value for statement in tree.body if isinstance(statement, ast.Assign) for target in statement.targets if isinstance(target, ast.Name)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and key in _texts(node.slice):
            kind = "cell" if isinstance(node.value, ast.Attribute) and node.value.attr in ("loc", "at") else "column"
            yield from ((name, kind) for name in _roots(node.value, given))
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "groupby" and node.args and key in _texts(node.args[0]):
            yield from ((name, "column") for name in _roots(node.func.value, given))


def _texts(node):
    return [str(one.value) for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str | bool | int)]


def _roots(node, given):
    """Yield the name that a look-up begins with; where the cell gave it, also what it was made of."""
    while isinstance(node, ast.Subscript | ast.Attribute | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    if isinstance(node, ast.Name):
        yield node.id
        if node.id in given and not (isinstance(given[node.id], ast.Name) and given[node.id].id == node.id):
            yield from _roots(given[node.id], {})


def first_parts(source) -> list:
    """Return the rows that a cell asks for by name."""
    return re.findall(r"\.(?:loc|at)\[\s*[\"']([^\"']+)[\"']", source)
