"""What stood in a cell in the periods before, for the line beside the cursor: exact figures, gaps, breaks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from jzdesk.models import derive, quantity
from jzdesk.models.entry import Key, blank_word
from jzdesk.models.form import Column, Form, Row
from jzdesk.models.period import Period
from jzdesk.models.sheet import Sheet
from jzdesk.models.value import COMPARISONS, places_of, unit_of
from jzdesk.words import say

MOST = {"quarter": 12, "half": 6, "year": 12}
LEAST = 2
"""Figures needed for a line; one alone says nothing the cell does not."""
_OF_PRIMARY = (COMPARISONS - {"ytd"}) | {"change_previous", "change_last_year"}
"""Columns that repeat the row's primary figure of another time: the line is that figure's."""


@dataclass(frozen=True, slots=True)
class Point:
    """One period: its figure (None where there is none), what is said of it, and whether the line goes on.

    `joined` is false behind a gap and where the basis of the figures changed (标况, 实况).
    """

    period: Period
    value: Decimal | None
    text: str
    joined: bool


@dataclass(frozen=True, slots=True)
class Series:
    """The last periods of a cell, oldest first; no points where there are too few figures for a line.

    `told` says in one line what the eye sees, `broken` which period's figures began on another basis.
    """

    title: str
    points: tuple[Point, ...] = ()
    told: str = ""
    broken: str = ""


def series(sheet: Sheet, key: Key) -> Series | None:
    """Return the last periods of a cell; None for cells that have no figures, or always the same one."""
    row, column = sheet.row(key.form, key.row), sheet.catalogue.form(key.form).column(key.column)
    if row is None or column is None or column.kind != "number":
        return None
    form = sheet.catalogue.form(key.form)
    title = say(f"desk.cell.last_{sheet.period.kind}")
    if column.computes in _OF_PRIMARY:
        primary = form.column(column.of or row.primary)
        if primary is None:
            return None
        column, key = primary, Key(key.form, key.row, primary.code)
        title = say("desk.cell.last_of", title=title, column=head(form, row, column))
    same = column.standing == "always" or column.fixed_in(row) or column.computes == "count"
    if same or column.kind != "number":
        return None
    points = _from_first(_points(sheet, key, row, column))
    valued = [point for point in points if point.value is not None]
    if len(valued) < LEAST:
        return Series(title)
    return Series(title, points, _told(valued, row, column), _broken(points))


def head(form: Form, row: Row, column: Column) -> str:
    """Return what a column is called in a row's block."""
    return form.block(row.block).heads.get(column.code, column.name)


def _points(sheet: Sheet, key: Key, row: Row, column: Column) -> Iterator[Point]:
    """Yield the last periods, oldest first, each joined with the one before where that can be compared."""
    last: Period | None = None
    for period in _periods(sheet):
        value = _value(sheet, key, row, column, period)
        joined = value is not None and last is not None and derive.same_basis(sheet, key, row, last, period)
        yield Point(period, value, _text(sheet, key, row, column, period, value), joined)
        last = None if value is None else period


def _periods(sheet: Sheet) -> list[Period]:
    found = [sheet.period]
    while len(found) < MOST[sheet.period.kind] and found[0].previous.year >= sheet.catalogue.first_year:
        found.insert(0, found[0].previous)
    return found


def _value(sheet: Sheet, key: Key, row: Row, column: Column, period: Period) -> Decimal | None:
    then = sheet.as_of(period) if column.computes == "ytd" else sheet
    return derive.number(then, key, row, column, period)


def _text(
    sheet: Sheet, key: Key, row: Row, column: Column, period: Period, value: Decimal | None
) -> str:  # fmt: skip
    if value is not None:
        told = f"{quantity.show(value, places_of(row, column))} {unit_of(row, column)}".strip()
    else:
        blank = sheet.at(period).get(key)
        told = blank_word(blank.blank) if blank and blank.blank else say("desk.cell.nothing")
    return say("desk.cell.point", period=period.title, text=told)


def _from_first(points: Iterator[Point]) -> tuple[Point, ...]:
    """Leave out the periods before the first figure."""
    every = tuple(points)
    first = next((n for n, point in enumerate(every) if point.value is not None), len(every))
    return every[first:]


def _told(valued: list[Point], row: Row, column: Column) -> str:
    places = places_of(row, column)
    values = [point.value for point in valued if point.value is not None]
    return say(
        "desk.cell.told", first=valued[0].period.title, n=len(valued),
        low=quantity.show(min(values), places), high=quantity.show(max(values), places),
    )  # fmt: skip


def _broken(points: tuple[Point, ...]) -> str:
    """Return since when figures stand on another basis, the last time that they changed it."""
    for before, point in zip(reversed(points[:-1]), reversed(points[1:]), strict=True):
        if before.value is not None and point.value is not None and not point.joined:
            return say("desk.cell.broken", period=point.period.title)
    return ""
