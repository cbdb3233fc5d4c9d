"""The chooser of periods that opens below the period: years down, quarters across, each with its state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from jzdesk.models.period import Period
from jzdesk.models.workflow import UNFILLED
from jzdesk.ui.widgets.fitting import room_of, within
from jzdesk.ui.widgets.parts import label
from jzdesk.ui.widgets.period_button import KEY
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
PERIOD = Qt.ItemDataRole.UserRole
_SLOTS = {"quarter": 4, "half": 2, "year": 1}
CELL_WIDTH, CELL_HEIGHT, MARGIN = 104, 44, 8


class PeriodModel(QAbstractTableModel):
    """Years by the periods in them."""

    def __init__(
        self,
        years: range,
        kinds: tuple[str, ...],
        states: Mapping[Period, str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._years = tuple(reversed(years))
        self._slots = tuple(
            (kind, index)
            for kind in kinds
            for index in (range(1, _SLOTS[kind] + 1) if kind != "year" else (0,))
        )
        self._states = states

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of years."""
        return 0 if parent.isValid() else len(self._years)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of periods in a year."""
        return 0 if parent.isValid() else len(self._slots)

    def period(self, row: int, column: int) -> Period:
        """Return the period at a place."""
        kind, index = self._slots[column]
        return Period(self._years[row], kind, index)

    def place_of(self, period: Period) -> QModelIndex:
        """Return where a period stands."""
        slot = (period.kind, period.index)
        if period.year not in self._years or slot not in self._slots:
            return QModelIndex()
        return self.index(self._years.index(period.year), self._slots.index(slot))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the state, or the period itself."""
        if not index.isValid():
            return None
        period = self.period(index.row(), index.column())
        if role == PERIOD:
            return period
        if role == Qt.ItemDataRole.DisplayRole:
            return self._states.get(period, UNFILLED)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{period.title} {self._states.get(period, UNFILLED)}"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return year or period names."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return say("ui.period.year", year=self._years[section]) if section < len(self._years) else None
        if section >= len(self._slots):
            return None
        kind, index = self._slots[section]
        return say(f"ui.period.{kind}_short").split()[max(0, index - 1)]


class _StateDelegate(QStyledItemDelegate):
    """Paints a period's state, the chosen one framed."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self.current: Period | None = None

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one period."""
        view = self.parent()
        here = isinstance(view, QTableView) and view.currentIndex() == index
        state = index.data()
        rect = option.rect.adjusted(3, 3, -3, -3)
        theme = self._theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.ink("accent" if here else "line"))
        painter.setBrush(theme.ink("accent_ground" if index.data(PERIOD) == self.current else "card"))
        painter.drawRoundedRect(rect, 6, 6)
        painter.setFont(theme.small)
        painter.setPen(theme.ink("faint" if state == UNFILLED else "ink"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, state)
        painter.restore()


class PeriodChooser(QFrame):
    """Opens below the period box. Signals: `chosen` with the period."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("periodChooser")
        self.setProperty("look", "float")
        self.view = QTableView(self)
        self.view.setObjectName("periods")
        self.view.setAccessibleName(say("ui.period.choose"))
        self._delegate = _StateDelegate(theme, self.view)
        self.view.setItemDelegate(self._delegate)
        self.view.setShowGrid(False)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setTabKeyNavigation(False)
        for head, size in (
            (self.view.horizontalHeader(), CELL_WIDTH),
            (self.view.verticalHeader(), CELL_HEIGHT),
        ):
            head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            head.setDefaultSectionSize(size)
            head.setHighlightSections(False)
            head.setSectionsClickable(False)
            head.setFont(theme.small)
        self.view.clicked.connect(self._pick)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        outer.addWidget(self.view)
        self.keys = label(say("ui.period.keys", key=KEY), "faint", name="periodKeys")
        outer.addWidget(self.keys)
        self._model: PeriodModel | None = None

    def open_at(self, model: PeriodModel, current: Period, corner: QPoint) -> None:
        """Show the periods below `corner` with the cursor on the present one."""
        old, self._model = self._model, model
        model.setParent(self)
        self._delegate.current = current
        self.view.setModel(model)
        if old is not None:
            old.deleteLater()
        self.view.setCurrentIndex(model.place_of(current))
        width = model.columnCount() * CELL_WIDTH + self.view.verticalHeader().sizeHint().width() + 4
        height = model.rowCount() * CELL_HEIGHT + self.view.horizontalHeader().sizeHint().height() + 4
        around = QSize(MARGIN, 2 * MARGIN + self.keys.sizeHint().height())
        room = within(QSize(width, height), room_of(self.parentWidget() or self) - around)
        self.view.setFixedSize(room)
        self.adjustSize()
        self.move(corner)
        self.show()
        self.view.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._pick(self.view.currentIndex())
        else:
            super().keyPressEvent(event)

    @Slot(QModelIndex)
    def _pick(self, index: QModelIndex) -> None:
        if index.isValid():
            self.hide()
            self.chosen.emit(index.data(PERIOD))
