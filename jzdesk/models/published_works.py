"""Projects as they are made public, added up: how far the investment is, and what the reductions cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from jzdesk.models import roles
from jzdesk.models.assess.rates import Project, four_rates
from jzdesk.models.entry import Key
from jzdesk.models.form import Form, Row
from jzdesk.models.period import Period
from jzdesk.models.publication import NOTHING, Head, Said, Table, said
from jzdesk.models.published_tables import FIGURE, Base, Line, added, figure, listed, word
from jzdesk.models.snapshot import Frozen

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
        rows = listed(frozen, form)
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


def _total(frozen: Frozen, form: Form) -> Row | None:
    """Return the row of the sums of a list."""
    return next((r for r in frozen.rows(form) if r.derived and not r.where and r.sums == ("*",)), None)


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
        self.roll.take(frozen, nothing=not listed(frozen, form))
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
