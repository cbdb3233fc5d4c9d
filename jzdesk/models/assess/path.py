"""The straight line from the base year to the target year. It is ours: the plan has no figures between."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from jzdesk.models import quantity
from jzdesk.models.assess.case import Why
from jzdesk.models.assess.ruler import Ruler
from jzdesk.models.period import Period
from jzdesk.words import say

PLACES = 4
"""Decimals at which figures of the line and distances are handed on; comparing is exact."""


@dataclass(frozen=True, slots=True)
class Path:
    """A straight line: `start` at the end of `start_year`, `end` at the end of `end_year`.

    `whose` base figure it starts from: `given`, `own`, `plan`, or `city` (the whole city's, for a county).
    """

    start_year: int
    start: Fraction
    end_year: int
    end: Fraction
    whose: str
    kind: str

    @property
    def method(self) -> str:
        """What must stand beside every figure of the line."""
        word = "method_city" if self.whose == "city" else "method"
        return say(f"models.assess.path.{word}", year=self.start_year)

    def share(self, period: Period) -> Fraction:
        """Return which part of the line's time is over at the end of `period`, from 0 to 1."""
        months = (period.year - 1 - self.start_year) * 12 + period.last_day.month
        return min(max(Fraction(months, (self.end_year - self.start_year) * 12), Fraction(0)), Fraction(1))

    def at(self, period: Period) -> Fraction:
        """Return the line's figure at the end of `period`."""
        return self.start + (self.end - self.start) * self.share(period)

    @property
    def points(self) -> tuple[tuple[int, Decimal], ...]:
        """The line's figure at the end of each of its years, base year and target year included."""
        years = range(self.start_year, self.end_year + 1)
        return tuple((y, decimal(self.at(Period(y, "year", 0)))) for y in years)


def path(on: Ruler, target: Mapping[str, Any]) -> Path | Why:
    """Return the line of a target laid out as a ruler, or why it has none.

    Where the base figure meets the target already, the line is level: what was reached is to be kept.
    """
    if isinstance(on.start, Why):
        return on.start
    if not target.get("year"):
        return Why("no_year")
    end_year = int(target["year"])
    if end_year <= on.start_year:
        return Why("no_line")
    start = on.need if on.reached(on.start) else on.start
    return Path(on.start_year, start, end_year, on.need, on.whose, on.kind)


def decimal(value: Fraction, places: int = PLACES) -> Decimal:
    """Return a fraction as a decimal, rounded once half up, without surplus zeros."""
    rounded = quantity.quotient(Decimal(value.numerator), Decimal(value.denominator), places)
    return Decimal(quantity.plain_any(rounded))
