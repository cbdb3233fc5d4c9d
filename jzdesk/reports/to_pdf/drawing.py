"""A chart's drawing put on a page as lines and letters: what stands on a board, painted in its order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from jzdesk.reports.charts.board import CROSSES, DOTS, Area, Board, Letters, Point, Shape, Sign, Solid, Stroke
from jzdesk.reports.to_pdf.boxes import MM
from jzdesk.reports.to_pdf.fonts import HEI, Fonts
from jzdesk.reports.to_pdf.pen import Pen

LEADING = 1.3
_HATCH_WEIGHT = 0.5
_STEP = 2.4  # points between the rows of dots; strokes lie twice as far apart, measured across
_DOT = 1.1
_SPECK = 0.01
_EDGE = 0.9
_BUTT, _ROUND, _SQUARE, _MITRE = 0, 1, 2, 0
_OUTLINES: dict[str, tuple[Point, ...]] = {
    "s": ((-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)),
    "D": ((0, -(0.5**0.5)), (0.5**0.5, 0), (0, 0.5**0.5), (-(0.5**0.5), 0)),
    "^": ((0, 0.5), (-0.5, -0.5), (0.5, -0.5)),
}


def paint(board: Board, pen: Pen, x: float, y: float, width: float) -> None:
    """Draw a board with its lower left corner at (x, y), so wide; nothing reaches beyond it."""
    canvas, margin = pen.canvas, board.margin * MM
    wide, high = board.width * MM + 2 * margin, board.height * MM + 2 * margin
    canvas.saveState()
    canvas.translate(x, y)
    canvas.scale(width / wide, width / wide)
    canvas.clipPath(_outline(canvas, ((0, 0), (wide, 0), (wide, high), (0, high))), stroke=0, fill=0)
    canvas.translate(margin, margin)
    for shape in board.shapes:
        _paint(shape, pen)
    canvas.restoreState()


def lines_of(letters: Letters, fonts: Fonts) -> Iterator[tuple[str, float, float]]:
    """Yield each line of a text with where it begins, in points from the point that the text is tied to.

    A line is as high as its leading asks, and its ink lies in the middle of that.
    """
    lines, size = letters.text.split("\n"), letters.size
    pitch = LEADING * size
    inks = [fonts.ink(line, HEI) for line in lines]
    # How far below the top of its line each baseline lies
    drops = [pitch / 2 + (high + low) * size / 2 for low, high in inks]
    height = pitch * len(lines)
    top = {
        "top": 0.0, "center": height / 2, "baseline": pitch * (len(lines) - 1) + drops[-1],
    }[letters.upright]  # fmt: skip
    share = {"left": 0.0, "center": 0.5, "right": 1.0}[letters.align]
    for number, (line, drop) in enumerate(zip(lines, drops, strict=True)):
        yield line, -share * fonts.width(line, size, HEI), top - pitch * number - drop


def _paint(shape: Shape, pen: Pen) -> None:
    canvas = pen.canvas
    if isinstance(shape, Letters):
        _write(shape, pen)
    elif isinstance(shape, Area):
        _area(shape, canvas)
    elif isinstance(shape, Stroke):
        _stroke(shape, canvas)
    elif isinstance(shape, Solid):
        _fill(canvas, shape.color)
        canvas.drawPath(_outline(canvas, shape.points, MM), stroke=0, fill=1)
    else:
        _sign(shape, canvas)


def _write(letters: Letters, pen: Pen) -> None:
    canvas = pen.canvas
    _fill(canvas, letters.color)
    if letters.turn:
        canvas.saveState()
        canvas.translate(letters.x * MM, letters.y * MM)
        canvas.rotate(letters.turn)
        for line, x, y in lines_of(letters, pen.fonts):
            pen.text(x, y, line, letters.size, face=HEI)
        canvas.restoreState()
        return
    for line, x, y in lines_of(letters, pen.fonts):
        pen.text(letters.x * MM + x, letters.y * MM + y, line, letters.size, face=HEI)


def _area(area: Area, canvas: Any) -> None:
    place = area.x * MM, area.y * MM, area.width * MM, area.height * MM
    _fill(canvas, area.look.fill)
    if area.look.hatch:
        canvas.rect(*place, stroke=0, fill=1)
        _hatch(place, area.look.hatch, area.look.edge, canvas)
    if area.weight:
        _ink(canvas, area.look.edge)
        canvas.setLineWidth(area.weight)
        canvas.setLineJoin(_MITRE)
        canvas.setDash()
        canvas.rect(*place, stroke=1, fill=not area.look.hatch)
    elif not area.look.hatch:
        canvas.rect(*place, stroke=0, fill=1)


def _hatch(place: tuple[float, float, float, float], kind: str, color: str, canvas: Any) -> None:
    """Fill a rectangle with strokes, crossed ones or dots, which lie on one lattice all over the drawing."""
    x, y, width, height = _upright(place)
    canvas.saveState()
    corners = (x, y), (x + width, y), (x + width, y + height), (x, y + height)
    canvas.clipPath(_outline(canvas, corners), stroke=0, fill=0)
    _ink(canvas, color)
    if kind == DOTS:
        # A row is one line of dashes with round ends, so short that only these are seen
        canvas.setLineWidth(_DOT)
        canvas.setLineCap(_ROUND)
        canvas.setDash((_SPECK, _STEP - _SPECK))
        canvas.lines(list(_rows(x, y, width, height)))
    else:
        canvas.setLineWidth(_HATCH_WEIGHT)
        canvas.setLineCap(_BUTT)
        canvas.setDash()
        canvas.lines(list(_strokes(x, y, width, height, rising=True)))
        if kind == CROSSES:
            canvas.lines(list(_strokes(x, y, width, height, rising=False)))
    canvas.restoreState()


def _upright(place: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """Return a rectangle from its lower left corner; a bar below zero is drawn from its other end."""
    x, y, width, height = place
    return min(x, x + width), min(y, y + height), abs(width), abs(height)


def _rows(x: float, y: float, width: float, height: float) -> Iterator[tuple[float, float, float, float]]:
    """Yield the rows of dots that touch a rectangle; every other one begins half a step further."""
    for row in range(int((y - _DOT) // _STEP), int((y + height + _DOT) // _STEP) + 1):
        shift = _STEP / 2 if row % 2 else 0.0
        start = ((x - _DOT - shift) // _STEP) * _STEP + shift
        yield start, row * _STEP, x + width + _DOT, row * _STEP


def _strokes(
    x: float, y: float, width: float, height: float, *, rising: bool
) -> Iterator[tuple[float, float, float, float]]:
    """Yield the strokes over a rectangle, each from its lower to its upper side."""
    step = 2 * _STEP
    slant = height if rising else -height
    offset = -y if rising else y  # so that strokes of different areas lie on the same lines
    low, high = min(x, x - slant) - offset, max(x + width, x + width - slant) - offset
    for number in range(int(low // step), int(high // step) + 1):
        start = number * step + offset
        yield start, y, start + slant, y + height


def _stroke(stroke: Stroke, canvas: Any) -> None:
    _ink(canvas, stroke.color)
    canvas.setLineWidth(stroke.weight)
    canvas.setLineJoin(_ROUND)
    canvas.setLineCap(_BUTT if stroke.dashes else _SQUARE)
    canvas.setDash([length * stroke.weight for length in stroke.dashes])
    path = canvas.beginPath()
    for number, (x, y) in enumerate(stroke.points):
        (path.lineTo if number else path.moveTo)(x * MM, y * MM)
    canvas.drawPath(path, stroke=1, fill=0)


def _sign(sign: Sign, canvas: Any) -> None:
    _fill(canvas, sign.fill)
    _ink(canvas, sign.edge)
    canvas.setLineWidth(_EDGE)
    canvas.setLineJoin(_MITRE)
    canvas.setDash()
    x, y = sign.x * MM, sign.y * MM
    if sign.shape == "o":
        canvas.circle(x, y, sign.size / 2, stroke=1, fill=1)
        return
    points = [(x + right * sign.size, y + up * sign.size) for right, up in _OUTLINES[sign.shape]]
    canvas.drawPath(_outline(canvas, points), stroke=1, fill=1)


def _outline(canvas: Any, points: Sequence[Point], unit: float = 1.0) -> Any:
    """Return a closed path."""
    path = canvas.beginPath()
    for number, (x, y) in enumerate(points):
        (path.lineTo if number else path.moveTo)(x * unit, y * unit)
    path.close()
    return path


def _fill(canvas: Any, color: str) -> None:
    canvas.addLiteral(f"{_parts(color)} rg")


def _ink(canvas: Any, color: str) -> None:
    canvas.addLiteral(f"{_parts(color)} RG")


@cache
def _parts(color: str) -> str:
    """Return the red, green and blue of a colour such as `#0B6E66` as PDF writes them."""
    return " ".join(f"{int(color[at : at + 2], 16) / 255:.3f}" for at in (1, 3, 5))
