"""环境质量变化, as it is made public: the year's air, each section and source of water, the rivers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from jzdesk.models import roles
from jzdesk.models.entry import Key
from jzdesk.models.form import Form, Row
from jzdesk.models.publication import NOTHING, Head, Said, Table, said, without_phones
from jzdesk.models.published_tables import Base, Line, figure, listed, stage_notes, stage_of, staged, word
from jzdesk.models.snapshot import Frozen

_AIR = (roles.AIR_DAYS, roles.AIR_MEAN)


def _rows(frozen: Frozen, form: Form, blocks: Sequence[str]) -> list[Row]:
    return [row for row in frozen.rows(form) if row.block_role in blocks]


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
            found.append((now, "" if row is None else stage_of(frozen, form, row)))
            changes.append((before, _change(now, before)))
        cells, stage = staged(found, form)
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
        notes = [*self.roll.notes(), word("change_note"), *stage_notes([*self.lines.values(), *self.single])]
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


@dataclass
class Waters(Base):
    """Each section of a river and each source of drinking water: how much of the year's met its class."""

    form: str = roles.QUALITY
    kind: str = "quarter"
    blocks: tuple[str, ...] = (roles.SECTIONS, roles.SOURCES)
    lines: dict[str, list[Line]] = field(default_factory=dict)

    def take(self, frozen: Frozen, form: Form) -> None:
        """Take an office's waters as they stand at a quarter's end."""
        self.roll.take(frozen)
        rows = [r for r in listed(frozen, form) if r.block_role in self.blocks]
        place = self.place(frozen.unit)
        self.lines[frozen.unit] = [
            (
                *place,
                Said(without_phones(frozen.label(form, row))),
                Said(word(f"water.{row.block_role}")),
                said(frozen, form, row, "target_class", self.watch),
                said(frozen, form, row, "cumulative", self.watch),
            )
            for row in rows
        ]

    def table(self) -> Table:
        """Return the table."""
        heads = (
            *self.place_head(), Head(word("water.name"), 70), Head(word("water.kind"), 34, "c"),
            Head(word("water.class"), 26, "c"), Head(word("water.rate"), 40, "r"),
        )  # fmt: skip
        rows = [line for u in self.roll.units for line in self.lines.get(u, ())]
        notes = [word("water.note"), *self.roll.notes()]
        return Table("water", self.scheme.id, word("table.water"), heads, tuple(rows), tuple(notes))


@dataclass
class Rivers(Base):
    """What class the rivers' water was of in the year; the city alone answers for it."""

    form: str = roles.QUALITY
    kind: str = "year"
    blocks: tuple[str, ...] = (roles.RIVERS,)
    lines: list[Line] = field(default_factory=list)

    def take(self, frozen: Frozen, form: Form) -> None:
        """Take the city's rivers."""
        self.roll.take(frozen)
        rows = [r for r in listed(frozen, form) if r.block_role in self.blocks]
        cells = ("grade", "target")
        self.lines += [(Said(r.name), *(said(frozen, form, r, c, self.watch) for c in cells)) for r in rows]

    def table(self) -> Table:
        """Return the table."""
        heads = (
            Head(word("water.river"), 110), Head(word("water.grade"), 40, "c"), Head(word("target"), 60, "c"),
        )  # fmt: skip
        notes = tuple(self.roll.notes())
        return Table("rivers", self.scheme.id, word("table.rivers"), heads, tuple(self.lines), notes)
