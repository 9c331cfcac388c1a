"""In which one way the expression that gives an answer differs from the one that gives the right answer.

Only the trainee's own part is ever named, never the part that stands in its place.
"""

import re

import numpy as np

from coursework.i18n import Phrase, _
from coursework.teaching.expression import Expression

__all__ = ["difference", "other_part", "without_a_term", "written"]

_WORD = re.compile(r"[A-Za-z_]\w*")


def difference(mine, right) -> Phrase | None:
    """Return the sentence on the one part that differs; ``None`` if there is no recipe of the right answer, or more than one part differs.

    Examples
    --------
    >>> from coursework.teaching.expression import Atom, combined
    >>> cost, people, clicks = (Atom(name, (value,), place=n) for n, (name, value) in enumerate([("cost", 6.0), ("people", 2.0), ("clicks", 9.0)]))
    >>> print(difference(combined("/", cost, clicks), combined("/", cost, people)))
    You divided by `clicks`; look again at what belongs under the line.
    """
    if right is None or str(mine) == str(right):
        return None
    ours, theirs = _only(_terms(mine), _terms(right))
    if len(ours) == 1 and len(theirs) == 1 and ours[0][0] == theirs[0][0]:
        inside = _quotients(ours[0][1], theirs[0][1])
        if inside is not None:
            return inside
    if len(_terms(right)) == 1 and len(_terms(mine)) == 1:
        return None
    if not ours and len(theirs) == 1:
        return Phrase(_("A part is still missing: what else has to be added, or taken off?"))
    if len(ours) == 1 and len(theirs) <= 1 and (len(_terms(mine)) > 1):
        sign, part = ours[0]
        if theirs and theirs[0][0] != sign and str(theirs[0][1]) == str(part):
            return Phrase(_("The part that differs is `{part}`: look at its sign."), part=_signed(sign, part))
        return other_part(sign, part)
    return None


def other_part(sign, part) -> Phrase:
    """Return the sentence on a term that is another than the one wanted."""
    if sign == "-":
        return Phrase(_("The part that differs is `{part}`: look again at what has to be taken off, and whether it is for one or for all."), part=_signed(sign, part))
    return Phrase(_("The part that differs is `{part}`: look again at what belongs there, and whether it is for one or for all."), part=_signed(sign, part))


def without_a_term(right):
    """Yield, for each term of a sum, its sign and what all the others give together."""
    terms = _terms(right)
    signed = [(1 if sign == "+" else -1) * np.asarray(part.values, dtype=float) for sign, part in terms]
    for n, (sign, _part) in enumerate(terms if len(terms) > 1 else ()):
        yield sign, sum(value for m, value in enumerate(signed) if m != n)


def _signed(sign, part) -> str:
    return f"{sign} ({part})" if isinstance(part, Expression) and part.op in "+-" else f"{sign} {part}"


def written(one, source) -> bool:
    """Say whether the names in an expression occur in the code of a cell; where the code is not known, they may.

    Examples
    --------
    >>> from coursework.teaching.expression import Atom
    >>> written(Atom('report["cost"]', (1.0,)), "x = report.cost"), written(Atom("len(old)", (1.0,)), "x = 3"), written(Atom("len(old)", (1.0,)), "")
    (True, False, True)
    """
    if not source.strip():
        return True
    words = set(_WORD.findall(source))
    for atom in one.atoms:
        quoted = [word for text in re.findall(r"[\"']([^\"']*)[\"']", str(atom)) for word in _WORD.findall(text)]
        bare = [word for word in _WORD.findall(re.sub(r"\.\w+\(", "(", str(atom))) if word != "len"]
        if quoted and not set(quoted) <= words or not quoted and bare and not set(bare) & words:
            return False
    return True


def _terms(one, sign="+") -> list:
    """Return the terms of a sum, each with its sign."""
    if not isinstance(one, Expression) or one.op not in "+-":
        return [(sign, one)]
    turned = sign if one.op == "+" else "-" if sign == "+" else "+"
    return [*_terms(one.left, sign), *_terms(one.right, turned)]


def _only(mine, right):
    """Return the terms that stand on one side alone."""
    theirs, ours = list(right), []
    for sign, part in mine:
        same = next((other for other in theirs if other[0] == sign and str(other[1]) == str(part)), None)
        if same is None:
            ours.append((sign, part))
        else:
            theirs.remove(same)
    return ours, theirs


def _quotients(mine, right):
    if not isinstance(right, Expression) or right.op != "/":
        return None
    if str(mine) == str(right.left):
        return Phrase(_("One step is missing: `{part}` still has to be divided."), part=str(mine))
    if not isinstance(mine, Expression) or mine.op != "/":
        return None
    if str(mine.left) == str(right.left):
        return Phrase(_("You divided by `{part}`; look again at what belongs under the line."), part=str(mine.right))
    if str(mine.right) == str(right.right):
        return Phrase(_("You put `{part}` above the line; look again at what belongs there."), part=str(mine.left))
    return None
