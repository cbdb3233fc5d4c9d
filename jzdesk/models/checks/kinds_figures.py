"""Kinds of rules that hold one figure against a limit or another figure: `bounds`, `compare`, `ratio`."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from jzdesk.models import derive, quantity
from jzdesk.models.checks.finding import FAILED, NOT_APPLICABLE, Finding
from jzdesk.models.checks.place import Place, sides
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.models.form import Column


def bounds(place: Place) -> Iterator[Finding]:
    """Keep a figure, or its 累计 (`on = "ytd"`), between `min` and `max`."""
    params = place.rule.params
    for code in params["columns"]:
        column = place.column(code)
        if column is None:
            continue
        to_date = params.get("on") == "ytd"
        lacking = place.lacking(column)
        if lacking and not (to_date and lacking.result == NOT_APPLICABLE):
            yield lacking
            continue
        key = place.key(code)
        value = derive.year_to_date(place.sheet, key, place.row, column) if to_date else place.number(column)
        if value is None:
            no_ytd = place.finding(NOT_APPLICABLE, [code], say("models.checks.no_ytd", row=place.label))
            yield lacking or no_ytd
            continue
        yield _within(place, column, value, "ytd" if to_date else "cell")


def _within(place: Place, column: Column, value: Decimal, what: str) -> Finding:
    low, high = place.rule.params.get("min"), place.rule.params.get("max")
    for limit, side in ((low, "low"), (high, "high")):
        if limit is None:
            continue
        bound = Decimal(limit)
        if (value < bound) if side == "low" else (value > bound):
            text = say(f"models.checks.{side}_{what}", row=place.label, column=place.head(column),
                       left=place.show(value, column), right=place.show(bound, column))  # fmt: skip
            return place.finding(FAILED, [column.code], text, **sides(place, column, value, bound))
    return place.passed([column.code])


def compare(place: Place) -> Iterator[Finding]:
    """One figure is not above another (`equal`: is the same): of this row, of `row/column`, or `days`.

    `rights` names the other side for each row; `days` is the number of days of the period.
    """
    rights = place.rule.params.get("rights")
    wanted = [(place.rule.params["left"], rights[place.row.code])] if rights else place.pairs("left", "right")
    for left_code, right in wanted:
        column = place.column(left_code)
        if column is None:
            continue
        if right == "days":
            yield _with_days(place, column)
            continue
        found = place.beside(right)
        if found is not None:
            yield _with_cell(place, column, *found)


def _with_days(place: Place, column: Column) -> Finding:
    period = place.sheet.period
    days = Decimal((period.last_day - period.first_day).days + 1)
    name = say(f"models.checks.days_of_{period.kind}")
    lacking = place.lacking(column)
    return lacking or _judged(place, column, place.number(column), name, days, [column.code])


def _with_cell(place: Place, column: Column, other: Place, right: Column) -> Finding:
    lacking = place.lacking_of(place.gaps(column) + place.gaps_at(other, right))
    if lacking:
        return lacking
    same = other.row is place.row
    name = place.head(right) if same else other.row.label
    figures = place.number(column), name, other.number(right)
    if same:
        return _judged(place, column, *figures, [column.code, right.code])
    found = _judged(place, column, *figures, [column.code])
    return place.finding_at(
        found.result, (*found.keys, other.key(right.code)), found.message,
        left=found.left, right=found.right, difference=found.difference,
    )  # fmt: skip


def _judged(
    place: Place, column: Column, left: Decimal | None, name: str, right: Decimal | None, codes: list[str]
) -> Finding:
    if left is None:
        return place.finding(NOT_APPLICABLE, codes, say("models.checks.no_ytd", row=place.label))
    if right is None:
        text = say("models.checks.no_other", row=place.label, other=name)
        return place.finding(NOT_APPLICABLE, codes, text)
    equal = place.rule.params.get("equal", False)
    if left == right or (left < right and not equal):
        return place.passed(codes)
    text = say("models.checks.unequal" if equal else "models.checks.above", row=place.label,
               column=place.head(column), left=place.show(left, column),
               other=name, right=place.show(right, column),
               difference=place.show(abs(left - right), column))  # fmt: skip
    return place.finding(FAILED, codes, text, **sides(place, column, left, right))


def ratio(place: Place) -> Iterator[Finding]:
    """Numerator over denominator stays between `min` and `max` percent."""
    params = place.rule.params
    top, bottom = place.column(params["numerator"]), place.column(params["denominator"])
    if top is None or bottom is None:
        return
    lacking = place.lacking(top, bottom)
    if lacking:
        yield lacking
        return
    codes = [top.code, bottom.code]
    numerator, denominator = place.number(top), place.number(bottom)
    if numerator is None or not denominator:
        if numerator:
            text = say("models.checks.zero_base", row=place.label, left=place.show(numerator, top))
            yield place.finding(FAILED, codes, text, **sides(place, top, numerator, Decimal(0)))
        else:
            yield place.finding(NOT_APPLICABLE, codes, say("models.checks.no_denominator", row=place.label))
        return
    rate = quantity.quotient(numerator * 100, denominator, 1)
    low, high = Decimal(params.get("min", "0")), Decimal(params.get("max", "100"))
    exact = numerator * 100
    if low * denominator <= exact <= high * denominator:
        yield place.passed(codes)
        return
    text = say("models.checks.ratio", row=place.label, left=place.show(numerator, top),
               right=place.show(denominator, bottom), rate=quantity.show(rate, 1), low=low,
               high=high)  # fmt: skip
    yield place.finding(FAILED, codes, text, **sides(place, top, numerator, denominator))
