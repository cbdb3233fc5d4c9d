"""Going on from the plan before: which of its rows are which of this plan's, and what their figures become.

The pairs are the catalogue's own data (`mapping.toml`). Nothing is guessed: a row that is not named there
ends with its plan, and a cell that this plan's form does not ask for is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from jzdesk.models import quantity
from jzdesk.models.backfill import enterable
from jzdesk.models.catalogue import Catalogue
from jzdesk.models.entry import Cell, Key
from jzdesk.models.form import Column, Row
from jzdesk.models.period import Period
from jzdesk.models.value import places_of

Cells = Mapping[Key, Cell]


@dataclass(frozen=True, slots=True)
class Pair:
    """A row of the plan before, as `form/row`, and the row that goes on with it.

    A figure times `factor` is one of the new row; `columns` are those that are called otherwise there.
    """

    old: str
    new: str
    factor: Decimal = Decimal(1)
    columns: Mapping[str, str] = field(default_factory=dict)
    broken: bool = False


@dataclass(frozen=True)
class Succession:
    """The pairs of a catalogue: from which plan they come, and the first year that may be carried over."""

    plan: str
    since: int
    pairs: tuple[Pair, ...]

    @cached_property
    def by_old(self) -> dict[str, tuple[Pair, ...]]:
        """The pairs by the old row; one may go on in several."""
        found: dict[str, tuple[Pair, ...]] = {}
        for pair in self.pairs:
            found[pair.old] = (*found.get(pair.old, ()), pair)
        return found


def of_catalogue(catalogue: Catalogue) -> Succession | None:
    """Return what a catalogue says of the plan before it; None where it says nothing."""
    told = catalogue.data.get("mapping")
    if told is None:
        return None
    pairs = tuple(_pair(one) for one in told["rows"])
    return Succession(str(told["from"]), catalogue.remembered_from, pairs)


def _pair(data: Mapping[str, Any]) -> Pair:
    factor = Decimal(data.get("factor", "1"))
    return Pair(data["old"], data["new"], factor, data.get("columns", {}), bool(data.get("broken")))


@dataclass(frozen=True)
class Carried:
    """What goes on of a period: the cells under their new keys, and how many figures end with their plan."""

    cells: Cells
    left: int


def carried(succession: Succession, catalogue: Catalogue, unit: str, period: Period, old: Cells) -> Carried:
    """Return what an office's cells of a period under the plan before are under this one."""
    found: dict[Key, Cell] = {}
    left = 0
    for key, cell in old.items():
        pairs = () if cell.open else succession.by_old.get(f"{key.form}/{key.row}", ())
        places = [(pair, _place(pair, catalogue, unit, period, key.column)) for pair in pairs]
        made = {there[0]: _cell(pair, cell, *there[1:]) for pair, there in places if there is not None}
        left += not made and cell.number is not None
        found |= made
    return Carried(found, left)


def _place(
    pair: Pair, catalogue: Catalogue, unit: str, period: Period, column: str
) -> tuple[Key, Row, Column] | None:
    """Return where a cell of the old row stands in the new one; None where it has no such cell."""
    form_id, _, code = pair.new.partition("/")
    form, name = catalogue.form(form_id), pair.columns.get(column, column)
    row = next((r for r in catalogue.rows(form, unit, period) if r.code == code), None)
    there = form.column(name)
    if row is None or there is None or there not in catalogue.columns(form, row, period):
        return None
    return (Key(form_id, code, name), row, there) if enterable(row, there) else None


def _cell(pair: Pair, cell: Cell, row: Row, column: Column) -> Cell:
    if cell.number is None:
        return cell
    return Cell(quantity.rounded(cell.number * pair.factor, places_of(row, column)), cell.blank, cell.note)
