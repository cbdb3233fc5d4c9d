"""Where the present pace ends in the target year, and which pace per quarter is still needed.

The pace is the mean change per year over the same part of each year, so that winters are compared with
winters; its range is that of the single years. It is an extrapolation, and says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

from jzdesk.models.assess import wording
from jzdesk.models.assess.case import Case, Why
from jzdesk.models.assess.path import decimal
from jzdesk.models.assess.ruler import Ruler, reading, ruler
from jzdesk.words import say

MIN_POINTS = 3
"""Years needed: fewer than three give one change, and no range."""
_NEVER = {"eliminate", "full", "standard", "stable", "provincial", "decline", "zero_growth", "class_at_least"}


@dataclass(frozen=True, slots=True)
class Forecast:
    """A pace carried on to the target year: figures in `unit`, at most four places.

    `ends` is where the mean pace leads, `best` and `worst` where the best and worst single year's would;
    `needed` is the change per quarter still needed (None when the target is met or no quarter is left).
    """

    ends: Decimal
    best: Decimal
    worst: Decimal
    reaches: bool
    pace: Decimal
    needed: Decimal | None
    quarters_left: int
    years: tuple[int, ...]
    unit: str
    text: str


@dataclass(frozen=True, slots=True)
class NoForecast:
    """Why there is none, as a sentence with its name."""

    code: str
    text: str


def forecast(case: Case, target: Mapping[str, Any]) -> Forecast | NoForecast:
    """Carry the present pace of a case on to the year of one of its targets."""
    on = _basis(case, target)
    if isinstance(on, NoForecast):
        return on
    points = _points(case, target, on)
    if len(points) < MIN_POINTS:
        return _none("few_points", found=len(points), needed=MIN_POINTS)
    return _carried_on(case, target, on, points)


def _basis(case: Case, target: Mapping[str, Any]) -> Ruler | NoForecast:
    """Return the ruler to forecast on, or why there is nothing to forecast."""
    if target["op"] in _NEVER:
        return _none("not_numeric")
    if not target.get("year"):
        return _none("no_year")
    if case.at.year >= int(target["year"]):
        return _none("over", year=target["year"])
    if case.part_of_year:
        return _none("part_of_year")
    on = ruler(case, target)
    if isinstance(on, Why):
        return NoForecast(on.code, say(f"models.assess.why.{on.code}", **on.fields))
    return on


def _points(case: Case, target: Mapping[str, Any], on: Ruler) -> list[tuple[int, Fraction]]:
    """Return the years, oldest first, whose same period has a figure on the same basis, without a gap."""
    found: list[tuple[int, Fraction]] = []
    here, period = case.bases.get(case.at), case.at
    while case.bases.get(period) == here:
        value = reading(replace(case, at=period), target, on)
        if isinstance(value, Why):
            break
        found.insert(0, (period.year, value))
        period = period.last_year
    return found


def _carried_on(
    case: Case, target: Mapping[str, Any], on: Ruler, points: list[tuple[int, Fraction]]
) -> Forecast:
    now, years = points[-1][1], int(target["year"]) - case.at.year
    steps = [b[1] - a[1] for a, b in pairwise(points)]
    pace = sum(steps, Fraction(0)) / len(steps)
    ends, low, high = (_bounded(case, now + step * years) for step in (pace, min(steps), max(steps)))
    best, worst = (high, low) if on.up else (low, high)
    quarters = years * 4
    needed = None if on.reached(now) else (_goal(on, now) - now) / quarters
    unit = wording.unit_on(on, case.figures_unit)
    reaches = on.reached(ends)
    fields = {
        "first": points[0][0], "last": points[-1][0], "count": len(points), "year": target["year"],
        "season": "" if case.at.last_day.month == 12 else say("models.assess.forecast.season"),
        **{name: wording.tell(on, figure, case.figures_unit, ours=True)
           for name, figure in (("ends", ends), ("best", best), ("worst", worst))},
        "target": wording.target_in_words(on, target, unit),
        "verdict": say(f"models.assess.forecast.{'reaches' if reaches else 'fails'}"),
    }  # fmt: skip
    text = say("models.assess.forecast.text", **fields) + _needed_text(needed, quarters, unit)
    return Forecast(
        decimal(ends), decimal(best), decimal(worst), reaches, decimal(pace / 4),
        None if needed is None else decimal(needed), quarters, tuple(y for y, _ in points), unit, text,
    )  # fmt: skip


def _goal(on: Ruler, now: Fraction) -> Fraction:
    """Return the nearest figure that meets the target."""
    return on.high if on.high is not None and now > on.high else on.need


def _bounded(case: Case, value: Fraction) -> Fraction:
    """Return a figure carried on, kept within what there can be: no less than nothing, no more than all."""
    if not case.level:
        return value
    value = max(value, Fraction(0))
    return min(value, Fraction(100)) if case.figures_unit == "%" else value


def _needed_text(needed: Fraction | None, quarters: int, unit: str) -> str:
    if needed is None:
        return say("models.assess.forecast.met")
    word = "up" if needed > 0 else "down"
    points = unit in {"%", say("models.assess.unit.rise")}
    change = (
        say("models.assess.tell.points", value=wording.figure(abs(needed), ours=True))
        if points
        else wording.with_unit(abs(needed), unit, ours=True)
    )
    return say(f"models.assess.forecast.needed_{word}", change=change, quarters=quarters)


def _none(code: str, **fields: object) -> NoForecast:
    return NoForecast(code, say(f"models.assess.forecast.none_{code}", **fields))
