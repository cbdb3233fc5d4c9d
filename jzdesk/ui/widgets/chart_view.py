"""A drawn chart: a picture whose bars and marks can be pointed at, walked through and opened."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QAction,
    QColor,
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from jzdesk.desk.rendering import Drawn, Point
from jzdesk.ui.theme import LIGHT, Theme
from jzdesk.words import say

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
_PALE = 0.35


def words_of(point: Point) -> str:
    """Return what a point says: name, figure, unit, period."""
    figure = say("ui.charts.figure", figure=point.figure, unit=point.unit).strip()
    return say("ui.charts.point", name=point.name, figure=figure, period=point.period.title)


class ChartView(QWidget):
    """Signals: `pointed` a point is current (None: there is none any more); `picked` a point is opened."""

    pointed = Signal(object)
    picked = Signal(object)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._picture = QPixmap()
        self._points: tuple[Point, ...] = ()
        self._current = -1
        self._pale = False
        self.setObjectName(f"chart_{name}")
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.copy = QAction(say("ui.charts.copy"), self)
        self.copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        self.copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.copy.setEnabled(False)
        self.copy.triggered.connect(self._copy)
        self.addAction(self.copy)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    @property
    def points(self) -> tuple[Point, ...]:
        """The points, in the order in which the arrows go through them."""
        return self._points

    @property
    def point(self) -> Point | None:
        """The current point."""
        return self._points[self._current] if 0 <= self._current < len(self._points) else None

    @property
    def drawn(self) -> bool:
        """A picture is shown."""
        return not self._picture.isNull()

    def show_chart(self, drawn: Drawn, ratio: float) -> None:
        """Show a picture drawn for a screen with this many pixels to a point; the current point stays."""
        kept = self.point
        self._picture = QPixmap()
        self._picture.loadFromData(drawn.data)
        self._picture.setDevicePixelRatio(ratio)
        self._points = drawn.points
        places = [(p.key, p.name, p.period) for p in self._points]
        mine = (kept.key, kept.name, kept.period) if kept is not None else None
        self._current = places.index(mine) if mine in places else -1
        self._pale = False
        self.copy.setEnabled(self.drawn)
        self._fit()
        self.update()

    def fade(self, *, pale: bool) -> None:
        """Show that the picture no longer holds, or that it does again."""
        self._pale = pale
        self.copy.setEnabled(self.drawn and not pale)
        self.update()

    @Slot()
    def _copy(self) -> None:
        """Put the picture on the clipboard, as fine as it was drawn."""
        image = self._picture.toImage()
        image.setDevicePixelRatio(1.0)
        QGuiApplication.clipboard().setImage(image)

    def natural_size(self) -> QSize:
        """Return the picture's size on the screen as it was drawn."""
        size = self._picture.deviceIndependentSize()
        return QSize(round(size.width()), round(size.height()))

    def box_of(self, point: Point) -> QRectF:
        """Return a point's place in the view."""
        scale = self._scale() / (self._picture.devicePixelRatio() or 1)
        return QRectF(
            point.left * scale, point.top * scale,
            (point.right - point.left) * scale, (point.bottom - point.top) * scale,
        )  # fmt: skip

    def _scale(self) -> float:
        width = self.natural_size().width()
        return min(1.0, self.width() / width) if width else 1.0

    def _fit(self) -> None:
        if self.drawn:
            self.setFixedHeight(round(self.natural_size().height() * self._scale()))

    def _at(self, place: QPointF) -> int:
        """Return the point at a place: the last drawn lies above."""
        found = [n for n, p in enumerate(self._points) if self.box_of(p).contains(place)]
        return found[-1] if found and not self._pale else -1

    def _go(self, number: int) -> None:
        if number == self._current:
            return
        self._current = number
        point = self.point
        self.setAccessibleDescription("" if point is None else words_of(point))
        self.update()
        self.pointed.emit(point)

    # What Qt asks

    def sizeHint(self) -> QSize:
        """Return the picture's own size."""
        return self.natural_size()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the picture's proportions."""
        super().resizeEvent(event)
        self._fit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse."""
        found = self._at(event.position())
        self.setCursor(
            Qt.CursorShape.PointingHandCursor
            if found >= 0 and (self._points[found].key is not None or self._points[found].office)
            else Qt.CursorShape.ArrowCursor
        )
        if found >= 0:
            self._go(found)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Make what is pressed the current point."""
        self._go(self._at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open what was clicked."""
        found = self._at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and found >= 0 and found == self._current:
            self.picked.emit(self._points[found])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk through the points, or open the current one."""
        key = Qt.Key(event.key())
        last = len(self._points) - 1
        if self._pale or last < 0:
            super().keyPressEvent(event)
        elif key in _STEPS:
            self._go(max(0, min(last, self._current + _STEPS[key])))
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self._go(0 if key == Qt.Key.Key_Home else last)
        elif key in _ENTER and self.point is not None:
            self.picked.emit(self.point)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the first point."""
        super().focusInEvent(event)
        if self._current < 0 and self._points and event.reason() != Qt.FocusReason.MouseFocusReason:
            self._go(0)
        elif self.point is not None:
            self.pointed.emit(self.point)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keys go elsewhere."""
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        """Say beside the mouse what it points at."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._tip(event.pos(), event.globalPos())
            return True
        return super().event(event)

    def _tip(self, place: QPoint, spot: QPoint) -> None:
        found = self._at(QPointF(place))
        QToolTip.showText(spot, words_of(self._points[found]) if found >= 0 else "", self)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture, and a frame around the current point."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        scale, size = self._scale(), self.natural_size()
        place = QRectF(0, 0, size.width() * scale, size.height() * scale)
        # What is drawn is drawn for paper: it keeps its white sheet in every set of colours
        painter.fillRect(place, QColor(LIGHT.card))
        painter.setOpacity(_PALE if self._pale else 1.0)
        if scale == 1.0:
            painter.drawPixmap(0, 0, self._picture)
        elif self.drawn:
            painter.drawPixmap(place, self._picture, QRectF(self._picture.rect()))
        point = self.point
        if point is not None and not self._pale:
            painter.setPen(QPen(QColor(LIGHT.ink if self.hasFocus() else LIGHT.faint), 2))
            painter.drawRoundedRect(self.box_of(point).adjusted(-2, -2, 2, 2), 3, 3)
