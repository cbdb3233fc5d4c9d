"""One figure of every county on one axis: plain values, in the groups in which the city ranks them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from jzdesk.models.entry import Key


@dataclass(frozen=True, slots=True)
class Bar:
    """One office. `why` says why it has no figure, or why its figure is not to be compared.

    `tied` tells that others share its place, `standin` that the figure is a 代用数; `approved` is the 核定数
    beside what was reported; `aim` is the office's own target or plan.
    """

    unit: str
    name: str
    value: Decimal | None
    why: str = ""
    place: int = 0
    tied: bool = False
    standin: bool = False
    approved: Decimal | None = None
    aim: Decimal | None = None

    @property
    def compared(self) -> bool:
        """There is a figure, and it may stand beside the others."""
        return self.value is not None and not self.why


@dataclass(frozen=True, slots=True)
class Group:
    """Counties that are ranked among themselves, all of them, in the order in which they are shown."""

    name: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Goal:
    """What the figures are measured against, in words. `up` where more is better, None where neither is.

    `value` is there where all offices have the same one; else each bar has its own.
    """

    text: str
    value: Decimal | None = None
    up: bool | None = None


@dataclass(frozen=True, slots=True)
class Axis:
    """A measure with every county's figure. `ranked` tells that they stand by their places.

    `own` is 市本级, where it answers; `key` is the measure's line in the table of totals, if it has one.
    """

    code: str
    title: str
    unit: str
    places: int
    groups: tuple[Group, ...]
    own: Bar | None = None
    ranked: bool = False
    goal: Goal | None = None
    key: Key | None = None
    notes: tuple[str, ...] = ()

    @property
    def bars(self) -> Iterator[Bar]:
        """Every county's bar, then that of 市本级."""
        for group in self.groups:
            yield from group.bars
        if self.own is not None:
            yield self.own

    @property
    def told(self) -> bool:
        """Any office has a figure."""
        return any(bar.value is not None for bar in self.bars)


def by_size(bars: Iterator[Bar]) -> tuple[Bar, ...]:
    """Return bars from the largest figure to the smallest, those without one last, as they came."""
    known = list(bars)
    return tuple(sorted(known, key=lambda b: (b.value is None, -(b.value or Decimal(0)))))
