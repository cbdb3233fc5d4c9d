"""Where a rule looks: one row of one form, and what every kind of rule asks of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from jzdesk.models import derive, quantity
from jzdesk.models.checks.finding import NOT_APPLICABLE, NOT_RUN, PASSED, Finding
from jzdesk.models.entry import EMPTY, Cell, Key
from jzdesk.models.value import places_of, shown, unit_of
from jzdesk.records import dataclass
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.models.form import Column, Form, Row, Rule
    from jzdesk.models.sheet import Sheet

    Spots = Mapping[str, tuple[Column, Key]]

_LONGEST = 40


@dataclass(slots=True, eq=False)
class Place:
    """Where a rule looks: one row of one form of a sheet; never changed, but thousands are made at a time."""

    sheet: Sheet
    rule: Rule
    form: Form
    row: Row
    spots: Spots
    """Where the row has cells in this period, by the columns' codes."""

    def at(self, row: Row) -> Place:
        """Return the place at another row of the form."""
        return Place(self.sheet, self.rule, self.form, row, self.sheet.spots(self.form, row))

    def column(self, code: str) -> Column | None:
        """Return the column named `code` when this row has a cell there in this period."""
        spot = self.spots.get(code)
        return None if spot is None else spot[0]

    def key(self, code: str) -> Key:
        """Return the key of the cell in column `code`."""
        spot = self.spots.get(code)
        return Key(self.form.id, self.row.code, code) if spot is None else spot[1]

    def head(self, column: Column) -> str:
        """Return what the column is called in the row's block, with its group where others bear its name."""
        own = self.form.block(self.row.block).heads.get(column.code)
        if own is not None:
            return own
        shared = column.group and column.name in self.form.shared_names
        return f"{column.group}{column.name}" if shared else column.name

    @property
    def label(self) -> str:
        """What sentences call the row."""
        return self.sheet.label(self.form, self.row)

    def gaps(self, column: Column) -> list[tuple[Key, str, str]]:
        """Return the cells that leave a column without its figure: key, name, and the result that makes.

        A computed cell lacks what it is made from in this period; whether other periods have theirs is
        told by its figure.
        """
        if column.computes is None and not self.row.sums:
            key = self.key(column.code)
            cell = self.sheet.cell(key, self.row, column)
            if cell.value is not None:
                return []
            needed = column.required and not self.sheet.locked(self.row, column)
            return [(key, self.head(column), NOT_RUN if cell.open and needed else NOT_APPLICABLE)]
        if self.row.derived:
            parts = [self.at(r) for r in derive.parts_of(self.sheet, self.form.id, self.row)]
            found = [gap for part in parts if column.code in part.row.columns for gap in part.gaps(column)]
            return [gap for gap in found if gap[2] == NOT_RUN]
        return self._gaps_behind(column)

    def _gaps_behind(self, column: Column) -> list[tuple[Key, str, str]]:
        codes = derive.sources(self.form, self.row, column)
        if codes == derive.STAGES:  # one of them is enough
            keys = [self.key(code) for code in codes if code in self.row.columns]
            open_ = all(self.sheet.cells.get(key, EMPTY).open for key in keys)
            return [(keys[0], self.head(column), NOT_RUN)] if keys and open_ else []
        behind = [c for c in (self.column(code) for code in codes) if c is not None]
        return [gap for c in behind for gap in self.gaps(c) if gap[2] == NOT_RUN]

    def cell(self, column: Column) -> Cell:
        """Return what stands in a cell, computed ones too."""
        if column.derived:
            return Cell(value=self.number(column))
        return self.sheet.cell(self.key(column.code), self.row, column)

    def asked(self, column: Column) -> bool:
        """Tell whether the cell must be filled by the office."""
        return column.required and not column.derived and not self.sheet.locked(self.row, column)

    def unsaid(self, column: Column) -> bool:
        """Tell whether nobody has to fill the cell, and nobody has: there is nothing to judge."""
        return not column.derived and not self.asked(column) and self.cell(column).open

    def word(self, column: Column) -> str:
        """Return what stands in a cell as a sentence tells it, on one line and not too long."""
        cell = self.cell(column)
        if cell.number is not None:
            return self.show(cell.number, column)
        value = str(cell.value) if cell.value is not None else None
        text = " ".join(shown(value, self.row, column).split())
        return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"

    def beside(self, name: str) -> tuple[Place, Column] | None:
        """Return the cell named `column` or `row/column` of this form; None where there is none."""
        row_code, _, code = name.rpartition("/")
        row = self.sheet.row(self.form.id, row_code) if row_code else self.row
        other = self if row is self.row else None if row is None else self.at(row)
        column = None if other is None else other.column(code)
        return None if other is None or column is None else (other, column)

    def gaps_at(self, other: Place, column: Column) -> list[tuple[Key, str, str]]:
        """Return the gaps of a cell of another row, each called by that row too."""
        if other.row is self.row:
            return self.gaps(column)
        return [(key, f"{other.row.label}·{name}", result) for key, name, result in other.gaps(column)]

    def pairs(self, first: str, second: str) -> list[tuple[str, Any]]:
        """Return the columns a rule compares: its `pairs`, or the two its parameters name.

        A pair that begins with a cell nobody has to fill, and nobody has, is left out.
        """
        params = self.rule.params
        if "pairs" not in params:
            return [(params[first], params[second])]
        found: list[tuple[str, Any]] = []
        for one, other in params["pairs"]:
            column = self.column(one)
            if column is not None and not self.unsaid(column):
                found.append((one, other))
        return found

    def number(self, column: Column) -> Decimal | None:
        """Return the figure of a cell, entered or computed."""
        key = self.key(column.code)
        if column.computes is None and not self.row.sums:
            return self.sheet.cell(key, self.row, column).number
        return derive.number(self.sheet, key, self.row, column, self.sheet.period)

    def plain(self, value: Decimal, column: Column) -> str:
        """Return a figure as findings keep it: a plain decimal."""
        return quantity.plain(value, places_of(self.row, column))

    def show(self, value: Decimal, column: Column) -> str:
        """Return a figure as sentences tell it: grouped, with its unit."""
        return f"{quantity.show(value, places_of(self.row, column))} {unit_of(self.row, column)}".strip()

    def finding(self, result: str, codes: Iterable[str], message: str, **sides: str | None) -> Finding:
        """Return a finding on cells of this row."""
        return self.finding_at(result, (self.key(c) for c in codes), message, **sides)

    def finding_at(self, result: str, keys: Iterable[Key], message: str, **sides: str | None) -> Finding:
        """Return a finding on any cells."""
        rule = self.rule
        return Finding(
            rule.number, rule.severity, rule.trial, result, tuple(keys), message, rule.remedy,
            left=sides.get("left"), right=sides.get("right"), difference=sides.get("difference"),
        )  # fmt: skip

    def passed(self, codes: Iterable[str]) -> Finding:
        """Return that the rule is kept by cells of this row."""
        rule = self.rule
        keys = tuple([self.key(code) for code in codes])
        return Finding(rule.number, rule.severity, rule.trial, PASSED, keys, "", rule.remedy)

    def passed_at(self, keys: Iterable[Key]) -> Finding:
        """Return that the rule is kept by any cells."""
        rule = self.rule
        return Finding(rule.number, rule.severity, rule.trial, PASSED, tuple(keys), "", rule.remedy)

    def lacking(self, *columns: Column) -> Finding | None:
        """Return the finding for a rule that cannot run or does not apply, if a cell lacks its figure."""
        return self.lacking_of([gap for column in columns for gap in self.gaps(column)])

    def lacking_of(self, gaps: list[tuple[Key, str, str]]) -> Finding | None:
        """Return the finding for these gaps; what is still open weighs more than what has a reason."""
        if not gaps:
            return None
        for result in (NOT_RUN, NOT_APPLICABLE):
            found = {key: name for key, name, why in gaps if why == result}
            if found:
                names = "、".join(dict.fromkeys(found.values()))
                text = say(f"models.checks.{result}", row=self.label, columns=names)
                return self.finding_at(result, found, text)
        return None


def sides(place: Place, column: Column, left: Decimal, right: Decimal) -> dict[str, str]:
    """Return both sides and their difference as findings keep them."""
    figures = {"left": left, "right": right, "difference": left - right}
    return {name: place.plain(figure, column) for name, figure in figures.items()}


def without(place: Place, column: Column) -> Finding:
    """Return the finding for a cell without a figure: it cannot run, or has nothing to go by."""
    word = "no_denominator" if column.computes == "rate" else "no_ytd"
    text = say(f"models.checks.{word}", row=place.label)
    return place.lacking(column) or place.finding(NOT_APPLICABLE, [column.code], text)


def concerned(place: Place) -> Sequence[Place]:
    """Return every row a rule about the whole form looks at; empty but for the first of them.

    Such a rule is called for each row like any other and speaks once.
    """
    blocks = place.rule.params.get("blocks")
    rows = (
        r for r in place.sheet.rows(place.form.id) if not r.derived and (blocks is None or r.block in blocks)
    )
    return [place, *map(place.at, rows)] if next(rows, None) is place.row else ()


def folded(text: str) -> str:
    """Return a name or a text without what only looks different: width, case, spaces."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
