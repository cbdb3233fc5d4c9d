"""One office's figures of one period, as a template takes them: its own, or a county's that are accepted."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any, Protocol

from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError
from jzdesk.models import derive, quantity, snapshot
from jzdesk.models.entry import Key
from jzdesk.models.form import Column, Form, Row
from jzdesk.models.period import Period
from jzdesk.models.snapshot import Frozen
from jzdesk.models.value import places_of, unit_of
from jzdesk.words import say

_COMPUTES = {"change_previous_pct": "change_previous", "change_last_year_pct": "change_last_year"}
BASE = {"change_previous_pct": "previous", "change_last_year_pct": "last_year"}
"""What a change in percent is reckoned from; it is told with one place."""

Place = tuple[Form, Row, Column]
Content = Mapping[str, Any]


class Source(Protocol):
    """One office's figures of one period."""

    def place(self, key: Key) -> Place:
        """Return form, row and column of a KEY; `JzdeskError` where it has none."""
        ...

    def cell(self, key: Key, place: Place) -> tuple[str | None, str | None]:
        """Return a cell's value as `get` tells it, and the reason for its being blank."""
        ...

    def beside(self, key: Key, place: Place, figure: str) -> str | None:
        """Return what is computed beside a figure."""
        ...


class OwnFigures:
    """The office's own period, as it was signed or as it stands."""

    def __init__(self, office: Office, period: Period, content: Content | None) -> None:
        self._sheet = office.sheet(period)
        self._content = content

    def place(self, key: Key) -> Place:
        """Return form, row and column of a KEY."""
        return self._sheet.place(key)

    def cell(self, key: Key, place: Place) -> tuple[str | None, str | None]:
        """Return the value, of a locked period as it was signed, and why it is blank."""
        form, row, column = place
        if self._content is not None:
            return _of_content(self._content, form, key, column)
        text = snapshot.figure_text(self._sheet, key, row, column)
        derived = column.derived or row.derived
        blank = None if derived else self._sheet.cell(key, row, column).blank
        return (column.word(text) if derived and text and column.kind == "enum" else text), blank

    def beside(self, key: Key, place: Place, figure: str) -> str | None:
        """Return what the signed content says beside it, else what is computed now."""
        _, row, column = place
        if self._content is not None:
            known, text = _printed(self._content, key, place, figure)
            if known:
                return text
        found = derive.computed(self._sheet, key, row, column)
        if found is None:
            return None
        number: Decimal | None = getattr(found, _COMPUTES.get(figure, figure))
        places = 1 if figure in BASE and not found.points else places_of(row, column)
        return None if number is None else quantity.plain(number, places)


class CountyFigures:
    """A county's file that counts in the city's totals, with what stands in for what it lacks."""

    def __init__(
        self, office: Office, unit: str, period: Period, frozen: Frozen | None, standins: Mapping[Key, str]
    ) -> None:
        self._office, self._unit, self._period, self._frozen = office, unit, period, frozen
        self._standins = standins

    @cached_property
    def _rows(self) -> dict[tuple[str, str], Row]:
        found = self._frozen
        if found is None:
            return {(form.id, row.code): row for form in self._office.catalogue.forms for row in form.rows}
        return {(form.id, row.code): row for form in found.forms for row in found.rows(form)}

    def place(self, key: Key) -> Place:
        """Return form, row and column as the county's file has them."""
        catalogue = self._frozen.catalogue if self._frozen else self._office.catalogue
        form, column = catalogue.find(key)
        row = self._rows.get((key.form, key.row))
        name = self._office.catalogue.division(self._unit).name
        if self._frozen is None and key not in self._standins:
            raise RefusedError(say("desk.templates.no_file", unit=name, period=self._period.title))
        if row is None or column.code not in row.columns:
            raise RefusedError(say("desk.templates.not_there", unit=name, period=self._period.title))
        return form, row, column

    def cell(self, key: Key, place: Place) -> tuple[str | None, str | None]:
        """Return what the county reported, else what stands in for it."""
        form, _, column = place
        value, blank = (None, None) if self._frozen is None else _of_content(
            self._frozen.content, form, key, column
        )  # fmt: skip
        standin = self._standins.get(key)
        return (value, blank) if value is not None or standin is None else (standin, None)

    def beside(self, key: Key, place: Place, figure: str) -> str | None:
        """Return what the county's file says beside it."""
        return _printed(self._frozen.content, key, place, figure)[1] if self._frozen is not None else None


def _of_content(content: Content, form: Form, key: Key, column: Column) -> tuple[str | None, str | None]:
    cell = content["forms"].get(form.id, {"cells": {}})["cells"].get(f"{key.row}/{key.column}", {})
    value = cell.get("v")
    return (column.word(value) if value is not None and column.kind == "enum" else value), cell.get("b")


def _printed(content: Content, key: Key, place: Place, figure: str) -> tuple[bool, str | None]:
    """Return whether a snapshot says a figure's comparison, in whatever column, and what it says."""
    form, row, column = place
    wanted = [_COMPUTES.get(figure, figure), BASE.get(figure, "")]
    found = {
        c.computes: c for c in form.columns if (c.of or row.primary) == column.code and c.code in row.columns
    }
    direct, base = (found.get(name) for name in wanted)
    if direct is not None and direct.kind == "number":
        return True, _of_content(content, form, Key(key.form, key.row, direct.code), direct)[0]
    if base is None:
        return False, None
    now, then = (
        _decimal(_of_content(content, form, Key(key.form, key.row, c.code), c)[0]) for c in (column, base)
    )
    if now is None or then is None:
        return True, None
    if unit_of(row, column) == "%":
        return True, quantity.plain(now - then, places_of(row, column))
    change = quantity.change_pct(now, then)
    return True, None if change is None else quantity.plain(change, 1)


def _decimal(text: str | None) -> Decimal | None:
    return Decimal(text) if text is not None and quantity.is_plain(text) else None
