"""Say in words what a trainee's formula does otherwise than the solution: each rule looks for one kind of slip.

Both formulas are read as code. Only the trainee's own parts are quoted; of what is missing only the meaning is said.
"""

import ast

from coursework.i18n import Phrase, _, language
from coursework.teaching import formula, same_value
from coursework.teaching.answers import Interval, Number
from coursework.teaching.beside import (
    Beside,
    bare,
    bare_ends,
    column_name,
    counts_rows,
    grouped_way,
    last,
    one_number,
    role_of,
    stripped,
    uses,
)
from coursework.teaching.formula import arithmetic, key, leaves, shown
from coursework.teaching.meanings import asked_for, meaning
from coursework.teaching.tables import Series

__all__ = ["told"]

MOST_SAID = 2


def told(task, source, names) -> tuple | None:
    """Return the name of a slip and the sentences on what a cell's formula does otherwise than the solution; ``None`` where nothing can be said.

    Parameters
    ----------
    task : Exercise
        Its solution's code is what the formula is compared with.
    source
        The code of the cell that hands the answer in.
    names
        The names of the notebook: quantities that only are called differently are no slip. Nothing in it is changed.
    """
    if not source:
        return None
    right = formula.solved(task.solution_text, task.variable)
    # What the lesson has given already stays a name: a trainee's slip is in what they wrote.
    given = {name for name in getattr(task.lesson, "meanings", {}) if name.isidentifier()} - asked_for(task.lesson)
    mine = formula.handed_in(source, task.name, formula.free_names(right) | given) if right is not None else None
    if mine is None or key(mine) == key(right) or not _worth_speaking(task, mine):
        return None
    two = Beside(task, mine, right, names)
    for rule in _RULES:
        phrases = rule(two)
        if phrases:
            whole = shown(right)
            return None if len(whole) > 8 and any(whole in str(phrase) for phrase in phrases) else (rule.__name__.lstrip("_"), tuple(phrases))
    return None


def _worth_speaking(task, mine) -> bool:
    """Say whether something was calculated: numbers with commas and words in quotes are spoken of elsewhere."""
    if isinstance(mine, ast.Tuple | ast.List) and not isinstance(task.answer, Interval):
        return False
    return not all(isinstance(leaf, ast.Constant) and isinstance(leaf.value, str) or formula.number_in(leaf) is not None and isinstance(mine, ast.Tuple | ast.List) for leaf in leaves(mine))


# --- the rules, in the order in which they are tried --------------------------------------------------------------------


def _ids(two):
    for leaf in leaves(two.mine):
        way, inside = formula.reduced(leaf) or grouped_way(leaf)
        if way in ("sum", "mean", "max", "median") and isinstance(inside, ast.Subscript) and str(getattr(inside.slice, "value", "")).endswith("_id"):
            done = {"sum": _("You added up `{column}` in `{part}`: ids are names written in digits, not amounts. Count the rows instead.")}
            text = done.get(way, _("You took `.{way}()` of `{column}` in `{part}`: ids are names written in digits, not amounts, and their mean says nothing."))
            return [Phrase(text, column=inside.slice.value, part=shown(leaf), way=way)]
    return None


def _tables(two):
    for node in ast.walk(two.mine):
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.List) and len(node.slice.elts) == 1:
            return [Phrase(_("`{part}`: two pairs of square brackets make a table of one column. One pair takes the column itself."), part=shown(node))]
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "count" and isinstance(node.func.value, ast.Call) and formula.grouped_by(node.func.value):
            return [Phrase(_("`{part}` counts every column by itself, so the result is a table. To count the rows of each group take `.size()` instead of `.count()`."), part=shown(node))]
    return None


def _whole_table(two):
    """A whole table calculated with, where a column of it was meant."""
    for leaf, step, first in uses(two.mine):
        if step is not None and isinstance(leaf, ast.Name) and type(two.names.get(leaf.id)).__name__ == "DataFrame":
            text = {"under": _("You divided by the whole table `{part}`, by all its columns at once. Pick the column that belongs below the line: `{form}`.")}
            general = _("In your calculation stands the whole table `{part}`, all its columns at once. Pick the column that is meant: `{form}`.")
            return [Phrase(text.get(role_of(step, first), general), part=leaf.id, form=f'{leaf.id}["…"]'), *_missing(two)]
    return None


def _of_each_row(two):
    """A long column where a number for each row of the answer is wanted."""
    for leaf, step, _first in uses(two.mine):
        held = two.names.get(getattr(leaf, "given", None) or getattr(leaf, "id", None))
        if step is not None and isinstance(two.task.answer, Series) and type(held).__name__ == "Series" and len(held) > 300 and key(leaf) not in two.right_keys:
            part = Phrase(_("{part} has {n:,} rows of its own, so it does not pair up with one number for each `{index}`."), part=two.said(leaf), n=len(held), index=two.task.answer.named)
            return [part, *_missing(two)]
    return None


def _compared(two):
    """The same thing compared with something else than in the solution."""
    theirs = {(key(node.left), type(node.ops[0])): node for node in ast.walk(two.right) if isinstance(node, ast.Compare)}
    for node in ast.walk(two.mine):
        right = theirs.get((key(node.left), type(node.ops[0]))) if isinstance(node, ast.Compare) else None
        if right is None or key(node) == key(right):
            continue
        if formula.number_in(node.comparators[0]) is not None and formula.number_in(right.comparators[0]) is None:
            return [Phrase(_("`{part}` compares with `{number}`, the same for all. Asked is something else for each `{index}`."), part=shown(node), number=shown(node.comparators[0]), index=getattr(two.task.answer, "named", "…"))]
        return [Phrase(_("Look again at `{part}`: is that what has to be compared?"), part=shown(node))]
    return None


def _rate_below(two):
    """A ratio below the line that the solution does not have."""
    theirs = {key(step) for step in two.right_steps}
    for step in two.steps:
        if arithmetic(step) == "/" and arithmetic(step.right) == "/" and key(step.right) not in theirs and not counts_rows(step.right.right):
            below = step.right
            text = _("You divided by `{ratio}`, and that is itself a rate, as a conversion rate is: how much of the first comes on each of the second. Whoever divides by it multiplies by {b}.")
            return [Phrase(text, ratio=shown(below), b=two.said(below.right))]
    return None


def _step_more(two):
    whole = key(two.right)
    for node in ast.walk(two.mine):
        if arithmetic(node) and whole in (key(node.left), bare(node.left)):
            return [Phrase(_("You were there, and went one step too far: without the `{step}` at the end it is what is wanted."), step=f"{arithmetic(node)} {shown(node.right)}")]
        way, inside = formula.reduced(node) or (None, None)
        if way and key(inside) == whole and not isinstance(two.task.answer, Number):
            return [Phrase(_("You were there, and went one step too far: `.{way}()` makes one number of all rows."), way=way)]
    return None


def _bracket(two):
    pairs = {frozenset(bare_ends(step.left)) for step in two.right_steps if arithmetic(step) in ("*", "/") and arithmetic(step.left) in ("+", "-")}
    for step in two.steps:
        if arithmetic(step) in "+-" and arithmetic(step.right) in ("*", "/"):
            inner = step.right
            while arithmetic(inner.left) in ("*", "/"):
                inner = inner.left
            ends = frozenset((bare(last(step.left)), bare(inner.left)))
            if ends in pairs and len(ends) == 2:
                word = _("Brackets are missing: only `{part}` was divided, `{left}` was not. Division comes before addition and subtraction.")
                if arithmetic(inner) == "*":
                    word = _("Brackets are missing: only `{part}` was multiplied, `{left}` was not. Multiplication comes before addition and subtraction.")
                return [Phrase(word, part=shown(inner.left), left=shown(last(step.left))), *_missing(two)]
    return None


def _other_step(two):
    """The same two quantities, put together in another way."""
    theirs = {frozenset((key(step.left), key(step.right))): step for step in two.right_steps}
    for step in two.steps:
        right = theirs.get(frozenset((key(step.left), key(step.right))))
        if right is None or key(step) == key(right) or key(step.left) == key(step.right):
            continue
        text = _TURNED.get(arithmetic(step)) if arithmetic(step) == arithmetic(right) else _OTHER.get((arithmetic(step), arithmetic(right)))
        if text is _KINDS and column_name(step.left) == column_name(step.right) is not None:
            text = _("You took {b} off {a}: that is by how much they differ. Asked is how many times as large one is.")
        if text:
            return [Phrase(text, a=two.said(step.left), b=two.said(step.right))]
    return None


_TURNED = {
    "/": _("You divided {a} by {b}: the fraction stands upside down."),
    "-": _("You took {b} off {a}: that is the other way round."),
}
_KINDS = _("You took {b} off {a}: only things of one kind can be taken off each other. How much of the first comes on each of the second?")
_OTHER = {
    ("*", "/"): _("You multiplied {a} by {b}. Which of the two is to be shared out, and over what?"),
    ("/", "*"): _("You divided {a} by {b}: what has many then counts little. What should count more?"),
    ("-", "/"): _KINDS,
    ("+", "/"): _("You added {a} and {b}: only things of one kind can be added up. How much of the first comes on each of the second?"),
    ("/", "-"): _("You divided {a} by {b}: that is a ratio, how many times as large. Asked is by how much they differ."),
    ("-", "+"): _("You took {b} off {a}: is it a cost, or does it belong to what comes in?"),
    ("+", "-"): _("You added {b} to {a}: does it come in, or has it to be taken off?"),
    ("*", "-"): _("You multiplied {a} by {b}. Asked is by how much they differ."),
}


def _width(two):
    if isinstance(two.task.answer, Interval) and arithmetic(two.mine) == "-" and {key(one) for one in leaves(two.mine)} == two.right_keys:
        return [Phrase(_("You took one end off the other: that is how wide the interval is. Wanted are the two ends themselves, with a comma between them."))]
    return None


def _ratio(two):
    """One thing divided by another, where a difference is asked for."""
    node = two.mine
    while formula.reduced(node):
        node = formula.reduced(node)[1]
    if not any(arithmetic(step) == "-" for step in two.right_steps) or any(arithmetic(step) == "-" for step in two.steps) or arithmetic(node) != "/":
        return None
    if getattr(two.task.answer, "unit", None) != "share_difference" or key(node.right) in {key(step.right) for step in two.right_steps if arithmetic(step) == "/"}:
        return None
    return [Phrase(_OTHER["/", "-"], a=two.said(node.left), b=two.said(node.right))]


def _only_rows(two):
    """The right steps, but the rows have not been added up."""
    if isinstance(two.task.answer, Number) and key(two.mine) != key(two.right) and stripped(two.mine) == stripped(two.right):
        columns = [leaf for leaf in leaves(two.mine) if key(leaf) not in two.right_keys and not formula.reduced(leaf)]
        if columns:
            return [Phrase(_("{part} holds one value for each row, and no `.mean()` or `.sum()` has made one number of it yet."), part=two.said(columns[0]))]
        if not any(map(formula.reduced, ast.walk(two.mine))):
            return [Phrase(_("Everything is worked out row by row. What stands above the line and what stands below it each have to become one number before you divide."))]
    return None


def _not_added_up(two):
    """What the solution adds up still is one value for each row."""
    summed = {key(inside[1]) for inside in map(formula.reduced, ast.walk(two.right)) if inside and arithmetic(inside[1])}
    kept = {key(inside[1]) for inside in map(formula.reduced, ast.walk(two.mine)) if inside}
    for step in two.steps:
        if isinstance(two.task.answer, Number) and key(step) in summed - kept and two.steps[0] is not step:
            return [Phrase(_("`{part}` holds one value for each row, and is not made into one number yet."), part=shown(step))]
    return None


def _other_way(two):
    """A sum where the solution takes a mean, and the like."""
    theirs = {key(inside[1]): inside[0] for inside in map(formula.reduced, leaves(two.right)) if inside}
    for leaf, _step, _first in two.foreign:
        way, inside = formula.reduced(leaf) or (None, None)
        if way and theirs.get(key(inside), way) != way:
            return [Phrase(_("You took `.{way}()` in {part}. Look again at which number of that column is needed: a sum, a mean, a count?"), way=way, part=two.said(leaf))]
    return None


def _collapsed(two):
    """One number where one for each row is asked for, or the other way round."""
    found, answer, above = [], two.task.answer, False
    totals = any(one_number(leaf) or same_value.is_one(leaf, two.names) for leaf in leaves(two.right))
    for leaf, step, first in uses(two.mine):
        if key(leaf) in two.right_keys:
            continue
        if isinstance(answer, Series) and one_number(leaf) and not (role_of(step, first) == "under" and (totals or above)):
            above = above or role_of(step, first) == "over"  # then it is this one that made one number of all
            found.append(Phrase(_("{part} is one number for all rows; asked is one for each `{index}`."), part=two.said(leaf), index=answer.named))
        elif isinstance(answer, Number) and formula.grouped_by(leaf):
            found.append(Phrase(_("{part} gives one number for each `{by}`; asked is one number for all of them."), part=two.said(leaf), by=formula.grouped_by(leaf)))
    return found[:MOST_SAID]


def _foreign(two):
    if not two.foreign:
        return None
    spoken = [phrase for phrase in (_of_foreign(two, *one) for one in two.foreign) if phrase is not None]
    whole = not arithmetic(two.mine) and not formula.reduced(two.mine)
    spoken += _upside_down(two)
    return spoken[:MOST_SAID] + (_missing(two) if whole or len(spoken) < MOST_SAID and len(two.missing) > len(two.foreign) else [])


def _upside_down(two):
    """A quantity that the solution has too stands on the other side of the line."""
    theirs = {key(leaf): role_of(step, first) for leaf, step, first in uses(two.right)}
    for leaf, step, first in uses(two.mine):
        role = role_of(step, first)
        if {role, theirs.get(key(leaf))} == {"over", "under"}:
            text = _("{part} stands under the line: does it belong there?") if role == "under" else _("{part} stands above the line: does it belong there?")
            return [Phrase(text, part=two.said(leaf))]
    return []


def _of_foreign(two, leaf, step, first):
    number, answer = formula.number_in(leaf), two.task.answer
    if number is not None and meaning(leaf, two.task.lesson) is None:
        return _typed(two, leaf, step, first)
    if role_of(step, first) == "-" and getattr(answer, "unit", None) != "yuan":
        return Phrase(_("You took off {part}; look again at what has to be taken off."), part=two.said(leaf))
    role = "end" if isinstance(answer, Interval) and step is not None else role_of(step, first)
    if role == "under" and not two.gone:
        return Phrase(_("You divided by {part} as well; does it belong there?"), part=two.said(leaf))
    return Phrase(_ROLES[role], part=two.said(leaf))


_ROLES = {
    "": _("You stored {part}; that is not yet what is asked for."),
    "over": _("Above the line you took {part}; look again at what belongs there."),
    "under": _("You divided by {part}; look again at what belongs under the line."),
    "-": _("You took off {part}; look again at what has to be taken off, and whether it is for one or for all."),
    "in": _("In your sum or difference stands {part}; look again at whether it belongs there."),
    "+": _("You added {part}; look again at whether it belongs there."),
    "*": _("You multiplied by {part}; look again at whether it belongs there."),
    "end": _("In an end of yours stands {part}; look again at which row and which column the question is about."),
}


def _typed(two, leaf, step, first):
    sign, number = arithmetic(step), shown(leaf)
    if isinstance(two.task.answer, Interval) and sign in ("+", "-"):
        return Phrase(_("`{step}` is a margin of your own. How far the ends lie from the middle has to come from the data."), step=f"{sign} {number}")
    if sign in ("*", "/") and not first and len(two.missing) < len([one for one in two.foreign]):
        return Phrase(_("You wrote `{step}`: a factor of your own, which nothing in the question asks for. What would the number stand for without it?"), step=f"{sign} {number}")
    if sign == "/" and not first:
        return Phrase(_("You divided by `{number}`, a number typed by hand. What the question wants there is counted in the data."), number=number)
    return Phrase(_("`{number}` is a number typed by hand. What the question wants there comes from the data."), number=number)


def _again(two):
    """One of the right quantities is used once more than in the solution."""
    count = [key(one) for one in leaves(two.right)]
    mine = [key(one) for one in leaves(two.mine)]
    steps = {(arithmetic(one), key(one.left), key(one.right)) for one in two.right_steps}
    for step in reversed(two.steps):
        over = key(step.right)
        if sum(arithmetic(one) == arithmetic(step) and key(one.right) == over for one in two.steps) > 1 and arithmetic(step) == "*":
            continue  # multiplied out, term by term
        if arithmetic(step) == "-" and mine.count(over) > count.count(over) and (arithmetic(step), key(step.left), over) not in steps:
            return [Phrase(_("You took {b} off once more: it has been taken off already."), b=two.said(step.right)), *_missing(two)]
        if arithmetic(step) in ("/", "*") and mine.count(over) > count.count(over) and (arithmetic(step), key(step.left), over) not in steps:
            text = _("You divided {a} by {b} as well. Look at what the first stands for already: for one, or for all?")
            if arithmetic(step) == "*":
                text = _("You multiplied {a} by {b} as well. Look at what the first stands for: for one, or for all?")
            return [Phrase(text, a=two.said(step.left), b=two.said(step.right))]
    return None


def _on_the_way(two):
    inside = {key(node) for node in ast.walk(two.right) if isinstance(node, ast.expr)} | {bare(step) for step in two.right_steps}
    if key(two.mine) in inside and two.missing:
        if leaves(two.mine) == [two.mine]:
            return [Phrase(_("You stored {part}; that is not yet what is asked for."), part=two.said(two.mine)), *_missing(two)]
        return [Phrase(_("`{part}` is a step on the way, and not yet the end of it."), part=shown(two.mine)), *_missing(two)]
    return None


def _in_general(two):
    node, way = two.mine, None
    if isinstance(node, ast.Tuple | ast.List):
        return None
    inside = formula.reduced(node)
    if inside:
        way, node = inside
    if not arithmetic(node):
        text = {"mean": _("You took the mean of {part}."), "sum": _("You added up {part}.")}.get(way)
        return [Phrase(text, part=two.said(node)), *_missing(two)] if text else None
    if way is None and arithmetic(node) in "+-" and not two.missing:
        return None
    phrase = Phrase(_GENERAL[arithmetic(node)], a=two.said(node.left), b=two.said(node.right))
    end = [Phrase(_("Then you took the mean over all rows: each row counts as much as any other."))] if way == "mean" else []
    return [phrase, *end, *_missing(two)]


_GENERAL = {
    "/": _("You divided {a} by {b}."), "*": _("You multiplied {a} by {b}."), "-": _("You took {b} off {a}."), "+": _("You added {a} and {b}."),
}  # fmt: skip


def _missing(two):
    if not two.missing or isinstance(two.task.answer, Interval):
        return []
    return [Phrase(_("Not in it yet: {things}."), things=("; " if language() == "en" else "；").join(map(str, two.missing[:MOST_SAID])))]


_RULES = (_ids, _tables, _whole_table, _of_each_row, _compared, _rate_below, _step_more, _width, _bracket, _other_step, _ratio, _other_way, _only_rows, _not_added_up, _collapsed, _foreign, _again, _on_the_way, _in_general)
