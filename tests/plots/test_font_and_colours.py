"""The shipped font holds what is written, the colours can be told apart."""

from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from coursework import schema
from coursework.plots import build_font, colours, font


def test_font_holds_every_character_that_catalogues_and_tables_use():
    lacking = build_font.wanted() - font.held()
    assert not lacking, (
        f"rebuild the font (python -m coursework.plots.build_font …): it lacks {''.join(sorted(lacking))}"
    )


def test_font_is_small_licensed_and_under_its_own_name():
    from matplotlib.ft2font import FT2Font

    assert font.FONT.stat().st_size < 1_700_000
    assert FT2Font(str(font.FONT)).family_name == font.FAMILY
    licence = font.FONT.with_name("OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence and "Adobe" in licence


def test_font_can_be_rebuilt(tmp_path):
    """From itself: the shipped subset is a font too, and nothing may be lost."""
    assert build_font.build(font.FONT, tmp_path / "again.otf") == []
    assert abs((tmp_path / "again.otf").stat().st_size - font.FONT.stat().st_size) < 20_000


def test_main_asks_for_the_original(capsys):
    assert build_font.main([]) == 2
    assert "NotoSansCJK" in capsys.readouterr().out


def test_every_channel_has_a_colour_of_its_own():
    assert set(colours.CHANNELS) == set(schema.labels("channels.channel"))
    assert len(set(colours.CHANNELS.values())) == len(colours.CHANNELS)


def linear(shade):
    parts = np.array([int(shade[place : place + 2], 16) for place in (1, 3, 5)]) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(rgb):
    matrix = np.array(
        [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
    )
    scaled = matrix @ np.clip(rgb, 0, 1) / np.array([0.95047, 1, 1.08883])
    root = np.where(scaled > 0.008856, np.cbrt(scaled), 7.787 * scaled + 16 / 116)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


# Machado, Oliveira and Fernandes (2009), IEEE TVCG 15:1291-1298, severity 1.0
SIGHT = {
    "full": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]]
    ),
}


@pytest.mark.parametrize("sight", SIGHT)
def test_paid_channels_can_be_told_apart(sight):
    seen = {code: lab(SIGHT[sight] @ linear(shade)) for code, shade in colours.PAID.items()}
    for one, other in combinations(seen, 2):
        assert np.linalg.norm(seen[one] - seen[other]) > 20, f"{one} and {other} look alike in {sight}"


def test_paid_channels_and_context_differ_in_grey():
    lightness = sorted(lab(linear(shade))[0] for shade in [*colours.PAID.values(), colours.CONTEXT])
    assert min(np.diff(lightness)) > 5


def test_words_in_colour_can_be_read():
    for shade in [*colours.CHANNELS.values(), colours.QUIET]:
        luminance = linear(colours.readable(shade)) @ [0.2126, 0.7152, 0.0722]
        assert 1.05 / (luminance + 0.05) >= 4.5


def test_no_absolute_path_in_the_font():
    assert b"/usr/" not in Path(font.FONT).read_bytes()
