"""What one may do with a cell, on the right mouse button or the menu key."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QMenu, QWidget

from jzdesk.ui.tables.faces import Face
from jzdesk.ui.tables.grid import Grid
from jzdesk.words import say


class CellMenu(QMenu):
    """Signals: `reason_requested` why it is blank; `note_requested` a note."""

    reason_requested = Signal()
    note_requested = Signal()

    def __init__(self, parent: QWidget, face: Face, grid: Grid) -> None:
        super().__init__(parent)
        self.setObjectName("cellMenu")
        self._add("reason", "F9", self._reason, enabled=face.enterable)
        self._add("clear", "Delete", grid.clear_cell, enabled=face.enterable and bool(face.edit))
        self.addSeparator()
        self._add("copy", "Ctrl+C", grid.copy, enabled=bool(face.text))
        self._add("paste", "Ctrl+V", grid.paste, enabled=face.enterable)
        self.addSeparator()
        self._add("note", "Ctrl+M", self._note, enabled=face.key is not None)
        self.aboutToHide.connect(self.deleteLater)

    def _add(self, name: str, keys: str, slot: object, *, enabled: bool) -> None:
        action = self.addAction(say("ui.menu.entry", name=say(f"ui.menu.{name}"), keys=keys))
        action.setObjectName(f"menu_{name}")
        action.setEnabled(enabled)
        action.triggered.connect(slot)

    @Slot()
    def _reason(self) -> None:
        self.reason_requested.emit()

    @Slot()
    def _note(self) -> None:
        self.note_requested.emit()
