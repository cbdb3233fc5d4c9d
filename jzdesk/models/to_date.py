"""1—本季累计 given in place of the quarter: which cells take it, and what it makes of the quarter.

Only the quarter is ever stored: the 累计 less what the earlier quarters of the year come to, and less
this quarter's 前期调整数.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from jzdesk.errors import RefusedError
from jzdesk.models import derive, quantity, summing
from jzdesk.models.entry import EMPTY, Key
from jzdesk.models.value import behaviour_of, blank_reason, places_of, unit_of
from jzdesk.records import dataclass
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.models.form import Column, Form, Row
    from jzdesk.models.period import Period
    from jzdesk.models.sheet import Sheet

_ADJUSTMENT = "adjustment"


@dataclass(frozen=True, slots=True)
class Quarter:
    """What a 累计 makes of a quarter; `figure` is below zero where the 累计 has fallen too far."""

    typed: Decimal
    before: Decimal
    adjustment: Decimal

    @property
    def figure(self) -> Decimal:
        """The quarter's own figure, exact."""
        return self.typed - self.before - self.adjustment


def quarter_column(form: Form, row: Row, column: Column) -> Column | None:
    """Return the column that a 累计 in `column` is entered into; None where no 累计 is taken.

    It is one of a flow that people fill: rates, means and stocks do not add up, and a 合计 has its parts.
    """
    if column.computes != "ytd" or row.derived:
        return None
    found = form.column(column.of or row.primary)
    if found is None or found.code not in row.columns or behaviour_of(row, found) != "flow":
        return None
    return None if found.derived or found.kind != "number" or found.fixed_in(row) else found


def quarter_key(sheet: Sheet, key: Key) -> Key | None:
    """Return the cell that a 累计 given at `key` is entered into; None where none is taken."""
    form, row = sheet.catalogue.form(key.form), sheet.row(key.form, key.row)
    column = form.column(key.column)
    if row is None or column is None or column.code not in row.columns:
        return None
    if sheet.period.kind not in column.frequencies:
        return None
    found = quarter_column(form, row, column)
    return None if found is None else Key(key.form, key.row, found.code)


def place_of(sheet: Sheet, key: Key) -> Key | None:
    """Return where the row of a cell takes its 累计; None where it takes none."""
    form, row = sheet.catalogue.form(key.form), sheet.row(key.form, key.row)
    columns = () if row is None else sheet.columns(form, row)
    places = (Key(key.form, key.row, column.code) for column in columns if column.computes == "ytd")
    return next((place for place in places if quarter_key(sheet, place) is not None), None)


def both(sheet: Sheet, key: Key) -> tuple[Key, ...]:
    """Return a quarter and its 累计 when `key` is one of them: what is entered in one settles the other."""
    place = place_of(sheet, key)
    quarter = None if place is None else quarter_key(sheet, place)
    if place is None or quarter is None or key not in {place, quarter}:
        return ()
    return place, quarter


def before(sheet: Sheet, key: Key, row: Row, column: Column) -> tuple[Decimal, tuple[str, ...]]:
    """Return the 累计 at the end of the quarter before, and what is lacking for it in earlier quarters.

    What no earlier quarter of the year had comes to zero; so does all before a new row.
    """
    if key.new_row:
        return Decimal(0), ()
    missing: list[str] = []
    earlier = sheet.period.year_to_date[:-1]
    total = derive.flow(sheet, key, row, column, earlier, missing)
    return total or Decimal(0), tuple(missing)


def figure_of(text: str, row: Row, column: Column, standing: Decimal | None) -> Decimal:
    """Return the 累计 that `text` stands for, a sum added up; a leading `+` adds to what stands."""
    stripped = quantity.trimmed(text)
    if not stripped:
        raise RefusedError(say("models.to_date.empty"))
    if blank_reason(stripped) is not None:
        raise RefusedError(say("models.to_date.reason", text=quantity.visible(stripped)))
    unit, places = unit_of(row, column), places_of(row, column)
    found = summing.total(text, unit, places, standing=standing)
    return quantity.parse(text, unit, places) if found is None else found.value


def quarter_of(sheet: Sheet, key: Key, row: Row, column: Column, typed: Decimal) -> Quarter:
    """Return what a 累计 makes of the quarter at `key`; refused where an earlier quarter is lacking."""
    total, missing = before(sheet, key, row, column)
    if missing:
        raise RefusedError(say("models.to_date.lacking", missing="、".join(missing), column=column.name))
    adjusted = column.code == row.primary and _ADJUSTMENT in row.columns
    beside = sheet.cells.get(Key(key.form, key.row, _ADJUSTMENT), EMPTY).number if adjusted else None
    return Quarter(typed, total, beside or Decimal(0))


def checked(quarter: Quarter, period: Period, row: Row, column: Column) -> Decimal:
    """Return the quarter's figure, or refuse one that cannot be: nothing is given off below zero."""
    if quarter.figure >= 0:
        return quarter.figure
    word = "falls" if quarter.typed < quarter.before else "below"
    raise RefusedError(say(f"models.to_date.{word}", **told(quarter, period, row, column)))


def told(quarter: Quarter, period: Period, row: Row, column: Column) -> dict[str, str]:
    """Return what sentences about a quarter put in: every figure as it is printed, with the unit."""
    places = places_of(row, column)
    figures = {
        "typed": quarter.typed, "before": quarter.before, "adjustment": quarter.adjustment,
        "figure": quarter.figure, "less": quarter.before - quarter.typed, "back": -quarter.adjustment,
    }  # fmt: skip
    shown = {name: quantity.show(figure, places) for name, figure in figures.items()}
    return {**shown, "unit": unit_of(row, column), "column": column.name, "period": period.previous.title}
