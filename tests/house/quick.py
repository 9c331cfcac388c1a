"""Test what changed, in under 90 seconds: ``make quick``.

What differs from the branch ``main`` (on ``main`` itself: from the last commit) is mapped to the tests that mirror it.
Slow tests and the browser are left to ``python start.py test``.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def changed(root=ROOT):
    """Return the paths that differ from ``main``, or from the last commit, as a sorted list of strings."""
    base = _git(root, "merge-base", "main", "HEAD") or ["HEAD"]
    edited = _git(root, "diff", "--name-only", "--diff-filter=d", base[0])
    return sorted({*edited, *_git(root, "ls-files", "--others", "--exclude-standard")})


def targets(paths, root=ROOT):
    """Return two sorted lists for pytest: tests and modules with doctests; notebooks for nbval."""
    tests, notebooks = set(), set()
    for path in map(Path, paths):
        top, inner = path.parts[0], path.parts[1:]
        lesson = _lesson(path)
        if lesson:
            notebooks |= {Path("notebooks", edition, f"{lesson}.ipynb") for edition in ("", "zh")}
            tests |= {Path("tests/publish")}
        if top == "tests":
            tests.add(path if path.name.startswith("test_") else path.parent)
        elif top == "coursework":
            tests |= {Path("tests", inner[0]), Path("tests", f"test_{inner[0]}.py"), Path("tests", f"test_{path.name}")}
            if path.suffix == ".py":
                tests.add(path)
        elif top == "datasets":
            tests.add(Path("tests/world"))
        elif not lesson:
            tests.add(Path("tests/house"))
    found = [sorted(p.as_posix() for p in kind if (root / p).exists()) for kind in (tests, notebooks)]
    return found[0], found[1]


def _lesson(path):
    """Return ``chapter/lesson`` when the path is a lesson's source, edition, exercises or catalogue."""
    for folder in ("solutions/zh", "solutions", "notebooks/zh", "notebooks", "coursework/locale/zh"):
        if path.is_relative_to(folder) and len(path.relative_to(folder).parts) == 2:
            return path.relative_to(folder).with_suffix("").as_posix()
    if path.is_relative_to("coursework/exercises") and path.stem != "__init__" and len(path.parts) == 4:
        found = list((ROOT / "solutions").glob(f"*_{path.parts[2]}/*_{path.stem}.py"))
        return found[0].relative_to(ROOT / "solutions").with_suffix("").as_posix() if found else None
    return None


def _git(root, *arguments):
    done = subprocess.run(["git", "-c", "core.quotePath=false", *arguments], cwd=root, capture_output=True, encoding="utf-8")
    return done.stdout.splitlines() if done.returncode == 0 else []


def main():
    """Run pytest on what changed; return the worse of the two statuses."""
    tests, notebooks = targets(changed())
    print("Tests:", *(tests or ["none"]), "\nNotebooks:", *(notebooks or ["none"]), flush=True)
    pytest = [sys.executable, "-m", "pytest", "-q"]
    status = 0
    if tests:
        status = subprocess.call([*pytest, "-m", "not slow and not browser", *tests], cwd=ROOT)
    if notebooks:
        status = subprocess.call([*pytest, "--nbval-lax", "--nbval-current-env", *notebooks], cwd=ROOT) or status
    return 0 if status == 5 else status  # 5: pytest found nothing to run


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main())
