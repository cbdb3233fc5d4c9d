"""How the entry workbook of a period is laid out and marked, for those who write it and those who read it.

A hidden first column holds row codes, a hidden first row column codes, and where they cross stands the
cell's KEY. A hidden sheet says whose workbook it is and what stood in each cell when it was made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

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
