"""What differs between two contents, in the words of their forms: form, row and column instead of a KEY."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from jzdesk.models import backfill, difference
from jzdesk.models.catalogue import Catalogue
from jzdesk.models.difference import told
from jzdesk.models.entry import Key
from jzdesk.models.form import Column, Form, Row
from jzdesk.models.layout import stub_key
from jzdesk.models.period import Period
from jzdesk.models.snapshot import Frozen
from jzdesk.models.value import unit_of

NEW, CHANGED, VANISHING = "new", "changed", "vanishing"


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell's place in words; `derived` ones are computed."""

    form: Form
    row: Row
    column: Column
    label: str

    @property
    def head(self) -> str:
        """What the column is called where the row stands."""
        return self.form.block(self.row.block).heads.get(self.column.code, self.column.name)

    @property
    def derived(self) -> bool:
        """The cell is computed, never entered."""
        return self.row.derived or self.column.derived

    @property
    def unit(self) -> str:
        """The unit of a number, else empty."""
        return unit_of(self.row, self.column) if self.column.kind == "number" else ""


@dataclass(frozen=True, slots=True)
class ChangedCell:
    """One cell that differs, as it is read: `old` or `new` is empty where there was or will be nothing.

    `period` names a period of the 历史补录, else it is empty. `difference` is empty unless both are numbers.
    """

    key: str
    kind: str
    period: str
    form: str
    row: str
    column: str
    unit: str
    old: str
    new: str
    difference: str
    derived: bool


def between(
    before: Frozen | None, after: Frozen, changes: Iterable[Mapping[str, str | None]]
) -> tuple[ChangedCell, ...]:
    """Return the cells of `snapshot.compare` in words, in the order of the forms; nothing is left out."""
    known = spots(after, before)
    found = {str(change["key"]): change for change in changes}
    ordered = [key for key in known if str(key) in found]
    cells = [_cell(key, known[key], found.pop(str(key)), "") for key in ordered]
    return (*cells, *(_bare(change) for change in found.values()))


def carried_between(
    before: Mapping[str, Any] | None, after: Mapping[str, Any], catalogue: Catalogue,
    changes: Iterable[Mapping[str, str | None]],
) -> tuple[ChangedCell, ...]:  # fmt: skip
    """Return the cells of `backfill.compare` in words, the oldest period first."""
    known: dict[tuple[str, str], backfill.Line] = {}
    for content in (before, after):
        if content is not None:
            known |= {(str(x.period), str(x.key)): x for x in backfill.lines(content, catalogue)}
    cells: list[ChangedCell] = []
    for change in changes:
        period, key = str(change["period"]), str(change["key"])
        line, title = known.get((period, key)), Period.parse(period).title
        if line is None:
            cells.append(_bare(change, title))
        else:
            spot = Spot(line.form, line.row, line.column, line.label)
            cells.append(_cell(Key.parse(key), spot, change, title))
    return tuple(cells)


def spots(*contents: Frozen | None) -> dict[Key, Spot]:
    """Return every cell these contents have, the first ones' names before the others'."""
    found: dict[Key, Spot] = {}
    for content in contents:
        for form in content.forms if content is not None else ():
            for row in content.rows(form) if content is not None else ():
                label = label_in(content, form, row) if content is not None else ""
                for column in form.columns:
                    if column.code in row.columns:
                        key = Key(form.id, row.code, column.code)
                        found.setdefault(key, Spot(form, row, column, label))
    return found


def label_in(content: Frozen, form: Form, row: Row) -> str:
    """Return what a row is called in sentences: with its block, or the name the office gave it."""
    return row.label if stub_key(form, row) is None else content.label(form, row)


def spot_in_catalogue(catalogue: Catalogue, key: Key) -> Spot | None:
    """Return the place of a cell that is the same for every office."""
    form = catalogue.form(key.form)
    row = next((r for r in form.rows if r.code == key.row), None)
    column = form.column(key.column)
    return Spot(form, row, column, row.label) if row is not None and column is not None else None


def _cell(key: Key, spot: Spot, change: Mapping[str, str | None], period: str) -> ChangedCell:
    old, new = change["old"], change["new"]
    gap = difference.gap(old, new, spot.row, spot.column)
    return ChangedCell(
        key=str(key), kind=_kind(old, new), period=period, form=spot.form.short, row=spot.label,
        column=spot.head, unit=spot.unit, old=told(old, spot.row, spot.column),
        new=told(new, spot.row, spot.column),
        difference=gap.text if gap else "", derived=spot.derived,
    )  # fmt: skip


def _bare(change: Mapping[str, str | None], period: str = "") -> ChangedCell:
    """Return a change whose place no form has any more: its KEY says where it was."""
    key, old, new = str(change["key"]), change["old"], change["new"]
    return ChangedCell(key, _kind(old, new), period, key, "", "", "", old or "", new or "", "", False)


def _kind(old: str | None, new: str | None) -> str:
    if old is None:
        return NEW
    return VANISHING if new is None else CHANGED
