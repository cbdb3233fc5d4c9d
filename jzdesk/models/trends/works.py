"""What was invested up to each quarter beside what the projects' own terms ask, and 四率."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from jzdesk.models import derive, quantity, roles
from jzdesk.models.assess.from_forms import projects_of
from jzdesk.models.assess.path import decimal
from jzdesk.models.assess.rates import CANCELLED, Project, four_rates
from jzdesk.models.entry import Key
from jzdesk.models.form import Form, Row
from jzdesk.models.period import Period
from jzdesk.models.sheet import Sheet
from jzdesk.words import say

_KIND = "quarter"


@dataclass(frozen=True, slots=True)
class Step:
    """One quarter: invested since the start (None where a quarter lacks), and what the terms ask by then."""

    period: Period
    done: Decimal | None
    planned: Decimal | None
    key: Key


@dataclass(frozen=True, slots=True)
class Share:
    """One of 四率 in words: its name, its figure, and its parts or why there is none."""

    name: str
    value: Decimal | None
    text: str


@dataclass(frozen=True, slots=True)
class Works:
    """All projects but the cancelled ones. `whole` is their planned sum, `pending` those without a plan.

    `timed` have a plan and a term, so that the planned curve holds them.
    """

    steps: tuple[Step, ...]
    whole: Decimal | None
    count: int
    pending: int
    timed: int
    rates: tuple[Share, ...]


def works_of(sheet: Sheet) -> Works | None:
    """Return how the investment of an office has grown; None where it has no project with a figure."""
    form = next((form for form in sheet.forms if form.role == roles.PROJECTS), None)
    if form is None or sheet.period.kind != _KIND:
        return None
    every = [row for row in sheet.rows(form.id) if not row.derived]
    pairs = [
        (row, project)
        for row, project in zip(every, projects_of(sheet), strict=True)
        if project.stage != CANCELLED
    ]
    runs = [_run(sheet, form, row) for row, _ in pairs]
    if not any(value is not None for run in runs for value in run.values()):
        return None
    timed = [(project, span) for row, project in pairs if (span := _span(sheet, form, row, project))]
    steps = tuple(_steps(sheet, form, runs, timed))
    planned = [p.planned for _, p in pairs if p.planned is not None]
    return Works(
        steps, sum(planned, Decimal(0)) if planned else None, len(pairs), len(pairs) - len(planned),
        len(timed), tuple(_rates(sheet, form, [p for _, p in pairs])),
    )  # fmt: skip


def _run(sheet: Sheet, form: Form, row: Row) -> dict[Period, Decimal | None]:
    """Return what was invested in a project up to each quarter from its first; None from a gap on."""
    key, column = Key(form.id, row.code, row.primary), form.column(row.primary)
    run: dict[Period, Decimal | None] = {}
    sum_: Decimal | None = Decimal(0)
    for period in derive.since_start(sheet, key, row, sheet.period):
        missing: list[str] = []
        figure = derive.flow(sheet, key, row, column, (period,), missing)
        sum_ = None if missing or sum_ is None else sum_ + (figure or Decimal(0))
        run[period] = sum_
    return run


def _span(sheet: Sheet, form: Form, row: Row, project: Project) -> tuple[int, int] | None:
    """Return the months from a project's planned start to its planned end, counted from year nought."""
    column = form.column("plan_start")
    begins = None
    if column is not None and column.code in row.columns:
        begins = sheet.cell(Key(form.id, row.code, column.code), row, column).value
    if project.planned is None or project.plan_end is None or not isinstance(begins, str):
        return None
    first, last = _month(begins) - 1, _month(project.plan_end)
    return (first, last) if last > first else None


def _month(text: str) -> int:
    return int(text[:4]) * 12 + int(text[5:7])


def _steps(
    sheet: Sheet, form: Form, runs: list[dict[Period, Decimal | None]],
    timed: list[tuple[Project, tuple[int, int]]],
) -> Iterator[Step]:  # fmt: skip
    """Yield the quarters from the first with a figure to the plan's last."""
    total = next((row.code for row in form.rows if row.sums == ("*",) and not row.where), "")
    first = min(period for run in runs for period in run)
    last = Period(sheet.catalogue.last_year, _KIND, 4)
    period = first
    while period <= max(last, sheet.period):
        planned = sum((_asked(p, span, period) for p, span in timed), Fraction(0))
        done = _done(runs, period) if period <= sheet.period else None
        yield Step(period, done, decimal(planned, 2) if timed else None, Key(form.id, total, "since_start"))
        period = _next(period)


def _asked(project: Project, span: tuple[int, int], period: Period) -> Fraction:
    months = period.year * 12 + period.last_day.month - span[0]
    share = min(max(Fraction(months, span[1] - span[0]), Fraction(0)), Fraction(1))
    return Fraction(project.planned or Decimal(0)) * share


def _done(runs: list[dict[Period, Decimal | None]], period: Period) -> Decimal | None:
    """Return what all projects that had begun by a quarter had used; None where one of them lacks."""
    begun = [run for run in runs if run and min(run) <= period]
    known = [run.get(period) for run in begun]
    found = [value for value in known if value is not None]
    return sum(found, Decimal(0)) if found and len(found) == len(known) else None


def _next(period: Period) -> Period:
    year, index = (period.year + 1, 1) if period.index == 4 else (period.year, period.index + 1)
    return Period(year, period.kind, index)


def _rates(sheet: Sheet, form: Form, projects: list[Project]) -> Iterator[Share]:
    for rate in four_rates(projects, sheet.period):
        places = 0 if rate.counts else 2
        over, under = (quantity.show(v, places) for v in (rate.numerator, rate.denominator))
        unit = "个" if rate.counts else form.unit_of_measure
        text = rate.why or say("models.trends.parts", over=over, under=under, unit=unit)
        yield Share(rate.name, rate.value, text)
