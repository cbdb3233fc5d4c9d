"""A board as a picture: matplotlib draws what the page's own painter draws on paper, in the same faces."""

from __future__ import annotations

import io
from functools import cache
from typing import Any

import matplotlib
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, fontManager, get_font
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon, Rectangle
from matplotlib.text import Text

from jzdesk import resource
from jzdesk.reports.charts.board import (
    CROSSES,
    DOTS,
    STROKES,
    Area,
    Board,
    Letters,
    Shape,
    Sign,
    Solid,
    Stroke,
)
from jzdesk.words import say

MISSING = "〓"
_FILES = ("JZHei-Medium", "JZSong-Regular")
"""The face of charts, and the one that lends it what it lacks."""
_HATCHES = {"": None, STROKES: "/////", CROSSES: "xxxxx", DOTS: "....."}
# Everything a picture depends on, so that nobody's own settings change it
_SETTINGS: Any = {"hatch.linewidth": 0.5, "text.parse_math": False}
_INCH = 25.4


@cache
def _faces() -> FontProperties:
    names = []
    for file in _FILES:
        path = str(resource.path(f"fonts/{file}.ttf"))
        fontManager.addfont(path)
        names.append(get_font(path).family_name)
    return FontProperties(family=names)


@cache
def _known() -> frozenset[int]:
    """Return the characters that one of the faces has."""
    paths = (str(resource.path(f"fonts/{file}.ttf")) for file in _FILES)
    return frozenset().union(*(get_font(path).get_charmap() for path in paths))


def png(board: Board, dpi: int) -> tuple[bytes, list[str]]:
    """Return a board as PNG on white, and a sentence for every character that no face has."""
    stream, missing = io.BytesIO(), dict[str, None]()
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_SETTINGS)
        canvas = FigureCanvasAgg(_figure(board, dpi, missing))
        canvas.print_figure(stream, format="png", dpi=dpi, facecolor="white", metadata={"Software": None})
    told = [say("reports.pdf.missing", char=c, code=f"U+{ord(c):04X}") for c in missing]
    return stream.getvalue(), told


def _figure(board: Board, dpi: int, missing: dict[str, None]) -> Figure:
    margin = board.margin
    sides = board.width + 2 * margin, board.height + 2 * margin
    figure = Figure(figsize=(sides[0] / _INCH, sides[1] / _INCH), dpi=dpi, facecolor="white")
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(-margin, board.width + margin)
    axes.set_ylim(-margin, board.height + margin)
    for place, shape in enumerate(board.shapes):
        made = _artist(shape, missing)
        made.set_zorder(place)
        axes.add_artist(made)
    return figure


def _artist(shape: Shape, missing: dict[str, None]) -> Artist:
    if isinstance(shape, Letters):
        return _text(shape, missing)
    if isinstance(shape, Area):
        look = shape.look
        return Rectangle(
            (shape.x, shape.y), shape.width, shape.height, linewidth=shape.weight, facecolor=look.fill,
            edgecolor=look.edge, hatch=_HATCHES[look.hatch],
        )  # fmt: skip
    if isinstance(shape, Stroke):
        style: Any = (0, shape.dashes) if shape.dashes else "-"
        xs, ys = zip(*shape.points, strict=True)
        return Line2D(xs, ys, color=shape.color, linewidth=shape.weight, linestyle=style)
    if isinstance(shape, Solid):
        return Polygon(shape.points, closed=True, color=shape.color, linewidth=0)
    return _mark(shape)


def _mark(sign: Sign) -> Line2D:
    return Line2D(
        [sign.x], [sign.y], marker=sign.shape, markersize=sign.size, markeredgewidth=0.9, linestyle="none",
        markerfacecolor=sign.fill, markeredgecolor=sign.edge,
    )  # fmt: skip


def _text(letters: Letters, missing: dict[str, None]) -> Text:
    lacking = dict.fromkeys(c for c in letters.text if c != "\n" and ord(c) not in _known())
    missing.update(lacking)
    text = letters.text.translate({ord(char): MISSING for char in lacking})
    return Text(
        letters.x, letters.y, text, fontproperties=_faces().copy(), fontsize=letters.size,
        color=letters.color, ha=letters.align, va=letters.upright, rotation=letters.turn, linespacing=1.3,
    )  # fmt: skip
