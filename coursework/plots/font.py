"""The font that ships with the package, so that Chinese shows on a bare machine.

It is a subset of Noto Sans CJK SC (SIL Open Font License 1.1, see ``coursework/fonts/OFL.txt``) under a
name of its own, so that no installed font is taken for it; ``build_font`` makes it.
"""

from functools import cache
from pathlib import Path

FAMILY = "Harbour Sans SC"
FONT = Path(__file__).resolve().parents[1] / "fonts" / "HarbourSansSC-Regular.otf"


@cache
def register():
    """Make the font known to matplotlib and return the name of its family."""
    from matplotlib import font_manager

    font_manager.fontManager.addfont(str(FONT))
    return FAMILY


@cache
def held():
    """Return the characters that the shipped font can draw."""
    from matplotlib.ft2font import FT2Font

    return {chr(code) for code in FT2Font(str(FONT)).get_charmap()}
