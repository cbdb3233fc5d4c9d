"""Lists whose columns are values: to-do, findings, files, coverage; and how high their rows are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QTableView

from jzdesk.records import dataclass
from jzdesk.ui.theme import LIST_ROW
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
        self._items: Sequence[T] = ()
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
        return tuple(self._items)

    def show_items(self, items: Sequence[T]) -> None:
        """Show these items."""
        new = tuple(items) if isinstance(items, list) else items  # what makes them late is asked for none
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
        if role == Qt.ItemDataRole.AccessibleTextRole and orientation == Qt.Orientation.Horizontal:
            return self.columns[section].title or say("ui.lists.act" if section else "ui.lists.sign")
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


# How high its rows are

MARGIN, MOST_LINES = 8, 5
_LINE = 18
_MOST_KNOWN = 20_000
"""So much of what was measured is kept."""
_PIECE = 80
"""So many rows are measured at a time: more than are seen."""


class ListHeights(QObject):
    """Measures a long list in pieces, what is seen first. Signals: `measured` rows have their heights."""

    measured = Signal()

    def __init__(self, view: QTableView, items: ListModel[Any]) -> None:
        super().__init__(view)
        self._view, self._items = view, items
        self._known: dict[tuple[str, int], int] = {}
        """What was measured of texts: how wide they are, under 0, and how many lines they take in a room."""
        self._from = 0
        self._rest = QTimer(self, singleShot=True, interval=0)
        self._rest.timeout.connect(self._go_on)

    def measure(self, *, whole: bool) -> None:
        """Begin anew; the `whole` list at once where it ends with its last row."""
        self._from = 0
        self._piece(self._items.rowCount() if whole else _PIECE)

    @Slot()
    def _go_on(self) -> None:
        """Measure more, and leave in view what is: rows above it may grow."""
        now = self._view.currentIndex()
        seen = now.isValid() and self._view.viewport().rect().intersects(self._view.visualRect(now))
        self._piece(_PIECE)
        if seen:
            self._view.scrollTo(now)

    def _piece(self, rows: int) -> None:
        first, count = self._from, self._items.rowCount()
        metrics, head = QFontMetrics(self._view.font()), self._view.verticalHeader()
        rooms = {
            place: self._view.columnWidth(place) - 2 * MARGIN
            for place, column in enumerate(self._items.columns) if not column.width or column.write
        }  # fmt: skip
        for row in range(first, min(count, first + rows)):
            parts = ((self._items.part(row, place), room) for place, room in rooms.items())
            lines = [self._lines(metrics, part.text, room) for part, room in parts if part.kind == TEXT]
            height = LIST_ROW + (min(max(lines, default=1), MOST_LINES) - 1) * _LINE
            if head.sectionSize(row) != height:
                head.resizeSection(row, height)
        self._from = min(count, first + rows)
        if self._from < count:
            self._rest.start()
        if not first:
            self.measured.emit()

    def _lines(self, metrics: QFontMetrics, text: str, room: int) -> int:
        """Return how many lines a text takes; its letters take long to measure, and stay as they are."""
        if len(self._known) > _MOST_KNOWN:
            self._known.clear()
        wide = self._known.get((text, 0))
        if wide is None:
            wide = self._known[text, 0] = metrics.horizontalAdvance(text)
        if wide <= room:
            return 1
        if (text, room) not in self._known:
            self._known[text, room] = _wrapped(metrics, text, room)
        return self._known[text, room]


def _wrapped(metrics: QFontMetrics, text: str, room: int) -> int:
    box = QRect(0, 0, max(12, room), 1000)
    height = metrics.boundingRect(box, Qt.TextFlag.TextWordWrap, text).height()
    return max(1, round(height / metrics.lineSpacing()))
