"""取数表: what one bureau is asked for, as a small workbook of one sheet, a line for each figure.

It is found again as the entry workbook is: a hidden first column holds each line's KEY, and one column
is marked as the one to fill. So it is read, judged and refused by the same code.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from jzdesk.exchange import entry_form, paint
from jzdesk.exchange.entry_plan import ANY_FORM, CORNER, META_SHEET, VALUE, EntryMeta, meta_rows
from jzdesk.exchange.stored_cell import decimal_or_none
from jzdesk.models.enquiry import Asked, Letterhead
from jzdesk.words import say

_THIN = Side(style="thin", color="FF9AA4AE")
_GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_GREY = PatternFill("solid", fgColor="FFEFF1F3")
_HEAD = PatternFill("solid", fgColor="FFE3E8EC")
_BODY = Font(name=paint.BODY, size=11, charset=134)
_BOLD = Font(name=paint.HEADING, size=11, charset=134)
_TITLE = Font(name=paint.HEADING, size=16, charset=134)
_WRAP = Alignment(vertical="center", wrap_text=True)
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_RIGHT = Alignment(horizontal="right", vertical="center")
_COLUMNS = (
    ("number", 6.0), ("row", 30.0), ("column", 14.0), ("unit", 12.0), ("previous", 12.0),
    ("last_year", 12.0), ("value", 16.0), ("definition", 44.0),
)  # fmt: skip
_FILL = 8
_FIRST = 7
_EXCEL_LIST = 255


def enquiry_bytes(asked: Sequence[Asked], meta: EntryMeta, head: Letterhead) -> bytes:
    """Return the workbook for one bureau; it was read back."""
    made = paint.new_workbook()
    _paint(made.create_sheet(say("exchange.enquiry.kind")), asked, meta, head)
    hidden = made.create_sheet(META_SHEET)
    hidden.sheet_state = "hidden"
    base = {one.key: one.now for one in asked if one.now}
    for row, (name, text) in enumerate(meta_rows(meta, base), 1):
        paint.plain_text(hidden.cell(row, 1), name)
        paint.plain_text(hidden.cell(row, 2), text)
    data = paint.finished(made)
    entry_form.read_entry(data)
    return data


def _paint(target: Worksheet, asked: Sequence[Asked], meta: EntryMeta, head: Letterhead) -> None:
    paint.plain_text(target.cell(1, 1), CORNER + ANY_FORM)
    paint.plain_text(target.cell(1, _FILL), VALUE)
    target.row_dimensions[1].hidden = True
    target.column_dimensions["A"].hidden = True
    title = say("exchange.practice_title", title=head.title) if meta.practice else head.title
    for row, (text, font) in enumerate(((title, _TITLE), (head.line, _BODY), (head.guide, _BODY)), 2):
        cell = target.cell(row, 2)
        paint.plain_text(cell, text)
        cell.font, cell.alignment = font, Alignment(vertical="center", wrap_text=True)
        target.merge_cells(start_row=row, end_row=row, start_column=2, end_column=len(_COLUMNS) + 1)
    target.row_dimensions[2].height = 30
    for row in (4, _FIRST - 1):  # the guide, and the heads
        target.row_dimensions[row].height = 2 * paint.LINE + 5
    for at, (name, width) in enumerate(_COLUMNS, 2):
        _put(target, (_FIRST - 1, at), head.heads[name], font=_BOLD, fill=_HEAD, align=_CENTRE)
        target.column_dimensions[get_column_letter(at)].width = width
    for n, one in enumerate(asked):
        _line(target, _FIRST + n, n + 1, one)
    foot = target.cell(_FIRST + len(asked) + 1, 2)
    paint.plain_text(foot, head.foot)
    foot.font = _BODY
    target.freeze_panes = f"D{_FIRST}"
    target.print_title_rows = f"{_FIRST - 1}:{_FIRST - 1}"
    target.protection.sheet = True
    target.protection.formatColumns = target.protection.formatRows = False
    paint.page(target, practice=meta.practice)


def _line(target: Worksheet, row: int, number: int, one: Asked) -> None:
    paint.plain_text(target.cell(row, 1), one.key)
    texts = (str(number), one.row, one.column, one.unit, one.previous, one.last_year, "", one.definition)
    for at, text in enumerate(texts, 2):
        right = at in {_FILL - 2, _FILL - 1} and one.numeric
        align = _RIGHT if right else _WRAP if at in {3, _FILL + 1} else _CENTRE
        _put(target, (row, at), text, font=_BODY, fill=_GREY, align=align)
    cell = target.cell(row, _FILL)
    cell.fill, cell.protection = PatternFill(), Protection(locked=False)
    cell.alignment = _RIGHT if one.numeric else _WRAP
    number_ = decimal_or_none(one.now) if one.now and one.numeric else None
    cell.number_format = paint.number_format(one.places) if one.numeric else "@"
    if number_ is not None:
        paint.put_number(cell, number_, one.places)
    elif one.now:
        paint.plain_text(cell, one.now)
    _offer(target, cell, one)
    width = {at: w for at, (_, w) in enumerate(_COLUMNS, 2)}
    lines = [paint.lines_of(text, width[at]) for at, text in enumerate(texts, 2) if text]
    target.row_dimensions[row].height = paint.LINE * max([1, *lines]) + 5


def _offer(target: Worksheet, cell: Any, one: Asked) -> None:
    """Let a word be chosen from a list, where the list is short enough for Excel."""
    words = ",".join(one.words)
    if one.words and len(words) <= _EXCEL_LIST:
        choice = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True, showErrorMessage=False)
        choice.add(cell)
        target.add_data_validation(choice)


def _put(
    target: Worksheet, at: tuple[int, int], text: str, *, font: Font, fill: PatternFill, align: Alignment
) -> None:
    cell = target.cell(*at)
    cell.font, cell.fill, cell.border, cell.alignment = font, fill, _GRID, align
    if text:
        paint.plain_text(cell, text)
