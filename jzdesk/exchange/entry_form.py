"""The entry workbook: one sheet a form, every cell found again by its marks.

A hidden first column holds row codes, a hidden first row column codes, and where they cross stands the
cell's KEY. A hidden sheet says whose workbook it is and what stood in each cell when it was made.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jzdesk.errors import RefusedError
from jzdesk.exchange import book, envelope
from jzdesk.exchange.cells import SheetCells, address
from jzdesk.files import put
from jzdesk.models.entry import Cell, Key
from jzdesk.models.form import Column, Form, Row
from jzdesk.models.layout import LayoutRow, Table, lay_out
from jzdesk.models.sheet import Sheet
from jzdesk.models.snapshot import figure_text
from jzdesk.models.value import text_of
from jzdesk.words import say

META_SHEET = "_jzdesk_form"
MARK = "JZF1"
CORNER = "jz:"
ANY_FORM, VALUE = "*", "value"
"""The form and the column of a sheet whose lines are single cells: their marks are whole KEYs."""
NO_ROW = "#"
"""Stands beside lines of ours that hold no row."""
NEW_ROWS = 10
_SEARCH = 30


@dataclass(frozen=True, slots=True)
class EntryMeta:
    """Whose workbook it is; a 取数表 also names the `bureau` it is for."""

    unit: str
    office: str
    period: str
    catalogue: str
    practice: bool
    bureau: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a sheet: a head, a band, or a row of cells with its mark."""

    kind: str
    text: str = ""
    mark: str = ""
    row: Row | None = None
    number: str = ""
    columns: tuple[str, ...] = ()
    heads: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class FormSheet:
    """One form as it is laid out in the workbook: its columns once, its tables one below the other."""

    form: Form
    columns: tuple[Column, ...]
    stub: Column | None
    lines: tuple[Line, ...]


def form_sheet(sheet: Sheet, form: Form) -> FormSheet:
    """Return the plan of one form's sheet, with lines for new rows under every list."""
    layout = lay_out(form, sheet.period, sheet.rows(form.id))
    used = {c.code for table in layout.tables for c in table.columns}
    columns = tuple(c for c in form.columns if c.code in used)
    stub = next((c for c in form.columns if c.stub and sheet.period.kind in c.frequencies), None)
    lines = [line for table in layout.tables for line in _lines(sheet, form, table)]
    return FormSheet(form, columns, stub, tuple(lines))


def _lines(sheet: Sheet, form: Form, table: Table) -> Iterator[Line]:
    if table.title:
        yield Line("band", table.title)
    yield Line("head", heads=tuple((c.code, c.name, c.group or "") for c in table.columns))
    codes = tuple(c.code for c in table.columns)
    for line in table.rows:
        yield _row_line(line, codes)
    for block in form.blocks:
        template = block.template
        if block.code not in table.blocks or template is None:
            continue
        if sheet.unit in template.scope and sheet.period.kind in template.frequencies:
            for number in range(1, NEW_ROWS + 1):
                mark = f"+{block.code}.{number}"
                yield Line("new", say("exchange.entry.new_row"), mark, template, columns=codes)


def _row_line(line: LayoutRow, codes: tuple[str, ...]) -> Line:
    if line.row is None:
        return Line("band", line.label)
    return Line(line.kind, line.label, line.row.code, line.row, line.number, codes)


def write_entry_form(path: Path, *, sheet: Sheet, meta: EntryMeta) -> None:
    """Write the entry workbook of a period."""
    put(path, entry_form_bytes(sheet=sheet, meta=meta))


def entry_form_bytes(
    *, sheet: Sheet, meta: EntryMeta, forms: Collection[str] | None = None, blank: bool = False,
    typed: Mapping[str, str] | None = None,
) -> bytes:  # fmt: skip
    """Return the entry workbook of a period, read back already.

    `blank` leaves out what has been entered; `typed` are values by KEY as a clerk might have put them
    in (a row written `+block.1` is that block's first new row).
    """
    from jzdesk.exchange import entry_paint

    wanted = [f for f in sheet.forms if forms is None or f.id in forms]
    plans = [form_sheet(sheet, form) for form in wanted]
    base = {} if blank else base_values(sheet, plans)
    made = entry_paint.workbook(plans, sheet, meta, base, typed or {})
    read_entry(made)
    return made


def base_values(sheet: Sheet, plans: Sequence[FormSheet]) -> dict[str, str]:
    """Return what stands in every cell of the office, entered or computed, by KEY."""
    found: dict[str, str] = {}
    for plan in plans:
        for row in sheet.rows(plan.form.id):
            for column in sheet.columns(plan.form, row):
                key = Key(plan.form.id, row.code, column.code)
                text = cell_text(sheet, key, row, column)
                if text is not None:
                    found[str(key)] = text
    return found


def cell_text(sheet: Sheet, key: Key, row: Row, column: Column) -> str | None:
    """Return what a workbook shows in a cell: a value, or the reason for there being none."""
    if column.derived or row.derived:
        return figure_text(sheet, key, row, column)
    return entered_text(sheet.cell(key, row, column), row, column)


def entered_text(cell: Cell, row: Row, column: Column) -> str | None:
    """Return an entered cell as a workbook shows it."""
    return cell.blank if cell.blank is not None else text_of(cell, row, column)


def meta_rows(meta: EntryMeta, base: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the lines of the hidden sheet: whose workbook, then each KEY with what stood there."""
    kind = say("exchange.enquiry.kind" if meta.bureau else "exchange.entry.kind")
    head = [
        (MARK, kind), ("unit", meta.unit), ("office", meta.office),
        ("period", meta.period), ("catalogue", meta.catalogue), ("practice", "1" if meta.practice else "0"),
    ]  # fmt: skip
    asked = [("bureau", meta.bureau)] if meta.bureau else []
    return head + asked + sorted(base.items())


def read_entry(data: bytes) -> dict[str, Any]:
    """Return an entry workbook's meta, base values, grids of marks, and every cell where marks cross.

    Plain data, because it runs in the child process: {"meta", "base",
    "grids": [{sheet, form, rows, columns}], "cells": [{sheet, address, form, row, column,
    kind, text, percent, formula, double}]}.
    """
    sheets = book.read_book(data, plain_xlsx=True)
    hidden = next((s for s in sheets if s.name == META_SHEET), None)
    if hidden is None:
        raise _not_ours(sheets)
    lines = [(_text(hidden, row, 1), _text(hidden, row, 2)) for row in range(1, _last_row(hidden) + 1)]
    if not lines or lines[0][0] != MARK:
        raise _not_ours(sheets)
    grids = [grid for s in sheets if s.name != META_SHEET and (grid := _grid(s)) is not None]
    return {
        "meta": {"kind": lines[0][1], **{name: text for name, text in lines[1:] if "/" not in name}},
        "base": {key: clean_ends(text) for key, text in lines[1:] if "/" in key},
        "grids": [grid.plain() for grid in grids],
        "cells": _cells(grids),
    }


def clean_ends(text: str) -> str:
    """Return a stored text with its lines ended as they were written, whatever program saved it since."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _not_ours(sheets: Sequence[SheetCells]) -> RefusedError:
    """Return the refusal of another file; one of our other kinds is called by its name."""
    if any(s.name == envelope.SHEET for s in sheets):
        return RefusedError(say("exchange.entry.is_other_kind"))
    return RefusedError(say("exchange.entry.is_not_ours"))


def _last_row(sheet: SheetCells) -> int:
    return max((row for row, _ in sheet.cells), default=0)


def _text(sheet: SheetCells, row: int, column: int) -> str:
    raw = sheet.cells.get((row, column))
    return raw.text if raw is not None else ""


@dataclass(frozen=True, slots=True)
class _Grid:
    """The marks of one sheet, wherever they now lie."""

    sheet: SheetCells
    form: str
    rows: list[tuple[int, str]]
    columns: list[tuple[int, str]]
    strange: list[int]

    def plain(self) -> dict[str, Any]:
        """Return the grid as plain data: rows and columns by their first mark."""
        rows, columns = ({mark: at for at, mark in reversed(marks)} for marks in (self.rows, self.columns))
        return {"sheet": self.sheet.name, "form": self.form, "rows": rows, "columns": columns}

    def cells(self) -> Iterator[dict[str, Any]]:
        """Yield what stands where marks cross; `double` under a mark that stands there a second time.

        A row that somebody put in has no mark: what stands there goes nowhere, and has to be told.
        """
        unmarked = [(row, "", False) for row in self.strange]
        for row, row_mark, row_again in (*_again(self.rows), *unmarked):
            for column, column_mark, column_again in _again(self.columns):
                raw = self.sheet.cells.get((row, column))
                if raw is not None and (raw.text.strip() or raw.formula):
                    form, row_code, column_code = self._named(row_mark, column_mark)
                    yield {
                        "sheet": self.sheet.name, "address": address((row, column)), "form": form,
                        "row": row_code, "column": column_code, "kind": raw.kind, "text": raw.text,
                        "percent": raw.percent, "formula": raw.formula, "double": row_again or column_again,
                    }  # fmt: skip

    def _named(self, row: str, column: str) -> tuple[str, str, str]:
        """Return form, row and column of the cell where two marks cross."""
        if self.form != ANY_FORM or column != VALUE:
            return self.form, row, column
        form, _, rest = row.partition("/")
        row_code, _, column_code = rest.rpartition("/")
        return form, row_code, column_code


def _again(marks: list[tuple[int, str]]) -> Iterator[tuple[int, str, bool]]:
    seen: set[str] = set()
    for at, mark in marks:
        yield at, mark, mark in seen
        seen.add(mark)


def _grid(sheet: SheetCells) -> _Grid | None:
    corners = [p for p, raw in sheet.cells.items() if raw.text.startswith(CORNER) and max(p) <= _SEARCH]
    if not corners:
        return None
    corner = min(corners)
    form = sheet.cells[corner].text.removeprefix(CORNER).strip()
    marks = sorted((place, raw.text.strip()) for place, raw in sheet.cells.items() if place != corner)
    rows = _told_apart([(place[0], mark) for place, mark in marks if place[1] == corner[1]])
    columns = [(place[1], mark) for place, mark in marks if place[0] == corner[0]]
    known = {at for at, _ in rows}
    told = [(at, mark) for at, mark in rows if mark != NO_ROW]
    inside = range(min(known, default=0), max(known, default=0)) if len(told) < len(rows) else ()
    here = {row for row, _ in sheet.cells} - known
    return _Grid(sheet, form, told, columns, [row for row in inside if row in here])


def _told_apart(rows: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Give every line for a new row a mark of its own: a plain `+`, or a copied line, has none."""
    told: list[tuple[int, str]] = []
    seen: set[str] = set()
    for at, mark in rows:
        own = f"{mark.partition('.')[0]}.r{at}" if mark == "+" or (mark in seen and mark[:1] == "+") else mark
        seen.add(own)
        told.append((at, own))
    return told


def _cells(grids: Sequence[_Grid]) -> list[dict[str, Any]]:
    """Return the cells of all grids. A copied sheet is harmless as far as it says the same."""
    found: list[dict[str, Any]] = []
    known: dict[tuple[str, str, str], dict[str, Any]] = {}
    for grid in grids:
        for cell in grid.cells():
            first = known.setdefault((cell["form"], cell["row"], cell["column"]), cell)
            if first["sheet"] != cell["sheet"]:
                if all(first[name] == cell[name] for name in ("kind", "text", "percent", "formula")):
                    continue
                cell["double"] = True
            found.append(cell)
    return found
