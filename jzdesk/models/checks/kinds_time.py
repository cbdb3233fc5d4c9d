"""Kinds of rules about a cell and a day or an earlier period: `order`, `overdue`, `change`, `kept`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from jzdesk.models import derive, quantity
from jzdesk.models.checks.finding import FAILED, NOT_APPLICABLE, Finding
from jzdesk.models.checks.place import Place, sides, without
from jzdesk.models.entry import EMPTY, Cell
from jzdesk.models.period import Period, end_of_month
from jzdesk.models.value import behaviour_of, shown
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.models.form import Column


def order(place: Place) -> Iterator[Finding]:
    """One month or date does not lie before another, or after the period's end (`period_end`)."""
    first, second = place.rule.params["first"], place.rule.params["second"]
    early = place.column(first)
    late = None if second == "period_end" else place.column(second)
    if early is None or (late is None and second != "period_end"):
        return
    columns = [early] if late is None else [early, late]
    lacking = place.lacking(*columns)
    if lacking:
        yield lacking
        return
    start = str(place.sheet.cell(place.key(first), place.row, early).value)
    if late is None:
        end = place.sheet.period.last_day.isoformat()
        end_name = say("models.checks.period_end")
    else:
        end = str(place.sheet.cell(place.key(second), place.row, late).value)
        end_name = place.head(late)
    both = min(len(start), len(end))  # a month and a day are compared by their months
    codes = [c.code for c in columns]
    if start[:both] <= end[:both]:
        yield place.passed(codes)
        return
    right = end if late is not None else end[:both]
    text = say("models.checks.order", row=place.label, first=place.head(early),
               left=shown(start, place.row, early),
               second=end_name, right=shown(right, place.row, late or early))  # fmt: skip
    yield place.finding(FAILED, codes, text, left=start, right=right)


def change(place: Place) -> Iterator[Finding]:
    """Find a figure that differs from last year's or the previous one's by more than `pct` and `floor`."""
    params = place.rule.params
    code = params.get("column") or place.row.primary
    column = place.column(code)
    if column is None or (params.get("column") is None and behaviour_of(place.row, column) != "flow"):
        return
    lacking = place.lacking(column)
    if lacking:
        yield lacking
        return
    key = place.key(code)
    beside = derive.computed(place.sheet, key, place.row, column)
    value = place.number(column)
    base = getattr(beside, params["against"]) if beside else None
    change = getattr(beside, f"change_{params['against']}") if beside else None
    previous = f"models.period.previous_{place.sheet.period.kind}"
    other = say(previous if params["against"] == "previous" else "models.checks.last_year")
    if base is None or change is None or value is None or beside is None:
        text = say("models.checks.no_base", row=place.label, other=other)
        yield place.finding(NOT_APPLICABLE, [code], text)
        return
    if abs(change) <= Decimal(params["pct"]) or abs(value - base) < Decimal(params.get("floor", "0")):
        yield place.passed([code])
        return
    word = "changed_points" if beside.points else "changed"
    text = say(f"models.checks.{word}", row=place.label, column=place.head(column),
               left=place.show(value, column),
               other=other, right=place.show(base, column), change=quantity.show(abs(change), 1),
               direction=say("models.checks.up" if change > 0 else "models.checks.down"),
               pct=params["pct"])  # fmt: skip
    yield place.finding(FAILED, [code], text, **sides(place, column, value, base))


def overdue(place: Place) -> Iterator[Finding]:
    """Want `state` to be one of `settled` (or filled at all) once the day, month or year `limit` is past."""
    params = place.rule.params
    limit, state = place.column(params["limit"]), place.column(params["state"])
    if limit is None or state is None or place.row.recurs:
        return
    term, cell = place.cell(limit), place.cell(state)
    if term.open and place.asked(limit):
        yield without(place, limit)
        return
    if cell.open and place.asked(state):
        yield without(place, state)
        return
    codes = [state.code, limit.code]
    last = _last_day(term.value) if isinstance(term.value, str) else None
    fine = cell.value in params["settled"] if "settled" in params else cell.value is not None
    if last is None or last > place.sheet.period.last_day or fine:
        yield place.passed(codes)
        return
    text = say("models.checks.overdue", row=place.label, limit=place.head(limit), left=place.word(limit),
               state=place.head(state),
               right=place.word(state) or say("models.checks.unfilled"))  # fmt: skip
    right = cell.value if isinstance(cell.value, str) else None
    yield place.finding(FAILED, codes, text, left=str(term.value), right=right)


_TERM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def _last_day(term: str) -> date | None:
    """Return the last day of a year, month or day as it stands in cells; None for other words."""
    found = _TERM.fullmatch(term)
    if found is None:
        return None
    year, month = int(found[1]), int(found[2] or 12)
    return date(year, month, int(found[3])) if found[3] else end_of_month(year, month)


def kept(place: Place) -> Iterator[Finding]:
    """Keep what is in place or reached from falling back: a figure, or a word that stands further on.

    Options are in the order in which they are reached, but for those in `besides`. `within = "year"` looks no
    further back than the year's start, for a task that recurs the start of its present turn.
    """
    for name in place.rule.params["columns"]:
        column = place.column(name)
        if column is None:
            continue
        cell = place.cell(column)
        if cell.value is None:
            continue
        found = _last_said(place, column)
        if found is None or not _fell(place, column, found[1], cell):
            yield place.passed([name])
            continue
        yield _fallen(place, column, cell, *found)


def _fallen(place: Place, column: Column, cell: Cell, period: Period, before: Cell) -> Finding:
    if cell.number is not None and before.number is not None:
        text = say("models.checks.fell", row=place.label, column=place.head(column),
                   left=place.show(cell.number, column), period=period.title,
                   right=place.show(before.number, column),
                   difference=place.show(before.number - cell.number, column))  # fmt: skip
        both = sides(place, column, cell.number, before.number)
        return place.finding(FAILED, [column.code], text, **both)
    then = shown(str(before.value), place.row, column)
    text = say("models.checks.went_back", row=place.label, column=place.head(column),
               left=place.word(column), period=period.title, right=then)  # fmt: skip
    return place.finding(FAILED, [column.code], text, left=str(cell.value), right=str(before.value))


def _last_said(place: Place, column: Column) -> tuple[Period, Cell] | None:
    """Return the newest earlier period in which the cell had a value, and that cell."""
    now, key = place.sheet.period, place.key(column.code)
    turn = place.rule.params.get("within") or place.row.recurs
    for known, cells in place.sheet.before:
        if turn and known.inside(turn) != now.inside(turn):
            return None
        cell = cells.get(key, EMPTY)
        if cell.value is not None:
            return known, cell
    return None


def _fell(place: Place, column: Column, before: Cell, now: Cell) -> bool:
    if column.kind == "number":
        return now.number is not None and before.number is not None and now.number < before.number
    besides = place.rule.params.get("besides", ())
    steps = [o.code for o in column.options if o.code not in besides]
    if before.value not in steps or now.value not in steps:
        return False
    return steps.index(str(now.value)) < steps.index(str(before.value))
