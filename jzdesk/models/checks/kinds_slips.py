"""Kinds of rules that say what a figure looks like: `slip`, `swapped`, `repeated`. They only ever ask.

What they propose is a `mend`: the values that would stand there if it was a slip.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from jzdesk.models import derive, quantity, units
from jzdesk.models.checks.finding import FAILED, NOT_APPLICABLE, PASSED, Finding
from jzdesk.models.checks.place import Place, concerned, sides
from jzdesk.models.entry import EMPTY, Key
from jzdesk.models.form import Column
from jzdesk.models.period import Period
from jzdesk.models.value import places_of, unit_of
from jzdesk.words import say

_POWERS = tuple(Decimal(10) ** n for n in (1, 2, 3, 4, 8))
_LEAST = 20
"""In units of the last place: smaller figures differ tenfold by chance."""
_NEAR, _NEARER, _SAME = Decimal(2), Decimal("1.25"), Decimal("1.2")
_LEAST_REPEATED = 4
_NAMED = 3


def slip(place: Place) -> Iterator[Finding]:
    """Find a figure that is a power of ten away from all it is compared with: a place or a unit is wrong."""
    column = place.column(place.rule.params.get("column") or place.row.primary)
    if column is None or column.kind != "number":
        return
    lacking = place.lacking(column)
    value = place.number(column)
    if lacking or value is None:
        if lacking:
            yield lacking
        return
    known = _history(place, column)
    if not known:
        yield place.finding(NOT_APPLICABLE, [column.code], _no_base(place))
        return
    mended = _mended(value, [base for _, base in known], Decimal(1).scaleb(-places_of(place.row, column)))
    if mended is None:
        yield place.finding(PASSED, [column.code], "")
        return
    period, base = known[0]
    text = say(f"models.checks.slip_{_word(place, column, mended / value)}", row=place.label,
               column=place.head(column), left=place.show(value, column), period=period.title,
               right=place.show(base, column), found=_unit_meant(place, column, mended / value),
               unit=unit_of(place.row, column), mend=place.show(mended, column),
               digits=_digits(mended / value))  # fmt: skip
    mend = () if column.derived else ((place.key(column.code), place.plain(mended, column)),)
    yield replace(place.finding(FAILED, [column.code], text, **sides(place, column, value, base)), mend=mend)


def _history(place: Place, column: Column) -> list[tuple[Period, Decimal]]:
    """Return what stood in the cell a year and a period ago, on the same basis, but for zeros."""
    key, now = place.key(column.code), place.sheet.period
    found: list[tuple[Period, Decimal]] = []
    for period in (now.last_year, now.previous):
        base = derive.number(place.sheet, key, place.row, column, period)
        if base and base > 0 and derive.same_basis(place.sheet, key, place.row, period):
            found.append((period, base))
    return found


def _mended(value: Decimal, bases: list[Decimal], step: Decimal) -> Decimal | None:
    """Return the figure that is a power of ten away and fits all bases; None where none does."""
    if value <= 0 or any(base < step * _LEAST for base in bases):
        return None
    for power in _POWERS:
        near = _NEARER if power == _POWERS[0] and len(bases) == 1 else _NEAR
        for mended in (value / power, value * power):
            exact = quantity.rounded(mended, -int(step.adjusted())) == mended
            if exact and all(_alike(mended, base, near) for base in bases):
                return mended
    return None


def _alike(one: Decimal, other: Decimal, near: Decimal) -> bool:
    return other / near <= one <= other * near


def _unit_meant(place: Place, column: Column, factor: Decimal) -> str:
    own = unit_of(place.row, column)
    return next((u for u in units.units_like(own)[1:] if units.factor_between(u, own) == factor), "")


def _word(place: Place, column: Column, factor: Decimal) -> str:
    if _unit_meant(place, column, factor):
        return "unit"
    return "large" if factor < 1 else "small"


def _digits(factor: Decimal) -> int:
    return abs(factor.adjusted())


def _no_base(place: Place) -> str:
    return say("models.checks.no_base", row=place.label, other=say("models.checks.last_year"))


def swapped(place: Place) -> Iterator[Finding]:
    """Find two columns (`first`, `second`) each of which holds what the other used to."""
    first, second = (place.column(place.rule.params[name]) for name in ("first", "second"))
    if first is None or second is None:
        return
    codes = [first.code, second.code]
    lacking = place.lacking(first, second)
    if lacking:
        yield lacking
        return
    left, right = place.number(first), place.number(second)
    before = dict(_history(place, first))
    pairs = [(before[p], base) for p, base in _history(place, second) if p in before]
    if not left or not right or not pairs:
        yield place.finding(NOT_APPLICABLE, codes, _no_base(place))
        return
    crossed = all(_alike(left, b, _SAME) and _alike(right, a, _SAME) for a, b in pairs)
    straight = any(_alike(a, b, _NEAR) for a, b in pairs)
    if not crossed or straight:
        yield place.finding(PASSED, codes, "")
        return
    text = say("models.checks.swapped", row=place.label, first=place.head(first), second=place.head(second),
               left=place.show(left, first), right=place.show(right, second))  # fmt: skip
    crosswise = ((first, right), (second, left))
    mend = tuple((place.key(column.code), quantity.plain_any(figure)) for column, figure in crosswise)
    figures = place.plain(left, first), place.plain(right, second)
    yield replace(place.finding(FAILED, codes, text, left=figures[0], right=figures[1]), mend=mend)


def repeated(place: Place) -> Iterator[Finding]:
    """Find a column that is filled with what stood in it a year or a period ago."""
    code, rows = place.rule.params["column"], concerned(place)
    if not rows:
        return
    cells = [(one, one.key(code)) for one in rows if one.column(code) is not None]
    given = [(one, key) for one, key in cells if place.sheet.cells.get(key, EMPTY).number]
    if len(given) < _LEAST_REPEATED:
        if cells:
            yield place.finding_at(NOT_APPLICABLE, [cells[0][1]], _no_base(place))
        return
    for period in (place.sheet.period.last_year, place.sheet.period.previous):
        same = [(one, key) for one, key in given if _stood(place, key, period)]
        if len(same) >= _LEAST_REPEATED and len(same) * 2 >= len(given):
            yield _repeated(place, code, period, same)
            return
    yield place.finding_at(PASSED, [given[0][1]], "")


def _stood(place: Place, key: Key, period: Period) -> bool:
    now, then = (place.sheet.at(p).get(key, EMPTY).number for p in (place.sheet.period, period))
    return now is not None and now == then


def _repeated(place: Place, code: str, period: Period, same: list[tuple[Place, Key]]) -> Finding:
    column = place.form.column(code)
    head = place.head(column) if column is not None else code
    names = "、".join(one.label for one, _ in same[:_NAMED])
    text = say("models.checks.repeated", column=head, n=len(same), names=names, period=period.title)
    figures = "、".join(str(place.sheet.cells[key].number) for _, key in same)
    return place.finding_at(FAILED, [key for _, key in same], text, left=figures)
