"""Which lines of a table are put out of sight, in both of its halves alike."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtWidgets import QTableView

from jzdesk.models.entry import Key
from jzdesk.ui.tables.model import GridModel, Index
from jzdesk.ui.tables.steps import Field, Step, target

_NOWHERE = (-1, -1)


class HiddenLines:
    """Hides lines by the codes of their rows; a band goes with the last of its rows."""

    def __init__(self, model: GridModel, halves: Sequence[QTableView]) -> None:
        self._model = model
        self._halves = tuple(halves)

    def hide(self, codes: Collection[str]) -> bool:
        """Hide these rows and show all others; tell whether that changed anything."""
        wanted = self._lines(codes)
        other = [line for line, away in enumerate(wanted) if self._halves[0].isRowHidden(line) != away]
        for half in self._halves:
            for line in other:
                half.setRowHidden(line, wanted[line])
        return bool(other)

    def shown(self, first: int, last: int) -> list[int]:
        """Return the lines in sight from one to another, both included."""
        return [line for line in range(first, last + 1) if not self._halves[0].isRowHidden(line)]

    @property
    def left(self) -> bool:
        """Some line is in sight."""
        return not all(self._halves[0].isRowHidden(line) for line in range(self._model.rowCount()))

    def _lines(self, codes: Collection[str]) -> list[bool]:
        found: list[bool] = []
        below = bool(codes)  # nothing seen yet below the band that comes next
        for line in range(self._model.rowCount() - 1, -1, -1):
            row = self._model.line(line).row
            if row is None:
                found.append(below)
                below = bool(codes)
            else:
                found.append(row.code in codes)
                below = below and row.code in codes
        return found[::-1]

    def hides(self, key: Key) -> bool:
        """Tell whether a key stands in a line that is hidden."""
        place = self._model.place_of(key)
        return place.isValid() and self._halves[0].isRowHidden(place.row())

    def step(self, here: tuple[int, int], step: Step, to_date: int | None = None) -> tuple[int, int] | None:
        """Return where a step leads to among the places in sight; of the 累计 those in column `to_date`."""
        model = self._model

        def open_(place: tuple[int, int]) -> bool:
            line, column = place
            if self._halves[0].isRowHidden(line):
                return False
            face = model.face(line, column)
            return face.typed if column == to_date else face.enterable

        return target(Field(model.rowCount(), model.columnCount(), open_), here, step)

    @property
    def some(self) -> bool:
        """Some place in sight may be typed in."""
        return self.step(_NOWHERE, Step.FIRST) is not None

    def beside(self, here: Index) -> Key | None:
        """Return the key below a place in sight, or above where it is the last."""
        place = (here.row(), here.column())
        found = self.step(place, Step.DOWN) or self.step(place, Step.UP)
        return self._model.face(*found).key if found else None
