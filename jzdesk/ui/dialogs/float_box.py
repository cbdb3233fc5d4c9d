"""A small box beside what was pressed: it floats over the window, blocks nothing, and Esc closes it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from jzdesk.ui.messages import Messages
from jzdesk.ui.session import Session
from jzdesk.ui.widgets.fitting import shrink
from jzdesk.ui.widgets.parts import around, label

MARGIN = 16
_APART, _EDGE = 6, 4
"""How far it stands from what was pressed, and from the edges of the window."""


class FloatBox(QFrame):
    """Holds a title, fields, why they were refused, and acts; another period or place closes it."""

    def __init__(self, session: Session, messages: Messages, parent: QWidget, name: str, width: int) -> None:
        super().__init__(parent)
        self._window = parent
        self._session, self._messages = session, messages
        self._back: QWidget | None = None
        self.setObjectName(name)
        self.setProperty("look", "float")
        self.setFixedWidth(width)
        self.title = label("", "strong", wrap=True)
        self.about = label("", "faint", wrap=True)
        self.wrong = label("", "must", wrap=True, name=name.replace("Box", "Wrong"))
        for part in (self.title, self.about, self.wrong):  # else it asks for the height of a narrower one
            part.setFixedWidth(width - 2 * MARGIN)
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(12)
        self.grid.setVerticalSpacing(8)
        self.grid.setColumnStretch(1, 1)
        session.turned.connect(self.dismiss)
        self.hide()

    def arrange(self, acts: QHBoxLayout) -> None:
        """Lay what it holds one below the other, the acts last."""
        outer = QVBoxLayout(self)
        outer.setContentsMargins(MARGIN, 14, MARGIN, 14)
        outer.setSpacing(10)
        outer.addWidget(self.title)
        outer.addWidget(self.about)
        outer.addLayout(self.grid)
        outer.addWidget(self.wrong)
        outer.addLayout(acts)

    def head(self, title: str, about: str) -> None:
        """Say what is asked, and what about it."""
        self.title.setText(title)
        self.setAccessibleName(title)
        self.about.setText(about)
        self.about.setVisible(bool(about))

    def open_near(self, near: QWidget, first: QWidget) -> None:
        """Open beside what was pressed, with the focus in its first field."""
        self._back = near
        self.refuse("")
        self.show()
        self._place()
        self.raise_()
        first.setFocus()

    def refuse(self, sentence: str) -> None:
        """Say why it cannot be; nothing, if it can."""
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))
        if self.isVisible():
            self._place()

    def done(self, sentence: str) -> None:
        """Close, and tell below what was done."""
        self.dismiss()
        self._session.refresh()
        self._messages.tell(sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    @Slot()
    def dismiss(self) -> None:
        """Close and give the focus back."""
        if self.isVisible():
            self.hide()
            if self._back is not None:
                self._back.setFocus()

    def _place(self) -> None:
        """Stand below what was pressed, above it where there is no room, and in the window in any case."""
        room = around(self)
        shrink(self, room.size() - QSize(2 * _EDGE, 2 * _EDGE))
        if self._back is None:
            return
        at = self._back.mapTo(self._window, QPoint(0, self._back.height() + _APART))
        above = at.y() - self._back.height() - self.height() - 2 * _APART
        lowest = max(_EDGE, room.bottom() - self.height() - _EDGE)
        down = above if at.y() > lowest and above >= _EDGE else at.y()
        self.move(max(_EDGE, min(at.x(), room.right() - self.width() - 2 * _EDGE)), min(down, lowest))
