"""Fail unless this Python's environment holds exactly what a list of requirements names: `only_listed.py list.txt`."""

import re
import sys
from importlib.metadata import distributions
from pathlib import Path

from packaging.requirements import Requirement

OURS = {"harbour-life-workbook", "pip", "setuptools"}  # the package itself, and what a new environment starts with


def difference(installed, listed):
    """Return one line for each distribution that one side has and the other has not, or has in another version."""
    apart = sorted(set(installed.items()) ^ set(listed.items()))
    return [f"{name} {version}: {'not listed' if (name, version) in installed.items() else 'not installed'}" for name, version in apart]


def main(path):
    """Compare, print what differs, and return the exit status."""
    requirements = [Requirement(line) for line in Path(path).read_text(encoding="utf-8").splitlines() if "==" in line]
    needed = [r for r in requirements if r.marker is None or r.marker.evaluate()]
    listed = {_name(r.name): str(r.specifier).removeprefix("==") for r in needed}
    installed = {_name(d.metadata["Name"]): d.version for d in distributions()}
    found = difference(
        {name: version for name, version in installed.items() if name not in OURS},
        {name: version for name, version in listed.items() if name not in OURS},
    )
    print("\n".join(found) or f"Exactly the {len(listed)} listed packages are installed.")
    return bool(found)


def _name(name):
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
