"""汇总 on screen: the table of totals of a period, and what stands behind each of its figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path

from jzdesk.desk import across, changed, coverage, looking_back, papers, rendering, summing
from jzdesk.desk.changed import Spot
from jzdesk.desk.gathered import Gathering
from jzdesk.desk.looking_back import Version
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError
from jzdesk.models.adding import NO_WAY, Way
from jzdesk.models.catalogue import CITY
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.models.snapshot import show_code
from jzdesk.models.value import shown, unit_of
from jzdesk.reports.summary import Noted, SummaryInput, SummaryRow, band_of, name_of, shown_rows
from jzdesk.words import say

BAND, ROW = "band", "row"
TOTAL, APPROVED, DIFFERENCE, TO_DATE = "total", "approved", "difference", "to_date"
"""In place of an office's code: 县级合计, 市级核定, 差额 and the year so far."""
SUMS = frozenset({TOTAL, APPROVED, DIFFERENCE, TO_DATE})


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

    `figures` has one text for each column of the table; `numeric` says which of them are figures and no
    blank reasons or dashes. A row that does not come together has no total; `way` says how others do.
    """

    kind: str
    name: str
    key: Key | None = None
    unit: str = ""
    figures: tuple[str, ...] = ()
    numeric: tuple[bool, ...] = ()
    additive: bool = False
    way: Way = NO_WAY


@dataclass(frozen=True, slots=True)
class Table:
    """The table of totals of a period; `counted` of `number` counties are in it, `left_out` are not.

    `said` tells whether the city has a word on any figure; `standins` and `judged` are the figures it set.
    """

    period: Period
    title: str
    units: tuple[Unit, ...]
    lines: tuple[Line, ...]
    counted: int
    number: int
    received: int
    accepted: int
    left_out: tuple[str, ...]
    said: bool = False
    standins: tuple[Noted, ...] = ()
    judged: tuple[Noted, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """The columns of figures: the offices, then the total, the city's word on it, and the year so far."""
        said = (APPROVED, DIFFERENCE) if self.said else ()
        return (*(u.code for u in self.units), TOTAL, *said, TO_DATE)

    def noted(self, key: Key, code: str) -> tuple[Noted | None, Noted | None]:
        """Return the 代用数 and the 核定数 of an office's figure, where there are such."""
        standin, judged = (
            next((one for one in found if (one.key, one.unit) == (key, code)), None)
            for found in (self.standins, self.judged)
        )
        return standin, judged


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
    given = summing.summed(office, period)
    units = tuple(Unit(u.code, u.name, u.state, u.counted) for u in given.units)
    counties = [u for u in units if u.code != CITY]
    return Table(
        period=period, title=say("desk.totalling.title", period=period.title), units=units,
        lines=tuple(_lines(given)), counted=sum(u.counted for u in counties), number=len(counties),
        received=given.received, accepted=given.accepted,
        left_out=tuple(u.name for u in counties if not u.counted), said=bool(given.approved),
        standins=tuple(given.standins), judged=tuple(given.judged),
    )  # fmt: skip


def _lines(given: SummaryInput) -> list[Line]:
    lines: list[Line] = []
    band = ""
    marks = {(one.key, one.unit): "judged" for one in given.judged if one.unit != CITY}
    marks |= {(one.key, one.unit): "standin" for one in given.standins}
    for row in shown_rows(given):
        if band_of(row) != band:
            band = band_of(row)
            lines.append(Line(BAND, band))
        lines.append(_line(given, row, marks))
    return lines


def _line(given: SummaryInput, row: SummaryRow, marks: Mapping[tuple[Key, str], str]) -> Line:
    own, key = given.figures.get(row.key, {}), row.key
    told = [_told(row, own.get(u.code), marks.get((key, u.code), "")) for u in given.units]
    held = "standin" if any(one.key == key for one in given.standins) else ""
    total = given.totals.get(key) if row.additive else None
    told.append(_told(row, total, held or ("urban" if row.way.urban else "")))
    if given.approved:
        told.append(_told(row, given.approved.get(key), "own" if row.way.own else ""))
        told.append(_told(row, given.difference.get(key)))
    told.append(_told(row, given.to_date.get(key) if row.additive or row.way.own else None, held))
    return Line(
        ROW, name_of(row), key, unit_of(row.row, row.column), tuple(text for text, _ in told),
        tuple(number for _, number in told), row.additive, row.way,
    )  # fmt: skip


def _told(row: SummaryRow, text: str | None, mark: str = "") -> tuple[str, bool]:
    """Return a value as it is read, marked, and whether it is a figure."""
    if text is None:
        return say("models.derive.dash"), False
    try:
        Decimal(text)
    except InvalidOperation:
        return text.partition(":")[0], False
    plain = shown(text, row.row, row.column)
    if mark:
        plain = say("desk.totalling.marked", mark=say(f"reports.summary.{mark}_mark"), value=plain)
    return plain, True


# Behind a figure


def source(office: Office, shown_in: Table, line: Line, code: str, shown_as: str) -> Source:
    """Return what stands behind one figure of a table, which reads `shown_as`."""
    if line.key is None:
        raise ValueError(line)
    spot = changed.spot_in_catalogue(office.catalogue, line.key)
    where = say("desk.inbox.total_name", row=spot.label, column=spot.head) if spot else line.name
    if code in SUMS:
        return _sum_of(office, shown_in, line, code, where, shown_as)
    standin, judged = shown_in.noted(line.key, code)
    if standin is not None:
        return _standing_in(office, standin, where, shown_as, line)
    found = _county(office, shown_in.period, line.key, code, where, shown_as, spot)
    return (
        found
        if judged is None or code == CITY
        else replace(found, notes=(*found.notes, _judged(line, judged)))
    )


def _standing_in(office: Office, one: Noted, where: str, value: str, line: Line) -> Source:
    """Return what stands behind a 代用数."""
    name = office.catalogue.division(one.unit).name
    facts = ((say("desk.totalling.fact.source"), one.why),)
    return Source(name, where, value, line.unit, facts, notes=(say("desk.totalling.standin", unit=name),))


def _judged(line: Line, one: Noted) -> str:
    return say("desk.totalling.judged", value=one.value, unit=line.unit, why=one.why)


def _county(
    office: Office, period: Period, key: Key, code: str, where: str, value: str, spot: Spot | None
) -> Source:
    name, unit = office.catalogue.division(code).name, spot.unit if spot else ""
    form = office.catalogue.form(key.form)
    version = version_of(office, period, code)
    if version is None:
        return Source(name, where, value, unit, notes=(say("desk.totalling.no_file", unit=name),))
    found = next(s for s in office.store.submissions(code) if s.id == version.number)
    content = coverage.content_of(office, period, code) or {}
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
    if office.backfilled(period):
        if code not in coverage.counting(office, period):
            return None
        last = coverage.carrier(office, code)
        counting = {code: last} if last is not None else {}
    if code not in counting:
        return None
    known = looking_back.versions(office, code)
    return next((v for v in known if v.number == counting[code].id), None)


def _sum_of(office: Office, given: Table, line: Line, code: str, where: str, value: str) -> Source:
    parts = _parts(office, given, line) if code == TOTAL else ()
    return Source(
        say(f"desk.totalling.{code}"), where, value, line.unit, parts=parts,
        notes=tuple(_notes(given, line, code)),
    )  # fmt: skip


def _parts(office: Office, given: Table, line: Line) -> tuple[tuple[str, str], ...]:
    """Return the figures that a total adds up, by the names of their offices."""
    districts = office.catalogue.districts
    among = [u.code != CITY and (not line.way.urban or u.code in districts) for u in given.units]
    told = zip(given.units, line.figures, line.numeric, among, strict=False)
    return tuple((unit.name, text) for unit, text, number, counts in told if number and counts)


def _notes(given: Table, line: Line, code: str) -> Iterator[str]:
    """Yield how a figure of the city is made, and what is lacking in it."""
    if code in {APPROVED, DIFFERENCE}:
        whole = line.key is not None and given.noted(line.key, CITY)[1]
        if whole:
            yield say("desk.totalling.whole", why=whole.why)
        elif line.way.own:
            yield say("desk.totalling.own")
        else:
            names = {u.code: u.name for u in given.units}
            yield from (
                f"{names.get(one.unit, one.unit)}：{_judged(line, one)}"
                for one in given.judged if one.key == line.key
            )  # fmt: skip
            yield say("desk.totalling.replaced")
        if code == DIFFERENCE:
            yield say("desk.totalling.difference_how")
        return
    if not line.additive:
        yield say("desk.totalling.own" if line.way.own else "desk.totalling.not_additive")
        return
    if given.left_out:
        names_out = "、".join(given.left_out)
        yield say("desk.totalling.left_out", counted=given.counted, number=given.number, names=names_out)
    if line.way.urban:
        yield say("desk.totalling.urban")
    if line.way.rated:
        yield say("desk.totalling.rated")
    if any(one.key == line.key for one in given.standins):
        yield say("desk.totalling.with_standins")
    if code == TO_DATE:
        quarters = "、".join(p.title for p in given.period.year_to_date)
        yield say("desk.totalling.to_date_how", periods=quarters)


# To paper


def file_name(period: Period, ending: str) -> str:
    """Return the name a table of totals is kept under."""
    return say("desk.totalling.file", period=period, ending=ending)


def folder(office: Office, period: Period) -> Path:
    """Return where a period's totals go unless told otherwise: beside the store."""
    return office.store.info.path.parent / say("desk.totalling.folder", period=period)


def writing(office: Office, period: Period, out: Path) -> Gathering:
    """Return the work of writing the table of totals (`.pdf`, `.xlsx` or `.docx`); its result is the file."""
    office.need_city()
    papers.folder(out.parent)
    return Gathering(
        office, lambda seen: across.on_paper(seen, period), lambda given: rendering.summary(given, out)
    )


def making(office: Office, period: Period) -> Gathering:
    """Return the work of making the table of totals as a paper; its result is the PDF's bytes."""
    office.need_city()
    return Gathering(office, lambda seen: across.on_paper(seen, period), rendering.summary_paper)


def form_of(office: Office, period: Period, found: Source) -> rendering.Rendering:
    """Return the work of printing the form a figure stands in, as it was sent; its result is the PDF."""
    version = version_of(office, period, found.code)
    if version is None:
        raise RefusedError(say("desk.totalling.no_file", unit=found.title))
    return looking_back.reprinting(office, version, found.form)
