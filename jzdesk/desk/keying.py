"""What is being typed into a cell, before it is taken: sums, last period's value again, how large it is."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from jzdesk.desk import to_date
from jzdesk.errors import JzdeskError, RefusedError
from jzdesk.models import derive, quantity, summing, value
from jzdesk.models.entry import Key
from jzdesk.models.form import Column, Row
from jzdesk.models.sheet import Sheet
from jzdesk.words import say

REPEAT = "="
"""Typed alone, it asks for last period's value."""
TEN_THOUSAND = 10_000


@dataclass(frozen=True, slots=True)
class Repeat:
    """Last period's value as it would be typed, empty where there is none, and the sentence that tells."""

    text: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What a text would make: the figure, how a sum came about, and how large it is. All may be empty."""

    value: str = ""
    sum: str = ""
    reading: str = ""

    @property
    def told(self) -> str:
        """All of it in one line, for beside the editor."""
        return say("desk.keying.told", sum=self.sum, reading=self.reading).strip("　")


def asks_repeat(text: str) -> bool:
    """Tell whether a typed text asks for last period's value."""
    return quantity.fold(quantity.trimmed(text)) == REPEAT


def repeat(sheet: Sheet, key: Key) -> Repeat:
    """Return what stood in a cell in the period before of the same kind, on the same basis."""
    _, row, column = sheet.place(key)
    before = sheet.period.previous
    last = sheet.cell_at(before, key, row, column)
    text = value.text_of(last, row, column) or ""
    if not text:
        return Repeat("", say("desk.keying.nothing_before", period=before.title))
    if column.kind == "number" and not derive.same_basis(sheet, key, row, before):
        return Repeat("", say("models.derive.basis", period=before.title))
    raw = last.value if isinstance(last.value, str) else text
    unit = value.unit_of(row, column) if column.kind == "number" else ""
    told = say("desk.keying.repeated", period=before.title, value=value.shown(raw, row, column), unit=unit)
    return Repeat(text, told.rstrip())


def meant(sheet: Sheet, key: Key, text: str) -> str:
    """Return what is to be entered for a typed text: of a sum its figure, of `=` last period's value.

    All others are the text itself. Raises `RefusedError` for a sum that cannot stand in the cell, and
    for an `=` with nothing before it.
    """
    if asks_repeat(text):
        before = repeat(sheet, key)
        if not before.text:
            raise RefusedError(before.sentence)
        return before.text
    _, row, column = sheet.place(key)
    found = _sum(sheet, key, row, column, text)
    return text if found is None else quantity.plain(found.value, value.places_of(row, column))


def preview(sheet: Sheet, key: Key, text: str) -> Preview:
    """Return what a text would make of a cell; nothing while it cannot be a figure."""
    try:
        _, row, column = sheet.place(key)
        if column.computes == "ytd":
            return Preview(sum=to_date.told(sheet, key, text))
        if asks_repeat(text):
            return Preview(sum=repeat(sheet, key).sentence)
        if column.kind != "number" or not quantity.trimmed(text):
            return Preview()
        found = _sum(sheet, key, row, column, text)
        figure = found.value if found else value.parse(text, row, column).number
    except JzdeskError:  # half typed, or refused when it is left
        return Preview()
    if figure is None:
        return Preview()
    places, unit = value.places_of(row, column), value.unit_of(row, column)
    return Preview(
        quantity.show(figure, places),
        "" if found is None else _told(found, places, unit),
        reading(figure, unit),
    )


def reading(number: Decimal | None, unit: str) -> str:
    """Return how large a figure is in 万, where that helps to see a slip; empty where it does not."""
    if number is None or abs(number) < TEN_THOUSAND or "万" in unit:
        return ""
    return say("desk.keying.reading", value=quantity.show(number / TEN_THOUSAND, 2), unit=unit)


def _sum(sheet: Sheet, key: Key, row: Row, column: Column, text: str) -> summing.Sum | None:
    if column.kind != "number":
        return None
    standing = sheet.cell(key, row, column).number
    return summing.total(
        text,
        value.unit_of(row, column),
        value.places_of(row, column),
        signed=column.signed,
        standing=standing,
    )


def _told(found: summing.Sum, places: int, unit: str) -> str:
    total = quantity.show(found.value, places)
    if found.begins is None:
        return say("desk.keying.sum", value=total, unit=unit).rstrip()
    begins, more = quantity.show(found.begins, places), found.value - found.begins
    word = "added" if more >= 0 else "taken"
    return say(
        f"desk.keying.{word}", begins=begins, more=quantity.show(abs(more), places), value=total, unit=unit
    ).rstrip()
