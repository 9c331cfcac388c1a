"""A JupyterLab and a Chromium for each test, in folders of their own."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import lab  # noqa: E402
import screen  # noqa: E402


@pytest.fixture
def trainee(tmp_path):
    """Open a lesson as a trainee does; afterwards, nothing on the page may have asked for another computer."""
    if screen.chromium() is None:
        pytest.skip("There is no Chromium here: install it (on Debian: apt install chromium), or leave these tests to CI.")
    server = lab.Lab(tmp_path)
    try:
        server.start()
        with screen.browser_page(tmp_path) as (page, asked):
            yield lambda path: lab.Lesson(page, server, path)
            assert any(address.startswith("ws") for address in asked)  # it was really listened to
            assert screen.foreign(asked) == []
    finally:
        server.stop()
