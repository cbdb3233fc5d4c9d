"""A sheet to draw a chart on, measured in millimetres from its lower left corner."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import matplotlib
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import FigureCanvasPdf, PdfPages
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrow, Rectangle

from jzdesk import resource
from jzdesk.reports.chart_data import Spot
from jzdesk.reports.charts import DPI
from jzdesk.words import say

Box = tuple[float, float, float, float]
INK, SECOND, FAINT, LINE = "#1D2733", "#5B6876", "#8A95A1", "#DFE4E9"
ACCENT, PALE = "#0B6E66", "#FFFFFF"
HATCH = "/////"
KINDS: tuple[dict[str, Any], ...] = (
    {"facecolor": ACCENT, "edgecolor": ACCENT},
    {"facecolor": PALE, "edgecolor": SECOND, "hatch": HATCH},
    {"facecolor": "#C9D1D8", "edgecolor": SECOND},
    {"facecolor": PALE, "edgecolor": INK, "hatch": "xxxxx"},
    {"facecolor": PALE, "edgecolor": SECOND, "hatch": "....."},
)
"""Looks of parts of one whole: told apart by their hatch, also in grey."""
MISSING = "〓"
_FILE = "fonts/JZHei-Medium.ttf"
_WATERMARK = "#EEF1F3"
_LEAST = 3.5  # mm
# Everything a chart depends on, so that nobody's own settings change it
_SETTINGS: Any = {"pdf.fonttype": 42, "pdf.compression": 6, "hatch.linewidth": 0.5, "text.parse_math": False}
_METADATA = {
    "png": {"Software": None},
    "pdf": {"Creator": "jzdesk", "Producer": "jzdesk", "CreationDate": None},
}


@cache
def _font() -> FontProperties:
    return FontProperties(fname=str(resource.path(_FILE)))


@cache
def _known() -> frozenset[int]:
    return frozenset(get_font(str(resource.path(_FILE))).get_charmap())


class Board:
    """One drawing with a margin around it.

    Texts are checked against the font, and what it lacks is remembered.
    """

    def __init__(self, width: float, height: float, margin: float) -> None:
        self.width, self.height = width, height
        self.missing: dict[str, None] = {}
        self.spots: list[tuple[Spot, Box]] = []
        self._margin = margin
        size = ((width + 2 * margin) / 25.4, (height + 2 * margin) / 25.4)
        self._figure = Figure(figsize=size, dpi=DPI, facecolor="white")
        self._axes = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_axis_off()
        self._axes.set_xlim(-margin, width + margin)
        self._axes.set_ylim(-margin, height + margin)

    def text(
        self, x: float, y: float, text: str, size: float = 7.5, *,
        color: str = INK, align: str = "left", upright: str = "baseline", turn: float = 0, layer: float = 3,
    ) -> None:  # fmt: skip
        """Write a text; `align` and `upright` say which point of it lies at (x, y)."""
        self._axes.text(
            x, y, self._printable(text), fontproperties=_font(), fontsize=size, color=color,
            ha=align, va=upright, rotation=turn, zorder=layer, linespacing=1.3,
        )  # fmt: skip

    def _printable(self, text: str) -> str:
        found = []
        for char in text:
            if char != "\n" and ord(char) not in _known():
                self.missing[char] = None
                char = MISSING
            found.append(char)
        return "".join(found)

    def bar(self, x: float, y: float, width: float, height: float, *, hatched: bool = False) -> None:
        """Draw a bar: full, or hatched for what it is compared with."""
        style: dict[str, Any] = {"facecolor": ACCENT, "edgecolor": ACCENT}
        if hatched:
            style = {"facecolor": PALE, "edgecolor": SECOND, "hatch": HATCH}
        self._axes.add_patch(Rectangle((x, y), width, height, linewidth=0.6, zorder=2, **style))

    def segment(self, x: float, y: float, width: float, height: float, kind: int) -> None:
        """Draw a part of a whole in one of the looks that can be told apart in grey."""
        self._axes.add_patch(Rectangle((x, y), width, height, linewidth=0.6, zorder=2, **KINDS[kind]))

    def tile(
        self, x: float, y: float, width: float, height: float, *,
        facecolor: str, edgecolor: str, linewidth: float, hatch: str = "",
    ) -> None:  # fmt: skip
        """Draw a square of a table; its frame keeps its colour where a hatch lies inside."""
        style: dict[str, Any] = {"facecolor": facecolor, "edgecolor": edgecolor, "linewidth": linewidth}
        self._axes.add_patch(Rectangle((x, y), width, height, zorder=2, hatch=hatch or None, **style))

    def patch(self, x: float, y: float, width: float, height: float, color: str) -> None:
        """Cover a place with one colour, so that what is written there can be read."""
        self._axes.add_patch(Rectangle((x, y), width, height, linewidth=0, zorder=2.6, facecolor=color))

    def line(
        self, x1: float, y1: float, x2: float, y2: float, *,
        color: str = FAINT, weight: float = 0.6, layer: float = 2.5, dashes: tuple[float, ...] = (),
    ) -> None:  # fmt: skip
        """Draw a straight line, with `dashes` (lengths on and off) a broken one."""
        style: Any = (0, dashes) if dashes else "-"
        line = Line2D([x1, x2], [y1, y2], color=color, linewidth=weight, linestyle=style, zorder=layer)
        self._axes.add_line(line)

    @property
    def written(self) -> list[tuple[str, Box]]:
        """Every text but what lies pale behind all, with its left, bottom, right and top in pixels."""
        canvas = FigureCanvasAgg(self._figure)
        canvas.draw()
        found = []
        for text in self._axes.texts:
            if text.get_zorder() and text.get_text():
                box = text.get_window_extent()
                found.append((text.get_text(), (box.x0, box.y0, box.x1, box.y1)))
        return found

    def arrow(self, x: float, y: float, length: float, color: str = INK) -> None:
        """Draw a small arrow to the right, or to the left when its length is negative."""
        self._axes.add_patch(
            FancyArrow(
                x, y, length, 0, width=0.15, head_width=1.3, head_length=1.6, length_includes_head=True,
                color=color, linewidth=0, zorder=3,
            )
        )  # fmt: skip

    def pointer(self, x: float, y: float, length: float, color: str = INK) -> None:
        """Draw a small arrow upwards, or downwards when its length is negative."""
        self._axes.add_patch(
            FancyArrow(
                x, y, 0, length, width=0.15, head_width=1.3, head_length=1.6, length_includes_head=True,
                color=color, linewidth=0, zorder=3,
            )
        )  # fmt: skip

    def path(
        self, points: Sequence[tuple[float, float]], *,
        color: str = ACCENT, weight: float = 0.9, dashes: tuple[float, ...] = (),
    ) -> None:  # fmt: skip
        """Draw a line from point to point, with `dashes` a broken one."""
        style: Any = (0, dashes) if dashes else "-"
        xs, ys = zip(*points, strict=True)
        self._axes.add_line(Line2D(xs, ys, color=color, linewidth=weight, linestyle=style, zorder=2.7))

    def mark(
        self, x: float, y: float, shape: str, *, full: bool, size: float = 3.6, color: str = ACCENT
    ) -> None:
        """Mark a point with a circle `o`, a diamond `D` or a square `s`, full or hollow."""
        line = Line2D(
            [x], [y], marker=shape, markersize=size, markeredgewidth=0.9, linestyle="none",
            markerfacecolor=color if full else PALE, markeredgecolor=color, zorder=4,
        )  # fmt: skip
        self._axes.add_line(line)

    def diamond(self, x: float, y: float) -> None:
        """Mark a point."""
        self._axes.plot(
            [x],
            [y],
            marker="D",
            markersize=4,
            color="white",
            markeredgecolor=INK,
            markeredgewidth=0.9,
            zorder=4,
        )

    def spot(self, spot: Spot, x: float, y: float, width: float, height: float) -> None:
        """Remember what stands in a place; a place is never too small to be met."""
        wide, high = max(width, _LEAST), max(height, _LEAST)
        x, y = x - (wide - width) / 2, y - (high - height) / 2
        left, top = x + self._margin, self.height + self._margin - y - high
        self.spots.append((spot, (left, top, left + wide, top + high)))

    def practice(self, *, watermark: bool) -> None:
        """Mark the chart 练习: small and clear at the top right, and pale behind everything."""
        word = say("reports.pdf.practice")
        self.text(self.width - 1, self.height - 1.2, word, 9, align="right", upright="top")
        if watermark:
            self.text(
                self.width / 2, self.height / 2, word, 54,
                color=_WATERMARK, align="center", upright="center", turn=20, layer=0,
            )  # fmt: skip

    def saved(self, form: str, dpi: int = DPI) -> bytes:
        """Return the drawing as `png` on white, or as `pdf` on nothing."""
        stream = io.BytesIO()
        canvas = FigureCanvasAgg(self._figure) if form == "png" else FigureCanvasPdf(self._figure)
        ground = "white" if form == "png" else "none"
        canvas.print_figure(stream, format=form, dpi=dpi, facecolor=ground, metadata=_METADATA[form])
        return stream.getvalue()

    def add_to(self, pages: PdfPages) -> None:
        """Add the drawing, on nothing, as the next page."""
        pages.savefig(self._figure, dpi=DPI, facecolor="none")


def bound(boards: Iterable[Board]) -> bytes:
    """Return drawings as the pages of one PDF; what they need of the font is sought out only once."""
    stream = io.BytesIO()
    with PdfPages(stream, metadata=_METADATA["pdf"]) as pages:
        for board in boards:
            board.add_to(pages)
    return stream.getvalue()


class Settings:
    """Draws under settings of our own, and leaves everybody else's as they were."""

    def __enter__(self) -> None:
        self._context = matplotlib.rc_context()
        self._context.__enter__()
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_SETTINGS)

    def __exit__(self, *error: Any) -> None:
        self._context.__exit__(*error)
