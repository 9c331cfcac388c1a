"""Slips in a line of code that people who come from a spreadsheet make: a name without quotes, a thousands comma, a currency sign."""

import re
from difflib import get_close_matches

import pandas as pd

from coursework.i18n import Phrase, _

__all__ = ["arithmetic_with_text", "bare_tables", "of_a_table", "option_meant", "options_in", "two_tables", "two_columns_divided", "typed", "without_quotes"]

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
    if owners:
        mentioned = [owner for owner in owners if re.search(rf"\b{re.escape(owner)}\b", source)]
        return Phrase(_('`{name}` is the name of a column: columns are reached through their table, as in `{table}["{name}"]`.'), name=name, table=(mentioned or owners)[0])
    if values:
        return Phrase(_('`{name}` is a value in the tables: a text, so it needs quotes, `"{name}"`.'), name=name)
    return None


def typed(source, line):
    """Say what a spreadsheet takes and Python does not, in a line that it cannot read; ``None`` if there is nothing of the kind."""
    lines = source.splitlines()
    text = lines[line - 1] if line and line <= len(lines) else source
    bare = re.sub(_QUOTED, '""', text)
    if re.search(r"[¥￥$€]", bare):
        return Phrase(_("Leave the currency sign out: Python takes the number alone, as in `67`."))
    if re.search(r"(?<![\d-])\d{4}-\d{1,2}-\d{1,2}(?![\d-])", bare):
        return Phrase(_('A date is a text and needs quotes, as in `"2026-02-10"`.'))
    if re.search(r"(?<![\w.])0,\d", bare):
        return Phrase(_("Write decimals with a point: `0.02`. A comma separates two things."))
    if re.search(r"=[^=]*[/*+)\w]\s*=\s*\d+(\.\d+)?\s*$", bare):
        return Phrase(_("There is one `=` too many: Python works the result out by itself, so leave the `=` and the number at the end out."))
    if re.search(r"(?<![\w.])\d{1,3}(,\d{3})+(?!\d)", bare):
        return Phrase(_("Leave the thousands comma out: a comma separates two things, so write `2000` or `2_000`."))
    if re.search(r"\d\s*[%％]\s*($|[,)}\]])", bare):
        return Phrase(_("Leave the percent sign out: write `0.3` for a share, or `30` where percent is asked for."))
    return None


def arithmetic_with_text(text):
    """Say that a column's name in quotes is only a text; ``None`` if a line calculates with none."""
    found = re.search(rf"[-+*/]\s*{_QUOTED}(?!\s*\])", text) or re.search(rf"(?<!\[)(?<!\[\s){_QUOTED}\s*[-*/]", text)
    if not found:
        return None
    name = found.group(1)[1:-1]
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


def two_tables(text, names) -> str | None:
    """Return ``a or b`` where a line asks for one of two tables like that."""
    for found in re.finditer(r"\b([A-Za-z_]\w*)\s+(or|and)\s+([A-Za-z_]\w*)\b", text):
        if all(type(names.get(found.group(n))).__name__ == "DataFrame" for n in (1, 3)):
            return found.group(0)
    return None
