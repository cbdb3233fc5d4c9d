"""The lines of a 底稿 while they are written: four texts each, always one empty line at the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from jzdesk.models import quantity
from jzdesk.models.lines import Line
from jzdesk.ui.dialogs.lines_block import COLUMNS, NAME, VALUE, Block
from jzdesk.ui.theme import Theme
from jzdesk.words import say

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_HEADS = ("name", "code", "value", "note")


class LinesModel(QAbstractTableModel):
    """Signals: `edited` a text has changed."""

    edited = Signal()

    def __init__(self, theme: Theme, *, enterable: bool, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._enterable = enterable
        self._rows: list[list[str]] = [[""] * COLUMNS]
        self._wrong: dict[int, str] = {}

    def load(self, lines: Sequence[Line], places: int) -> None:
        """Show lines; values with `places` decimals."""
        self.beginResetModel()
        self._rows = [
            [n.name, n.code, "" if n.value is None else quantity.show(n.value, places), n.note] for n in lines
        ]
        self._rows.append([""] * COLUMNS)
        self._wrong = {}
        self.endResetModel()

    def words(self) -> list[list[str]]:
        """Return what is written, line by line; the empty ones too, so that places stay true."""
        return [list(row) for row in self._rows]

    def mark(self, wrong: Mapping[int, str]) -> None:
        """Mark the lines that are wrong, each with its sentence."""
        if self._wrong != dict(wrong):
            self._wrong = dict(wrong)
            self._all_changed()

    # What Qt asks

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of lines, the empty one included."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return four: name, code, value, note."""
        return 0 if parent.isValid() else COLUMNS

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's head, or a line's number with a sign where it is wrong."""
        if role == Qt.ItemDataRole.ToolTipRole and orientation == Qt.Orientation.Vertical:
            return self._wrong.get(section)
        if role == Qt.ItemDataRole.ForegroundRole and orientation == Qt.Orientation.Vertical:
            return self._theme.ink("must" if section in self._wrong else "secondary")
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return say(f"ui.lines.{_HEADS[section]}")
        return f"■ {section + 1}" if section in self._wrong else f"{section + 1}"

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return one aspect of a text; names that wait for their value are grey."""
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        text = self._rows[row][column]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole}:
            return text
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column == VALUE else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._theme.ink("ink" if self._rows[row][VALUE].strip() else "faint")
        if role == Qt.ItemDataRole.BackgroundRole and row in self._wrong:
            return self._theme.ink("must_ground")
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._wrong.get(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return say("ui.lines.spoken", n=row + 1, head=say(f"ui.lines.{_HEADS[column]}"), text=text)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return self._wrong.get(row)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Everything may be typed in while the figure may."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        fixed = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return fixed | Qt.ItemFlag.ItemIsEditable if self._enterable else fixed

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Keep what was typed; what is written in the last line opens another."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid() or not self._enterable:
            return False
        text = str(value)
        if self._rows[index.row()][index.column()] == text:
            return True
        self._rows[index.row()][index.column()] = text
        self._row_changed(index.row())
        self._keep_open()
        self.edited.emit()
        return True

    # What the dialog does

    def paste(self, block: Block, row: int) -> None:
        """Write a copied block from `row` on; lines are added as they are needed."""
        self.beginResetModel()
        for offset, texts in enumerate(block.rows):
            while row + offset >= len(self._rows):
                self._rows.append([""] * COLUMNS)
            for place, text in zip(block.places, texts, strict=False):
                self._rows[row + offset][place] = text
        if any(part.strip() for part in self._rows[-1]):
            self._rows.append([""] * COLUMNS)
        self.endResetModel()
        self.edited.emit()

    def remove(self, row: int) -> None:
        """Take a line out; the last, empty one stays."""
        if 0 <= row < len(self._rows) - 1:
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._rows[row]
            self.endRemoveRows()
            self.edited.emit()

    def last(self) -> QModelIndex:
        """Return where the next line begins."""
        return self.index(len(self._rows) - 1, NAME)

    def _keep_open(self) -> None:
        if any(part.strip() for part in self._rows[-1]):
            end = len(self._rows)
            self.beginInsertRows(QModelIndex(), end, end)
            self._rows.append([""] * COLUMNS)
            self.endInsertRows()

    def _row_changed(self, row: int) -> None:
        self.dataChanged.emit(self.index(row, 0), self.index(row, COLUMNS - 1))

    def _all_changed(self) -> None:
        last = len(self._rows) - 1
        self.dataChanged.emit(self.index(0, 0), self.index(last, COLUMNS - 1))
        self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, last)
