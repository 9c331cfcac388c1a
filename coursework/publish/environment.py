"""One environment, declared once: the locks and conda's list, made from ``pyproject.toml``.

``python -m coursework lock`` writes ``requirements.txt``, ``requirements-test.txt`` and ``environment.yml``.
It needs uv, a tool for authors; nobody needs it to use the workbook. Whether the files are stale is found
without uv and without a network: the locks carry a digest of what they were compiled from.
"""

import hashlib
import json
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from urllib.parse import quote, urlsplit

from packaging.markers import Marker

from coursework.home import root

__all__ = ["EnvironmentProblem", "badge", "binder_url", "environment_yml", "lock", "repository", "stale"]

COMMAND = "python -m coursework lock"
USER_LOCK, TEST_LOCK, CONDA = "requirements.txt", "requirements-test.txt", "environment.yml"
WELCOME = "work/0_foundations/1_welcome.ipynb"
PLATFORMS = (
    {"sys_platform": "linux", "os_name": "posix", "platform_system": "Linux"},
    {"sys_platform": "darwin", "os_name": "posix", "platform_system": "Darwin"},
    {"sys_platform": "win32", "os_name": "nt", "platform_system": "Windows"},
)


class EnvironmentProblem(RuntimeError):
    """The environment's files cannot be made; the message says why and what to do."""


def lock(check: bool = False, upgrade: bool = False, folder: Path | None = None) -> list[str]:
    """Compile both locks and generate ``environment.yml``.

    Parameters
    ----------
    check : bool
        Write nothing and need nothing: only look whether the files are stale.
    upgrade : bool
        Take the newest versions that fit, instead of keeping those that are locked.
    folder : Path, optional
        The clone; this one, unless a test says otherwise.

    Returns
    -------
    list of str
        The names of the files that changed.

    Raises
    ------
    EnvironmentProblem
        When ``check`` finds a stale file, uv is missing, or the dependencies cannot be met together.
    """
    folder = folder or root()
    if check:
        if reasons := stale(folder):
            raise EnvironmentProblem(" ".join(reasons))
        return []
    uv = shutil.which("uv")
    if uv is None:
        raise EnvironmentProblem(
            "Locking needs uv, which is not on the path. Install it (https://docs.astral.sh/uv/) and run "
            f"`{COMMAND}` again. Nobody needs uv to use the workbook."
        )
    before = {name: _read(folder / name) for name in (USER_LOCK, TEST_LOCK, CONDA)}
    _compile(uv, folder, USER_LOCK, upgrade)
    # The test lock holds every version of the user's lock, so that one venv can serve both.
    _compile(uv, folder, TEST_LOCK, upgrade, "--extra", "test", "--constraint", USER_LOCK)
    _write(folder / CONDA, environment_yml(_read(folder / USER_LOCK), _conda_python(folder)))
    return [name for name, text in before.items() if _read(folder / name) != text]


def stale(folder: Path | None = None) -> list[str]:
    """Return one sentence for each of the three files that no longer fits its source; empty when all is well."""
    folder = folder or root()
    reasons = []
    wanted = f"# inputs: {_inputs(folder)}"
    for name in (USER_LOCK, TEST_LOCK):
        if wanted not in _read(folder / name).splitlines()[:5]:
            reasons.append(f"{name} does not fit the dependencies in pyproject.toml: run `{COMMAND}`.")
    if _read(folder / CONDA) != environment_yml(_read(folder / USER_LOCK), _conda_python(folder)):
        reasons.append(f"{CONDA} does not fit {USER_LOCK}: run `{COMMAND}`.")
    return reasons


def environment_yml(locked: str, python: str) -> str:
    """Return the text of ``environment.yml`` for a lock and the Python that conda is to give, such as ``"3.11"``.

    conda gives Python and pip; pip gives every locked version and the package itself. A marker stays only where
    it still decides something on that Python, between Linux, macOS and Windows or between patch releases.

    Examples
    --------
    >>> text = "a==1.0 \\\\\\n    --hash=sha256:0\\nb==2 ; python_full_version < '3.12'\\nc==3 ; sys_platform == 'win32'\\n"
    >>> print(environment_yml(text, "3.12").split("pip:")[1].strip())
    - a==1.0
    - c==3 ; sys_platform == 'win32'
    - -e .
    """
    lines = [
        f"# Generated from {USER_LOCK} by `{COMMAND}`; do not edit. Binder and conda users get this.",
        "name: harbour-life-workbook",
        "channels:",
        "  - conda-forge",
        "  - nodefaults",
        "dependencies:",
        f"  - python={python}",
        "  - pip",
        "  - pip:",
    ]
    for requirement, marker in _requirements(locked):
        needed = {Marker(marker).evaluate(place) for place in _places(python)} if marker else {True}
        if needed == {True}:
            lines.append(f"      - {requirement}")
        elif True in needed:
            lines.append(f"      - {requirement} ; {marker}")
    return "\n".join([*lines, "      - -e .", ""])


def repository(folder: Path | None = None) -> str:
    """Return the public address of the repository: the one setting, in ``pyproject.toml``."""
    return _pyproject(folder or root())["project"]["urls"]["Repository"].removesuffix("/")


def binder_url(path: str = WELCOME, ref: str = "HEAD") -> str:
    """Return the address at which Binder opens a file of the repository in JupyterLab.

    Raises
    ------
    EnvironmentProblem
        When the repository's address is not one on GitHub or GitLab.

    Examples
    --------
    >>> binder_url("work/zh/0_foundations/1_welcome.ipynb").split("HEAD")[1]
    '?urlpath=lab/tree/work/zh/0_foundations/1_welcome.ipynb'
    """
    address = urlsplit(repository())
    provider = {"github.com": "gh", "gitlab.com": "gl"}.get(address.netloc)
    if provider is None:
        raise EnvironmentProblem(
            f"Binder's link needs a repository on github.com or gitlab.com; pyproject.toml says {repository()}."
        )
    name = address.path.strip("/").removesuffix(".git")
    if provider == "gl":
        name = quote(name, safe="")
    return f"https://mybinder.org/v2/{provider}/{name}/{quote(ref, safe='')}?urlpath=lab/tree/{quote(path)}"


def badge(path: str = WELCOME, label: str = "Open in Binder") -> str:
    """Return Binder's badge as Markdown, linked to ``path`` (see `binder_url`)."""
    return f"[![{label}](https://mybinder.org/badge_logo.svg)]({binder_url(path)})"


def _compile(uv: str, folder: Path, name: str, upgrade: bool, *more: str) -> None:
    oldest = re.search(r">=\s*(\d+\.\d+)", _pyproject(folder)["project"]["requires-python"]).group(1)
    command = [uv, "pip", "compile", "--quiet", "--universal", "--generate-hashes", "--no-header", "--python-version"]
    command += [oldest, *more, *(["--upgrade"] if upgrade else []), "pyproject.toml", "--output-file", name]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", errors="replace")
    if done.returncode:
        raise EnvironmentProblem(f"uv could not compile {name}: {done.stderr.strip()[-1500:]}")
    header = (
        f"# Generated from pyproject.toml by `{COMMAND}`; do not edit. For every Python and system we serve.\n"
        f"# inputs: {_inputs(folder)}\n"
    )
    body = [line for line in _read(folder / name).splitlines() if not line.startswith("# ")]
    _write(folder / name, header + "\n".join(body) + "\n")


def _inputs(folder: Path) -> str:
    settings = _pyproject(folder)
    project = settings["project"]
    facts = [project["requires-python"], sorted(project["dependencies"]), settings["build-system"]["requires"]]
    facts.append(sorted(project["optional-dependencies"]["test"]))
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:16]


def _requirements(locked: str) -> list[tuple[str, str]]:
    """Split a lock into (name==version, marker); hashes and comments fall away."""
    found = re.findall(r"^([A-Za-z0-9][\w.\-]*==[^\s;\\]+)(?:\s*;\s*([^\\\n]+))?", locked, flags=re.MULTILINE)
    return [(requirement, marker.strip()) for requirement, marker in found]


def _places(python: str) -> list[dict[str, str]]:
    same = {"python_version": python, "implementation_name": "cpython", "platform_python_implementation": "CPython"}
    patches = (f"{python}.0", f"{python}.99")
    return [{**same, **system, "python_full_version": patch} for system in PLATFORMS for patch in patches]


def _conda_python(folder: Path) -> str:
    return _pyproject(folder)["tool"]["coursework"]["conda-python"]


def _pyproject(folder: Path) -> dict:
    return tomllib.loads(_read(folder / "pyproject.toml"))


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
