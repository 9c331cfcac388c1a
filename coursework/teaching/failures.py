"""When an exercise cell fails: what it means in plain words, where it is, and what to try. Shown below Python's own message."""

import re
import sys

from coursework.i18n import Phrase, _, t
from coursework.teaching import lookups, slips, spreadsheet, tracebacks
from coursework.teaching.blank import Blank
from coursework.teaching.messages import Message, show
from coursework.teaching.nearest import nearest

__all__ = ["explain", "namespace", "watch"]

_BLANK = re.compile(r"(?<!\w)____(?!\w)")
SET_UP = {"app", "ex", "say", "plots", "methods", "setup", "____"}


def watch() -> None:
    """Ask the notebook to call us after each cell; once, however often setup runs."""
    shell = _shell()
    if shell is not None and not getattr(shell, "_coursework_watches", False):
        tracebacks.shorten(shell)
        shell.events.register("post_run_cell", _after_cell)
        shell._coursework_watches = True


def namespace() -> dict:
    """Return the names of the notebook; empty outside of one."""
    shell = _shell()
    return shell.user_ns if shell is not None else {}


def _shell():
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython is not None else None


def _after_cell(result) -> None:
    error = result.error_in_exec or result.error_before_exec
    source = getattr(getattr(result, "info", None), "raw_cell", "") or ""
    tracebacks.done()
    if error is None or not tracebacks.explained(error, source):
        return
    try:
        show(explain(error, source, namespace()))
    except Exception:  # noqa: S110  help that fails must not add to the trouble
        pass


def explain(error: Exception, source: str, names: dict) -> Message:
    """Return what is said about an error that a cell raised.

    Parameters
    ----------
    error
        What was raised.
    source
        The code of the cell.
    names
        The names of the notebook, whose tables are searched for what was meant.
    """
    line, body = _line(error, source), []
    blank = _blank_line(source)
    if blank and not isinstance(error, SyntaxError | NameError):
        title = t(_("Not answered yet: there is still a blank."))
        text = _shortened(source.splitlines()[blank - 1].strip(), 90)
        body = [Phrase(_("`____` stands in line {line}: `{text}`. Put your own code there and run the cell again."), line=blank, text=text)]
        return Message("open", title, body)
    if line:
        text = _shortened(source.splitlines()[line - 1].strip(), 90) if line <= len(source.splitlines()) else ""
        body.append(Phrase(_("It stopped in line {line}: `{text}`."), line=line, text=text.replace("`", "'")))
    for kind, tell in _TELLERS:
        if isinstance(error, kind):
            body += [part for part in tell(error, source, names) if part]
            break
    return Message("stop", t(_("Your code stopped before it could be checked.")), body, t(_("change that line and run the cell again.")))


def _line(error, source) -> int | None:
    if isinstance(error, SyntaxError):
        return error.lineno if error.lineno and error.lineno <= len(source.splitlines()) else None
    found, first, trace = None, None, error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if "ipykernel" in code.co_filename or "<ipython-input" in code.co_filename or code.co_filename.startswith("<cell"):
            first = first or code.co_filename
            if code.co_filename == first:
                found = trace.tb_lineno
        trace = trace.tb_next
    return found if found and found <= len(source.splitlines()) else None


def _text_of(error, source) -> str:
    """Return the line of the cell in which an error was raised."""
    line, lines = _line(error, source), source.splitlines()
    return lines[line - 1] if line and line <= len(lines) else ""


def _blank_line(source) -> int | None:
    for n, text in enumerate(source.splitlines(), 1):
        if _BLANK.search(text.split("#")[0]) and "import" not in text:
            return n
    return None


_CAPITALS = {"true": "True", "false": "False", "none": "None", "TRUE": "True", "FALSE": "False", "null": "None", "NULL": "None"}


def _name_error(error, source, names):
    name = getattr(error, "name", None) or _quoted(error)
    if name in SET_UP:
        yield Phrase(_("`{name}` comes from the setup cell at the top: run that first."), name=name)
        return
    if name in _CAPITALS:
        yield Phrase(_("Python writes `{near}` with a capital letter, not `{name}`."), near=_CAPITALS[name], name=name)
        return
    meant = spreadsheet.excel(name) or slips.without_quotes(name, source, names) or slips.words_without_quotes(name, source, names)
    if meant is not None:
        yield meant
        return
    near = nearest(name, [one for one in names if not one.startswith("_")])
    if near and near != name:
        yield Phrase(_("Python knows no `{name}` here. Did you mean `{near}`?"), name=name, near=near)
    elif lookups.at_hand(name, source, names):
        yield lookups.at_hand(name, source, names)
    else:
        yield Phrase(_("Python knows no `{name}` here: either a cell above has not been run, or it is a text and needs quotes."), name=name)


def _key_error(error, source, names):
    wanted = [key for key in _keys(error)] or [str(error)]
    for key in wanted[:3]:
        if key in ("True", "False") and re.search(rf"[\"']{key}[\"']", _text_of(error, source)):
            yield Phrase(_("`{key}` in quotes is a word. The rows are named by the truth value itself: write `[{key}]`, without the quotes."), key=key)
            continue
        known = lookups.joined_columns(key, source)
        if known is None and not (".loc[" in _text_of(error, source) and _is_column(key, names) and key in lookups.first_parts(source)):
            known = lookups.missing_in_table(key, source, names)
        if known is not None:
            yield known
            continue
        if ".loc[" in _text_of(error, source) and _is_column(key, names):
            yield Phrase(_("`{key}` is a column, and `.loc` asks for the row first: `table.loc[\"row\", \"{key}\"]`, or `table[\"{key}\"]` for the whole column."), key=key)
            continue
        near = nearest(key, _column_names(names))
        if near == key:
            yield Phrase(_("There is no `{key}` in that table, though another table has it: which table do you need?"), key=key)
        elif near:
            yield Phrase(_("There is no column or row named `{key}`. Did you mean `{near}`?"), key=key, near=near)
        else:
            yield Phrase(_("There is no column or row named `{key}`. `list(table)` shows a table's columns."), key=key)


def _syntax_error(error, source, names):
    opened = sum(source.count(sign) for sign in "([{") - sum(source.count(sign) for sign in ")]}")
    typed = spreadsheet.typed(source, getattr(error, "lineno", None), lookups.unit_at(source, getattr(error, "lineno", None), names))
    if typed is not None:
        yield typed
    elif "unterminated string" in str(error):
        mixed = re.search(r"[\"'][^\"']*?([“”‘’])", _text_of(error, source))
        if mixed:
            yield Phrase(_("A text that begins with `\"` has to end with `\"`. Yours ends with `{sign}`, a curly quotation mark, which Python takes for a letter: type it with the English keyboard."), sign=mixed.group(1))
            return
        yield Phrase(_("A text begins with a quote and does not end with one."))
        if opened > 0:
            yield Phrase(_("A bracket is opened and not closed again."))
    elif isinstance(error, IndentationError):
        yield Phrase(_("The blanks at the beginning of a line matter in Python: lines of one block begin at the same place."))
    elif re.search(r"[，。：；（）“”‘’【】]", source):
        yield Phrase(_("There is Chinese punctuation in the code; Python reads only `, . : ; ( ) \" '` typed with the English keyboard."))
    elif opened > 0:
        yield Phrase(_("A bracket is opened and not closed again."))
    elif opened < 0:
        yield Phrase(_("A bracket is closed that was never opened."))
    elif "quote" in str(error) or "string literal" in str(error):
        yield Phrase(_("A text begins with a quote and does not end with one."))
    elif re.search(r"\bif\b[^=!<>]*[^=!<>]=[^=]", source):
        yield Phrase(_("To ask whether two things are equal write `==`; a single `=` stores something."))
    elif "forgot a comma" in str(error):
        yield Phrase(_("A comma is missing between two things, in this line or at the end of the line above."))
    else:
        yield Phrase(_("Python cannot read this line: a comma, a colon, a quote or a bracket is missing or too many, here or just above."))


def _type_error(error, source, names):
    text, line = str(error), _text_of(error, source)
    with_text = slips.arithmetic_with_text(line, names) if re.search("ufunc|operand|operation|concatenate|not supported", text) else None
    taken = re.search(r"\b(check|commit|judge)\(\) takes .* positional argument", text)
    if taken and spreadsheet.number_with_comma(line):
        yield spreadsheet.number_with_comma(line)
    elif taken:
        yield Phrase(_("There is room for one answer: put the two in brackets, `(low, high)`."))
    elif with_text is not None:
        yield with_text
    elif "GroupBy" in text:
        yield Phrase(_("`.groupby(…)` only puts the rows into groups. Say behind it what is worked out of each group: `.size()` counts its rows."))
    elif re.search("agg function failed|to numeric|does not support (aggregation|operation|reduction) '(mean|sum|median)|Cannot perform reduction", text):
        yield Phrase(_("A column of texts cannot be averaged or summed. Pick the column of numbers first, as in `groupby(…)[\"column\"].mean()`; to count rows take `.size()`."))
    elif "missing" in text and "argument" in text:
        yield Phrase(_("The call needs something more between its brackets."))
    elif "unexpected keyword" in text and slips.option_meant(_quoted(error)):
        yield Phrase(_("The call has no option of that name: {name}. Did you mean `{near}`?"), name=f"`{_quoted(error)}`", near=slips.option_meant(_quoted(error)))
    elif "unexpected keyword" in text:
        yield Phrase(_("The call has no option of that name: {name}. `help(…)` lists the options."), name=f"`{_quoted(error)}`")
    elif "not callable" in text:
        yield Phrase(_("Round brackets call a function; to look something up in a table use square brackets: `table[\"column\"]`."))
    elif re.search("unsupported operand.*method", text):
        yield Phrase(_("A pair of brackets is missing: `.mean` names the calculation, `.mean()` does it. The same goes for `.sum()`, `.size()` and the others."))
    elif re.search("cannot perform the numpy op|'Categorical'", text) or (re.search("unsupported operand|annot perform|does not support|not supported", text) and slips.bare_tables(line, names)):
        yield Phrase(_("One side is a whole table or a column of texts, and only numbers can be calculated with. Count or pick first: `.groupby(\"channel\").size()` counts the rows of each channel, `table[\"column\"]` takes one column."))
    elif re.search("unsupported operand|concatenate|cannot perform the numpy op|Cannot perform|does not support|not supported (for dtype|between)", text):
        yield Phrase(_("Two things were calculated with each other that do not go together, often a text and a number, or a whole table and a column."))
    elif "subscriptable" in text:
        yield Phrase(_("Square brackets were put behind something that has no parts to pick from."))
    else:
        yield Phrase(_("A function was given another kind of thing than it can use: {text}"), text=_shortened(text))


def _attribute_error(error, source, names):
    name, owner = getattr(error, "name", None) or _quoted(error), getattr(error, "obj", None)
    if owner is None:
        yield Phrase(_("The value before the dot is `None`, that is: nothing. An earlier step did not give a result."))
        return
    if isinstance(owner, str) and slips.of_a_table(name):
        yield Phrase(_("`\"{text}\"` is in quotes, so it is only a word. No quotation marks around the name of a table: `{text}`."), text=_shortened(owner, 40))
        return
    if type(owner).__name__ in ("ndarray", "Index", "list") and slips.of_a_table(name) and slips.held_under(owner, source, names):
        yield Phrase(_("`{variable}` is no table but a bare row of {n:,} values, so it has no `.{name}`. Which table did you mean?"), variable=slips.held_under(owner, source, names), n=len(owner), name=name)
        return
    near = nearest(name, [*_own_columns(owner), *(one for one in dir(type(owner)) if not one.startswith("_"))])
    if near:
        yield Phrase(_("There is no `.{name}` here. Did you mean `.{near}`?"), name=name, near=near)
    else:
        yield Phrase(_("There is no `.{name}` on {kind}. Press Tab after the dot to see what there is."), name=name, kind=f"`{type(owner).__name__}`")


def _value_error(error, source, names):
    text = str(error)
    if "could not convert string" in text and "numeric" in text:
        yield Phrase(_("A column of texts cannot be averaged or summed. Pick the column of numbers first, as in `groupby(…)[\"column\"].mean()`; to count rows take `.size()`."))
    elif "ambiguous" in text and slips.two_tables(_text_of(error, source), names):
        yield Phrase(_("`{choice}` is a choice that Python cannot make between two tables: choose one, and write its name alone."), choice=slips.two_tables(_text_of(error, source), names))
    elif "ambiguous" in text:
        yield Phrase(_("A whole column was asked a yes-or-no question. To combine conditions write `(… ) & (…)` or `(…) | (…)`, each in brackets; `and`, `or` and `if` take one value."))
    elif "could not convert" in text or "invalid literal" in text:
        yield Phrase(_("A text was to become a number and does not look like one: {text}"), text=_shortened(text))
    elif "Lengths must match" in text:
        sizes, loop = re.findall(r"\((\d+),\)", text), re.search(r"\bfor\s+(\w+)\s+in\s+(\w+)", _text_of(error, source))
        if len(sizes) == 2:
            yield Phrase(_("{many:,} values were compared with {few:,} others, row by row, and they do not pair up. Compare with one value at a time."), many=int(sizes[0]), few=int(sizes[1]))
        if loop and re.search(rf"[<>=]\s*{loop.group(2)}\b|\b{loop.group(2)}\s*[<>=]", _text_of(error, source)):
            yield Phrase(_("`{all}` is all of them at once. In `for {one} in {all}` each in its turn is called `{one}`."), all=loop.group(2), one=loop.group(1))
    elif "Length of values" in text or "same length" in text or "shape" in text.lower():
        yield Phrase(_("Two things of different length were put side by side: does each have one value for each row?"))
    else:
        yield Phrase(_("The kind of value is right, this one cannot be used: {text}"), text=_shortened(text))


def _division(error, source, names):
    columns = slips.two_columns_divided(_text_of(error, source))
    yield columns or Phrase(_("Something was divided by zero: is the denominator really there?"))


def _index_error(error, source, names):
    if "Too many indexers" in str(error) and re.search(r"\.loc\[[^\[\],]+,[^\[\],]+,[^\[\]]+\]", _text_of(error, source)):
        yield Phrase(_("`.loc` takes one row and one column. To take two values write `.loc[…]` twice, with one column in each."))
        return
    if "Too many indexers" in str(error):
        yield Phrase(_("A Series has only rows, so `.loc[…]` takes one name. For a row and a column start from the whole table: `table.loc[\"row\", \"column\"]`."))
        return
    yield Phrase(_("A place was asked for that does not exist; counting begins at 0, so the last of n is n − 1."))


def _file_error(error, source, names):
    yield Phrase(_("A file was not found. The app's tables need no file: they come from the setup cell, as `app.users`."))


def _import_error(error, source, names):
    yield Phrase(_("A package was not found. All that the lesson needs is installed: look at the spelling."))


def _any_error(error, source, names):
    if type(error).__name__ == "InvalidIndexError":
        yield Phrase(_("That is no way to pick from a table: `table[\"column\"]` takes a column, `table.loc[\"row\", \"column\"]` one value."))
        return
    if type(error).__name__ == "IndexingError":
        yield from _index_error(error, source, names)
        return
    yield Phrase(_("Python says: {text}"), text=_shortened(f"{type(error).__name__}: {error}"))


_TELLERS = (
    (SyntaxError, _syntax_error), (NameError, _name_error), (IndexError, _index_error), (KeyError, _key_error), (TypeError, _type_error),
    (AttributeError, _attribute_error), (ZeroDivisionError, _division), (FileNotFoundError, _file_error), (ImportError, _import_error),
    (ValueError, _value_error), (Exception, _any_error),
)  # fmt: skip


def _keys(error) -> list[str]:
    key = error.args[0] if error.args else ""
    if not isinstance(key, str):
        return [str(key)]
    inside = re.findall(r"'([^']+)'", key) if re.search(r"not (in|found)|None of", key) else []
    return [one for one in inside if not one.startswith(("object", "str", "int", "float", "category"))] or ([key.removeprefix("Column not found: ")] if key else [])


def _quoted(error) -> str:
    found = re.findall(r"'([^']+)'", str(error))
    return found[-1] if found else str(error)[:60]


def _shortened(text: str, most: int = 120) -> str:
    text = " ".join(text.replace("`", "'").split())
    return text if len(text) <= most else text[: most - 1] + "…"


def _own_columns(thing) -> list[str]:
    columns = getattr(thing, "columns", None) if not isinstance(thing, Blank) else None
    return [one for one in list(columns)[:200] if isinstance(one, str)] if columns is not None and not callable(columns) else []


def _is_column(key, names) -> bool:
    return any(key in _own_columns(value) for value in list(names.values()) if type(value).__name__ == "DataFrame")


def _column_names(names) -> list[str]:
    found = []
    for value in list(names.values()):
        if type(value).__name__ == "DataFrame":
            found += [*_own_columns(value), *(str(name) for name in value.index.names if name)]
            if value.index.dtype != "int64" and len(value) <= 100:
                found += [one for one in value.index if isinstance(one, str)]
        elif type(value).__name__ == "Series" and len(value) <= 100:
            found += [one for one in value.index if isinstance(one, str)]
    return list(dict.fromkeys(found))
