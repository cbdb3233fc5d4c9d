"""Filling a quarter by its 1—本季累计: told while it is typed, and entered as the quarter alone."""

from __future__ import annotations

from decimal import Decimal

from jzdesk.desk import entering
from jzdesk.desk.office import Office
from jzdesk.errors import JzdeskError, RefusedError
from jzdesk.models import derive, quantity, to_date
from jzdesk.models.change import Changes
from jzdesk.models.entry import Key
from jzdesk.models.form import Column, Row
from jzdesk.models.period import Period
from jzdesk.models.sheet import Sheet
from jzdesk.models.to_date import Quarter
from jzdesk.models.value import places_of
from jzdesk.words import say


def enter_cumulative(office: Office, period: Period, key: Key, text: str) -> Changes:
    """Enter the 累计 typed at `key`: the quarter becomes what is left of it, as one step.

    Raises `RefusedError` with one sentence where the quarter cannot be told from it.
    """
    sheet = office.sheet(period)
    target = to_date.quarter_key(sheet, key)
    if target is None:
        _, row, column = sheet.place(key)
        raise RefusedError(say("models.catalogue.derived", row=row.label, column=column.name))
    _, row, column = sheet.place(target)
    quarter = _quarter(sheet, key, target, text)
    words = quantity.plain(to_date.checked(quarter, period, row, column), places_of(row, column))
    # Judged first: its sentence is the cell's own, without the key before it.
    entering.judge_one(sheet, target, words)
    why = say("desk.to_date.why", **to_date.told(quarter, period, row, column)).rstrip()
    return entering.set_values(office, period, [str(target), words], reason=why)[1]


def takes(sheet: Sheet, key: Key, *, editable: bool) -> bool:
    """Tell whether a 累计 may be typed at a cell now: the quarter is open, or was signed as owed."""
    target = to_date.quarter_key(sheet, key)
    if target is None or key.form in sheet.nil:
        return False
    return editable or target in sheet.unlocked


def told(sheet: Sheet, key: Key, text: str) -> str:
    """Return what a 累计 being typed at `key` makes of the quarter; empty while it is no figure."""
    target = to_date.quarter_key(sheet, key)
    if target is None or not quantity.trimmed(text):
        return ""
    _, row, column = sheet.place(target)
    missing = to_date.before(sheet, target, row, column)[1]
    if missing:
        return "、".join(missing)
    try:
        quarter = _quarter(sheet, key, target, text)
    except JzdeskError:  # half typed, or refused when it is left
        return ""
    return how(quarter, sheet.period, row, column)


def _quarter(sheet: Sheet, key: Key, target: Key, text: str) -> Quarter:
    _, row, column = sheet.place(key)
    typed = to_date.figure_of(text, row, column, standing(sheet, key))
    _, row, column = sheet.place(target)
    return to_date.quarter_of(sheet, target, row, column, typed)


def standing(sheet: Sheet, key: Key) -> Decimal | None:
    """Return the 累计 that a cell shows."""
    _, row, column = sheet.place(key)
    return derive.number(sheet, key, row, column, sheet.period)


def how(quarter: Quarter, period: Period, row: Row, column: Column) -> str:
    """Return how a quarter comes out of its 累计, every figure put in."""
    figures = to_date.told(quarter, period, row, column)
    if quarter.typed < quarter.before and quarter.figure < 0:
        return say("desk.to_date.falls", **figures).rstrip()
    sign = "taken" if quarter.adjustment > 0 else "added"
    less = say(f"desk.to_date.{sign}", **figures) if quarter.adjustment else ""
    alone = "first" if less else "plain"
    word = "told" if period.index > 1 else alone
    return say(f"desk.to_date.{word}", **{**figures, "less": less}).rstrip()
