"""What the city's table of totals shows: each office's own figures, and what the city makes of them.

A county's content is looked at once and let go: a province has many of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from jzdesk.desk import adding_up, coverage, papers
from jzdesk.desk.adding_up import Added
from jzdesk.desk.office import Office
from jzdesk.models import adding, derive, quantity, value
from jzdesk.models.catalogue import CITY
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.models.value import places_of
from jzdesk.reports.summary import Noted, SummaryInput, SummaryRow, SummaryUnit, summary_rows
from jzdesk.words import say


def summed(office: Office, period: Period) -> SummaryInput:
    """Return what the summary shows of a period."""
    covered = coverage.coverage(office, period)
    rows = summary_rows(office.catalogue, period)
    now = adding_up.added(office, period)
    texts, counted = _texts(office, period, rows)
    for (key, unit), one in now.standins.items():
        texts.setdefault(key, {})[unit] = one.value
    units = [SummaryUnit(u["unit"], u["name"], u["state"], u["unit"] in counted) for u in covered["units"]]
    if CITY in counted:
        units.append(SummaryUnit(CITY, say("reports.summary.itself"), office.state(period), True))
    totals = {r.key: now.total(r.key, r.way) for r in rows}
    said = {r.key: now.said(r.key, r.way) for r in rows}
    return SummaryInput(
        catalogue=office.catalogue, period=period, units=units, figures=texts,
        totals={r.key: _plain(totals[r.key], r) for r in rows if r.way.together},
        to_date=_to_date(office, period, rows, now), received=covered["received"],
        accepted=covered["accepted"], practice=office.practice, office=office.name,
        issued_on=office.today.isoformat(),
        standins=_noted(now, now.standins), judged=_noted(now, now.approved),
        approved={r.key: text for r in rows if (text := _plain(said[r.key], r)) is not None},
        difference={
            r.key: text for r in rows if (text := _plain(_gap(said[r.key], totals[r.key]), r)) is not None
        },
    )  # fmt: skip


def _gap(said: Decimal | None, total: Decimal | None) -> Decimal | None:
    return None if said is None or total is None else said - total


def _plain(number: Decimal | None, row: SummaryRow) -> str | None:
    return None if number is None else quantity.plain(number, places_of(row.row, row.column))


def _noted(now: Added, found: Mapping[adding_up.Spot, adding_up.Judged]) -> tuple[Noted, ...]:
    """Return what has to be said of figures the city set, in the order of the catalogue."""
    order = {f.id: n for n, f in enumerate(now.catalogue.forms)}
    rows = {(f.id, r.code): n for f in now.catalogue.forms for n, r in enumerate(f.rows)}
    units = {u: n for n, u in enumerate((*now.catalogue.counties, CITY))}

    def place(spot: adding_up.Spot) -> tuple[int, int, int, str]:
        key, unit = spot
        return order[key.form], rows.get((key.form, key.row), len(rows)), units[unit], str(key)

    return tuple(Noted(key, unit, found[key, unit].value, found[key, unit].why)
                 for key, unit in sorted(found, key=place))  # fmt: skip


def _texts(
    office: Office, period: Period, rows: Sequence[SummaryRow]
) -> tuple[dict[Key, dict[str, str]], set[str]]:
    """Return each office's value of every figure, or why it is blank; and whose files count."""
    found: dict[Key, dict[str, str]] = {row.key: {} for row in rows}
    counted: set[str] = set()
    for unit, content in coverage.each_content(office, period):
        counted.add(unit)
        frozen = papers.frozen_of(office, content)
        for row in rows:
            if row.form.id in content["forms"]:
                cell = frozen.cell(row.key)
                text = cell.get("v", cell.get("b", ""))
                if text:
                    found[row.key][unit] = text
    return found, counted


# The year so far


@dataclass
class _Year:
    """The quarters of a year so far, and in which of them an office's figure has nothing to be."""

    office: Office
    quarters: Mapping[Period, Added]
    nothing: dict[tuple[Period, str], frozenset[str]] = field(default_factory=dict)

    def excused(self, period: Period, unit: str, key: Key) -> bool:
        """Tell whether an office had nothing to report in a figure, and said so."""
        if (period, unit) not in self.nothing:
            content = coverage.content_of(self.office, period, unit)
            self.nothing[period, unit] = derive.nothing_in(content) if content is not None else frozenset()
        known = self.nothing[period, unit]
        return key.form in known or str(key) in known

    def flow(self, key: Key, row: SummaryRow, units: Sequence[str]) -> Decimal | None:
        """Return Σ本期 + Σ前期调整 of these offices; None where one of them lacks a quarter."""
        mended = Key(key.form, key.row, "adjustment") if key.column == row.row.primary else None
        terms: list[Decimal] = []
        for quarter, now in self.quarters.items():
            own = now.figures.get(key, {})
            if any(u not in own and not self.excused(quarter, u, key) for u in units):
                return None
            terms += [own[u] for u in units if u in own]
            if mended is not None:
                adjusted = now.figures.get(mended, {})
                terms += [adjusted[u] for u in units if u in adjusted]
        return sum(terms, Decimal(0)) if terms else None


def _to_date(office: Office, period: Period, rows: Sequence[SummaryRow], now: Added) -> dict[Key, str | None]:
    """Return the city's own 累计 of what flows and of rates, over the accepted snapshots of the year so far.

    None where one of the offices counted lacks a quarter: no sum looks whole that is not.
    """
    known = {q: now if q == period else adding_up.added(office, q) for q in period.year_to_date}
    year = _Year(office, known)
    here = now.units
    found: dict[Key, str | None] = {}
    for row in rows:
        way = row.way
        scope = (CITY,) if way.own else adding.members(office.catalogue, way)
        reporting = here.intersection(row.row.scope)
        units = [u for u in scope if u in reporting]
        if way.summed and value.behaviour_of(row.row, row.column) == "flow":
            found[row.key] = _plain(year.flow(row.key, row, units), row)
        elif way.rated:
            parts = (Key(row.key.form, row.key.row, part) for part in adding.PARTS)
            top, bottom = (year.flow(key, row, units) for key in parts)
            rate = None if top is None or bottom is None else adding.rate(top, bottom)
            found[row.key] = _plain(rate, row)
    return found
