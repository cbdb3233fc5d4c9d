"""A box to choose from that shows it is one: the style sheet takes Qt's own arrow away."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox

from jzdesk.ui.theme import Theme


class Chooser(QComboBox):
    """A combo box with a small arrow at its right."""

    def __init__(self, theme: Theme, name: str, spoken: str) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName(name)
        self.setAccessibleName(spoken)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box and its arrow."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.ink("secondary" if self.isEnabled() else "line"), 1.5))
        middle = QPointF(self.width() - 14, self.height() / 2 + 2)
        painter.drawPolyline([middle - QPointF(4, 4), middle, middle + QPointF(4, -4)])
