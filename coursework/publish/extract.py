"""Find every text that a learner reads: in a lesson, in its exercises, in the package."""

from __future__ import annotations

import ast
from pathlib import Path

from coursework.publish import blocks, editions, freshness, literals, source
from coursework.publish.source import Cell, PublishError, Source

MARKS = {"_", "t", "N_", "Phrase"}
Texts = dict[tuple[str | None, str], tuple[str, list[str]]]


def of(root: Path, key: str | None) -> Texts:
    """The texts of a lesson, or, for ``None``, of the package.

    Returns
    -------
    dict
        From context and text to what kind of text it is and the files it stands in, in the order
        in which a learner meets them.
    """
    if key is None:
        return of_package(root)
    lesson = source.read(root, key)
    texts = of_lesson(lesson)
    module = freshness.exercise_module(key)
    if (root / module).is_file():
        for text in marked(root, module):
            _add(texts, "exercises", text, "in an exercise", module)
    return texts


def of_lesson(lesson: Source) -> Texts:
    """The texts of a lesson's cells, both editions taken together; the context is the cell."""
    texts: Texts = {}
    for cell in lesson.cells:
        if cell.kind == "markdown":
            for block in blocks.split(cell.text)[::2]:
                if blocks.speaks(block):
                    kind = "instructor's note" if cell.role == "notes" else blocks.kind(block)
                    _add(texts, cell.name, blocks.message(block), kind, lesson.path)
            continue
        for edition in editions.EDITIONS:
            try:
                found = literals.passages(editions.view(lesson, cell, edition))
            except SyntaxError as error:
                raise not_python(lesson, cell, error) from None
            for passage in found:
                _add(texts, cell.name, passage.message, passage.kind, lesson.path)
    return texts


def of_package(root: Path) -> Texts:
    """The strings of the package, without those of the exercises."""
    texts: Texts = {}
    folder = root / "coursework"
    for path in sorted(folder.rglob("*.py")):
        inside = path.relative_to(folder)
        if inside.parts[0] != "exercises":
            for text in marked(root, path.relative_to(root)):
                _add(texts, None, text, "", path.relative_to(root))
    return texts


def marked(root: Path, module: Path) -> list[str]:
    """The strings that a module marks with ``_("…")``, says with ``t("…")`` or ``Phrase("…")``.

    Raises
    ------
    PublishError
        If a marked text is an f-string or put together from pieces: it could not be translated.
    """
    tree = ast.parse((root / module).read_text(encoding="utf-8"))
    found: list[tuple[int, int, str]] = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = ast.unparse(node.func)
        if name not in MARKS and name.removeprefix("i18n.") not in MARKS:
            continue
        first = node.args[0]
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            if first.value:
                found.append((first.lineno, first.col_offset, first.value))
        elif isinstance(first, (ast.JoinedStr, ast.BinOp)):
            raise PublishError(
                module,
                None,
                f"Line {first.lineno}: the text given to {name}() is put together from pieces.",
                'Write one sentence with named placeholders: _("… {name} …").',
            )
    return list(dict.fromkeys(text for _, _, text in sorted(found)))


def not_python(lesson: Source, cell: Cell, error: SyntaxError) -> PublishError:
    """What to say of a cell that cannot be read as Python."""
    return PublishError(
        lesson.path,
        cell.name,
        f"The cell is no Python: {error.msg} in line {error.lineno}.",
        "Repair it; a lesson uses no magics and no shell commands.",
    )


def _add(texts: Texts, context: str | None, text: str, kind: str, path: Path) -> None:
    where = texts.setdefault((context, text), (kind, []))[1]
    if path.as_posix() not in where:
        where.append(path.as_posix())
