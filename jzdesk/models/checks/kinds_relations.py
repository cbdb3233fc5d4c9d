"""Kinds of rules about figures that belong together: `near`, `sum`, `per`, `spanned`, `target`."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from jzdesk.models import quantity, targets
from jzdesk.models.checks.finding import FAILED, NOT_APPLICABLE, Finding
from jzdesk.models.checks.place import Place, sides
from jzdesk.models.value import unit_of
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.models.form import Column
    from jzdesk.models.period import Period


def near(place: Place) -> Iterator[Finding]:
    """Want two figures that differ by no more than `pct` percent of the second, or by less than `floor`."""
    params = place.rule.params
    column, found = place.column(params["left"]), place.beside(params["right"])
    if column is None or found is None:
        return
    other, right = found
    if place.unsaid(column) or other.unsaid(right):
        return
    lacking = place.lacking_of(place.gaps(column) + place.gaps_at(other, right))
    if lacking:
        yield lacking
        return
    one, two = place.number(column), other.number(right)
    keys = [place.key(column.code), other.key(right.code)]
    if one is None or two is None:
        text = say("models.checks.no_ytd", row=place.label)
        yield place.finding_at(NOT_APPLICABLE, keys, text)
        return
    apart, limit = abs(one - two), abs(two) * Decimal(params["pct"]) / 100
    if apart <= limit or apart < Decimal(params.get("floor", "0")):
        yield place.passed_at(keys)
        return
    name = place.head(right) if other.row is place.row else other.row.label
    text = say("models.checks.apart", row=place.label, column=place.head(column),
               left=place.show(one, column), other=name, right=place.show(two, column),
               difference=place.show(apart, column), pct=params["pct"])  # fmt: skip
    yield place.finding_at(FAILED, keys, text, **sides(place, column, one, two))


def sum_(place: Place) -> Iterator[Finding]:
    """Keep the sum of `parts` (each `row/column`, of one unit) from exceeding the cell `right`."""
    found = [place.beside(name) for name in place.rule.params["parts"]]
    whole = place.beside(place.rule.params["right"])
    parts = [part for part in found if part is not None]
    if whole is None or len(parts) < len(found):
        return
    other, column = whole
    gaps = [gap for row, of in [*parts, whole] for gap in place.gaps_at(row, of)]
    lacking = place.lacking_of(gaps)
    if lacking:
        yield lacking
        return
    keys = [row.key(of.code) for row, of in [*parts, whole]]
    figures = [row.number(of) for row, of in parts]
    total = sum((f for f in figures if f is not None), Decimal(0))
    limit = other.number(column)
    if limit is None or total <= limit:
        yield place.passed_at(keys)
        return
    names = "、".join(row.row.label for row, _ in parts)
    text = say("models.checks.sum", rows=names, left=place.show(total, column), other=other.row.label,
               right=place.show(limit, column), difference=place.show(total - limit, column))  # fmt: skip
    yield place.finding_at(FAILED, keys, text, **sides(place, column, total, limit))


def per(place: Place) -> Iterator[Finding]:
    """Keep a figure divided by another row's (times `factor`, told in `unit`) within the row's `limits`."""
    params = place.rule.params
    column, found = place.column(params["column"]), place.beside(params["other"])
    if column is None or found is None:
        return
    other, below = found
    lacking = place.lacking_of(place.gaps(column) + place.gaps_at(other, below))
    if lacking:
        yield lacking
        return
    keys = [place.key(column.code), other.key(below.code)]
    top, bottom = place.number(column), other.number(below)
    if not top or not bottom:
        text = say("models.checks.no_other", row=place.label, other=other.row.label)
        yield place.finding_at(NOT_APPLICABLE, keys, text)
        return
    scaled = top * Decimal(params["factor"])
    low, high = (Decimal(limit) for limit in params["limits"][place.row.code])
    if low * bottom <= scaled <= high * bottom:
        yield place.passed_at(keys)
        return
    text = say("models.checks.per", row=place.label, left=place.show(top, column), other=other.row.label,
               right=other.show(bottom, below), rate=quantity.show(quantity.quotient(scaled, bottom, 2), 2),
               unit=params["unit"], low=low, high=high)  # fmt: skip
    yield place.finding_at(
        FAILED, keys, text, left=place.plain(top, column), right=other.plain(bottom, below)
    )


def spanned(place: Place) -> Iterator[Finding]:
    """Keep a reported 累计 (`column`) between the smallest and the largest of the year's `means` so far.

    One unit of the last place is left for rounding.
    """
    params = place.rule.params
    column, mean = place.column(params["column"]), place.column(params["means"])
    if column is None or mean is None:
        return
    lacking = place.lacking(column, mean)
    if lacking:
        yield lacking
        return
    codes = [column.code, mean.code]
    value = place.number(column)
    means = [_mean_in(place, mean, period) for period in place.sheet.period.year_to_date]
    known = [m for m in means if m is not None]
    if value is None or len(known) < len(means):
        yield place.finding(NOT_APPLICABLE, codes, say("models.checks.no_ytd", row=place.label))
        return
    low, high, slack = min(known), max(known), Decimal(1).scaleb(-place.row.decimals)
    if low - slack <= value <= high + slack:
        yield place.passed(codes)
        return
    text = say("models.checks.spanned", row=place.label, column=place.head(column),
               left=place.show(value, column), low=place.show(low, column),
               high=place.show(high, column))  # fmt: skip
    yield place.finding(FAILED, codes, text, **sides(place, column, value, high if value > high else low))


def _mean_in(place: Place, mean: Column, period: Period) -> Decimal | None:
    return place.sheet.cell_at(period, place.key(mean.code), place.row, mean).number


def target(place: Place) -> Iterator[Finding]:
    """Keep a figure from being more than `times` the plan's target for it, or less than one such part."""
    params = place.rule.params
    column = place.column(params["column"])
    aim = None if column is None else _aim(place, column)
    if column is None or aim is None:
        return
    lacking = place.lacking(column)
    value = place.number(column)
    if lacking or value is None:
        no_ytd = say("models.checks.no_ytd", row=place.label)
        yield lacking or place.finding(NOT_APPLICABLE, [column.code], no_ytd)
        return
    times = Decimal(params["times"])
    if aim <= value * times and value <= aim * times:
        yield place.passed([column.code])
        return
    text = say("models.checks.target", row=place.label, column=place.head(column),
               left=place.show(value, column), right=place.show(aim, column), times=times)  # fmt: skip
    yield place.finding(FAILED, [column.code], text, **sides(place, column, value, aim))


def _aim(place: Place, column: Column) -> Decimal | None:
    """Return the plan's target for the row where it is one figure in the column's unit."""
    row = place.row
    indicator = place.sheet.catalogue.indicator(row.indicator) if row.indicator else None
    if indicator is None:
        return None
    handed = targets.handed_down(indicator, place.sheet.unit, place.sheet.period)
    aim = handed or targets.measured(indicator, place.sheet.unit, row.ref)
    if aim is None or aim["op"] not in {">=", "<=", "<", "="}:
        return None
    if aim.get("unit", indicator["unit"]) != unit_of(row, column) or not isinstance(aim.get("value"), str):
        return None
    return Decimal(aim["value"])
