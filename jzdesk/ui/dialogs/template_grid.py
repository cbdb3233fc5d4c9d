"""A sheet of a template as it lies there: linked cells say what they are linked to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from jzdesk.desk import template_offers
from jzdesk.desk.template_offers import Line
from jzdesk.models.template import THIS, VALUE, address
from jzdesk.models.template_look import SheetLook
from jzdesk.ui.theme import GRID_ROW, Theme
from jzdesk.words import say

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
COLUMN = 118
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2}
_AWAY = {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}


class TemplateModel(QAbstractTableModel):
    """Shows one sheet; `lines` are its links by row and column, from 1."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sheet: SheetLook | None = None
        self._lines: dict[tuple[int, int], Line] = {}
        self._size = (0, 0)

    def show_sheet(self, sheet: SheetLook | None, lines: Mapping[tuple[int, int], Line]) -> None:
        """Show a sheet with its links, or nothing."""
        size = template_offers.size(sheet, [line.link for line in lines.values()]) if sheet else (0, 0)
        same = sheet is self._sheet and size == self._size
        if not same:
            self.beginResetModel()
        self._sheet, self._lines, self._size = sheet, dict(lines), size
        if not same:
            self.endResetModel()
        elif size != (0, 0):
            self.dataChanged.emit(self.index(0, 0), self.index(size[0] - 1, size[1] - 1))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of rows shown."""
        return 0 if parent.isValid() else self._size[0]

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of columns shown."""
        return 0 if parent.isValid() else self._size[1]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return one aspect of a cell."""
        sheet = self._sheet
        if sheet is None or not index.isValid():
            return None
        place = (index.row() + 1, index.column() + 1)
        line = self._lines.get(place)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._linked(line) if line else template_offers.shown(sheet, *place)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._told(sheet, place, line) or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            text = self._told(sheet, place, line) or template_offers.shown(sheet, *place)
            text = text or say("ui.lists.nothing")
            return f"{address(*place)} {text}"
        if role == Qt.ItemDataRole.BackgroundRole:
            return self._theme.ink(self._ground(sheet, place, line))
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._theme.ink("secondary" if line is None and sheet.why_not(place) else "ink")
        return None

    @staticmethod
    def _linked(line: Line) -> str:
        """Return in short what a cell is linked to: what is not the usual comes first."""
        usual = (line.link.period, line.link.figure) == (THIS, VALUE)
        return say(
            "ui.templates.linked" if usual else "ui.templates.linked_how", name=line.name, how=line.how
        )

    @staticmethod
    def _told(sheet: SheetLook, place: tuple[int, int], line: Line | None) -> str:
        if line is None:
            return sheet.why_not(place) or template_offers.shown(sheet, *place)
        told = say("ui.templates.cell_told", name=line.name, how=line.how, filled=line.filled or "—")
        return f"{told}\n{line.why}" if line.why else told

    @staticmethod
    def _ground(sheet: SheetLook, place: tuple[int, int], line: Line | None) -> str:
        if line is not None:
            return "accent_ground" if line.fits else "must_ground"
        return "head" if sheet.why_not(place) else "card"

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's letters or a row's number."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        across = orientation == Qt.Orientation.Horizontal
        return address(1, section + 1).rstrip("1") if across else str(section + 1)


class TemplateGrid(QTableView):
    """Signals: `reached` a cell (row and column from 1; 0 for none); `link_requested`, `unlink_requested`."""

    reached = Signal(int, int)
    link_requested = Signal()
    unlink_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("templateGrid")
        self.setProperty("look", "lines")
        self.setAccessibleName(say("ui.templates.sheet"))
        self.cells = TemplateModel(theme, self)
        self.setModel(self.cells)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        rows, heads = self.verticalHeader(), self.horizontalHeader()
        for head, wide in ((rows, GRID_ROW), (heads, COLUMN)):
            head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            head.setDefaultSectionSize(wide)
            head.setHighlightSections(False)
        self._sheet: SheetLook | None = None
        self.selectionModel().currentChanged.connect(self._moved)
        self.doubleClicked.connect(self.link_requested)

    def show_sheet(self, sheet: SheetLook | None, lines: Mapping[tuple[int, int], Line]) -> None:
        """Show a sheet with its links; the cursor stays where it is on the same one."""
        here = self.currentIndex()
        row, column = (here.row(), here.column()) if here.isValid() else (0, 0)
        if sheet is not self._sheet:
            row, column = 0, 0
            self.clearSpans()
        self.cells.show_sheet(sheet, lines)
        if sheet is not self._sheet and sheet is not None:
            for top, left, tall, wide in template_offers.spans(sheet):
                self.setSpan(top - 1, left - 1, tall, wide)
        self._sheet = sheet
        if self.cells.rowCount():
            self.setCurrentIndex(self.cells.index(row, column))

    def go_to(self, row: int, column: int) -> None:
        """Put the cursor on a cell, from 1."""
        self.setCurrentIndex(self.cells.index(row - 1, column - 1))

    @property
    def place(self) -> tuple[int, int]:
        """The cell with the cursor, from 1: of a merged area its first one. Zeros for none."""
        index = self.currentIndex()
        if not index.isValid() or self._sheet is None:
            return 0, 0
        return self._sheet.corner((index.row() + 1, index.column() + 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and F2 link the cell, Delete takes its link away; letters do not wander about."""
        if event.key() in _ENTER:
            self.link_requested.emit()
        elif event.key() in _AWAY:
            self.unlink_requested.emit()
        elif event.text().strip() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    @Slot(QModelIndex, QModelIndex)
    def _moved(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        self.reached.emit(*self.place)
