"""报出期限: by when a period is to be handed in, how many working days are left, and what came in time.

No due date is in the plan. The office registers it from the city's notice; what the city has handed down in
its file, the newest one, stands above what the office wrote.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from jzdesk import resource
from jzdesk.errors import RefusedError
from jzdesk.models import workflow
from jzdesk.models.calendar import Calendar
from jzdesk.models.letters import RECEIPT
from jzdesk.models.value import clean_text
from jzdesk.records import dataclass, values
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.desk.office import Office
    from jzdesk.models.period import Period

OFFICE, CITY = "office", "city"
"""Who says it: the office itself, from a notice on paper, or the city's 下发文件."""
ON_TIME, LATE, MISSING, NO_DUE_DATE = "on_time", "late", "missing", "no_due_date"
LONGEST = timedelta(days=366)
"""A due date further behind its period is a slip of the pen."""
_LEFT = workflow.HANDED_IN - {workflow.PACKED}


@dataclass(frozen=True, slots=True)
class Deadline:
    """The day by which a period is to be handed in (ISO), by which notice, and who says so."""

    due: str
    basis: str
    source: str

    @property
    def day(self) -> date:
        """The day."""
        return date.fromisoformat(self.due)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a period stands to its due date today.

    `days` are the working days after today up to and with the due day, or those since it, negative; with
    `holidays` false they are weekdays alone. `timely` is `ON_TIME` or `LATE` once it was handed in on
    `handed_on` (ISO) and there is a due date. In the city it is the counties' files that count: `missing`
    names those of which none has come.
    """

    deadline: Deadline | None
    days: int = 0
    over: bool = False
    holidays: bool = True
    handed: bool = False
    handed_on: str = ""
    timely: str = ""
    missing: tuple[str, ...] = ()


@cache
def calendar() -> Calendar:
    """Return the working days as the State Council's notices have them."""
    return Calendar.of(resource.table("calendar/holidays"))


# What is registered


def deadline(office: Office, period: Period) -> Deadline | None:
    """Return a period's due date; None until the city has set it or the office registered it."""
    for one in office.catalogue.data.get("deadlines", ()):
        if one["period"] == str(period):
            return Deadline(one["due"], one["basis"], CITY)
    told = office.store.memos(_name(period)).get(_name(period))
    return Deadline(told["due"], told["basis"], OFFICE) if told else None


def register(office: Office, period: Period, due: date, basis: str) -> Deadline:
    """Register by when a period is to be handed in, and by which notice."""
    _check_free(office, period)
    why = clean_text(basis)
    if not why:
        raise RefusedError(say("desk.deadline.no_basis"))
    if due < period.first_day:
        raise RefusedError(say("desk.deadline.early", day=due.isoformat(), period=period.title))
    if due > period.last_day + LONGEST:
        raise RefusedError(say("desk.deadline.far", day=due.isoformat(), period=period.title))
    found = Deadline(due.isoformat(), why, OFFICE)
    _write(office, period, found, say("desk.deadline.trail", day=found.due, basis=why))
    return found


def withdraw(office: Office, period: Period) -> None:
    """Take back what the office registered."""
    _check_free(office, period)
    _write(office, period, None, say("desk.deadline.trail_gone"))


def _check_free(office: Office, period: Period) -> None:
    if office.backfilled(period):
        raise RefusedError(say("desk.deadline.backfilled", period=period.title))
    known = deadline(office, period)
    if known is not None and known.source == CITY:
        raise RefusedError(say("desk.deadline.city", day=known.due, basis=known.basis))


def _name(period: Period) -> str:
    return f"due/{period}"


def _write(office: Office, period: Period, found: Deadline | None, why: str) -> None:
    at = office.stamp
    with office.store.operation("due", period, how="typed", why=why, at=at, step=False) as operation:
        operation.memo(_name(period), values(found) if found else None)


# How it stands


def standing(office: Office, period: Period) -> Standing:
    """Return how a period stands to its due date today."""
    return stands(office, period, deadline(office, period))


def stands(office: Office, period: Period, found: Deadline | None) -> Standing:
    """Return how a period stands today to the due date that was found."""
    missing = missing_counties(office, period) if office.is_city and not office.backfilled(period) else ()
    handed, handed_on = _handed(office, period) if not office.is_city else (not missing, "")
    if found is None:
        return Standing(None, handed=handed, handed_on=handed_on, missing=missing)
    days, known = calendar().between(office.today, found.day), calendar().knows(office.today, found.day)
    timely = timeliness(found, handed_on) if handed_on else ""
    over = office.today > found.day
    return Standing(found, days, over, known, handed, handed_on, timely, missing)


def timeliness(found: Deadline | None, received_on: str) -> str:
    """Return whether what was received on a day (ISO; empty for nothing) was in time."""
    if not received_on:
        return MISSING
    if found is None:
        return NO_DUE_DATE
    return ON_TIME if received_on <= found.due else LATE


def _handed(office: Office, period: Period) -> tuple[bool, str]:
    """Return whether the period ever left the office, and the day by which its first file is judged.

    The day on which the city received it decides; until its receipt is here, the day it was sent.
    """
    record = office.store.period(period)
    facts = record.facts
    received = _received(office, period)
    day = received.get(1) or str(facts.get("first_sent_on") or facts.get("sent_on") or "")
    return bool(day or received or record.state in _LEFT), day or min(received.values(), default="")


def _received(office: Office, period: Period) -> dict[int, str]:
    """Return the days on which the city received the office's files, by revision, from its receipts."""
    found: dict[int, str] = {}
    for letter in office.store.letters(office.unit, period):
        if letter.kind == RECEIPT and letter.revision is not None:
            day = json.loads(office.store.letter_content(letter.id)).get("received_on")
            if day:
                found[letter.revision] = str(day)
    return found


def arrivals(office: Office, period: Period) -> dict[str, str]:
    """Return the day (ISO) on which each county's first file of a period came: it decides 及时.

    A correction that comes later makes nobody late.
    """
    found: dict[str, str] = {}
    for one in office.store.submissions(None, period):
        day = str(one.facts.get("received_on") or "")
        if office.catalogue.has_county(one.unit) and day:
            found[one.unit] = min(day, found.get(one.unit, day))
    return found


def overdue(office: Office, period: Period) -> int:
    """Return how many counties have not handed in although the due date has passed."""
    found = standing(office, period)
    return len(found.missing) if found.over else 0


def missing_counties(office: Office, period: Period) -> tuple[str, ...]:
    """Return the names of the counties of which no file has come, in the order of their codes."""
    came = {one.unit for one in office.store.submissions(None, period)}
    return tuple(office.catalogue.division(c).name for c in office.catalogue.counties if c not in came)
