"""The line above a list: what is looked for in it, how many rows are left, and how they are sorted."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from jzdesk.ui.widgets.parts import button, label, row
from jzdesk.words import say

WIDTH, LEAST = 280, 160


class FindLine(QLineEdit):
    """Signals: `taken` one goes on to the rows; `given_up` Esc."""

    taken = Signal()
    given_up = Signal()

    def sizeHint(self) -> QSize:
        """Like the room for a long name."""
        return QSize(WIDTH, super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on into the list, or give the search up."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down}:
            self.taken.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class ListBar(QWidget):
    """Signals: `reset` the rows are to stand as on the paper."""

    reset = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.line = FindLine()
        self.line.setObjectName("listFind")
        self.line.setAccessibleName(say("ui.lists.find"))
        self.line.setPlaceholderText(say("ui.lists.hint"))
        self.line.setToolTip(say("ui.lists.find_tip"))
        self.line.setClearButtonEnabled(True)
        self.line.setMinimumWidth(LEAST)
        self.line.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.count = label("", "small", name="listCount")
        self.order = label("", "small", name="listOrder")
        self.back = button(say("ui.lists.reset"), "listReset", self._reset, look="link")
        self.back.setToolTip(say("ui.lists.reset_tip"))
        self.setLayout(row(self.line, self.count, None, self.order, self.back))

    def show_count(self, left: int, total: int, *, chosen: bool) -> None:
        """Show how many rows there are, and how many of them are in sight."""
        text = say("ui.lists.left", n=left, total=total) if chosen else say("ui.lists.total", total=total)
        self.count.setText(text)

    def show_order(self, name: str) -> None:
        """Show by what the rows are sorted; nothing for the paper's order."""
        self.order.setText(say("ui.lists.sorted", name=name) if name else "")
        self.back.setVisible(bool(name))

    @Slot()
    def _reset(self) -> None:
        self.reset.emit()
