"""Kinds of rules that say what a figure looks like: `slip`, `swapped`, `repeated`. They only ever ask.

What they propose is a `mend`: the values that would stand there if it was a slip.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from jzdesk.models import quantity, units
from jzdesk.models.checks import bases
from jzdesk.models.checks.finding import FAILED, NOT_APPLICABLE, Finding
from jzdesk.models.checks.place import Place, concerned, sides
from jzdesk.models.entry import EMPTY, Key
from jzdesk.models.value import places_of, unit_of
from jzdesk.records import replace
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.models.checks.bases import Base
    from jzdesk.models.form import Column
    from jzdesk.models.period import Period

_TEN, _HUNDRED = Decimal(10), Decimal(100)
_POWERS = tuple(_TEN**n for n in (1, 2, 3, 4, 6, 8))
_LEAST = 20
"""In units of the last place: smaller figures differ tenfold by chance."""
_NEAR, _NEARER, _SAME = Decimal(2), Decimal("1.25"), Decimal("1.2")
_FAR = Decimal(5)
"""Within that many times of what it is held against, or of its cap, no figure has slipped by a ten."""
_OF_CAP, _OF_CAP_IN_UNIT = Decimal(8), Decimal(20)
"""The part of its cap that a mended figure is at least; a likely unit lets it be less."""
_TIMES = (bases.LAST_YEAR, bases.PREVIOUS)
_LEAST_REPEATED = 4
_NAMED = 3


def slip(place: Place) -> Iterator[Finding]:
    """Find a figure that is a power of ten away from all it is held `against`: a place or a unit is wrong.

    `against` names what is known (see `bases`), `otherwise` what serves where none of it is. A `cap` (or a
    pair's second) is what the figure hardly exceeds: up to it nothing is too large, far above it only a slip
    is likely. `powers` are those looked for, `least` the smallest base in units of the last place, `tenfold`
    how many bases must agree on a ten.
    """
    params = place.rule.params
    if "pairs" in params:
        asked = place.pairs("column", "cap")
    else:
        codes = params.get("columns") or [params.get("column") or place.row.primary]
        asked = [(code, params.get("cap")) for code in codes]
    for code, cap in asked:
        column = place.column(code)
        if column is None or column.kind != "number" or column.fixed_in(place.row) or place.unsaid(column):
            continue
        finding = _slip(place, column, [cap] if isinstance(cap, str) else cap or [])
        if finding is not None:
            yield finding


def _slip(place: Place, column: Column, caps: Sequence[str]) -> Finding | None:
    params = place.rule.params
    value, lacking = place.number(column), place.lacking(column)
    if lacking is not None or value is None:
        return lacking
    against = params.get("against", () if "pairs" in params or "cap" in params else _TIMES)
    held = _held(place, column, value, against) or _held(place, column, value, params.get("otherwise", ()))
    cap = next(bases.known(place, column, caps), None) if caps else None
    if not held and cap is None:
        return place.finding(NOT_APPLICABLE, [column.code], _no_base(place, (*against, *caps)))
    meant = _meant(place, column, value, held, cap)
    if meant is None or _exchanged(place, column):
        return place.passed([column.code])
    return _slipped(place, column, value, *meant)


def _exchanged(place: Place, column: Column) -> bool:
    """Tell whether the figure only stands in its neighbour's column, which another rule says."""
    rules = (r for r in place.sheet.catalogue.rules if (r.kind, r.form) == ("swapped", place.form.id))
    found = (f for r in rules if r.holds(place.sheet.period) for f in swapped(replace(place, rule=r)))
    return any(f.result == FAILED and place.key(column.code) in f.keys for f in found)


def _held(place: Place, column: Column, value: Decimal, names: Sequence[str]) -> list[Base]:
    """Return what is known under these names, or that one alone which shows that nothing has slipped."""
    held: list[Base] = []
    for base in bases.known(place, column, names):
        if _alike(value, base.figure, _FAR):
            return [base]
        held.append(base)
    return held


def _meant(
    place: Place, column: Column, value: Decimal, held: Sequence[Base], cap: Base | None
) -> tuple[Decimal, Base] | None:
    """Return the figure that was meant and what says so; None where nothing looks wrong."""
    mended = _mended(place, column, value, [base.figure for base in held])
    if mended is not None and (cap is None or mended > value or value > cap.figure):
        return mended, held[0]
    mended = None if cap is None else _under(place, column, value, cap.figure)
    return None if mended is None or cap is None else (mended, cap)


def _mended(place: Place, column: Column, value: Decimal, held: Sequence[Decimal]) -> Decimal | None:
    """Return the figure that is a power of ten away and fits all bases; None where none does."""
    if len(held) == 1 and _alike(value, held[0], _FAR):
        return None  # a ten is further than that
    params, places = place.rule.params, places_of(place.row, column)
    least = Decimal(params.get("least", _LEAST)).scaleb(-places)
    if not held or value <= 0 or any(base < least for base in held):
        return None
    powers = tuple(map(Decimal, params["powers"])) if "powers" in params else _POWERS
    if len(held) < int(params.get("tenfold", 1)):
        powers = tuple(power for power in powers if power != _TEN)
    for power in powers:
        near = _NEARER if power == _TEN and len(held) == 1 else _NEAR
        for mended in (value / power, value * power):
            if all(_alike(mended, base, near) for base in held) and _fits(mended, places):
                return mended
    return None


def _under(place: Place, column: Column, value: Decimal, cap: Decimal) -> Decimal | None:
    """Return the figure that keeps under a cap which this one is far above; a likely unit is tried first."""
    if value < cap * _FAR:
        return None
    places = places_of(place.row, column)
    unit = [power for power in _POWERS if _unit_meant(place, column, 1 / power)]
    for powers, part in ((unit, _OF_CAP_IN_UNIT), (_POWERS, _OF_CAP)):
        for mended in (value / power for power in powers):
            if cap / part <= mended <= cap * _NEARER and _fits(mended, places):
                return mended
    return None


def _fits(figure: Decimal, places: int) -> bool:
    return quantity.rounded(figure, places) == figure


def _alike(one: Decimal, other: Decimal, near: Decimal) -> bool:
    return other / near <= one <= other * near


def _slipped(place: Place, column: Column, value: Decimal, mended: Decimal, base: Base) -> Finding:
    factor = mended / value
    text = say(f"models.checks.slip_{_word(place, column, factor)}", row=place.label,
               column=place.head(column), left=place.show(value, column), base=base.name,
               right=place.show(base.figure, column), found=_unit_meant(place, column, factor),
               unit=unit_of(place.row, column), mend=place.show(mended, column),
               digits=abs(factor.adjusted()))  # fmt: skip
    mend = () if column.derived else ((place.key(column.code), place.plain(mended, column)),)
    found = place.finding(FAILED, [column.code], text, **sides(place, column, value, base.figure))
    return replace(found, mend=mend)


def _unit_meant(place: Place, column: Column, factor: Decimal) -> str:
    own = unit_of(place.row, column)
    return next((u for u in units.units_like(own)[1:] if units.factor_between(u, own) == factor), "")


def _word(place: Place, column: Column, factor: Decimal) -> str:
    if _unit_meant(place, column, factor):
        return "unit"
    if factor == _HUNDRED and unit_of(place.row, column) == "%":
        return "fraction"
    return "large" if factor < 1 else "small"


def _no_base(place: Place, names: Sequence[str]) -> str:
    return say("models.checks.no_base", row=place.label, other=bases.called(place, names))


def swapped(place: Place) -> Iterator[Finding]:
    """Find two columns (`first`, `second`, or `pairs`) each of which holds what the other used to.

    Figures count as what they used to be within `near` times. Where the first cannot be below the second
    (`upper`), being below it is sign enough. Of a second that need not be filled the past may be unknown.
    """
    for one, other in place.pairs("first", "second"):
        first, second = place.column(one), place.column(other)
        if first is None or second is None or place.unsaid(first) or place.unsaid(second):
            continue
        if not (first.fixed_in(place.row) or second.fixed_in(place.row)):
            yield _swapped(place, first, second)


def _swapped(place: Place, first: Column, second: Column) -> Finding:
    codes = [first.code, second.code]
    lacking = place.lacking(first, second)
    if lacking:
        return lacking
    left, right = place.number(first), place.number(second)
    crossed = None if not left or not right else _crossed(place, (first, left), (second, right))
    if not left or not right or crossed is None:
        return place.finding(NOT_APPLICABLE, codes, _no_base(place, _TIMES))
    crosswise = ((first, right), (second, left))
    fitting = all(_fits(figure, places_of(place.row, column)) for column, figure in crosswise)
    if not fitting or not crossed:
        return place.passed(codes)
    text = say("models.checks.swapped", row=place.label, first=place.head(first), second=place.head(second),
               left=place.show(left, first), right=place.show(right, second))  # fmt: skip
    mend = tuple((place.key(column.code), quantity.plain_any(figure)) for column, figure in crosswise)
    figures = place.plain(left, first), place.plain(right, second)
    return replace(place.finding(FAILED, codes, text, left=figures[0], right=figures[1]), mend=mend)


def _crossed(place: Place, first: tuple[Column, Decimal], second: tuple[Column, Decimal]) -> bool | None:
    """Tell whether each of two figures is what the other used to be, and not its own; None without a past."""
    params, now = place.rule.params, place.sheet.period
    (_, left), (_, right) = first, second
    upper = params.get("upper", False)
    near = _NEAR if upper else Decimal(params.get("near", _SAME))
    if upper and left >= right:
        return False
    known = False
    for period in dict.fromkeys((now.last_year, now.previous)):
        one, other = (bases.at(place, column, period) for column, _ in (first, second))
        if one is None or (other is None and second[0].required):
            continue
        known = True
        across = _alike(right, one, near) and (other is None or _alike(left, other, near))
        straight = _alike(left, one, _NEAR) and (other is None or _alike(right, other, _NEAR))
        if not across or (straight and not upper):
            return False
    return True if known else None


def repeated(place: Place) -> Iterator[Finding]:
    """Find a column (or each of `columns`) that is filled with what stood in it a year or a period ago.

    `against` are the times looked at, `then` the columns one of which may have held it: the column itself.
    """
    rows = concerned(place)
    params = place.rule.params
    for code in params.get("columns") or [params["column"]]:
        cells = [(one, one.key(code)) for one in rows if one.column(code) is not None]
        if cells:
            yield from _told(place, code, cells)


def _told(place: Place, code: str, cells: list[tuple[Place, Key]]) -> Iterator[Finding]:
    given = [(one, key) for one, key in cells if place.sheet.cells.get(key, EMPTY).number]
    column = place.form.column(code)
    if not given and (column is None or not column.required):
        return
    if len(given) < _LEAST_REPEATED:
        yield place.finding_at(NOT_APPLICABLE, [cells[0][1]], _no_base(place, _TIMES[:1]))
        return
    times = {bases.LAST_YEAR: place.sheet.period.last_year, bases.PREVIOUS: place.sheet.period.previous}
    for period in dict.fromkeys(times[name] for name in place.rule.params.get("against", _TIMES)):
        same = [(one, key) for one, key in given if _stood(place, key, period)]
        if len(same) >= _LEAST_REPEATED and len(same) * 2 >= len(given):
            yield _repeated(place, code, period, same)
            return
    yield place.passed_at([given[0][1]])


def _stood(place: Place, key: Key, period: Period) -> bool:
    now, then = place.sheet.cells[key].number, place.sheet.at(period)
    columns = place.rule.params.get("then", [key.column])
    return any(then.get(Key(key.form, key.row, code), EMPTY).number == now for code in columns)


def _repeated(place: Place, code: str, period: Period, same: list[tuple[Place, Key]]) -> Finding:
    column = place.form.column(code)
    head = place.head(column) if column is not None else code
    names = "、".join(one.label for one, _ in same[:_NAMED])
    text = say("models.checks.repeated", column=head, n=len(same), names=names, period=period.title)
    figures = "、".join(str(place.sheet.cells[key].number) for _, key in same)
    return place.finding_at(FAILED, [key for _, key in same], text, left=figures)
