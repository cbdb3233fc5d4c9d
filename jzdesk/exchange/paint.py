"""Visible sheets painted with openpyxl: fonts by the names Chinese Windows knows, no formula, no link."""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from jzdesk.exchange import envelope, xlsx
from jzdesk.exchange.dresser import Dresser
from jzdesk.exchange.visible_sheet import (
    BAND,
    HEAD,
    LABEL,
    META,
    NUMBER,
    STUB,
    TEXT,
    TITLE,
    TOTAL,
    VisibleCell,
    VisibleSheet,
)
from jzdesk.files import scratch
from jzdesk.models import quantity
from jzdesk.words import say

BODY, HEADING = "宋体", "黑体"
_THIN = Side(style="thin", color="FF7F8A94")
_GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_PALE = PatternFill("solid", fgColor="FFF4F6F8")
_MIDDLE = Alignment(horizontal="center", vertical="center")
_BOXED = {HEAD, BAND, STUB, TEXT, NUMBER, TOTAL, LABEL}
_FORMULA = frozenset("=+-@")
"""What a program may take for the beginning of a formula."""
_WIDE = re.compile("[^\0-\u2e80]")
SHORT = 5
"""Texts no longer than this stand in the middle of their cell: units, numbers of rows, dashes, reasons."""
LINE = 14.5
"""The height of a line of 11 points, in points."""
_BORN = datetime(2018, 1, 1)  # a fixed day, the same on every machine
_PACKED = (2018, 1, 1, 0, 0, 0)


def workbook(sheets: Sequence[VisibleSheet], machine: Sequence[str]) -> bytes:
    """Return the workbook's bytes: the visible sheets, then the machine sheet."""
    made = new_workbook()
    dresser = Dresser()
    for sheet in sheets:
        _sheet(made.create_sheet(sheet.name), sheet, dresser)
    hidden = made.create_sheet(envelope.SHEET)
    hidden.sheet_state = "veryHidden"
    for row, text in enumerate(machine, 1):
        plain_text(hidden.cell(row, 1), text)
    return finished(made)


def new_workbook() -> Workbook:
    """Return an empty workbook whose normal style is 宋体 11, as Chinese Windows expects."""
    made = Workbook()
    made.remove(made.worksheets[0])
    # The default font decides the width of columns; charset 134 is GB 2312. openpyxl has no other way.
    inner: Any = made
    inner._fonts[0] = Font(name=BODY, size=11, charset=134)  # noqa: SLF001
    inner._named_styles["Normal"].font = Font(name=BODY, size=11, charset=134)  # noqa: SLF001
    made.properties.creator = made.properties.lastModifiedBy = "jzdesk"
    return made


def finished(made: Workbook) -> bytes:
    """Return the saved workbook, the same bytes for the same content."""
    made.properties.created = made.properties.modified = _BORN
    stream = io.BytesIO()
    # Its own `save` would put down the moment of saving
    with scratch():  # where it lets each sheet grow before it is packed
        ExcelWriter(made, zipfile.ZipFile(stream, "w")).save()
    return _repacked(stream.getvalue())


def _repacked(data: bytes) -> bytes:
    """Return a zip with the same members at one fixed time, so that equal workbooks are equal bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as archive:
        for member in source.infolist():
            info = zipfile.ZipInfo(member.filename, _PACKED)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, source.read(member))
    return target.getvalue()


def plain_text(cell: Cell | Any, text: str) -> None:
    """Write a text that no program takes for a formula or a number."""
    _put_text(cell, text)
    cell.number_format = "@"
    if text[:1] in _FORMULA:
        cell.quotePrefix = True


def _put_text(cell: Cell | Any, text: str) -> None:
    cell.value = xlsx.escaped(text)
    cell.data_type = "s"


def put_number(cell: Cell | Any, value: Decimal, places: int) -> None:
    """Write a figure; one with more digits than a workbook's numbers keep stands there as text."""
    text = _digits(value, places)
    if text is not None:
        plain_text(cell, text)
        return
    cell.value = value
    cell.number_format = number_format(places)


def _digits(value: Decimal, places: int) -> str | None:
    """Return a figure as text where it has more digits than a workbook's numbers keep."""
    if len(quantity.rounded(value, places).as_tuple().digits) > quantity.MAX_DIGITS:
        return quantity.plain(value, places)
    return None


def number_format(places: int) -> str:
    """Return the number format for so many decimals, thousands separated."""
    return "#,##0" + ("." + "0" * places if places else "")


def page(target: Worksheet, *, practice: bool) -> None:
    """Set paper: A4 across, one page wide, page numbers at the foot, 练习 at the head where it is."""
    target.page_setup.paperSize = 9
    target.page_setup.orientation = "landscape"
    target.page_setup.fitToWidth, target.page_setup.fitToHeight = 1, 0
    target.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    _middle(target.oddFooter, say("exchange.footer"))
    if practice:
        _middle(target.oddHeader, say("exchange.practice"))
    target.print_options.horizontalCentered = True


def _middle(part: HeaderFooterItem | None, text: str) -> None:
    if part is not None and part.center is not None:
        part.center.text = text


def _sheet(target: Worksheet, sheet: VisibleSheet, dresser: Dresser) -> None:
    styles = {name: _style(name) for name in (TITLE, META, *_BOXED)}
    for (row, column), cell in sheet.cells.items():
        _put(target.cell(row, column), cell, styles[cell.style], dresser)
    for first_row, first, last_row, last in sheet.merges:
        dresser.merge(target, first_row, first, last_row, last)
    for column, width in sheet.widths.items():
        target.column_dimensions[get_column_letter(column)].width = width
    for row, height in _heights(sheet).items():
        target.row_dimensions[row].height = height
    if sheet.heads:
        target.print_title_rows = f"{sheet.heads[0]}:{sheet.heads[1]}"
    page(target, practice=sheet.practice)


def _heights(sheet: VisibleSheet) -> dict[int, float]:
    """Return the heights that let every text be read; Excel does not stretch rows of a file by itself."""
    merged = {(row, column) for row, column, _, _ in sheet.merges}
    heights: dict[int, float] = {}
    for (row, column), cell in sheet.cells.items():
        lines = 1 if (row, column) in merged else lines_of(cell.text, sheet.widths.get(column, 10))
        needed = 30.0 if cell.style == TITLE else LINE * lines + 5
        heights[row] = max(heights.get(row, 0), needed)
    return heights


def lines_of(text: str, width: float) -> int:
    """Return how many lines a text takes in a column so many characters wide."""
    room = max(width - 1, 4)
    if 2 * len(text) <= room and "\n" not in text:
        return 1
    return sum(max(1, math.ceil((len(line) + len(_WIDE.findall(line))) / room)) for line in text.split("\n"))


def _put(target: Cell | Any, cell: VisibleCell, style: dict[str, Any], dresser: Dresser) -> None:
    text = cell.text if cell.number is None else _digits(cell.number, cell.places)
    # The first column holds names, which stand at the left however short they are.
    middle = cell.style in {TEXT, STUB} and target.column > 1 and 0 < len(cell.text) <= SHORT
    kind = "number" if text is None else "text" if text else "empty"
    look = (cell.style, kind, cell.places, middle, kind == "text" and (text or "")[0] in _FORMULA)
    if dresser.wear(target, look):
        if text is None:
            target.value = cell.number
        elif text:
            _put_text(target, text)
        return
    dresser.dress(target, **style)
    if text is None and cell.number is not None:
        put_number(target, cell.number, cell.places)
    elif text:
        plain_text(target, text)
    if middle:
        dresser.dress(target, alignment=_MIDDLE)
    dresser.keep(target, look)


def _style(name: str) -> dict[str, Any]:
    heading = name in {TITLE, HEAD, BAND, LABEL}
    size = 16 if name == TITLE else 11
    style: dict[str, Any] = {
        "font": Font(name=HEADING if heading else BODY, size=size, bold=name == TOTAL, charset=134),
        "alignment": Alignment(
            horizontal={TITLE: "center", HEAD: "center", NUMBER: "right", TOTAL: "right"}.get(name, "left"),
            vertical="center", wrap_text=name in {HEAD, STUB, TEXT},
        ),
    }  # fmt: skip
    if name in _BOXED:
        style["border"] = _GRID
    if name in {HEAD, BAND}:
        style["fill"] = _PALE
    return style
