"""The period above the page, which opens the chooser of periods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QPushButton, QSizePolicy

from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.models.period import Period
    from jzdesk.ui.theme import Theme


KEY = "Ctrl+Q"
"""Q as in 期 (qī): Ctrl+P prints, as everywhere else."""


class PeriodButton(QPushButton):
    """The period's name with a small arrow behind it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("periodBox")
        self.setProperty("look", "period")
        self.setAutoDefault(True)
        self.setToolTip(say("ui.period.tip", key=KEY))
        QShortcut(QKeySequence(KEY), self).activated.connect(self.click)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def show_period(self, period: Period) -> None:
        """Show a period."""
        self.setText(period.title)
        self.setAccessibleName(period.title)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the arrow beside the name."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.ink("secondary"), 1.6))
        middle = QPointF(self.width() - 18, self.height() / 2 + 1)
        ends = QPointF(4, -4), QPointF(-4, -4)
        painter.drawPolyline([middle + ends[1], middle, middle + ends[0]])
