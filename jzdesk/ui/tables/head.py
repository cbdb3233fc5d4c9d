"""The head of a table as on paper: groups above their columns, and a thin line of 甲乙 and numbers."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPolygonF
from PySide6.QtWidgets import QHeaderView, QWidget

from jzdesk.ui.tables.faces import GridColumn
from jzdesk.ui.tables.measure import HEAD_MARGIN, head_text
from jzdesk.ui.tables.shortening import shortened
from jzdesk.ui.theme import Theme
from jzdesk.words import say

GROUP_LINE, MARK_LINE, TEXT_LINE = 24, 17, 16
_FLAGS = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap


class HeadView(QHeaderView):
    """Paints the heads of `columns`; its height is the same for stubs and cells.

    Signals: `head_clicked` at a column by which the lines may be sorted.
    """

    head_clicked = Signal(int)

    def __init__(self, theme: Theme, columns: tuple[GridColumn, ...], parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self._columns = columns
        self._below = self._alone = 1
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(16)
        self.setAccessibleName(" ".join(c.title for c in columns))
        self._pressed = -1
        self._sorts = False
        self._sorted, self._down = -1, False
        self._here = -1

    def let_sort(self) -> None:
        """Let a click on a head ask for another order."""
        self._sorts = True
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(say("ui.lists.head_tip"))

    def show_order(self, place: int, *, down: bool) -> None:
        """Show by which column the lines are sorted; a negative place for none."""
        self._sorted, self._down = place, down
        self.viewport().update()

    def show_cursor(self, place: int) -> None:
        """Mark the head of the column the cursor is in; a negative place for none."""
        before, self._here = self._here, place
        for one in {before, place} - {-1} if before != place else ():
            self.updateSection(one)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Note the head under the mouse; Qt's own clicks would choose the whole column."""
        left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = self.logicalIndexAt(event.position().toPoint()) if left and self._sorts else -1

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask for another order where the mouse is let go on the same head."""
        pressed, self._pressed = self._pressed, -1
        if pressed >= 0 and self.logicalIndexAt(event.position().toPoint()) == pressed:
            self.head_clicked.emit(pressed)

    def show_columns(self, columns: tuple[GridColumn, ...]) -> None:
        """Show other heads."""
        self._columns = columns
        self.viewport().update()

    def set_lines(self, below: int, alone: int) -> None:
        """Make the head so high that titles below a group, and those alone, fit."""
        if (below, alone) != (self._below, self._alone):
            self._below, self._alone = below, alone
            self.updateGeometry()
            self.headerDataChanged(Qt.Orientation.Horizontal, 0, max(0, self.count() - 1))

    @property
    def _grouped(self) -> bool:
        return any(c.group for c in self._columns)

    def sizeHint(self) -> QSize:
        """Return the height of all lines together, and a width without measuring every head, as Qt would."""
        below, alone = self._below * TEXT_LINE + 10, self._alone * TEXT_LINE + 10
        height = (max(below + GROUP_LINE, alone) if self._grouped else alone) + MARK_LINE
        return QSize(self.length(), height)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - invalid-argument-name: Qt's own
        """Paint one column's head, and its part of the group above."""
        if not rect.isValid() or logicalIndex >= len(self._columns):
            return
        column = self._columns[logicalIndex]
        painter.save()
        painter.setClipRect(rect)
        here = logicalIndex == self._here
        painter.fillRect(rect, self._theme.ink("head"))
        top = rect.top() + (GROUP_LINE if column.group else 0)
        marks = rect.bottom() - MARK_LINE
        if here:
            painter.fillRect(
                QRect(rect.left(), top, rect.width(), rect.bottom() - top), self._theme.ink("accent_ground")
            )
        painter.setPen(self._theme.ink("accent" if here else "secondary"))
        painter.setFont(self._theme.small_strong)
        title = QRect(rect.left() + HEAD_MARGIN, top, rect.width() - 2 * HEAD_MARGIN, marks - top)
        metrics = painter.fontMetrics()
        text = head_text(column.title, title.width(), metrics)
        room = max(1, title.height() // (metrics.lineSpacing() - 3))
        painter.drawText(title, _FLAGS, shortened(metrics, title.width(), text, room))
        painter.setFont(self._theme.mark)
        painter.setPen(self._theme.ink("accent" if here else "faint"))
        painter.drawText(
            QRect(rect.left(), marks, rect.width(), MARK_LINE), Qt.AlignmentFlag.AlignCenter, column.mark
        )
        painter.setPen(self._theme.hair(painter))
        painter.drawLine(rect.topLeft(), rect.topRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.left(), marks, rect.right(), marks)
        painter.drawLine(rect.right(), top, rect.right(), rect.bottom())
        if column.group:
            self._group(painter, rect, logicalIndex)
        if logicalIndex == self._sorted:
            self._arrow(painter, QRect(rect.right() - 13, marks, 9, MARK_LINE))
        painter.restore()

    def _arrow(self, painter: QPainter, place: QRect) -> None:
        """Point up or down, beside the column's number."""
        top, bottom = place.center().y() - 2.5, place.center().y() + 3.5
        base, tip = (top, bottom) if self._down else (bottom, top)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.ink("accent"))
        ends = (QPointF(place.left(), base), QPointF(place.right() + 1, base))
        painter.drawPolygon(QPolygonF([*ends, QPointF(place.left() + place.width() / 2, tip)]))

    def _group(self, painter: QPainter, rect: QRect, place: int) -> None:
        """Paint what of the group's cell lies over this column; the text stands once, in the middle."""
        first, last = self._group_of(place)
        left = self.sectionViewportPosition(first)
        right = self.sectionViewportPosition(last) + self.sectionSize(last)
        whole = QRect(left, rect.top(), right - left, GROUP_LINE)
        painter.setPen(self._theme.hair(painter))
        painter.drawLine(rect.left(), whole.bottom(), rect.right(), whole.bottom())
        if place == last:
            painter.drawLine(rect.right(), rect.top(), rect.right(), whole.bottom())
        painter.setPen(self._theme.ink("secondary"))
        painter.setFont(self._theme.small_strong)
        seen = whole.intersected(self.viewport().rect())
        metrics, text = painter.fontMetrics(), self._columns[place].group
        room = seen if seen.width() > metrics.horizontalAdvance(text) else whole
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)

    def _group_of(self, place: int) -> tuple[int, int]:
        name = self._columns[place].group
        first = last = place
        while first > 0 and self._columns[first - 1].group == name:
            first -= 1
        while last + 1 < len(self._columns) and self._columns[last + 1].group == name:
            last += 1
        return first, last
