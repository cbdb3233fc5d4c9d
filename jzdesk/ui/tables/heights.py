"""How high the lines of a table are: those in sight are measured at once, the rest of a long table later.

What a line's height is depends on its texts; a thousand of them take longer to measure than anybody waits
for a key.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Mapping, Sequence

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QTableView

from jzdesk.ui.tables import measure
from jzdesk.ui.tables.model import GridModel
from jzdesk.ui.tables.painter import FacePainter
from jzdesk.ui.tables.view import HalfGrid

_AT_ONCE = 24
"""So many lines are measured before anything is shown, which a table may be seen with as a whole."""
_AHEAD = 24
"""So many lines may be in sight before a table knows its own height."""
_AT_MOST = 120
"""So many lines are measured to come to one far below: as many as any real form has."""
_SECONDS = 0.004


class LineHeights(QObject):
    """Signals: `changed` lines out of sight have been measured."""

    changed = Signal()

    def __init__(self, model: GridModel, halves: Sequence[HalfGrid], parent: QObject) -> None:
        super().__init__(parent)
        self._model, self._halves = model, tuple(halves)
        self._faces: FacePainter = halves[0].pen.faces
        self._sizes: Mapping[int, int] = {}
        self._known: dict[int, int] = {}
        self._due: dict[int, None] = {}
        self._at_once = True
        self._later = QTimer(self, interval=0)
        self._later.timeout.connect(self._go_on)
        halves[1].verticalScrollBar().valueChanged.connect(self.come_in_sight)

    def renew(self, sizes: Mapping[int, int], *, at_once: bool) -> None:
        """Measure all lines for columns that are so wide; `at_once` where the whole table is shown."""
        self._sizes, self._at_once = sizes, at_once
        self._known.clear()
        self.measure(None)

    def measure(self, lines: Collection[int] | None) -> None:
        """Measure some lines anew, or all of them (None)."""
        count = self._model.rowCount()
        if lines is None:
            self._due = dict.fromkeys(range(count))
        else:
            self._due |= dict.fromkeys(lines)
        if self._at_once or len(self._due) <= _AT_ONCE:
            self._take(list(self._due))
        else:
            self.come_in_sight()
        if self._due:
            self._later.start()

    def reach(self, line: int) -> None:
        """Measure all lines above one that is gone to, so that it stays where it is seen."""
        above = [due for due in self._due if due <= line]
        if len(above) <= _AT_MOST:
            self._take(above)

    @Slot()
    def come_in_sight(self) -> None:
        """Measure what is in sight and was not yet."""
        if self._due:
            view: QTableView = self._halves[1]
            first = max(0, view.rowAt(0))
            last = view.rowAt(view.viewport().height() - 1)
            shown = range(first, (last if last >= 0 else first + _AHEAD) + 1)
            self._take([line for line in shown if line in self._due])

    @Slot()
    def _go_on(self) -> None:
        """Measure lines for a moment; the window goes on in between."""
        end = time.perf_counter() + _SECONDS
        while self._due and time.perf_counter() < end:
            self._take([next(iter(self._due))])
        if not self._due:
            self._later.stop()
            self.changed.emit()

    def _take(self, lines: Iterable[int]) -> None:
        for line in lines:
            del self._due[line]
            height = measure.row_height(self._model, line, self._sizes, self._faces)
            if self._known.get(line) != height:
                self._known[line] = height
                for half in self._halves:
                    half.verticalHeader().resizeSection(line, height)
