"""What the window shows of somebody's table, and what it offers to choose from."""

from __future__ import annotations

from collections import Counter
from decimal import ROUND_HALF_UP, Context

from jzdesk.desk.office import Office
from jzdesk.desk.tables import Table
from jzdesk.exchange.cells import address
from jzdesk.models import quantity
from jzdesk.models.mapping.columns import Targets
from jzdesk.models.mapping.grid import GridCell
from jzdesk.models.mapping.mapping import ROLES
from jzdesk.models.mapping.rows import RowMatch
from jzdesk.models.period import Period
from jzdesk.models.sheet import Sheet
from jzdesk.words import say

_FIFTEEN = Context(prec=quantity.MAX_DIGITS, rounding=ROUND_HALF_UP)
_LONGEST = 20


def choices(table: Table) -> tuple[tuple[str, str], ...]:
    """Return what a column may be taken for: code and name, not at all first."""
    targets = Targets(table.target, table.form)
    named = [("", say("desk.books.not_taken"))]
    named += [(role, say(f"desk.books.role.{role[1:]}")) for role in ROLES]
    called = Counter(column.name for column in targets.columns)
    for column in targets.columns:
        name = column.name if column.group is None or called[column.name] == 1 else say(
            "desk.books.grouped", group=column.group, name=column.name
        )  # fmt: skip
        word = "compared" if column.derived or column.city else ""
        named.append((column.code, say(f"desk.books.{word}", name=name) if word else name))
    return tuple(named)


def periods(office: Office, chosen: Period) -> tuple[Period, ...]:
    """Return the periods a table may be of: those of the plan's years in which the office has forms."""
    years = range(office.catalogue.first_year - 1, office.catalogue.last_year + 1)
    every = [Period(year, "year", 0) for year in years]
    every += [Period(year, kind, n) for year in years for kind, most in (("quarter", 4), ("half", 2))
              for n in range(1, most + 1)]  # fmt: skip
    catalogue, known = office.catalogue, {chosen, *office.store.periods()}
    valid = {p for p in every if catalogue.check_period(p)} | {chosen}
    return tuple(sorted(p for p in valid if p in known or Sheet(catalogue, office.unit, p, {}).asks_anything))


def units(table: Table) -> tuple[str, ...]:
    """Return the units one may say figures are in."""
    own = [row.unit for row in table.target.rows(table.form.id)]
    own += [c.unit for c in table.form.columns if c.unit]
    said = [take.unit for take in table.mapping.columns.values()] + [table.mapping.unit]
    usual = say("desk.books.units").split()
    return tuple(dict.fromkeys(unit for unit in (*said, *own, *usual) if unit and unit != "—"))


def rows(table: Table) -> tuple[tuple[str, str], ...]:
    """Return the rows of the form one may choose for a row of the table: code and name."""
    return tuple(
        (row.code, table.target.label(table.form, row))
        for row in table.target.rows(table.form.id) if not row.derived
    )  # fmt: skip


def row_name(table: Table, match: RowMatch) -> str:
    """Return how people call the row that a row of the table is; where it is none, its own name."""
    return match.name if match.row is None else table.target.label(table.form, match.row)


def shown(table: Table, row: int, column: int) -> str:
    """Return a stored cell as people see it."""
    cell = table.grid.cells.get((row, column))
    return read_as(cell) if cell is not None else ""


def read_as(cell: GridCell) -> str:
    """Return what a cell shows: no more digits than a workbook keeps, percent as such."""
    if cell.kind != "number":
        return cell.text.strip()
    try:
        number = _FIFTEEN.create_decimal(cell.text) * (100 if cell.percent else 1)
    except ArithmeticError:
        return cell.text
    text = quantity.plain_any(number) if abs(number.adjusted()) < _LONGEST else cell.text
    return f"{text}%" if cell.percent else text


def letters(table: Table, column: int) -> str:
    """Return how the workbook itself calls a column of the grid: its letters, or a row's number."""
    if table.grid.turned:
        return str(column)
    return address((1, column)).rstrip("1234567890")
