"""A table seen through a mapping: what each row is, and into which cell of the form each figure goes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from jzdesk.models import units
from jzdesk.models.entry import Key
from jzdesk.models.form import Block, Column, Form, Row
from jzdesk.models.mapping import names
from jzdesk.models.mapping.grid import Grid, Place
from jzdesk.models.mapping.heads import Head, heads
from jzdesk.models.mapping.mapping import CODE, GROUP, NAME, NEW_ROW, ROLES, UNIT, Mapping, Take
from jzdesk.models.mapping.rows import BAND, DOUBLE, NEW, NONE, OFF, ROW, TOTAL, RowMatch, Rows
from jzdesk.models.sheet import Sheet
from jzdesk.models.value import unit_of

NOTHING = frozenset({"", "-", "--", "—", "——", "–", "/", "\\", "*", "．", ".", "…", "无数据"})
"""What stands in a table where there is no figure."""


@dataclass(frozen=True, slots=True)
class Placed:
    """One stored cell and the cell of the form it goes to; `unit` is what the figure is in, if it says so."""

    place: Place
    key: Key
    row: Row
    column: Column
    unit: str


@dataclass(frozen=True, slots=True)
class Passed:
    """A stored value that goes nowhere, and why: `no_cell`, or a row's status."""

    place: Place
    why: str
    name: str


@dataclass(frozen=True)
class Reading:
    """One grid, already the way round that the mapping has it, read into a form of a sheet."""

    grid: Grid
    mapping: Mapping
    sheet: Sheet

    @cached_property
    def form(self) -> Form:
        """The form."""
        return self.sheet.catalogue.form(self.mapping.form)

    @cached_property
    def known(self) -> Rows:
        """The form's rows by name."""
        return Rows(self.sheet, self.form)

    @cached_property
    def heads(self) -> dict[int, Head]:
        """The heads of the table's columns."""
        return heads(self.grid, *self.mapping.head)

    @cached_property
    def figures(self) -> dict[int, tuple[Take, Column]]:
        """The columns that are taken into columns of the form."""
        found: dict[int, tuple[Take, Column]] = {}
        for at, take in sorted(self.mapping.columns.items()):
            column = None if take.target in ROLES else self.form.column(take.target)
            if column is not None:
                found[at] = (take, column)
        return found

    @cached_property
    def rows(self) -> dict[int, RowMatch]:
        """What each row below the heads is; rows without anything to take are left out."""
        found: dict[int, RowMatch] = {}
        met: set[str] = set()
        group: Block | None = None
        for at in sorted({r for r, _ in self.grid.cells if r > self.mapping.head[1]}):
            match, group = self._row(at, group)
            if match is None:
                continue
            row = match.row
            if row is not None and row.code in met:
                match = replace(match, status=DOUBLE)
            elif row is not None:
                met.add(row.code)
            found[at] = match
        return found

    def _row(self, at: int, group: Block | None) -> tuple[RowMatch | None, Block | None]:
        """Return what one row is, and the block that the rows below it belong to."""
        name, code = self._name(at), self._said(at, CODE)
        filled = any(self.grid.text(at, column) not in NOTHING for column in self.figures)
        under = self.known.group(self._said(at, GROUP))
        group = under or group
        chosen = self.mapping.rows.get(at)
        if chosen is not None:
            return self._chosen(name, chosen, group), group
        if not (name or code) or self._is_head(name):
            return (RowMatch(NONE) if filled and not name else None), group
        block = self.known.group(name)
        if block is not None and not self.known.knows(name):
            return RowMatch(TOTAL if filled else BAND, name), block
        match = self.known.match(name, code, group, {column.code for _, column in self.figures.values()})
        if match.status == NONE:
            return (self._unknown(match, group) if filled else None), group
        return match, group

    def _said(self, at: int, role: str) -> str:
        column = self.mapping.column_of(role)
        return "" if column is None else self.grid.filled(at, column)

    def _name(self, at: int) -> str:
        """Return the name that stands in a row, or above it where only the group is written again."""
        name = self._said(at, NAME)
        while not name and at > self.mapping.head[1] + 1 and self._said(at, GROUP):
            at -= 1
            name = self._said(at, NAME)
        return name

    def _is_head(self, name: str) -> bool:
        """Tell whether the heads are repeated here, as they are on every printed page."""
        column = self.mapping.column_of(NAME)
        return column is not None and bool(name) and names.fold(name) == names.fold(self.heads[column].text)

    def _chosen(self, name: str, code: str, group: Block | None) -> RowMatch:
        if code == NEW_ROW:
            return self._new(RowMatch(NONE, name, unit=names.unit_in(name)), group)
        row = self.sheet.row(self.form.id, code) if code else None
        return RowMatch(ROW if row else OFF, name, row, unit=names.unit_in(name))

    def _unknown(self, match: RowMatch, group: Block | None) -> RowMatch:
        return self._new(match, group) if self.mapping.add else match

    def _new(self, match: RowMatch, group: Block | None) -> RowMatch:
        """Return the row as one to be added, where there is one list that it can go to."""
        lists = self.known.lists
        block = group if group in lists else lists[0] if len(lists) == 1 else None
        if block is None or not match.name:
            return match
        return RowMatch(NEW, match.name, None, block, match.unit)

    @cached_property
    def placed(self) -> tuple[Placed, ...]:
        """Where every stored value goes."""
        return tuple(one for one in self._all if isinstance(one, Placed))

    @cached_property
    def passed(self) -> tuple[Passed, ...]:
        """Which stored values go nowhere."""
        return tuple(one for one in self._all if isinstance(one, Passed))

    @cached_property
    def _all(self) -> tuple[Placed | Passed, ...]:
        return tuple(one for at, match in self.rows.items() for one in self._values(at, match))

    def _values(self, at: int, match: RowMatch) -> Iterator[Placed | Passed]:
        mark = match.row.code if match.row else f"+{match.block.code}.{at}" if match.block else ""
        row = match.row or (match.block.template if match.block else None)
        name, stub = self.mapping.column_of(NAME), next((c for c in self.form.columns if c.stub), None)
        if match.status == NEW and row is not None and stub is not None and name is not None:
            yield Placed(self.grid.original((at, name)), Key(self.form.id, mark, stub.code), row, stub, "")
        for column_at, (take, column) in self.figures.items():
            cell = self.grid.cells.get((at, column_at))
            if cell is None or (cell.text.strip() in NOTHING and not cell.formula):
                continue
            place = self.grid.original((at, column_at))
            if not match.taken or row is None:
                if match.status not in {TOTAL, OFF}:
                    yield Passed(place, match.status, match.name)
            elif column not in self.sheet.columns(self.form, row):
                yield Passed(place, "no_cell", match.name)
            else:
                unit = self._unit(at, take, match, unit_of(row, column))
                yield Placed(place, Key(self.form.id, mark, column.code), row, column, unit)

    def _unit(self, at: int, take: Take, match: RowMatch, wanted: str) -> str:
        """Return the unit a figure is in: its column's, its row's, or the table's where it fits."""
        if take.unit:
            return take.unit
        for unit in (match.unit, self._said(at, UNIT), self.mapping.unit):
            if unit and units.factor_between(unit, wanted) is not None:
                return unit
        return ""
