"""A small clone, and the same built and translated once for the whole run."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import clones  # noqa: E402


@pytest.fixture
def clone(tmp_path):
    """A clone whose lesson has not been built."""
    return clones.make(tmp_path / "clone")


@pytest.fixture(scope="session")
def built_once(tmp_path_factory):
    """A clone with translated catalogues, whose lesson has been built; not to be changed."""
    import polib

    from coursework.publish import build, catalogue

    folder = clones.make(tmp_path_factory.mktemp("built") / "clone")
    for key in (clones.KEY, None):
        path = folder / catalogue.update(folder, "zh", key)[0]
        held = polib.pofile(str(path))
        for entry in held:
            entry.msgstr = f"{entry.msgid}中文"
        held.save()
        catalogue.update(folder, "zh", key)
    build.build(folder)
    return folder


@pytest.fixture
def built(built_once, tmp_path):
    """A copy of that clone, to be spoilt."""
    return clones.copy(built_once, tmp_path / "clone")
