"""One table of a form as an item model: columns are values, cells are faces, both made once and kept."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import product, starmap
from typing import Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from jzdesk.desk.naming import Names
from jzdesk.models.entry import Key
from jzdesk.models.layout import LayoutRow, Table, stub_key
from jzdesk.ui.tables.face import BAND, COMPUTED, Face
from jzdesk.ui.tables.faces import CellFaces, GridColumn, columns_of
from jzdesk.ui.tables.order import identity, kept
from jzdesk.ui.tables.scene import Scene

FACE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class Pen(Protocol):
    """What writes into the store for a table."""

    def write(self, key: Key, text: str) -> str | None:
        """Save what was typed at a key; return the sentence when it is refused."""
        ...

    def give_up(self, key: Key) -> None:
        """Forget what was refused at a key."""
        ...

    def names(self, kind: str) -> Names:
        """Return the names of a kind that were used before."""
        ...


_NOWHERE = QModelIndex()
_FIXED = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_TYPED = _FIXED | Qt.ItemFlag.ItemIsEditable
_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    "right": Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
    "centre": Qt.AlignmentFlag.AlignCenter,
}


_HEAD_ROLES = frozenset({
    Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole,
})  # fmt: skip


class GridModel(QAbstractTableModel):
    """A table's lines and columns; `refused` tells the place and the sentence of what was not saved."""

    refused = Signal(QModelIndex, str)

    def __init__(self, table: Table, scene: Scene, pen: Pen, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table = table
        self.scene = scene
        self.columns: tuple[GridColumn, ...] = columns_of(table)
        self._pen = pen
        self._lines: list[LayoutRow] = list(table.rows)
        self._faces: dict[tuple[int, int], Face] = {}
        self.sorted_by: dict[int, str] = {}
        """What is said of the head by whose column the lines are sorted."""

    # What Qt asks

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of lines, bands included."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of columns, stubs included."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return one aspect of a place."""
        if not index.isValid():
            return None
        face = self.face(index.row(), index.column())
        if role == FACE:
            return face
        if role == Qt.ItemDataRole.DisplayRole:
            return face.text
        if role == Qt.ItemDataRole.EditRole:
            return face.edit if face.typed else face.text
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGN[face.align]
        if role == Qt.ItemDataRole.ToolTipRole:
            return face.tip or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return face.spoken or face.text
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return face.tip or None
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's head with its group, also as its tip, or a line's number."""
        if role not in _HEAD_ROLES:
            return None
        if orientation == Qt.Orientation.Vertical:
            return self._lines[section].number if section < len(self._lines) else None
        if section >= len(self.columns):
            return None
        column = self.columns[section]
        text = f"{column.group} {column.title}".strip()
        told = self.sorted_by.get(section, "") if role == Qt.ItemDataRole.AccessibleTextRole else ""
        return f"{text} {told}".strip()

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Only what may be typed in is editable; bands cannot be chosen."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        face = self.face(index.row(), index.column())
        if face.kind == BAND:
            return Qt.ItemFlag.ItemIsEnabled
        return _TYPED if face.typed else _FIXED

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Save what was typed; refused text stays with the cell."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        face = self.face(index.row(), index.column())
        if face.key is None or not face.typed:
            return False
        sentence = self._pen.write(face.key, str(value))
        if sentence is None:
            return True
        self.refused.emit(self.index(index.row(), index.column()), sentence)
        return False

    def give_up(self, face: Face) -> None:
        """Forget a refused text; the place shows again what is saved."""
        if face.key is not None:
            self._pen.give_up(face.key)

    def names(self, kind: str) -> Names:
        """Return the names of a kind that were used before."""
        return self._pen.names(kind)

    # What our own views ask

    def face(self, row: int, column: int) -> Face:
        """Return what stands in a place; it is made when first asked for."""
        place = (row, column)
        found = self._faces.get(place)
        if found is None:
            found = self._faces[place] = self.columns[column].face(self.scene, self._lines[row])
        return found

    def line(self, row: int) -> LayoutRow:
        """Return one line."""
        return self._lines[row]

    def key_at(self, row: int, column: int) -> Key | None:
        """Return the key of a place; its face need not be made for that."""
        line, faces, form = self._lines[row], self.columns[column].face, self.scene.form
        if line.row is None:
            return None
        if isinstance(faces, CellFaces):
            return line.cells[faces.place].key
        key = stub_key(form, line.row) if column == 0 else None
        return key if key is not None and form.column(key.column) is not None else None

    def key_of_line(self, row: int) -> Key | None:
        """Return the first key of a line, None where it has none."""
        keys = (self.key_at(row, column) for column in range(len(self.columns))) if row >= 0 else ()
        return next((key for key in keys if key is not None), None)

    def place_of(self, key: Key) -> QModelIndex:
        """Return where a key stands; an invalid index when it does not."""
        for row, line in enumerate(self._lines):
            if line.row is None or (line.row.code, self.scene.form.id) != (key.row, key.form):
                continue
            for column in range(len(self.columns)):
                if self.key_at(row, column) == key:
                    return self.index(row, column)
        return QModelIndex()

    def first_of(self, keys: Collection[Key]) -> Key | None:
        """Return the first of some keys that stands here, line by line."""
        places = product(range(len(self._lines)), range(len(self.columns))) if keys else ()
        return next((key for key in starmap(self.key_at, places) if key in keys), None)

    def enterable(self, rows: Iterable[int] | None = None) -> Iterator[tuple[int, int]]:
        """Yield every place that may be typed in, the 累计 left out, line by line; of some lines if told."""
        for row, column in self.typed(rows):
            if self.face(row, column).enterable:
                yield row, column

    def typed(self, rows: Iterable[int] | None = None) -> Iterator[tuple[int, int]]:
        """Yield every place where an editor opens, the 累计 too, line by line."""
        for row in range(len(self._lines)) if rows is None else rows:
            for column in range(len(self.columns)):
                if self.face(row, column).typed:
                    yield row, column

    def arrange(self, lines: Sequence[LayoutRow], sorted_by: dict[int, str]) -> None:
        """Show the same lines in another order; the cursor stays at its cell."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        places = {identity(line): place for place, line in enumerate(lines)}
        now = [self.index(places[identity(self._lines[old.row()])], old.column()) for old in before]
        self._lines[:] = lines
        self._faces.clear()
        self.sorted_by = sorted_by
        self.changePersistentIndexList(before, now)
        self.layoutChanged.emit()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    # What operations bring

    def show(self, table: Table, scene: Scene) -> frozenset[int] | None:
        """Show the table anew after an operation: lines come and go one by one, cells change at once.

        Return the lines whose texts may be others than before; None for all.
        """
        touched = scene.touched(self.scene) if table is self.table else None
        self.scene = scene
        lines = None if touched is None else self._keep_faces({key.row for key in touched})
        if lines is None:
            self._faces.clear()
            if columns_of(table) != self.columns:
                self._renew(table)
                return None
            self._replace_lines(table)
            self.table = table
        if self._lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._lines) - 1, len(self.columns) - 1))
        return lines

    def _keep_faces(self, codes: Collection[str]) -> frozenset[int]:
        """Drop the faces in these rows, and all computed ones; return their lines."""
        lines = frozenset(n for n, line in enumerate(self._lines) if line.row and line.row.code in codes)
        self._faces = {
            place: face for place, face in self._faces.items()
            if place[0] not in lines and face.kind != COMPUTED
        }  # fmt: skip
        return lines

    def _renew(self, table: Table) -> None:
        self.beginResetModel()
        self.table, self.columns, self._lines = table, columns_of(table), list(table.rows)
        self.endResetModel()

    def _replace_lines(self, table: Table) -> None:
        """Take out the lines that are gone and put in those that are new; what lies around them stays."""
        old = [identity(line) for line in self._lines]
        lines = kept(old, table.rows)
        new = [identity(line) for line in lines]
        head = _same(old, new)
        tail = min(_same(old[::-1], new[::-1]), len(old) - head, len(new) - head)
        gone, come = len(old) - head - tail, len(new) - head - tail
        if gone:
            self.beginRemoveRows(QModelIndex(), head, head + gone - 1)
            del self._lines[head : head + gone]
            self._faces.clear()
            self.endRemoveRows()
        if come:
            self.beginInsertRows(QModelIndex(), head, head + come - 1)
            self._lines[head:head] = lines[head : head + come]
            self._faces.clear()
            self.endInsertRows()
        self._lines[:] = lines


def _same(one: list[str], other: list[str]) -> int:
    """Return how many places two lists have in common from their start."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
