"""The list of names used before, below the line one types in: it takes no key it was not asked to take."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from jzdesk.desk.naming import Names
from jzdesk.models.naming import Known
from jzdesk.ui.tables.list_view import ListView
from jzdesk.ui.tables.listing import TEXT, ListColumn, ListModel, Part
from jzdesk.ui.theme import Theme
from jzdesk.ui.widgets.parts import around, label
from jzdesk.words import say

WIDTH, CODE_WIDTH, GAP = 420, 160, 2
_COLUMNS = (
    ListColumn[Known]("", 0, lambda one: Part(one.name, TEXT)),
    ListColumn[Known]("", CODE_WIDTH, lambda one: Part(one.code, TEXT, "secondary")),
)


class Completion(QFrame):
    """Offers names for one editor; `codes` when codes are typed in it.

    Down chooses in the list, Esc closes it. Enter and Tab leave the cell as ever: with what was chosen,
    or else with what was typed.

    Signals: `picked` a text was chosen with the mouse.
    """

    picked = Signal(str)

    def __init__(self, theme: Theme, editor: QWidget, names: Names, *, codes: bool = False) -> None:
        super().__init__(editor.window())
        self.setObjectName("completion")
        self.setProperty("look", "float")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._editor, self._names, self._codes = editor, names, codes
        self.model: ListModel[Known] = ListModel(_COLUMNS, self)
        self.view = ListView(theme, self.model, "completionList", ends=True)
        self.view.horizontalHeader().hide()
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setAccessibleName(say("ui.names.list"))
        self.told = label(say("ui.names.keys"), "faint", name="completionKeys")
        inner = QVBoxLayout(self)
        inner.setContentsMargins(4, 4, 4, 4)
        inner.setSpacing(2)
        inner.addWidget(self.view)
        inner.addWidget(self.told)
        self._inner = inner
        self.view.clicked.connect(self._clicked)
        self.view.measured.connect(self.follow)
        editor.destroyed.connect(self.deleteLater)
        self.hide()

    @property
    def chosen(self) -> str | None:
        """The text chosen in the list; None while none is."""
        index = self.view.currentIndex()
        if not self.isVisible() or not index.isValid():
            return None
        return self._text(index)

    @Slot(str)
    def offer(self, typed: str) -> None:
        """Show what fits the text, none of it chosen; nothing where nothing does."""
        hits = self._names.fitting(typed, codes=self._codes) if typed.strip() else ()
        self.model.show_items(hits)
        self.view.setCurrentIndex(QModelIndex())
        if hits:
            self._fit()
            self.show()
            self.raise_()
        else:
            self.hide()

    def takes(self, event: QKeyEvent) -> bool:
        """Take a key that belongs to the list; tell whether it did."""
        if not self.isVisible() or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if event.key() == Qt.Key.Key_Down:
            self._move(1)
        elif event.key() == Qt.Key.Key_Up:
            self._move(-1)
        elif event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            return False
        return True

    def _move(self, by: int) -> None:
        """Choose the next or the one before; above the first none is chosen."""
        row = self.view.currentIndex().row() + by
        last = self.model.rowCount() - 1
        self.view.setCurrentIndex(QModelIndex() if row < 0 else self.model.index(min(row, last), 0))
        if self.chosen is not None:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._editor, self.chosen))

    @Slot()
    def follow(self) -> None:
        """Lie below the editor again where that has moved."""
        if self.isVisible():
            self._fit()

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        text = self._text(index)
        self.hide()
        self.picked.emit(text)

    def _text(self, index: QModelIndex) -> str:
        one = self.model.item(index.row())
        return one.code if self._codes else one.name

    def _fit(self) -> None:
        room = around(self)
        self.setFixedWidth(min(max(WIDTH, self._editor.width()), room.width() - 8))
        self.view.setFixedHeight(self.view.content_height())
        self._inner.activate()  # the list may have become shorter since it was laid out
        self.resize(self.width(), self._inner.sizeHint().height())
        corner = self._editor.mapTo(self._editor.window(), QPoint(0, 0))
        left = max(4, min(corner.x(), room.right() - self.width() - 4))
        below = corner.y() + self._editor.height() + GAP
        above = corner.y() - self.height() - GAP
        fits = below + self.height() <= room.bottom()
        self.move(left, below if fits or above < room.top() else above)


class LineNames(QObject):
    """Offers names in a line of its own, such as the one for the name of a new row."""

    def __init__(self, theme: Theme, line: QLineEdit, names: Names) -> None:
        super().__init__(line)
        self._line = line
        self.list = Completion(theme, line, names)
        self.list.picked.connect(line.setText)
        line.textEdited.connect(self.list.offer)
        line.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the list's keys, and put what was chosen into the line before Enter gives it."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if self.list.takes(event):
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                chosen = self.list.chosen
                if chosen is not None:
                    self._line.setText(chosen)
                self.list.hide()
        elif event.type() in {QEvent.Type.FocusOut, QEvent.Type.Hide}:
            self.list.hide()
        return super().eventFilter(watched, event)
