"""The city's table of totals: every county's figure in a row, their total, and the year so far.

What is added up, and how, is decided before: this module shows what it is given.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from jzdesk.models.across.whole import Across
from jzdesk.models.adding import Way, way
from jzdesk.models.catalogue import CITY, Catalogue
from jzdesk.models.entry import Key
from jzdesk.models.form import Column, Form, Row
from jzdesk.models.period import Period
from jzdesk.models.value import places_of, shown, unit_of
from jzdesk.reports.chart_city import city_charts
from jzdesk.reports.document import (
    A4,
    A4_WIDE,
    CENTRE,
    RIGHT,
    WHOLE,
    Block,
    Cell,
    Document,
    Figure,
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
    def way(self) -> Way:
        """How the offices' figures come together."""
        return way(self.row, self.column)

    @property
    def additive(self) -> bool:
        """The offices' figures come together into one."""
        return self.way.together


@dataclass(frozen=True, slots=True)
class Noted:
    """A figure that the city set for an office, and why: what it approved, or took in the place of one."""

    key: Key
    unit: str
    value: str
    why: str


@dataclass(frozen=True, slots=True)
class SummaryInput:
    """What a summary shows. Texts are files' values: plain decimals, or a blank reason.

    `figures[key][unit]` is an office's own figure, or the 代用数 that `standins` tells of. `totals`
    (县级合计) and `to_date` are for rows that come together; `approved` (市级核定) is its word on a figure,
    `difference` (差额) by how much that is more. `judged` are the 核定数 beside single figures, or, under the
    city's code, of the whole. `received` and `accepted` count the eleven counties' files. `across` is what
    the charts show.
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
    standins: Sequence[Noted] = ()
    approved: Mapping[Key, str] = field(default_factory=dict)
    difference: Mapping[Key, str] = field(default_factory=dict)
    judged: Sequence[Noted] = ()
    across: Across | None = None


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


def summary_document(given: SummaryInput, page: Page = A4_WIDE, *, sheets: bool = False) -> Document:
    """Return the city's table of totals and its charts; `sheets` are for a workbook, which has none."""
    word = "title_backfill" if given.catalogue.backfilled(given.period) else "title"
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
    charts = () if sheets else tuple(_charts(given, title))
    return Document(title, given.office, (section, *charts), practice=given.practice)


def _charts(given: SummaryInput, title: str) -> Iterator[Section]:
    """Yield the pages of charts, each chart with its caption."""
    found = tuple(city_charts(given.across)) if given.across is not None else ()
    if not found:
        return
    name = say("reports.summary.charts", title=title)
    figures = (
        Figure(chart, say("reports.report.caption", number=number, title=chart.title))
        for number, chart in enumerate(found, 1)
    )
    note = Paragraph(say("reports.summary.charts_note"), size=8, leading=1.35, hang=3, indent=-3)
    head = Paragraph(name, size=14, bold=True, align=CENTRE, leading=1.5, space=2, keep=True)
    running = Sides(given.office, say("reports.form.continued", title=name), given.period.title, space=2)
    yield Section(say("reports.summary.charts_sheet"), A4, (head, *figures, note), running)


def _notes(given: SummaryInput, everybody: int) -> list[str]:
    mark = say("reports.summary.mark")
    states = mark.join(f"{u.name}{u.state}" for u in given.units)
    notes = [say("reports.summary.states", states=states)]
    out = [u.name for u in given.units if not u.counted and u.code != CITY]
    if out:
        names, also = mark.join(out), say("reports.summary.and_standins") if given.standins else ""
        told = {"counted": everybody - len(out), "number": everybody, "names": names, "standins": also}
        notes.append(say("reports.summary.left_out", **told))
    lines = shown_rows(given)
    if any(line.way.urban and line.additive for line in lines):
        urban = mark.join(given.catalogue.division(code).name for code in given.catalogue.districts)
        notes.append(say("reports.summary.urban", mark=say("reports.summary.urban_mark"), names=urban))
    if any(line.way.own for line in lines):
        notes.append(say("reports.summary.own", mark=say("reports.summary.own_mark")))
    notes.append(say("reports.summary.not_additive"))
    if given.approved:
        notes.append(say("reports.summary.approved_how"))
    for word, found in (("standin", given.standins), ("judged", given.judged)):
        if found:
            told = say("reports.summary.and").join(_noted(given, word, one) for one in found)
            notes.append(say(f"reports.summary.{word}s", mark=say(f"reports.summary.{word}_mark"), told=told))
    return notes


def _noted(given: SummaryInput, word: str, one: Noted) -> str:
    """Return what is said of one figure that the city set."""
    form, column = given.catalogue.find(one.key)
    row = next((r for r in form.rows if r.code == one.key.row), None)
    name = given.catalogue.division(one.unit).name if one.unit != CITY else say("reports.summary.whole")
    label = row.label if row is not None else one.key.row
    text = shown(one.value, row, column) if row is not None else one.value
    unit = unit_of(row, column) if row is not None else ""
    return say(f"reports.summary.{word}_one", unit=name, row=label, value=text, measure=unit, why=one.why)


def _grid(given: SummaryInput, everybody: int) -> Grid:
    counted = sum(u.counted for u in given.units if u.code != CITY)
    whole = counted == everybody
    total = say(
        "reports.summary.total" if whole else "reports.summary.part", counted=counted, number=everybody
    )
    names = [say("reports.summary.item"), say("reports.summary.unit"), *(u.name for u in given.units), total]
    if given.approved:
        names += [say("reports.summary.approved"), say("reports.summary.difference")]
    names.append(say("reports.summary.to_date"))
    widths = [_NAME, _UNIT, *(_FIGURE for _ in given.units), *(_TOTAL for _ in names[2 + len(given.units) :])]
    return Grid(
        widths=tuple(widths), head=(tuple(HeadCell(name, n) for n, name in enumerate(names)),),
        rows=tuple(_rows(given)), stubs=2, size=8, least=5.2,
    )  # fmt: skip


def shown_rows(given: SummaryInput) -> list[SummaryRow]:
    """Return the lines in which anything stands."""
    known = (given.totals, given.to_date, given.approved)
    return [
        line for line in summary_rows(given.catalogue, given.period)
        if given.figures.get(line.key) or any(where.get(line.key) is not None for where in known)
    ]  # fmt: skip


def _rows(given: SummaryInput) -> list[GridRow]:
    rows: list[GridRow] = []
    band = ""
    marks = _Marks(
        {(one.key, one.unit) for one in given.standins}, {(one.key, one.unit) for one in given.judged}
    )
    for line in shown_rows(given):
        title = band_of(line)
        if title != band:
            rows.append(GridRow("band", (Cell(title, span=WHOLE, bold=True),)))
            band = title
        rows.append(_row(given, line, marks))
    return rows


@dataclass(frozen=True, slots=True)
class _Marks:
    """The figures that bear a mark, by key and office."""

    standins: set[tuple[Key, str]]
    judged: set[tuple[Key, str]]

    def held(self, key: Key) -> str:
        """Return the mark of a sum that holds a 代用数; empty for most."""
        return say("reports.summary.standin_mark") if any(k == key for k, _ in self.standins) else ""

    def of(self, key: Key, unit: str) -> str:
        """Return the mark of a figure; empty for most."""
        place = (key, unit)
        beside = place in self.judged and unit != CITY  # under its code stands its word on the whole
        word = "standin" if place in self.standins else "judged" if beside else ""
        return say(f"reports.summary.{word}_mark") if word else ""


def band_of(line: SummaryRow) -> str:
    """Return the heading that stands over a line."""
    block = line.form.block(line.row.block).title
    return say("reports.summary.band", form=line.form.title, block=block) if block else line.form.title


def _row(given: SummaryInput, line: SummaryRow, marks: _Marks) -> GridRow:
    figures, key, way = given.figures.get(line.key, {}), line.key, line.way
    cells = [Cell(name_of(line)), Cell(unit_of(line.row, line.column), CENTRE, whole=True)]
    cells += [_figure(line, figures.get(u.code), marks.of(key, u.code)) for u in given.units]
    held = marks.held(key)
    urban = say("reports.summary.urban_mark") if way.urban else ""
    cells.append(_figure(line, given.totals.get(key) if line.additive else None, urban + held, bold=True))
    if given.approved:
        own = say("reports.summary.own_mark") if way.own else ""
        said = "" if (key, CITY) in marks.judged else held
        cells.append(_figure(line, given.approved.get(key), own or said))
        cells.append(_figure(line, given.difference.get(key), held))
    to_date = given.to_date.get(key) if line.additive or way.own else None
    cells.append(_figure(line, to_date, held, bold=True))
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
