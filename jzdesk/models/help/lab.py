"""A sheet with made-up figures, on which the real code shows what it computes and what it finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from jzdesk.models.catalogue import CITY, Catalogue
from jzdesk.models.entry import Cell, Key
from jzdesk.models.form import Column, Form, OwnRow, Row
from jzdesk.models.period import Period
from jzdesk.models.sheet import Sheet
from jzdesk.models.value import parse, places_of, unit_of
from jzdesk.words import say

OWN_ROWS = 5
"""So many rows of its own an office has in each list of the lab."""


def period_in(catalogue: Catalogue, kind: str) -> Period:
    """Return a period of a kind that has a year before it and quarters before it in its year."""
    year = catalogue.last_year - 1
    return Period(year, "quarter", 3) if kind == "quarter" else Period(year, "quarter", 4).inside(kind)


@dataclass
class Lab:
    """Cells typed for an office in a period and those before it; `sheet` is what they make."""

    catalogue: Catalogue
    unit: str
    period: Period
    own: tuple[OwnRow, ...] = ()
    """The rows an office has of its own; without any, as many as a list needs are made up."""
    typed: dict[Period, dict[Key, str]] = field(default_factory=dict)
    nil: dict[Period, frozenset[str]] = field(default_factory=dict)

    def put(self, form: Form, row: Row, code: str, text: str, period: Period | None = None) -> None:
        """Type a text into a cell of this period, or of another."""
        self.typed.setdefault(period or self.period, {})[Key(form.id, row.code, code)] = text

    @property
    def bare(self) -> Sheet:
        """The sheet before anything is typed: its rows, those of the office's own named."""
        if self.own:
            return Sheet(self.catalogue, self.unit, self.period, {}, own=self.own)
        return _bare(self.catalogue, self.unit, self.period)

    @property
    def sheet(self) -> Sheet:
        """The sheet with all that was typed."""
        bare = self.bare
        cells = {period: self._cells(bare, typed) for period, typed in self.typed.items()}
        return replace(
            bare, cells={**bare.cells, **cells.pop(self.period, {})}, earlier=cells,
            nil=self.nil.get(self.period, frozenset()), earlier_nil=self.nil,
        )  # fmt: skip

    def _cells(self, sheet: Sheet, typed: Mapping[Key, str]) -> dict[Key, Cell]:
        found: dict[Key, Cell] = {}
        for key, text in typed.items():
            row, column = sheet.row(key.form, key.row), self.catalogue.form(key.form).column(key.column)
            if row is not None and column is not None:
                found[key] = parse(text, row, column)
        return found


def _bare(catalogue: Catalogue, unit: str, period: Period) -> Sheet:
    own: list[OwnRow] = []
    cells: dict[Key, Cell] = {}
    for form in catalogue.forms:
        for block in (b for b in form.blocks if b.template is not None):
            for number in range(1, OWN_ROWS + 1):
                code = f"{block.prefix}{unit}-9{block.code[:2]}{number}"
                own.append(OwnRow(form.id, code, block.code, Period(catalogue.first_year, "year", 1)))
                name = f"models.help.sample.{form.id if form.codes_shown else block.code}"
                cells[Key(form.id, code, "name")] = Cell(say(name, n=number))
    return Sheet(catalogue, unit, period, cells, own=tuple(own))


def lab(catalogue: Catalogue, unit: str, form: Form, kind: str) -> Lab | None:
    """Return a lab of this office; of another where it has no row of the form in such a period."""
    period = period_in(catalogue, kind)
    for code in dict.fromkeys((unit, *catalogue.counties, CITY)):
        made = Lab(catalogue, code, period)
        if made.bare.asks(form.id):
            return made
    return None


# Figures that look like the real ones


def sample(column: Column, row: Row, n: int = 0) -> str:
    """Return the `n`th sample figure of a cell, as it would be typed."""
    return told(_SAMPLES[places_of(row, column)][n % 4], column, row)


_SAMPLES: Mapping[int, tuple[str, ...]] = {
    0: ("30", "28", "31", "29"),
    1: ("45.0", "42.5", "46.2", "44.1"),
    2: ("305.20", "310.50", "290.00", "300.00"),
    3: ("3.052", "3.105", "2.900", "3.000"),
}


def told(figure: str, column: Column, row: Row) -> str:
    """Return a figure with as many places as the cell takes."""
    whole, _, rest = figure.partition(".")
    places = places_of(row, column)
    return f"{whole}.{rest[:places].ljust(places, '0')}" if places else whole


def any_value(column: Column, row: Row, year: int) -> str:
    """Return something that can be typed into a cell of any kind, in June of `year` where it is a time."""
    if column.kind == "enum":
        return column.options[0].word
    kinds = {"month": f"{year}-06", "date": f"{year}-06-15", "text": say("models.help.sample_text")}
    return kinds.get(column.kind) or sample(column, row)


def is_days(column: Column, row: Row) -> bool:
    """Tell whether a cell counts days, of which a quarter has no more than 92."""
    return unit_of(row, column) == say("models.help.days")
