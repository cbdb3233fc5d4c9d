"""All that the charts of a city show of its counties in a period."""

from __future__ import annotations

from dataclasses import dataclass

from jzdesk.models.across.axis import Axis
from jzdesk.models.across.handed import Handed
from jzdesk.models.period import Period


@dataclass(frozen=True, slots=True)
class Across:
    """The counties beside each other: their figures, the forms of the period, the periods up to it."""

    period: Period
    place: str
    practice: bool
    axes: tuple[Axis, ...] = ()
    forms: Handed | None = None
    periods: Handed | None = None
