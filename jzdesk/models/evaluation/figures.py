"""An indicator's figure of one office or of the whole city, with its stage and with who is lacking.

A figure of the whole city is only there when every part of it is, or when the city itself has said one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from jzdesk.models import quantity, roles, targets
from jzdesk.models.assess.case import CITY, Case, Given, Observed
from jzdesk.models.entry import Key
from jzdesk.models.evaluation import words
from jzdesk.models.evaluation.known import APPROVED, STANDIN, Known, newest
from jzdesk.models.evaluation.source import Indicator, Source
from jzdesk.models.evaluation.source_rows import OfRow
from jzdesk.models.period import Period
from jzdesk.words import say


@dataclass(frozen=True)
class Figure:
    """An indicator's case at the newest period of its kind, and where that figure comes from.

    Of the whole city's, `members` are the offices it is made of, `lacking` those whose part is missing and
    `part` what the others' come to.
    """

    case: Case
    stage: str = ""
    lacking: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    part: str = ""

    @property
    def of(self) -> int:
        """How many offices it is made of."""
        return len(self.members)


def of_office(known: Known, source: Source, unit: str) -> Figure | None:
    """Return one office's figure at the newest period it can have one of."""
    first: Figure | None = None
    for period in newest(known.at, source.kinds):
        sheet = known.sheet(unit, period)
        case = source.case(sheet)
        if case is not None and case.value is not None:
            return Figure(case, _stage(known, source, (unit,), period))
        first = first or (None if case is None else Figure(case))
    return first


def of_city(known: Known, source: Source, indicator: Indicator) -> Figure | None:
    """Return the whole city's figure at the newest period of which all its parts are there."""
    members = source.members(known.catalogue)
    if members == (CITY,) and isinstance(source, OfRow):
        figure = _own(known, source)
        return figure if figure is None else replace(figure, case=_for_city(known, figure.case, indicator))
    template = of_office(known, source, (members or source.units)[0])
    if template is None:
        return None
    first: Figure | None = None
    for period in newest(known.at, source.kinds):
        figure = _together(known, source, members, _for_city(known, template.case, indicator), period)
        if figure.case.value is not None:
            return figure
        first = first or figure
    return first if members else None


def _own(known: Known, source: OfRow) -> Figure | None:
    """Return the city's own figure, its word on it (核定数) before what it reported."""
    figure = of_office(known, source, CITY)
    if figure is None:
        return None
    said = _said(known, source, figure.case.at, figure.case.figures_unit)
    if said is None:
        return figure
    case = replace(figure.case, series={**figure.case.series, figure.case.at: said})
    return Figure(case, say("models.evaluation.stage.approved"))


def _for_city(known: Known, case: Case, indicator: Indicator) -> Case:
    """Return a case of the whole city: against its own targets, or those that all counties share."""
    own = [t for t in indicator["targets"] if CITY in t["scope"]]
    shared = own or [t for t in indicator["targets"] if len(t["scope"]) > 1]
    handed = targets.handed_down(indicator, CITY, known.at)
    given = Given(target=handed, basis=handed.get("basis") if handed else None)
    return replace(case, indicator={**indicator, "targets": shared}, unit=None, given=given, ref=None)


def _together(known: Known, source: Source, members: tuple[str, ...], case: Case, period: Period) -> Figure:
    """Return what the members' figures come to in a period, with the years before for comparison."""
    series: dict[Period, Observed] = {}
    for earlier in known.periods({period.kind, "year"}):
        said = _said(known, source, earlier, case.figures_unit)
        value = said if said is not None else _sum(known, source, members, earlier)[0]
        if value is not None and earlier <= period:
            series[earlier] = value
    marks = {s.bases.get(period) for s in _cases(known, source, period)} - {None}
    bases = {period: marks.pop() or ""} if len(marks) == 1 else {}
    whole = replace(case, at=period, series=series, bases={p: b for p, b in bases.items() if b})
    if _said(known, source, period, case.figures_unit) is not None:
        return Figure(whole, say("models.evaluation.stage.approved"))
    _, lacking, part = _sum(known, source, members, period)
    unit = case.figures_unit
    shown = words.observed(part, unit) if part is not None and lacking else ""
    return Figure(whole, _stage(known, source, members, period), lacking, members, shown)


def _cases(known: Known, source: Source, period: Period) -> list[Case]:
    """Return the cases whose basis may say on which one a figure of the whole city stands."""
    if not isinstance(source, OfRow) or "basis" not in source.row.columns:
        return []
    found = (source.case(known.sheet(u, period)) for u in source.units if u in known.sheets)
    return [case for case in found if case is not None]


def _sum(
    known: Known, source: Source, members: tuple[str, ...], period: Period
) -> tuple[Decimal | None, tuple[str, ...], Decimal | None]:
    """Return the whole of a period; else who lacks, and what the others come to."""
    tops: list[Decimal] = []
    bottoms: list[Decimal] = []
    lacking: list[str] = []
    shares = False
    if period.kind not in source.kinds:
        return None, members, None
    for unit in members:
        sheet = known.sheet(unit, period)
        terms = source.terms(sheet)
        if terms is None:
            if not source.excused(sheet):
                lacking.append(unit)
            continue
        tops.append(terms[0])
        shares = shares or terms[1] is not None
        bottoms.append(terms[1] or Decimal(0))
    found = _put_together(tops, bottoms) if shares else sum(tops, Decimal(0)) if tops else None
    return (None if lacking else found), tuple(lacking), found


def _put_together(tops: list[Decimal], bottoms: list[Decimal]) -> Decimal | None:
    under = sum(bottoms, Decimal(0))
    return quantity.quotient(sum(tops, Decimal(0)) * 100, under, 1) if under > 0 else None


def _said(known: Known, source: Source, period: Period, unit: str) -> Decimal | None:
    """Return the city's own word on the whole; days are turned into a share where that is what is judged."""
    told = known.whole.get(period, {})
    found = next((told[key] for key in source.keys if key in told), None)
    if found is None or not isinstance(source, OfRow) or source.row.unit != "天" or unit != "%":
        return found
    valid = source.form.row_as(roles.VALID_DAYS)
    every = () if valid is None else tuple(Key(source.form.id, valid.code, code) for code in _DAYS)
    under = next((told[key] for key in every if key in told), None)
    return quantity.quotient(found * 100, under, 1) if under else None


_DAYS = ("closed", "annual", "flash", "final", "cumulative", "days")
"""The columns in which the days with a valid result may have been set, the first one that counts."""


def _stage(known: Known, source: Source, units: tuple[str, ...], period: Period) -> str:
    """Return the stages of figures in words, such as `年报数` or `年报数、快报数`; each once."""
    found: list[str] = []
    for unit in units:
        word = _stage_of(known, source, unit, period)
        if word and word not in found:
            found.append(word)
    return "、".join(found)


def _stage_of(known: Known, source: Source, unit: str, period: Period) -> str:
    sheet = known.sheet(unit, period)
    marks = {known.marks.get((unit, period, source.form.id, row)) for row in source.rows}
    for mark in (APPROVED, STANDIN):
        if mark in marks:
            return say(f"models.evaluation.stage.{mark}")
    if known.catalogue.backfilled(period):
        return say("models.evaluation.stage.backfilled")
    if unit == CITY and period in known.open:
        return say("models.evaluation.stage.open")
    if period.kind != "year":
        return say(f"models.evaluation.stage.{period.kind}")
    for code in source.stages(sheet):
        column = source.form.column(code)
        cells = [sheet.cells.get(Key(source.form.id, row, code)) for row in source.rows]
        if column is not None and any(cell is not None and cell.number is not None for cell in cells):
            return column.name
    return say("models.evaluation.stage.year") if known.came(unit, period) else ""
