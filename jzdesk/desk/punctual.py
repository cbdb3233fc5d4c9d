"""上报率 and 及时率: how many of a year's periods each county handed in, and how many of those in time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from jzdesk.desk import deadlines
from jzdesk.desk.deadlines import Deadline
from jzdesk.desk.office import Office
from jzdesk.models import quantity
from jzdesk.models.period import Period


@dataclass(frozen=True, slots=True)
class Year:
    """A county's year so far: `received` of `expected` periods came, `on_time` of `timed` by their day."""

    expected: int
    received: int
    timed: int
    on_time: int

    @property
    def reporting(self) -> Decimal | None:
        """上报率 in percent; None where nothing was expected yet."""
        return _share(self.received, self.expected)

    @property
    def punctual(self) -> Decimal | None:
        """及时率 in percent, of what was expected by a day; None where no such day is known."""
        return _share(self.on_time, self.timed)

    def plain(self) -> dict[str, Any]:
        """Return it as plain data."""
        rates = {"reporting_rate": self.reporting, "on_time_rate": self.punctual}
        return {
            "expected": self.expected, "received": self.received,
            "timed": self.timed, "on_time": self.on_time,
            **{name: None if rate is None else str(rate) for name, rate in rates.items()},
        }  # fmt: skip


def years(office: Office, period: Period) -> dict[str, Year]:
    """Return every county's year up to and with a period.

    Of the periods of its kind that have ended those are expected for which a 报出期限 is registered, or any
    county has handed in: a store that was made in autumn asks nobody for the spring.
    """
    ended = [p for p in period.year_to_date if p.last_day < office.today]
    told = [(deadlines.deadline(office, p), deadlines.arrivals(office, p)) for p in ended]
    known = [(due, came) for due, came in told if due is not None or came]
    return {code: _of_county(code, known, office.today.isoformat()) for code in office.catalogue.counties}


def _of_county(code: str, known: Sequence[tuple[Deadline | None, Mapping[str, str]]], today: str) -> Year:
    """Return a county's year; what may still come in time is not judged yet."""
    judged = [
        deadlines.timeliness(due, came.get(code, "")) for due, came in known
        if due is not None and (code in came or today > due.due)
    ]  # fmt: skip
    return Year(
        expected=len(known), received=sum(code in came for _, came in known),
        timed=len(judged), on_time=judged.count(deadlines.ON_TIME),
    )  # fmt: skip


def _share(part: int, whole: int) -> Decimal | None:
    return quantity.quotient(Decimal(part * 100), Decimal(whole), 1) if whole else None
