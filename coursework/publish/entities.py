"""Draw the tables of a schema as a picture: boxes by area of work, key columns, what refers to what.

A reference stands as text in its box. Arrows are drawn between areas only, in a map of their own: 36 tables with all their
arrows would be a web that nobody reads.
"""

from __future__ import annotations

import hashlib
import io
import itertools
import json
import textwrap
from collections.abc import Mapping
from pathlib import Path

from coursework import schema
from coursework.plots import colours, font
from coursework.plots.style import house

__all__ = ["PICTURES", "draw", "stale", "write"]
PICTURES = {"en": Path("docs/pictures/entities.png"), "zh": Path("docs/pictures/entities.zh.png")}
COLUMNS = 4
WIDTH, GAP, LINE, PAD = 2.9, 0.16, 0.155, 0.08  # inches: a column, between boxes, a line of text, inside a box
INSET = 0.14  # of a line that names a column
LONGEST = {"en": 52, "zh": 26}  # letters of a box's second line
SIZES = {"area": 10.5, "table": 9.0, "line": 7.6}
MAP, RING = 3.1, (0.75, 1.08)  # inches: height of the map of areas, its half axes
SHADES = 48  # in the file; text needs few, and few make it small
WORDS = {
    "en": {"more": "and {n} more", "map": "Which area refers to which", "note": "◆ key   → refers to   schema {version}"},
    "zh": {"more": "另有{n}列", "map": "哪个领域引用哪个领域", "note": "◆ 主键   → 引用   数据结构版本{version}"},
}


def draw(tables: Mapping[str, schema.Table], areas: Mapping[str, tuple[str, str]], language: str = "en"):
    """Draw tables as boxes.

    Parameters
    ----------
    tables : mapping of str to Table
        Such as `schema.TABLES`.
    areas : mapping of str to (English, Chinese)
        The areas of work in their order, such as `schema.AREAS`.
    language : {"en", "zh"}

    Returns
    -------
    matplotlib.figure.Figure

    Examples
    --------
    >>> figure = draw({"users": schema.table("users")}, schema.AREAS)
    >>> [text.get_text() for text in figure.texts][:4]
    ['People', 'users', 'one registered user', '◆']
    """
    from matplotlib.figure import Figure

    panels = {area: [_lines(table, language) for table in tables.values() if table.area == area] for area in areas}
    panels = {area: boxes for area, boxes in panels.items() if boxes}
    heights = {area: _height(boxes) for area, boxes in panels.items()}
    if edges := _edges(tables):
        heights[""] = MAP
    stacks = _stacks(heights)
    width, height = len(stacks) * (WIDTH + GAP) + GAP, max(sum(heights[area] for area in stack) for stack in stacks) + GAP + LINE
    with house():
        figure = Figure(figsize=(width, height))
        pen = _Pen(figure, width, height, language)
        for place, stack in enumerate(stacks):
            left, top = GAP + place * (WIDTH + GAP), height - GAP
            for area in stack:
                if area:
                    top = pen.panel(left, top, areas[area][language == "zh"], panels[area])
                else:
                    pen.map(left, top, [(area, areas[area][language == "zh"]) for area in panels], edges)
        note = WORDS[language]["note"].format(version=schema.SCHEMA_VERSION)
        pen.text(GAP, GAP, note, SIZES["line"], colours.QUIET)
    return figure


def write(root: Path, *, tables=None, areas=None) -> list[Path]:
    """Write the picture in both languages into `docs/pictures/`; give back the files whose content changed.

    The same schema gives the same bytes; the only thing stored beside the picture is a digest of what was drawn.
    """
    changed = []
    for language, path in PICTURES.items():
        tables, areas = tables or schema.TABLES, areas or schema.AREAS
        file = root / path
        before = file.read_bytes() if file.is_file() else b""
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(_png(draw(tables, areas, language), _digest(tables, areas, language)))
        if file.read_bytes() != before:
            changed.append(path)
    return changed


def _png(figure, comment: str) -> bytes:
    """Give the picture with few shades, which makes it a third as large, and nothing beside it but the comment."""
    from PIL import Image, PngImagePlugin

    drawn, made, text = io.BytesIO(), io.BytesIO(), PngImagePlugin.PngInfo()
    with house():
        figure.savefig(drawn, format="png")
    text.add_text("Comment", comment)
    few = Image.open(drawn).convert("RGB").quantize(SHADES, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(made, format="png", optimize=True, pnginfo=text)
    return made.getvalue()


def stale(root: Path) -> list[str]:
    """Say which pictures are not those of the schema, each with the command that draws them."""
    found = []
    for language, path in PICTURES.items():
        file, mark = root / path, _digest(schema.TABLES, schema.AREAS, language).encode("ascii")
        if not file.is_file() or mark not in file.read_bytes():
            found.append(f"{path.as_posix()}: It is not what the schema gives. Run: python -m coursework entities")
    return found


def _digest(tables, areas, language) -> str:
    drawn = [list(areas.items()), [(table.area, _lines(table, language)) for table in tables.values()], _edges(tables), schema.SCHEMA_VERSION]
    return hashlib.sha256(json.dumps(drawn, ensure_ascii=False).encode("utf-8")).hexdigest()


def _lines(table: schema.Table, language: str) -> tuple[str, list[str], list[tuple[str, str]], str]:
    """Give a box: its name, what a row is, its keys (marked) and references, how many columns are not shown."""
    zh = language == "zh"
    grain = table.grain_zh if zh else table.grain
    cut = [grain[at : at + LONGEST["zh"]] for at in range(0, len(grain), LONGEST["zh"])] if zh else textwrap.wrap(grain, LONGEST["en"])
    shown = []
    for column in sorted(table.columns, key=lambda column: column.name not in table.key):
        if column.name in table.key or column.refers:
            other = column.refers.partition(".")[0]
            words = [column.name, *([column.zh] if zh else []), *([f"→ {other}"] if other else [])]
            shown.append(("◆" if column.name in table.key else "", " ".join(words)))
    rest = len(table.columns) - len(shown)
    return table.name, cut, shown, WORDS[language]["more"].format(n=rest) if rest else ""


def _box_height(box) -> float:
    _, grain, shown, rest = box
    return 2 * PAD + LINE * (1.15 + len(grain) + len(shown) + bool(rest))


def _height(boxes) -> float:
    return 2 * LINE + sum(_box_height(box) + GAP / 2 for box in boxes) + GAP


def _edges(tables: Mapping[str, schema.Table]) -> list[tuple[str, str]]:
    """Give each pair of areas of which the first refers to the second, once."""
    pairs = {
        (table.area, tables[other].area): None
        for table in tables.values()
        for column in table.columns
        if (other := column.refers.partition(".")[0]) in tables and tables[other].area != table.area
    }
    return list(pairs)


def _stacks(heights: dict[str, float]) -> list[list[str]]:
    """Part the areas, in their order, into columns of which the tallest is as low as can be."""
    names = list(heights)
    most = min(COLUMNS, len(names))

    def parts(cuts):
        return [names[a:b] for a, b in itertools.pairwise((0, *cuts, len(names)))]

    splits = (parts(cuts) for cuts in itertools.combinations(range(1, len(names)), most - 1))
    return min(splits, key=lambda stacks: max(sum(heights[name] for name in stack) for stack in stacks))


class _Pen:
    """Draw on a figure in inches from its lower left corner."""

    def __init__(self, figure, width, height, language):
        self.figure, self.width, self.height, self.language = figure, width, height, language

    def text(self, x, y, words, size, shade, **more):
        # one family throughout: letters of two fonts in one line would stand at two heights
        self.figure.text(x / self.width, y / self.height, words, size=size, color=shade, va=more.pop("va", "baseline"), family=font.FAMILY, **more)

    def box(self, x, y, width, height, face, edge):
        from matplotlib.patches import Rectangle

        size = (width / self.width, height / self.height)
        self.figure.add_artist(Rectangle((x / self.width, y / self.height), *size, facecolor=face, edgecolor=edge, linewidth=0.8))

    def panel(self, left, top, name, boxes) -> float:
        """Draw an area with its tables; give back where the next one begins."""
        self.text(left, top - 1.2 * LINE, name, SIZES["area"], colours.ACCENT)
        top -= 2 * LINE
        for title, grain, shown, rest in boxes:
            high = _box_height((title, grain, shown, rest))
            self.box(left, top - high, WIDTH, high, "white", colours.CONTEXT)
            self.box(left, top - PAD / 2 - 1.25 * LINE, WIDTH, PAD / 2 + 1.25 * LINE, colours.GRID, colours.CONTEXT)
            y = top - PAD - 0.75 * LINE
            self.text(left + PAD, y, title, SIZES["table"], colours.INK)
            y -= 0.4 * LINE
            for mark, line in [*(("", line) for line in grain), *shown, *([("", rest)] if rest else [])]:
                y -= LINE
                inset = INSET if (mark, line) in shown else 0
                if mark:
                    self.text(left + PAD, y, mark, SIZES["line"] - 1, colours.ACCENT)
                self.text(left + PAD + inset, y, line, SIZES["line"], colours.INK if inset else colours.QUIET)
            top -= high + GAP / 2
        return top - GAP

    def map(self, left, top, areas, edges):
        """Draw the areas in a ring, and an arrow for each pair of which one refers to the other."""
        from math import cos, pi, sin

        from matplotlib.patches import FancyArrowPatch

        self.text(left, top - 1.2 * LINE, WORDS[self.language]["map"], SIZES["area"], colours.ACCENT)
        axes = self.figure.add_axes((left / self.width, (top - MAP + GAP) / self.height, WIDTH / self.width, (MAP - GAP - 2 * LINE) / self.height))
        axes.set(xlim=(-WIDTH / 2, WIDTH / 2), ylim=(-(MAP - GAP - 2 * LINE) / 2, (MAP - GAP - 2 * LINE) / 2))
        axes.set_axis_off()
        places = {}
        for number, (area, name) in enumerate(areas):
            turn = pi / 2 - 2 * pi * (number + 0.5) / len(areas)
            x, y = places[area] = (RING[0] * cos(turn), RING[1] * sin(turn))
            axes.plot(x, y, marker="o", markersize=3, color=colours.ACCENT, zorder=3)
            side = 0 if abs(cos(turn)) < 0.1 else 1 if cos(turn) > 0 else -1
            axes.text(x + 0.08 * side, y + (0.06 if not side else 0) * (1 if y > 0 else -1), "\n".join(textwrap.wrap(name, 14)), size=SIZES["line"], color=colours.INK,
                      ha=("right", "center", "left")[side + 1], va="center" if side else "bottom" if y > 0 else "top", linespacing=1.0, family=font.FAMILY)  # fmt: skip
        for one, other in edges:
            axes.add_patch(FancyArrowPatch(
                places[one], places[other], arrowstyle="-|>", mutation_scale=7, color=colours.CONTEXT, linewidth=0.9,
                shrinkA=3, shrinkB=4, connectionstyle="arc3,rad=0.1", zorder=1,
            ))  # fmt: skip
