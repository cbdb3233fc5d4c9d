"""The way of a quarter as a track: what is done, where one is, what is to come."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from jzdesk.ui.theme import SIGNS, Theme
from jzdesk.words import say

DOT = 24


class StepTrack(QWidget):
    """Numbered steps; those done carry a tick, the present one is filled."""

    def __init__(self, theme: Theme, steps: tuple[str, ...]) -> None:
        super().__init__()
        self._theme = theme
        self._steps = steps
        self._at = 0
        self.setObjectName("steps")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_at(0)

    @property
    def at(self) -> int:
        """The present step, counted from 0; the number of steps when all is done."""
        return self._at

    def show_at(self, at: int) -> None:
        """Show which step is the present one."""
        self._at = at
        name = self._steps[at] if at < len(self._steps) else say("ui.hand_in.all_done")
        self.setAccessibleName(say("ui.hand_in.step_now", name=name))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of dots and names."""
        return QSize(400, 58)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint dots, lines between them, and names."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._theme
        width = self.width() / len(self._steps)
        for place, name in enumerate(self._steps):
            middle = width * (place + 0.5)
            done, here = place < self._at, place == self._at
            if place:
                painter.setPen(theme.ink("accent" if place <= self._at else "line"))
                painter.drawLine(
                    int(middle - width + DOT / 2 + 8), DOT // 2, int(middle - DOT / 2 - 8), DOT // 2
                )
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.ink("accent" if done or here else "quiet"))
            dot = QRectF(middle - DOT / 2, 0, DOT, DOT)
            painter.drawEllipse(dot)
            painter.setPen(theme.ink("on_accent" if done or here else "secondary"))
            painter.setFont(theme.small)
            painter.drawText(dot, Qt.AlignmentFlag.AlignCenter, SIGNS["good"] if done else str(place + 1))
            painter.setPen(theme.ink("ink" if here else "secondary"))
            painter.setFont(theme.strong if here else theme.body)
            below = QRect(int(middle - width / 2), DOT + 8, int(width), 24)
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, name)
