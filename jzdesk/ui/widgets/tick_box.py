"""A box to tick in the theme's colours: Qt's own style would draw its frame in a shade that dark swallows."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton

_PART = QStyle.SubElement.SE_CheckBoxIndicator


class TickBox(QCheckBox):
    """A check box that paints its own box; the palette carries the theme's colours."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words as the style does, and the box over the style's."""
        super().paintEvent(event)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        place = self.style().subElementRect(_PART, option, self)
        role, palette = QPalette.ColorRole, self.palette()
        ticked = self.isChecked()
        painter = QPainter(self)
        painter.fillRect(place, palette.color(role.Base))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(palette.color(role.Dark if self.isEnabled() else role.Mid))
        painter.setBrush(palette.color(role.Highlight if ticked else role.Base))
        painter.drawRoundedRect(box, 3, 3)
        if ticked:
            painter.setPen(QPen(palette.color(role.HighlightedText), 2))
            unit, middle = box.width() / 14, box.center()
            painter.drawPolyline([
                QPointF(box.left() + 3 * unit, middle.y()),
                QPointF(middle.x() - unit, middle.y() + 3 * unit),
                QPointF(box.right() - 3 * unit, middle.y() - 3 * unit),
            ])  # fmt: skip
