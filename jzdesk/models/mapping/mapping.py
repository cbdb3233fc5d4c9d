"""How one table is taken into one form: the value that is guessed, changed by people, and remembered."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from typing import Any

from jzdesk.models.mapping import names
from jzdesk.models.mapping.grid import Grid
from jzdesk.models.mapping.heads import Head, heads, when_of

NAME, CODE, UNIT, GROUP = "@name", "@code", "@unit", "@group"
ROLES = (NAME, CODE, UNIT, GROUP)
"""What a column may be beside a column of the form: it says which row is meant, or in which unit."""
NOT_TAKEN, NEW_ROW = "", "+"
_OF_SHAPE = 3


@dataclass(frozen=True, slots=True)
class Take:
    """What a column of the table is taken as: a role, a column of the form, or not at all; and its unit."""

    target: str = NOT_TAKEN
    unit: str = ""


@dataclass(frozen=True)
class Mapping:
    """One table's meaning.

    `head` are the first and last row of heads. `unit` is the one of the whole table where neither column
    nor row names another. `rows` holds what people chose for single rows: a row's code, `NEW_ROW`, or
    `NOT_TAKEN`. With `add` every row without a counterpart becomes a new one; with `omit` what cannot be
    taken is left out, and the rest is.
    """

    form: str
    head: tuple[int, int]
    columns: Map[int, Take]
    turned: bool = False
    unit: str = ""
    rows: Map[int, str] = field(default_factory=dict)
    add: bool = False
    omit: bool = False

    def column_of(self, target: str) -> int | None:
        """Return the column that is taken as `target`."""
        return next((at for at, take in self.columns.items() if take.target == target), None)

    def oriented(self, grid: Grid) -> Grid:
        """Return the grid as this mapping looks at it."""
        return grid if self.turned == grid.turned else grid.turn()


def shape(grid: Grid, head: tuple[int, int] | None) -> str:
    """Return what tables of the same making have in common: the sheet's name and heads, without periods."""
    first, last = head or (1, _OF_SHAPE)
    found = heads(grid, first, last)
    parts = [names.fold(when_of(grid.name)[1]), *(found[at].key for at in sorted(found))]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:24]


def remembered(mapping: Mapping, grid: Grid, first: int) -> dict[str, Any]:
    """Return a mapping as it is kept; `first` is where its head would be looked for.

    Columns are kept by what their heads say, rows by their names, so that both are found in the next table.
    """
    table = mapping.oriented(grid)
    found = heads(table, *mapping.head)
    name = mapping.column_of(NAME)
    rows = {table.filled(at, name): code for at, code in mapping.rows.items()} if name else {}
    columns: dict[str, list[str]] = {}
    for at, take in sorted(mapping.columns.items()):
        key = found.get(at, Head()).key
        if take.target or key not in columns:
            columns[key] = [take.target, take.unit]
    return {
        "form": mapping.form, "turned": mapping.turned, "unit": mapping.unit, "add": mapping.add,
        "omit": mapping.omit, "head": [mapping.head[0] - first, mapping.head[1] - mapping.head[0]],
        "columns": columns, "rows": {names.fold(n): code for n, code in rows.items() if names.fold(n)},
    }  # fmt: skip


@dataclass(frozen=True)
class Remembered:
    """A mapping as it was kept."""

    form: str
    turned: bool
    unit: str
    add: bool
    omit: bool
    head: tuple[int, int]
    columns: Map[str, Take]
    rows: Map[str, str]

    @classmethod
    def parse(cls, kept: Map[str, Any]) -> Remembered | None:
        """Return what `remembered` wrote; None for anything else."""
        try:
            offset, more = (int(n) for n in kept["head"])
            return cls(
                str(kept["form"]), bool(kept["turned"]), str(kept["unit"]), bool(kept["add"]),
                bool(kept["omit"]), (offset, more),
                {k: Take(str(target), str(unit)) for k, (target, unit) in kept["columns"].items()},
                {str(k): str(code) for k, code in kept["rows"].items()},
            )  # fmt: skip
        except (ValueError, TypeError, KeyError, AttributeError):
            return None
