"""What has come from every county as a table: a period form by form, the years period by period."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from jzdesk.desk import coverage, deadlines
from jzdesk.desk.office import Office
from jzdesk.models import calendar
from jzdesk.models.across import handed as kinds
from jzdesk.models.across.handed import Handed, Head, Line, Square
from jzdesk.models.form import Form
from jzdesk.models.period import KINDS, Period
from jzdesk.words import say

_FORMS = {"nil": kinds.NIL, "filled": kinds.FILLED, "open": kinds.OWED, "none": kinds.BLANK}
_TIMES = {deadlines.ON_TIME: kinds.ON_TIME, deadlines.LATE: kinds.LATE, deadlines.NO_DUE_DATE: kinds.CAME}
_W = "desk.handed_map"


# Form by form


def forms(office: Office, period: Period) -> Handed:
    """Return what came of each form of a period."""
    due = [form for form in office.catalogue.forms if form.due(period.kind)]
    heads = tuple(Head(form.id, form.short, period) for form in due)
    covered = coverage.coverage(office, period)
    waits = _waits(office, period)
    lines = tuple(_of_forms(unit, due, period, waits=waits) for unit in covered["units"])
    day = (
        say(f"{_W}.due", day=calendar.told(date.fromisoformat(covered["due"])))
        if covered["due"]
        else say(f"{_W}.no_due")
    )
    counts = say(f"{_W}.counts", of=covered["of"], received=covered["received"], accepted=covered["accepted"])
    return Handed(heads, lines, period, period, f"{counts}{day}{say(f'{_W}.newest')}")


def _of_forms(unit: Mapping[str, Any], due: list[Form], period: Period, *, waits: bool) -> Line:
    came = unit["revision"] is not None
    missing = kinds.WAITING if waits else kinds.MISSING
    squares = []
    for form in due:
        state = unit["forms"][form.id]
        kind = _FORMS[state] if came else missing
        if not _asked(form, unit["unit"], period) and state in {"none", "open"}:
            kind = kinds.NONE
        squares.append(Square(kind))
    return Line(unit["unit"], unit["name"], tuple(squares), _state(unit, waits=waits))


def _state(unit: Mapping[str, Any], *, waits: bool) -> str:
    """Return how far a county's file is, and whether it came in time."""
    if unit["revision"] is None:
        return say(f"{_W}.not_due" if waits else f"{_W}.not_in")
    time = unit["timeliness"]
    late = say(f"{_W}.{time}") if time in {deadlines.ON_TIME, deadlines.LATE} else ""
    return say(f"{_W}.state", state=unit["state"], time=late) if late else str(unit["state"])


def _asked(form: Form, unit: str, period: Period) -> bool:
    """Tell whether a county has a form: a row of it, or a list it may add to."""
    rows = any(unit in row.scope and period.kind in row.frequencies for row in form.rows)
    return rows or any(
        block.template is not None
        and unit in block.template.scope
        and period.kind in block.template.frequencies
        for block in form.blocks
    )


def _waits(office: Office, period: Period) -> bool:
    """Tell whether a period may still come in time: it is not over, or its day has not passed."""
    due, today = deadlines.deadline(office, period), office.today
    return period.last_day >= today or (due is not None and today <= due.day)


# Period by period


def periods(office: Office, last: Period) -> Handed:
    """Return what came of each period from the first year that is reported to the end of a period's year."""
    found = list(_periods(office, last.year))
    columns = [_column(office, period) for period in found]
    lines = tuple(
        Line(unit, office.catalogue.division(unit).name, tuple(column[unit] for column in columns))
        for unit in office.catalogue.counties
    )
    heads = tuple(
        Head(str(p), _short(p), p, say(f"{_W}.year", year=p.year)) for p in found
    )  # fmt: skip
    return Handed(heads, lines, found[0], found[-1], say(f"{_W}.first"))


def _periods(office: Office, last: int) -> Iterator[Period]:
    """Yield the periods for which there is any form, in their order."""
    asked = [kind for kind in KINDS if any(form.due(kind) for form in office.catalogue.forms)]
    for year in range(office.catalogue.reported_from, last + 1):
        counts = {"quarter": range(1, 5), "half": range(1, 3), "year": range(1)}
        yield from sorted(Period(year, kind, index) for kind in asked for index in counts[kind])


def _short(period: Period) -> str:
    return say(f"{_W}.short.{period.kind}{period.index}")


def _column(office: Office, period: Period) -> dict[str, Square]:
    """Return how a period stands with every county.

    As 上报率 has it, nobody is asked for one for which no day is registered and no county's file came.
    """
    due, came = deadlines.deadline(office, period), deadlines.arrivals(office, period)
    newest = coverage.newest(office, period)
    lacks = kinds.MISSING if due is not None or came else kinds.UNASKED
    if _waits(office, period):
        lacks = kinds.WAITING
    found: dict[str, Square] = {}
    for unit in office.catalogue.counties:
        submission, day = newest.get(unit), came.get(unit, "")
        if submission is None:
            found[unit] = Square(lacks)
        elif submission.state in coverage.PUT_ASIDE:
            found[unit] = Square(kinds.BACK, say(f"{_W}.on", day=day) if day else "")
        else:
            kind = _TIMES[deadlines.timeliness(due, day)] if day else kinds.CAME
            found[unit] = Square(kind, say(f"{_W}.on", day=day) if day else "")
    return found
