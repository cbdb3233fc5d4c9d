"""How far each form is: its name, cells filled of those due, and a bar."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from jzdesk.records import dataclass
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.ui.theme import Theme

LINE = 36


@dataclass(frozen=True, slots=True)
class Done:
    """How far a form is: cells filled or justified, of those that must be."""

    form: str
    title: str
    filled: int
    total: int
    nil: bool


def paint_bar(painter: QPainter, theme: Theme, place: QRectF, part: float) -> None:
    """Paint a bar of which a part is done."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.ink("quiet"))
    painter.drawRoundedRect(place, 3, 3)
    if part > 0:
        painter.setBrush(theme.ink("accent"))
        done = QRectF(place.left(), place.top(), max(6.0, place.width() * part), place.height())
        painter.drawRoundedRect(done, 3, 3)


class Bar(QWidget):
    """One bar."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._part = 0.0
        self.setFixedHeight(6)

    def show_part(self, done: int, of: int) -> None:
        """Show how many are done of how many."""
        self._part = done / of if of else 0.0
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bar."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_bar(painter, self._theme, QRectF(self.rect()), self._part)


class ProgressList(QWidget):
    """Signals: `form_requested` with the form's id when its line is clicked."""

    form_requested = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._items: tuple[Done, ...] = ()
        self.setObjectName("progress")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_items(self, items: Sequence[Done]) -> None:
        """Show these forms."""
        self._items = tuple(items)
        self.setAccessibleName("；".join(f"{i.title} {_count(i)}" for i in items))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of all lines."""
        return QSize(200, LINE * max(1, len(self._items)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the form under the mouse."""
        place = int(event.position().y()) // LINE
        if place < len(self._items):
            self.form_requested.emit(self._items[place].form)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint name, count and bar of each form."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.body)
        for place, item in enumerate(self._items):
            top = place * LINE
            text = QRect(0, top, self.width(), 22)
            count = _count(item)
            painter.setPen(self._theme.ink("secondary"))
            painter.drawText(text, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, count)
            room = text.adjusted(0, 0, -painter.fontMetrics().horizontalAdvance(count) - 12, 0)
            painter.setPen(self._theme.ink("ink"))
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, item.title)
            part = 1.0 if item.nil else item.filled / item.total if item.total else 0.0
            paint_bar(painter, self._theme, QRectF(0, top + 24, self.width(), 6), part)


def _count(item: Done) -> str:
    if item.nil:
        return say("ui.todo.nil_declared")
    return (
        say("ui.todo.filled", filled=item.filled, total=item.total) if item.total else say("ui.todo.no_rows")
    )
