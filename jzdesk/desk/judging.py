"""核定数 and 代用数: what the city sets beside a county's figure, and what it takes until that figure comes.

Neither ever touches a county's file. A 核定数 stands beside the reported figure; one of 市本级's code is the
city's word on the whole. A 代用数 counts until the county's file does, and from then on by itself no more.
Both are memos, one a figure, named so that a period's are found together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from decimal import Decimal
from typing import Any

from jzdesk.desk import coverage, papers
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError
from jzdesk.models import quantity, value
from jzdesk.models.catalogue import CITY
from jzdesk.models.entry import Cell, Key
from jzdesk.models.form import Column, Form, Row
from jzdesk.models.period import Period
from jzdesk.models.sheet import Sheet
from jzdesk.models.value import clean_text, places_of
from jzdesk.words import say

APPROVED, STANDIN = "approved", "standin"
STAGES = {APPROVED: "closed", STANDIN: "annual"}
"""The stage in whose place a figure set for a whole year (`final`) stands."""
_TOLD = frozenset({None, "final", "rate", "count", "funds", "since_start"})
"""What a computed column may compute so that the city has a word on it; comparisons follow from others."""

Spot = tuple[Key, str]
"""A figure of an office."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A figure the city set: its text as in files, why (of a 代用数: where from), when (ISO) and by whom."""

    value: str
    why: str
    on: str
    by: str

    @property
    def number(self) -> Decimal:
        """The figure."""
        return Decimal(self.value)


def approve(office: Office, unit: str, period: Period, key: Key, text: str, reason: str) -> Judged | None:
    """Set a 核定数 beside what an office reported; an empty `text` takes it back, and None is returned."""
    office.need_city()
    return _set(office, APPROVED, unit, period, key, text, reason)


def stand_in(office: Office, unit: str, period: Period, key: Key, text: str, source: str) -> Judged | None:
    """Take a figure in place of a county's until its file is accepted; an empty `text` takes it back."""
    office.need_city()
    name = office.catalogue.division(unit).name
    if unit == CITY:
        raise RefusedError(say("desk.judging.standin_city"))
    if quantity.trimmed(text) and unit in coverage.counting(office, period):
        raise RefusedError(say("desk.judging.standin_late", unit=name, period=period.title))
    return _set(office, STANDIN, unit, period, key, text, source)


def approved(office: Office, period: Period) -> dict[Spot, Judged]:
    """Return the 核定数 of a period, by figure and office."""
    return _all(office, APPROVED, period)


def standins(office: Office, period: Period) -> dict[Spot, Judged]:
    """Return the 代用数 of a period that count: those of offices whose file does not."""
    found = _all(office, STANDIN, period)
    if not found:
        return found
    counting = coverage.counting(office, period)
    return {spot: one for spot, one in found.items() if spot[1] not in counting}


def periods_set(office: Office, at: Period) -> list[Period]:
    """Return the periods in which the city has set a figure, up to the end of `at`."""
    names = [*office.store.memos(f"{APPROVED}/"), *office.store.memos(f"{STANDIN}/")]
    periods = {Period.parse(name.split("/")[1]) for name in names}
    return sorted(p for p in periods if p.last_day <= at.last_day)


def put_in(sheet: Sheet, period: Period, key: Key, number: Decimal, stage: str) -> Sheet:
    """Return a sheet with a figure put in; of a year's figure it is put in the place of a `stage`."""
    place = Key(key.form, key.row, stage) if key.column == "final" else key
    cells = {**sheet.at(period), place: Cell(number)}
    if period == sheet.period:
        return replace(sheet, cells=cells)
    return replace(sheet, earlier={**sheet.earlier, period: cells})


def _all(office: Office, kind: str, period: Period) -> dict[Spot, Judged]:
    found: dict[Spot, Judged] = {}
    prefix = f"{kind}/{period}/"
    for name, told in office.store.memos(prefix).items():
        unit, _, key = name.removeprefix(prefix).partition("/")
        found[Key.parse(key), unit] = Judged(**{f.name: str(told[f.name]) for f in fields(Judged)})
    return found


def _set(
    office: Office, kind: str, unit: str, period: Period, key: Key, text: str, why: str
) -> Judged | None:  # fmt: skip
    form, row, column = place(office, unit, period, key)
    cell = value.parse(text, row, column)
    where = say("desk.slips.place", form=form.title, row=row.label, column=column.name)
    if cell.blank is not None or (cell.value is not None and cell.number is None):
        raise RefusedError(say("desk.judging.no_number", place=where))
    name = f"{kind}/{period}/{unit}/{key}"
    told = {"unit": office.catalogue.division(unit).name, "place": where}
    if cell.number is None:
        if not office.store.memos(name):
            raise RefusedError(say(f"desk.judging.nothing_{kind}", **told))
        _write(office, kind, period, name, None, say(f"desk.judging.trail_{kind}_gone", **told))
        return None
    reason = clean_text(why)
    if not reason:
        raise RefusedError(say(f"desk.judging.no_why_{kind}"))
    plain = quantity.plain(cell.number, places_of(row, column))
    made = Judged(plain, reason, office.today.isoformat(), office.who)
    told |= {"value": value.shown(plain, row, column), "why": reason}
    _write(office, kind, period, name, asdict(made), say(f"desk.judging.trail_{kind}", **told))
    return made


def _write(
    office: Office, kind: str, period: Period, name: str, record: Mapping[str, Any] | None, why: str
) -> None:
    action = {APPROVED: "approve", STANDIN: "standin"}[kind]
    with office.store.operation(action, period, how="typed", why=why, at=office.stamp, step=False) as op:
        op.memo(name, record)


def place(office: Office, unit: str, period: Period, key: Key) -> tuple[Form, Row, Column]:
    """Return form, row and column of a figure the city may have a word on; refuse any other."""
    form, column = office.catalogue.find(key)
    name = office.catalogue.division(unit).name
    row = _row(office, unit, period, form, key)
    if row is None:
        raise RefusedError(say("desk.judging.no_row", form=form.title, row=key.row, unit=name))
    there = key.column in row.columns and period.kind in column.frequencies
    if not there or period.kind not in row.frequencies:
        raise RefusedError(
            say("desk.judging.no_cell", row=row.label, column=column.name, period=period.title)
        )
    if column.kind != "number" or column.city or column.computes not in _TOLD:
        raise RefusedError(say("desk.judging.no_word", row=row.label, column=column.name))
    return form, row, column


def _row(office: Office, unit: str, period: Period, form: Form, key: Key) -> Row | None:
    """Return the row of the catalogue that an office has, or one of its own that its file names."""
    row = next((r for r in form.rows if r.code == key.row), None)
    if row is not None:
        return row if unit == CITY or unit in row.scope else None
    content = coverage.content_of(office, period, unit)
    if content is None or form.id not in content["forms"]:
        return None
    return next((r for r in papers.frozen_of(office, content).rows(form) if r.code == key.row), None)


def instead(
    approved_: Mapping[Spot, Judged], figures: Mapping[Key, Mapping[str, Decimal]], rows: Mapping[str, Form]
) -> dict[Spot, Decimal]:
    """Return the figures that 核定数 put in the place of reported ones, the 合计 above them moved along.

    `figures` are the reported ones, `rows` the forms by id. A 合计 that was approved itself stays as it is,
    as does one of only some rows of a list, of which nobody can tell whether the row is among them.
    """
    found = {spot: one.number for spot, one in approved_.items()}
    for (key, unit), one in approved_.items():
        was = figures.get(key, {}).get(unit)
        form = rows[key.form]
        if was is None:
            continue
        for row in _sums_of(form, key):
            above = (Key(key.form, row.code, key.column), unit)
            total = found.get(above, figures.get(above[0], {}).get(unit))
            if above not in approved_ and total is not None:
                found[above] = total + one.number - was
    return found


def _sums_of(form: Form, key: Key) -> list[Row]:
    part = next((r for r in form.rows if r.code == key.row), None)
    if part is not None and part.derived:
        return []
    totals = [r for r in form.rows if r.derived and not r.where and key.column in r.columns]
    listed = [r for r in totals if r.sums == ("*",) and (part is None or part.block == r.block)]
    return [r for r in totals if key.row in r.sums] + listed
