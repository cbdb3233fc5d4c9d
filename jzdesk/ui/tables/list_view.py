"""Lists on screen: signs, pills and links, lines as high as their texts, Enter and clicks."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QFontMetrics,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from jzdesk.ui.tables.listing import (
    LINK,
    MARGIN,
    NUMBER,
    PART,
    PILL,
    SIGN,
    Index,
    ListHeights,
    ListModel,
    Part,
)
from jzdesk.ui.tables.shortening import shortened
from jzdesk.ui.theme import LIST_ROW, SIGNS, Theme

LEAST_OPEN, LOOKED_AT = 132, 200
"""The most that a column of texts insists on, and the lines looked at for what it needs."""


class ListDelegate(QStyledItemDelegate):
    """Paints parts."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme, self._view = theme, parent
        self._metrics = QFontMetrics(theme.small)
        self._chosen_row = -1

    def show_row(self, row: int) -> None:
        """Paint this row as the chosen one."""
        self._chosen_row = row

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the list's row height."""
        return QSize(40, LIST_ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one place."""
        part: Part = index.data(PART)
        rect: QRect = option.rect
        chosen = index.row() == self._chosen_row or self._selected(index)
        # Filling a rectangle takes gradients, too, for which Qt's module makes all that it has of them
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.ink("accent_ground" if chosen else "card"))
        painter.drawRect(rect)
        painter.setPen(self._theme.hair(painter))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(MARGIN, 0, -MARGIN, 0)
        painter.setFont(self._theme.body)
        if part.kind == SIGN:
            painter.setPen(self._theme.ink(part.tone or "faint"))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, SIGNS.get(part.text, part.text))
        elif part.kind == PILL:
            self._pill(painter, inner, part)
        else:
            self._plain(painter, inner, part)

    def _selected(self, index: Index) -> bool:
        # Told by the option too, for which Qt's module makes all that it has of styles
        view = self._view
        return isinstance(view, QAbstractItemView) and view.selectionModel().isSelected(index)

    def _pill(self, painter: QPainter, rect: QRect, part: Part) -> None:
        if not part.text:
            return
        width = self._metrics.horizontalAdvance(part.text) + 18
        place = QRectF(rect.left(), rect.center().y() - 9, width, 20)
        grounds = {
            "must": "must_ground",
            "explain": "explain_ground",
            "good": "good_ground",
            "accent": "accent_ground",
        }
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.ink(grounds.get(part.tone, "quiet")))
        painter.drawRoundedRect(place, 10, 10)
        painter.setPen(self._theme.ink(part.tone if part.tone in grounds else "secondary"))
        painter.setFont(self._theme.small)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, part.text)
        painter.restore()

    def _plain(self, painter: QPainter, rect: QRect, part: Part) -> None:
        ink = "accent" if part.kind == LINK else part.tone or "ink"
        side = Qt.AlignmentFlag.AlignRight if part.kind in {LINK, NUMBER} else Qt.AlignmentFlag.AlignLeft
        painter.setPen(self._theme.ink(ink))
        text = part.text.replace("\n", " ")
        metrics = painter.fontMetrics()
        if metrics.horizontalAdvance(text) > rect.width() and rect.height() >= 2 * metrics.lineSpacing():
            whole = shortened(metrics, rect.width(), text, rect.height() // (metrics.lineSpacing() - 1))
            painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap, whole)
            return
        short = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, short)


class ListView(QTableView):
    """Signals: `picked` Enter, a double click, or a click on a link, which alone is `followed` as well;
    `measured` lines have their heights.
    """

    picked = Signal(object)
    followed = Signal(object)
    measured = Signal()

    def __init__(
        self, theme: Theme, model: ListModel[Any], name: str, delegate: ListDelegate | None = None, *,
        ends: bool = False,
    ) -> None:  # fmt: skip
        super().__init__()
        self.setObjectName(name)
        self._items, self._ends = model, ends
        self._heights = ListHeights(self, model)
        self._heights.measured.connect(self._measured)
        # As events tell it: before PySide hands out a viewport, it makes all its sixty kinds of widgets known
        self._width = self.width()
        self._painter = delegate or ListDelegate(theme, self)
        self.setModel(model)
        self.setItemDelegate(self._painter)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        rows, head = self.verticalHeader(), self.horizontalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(LIST_ROW)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionsClickable(False)
        head.setHighlightSections(False)
        head.setTextElideMode(Qt.TextElideMode.ElideRight)
        head.setFixedHeight(LIST_ROW)
        head.setFont(theme.small_strong)
        self.doubleClicked.connect(self._pick)
        self.clicked.connect(self._click)
        self.selectionModel().currentRowChanged.connect(self._row_changed)
        model.modelReset.connect(self._measure_rows)
        model.dataChanged.connect(self._measure_rows)

    def sizeHint(self) -> QSize:
        """Want no more room than the lines need, where the list ends with its last one."""
        hint = super().sizeHint()
        return QSize(hint.width(), self.content_height()) if self._ends else hint

    def whole_lines(self, most: int) -> int:
        """Return the greatest height, up to `most` pixels, at which no line is cut in two."""
        height = 0 if self.horizontalHeader().isHidden() else LIST_ROW
        for row in range(self._items.rowCount()):
            if height + self.rowHeight(row) > most:
                break
            height += self.rowHeight(row)
        return height + 2

    def content_height(self) -> int:
        """Return the height at which nothing has to scroll."""
        head = self.horizontalHeader()
        aside = self.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAsNeeded
        bar = self.horizontalScrollBar().sizeHint().height() if aside else 0
        return self.verticalHeader().length() + (0 if head.isHidden() else LIST_ROW) + bar + 2

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give what is left to the columns that take it."""
        self._width = event.size().width()  # first: a bar that comes or goes meanwhile tells of another one
        super().resizeEvent(event)
        self._share()
        self._measure_rows()

    def showEvent(self, event: QShowEvent) -> None:
        """Measure what was shown while it was not seen; of a bar that comes with it no event tells."""
        super().showEvent(event)
        if self._width != (width := self.horizontalHeader().width()):
            self._width = width
            self._share()
        self._measure_rows()

    def show_column(self, place: int, *, shown: bool) -> None:
        """Show a column or hide it; the others share its room."""
        if self.isColumnHidden(place) is shown:
            self.setColumnHidden(place, not shown)
            self._share()
            self._measure_rows()

    def _share(self) -> None:
        """Share what the other columns leave; where that is too little for a text, the list scrolls aside."""
        shown = [c for place, c in enumerate(self._items.columns) if not self.isColumnHidden(place)]
        fixed = sum(c.width for c in shown)
        open_ = [place for place, c in enumerate(self._items.columns) if not c.width]
        each = max(0, self._width - fixed) // max(1, len(open_))
        needs = {place: max(each, self._least(place)) if each < LEAST_OPEN else each for place in open_}
        for place, column in enumerate(self._items.columns):
            self.setColumnWidth(place, column.width or needs[place])
        aside = fixed + sum(needs.values()) > self._width
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if aside else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if policy != self.horizontalScrollBarPolicy():
            self.setHorizontalScrollBarPolicy(policy)

    def _least(self, place: int) -> int:
        """Return the width a column of texts needs: that of its longest text, within bounds."""
        metrics = self.fontMetrics()
        texts = [self._items.part(row, place).text for row in range(min(LOOKED_AT, self._items.rowCount()))]
        widest = max(metrics.horizontalAdvance(text) for text in (*texts, self._items.columns[place].title))
        return min(LEAST_OPEN, widest + 2 * MARGIN + 2)

    @Slot()
    def _measure_rows(self) -> None:
        """Give the rows their heights; those of a list that is not seen, once it is."""
        if self.isVisible() or self._ends:
            self._heights.measure(whole=self._ends)

    @Slot()
    def _measured(self) -> None:
        self.measured.emit()
        if self._ends:
            self.setMaximumHeight(self.content_height())
            self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter picks, unless it is meant for an open editor."""
        editing = self.state() == QAbstractItemView.State.EditingState
        if not editing and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._pick(self.currentIndex())
            return
        if not editing and (event.key() == Qt.Key.Key_F2 or (event.text().isprintable() and event.text())):
            self._go_to_written()
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Open the editor for what an input method gives, and hand it on; Qt would lose it."""
        editing = self.state() == QAbstractItemView.State.EditingState
        if event.commitString() and not event.preeditString() and not editing and self._go_to_written():
            self.edit(self.currentIndex())
            QCoreApplication.sendEvent(QApplication.focusWidget() or self, event)
            return
        super().inputMethodEvent(event)

    def _go_to_written(self) -> bool:
        """Take the cursor to the column of its line that is written, wherever in the line one types."""
        if self.editTriggers() == QAbstractItemView.EditTrigger.NoEditTriggers:
            return False
        row = self.currentIndex().row()
        for place in range(self._items.columnCount()):
            index = self._items.index(row, place)
            if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEditable:
                self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
                return True
        return False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show a hand over links."""
        index = self.indexAt(event.position().toPoint())
        link = index.isValid() and self._items.part(index.row(), index.column()).kind == LINK
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if link else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Give the cursor back."""
        self.viewport().unsetCursor()
        super().leaveEvent(event)

    @Slot(QModelIndex)
    def _pick(self, index: QModelIndex) -> None:
        if index.isValid():
            self.picked.emit(self._items.item(index.row()))

    @Slot(QModelIndex)
    def _click(self, index: QModelIndex) -> None:
        if index.isValid() and self._items.part(index.row(), index.column()).kind == LINK:
            item = self._items.item(index.row())
            self.picked.emit(item)  # whoever hears of it may fill the list anew
            self.followed.emit(item)

    @Slot(QModelIndex, QModelIndex)
    def _row_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self._painter.show_row(current.row() if current.isValid() else -1)
        self.viewport().update()
