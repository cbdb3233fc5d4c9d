"""The lamp of a task: what was done against 序时进度, the share of its time that is over.

Green is done, or at least `GREEN` of 序时进度; yellow at least `YELLOW` of it; red is less, or not done
when the term is over. Grey is not due. The thresholds are ours and are printed beside every lamp.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from jzdesk.models.assess.path import decimal
from jzdesk.models.period import Period
from jzdesk.words import say

GREEN, YELLOW = Fraction(9, 10), Fraction(7, 10)
"""The least shares of 序时进度 for a green and for a yellow lamp."""
_TERM = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", re.ASCII)
DONE = frozenset({"done", "accepted"})
NOT_STARTED, BEHIND, VOID = "not_started", "behind", "void"
"""What a task's `status` can be, where that is told of or reckoned with."""


@dataclass(frozen=True, slots=True)
class Task:
    """What a lamp needs of one task: its term as printed (`2018`, `2018-06`, `2018-12-31`), how far it is.

    `recurs` is `quarter`, `half` or `year` for a task done anew in each. `done` is what was done since
    the start (of the turn), in the unit of `quantity`.
    """

    due: str | None
    status: str | None = None
    quantity: Decimal | None = None
    done: Decimal | None = None
    recurs: str = ""
    begins: date = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Lamp:
    """A colour (`green`, `yellow`, `red`, `grey`, or `none`) and the sentence that says why.

    `progress` and `pro_rata` are percent, one place.
    """

    colour: str
    word: str
    text: str
    progress: Decimal | None = None
    pro_rata: Decimal | None = None


def thresholds() -> str:
    """Return the thresholds in words, as they are printed beside lamps."""
    return say("models.assess.lamp.thresholds", green=_percent(GREEN), yellow=_percent(YELLOW))


def last_day(due: str) -> date | None:
    """Return the last day of a term printed as a year, a month or a day; None when it names none."""
    found = _TERM.match(due)
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    month = 12 if month is None else month
    try:
        return date(year or 0, month, monthrange(year or 0, month)[1] if day is None else day)
    except ValueError:  # a month or day that is none
        return None


def lamp(task: Task, at: Period) -> Lamp:
    """Return the lamp of a task at the end of the period `at`."""
    if task.status == VOID:
        return _lamp("none", "void")
    if task.status in DONE:
        return _lamp("green", "done")
    begins, due = _term(task, at)
    if due is None:
        return _lamp("none", "undated")
    pro_rata = _elapsed(begins, due, at.last_day)
    progress = _progress(task)
    if progress is not None and progress >= 1:
        return _lamp("green", "whole", progress, pro_rata)
    if at.last_day >= due:
        return _lamp("red", "overdue", progress, pro_rata, due=due.isoformat())
    if progress is not None and pro_rata > 0:
        return _measured(progress, pro_rata)
    if task.status == BEHIND:
        return _lamp("yellow", "said_behind", None, pro_rata)
    return _lamp("grey", "not_due", progress, pro_rata, due=due.isoformat())


def _term(task: Task, at: Period) -> tuple[date, date | None]:
    """Return the first and the last day of a task's term; of one that recurs, those of the turn of `at`.

    One that recurs from a later year on is not due before that year.
    """
    named = last_day(task.due) if task.due else None
    if task.recurs and not (named and named.year > at.year):
        turn = at.inside(task.recurs)
        return turn.first_day, turn.last_day
    return task.begins, named


def _measured(progress: Fraction, pro_rata: Fraction) -> Lamp:
    share = progress / pro_rata
    colour = "green" if share >= GREEN else "yellow" if share >= YELLOW else "red"
    return _lamp(colour, "measured", progress, pro_rata)


def _progress(task: Task) -> Fraction | None:
    if task.quantity is None or task.quantity <= 0 or task.done is None:
        return None
    return Fraction(task.done) / Fraction(task.quantity)


def _elapsed(begins: date, due: date, now: date) -> Fraction:
    whole = (due - begins).days + 1
    passed = (now - begins).days + 1
    return min(max(Fraction(passed, whole), Fraction(0)), Fraction(1)) if whole > 0 else Fraction(0)


def _lamp(
    colour: str, code: str, progress: Fraction | None = None, pro_rata: Fraction | None = None, due: str = ""
) -> Lamp:
    done, time = (None if x is None else decimal(x * 100, 1) for x in (progress, pro_rata))
    text = say(f"models.assess.lamp.{code}", progress=done, pro_rata=time, due=due)
    return Lamp(colour, say(f"models.assess.lamp.{colour}"), text, done, time)


def _percent(share: Fraction) -> str:
    return f"{decimal(share * 100, 0)}%"
