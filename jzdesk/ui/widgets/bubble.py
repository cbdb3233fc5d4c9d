"""A sentence right at a cell: why its text could not be saved, or what it comes to."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from jzdesk.ui.widgets.parts import around, label

MOST = 420


class Bubble(QFrame):
    """Floats over the page below a cell; it takes no focus and no mouse.

    Signals: `shifted` the page has another size, and has laid out what is in it.
    """

    shifted = Signal()

    def __init__(self, parent: QWidget, *, look: str = "refusal", tone: str = "must") -> None:
        super().__init__(parent)
        self.setObjectName("bubble")
        self.setProperty("look", look)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.text = label("", tone, wrap=True)
        inner = QHBoxLayout(self)
        inner.setContentsMargins(10, 6, 10, 6)
        inner.addWidget(self.text)
        self.hide()
        parent.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay within the page where it becomes smaller."""
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            room = around(self)
            self.move(max(4, min(self.x(), room.right() - self.width() - 4)), self.y())
            QTimer.singleShot(0, self, self.shifted.emit)
        return False

    def say(self, sentence: str, near: QRect, within: QRect | None = None) -> None:
        """Show the sentence below `near` (in the parent's coordinates), or above where there is no room.

        There is room `within` a part of the parent, or in all of it.
        """
        room = around(self) if within is None else within.intersected(around(self))
        self.text.setText(sentence)
        advance = self.text.fontMetrics().horizontalAdvance(sentence) + 8
        width = min(MOST, advance)
        lines = -(-advance // width)
        self.text.setFixedWidth(width)
        self.resize(
            width + 22, self.text.fontMetrics().lineSpacing() * (lines if lines == 1 else lines + 1) + 14
        )
        left = max(room.left() + 4, min(near.left(), room.right() - self.width() - 4))
        below = near.bottom() + 4
        top = below if below + self.height() < room.bottom() else near.top() - self.height() - 4
        self.move(left, top)
        self.setAccessibleName(sentence)
        self.show()
        self.raise_()
