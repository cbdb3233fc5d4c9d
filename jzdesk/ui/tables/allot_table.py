"""The table of a subject: keys that move, type and clear, and choices where there are some."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from jzdesk.models.allotment.subjects import CHOICE, UNIT
from jzdesk.ui.tables.allot_model import AllotModel, Index
from jzdesk.ui.tables.first_column import FirstColumn
from jzdesk.ui.theme import GRID_ROW

_CHARACTER, _BESIDE, _MOST = 8, 300, 360
_TRIGGERS = (
    QAbstractItemView.EditTrigger.AnyKeyPressed
    | QAbstractItemView.EditTrigger.EditKeyPressed
    | QAbstractItemView.EditTrigger.DoubleClicked
)


class AllotPen(QStyledItemDelegate):
    """Opens a line over a cell, or the list of what may stand there.

    `units` are the names of offices, `categories` those of projects, by code.
    """

    def __init__(self, units: tuple[str, ...], categories: Mapping[str, str], parent: QWidget) -> None:
        super().__init__(parent)
        self._units, self._categories = units, categories
        self.opened: QWidget | None = None
        """The editor that is open; one that was closed is nobody's, though it may still be there."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Open a line or a list."""
        words = self._words(index)
        if not words:
            line = QLineEdit(parent)
            line.setObjectName("allotEditor")
            line.setProperty("look", "cell")
            line.setFrame(False)
            self.opened = line
            return line
        made = QComboBox(parent)
        made.setObjectName("allotEditor")
        made.setEditable(True)  # a list that takes only its words would swallow what was typed
        made.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        made.addItems(["", *words])
        self.opened = made
        return made

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """Forget an editor that was closed."""
        if editor is self.opened:
            self.opened = None
        super().destroyEditor(editor, index)

    def _words(self, index: Index) -> tuple[str, ...]:
        model = index.model()
        field = model.fields[index.column()] if isinstance(model, AllotModel) else None
        if field is None:
            return ()
        if field.kind == CHOICE:
            return tuple(field.choices(self._categories).values())
        return self._units if field.kind == UNIT else ()

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Begin with what stands there, chosen as a whole."""
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        line = editor.lineEdit() if isinstance(editor, QComboBox) else editor
        if isinstance(line, QLineEdit):
            line.setText(text)
            line.selectAll()

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        """Keep what was typed or chosen."""
        text = editor.currentText() if isinstance(editor, QComboBox) else ""
        if isinstance(editor, QLineEdit):
            text = editor.text()
        if isinstance(model, AllotModel):
            model.setData(index, text)


class AllotTable(QTableView):
    """Keys: type or F2 to write, Delete to clear, Ctrl+C to copy, arrows to move."""

    def __init__(
        self, model: AllotModel, units: tuple[str, ...], categories: Mapping[str, str], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"allot_{model.subject.code}")
        self.setProperty("look", "lines")
        self.setAccessibleName(model.subject.title)
        self.setModel(model)
        self.pen = AllotPen(units, categories, self)
        self.setItemDelegate(self.pen)
        self.setEditTriggers(_TRIGGERS)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(GRID_ROW)
        rows.setFixedWidth(56)
        heads = self.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for place, field in enumerate(model.fields):
            width = _BESIDE if field is None else max(80, int(field.width * _CHARACTER))
            heads.resizeSection(place, min(width, _MOST))
        self.first = FirstColumn(self)

    def setRowHidden(self, row: int, hide: bool) -> None:
        """Hide a line, or show it again, in both halves."""
        super().setRowHidden(row, hide)
        self.first.setRowHidden(row, hide)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the first column in its place."""
        super().resizeEvent(event)
        self.first.fit()

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Bring a place into view, out from behind the first column."""
        super().scrollTo(index, hint)
        behind = self.first.covers - self.columnViewportPosition(index.column())
        if index.column() and behind > 0:
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - behind)

    def go_to(self, index: Index) -> None:
        """Put the cursor on a text."""
        here = self.model().index(index.row(), index.column())
        self.setRowHidden(here.row(), False)
        self.setCurrentIndex(here)
        self.scrollTo(here)
        self.setFocus()

    def flush(self) -> None:
        """Keep what is being typed."""
        editor = self.pen.opened
        if editor is not None and editor.isVisible():
            self.commitData(editor)
            self.closeEditor(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Clear and copy by our own keys; everything that is text opens the editor."""
        here = self.currentIndex()
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and not event.modifiers():
            self.model().setData(here, "")
        elif event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(str(here.data() or ""))
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            writing = self.state() == QAbstractItemView.State.EditingState
            if here.flags() & Qt.ItemFlag.ItemIsEditable and not writing:
                self.edit(here)
        else:
            super().keyPressEvent(event)
