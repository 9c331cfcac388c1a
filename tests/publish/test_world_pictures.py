"""The pictures of docs/world.md are there, are what the world gives, and stand in the page."""

import pytest

from coursework import home
from coursework.publish import world_pictures


def test_every_picture_stands_in_the_page():
    page = (home.root() / "docs" / "world.md").read_text(encoding="utf-8")
    for name in world_pictures.NAMES:
        assert f"pictures/world-{name}.png" in page
        assert (home.root() / world_pictures.FOLDER / f"world-{name}.png").is_file()


@pytest.mark.slow
def test_they_are_what_the_world_gives(tmp_path):
    """Fails when the world has changed: run `python -m coursework bake`. Edges of letters may differ by a shade elsewhere."""
    from PIL import Image, ImageChops

    world_pictures.write(tmp_path)
    for name in world_pictures.NAMES:
        drawn, kept = (Image.open(folder / world_pictures.FOLDER / f"world-{name}.png").convert("L") for folder in (tmp_path, home.root()))
        assert drawn.size == kept.size
        changed = ImageChops.difference(drawn, kept).point(lambda shade: 255 if shade > 64 else 0)
        assert changed.histogram()[255] < 0.002 * drawn.width * drawn.height, name
