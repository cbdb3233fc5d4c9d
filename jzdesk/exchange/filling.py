"""Judging an entry workbook: what it changes, what is refused and why. Nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from jzdesk.errors import RefusedError, UsageError
from jzdesk.exchange.cells import address
from jzdesk.exchange.entry_plan import ANY_FORM, VALUE, cell_text, entered_text
from jzdesk.exchange.fill_plan import Deleted, FillChange, FillPlan, RefusedCell, Rounded, TypedTotal
from jzdesk.exchange.stored_cell import read_cell
from jzdesk.models import lines, quantity
from jzdesk.models.catalogue import edition_text
from jzdesk.models.entry import MERGED, Cell, Key
from jzdesk.models.form import Block, Column, Form, OwnRow, Row
from jzdesk.models.period import Period
from jzdesk.models.sheet import Sheet
from jzdesk.words import say


def check_meta(
    read: Mapping[str, Any], name: str, unit: str, practice: bool, period: Period | None
) -> Period:
    """Return the workbook's period, or refuse it whole before any value is looked at."""
    meta = read["meta"]
    if meta.get("kind") not in {say("exchange.entry.kind"), say("exchange.enquiry.kind")}:
        raise RefusedError(say("exchange.entry.other_kind", name=name, kind=meta.get("kind")))
    if meta.get("unit") != unit:
        found = meta.get("office") or meta.get("unit")
        raise RefusedError(say("exchange.entry.unit", name=name, found=found, unit=unit))
    if (meta.get("practice") != "0") != practice:
        raise RefusedError(
            say("exchange.entry.practice" if not practice else "exchange.entry.real", name=name)
        )
    try:
        found_period = Period.parse(meta.get("period", ""))
    except UsageError as error:
        raise RefusedError(say("exchange.entry.not_ours", name=name)) from error
    if period is not None and period != found_period:
        raise RefusedError(
            say("exchange.entry.period", name=name, found=found_period.title, period=period.title)
        )
    return found_period


def check_catalogue(read: Mapping[str, Any], name: str, edition: str) -> None:
    """Refuse a workbook made under another catalogue."""
    found = read["meta"].get("catalogue")
    if found != edition:
        names = [edition_text(one) for one in (str(found), edition)]
        if names[0] == names[1]:  # of another plan: what tells them apart is the plan's own code
            names = [str(found), edition]
        raise RefusedError(say("exchange.entry.catalogue", name=name, found=names[0], edition=names[1]))


def judge(read: Mapping[str, Any], sheet: Sheet) -> FillPlan:
    """Return what an entry workbook would do to a sheet."""
    return _Judge(read, sheet).run()


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a stored cell belongs."""

    found: Mapping[str, Any]
    key: Key
    form: Form
    row: Row
    column: Column

    @property
    def address(self) -> str:
        return f"{self.found['sheet']}!{self.found['address']}"


class _Judge:
    """Looks at every cell of one workbook."""

    def __init__(self, read: Mapping[str, Any], sheet: Sheet) -> None:
        self._base: Mapping[str, str] = read["base"]
        self._cells: list[Mapping[str, Any]] = read["cells"]
        self._grids: list[Mapping[str, Any]] = read["grids"]
        self._sheet = sheet
        self._plan = FillPlan()
        self._computed: list[_Place] = []
        self._here: set[str] = set()

    def run(self) -> FillPlan:
        for cell in self._cells:
            self._one(cell)
        self._unnamed()
        self._totals()
        self._missing()
        return self._plan

    def _one(self, found: Mapping[str, Any]) -> None:
        key = Key(found["form"], found["row"], found["column"])
        if self._is_label(key):
            return
        try:
            if not key.row:
                raise RefusedError(say("exchange.entry.unmarked"), [say("exchange.entry.unmarked_remedy")])
            place = self._place(found, key)
            if found["double"]:
                raise _double()
            if place.column.derived or place.row.derived:
                self._computed.append(place)
                return
            cell, rounded_from = read_cell(found, place.row, place.column)
            if cell.open:
                return
            self._here.add(str(key))
            self._check_merged(key, cell)
            self._judged(place, cell, rounded_from)
        except (RefusedError, UsageError) as error:
            self._here.add(str(key))
            self._refuse(found, error)

    def _is_label(self, key: Key) -> bool:
        """Tell whether the cell is the printed name of a row that has no name of its own."""
        row = self._sheet.row(key.form, key.row)
        if row is None or key.column in row.columns:
            return False
        column = self._sheet.catalogue.form(key.form).column(key.column)
        return column is not None and column.stub

    def _place(self, found: Mapping[str, Any], key: Key) -> _Place:
        if not key.new_row:
            return _Place(found, key, *self._sheet.place(key))
        form, column = self._sheet.catalogue.find(key)
        row = next((t for b, t in _lists(form, self._sheet) if b == self._new_block(form, key)), None)
        if row is None:
            raise UsageError(say("models.catalogue.no_row", form=form.title, row=key.row))
        if column not in self._sheet.columns(form, row):
            label = say("exchange.entry.new_row")
            raise RefusedError(say("models.catalogue.no_cell", row=label, column=column.name))
        return _Place(found, key, form, row, column)

    def _new_block(self, form: Form, key: Key) -> Block | None:
        """Return the list a new row goes to: the one its mark names, or the form's only one."""
        lists = [b for b, _ in _lists(form, self._sheet)]
        if not key.new_block:
            return lists[0] if len(lists) == 1 else None
        return next((b for b in lists if b.code == key.new_block), None)

    def _check_merged(self, key: Key, cell: Cell) -> None:
        """Refuse 已并入 into the cell itself, or into none."""
        if cell.blank is not None and cell.blank.startswith(MERGED):
            other = Key.parse(cell.blank.partition(":")[2])
            if other == key:
                raise RefusedError(say("exchange.entry.merged_self"))
            self._sheet.place(other)

    def _judged(self, place: _Place, cell: Cell, rounded_from: str | None) -> None:
        key, row, column = place.key, place.row, place.column
        new, base = entered_text(cell, row, column), None
        now = None
        if not key.new_row:
            base = self._base.get(str(key))
            now = cell_text(self._sheet, key, row, column)
            if new == base and (now == base or self._sheet.locked(row, column)):
                return
            if self._sheet.locked(row, column):
                why = say("models.catalogue.locked", row=row.label, column=column.name)
                raise RefusedError(why, [say("exchange.entry.locked_remedy")])
        if place.form.id in self._sheet.nil:
            raise RefusedError(say("exchange.entry.nil", form=place.form.title))
        if now == new:
            return
        label = self._sheet.label(place.form, row)
        lines.check_typed(self._sheet.lines.get(key, ()), label, column.name, cell)
        if now != base:
            why = say("exchange.entry.stale", now=now or say("exchange.nothing"))
            raise RefusedError(why, [say("exchange.entry.stale_remedy")])
        if key.new_row:
            block = self._new_block(place.form, key)
            if block is not None:
                self._plan.new_rows[key.form, key.row] = block
        self._plan.changes.append(FillChange(key, place.address, now, new, cell))
        if rounded_from is not None:
            self._plan.rounded.append(Rounded(key, place.address, rounded_from, new or ""))

    def _refuse(self, found: Mapping[str, Any], error: RefusedError | UsageError) -> None:
        text = quantity.visible(found["text"])[:80] or say("exchange.nothing")
        remedy = error.findings[0] if error.findings else say("exchange.entry.fix_remedy")
        where = f"{found['sheet']}!{found['address']}"
        key = Key(found["form"], found["row"], found["column"])
        self._plan.refused.append(RefusedCell(where, text, error.sentence.rstrip("。"), remedy, key))

    def _unnamed(self) -> None:
        """Refuse new rows without a name."""
        named = {
            (c.key.form, c.key.row, c.key.column) for c in self._plan.changes if c.cell.value is not None
        }
        for form_id, mark in self._plan.new_rows:
            stub = next((c for c in self._sheet.catalogue.form(form_id).columns if c.stub), None)
            if stub is not None and (form_id, mark, stub.code) not in named:
                first = next(c for c in self._plan.changes if (c.key.form, c.key.row) == (form_id, mark))
                why, remedy = say("exchange.entry.no_name"), say("exchange.entry.name_remedy")
                self._plan.refused.append(RefusedCell(first.address, first.new or "", why, remedy, first.key))

    def _totals(self) -> None:
        """Compare every computed cell that was typed over with what it will be."""
        after = sheet_after(self._sheet, self._plan)
        for place in self._computed:
            typed = _typed(place)
            base = self._base.get(str(place.key))
            expected = cell_text(after, place.key, place.row, place.column)
            if typed not in {base, expected} and place.column.kind == "number":
                self._plan.totals.append(TypedTotal(place.address, typed, expected, place.key))

    def _missing(self) -> None:
        """Report what was deleted in the workbook and stays in the store."""
        for text in sorted(self._base.keys() - self._here):
            try:
                key = Key.parse(text)
                _, row, column = self._sheet.place(key)
            except (RefusedError, UsageError):
                continue
            kept = cell_text(self._sheet, key, row, column)
            if kept is not None and not (column.derived or row.derived or self._sheet.locked(row, column)):
                self._plan.deleted.append(Deleted(key, self._address(key), kept))

    def _address(self, key: Key) -> str:
        """Return where a cell would stand in the workbook; empty when its row or column is gone."""
        for grid in self._grids:
            marks = (str(key), VALUE) if grid["form"] == ANY_FORM else (key.row, key.column)
            at = (grid["rows"].get(marks[0]), grid["columns"].get(marks[1]))
            if grid["form"] in {key.form, ANY_FORM} and None not in at:
                return f"{grid['sheet']}!{address(at)}"
        return ""


def sheet_after(sheet: Sheet, plan: FillPlan) -> Sheet:
    """Return the sheet as it would be once a plan's changes are written."""
    added = [OwnRow(form, mark, b.code, sheet.period) for (form, mark), b in plan.new_rows.items()]
    coming = {c.key: c.cell for c in plan.changes}
    return replace(sheet, cells={**sheet.cells, **coming}, own=(*sheet.own, *added))


def _lists(form: Form, sheet: Sheet) -> list[tuple[Block, Row]]:
    """Return the blocks of a form to which the office may add rows in the sheet's period."""
    lists = [(b, b.template) for b in form.blocks if b.template is not None]
    return [(b, t) for b, t in lists if sheet.unit in t.scope and sheet.period.kind in t.frequencies]


def _double() -> RefusedError:
    return RefusedError(say("exchange.entry.double_row"), [say("exchange.entry.double_remedy")])


def _typed(place: _Place) -> str:
    """Return what stands in a computed cell, as a plain figure if it is one."""
    try:
        # 增减 may be below zero, although nobody could enter it there
        cell, _ = read_cell(place.found, place.row, replace(place.column, signed=True))
    except RefusedError:
        return quantity.visible(place.found["text"])
    return entered_text(cell, place.row, place.column) or ""
