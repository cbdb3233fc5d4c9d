"""历史补录: what an office enters for the years before its first report, carried whole by every upload file.

It is never frozen for itself. A content's member `backfill` holds what was entered, by period; computed
figures are made from it again where they are needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from jzdesk.models import snapshot
from jzdesk.models.catalogue import Catalogue
from jzdesk.models.entry import Cell, Key, Stamp
from jzdesk.models.form import Column, Form, OwnRow, Row
from jzdesk.models.layout import stub_key
from jzdesk.models.period import Period
from jzdesk.models.sheet import Sheet
from jzdesk.models.snapshot import Frozen


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of the 历史补录 as it is shown: its place, what the row is called, and what stands there."""

    period: Period
    form: Form
    row: Row
    column: Column
    label: str
    cell: Mapping[str, str]

    @property
    def key(self) -> Key:
        """The figure's KEY."""
        return Key(self.form.id, self.row.code, self.column.code)

    @property
    def head(self) -> str:
        """What the column is called where the row stands."""
        return self.form.block(self.row.block).heads.get(self.column.code, self.column.name)


def carried(sheet: Sheet) -> dict[str, Any]:
    """Return the entered cells of every period before the first reported year, as a content carries them.

    By period `{"forms": {FORM: {"nil", "own", "cells"}}}`; empty where nothing was entered, and for a
    period that is itself such a one.
    """
    if sheet.backfilled:
        return {}
    known = {p for p, cells in sheet.earlier.items() if cells}
    known |= {p for p, forms in sheet.earlier_nil.items() if forms}
    found: dict[str, Any] = {}
    for period in sorted(p for p in known if sheet.catalogue.backfilled(p)):
        past = _past(sheet, period)
        parts = {form.id: _part(past, form) for form in past.forms}
        forms = {form: part for form, part in parts.items() if part["cells"] or part["nil"]}
        if forms:
            found[str(period)] = {"forms": forms}
    return found


def _past(sheet: Sheet, period: Period) -> Sheet:
    """Return the sheet of an earlier period, with what was entered before it."""
    return replace(
        sheet, period=period, cells=sheet.at(period), explanations=(),
        earlier={p: cells for p, cells in sheet.earlier.items() if p < period},
        nil=sheet.earlier_nil.get(period, frozenset()), unlocked=frozenset(), signed_rows=None,
    )  # fmt: skip


def _part(sheet: Sheet, form: Form) -> dict[str, Any]:
    cells: dict[str, dict[str, str]] = {}
    for row in sheet.rows(form.id):
        for column in sheet.columns(form, row):
            key = Key(form.id, row.code, column.code)
            cell = sheet.cells.get(key)
            if cell is not None and enterable(row, column):
                cells[f"{row.code}/{column.code}"] = snapshot.entered(cell, row, column, sheet.stamp(key))
    return snapshot.form_part(sheet, form, {place: c for place, c in cells.items() if c})


def enterable(row: Row, column: Column) -> bool:
    """Tell whether an office may enter the cell: it is neither computed, nor the plan's, nor the city's."""
    return not (column.derived or row.derived or column.code in row.given or column.fixed_in(row))


def periods(content: Mapping[str, Any]) -> tuple[Period, ...]:
    """Return the periods a content carries, the oldest first."""
    return tuple(sorted(Period.parse(text) for text in content["backfill"]))


def view(content: Mapping[str, Any], catalogue: Catalogue, period: Period) -> Frozen:
    """Return what was entered for one of the periods carried, seen as a content of its own."""
    forms = content["backfill"][str(period)]["forms"]
    return Frozen({**content, "period": str(period), "forms": forms}, catalogue)


def lines(content: Mapping[str, Any], catalogue: Catalogue) -> Iterator[Line]:
    """Yield every figure carried: the periods from the oldest on, each in the order of its forms."""
    views: list[Frozen] = []
    for period in periods(content):
        views.insert(0, view(content, catalogue, period))
        now = views[0]
        for form in now.forms:
            for row in now.rows(form):
                label = _label([*views, Frozen(content, catalogue)], form, row)
                for column in catalogue.columns(form, row, period):
                    cell = now.cell(Key(form.id, row.code, column.code))
                    if cell:
                        yield Line(period, form, row, column, label, cell)


def _label(views: list[Frozen], form: Form, row: Row) -> str:
    """Return what a row is called in sentences; a name of the office's own may have been written earlier."""
    key = stub_key(form, row)
    if key is None:
        return row.label
    named = next((v for v in views if form.id in v.content["forms"] and v.value(key)), views[0])
    return named.label(form, row)


def nil_forms(content: Mapping[str, Any], catalogue: Catalogue) -> Iterator[tuple[Period, Form]]:
    """Yield the forms declared 零报告 in the periods carried."""
    for period in periods(content):
        now = view(content, catalogue, period)
        yield from ((period, form) for form in now.forms if now.nil(form))


def compare(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> list[dict[str, str | None]]:
    """Return every cell carried that differs, as {period, key, old, new}, by period and key."""
    old, new = _flat(before), _flat(after)
    return [
        {"period": str(period), "key": key, "old": old.get((period, key)), "new": new.get((period, key))}
        for period, key in sorted(old.keys() | new.keys())
        if old.get((period, key)) != new.get((period, key))
    ]


def _flat(content: Mapping[str, Any] | None) -> dict[tuple[Period, str], str]:
    if content is None:
        return {}
    return {
        (period, key): value
        for period in periods(content)
        for key, value in snapshot.flat(content["backfill"][str(period)]).items()
    }


def changed(
    content: Mapping[str, Any], catalogue: Catalogue
) -> Iterator[tuple[Mapping[str, Any], Line | None]]:
    """Yield every change of the 历史补录 that a content lists, with its place, if there still is one."""
    known = {(str(line.period), str(line.key)): line for line in lines(content, catalogue)}
    for change in content["changes"]:
        if "period" in change:
            line = known.get((change["period"], change["key"]))
            yield change, line or _empty(content["unit"], catalogue, change)


def _empty(unit: str, catalogue: Catalogue, change: Mapping[str, Any]) -> Line | None:
    """Return the place of a figure that is no longer carried, where the plan has it."""
    period, key = Period.parse(change["period"]), Key.parse(change["key"])
    form = next((f for f in catalogue.forms if f.id == key.form), None)
    if form is None:
        return None
    row = next((r for r in catalogue.rows(form, unit, period) if r.code == key.row), None)
    column = form.column(key.column)
    return Line(period, form, row, column, row.label, {}) if row is not None and column is not None else None


def as_content(content: Mapping[str, Any], catalogue: Catalogue, period: Period) -> dict[str, Any]:
    """Return a content of one of the periods carried, with what is computed beside what was entered."""
    sheet = _sheet(content, catalogue, period)
    carried_forms = content["backfill"][str(period)]["forms"]
    forms = {f.id: snapshot.form_whole(sheet, f) for f in sheet.forms if f.id in carried_forms}
    return {**content, "period": str(period), "forms": forms}


def _sheet(content: Mapping[str, Any], catalogue: Catalogue, period: Period) -> Sheet:
    known = periods(content)
    views = {p: view(content, catalogue, p) for p in known}
    parts = content["backfill"][str(period)]["forms"]
    since: dict[tuple[str, str], Period] = {}
    for p in known:
        for form, part in content["backfill"][str(p)]["forms"].items():
            for own in part["own"]:
                since.setdefault((form, own["code"]), p)
    return Sheet(
        catalogue=catalogue, unit=content["unit"], period=period, cells=_cells(views[period]),
        earlier={p: _cells(views[p]) for p in known if p < period},
        own=tuple(
            OwnRow(form, own["code"], own["block"], since[form, own["code"]])
            for form, part in parts.items()
            for own in part["own"]
        ),
        nil=frozenset(form for form, part in parts.items() if part["nil"]),
        stamps={p: _stamps(views[p]) for p in known},
    )  # fmt: skip


def _stamps(now: Frozen) -> dict[Key, Stamp]:
    return {
        Key(form, *place.split("/")): Stamp(cell["on"], cell.get("why", ""))
        for form, part in now.content["forms"].items()
        for place, cell in part["cells"].items()
        if "on" in cell
    }


def _cells(now: Frozen) -> dict[Key, Cell]:
    found: dict[Key, Cell] = {}
    for form in now.forms:
        for place, cell in now.content["forms"][form.id]["cells"].items():
            row, _, code = place.rpartition("/")
            column = form.column(code)
            value = cell.get("v")
            number = value is not None and column is not None and column.kind == "number"
            found[Key(form.id, row, code)] = Cell(
                Decimal(value) if number and value is not None else value, cell.get("b"), cell.get("n")
            )
    return found
