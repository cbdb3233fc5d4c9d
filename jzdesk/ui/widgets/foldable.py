"""A part of a page that folds away to a narrow handle: by itself where room is short, or by hand."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from jzdesk.ui.theme import Theme
from jzdesk.ui.widgets.painted import PaintedButton
from jzdesk.words import say

OPEN_WIDTH, FOLDED_WIDTH = 12, 26
TOP = 22


class FoldHandle(PaintedButton):
    """A bar to press: an arrow while the part is open, and the part's name once it is folded."""

    def __init__(self, theme: Theme, name: str, title: str, key: str) -> None:
        super().__init__(theme, name)
        self._title, self._key = title, key
        self.folded = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.show_folded(folded=False)

    def show_folded(self, *, folded: bool) -> None:
        """Offer to open the part, or to fold it."""
        self.folded = folded
        what = say("ui.fold.open" if folded else "ui.fold.fold", what=self._title)
        self.setAccessibleName(what)
        self.setToolTip(say("ui.nav.key", what=what, key=self._key))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the width of the bar."""
        letter = self.fontMetrics().height()
        return QSize(max(FOLDED_WIDTH, letter + 8) if self.folded else OPEN_WIDTH, 80)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bar, its arrow and its name."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        strong = self.hasFocus() or self.underMouse()
        painter.setPen(QPen(self._theme.ink("accent"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.ink("quiet" if self.folded or strong else "ground"))
        painter.drawRoundedRect(frame, 5, 5)
        painter.setPen(QPen(self._theme.ink("accent" if strong else "secondary"), 1.5))
        middle = TOP if self.folded else self.height() / 2
        tip = QPointF(self.width() / 2 + (-2 if self.folded else 2), middle)
        back = QPointF(4 if self.folded else -4, 0)
        painter.drawPolyline([tip + back - QPointF(0, 5), tip, tip + back + QPointF(0, 5)])
        if self.folded:
            self._name(painter)

    def _name(self, painter: QPainter) -> None:
        """Write the name from top to bottom, as far as there is room."""
        painter.setFont(self._theme.small)
        painter.setPen(self._theme.ink("secondary"))
        line = painter.fontMetrics().lineSpacing()
        for place, sign in enumerate(self._title):
            top = 2 * TOP + place * line
            if top + line > self.height():
                return
            painter.drawText(QRectF(0, top, self.width(), line), Qt.AlignmentFlag.AlignCenter, sign)


class Foldable(QWidget):
    """A part with its handle at the left.

    Signals: `fold_requested` the handle was pressed.
    """

    fold_requested = Signal()

    def __init__(self, within: QWidget, theme: Theme, part: QWidget, name: str, title: str, key: str) -> None:
        super().__init__(within)
        self.part = part
        self.handle = FoldHandle(theme, name, title, key)
        self.handle.clicked.connect(self._pressed)
        both = QHBoxLayout(self)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(0)
        both.addWidget(self.handle)
        both.addWidget(part)

    @property
    def folded(self) -> bool:
        """Only the handle is seen."""
        return self.handle.folded

    def show_folded(self, *, folded: bool) -> None:
        """Fold the part away, or show it; the focus in it goes to the handle."""
        if folded == self.folded:
            return
        held = self.window().focusWidget()
        if folded and held is not None and self.part.isAncestorOf(held):
            self.handle.setFocus()
        self.handle.show_folded(folded=folded)
        self.part.setVisible(not folded)

    @Slot()
    def _pressed(self) -> None:
        self.fold_requested.emit()
