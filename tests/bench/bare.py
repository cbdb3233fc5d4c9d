"""The floor of paper and workbooks: the same pages, cells and charts by reportlab and openpyxl alone.

What is to be written comes as plain values: every line is broken already, every row's height known. Nothing
is left but to hand it to LongTable, to the canvas and to cells, in one pass and with the same fonts. Charts
are drawn on the canvas too, which is far less work than any drawing library's: a harder floor than one of
those. This module knows nothing of ours, so that a process with it alone shows what the libraries take.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    LongTable,
    NextPageTemplate,
    PageBreak,
    Spacer,
)
from reportlab.platypus import PageTemplate as Template

FONTS = Path(__file__).parents[2] / "resources" / "fonts"
SONG, BOLD, HEI, KAI = "JZSong-Regular", "JZSong-Bold", "JZHei-Medium", "JZKai-Regular"
FOOT = 25.0


@dataclass(frozen=True)
class Table:
    """A table: its texts with their lines broken, widths, heights, how many rows are heads, size of type."""

    cells: list[list[str]]
    widths: list[float]
    heights: list[float]
    heads: int
    size: float


@dataclass(frozen=True)
class Line:
    """A line of text, or empty room where there is none."""

    text: str
    size: float
    height: float


@dataclass(frozen=True)
class Chart:
    """A drawing: so wide and high, how much smaller than it was drawn, and what is called on the canvas."""

    width: float
    height: float
    scale: float
    calls: list[tuple[str, tuple[Any, ...]]]


@dataclass(frozen=True)
class Part:
    """A section: its paper, the frame on it (left, bottom, width, height), and what stands there."""

    paper: tuple[float, float]
    frame: tuple[float, float, float, float]
    pieces: list[Table | Line | Chart]


@dataclass(frozen=True)
class Sheet:
    """A sheet: cells as row, column, value, style and places; merges, widths of columns, heights of rows."""

    name: str
    cells: list[tuple[int, int, str | Decimal, str, int | None]]
    merges: list[tuple[int, int, int, int]]
    widths: dict[int, float]
    heights: dict[int, float]


class _Written(Flowable):  # type: ignore[misc]
    def __init__(self, line: Line) -> None:
        super().__init__()
        self.line = line

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        return width, self.line.height

    def draw(self) -> None:
        self.canv.setFont(SONG, self.line.size)
        self.canv.drawString(0, 3, self.line.text)


class _Drawn(Flowable):  # type: ignore[misc]
    def __init__(self, chart: Chart) -> None:
        super().__init__()
        self.chart = chart

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return self.chart.width, self.chart.height

    def draw(self) -> None:
        self.canv.scale(self.chart.scale, self.chart.scale)
        for name, given in self.chart.calls:
            if name == "drawPath":
                _path(self.canv, *given)
            else:
                getattr(self.canv, name)(*given)


def _path(canvas: Any, points: Sequence[tuple[float, float]], stroke: int, fill: int) -> None:
    path = canvas.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    canvas.drawPath(path, stroke=stroke, fill=fill)


def paper(parts: Sequence[Part]) -> bytes:
    """Return the pages, with their number at the foot of each."""
    for name in (SONG, BOLD, HEI, KAI):
        pdfmetrics.registerFont(TTFont(name, str(FONTS / f"{name}.ttf"), shapable=False))
    stream = io.BytesIO()
    template = BaseDocTemplate(stream, invariant=1, initialFontName=SONG, pageCompression=1)
    story: list[Any] = []
    for number, part in enumerate(parts):
        frame = Frame(*part.frame, 0, 0, 0, 0)
        template.addPageTemplates(Template(str(number), [frame], _foot, pagesize=part.paper))
        if number:
            story += [NextPageTemplate(str(number)), PageBreak()]
        story += map(_flowable, part.pieces)
    template.build(story)
    return stream.getvalue()


def _foot(canvas: Any, template: Any) -> None:
    canvas.setFont(SONG, 9)
    canvas.drawCentredString(template.pagesize[0] / 2, FOOT, f"第 {template.page} 页")


def _flowable(piece: Table | Line | Chart) -> Any:
    if isinstance(piece, Chart):
        return _Drawn(piece)
    if isinstance(piece, Line):
        return _Written(piece) if piece.text else Spacer(1, piece.height)
    style = [
        ("FONT", (0, 0), (-1, -1), SONG, piece.size, piece.size * 1.22),
        ("GRID", (0, 0), (-1, -1), 0.4, (0, 0, 0)), ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), 3), ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
    ]  # fmt: skip
    return LongTable(piece.cells, piece.widths, piece.heights, style=style, repeatRows=piece.heads)


def workbook(sheets: Sequence[Sheet], machine: Sequence[str]) -> bytes:
    """Return a workbook of the cells, each with a style that is made once."""
    made = Workbook()
    made.remove(made.worksheets[0])
    styles: dict[tuple[str, int | None], Any] = {}
    for sheet in sheets:
        target = made.create_sheet(sheet.name)
        for row, column, value, *look in sheet.cells:
            cell: Any = target.cell(row, column, value)
            if tuple(look) not in styles:
                styles[look[0], look[1]] = _style(cell, *look)
            cell._style = copy(styles[look[0], look[1]])
        for first_row, first, last_row, last in sheet.merges:
            # Its own way, `merge_cells`, works out every border anew and takes half the time
            target.merged_cells.add(CellRange(None, first, first_row, last, last_row))
        for column, width in sheet.widths.items():
            target.column_dimensions[get_column_letter(column)].width = width
        for row, height in sheet.heights.items():
            target.row_dimensions[row].height = height
    hidden = made.create_sheet("machine")
    for row, text in enumerate(machine, 1):
        hidden.cell(row, 1, text)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def _style(cell: Any, name: str, places: int | None) -> Any:
    thin = Side(style="thin", color="FF7F8A94")
    cell.font = Font(name="宋体", size=11, bold=name == "total")
    cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
    cell.alignment = Alignment(horizontal="left", vertical="center", wrap_text=True)
    cell.number_format = "@" if places is None else "#,##0" + ("." + "0" * places if places else "")
    return cell._style
