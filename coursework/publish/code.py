"""The two views of a code cell: what is worked, and what a trainee gets.

A cell in which a trainee writes holds both::

    # solution:begin
    cac = spend / customers
    # solution:end
    # starter: cac = ____
    ex.cac.check(cac)

The worked view keeps the lines between the markers and drops the starter lines; the trainee's view
does the reverse.
"""

from __future__ import annotations

import re

_BEGIN = re.compile(r"\s*#\s*solution:begin\s*\Z")
_END = re.compile(r"\s*#\s*solution:end\s*\Z")
_STARTER = re.compile(r"(\s*)#\s*starter:( ?)(.*)\Z")


class MarkerError(ValueError):
    """The markers of a cell do not pair up."""


def worked(text: str) -> str:
    """The code as it is run in the worked edition.

    >>> print(worked("# solution:begin\\nx = 1\\n# solution:end\\n# starter: x = ____\\ncheck(x)"))
    x = 1
    check(x)
    """
    return "\n".join(line for where, line in _lines(text) if where != "starter").strip("\n")


def trainee(text: str) -> str:
    """The code as a trainee finds it.

    >>> print(trainee("# solution:begin\\nx = 1\\n# solution:end\\n# starter: x = ____\\ncheck(x)"))
    x = ____
    check(x)
    """
    return "\n".join(line for where, line in _lines(text) if where != "solution").strip("\n")


def solution_lines(text: str) -> list[str]:
    """The lines, stripped, that only the worked edition may hold."""
    lines = list(_lines(text))
    shown = {line.strip() for where, line in lines if where != "solution"}
    hidden = (line.strip() for where, line in lines if where == "solution")
    return [line for line in hidden if line and line not in shown]


def starter_lines(text: str) -> list[str]:
    """The lines that only the trainee's edition holds."""
    return [line for where, line in _lines(text) if where == "starter"]


def _lines(text: str):
    inside = False
    for line in text.split("\n"):
        if _BEGIN.match(line):
            if inside:
                raise MarkerError("A solution:begin stands inside another.")
            inside = True
        elif _END.match(line):
            if not inside:
                raise MarkerError("A solution:end stands without its solution:begin.")
            inside = False
        elif starter := _STARTER.match(line):
            if inside:
                raise MarkerError("A starter line stands inside the solution.")
            yield "starter", (starter[1] + starter[3]).rstrip()
        else:
            yield ("solution" if inside else "shared"), line
    if inside:
        raise MarkerError("A solution:begin has no solution:end.")
