"""What a pasted block would do to a form, as plain values; nothing of it is written yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from jzdesk.models import quantity
from jzdesk.models.entry import Cell, Key
from jzdesk.models.form import Block, Column, Form, Row
from jzdesk.models.paste.clip import Piece
from jzdesk.models.paste.match import Part
from jzdesk.models.period import Period
from jzdesk.models.sheet import Sheet

CHANGED, ROUNDED, SAME, REFUSED, SUM, SKIPPED = (
    "changed", "rounded", "same", "refused", "sum", "skipped",
)  # fmt: skip
STATUSES = (REFUSED, SUM, ROUNDED, CHANGED, SKIPPED, SAME)
"""In the order in which they matter."""
_WRITTEN = frozenset({CHANGED, ROUNDED})


@dataclass(frozen=True, slots=True)
class Choices:
    """What the clerk has chosen: the unit of columns (by code), and to lay the block by place."""

    units: Mapping[str, str] = field(default_factory=dict)
    by_place: bool = False


@dataclass(frozen=True, slots=True)
class Planned:
    """One copied cell: where it goes, what stands there, what it becomes, and why (not).

    `found` is what was copied. `cell` is None for what will not be written; `at` is its line and column in
    the block; `to_date` the 累计 that it is entered by.
    """

    at: tuple[int, int]
    status: str
    where: str
    old: str = ""
    new: str = ""
    found: str = ""
    why: str = ""
    key: Key | None = None
    cell: Cell | None = None
    to_date: Decimal | None = None

    @property
    def writes(self) -> bool:
        """It changes the cell."""
        return self.cell is not None and self.status in _WRITTEN


@dataclass(frozen=True, slots=True)
class UnitGuess:
    """In which unit a column's figures are taken; `suggested` is the one they seem to be in, or empty."""

    column: str
    name: str
    units: tuple[str, ...]
    chosen: str
    suggested: str
    sentence: str


@dataclass(frozen=True)
class Plan:
    """The whole of it; made for exactly this `sheet`."""

    sheet: Sheet
    period: Period
    form: str
    cells: tuple[Planned, ...]
    units: tuple[UnitGuess, ...]
    new_rows: Mapping[str, Block]
    choices: Choices
    by_name: bool
    by_head: bool
    may_switch: bool

    @property
    def writing(self) -> tuple[Planned, ...]:
        """The cells that will be written."""
        return tuple([c for c in self.cells if c.status in _WRITTEN and c.cell is not None])

    def count(self, status: str) -> int:
        """Return how many cells have a status."""
        return sum(c.status == status for c in self.cells)

    def refused_text(self) -> str:
        """Return the cells that are not taken as lines of text, tab-separated."""
        told = (c for c in self.cells if c.status in {REFUSED, SUM})
        return "\n".join("\t".join((c.where, c.found, c.why)).replace("\n", " ") for c in told)


def head_of(form: Form, row: Row, column: Column) -> str:
    """Return what a column is called in a row's block, with its group where others bear its name."""
    own = form.block(row.block).heads.get(column.code)
    if own is not None:
        return own
    shared = column.group and sum(c.name == column.name for c in form.columns) > 1
    return f"{column.group}{column.name}" if shared else column.name


def part_head(part: Part, code: str) -> str:
    """Return what a column is called in a table, its group included."""
    column = next((c for c in part.table.columns if c.code == code), None)
    return code if column is None else f"{column.group or ''}{column.name}"


def found_text(piece: Piece) -> str:
    """Return what was copied as a sentence may show it; the number behind it where that is another."""
    text, exact = quantity.visible(piece.text), quantity.visible(piece.exact)
    return text if not exact or exact == text else f"{text}〔{exact}〕"
