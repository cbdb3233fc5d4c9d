"""The tables that are made public: each takes the contents of its form one after the other, in time's order.

Of a content nothing is kept but what its table shows: a province has many of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol

from jzdesk.models import quantity, roles
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
    said,
)
from jzdesk.models.snapshot import Frozen, parts_of
from jzdesk.words import say

PLACE, FIGURE = 30.0, 16.0
_AIR = (roles.AIR_DAYS, roles.AIR_MEAN)
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


def _rows(frozen: Frozen, form: Form, blocks: Sequence[str]) -> list[Row]:
    return [row for row in frozen.rows(form) if row.block_role in blocks]


# Stages: the highest one present is taken, and said


def _stage(frozen: Frozen, form: Form, row: Row) -> str:
    """Return the stage of a yearly figure; of a sum the least settled one among its parts."""
    parts = parts_of(frozen, form, row) if row.derived else (row,)
    found = [
        next((n for n, s in enumerate(STAGES) if frozen.value(Key(form.id, p.code, s)) is not None), -1)
        for p in parts
    ]
    known = [n for n in found if n >= 0]
    return STAGES[max(known)] if known else ""


def _staged(figures: Sequence[tuple[Said, str]], form: Form) -> tuple[list[Said], Said]:
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


def _stage_notes(lines: Sequence[Line]) -> list[str]:
    marks = any(cell.mark for line in lines for cell in line)
    return [word("stages"), *([word("stage_marks")] if marks else ())]


# 主要污染物排放


@dataclass
class Emissions(Base):
    """What each county emitted in the year, by pollutant; of one county by source.

    `approved` are the city's words on the totals (市级核定).
    """

    approved: Mapping[Key, Decimal] = field(default_factory=dict)
    form: str = roles.EMISSIONS
    kind: str = "year"
    blocks: tuple[str, ...] = (roles.TOTAL, roles.MOBILE)
    lines: dict[str, Line] = field(default_factory=dict)
    sources: list[Line] = field(default_factory=list)

    def take(self, frozen: Frozen, form: Form) -> None:
        """Take an office's yearly totals."""
        rows = {r.code: r for r in frozen.rows(form)}
        self.roll.take(frozen)
        if not self.city:
            self._take_sources(frozen, form, rows)
            return
        found = [
            (said(frozen, form, row, "final", self.watch), _stage(frozen, form, row))
            if (row := rows.get(total.code)) is not None else (NOTHING, "")
            for total in self._totals
        ]  # fmt: skip
        cells, stage = _staged(found, form)
        self.lines[frozen.unit] = (*cells, stage)

    def _take_sources(self, frozen: Frozen, form: Form, rows: Mapping[str, Row]) -> None:
        for total in self._totals:
            if total.code not in rows:
                continue
            by_block = {rows[code].block: rows[code] for code in total.sums if code in rows}
            places = [*(by_block.get(block) for block in self._source_blocks), rows[total.code]]
            found = [
                (NOTHING, "")
                if row is None
                else (said(frozen, form, row, "final", self.watch), _stage(frozen, form, row))
                for row in places
            ]
            cells, stage = _staged(found, form)
            self.sources.append((Said(total.name), Said(total.unit), *cells, stage))

    @property
    def _totals(self) -> tuple[Row, ...]:
        return () if (sums := self.scheme.block_as(roles.TOTAL)) is None else sums.rows

    @property
    def _source_blocks(self) -> list[str]:
        """The blocks of sources a county has."""
        form = self.scheme
        summed = {code for total in self._totals for code in total.sums}
        unit = self.roll.units[0]
        return [
            b.code for b in form.blocks
            if any(r.code in summed and "final" in r.columns and unit in r.scope for r in b.rows)
        ]  # fmt: skip

    def table(self) -> Table:
        """Return the table."""
        title = word("table.emissions")
        if not self.city:
            form = self.scheme
            heads = [Head(word("pollutant"), 36), Head(word("measure"), 16, "c")]
            heads += [
                Head(form.block(b).title.partition("、")[2] or form.block(b).title, 24, "r")
                for b in self._source_blocks
            ]
            heads += [Head(word("sum"), 26, "r"), Head(word("stage"), 20, "c")]
            notes = [*self.roll.notes(), *_stage_notes(self.sources)]
            return Table(
                "emissions", self.scheme.id, title, tuple(heads), tuple(self.sources), tuple(notes), 2
            )
        heads = [*self.place_head()]
        heads += [Head(word("with_unit", name=t.name, unit=t.unit), FIGURE, "r") for t in self._totals]
        heads.append(Head(word("stage"), 17, "c"))
        rows = self.by_unit(self.lines, len(self._totals) + 1)
        lines = list(self.lines.values())
        sums = [added([line[n] for line in lines]) for n in range(len(self._totals))]
        rows.append((Said(self.sum_name()), *sums, NOTHING))
        rows += self._ten_thousands(sums) + self._said_by_city()
        notes = [*self.roll.notes(), *_stage_notes(lines), word("itself_note")]
        return Table("emissions", self.scheme.id, title, tuple(heads), tuple(rows), tuple(notes))

    def _ten_thousands(self, sums: Sequence[Said]) -> list[Line]:
        """Return the city's totals in 万吨, as they are published; 氨氮 with three places."""
        line = [
            figure(quantity.quotient(Decimal(one.number), Decimal(10000), places), places)
            if one.number and total.unit == "吨" else NOTHING
            for one, total in zip(sums, self._totals, strict=True)
            for places in [3 if total.role.startswith("nh3n") else 2]
        ]  # fmt: skip
        return [(Said(word("ten_thousands")), *line, NOTHING)] if any(one.number for one in line) else []

    def _said_by_city(self) -> list[Line]:
        found = [self.approved.get(Key(self.scheme.id, t.code, "final")) for t in self._totals]
        if not any(one is not None for one in found):
            return []
        cells = [
            NOTHING if one is None else figure(one, total.decimals)
            for one, total in zip(found, self._totals, strict=True)
        ]
        return [(Said(word("approved")), *cells, NOTHING)]


# 环境质量变化


@dataclass
class Air(Base):
    """The year's air: days and means, and how they changed against the year before."""

    form: str = roles.QUALITY
    kind: str = "year"
    blocks: tuple[str, ...] = _AIR
    lines: dict[str, Line] = field(default_factory=dict)
    single: list[Line] = field(default_factory=list)

    @property
    def _measured(self) -> list[Row]:
        form = self.scheme
        return [row for block in form.blocks if block.role in _AIR for row in block.rows]

    def take(self, frozen: Frozen, form: Form) -> None:
        """Take an office's year."""
        rows = {r.code: r for r in _rows(frozen, form, _AIR)}
        if not rows:
            return
        self.roll.take(frozen)
        found, changes = [], []
        for measured in self._measured:
            row = rows.get(measured.code)
            now = NOTHING if row is None else said(frozen, form, row, "final", self.watch)
            before = NOTHING if row is None else said(frozen, form, row, "last_final", self.watch)
            found.append((now, "" if row is None else _stage(frozen, form, row)))
            changes.append((before, _change(now, before)))
        cells, stage = _staged(found, form)
        if self.city:
            basis = self._basis(frozen, form, next((r for r in rows.values() if r.role == roles.PM25), None))
            pairs = [cell for now, (_, change) in zip(cells, changes, strict=True) for cell in (now, change)]
            self.lines[frozen.unit] = (*pairs, basis, stage)
            return
        for measured, now, (before, change) in zip(self._measured, cells, changes, strict=True):
            row = rows.get(measured.code)
            target = NOTHING if row is None else said(frozen, form, row, "target", self.watch)
            told = (Said(measured.name), Said(measured.unit), now, before, change, target)
            basis = self._basis(frozen, form, row)
            self.single.append((*told, _if(now, basis), _if(now, stage)))

    def _basis(self, frozen: Frozen, form: Form, row: Row | None) -> Said:
        """Return on what conditions something was measured, sand taken out or not."""
        if row is None or "basis" not in row.columns:
            return NOTHING
        basis = said(frozen, form, row, "basis", self.watch).text
        sand = frozen.value(Key(form.id, row.code, "sand"))
        return Said(word(f"sand_{sand}", basis=basis)) if sand in {"yes", "no"} else Said(basis)

    def table(self) -> Table:
        """Return the table."""
        title = word("table.air")
        notes = [*self.roll.notes(), word("change_note"), *_stage_notes([*self.lines.values(), *self.single])]
        if not self.city:
            heads = (
                Head(word("indicator"), 52), Head(word("measure"), 26, "c"), Head(word("now"), 20, "r"),
                Head(word("before"), 20, "r"), Head(word("change"), 20, "r"), Head(word("target"), 50, "c"),
                Head(word("basis"), 34, "c"), Head(word("stage"), 20, "c"),
            )  # fmt: skip
            return Table("air", self.scheme.id, title, heads, tuple(self.single), tuple(notes), 2)
        heads = self.place_head()
        for row in self._measured:
            group = word("unit_below", name=row.name.replace("（", "\n（"), unit=row.unit)
            heads += (Head(word("now"), 12, "r", group), Head(word("change"), 11, "r", group))
        heads += (Head(word("basis"), 30, "c"), Head(word("stage"), 17, "c"))
        width = 2 * len(self._measured) + 2
        return Table(
            "air", self.scheme.id, title, heads, tuple(self.by_unit(self.lines, width)), tuple(notes)
        )


def _if(now: Said, told: Said) -> Said:
    return told if now.number else NOTHING


def _change(now: Said, before: Said) -> Said:
    if not now.number or not before.number:
        return NOTHING
    number = Decimal(now.number) - Decimal(before.number)
    plain = figure(number, now.places)
    return Said(f"+{plain.text}", plain.number, plain.places) if number > 0 else plain
