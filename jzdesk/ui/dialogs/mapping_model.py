"""A sheet of somebody's workbook as it lies there, coloured by what is taken."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from jzdesk.desk import table_offers
from jzdesk.desk.tables import Table
from jzdesk.models.mapping.rows import RowMatch
from jzdesk.ui.theme import Theme
from jzdesk.words import say

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class MappingModel(QAbstractTableModel):
    """Shows a grid; the head of each row says which row of the form it is."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._table: Table | None = None
        self._wrong: dict[str, str] = {}
        self._loose: dict[str, str] = {}

    def show_table(self, table: Table) -> None:
        """Show another table, or the same in another meaning."""
        self.beginResetModel()
        self._table = table
        self._wrong = {one.address: one.why for one in table.plan.refused}
        self._loose = {one.address: one.why for one in table.plan.passed}
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of rows in the sheet."""
        return 0 if parent.isValid() or self._table is None else self._table.grid.height

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of columns in the sheet."""
        return 0 if parent.isValid() or self._table is None else self._table.grid.width

    def match_of(self, row: int) -> RowMatch | None:
        """Return what a row (from 0) is."""
        return None if self._table is None else self._table.reading.rows.get(row + 1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return one aspect of a cell."""
        table = self._table
        if table is None or not index.isValid():
            return None
        row, column = index.row() + 1, index.column() + 1
        if role == Qt.ItemDataRole.DisplayRole:
            return table_offers.shown(table, row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._why(table, row, column) or table_offers.shown(table, row, column) or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            shown = table_offers.shown(table, row, column) or say("ui.lists.nothing")
            return f"{table.place(row, column)} {shown}"
        if role == Qt.ItemDataRole.BackgroundRole:
            return self._theme.ink(self._ground(table, row, column))
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._theme.ink(self._ink(table, row, column))
        if role == Qt.ItemDataRole.FontRole and self._in_head(table, row):
            return self._theme.small_strong
        return None

    def _address(self, table: Table, row: int, column: int) -> str:
        return f"{table.grid.name}!{table.place(row, column)}"

    def _why(self, table: Table, row: int, column: int) -> str:
        address = self._address(table, row, column)
        return self._wrong.get(address) or self._loose.get(address) or ""

    @staticmethod
    def _in_head(table: Table, row: int) -> bool:
        return table.mapping.head[0] <= row <= table.mapping.head[1]

    def _ground(self, table: Table, row: int, column: int) -> str:
        address = self._address(table, row, column)
        if address in self._wrong:
            return "must_ground"
        if address in self._loose:
            return "explain_ground"
        if self._in_head(table, row):
            return "head"
        taken = table.mapping.columns.get(column)
        if taken is None or not taken.target:
            return "card"
        match = table.reading.rows.get(row)
        return "accent_ground" if match is not None and match.taken else "card"

    def _ink(self, table: Table, row: int, column: int) -> str:
        if self._in_head(table, row):
            return "ink"
        taken = table.mapping.columns.get(column)
        match = table.reading.rows.get(row)
        return "ink" if taken and taken.target and match is not None and match.taken else "secondary"

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's letter, or what row of the form a row is."""
        table = self._table
        if table is None:
            return None
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return table_offers.letters(table, section + 1)
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return say("ui.books.row_head", number=section + 1, what=self.told(section))
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.told(section) or None
        return None

    def told(self, row: int) -> str:
        """Return in words what a row (from 0) is."""
        table, match = self._table, self.match_of(row)
        if table is None:
            return ""
        if match is None:
            return say("ui.books.row_is_head") if self._in_head(table, row + 1) else ""
        name = table_offers.row_name(table, match)
        return say(f"ui.books.row.{match.status}", name=name)
