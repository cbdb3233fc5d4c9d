"""剩余控制值: what the rest of the year may still bring for the year's target to be met.

Days that are still to come are all taken as valid ones; with fewer of them the figures are milder.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from jzdesk.models import quantity
from jzdesk.models.period import Period
from jzdesk.words import say


@dataclass(frozen=True, slots=True)
class RemainingMean:
    """What the rest of the year may average; `value` is None when nothing can help or no day is left."""

    value: Decimal | None
    text: str


@dataclass(frozen=True, slots=True)
class RemainingDays:
    """How many 优良天数 are still needed, and how many days are left."""

    days: int
    left: int
    text: str


def days_left(at: Period) -> int:
    """Return the days of the year after the end of `at`."""
    return (date(at.year, 12, 31) - at.last_day).days


def rest_mean(
    limit: Decimal, so_far: Decimal, valid_days: int, left: int, *, places: int = 0, unit: str = ""
) -> RemainingMean:
    """Return what the remaining days may average for the yearly mean to stay at or below `limit`.

    `so_far` is the reported 1—本季累计 over `valid_days`, all figures in `unit`; weights are days. The
    answer is exact until it is rounded once, half up, to `places`.
    """
    fields = {"limit": quantity.plain_any(limit), "unit": unit, "left": left, "days": valid_days}
    sum_so_far, whole = Fraction(so_far) * valid_days, Fraction(limit) * (valid_days + left)
    if left <= 0:
        met = so_far <= limit
        word = "mean_over_met" if met else "mean_over_missed"
        return RemainingMean(None, say(f"models.assess.remaining.{word}", **fields))
    rest = (whole - sum_so_far) / left
    if rest < 0:
        return RemainingMean(None, say("models.assess.remaining.mean_lost", **fields))
    value = quantity.quotient(Decimal(rest.numerator), Decimal(rest.denominator), places)
    text = say("models.assess.remaining.mean", value=quantity.plain(value, places), **fields)
    return RemainingMean(value, text)


def rest_days(need: Decimal, so_far: int, valid_days: int, left: int, *, ratio: bool = True) -> RemainingDays:
    """Return how many 优良天数 are lacking to `need`: percent of the year's valid days, else days."""
    goal = Fraction(need) * (valid_days + left) / 100 if ratio else Fraction(need)
    lacking = max(-((so_far - goal) // 1), 0)
    fields = {"days": lacking, "left": left}
    word = "days_met" if not lacking else "days" if lacking <= left else "days_lost"
    return RemainingDays(lacking, left, say(f"models.assess.remaining.{word}", **fields))
