"""主要污染物排放, as it is made public: the yearly totals of each county, or of one county by source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from jzdesk.models import quantity, roles
from jzdesk.models.entry import Key
from jzdesk.models.form import Form, Row
from jzdesk.models.publication import NOTHING, Head, Said, Table, said
from jzdesk.models.published_tables import (
    FIGURE,
    Base,
    Line,
    added,
    figure,
    stage_notes,
    stage_of,
    staged,
    word,
)
from jzdesk.models.snapshot import Frozen


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
            (said(frozen, form, row, "final", self.watch), stage_of(frozen, form, row))
            if (row := rows.get(total.code)) is not None else (NOTHING, "")
            for total in self._totals
        ]  # fmt: skip
        cells, stage = staged(found, form)
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
                else (said(frozen, form, row, "final", self.watch), stage_of(frozen, form, row))
                for row in places
            ]
            cells, stage = staged(found, form)
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
            notes = [*self.roll.notes(), *stage_notes(self.sources)]
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
        notes = [*self.roll.notes(), *stage_notes(lines), word("itself_note")]
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
