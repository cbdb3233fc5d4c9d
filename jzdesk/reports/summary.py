"""The city's table of totals: every county's figure in a row, their total, and the year so far.

What is added up, and how, is decided before: this module shows what it is given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from jzdesk.models.catalogue import CITY, Catalogue
from jzdesk.models.entry import Key
from jzdesk.models.form import Column, Form, Row
from jzdesk.models.period import Period
from jzdesk.models.value import places_of, shown, unit_of
from jzdesk.reports.document import (
    A4_WIDE,
    CENTRE,
    RIGHT,
    WHOLE,
    Block,
    Cell,
    Document,
    Gap,
    Grid,
    GridRow,
    HeadCell,
    Page,
    Paragraph,
    Section,
    Sides,
)
from jzdesk.reports.stamp import day, head
from jzdesk.words import say

_NAME, _UNIT, _FIGURE, _TOTAL = 38.0, 15.0, 14.6, 17.0
_SHORT = 4
_ADDED = {"flow", "stock"}


@dataclass(frozen=True, slots=True)
class SummaryUnit:
    """A reporting office: its division code, its name, and the word for how far its file has come."""

    code: str
    name: str
    state: str
    counted: bool


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One line of the table: a catalogue row seen in one numeric column."""

    form: Form
    row: Row
    column: Column

    @property
    def key(self) -> Key:
        """The key under which the figures of this line are given."""
        return Key(self.form.id, self.row.code, self.column.code)

    @property
    def additive(self) -> bool:
        """The counties' figures may be added up."""
        behaviour = self.column.behaviour or self.row.behaviour
        # The days of one county are the days of its neighbour, whatever they do over time
        days = unit_of(self.row, self.column) == say("reports.summary.days")
        return self.row.adds == "sum" and behaviour in _ADDED and not days


@dataclass(frozen=True, slots=True)
class SummaryInput:
    """What a summary shows. Texts are files' values: plain decimals, or a blank reason.

    `figures[key][unit]` is a county's own figure; `standins` names the cells that hold a 代用数. `totals`
    and `to_date` are the city's, for rows that can be added up; `approved` are 核定数, in a column of
    their own. `received` and `accepted` count the eleven counties' files.
    """

    catalogue: Catalogue
    period: Period
    units: Sequence[SummaryUnit]
    figures: Mapping[Key, Mapping[str, str]]
    totals: Mapping[Key, str | None]
    to_date: Mapping[Key, str | None]
    received: int
    accepted: int
    practice: bool = False
    office: str = ""
    issued_on: str = ""
    standins: frozenset[tuple[Key, str]] = frozenset()
    approved: Mapping[Key, str] = field(default_factory=dict)


def summary_rows(catalogue: Catalogue, period: Period) -> tuple[SummaryRow, ...]:
    """Return the lines of the summary: numeric rows in their primary column, and the lists' totals."""
    found: list[SummaryRow] = []
    for form in catalogue.forms:
        if not form.due(period.kind):
            continue
        for row in form.rows:
            if period.kind not in row.frequencies or (form.codes_shown and not row.derived):
                continue
            found += [SummaryRow(form, row, c) for c in _columns(form, row, period)]
    return tuple(found)


def _columns(form: Form, row: Row, period: Period) -> list[Column]:
    """Return the columns a row is summed in: its primary one; for a list's 合计 every numeric one.

    Of what is narrowed to some rows of a list only their number is told.
    """
    available = [c for c in form.columns if c.code in row.columns and period.kind in c.frequencies]
    numeric = [c for c in available if c.kind == "number" and not c.city]
    if row.where:
        return [c for c in numeric if c.computes == "count"]
    if form.codes_shown:
        return [c for c in numeric if c.code != "adjustment" and c.computes != "ytd"]
    primary = [c for c in numeric if c.code == row.primary]
    return primary or [c for c in numeric if c.computes == "final"]


def summary_document(given: SummaryInput, page: Page = A4_WIDE) -> Document:
    """Return the city's table of totals."""
    word = "title_backfill" if given.period.backfilled else "title"
    title = say(f"reports.summary.{word}", period=given.period.title)
    everybody = len([u for u in given.units if u.code != CITY])
    counts = say("reports.summary.counts", received=given.received, accepted=given.accepted, number=everybody)
    blocks: tuple[Block, ...] = (
        Paragraph(title, size=18, bold=True, align=CENTRE, leading=1.5, space=1.5, keep=True),
        Sides(say("reports.summary.office", office=given.office), counts, day(given.issued_on)),
        _grid(given, everybody),
        Gap(2),
        *(Paragraph(text, size=8, leading=1.35, hang=3, indent=-3) for text in _notes(given, everybody)),
    )
    running = Sides(given.office, say("reports.form.continued", title=title), given.period.title, space=2)
    section = Section(say("reports.summary.sheet"), page, blocks, running)
    return Document(title, given.office, (section,), practice=given.practice)


def _notes(given: SummaryInput, everybody: int) -> list[str]:
    states = say("reports.summary.mark").join(f"{u.name}{u.state}" for u in given.units)
    notes = [say("reports.summary.states", states=states)]
    out = [u.name for u in given.units if not u.counted and u.code != CITY]
    if out:
        names = say("reports.summary.mark").join(out)
        notes.append(
            say("reports.summary.left_out", counted=everybody - len(out), number=everybody, names=names)
        )
    notes.append(say("reports.summary.not_additive"))
    if given.standins:
        notes.append(say("reports.summary.standins"))
    return notes


def _grid(given: SummaryInput, everybody: int) -> Grid:
    counted = sum(u.counted for u in given.units if u.code != CITY)
    whole = counted == everybody
    total = say(
        "reports.summary.total" if whole else "reports.summary.part", counted=counted, number=everybody
    )
    names = [say("reports.summary.item"), say("reports.summary.unit"), *(u.name for u in given.units), total]
    names += [say("reports.summary.approved")] if given.approved else []
    names.append(say("reports.summary.to_date"))
    widths = [_NAME, _UNIT, *(_FIGURE for _ in given.units), *(_TOTAL for _ in names[2 + len(given.units) :])]
    return Grid(
        widths=tuple(widths), head=(tuple(HeadCell(name, n) for n, name in enumerate(names)),),
        rows=tuple(_rows(given)), stubs=2, size=8, least=5.2,
    )  # fmt: skip


def _rows(given: SummaryInput) -> list[GridRow]:
    rows: list[GridRow] = []
    band = ""
    for line in summary_rows(given.catalogue, given.period):
        if not any(line.key in where for where in (given.figures, given.totals, given.to_date)):
            continue
        title = band_of(line)
        if title != band:
            rows.append(GridRow("band", (Cell(title, span=WHOLE, bold=True),)))
            band = title
        rows.append(_row(given, line))
    return rows


def band_of(line: SummaryRow) -> str:
    """Return the heading that stands over a line."""
    block = line.form.block(line.row.block).title
    return say("reports.summary.band", form=line.form.title, block=block) if block else line.form.title


def _row(given: SummaryInput, line: SummaryRow) -> GridRow:
    figures = given.figures.get(line.key, {})
    cells = [Cell(name_of(line)), Cell(unit_of(line.row, line.column), CENTRE, whole=True)]
    for unit in given.units:
        mark = say("reports.summary.standin_mark") if (line.key, unit.code) in given.standins else ""
        cells.append(_figure(line, figures.get(unit.code), mark))
    cells.append(_figure(line, given.totals.get(line.key) if line.additive else None, bold=True))
    if given.approved:
        cells.append(_figure(line, given.approved.get(line.key)))
    cells.append(_figure(line, given.to_date.get(line.key) if line.additive else None, bold=True))
    return GridRow("row", tuple(cells))


def name_of(line: SummaryRow) -> str:
    """Return what a line is called."""
    if not line.row.derived or not line.form.codes_shown:
        return line.row.name
    if line.row.where:
        return line.row.name
    name = head(line.form, line.row, line.column)
    # A short head says enough only below its group's
    group = line.column.group if len(name) <= _SHORT else None
    return say("reports.summary.grouped", group=group, name=name) if group else name


def _figure(line: SummaryRow, text: str | None, mark: str = "", *, bold: bool = False) -> Cell:
    """Return one figure; a blank reason is printed as its word, and nothing as a dash."""
    if text is None:
        return Cell(say("models.derive.dash"), CENTRE)
    try:
        number = Decimal(text)
    except ArithmeticError:
        return Cell(text.partition(":")[0], CENTRE, mark=mark)
    places = places_of(line.row, line.column)
    return Cell(shown(text, line.row, line.column), RIGHT, bold, mark=mark, number=number, places=places)
