"""Rules that keep the workbook running on Windows, checked without Windows.

We cannot run Windows here, so nothing more than these rules is claimed. Each rule is a function that is also shown
to find what it forbids.
"""

import ast
import re
from collections import Counter
from pathlib import PurePosixPath

import pytest

from tests.house.conftest import ROOT

BINARY = {".parquet", ".png", ".otf", ".ttf", ".woff2"}
LONGEST = 120  # Windows ends at 260; a home folder, a clone's name and Jupyter's checkpoints need their share
RESERVED = {"con", "prn", "aux", "nul", *(f"{name}{number}" for name in ("com", "lpt") for number in range(10))}
POSIX_ONLY = {"fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios"}
STARTERS = {"multiprocessing", "joblib", "concurrent"}  # on Windows their processes import the main module again
NOT_OURS = ("os", "webbrowser", "Image", "zipfile", "tarfile")


def bad_names(paths):
    """Return the paths that Windows cannot hold, or not side by side, or that are too long."""
    found = {path for path in paths if re.search(r'[<>:"|?*\\\x00-\x1f]', path) or len(path) > LONGEST}
    for path in paths:
        for part in PurePosixPath(path).parts:
            if part.rstrip(". ") != part or part.split(".")[0].lower() in RESERVED:
                found.add(path)
    folders = {str(parent) for path in paths for parent in PurePosixPath(path).parents}
    lower = Counter(path.lower() for path in {*paths, *folders})
    return sorted(found | {path for path in {*paths, *folders} if lower[path.lower()] > 1})


def opens_without_encoding(code):
    """Return the lines of calls that open text in whatever encoding the machine happens to have."""
    lines = []
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Call):
            continue
        named = {keyword.arg: keyword.value for keyword in node.keywords}
        if "encoding" in named or None in named:
            continue
        if _is_text(named.get("text")) or _is_text(named.get("universal_newlines")):
            lines.append(node.lineno)
        elif _opens_text(node, named):
            lines.append(node.lineno)
    return lines


def _is_text(value):
    return isinstance(value, ast.Constant) and value.value is True


def _opens_text(node, named):
    function, position = node.func, 1
    if isinstance(function, ast.Attribute):
        if function.attr == "read_text":
            return not node.args
        if function.attr == "write_text":
            return len(node.args) < 2
        owner = function.value.id if isinstance(function.value, ast.Name) else ""
        if function.attr != "open" or owner in NOT_OURS:
            return False
        position = 1 if owner == "io" else 0
    elif not (isinstance(function, ast.Name) and function.id == "open"):
        return False
    mode = named.get("mode") or (node.args[position] if len(node.args) > position else None)
    return not (isinstance(mode, ast.Constant) and "b" in str(mode.value))


def not_spawn_safe(code):
    """Return the lines that would run again in each process that this module starts, and forks by name."""
    tree = ast.parse(code)
    imported = {name.split(".")[0] for node in ast.walk(tree) for name in _imports(node)}
    lines = [n.lineno for n in ast.walk(tree) if isinstance(n, ast.Attribute) and n.attr in ("fork", "set_start_method")]
    if imported & STARTERS:
        lines += [n.lineno for n in tree.body if isinstance(n, ast.Expr) and isinstance(n.value, ast.Call)]
    return lines


def posix_imports(code):
    """Return the modules imported at the top of a file that Windows does not have."""
    return sorted({name for node in ast.parse(code).body for name in _imports(node)} & POSIX_ONLY)


def _imports(node):
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and node.module else []


def _offenders(files, rule):
    found = {name: rule((ROOT / name).read_text(encoding="utf-8")) for name in files if name.endswith(".py")}
    return {name: lines for name, lines in found.items() if lines}


def test_names(files):
    assert len(files) > 30
    assert bad_names(files) == []


@pytest.mark.parametrize(
    "paths",
    [["a:b.py"], ["a?.md"], ["x/aux.py"], ["Nul"], ["x./y"], ["y "], ["a/B.py", "a/b.py"], ["Docs/a", "docs/b"], ["a" * 121]],
)
def test_names_that_are_refused(paths):
    assert bad_names([*paths, "fine.py"])


def test_text_is_utf_8_without_a_mark_and_with_line_feeds(files):
    wrong = []
    for name in files:
        content = (ROOT / name).read_bytes()
        if PurePosixPath(name).suffix in BINARY:
            continue
        content.decode("utf-8")
        if content.startswith(b"\xef\xbb\xbf") or b"\r" in content:
            wrong.append(name)
    assert wrong == []


def test_git_keeps_line_feeds():
    rules = (ROOT / ".gitattributes").read_text(encoding="utf-8")
    assert re.search(r"^\* text=auto eol=lf$", rules, re.MULTILINE)
    assert all(re.search(rf"^\*{suffix} binary$", rules, re.MULTILINE) for suffix in BINARY)


def test_every_text_file_is_opened_as_utf_8(files):
    assert _offenders(files, opens_without_encoding) == {}


@pytest.mark.parametrize(
    "code",
    ["open('x')", "open('x', 'w')", "io.open('x', 'r')", "path.open()", "path.open('w')", "p.read_text()", "p.write_text('x')",
     "subprocess.run(c, text=True)", "open('x', mode='r')"],
)  # fmt: skip
def test_opens_that_are_refused(code):
    assert opens_without_encoding(code) == [1]


@pytest.mark.parametrize(
    "code", ["open('x', 'rb')", "path.open('wb')", "open('x', encoding='utf-8')", "os.open('x', 0)", "p.read_bytes()", "run(c, text=False)"]
)
def test_opens_that_are_fine(code):
    assert opens_without_encoding(code) == []


def test_processes_can_be_spawned(files):
    assert _offenders(files, not_spawn_safe) == {}
    assert not_spawn_safe("import multiprocessing\nmultiprocessing.Pool(2)") == [2]
    assert not_spawn_safe("import os\nif 1:\n    os.fork()") == [3]
    assert not_spawn_safe("from concurrent import futures\nif __name__ == '__main__':\n    futures.go()") == []


def test_no_module_needs_posix_to_be_imported(files):
    assert _offenders(files, posix_imports) == {}
    assert posix_imports("import fcntl\n") == ["fcntl"]


def test_no_path_of_an_authors_machine_is_in_a_file(files):
    machine = re.compile(r"/root/|/home/(?!jovyan)[a-z]+/|/tmp/|[A-Z]:\\Users")
    texts = [name for name in files if PurePosixPath(name).suffix not in BINARY and not name.startswith("tests/")]
    assert [name for name in texts if machine.search((ROOT / name).read_text(encoding="utf-8"))] == []
