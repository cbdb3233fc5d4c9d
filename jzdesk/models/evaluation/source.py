"""Where an indicator's figures stand: what every such place tells, whatever it is in a form.

A source gives one office's case at a period, and what that office adds to a figure of the whole city.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from jzdesk.models import derive
from jzdesk.models.assess.case import Case
from jzdesk.models.catalogue import CITY, Catalogue
from jzdesk.models.entry import Key
from jzdesk.models.form import Column, Form, Row
from jzdesk.models.sheet import Sheet

Indicator = Mapping[str, Any]
Terms = tuple[Decimal, Decimal | None]
"""What an office adds to the whole: an amount, or the two figures of a share."""


@dataclass(frozen=True)
class Source(ABC):
    """Where figures of an indicator stand. `units` are the offices that have it, `kinds` of periods too."""

    indicator: Indicator
    form: Form

    @property
    @abstractmethod
    def units(self) -> tuple[str, ...]:
        """The offices that have a figure of it."""

    @property
    @abstractmethod
    def kinds(self) -> tuple[str, ...]:
        """The kinds of periods in which it is filled."""

    @abstractmethod
    def case(self, sheet: Sheet) -> Case | None:
        """Return the case of one office at the end of its sheet's period."""

    @abstractmethod
    def terms(self, sheet: Sheet) -> Terms | None:
        """Return what an office adds to the whole; None while something is lacking."""

    def excused(self, sheet: Sheet) -> bool:
        """Tell whether an office said that it has nothing to add."""
        return self.form.id in sheet.nil

    def members(self, catalogue: Catalogue) -> tuple[str, ...]:
        """Return the offices whose figures make the whole city's; none where nothing comes together."""
        return tuple(unit for unit in self.units if unit in {*catalogue.counties, CITY})

    def stages(self, _sheet: Sheet) -> tuple[str, ...]:
        """Return the columns that say of which stage an office's yearly figure is."""
        return ()

    @property
    def keys(self) -> tuple[Key, ...]:
        """The whole city's figures on which the city may have its word; the first one counts."""
        return ()

    @property
    def rows(self) -> tuple[str, ...]:
        """The codes of its rows; none for a list."""
        return ()

    def _added(self, sheet: Sheet, rows: Iterable[Row], column: Column | None) -> Terms | None:
        """Return the sum of a column over rows; None while one of them lacks its figure."""
        if column is None:
            return None
        values: list[Decimal] = []
        for row in rows:
            key = Key(self.form.id, row.code, column.code)
            value = derive.number(sheet, key, row, column, sheet.period)
            if value is not None:
                values.append(value)
            elif derive.lacking(sheet, key, row, column, sheet.period):
                return None
        return (sum(values, Decimal(0)), None) if values else None
