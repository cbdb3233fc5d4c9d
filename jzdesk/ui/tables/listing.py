"""Lists whose columns are values: to-do, findings, files, coverage."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from jzdesk.records import dataclass
from jzdesk.words import say

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
T = TypeVar("T")
PART = Qt.ItemDataRole.UserRole
TEXT, SIGN, PILL, LINK, NUMBER = "text", "sign", "pill", "link", "number"


@dataclass(frozen=True)
class Part:
    """What stands in one place of a list: a text, how it is shown, in which tone."""

    text: str
    kind: str = TEXT
    tone: str = ""
    tip: str = ""


@dataclass(frozen=True)
class ListColumn(Generic[T]):
    """One column: its head, its width (0 takes what is left), what it shows, and how it is written."""

    title: str
    width: int
    part: Callable[[T], Part]
    write: Callable[[T, str], str | None] | None = None
    writable: Callable[[T], bool] | None = None


def _spoken(part: Part) -> str:
    return part.tip if part.kind == SIGN and part.tip else part.text


class ListModel(QAbstractTableModel, Generic[T]):
    """Shows items; an operation brings all of them anew, at once."""

    def __init__(self, columns: Sequence[ListColumn[T]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._items: tuple[T, ...] = ()
        self._parts: dict[tuple[int, int], Part] = {}

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of items."""
        return 0 if parent.isValid() else len(self._items)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def item(self, row: int) -> T:
        """Return one item."""
        return self._items[row]

    @property
    def items(self) -> tuple[T, ...]:
        """All items."""
        return self._items

    def show_items(self, items: Sequence[T]) -> None:
        """Show these items."""
        new = tuple(items)
        if new == self._items:
            return
        self._parts.clear()
        if len(new) == len(self._items):
            self._items = new
            self.dataChanged.emit(self.index(0, 0), self.index(len(new) - 1, len(self.columns) - 1))
            return
        self.beginResetModel()
        self._items = new
        self.endResetModel()

    def part(self, row: int, column: int) -> Part:
        """Return what stands in a place; made once."""
        place = (row, column)
        found = self._parts.get(place)
        if found is None:
            found = self._parts[place] = self.columns[column].part(self._items[row])
        return found

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return one aspect of a place."""
        if not index.isValid():
            return None
        part = self.part(index.row(), index.column())
        if role == PART:
            return part
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole}:
            return part.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return part.tip or (part.text if part.kind == TEXT else None)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(index.row()) if index.column() == 0 else _spoken(part)
        return None

    def spoken(self, row: int) -> str:
        """Return a whole line as it is read out: one goes from line to line, not from place to place."""
        said = (_spoken(self.part(row, column)) for column in range(len(self.columns)))
        return say("ui.lists.comma").join(dict.fromkeys(text for text in said if text))

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's head, also as its tip: it is shortened where the column is narrow."""
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole} and (
            orientation == Qt.Orientation.Horizontal
        ):
            return self.columns[section].title if section < len(self.columns) else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            figures = bool(self._items) and self.part(0, section).kind == NUMBER
            side = Qt.AlignmentFlag.AlignRight if figures else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Only columns that write can be edited, where the item lets them."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        column, item = self.columns[index.column()], self._items[index.row()]
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if column.write is not None and (column.writable is None or column.writable(item)):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Write through the column."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        write = self.columns[index.column()].write
        text = str(value)
        if write is None or text == self.part(index.row(), index.column()).text:
            return False
        return write(self._items[index.row()], text) is None
