"""One half of a form's grid: the stubs that stay, or the cells that scroll."""

from __future__ import annotations

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QKeyCombination,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from jzdesk.ui.tables.delegate import GridDelegate
from jzdesk.ui.tables.head import HeadView
from jzdesk.ui.tables.model import GridModel, Index
from jzdesk.ui.tables.steps import Step, step_of
from jzdesk.ui.theme import GRID_ROW, Theme
from jzdesk.words import say

_TRIGGERS = (
    QAbstractItemView.EditTrigger.AnyKeyPressed
    | QAbstractItemView.EditTrigger.EditKeyPressed
    | QAbstractItemView.EditTrigger.DoubleClicked
)


_SHIFT = Qt.KeyboardModifier.ShiftModifier
_GROWTH = {
    Qt.Key.Key_Down: (1, 0), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Left: (0, -1),
}  # fmt: skip
_COPY_HEADS = QKeyCombination(Qt.KeyboardModifier.ControlModifier | _SHIFT, Qt.Key.Key_C)


class HalfGrid(QTableView):
    """Shows the frozen or the other columns of a `GridModel`.

    Signals: `step_requested` a key asks to go on; `cleared` Delete was pressed; `menu_requested` where;
    `copy_requested` (True: with heads), `paste_requested` the usual keys; `grow_requested` (lines, columns)
    and `reach_requested` change the chosen block; `barred` one types where nothing may be typed.
    """

    step_requested = Signal(Step)
    cleared = Signal()
    menu_requested = Signal(QPoint)
    copy_requested = Signal(bool)
    grow_requested = Signal(int, int)
    reach_requested = Signal(QModelIndex)
    paste_requested = Signal()
    barred = Signal()

    def __init__(self, theme: Theme, model: GridModel, *, frozen: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._frozen = frozen
        self.grows = False
        self.head = HeadView(theme, model.columns, self)
        self.pen = GridDelegate(theme, self)
        self.pen.model = model
        self.setHorizontalHeader(self.head)
        self.setModel(model)
        self.setItemDelegate(self.pen)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(_TRIGGERS)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus if frozen else Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(
            say("ui.grid.stubs" if frozen else "ui.grid.cells", form=model.scene.form.title)
        )
        self._follows, self._twice = True, False
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.actionTriggered.connect(self._look_elsewhere)
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(GRID_ROW)
        rows.setDefaultSectionSize(GRID_ROW)
        if frozen:
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hide_columns()

    def hide_columns(self) -> None:
        """Hide the columns of the other half."""
        model = self.model()
        if isinstance(model, GridModel):
            for place, column in enumerate(model.columns):
                self.setColumnHidden(place, column.frozen != self._frozen)
            stubs = sum(column.frozen for column in model.columns)
            self.pen.marked = stubs - 1 if self._frozen else -1

    def show_cursor(self, current: QModelIndex, previous: QModelIndex) -> None:
        """Paint anew what shows where the cursor is: its cell, its column's head and its line's number."""
        self.pen.current = QPersistentModelIndex(current)
        self.head.show_cursor(current.column() if current.isValid() else -1)
        for index in (current, previous):
            if index.isValid():
                self.update(index)
                if self.pen.marked >= 0:
                    self.update(index.siblingAtColumn(self.pen.marked))

    def span_bands(self) -> None:
        """Let the title of a band run over all stubs."""
        model = self.model()
        if not isinstance(model, GridModel):
            return
        stubs = sum(1 for column in model.columns if column.frozen)
        self.clearSpans()
        for row in range(model.rowCount()):
            if model.line(row).row is None and stubs > 1:
                self.setSpan(row, 0, 1, stubs)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by our own rules; everything that is text opens the editor."""
        step = step_of(event, typing=False)
        grown = _GROWTH.get(Qt.Key(event.key())) if event.modifiers() & _SHIFT else None
        if grown is not None:
            self.grow_requested.emit(*grown)
        elif step is not None:
            self.step_requested.emit(step)
        elif event.matches(QKeySequence.StandardKey.Copy) or event.keyCombination() == _COPY_HEADS:
            self.copy_requested.emit(event.keyCombination() == _COPY_HEADS)
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste_requested.emit()
        elif event.text().isprintable() and event.text() and not self._open_here:
            self.barred.emit()
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.cleared.emit()
        elif event.key() == Qt.Key.Key_Escape and self._gives_up():
            event.accept()
        elif (
            event.key() in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}
            or event.text()
            or event.key() == Qt.Key.Key_F2
        ):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def _gives_up(self) -> bool:
        """Forget the text that was refused at the cursor, where there is one: as Esc does in the editor."""
        index, model = self.currentIndex(), self.model()
        if not isinstance(model, GridModel) or not index.isValid():
            return False
        face = model.face(index.row(), index.column())
        if face.tone != "refused":
            return False
        self.pen.mended.emit()
        model.give_up(face)
        return True

    @Slot()
    def _look_elsewhere(self) -> None:
        """Leave the cursor where it is while somebody scrolls."""
        self._follows = False

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Follow the cursor again once it moves."""
        self._follows = True
        super().currentChanged(current, previous)

    def keep_in_sight(self) -> None:
        """Keep the cursor seen where the room has changed, unless one has scrolled away from it."""
        if self._follows and self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the cursor in sight."""
        super().resizeEvent(event)
        self.keep_in_sight()

    @property
    def _open_here(self) -> bool:
        index = self.currentIndex()
        return index.isValid() and bool(index.flags() & Qt.ItemFlag.ItemIsEditable)

    def event(self, event: QEvent) -> bool:
        """Take Tab before Qt moves the focus away with it."""
        tabs = {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in tabs:
            self.keyPressEvent(event)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """With Shift, let the chosen block reach to the mouse."""
        if event.button() == Qt.MouseButton.LeftButton and event.modifiers() & _SHIFT:
            self.reach_requested.emit(self.indexAt(event.position().toPoint()))
        else:
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the editor, and once the button is let go the list of words it may have."""
        super().mouseDoubleClickEvent(event)
        self._twice = True

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the list of words after a double click; opened before, it would take this for a choice."""
        super().mouseReleaseEvent(event)
        if self._twice:
            self._twice = False
            self.pen.show_choices()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """While the mouse is drawn over cells, let the block reach to it; the cursor stays."""
        if event.buttons() & Qt.MouseButton.LeftButton and self.pen.opened is None:
            self.reach_requested.emit(self.indexAt(event.position().toPoint()))
        else:
            super().mouseMoveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu at the cell under the mouse, or at the cursor."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            self.menu_requested.emit(event.globalPos())
        else:
            corner = self.visualRect(self.currentIndex()).bottomLeft()
            self.menu_requested.emit(self.viewport().mapToGlobal(corner))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Paint the cursor strong."""
        self._show_focus(True)
        if not self.currentIndex().isValid():
            super().focusInEvent(event)  # which puts the cursor somewhere
            return
        # Qt would paint all cells anew, whenever an editor is closed; and lets the input method in by this
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, self._open_here)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Paint the cursor faint, and nothing else: all Qt does is to paint every cell anew."""
        self._show_focus(False)

    def _show_focus(self, active: bool) -> None:
        self.pen.active = active
        self.update(self.currentIndex())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page where the whole table is shown."""
        sideways = event.modifiers() & Qt.KeyboardModifier.ShiftModifier or not event.angleDelta().y()
        if self.grows and not sideways:
            event.ignore()
        else:
            super().wheelEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Open the editor for a sign an input method gives at once, such as a dash; Qt waits for more."""
        at_once = event.commitString() and not event.preeditString() and self.pen.opened is None
        if at_once and self._open_here:
            self.edit(self.currentIndex())
            if self.pen.opened is not None:
                QCoreApplication.sendEvent(self.pen.opened.editor, event)
                return
        super().inputMethodEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters open editors; they never search."""

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Let page keys move, and nothing else: the steps are ours."""
        pages = {QAbstractItemView.CursorAction.MovePageUp, QAbstractItemView.CursorAction.MovePageDown}
        return super().moveCursor(action, modifiers) if action in pages else self.currentIndex()
