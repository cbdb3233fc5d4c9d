"""A field for a count with its two arrows, framed as others are: dark swallows the frame of Qt's style."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSpinBox


class NumberBox(QSpinBox):
    """A spin box that paints its own frame; the palette carries the theme's colours."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what the style does, and the frame over the style's."""
        super().paintEvent(event)
        role, palette, wide = QPalette.ColorRole, self.palette(), 2 if self.hasFocus() else 1
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(palette.color(role.Highlight if self.hasFocus() else role.Dark), wide))
        half = wide / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), 4, 4)
