"""A scale with a few round ticks around the figures to be shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from jzdesk.models import quantity

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


@dataclass(frozen=True, slots=True)
class Scale:
    """From `low` to `high`; `ticks` with their texts."""

    low: Decimal
    high: Decimal
    ticks: tuple[tuple[Decimal, str], ...]

    def share(self, value: Decimal) -> float:
        """Return where a figure lies, from 0 to 1."""
        return float((value - self.low) / (self.high - self.low))


def scale(values: Sequence[Decimal], *, from_zero: bool = False, parts: int = 3) -> Scale:
    """Return a scale of about so many parts that holds all the figures."""
    least, most = min(values), max(values)
    if from_zero:
        least, most = min(least, Decimal(0)), max(most, Decimal(0))
    if least == most:
        least, most = (Decimal(0), Decimal(1)) if least == 0 else sorted((Decimal(0), most * 2))
    step = _step((most - least) / parts)
    low = (least / step).to_integral_value(ROUND_FLOOR) * step
    high = (most / step).to_integral_value(ROUND_CEILING) * step
    count = int((high - low) / step)
    places = max(0, -int(step.normalize().as_tuple().exponent))
    ticks = tuple((low + step * n, quantity.show(low + step * n, places)) for n in range(count + 1))
    return Scale(low, high, ticks)


def _step(wanted: Decimal) -> Decimal:
    tens = Decimal(1).scaleb(wanted.adjusted())
    return next(tens * step for step in _STEPS if tens * step >= wanted)
