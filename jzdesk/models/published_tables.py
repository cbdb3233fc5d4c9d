"""The tables that are made public: each takes the contents of its form one after the other, in time's order.

Of a content nothing is kept but what its table shows: a province has many of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from jzdesk.models import quantity
from jzdesk.models.entry import STAGES, Key
from jzdesk.models.form import Form, Row
from jzdesk.models.publication import (
    NOTHING,
    Head,
    Roll,
    Said,
    Table,
    Watch,
    name_of,
)
from jzdesk.models.snapshot import Frozen, parts_of
from jzdesk.words import say

PLACE, FIGURE = 30.0, 16.0
Line = tuple[Said, ...]


def word(name: str, /, **fields: object) -> str:
    """Return one of the words of a publication."""
    return say(f"models.publication.{name}", **fields)


class Public(Protocol):
    """A table being made: of one form, from periods of one kind."""

    form: str
    kind: str
    blocks: tuple[str, ...]
    roll: Roll

    def take(self, frozen: Frozen, form: Form) -> None:
        """Take what the table shows of a content; an office's later period takes the place of its earlier."""

    def table(self) -> Table:
        """Return the table as it stands."""
        ...


@dataclass
class Base:
    """What every table knows: who is in it, what stays in, and whether it is the city's."""

    roll: Roll
    watch: Watch
    city: bool

    form = ""

    @property
    def scheme(self) -> Form:
        """The plan's form that it is of; there is no table without one."""
        found = self.roll.catalogue.form_as(self.form)
        if found is None:
            raise LookupError(self.form)
        return found

    def place(self, unit: str) -> Line:
        """Return the cell that says whose a line is; a county's own table needs none."""
        return (Said(name_of(self.roll.catalogue, unit)),) if self.city else ()

    def place_head(self) -> tuple[Head, ...]:
        """Return the head of the column that says whose a line is."""
        return (Head(word("unit"), PLACE),) if self.city else ()

    def by_unit(self, lines: Mapping[str, Line], width: int) -> list[Line]:
        """Return a line for each office asked, in the catalogue's order, those that did not come too."""
        rows = []
        for unit in self.roll.units:
            absent = (Said(self.roll.word(unit)), *(NOTHING for _ in range(width - 1)))
            rows.append((*self.place(unit), *lines.get(unit, absent)))
        return rows

    def sum_name(self) -> str:
        """Return what the line of the sums is called: who is in it is told."""
        came, asked = len([u for u in self.roll.units if u in self.roll.came]), len(self.roll.units)
        return word("sum") if came == asked else word("part", came=came, asked=asked)


def added(cells: Sequence[Said]) -> Said:
    """Return the sum of the figures that are there."""
    known = [c for c in cells if c.number]
    if not known:
        return NOTHING
    places = known[0].places
    return figure(sum((Decimal(c.number) for c in known), Decimal(0)), places)


def figure(number: Decimal, places: int, mark: str = "") -> Said:
    """Return a figure as it is printed."""
    return Said(quantity.show(number, places), quantity.plain(number, places), places, mark)


def listed(frozen: Frozen, form: Form) -> list[Row]:
    """Return the rows of a list, without those of its sums."""
    return [row for row in frozen.rows(form) if not row.derived]


# Stages: the highest one present is taken, and said


def stage_of(frozen: Frozen, form: Form, row: Row) -> str:
    """Return the stage of a yearly figure; of a sum the least settled one among its parts."""
    parts = parts_of(frozen, form, row) if row.derived else (row,)
    found = [
        next((n for n, s in enumerate(STAGES) if frozen.value(Key(form.id, p.code, s)) is not None), -1)
        for p in parts
    ]
    known = [n for n in found if n >= 0]
    return STAGES[max(known)] if known else ""


def staged(figures: Sequence[tuple[Said, str]], form: Form) -> tuple[list[Said], Said]:
    """Return figures, those of another stage than most marked, and the word for the stage of most."""
    counts = Counter(stage for _, stage in figures if stage)
    if not counts:
        return [one for one, _ in figures], NOTHING
    most = max(counts, key=lambda s: (counts[s], -STAGES.index(s)))
    names = {c.code: c.name for c in form.columns}
    marked = [
        Said(one.text, one.number, one.places, names[stage][:1]) if stage not in {"", most} else one
        for one, stage in figures
    ]
    return marked, Said(names[most])


def stage_notes(lines: Sequence[Line]) -> list[str]:
    """Return what stands below a table whose figures are of stages."""
    marks = any(cell.mark for line in lines for cell in line)
    return [word("stages"), *([word("stage_marks")] if marks else ())]
