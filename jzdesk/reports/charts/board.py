"""A sheet to draw a chart on, measured in millimetres from its lower left corner.

It keeps what is drawn as plain values, so that every painter draws the same and tests can look at it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jzdesk.reports.chart_data import Spot
from jzdesk.words import say

Box = tuple[float, float, float, float]
Point = tuple[float, float]
INK, SECOND, FAINT, LINE = "#1D2733", "#5B6876", "#8A95A1", "#DFE4E9"
ACCENT, PALE = "#0B6E66", "#FFFFFF"
STROKES, CROSSES, DOTS = "strokes", "crosses", "dots"
"""Hatches: strokes to the upper right, crossed ones, dots."""
_WATERMARK = "#EEF1F3"
_LEAST = 3.5  # mm
_BEHIND, _BAR, _OVER, _LINE, _PATH, _TEXT, _MARK = 0.0, 2.0, 2.6, 2.5, 2.7, 3.0, 4.0


@dataclass(frozen=True, slots=True)
class Look:
    """How an area looks: its ground, its frame, and a hatch in the frame's colour."""

    fill: str
    edge: str
    hatch: str = ""


FULL, HATCHED = Look(ACCENT, ACCENT), Look(PALE, SECOND, STROKES)
KINDS: tuple[Look, ...] = (
    FULL, HATCHED, Look("#C9D1D8", SECOND), Look(PALE, INK, CROSSES), Look(PALE, SECOND, DOTS),
)  # fmt: skip
"""Looks of parts of one whole: told apart by their hatch, also in grey."""


@dataclass(frozen=True, slots=True)
class Letters:
    """A text; `align` and `upright` say which point of it lies at (x, y)."""

    layer: float
    x: float
    y: float
    text: str
    size: float
    color: str
    align: str
    upright: str
    turn: float


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle with its ground; without a `weight` it has no frame."""

    layer: float
    x: float
    y: float
    width: float
    height: float
    look: Look
    weight: float


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line from point to point; `dashes` are lengths on and off in its own width."""

    layer: float
    points: tuple[Point, ...]
    color: str
    weight: float
    dashes: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Solid:
    """A shape full of one colour."""

    layer: float
    points: tuple[Point, ...]
    color: str


@dataclass(frozen=True, slots=True)
class Sign:
    """A small sign in points, the same at any scale: circle `o`, square `s`, diamond `D`, triangle `^`."""

    layer: float
    x: float
    y: float
    shape: str
    size: float
    fill: str
    edge: str


Shape = Letters | Area | Stroke | Solid | Sign


class Board:
    """One drawing with a margin around it."""

    def __init__(self, width: float, height: float, margin: float) -> None:
        self.width, self.height, self.margin = width, height, margin
        self.spots: list[tuple[Spot, Box]] = []
        self._shapes: list[Shape] = []

    @property
    def shapes(self) -> list[Shape]:
        """What is drawn, from what lies behind all to what lies before all."""
        return sorted(self._shapes, key=lambda shape: shape.layer)

    def text(
        self, x: float, y: float, text: str, size: float = 7.5, *,
        color: str = INK, align: str = "left", upright: str = "baseline", turn: float = 0,
        layer: float = _TEXT,
    ) -> None:  # fmt: skip
        """Write a text; `align` and `upright` say which point of it lies at (x, y)."""
        self._shapes.append(Letters(layer, x, y, text, size, color, align, upright, turn))

    def bar(self, x: float, y: float, width: float, height: float, *, hatched: bool = False) -> None:
        """Draw a bar: full, or hatched for what it is compared with."""
        self._area(x, y, width, height, HATCHED if hatched else FULL)

    def segment(self, x: float, y: float, width: float, height: float, kind: int) -> None:
        """Draw a part of a whole in one of the looks that can be told apart in grey."""
        self._area(x, y, width, height, KINDS[kind])

    def tile(self, x: float, y: float, width: float, height: float, look: Look, weight: float) -> None:
        """Draw a square of a table."""
        self._area(x, y, width, height, look, weight)

    def patch(self, x: float, y: float, width: float, height: float, color: str) -> None:
        """Cover a place with one colour, so that what is written there can be read."""
        self._area(x, y, width, height, Look(color, color), 0, _OVER)

    def _area(
        self, x: float, y: float, width: float, height: float, look: Look,
        weight: float = 0.6, layer: float = _BAR,
    ) -> None:  # fmt: skip
        self._shapes.append(Area(layer, x, y, width, height, look, weight))

    def line(
        self, x1: float, y1: float, x2: float, y2: float, *,
        color: str = FAINT, weight: float = 0.6, layer: float = _LINE, dashes: tuple[float, ...] = (),
    ) -> None:  # fmt: skip
        """Draw a straight line, with `dashes` (lengths on and off) a broken one."""
        self._shapes.append(Stroke(layer, ((x1, y1), (x2, y2)), color, weight, dashes))

    def path(
        self, points: Sequence[Point], *,
        color: str = ACCENT, weight: float = 0.9, dashes: tuple[float, ...] = (),
    ) -> None:  # fmt: skip
        """Draw a line from point to point, with `dashes` a broken one."""
        self._shapes.append(Stroke(_PATH, tuple(points), color, weight, dashes))

    def arrow(self, x: float, y: float, length: float, color: str = INK) -> None:
        """Draw a small arrow to the right, or to the left when its length is negative."""
        self._shapes.append(Solid(_TEXT, tuple((x + at, y + off) for at, off in _arrow(length)), color))

    def pointer(self, x: float, y: float, length: float, color: str = INK) -> None:
        """Draw a small arrow upwards, or downwards when its length is negative."""
        self._shapes.append(Solid(_TEXT, tuple((x + off, y + at) for at, off in _arrow(length)), color))

    def mark(
        self, x: float, y: float, shape: str, *, full: bool, size: float = 3.6, color: str = ACCENT
    ) -> None:
        """Mark a point with a circle `o`, a diamond `D`, a square `s` or a triangle `^`, full or hollow."""
        self._shapes.append(Sign(_MARK, x, y, shape, size, color if full else PALE, color))

    def diamond(self, x: float, y: float) -> None:
        """Mark a point."""
        self._shapes.append(Sign(_MARK, x, y, "D", 4, PALE, INK))

    def spot(self, spot: Spot, x: float, y: float, width: float, height: float) -> None:
        """Remember what stands in a place; a place is never too small to be met."""
        wide, high = max(width, _LEAST), max(height, _LEAST)
        x, y = x - (wide - width) / 2, y - (high - height) / 2
        left, top = x + self.margin, self.height + self.margin - y - high
        self.spots.append((spot, (left, top, left + wide, top + high)))

    def practice(self, *, watermark: bool) -> None:
        """Mark the chart 练习: small and clear at the top right, and pale behind everything."""
        word = say("reports.pdf.practice")
        self.text(self.width - 1, self.height - 1.2, word, 9, align="right", upright="top")
        if watermark:
            self.text(
                self.width / 2, self.height / 2, word, 54,
                color=_WATERMARK, align="center", upright="center", turn=20, layer=_BEHIND,
            )  # fmt: skip


def _arrow(length: float) -> list[Point]:
    """Return an arrow along the first axis, from 0 to `length`: a thin shaft and its head."""
    head = length - (1.6 if length > 0 else -1.6)
    shaft, wide = 0.075, 0.65
    return [
        (0, shaft), (head, shaft), (head, wide), (length, 0), (head, -wide), (head, -shaft), (0, -shaft),
    ]  # fmt: skip
