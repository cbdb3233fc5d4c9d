"""By how much a figure differs and what that does to the year: the same on screen, paper and in the file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from jzdesk.models import derive, quantity
from jzdesk.models.entry import MERGED, OWED, PLAIN_BLANKS, STAGES, Key, blank_word
from jzdesk.models.form import Column, Form, Row
from jzdesk.models.value import places_of, shown, unit_of
from jzdesk.words import say

_BLANKS = frozenset({*PLAIN_BLANKS, MERGED, OWED})
Value = Callable[[Key], str | None]
"""What stands in a cell, as a content holds it."""


@dataclass(frozen=True, slots=True)
class Gap:
    """By how much a figure differs: in its own unit, and in percent of what it was.

    `percent` is None for a figure in percent, which differs in 百分点, and where the base is not above zero.
    """

    number: Decimal
    places: int
    percent: Decimal | None
    points: bool

    @property
    def text(self) -> str:
        """The difference with its sign."""
        text = signed(self.number, self.places)
        return say("models.derive.points", value=text) if self.points else text

    @property
    def percent_text(self) -> str:
        """The percentage with its sign; empty where there is none."""
        return "" if self.percent is None else f"{signed(self.percent, 1)}%"


def number_of(text: str | None, column: Column | None) -> Decimal | None:
    """Return a recorded value as a figure; None for nothing, for a blank, and for what is no number."""
    if text is None or column is None or column.kind != "number":
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def gap(old: str | None, new: str | None, row: Row, column: Column) -> Gap | None:
    """Return by how much two recorded values differ; None unless both are figures."""
    was, now = number_of(old, column), number_of(new, column)
    if was is None or now is None:
        return None
    points = unit_of(row, column) == "%"
    percent = None if points else quantity.change_pct(now, was)
    return Gap(now - was, places_of(row, column), percent, points)


def signed(number: Decimal, places: int) -> str:
    """Return a difference with its sign."""
    text = quantity.show(number, places)
    return f"+{text}" if number > 0 else text


def is_blank(text: str) -> bool:
    """Tell whether a recorded value is a reason for there being none."""
    return blank_word(text) in _BLANKS


def told(text: str | None, row: Row | None, column: Column | None) -> str:
    """Return a recorded value as people read it; text that is no value of the column stays as it is."""
    if not text:
        return ""
    if is_blank(text):
        return blank_word(text)
    if row is None or column is None or (column.kind == "number" and number_of(text, column) is None):
        return text
    if column.kind == "enum" and text not in {option.code for option in column.options}:
        return text
    try:
        return shown(text, row, column)
    except ValueError:  # a remark beside a date
        return text


@dataclass(frozen=True, slots=True)
class YearEffect:
    """What a changed figure does to its year: the 累计 (of a yearly figure the 采用数) before and after.

    `column` is the one that shows it; a side that cannot be computed is None.
    """

    column: Column
    places: int
    old: Decimal | None
    new: Decimal | None

    @property
    def text(self) -> str:
        """Both sides, a dash where there is none."""
        if self.old == self.new:
            same = say("models.difference.year_same", value=self._shown(self.new))
            return say("models.derive.dash") if self.new is None else same
        return say("models.difference.year", old=self._shown(self.old), new=self._shown(self.new))

    def _shown(self, number: Decimal | None) -> str:
        return say("models.derive.dash") if number is None else quantity.show(number, self.places)


def on_year(form: Form, row: Row, column: Column, before: Value, after: Value) -> YearEffect | None:
    """Return what a cell's change does to the year, from what both sides show; None where none shows it."""
    shows = _year_column(form, row, column)
    if shows is None:
        return None
    key = Key(form.id, row.code, shows.code)
    sides = (number_of(side(key), shows) for side in (before, after))
    return YearEffect(shows, places_of(row, shows), *sides)


def _year_column(form: Form, row: Row, column: Column) -> Column | None:
    """Return the column that shows for the year what a cell is a part of: 累计, or the stage that counts."""
    for shows in (c for c in form.columns if c.code in row.columns):
        if shows.computes == "final" and column.code in STAGES:
            return shows
        if shows.computes != "ytd":
            continue
        primary = form.column(shows.of or row.primary)
        parts = {"adjustment", shows.of or row.primary}
        if primary is not None:
            parts |= set(derive.sources(form, row, primary))
        if column.code in parts:
            return shows
    return None
