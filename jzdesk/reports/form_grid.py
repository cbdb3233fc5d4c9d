"""A form's layout as the grids of a printed statistical form: heads with 甲 乙 丙, stubs, bands, totals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count

from jzdesk.models.form import Column, Row
from jzdesk.models.layout import (
    NUMBER_WIDTH,
    UNIT_WIDTH,
    Layout,
    LayoutCell,
    LayoutColumn,
    LayoutRow,
    Table,
)
from jzdesk.reports.document import CENTRE, LEFT, RIGHT, WHOLE, Cell, Grid, GridRow, HeadCell
from jzdesk.words import say

Label = Callable[[Row], str]
"""Tells what a row is called in the stub."""
Fill = Callable[[LayoutCell, Row, Column], Cell]
"""Tells what stands in a place of the form; the place may have no cell."""

_CENTRED = {"enum", "month", "date"}
_NARROW = 24.0  # mm: in columns no wider than this a text is a word or two, and stands in the middle
_CODE_WIDTH = 23.0


def form_grids(layout: Layout, label: Label, fill: Fill, nothing: str = "", spare: int = 0) -> list[Grid]:
    """Return the grids of a form, wide tables as several with the stubs repeated.

    `nothing` is printed in a grid without rows; in lists `spare` empty lines are left to be filled by hand.
    """
    lists = {block.title for block in layout.form.blocks if block.template is not None}
    grids: list[Grid] = []
    for table in layout.tables:
        numbers = count(1)
        if not table.rows and not spare:
            grids.append(_grid(table, table.parts[0], numbers, [_sentence(nothing)]))
            continue
        for part in table.parts:
            places = [n for n, c in enumerate(table.columns) if c.part == part]
            rows = [_row(line, table, places, label, fill) for line in table.rows]
            if spare and table.title in lists:
                rows = _with_spare(rows, len(_stubs(table)) + len(places), spare)
            grids.append(_grid(table, part, numbers, rows))
    return grids


def _sentence(text: str) -> GridRow:
    return GridRow("row", (Cell(text, CENTRE, span=WHOLE),))


def _grid(table: Table, part: int, numbers: count[int], rows: Sequence[GridRow]) -> Grid:
    stubs, columns = _stubs(table), [c for c in table.columns if c.part == part]
    again = say("reports.form.continued", title=table.title).strip()
    return Grid(
        widths=(*(w for _, w in stubs), *(c.width for c in columns)),
        head=_heads(table, part, stubs, columns, numbers),
        rows=tuple(rows),
        title=table.title if part == table.parts[0] else again,
        again=again,
        stubs=len(stubs),
    )


def _stubs(table: Table) -> list[tuple[str, float]]:
    """Return head and width of the stub columns."""
    stubs = [(table.stub, table.stub_width)]
    if table.with_unit:
        stubs.append((say("reports.form.unit"), UNIT_WIDTH))
    if table.with_code:
        stubs.append((say("reports.form.code_head"), _CODE_WIDTH))
    return [*stubs, (say("reports.form.number"), NUMBER_WIDTH)]


def _heads(
    table: Table, part: int, stubs: Sequence[tuple[str, float]], columns: Sequence[LayoutColumn],
    numbers: count[int],
) -> tuple[tuple[HeadCell, ...], ...]:  # fmt: skip
    """Return the head lines: groups above names, then 甲 乙 丙 and the columns' numbers."""
    groups = table.head(part)
    grouped = any(text for text, _ in groups)
    lines = 2 if grouped else 1
    upper = [HeadCell(text, n, lines=lines) for n, (text, _) in enumerate(stubs)]
    lower: list[HeadCell] = []
    at = len(stubs)
    for text, span in groups:
        if text:
            upper.append(HeadCell(text, at, span))
        for column in columns[at - len(stubs) : at - len(stubs) + span]:
            if text:
                lower.append(HeadCell(column.name, at))
            else:
                upper.append(HeadCell(column.name, at, lines=lines))
            at += 1
    letters = say("reports.form.letters").split()
    last = [HeadCell(letters[n], n) for n in range(len(stubs))]
    last += [HeadCell(str(next(numbers)), len(stubs) + n) for n in range(len(columns))]
    found = [tuple(upper), tuple(lower), tuple(last)] if grouped else [tuple(upper), tuple(last)]
    return tuple(found)


def _row(line: LayoutRow, table: Table, places: Sequence[int], label: Label, fill: Fill) -> GridRow:
    if line.row is None:
        return GridRow("band", (Cell(line.label, span=WHOLE, bold=True),))
    stub = [Cell(label(line.row))]
    if table.with_unit:
        stub.append(Cell(line.unit, CENTRE, whole=True))
    if table.with_code:
        stub.append(Cell("" if line.row.derived else line.row.code, CENTRE, whole=True))
    stub.append(Cell(line.number, CENTRE, whole=True))
    cells = [fill(line.cells[n], line.row, table.columns[n].column) for n in places]
    return GridRow("total" if line.kind == "total" else "row", (*stub, *cells))


def _with_spare(rows: list[GridRow], width: int, spare: int) -> list[GridRow]:
    """Return the rows with empty lines before the 合计, or at the end."""
    empty = [GridRow("row", tuple(Cell("") for _ in range(width)), height=8) for _ in range(spare)]
    total = next((n for n, row in enumerate(rows) if row.kind == "total"), len(rows))
    return [*rows[:total], *empty, *rows[total:]]


def aligned(text: str, column: Column, *, figure: bool) -> Cell:
    """Return a cell with its text where the column's kind has it; words in a figure's place are centred."""
    if column.kind == "number":
        return Cell(text, RIGHT if figure else CENTRE)
    middle = column.kind in _CENTRED or column.derived or column.width <= _NARROW or not figure
    return Cell(text, CENTRE if middle else LEFT)
