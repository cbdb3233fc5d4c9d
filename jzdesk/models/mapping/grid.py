"""A sheet of somebody's workbook as plain cells, which may be looked at with rows and columns exchanged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

Place = tuple[int, int]
"""Row and column, both from 1."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """One stored cell; `kind` is number, text, bool, error, date or empty."""

    kind: str
    text: str
    percent: bool = False
    formula: bool = False


@dataclass(frozen=True)
class Grid:
    """One sheet; `merges` are first row and column, last row and column of what was joined."""

    name: str
    cells: Mapping[Place, GridCell]
    merges: tuple[tuple[int, int, int, int], ...] = ()
    turned: bool = False

    @classmethod
    def from_plain(cls, sheet: Mapping[str, Any]) -> Grid:
        """Return the grid of a sheet that was read in the child process."""
        cells = {(r, c): GridCell(*rest) for r, c, *rest in sheet["cells"]}
        return cls(sheet["name"], cells, tuple(_area(m) for m in sheet["merges"]))

    def turn(self) -> Grid:
        """Return the grid with rows and columns exchanged."""
        cells = {(c, r): cell for (r, c), cell in self.cells.items()}
        merges = tuple((left, top, right, bottom) for top, left, bottom, right in self.merges)
        return Grid(self.name, cells, merges, not self.turned)

    def original(self, place: Place) -> Place:
        """Return where a place lies in the workbook itself."""
        return (place[1], place[0]) if self.turned else place

    @cached_property
    def height(self) -> int:
        """The last row that holds anything."""
        return max((r for r, _ in self.cells), default=0)

    @cached_property
    def width(self) -> int:
        """The last column that holds anything."""
        return max((c for _, c in self.cells), default=0)

    def text(self, row: int, column: int) -> str:
        """Return what stands in a place, without blanks around it."""
        found = self.cells.get((row, column))
        return found.text.strip() if found is not None else ""

    @cached_property
    def joined(self) -> Mapping[Place, Place]:
        """The first place of the merged area that a place lies in; heads alone need it, so rows end soon."""
        found: dict[Place, Place] = {}
        for top, left, bottom, right in self.merges:
            for row in range(top, min(bottom, top + _MOST) + 1):
                for column in range(left, min(right, left + _MOST) + 1):
                    found[row, column] = (top, left)
        return found

    def filled(self, row: int, column: int) -> str:
        """Return what is seen in a place: of a merged area the text of its first place."""
        return self.text(row, column) or self.text(*self.joined.get((row, column), (row, column)))


_MOST = 100


def _area(numbers: Sequence[int]) -> tuple[int, int, int, int]:
    top, left, bottom, right = numbers
    return top, left, bottom, right
