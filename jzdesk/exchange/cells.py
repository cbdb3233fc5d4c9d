"""Raw cells: what a workbook stores, not what a program would make of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

MAX_CELLS = 200_000


class Raw(NamedTuple):
    """One stored cell: `kind` is number, text, bool, error, date or empty; `text` its stored form.

    `percent` tells of the number format, `formula` that the value is a stored result.
    """

    kind: str
    text: str
    percent: bool = False
    formula: bool = False


Place = tuple[int, int]
"""Row and column, both from 1."""
Area = tuple[int, int, int, int]
"""First row and column, last row and column."""


@dataclass(frozen=True, slots=True)
class SheetCells:
    """One sheet by name, with the cells that hold anything; `merges` as far as the format tells them."""

    name: str
    cells: dict[Place, Raw] = field(default_factory=dict)
    merges: tuple[Area, ...] = ()


@cache
def column_number(letters: str) -> int:
    """Return the number of a column such as `AB`."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def address(place: Place) -> str:
    """Return a place as people write it, such as `C5`."""
    row, column = place
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"
