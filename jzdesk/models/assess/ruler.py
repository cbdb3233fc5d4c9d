"""Every kind of target laid out as one ruler: a point to reach, a point to start from, a direction.

Falls and rises of a thing whose base figure is known are turned into the figure they lead to; so what is
compared is, wherever possible, what was reported.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from jzdesk.models.assess.case import MET, NOT_MET, Base, Case, Why, class_place, exact, unit_factor
from jzdesk.models.period import Period

Target = Mapping[str, Any]

FIGURE, CUT, RISE, CLASS, STATE = "figure", "cut", "rise", "class", "state"
_NO_LINE = Why("no_line")


@dataclass(frozen=True, slots=True)
class Ruler:
    """Where a target lies and where its line begins.

    `kind` says what stands on it: the thing itself (`FIGURE`), percent fallen (`CUT`), points gained
    (`RISE`), places of a water class below Ⅰ (`CLASS`), a conclusion (`STATE`). `start` says why where
    there is no line; `whose` base figure it is. `strict` targets are not met by their own figure,
    `same` ones by nothing else, those with `high` by all between; `holds` ones are kept, not arrived at.
    """

    kind: str
    need: Fraction
    up: bool = True
    start: Fraction | Why = _NO_LINE
    start_year: int = 0
    whose: str = ""
    strict: bool = False
    same: bool = False
    holds: bool = False
    high: Fraction | None = None

    def short(self, have: Fraction, need: Fraction | None = None) -> Fraction:
        """Return how far `have` stays behind the target (or `need`); zero or less where it does not."""
        if self.high is not None:
            return max(self.need - have, have - self.high, Fraction(0))
        goal = self.need if need is None else need
        if self.same:
            return abs(goal - have)
        return goal - have if self.up else have - goal

    def reached(self, have: Fraction) -> bool:
        """Tell whether `have` meets the target."""
        return self.short(have) < 0 if self.strict else self.short(have) <= 0


def ruler(case: Case, target: Target) -> Ruler | Why:
    """Return the ruler of one target, or why there is none."""
    op = target["op"]
    if case.value in {MET, NOT_MET} and op in _QUALITATIVE:
        return Ruler(STATE, Fraction(1), holds=op in HOLDING)
    make = _MAKERS.get(op)
    return Why("unknown_op", {"op": op}) if make is None else make(case, target)


def reading(case: Case, target: Target, on: Ruler) -> Fraction | Why:
    """Return where the case's value stands on the ruler, in the ruler's unit, or why that cannot be said."""
    if on.kind == STATE:
        return Fraction(case.value == MET)
    if on.kind == CLASS:
        place = class_place(case.value)
        return Why("not_class") if place is None else Fraction(-place)
    if on.kind == CUT and target.get("cumulative"):
        return _summed(case, target)
    figure = exact(case.value)
    return Why("not_figure") if figure is None else figure


def _number(case: Case, target: Target) -> Ruler | Why:
    """Lay out a figure to reach: `>=`, `<=`, `<`, `=`, `approx`, `within`."""
    need = _needed(case, target, target["value"])
    if isinstance(need, Why):
        return need
    op, direction = target["op"], case.indicator.get("direction")
    down = op in {"<=", "<", "within"} or (op in {"=", "approx"} and direction == "down")
    same = op == "=" and direction not in {"up", "down"}
    on = Ruler(FIGURE, need, not down, strict=op == "<", same=same)
    return on if same else _with_base(case, on)


def _needed(case: Case, target: Target, value: str) -> Fraction | Why:
    factor = unit_factor(str(target["unit"]), case.figures_unit)
    if factor is None:
        return Why("unit", {"unit": case.figures_unit, "other": target["unit"]})
    if not case.same_basis_as(target):
        return Why("basis")
    return Fraction(Decimal(value)) * factor


def _with_base(case: Case, on: Ruler) -> Ruler:
    """Return a ruler of the thing itself with its line begun at the base year's figure."""
    known = case.indicator.get("baseline") or {}
    year = int(known.get("year") or case.start)
    base = case.base(year)
    if isinstance(base, Why):
        return replace(on, start=base)
    return replace(on, start=base.value, start_year=year, whose=base.whose)


def _range(case: Case, target: Target) -> Ruler | Why:
    low, high = (_needed(case, target, v) for v in target["value"])
    if isinstance(low, Why):
        return low
    return Ruler(FIGURE, low, high=high if isinstance(high, Fraction) else None)


def _class(_case: Case, target: Target) -> Ruler | Why:
    place = class_place(target["value"])
    return Why("not_class") if place is None else Ruler(CLASS, Fraction(-place))


def _eliminate(case: Case, _target: Target) -> Ruler | Why:
    return _with_base(case, Ruler(FIGURE, Fraction(0), up=False))


def _all_of_it(case: Case, _target: Target) -> Ruler | Why:
    """`full` and `standard`: all that is measured, where a share is reported; else a conclusion is needed.

    A concentration is never judged here: the plan names no limit for what is to be 达标.
    """
    if isinstance(case.value, Decimal) and case.figures_unit == "%":
        return _with_base(case, Ruler(FIGURE, Fraction(100)))
    return Why("qualitative")


def _changed(case: Case, target: Target) -> Ruler | Why:
    """`reduce_pct` and `increase_pp`: from the base figure to what it leads to, or as reported change."""
    amount, year = Fraction(Decimal(target["value"])), case.base_year(target)
    falls = target["op"] == "reduce_pct"
    if not case.level:
        start = Why("no_base_year") if year is None else Fraction(0)
        return Ruler(CUT if falls else RISE, amount, start=start, start_year=year or 0)
    base = _own_base(case, year)
    if isinstance(base, Why):
        return base
    if falls and base.value <= 0:
        return Why("base_not_positive")
    need = base.value * (100 - amount) / 100 if falls else base.value + amount
    return Ruler(FIGURE, need, not falls, base.value, year or 0, base.whose)


def _own_base(case: Case, year: int | None) -> Base | Why:
    """Return the base figure for what counts from it: a county's never counts from the city's."""
    base = case.base(year)
    return Why("base_of_city", {"year": year}) if isinstance(base, Base) and base.whose == "city" else base


def _summed(case: Case, target: Target) -> Fraction | Why:
    """Return the yearly falls since the base year added up; the plan prints such a target as `[10]`."""
    if case.at.kind != "year":
        return Why("only_to_date")
    first = (case.base_year(target) or case.start) + 1
    if case.at.year < first:
        return Why("before_base", {"year": first - 1})
    total = Fraction(0)
    for year in range(first, case.at.year + 1):
        figure = exact(case.series.get(Period(year, "year", 0)))
        if figure is None:
            return Why("missing_year", {"year": year})
        total += figure
    return total


def _kept(case: Case, target: Target) -> Ruler | Why:
    """`stable`: not worse than the base year, or than the year before where the base year has nothing."""
    place = class_place(case.value)
    if place is not None:
        first = class_place(case.series.get(Period(case.start, "year", 0)))
        before = class_place(case.series.get(case.at.last_year)) if first is None else first
        if before is None:
            return Why("no_earlier", {"year": case.start})
        return Ruler(CLASS, Fraction(-before), holds=True)
    direction = case.indicator.get("direction")
    if direction not in {"up", "down"} or exact(case.value) is None:
        return Why("qualitative")
    base = _own_base(case, case.start)
    return _compared(case, target, direction == "up", (base, _last_year(case)))


def _growth(case: Case, target: Target) -> Ruler | Why:
    """`decline` and `zero_growth`: against the year before, as growth is counted, else the base year."""
    if not case.level:
        return Why("qualitative")
    return _compared(case, target, False, (_last_year(case), _own_base(case, case.start)))


def _compared(case: Case, target: Target, up: bool, with_: tuple[Base | Why, Base | Why]) -> Ruler | Why:
    base = with_[0] if isinstance(with_[0], Base) else with_[1]
    if isinstance(base, Why):
        return Why("no_earlier", {"year": case.start})
    return Ruler(FIGURE, base.value, up, strict=target["op"] == "decline", holds=True, whose=base.whose)


def _last_year(case: Case) -> Base | Why:
    figure, other = exact(case.series.get(case.at.last_year)), case.bases.get(case.at.last_year)
    if figure is None or other != case.bases.get(case.at):
        return Why("no_earlier", {"year": case.start})
    return Base(figure, "last_year")


HOLDING = frozenset({"stable", "decline", "zero_growth"})
"""Kinds that are kept up year by year; not met for good before their year is over."""
_QUALITATIVE = {"full", "standard", "eliminate", *HOLDING}
_MAKERS: dict[str, Callable[[Case, Target], Ruler | Why]] = {
    ">=": _number,
    "<=": _number,
    "<": _number,
    "=": _number,
    "approx": _number,
    "within": _number,
    "range": _range,
    "class_at_least": _class,
    "eliminate": _eliminate,
    "full": _all_of_it,
    "standard": _all_of_it,
    "reduce_pct": _changed,
    "increase_pp": _changed,
    "stable": _kept,
    "decline": _growth,
    "zero_growth": _growth,
    "provincial": lambda _case, _target: Why("provincial"),
}
