"""Small line drawings for the navigation, drawn by hand so that they are sharp at every scale."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap, QTransform

_ICON = 48
"""Icons are drawn three times as large as they are shown, for screens that magnify."""


def paint_glyph(painter: QPainter, name: str, place: QRectF, ink: QColor) -> None:
    """Paint the drawing called `name` into a square; an unknown one is a plain sheet."""
    pen = QPen(ink, 1.5)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.translate(place.topLeft())
    painter.scale(place.width() / 16, place.height() / 16)
    painter.drawPath(_DRAWINGS.get(name, _sheet)())
    painter.restore()


def glyph_icon(name: str, ink: QColor, faint: QColor) -> QIcon:
    """Return a drawing as a button's icon, fainter where the button can not be pressed."""
    made = QIcon()
    for mode, colour in ((QIcon.Mode.Normal, ink), (QIcon.Mode.Disabled, faint)):
        pixmap = QPixmap(_ICON, _ICON)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        paint_glyph(painter, name, QRectF(0, 0, _ICON, _ICON), colour)
        painter.end()
        made.addPixmap(pixmap, mode)
    return made


def _polyline(path: QPainterPath, *points: tuple[float, float]) -> None:
    path.moveTo(QPointF(*points[0]))
    for point in points[1:]:
        path.lineTo(QPointF(*point))


def _todo() -> QPainterPath:
    path = QPainterPath()
    for y in (3.5, 8.0, 12.5):
        _polyline(path, (1.5, y), (2.8, y + 1.2), (4.8, y - 1.4))
        _polyline(path, (7.5, y), (14.5, y))
    return path


def _chimney() -> QPainterPath:
    path = QPainterPath()
    _polyline(path, (1.5, 14.5), (1.5, 9), (5.5, 6.5), (5.5, 9), (9.5, 6.5), (9.5, 9))
    _polyline(path, (9.5, 9), (10.2, 2), (13, 2), (13.7, 14.5), (1.5, 14.5))
    return path


def _coins() -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QRectF(2, 2, 12, 4.5))
    path.moveTo(2, 4.2)
    for y in (8.0, 11.8):
        path.moveTo(2, y - 3.6)
        path.lineTo(2, y)
        path.cubicTo(2, y + 3, 14, y + 3, 14, y)
        path.lineTo(14, y - 3.6)
    return path


def _flag() -> QPainterPath:
    path = QPainterPath()
    _polyline(path, (3.5, 14.5), (3.5, 1.8), (13, 1.8), (10.8, 5.2), (13, 8.6), (3.5, 8.6))
    return path


def _leaf() -> QPainterPath:
    path = QPainterPath()
    path.moveTo(3.5, 12.5)
    path.cubicTo(0.5, 5.5, 6.5, 2, 14, 2)
    path.cubicTo(14.5, 9, 10.5, 14.5, 3.5, 12.5)
    _polyline(path, (1.8, 14.5), (9.2, 6.8))
    return path


def _stamp() -> QPainterPath:
    path = QPainterPath()
    _polyline(path, (2.5, 14.5), (13.5, 14.5))
    path.addRoundedRect(QRectF(2.5, 9.2, 11, 3), 0.8, 0.8)
    path.moveTo(6.2, 9.2)
    path.cubicTo(7.4, 6.5, 4.8, 5.4, 5.2, 3.6)
    path.cubicTo(5.7, 0.8, 10.3, 0.8, 10.8, 3.6)
    path.cubicTo(11.2, 5.4, 8.6, 6.5, 9.8, 9.2)
    return path


def _grid() -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(1.8, 2.2, 12.4, 11.6), 1, 1)
    _polyline(path, (1.8, 6), (14.2, 6))
    _polyline(path, (1.8, 9.9), (14.2, 9.9))
    _polyline(path, (6, 6), (6, 13.8))
    return path


def _bars() -> QPainterPath:
    path = QPainterPath()
    _polyline(path, (1.8, 1.8), (1.8, 14.2), (14.4, 14.2))
    for x, y in ((4.8, 8.6), (8.4, 4.2), (12, 6.8)):
        _polyline(path, (x, 14.2), (x, y))
    return path


def _book() -> QPainterPath:
    path = QPainterPath()
    _polyline(path, (8, 3.4), (8, 14))
    for side in (-1, 1):
        path.moveTo(8, 3.4)
        path.cubicTo(8 + side * 2, 2, 8 + side * 4.5, 1.8, 8 + side * 6.4, 2.4)
        path.lineTo(8 + side * 6.4, 12.8)
        path.cubicTo(8 + side * 4.5, 12.2, 8 + side * 2, 12.6, 8, 14)
    return path


def _tray() -> QPainterPath:
    path = QPainterPath()
    _polyline(path, (1.8, 9), (1.8, 14.2), (14.2, 14.2), (14.2, 9))
    _polyline(path, (1.8, 9), (5, 9), (6, 11), (10, 11), (11, 9), (14.2, 9))
    _polyline(path, (8, 1.5), (8, 7.5))
    _polyline(path, (5.6, 5.2), (8, 7.6), (10.4, 5.2))
    return path


def _sigma() -> QPainterPath:
    path = QPainterPath()
    _polyline(path, (12.5, 4.4), (12.5, 2), (3.5, 2), (8.6, 8), (3.5, 14), (12.5, 14), (12.5, 11.6))
    return path


def _sheet() -> QPainterPath:
    path = QPainterPath()
    _polyline(path, (3, 1.8), (10, 1.8), (13, 4.8), (13, 14.2), (3, 14.2), (3, 1.8))
    _polyline(path, (5.5, 7.5), (10.5, 7.5))
    _polyline(path, (5.5, 10.5), (10.5, 10.5))
    return path


def _clock() -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QRectF(1.8, 1.8, 12.4, 12.4))
    _polyline(path, (8, 4.4), (8, 8.2), (10.8, 9.8))
    return path


def _shield() -> QPainterPath:
    path = QPainterPath()
    _polyline(path, (8, 1.6), (13.6, 3.6), (13.6, 7.8))
    path.cubicTo(13.6, 11, 11, 13.3, 8, 14.5)
    path.cubicTo(5, 13.3, 2.4, 11, 2.4, 7.8)
    path.lineTo(2.4, 3.6)
    path.lineTo(8, 1.6)
    _polyline(path, (5.4, 8), (7.3, 9.9), (10.7, 6))
    return path


def _turned_back() -> QPainterPath:
    path = QPainterPath()
    _polyline(path, (5.2, 2.2), (2, 5.4), (5.2, 8.6))
    path.moveTo(2.4, 5.4)
    path.lineTo(9.6, 5.4)
    path.cubicTo(15.2, 5.4, 15.2, 13.2, 9.6, 13.2)
    path.lineTo(5.4, 13.2)
    return path


def _turned_on() -> QPainterPath:
    return QTransform(-1, 0, 0, 1, 16, 0).map(_turned_back())


def _lens() -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QRectF(2, 2, 8.6, 8.6))
    _polyline(path, (9.4, 9.4), (14, 14))
    return path


def _falling() -> QPainterPath:
    path = QPainterPath()
    _polyline(path, (1.8, 3), (6, 7.2), (8.6, 5.4), (14, 11.6))
    _polyline(path, (9.8, 12), (14.2, 12), (14.2, 7.6))
    return path


def _handed_down() -> QPainterPath:
    path = QPainterPath()
    _polyline(path, (5, 1.8), (11, 1.8), (11, 6.6), (13.4, 6.6), (8, 11.6), (2.6, 6.6), (5, 6.6), (5, 1.8))
    _polyline(path, (2, 14.2), (14, 14.2))
    return path


def _drop() -> QPainterPath:
    path = QPainterPath()
    path.moveTo(QPointF(8, 1.6))
    path.cubicTo(11, 5.4, 12.8, 7.8, 12.8, 10)
    path.arcTo(QRectF(3.2, 5.2, 9.6, 9.6), 0, -180)
    path.cubicTo(3.2, 7.8, 5, 5.4, 8, 1.6)
    return path


def _two_cards() -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(1.8, 5, 8.4, 9.2), 1, 1)
    _polyline(path, (5.6, 2), (14.2, 2), (14.2, 11.4), (12.6, 11.4))
    return path


def _pen() -> QPainterPath:
    path = QPainterPath()
    _polyline(path, (2, 14), (2.8, 10.4), (10.6, 2.6), (13.4, 5.4), (5.6, 13.2), (2, 14))
    _polyline(path, (8.8, 4.4), (11.6, 7.2))
    return path


def _half_lit() -> QPainterPath:
    path = _disc()
    for x, half in ((9.6, 5.9), (11.2, 5.2), (12.8, 3.9)):
        _polyline(path, (x, 8 - half), (x, 8 + half))
    return path


def _disc() -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QRectF(1.8, 1.8, 12.4, 12.4))
    _polyline(path, (8, 1.8), (8, 14.2))
    return path


def _to_left() -> QPainterPath:
    path = QPainterPath()
    _polyline(path, (8, 3.5), (3.5, 8), (8, 12.5))
    _polyline(path, (13, 3.5), (8.5, 8), (13, 12.5))
    return path


def _to_right() -> QPainterPath:
    path = QPainterPath()
    _polyline(path, (3, 3.5), (7.5, 8), (3, 12.5))
    _polyline(path, (8, 3.5), (12.5, 8), (8, 12.5))
    return path


def _asking() -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QRectF(1.5, 1.5, 13, 13))
    path.moveTo(QPointF(6, 6.2))
    path.cubicTo(QPointF(6, 3.4), QPointF(10.2, 3.6), QPointF(10, 6.2))
    path.cubicTo(QPointF(9.8, 7.8), QPointF(8, 7.7), QPointF(8, 9.4))
    _polyline(path, (8, 11.6), (8, 11.8))
    return path


_DRAWINGS: dict[str, Callable[[], QPainterPath]] = {
    "todo": _todo,
    "emissions": _chimney,
    "reductions": _falling,
    "blackwater": _drop,
    "cards": _two_cards,
    "narrative": _pen,
    "investment": _coins,
    "milestones": _flag,
    "quality": _leaf,
    "hand_in": _stamp,
    "coverage": _grid,
    "inbox": _tray,
    "totals": _sigma,
    "allot": _handed_down,
    "charts": _bars,
    "plan": _book,
    "history": _clock,
    "safety": _shield,
    "undo": _turned_back,
    "redo": _turned_on,
    "find": _lens,
    "help": _asking,
    "look": _half_lit,
    "fold": _to_left,
    "unfold": _to_right,
}
