"""The lists that are made public: waters, projects, reductions, enterprises with a card, black waters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from jzdesk.models import roles
from jzdesk.models.assess.rates import Project, four_rates
from jzdesk.models.entry import Key
from jzdesk.models.form import Form, Row
from jzdesk.models.period import Period
from jzdesk.models.publication import (
    MARKS,
    NOTHING,
    Head,
    Said,
    Table,
    may_be_named,
    name_of,
    said,
    without_phones,
)
from jzdesk.models.published_tables import FIGURE, Base, Line, added, figure, word
from jzdesk.models.snapshot import Frozen

Columns = tuple[tuple[str, float, str], ...]
"""A list's columns: code, width in millimetres and alignment."""


def _listed(frozen: Frozen, form: Form) -> list[Row]:
    return [row for row in frozen.rows(form) if not row.derived]


def _total(frozen: Frozen, form: Form) -> Row | None:
    """Return the row of the sums of a list."""
    return next((r for r in frozen.rows(form) if r.derived and not r.where and r.sums == ("*",)), None)


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
        rows = [r for r in _listed(frozen, form) if r.block_role in self.blocks]
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
        rows = [r for r in _listed(frozen, form) if r.block_role in self.blocks]
        cells = ("grade", "target")
        self.lines += [(Said(r.name), *(said(frozen, form, r, c, self.watch) for c in cells)) for r in rows]

    def table(self) -> Table:
        """Return the table."""
        heads = (
            Head(word("water.river"), 110), Head(word("water.grade"), 40, "c"), Head(word("target"), 60, "c"),
        )  # fmt: skip
        notes = tuple(self.roll.notes())
        return Table("rivers", self.scheme.id, word("table.rivers"), heads, tuple(self.lines), notes)


# 重点工程进展


_SUMS = ("planned", "year_plan", "ytd", "since_start", "funds")


@dataclass
class Investment(Base):
    """How far each county's projects are: sums and 四率; single projects are named in another table."""

    form: str = roles.PROJECTS
    kind: str = "quarter"
    blocks: tuple[str, ...] = ("projects",)
    lines: dict[str, Line] = field(default_factory=dict)
    projects: dict[str, list[Project]] = field(default_factory=dict)

    def take(self, frozen: Frozen, form: Form) -> None:
        """Take an office's projects as they stand at a quarter's end."""
        rows = _listed(frozen, form)
        self.roll.take(frozen)
        self.projects[frozen.unit] = [_project(frozen, form, row) for row in rows]
        total = _total(frozen, form)
        sums = [NOTHING if total is None else said(frozen, form, total, c, self.watch) for c in self._sums]
        self.lines[frozen.unit] = (
            *self._count(len(rows)),
            *sums,
            *self._rates(self.projects[frozen.unit], frozen.period),
        )

    @property
    def _sums(self) -> tuple[str, ...]:
        """The sums that the form has."""
        return tuple(code for code in _SUMS if self.scheme.column(code) is not None)

    @staticmethod
    def _count(number: int) -> Line:
        return (figure(Decimal(number), 0),)

    def _rates(self, projects: Sequence[Project], at: Period) -> Line:
        """Return 四率 at the end of the period the figures are of, `—` where there is none."""
        return tuple(
            NOTHING if rate.value is None else figure(rate.value, 1) for rate in four_rates(projects, at)
        )

    def table(self) -> Table:
        """Return the table."""
        form = self.scheme
        names = {c.code: c.name for c in form.columns}
        money = [
            word("with_unit", name=word("done_in_year") if c == "ytd" else
                 word("funds") if c == "funds" else names[c], unit=form.unit_of_measure)
            for c in self._sums
        ]  # fmt: skip
        rates = [word("with_unit", name=r.name, unit="%") for r in four_rates((), self.roll.last)]
        heads = (
            *self.place_head(), Head(word("projects"), 14, "r"), *(Head(m, 25, "r") for m in money),
            *(Head(r, FIGURE + 2, "r") for r in rates),
        )  # fmt: skip
        rows = self.by_unit(self.lines, len(heads) - len(self.place_head()))
        if self.city and self.lines:
            lines = list(self.lines.values())
            sums = [added([line[n] for line in lines]) for n in range(1 + len(self._sums))]
            everything = [p for found in self.projects.values() for p in found]
            rows.append(
                (Said(self.sum_name()), *sums, *self._rates(everything, min(self.roll.came.values())))
            )
        notes = [word("rates_note"), *self.roll.notes()]
        return Table("investment", self.scheme.id, word("table.investment"), heads, tuple(rows), tuple(notes))


def _project(frozen: Frozen, form: Form, row: Row) -> Project:
    def text(code: str) -> str | None:
        return frozen.value(Key(form.id, row.code, code))

    def number(code: str) -> Decimal | None:
        found = text(code)
        return None if found is None else Decimal(found)

    return Project(
        text("stage"), number("planned"), number("since_start"), number("funds"), text("plan_end"),
        text("actual_start"), text("actual_end"),
    )  # fmt: skip


@dataclass
class Named(Base):
    """A list of single things by name: those that may be named go out, the others stay in by name.

    An office's later period says what stands of its rows.
    """

    form: str = ""
    kind: str = ""
    code: str = ""
    columns: Columns = ()
    blocks: tuple[str, ...] = ()
    every: bool = False
    """Keep what an office's later periods no longer list."""
    lines: dict[str, dict[str, Line]] = field(default_factory=dict)
    kept: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict)
    words: dict[str, dict[str, str]] = field(default_factory=dict)

    def take(self, frozen: Frozen, form: Form) -> None:
        """Take an office's list."""
        rows = _listed(frozen, form)
        self.roll.take(frozen, nothing=not rows)
        if not self.every:
            self._forget(frozen.unit)
        for row in rows:
            self.lines.setdefault(frozen.unit, {}).pop(row.code, None)
            self.kept.setdefault(frozen.unit, {}).pop(row.code, None)
            self.words.setdefault(frozen.unit, {}).pop(row.code, None)
            if may_be_named(frozen, form, row):
                cells = (said(frozen, form, row, c, self.watch) for c, _, _ in self.columns)
                self.lines[frozen.unit][row.code] = tuple(cells)
                self.words[frozen.unit][row.code] = self._sort_of(frozen, form, row)
            else:
                told = frozen.value(Key(form.id, row.code, MARKS[form.role]))
                why = word(f"unmarked.{form.role}.{'no' if told else 'open'}")
                self.kept[frozen.unit][row.code] = (frozen.label(form, row), why)

    def _forget(self, unit: str) -> None:
        for book in (self.lines, self.kept, self.words):
            book.pop(unit, None)

    def _sort_of(self, frozen: Frozen, form: Form, row: Row) -> str:
        """Return the word by which the rows are counted."""
        column = form.column({roles.CARDS: "card", roles.BLACKWATER: "stage"}.get(form.role, ""))
        found = None if column is None else frozen.value(Key(form.id, row.code, column.code))
        return "" if column is None or found is None else column.word(found)

    def table(self) -> Table:
        """Return the table; what stays in is noted now, when it is known what the last period said."""
        for unit, found in self.kept.items():
            for name, why in found.values():
                self.watch.keep("single", name_of(self.roll.catalogue, unit), name, why)
        heads = (*self.place_head(), *(self._head(*column) for column in self.columns))
        rows = [
            (*self.place(unit), *line) for unit in self.roll.units
            for line in self.lines.get(unit, {}).values()
        ]  # fmt: skip
        title = word(f"table.{self.code}")
        notes = self._counts(len(rows)) + self.roll.notes(nothing=word(f"nothing.{self.form}"))
        return Table(self.code, self.scheme.id, title, heads, tuple(rows), tuple(notes))

    def _head(self, code: str, width: float, align: str) -> Head:
        form = self.scheme
        column = form.column(code)
        name = code if column is None else column.name
        group = "" if column is None else column.group or ""
        if code == "ytd":
            name, group = word("done_in_year"), ""
        short = {"deadline": "整改", "progress": "整改", "monitor": "监测"}
        if column is not None and column.kind == "number" and form.role != roles.BLACKWATER:
            name = word("with_unit", name=name, unit=column.unit or form.unit_of_measure)
        elif column is not None and column.unit:
            name = word("with_unit", name=name, unit=column.unit)
        return Head(f"{group}{name}" if code in short else name, width, align)

    def _counts(self, number: int) -> list[str]:
        counts = Counter(w for found in self.words.values() for w in found.values() if w)
        if not counts:
            return []
        told = "，".join(word(f"count_of.{self.form}", name=name, n=n) for name, n in counts.items())
        return [word(f"counts.{self.form}", n=number, told=told)]


PROJECTS = (
    ("name", 56, "l"), ("category", 34, "l"), ("responsible", 30, "l"), ("planned", 22, "r"),
    ("ytd", 22, "r"), ("since_start", 22, "r"), ("stage", 14, "c"), ("percent", 14, "r"),
    ("progress", 40, "l"),
)  # fmt: skip
REDUCTIONS = (
    ("name", 56, "l"), ("location", 44, "l"), ("type", 14, "c"), ("measure", 50, "l"), ("level", 12, "c"),
    ("plan_month", 28, "c"), ("actual_month", 28, "c"),
)  # fmt: skip
CARD = (
    ("name", 36, "l"), ("credit", 34, "c"), ("card", 12, "c"), ("pollutants", 28, "l"),
    ("monitored", 25, "c"), ("monitor", 20, "l"), ("cause", 30, "l"), ("measure", 16, "c"),
    ("document", 26, "l"), ("published", 25, "c"), ("deadline", 25, "c"), ("progress", 30, "l"),
    ("removed", 25, "c"),
)  # fmt: skip
BLACK = (
    ("name", 34, "l"), ("reach", 32, "l"), ("kind", 12, "c"), ("length", 14, "r"), ("area", 18, "r"),
    ("level", 12, "c"), ("limit", 18, "c"), ("responsible", 20, "l"), ("measures", 42, "l"),
    ("quality", 26, "l"), ("stage", 18, "c"),
)  # fmt: skip


# 减排


@dataclass
class Reductions(Base):
    """What each county's reduction projects cut in the year; of one county by kind of project."""

    form: str = roles.REDUCTIONS
    kind: str = "year"
    blocks: tuple[str, ...] = ("projects",)
    lines: dict[str, Line] = field(default_factory=dict)
    sorts: list[Line] = field(default_factory=list)

    @property
    def _cuts(self) -> list[str]:
        form = self.scheme
        return [c.code for c in form.columns if c.code.startswith(roles.CUT)]

    def take(self, frozen: Frozen, form: Form) -> None:
        """Take an office's sums."""
        self.roll.take(frozen, nothing=not _listed(frozen, form))
        for row in (r for r in frozen.rows(form) if r.derived):
            cells = [said(frozen, form, row, c, self.watch) for c in ("count", *self._cuts)]
            if self.city and not row.where:
                self.lines[frozen.unit] = tuple(cells)
            elif not self.city:
                self.sorts.append((Said(row.name), *cells))
        if self.city and frozen.unit not in self.lines:
            self.lines[frozen.unit] = (figure(Decimal(0), 0), *(NOTHING for _ in self._cuts))

    def table(self) -> Table:
        """Return the table."""
        form = self.scheme
        groups = {c.code: c.group or c.name for c in form.columns}
        first = self.place_head() or (Head(word("sort"), 40),)
        names = [word("with_unit", name=groups[c], unit=form.unit_of_measure) for c in self._cuts]
        heads = (*first, Head(word("projects"), 16, "r"), *(Head(name, 26, "r") for name in names))
        rows = self.by_unit(self.lines, 1 + len(self._cuts)) if self.city else self.sorts
        if self.city and self.lines:
            lines = list(self.lines.values())
            sums = [added([line[n] for line in lines]) for n in range(1 + len(self._cuts))]
            rows = [*rows, (Said(self.sum_name()), *sums)]
        notes = [word("cuts_note"), *self.roll.notes(nothing=word("nothing.reductions"))]
        return Table("reductions", self.scheme.id, word("table.reductions"), heads, tuple(rows), tuple(notes))


def unused(shown: Mapping[str, Sequence[str]], form: Form) -> list[str]:
    """Return the names of a form's columns of text that no table shows."""
    texts = (c for c in form.columns if c.kind == "text" and not c.derived)
    return [c.name for c in texts if c.code not in shown.get(form.role, ())]
