"""What a paper and a workbook of ours come to, taken apart for the floor: broken lines, heights, calls."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from jzdesk.exchange import paint
from jzdesk.exchange.visible_sheet import VisibleSheet
from jzdesk.reports import charts, document
from jzdesk.reports.charts.board import Area, Letters, Shape, Sign, Solid, Stroke
from jzdesk.reports.lines import wrap
from jzdesk.reports.to_pdf import flow, grid
from jzdesk.reports.to_pdf.boxes import MM, Frame
from jzdesk.reports.to_pdf.fonts import Fonts
from tests.bench import bare

Call = tuple[str, tuple[Any, ...]]


def parts(given: document.Document) -> list[bare.Part]:
    """Return the sections of a document with everything on them."""
    known = Fonts()
    return [_part(section, known) for section in given.sections]


def _part(section: document.Section, known: Fonts) -> bare.Part:
    page = section.page
    frame = Frame((page.width - page.left - page.right) * MM, (page.height - page.top - page.bottom) * MM)
    pieces = [piece for block in section.blocks for piece in _pieces(block, frame, known)]
    place = (page.left * MM, page.bottom * MM, frame.width, frame.height)
    return bare.Part((page.width * MM, page.height * MM), place, pieces)


def _pieces(
    block: document.Block, frame: Frame, known: Fonts
) -> Iterator[bare.Table | bare.Line | bare.Chart]:
    if isinstance(block, document.Grid):
        yield from _grid(block, frame, known)
    elif isinstance(block, document.Figure):
        board = charts.drawn(block.chart, titled=False)
        scale = frame.width / (board.width * MM)
        calls = [call for shape in board.shapes for call in _calls(shape)]
        yield bare.Chart(frame.width, board.height * MM * scale, scale, calls)
        yield bare.Line(block.caption, 10, 15)
    elif isinstance(block, document.Paragraph):
        lines = wrap(block.text, frame.width, lambda text: known.width(text, block.size))
        yield from (bare.Line(line, block.size, block.size * block.leading) for line in lines)
    elif isinstance(block, document.Beside):
        for inner in block.blocks:
            yield from _pieces(inner, frame, known)
    else:
        for box in flow.boxes_of(block, frame, known, lambda *_: None):
            yield bare.Line(_text(block), 9, box.height)


def _text(block: document.Block) -> str:
    if isinstance(block, document.Sides):
        return f"{block.left} {block.centre} {block.right}"
    if isinstance(block, document.Fields):
        return " ".join(f"{name}{value}" for name, value in block.pairs[: block.columns])
    return ""


def _grid(block: document.Grid, frame: Frame, known: Fonts) -> Iterator[bare.Table | bare.Line]:
    table = grid._measured(block, frame, known)
    if block.title:
        yield bare.Line(block.title, table.size, table.size * 2)
    texts = [[""] * len(block.widths) for _ in (*block.head, *block.rows)]
    for row, line in zip(texts, block.head, strict=False):
        for head in line:
            row[head.column] = "\n".join(grid._head_text(head, table).lines)
    heads = len(block.head)
    heights = [grid._head(table).height / heads] * heads
    for row, one in zip(texts[heads:], block.rows, strict=True):
        broken = grid._texts(one, table)
        for text in broken:
            row[text.column] = "\n".join(text.lines)
        heights.append(max(table.least, one.height * MM, *(text.height() for text in broken)))
    yield bare.Table(texts, [b - a for a, b in pairwise(table.edges)], heights, heads, table.size)


def _calls(shape: Shape) -> Iterator[Call]:
    """Yield what is called on a canvas to draw a shape."""
    if isinstance(shape, Letters):
        put = {"left": "drawString", "right": "drawRightString", "center": "drawCentredString"}[shape.align]
        yield "setFillColor", (shape.color,)
        yield "setFont", (bare.HEI, shape.size)
        for number, line in enumerate(shape.text.split("\n")):
            yield put, (shape.x * MM, shape.y * MM - number * shape.size * 1.3, line)
    elif isinstance(shape, Area):
        yield from _area(shape)
    elif isinstance(shape, Stroke | Solid):
        filled = isinstance(shape, Solid)
        yield "setFillColor" if filled else "setStrokeColor", (shape.color,)
        if isinstance(shape, Stroke):
            yield "setLineWidth", (shape.weight,)
            yield "setDash", (list(shape.dashes),)
        yield "drawPath", ([(x * MM, y * MM) for x, y in shape.points], int(not filled), int(filled))
    elif isinstance(shape, Sign):
        yield "setFillColor", (shape.fill,)
        yield "setStrokeColor", (shape.edge,)
        yield "circle", (shape.x * MM, shape.y * MM, shape.size / 2, 1, 1)


def _area(area: Area) -> Iterator[Call]:
    left, low, width, height = area.x * MM, area.y * MM, area.width * MM, area.height * MM
    yield "setFillColor", (area.look.fill,)
    yield "setStrokeColor", (area.look.edge,)
    yield "setLineWidth", (area.weight,)
    yield "rect", (left, low, width, height, 1, 1)
    if area.look.hatch:
        steps = range(int(abs(width) / 4.8) + 1)
        yield "lines", ([(left + 4.8 * n, low, left + 4.8 * n, low + height) for n in steps],)


def sheets(given: Sequence[VisibleSheet]) -> list[bare.Sheet]:
    """Return the sheets of an upload file."""
    return [
        bare.Sheet(
            sheet.name,
            [
                (row, column, cell.text, cell.style, None) if cell.number is None
                else (row, column, cell.number, cell.style, cell.places)
                for (row, column), cell in sheet.cells.items()
            ],
            sheet.merges, sheet.widths, paint._heights(sheet),
        )
        for sheet in given
    ]  # fmt: skip
