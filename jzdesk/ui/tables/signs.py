"""The sign of one state, painted: the same in a cell and in the legend."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from jzdesk.ui.theme import SIGNS, Theme

_INKS = {
    "returned": "must", "queried": "explain",
    "refused": "must", "must": "must", "explain": "explain", "good": "good", "explained": "good",
    "changed": "changed", "owed": "secondary", "noted": "secondary", "lined": "accent", "blank": "faint",
}  # fmt: skip
LOCK_WIDTH, LOCK_HEIGHT = 6, 8


def paint_sign(
    painter: QPainter,
    theme: Theme,
    sign: str,
    rect: QRect,
    side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    """Paint a sign on one side of a place, in its own colour."""
    if sign == "locked":
        left = rect.left() + 1 if side == Qt.AlignmentFlag.AlignLeft else rect.right() - LOCK_WIDTH
        _paint_lock(painter, theme, QPointF(left, rect.center().y() + LOCK_HEIGHT / 2))
        return
    painter.setFont(theme.mark)
    painter.setPen(theme.ink(_INKS.get(sign, "faint")))
    painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, SIGNS[sign])


def _paint_lock(painter: QPainter, theme: Theme, foot: QPointF) -> None:
    """Paint a small quiet padlock whose lower left corner is at `foot`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink = theme.ink("handle")
    body = QRectF(foot.x(), foot.y() - 5, LOCK_WIDTH, 5)
    painter.fillRect(body, ink)
    painter.setPen(QPen(ink, 1.2))
    painter.drawArc(QRectF(foot.x() + 1.2, foot.y() - LOCK_HEIGHT, LOCK_WIDTH - 2.4, 6), 0, 180 * 16)
    painter.restore()
