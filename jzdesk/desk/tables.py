"""Somebody's own table that is taken into a form: what it means, what it would change, and writing it.

What people said of it is kept in the store, and found again in the next table of that making.
"""

from __future__ import annotations

from collections.abc import Mapping as Map
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from jzdesk.desk import change_lines, entering, workbooks
from jzdesk.desk.aside import Steps, meanwhile
from jzdesk.desk.change_lines import ChangeLine
from jzdesk.desk.office import Office
from jzdesk.errors import JzdeskError, RefusedError
from jzdesk.exchange import mapped
from jzdesk.exchange.cells import address
from jzdesk.exchange.fill_plan import FillPlan
from jzdesk.models.change import Changes
from jzdesk.models.form import Form
from jzdesk.models.mapping import guess
from jzdesk.models.mapping.columns import Targets
from jzdesk.models.mapping.grid import Grid
from jzdesk.models.mapping.mapping import Mapping, Remembered, remembered, shape
from jzdesk.models.mapping.reading import Reading
from jzdesk.models.mapping.rows import LIKE
from jzdesk.models.period import Period
from jzdesk.models.sheet import Sheet
from jzdesk.words import say

_MEMO = "mapping."
_NO_HEAD = (1, 1)


@dataclass(frozen=True)
class Table:
    """One workbook that somebody made: the chosen sheet and period, and what the table is taken for.

    `known` tells that its making was met before.
    """

    office: Office
    path: Path
    grids: tuple[Grid, ...]
    sheet: int
    period: Period
    mapping: Mapping
    known: bool = False

    @property
    def grid(self) -> Grid:
        """The chosen sheet, the way round that the mapping looks at it."""
        return self.mapping.oriented(self.grids[self.sheet])

    @property
    def target(self) -> Sheet:
        """The office's period."""
        return self.office.sheet(self.period)

    @property
    def form(self) -> Form:
        """The form it is taken into."""
        return self.target.catalogue.form(self.mapping.form)

    @cached_property
    def reading(self) -> Reading:
        """The table read into the form."""
        return Reading(self.grid, self.mapping, self.target)

    @cached_property
    def plan(self) -> FillPlan:
        """What the table would do."""
        return mapped.judge(self.reading)

    @cached_property
    def lines(self) -> tuple[ChangeLine, ...]:
        """The same, line by line."""
        matches = self.reading.rows.values()
        alike = {m.row.code: m.name for m in matches if m.status == LIKE and m.row is not None}
        return change_lines.of_plan(self.target, self.plan, alike)

    @cached_property
    def barred(self) -> str:
        """Why nothing may be written in this period; empty where it may."""
        try:
            entering.check_open(self.office, self.target, [c.key for c in self.plan.changes])
        except JzdeskError as error:
            return error.sentence
        return ""

    @property
    def can(self) -> bool:
        """There is something to write, and nothing stands in the way."""
        stopped = bool(self.plan.refused) and not self.mapping.omit
        return bool(self.plan.changes) and not stopped and not self.barred

    def place(self, row: int, column: int) -> str:
        """Return the address of a place of the grid in the workbook itself."""
        return address(self.grid.original((row, column)))


def opening(office: Office, path: Path, read: Map[str, Any], current: Period, form: str) -> Steps[Table]:
    """Find a table as it is probably meant, and what it would do then."""
    table = yield from _meaning(office, path, read, current, form)
    yield
    _ = table.plan  # kept in it, as are its lines
    yield
    _ = table.lines
    yield
    return table


def _meaning(office: Office, path: Path, read: Map[str, Any], current: Period, form: str) -> Steps[Table]:
    """Find what a table means; what people said the last time, where its making is known."""
    grids = tuple(Grid.from_plain(sheet) for sheet in read["sheets"])
    if not any(grid.cells for grid in grids):
        raise RefusedError(say("desk.books.empty", name=path.name))
    told = guess.period_of(grids, path.stem, current, office.catalogue.reported_from)
    period = _period(office, told, current)
    for number, grid in enumerate(grids):
        mapping = _recalled(office, grid, period)
        if mapping is not None:
            return Table(office, path, grids, number, period, mapping, known=True)
    return (yield from _guessing(office, path, grids, period, form))


def _period(office: Office, found: Period, current: Period) -> Period:
    """Return the period found, as far as the office has forms in it."""
    if not office.catalogue.check_period(found) or not office.sheet(found).forms:
        return current
    return found


def _guessing(
    office: Office, path: Path, grids: tuple[Grid, ...], period: Period, form: str
) -> Steps[Table]:  # fmt: skip
    sheet = office.sheet(period)
    seen = [f for f in sheet.forms if f.id == form]
    found = yield from meanwhile(
        lambda: guess.best(grids, sheet, seen) or guess.best(grids, sheet, sheet.forms)
    )
    if found is not None:
        return Table(office, path, grids, found.sheet, period, found.mapping)
    first = next(n for n, grid in enumerate(grids) if grid.cells)
    chosen = (seen or list(sheet.forms))[0]
    return Table(office, path, grids, first, period, _blank(grids[first], sheet, chosen))


def _blank(grid: Grid, sheet: Sheet, form: Form, head: tuple[int, int] | None = None) -> Mapping:
    """Return what is known of a grid in a form; nothing but where its heads may be, where that is all."""
    return guess.propose(grid, sheet, form, head) or Mapping(form.id, head or _NO_HEAD, {}, grid.turned)


def _shape(grid: Grid, sheet: Sheet) -> str:
    """Return the shape of a grid, looked for in the same way whatever is said of it afterwards."""
    for form in sheet.forms:
        head = guess.find_head(grid, Targets(sheet, form))
        if head is not None:
            return shape(grid, head)
    return shape(grid, None)


def _recalled(office: Office, grid: Grid, period: Period) -> Mapping | None:
    sheet = office.sheet(period)
    kept = office.store.memos(_MEMO)
    record = kept.get(_MEMO + _shape(grid, sheet)) if kept else None
    found = Remembered.parse(record) if record is not None else None
    return guess.recall(grid, sheet, found) if found else None


# Changing what is meant


def turn_to_sheet(table: Table, number: int) -> Table:
    """Look at another sheet of the workbook."""
    grid, sheet = table.grids[number], table.target
    mapping = _recalled(table.office, grid, table.period)
    if mapping is not None:
        return replace(table, sheet=number, mapping=mapping, known=True)
    found = guess.best([grid], sheet, [table.form]) or guess.best([grid], sheet, sheet.forms)
    mapping = found.mapping if found else _blank(grid, sheet, table.form)
    return replace(table, sheet=number, mapping=mapping, known=False)


def turn_to_period(table: Table, period: Period) -> Table:
    """Take the table for another period; which columns are meant is found anew."""
    sheet = table.office.sheet(period)
    moved = replace(table, period=period, known=False)
    mapping = _recalled(table.office, table.grids[table.sheet], period)
    if mapping is not None:
        return replace(moved, mapping=mapping, known=True)
    form = next((f for f in sheet.forms if f.id == table.form.id), sheet.forms[0])
    same = _blank(table.grid, sheet, form, table.mapping.head)
    if not Reading(table.grid, same, sheet).placed:
        found = guess.best([table.grids[table.sheet]], sheet, sheet.forms)
        same = found.mapping if found else same
    return replace(moved, mapping=_kept(moved, same))


def turn_to_form(table: Table, form: str) -> Table:
    """Take the table for another form."""
    grid = table.grids[table.sheet]
    chosen = table.target.catalogue.form(form)
    found = guess.best([grid], table.target, [chosen])
    mapping = found.mapping if found else _blank(grid, table.target, chosen)
    return replace(table, mapping=mapping, known=False)


def set_head(table: Table, first: int, last: int) -> Table:
    """Say which rows hold the heads."""
    head = (first, max(first, last))
    fresh = _blank(table.grid, table.target, table.form, head)
    return replace(table, mapping=_kept(table, fresh), known=False)


def turn(table: Table) -> Table:
    """Look at the table with rows and columns exchanged."""
    grid = table.grid.turn()
    fresh = guess.propose(grid, table.target, table.form) or Mapping(table.form.id, _NO_HEAD, {}, grid.turned)
    return replace(table, mapping=_kept(table, fresh), known=False)


def _kept(table: Table, fresh: Mapping) -> Mapping:
    """Return a fresh guess with what was said of the table as a whole."""
    return replace(fresh, add=table.mapping.add, omit=table.mapping.omit)


# Writing


def write(table: Table) -> Changes:
    """Write what the table says as one step, and remember what it was taken for."""
    if table.barred:
        raise RefusedError(table.barred)
    if not table.can:
        raise RefusedError(say("desk.books.nothing"))
    remember(table)
    return workbooks.write(table.office, table.period, table.plan, table.path.name)


def remember(table: Table) -> None:
    """Keep what a table was taken for, under what tables of its making have in common."""
    grid, sheet, office = table.grids[table.sheet], table.target, table.office
    first = guess.head_start(table.grid, sheet, table.form)
    name = _MEMO + _shape(grid, sheet)
    record = remembered(table.mapping, grid, first)
    if office.store.memos(name).get(name) == record:
        return
    with office.store.operation("mapping", None, how="typed", at=office.stamp, step=False) as op:
        op.memo(name, record)
