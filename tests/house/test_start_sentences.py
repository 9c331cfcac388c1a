"""start.py's troubles: each is one plain sentence, in English or Chinese, that says what to do."""

import argparse
import ast
import ensurepip
import errno
import hashlib
import re
import string
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = (ROOT / "start.py").read_text(encoding="utf-8")


def test_it_parses_on_old_pythons():
    tree = ast.parse(SOURCE, feature_version=(3, 7))
    newer = (ast.JoinedStr, ast.NamedExpr, ast.AnnAssign, ast.AsyncFunctionDef, ast.Nonlocal)
    found = [type(node).__name__ for node in ast.walk(tree) if isinstance(node, newer)]
    assert found == []
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    assert not [f.name for f in functions if f.returns or any(a.annotation for a in f.args.args) or f.args.kwonlyargs]


def test_it_needs_the_standard_library_only():
    tree = ast.parse(SOURCE)
    names = {alias.name.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert names <= set(sys.stdlib_module_names)


@pytest.mark.parametrize(
    ("version", "bits"), [((2, 7), 2**63), ((3, 8), 2**63), ((3, 10), 2**63), ((3, 15), 2**63), ((3, 12), 2**31)]
)
def test_a_python_that_does_not_fit_is_told_which_does(start, monkeypatch, capsys, version, bits):
    def none_here(*_, **__):
        raise OSError

    monkeypatch.setattr(start, "sys", SimpleNamespace(version_info=version, maxsize=bits - 1, stdout=sys.stdout, stderr=sys.stderr))
    monkeypatch.setattr(start.subprocess, "check_output", none_here)
    assert start.main(["--language", "en"]) == 1
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith(f"This is Python {version[0]}.{version[1]}")
    assert "a 64-bit Python 3.11 to 3.14: install Python 3.14 from https://www.python.org/downloads/" in line


def test_a_python_that_does_not_fit_names_one_that_is_here(start, monkeypatch, capsys):
    monkeypatch.setattr(start, "sys", SimpleNamespace(version_info=(3, 9), maxsize=2**63 - 1, stdout=sys.stdout, stderr=sys.stderr))

    def only_3_12(command, **_):
        if not command[-3].endswith("3.12"):
            raise OSError
        return str(2**63 - 1).encode()

    monkeypatch.setattr(start.subprocess, "check_output", only_3_12)
    start.main(["--language", "en"])
    assert "you have one, so run" in (said := capsys.readouterr().out)
    assert "3.12 start.py" in said


def test_the_range_of_pythons_is_read_from_pyproject(start):
    assert re.search(r'requires-python\s*=\s*">=3\.(\d+),\s*<3\.(\d+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("error", "part"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "The disk is full"),
        (OSError(errno.EACCES, "Permission denied", "/locked"), "This folder cannot be written (/locked)"),
        (OSError(errno.EROFS, "Read-only file system", "/locked"), "This folder cannot be written (/locked)"),
        (OSError(errno.ENAMETOOLONG, "File name too long"), "too long"),
        (OSError(errno.EIO, "Input/output error"), "The computer refused"),
    ],
)
def test_what_the_system_refuses_is_one_sentence(start, monkeypatch, capsys, error, part):
    def refuse(*_):
        raise error

    monkeypatch.setattr(start.os, "makedirs", refuse)
    monkeypatch.setattr(start, "VENV", "/nowhere/.venv")
    monkeypatch.setattr(start, "OWN", "/nowhere/.venv/start")
    assert start.main(["--prepare", "--language", "en"]) == 1
    (line,) = capsys.readouterr().out.splitlines()
    assert part in line
    assert "run start.py" in line


def test_too_little_room_is_said_before_anything_is_made(clone, start, monkeypatch, capsys):
    monkeypatch.setattr(start, "ROOT", str(clone.root))
    monkeypatch.setattr(start, "VENV", str(clone.root / ".venv"))
    monkeypatch.setattr(start, "OWN", str(clone.root / ".venv/start"))
    monkeypatch.setattr(start, "_free", lambda: 812)
    assert start.main(["--prepare", "--language", "en"]) == 1
    last = capsys.readouterr().out.splitlines()[-1]
    assert "needs about 1300 MB here and finds 812 MB" in last
    assert not (clone.root / ".venv/bin").exists()


def test_a_python_without_ensurepip_says_what_to_install(start, monkeypatch):
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    with pytest.raises(start.Trouble) as raised:
        start.make_environment()
    assert "sudo apt install python3." in start._sentence(raised.value.name, **raised.value.values)


def _pip(*arguments, **environment):
    """Return what the real pip says when it fails; nothing here reaches a network."""
    inside = Path(ensurepip.__file__).parent.glob("_bundled/pip-*.whl")  # what a new environment gets
    pip = [str(wheel / "pip") for wheel in inside] or ["-m", "pip"]
    command = [sys.executable, *pip, "install", "--no-cache-dir", "--retries", "1", "--timeout", "2", "--no-deps"]
    own = {"PATH": "", "PIP_CONFIG_FILE": "/dev/null", "HOME": "/nonexistent", "PIP_DISABLE_PIP_VERSION_CHECK": "1", **environment}
    done = subprocess.run([*command, *arguments], env=own, capture_output=True, encoding="utf-8", timeout=60)
    assert done.returncode != 0
    return done.stdout + done.stderr


@pytest.mark.parametrize("case", ["network", "proxy", "mirror", "hashes"])
def test_what_pip_says_is_understood(start, tmp_path, case):
    """Held against the words of the pip that is installed, so that a pip that changes them is noticed."""
    wheel = tmp_path / "x-1.0-py3-none-any.whl"
    wheel.write_bytes(b"not what the lock knows")
    lock = tmp_path / "lock.txt"
    lock.write_text(f"x==1.0 --hash=sha256:{hashlib.sha256(b'another').hexdigest()}", encoding="utf-8")
    nobody = "http://127.0.0.1:9"
    said = {
        "network": lambda: _pip("--index-url", nobody + "/simple", "x"),
        "proxy": lambda: _pip("--index-url", "https://mirror.invalid/simple", "x", HTTPS_PROXY=nobody),
        "mirror": lambda: _pip("--no-index", "--find-links", str(tmp_path), "y==2.0"),
        "hashes": lambda: _pip("--no-index", "--find-links", str(tmp_path), "--require-hashes", "-r", str(lock)),
    }[case]()
    trouble = start._trouble_of_output(said)
    assert trouble.name == case, said
    if case == "mirror":
        assert trouble.values["package"] == "y"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "disk"),
        ("ERROR: Could not install packages due to an OSError: [WinError 112] There is not enough space on the disk", "disk"),
        ("ERROR: Could not install packages due to an OSError: [Errno 13] Permission denied: '/x'", "write"),
        ("ERROR: Could not install packages due to an OSError: [WinError 5] Access is denied: 'x'", "write"),
        ("ERROR: Could not install packages due to an OSError: [WinError 32] The process cannot access the file", "in_use"),
        ("HINT: This error might have occurred since this system does not have Windows Long Path support enabled.", "long_path"),
        ("WARNING: Retrying after connection broken by 'SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]", "certificate"),
        ("WARNING: Retrying after connection broken by 'ReadTimeoutError(\"HTTPSConnectionPool: Read timed out.\")'", "network"),
        ("ProxyError('Cannot connect to proxy.', OSError('Tunnel connection failed: 407 Proxy Authentication Required'))", "proxy"),
        ("ERROR: something new", "step"),
    ],
)
def test_other_words_of_pip(start, words, name):
    assert start._trouble_of_output("Collecting x\n" + words + "\n").name == name


@pytest.mark.parametrize("name", [pytest.param(name, id=name) for name in re.findall(r'^    "(\w+)": \(', SOURCE, re.MULTILINE)])
def test_every_sentence_is_said_in_both_languages(start, name):
    english, chinese = start.SENTENCES[name]
    fields = [{field for _, field, _, _ in string.Formatter().parse(text) if field} for text in (english, chinese)]
    assert fields[0] == fields[1]
    assert re.search(r"[\u4e00-\u9fff]", chinese)
    assert not re.search(r"[\u4e00-\u9fff]", english)
    assert max(len(english), len(chinese)) < 300


@pytest.mark.parametrize(
    ("arguments", "environment", "first"),
    [
        ([], {"LANG": "zh_CN.UTF-8"}, "正在"),
        ([], {"LANG": "de_DE.UTF-8"}, "Setting"),
        (["--language", "zh"], {"LANG": "C"}, "正在"),
        (["--language", "en"], {"LC_ALL": "zh_CN.UTF-8"}, "Setting"),
    ],
)
def test_it_speaks_the_language_of_the_machine_or_the_one_asked_for(clone, arguments, environment, first):
    assert clone.start("--prepare", *arguments, **environment)[1].startswith(first)


def test_the_chinese_edition_is_opened_when_asked_for(start, monkeypatch, tmp_path):
    opened = []
    monkeypatch.setattr(start, "lab_command", lambda work, lesson, port: opened.append(lesson) or [sys.executable, "-c", ""])
    monkeypatch.setattr(start, "OWN", str(tmp_path))
    monkeypatch.setenv("COURSEWORK_WORK", str(tmp_path))
    for language in ("zh", "en", None):
        start.open_lab(argparse.Namespace(language=language, port=None, no_browser=True))
    assert opened == ["zh/0_foundations/1_welcome.ipynb", "0_foundations/1_welcome.ipynb", "0_foundations/1_welcome.ipynb"]
