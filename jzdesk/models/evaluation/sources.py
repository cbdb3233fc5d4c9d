"""Where an indicator's figures stand in the forms: a row, all rows of a list, the rows that make a total.

A source gives one office's case at a period, and what that office adds to a figure of the whole city.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from jzdesk.models import adding, derive, quantity, roles
from jzdesk.models.assess.case import LEVEL, Case
from jzdesk.models.assess.from_sheet import case_of, given_to, pooled_case, pooled_terms
from jzdesk.models.catalogue import CITY, Catalogue
from jzdesk.models.entry import STAGES, Key
from jzdesk.models.form import Form, Row
from jzdesk.models.period import KINDS, Period
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


@dataclass(frozen=True)
class OfRow(Source):
    """One row of a form."""

    row: Row

    @property
    def units(self) -> tuple[str, ...]:
        """The offices that have the row."""
        return self.row.scope

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of periods the row is filled in."""
        return tuple(k for k in KINDS if k in self.row.frequencies and self.form.due(k))

    def case(self, sheet: Sheet) -> Case | None:
        """Return the row's case."""
        return case_of(sheet, self.form.id, self.row)

    @property
    def _way(self) -> adding.Way:
        column = self.form.column(self.row.primary)
        return adding.NO_WAY if column is None else adding.way(self.row, column)

    def members(self, catalogue: Catalogue) -> tuple[str, ...]:
        """Return the offices whose figures come together by the row's own rule; maybe the city alone."""
        if self._way.own or self.row.scope == (CITY,):
            return (CITY,)
        if not self._way.together:
            return ()
        return tuple(u for u in adding.members(catalogue, self._way) if u in self.row.scope)

    def terms(self, sheet: Sheet) -> Terms | None:
        """Return the row's year so far."""
        if self._way.rated:
            top, bottom = (self._to_date(sheet, part) for part in adding.PARTS)
            return None if top is None or bottom is None else (top, bottom)
        case = self.case(sheet)
        value = None if case is None else case.value
        return (value, None) if isinstance(value, Decimal) else None

    def _to_date(self, sheet: Sheet, code: str) -> Decimal | None:
        column, key = self.form.column(code), Key(self.form.id, self.row.code, code)
        return None if column is None else derive.flow(
            sheet, key, self.row, column, sheet.period.year_to_date, []
        )  # fmt: skip

    def excused(self, sheet: Sheet) -> bool:
        """Tell whether the row's cells are blank for a reason that means nothing is there."""
        if super().excused(sheet):
            return True
        yearly = sheet.period.kind == "year" and "final" in self.row.columns
        column = self.form.column("final" if yearly else self.row.primary)
        if column is None or sheet.row(self.form.id, self.row.code) is None:
            return False
        key = Key(self.form.id, self.row.code, column.code)
        return not derive.lacking(sheet, key, self.row, column, sheet.period)

    def stages(self, _sheet: Sheet) -> tuple[str, ...]:
        """Return the row's stages."""
        return tuple(code for code in STAGES if code in self.row.columns)

    @property
    def keys(self) -> tuple[Key, ...]:
        """The row's figures, the highest stage first."""
        codes = dict.fromkeys((*STAGES, "final", "ytd", "rate", self.row.primary))
        return tuple(Key(self.form.id, self.row.code, code) for code in codes if code in self.row.columns)

    @property
    def rows(self) -> tuple[str, ...]:
        """The row itself."""
        return (self.row.code,)


@dataclass(frozen=True)
class OfBlock(Source):
    """All rows of a list together, as ΣN/ΣD: 断面 and 水源地."""

    block: str

    @property
    def units(self) -> tuple[str, ...]:
        """The offices that may add to the list."""
        template = self.form.block(self.block).template
        return template.scope if template is not None else ()

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of periods the list is filled in."""
        template = self.form.block(self.block).template
        return template.frequencies if template is not None else ()

    def case(self, sheet: Sheet) -> Case | None:
        """Return the case of all rows."""
        return pooled_case(sheet, self.form.id, self.block, self.indicator["code"])

    def terms(self, sheet: Sheet) -> Terms | None:
        """Return ΣN and ΣD of the year so far."""
        return pooled_terms(sheet, self.form.id, self.block, sheet.period)

    def excused(self, sheet: Sheet) -> bool:
        """Tell whether the office filled the form and has none in the list."""
        filled = any(key.form == self.form.id for key in sheet.cells)
        none = not any(r.block == self.block and not r.derived for r in sheet.rows(self.form.id))
        return super().excused(sheet) or (filled and none)


@dataclass(frozen=True)
class OfSum(Source):
    """Rows of several sources of one pollutant, which make a yearly total."""

    parts: tuple[Row, ...]

    @property
    def units(self) -> tuple[str, ...]:
        """The offices that have one of the rows."""
        return tuple(dict.fromkeys(unit for row in self.parts for unit in row.scope))

    @property
    def kinds(self) -> tuple[str, ...]:
        """Whole years: only they have all the rows."""
        return ("year",)

    def case(self, sheet: Sheet) -> Case | None:
        """Return the case of the total."""
        series: dict[Period, Decimal | str] = {}
        for period in (*sheet.earlier, sheet.period):
            if period.kind == "year":
                terms = self.terms(sheet.as_of(period))
                if terms is not None:
                    series[period] = terms[0]
        catalogue = sheet.catalogue
        return Case(
            self.indicator, sheet.period, series, sheet.unit, self.parts[0].unit, LEVEL,
            given=given_to(sheet, self.indicator), start=catalogue.first_year, end=catalogue.last_year,
        )  # fmt: skip

    def terms(self, sheet: Sheet) -> Terms | None:
        """Return the sum of the rows; None while one is lacking."""
        values: list[Decimal] = []
        column = self.form.column("final")
        for part in self.parts:
            if column is None or sheet.row(self.form.id, part.code) is None:
                continue
            key = Key(self.form.id, part.code, column.code)
            value = derive.number(sheet, key, part, column, sheet.period)
            if value is not None:
                values.append(value)
            elif derive.lacking(sheet, key, part, column, sheet.period):
                return None
        return (sum(values, Decimal(0)), None) if values else None

    def stages(self, _sheet: Sheet) -> tuple[str, ...]:
        """Return the stages of yearly figures."""
        return STAGES

    @property
    def keys(self) -> tuple[Key, ...]:
        """The total's own figure."""
        codes = {row.code for row in self.parts}
        totals = [row for row in self.form.rows if row.derived and set(row.sums) == codes]
        return tuple(Key(self.form.id, row.code, "final") for row in totals)

    @property
    def rows(self) -> tuple[str, ...]:
        """The rows of every source."""
        return tuple(row.code for row in self.parts)


@dataclass(frozen=True)
class OfList(Source):
    """A column of a list added up: the reductions of 减排项目 in a year."""

    column: str

    @property
    def units(self) -> tuple[str, ...]:
        """The offices that may add to the list."""
        return next((b.template.scope for b in self.form.blocks if b.template is not None), ())

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of periods in which the column is filled."""
        column = self.form.column(self.column)
        return () if column is None else column.frequencies

    def case(self, sheet: Sheet) -> Case | None:
        """Return the case of the sum of the year so far."""
        terms, catalogue = self.terms(sheet), sheet.catalogue
        series: dict[Period, Decimal | str] = {} if terms is None else {sheet.period: terms[0]}
        return Case(
            self.indicator, sheet.period, series, sheet.unit, given=given_to(sheet, self.indicator),
            start=catalogue.first_year, end=catalogue.last_year,
        )  # fmt: skip

    def terms(self, sheet: Sheet) -> Terms | None:
        """Return the sum over the list; None while a row lacks its figure."""
        values: list[Decimal] = []
        column = self.form.column(self.column)
        for row in sheet.rows(self.form.id):
            if row.derived or column is None or column.code not in row.columns:
                continue
            key = Key(self.form.id, row.code, column.code)
            value = derive.number(sheet, key, row, column, sheet.period)
            if value is not None:
                values.append(value)
            elif derive.lacking(sheet, key, row, column, sheet.period):
                return None
        return (sum(values, Decimal(0)), None) if values else None


@dataclass(frozen=True)
class OfWaters(Source):
    """The share of 黑臭水体 in the list that are not yet 长制久清."""

    def _listed(self, sheet: Sheet) -> Iterator[object]:
        column = self.form.column("stage")
        for row in sheet.rows(self.form.id):
            if not row.derived and column is not None and column.code in row.columns:
                yield sheet.cell(Key(self.form.id, row.code, column.code), row, column).value

    @property
    def units(self) -> tuple[str, ...]:
        """The offices that may add to the list."""
        return next((b.template.scope for b in self.form.blocks if b.template is not None), ())

    @property
    def kinds(self) -> tuple[str, ...]:
        """Half-years."""
        return self.form.frequencies

    def case(self, sheet: Sheet) -> Case | None:
        """Return the case of the share."""
        terms, catalogue = self.terms(sheet), sheet.catalogue
        series: dict[Period, Decimal | str] = {}
        if terms is not None and terms[1]:
            series[sheet.period] = quantity.quotient(terms[0] * 100, terms[1], 1)
        return Case(
            self.indicator, sheet.period, series, sheet.unit, given=given_to(sheet, self.indicator),
            start=catalogue.first_year, end=catalogue.last_year,
        )  # fmt: skip

    def terms(self, sheet: Sheet) -> Terms | None:
        """Return how many are not done, of how many; None while the stage of one is not filled."""
        stages = list(self._listed(sheet))
        if not stages or None in stages:
            return None
        return Decimal(sum(stage != roles.LASTING for stage in stages)), Decimal(len(stages))

    def members(self, catalogue: Catalogue) -> tuple[str, ...]:
        """Return the offices that the indicator's first target names."""
        scope = next((t["scope"] for t in self.indicator["targets"]), ())
        known = {*catalogue.counties, CITY}
        return tuple(unit for unit in self.units if unit in scope and unit in known)


def source_of(catalogue: Catalogue, indicator: Indicator) -> Source | None:
    """Return where an indicator's figures stand; None where no form asks for it."""
    code = indicator["code"]
    role = str(indicator.get("role", code))
    waters, reductions = (catalogue.form_as(one) for one in (roles.BLACKWATER, roles.REDUCTIONS))
    if code in catalogue.pools:
        form_id, block = catalogue.pools[code]
        return OfBlock(indicator, catalogue.form(form_id), block)
    if role == roles.WATERS and waters is not None:
        return OfWaters(indicator, waters)
    if role.endswith(roles.CUTTING) and reductions is not None:
        return OfList(indicator, reductions, f"{roles.CUT}{role.removesuffix(roles.CUTTING)}")
    found = [(form, row) for form in catalogue.forms for row in form.rows if row.indicator == code]
    if not found:
        return None
    form = found[0][0]
    if len(found) == 1:
        return OfRow(indicator, form, found[0][1])
    return OfSum(indicator, form, tuple(row for _, row in found))
