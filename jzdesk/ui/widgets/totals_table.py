"""The table of totals on screen: names stay, counties scroll beside them, each cell can be asked about."""

from __future__ import annotations

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QScrollBar,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from jzdesk.desk.totalling import BAND, SUMS, TOTAL, Line, Table
from jzdesk.ui.theme import GRID_ROW, Theme
from jzdesk.ui.widgets.totals_model import FIRST, NAME, UNIT, Index, TotalsModel
from jzdesk.words import say

_NAME_WIDTH, _UNIT_WIDTH, _LEAST, _MARGIN, _HEAD = 172, 56, 68, 8, 58


class _Delegate(QStyledItemDelegate):
    """Paints figures to the right, headings across, and a frame around the chosen cell."""

    def __init__(self, theme: Theme, model: TotalsModel, parent: QObject) -> None:
        super().__init__(parent)
        self._theme, self._model = theme, model
        self.current = QPersistentModelIndex()
        self.bar: QScrollBar | None = None

    def scrolled(self) -> bool:
        """Tell whether the counties are no longer right beside the names."""
        return self.bar is not None and self.bar.value() > 0

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return a grid row's height."""
        return QSize(_LEAST, GRID_ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one place."""
        theme, rect, row, place = self._theme, option.rect, index.row(), index.column()
        line = self._model.line(row)
        band = line.kind == BAND
        sums = place >= FIRST and self._model.code(place) in SUMS
        here = self.current.isValid() and self.current.row() == row
        ground = "head" if band else "accent_ground" if here else "ground" if sums else "card"
        painter.fillRect(rect, theme.ink(ground))
        painter.setPen(theme.hair(painter))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if band and place >= FIRST:
            self._run_on(painter, rect, line)
            return
        if not band:
            painter.drawLine(rect.topRight(), rect.bottomRight())
        self._text(painter, rect.adjusted(_MARGIN, 0, -_MARGIN, 0), row, place, strong=band or sums)
        if here and self.current.column() == place:
            painter.setPen(theme.ink("accent"))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def _run_on(self, painter: QPainter, rect: QRect, line: Line) -> None:
        """Let a heading run on over the counties, as long as they stand right beside it."""
        if self.scrolled():
            return
        painter.save()
        painter.setClipRect(rect)
        painter.setFont(self._theme.small_strong)
        painter.setPen(self._theme.ink("ink"))
        place = QRect(_MARGIN - _NAME_WIDTH - _UNIT_WIDTH, rect.top(), 2000, rect.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, line.name)
        painter.restore()

    def _text(self, painter: QPainter, rect: QRect, row: int, place: int, *, strong: bool) -> None:
        theme, text = self._theme, self._model.text(row, place)
        if not text:
            return
        number = self._model.numeric(row, place)
        painter.setFont(theme.small_strong if strong else theme.small)
        ink = "ink" if number or place == NAME else "secondary" if place == UNIT else "faint"
        painter.setPen(theme.ink(ink))
        side = Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignCenter
        if place == NAME:
            side = Qt.AlignmentFlag.AlignLeft
            if self._model.line(row).kind == BAND and not self.scrolled():
                rect = rect.adjusted(0, 0, _MARGIN, 0)
            else:
                text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, text)


class _View(QTableView):
    """One half of the table."""

    def __init__(self, theme: Theme, model: TotalsModel, delegate: _Delegate, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        rows, head = self.verticalHeader(), self.horizontalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(GRID_ROW)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionsClickable(False)
        head.setHighlightSections(False)
        head.setFixedHeight(_HEAD)
        head.setFont(theme.small_strong)


class TotalsTable(QWidget):
    """Signals, with row and column of the model: `asked` a figure was chosen; `opened` it was entered."""

    asked = Signal(int, int)
    opened = Signal(int, int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._metrics = QFontMetrics(theme.small_strong)
        self.model = TotalsModel(self)
        self.delegate = _Delegate(theme, self.model, self)
        self.names = _View(theme, self.model, self.delegate, "totalsNames")
        self.cells = _View(theme, self.model, self.delegate, "totalsCells")
        self.delegate.bar = self.cells.horizontalScrollBar()
        self.delegate.bar.valueChanged.connect(self.names.viewport().update)
        self.names.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.names.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.names.setVerticalScrollBarPolicy(off)
        self.names.setHorizontalScrollBarPolicy(off)
        self.names.setFixedWidth(_NAME_WIDTH + _UNIT_WIDTH)
        self.cells.setAccessibleName(say("ui.nav.totals"))
        self.names.setAccessibleName(say("ui.totals.names"))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        # As high as the counties' scroll bar, where there is one
        self.level = QWidget()
        self.level.setFixedHeight(0)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.names, 1)
        left.addWidget(self.level)
        line.addLayout(left)
        line.addWidget(self.cells, 1)
        bars = self.cells.verticalScrollBar(), self.names.verticalScrollBar()
        bars[0].valueChanged.connect(bars[1].setValue)
        bars[1].valueChanged.connect(bars[0].setValue)
        self.cells.horizontalScrollBar().rangeChanged.connect(self._level)
        self.cells.selectionModel().currentChanged.connect(self._moved)
        self.cells.doubleClicked.connect(self._open)
        self.setFocusProxy(self.cells)

    def show_table(self, table: Table) -> None:
        """Show a table, with the cursor where it was if there still is such a place."""
        was = self.cells.currentIndex()
        row, place = was.row(), was.column()
        self.model.show_table(table)
        for column in range(self.model.columnCount()):
            self.names.setColumnHidden(column, column >= FIRST)
            self.cells.setColumnHidden(column, column < FIRST)
            self.cells.setColumnWidth(column, self._width(column))
        self.names.setColumnWidth(NAME, _NAME_WIDTH)
        self.names.setColumnWidth(UNIT, _UNIT_WIDTH)
        self._spread()
        if self.model.rowCount() and not self.cells.currentIndex().isValid():
            row = row if 0 <= row < self.model.rowCount() else 0
            self.go_to(row, place if place >= FIRST else self.model.place_of(TOTAL))

    def _spread(self) -> None:
        """Let a heading run over name and unit."""
        self.names.clearSpans()
        for row in range(self.model.rowCount()):
            if self.model.line(row).kind == BAND:
                self.names.setSpan(row, NAME, 1, 2)

    def _width(self, column: int) -> int:
        if column < FIRST:
            return _LEAST
        rows = range(self.model.rowCount())
        head = str(self.model.headerData(column, Qt.Orientation.Horizontal)).split("\n")
        texts = [*head, *(self.model.text(row, column) for row in rows)]
        widest = max((self._metrics.horizontalAdvance(t) for t in texts), default=0)
        return max(_LEAST, widest + 2 * _MARGIN + 4)

    def go_to(self, row: int, column: int) -> None:
        """Put the cursor on a figure, the next below a heading."""
        while row < self.model.rowCount() - 1 and self.model.line(row).kind == BAND:
            row += 1
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.cells.selectionModel().setCurrentIndex(self.model.index(row, column), flag)

    @Slot(int, int)
    def _level(self, _least: int, most: int) -> None:
        """Leave room below the names where the counties have a scroll bar."""
        self.level.setFixedHeight(self.cells.horizontalScrollBar().sizeHint().height() if most else 0)

    @Slot(QModelIndex, QModelIndex)
    def _moved(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.delegate.current = QPersistentModelIndex(current)
        self.names.viewport().update()
        self.cells.viewport().update()
        if current.isValid() and current.column() >= FIRST and self.model.line(current.row()).kind != BAND:
            self.asked.emit(current.row(), current.column())

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        if index.isValid() and self.model.line(index.row()).kind != BAND:
            self.opened.emit(index.row(), index.column())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens what stands behind the figure."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open(self.cells.currentIndex())
        else:
            super().keyPressEvent(event)

    def place_of(self, row: int, column: int) -> QPoint:
        """Return the middle of a figure in its view."""
        return self.cells.visualRect(self.model.index(row, column)).center()
