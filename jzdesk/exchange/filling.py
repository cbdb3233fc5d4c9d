"""Judging an entry workbook: what it changes, what is refused and why. Nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from jzdesk.errors import RefusedError, UsageError
from jzdesk.exchange.entry_form import EntryMeta, cell_text, decimal_or_none, entered_text
from jzdesk.models import quantity, value
from jzdesk.models.catalogue import Block, Column, Form, Row
from jzdesk.models.entry import EMPTY, Cell, Key
from jzdesk.models.period import Period
from jzdesk.models.sheet import Sheet
from jzdesk.models.value import places_of, unit_of
from jzdesk.words import say


@dataclass(frozen=True, slots=True)
class FillChange:
    """One cell that becomes another; a `key` whose row begins with `+` is of a new row."""

    key: Key
    address: str
    old: str | None
    new: str | None
    cell: Cell


@dataclass(frozen=True, slots=True)
class Rounded:
    """A stored number with more decimals than the row has."""

    key: Key
    address: str
    found: str
    new: str


@dataclass(frozen=True, slots=True)
class RefusedCell:
    """A cell that cannot be taken: what was there, why not, and what to do."""

    address: str
    found: str
    why: str
    remedy: str


@dataclass(frozen=True, slots=True)
class TypedTotal:
    """A 合计 typed over that is not the sum of its parts; the parts are taken."""

    address: str
    typed: str
    sum: str


@dataclass(frozen=True, slots=True)
class Deleted:
    """A figure deleted in the workbook; the store keeps it."""

    key: Key
    address: str
    kept: str


@dataclass
class FillPlan:
    """The whole outcome; nothing is to be written while anything is refused."""

    changes: list[FillChange] = field(default_factory=list)
    rounded: list[Rounded] = field(default_factory=list)
    refused: list[RefusedCell] = field(default_factory=list)
    totals: list[TypedTotal] = field(default_factory=list)
    deleted: list[Deleted] = field(default_factory=list)
    new_rows: dict[tuple[str, str], Block] = field(default_factory=dict)


def check_meta(
    read: Mapping[str, Any], name: str, unit: str, practice: bool, period: Period | None
) -> Period:
    """Return the workbook's period, or refuse it whole before any value is looked at."""
    meta = read["meta"]
    if meta.get("kind") != say("exchange.entry.kind"):
        raise RefusedError(say("exchange.entry.other_kind", name=name, kind=meta.get("kind")))
    if meta.get("unit") != unit:
        found = meta.get("office") or meta.get("unit")
        raise RefusedError(say("exchange.entry.unit", name=name, found=found, unit=unit))
    if (meta.get("practice") == "1") != practice:
        raise RefusedError(say("exchange.entry.practice" if not practice else "exchange.entry.real", name=name))
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
        raise RefusedError(say("exchange.entry.catalogue", name=name, found=found, edition=edition))


def judge(read: Mapping[str, Any], sheet: Sheet) -> FillPlan:
    """Return what an entry workbook would do to a sheet."""
    return _Judge(read, sheet).run()


class _Judge:
    """Looks at every cell of one workbook."""

    def __init__(self, read: Mapping[str, Any], sheet: Sheet) -> None:
        self._base: Mapping[str, str] = read["base"]
        self._cells: list[Mapping[str, Any]] = read["cells"]
        self._sheet = sheet
        self._plan = FillPlan()
        self._sums: list[tuple[Mapping[str, Any], Key, Row, Column]] = []

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
            form, row, column = self._place(key)
        except (RefusedError, UsageError) as error:
            self._refuse(found, error.sentence, say("exchange.entry.fix_remedy"))
            return
        if column.derived:
            return
        if found["double"]:
            self._refuse(found, say("exchange.entry.double_row"), say("exchange.entry.double_remedy"))
            return
        if row.derived:
            self._sums.append((found, key, row, column))
            return
        try:
            cell, rounded_from = read_cell(found, row, column)
        except RefusedError as error:
            self._refuse(found, error.sentence, _remedy(error))
            return
        self._judged(found, key, form, row, column, cell, rounded_from)

    def _is_label(self, key: Key) -> bool:
        """Tell whether the cell is the printed name of a row that has no name of its own."""
        row = self._sheet.row(key.form, key.row)
        if row is None or key.column in row.columns:
            return False
        form = next((f for f in self._sheet.forms if f.id == key.form), None)
        column = form.column(key.column) if form else None
        return column is not None and column.stub

    def _place(self, key: Key) -> tuple[Form, Row, Column]:
        if not key.new_row:
            return self._sheet.place(key)
        form, column = self._sheet.catalogue.find(key)
        block = next((b for b in form.blocks if b.code == key.new_block and b.template is not None), None)
        if block is None or block.template is None:
            raise UsageError(say("models.catalogue.no_row", form=form.title, row=key.row))
        return form, block.template, column

    def _judged(
        self, found: Mapping[str, Any], key: Key, form: Form, row: Row, column: Column, cell: Cell,
        rounded_from: str | None,
    ) -> None:  # fmt: skip
        new = entered_text(cell, row, column)
        base = self._base.get(str(key))
        if new == base and not key.new_row:
            return
        now = None if key.new_row else cell_text(self._sheet, key, row, column)
        if not key.new_row and self._sheet.locked(row, column):
            why = say("models.catalogue.locked", row=row.label, column=column.name)
            self._refuse(found, why, say("exchange.entry.locked_remedy"))
            return
        if form.id in self._sheet.nil:
            why = say("exchange.entry.nil", form=form.title)
            self._refuse(found, why, say("exchange.entry.fix_remedy"))
            return
        if not key.new_row and now != base:
            if now != new:
                why = say("exchange.entry.stale", now=now or say("exchange.nothing"))
                self._refuse(found, why, say("exchange.entry.stale_remedy"))
            return
        if key.new_row:
            self._plan.new_rows[key.form, key.row] = form.block(key.new_block)
        address = _address(found)
        self._plan.changes.append(FillChange(key, address, now, new, cell))
        if rounded_from is not None:
            self._plan.rounded.append(Rounded(key, address, rounded_from, new or ""))

    def _refuse(self, found: Mapping[str, Any], why: str, remedy: str) -> None:
        text = quantity.visible(found["text"])[:80] or say("exchange.nothing")
        self._plan.refused.append(RefusedCell(_address(found), text, why.rstrip("。"), remedy))

    def _unnamed(self) -> None:
        """A new row without a name is refused."""
        named = {(c.key.form, c.key.row) for c in self._plan.changes if c.key.column == "name"}
        for mark in self._plan.new_rows:
            if mark not in named:
                first = next(c for c in self._plan.changes if (c.key.form, c.key.row) == mark)
                why, remedy = say("exchange.entry.no_name"), say("exchange.entry.name_remedy")
                self._plan.refused.append(RefusedCell(first.address, first.new or "", why, remedy))

    def _totals(self) -> None:
        """Compare every 合计 that was typed over with the sum of its parts as they will be."""
        coming = {c.key: c.cell for c in self._plan.changes if not c.key.new_row}
        after = Sheet(
            catalogue=self._sheet.catalogue, unit=self._sheet.unit, period=self._sheet.period,
            cells={**self._sheet.cells, **coming}, earlier=self._sheet.earlier, own=self._sheet.own,
            nil=self._sheet.nil,
        )  # fmt: skip
        added = [c for c in self._plan.changes if c.key.new_row and c.cell.number is not None]
        for found, key, row, column in self._sums:
            extra = sum((c.cell.number or Decimal(0) for c in added
                         if (c.key.form, c.key.column) == (key.form, key.column)), Decimal(0))  # fmt: skip
            text = cell_text(after, key, row, column)
            total = (decimal_or_none(text) or Decimal(0) if text else Decimal(0)) + extra
            typed = decimal_or_none(found["text"].replace(",", "")) if not found["formula"] else None
            unchanged = text_equal(found["text"], self._base.get(str(key)))
            places = places_of(row, column)
            if typed is not None and not unchanged and quantity.rounded(typed, places) != total:
                self._plan.totals.append(
                    TypedTotal(_address(found), quantity.plain(typed, places), quantity.plain(total, places))
                )

    def _missing(self) -> None:
        """Report what was deleted in the workbook and stays in the store."""
        here = {f"{c['form']}/{c['row']}/{c['column']}" for c in self._cells}
        for text in sorted(self._base.keys() - here):
            key = Key.parse(text)
            try:
                _, row, column = self._sheet.place(key)
            except (RefusedError, UsageError):
                continue
            if not (column.derived or row.derived or self._sheet.locked(row, column)):
                self._plan.deleted.append(Deleted(key, "", self._base[text]))


def text_equal(found: str, base: str | None) -> bool:
    """Tell whether a stored number is what stood there when the workbook was made."""
    return base is not None and decimal_or_none(found) == decimal_or_none(base)


def _address(found: Mapping[str, Any]) -> str:
    return f"{found['sheet']}!{found['address']}"


def _remedy(error: RefusedError) -> str:
    return error.findings[0] if error.findings else say("exchange.entry.fix_remedy")


def read_cell(found: Mapping[str, Any], row: Row, column: Column) -> tuple[Cell, str | None]:
    """Return what a stored cell means, and what it was rounded from; `RefusedError` with a remedy."""
    kind, text = found["kind"], found["text"]
    if kind == "empty":
        raise _no("is_formula", "formula_remedy")
    if kind == "error":
        raise _no("is_error", "error_remedy")
    if kind == "bool":
        raise _no("is_bool", "value_remedy")
    if kind == "date":
        return Cell(value=_date(text, column)), None
    if kind == "number" and column.kind == "number":
        return _number(found, row, column)
    if not text.strip():
        return EMPTY, None
    return value.parse(text, row, column), None


def _no(why: str, remedy: str) -> RefusedError:
    return RefusedError(say(f"exchange.entry.{why}"), [say(f"exchange.entry.{remedy}")])


def _date(text: str, column: Column) -> str:
    if column.kind not in {"month", "date"}:
        raise _no("is_date", "value_remedy")
    day = date.fromisoformat(text[:10]).isoformat()
    return day[:7] if column.kind == "month" else day


def _number(found: Mapping[str, Any], row: Row, column: Column) -> tuple[Cell, str | None]:
    text, unit = found["text"], unit_of(row, column)
    if found["percent"]:
        if unit != "%":
            raise _no("percent", "percent_remedy")
        exact = decimal_or_none(text)
        text = str(exact * 100) if exact is not None else text
    number, was_rounded = quantity.from_workbook(text, unit, places_of(row, column), signed=column.signed)
    return Cell(value=number), text if was_rounded else None
