"""What remains of the year, the projects behind 四率 and the tasks behind lamps, as a sheet holds them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from jzdesk.models import derive, roles
from jzdesk.models.assess.case import Case
from jzdesk.models.assess.from_sheet import case_of
from jzdesk.models.assess.lamps import Task
from jzdesk.models.assess.rates import Project
from jzdesk.models.assess.remaining import RemainingDays, RemainingMean, days_left, rest_days, rest_mean
from jzdesk.models.entry import Key
from jzdesk.models.form import Row
from jzdesk.models.period import Period
from jzdesk.models.sheet import Sheet


def rest_of_year(sheet: Sheet, form_id: str, row: Row) -> RemainingMean | RemainingDays | None:
    """Return what the rest of the year may bring, by the row's first target; None where that has no sense.

    That is: means with an upper limit, and days with a least share, both quarter by quarter and on the
    basis the target stands on. A limit of the target year is shown in every year: it is what the
    target would ask of this one.
    """
    case = case_of(sheet, form_id, row)
    if case is None or sheet.period.kind != "quarter" or not case.targets:
        return None
    target = case.targets[0]
    if not case.same_basis_as(target) or not isinstance(case.value, Decimal):
        return None
    left = days_left(sheet.period)
    if target["op"] == "<=" and case.indicator["behaviour"] == "mean":
        valid = _days(sheet, form_id, row, "valid_days")
        if valid is None:
            return None
        limit = Decimal(target["value"])
        return rest_mean(limit, case.value, valid, left, places=row.decimals, unit=row.unit)
    if target["op"] == ">=" and row.unit == "天":
        return _rest_days(sheet, form_id, row, case, Decimal(target["value"]), left)
    return None


def _rest_days(
    sheet: Sheet, form_id: str, row: Row, case: Case, need: Decimal, left: int
) -> RemainingDays | None:
    every = sheet.row_as(form_id, roles.VALID_DAYS)
    found = _days(sheet, form_id, row, row.primary)
    valid = _days(sheet, form_id, every, every.primary) if every is not None else None
    ratio = case.figures_unit == "%"
    return None if found is None else rest_days(need, found, valid or 0, left, ratio=ratio)


def _days(sheet: Sheet, form_id: str, row: Row, code: str) -> int | None:
    """Return the days of the year so far in a column; None while a quarter is lacking."""
    column = sheet.catalogue.form(form_id).column(code)
    if column is None or code not in row.columns:
        return None
    days = derive.year_to_date(sheet, Key(form_id, row.code, code), row, column)
    return None if days is None else int(days)


def projects_of(sheet: Sheet) -> tuple[Project, ...]:
    """Return what the rates need of every project, whatever its stage."""
    form_id = sheet.catalogue.id_as(roles.PROJECTS)
    return tuple(_project(sheet, form_id, row) for row in sheet.rows(form_id) if not row.derived)


def _project(sheet: Sheet, form_id: str, row: Row) -> Project:
    def figure(code: str) -> Decimal | None:
        column = sheet.catalogue.form(form_id).column(code)
        if column is None or code not in row.columns:
            return None
        return derive.number(sheet, Key(form_id, row.code, code), row, column, sheet.period)

    stage, plan_end, actual_start, actual_end = (
        _text(sheet, form_id, row, code) for code in ("stage", "plan_end", "actual_start", "actual_end")
    )
    return Project(
        stage, figure("planned"), figure("since_start"), figure("funds"), plan_end, actual_start, actual_end
    )


def task_of(sheet: Sheet, row: Row) -> Task:
    """Return what a lamp needs of one task; what was done is that of its turn, if it recurs."""
    form_id = sheet.catalogue.id_as(roles.TASKS)
    quantity = _figure(sheet, form_id, row, "quantity", sheet.period)
    begun = [_figure(sheet, form_id, row, "done", p) for p in _periods(sheet, row)]
    return Task(
        due=_text(sheet, form_id, row, "due"), status=_text(sheet, form_id, row, "status"),
        quantity=quantity, done=derive.sum_known(begun), recurs=row.recurs,
        begins=date(sheet.catalogue.first_year + 1, 1, 1),
    )  # fmt: skip


def _periods(sheet: Sheet, row: Row) -> Iterable[Period]:
    """Return the periods whose work counts together, each day in one of them only.

    Years before quarters were reported count whole; where both were entered, the quarters do.
    """
    known = [*sheet.earlier, sheet.period]
    quarters = {p for p in known if p.kind == sheet.period.kind}
    years = {p for p in known if p.kind == "year" and not any(q.year == p.year for q in quarters)}
    turn = sheet.period.inside(row.recurs) if row.recurs else None
    return [p for p in quarters | years if turn is None or turn.first_day <= p.first_day]


def _figure(sheet: Sheet, form_id: str, row: Row, code: str, period: Period) -> Decimal | None:
    column = sheet.catalogue.form(form_id).column(code)
    if column is None or code not in row.columns:
        return None
    return sheet.cell_at(period, Key(form_id, row.code, code), row, column).number


def _text(sheet: Sheet, form_id: str, row: Row, code: str) -> str | None:
    column = sheet.catalogue.form(form_id).column(code)
    if column is None or code not in row.columns:
        return None
    value = sheet.cell(Key(form_id, row.code, code), row, column).value
    return value if isinstance(value, str) else None
