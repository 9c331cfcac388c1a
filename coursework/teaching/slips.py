"""Slips in a line of code: a name without quotes, a word in quotes, a whole table where a column was meant."""

import re
from difflib import get_close_matches

import pandas as pd

from coursework.i18n import Phrase, _
from coursework.teaching import lookups

__all__ = ["arithmetic_with_text", "bare_tables", "held_under", "of_a_table", "option_meant", "options_in", "two_tables", "two_columns_divided", "without_quotes", "words_without_quotes"]

_CALL = re.compile(r"\b([A-Za-z_]\w*)\.([A-Za-z_]\w*)\.(?:check|commit|submit)\s*\(")
_QUOTED = r"(\"[^\"]*\"|'[^']*')"


def options_in(source, names) -> set:
    """Return what the tasks that a cell calls can be answered with: the codes of their options, the things to plan for."""
    found = set()
    for module, name in _CALL.findall(source):
        task = getattr(names.get(module), name, None)
        for part in ("answer", "plan", "belief"):
            kind = getattr(task, part, None)
            for codes in (getattr(kind, "options", None), getattr(kind, "keys", None)):
                if isinstance(codes, dict):
                    found |= {str(code) for code in codes}
        levers = getattr(task, "options", None)
        for _prompt, kind in levers.values() if isinstance(levers, dict) and getattr(task, "kind", "") == "decision" else ():
            found |= {str(code) for code in getattr(kind, "options", None) or ()}
    return found


def without_quotes(name, source, names):
    """Say that a name is a text or a column, where it is one of a task's options, a value of the tables or a column."""
    if name in options_in(source, names):
        return Phrase(_('`{name}` is one of the things to choose from: a text, so it needs quotes, `"{name}"`.'), name=name)
    owners, values = [], False
    for variable, held in list(names.items()):
        if variable.startswith("_"):
            continue
        if type(held).__name__ == "DataFrame":
            if name in [str(column) for column in list(held.columns)[:200]]:
                owners.append(variable)
            values = values or any(name in set(map(str, held[column].cat.categories[:300])) for column in held.columns if str(held[column].dtype) == "category" and list(held.columns).count(column) == 1)
        if type(held).__name__ in ("DataFrame", "Series") and len(held) <= 300:
            values = values or name in {one for one in held.index if isinstance(one, str)}
    cell = re.search(rf"\b(\w+)\.(?:loc|at)\[\s*(?:[^\[\]]*,\s*)?{re.escape(name)}\s*[,\]]", source)
    if cell and (cell.group(1) in owners or values):
        return Phrase(_('`{name}` inside the brackets of `.loc` is the name of a row or a column, a text, so it needs quotes: `"{name}"`.'), name=name)
    inside = re.search(rf"\b(\w+)\[\s*{re.escape(name)}\s*\]", source)
    if inside and inside.group(1) in owners:
        return Phrase(_('`{name}` is the name of a column, a text, so it needs quotes: `{form}`.'), name=name, form=f'{inside.group(1)}["{name}"]')
    if owners and re.search(rf"\bgroupby\(\s*{re.escape(name)}\s*\)", source):
        return Phrase(_('`{name}` is the name of a column, a text, so it needs quotes: `{form}`.'), name=name, form=f'groupby("{name}")')
    if owners:
        mentioned = [owner for owner in lookups.names_of(source, names) if owner in owners] or [owner for owner in owners if re.search(rf"\b{re.escape(owner)}\b", source)]
        table = (mentioned or owners)[0]
        if f"{table}.loc[" in str(getattr(lookups.task_of(source, names), "solution_text", "")):
            return Phrase(_('`{name}` is the name of a column. One number is taken from its table by row and column: `{form}`.'), name=name, form=f'{table}.loc["…", "{name}"]')
        return Phrase(_('`{name}` is the name of a column: columns are reached through their table, as in `{table}["{name}"]`.'), name=name, table=(mentioned or owners)[0])
    if values:
        return Phrase(_('`{name}` is a value in the tables: a text, so it needs quotes, `"{name}"`.'), name=name)
    return None


def words_without_quotes(name, source, names) -> Phrase | None:
    """Say that a name is a word for one of a task's options, mistyped or in another language; ``None`` where the task has none like it."""
    task = lookups.task_of(source, names)
    kind = getattr(task, "answer", None)
    options = getattr(kind, "options", None)
    if not isinstance(options, dict) or not re.search(rf"\(\s*{re.escape(name)}\s*\)", source):
        return None
    from coursework.teaching.choices import nearest_option  # the kinds of answer need what explains failures

    near = nearest_option(name, options, kind.lesson)
    if near:
        return Phrase(_('`{name}` is a text, so it needs quotes; and the option is called `"{near}"`.'), name=name, near=near)
    return Phrase(_("`{name}` is a text, so it needs quotes; but none of the options is called that: {options}."), name=name, options=kind.named(quotes=True))


def arithmetic_with_text(text, names=()):
    """Say that a name in quotes is only a text; ``None`` if a line calculates with none."""
    found = re.search(rf"[-+*/]\s*{_QUOTED}(?!\s*\])", text) or re.search(rf"(?<!\[)(?<!\[\s){_QUOTED}\s*[-*/]", text)
    if not found:
        return None
    name = found.group(1)[1:-1]
    if name in names:
        return Phrase(_('`"{name}"` in quotes is only a word. Without the quotes it is the number that you mean: `{name}`.'), name=name)
    return Phrase(_('`"{name}"` in quotes is only a word, and nobody can calculate with it. The column is reached through its table: `table["{name}"]`.'), name=name[:40])


def two_columns_divided(text):
    """Say that whole columns were divided row by row; ``None`` if a line does nothing of the kind."""
    found = re.search(rf"\w+\[{_QUOTED}\]\s*/\s*\w+\[{_QUOTED}\](?!\s*\.)", text)
    if not found:
        return None
    return Phrase(_("Two whole columns were divided row by row, and some rows hold a zero or False. For a rate take the mean of each column first: `{form}`."),
                  form=f"table[{found.group(2)}].mean()")  # fmt: skip


def option_meant(name) -> str | None:
    """Return the option of pandas that a misspelt one was meant to be.

    Examples
    --------
    >>> option_meant("normalise"), option_meant("ascend"), option_meant("colour")
    ('normalize', 'ascending', None)
    """
    near = get_close_matches(name, ("normalize", "axis", "ascending", "observed", "dropna"), 1, 0.6)
    return near[0] if near and near[0] != name else None


def of_a_table(name) -> bool:
    """Say whether tables have something of that name."""
    return isinstance(name, str) and hasattr(pd.DataFrame, name)


def bare_tables(text, names) -> list:
    """Return the tables that a line names without picking anything from them."""
    words = re.findall(r"\b([A-Za-z_]\w*)\b(?!\s*(?:[\[.(]|=[^=]))", re.sub(_QUOTED, '""', text))
    return [word for word in words if type(names.get(word)).__name__ == "DataFrame"]


def held_under(thing, source, names) -> str | None:
    """Return the name by which a cell knows a thing."""
    words = re.findall(r"[A-Za-z_]\w*", re.sub(_QUOTED, '""', source))
    return next((word for word in words if names.get(word) is thing), None)


def two_tables(text, names) -> str | None:
    """Return ``a or b`` where a line asks for one of two tables like that."""
    for found in re.finditer(r"\b([A-Za-z_]\w*)\s+(or|and)\s+([A-Za-z_]\w*)\b", text):
        if all(type(names.get(found.group(n))).__name__ == "DataFrame" for n in (1, 3)):
            return found.group(0)
    return None
