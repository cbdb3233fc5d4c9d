"""What one may do with a cell, on the right mouse button or the menu key."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QMenu, QWidget

from jzdesk.ui.tables.face import Face
from jzdesk.ui.tables.grid import Grid
from jzdesk.words import say


@dataclass(frozen=True, slots=True)
class Offer:
    """What goes with the cell: `lines` it may be opened into lines, `row` is `stop`, `go_on` or empty.

    `to_date`: its row may be filled by its 累计; `remove`: the row may be taken out again; `sort`: the
    lines may be sorted by the cell's column.
    """

    lines: bool = False
    to_date: bool = False
    row: str = ""
    remove: bool = False
    sort: bool = False


class CellMenu(QMenu):
    """Signals: `reason_requested` why it is blank; `note_requested` a note; `lines_requested` the 底稿;
    `to_date_requested` filling by the 累计; `history_requested` what was done to the cell;
    `earlier_requested` last quarter's text; `end_requested` the row ends (True) or goes on;
    `remove_requested` it is taken out; `sort_requested` by the cell's column.
    """

    reason_requested = Signal()
    note_requested = Signal()
    lines_requested = Signal()
    to_date_requested = Signal()
    history_requested = Signal()
    earlier_requested = Signal()
    end_requested = Signal(bool)
    remove_requested = Signal()
    sort_requested = Signal()

    def __init__(self, parent: QWidget, face: Face, grid: Grid, offer: Offer) -> None:
        super().__init__(parent)
        self.setObjectName("cellMenu")
        self._row = offer.row
        self._add("reason", "F9", self._reason, enabled=face.enterable)
        self._add("clear", "Delete", grid.clear_cell, enabled=face.enterable and bool(face.edit))
        self.addSeparator()
        self._grid = grid
        self._add("copy", "Ctrl+C", self._copy, enabled=bool(face.text))
        self._add("copy_heads", "Ctrl+Shift+C", self._copy_heads, enabled=True)
        self._add("paste", "Ctrl+V", grid.paste, enabled=face.typed)
        self.addSeparator()
        self._add("note", "Ctrl+M", self._note, enabled=face.key is not None)
        if offer.to_date:
            self._add("to_date", "Ctrl+L", self._to_date, enabled=True)
        self._add("lines", "F4", self._lines, enabled=offer.lines)
        self._add("history", "F12", self._history, enabled=face.key is not None)
        if face.ghost:
            self._add("take_over", "Ctrl+D", self._earlier, enabled=True)
        if offer.row or offer.sort:
            self.addSeparator()
        if offer.sort:
            self._add("sort", "Ctrl+Shift+S", self._sort, enabled=True)
        if offer.row:
            self._add(offer.row, "Ctrl+T", self._end, enabled=True)
            self._add("remove", "Ctrl+Delete", self._remove, enabled=offer.remove)
        self.aboutToHide.connect(self.deleteLater)

    def _add(self, name: str, keys: str, slot: object, *, enabled: bool) -> None:
        text = say("ui.menu.entry", name=say(f"ui.menu.{name}"), keys=keys)
        action = self.addAction(text.rstrip())
        action.setObjectName(f"menu_{name}")
        action.setEnabled(enabled)
        action.triggered.connect(slot)

    @Slot()
    def _copy(self) -> None:
        self._grid.copy()

    @Slot()
    def _copy_heads(self) -> None:
        self._grid.copy(with_heads=True)

    @Slot()
    def _reason(self) -> None:
        self.reason_requested.emit()

    @Slot()
    def _note(self) -> None:
        self.note_requested.emit()

    @Slot()
    def _lines(self) -> None:
        self.lines_requested.emit()

    @Slot()
    def _to_date(self) -> None:
        self.to_date_requested.emit()

    @Slot()
    def _history(self) -> None:
        self.history_requested.emit()

    @Slot()
    def _earlier(self) -> None:
        self.earlier_requested.emit()

    @Slot()
    def _end(self) -> None:
        self.end_requested.emit(self._row == "stop")

    @Slot()
    def _remove(self) -> None:
        self.remove_requested.emit()

    @Slot()
    def _sort(self) -> None:
        self.sort_requested.emit()
