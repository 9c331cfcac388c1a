"""Rules for built notebooks: no solution survives, no path or time is stored, pictures are told."""

from __future__ import annotations

import json
import re
from pathlib import Path

from coursework.publish import code, editions, literals
from coursework.publish.source import PublishError, Source

ALT = 15  # characters that an alternative text has at least
_TIME = re.compile(r"\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d")
_PATH = re.compile(r"(?<![\w.])/(home|root|tmp|Users|work|mnt|var|private)/|\b[A-Za-z]:\\\\?\w")
_KEYS = {"coursework", "kernelspec", "language_info", "name", "slideshow"}


def findings(root: Path, lesson: Source) -> list[PublishError]:
    """What is wrong with the notebooks built from a lesson; those not built yet are left out."""
    import nbformat

    found = []
    for language in editions.LANGUAGES:
        for edition in editions.EDITIONS:
            path = editions.path_of(lesson.key, edition, language)
            if not (root / path).is_file():
                continue
            notebook = nbformat.read(root / path, as_version=4)
            again = f"Run: python -m coursework build {lesson.key} --force"
            found += _metadata(path, notebook, again) + _traces(root, path, notebook)
            if edition == "trainee":
                found += surviving(lesson, notebook, path)
            else:
                found += _pictures(path, notebook)
    return found


def surviving(lesson: Source, notebook, path: Path) -> list[PublishError]:
    """Lines of a solution, and markers, that stand in a trainee's notebook."""
    hidden = {}
    shown = set()
    for cell in lesson.cells:
        if cell.kind == "code":
            hidden.update((_bare(line), cell.name) for line in code.solution_lines(cell.text))
            shown |= {_bare(line) for line in code.trainee(cell.text).split("\n")}
    found = []
    again = f"Run: python -m coursework build {lesson.key}"
    for cell in notebook.cells:
        for line in cell.source.split("\n") if cell.cell_type == "code" else ():
            name, bare = cell.metadata.get("name"), _bare(line)
            if bare in hidden and bare not in shown and len(bare) > 6:
                what = f"A line of the solution survives: {line.strip()}."
                found.append(PublishError(path, name, what, again))
            if re.search(r"#\s*(solution:(begin|end)|starter:)", line):
                what = f"A marker survives: {line.strip()}."
                found.append(PublishError(path, name, what, again))
    return found


def _bare(line: str) -> str:
    """A line without its comment and without what is translated in it."""
    line = line.strip()
    try:
        line = literals.rewrite(line, lambda message: "")
    except (SyntaxError, ValueError):
        pass  # a piece of a longer statement: compared as it is
    return re.sub(r"\s+#.*$", "", line).rstrip("# ").strip()


def _metadata(path: Path, notebook, again: str) -> list[PublishError]:
    found = []
    holders = [(None, notebook.metadata)]
    for cell in notebook.cells:
        holders.append((cell.metadata.get("name"), cell.metadata))
        holders += [
            (cell.metadata.get("name"), output.metadata)
            for output in cell.get("outputs", ())
            if output.get("metadata")
        ]
    for name, metadata in holders:
        text = json.dumps(metadata, ensure_ascii=False)
        for what, pattern in (("a path", _PATH), ("a time", _TIME)):
            if match := pattern.search(text):
                at = text[max(0, match.start() - 10) : match.end() + 20]
                found.append(PublishError(path, name, f"Its metadata hold {what}: {at}.", again))
    for name, metadata in [(None, notebook.metadata)] + [
        (cell.metadata.get("name"), cell.metadata) for cell in notebook.cells
    ]:
        for key in sorted(set(metadata) - _KEYS):
            what = f"Its metadata hold “{key}”, which the builder does not write."
            found.append(PublishError(path, name, what, again))
    return found


def _traces(root: Path, path: Path, notebook) -> list[PublishError]:
    """Paths of the machine that built it, in an output."""
    found = []
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            text = json.dumps({k: v for k, v in output.items() if k != "metadata"})
            text = re.sub(r'"image/png": "[^"]*"', "", text)
            if str(Path(root).resolve()) in text or re.search(r"/coursework-\w+/|ipykernel_\d", text):
                repair = "Let the cell print no path."
                what = "An output holds a path of the machine that built it."
                found.append(PublishError(path, cell.metadata.get("name"), what, repair))
    return found


def _pictures(path: Path, notebook) -> list[PublishError]:
    found = []
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if "image/png" not in output.get("data", {}):
                continue
            told = output.data.get("text/plain", "")
            told = "".join(told) if isinstance(told, list) else told
            if told.startswith("<") or len(told) < ALT:
                what = f"A picture has no alternative text (“{told[:40]}”)."
                repair = "Draw it with plots.…, and give it a title or alt=."
                found.append(PublishError(path, cell.metadata.get("name"), what, repair))
    return found
