"""Quarters, half-years and years, and how they lie to each other."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache, total_ordering

from jzdesk.errors import UsageError
from jzdesk.models.quantity import visible
from jzdesk.records import dataclass
from jzdesk.words import say

_SHAPE = re.compile(r"(\d{4})(?:Q([1-4])|H([12]))?", re.ASCII)
KINDS = ("quarter", "half", "year")
_MONTHS = {"quarter": 3, "half": 6, "year": 12}


def end_of_month(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """One reporting period: `kind` is `quarter`, `half` or `year`; `index` counts from 1 (0 for a year)."""

    year: int
    kind: str
    index: int

    def __hash__(self) -> int:
        return self.year * 10 + self.index

    @classmethod
    def parse(cls, text: str) -> Period:
        """Return the period written as `2018Q3`, `2018H2` or `2018`; else raise `UsageError`."""
        found = _SHAPE.fullmatch(text.strip().upper())
        if found is None:
            raise UsageError(say("models.period.shape", text=visible(text)))
        year, quarter, half = found.groups()
        if quarter:
            return _known(int(year), "quarter", int(quarter))
        if half:
            return _known(int(year), "half", int(half))
        return _known(int(year), "year", 0)

    @classmethod
    def from_code(cls, code: int) -> Period:
        """Return the period stored as the integer `code` (see `code`)."""
        year, digit = divmod(code, 10)
        if digit == 0:
            return _known(year, "year", 0)
        return _known(year, "quarter", digit) if digit <= 4 else _known(year, "half", digit - 4)

    @property
    def code(self) -> int:
        """The period as one integer: the year, then 1–4 for quarters, 5–6 for halves, 0 for the year."""
        return self.year * 10 + {"quarter": self.index, "half": self.index + 4, "year": 0}[self.kind]

    def __str__(self) -> str:
        mark = {"quarter": f"Q{self.index}", "half": f"H{self.index}", "year": ""}[self.kind]
        return f"{self.year:04d}{mark}"

    @property
    def title(self) -> str:
        """The period in words, such as 2018年第三季度."""
        return _title(self.year, self.kind, self.index)

    @property
    def months(self) -> int:
        """How many months the period lasts."""
        return _MONTHS[self.kind]

    @property
    def first_day(self) -> date:
        """The first day of the period."""
        return date(self.year, (max(self.index, 1) - 1) * self.months + 1, 1)

    @property
    def last_day(self) -> date:
        """The last day of the period."""
        month = max(self.index, 1) * self.months
        return end_of_month(self.year, month)

    @property
    def previous(self) -> Period:
        """The period of the same kind just before this one."""
        if self.kind == "year":
            return _known(self.year - 1, "year", 0)
        if self.index > 1:
            return _known(self.year, self.kind, self.index - 1)
        return _known(self.year - 1, self.kind, 12 // self.months)

    def inside(self, kind: str) -> Period:
        """Return the quarter, half-year or year (`kind`) in which this period ends."""
        months = _MONTHS[kind]
        return _known(self.year, kind, 0 if kind == "year" else -(-self.last_day.month // months))

    @property
    def last_year(self) -> Period:
        """The same period a year earlier."""
        return _known(self.year - 1, self.kind, self.index)

    @property
    def year_to_date(self) -> tuple[Period, ...]:
        """The periods of this kind from the start of the year up to and with this one."""
        if self.kind == "year":
            return (self,)
        return tuple(_known(self.year, self.kind, i) for i in range(1, self.index + 1))

    @property
    def quarters(self) -> tuple[Period, ...]:
        """The quarters that lie inside this period."""
        if self.kind == "quarter":
            return (self,)
        first = 1 if self.kind == "year" else self.index * 2 - 1
        return tuple(_known(self.year, "quarter", i) for i in range(first, first + self.months // 3))

    @property
    def _place(self) -> tuple[int, int]:
        """Where the period stands in order: by its last month, then the shorter one first."""
        months = _MONTHS[self.kind]
        return self.year * 12 + max(self.index, 1) * months, months

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Period):
            return NotImplemented
        return self._place < other._place


_KEPT = 512
"""Of so many periods the value and the words are kept: as keys they are then found without being compared."""


@lru_cache(_KEPT)
def _known(year: int, kind: str, index: int) -> Period:
    return Period(year, kind, index)


@lru_cache(_KEPT)
def _title(year: int, kind: str, index: int) -> str:
    if kind == "year":
        return say("models.period.year", year=year)
    names = say(f"models.period.{kind}_names").split()
    return say(f"models.period.{kind}", year=year, name=names[index - 1])


def of_day(day: date) -> Period:
    """Return the quarter that `day` lies in."""
    return _known(day.year, "quarter", (day.month + 2) // 3)
