"""Say of a wrong answer what was calculated, in the words of the exercise's ingredients."""

import re

import numpy as np
import pandas as pd

from coursework.i18n import Phrase, _
from coursework.teaching import tracebacks
from coursework.teaching.answers import Interval, Number
from coursework.teaching.cache import once_per_app
from coursework.teaching.differs import difference, other_part, without_a_term, written
from coursework.teaching.expression import Atom, Expression, bracketed, combined
from coursework.teaching.plain import label
from coursework.teaching.recipes import Bank
from coursework.teaching.tables import Series

__all__ = ["bank", "recipe", "told", "warm"]

FEW_ROWS, MOST_LETTERS = 12, 240
_COLUMN = re.compile(r"([A-Za-z_]\w*)\[(\"[^\"]*\"|'[^']*')\]")


def bank(exercise, app, right) -> Bank | None:
    """Return what can be calculated from an exercise's ingredients on an app's data; built once, ``None`` where there is nothing."""
    if exercise.ingredients is None or not isinstance(exercise.answer, Number | Series | Interval):
        return None
    try:
        return once_per_app(app, (exercise, "bank"), lambda: _built(exercise.ingredients(app), right if isinstance(right, dict) else None))
    except Exception:  # ingredients that these data cannot give are none
        return None


def warm(exercise, app, right) -> None:
    """Build an exercise's bank now, while somebody reads the first lines."""
    ready = bank(exercise, app, right)
    if ready is not None:
        ready.warm()


def recipe(exercise, app, mine, right):
    """Return the simplest expression that gives an answer, read; ``None`` if none does."""
    ready = bank(exercise, app, right)
    if ready is None:
        return None
    if isinstance(mine, dict):
        return ready.find([mine[key] for key in right]) if all(key in mine for key in right) else None
    return ready.find([mine]) if isinstance(mine, float) else None


def told(exercise, app, mine, right) -> tuple[str, tuple] | None:
    """Return a name and sentences that say what was calculated; ``None`` if no expression gives this answer.

    What is said holds neither the right answer nor an expression that gives it.
    """
    kind = exercise.answer
    if isinstance(kind, Interval):
        return _interval(exercise, app, mine, right)
    if bank(exercise, app, right) is None:
        return None
    hundred = False
    found = recipe(exercise, app, mine, right)
    if found is None:
        hundred = True
        found = recipe(exercise, app, {key: value / 100 for key, value in mine.items()} if isinstance(mine, dict) else mine / 100, right)
    if found is None or len(str(found)) > MOST_LETTERS:
        return _last_step(exercise, app, mine, right) or _other_term(exercise, app, mine, right)

    def is_right(values):
        values = np.broadcast_to(np.asarray(values, dtype=float), (len(right) if isinstance(right, dict) else 1,)).tolist()
        return kind.same(dict(zip(right, values, strict=True)) if isinstance(right, dict) else values[0], right)

    if is_right(found.values):
        return None
    if any(is_right(part.values) for part in found.parts):
        return "one_step_more", (_one_step_more(found, is_right),)
    text = f"100 * ({found})" if hundred else str(found)
    if any(is_right(values) for _inside, values in bracketed(found)):
        return "bracket", (_bracket(found, text),)
    if not written(found, tracebacks.cell()):
        return None
    echo = Phrase(_("`{variable}` is what `{recipe}` gives."), recipe=text)
    differs = None if hundred else difference(found, _right_recipe(exercise, app, right))
    return "recipe", (echo, differs or _asked(exercise))


def _asked(exercise):
    if exercise.asked:
        return Phrase(_("What is wanted: {asked}."), asked=str(exercise.phrase(exercise.asked)).rstrip(". 。"))
    return Phrase(_("What is wanted: {asked}."), asked=exercise.answer.wanted())


def _last_step(exercise, app, mine, right):
    """Find the one quantity that was added, taken off, multiplied or divided after the answer had been reached."""
    ready = bank(exercise, app, right)
    if ready is None:
        return None
    keys = list(right) if isinstance(right, dict) else None
    here, there = ([one[key] for key in keys] if keys else [one] for one in (mine, right))
    for atom in ready.atoms:
        for sign in "+-*/":
            if combined(sign, Atom("", tuple(there)), atom).gives(here):
                step = Phrase(_("You were there, and went one step too far: without the `{step}` at the end it is what is wanted."), step=f"{sign} {atom}")
                return "one_step_more", (step,)
    return None


def _other_term(exercise, app, mine, right):
    """Find the one term of a sum that is another than in the right recipe, where the whole is too long to be found."""
    best = _right_recipe(exercise, app, right)
    if best is None or not isinstance(right, dict) or len(right) < 3 or not all(key in mine for key in right):
        return None
    here = np.asarray([mine[key] for key in right], dtype=float)
    if not np.isfinite(here).all() or not here.all():
        return None
    for sign, rest in without_a_term(best):
        with np.errstate(all="ignore"):
            part = bank(exercise, app, right).find(((here - rest) * (1 if sign == "+" else -1)).tolist())
        if part is not None and len(part.atoms) <= 2 and written(part, tracebacks.cell()):
            return "recipe", (other_part(sign, part),)
    return None


def _right_recipe(exercise, app, right):
    return once_per_app(app, (exercise, "right recipe"), lambda: recipe(exercise, app, right, right))


def _one_step_more(found, is_right):
    if isinstance(found, Expression) and is_right(found.left.values) and not isinstance(found.right, Expression):
        return Phrase(_("You were there, and went one step too far: without the `{step}` at the end it is what is wanted."), step=f"{found.op} {found.right}")
    return Phrase(_("What is wanted is already in it: you calculated on with it, one step too far."))


def _bracket(found, text):
    tokens = found.tokens()
    if "/" in tokens:
        part = str(tokens[tokens.index("/") - 1])
        return Phrase(_("You computed `{recipe}`: a bracket is missing. Division comes before addition and subtraction, so only `{part}` was divided."), recipe=text, part=part)
    return Phrase(_("You computed `{recipe}`: a bracket is missing. Multiplication comes before addition and subtraction."), recipe=text)


def _typed_off(ready, end):
    """Return the one quantity that a number of three places was typed off from; ``None`` if there is none, or several."""
    if not end or end != round(end, 4) or end == round(end, 1):
        return None
    places = 3 if end == round(end, 3) else 4
    fit = [atom for atom in ready.atoms if any(abs(value) < 1 and round(value, places) == end for value in atom.values)]
    return fit[0] if len(fit) == 1 else None


def _interval(exercise, app, mine, right):
    kind, ready = exercise.answer, bank(exercise, app, right)
    if ready is None:
        return None
    slack = max(kind.abs, kind.rel * abs(right[1] - right[0]))
    good = [abs(a - b) <= slack for a, b in zip(mine, right, strict=True)]
    found = [None if fine else _typed_off(ready, end) or ready.find([end]) for end, fine in zip(mine, good, strict=True)]
    held = [one for one in found if one is not None]
    if not held or any(abs(float(np.ravel(part.values)[0]) - end) <= 1e-9 for one in held for part in (one, *one.parts) for end in right):
        return None
    if not all(written(one, tracebacks.cell()) or _typed_off(ready, end) for one, end in zip(found, mine, strict=True) if one is not None):
        return None
    low, high = (str(one) if one is not None else None for one in found)
    if low and high and all(re.search(r"(?<![a-z])(rate|share|mean|estimate)[\"']\]$", one) for one in (low, high)):
        return "two_rates", (Phrase(_("Those are the two rates themselves, `{low_recipe}` and `{high_recipe}`; wanted are the two ends of one interval."), low_recipe=low, high_recipe=high), _asked(exercise))
    said = []
    if low and high:
        said.append(Phrase(_("Its low end is `{low_recipe}`, its high end `{high_recipe}`."), low_recipe=low, high_recipe=high))
    elif low:
        said.append(Phrase(_("Its low end is `{low_recipe}`."), low_recipe=low))
    else:
        said.append(Phrase(_("Its high end is `{high_recipe}`."), high_recipe=high))
    if any(good):
        said.append(Phrase(_("The lower end is right, the upper is not.")) if good[0] else Phrase(_("The upper end is right, the lower is not.")))
    return "recipe", (*said, _asked(exercise))


# --- from what is declared to atoms ------------------------------------------------------------------------------------


def _built(declared, rows) -> Bank:
    series = {name: value for name, value in declared.items() if isinstance(value, pd.Series | dict)}
    single = {name: float(value) for name, value in declared.items() if name not in series}
    place = {name: n for n, name in enumerate(declared)}
    held = {name: pd.Series(value).astype(float) for name, value in series.items()}
    for one in held.values():
        one.index = [label(key) for key in one.index]
    if rows is not None:
        atoms = [Atom(name, tuple(one.reindex(list(rows))), _cost(name), place[name]) for name, one in held.items() if one.index.is_unique]
        atoms += [Atom(name, (value,) * len(rows), _cost(name) + 0.1, place[name]) for name, value in single.items()]
        for name, one in held.items():
            atoms.append(Atom(f"len({name})", (float(len(one)),) * len(rows), _cost(name) + 0.7, place[name]))
            atoms += [Atom(f"{name}.{way}()", (getattr(one, way)(),) * len(rows), _cost(name) + more, place[name]) for way, more in (("sum", 0.6), ("mean", 0.65), ("max", 0.9))]
        return Bank([*atoms, _literal(len(rows))])
    atoms = [Atom(name, (value,), _cost(name), place[name]) for name, value in single.items()]
    for name, one in held.items():
        atoms += [Atom(f"{name}.{way}()", (getattr(one, way)(),), _cost(name) + more, place[name]) for way, more in (("sum", 0.2), ("mean", 0.25))]
    return Bank([*atoms, _literal(1)], list(_others(held, place)))


def _literal(rows) -> Atom:
    return Atom("1", (1.0,) * rows, 1.3)


def _cost(name) -> float:
    return 1.0 + 0.7 * sum(name.count(sign) for sign in (" + ", " - ", " * ", " / "))


def _others(held, place):
    """Yield, for one number: what a column's parts give, and sums and means of what two or three columns give row by row."""
    for name, one in held.items():
        for way in ("max", "min", "median", "std"):
            yield Atom(f"{name}.{way}()", (getattr(one, way)(),), _cost(name) + 0.8, place[name])
        yield Atom(f"len({name})", (float(len(one)),), _cost(name) + 0.8, place[name])
        if len(one) <= FEW_ROWS:
            for key, value in one.items():
                yield Atom(_picked(name, key), (value,), _cost(name) + 0.5, place[name], pick=True)
    simple = [Atom(name, tuple(one), 1.0, place[name]) for name, one in held.items() if len(one) <= FEW_ROWS and _cost(name) == 1.0][:6]
    def pairs(lefts, rights):
        for left in lefts:
            for right in rights:
                if right in left.atoms or len(left.values) != len(right.values):
                    continue
                for op in "+-*/":
                    if op in "-/" or isinstance(left, Expression) or right.place > left.place:
                        with np.errstate(all="ignore"):
                            yield combined(op, left, right)

    two = list(pairs(simple, simple))
    for one in [*two, *pairs(two, simple)]:
        total, rows = float(np.nansum(one.values)), int(np.isfinite(one.values).sum())
        for way, value, more in (("sum", total, 0.3), ("mean", total / max(rows, 1), 0.35)):
            yield Atom(f"({one}).{way}()", (value,), one.cost + more, min(atom.place for atom in one.atoms))


def _picked(name, key) -> str:
    column = _COLUMN.fullmatch(name)
    text = f'"{key}"' if isinstance(key, str) else ", ".join(f'"{part}"' for part in key)
    return f"{column.group(1)}.loc[{text}, {column.group(2)}]" if column else f"{name}.loc[{text}]"
