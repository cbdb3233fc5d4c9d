"""汇总 on screen: the table of totals of a period, and what stands behind each of its figures."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from jzdesk.desk import changed, coverage, looking_back, papers, rendering, reporting
from jzdesk.desk.changed import Spot
from jzdesk.desk.looking_back import Version
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.models.snapshot import show_code
from jzdesk.models.value import shown, unit_of
from jzdesk.reports.summary import SummaryInput, SummaryRow, band_of, name_of, summary_rows
from jzdesk.words import say

BAND, ROW = "band", "row"
TOTAL, TO_DATE = "total", "to_date"
"""In place of a county's code: the column of totals, and that of the year so far."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A column of the table: a county's code and name, the word for how far its file has come."""

    code: str
    name: str
    state: str
    counted: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a heading (`band`), or a row with its figures as they are read, by column.

    `figures` has one text for each unit and then the total and the year so far; `numeric` says which of
    them are figures and no blank reasons or dashes. A row that does not add up has no total.
    """

    kind: str
    name: str
    key: Key | None = None
    unit: str = ""
    figures: tuple[str, ...] = ()
    numeric: tuple[bool, ...] = ()
    additive: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The table of totals of a period; `counted` of `number` counties are in it, `left_out` are not."""

    period: Period
    title: str
    units: tuple[Unit, ...]
    lines: tuple[Line, ...]
    counted: int
    number: int
    received: int
    accepted: int
    left_out: tuple[str, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The columns of figures: the counties, then the total and the year so far."""
        return (*(u.code for u in self.units), TOTAL, TO_DATE)


@dataclass(frozen=True, slots=True)
class Source:
    """What stands behind one figure: where it is in words, its value, and the file it comes from.

    `number` is the file's, 0 where there is none; `form` the form it stands in. `parts` are name and value
    of what a total adds up, `notes` what has to be known beside it.
    """

    title: str
    where: str
    value: str
    unit: str
    facts: tuple[tuple[str, str], ...] = ()
    number: int = 0
    code: str = ""
    form: str = ""
    form_title: str = ""
    parts: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


def table(office: Office, period: Period) -> Table:
    """Return the table of totals as `summary` prints it."""
    office.need_city()
    given = reporting.summed(office, period)
    units = tuple(Unit(u.code, u.name, u.state, u.counted) for u in given.units)
    return Table(
        period=period, title=say("desk.totalling.title", period=period.title), units=units,
        lines=tuple(_lines(given)), counted=sum(u.counted for u in units), number=len(units),
        received=given.received, accepted=given.accepted,
        left_out=tuple(u.name for u in units if not u.counted),
    )  # fmt: skip


def _lines(given: SummaryInput) -> list[Line]:
    lines: list[Line] = []
    band = ""
    for row in summary_rows(given.catalogue, given.period):
        if not any(row.key in where for where in (given.figures, given.totals, given.to_date)):
            continue
        if band_of(row) != band:
            band = band_of(row)
            lines.append(Line(BAND, band))
        lines.append(_line(given, row))
    return lines


def _line(given: SummaryInput, row: SummaryRow) -> Line:
    own = given.figures.get(row.key, {})
    values = [own.get(u.code) for u in given.units]
    sums = [where.get(row.key) if row.additive else None for where in (given.totals, given.to_date)]
    told = [_told(row, text) for text in (*values, *sums)]
    return Line(
        ROW, name_of(row), row.key, unit_of(row.row, row.column), tuple(text for text, _ in told),
        tuple(number for _, number in told), row.additive,
    )  # fmt: skip


def _told(row: SummaryRow, text: str | None) -> tuple[str, bool]:
    """Return a value as it is read, and whether it is a figure."""
    if text is None:
        return say("models.derive.dash"), False
    try:
        Decimal(text)
    except InvalidOperation:
        return text.partition(":")[0], False
    return shown(text, row.row, row.column), True


# Behind a figure


def source(office: Office, shown_in: Table, line: Line, code: str, shown_as: str) -> Source:
    """Return what stands behind one figure of a table, which reads `shown_as`."""
    if line.key is None:
        raise ValueError(line)
    spot = changed.spot_in_catalogue(office.catalogue, line.key)
    where = say("desk.inbox.total_name", row=spot.label, column=spot.head) if spot else line.name
    if code in {TOTAL, TO_DATE}:
        return _sum_of(shown_in, line, code, where, shown_as)
    return _county(office, shown_in.period, line.key, code, where, shown_as, spot)


def _county(
    office: Office, period: Period, key: Key, code: str, where: str, value: str, spot: Spot | None
) -> Source:
    name, unit = office.catalogue.division(code).name, spot.unit if spot else ""
    form = office.catalogue.form(key.form)
    version = version_of(office, period, code)
    if version is None:
        return Source(name, where, value, unit, notes=(say("desk.totalling.no_file", unit=name),))
    found = next(s for s in office.store.submissions(code) if s.id == version.number)
    content = coverage.contents(office, period)[code]
    cell = content["forms"].get(key.form, {"cells": {}})["cells"].get(f"{key.row}/{key.column}", {})
    notes = [say("desk.totalling.note", text=cell["n"])] if cell.get("n") else []
    if cell.get("b", "").partition(":")[2]:
        notes.append(say("desk.totalling.blank", text=cell["b"].replace(":", "：").replace(",", "，")))
    notes += [
        say("desk.totalling.explained", message=f["message"], text=f["explanation"])
        for f in content["findings"] if str(key) in f["keys"] and f["explanation"]
    ]  # fmt: skip
    facts = {
        "revision": say("desk.inbox.revision_of", period=found.period.title, n=found.revision),
        "code": show_code(found.code), "received_on": str(found.facts.get("received_on", "")),
        "accepted_on": str(found.facts.get("accepted_on", "")),
    }  # fmt: skip
    return Source(
        name, where, value, unit if "v" in cell else "",
        tuple((say(f"desk.totalling.fact.{n}"), v) for n, v in facts.items() if v), version.number, code,
        key.form, form.title, notes=tuple(notes),
    )  # fmt: skip


def version_of(office: Office, period: Period, code: str) -> Version | None:
    """Return the county's file that counts in a period's totals, as 历史与比对 names it; None without one."""
    counting = {s.unit: s for s in coverage.counted(office, period)}
    if period.backfilled:
        carried = coverage.contents(office, period)
        if code not in carried:
            return None
        last = coverage.carrier(office, code)
        counting = {code: last} if last is not None else {}
    if code not in counting:
        return None
    known = looking_back.versions(office, code)
    return next((v for v in known if v.number == counting[code].id), None)


def _sum_of(given: Table, line: Line, code: str, where: str, value: str) -> Source:
    names = [u.name for u in given.units]
    told = zip(names, line.figures[: len(names)], line.numeric[: len(names)], strict=True)
    parts = tuple((name, text) for name, text, number in told if number)
    notes: list[str] = []
    if given.left_out:
        names_out = "、".join(given.left_out)
        notes.append(
            say("desk.totalling.left_out", counted=given.counted, number=given.number, names=names_out)
        )
    if not line.additive:
        notes = [say("desk.totalling.not_additive")]
    elif code == TO_DATE:
        quarters = "、".join(p.title for p in given.period.year_to_date)
        notes.append(say("desk.totalling.to_date_how", periods=quarters))
    return Source(
        say(f"desk.totalling.{code}"), where, value, line.unit, parts=parts if code == TOTAL else (),
        notes=tuple(notes),
    )  # fmt: skip


# To paper


def file_name(period: Period, ending: str) -> str:
    """Return the name a table of totals is kept under."""
    return say("desk.totalling.file", period=period, ending=ending)


def folder(office: Office, period: Period) -> Path:
    """Return where a period's totals go unless told otherwise: beside the store."""
    return office.store.info.path.parent / say("desk.totalling.folder", period=period)


def writing(office: Office, period: Period, out: Path) -> rendering.Rendering:
    """Return the work of writing the table of totals (`.pdf`, `.xlsx` or `.docx`); its result is the file."""
    office.need_city()
    papers.folder(out.parent)
    return rendering.summary(reporting.summed(office, period), out)


def form_of(office: Office, period: Period, found: Source) -> rendering.Rendering:
    """Return the work of printing the form a figure stands in, as it was sent; its result is the PDF."""
    version = version_of(office, period, found.code)
    if version is None:
        raise RefusedError(say("desk.totalling.no_file", unit=found.title))
    return looking_back.reprinting(office, version, found.form)
