"""A case made from what an office entered: the row of a form that answers for an indicator.

A thin hand between `Sheet` and `Case`; nothing is judged here.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from jzdesk.models import derive, quantity, roles, targets
from jzdesk.models.assess.case import LEVEL, MET, NOT_MET, PENDING, Case, Given, Observed, bare
from jzdesk.models.entry import Key
from jzdesk.models.form import Form, Row
from jzdesk.models.period import Period
from jzdesk.models.sheet import Sheet
from jzdesk.models.value import behaviour_of, unit_of

_CONCLUSIONS = {MET, NOT_MET, PENDING}
_BASIS = ("basis", "sand")
_BEFORE = "before"
"""The basis of figures that the plan before had otherwise."""


def given_to(sheet: Sheet, indicator: Mapping[str, Any]) -> Given:
    """Return what the city has handed down to the sheet's office, as it holds when the period ends."""
    handed = targets.handed_down(indicator, sheet.unit, sheet.period)
    later = tuple(
        t for t in indicator.get("allotted", ())
        if sheet.unit in t["scope"] and not targets.in_force(t, sheet.period)
    )  # fmt: skip
    return Given(target=handed, basis=handed.get("basis") if handed else None, later=later)


def case_of(sheet: Sheet, form_id: str, row: Row, given: Given | None = None) -> Case | None:
    """Return the case of a row that answers for an indicator; None for any other row.

    The series holds the periods of the sheet's kind and whole years up to it, each year to date.
    """
    indicator = sheet.catalogue.indicator(row.indicator) if row.indicator else None
    if indicator is None:
        return None
    form = sheet.catalogue.form(form_id)
    unit = _measured_in(sheet, form, row, bare(str(indicator["unit"])))
    series: dict[Period, Observed] = {}
    bases: dict[Period, str] = {}
    for period in (*sheet.earlier, sheet.period):
        if period.kind not in {"year", sheet.period.kind}:
            continue
        value = _observed(sheet.as_of(period), form, row, unit)
        if value is not None:
            series[period] = value
            bases |= _marked(sheet, form, row, period)
    return case_for(
        sheet, indicator, series, given, measured_in=unit, shows=_shows(indicator["unit"], unit, row),
        bases=bases, ref=row.ref,
    )  # fmt: skip


def pooled_case(
    sheet: Sheet, form_id: str, block: str, indicator: str, given: Given | None = None
) -> Case | None:
    """Return the case of an indicator that all rows of a block answer together, as ΣN/ΣD in percent.

    Such are 断面 and 水源地. A whole year is its four quarters where the block has no yearly cells.
    """
    known = sheet.catalogue.indicator(indicator)
    if known is None:
        return None
    series: dict[Period, Observed] = {}
    for period in (*sheet.earlier, sheet.period):
        if period.kind not in {"year", sheet.period.kind}:
            continue
        share = _pooled(sheet, form_id, block, period)
        if share is not None:
            series[period] = share
    return case_for(sheet, known, series, given, measured_in="%", shows=LEVEL)


def case_for(
    sheet: Sheet, indicator: Mapping[str, Any], series: Mapping[Period, Observed], given: Given | None = None,
    **more: Any,
) -> Case:  # fmt: skip
    """Return the case of an indicator with these figures of the sheet's office, at the sheet's period.

    It is measured by what the office was given unless that is said here; `more` is what `Case` has besides.
    """
    return Case(
        indicator, sheet.period, series, sheet.unit, start=sheet.catalogue.first_year,
        end=sheet.catalogue.last_year, given=given_to(sheet, indicator) if given is None else given, **more,
    )  # fmt: skip


def _pooled(sheet: Sheet, form_id: str, block: str, period: Period) -> Decimal | None:
    """Return ΣN/ΣD of the year so far over a block's rows; None while a row lacks a quarter."""
    terms = pooled_terms(sheet, form_id, block, period)
    return quantity.quotient(terms[0] * 100, terms[1], 1) if terms is not None and terms[1] else None


def pooled_terms(
    sheet: Sheet, form_id: str, block: str, period: Period
) -> tuple[Decimal, Decimal] | None:  # fmt: skip
    """Return ΣN and ΣD of the year so far over a block's rows; None while a row lacks a quarter."""
    last = Period(period.year, "quarter", 4)
    if period.kind == "year" and last in sheet.earlier:
        period = last
    view, missing = sheet.as_of(period), list[str]()
    rows = [r for r in view.rows(form_id) if r.block == block and not r.derived]
    top, bottom = (_summed(view, form_id, rows, code, missing) for code in ("numerator", "denominator"))
    return None if missing or top is None or bottom is None else (top, bottom)


def _summed(view: Sheet, form_id: str, rows: list[Row], code: str, missing: list[str]) -> Decimal | None:
    column = view.catalogue.form(form_id).column(code)
    if column is None:
        return None
    places = ((Key(form_id, row.code, code), row) for row in rows if code in row.columns)
    return derive.sum_known(derive.year_to_date(view, key, row, column, missing) for key, row in places)


def _shows(unit: str, measured_in: str, row: Row) -> str:
    """Days and amounts are the thing itself, also where the plan speaks of its fall in percent."""
    return LEVEL if row.unit != "%" or measured_in != bare(unit) else ""


def _measured_in(sheet: Sheet, form: Form, row: Row, wanted: str) -> str:
    """Return the unit of the row's figures; days of an indicator in percent become a share of all."""
    if row.unit == "天" and wanted == "%" and _all_days(sheet, form, row) is not None:
        return "%"
    column = form.column(row.primary)
    return row.unit if column is None else unit_of(row, column)


def _all_days(sheet: Sheet, form: Form, row: Row) -> Row | None:
    """Return the row of the same block that counts the days with a valid result."""
    found = sheet.row_as(form.id, roles.VALID_DAYS)
    return found if found is not None and found.block == row.block else None


def _observed(sheet: Sheet, form: Form, row: Row, unit: str) -> Observed | None:
    """Return what the row says at the end of the sheet's period."""
    if sheet.row(form.id, row.code) is None:
        return None
    column = form.column(row.primary)
    if column is not None and column.kind == "enum":
        value = sheet.cell(Key(form.id, row.code, column.code), row, column).value
        return column.word(value) if isinstance(value, str) and value not in _CONCLUSIONS else value
    if row.unit == "天" and unit == "%":
        return _share_of_days(sheet, form, row)
    return _to_date(sheet, form, row)


def _to_date(sheet: Sheet, form: Form, row: Row) -> Decimal | None:
    """Return the row's figure of the year so far: a mean as it was reported, a year by its highest stage."""
    column = form.column(row.primary)
    if column is None or column.kind != "number":
        return None
    if sheet.period.kind not in column.frequencies:
        column = form.column("final")
    elif behaviour_of(row, column) == "mean" and "ytd" in row.columns:
        column = form.column("ytd")
    if column is None or column.code not in row.columns:
        return None
    key = Key(form.id, row.code, column.code)
    if sheet.period.kind == "year" and behaviour_of(row, column) != "ratio":
        return derive.number(sheet, key, row, column, sheet.period)
    return derive.year_to_date(sheet, key, row, column)


def _share_of_days(sheet: Sheet, form: Form, row: Row) -> Decimal | None:
    """Return the row's days of the year so far in percent of all with a valid result, one place."""
    every = _all_days(sheet, form, row)
    top, bottom = _to_date(sheet, form, row), None if every is None else _to_date(sheet, form, every)
    return quantity.quotient(top * 100, bottom, 1) if top is not None and bottom else None


def _marked(sheet: Sheet, form: Form, row: Row, period: Period) -> dict[Period, str]:
    """Return the basis of the row's figure in `period`, such as `actual/yes`."""
    if period.year < row.broken:
        return {period: _BEFORE}
    parts: list[str] = []
    for code in _BASIS:
        column = form.column(code)
        if column is not None and code in row.columns:
            value = sheet.cell_at(period, Key(form.id, row.code, code), row, column).value
            if isinstance(value, str):
                parts.append(value)
        if not parts:  # 扣除沙尘 alone says nothing
            return {}
    return {period: "/".join(parts)}
