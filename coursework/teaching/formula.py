"""The formula of an answer, read from the code of a cell: what was handed in, with the names that the cell gives put in their places."""

import ast

__all__ = ["WAYS", "arithmetic", "counted", "free_names", "grouped_by", "handed_in", "key", "leaves", "number_in", "parts", "reduced", "shown", "solved"]

MOST_NODES = 500
WAYS = ("sum", "mean", "max", "min", "median", "std", "count", "nunique")
_ASKING = ("check",)
_NO_COLUMNS = {"loc", "iloc", "at", "T", "dt", "str", "index", "columns", "values", "size", "shape"}
_SIGNS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}


def handed_in(source, name, free=()):
    """Return the formula that a cell hands in to the task ``name``; ``None`` if that cannot be read off.

    The names in ``free`` stay as they are, whatever the cell gives them.

    Examples
    --------
    >>> shown(handed_in("part = cost / 2\\nx = part - 1\\nex.price.check(x)", "price")), shown(handed_in("ex.price.check(a / b)", "price"))
    ('part - 1', 'a / b')
    """
    body = _parsed(source)
    held = {}
    for statement in body or ():
        for node in ast.walk(statement):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _ASKING and getattr(node.func.value, "attr", "") == name and node.args:
                return _ready(node.args[0], held)
        _keep(statement, held)
        for one in free:
            held.pop(one, None)
    return None


def solved(code, variable):
    """Return the formula of a solution's code; ``None`` if it assigns no such variable."""
    held = {}
    for statement in _parsed(code) or ():
        _keep(statement, held)
    return held.get(variable)


def free_names(node) -> set:
    """Return the names that a formula takes from elsewhere."""
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}


def shown(node) -> str:
    """Return a formula as its writer wrote it: with the names that were given in the cell, in double quotes."""
    return ast.unparse(_Named().visit(_copied(node))).replace("'", '"')


def key(node) -> str:
    """Return the same text for formulas that only are written differently."""
    counts = counted(node)
    if counts:
        return f"count({key(counts[0])} by {counts[1]})"
    sign = arithmetic(node)
    if sign:
        both = [key(node.left), key(node.right)]
        return f"({f' {sign} '.join(sorted(both) if sign in '+*' else both)})"
    if isinstance(node, ast.Subscript):
        return f"{key(node.value)}[{key(node.slice)}]"
    if isinstance(node, ast.Attribute):
        return f"{key(node.value)}.{node.attr}"
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        given = [key(one) for one in node.args] + [f"{one.arg}={key(one.value)}" for one in node.keywords if one.arg not in ("observed", "sort")]
        return f"{key(node.func.value)}.{node.func.attr}({', '.join(given)})"
    if isinstance(node, ast.Tuple):
        return ", ".join(map(key, node.elts))
    if isinstance(node, ast.List):
        return f"[{', '.join(map(key, node.elts))}]"
    return ast.unparse(node).replace("'", '"')


def arithmetic(node) -> str | None:
    """Return the sign of one step of arithmetic: ``+ - * /``; ``None`` if a formula is no such step."""
    return _SIGNS.get(type(node.op)) if isinstance(node, ast.BinOp) else None


def reduced(node):
    """Return (way, what) where many rows are made one number, as in ``column.mean()``; ``None`` elsewhere."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WAYS and not node.args and not _grouping(_column_of(node.func.value)):
        return node.func.attr, node.func.value
    return None


def counted(node):
    """Return (table, column) where the rows of a table are counted for each value of a column; ``None`` elsewhere."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return None
    what, way = node.func.value, node.func.attr
    if way == "value_counts" and not node.args and not node.keywords and isinstance(what, ast.Subscript) and _text(what.slice):
        return what.value, _text(what.slice)
    inside = _grouping(what) if way == "size" else _grouping(_column_of(what)) if way in ("count", "nunique", "size") and isinstance(what, ast.Subscript) else None
    return inside


def grouped_by(node) -> str | None:
    """Return the column by which a formula is grouped; ``None`` if it is not."""
    for one in ast.walk(node):
        found = _grouping(one)
        if found:
            return found[1]
    counts = counted(node)
    return counts[1] if counts else None


def number_in(node) -> float | None:
    """Return the number that was typed; ``None`` for anything else."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inside = number_in(node.operand)
        return None if inside is None else -inside
    return node.value if isinstance(node, ast.Constant) and type(node.value) in (int, float) else None


def parts(node):
    """Return what one step of a formula is made of."""
    if arithmetic(node):
        return [node.left, node.right]
    if isinstance(node, ast.Tuple | ast.List):
        return list(node.elts)
    inside = reduced(node)
    return [inside[1]] if inside and arithmetic(inside[1]) else []


def leaves(node) -> list:
    """Return the quantities that a formula puts together, in order."""
    inside = parts(node)
    return [leaf for one in inside for leaf in leaves(one)] if inside else [node]


# --- reading ----------------------------------------------------------------------------------------------------------


def _parsed(source):
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError):
        return None
    return body if sum(1 for one in body for _node in ast.walk(one)) <= MOST_NODES else None


def _keep(statement, held):
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1 and isinstance(statement.targets[0], ast.Name):
        name, value = statement.targets[0].id, _ready(statement.value, held)
        value.given = name
        held[name] = value
    elif isinstance(statement, ast.AugAssign) and isinstance(statement.target, ast.Name):
        name = statement.target.id
        held[name] = _ready(ast.BinOp(ast.Name(name, ast.Load()), statement.op, statement.value), held)


def _ready(node, held):
    return _Simpler().visit(_Filled(held).visit(_copied(node)))


def _copied(node):
    """Copy a formula by its own fields alone: other tools hang whole programs on the nodes they have seen, and a deep copy would follow."""
    if isinstance(node, list):
        return [_copied(one) for one in node]
    if not isinstance(node, ast.AST) or isinstance(node, ast.expr_context | ast.operator | ast.cmpop | ast.unaryop | ast.boolop):
        return node
    new = type(node)(**{field: _copied(value) for field, value in ast.iter_fields(node)})
    for name in ("given", "original"):
        if hasattr(node, name):
            setattr(new, name, getattr(node, name))
    return new


class _Filled(ast.NodeTransformer):
    """Put in the place of a name what the cell gave it."""

    def __init__(self, held):
        self.held = held

    def visit_Name(self, node):
        return _copied(self.held[node.id]) if node.id in self.held else node

    def visit_Lambda(self, node):
        return node


class _Simpler(ast.NodeTransformer):
    """Take rounding away, and write a share of ``value_counts`` as the division that it is."""

    def visit_Attribute(self, node):
        self.generic_visit(node)
        if not isinstance(node.value, ast.Name) or node.attr in _NO_COLUMNS:
            return node
        simple = ast.Subscript(node.value, ast.Constant(node.attr), node.ctx)
        simple.original = node
        return simple

    def visit_Call(self, node):
        given = getattr(node, "given", None)
        if isinstance(node.func, ast.Attribute):
            node.func.value = self.visit(node.func.value)
            node.args, node.keywords = [self.visit(one) for one in node.args], [self.visit(one) for one in node.keywords]
        else:
            self.generic_visit(node)
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name in ("round", "float") and isinstance(node.func, ast.Name) and node.args:
            return node.args[0]
        if name == "round" and isinstance(node.func, ast.Attribute):
            return node.func.value
        if name == "value_counts" and any(one.arg == "normalize" and getattr(one.value, "value", None) is True for one in node.keywords):
            table = node.func.value.value if isinstance(node.func.value, ast.Subscript) else node.func.value
            simple = ast.BinOp(ast.Call(node.func, [], []), ast.Div(), ast.Call(ast.Name("len", ast.Load()), [table], []))
            simple.original = node
            if given:
                simple.given = given
            return simple
        return node


class _Named(ast.NodeTransformer):
    """Put the names back."""

    def visit(self, node):
        if getattr(node, "given", None) and number_in(node) is None and self._deep:
            return ast.Name(node.given, ast.Load())
        self._deep = True
        return self.generic_visit(getattr(node, "original", node))

    _deep = False


def _grouping(node):
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "groupby" and node.args:
        by = node.args[0]
        by = by.elts[0] if isinstance(by, ast.List) and len(by.elts) == 1 else by
        return (node.func.value, _text(by)) if _text(by) else None
    return None


def _column_of(node):
    return node.value if isinstance(node, ast.Subscript) else node


def _text(node) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
