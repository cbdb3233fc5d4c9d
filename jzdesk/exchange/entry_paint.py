"""The entry workbook painted with openpyxl: white cells to fill, grey ones computed, marks hidden."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from jzdesk.exchange import paint
from jzdesk.exchange.dresser import Dresser
from jzdesk.exchange.entry_hints import Hints, Lists
from jzdesk.exchange.entry_plan import (
    CORNER,
    META_SHEET,
    NO_ROW,
    EntryMeta,
    FormSheet,
    Line,
    meta_rows,
)  # fmt: skip
from jzdesk.exchange.stored_cell import decimal_or_none
from jzdesk.models.entry import Key
from jzdesk.models.form import Column, Row
from jzdesk.models.period import Period
from jzdesk.models.sheet import Sheet
from jzdesk.models.value import places_of
from jzdesk.words import say

_THIN = Side(style="thin", color="FF9AA4AE")
_GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_GREY = PatternFill("solid", fgColor="FFEFF1F3")
_HEAD = PatternFill("solid", fgColor="FFE3E8EC")
_BODY = Font(name=paint.BODY, size=11, charset=134)
_BOLD = Font(name=paint.HEADING, size=11, charset=134)
_TITLE = Font(name=paint.HEADING, size=16, charset=134)
_HINT = Font(name=paint.BODY, size=10, charset=134, color="FF5B6876")
_WRAP = Alignment(vertical="center", wrap_text=True)
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_RIGHT = Alignment(horizontal="right", vertical="center")
_OPEN = Protection(locked=False)
_WHITE = PatternFill()
_STUBS = 4
"""Marks, name, unit or code, 行次."""


def workbook(
    plans: Sequence[FormSheet],
    sheet: Sheet,
    meta: EntryMeta,
    base: Mapping[str, str],
    typed: Mapping[str, str],
) -> bytes:
    """Return the workbook's bytes."""
    made = paint.new_workbook()
    lists, dresser = Lists(made), Dresser()
    for plan in plans:
        _Painter(made, plan, sheet, meta, {**base, **typed}, lists, dresser).paint()
    hidden = made.create_sheet(META_SHEET)
    hidden.sheet_state = "hidden"
    for row, (name, text) in enumerate(meta_rows(meta, base), 1):
        paint.plain_text(hidden.cell(row, 1), name)
        paint.plain_text(hidden.cell(row, 2), text)
    return paint.finished(made)


class _Painter:
    """Paints one form's sheet."""

    def __init__(
        self,
        made: Workbook,
        plan: FormSheet,
        sheet: Sheet,
        meta: EntryMeta,
        values: Mapping[str, str],
        lists: Lists,
        dresser: Dresser,
    ) -> None:
        self._plan = plan
        self._sheet = sheet
        self._meta = meta
        self._values = values
        self._target: Worksheet = made.create_sheet(plan.form.title)
        self._hints = Hints(self._target, lists)
        self._dress = dresser.dress
        self._place = {c.code: n for n, c in enumerate(plan.columns, _STUBS + 1)}
        name = plan.stub.width * 0.7 if plan.stub else 30.0
        columns = {self._place[c.code]: max(10.0, c.width * 0.62) for c in plan.columns}
        self._widths = {2: name, 3: 14.0, 4: 6.0, **columns}

    def paint(self) -> None:
        """Paint marks, title and every line."""
        self._marks()
        self._title()
        row = 6
        for line in self._plan.lines:
            row = self._line(line, row)
        self._hints.finish()
        self._finish()

    def _marks(self) -> None:
        target, form = self._target, self._plan.form
        paint.plain_text(target.cell(1, 1), CORNER + form.id)
        if self._plan.stub is not None:
            paint.plain_text(target.cell(1, 2), self._plan.stub.code)
        for code, column in self._place.items():
            paint.plain_text(target.cell(1, column), code)
        target.row_dimensions[1].hidden = True
        target.column_dimensions["A"].hidden = True

    def _title(self) -> None:
        title = say("exchange.entry.title", title=self._plan.form.title)
        if self._meta.practice:
            title = say("exchange.practice_title", title=title)
        line = say("exchange.entry.line", office=self._meta.office,
                   period=Period.parse(self._meta.period).title,
                   unit=self._plan.form.unit_of_measure)  # fmt: skip
        for row, (text, font) in enumerate(
            ((title, _TITLE), (line, _BODY), (say("exchange.entry.guide"), _HINT)), 2
        ):
            cell = self._target.cell(row, 2)
            paint.plain_text(cell, text)
            self._dress(cell, font=font)

    def _line(self, line: Line, row: int) -> int:
        if line.kind == "head":
            return self._heads(line, row)
        if line.kind == "band":
            self._no_row(row)
            cell = self._target.cell(row, 2)
            paint.plain_text(cell, line.text)
            self._dress(cell, font=_BOLD, border=_GRID)
            return row + 1
        self._row(line, row)
        return row + 1

    def _heads(self, line: Line, row: int) -> int:
        self._no_row(row)
        self._no_row(row + 1)
        code = say("exchange.head.row_code" if self._plan.form.codes_shown else "exchange.head.unit")
        stubs = (self._plan.form.stub, code, say("exchange.head.number"))
        texts = dict(enumerate(stubs, 2))
        groups: dict[int, str] = {}
        for name, text, group in line.heads:
            texts[self._place[name]] = text
            groups[self._place[name]] = group
        for column, text in texts.items():
            for at, shown in (
                (row, groups.get(column) or text),
                (row + 1, text if groups.get(column) else ""),
            ):
                cell = self._target.cell(at, column)
                self._dress(cell, font=_BOLD, fill=_HEAD, border=_GRID, alignment=_CENTRE)
                if shown:
                    paint.plain_text(cell, shown)
        self._merge_heads(texts, groups, row)
        for column in set(self._place.values()) - texts.keys():
            self._closed(row, column)
            self._closed(row + 1, column)
        self._target.row_dimensions[row].height = self._target.row_dimensions[row + 1].height = 24
        return row + 2

    def _no_row(self, row: int) -> None:
        """Mark a line of ours as none that can be filled; one without a mark was put in by somebody."""
        paint.plain_text(self._target.cell(row, 1), NO_ROW)

    def _closed(self, row: int, column: int) -> None:
        """Grey a place where a table has nothing, so that the columns are seen to run through."""
        self._dress(self._target.cell(row, column), border=_GRID, fill=_GREY)

    def _merge_heads(self, texts: Mapping[int, str], groups: Mapping[int, str], row: int) -> None:
        columns = sorted(texts)
        start = 0
        while start < len(columns):
            end = start
            group = groups.get(columns[start])
            while group and end + 1 < len(columns) and groups.get(columns[end + 1]) == group:
                end += 1
            adjacent = columns[end] - columns[start] == end - start
            if not group:
                self._target.merge_cells(start_row=row, end_row=row + 1,
                                         start_column=columns[start], end_column=columns[start])  # fmt: skip
            elif end > start and adjacent:
                for column in columns[start + 1 : end + 1]:
                    self._target.cell(row, column).value = None
                self._target.merge_cells(start_row=row, end_row=row,
                                         start_column=columns[start], end_column=columns[end])  # fmt: skip
            start = end + 1

    def _row(self, line: Line, row: int) -> None:
        paint.plain_text(self._target.cell(row, 1), line.mark)
        self._stub(line, row)
        for name in line.columns:
            column = self._plan.columns[self._place[name] - _STUBS - 1]
            if line.row is not None and name in line.row.columns:
                self._cell(line, row, self._place[name], column)
        for column in self._place.values():
            if not self._target.cell(row, column).has_style:
                self._closed(row, column)
        self._target.row_dimensions[row].height = self._height(row)

    def _height(self, row: int) -> float:
        texts = {at: self._target.cell(row, at).value for at in self._widths}
        lines = [paint.lines_of(t, self._widths[at]) for at, t in texts.items() if isinstance(t, str)]
        return paint.LINE * max([1, *lines]) + 5

    def _stub(self, line: Line, row: int) -> None:
        second = (
            line.row.code if self._plan.form.codes_shown and line.row else line.row.unit if line.row else ""
        )
        for at, text in (
            (2, line.text),
            (3, "" if line.kind in {"new", "total"} else second),
            (4, line.number),
        ):
            cell = self._target.cell(row, at)
            self._dress(cell, font=_BODY, border=_GRID, fill=_GREY, alignment=_CENTRE if at > 2 else _WRAP)
            if text and not (at == 2 and line.kind == "new"):
                paint.plain_text(cell, text)
        stub = self._plan.stub
        if stub is not None and line.row is not None and stub.code in line.row.columns:
            self._cell(line, row, 2, stub)

    def _cell(self, line: Line, row: int, at: int, column: Column) -> None:
        if line.row is None:
            return
        cell = self._target.cell(row, at)
        self._dress(cell, font=_BODY, border=_GRID, alignment=_RIGHT if column.kind == "number" else _WRAP)
        closed = column.derived or line.row.derived or column.fixed_in(line.row)
        enterable = not (column.derived or column.city) and (line.kind == "new" or not closed)
        if enterable:
            self._dress(cell, protection=_OPEN, fill=_WHITE)
        else:
            self._dress(cell, fill=_GREY)
        self._value(cell, line, line.row, column)
        if enterable:
            self._hints.add(cell, line.row, column)

    def _value(self, cell: Any, line: Line, row: Row, column: Column) -> None:
        places = places_of(row, column)
        cell.number_format = paint.number_format(places) if column.kind == "number" else "@"
        text = self._values.get(str(Key(self._plan.form.id, line.mark, column.code)))
        number = decimal_or_none(text) if text is not None and column.kind == "number" else None
        if number is not None:
            paint.put_number(cell, number, places)
        elif text is not None:
            paint.plain_text(cell, column.word(text) if column.kind == "enum" else text)
            self._dress(cell, alignment=_CENTRE if len(text) <= paint.SHORT else _WRAP)

    def _finish(self) -> None:
        target = self._target
        for column, width in self._widths.items():
            target.column_dimensions[get_column_letter(column)].width = width
        heads = [line for line in self._plan.lines if line.kind == "head"]
        one_table = len(heads) == 1 and self._plan.lines[0].kind == "head"
        target.freeze_panes = "E8" if one_table else "E6"
        if one_table:
            target.print_title_rows = "6:7"
        # No password: it keeps slips away, not people. These flags say what is locked.
        target.protection.sheet = True
        target.protection.formatColumns = target.protection.formatRows = False
        target.protection.insertRows = target.protection.insertColumns = False
        paint.page(target, practice=self._meta.practice)
