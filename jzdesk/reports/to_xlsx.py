"""A document's tables as a workbook: figures as figures, no formulas, links or macros; ready to print."""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jzdesk.files import put, scratch
from jzdesk.reports.document import CENTRE, LEFT, RIGHT, Cell, Document, Grid, Paragraph, Section, Sides
from jzdesk.words import say

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

SONG, HEI = "宋体", "黑体"  # by the names a Chinese Windows knows them under
_CHARSET = 134  # GB 2312
_WIDTH = 0.66  # of a column, in characters for each millimetre
_FIXED = datetime(2000, 1, 1)
_ZIPPED = (2000, 1, 1, 0, 0, 0)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LONGEST = 32767
_ALIGN = {LEFT: "left", CENTRE: "center", RIGHT: "right"}


def write_xlsx(document: Document, path: Path) -> None:
    """Write the document's tables to `path`, a sheet for each section; `WorldError` when it cannot be."""
    put(path, render(document))


def render(document: Document) -> bytes:
    """Return the workbook's bytes."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = document.author
    book.properties.title = document.title
    book.properties.created = _FIXED
    normal = Font(name=SONG, size=11, charset=_CHARSET)
    # openpyxl has no public way to the font of cells that name none
    styles: Any = book
    styles._fonts[0] = normal  # noqa: SLF001
    styles._named_styles["Normal"].font = normal  # noqa: SLF001
    for section in document.sections:
        _sheet(book, document, section)
    stream = io.BytesIO()
    with scratch():  # where it lets each sheet grow before it is packed
        book.save(stream)
    return _settled(stream.getvalue())


@dataclass
class _Writer:
    """A sheet being filled: the next row, how wide its table is, and how its cells look by number.

    openpyxl compares each font and border it is given with all it knows; a long list takes minutes so.
    """

    sheet: Worksheet
    columns: int
    characters: float
    row: int = 1
    worn: dict[tuple[Any, ...], int] = field(default_factory=dict)

    def dress(self, cell: Any, name: str, look: tuple[Any, ...], make: Callable[..., Any]) -> None:
        """Give a cell `make(*look)` as its `name`: font, alignment or border."""
        from openpyxl.styles.cell_style import StyleArray

        key = (name, *look)
        if cell._style is None:  # noqa: SLF001 - openpyxl has no other way to say it by number
            cell._style = StyleArray()  # noqa: SLF001
        if key in self.worn:
            setattr(cell._style, f"{name}Id", self.worn[key])  # noqa: SLF001
        else:
            setattr(cell, name, make(*look))
            self.worn[key] = getattr(cell._style, f"{name}Id")  # noqa: SLF001


def _sheet(book: Workbook, document: Document, section: Section) -> None:
    sheet: Worksheet = book.create_sheet(re.sub(r"[\\/*?:\[\]]", "", section.title)[:31])
    grid = next((b for b in section.blocks if isinstance(b, Grid)), None)
    widths = grid.widths if grid else (100.0,)
    writer = _Writer(sheet, len(widths), sum(widths) * _WIDTH)
    for number, width in enumerate(widths):
        sheet.column_dimensions[_letter(number)].width = width * _WIDTH
    if document.practice:
        _line(writer, say("reports.pdf.practice"), HEI, 14, CENTRE)
    for block in section.blocks:
        if isinstance(block, Paragraph):
            _line(writer, block.text, HEI if block.bold else SONG, block.size, block.align)
        elif isinstance(block, Sides):
            texts = (block.left, block.centre, block.right)
            _line(writer, "　　".join(t for t in texts if t), SONG, 10, LEFT)
        elif isinstance(block, Grid):
            _grid(writer, block)
    _set_page(sheet, document, section)


def _letter(number: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(number + 1)


def _line(writer: _Writer, text: str, font: str, size: float, align: str) -> None:
    """Write a text across the whole table, in a row high enough to show all of it."""
    from openpyxl.styles import Alignment, Font

    cell = writer.sheet.cell(writer.row, 1)
    _put_text(cell, text)
    cell.font = Font(name=font, size=size, charset=_CHARSET)
    cell.alignment = Alignment(_ALIGN[align], "center", wrap_text=True)
    _merge(writer, writer.row, 0, writer.columns)
    lines = _lines(text, writer.characters * 11 / size)
    writer.sheet.row_dimensions[writer.row].height = size * 1.5 * lines
    writer.row += 1


def _lines(text: str, room: float) -> int:
    """Return about how many lines a text takes where `room` Latin letters stand side by side."""
    letters = (sum(1 if char.isascii() else 2 for char in part) for part in text.split("\n"))
    return sum(max(1, math.ceil(needed / max(room - 1, 1))) for needed in letters)


def _merge(writer: _Writer, row: int, column: int, columns: int, rows: int = 1) -> None:
    if columns > 1 or rows > 1:
        writer.sheet.merge_cells(
            start_row=row, end_row=row + rows - 1, start_column=column + 1, end_column=column + columns
        )


def _grid(writer: _Writer, grid: Grid) -> None:
    first = writer.row
    for line in grid.head:
        for head in line:
            _put_cell(writer, head.column, Cell(head.text, CENTRE), bold=True, size=grid.size)
            _merge(writer, writer.row, head.column, head.columns, head.lines)
        cells = [
            (Cell(h.text), sum(grid.widths[h.column : h.column + h.columns])) for h in line if h.lines == 1
        ]
        _set_height(writer, cells, grid.size)
        writer.row += 1
    writer.sheet.print_title_rows = f"{first}:{writer.row - 1}"
    writer.sheet.freeze_panes = f"{_letter(grid.stubs)}{writer.row}"
    for row in grid.rows:
        column, measured = 0, []
        for cell in row.cells:
            bold = cell.bold or row.kind in {"band", "total"}
            _put_cell(writer, column, cell, bold=bold, size=grid.size)
            _merge(writer, writer.row, column, grid.span(cell))
            measured.append((cell, sum(grid.widths[column : column + grid.span(cell)])))
            column += grid.span(cell)
        _set_height(writer, measured, grid.size)
        writer.row += 1
    _rule(writer, first, writer.row - 1)


def _set_height(writer: _Writer, cells: Sequence[tuple[Cell, float]], size: float) -> None:
    """Make a row as high as its longest text needs: a program that opens the file does not do it."""
    lines = max(
        (_lines(c.text, w * _WIDTH * 11 / (size + 1)) for c, w in cells if c.number is None), default=1
    )
    writer.sheet.row_dimensions[writer.row].height = 3 + (size + 1) * 1.35 * lines


def _put_cell(writer: _Writer, column: int, content: Cell, *, bold: bool, size: float) -> None:
    cell: Any = writer.sheet.cell(writer.row, column + 1)
    if content.number is None:
        _put_text(cell, content.text + content.mark)
    else:
        cell.value = content.number
        places = "." + "0" * content.places if content.places > 0 else ""
        mark = f'"{content.mark}"' if content.mark else ""
        cell.number_format = f"#,##0{places}{mark}"
    writer.dress(cell, "font", (HEI if bold else SONG, size + 1, content.strike or None), _font)
    writer.dress(cell, "alignment", (_ALIGN[content.align], content.number is None), _alignment)


def _font(name: str, size: float, strike: bool | None) -> Any:
    from openpyxl.styles import Font

    return Font(name=name, size=size, charset=_CHARSET, strike=strike)


def _alignment(across: str, wrap: bool) -> Any:
    from openpyxl.styles import Alignment

    return Alignment(across, "center", wrap_text=wrap)


def _border(left: Any, right: Any, top: Any, bottom: Any) -> Any:
    from openpyxl.styles import Border, Side

    sides = [Side(style) if style else None for style in (left, right, top, bottom)]
    return Border(left=sides[0], right=sides[1], top=sides[2], bottom=sides[3])


def _put_text(cell: Any, text: str) -> None:
    """Put a text in as a text: none becomes a formula, and none makes a file that cannot be opened."""
    clean = _FORBIDDEN.sub("", text)[:_LONGEST]
    cell.value = clean
    if clean[:1] in {"=", "+", "-", "@"}:
        cell.data_type = "s"
        cell.number_format = "@"
        cell.quotePrefix = True


def _rule(writer: _Writer, first: int, last: int) -> None:
    """Draw thin rules inside and thick ones above and below; the sides stay open."""
    thin, thick = "thin", "medium"
    for row in range(first, last + 1):
        for column in range(1, writer.columns + 1):
            look = (
                thin if column > 1 else None, thin if column < writer.columns else None,
                thick if row == first else thin, thick if row == last else thin,
            )  # fmt: skip
            writer.dress(writer.sheet.cell(row, column), "border", look, _border)


def _set_page(sheet: Worksheet, document: Document, section: Section) -> None:
    """Make the sheet print as designed: one page wide, heads repeated, pages numbered."""
    whole: Any = sheet
    setup = sheet.page_setup
    setup.paperSize = 8 if section.page.width >= 420 else 9  # A3, A4
    setup.orientation = "landscape" if section.page.width > section.page.height else "portrait"
    setup.fitToWidth, setup.fitToHeight = 1, 0
    whole.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.5
    margins.top = margins.bottom = 0.7
    whole.oddFooter.center.text = "第 &P 页　共 &N 页"
    if document.practice:
        whole.oddHeader.center.text = say("reports.pdf.practice")


def _settled(data: bytes) -> bytes:
    """Return the workbook with the times of its making taken out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + b"2000-01-01T00:00:00Z", part)
            member = zipfile.ZipInfo(name, _ZIPPED)
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, part)
    return out.getvalue()
