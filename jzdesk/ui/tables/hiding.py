"""Which lines of a table are put out of sight, in both of its halves alike."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtWidgets import QTableView

from jzdesk.models.entry import Key
from jzdesk.ui.tables.model import GridModel, Index
from jzdesk.ui.tables.steps import Step, target


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

    def places(self, to_date: int | None = None) -> list[tuple[int, int]]:
        """Return every place in sight that may be typed in, line by line; of the 累计 those in `to_date`."""
        return [p for p in self._model.enterable(to_date) if not self._halves[0].isRowHidden(p[0])]

    def beside(self, here: Index) -> Key | None:
        """Return the key below a place in sight, or above where it is the last."""
        places, place = self.places(), (here.row(), here.column())
        found = target(places, place, Step.DOWN) or target(places, place, Step.UP)
        return self._model.face(*found).key if found else None
