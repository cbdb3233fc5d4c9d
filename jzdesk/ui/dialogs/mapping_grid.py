"""A sheet with a box above each column that says what the column is taken for, and in which unit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QStandardItem, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHeaderView, QTableView, QWidget

from jzdesk.desk import table_offers
from jzdesk.desk.tables import Table
from jzdesk.models.mapping.mapping import Take
from jzdesk.ui.dialogs.mapping_model import MappingModel
from jzdesk.ui.theme import GRID_ROW, Theme
from jzdesk.ui.widgets.chooser import Chooser
from jzdesk.ui.widgets.parts import column
from jzdesk.words import say

COLUMN, ROW_HEAD, BOX, GAP = 146, 236, 28, 3


class _Box(Chooser):
    """Signals: `reached` it has the focus (its column)."""

    reached = Signal(int)

    def __init__(self, theme: Theme, name: str, spoken: str, place: int) -> None:
        super().__init__(theme, name, spoken)
        self.place = place
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMaxVisibleItems(24)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the column is to be seen."""
        super().focusInEvent(event)
        self.reached.emit(self.place)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the choice as it is: the wheel is for the sheet."""
        event.ignore()


class Boxes(QWidget):
    """Two boxes above each column. Signals: `taken` a column (from 1) is taken otherwise (its `Take`);
    `reached` a box of a column (from 0) has the focus.
    """

    taken = Signal(int, object)
    reached = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._boxes: dict[int, tuple[_Box, _Box]] = {}
        self._clip = QWidget(self)
        self._clip.setObjectName("clip")
        self.setFixedHeight(2 * BOX + GAP)

    def show_table(self, table: Table) -> None:
        """Show what each column is taken for."""
        targets = _items(table_offers.choices(table), self)
        units = _items([("", say("ui.books.unit_same")), *((u, u) for u in table_offers.units(table))], self)
        figures = {c.code for c in table.form.columns if c.kind == "number"}
        wanted = range(1, table.grid.width + 1)
        for place in [p for p in self._boxes if p not in wanted]:
            for box in self._boxes.pop(place):
                box.deleteLater()
        for place in wanted:
            if place not in self._boxes:
                self._boxes[place] = (self._box("target", place), self._box("unit", place))
            take = table.mapping.columns.get(place, Take())
            for box, items, chosen in zip(
                self._boxes[place], (targets, units), (take.target, take.unit), strict=True
            ):
                box.blockSignals(True)
                box.setModel(items)
                box.setCurrentIndex(max(box.findData(chosen), 0))
                box.blockSignals(False)
            self._boxes[place][1].setVisible(take.target in figures)

    def _box(self, name: str, place: int) -> _Box:
        spoken = say(f"ui.books.box_{name}", column=place)
        made = _Box(self._theme, f"{name}_{place}", spoken, place - 1)
        made.setParent(self._clip)
        made.activated.connect(self._chosen)
        made.reached.connect(self.reached)
        made.show()
        return made

    @Slot()
    def _chosen(self) -> None:
        box = self.sender()
        if isinstance(box, _Box):
            place = box.place + 1
            target, unit = (one.currentData() for one in self._boxes[place])
            self.taken.emit(place, Take(str(target), str(unit)))

    def box(self, name: str, place: int) -> QComboBox:
        """Return the `target` or `unit` box of a column, from 1."""
        return self._boxes[place][0 if name == "target" else 1]

    def lay(self, view: QTableView) -> None:
        """Put each pair over its column; those out of sight are cut off, and still reached by Tab."""
        heads = view.horizontalHeader()
        self._clip.setGeometry(view.viewport().x(), 0, view.viewport().width(), self.height())
        for place, pair in self._boxes.items():
            at = heads.sectionViewportPosition(place - 1)
            for line, box in enumerate(pair):
                box.setGeometry(at, line * (BOX + GAP), COLUMN - GAP, BOX)


class MappingGrid(QWidget):
    """Signals: `taken` a column is taken otherwise (from 1, its `Take`); `row_reached` (from 1, 0: none)."""

    taken = Signal(int, object)
    row_reached = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.model = MappingModel(theme, self)
        self.boxes = Boxes(theme)
        self.view = QTableView()
        self.view.setObjectName("mappingView")
        self.view.setProperty("look", "lines")
        self.view.setAccessibleName(say("ui.books.sheet"))
        self.view.setModel(self.model)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setTabKeyNavigation(False)
        self.view.setWordWrap(False)
        self.view.setCornerButtonEnabled(False)
        rows, heads = self.view.verticalHeader(), self.view.horizontalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(GRID_ROW)
        rows.setFixedWidth(ROW_HEAD)
        rows.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        rows.setHighlightSections(False)
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads.setDefaultSectionSize(COLUMN)
        heads.setHighlightSections(False)
        self.setLayout(column(self.boxes, self.view, spacing=2))
        self.boxes.taken.connect(self.taken)
        self.boxes.reached.connect(self._show_column)
        self.view.horizontalScrollBar().valueChanged.connect(self._lay)
        self.view.viewport().installEventFilter(self)
        self.view.selectionModel().currentChanged.connect(self._moved)
        rows.sectionClicked.connect(self._row_clicked)

    def show_table(self, table: Table) -> None:
        """Show a table; the cursor stays where it is."""
        here = self.view.currentIndex()
        self.boxes.show_table(table)
        self.model.show_table(table)
        if here.isValid():
            self.view.setCurrentIndex(self.model.index(here.row(), here.column()))
        self._lay()

    def go_to(self, row: int) -> None:
        """Put the cursor on a row, from 1."""
        self.view.setCurrentIndex(self.model.index(row - 1, max(self.view.currentIndex().column(), 0)))

    @Slot()
    def _lay(self) -> None:
        self.boxes.lay(self.view)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the boxes over their columns: the columns have their room only after this has its own."""
        if event.type() == QEvent.Type.Resize:
            self._lay()
        return super().eventFilter(watched, event)

    @Slot(int)
    def _show_column(self, place: int) -> None:
        row = max(self.view.currentIndex().row(), self.view.rowAt(0), 0)
        self.view.scrollTo(self.model.index(row, place))
        self._lay()

    @Slot(int)
    def _row_clicked(self, row: int) -> None:
        self.go_to(row + 1)

    @Slot(QModelIndex, QModelIndex)
    def _moved(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.row_reached.emit(current.row() + 1 if current.isValid() else 0)


def _items(choices: Sequence[tuple[str, str]], parent: QWidget) -> QStandardItemModel:
    """Return one list of choices that all boxes share."""
    made = QStandardItemModel(parent)
    for code, name in choices:
        item = QStandardItem(name)
        item.setData(code, Qt.ItemDataRole.UserRole)
        item.setToolTip(name)
        made.appendRow(item)
    return made
