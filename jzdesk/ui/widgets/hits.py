"""A line that is typed into and the list of what fits it: the keys move in the list and stay in the line."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from jzdesk.models.lookup import Target
from jzdesk.ui.tables.list_view import ListView
from jzdesk.ui.tables.listing import ListModel

_STEP = 6
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _STEP, Qt.Key.Key_PageUp: -_STEP}


class HitLine(QLineEdit):
    """Signals: `moved` in the list by so many; `taken` Enter."""

    moved = Signal(int)
    taken = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move in the list without leaving the line."""
        if event.key() in _MOVES:
            self.moved.emit(_MOVES[Qt.Key(event.key())])
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.taken.emit()
        else:
            super().keyPressEvent(event)


class Hits(QObject):
    """Ties a line to its list.

    Signals: `chosen` one of what is listed, by Enter or by a click.
    """

    chosen = Signal(object)

    def __init__(self, line: HitLine, model: ListModel[Target], view: ListView) -> None:
        super().__init__(view)
        self._model, self._view = model, view
        line.moved.connect(self._move)
        line.taken.connect(self._take)
        view.clicked.connect(self._clicked)

    def go_to(self, row: int) -> None:
        """Stand on one of them."""
        self._view.setCurrentIndex(self._model.index(row, 1))

    @Slot(int)
    def _move(self, by: int) -> None:
        last = self._model.rowCount() - 1
        self.go_to(max(0, min(last, self._view.currentIndex().row() + by)))

    @Slot()
    def _take(self) -> None:
        index = self._view.currentIndex()
        if self._model.items and index.isValid():
            self.chosen.emit(self._model.item(index.row()))

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        self.chosen.emit(self._model.item(index.row()))
