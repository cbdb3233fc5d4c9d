"""A form for one office and period as plain data: the tables, heads, stubs, rows and cells of the paper.

Five painters use it (grid, PDF, entry workbook, upload file, blank form); none has an idea of its own
about heads, 行次 or 合计. Blocks with the same columns stand in one table; the others in tables of
their own, one below the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

from jzdesk.models.entry import Key
from jzdesk.records import dataclass
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.models.form import Block, Column, Form, Row
    from jzdesk.models.period import Period

STUB_WIDTH, UNIT_WIDTH, NUMBER_WIDTH = 46.0, 17.0, 11.0


@dataclass(frozen=True, slots=True)
class LayoutColumn:
    """One data column of a table: its head (`group` above `name`), and how its cells stand."""

    column: Column
    name: str
    group: str | None
    width: float
    part: int

    @property
    def code(self) -> str:
        """The column's code."""
        return self.column.code

    @property
    def numeric(self) -> bool:
        """Cells stand to the right."""
        return self.column.kind == "number"


class LayoutCell(NamedTuple):
    """One place of a table: `key` is None where row and column have no cell."""

    key: Key | None
    enterable: bool = False
    locked: bool = False


_NO_CELL = LayoutCell(None)


class LayoutRow(NamedTuple):
    """One line of a table: a `band` with a block's title, or a row with its stubs and cells."""

    kind: str
    label: str
    row: Row | None = None
    unit: str = ""
    number: str = ""
    cells: tuple[LayoutCell, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A grid with one head over some `blocks`; `stub_width` is the name column's, in millimetres."""

    title: str
    stub: str
    columns: tuple[LayoutColumn, ...]
    rows: tuple[LayoutRow, ...]
    stub_width: float
    with_unit: bool
    with_code: bool
    blocks: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[int, ...]:
        """The sheets a wide paper form is spread over; the stubs are repeated on each."""
        return tuple(sorted({c.part for c in self.columns}))

    def columns_of(self, part: int) -> tuple[LayoutColumn, ...]:
        """Return the columns on one sheet of the paper."""
        return tuple(column for column in self.columns if column.part == part)

    def head(self, part: int | None = None) -> tuple[tuple[str, int], ...]:
        """Return the upper head line as (text, columns spanned); text is empty above lone columns."""
        spans: list[tuple[str, int]] = []
        for column in self.columns:
            if part is not None and column.part != part:
                continue
            group = column.group or ""
            if group and spans and spans[-1][0] == group:
                spans[-1] = (group, spans[-1][1] + 1)
            else:
                spans.append((group, 1))
        return tuple(spans)


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole form for one office and period."""

    form: Form
    period: Period
    tables: tuple[Table, ...]

    def lines(self) -> Iterable[tuple[Table, LayoutRow]]:
        """Yield every line with its table, from top to bottom."""
        for table in self.tables:
            for line in table.rows:
                yield table, line

    def keys(self) -> tuple[Key, ...]:
        """Return every cell's key from top left to bottom right."""
        return tuple(c.key for _, line in self.lines() for c in line.cells if c.key is not None)


def lay_out(form: Form, period: Period, rows: Iterable[Row], *, cells: bool = True) -> Layout:
    """Return the form's layout for the rows an office has in a period.

    Without `cells` the lines have none: of a full county they are most of the work.
    """
    known = tuple(rows)
    number = 0
    tables: list[Table] = []
    for group in _groups(form, period, known):
        columns = _columns(form, group[0], period)
        lines: list[LayoutRow] = []
        for block in group:
            if block.title and len(group) > 1:
                lines.append(LayoutRow("band", block.title))
            for row in known:
                if row.block != block.code:
                    continue
                number += 1
                lines.append(_line(form, row, columns if cells else (), number))
        tables.append(_table(form, group, columns, tuple(lines)))
    return Layout(form, period, tuple(tables))


def _groups(form: Form, period: Period, rows: tuple[Row, ...]) -> list[list[Block]]:
    """Return the blocks that have rows or may get some, those with like heads together."""
    groups: list[list[Block]] = []
    last: tuple[tuple[str, str], ...] | None = None
    for block in form.blocks:
        open_list = block.template is not None and period.kind in block.template.frequencies
        if not open_list and not any(r.block == block.code for r in rows):
            continue
        shown = [c for c in form.columns if c.code in block.columns and period.kind in c.frequencies]
        head = tuple((c.code, block.heads.get(c.code, c.name)) for c in shown)
        if head == last:
            groups[-1].append(block)
        else:
            groups.append([block])
        last = head
    return groups


def _columns(form: Form, block: Block, period: Period) -> tuple[LayoutColumn, ...]:
    heads, used = block.heads, block.columns
    return tuple(
        LayoutColumn(c, heads.get(c.code, c.name), c.group, c.width, c.part)
        for c in form.columns
        if c.code in used and period.kind in c.frequencies and not c.stub
    )


def _line(form: Form, row: Row, columns: tuple[LayoutColumn, ...], number: int) -> LayoutRow:
    derived, there = row.derived, frozenset(row.columns)
    cells = [_cell(form, row, c.column, derived) if c.column.code in there else _NO_CELL for c in columns]
    kind = "total" if derived else "row"
    return LayoutRow(kind, row.name, row, row.unit, f"{number:02d}", tuple(cells))


def _cell(form: Form, row: Row, column: Column, derived: bool) -> LayoutCell:
    locked = column.fixed_in(row)
    enterable = not (derived or locked or column.derived)
    return LayoutCell(Key(form.id, row.code, column.code), enterable, locked)


def _table(
    form: Form, group: list[Block], columns: tuple[LayoutColumn, ...], lines: tuple[LayoutRow, ...]
) -> Table:
    title = group[0].title if len(group) == 1 else ""
    stub = form.stub_column
    width = stub.width if stub else STUB_WIDTH
    units = {line.unit for line in lines if line.kind == "row"}
    with_unit = not form.codes_shown and units != {form.unit_of_measure}
    blocks = tuple(b.code for b in group)
    return Table(title, form.stub, columns, lines, width, with_unit, form.codes_shown, blocks)


def stub_of(form: Form, row: Row) -> Column | None:
    """Return the column of the row's name where the office may write it (its own rows of a list)."""
    stub = form.stub_column
    return None if stub is None or row.origin != "office" or stub.code not in row.columns else stub


def stub_key(form: Form, row: Row) -> Key | None:
    """Return the key of the row's name where the office may write it."""
    stub = stub_of(form, row)
    return None if stub is None else Key(form.id, row.code, stub.code)


def row_label(row: Row, value: Callable[[Key], str | None], form: Form) -> str:
    """Return how a row is called: its name, or for own rows the name entered, else its code."""
    key = stub_key(form, row)
    if key is None:
        return row.label
    return value(key) or unnamed(row)


def unnamed(row: Row) -> str:
    """Return how a row of the office's own is called that has no name yet."""
    return say("models.layout.unnamed", code=row.code)
