"""Boxes to tick and to choose by, in our colours: dark swallows the shade that Qt's style frames them in."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QStyle, QStyleOptionButton

_Role = QPalette.ColorRole


class TickBox(QCheckBox):
    """A check box that paints its own box; the palette carries the theme's colours."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words as the style does, and the box over the style's."""
        super().paintEvent(event)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        part = QStyle.SubElement.SE_CheckBoxIndicator
        box, painter = _begin(self, QRectF(self.style().subElementRect(part, option, self)))
        painter.setBrush(self.palette().color(_Role.Highlight if self.isChecked() else _Role.Base))
        painter.drawRoundedRect(box, 3, 3)
        if self.isChecked():
            painter.setPen(QPen(self.palette().color(_Role.HighlightedText), 2))
            unit, middle = box.width() / 14, box.center()
            painter.drawPolyline([
                QPointF(box.left() + 3 * unit, middle.y()),
                QPointF(middle.x() - unit, middle.y() + 3 * unit),
                QPointF(box.right() - 3 * unit, middle.y() - 3 * unit),
            ])  # fmt: skip


class RoundBox(QRadioButton):
    """One of several ways, of which one is chosen."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words as the style does, and the round over the style's."""
        super().paintEvent(event)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        part = QStyle.SubElement.SE_RadioButtonIndicator
        box, painter = _begin(self, QRectF(self.style().subElementRect(part, option, self)))
        painter.setBrush(self.palette().color(_Role.Highlight if self.isChecked() else _Role.Base))
        painter.drawEllipse(box)
        if self.isChecked():
            painter.setPen(self.palette().color(_Role.HighlightedText))
            painter.setBrush(self.palette().color(_Role.HighlightedText))
            painter.drawEllipse(box.center(), box.width() / 6, box.width() / 6)


def _begin(part: QAbstractButton, place: QRectF) -> tuple[QRectF, QPainter]:
    """Cover what the style has drawn and take the pen for the frame."""
    painter = QPainter(part)
    painter.fillRect(place, part.palette().color(_Role.Base))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(part.palette().color(_Role.Dark if part.isEnabled() else _Role.Mid))
    return place.adjusted(0.5, 0.5, -0.5, -0.5), painter
