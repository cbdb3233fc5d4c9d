"""What the sheet of a form shows in an upload file: its tables as they lie on paper, one below the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from jzdesk.exchange.visible_sheet import (
    BAND,
    HEAD,
    META,
    NUMBER,
    STUB,
    TEXT,
    TITLE,
    TOTAL,
    Laid,
    VisibleCell,
    VisibleSheet,
)
from jzdesk.models.form import Column, Form, Row
from jzdesk.models.layout import LayoutColumn, LayoutRow, Table, lay_out
from jzdesk.models.snapshot import Frozen, cell_text, empty_text
from jzdesk.models.value import places_of, printer
from jzdesk.words import say

_Cells = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class _Part:
    """A table with what stands on one sheet of the paper: the stubs, which stand on all, and some columns."""

    table: Table
    number: int
    columns: tuple[LayoutColumn, ...]
    stubs: tuple[tuple[str, float], ...]

    @property
    def width(self) -> int:
        """Columns of the sheet that it takes."""
        return len(self.stubs) + len(self.columns)


def form_sheet(frozen: Frozen, form: Form) -> VisibleSheet:
    """Return the sheet of a form."""
    sheet = VisibleSheet(form.title)
    title = form.title
    if frozen.content["practice"]:
        title = say("exchange.practice_title", title=title)
    sheet.put(1, 1, VisibleCell(TITLE, title))
    line = say("exchange.form_line", number=form.number, office=frozen.content["office"],
               period=frozen.period.title, unit=form.unit_of_measure)  # fmt: skip
    sheet.put(2, 1, VisibleCell(META, line))
    row, width = 4, 1
    if frozen.nil(form):
        sheet.put(3, 1, VisibleCell(TEXT, say("exchange.nil"), signed=True))
    for part in _parts(frozen, form):
        first = row
        row = _table(sheet, frozen, form, part, row)
        width = max(width, part.width)
        if sheet.heads is None:
            sheet.heads = (first, first + 1)
        row += 1
    sheet.merge(1, 1, 1, width)
    sheet.merge(2, 1, 2, width)
    return sheet


def _parts(frozen: Frozen, form: Form) -> Iterator[_Part]:
    for table in lay_out(form, frozen.period, frozen.rows(form), cells=False).tables:
        for number in table.parts or (0,):
            yield _Part(table, number, table.columns_of(number), tuple(_stubs(table)))


def _stubs(table: Table) -> Iterator[tuple[str, float]]:
    yield table.stub, 30.0
    if table.with_unit:
        yield say("exchange.head.unit"), 12.0
    if table.with_code:
        yield say("exchange.head.row_code"), 14.0
    yield say("exchange.head.number"), 6.0


def _table(sheet: VisibleSheet, frozen: Frozen, form: Form, part: _Part, row: int) -> int:
    """Paint one table from `row` on and return the row below it."""
    table = part.table
    if table.title:
        sheet.put(row, 1, VisibleCell(BAND, table.title))
        row += 1
    _heads(sheet, part, row)
    row += 2
    lines = _Lines(frozen.cells(form), [place.column for place in part.columns])
    for line in table.rows:
        if line.kind == "band":
            _band(sheet, line.label, row, part.width)
        elif line.row is not None:
            sheet.line(row, _named(frozen, form, table, line, line.row) + lines.of(line.row))
        row += 1
    for number, (_, width) in enumerate(part.stubs, 1):
        sheet.widths[number] = max(sheet.widths.get(number, 0), width)
    for number, column in enumerate(part.columns, len(part.stubs) + 1):
        sheet.widths[number] = max(sheet.widths.get(number, 0), column.width * 0.62)
    return row


def _band(sheet: VisibleSheet, label: str, row: int, width: int) -> None:
    sheet.line(row, [VisibleCell(BAND, label), *[VisibleCell(BAND, signed=True)] * (width - 1)])
    sheet.merge(row, 1, row, width)


def _heads(sheet: VisibleSheet, part: _Part, row: int) -> None:
    upper, lower = [VisibleCell(HEAD, text) for text, _ in part.stubs], [VisibleCell(HEAD)] * len(part.stubs)
    for number in range(1, len(part.stubs) + 1):
        sheet.merge(row, number, row + 1, number)
    for text, span in part.table.head(part.number):
        number = len(upper) + 1
        names = [column.name for column in part.columns[len(upper) - len(part.stubs) :][:span]]
        if text:
            upper += [VisibleCell(HEAD, text), *[VisibleCell(HEAD)] * (span - 1)]
            lower += [VisibleCell(HEAD, name) for name in names]
            sheet.merge(row, number, row, number + span - 1)
        else:
            upper += [VisibleCell(HEAD, name) for name in names]
            lower += [VisibleCell(HEAD)] * span
            sheet.merge(row, number, row + 1, number)
    sheet.line(row, upper)
    sheet.line(row + 1, lower)


def _named(frozen: Frozen, form: Form, table: Table, line: LayoutRow, row: Row) -> list[Laid]:
    """Return the stubs of a row."""
    texts = [frozen.label(form, row)]
    if table.with_unit:
        texts.append(line.unit)
    if table.with_code:
        texts.append("" if row.derived else row.code)
    texts.append(line.number)
    return [(STUB, text, None, 0, True) for text in texts]


class _Lines:
    """Lays what stands in the columns of a table's rows; most of a file is laid here, so it asks no more than
    it must.
    """

    def __init__(self, cells: _Cells, columns: Sequence[Column]) -> None:
        self._cells, self._columns = cells, columns
        self._bare: dict[object, list[_Spot]] = {}

    def of(self, row: Row) -> list[Laid]:
        """Return the cells of a row."""
        get, place = self._cells.get, f"{row.code}/"
        style = TOTAL if row.derived else NUMBER
        return [
            bare if (cell := get(place + code)) is None
            else (TEXT, cell_text(cell, row, column), None, 0, True) if "v" not in cell
            else (TEXT, told(cell["v"]), None, 0, True) if places is None
            else (style, "", cell["v"], places, True)
            for code, column, places, told, bare in self._alike(row)
        ]  # fmt: skip

    def _alike(self, row: Row) -> list[_Spot]:
        """Return what is known of the columns before the content is looked at, for all rows like this one."""
        like = (row.columns, row.origin, row.derived, row.decimals, row.primary_decimals, *row.given)
        if like not in self._bare:
            self._bare[like] = [_spot(row, column) for column in self._columns]
        return self._bare[like]


_Spot = tuple[str, Column, int | None, Callable[[str], str], Laid]
"""A column in some rows: its code, empty where they have no cell in it; the column; the places of its
numbers; what prints its other values; what stands there as long as the office has nothing."""


def _spot(row: Row, column: Column) -> _Spot:
    here = column.code in row.columns
    text = empty_text(row, column) if here else say("models.derive.dash")
    places = places_of(row, column) if column.kind == "number" else None
    return column.code if here else "", column, places, printer(column), (TEXT, text, None, 0, True)
