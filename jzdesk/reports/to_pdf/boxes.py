"""The pieces a page is filled with: each has a height, and draws itself where it is put."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from jzdesk.reports.document import CENTRE, LEFT, RIGHT
from jzdesk.reports.to_pdf.fonts import SONG
from jzdesk.reports.to_pdf.pen import THICK, Pen

MM = 72 / 25.4
_ASCENT = 0.88  # of the em square in which a Chinese character stands


Draw = Callable[[Pen, float, float], None]
"""Draws a box whose upper left corner is at x and y."""


@dataclass(frozen=True, eq=False)
class Run:
    """Boxes that make one table: what is repeated at the top of a page, and how the table is closed."""

    again: Sequence[Box]
    width: float

    def close(self, pen: Pen, x: float, y: float) -> None:
        """Draw the thick rule under the last row of a page."""
        pen.rule(x, y, x + self.width, y, THICK)


@dataclass(frozen=True, eq=False)
class Box:
    """One piece. `keep` holds it on the page of the next; a `gap` vanishes at the top of a page.

    `split` parts a box that is taller than a page: it returns what fits in the room given, and the rest.
    """

    height: float
    draw: Draw
    keep: bool = False
    gap: bool = False
    run: Run | None = None
    split: Callable[[float], tuple[Box, Box]] | None = None


@dataclass(frozen=True)
class Frame:
    """The room a block is set in, in points, and how much smaller than designed its type is."""

    width: float
    height: float
    scale: float = 1.0


def baseline(top: float, pitch: float, size: float) -> float:
    """Return where the baseline of a line lies whose box is `pitch` high and begins at `top`."""
    return top - (pitch - size) / 2 - _ASCENT * size


def line_box(
    text: str, size: float, pitch: float, x: float, *,
    face: str = SONG, align: str = LEFT, spread: float = 0, keep: bool = False,
) -> Box:  # fmt: skip
    """Return a box with one line of text, `x` from the left edge of the frame."""

    def draw(pen: Pen, left: float, top: float) -> None:
        y = baseline(top, pitch, size)
        pen.text(left + x, y, text, size, face=face, align=align, spread=spread)

    return Box(pitch, draw, keep)


def gap_box(height: float, keep: bool = False) -> Box:
    """Return empty room."""
    return Box(height, _nothing, keep, gap=True)


def _nothing(pen: Pen, x: float, top: float) -> None:  # noqa: ARG001 - a box with nothing to draw
    return


def stack_box(boxes: Sequence[Box], height: float, under: Draw) -> Box:
    """Return several boxes as one that no page parts; `under` is drawn first."""

    def draw(pen: Pen, x: float, top: float) -> None:
        under(pen, x, top)
        y, run = top, None
        for box in boxes:
            if run is not None and box.run is not run:
                run.close(pen, x, y)
            box.draw(pen, x, y)
            y, run = y - box.height, box.run
        if run is not None:
            run.close(pen, x, y)

    return Box(max(height, sum(b.height for b in boxes)), draw)


def at(align: str, width: float) -> float:
    """Return the x from which a text of this alignment is measured in a frame of this width."""
    return {LEFT: 0.0, CENTRE: width / 2, RIGHT: width}[align]
