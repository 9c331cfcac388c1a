"""Rules for a lesson's code: short cells, blanks that break nothing, charts of the house."""

from __future__ import annotations

import ast
import builtins
import re

from coursework.publish import code, editions, extract, literals, quoting
from coursework.publish.source import Cell, PublishError, Source

LINES = 12
_OWN_CHARTS = re.compile(r"\b(plt|sns|matplotlib|seaborn)\.|\.(plot|hist|boxplot)\(|%matplotlib")


def findings(lesson: Source) -> list[PublishError]:
    """What is wrong with the code of a lesson."""
    found = hanging(lesson)  # first, since it says what is no Python
    for cell in lesson.cells:
        if cell.kind == "code":
            found += _cell(lesson, cell)
    return found


def hanging(lesson: Source) -> list[PublishError]:
    """Later cells that read a name which a trainee's cell assigns.

    A blank or wrong answer would break them. A name that a cell in between assigns anew is free.
    """
    found = []
    answered: dict[str, str] = {}
    for cell in lesson.cells:
        if cell.kind != "code":
            continue
        views = [_tree(lesson, cell, edition) for edition in editions.EDITIONS]
        for name in sorted(set().union(*(reads(tree) for tree in views))):
            if name in answered:
                found.append(
                    PublishError(
                        lesson.path,
                        cell.name,
                        f"It reads {name}, which the trainee assigns in '{answered[name]}': a "
                        "blank there would break it.",
                        "Compute it again here under another name.",
                    )
                )
        assigned = set().union(*(stores(tree) for tree in views))
        for name in assigned:
            if cell.answers:
                answered[name] = cell.name
            else:
                answered.pop(name, None)
    return found


def stores(tree: ast.AST) -> set[str]:
    """The names that a cell assigns for later cells."""
    names = set()
    for node in _outside_functions(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, (ast.Store, ast.Del)):
            names.add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            names |= {(a.asname or a.name).partition(".")[0] for a in node.names}
    return names


def reads(tree: ast.Module) -> set[str]:
    """The names that a cell reads before it has assigned them itself."""
    known, wanted = set(dir(builtins)), set()
    for statement in tree.body:
        loads = {
            node.id
            for node in ast.walk(statement)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
        }
        if isinstance(statement, ast.AugAssign) and isinstance(statement.target, ast.Name):
            loads.add(statement.target.id)
        wanted |= loads - known - _local(statement)
        known |= stores(ast.Module([statement], []))
    return wanted


def _local(statement: ast.stmt) -> set[str]:
    """Names bound inside a comprehension, a lambda or a function of a statement."""
    names = set()
    for node in ast.walk(statement):
        if isinstance(node, ast.comprehension):
            names |= {n.id for n in ast.walk(node.target) if isinstance(n, ast.Name)}
        elif isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, ast.NamedExpr):
            names.add(node.target.id)
        elif isinstance(node, ast.FunctionDef):
            names |= {
                n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
            }
    if isinstance(statement, (ast.For, ast.With)):
        names |= stores(ast.Module([statement], []))
    return names


def _outside_functions(tree: ast.AST):
    """Walk a tree, not into functions, lambdas and comprehensions, whose names stay inside."""
    inner = (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
    for child in ast.iter_child_nodes(tree):
        if isinstance(child, inner):
            continue
        yield child
        if not isinstance(child, (ast.FunctionDef, ast.ClassDef)):
            yield from _outside_functions(child)


def _tree(lesson: Source, cell: Cell, edition: str) -> ast.Module:
    try:
        return ast.parse(editions.view(lesson, cell, edition))
    except SyntaxError as error:
        raise extract.not_python(lesson, cell, error) from None


def _cell(lesson: Source, cell: Cell) -> list[PublishError]:
    found = []

    def add(what: str, repair: str) -> None:
        found.append(PublishError(lesson.path, cell.name, what, repair))

    shown = [line for line in editions.view(lesson, cell, "trainee").split("\n") if line.strip()]
    if len(shown) > LINES:
        add(f"The trainee sees {len(shown)} lines of code.", f"Split it: at most {LINES}.")
    if _OWN_CHARTS.search(cell.text):
        add("It draws a chart of its own.", "Use plots.…: it sets style, language and alt text.")
    if cell.answers:
        _answer(cell, add)
    elif re.search(r"^\s*#\s*(solution|starter):", cell.text, re.MULTILINE):
        add("It has a solution or a starter, but no trainee writes here.", 'Give it role="exercise".')
    for edition in editions.EDITIONS:
        for passage in literals.passages(editions.view(lesson, cell, edition)):
            for expression in quoting.expressions(passage.message) if passage.is_f else ():
                if re.search(r"""(['"]).*?\1\s+if\s.+\selse\s+(['"])""", expression):
                    add(
                        f"A text is put together from pieces: {expression}.",
                        "Choose between whole sentences, so that each can be translated.",
                    )
    return found


def _answer(cell: Cell, add) -> None:
    solution, starter = code.solution_lines(cell.text), code.starter_lines(cell.text)
    if not re.search(r"#\s*solution:begin", cell.text):
        add("A trainee writes here, but no solution is marked.", "Put it between the markers.")
    elif not solution:
        add("The starter gives the whole solution away.", "Leave a blank in the starter.")
    if not any("____" in line or "..." in line for line in starter):
        add("The starter has no blank.", "Write # starter: name = ____ for what is to be found.")
