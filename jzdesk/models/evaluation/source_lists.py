"""Indicators that the rows of a list answer together: as one share, as a sum, or by how many are done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from jzdesk.models import quantity, roles
from jzdesk.models.assess.case import Case
from jzdesk.models.assess.from_sheet import case_for, pooled_case, pooled_terms
from jzdesk.models.catalogue import CITY, Catalogue
from jzdesk.models.entry import Key
from jzdesk.models.evaluation.source import Source, Terms
from jzdesk.models.sheet import Sheet


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
        terms = self.terms(sheet)
        return case_for(sheet, self.indicator, {} if terms is None else {sheet.period: terms[0]})

    def terms(self, sheet: Sheet) -> Terms | None:
        """Return the sum over the list; None while a row lacks its figure."""
        listed = [row for row in sheet.rows(self.form.id) if not row.derived and self.column in row.columns]
        return self._added(sheet, listed, self.form.column(self.column))


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
        terms = self.terms(sheet)
        if terms is None or not terms[1]:
            return case_for(sheet, self.indicator, {})
        share = quantity.quotient(terms[0] * 100, terms[1], 1)
        return case_for(sheet, self.indicator, {sheet.period: share})

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
