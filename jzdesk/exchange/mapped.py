"""Judging somebody's own table through a mapping: the same plan as that of an entry workbook.

Here nothing stands in a cell because we wrote it there: what is blank says nothing, 合计 and what belongs to
the plan are compared and never taken, and figures may be in another unit.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cached_property

from jzdesk.errors import RefusedError, UsageError
from jzdesk.exchange.cells import address
from jzdesk.exchange.entry_plan import cell_text, entered_text
from jzdesk.exchange.fill_plan import FillChange, FillPlan, Passed, RefusedCell, Rounded, TypedTotal
from jzdesk.exchange.filling import sheet_after
from jzdesk.exchange.stored_cell import decimal_or_none, read_cell
from jzdesk.models import lines, quantity, to_date, units
from jzdesk.models.entry import Cell, Key
from jzdesk.models.form import Column, Row
from jzdesk.models.mapping.cumulative import certain
from jzdesk.models.mapping.grid import GridCell
from jzdesk.models.mapping.heads import Head
from jzdesk.models.mapping.reading import Placed, Reading
from jzdesk.models.mapping.rows import NEW
from jzdesk.models.sheet import Sheet
from jzdesk.models.value import blank_reason, places_of, unit_of
from jzdesk.words import say

_MOST_PLACES = 10
"""Decimals that a text in another unit may have before it is converted."""


def judge(reading: Reading) -> FillPlan:
    """Return what a table would do to the sheet it was read into."""
    return _Judge(reading).run()


class _Judge:
    """Looks at every placed cell of one table."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._sheet = reading.sheet
        self._plan = FillPlan()
        self._compared: list[tuple[Placed, str]] = []
        self._to_date: list[tuple[Placed, Column]] = []
        self._taken = {column.code for _, column in reading.figures.values()}

    def run(self) -> FillPlan:
        reading, plan = self._reading, self._plan
        for at, match in reading.rows.items():
            if match.status == NEW and match.block is not None:
                plan.new_rows[reading.form.id, f"+{match.block.code}.{at}"] = match.block
        for placed in reading.placed:
            self._one(placed)
        after = sheet_after(self._sheet, plan)  # with the adjustments that stand beside a 累计
        for placed, target in self._to_date:
            self._quarter(after, placed, target)
        after = sheet_after(self._sheet, plan)
        for placed, typed in self._compared:
            expected = cell_text(after, placed.key, placed.row, placed.column)
            if expected is not None and typed != expected:
                plan.totals.append(TypedTotal(self._address(placed), typed, expected, placed.key))
        for one in reading.passed:
            why = say(f"exchange.mapped.{one.why}", name=one.name)
            where = f"{reading.grid.name}!{address(one.place)}"
            plan.passed.append(Passed(where, quantity.visible(self._stored(one.place).text), why))
        return plan

    @cached_property
    def _cumulatives(self) -> frozenset[str]:
        """The columns whose heads say 1—本季累计 beyond doubt."""
        reading = self._reading
        return frozenset(
            column.code for at, (_, column) in reading.figures.items()
            if certain(reading.heads.get(at, Head()).text, reading.form, self._sheet.period)
        )  # fmt: skip

    def _stored(self, place: tuple[int, int]) -> GridCell:
        return self._reading.grid.cells[self._reading.grid.original(place)]

    def _address(self, placed: Placed) -> str:
        return f"{self._reading.grid.name}!{address(placed.place)}"

    def _one(self, placed: Placed) -> None:
        row, column, key = placed.row, placed.column, placed.key
        target = to_date.quarter_column(self._reading.form, row, column)
        if target is not None and target.code not in self._taken and column.code in self._cumulatives:
            self._to_date.append((placed, target))
            return
        found = self._stored(placed.place)
        fixed = column.derived or row.derived or (not key.new_row and self._sheet.locked(row, column))
        try:
            cell, rounded_from = _read(found, placed)
            new = entered_text(cell, row, column)
            if fixed:
                self._compared.append((placed, new or ""))
                return
            now = None if key.new_row else cell_text(self._sheet, key, row, column)
            if cell.open or new == now:
                return
            self._check(key, row, column, cell)
        except (RefusedError, UsageError) as error:
            if not fixed:  # a 合计 that cannot be read is compared with nothing
                self._refuse(placed, found, error)
            return
        self._plan.changes.append(FillChange(key, self._address(placed), now, new, cell))
        if rounded_from is not None:
            self._plan.rounded.append(Rounded(key, self._address(placed), rounded_from, new or ""))

    def _quarter(self, after: Sheet, placed: Placed, target: Column) -> None:
        """Look at a 累计 that stands for the quarter in `target`; `after` has what stands beside it."""
        key, row = Key(placed.key.form, placed.key.row, target.code), placed.row
        found = self._stored(placed.place)
        try:
            read, rounded_from = _read(found, placed)
            if read.open:
                return
            if read.number is None:
                raise RefusedError(say("models.to_date.reason", text=quantity.visible(found.text)))
            made = to_date.quarter_of(after, key, row, target, read.number)
            cell = Cell(value=to_date.checked(made, self._sheet.period, row, target))
            new = entered_text(cell, row, target)
            now = None if key.new_row else cell_text(self._sheet, key, row, target)
            if new == now:
                return
            self._check(key, row, target, cell)
        except (RefusedError, UsageError) as error:
            self._refuse(replace(placed, key=key), found, error)
            return
        total = quantity.plain(read.number, places_of(row, target))
        self._plan.changes.append(FillChange(key, self._address(placed), now, new, cell, total))
        if rounded_from is not None:
            self._plan.rounded.append(Rounded(key, self._address(placed), rounded_from, total))

    def _check(self, key: Key, row: Row, column: Column, cell: Cell) -> None:
        form = self._reading.form
        if form.id in self._sheet.nil:
            raise RefusedError(say("exchange.entry.nil", form=form.title))
        lines.check_typed(self._sheet.lines.get(key, ()), self._sheet.label(form, row), column.name, cell)

    def _refuse(self, placed: Placed, found: GridCell, error: RefusedError | UsageError) -> None:
        text = quantity.visible(found.text)[:80] or say("exchange.nothing")
        remedy = error.findings[0] if error.findings else say("exchange.mapped.remedy")
        self._plan.refused.append(
            RefusedCell(self._address(placed), text, error.sentence.rstrip("。"), remedy, placed.key)
        )


def _read(found: GridCell, placed: Placed) -> tuple[Cell, str | None]:
    """Return what a stored cell means where it goes, converted from its own unit; and what was rounded."""
    row, column = placed.row, placed.column
    plain = {
        "kind": found.kind, "text": found.text, "percent": found.percent, "formula": found.formula,
    }  # fmt: skip
    unit = unit_of(row, column)
    numeric = column.kind == "number" and found.kind in {"number", "text"} and not found.percent
    if not placed.unit or not numeric or _says_its_own(found, unit):
        return read_cell(plain, row, column)
    factor = units.factor_between(placed.unit, unit)
    if factor is None:
        why = say("exchange.mapped.unit", found=placed.unit, unit=unit or say("exchange.nothing"))
        raise RefusedError(why, [say("exchange.mapped.unit_remedy")])
    if factor == 1:
        return read_cell(plain, row, column)
    exact = _figure(found, placed) * factor
    value, was_rounded = quantity.from_workbook(
        format(exact, "f"), unit, places_of(row, column), signed=column.signed
    )
    return Cell(value=value), quantity.plain_any(exact) if was_rounded else None


def _says_its_own(found: GridCell, unit: str) -> bool:
    """Tell whether a text is a reason for being blank, or a figure with a unit behind it."""
    text = quantity.fold(found.text).strip()
    if found.kind != "text":
        return False
    return blank_reason(text) is not None or (bool(unit) and text[-1:] not in "0123456789.")


def _figure(found: GridCell, placed: Placed) -> Decimal:
    """Return the figure as it stands, in its own unit."""
    if found.kind == "number":
        number = decimal_or_none(found.text)
        if number is not None:
            return number
    return quantity.parse(found.text, placed.unit, _MOST_PLACES, signed=True)
