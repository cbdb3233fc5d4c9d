"""Blocks of a document as boxes: paragraphs, lines, fields to sign, charts, the place for the seal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from jzdesk.reports.chart_data import Chart
from jzdesk.reports.document import (
    BIAO,
    CENTRE,
    FANG,
    LEFT,
    RIGHT,
    Beside,
    Block,
    Contents,
    Fields,
    Figure,
    Gap,
    Grid,
    Paragraph,
    Picture,
    Sides,
)
from jzdesk.reports.document import HEI as OFFICIAL_HEI
from jzdesk.reports.document import KAI as OFFICIAL_KAI
from jzdesk.reports.lines import balanced, wrap
from jzdesk.reports.to_pdf.boxes import MM, Box, Draw, Frame, at, baseline, gap_box, line_box, stack_box
from jzdesk.reports.to_pdf.fonts import BOLD, HEI, KAI, SONG, Fonts
from jzdesk.reports.to_pdf.grid import grid_boxes
from jzdesk.reports.to_pdf.pen import Pen

SEAL = 42 * MM  # a county office's seal and a little air
_SMALL, _TIGHT = 0.75, 1.15  # of a field's type: when its value takes two lines, and how far apart they are
# What comes nearest of what may be embedded. There is no free 仿宋; one that a system happens to have is not
# used, for the same paper would be other bytes and other lines there than where it was looked at and signed
_FACES = {FANG: SONG, OFFICIAL_KAI: KAI, OFFICIAL_HEI: HEI, BIAO: BOLD}
_APART = 1.6  # times the width of a dot in the contents, from one to the next
_NUMBER = 2.6  # em: the room of a page number in the contents
_LOOSE = 0.24  # em: a line that would have to be spread further is left ragged

Place = Callable[[Chart | str, float, float, float, float], None]
"""Draws a chart, or a picture's file, on the page at hand from its lower left corner, so wide and so high."""


def boxes_of(block: Block, frame: Frame, fonts: Fonts, place: Place) -> list[Box]:
    """Return the boxes of one block."""
    if isinstance(block, Grid):
        return grid_boxes(block, frame, fonts)
    if isinstance(block, Figure):
        return _figure(block, frame, fonts, place)
    if isinstance(block, Picture):
        return [_picture(block, frame, place), gap_box(2.5 * MM)]
    if isinstance(block, Contents):
        return [_contents_line(line, frame, fonts) for line in block.lines]
    if isinstance(block, Beside):
        return _beside(block, frame, fonts, place)
    if isinstance(block, Gap):
        return [gap_box(block.height * MM * frame.scale)]
    if isinstance(block, Sides):
        return [_sides(block, frame, fonts)]
    if isinstance(block, Fields):
        return _fields(block, frame, fonts)
    return _paragraph(block, frame, fonts)


def _paragraph(block: Paragraph, frame: Frame, fonts: Fonts) -> list[Box]:
    boxes: list[Box] = []
    for part in block.text.split("\n"):
        boxes += _part(part, block, frame, fonts)
    if block.mark and boxes:
        boxes[0] = _marked(boxes[0], block)
    if block.space:
        boxes.append(gap_box(block.space * MM * frame.scale, block.keep))
    return boxes


def _marked(box: Box, block: Paragraph) -> Box:
    """Return a line that notes on which page it is drawn."""

    def draw(pen: Pen, x: float, top: float) -> None:
        pen.mark(block.mark, block.text, block.level)
        box.draw(pen, x, top)

    return replace(box, draw=draw)


def _contents_line(line: tuple[str, int, str], frame: Frame, fonts: Fonts) -> Box:
    """Return a line of the contents: dots, and a page number that is written when all pages are known."""
    text, level, mark = line
    size = (11.5 if level == 1 else 9.5) * frame.scale
    face = BOLD if level == 1 else SONG
    left, pitch = (level - 1) * 2 * size, size * (2.1 if level == 1 else 1.5)
    room = frame.width - left - _NUMBER * size
    while fonts.width(text, size, face) > room - 2 * size and len(text) > 1:
        text = text[:-2] + "…"
    dot = fonts.width("·", size)
    dots = "·" * int((room - fonts.width(text, size, face)) / (dot * _APART) - 1)
    begin = left + room - len(dots) * dot * _APART

    def draw(pen: Pen, x: float, top: float) -> None:
        y = baseline(top, pitch, size)
        pen.text(x + left, y, text, size, face=face)
        pen.text(x + begin, y, dots, size, spread=dot * (_APART - 1))
        canvas = pen.canvas
        canvas.saveState()
        canvas.translate(x + frame.width, y)
        canvas.doForm(page_form(mark, level))
        canvas.restoreState()
        canvas.linkRect("", mark, (x, top - pitch, x + frame.width, top), relative=0, thickness=0)

    return Box(pitch, draw, keep=level == 1)


def page_form(mark: str, level: int) -> str:
    """Return the name under which the number of a mark's page is drawn, larger for a chapter."""
    return f"page{level}{mark}"


def _picture(block: Picture, frame: Frame, place: Place) -> Box:
    """Return a picture with a thin line around it, smaller where the frame is narrower."""
    factor = min(1.0, frame.width / (block.width * MM), frame.height / (block.height * MM))
    width, height = block.width * MM * factor, block.height * MM * factor
    inset, air = (frame.width - width) / 2, 1.5 * MM

    def draw(pen: Pen, x: float, top: float) -> None:
        at_x, at_y = x + inset, top - air - height
        place(block.file, at_x, at_y, width, height)
        pen.canvas.setLineWidth(0.4)
        pen.canvas.setStrokeGray(0.7)
        pen.canvas.rect(at_x, at_y, width, height)
        pen.canvas.setStrokeGray(0)

    return Box(height + air, draw)


def _part(text: str, block: Paragraph, frame: Frame, fonts: Fonts) -> list[Box]:
    """Return one line box for each line; the first two and the last two stay together."""
    size = block.size * frame.scale
    face = BOLD if block.bold else _FACES.get(block.face, SONG)
    hang, indent = block.hang * size, block.indent * size
    room = frame.width - hang
    measure = partial(fonts.width, size=size, face=face)
    centred = block.align == CENTRE
    lines = balanced(text, room, measure) if centred else wrap(text, room, measure, first=room - indent)
    boxes: list[Box] = []
    for number, line in enumerate(lines):
        x = hang + (indent if number == 0 else 0)
        loose = number == len(lines) - 1 or block.align != LEFT
        spread = 0.0 if loose else _spread(line, frame.width - x, size, face, fonts)
        keep = block.keep or (len(lines) > 1 and number in {0, len(lines) - 2})
        start = x if block.align == LEFT else at(block.align, frame.width)
        pitch = size * block.leading
        boxes.append(
            line_box(line, size, pitch, start, face=face, align=block.align, spread=spread, keep=keep)
        )
    return boxes


def _spread(line: str, room: float, size: float, face: str, fonts: Fonts) -> float:
    """Return what is added behind each character so that the line ends at the right edge."""
    spread = (room - fonts.width(line, size, face)) / max(len(line) - 1, 1)
    return spread if 0 < spread <= _LOOSE * size else 0.0


def _sides(block: Sides, frame: Frame, fonts: Fonts) -> Box:
    """Return one line with three texts; when they do not fit beside each other their type shrinks."""
    size = block.size * frame.scale
    texts = {LEFT: block.left, CENTRE: block.centre, RIGHT: block.right}
    wide = {align: fonts.width(text, 1) for align, text in texts.items()}
    gap = 1.5
    needed = wide[LEFT] + wide[RIGHT] + (gap if wide[LEFT] and wide[RIGHT] else 0)
    if wide[CENTRE]:
        needed = wide[CENTRE] + wide[LEFT] + wide[RIGHT] + 2 * gap
    size = min(size, frame.width / needed) if needed else size
    # In the middle of what is left between the two others, or of the line where that is free
    middle = frame.width / 2
    low, high = (wide[LEFT] + gap) * size, frame.width - (wide[RIGHT] + gap) * size
    half = wide[CENTRE] * size / 2
    middle = min(max(middle, low + half), high - half)
    pitch = block.size * frame.scale * 1.35 + block.space * MM * frame.scale

    def draw(pen: Pen, x: float, top: float) -> None:
        y = baseline(top, block.size * frame.scale * 1.35, size)
        pen.text(x, y, block.left, size)
        pen.text(x + middle, y, block.centre, size, align=CENTRE)
        pen.text(x + frame.width, y, block.right, size, align=RIGHT)

    return Box(pitch, draw, keep=True)


def _fields(block: Fields, frame: Frame, fonts: Fonts) -> list[Box]:
    """Return one box for each line of labels and values; ruled values begin below each other."""
    size, pitch = block.size * frame.scale, block.pitch * MM * frame.scale
    across = block.columns
    lines = [block.pairs[at : at + across] for at in range(0, len(block.pairs), across)]
    gap = 1.5 * size
    room = (frame.width - gap * (across - 1)) / across
    labels = [
        max(fonts.width(name, size) for name, _ in block.pairs[column::across])
        for column in range(min(across, len(block.pairs)))
    ]
    return [
        Box(pitch, _field_line(line, labels, (room, gap, size, pitch), block.ruled), keep=True)
        for line in lines
    ]


def _field_line(
    pairs: Sequence[tuple[str, str]], labels: Sequence[float], measures: tuple[float, float, float, float],
    ruled: bool,
) -> Draw:  # fmt: skip
    room, gap, size, pitch = measures

    def draw(pen: Pen, x: float, top: float) -> None:
        y = baseline(top, pitch, size)
        for (name, value), label in zip(pairs, labels, strict=False):
            start = x + (label if ruled else pen.fonts.width(name, size))
            pen.text(x, y, name, size)
            lines, fit = _value_lines(value, x + room - start, size, pen.fonts)
            for below, line in enumerate(lines, 1):
                pen.text(start, y + (len(lines) - below) * fit * _TIGHT, line, fit)
            if ruled:
                pen.rule(start, y - 0.28 * size, x + room, y - 0.28 * size)
            x += room + gap

    return draw


def _value_lines(value: str, room: float, size: float, fonts: Fonts) -> tuple[list[str], float]:
    """Return a field's value and its type: smaller where it is long, and in two lines before it is tiny."""
    fit = min(size, room / max(fonts.width(value, 1), 0.01))
    for part in (1.0, 0.85, 0.7) if fit < _SMALL * size else ():
        tried = part * _SMALL * size
        lines = wrap(value, room, partial(fonts.width, size=tried, face=SONG))
        if len(lines) <= 2:
            return lines, tried
    return [value], fit


def _figure(block: Figure, frame: Frame, fonts: Fonts, place: Place) -> list[Box]:
    """Return the chart as wide as the frame, and its caption below; smaller where a page is not so high."""
    size, air = 10 * frame.scale, 5 * MM
    lines = wrap(block.caption, frame.width, partial(fonts.width, size=size, face=HEI))
    most = frame.height - len(lines) * size * 1.5 - air
    height = min(frame.width * block.chart.height / block.chart.width, most)
    width = height * block.chart.width / block.chart.height
    inset = (frame.width - width) / 2

    def draw(pen: Pen, x: float, top: float) -> None:  # noqa: ARG001 - `place` has its own
        place(block.chart, x + inset, top - height, width, height)

    captions = [
        line_box(text, size, size * 1.5, frame.width / 2, face=HEI, align=CENTRE, keep=number < len(lines))
        for number, text in enumerate(lines, 1)
    ]
    return [Box(height, draw, keep=True), *captions, gap_box(air)]


def _beside(block: Beside, frame: Frame, fonts: Fonts, place: Place) -> list[Box]:
    """Return the blocks with the seal's place to their right; lines that reach below it may go overleaf."""
    narrow = Frame(frame.width - SEAL - 4 * MM, frame.height, frame.scale)
    boxes = [box for inner in block.blocks for box in boxes_of(inner, narrow, fonts, place)]
    beside: list[Box] = []
    while boxes and sum(b.height for b in beside) + boxes[0].height <= SEAL:
        beside.append(boxes.pop(0))
    return [stack_box(beside, SEAL if not boxes else 0, _seal(block.seal, frame)), *boxes]


def _seal(text: str, frame: Frame) -> Draw:
    """Return what draws the dashed ring that a seal is pressed into."""

    def draw(pen: Pen, x: float, top: float) -> None:
        radius = SEAL / 2 - 1.5 * MM
        middle, y = x + frame.width - SEAL / 2, top - SEAL / 2
        pen.canvas.saveState()
        pen.canvas.setDash(2, 2)
        pen.canvas.setStrokeGray(0.6)
        pen.canvas.setFillGray(0.5)
        pen.canvas.setLineWidth(0.5)
        pen.canvas.circle(middle, y, radius)
        pen.text(middle, y - 3, text, 9, align=CENTRE)
        pen.canvas.restoreState()

    return draw
