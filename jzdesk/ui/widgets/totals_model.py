"""The table of totals as a model: names and units, the counties, their total and the year so far."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from jzdesk.desk.totalling import BAND, Line, Table
from jzdesk.models import workflow
from jzdesk.words import say

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
NAME, UNIT, FIRST = 0, 1, 2


class TotalsModel(QAbstractTableModel):
    """Name and unit, then the counties, the total and the year so far; a refresh brings all anew."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table: Table | None = None
        self._codes: tuple[str, ...] = ()
        self._heads: tuple[str, ...] = ()

    def show_table(self, table: Table) -> None:
        """Show another table."""
        if table == self._table:
            return
        self.beginResetModel()
        self._table = table
        self._codes = table.codes
        part = "" if table.counted == table.number else "part_"
        total = say(f"ui.totals.{part}total", counted=table.counted, number=table.number)
        names = [_head_of(u.name, u.state, counted=u.counted) for u in table.units]
        said = (say("ui.totals.approved"), say("ui.totals.difference")) if table.said else ()
        self._heads = (
            say("ui.totals.item"), say("ui.totals.unit"), *names, total, *said, say("ui.totals.to_date")
        )  # fmt: skip
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of lines."""
        return 0 if parent.isValid() or self._table is None else len(self._table.lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._heads)

    def line(self, row: int) -> Line:
        """Return a line."""
        if self._table is None:
            raise IndexError(row)
        return self._table.lines[row]

    def code(self, column: int) -> str:
        """Return what a column of figures stands for: an office's code, the total, the year so far."""
        return self._codes[column - FIRST]

    def place_of(self, code: str) -> int:
        """Return the column of figures of an office or a sum."""
        return FIRST + self._codes.index(code)

    def text(self, row: int, column: int) -> str:
        """Return what stands in a place."""
        line = self.line(row)
        if column == NAME:
            return line.name
        if column == UNIT:
            return line.unit
        return line.figures[column - FIRST] if line.figures else ""

    def numeric(self, row: int, column: int) -> bool:
        """Tell whether a figure stands in a place."""
        line = self.line(row)
        return column >= FIRST and bool(line.numeric) and line.numeric[column - FIRST]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return one aspect of a place."""
        if not index.isValid():
            return None
        text = self.text(index.row(), index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.ToolTipRole:
            return text if index.column() == NAME else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            head = self._heads[index.column()].replace("\n", " ")
            name = self.line(index.row()).name
            return (
                say("ui.totals.spoken", name=name, head=head, text=text) if index.column() >= FIRST else text
            )
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's head."""
        if orientation != Qt.Orientation.Horizontal or section >= len(self._heads):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return Qt.AlignmentFlag.AlignCenter if role == Qt.ItemDataRole.TextAlignmentRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Figures can be chosen, headings and names cannot."""
        if not index.isValid() or self.line(index.row()).kind == BAND:
            return Qt.ItemFlag.NoItemFlags
        if index.column() < FIRST:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def _head_of(name: str, state: str, *, counted: bool) -> str:
    half = (len(name) + 1) // 2 if len(name) > 5 else len(name)
    lines = [name[:half], name[half:]] if name[half:] else [name]
    word = state if state != workflow.UNFILLED else say("ui.coverage.missing")
    sign = say("ui.totals.in") if counted else say("ui.totals.out", state=word)
    return "\n".join([*lines, sign])
