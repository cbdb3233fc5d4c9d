"""What the city knows at the end of a period: each office's sheet, and what the city itself set beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from jzdesk.models.catalogue import CITY, Catalogue
from jzdesk.models.entry import Key
from jzdesk.models.period import KINDS, Period
from jzdesk.models.sheet import Sheet

Row = tuple[str, Period, str, str]
"""Where something was set: office, period, form, row."""
APPROVED, STANDIN = "approved", "standin"


@dataclass(frozen=True)
class Known:
    """All of it, up to the end of `at`.

    `sheets` has one for every office, empty where nothing counts; `codes` the 校验码 of each period that
    does. `whole` are the city's own words (核定数) on figures of all of it, `marks` the rows in which it set
    a figure of one office (`APPROVED`, `STANDIN`), `open` the periods of 市本级 still being filled.
    """

    catalogue: Catalogue
    at: Period
    sheets: Mapping[str, Sheet]
    codes: Mapping[str, Mapping[Period, str]] = field(default_factory=dict)
    whole: Mapping[Period, Mapping[Key, Decimal]] = field(default_factory=dict)
    marks: Mapping[Row, str] = field(default_factory=dict)
    open: frozenset[Period] = frozenset()

    def sheet(self, unit: str, period: Period) -> Sheet:
        """Return an office's sheet as it lay before it at the end of a period."""
        return self.sheets[unit].as_of(period)

    def came(self, unit: str, period: Period) -> bool:
        """Tell whether a file of the office counts in a period, or the city is filling its own."""
        return period in self.codes.get(unit, {}) or (unit == CITY and period in self.open)

    def periods(self, kinds: Iterable[str]) -> tuple[Period, ...]:
        """Return the periods of these kinds of which anything is known, the oldest first."""
        wanted = set(kinds)
        found = {p for sheet in self.sheets.values() for p in (*sheet.earlier, sheet.period)} | set(
            self.whole
        )
        return tuple(sorted(p for p in found if p.kind in wanted and p.last_day <= self.at.last_day))

    @property
    def counties(self) -> int:
        """How many counties' files count in the last period that is over, or inside it."""
        last = newest(self.at, KINDS)
        return sum(any(self.came(unit, p) for p in last) for unit in self.catalogue.counties)


def newest(at: Period, kinds: Iterable[str]) -> tuple[Period, ...]:
    """Return the periods of these kinds that ended last by the end of `at`, the longest first."""
    found = [here if (here := at.inside(kind)).last_day <= at.last_day else here.previous for kind in kinds]
    last = max((p.last_day for p in found), default=at.last_day)
    return tuple(sorted((p for p in found if p.last_day == last), reverse=True))
