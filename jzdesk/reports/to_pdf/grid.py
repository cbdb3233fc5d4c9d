"""A grid as boxes: its head, and one box for each row, as high as its longest text needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate

from jzdesk.reports.document import CENTRE, LEFT, RIGHT, Cell, Grid, GridRow, HeadCell
from jzdesk.reports.lines import balanced, wrap
from jzdesk.reports.to_pdf.boxes import MM, Box, Frame, Run, baseline, line_box
from jzdesk.reports.to_pdf.fonts import BOLD, SONG, Fonts
from jzdesk.reports.to_pdf.pen import THICK, Pen

_SIDE, _ABOVE = 1.0 * MM, 0.7 * MM
_LEADING = 1.22
_MARK = 0.62  # a raised sign's size against its text's


@dataclass(frozen=True)
class _Set:
    """A grid with its measures in points: where each column begins, and the size of its type."""

    grid: Grid
    fonts: Fonts
    edges: tuple[float, ...]
    size: float
    least: float

    @property
    def width(self) -> float:
        return self.edges[-1]

    def room(self, column: int, span: int) -> float:
        return self.edges[column + span] - self.edges[column] - 2 * _SIDE


@dataclass(frozen=True)
class _Text:
    """A cell's lines, broken for its column, their size, and how far from its rules they keep."""

    cell: Cell
    column: int
    lines: tuple[str, ...]
    size: float
    inset: float = _SIDE

    def height(self) -> float:
        return len(self.lines) * self.size * _LEADING + 2 * _ABOVE


def grid_boxes(grid: Grid, frame: Frame, fonts: Fonts) -> list[Box]:
    """Return the boxes of a grid: title, head, rows."""
    table = _measured(grid, frame, fonts)
    head = _head(table)
    again = [*_title(grid.again or grid.title, table), head]
    run = Run([replace(b, run=None) for b in again], table.width)
    boxes = [*_title(grid.title, table), replace(head, run=run, keep=True)]
    for row in grid.rows:
        boxes.append(_row(row, _texts(row, table), table, run))
    return boxes


def _measured(grid: Grid, frame: Frame, fonts: Fonts) -> _Set:
    """Return the grid fitted to the frame: squeezed as a whole, or with its data columns widened."""
    widths = [w * MM for w in grid.widths]
    total, stubs = sum(widths), sum(widths[: grid.stubs])
    squeeze = min(1.0, frame.width / total)
    if total > frame.width:
        widths = [w * squeeze for w in widths]
    elif total > stubs:
        factor = (frame.width - stubs) / (total - stubs)
        widths = [w if n < grid.stubs else w * factor for n, w in enumerate(widths)]
    # Type shrinks less than the columns do: what no longer fits is broken into more lines
    size = grid.size * frame.scale * max(squeeze**0.5, 0.75)
    edges = (0.0, *accumulate(widths))
    return _Set(grid, fonts, edges, size, grid.least * MM * frame.scale)


def _title(text: str, table: _Set) -> list[Box]:
    if not text:
        return []
    size = table.size * 1.06
    return [line_box(text, size, size * 1.9, 0, face=BOLD, keep=True)]


def _head(table: _Set) -> Box:
    """Return the heads, with the thick rule above them."""
    lines = table.grid.head
    texts = [[_head_text(cell, table) for cell in line] for line in lines]
    heights = [table.least] * len(lines)
    for number, line in enumerate(lines):
        for cell, text in zip(line, texts[number], strict=True):
            last = number + cell.lines - 1
            lacking = text.height() - sum(heights[number : last + 1])
            heights[last] += max(0.0, lacking)

    def draw(pen: Pen, x: float, top: float) -> None:
        pen.rule(x, top, x + table.width, top, THICK)
        y = top
        for number, line in enumerate(lines):
            for cell, text in zip(line, texts[number], strict=True):
                height = sum(heights[number : number + cell.lines])
                _draw_head(pen, x, y, height, cell, text, table)
            y -= heights[number]

    return Box(sum(heights), draw)


def _head_text(cell: HeadCell, table: _Set) -> _Text:
    size = table.size
    room = table.room(cell.column, cell.columns)
    lines = balanced(cell.text, room, partial(table.fonts.width, size=size, face=SONG))
    return _Text(Cell(cell.text, CENTRE), cell.column, tuple(lines), size)


def _draw_head(
    pen: Pen, x: float, top: float, height: float, cell: HeadCell, text: _Text, table: _Set
) -> None:
    left, right = x + table.edges[cell.column], x + table.edges[cell.column + cell.columns]
    if cell.column + cell.columns < len(table.edges) - 1:
        pen.rule(right, top, right, top - height)
    pen.rule(left, top - height, right, top - height)
    _draw_lines(pen, (left, right), top, height, text, SONG)


def _texts(row: GridRow, table: _Set) -> tuple[_Text, ...]:
    column, texts = 0, []
    for cell in row.cells:
        texts.append(_fitted(cell, column, _face(row, cell), table))
        column += table.grid.span(cell)
    return tuple(texts)


def _face(row: GridRow, cell: Cell) -> str:
    return BOLD if cell.bold or row.kind in {"band", "total"} else SONG


def _fitted(cell: Cell, column: int, face: str, table: _Set) -> _Text:
    """Return the cell's text broken into lines; a figure stays whole and shrinks when it is too long."""
    room, size = table.room(column, table.grid.span(cell)), table.size
    if cell.align != RIGHT and not cell.whole:
        broken = balanced if cell.align == CENTRE else wrap
        lines = broken(cell.text, room, partial(table.fonts.width, size=size, face=face))
        return _Text(cell, column, tuple(lines), size)
    inset = _SIDE
    if cell.mark:
        inset = max(inset, table.fonts.width(cell.mark, size * _MARK) + 0.3)
    needed = table.fonts.width(cell.text, size, face)
    if needed > room + _SIDE - inset:
        # A long figure may come nearer to its rules before it has to become smaller
        inset = max(inset - _SIDE / 2, _SIDE / 2)
        size = min(size, size * (room + 1.5 * _SIDE - inset) / needed)
    return _Text(cell, column, (cell.text,), size, inset)


def _row(row: GridRow, texts: tuple[_Text, ...], table: _Set, run: Run) -> Box:
    """Return one row; one that is taller than a page can be parted between its lines."""
    height = max(table.least, row.height * MM, *(t.height() for t in texts))

    def draw(pen: Pen, x: float, top: float) -> None:
        inner = [x + table.edges[text.column] for text in texts if text.column]
        pen.rules([(x, top, x + table.width, top), *((at, top, at, top - height) for at in inner)])
        for text in texts:
            left = x + table.edges[text.column]
            right = x + table.edges[text.column + table.grid.span(text.cell)]
            _draw_lines(pen, (left, right), top, height, text, _face(row, text.cell))

    def split(room: float) -> tuple[Box, Box]:
        first, rest = _parted(texts, room)
        return _row(replace(row, height=0), first, table, run), _row(replace(row, height=0), rest, table, run)

    return Box(height, draw, keep=row.kind == "band", run=run, split=split)


def _parted(texts: Sequence[_Text], room: float) -> tuple[tuple[_Text, ...], tuple[_Text, ...]]:
    """Return the lines of each cell that fit in `room`, and those left over."""
    first, rest = [], []
    for text in texts:
        fitting = max(1, int((room - 2 * _ABOVE) / (text.size * _LEADING)))
        first.append(replace(text, lines=text.lines[:fitting]))
        rest.append(replace(text, lines=text.lines[fitting:]))
    return tuple(first), tuple(rest)


def _draw_lines(
    pen: Pen, edges: tuple[float, float], top: float, height: float, text: _Text, face: str
) -> None:
    """Write a cell's lines, in the middle of its height."""
    left, right = edges
    pitch = text.size * _LEADING
    y = top - (height - pitch * len(text.lines)) / 2
    align = text.cell.align
    x = {LEFT: left + _SIDE, CENTRE: (left + right) / 2, RIGHT: right - text.inset}[align]
    for line in text.lines:
        pen.text(x, baseline(y, pitch, text.size), line, text.size, face=face, align=align)
        if text.cell.strike and line:
            wide = pen.fonts.width(line, text.size, face)
            start = x - {LEFT: 0.0, CENTRE: wide / 2, RIGHT: wide}[align]
            middle = baseline(y, pitch, text.size) + 0.3 * text.size
            pen.rule(start, middle, start + wide, middle)
        y -= pitch
    if text.cell.mark and text.lines:
        _draw_mark(pen, (left, right), y + pitch, text, face)


def _draw_mark(pen: Pen, edges: tuple[float, float], top: float, text: _Text, face: str) -> None:
    """Write the raised sign behind the last line."""
    left, right = edges
    size = text.size * _MARK
    wide = pen.fonts.width(text.lines[-1], text.size, face)
    ends = {LEFT: left + _SIDE + wide, CENTRE: (left + right + wide) / 2, RIGHT: right - text.inset}
    end = min(ends[text.cell.align], right - pen.fonts.width(text.cell.mark, size))
    y = baseline(top, text.size * _LEADING, text.size) + 0.42 * text.size
    pen.text(end, y, text.cell.mark, size)
