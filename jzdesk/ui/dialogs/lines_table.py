"""The table of a 底稿: every key that moves, types, pastes or removes in it."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QCoreApplication,
    QEvent,
    QModelIndex,
    QObject,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from jzdesk.desk.naming import Names
from jzdesk.ui.dialogs.lines_block import CODE, COLUMNS, NAME, NOTE, VALUE
from jzdesk.ui.dialogs.lines_model import Index, LinesModel
from jzdesk.ui.tables.completion import Completion
from jzdesk.ui.tables.steps import Field, Step, step_of, target
from jzdesk.ui.theme import GRID_ROW, Theme
from jzdesk.words import say

_WIDTHS = {CODE: 96, VALUE: 120, NOTE: 170}
_TRIGGERS = (
    QAbstractItemView.EditTrigger.AnyKeyPressed
    | QAbstractItemView.EditTrigger.EditKeyPressed
    | QAbstractItemView.EditTrigger.DoubleClicked
)


class LinesPen(QStyledItemDelegate):
    """Signals: `step_requested` the cell was left by a key; `typing` at a place (line, column, text);
    `block_pasted` a block is pasted while typing.
    """

    step_requested = Signal(Step)
    typing = Signal(int, int, str)
    block_pasted = Signal()

    def __init__(self, theme: Theme, known: Names, parent: QObject) -> None:
        super().__init__(parent)
        self.editor: QLineEdit | None = None
        self._theme, self._known = theme, known
        self._names: Completion | None = None
        self._place = (0, 0)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Open a line over the cell."""
        editor = QLineEdit(parent)
        editor.setObjectName("lineEditor")
        editor.setProperty("look", "cell")
        editor.setFrame(False)
        editor.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
        if index.column() == VALUE:
            editor.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
        editor.selectAll()
        editor.textEdited.connect(self._typed)
        self.editor, self._place = editor, (index.row(), index.column())
        if index.column() in {NAME, CODE}:
            self._names = Completion(self._theme, editor, self._known, codes=index.column() == CODE)
            self._names.picked.connect(self._pick)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Leave the editor as it is: what is typed is never overwritten."""

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """Forget the editor."""
        if editor is self.editor:
            self.editor = None
            self._put_away()
        super().destroyEditor(editor, index)

    def finish(self) -> None:
        """Keep what is typed and close the editor."""
        editor = self.editor
        self._put_away()
        if editor is not None:
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Take the keys that leave a cell, and a block that does not go into one."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(editor, event)
        if event.matches(QKeySequence.StandardKey.Paste) and is_block(QGuiApplication.clipboard().text()):
            self.finish()
            self.block_pasted.emit()
            return True
        if self._names is not None and self._names.takes(event):
            return True
        step = step_of(event, typing=True)
        if step is None:
            return super().eventFilter(editor, event) if event.key() == Qt.Key.Key_Escape else False
        if self._names is not None and self._names.chosen is not None and self.editor is not None:
            self.editor.setText(self._names.chosen)
        self.finish()
        self.step_requested.emit(step)
        return True

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Keep what was typed; the code of a known name goes beside it where none stands there."""
        super().setModelData(editor, model, index)
        beside = model.index(index.row(), CODE)
        if index.column() == NAME and not str(beside.data()).strip():
            code = self._known.code_of(str(index.data()))
            if code:
                model.setData(beside, code)

    @Slot(str)
    def _pick(self, text: str) -> None:
        if self.editor is not None:
            self.editor.setText(text)
            self.finish()

    def _put_away(self) -> None:
        names, self._names = self._names, None
        if names is not None:
            names.hide()

    @Slot(str)
    def _typed(self, text: str) -> None:
        self.typing.emit(*self._place, text)
        if self._names is not None:
            self._names.offer(text)


class LinesTable(QTableView):
    """Signals: `paste_requested` from the cursor on; `left` a step leads out (True: backwards)."""

    paste_requested = Signal()
    left = Signal(bool)

    def __init__(self, theme: Theme, model: LinesModel, known: Names, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("linesTable")
        self.setProperty("look", "lines")
        self.setAccessibleName(say("ui.lines.title"))
        self.pen = LinesPen(theme, known, self)
        self.setModel(model)
        self.setItemDelegate(self.pen)
        self.setEditTriggers(_TRIGGERS)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(GRID_ROW)
        rows.setFixedWidth(44)
        heads = self.horizontalHeader()
        heads.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        heads.setHighlightSections(False)
        for place, width in _WIDTHS.items():
            heads.resizeSection(place, width)
        self.pen.step_requested.connect(self.step)
        self.pen.block_pasted.connect(self.paste_requested)

    def go_to(self, row: int, column: int) -> None:
        """Put the cursor on a text."""
        index = self.model().index(row, column)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self.setFocus()

    @Slot(Step)
    def step(self, step: Step) -> None:
        """Go on to the next text, or out of the table."""
        here, every = self.currentIndex(), Field(self.model().rowCount(), COLUMNS, lambda _place: True)
        found = target(every, (here.row(), here.column()), step)
        if found is not None:
            self.go_to(*found)
        elif step in {Step.NEXT, Step.BACK}:
            self.left.emit(step is Step.BACK)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by our own rules; everything that is text opens the editor."""
        step = step_of(event, typing=False)
        if step is not None:
            self.step(step)
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste_requested.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(str(self.currentIndex().data() or ""))
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and not event.modifiers():
            self.model().setData(self.currentIndex(), "")
        elif event.text() or event.key() == Qt.Key.Key_F2:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def event(self, event: QEvent) -> bool:
        """Take Tab before Qt moves the focus away with it; with Ctrl it leaves the table."""
        tabs = {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in tabs:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.left.emit(event.key() == Qt.Key.Key_Backtab)
            else:
                self.keyPressEvent(event)
            return True
        return super().event(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Open the editor for what an input method gives at once; Qt waits for more, and loses it."""
        index = self.currentIndex()
        at_once = event.commitString() and not event.preeditString() and self.pen.editor is None
        if at_once and index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)
            if self.pen.editor is not None:
                QCoreApplication.sendEvent(self.pen.editor, event)
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


def is_block(text: str) -> bool:
    """Tell whether a copied text is more than one cell."""
    return "\t" in text or "\n" in text.strip("\r\n")
