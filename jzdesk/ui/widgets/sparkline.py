"""The line of a cell's last periods: the present one strong, gaps where nothing stands, breaks of basis."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from jzdesk.desk.cell_series import Point, Series
from jzdesk.ui.theme import Theme
from jzdesk.words import say

HEIGHT, PAD, ABOVE = 46, 6, 7
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class Sparkline(QWidget):
    """Draws a series; the mouse or ←→ chooses a period.

    Signals: `told` what is said of the chosen period, empty when none is.
    """

    told = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("sparkline")
        self._theme = theme
        self._points: tuple[Point, ...] = ()
        self._chosen: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Ask for a low strip."""
        return QSize(120, HEIGHT)

    def show_series(self, series: Series) -> None:
        """Draw another series, no period chosen."""
        self._points = series.points
        self._choose(None)
        self.setAccessibleName(say("ui.side.line", title=series.title, told=series.told))
        self.setAccessibleDescription("；".join(point.text for point in series.points))
        self.update()

    @property
    def chosen(self) -> Point | None:
        """The period that was chosen."""
        return None if self._chosen is None else self._points[self._chosen]

    def place_of(self, number: int) -> QPointF:
        """Return where a point is drawn; one without a figure lies on the ground line."""
        room = self.width() - 2 * PAD
        x = PAD + room * number / max(1, len(self._points) - 1)
        value = self._points[number].value
        share = 0.0 if value is None else self._share(value)
        return QPointF(x, self.height() - ABOVE - share * (self.height() - 2 * ABOVE))

    def _share(self, value: Decimal) -> float:
        """Return how high a figure lies between the lowest and the highest, for pixels alone."""
        values = [point.value for point in self._points if point.value is not None]
        low, high = min(values), max(values)
        return 0.5 if low == high else float((value - low) / (high - low))

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line, its breaks, the present period and the chosen one."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = self.height() - 1.5
        painter.setPen(QPen(self._theme.ink("line"), 1.5))
        painter.drawLine(QPointF(0, ground), QPointF(self.width(), ground))
        self._draw_line(painter)
        self._draw_chosen(painter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.ink("accent"), 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def _draw_line(self, painter: QPainter) -> None:
        accent, last = self._theme.ink("accent"), len(self._points) - 1
        for number, point in enumerate(self._points):
            if point.value is None:
                continue
            here = self.place_of(number)
            if point.joined:
                painter.setPen(QPen(accent, 2))
                painter.drawLine(self.place_of(number - 1), here)
            elif number and self._points[number - 1].value is not None:
                self._draw_break(painter, (self.place_of(number - 1).x() + here.x()) / 2)
            alone = not point.joined and not (number < last and self._points[number + 1].joined)
            if alone or number == last:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(accent)
                size = 4 if number == last else 2
                painter.drawEllipse(here, size, size)

    def _draw_break(self, painter: QPainter, x: float) -> None:
        painter.setPen(QPen(self._theme.ink("explain"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, 2), QPointF(x, self.height() - 3))

    def _draw_chosen(self, painter: QPainter) -> None:
        if self._chosen is None:
            return
        here = self.place_of(self._chosen)
        painter.setPen(QPen(self._theme.ink("faint"), 1))
        painter.drawLine(QPointF(here.x(), 2), QPointF(here.x(), self.height() - 3))
        painter.setPen(QPen(self._theme.ink("accent"), 2))
        painter.setBrush(self._theme.ink("card"))
        painter.drawEllipse(here, 4, 4)

    # Choosing

    def _choose(self, number: int | None) -> None:
        self._chosen = number
        point = self.chosen
        if point is not None:
            self.setAccessibleDescription(point.text)
        self.told.emit("" if point is None else point.text)
        self.update()

    def _nearest(self, x: float) -> int | None:
        places = range(len(self._points))
        return min(places, key=lambda n: abs(self.place_of(n).x() - x)) if places else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Choose the period under the mouse."""
        self._choose(self._nearest(event.position().x()))

    def leaveEvent(self, event: QEvent) -> None:
        """Choose none."""
        self._choose(None)

    def event(self, event: QEvent) -> bool:
        """Tell the period under the mouse where it rests."""
        if isinstance(event, QHelpEvent):
            number = self._nearest(event.pos().x())
            if number is not None:
                QToolTip.showText(event.globalPos(), self._points[number].text, self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """← and → go from period to period, Home and End to the first and the last."""
        last = len(self._points) - 1
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}
        key = Qt.Key(event.key())
        if not self._points or key not in {*_STEPS, *ends}:
            super().keyPressEvent(event)
            return
        now = last if self._chosen is None else self._chosen
        step = _STEPS.get(key, 0) if self._chosen is not None else min(_STEPS.get(key, 0), 0)
        self._choose(ends.get(key, min(max(now + step, 0), last)))
