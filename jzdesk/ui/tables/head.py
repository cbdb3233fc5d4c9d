"""The head of a table as on paper: groups above their columns, and a thin line of 甲乙 and numbers."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from jzdesk.ui.tables.faces import GridColumn
from jzdesk.ui.tables.measure import HEAD_MARGIN, head_text
from jzdesk.ui.theme import Theme

GROUP_LINE, MARK_LINE, TEXT_LINE = 24, 17, 16
_FLAGS = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap


class HeadView(QHeaderView):
    """Paints the heads of `columns`; its height is the same for stubs and cells."""

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
        """Return the height of all lines together."""
        below, alone = self._below * TEXT_LINE + 10, self._alone * TEXT_LINE + 10
        height = (max(below + GROUP_LINE, alone) if self._grouped else alone) + MARK_LINE
        return QSize(super().sizeHint().width(), height)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - invalid-argument-name: Qt's own
        """Paint one column's head, and its part of the group above."""
        if not rect.isValid() or logicalIndex >= len(self._columns):
            return
        column = self._columns[logicalIndex]
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, self._theme.ink("head"))
        top = rect.top() + (GROUP_LINE if column.group else 0)
        marks = rect.bottom() - MARK_LINE
        painter.setPen(self._theme.ink("secondary"))
        painter.setFont(self._theme.small_strong)
        title = QRect(rect.left() + HEAD_MARGIN, top, rect.width() - 2 * HEAD_MARGIN, marks - top)
        painter.drawText(title, _FLAGS, head_text(column.title, title.width(), painter.fontMetrics()))
        painter.setFont(self._theme.mark)
        painter.setPen(self._theme.ink("faint"))
        painter.drawText(
            QRect(rect.left(), marks, rect.width(), MARK_LINE), Qt.AlignmentFlag.AlignCenter, column.mark
        )
        painter.setPen(self._theme.ink("line"))
        painter.drawLine(rect.topLeft(), rect.topRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.left(), marks, rect.right(), marks)
        painter.drawLine(rect.right(), top, rect.right(), rect.bottom())
        if column.group:
            self._group(painter, rect, logicalIndex)
        painter.restore()

    def _group(self, painter: QPainter, rect: QRect, place: int) -> None:
        """Paint what of the group's cell lies over this column; the text stands once, in the middle."""
        first, last = self._group_of(place)
        left = self.sectionViewportPosition(first)
        right = self.sectionViewportPosition(last) + self.sectionSize(last)
        whole = QRect(left, rect.top(), right - left, GROUP_LINE)
        painter.setPen(self._theme.ink("line"))
        painter.drawLine(rect.left(), whole.bottom(), rect.right(), whole.bottom())
        if place == last:
            painter.drawLine(rect.right(), rect.top(), rect.right(), whole.bottom())
        painter.setPen(self._theme.ink("secondary"))
        painter.setFont(self._theme.small_strong)
        seen = whole.intersected(self.viewport().rect())
        advance = painter.fontMetrics().horizontalAdvance(self._columns[place].group)
        painter.drawText(
            seen if seen.width() > advance else whole,
            Qt.AlignmentFlag.AlignCenter,
            self._columns[place].group,
        )

    def _group_of(self, place: int) -> tuple[int, int]:
        name = self._columns[place].group
        first = last = place
        while first > 0 and self._columns[first - 1].group == name:
            first -= 1
        while last + 1 < len(self._columns) and self._columns[last + 1].group == name:
            last += 1
        return first, last
