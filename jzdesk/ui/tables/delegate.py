"""How one opens, leaves and saves the editor of a cell."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from jzdesk.desk.naming import kind_at
from jzdesk.models.entry import Key
from jzdesk.models.form import Column
from jzdesk.models.paste.clip import is_block
from jzdesk.ui.tables.completion import Completion
from jzdesk.ui.tables.editors import (
    ChoiceEditor,
    Editor,
    LineEditor,
    ParagraphEditor,
    TextEditor,
    editor_for,
    mark_wrong,
    room_for,
)
from jzdesk.ui.tables.face import Face
from jzdesk.ui.tables.model import FACE, GridModel, Index
from jzdesk.ui.tables.painter import FacePainter
from jzdesk.ui.tables.steps import Step, step_of
from jzdesk.ui.theme import Theme

BLANK_SIGNS = frozenset({"—", "——", "–", "-", "－", "−", "/", "／", "无"})
"""What people type where there is no figure: it asks for the reason."""


@dataclass(frozen=True)
class Opened:
    """The one editor that may be open."""

    editor: Editor
    index: QPersistentModelIndex
    start: str
    key: Key | None


class GridDelegate(QStyledItemDelegate):
    """Paints faces and keeps the open editor.

    Signals: `step_requested` the cell was left by a key; `typing` text is being typed; `refused` and
    `mended` an editor's text could not be saved, or is being changed; `reason_requested` a dash was typed;
    `block_pasted` a block is pasted while typing.
    """

    step_requested = Signal(Step)
    typing = Signal(str)
    refused = Signal(QRect, str)
    mended = Signal()
    reason_requested = Signal()
    block_pasted = Signal()

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self.faces = FacePainter(theme)
        self.opened: Opened | None = None
        self.names: Completion | None = None
        self._theme = theme
        self.current: QPersistentModelIndex | None = None
        self.active = False
        self.marked = -1
        """The column of 行次: in the cursor's line it is marked, so that one sees which line one is in."""
        self.model: GridModel | None = None
        """The model whose faces are painted."""
        self._cell = QRect()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one place, and the cursor's frame where it is."""
        rect: QRect = option.rect
        # Not by `data`: the way through Qt and back takes as long as the painting
        face = self.model.face(index.row(), index.column()) if self.model else index.data(FACE)
        self.faces.paint(painter, rect, face)
        here = self.current is not None and self.current == index
        chosen = not here and QStyle.StateFlag.State_Selected in option.state
        if chosen or (index.column() == self.marked and self._in_line(index)):
            self.faces.choose(painter, rect)
        if here:
            self.faces.frame(painter, rect, active=self.active)

    def _in_line(self, index: Index) -> bool:
        return self.current is not None and self.current.row() == index.row() and self.current != index

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Open the editor of the column's kind."""
        model = index.model()
        if not isinstance(model, GridModel):
            raise TypeError(model)
        face: Face = index.data(FACE)
        column = model.columns[index.column()].layout
        found = column.column if column is not None else _stub_column(model, face)
        editor = editor_for(parent, found)
        editor.fill(face.edit)
        editor.typing.connect(self._typing)
        self.opened = Opened(editor, QPersistentModelIndex(index), editor.typed(), face.key)
        if kind_at(found):
            names = model.names(kind_at(found))
            self.names = Completion(self._theme, editor, names, codes=bool(found.codes))
            self.names.picked.connect(self._pick)
        mark_wrong(editor, face.tone == "refused")
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Leave the editor as it is: what is typed is never overwritten."""

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Lay the editor over its cell, larger for texts, inside what is seen."""
        if self.opened is not None and editor is self.opened.editor:
            self._cell = QRect(option.rect)
            self._lay_out(self.opened.editor, self._cell)
            if self.names is not None:
                self.names.follow()

    @staticmethod
    def _lay_out(editor: Editor, rect: QRect) -> None:
        width, height = room_for(editor, rect.width(), rect.height())
        parent = editor.parentWidget()
        around = parent.rect() if parent is not None else rect
        if isinstance(editor, ParagraphEditor):
            height = min(height, around.height())  # the count below must be seen
        left = max(0, min(rect.left(), around.right() - width))
        top = max(0, min(rect.top(), around.bottom() - height))
        editor.setGeometry(QRect(left, top, width, height))

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """Forget the editor: Qt also closes it by itself, its text saved, when the cursor goes elsewhere."""
        if self.opened is not None and self.opened.editor is editor:
            self.opened = None
            if self.names is not None:
                self.names.hide()
                self.names = None
        super().destroyEditor(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Save what was typed if it is new; Qt asks for it whenever an editor is left behind."""
        self.save()

    def save(self) -> bool:
        """Save the open editor's text; tell whether the cell now holds it."""
        opened = self.opened
        if opened is None or not opened.index.isValid():
            return True
        text = opened.editor.typed()
        face: Face = opened.index.data(FACE)
        if text == opened.start and face.tone != "refused":
            return True
        self.opened = replace(opened, start=text)
        if opened.index.model().setData(opened.index, text):
            mark_wrong(opened.editor, False)
            return True
        mark_wrong(opened.editor, True)
        return False

    def leave(self, step: Step | None) -> bool:
        """Save and close the editor, then go on; what is refused stays open where it was typed."""
        opened = self.opened
        if opened is None:
            return True
        asking: Face = opened.index.data(FACE)
        if step is not None and asking.enterable and _asks_reason(opened.editor):
            self.close()
            self.reason_requested.emit()
            return False
        if not self.save():
            face: Face = opened.index.data(FACE)
            corner = opened.editor.mapTo(opened.editor.window(), QPoint(0, 0))
            self.refused.emit(QRect(corner, opened.editor.size()), face.tip)
            return False
        self.close()
        if step is not None:
            self.step_requested.emit(step)
        return True

    def start_with(self, text: str) -> None:
        """Put a text into the open editor; it is new, and saved when the editor is left."""
        if self.opened is not None:
            self.opened.editor.fill(text)

    def close(self) -> None:
        """Close the editor without saving."""
        opened, self.opened = self.opened, None
        names, self.names = self.names, None
        if names is not None:
            names.hide()
        if opened is not None:
            self.mended.emit()
            self.closeEditor.emit(opened.editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Take the keys that leave a cell, and the loss of focus."""
        if self.opened is None or editor is not self.opened.editor:
            return False
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        if event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            self._lost(event.reason())
        return False

    def _key(self, event: QKeyEvent) -> bool:
        opened = self.opened
        if opened is None:
            return False
        if self.names is not None and self.names.takes(event):
            return True
        if event.key() == Qt.Key.Key_Escape:
            self._give_up(opened)
            return True
        if isinstance(opened.editor, ParagraphEditor) and event.key() in {
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
        }:
            if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                return False
            self.leave(Step.ENTER)
            return True
        if self._is_block(event, opened.editor):
            if self.leave(None):
                self.block_pasted.emit()
            return True
        step = step_of(event, typing=True)
        if step in {Step.DOWN, Step.UP} and not isinstance(opened.editor, LineEditor):
            return False
        if step is None:
            return False
        if self.names is not None and self.names.chosen is not None:
            opened.editor.fill(self.names.chosen)
        self.leave(step)
        return True

    @staticmethod
    def _is_block(event: QKeyEvent, editor: Editor) -> bool:
        """Tell whether a block is pasted where one figure or word is being typed; texts take it as it is."""
        pasted = event.matches(QKeySequence.StandardKey.Paste)
        return pasted and not isinstance(editor, TextEditor) and is_block(QGuiApplication.clipboard().text())

    @Slot(str)
    def _pick(self, text: str) -> None:
        """Save a name that was chosen with the mouse."""
        if self.opened is not None:
            self.opened.editor.fill(text)
            self.leave(None)

    def _give_up(self, opened: Opened) -> None:
        """Close the editor; what was refused before is forgotten, the cell holds what it held."""
        face: Face = opened.index.data(FACE)
        model = opened.index.model()
        self.close()
        if face.tone == "refused" and isinstance(model, GridModel):
            model.give_up(face)

    def _lost(self, reason: Qt.FocusReason) -> None:
        if reason == Qt.FocusReason.PopupFocusReason or self._choosing:
            return
        if reason == Qt.FocusReason.ActiveWindowFocusReason:
            self.save()
            return
        self.save()
        self.close()

    @property
    def _choosing(self) -> bool:
        """The list of words lies open: it has taken the focus, and gives it back."""
        editor = self.opened.editor if self.opened is not None else None
        return isinstance(editor, ChoiceEditor) and editor.view().isVisible()

    def show_choices(self) -> None:
        """Open the list of words of the open editor, if it has one."""
        if self.opened is not None and isinstance(self.opened.editor, ChoiceEditor):
            self.opened.editor.showPopup()

    @Slot(str)
    def _typing(self, text: str) -> None:
        if self.opened is not None:
            mark_wrong(self.opened.editor, False)
            if isinstance(self.opened.editor, ParagraphEditor):
                self._lay_out(self.opened.editor, self._cell)  # it grows with its text
            if self.names is not None:
                self.names.offer(text)
            self.mended.emit()
            self.typing.emit(text)


def _asks_reason(editor: Editor) -> bool:
    return not isinstance(editor, ChoiceEditor) and editor.typed().strip() in BLANK_SIGNS


def _stub_column(model: GridModel, face: Face) -> Column:
    """Return the column of a row's own name, which stands in the stub."""
    column = model.scene.form.column(face.key.column) if face.key else None
    if column is None:
        raise LookupError(face)
    return column
