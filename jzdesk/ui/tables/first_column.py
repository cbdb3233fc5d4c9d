"""The first column of a wide table, which stays in its place while the others go by behind it."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Slot
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView


class FirstColumn(QTableView):
    """Lies over a table that is scrolled to the side, with the same lines and the same choice."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table
        self.setObjectName(f"{table.objectName()}First")
        self.setAccessibleName(table.accessibleName())
        self.setProperty("look", table.property("look"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(table.selectionMode())
        self.setVerticalScrollMode(table.verticalScrollMode())
        self.setWordWrap(table.wordWrap())
        for policy in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        model = table.model()
        self.setModel(model)
        self.setSelectionModel(table.selectionModel())
        for column in range(1, model.columnCount()):
            self.setColumnHidden(column, True)
        rows, heads = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(table.verticalHeader().defaultSectionSize())
        heads.setHighlightSections(False)
        heads.setDefaultAlignment(table.horizontalHeader().defaultAlignment())
        table.horizontalHeader().sectionResized.connect(self.fit)
        table.horizontalScrollBar().valueChanged.connect(self.fit)
        table.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.hide()

    @property
    def covers(self) -> int:
        """How many points of the others it lies over."""
        return 0 if self.isHidden() else self.width()

    @Slot()
    def fit(self) -> None:
        """Be seen where the table's own first column is not, and as large as that."""
        table, width = self._table, self._table.columnWidth(0)
        self.setColumnWidth(0, width)
        self.horizontalHeader().setFixedHeight(table.horizontalHeader().height())
        room = table.viewport().geometry()
        high = room.height() + table.horizontalHeader().height()
        self.setGeometry(QRect(room.left(), table.horizontalHeader().y(), width, high))
        self.setVisible(table.horizontalScrollBar().value() > 0 and width < room.width() // 2)
        self.verticalScrollBar().setValue(table.verticalScrollBar().value())
