"""What an entry workbook would do, as plain values."""

from __future__ import annotations

from dataclasses import dataclass, field

from jzdesk.models.entry import Cell, Key
from jzdesk.models.form import Block


@dataclass(frozen=True, slots=True)
class FillChange:
    """One cell that becomes another; a `key` whose row begins with `+` is of a new row.

    `total` is the 累计 it was made from, as a plain decimal; empty for what was read as it stands.
    """

    key: Key
    address: str
    old: str | None
    new: str | None
    cell: Cell
    total: str = ""


@dataclass(frozen=True, slots=True)
class Rounded:
    """A stored number with more decimals than the row has."""

    key: Key
    address: str
    found: str
    new: str


@dataclass(frozen=True, slots=True)
class RefusedCell:
    """A cell that cannot be taken: what was there, why not, and what to do; its key where it has one."""

    address: str
    found: str
    why: str
    remedy: str
    key: Key | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class TypedTotal:
    """A computed cell typed over with something else than its `sum` (None where nothing can be computed)."""

    address: str
    typed: str
    sum: str | None
    key: Key | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Deleted:
    """A figure deleted in the workbook; the store keeps it. No `address` when its row or column is gone."""

    key: Key
    address: str
    kept: str


@dataclass(frozen=True, slots=True)
class Passed:
    """A value of somebody's own table that goes nowhere, and why."""

    address: str
    found: str
    why: str


@dataclass
class FillPlan:
    """The whole outcome; nothing is to be written while anything is refused.

    Of an entry workbook nothing is `passed` over: all its cells have marks.
    """

    changes: list[FillChange] = field(default_factory=list)
    rounded: list[Rounded] = field(default_factory=list)
    refused: list[RefusedCell] = field(default_factory=list)
    totals: list[TypedTotal] = field(default_factory=list)
    deleted: list[Deleted] = field(default_factory=list)
    passed: list[Passed] = field(default_factory=list)
    new_rows: dict[tuple[str, str], Block] = field(default_factory=dict)
