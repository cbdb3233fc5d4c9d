"""Indicators whose figures stand in one row of a form, or in the rows that make a yearly total."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from jzdesk.models import adding, derive
from jzdesk.models.assess.case import LEVEL, Case
from jzdesk.models.assess.from_sheet import case_for, case_of
from jzdesk.models.catalogue import CITY, Catalogue
from jzdesk.models.entry import STAGES, Key
from jzdesk.models.evaluation.source import Source, Terms
from jzdesk.models.form import Row
from jzdesk.models.period import KINDS, Period
from jzdesk.models.sheet import Sheet


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
        return case_for(sheet, self.indicator, series, measured_in=self.parts[0].unit, shows=LEVEL)

    def terms(self, sheet: Sheet) -> Terms | None:
        """Return the sum of the rows; None while one is lacking."""
        here = [part for part in self.parts if sheet.row(self.form.id, part.code) is not None]
        return self._added(sheet, here, self.form.column("final"))

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
