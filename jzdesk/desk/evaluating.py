"""中期评估 and 终期考核 at the city: made of the files that count, 核定数, 代用数 and 市本级's own sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from jzdesk.desk import county_sheets, coverage, judging, rendering, reporting, scoring
from jzdesk.desk.judging import Judged, Spot
from jzdesk.desk.office import Office
from jzdesk.desk.rendering import Rendering
from jzdesk.errors import UsageError
from jzdesk.models.catalogue import CITY
from jzdesk.models.entry import Cell, Key
from jzdesk.models.evaluation import scheme, whole
from jzdesk.models.evaluation.known import APPROVED, STANDIN, Known, Row
from jzdesk.models.evaluation.result import Evaluation
from jzdesk.models.evaluation.scheme import Scheme
from jzdesk.models.evaluation.whole import FINAL, KINDS, MIDTERM, Head
from jzdesk.models.period import FIRST_REPORTED_YEAR, Period
from jzdesk.models.sheet import Sheet
from jzdesk.models.taking_back import Entered
from jzdesk.reports.evaluation import evaluation_document
from jzdesk.words import say

__all__ = ["FINAL", "KINDS", "MIDTERM"]
SUFFIXES = (".pdf", ".docx", ".xlsx")
_STAGES = {APPROVED: "closed", STANDIN: "annual"}
"""The stage in whose place a figure set for a whole year (`final`) stands."""


def evaluated(office: Office, kind: str, *, as_of: Period | None = None, draft: bool = False) -> Evaluation:
    """Return an evaluation as it stands at `as_of`; of a draft that is the newest quarter with a file.

    Where that is not the evaluation's own date, the judgement at that date stands beside it.
    """
    office.need_city()
    if kind not in KINDS:
        raise UsageError(say("desk.evaluating.kind", kind=kind))
    end = whole.end_of(office.catalogue, kind)
    at = whole.checked(office.catalogue, kind, as_of or (suggested(office, kind) if draft else end))
    dates = [at] if at == end else [at, end]
    head = Head(kind, draft, office.practice, office.name, office.today.isoformat())
    looked_at: dict[int, Entered] = {}
    found = whole.evaluate(head, [known(office, date, looked_at) for date in dates])
    return with_points(found, scoring.kept(office, kind))


def with_points(found: Evaluation, points: Scheme | None) -> Evaluation:
    """Return an evaluation scored by a scheme, or without any points."""
    return replace(found, scores=None if points is None else scheme.scored(points, found))


def dates(office: Office, kind: str) -> tuple[Period, ...]:
    """Return the dates that are offered: the evaluation's own, then the quarters, newest first."""
    end = whole.end_of(office.catalogue, kind)
    years = range(end.year, FIRST_REPORTED_YEAR - 1, -1)
    return (end, *(Period(year, "quarter", n) for year in years for n in (4, 3, 2, 1)))


def suggested(office: Office, kind: str) -> Period:
    """Return the date of a draft unless told otherwise: the newest quarter of which a file counts."""
    end = whole.end_of(office.catalogue, kind)
    counted = {s.period for s in coverage.counted_ever(office)}
    quarters = [p for p in counted if p.kind == "quarter" and p.last_day <= end.last_day]
    return max(quarters, default=Period(end.year, "quarter", 3))


def write(found: Evaluation, out: Path) -> Path:
    """Write an evaluation as PDF, docx or workbook, as the file's ending says."""
    reporting.need_suffix(out, *SUFFIXES)
    reporting.write(evaluation_document(found), out)
    return out


def proposed(kind: str, date: str, suffix: str, *, draft: bool) -> str:
    """Return the name of the file an evaluation is kept in unless told otherwise; `date` is in words."""
    word = "file_draft" if draft else "file"
    return say(
        f"desk.evaluating.{word}", kind=say(f"models.evaluation.kind.{kind}"), date=date, suffix=suffix
    )


def making(found: Evaluation, ending: str = ".pdf") -> Rendering:
    """Return the work of making it in the second process; its result is the bytes."""
    return Rendering([_job(found, ending)], lambda answers: rendering.data_of(answers[0]))


def writing(found: Evaluation, out: Path) -> Rendering:
    """Return the work of writing it in the second process; its result is the file."""
    reporting.need_suffix(out, *SUFFIXES)
    return rendering.one_file(_job(found, out.suffix.lower()), out)


def _job(found: Evaluation, ending: str) -> rendering.Plain:
    return {"job": "render", "what": "evaluation", "evaluation": found.plain(), "ending": ending}


# What the city knows


def known(office: Office, at: Period, looked_at: dict[int, Entered]) -> Known:
    """Return what the city knows at the end of a period; files that were `looked_at` are not again."""
    catalogue = office.catalogue.on(at.last_day.isoformat())
    sheets: dict[str, Sheet] = {}
    codes: dict[str, Mapping[Period, str]] = {}
    sheets[CITY], codes[CITY] = county_sheets.own(office, at)
    for unit in catalogue.counties:
        sheets[unit], codes[unit] = county_sheets.counted(office, unit, at, looked_at)
    city = sheets[CITY]
    filled = [p for p in (*city.earlier, city.period) if city.at(p)]
    open_ = frozenset(p for p in filled if p not in codes[CITY] and not p.backfilled)
    whole_of: dict[Period, dict[Key, Decimal]] = {}
    marks: dict[Row, str] = {}
    for period in _set_periods(office, at):
        for mark, found in _set(office, period).items():
            for (key, unit), one in found.items():
                if unit == CITY:
                    whole_of.setdefault(period, {})[key] = one.number
                elif unit in sheets:
                    sheets[unit] = _with(sheets[unit], period, key, one.number, _STAGES[mark])
                    marks[unit, period, key.form, key.row] = mark
    return Known(catalogue, at, sheets, codes, whole_of, marks, open_)


def _set_periods(office: Office, at: Period) -> list[Period]:
    """Return the periods in which the city has set a figure, up to the end of `at`."""
    names = [*office.store.memos(f"{judging.APPROVED}/"), *office.store.memos(f"{judging.STANDIN}/")]
    periods = {Period.parse(name.split("/")[1]) for name in names}
    return sorted(p for p in periods if p.last_day <= at.last_day)


def _set(office: Office, period: Period) -> dict[str, dict[Spot, Judged]]:
    """Return what the city set in a period: 代用数 first, so that a 核定数 comes before them."""
    return {STANDIN: judging.standins(office, period), APPROVED: judging.approved(office, period)}


def _with(sheet: Sheet, period: Period, key: Key, number: Decimal, stage: str) -> Sheet:
    """Return a sheet with a figure put in; of a year's figure it is put in the place of a stage."""
    place = Key(key.form, key.row, stage) if key.column == "final" else key
    cells = {**sheet.at(period), place: Cell(number)}
    if period == sheet.period:
        return replace(sheet, cells=cells)
    return replace(sheet, earlier={**sheet.earlier, period: cells})
