"""Make the font that ships with the package from a copy of the original.

Only needed when a catalogue uses a character that the font lacks (a test says so). With fontTools, and
the original font at hand (Debian: package fonts-noto-cjk)::

    python -m coursework.plots.build_font path/to/NotoSansCJK-Regular.ttc
"""

import sys
from pathlib import Path

from coursework.i18n import t
from coursework.plots.font import FAMILY, FONT

ORIGINAL = "Noto Sans CJK SC"
# beside GB 2312: dashes, quotation marks, full-width forms, arrows, mathematics, money
RANGES = (
    (0x20, 0x7E),
    (0xA0, 0xFF),
    (0x391, 0x3A1),
    (0x3A3, 0x3A9),
    (0x3B1, 0x3C9),
    (0x2010, 0x2016),
    (0x2018, 0x201A),
    (0x201C, 0x201E),
    (0x2020, 0x2022),
    (0x2025, 0x2027),
    (0x2030, 0x2030),
    (0x2032, 0x2033),
    (0x2039, 0x203B),
    (0x3000, 0x3011),
    (0xFF01, 0xFF5E),
    (0x2460, 0x2469),
)
SINGLES = "€™←↑→↓↔∆−×÷·√∞≈≠≤≥±■□▲△▼▽◆◇○●★☆✓￥…"


def wanted():
    """Return the characters that the font should hold.

    The 6,763 Chinese characters of GB 2312 (names in people's own data need the rarer half too),
    Latin, punctuation, and whatever the catalogues use beyond these.

    >>> set("港湾生活 ¥ 30 % → “获客成本”") <= wanted()
    True
    """
    pairs = (bytes((high, low)) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    chinese = {pair.decode("gb2312", errors="ignore") for pair in pairs} - {""}
    letters = {chr(code) for first, last in RANGES for code in range(first, last + 1)}
    return letters | chinese | set(SINGLES) | used()


def used():
    """Return the Chinese characters in the package's catalogues and its descriptions of tables."""
    package = Path(__file__).resolve().parents[1]
    files = [*package.glob("locale/**/*.po"), *package.glob("schema/*.py")]
    text = "".join(path.read_text(encoding="utf-8") for path in files)
    return {letter for letter in text if "\u3400" <= letter <= "\u9fff"}


def build(original, target=FONT):
    """Write the subset from a Noto Sans CJK collection (.ttc) or font (.otf) to `target`.

    Returns the wanted characters that the original does not have.
    """
    from fontTools import subset
    from fontTools.ttLib import TTFont

    number = _number(original)
    options = subset.Options(
        layout_features=["kern"],  # others draw in thousands of variant glyphs
        drop_tables=["vmtx", "vhea", "VORG", "BASE"],
        hinting=False,
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14],
        notdef_outline=True,
        font_number=number if number is not None else -1,
        recalc_timestamp=False,
    )
    font = subset.load_font(str(original), options)
    there = font.getBestCmap()
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[ord(letter) for letter in wanted() if ord(letter) in there])
    subsetter.subset(font)
    _rename(font)
    Path(target).parent.mkdir(exist_ok=True)
    subset.save_font(font, str(target), options)
    return sorted(wanted() - set(map(chr, TTFont(str(target)).getBestCmap())))


def _number(original):
    """Which font of a collection is the simplified Chinese one; None for a single font."""
    from fontTools.ttLib import TTCollection

    if Path(original).suffix.lower() != ".ttc":
        return None
    with TTCollection(str(original), lazy=True) as fonts:
        names = [font["name"].getDebugName(4) or "" for font in fonts.fonts]
    return next(place for place, name in enumerate(names) if name.startswith(ORIGINAL))


def _rename(font):
    """Give the subset its own name: matplotlib finds fonts by name, the licence asks that one can tell."""
    postscript = FAMILY.replace(" ", "") + "-Regular"
    for record in font["name"].names:
        new = {1: FAMILY, 2: "Regular", 3: f"{postscript}; subset of {ORIGINAL}", 4: FAMILY, 6: postscript}.get(
            record.nameID
        )
        if new:
            record.string = new
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames = [postscript]
        cff.topDictIndex[0].FullName = FAMILY
        cff.topDictIndex[0].FamilyName = FAMILY


def main(arguments):
    """Build the font and say how large it became and what the original lacked."""
    if len(arguments) != 1:
        print(
            t(
                "Say which font to take the characters from: python -m coursework.plots.build_font NotoSansCJK-Regular.ttc"
            )
        )
        return 2
    lacking = build(arguments[0])
    print(
        f"{FONT.name}: {FONT.stat().st_size / 1000:.0f} kB"
        + (f", not in the original: {''.join(lacking)}" if lacking else "")
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
