"""Days as they are read, and working days between two of them, by the State Council's holiday notices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from jzdesk.records import dataclass
from jzdesk.words import say

DAY = timedelta(days=1)
SATURDAY = 5


def told(day: date) -> str:
    """Return a day as it is read: `2018年10月8日`."""
    return say("models.calendar.day", year=day.year, month=day.month, day=day.day)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days off and the weekend days worked of some years; in any other year weekdays are worked."""

    years: frozenset[int]
    off: frozenset[date]
    worked: frozenset[date]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Calendar:
        """Return the calendar of a parsed `holidays.toml`; `ValueError` names a day that cannot be right."""
        years = frozenset(year["year"] for year in data["year"])
        off = frozenset(
            day for year in data["year"] for first, last in year["off"]
            for day in _days(_day(first), _day(last))
        )  # fmt: skip
        worked = frozenset(_day(day) for year in data["year"] for day in year["on"])
        for day in sorted(off | worked):
            if day.year not in years or day in off & worked or (day in worked and day.weekday() < SATURDAY):
                raise ValueError(f"holidays.toml: {day}")
        return cls(years, off, worked)

    def works(self, day: date) -> bool:
        """Tell whether offices work on a day."""
        return day in self.worked or (day.weekday() < SATURDAY and day not in self.off)

    def between(self, after: date, last: date) -> int:
        """Return how many working days follow `after` up to and with `last`; negative in the other order."""
        if last < after:
            return -self.between(last, after)
        return sum(self.works(day) for day in _days(after + DAY, last))

    def knows(self, one: date, other: date) -> bool:
        """Tell whether holidays are known of every year from one day to another."""
        first, last = sorted((one.year, other.year))
        return self.years.issuperset(range(first, last + 1))


def _day(told: Any) -> date:
    """Return a day of TOML, or of JSON, where it is a text."""
    return told if isinstance(told, date) else date.fromisoformat(told)


def _days(first: date, last: date) -> Iterator[date]:
    """Yield the days from `first` to `last`, none where that is earlier."""
    day = first
    while day <= last:
        yield day
        day += DAY
