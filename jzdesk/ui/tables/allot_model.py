"""The lines of one subject while they are written: a text for each field, always an empty line at the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from jzdesk.models.allotment.listing import Line, beside_title
from jzdesk.models.allotment.subjects import NUMBER, Field, Subject
from jzdesk.ui.theme import Theme
from jzdesk.words import say

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class AllotModel(QAbstractTableModel):
    """Signals: `edited` a text has changed."""

    edited = Signal()

    def __init__(self, theme: Theme, subject: Subject, parent: QObject) -> None:
        super().__init__(parent)
        self._theme, self.subject = theme, subject
        self._lines: list[Line] = [Line({})]
        self._wrong: dict[tuple[int, str], str] = {}
        beside = [None] if beside_title(subject) else []
        self.fields: tuple[Field | None, ...] = (subject.fields[0], *beside, *subject.fields[1:])

    def load(self, lines: Sequence[Line]) -> None:
        """Show lines, and an empty one after them."""
        self.beginResetModel()
        self._lines = [*lines, Line({})]
        self._wrong = {}
        self.endResetModel()

    @property
    def lines(self) -> list[Line]:
        """What is written, without the empty line at the end."""
        return self._lines[:-1]

    def mark(self, wrong: Mapping[tuple[int, str], str]) -> None:
        """Mark what is wrong, by line and field, each with its sentence."""
        if self._wrong != dict(wrong):
            self._wrong = dict(wrong)
            last = self.index(len(self._lines) - 1, len(self.fields) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(self._lines) - 1)

    def place(self, row: int, field: str) -> QModelIndex:
        """Return where a field of a line stands; its first where the field is none."""
        columns = [n for n, f in enumerate(self.fields) if f is not None and f.code == field]
        return self.index(row, columns[0] if columns else 0)

    def text(self, row: int) -> str:
        """Return all that is said in a line, to be searched."""
        line = self._lines[row]
        return " ".join((*line.texts.values(), line.beside))

    def said(self, row: int) -> bool:
        """Tell whether a line says more than what it offers; the empty last one counts."""
        line = self._lines[row]
        known = set(self.subject.offered)
        return row == len(self._lines) - 1 or any(v and f not in known for f, v in line.texts.items())

    def again(self, row: int) -> QModelIndex:
        """Put in another line for the thing of this one, and return where it begins."""
        old = self._lines[row]
        texts = {name: old.texts.get(name, "") for name in self.subject.offered}
        self.beginInsertRows(QModelIndex(), row + 1, row + 1)
        self._lines.insert(row + 1, Line(texts, old.beside))
        self.endInsertRows()
        self.edited.emit()
        return self.place(row + 1, "unit")

    # What Qt asks

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of lines, the empty one included."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of fields."""
        return 0 if parent.isValid() else len(self.fields)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a field's name, or a line's number with a sign where it is wrong."""
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return self._side(section)
            return self._head(section) if role == Qt.ItemDataRole.DisplayRole else None
        wrong = any(row == section for row, _ in self._wrong)
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._theme.ink("must" if wrong else "secondary")
        if role == Qt.ItemDataRole.DisplayRole:
            return f"■ {section + 1}" if wrong else f"{section + 1}"
        return None

    def _head(self, column: int) -> str:
        field = self.fields[column]
        if field is None:
            return beside_title(self.subject)
        return field.title(self.subject.code) + ("*" if field.required else "")

    def _side(self, column: int) -> Qt.AlignmentFlag:
        field = self.fields[column]
        number = field is not None and field.kind == NUMBER
        side = Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return one aspect of a text; what the plan says is grey, what is wrong is red."""
        if not index.isValid():
            return None
        field, line = self.fields[index.column()], self._lines[index.row()]
        text = line.beside if field is None else line.texts.get(field.code, "")
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole}:
            return text
        wrong = self._wrong.get((index.row(), field.code if field else ""))
        if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole}:
            return wrong or text or None
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._theme.ink("must" if wrong else "secondary" if self._fixed(index) else "ink")
        if role == Qt.ItemDataRole.BackgroundRole:
            return self._theme.ink("must_ground" if wrong else "quiet" if self._fixed(index) else "card")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            head = self._head(index.column()).replace("*", say("ui.allot.required"))
            return say("ui.allot.spoken", row=index.row() + 1, field=head, text=text)
        return None

    def _fixed(self, index: Index) -> bool:
        """Tell whether a text names a thing of the plan, or is given by the program; a wrong one does not."""
        field, line = self.fields[index.column()], self._lines[index.row()]
        if field is None or (field.code == "code" and self.subject.open):
            return True
        if (index.row(), field.code) in self._wrong:
            return False
        mine = set(self.subject.offered) - ({"name"} if self.subject.code == "tasks" else set())
        code = line.texts.get("code", "")
        return (
            field.code in mine and bool(line.texts.get(field.code)) and bool(code or field.kind == "period")
        )

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Everything may be typed in but what names the plan's things."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        fixed = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return fixed if self._fixed(index) else fixed | Qt.ItemFlag.ItemIsEditable

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Keep what was typed; what is written in the last line opens another."""
        field = self.fields[index.column()] if index.isValid() else None
        if role != Qt.ItemDataRole.EditRole or field is None or self._fixed(index):
            return False
        row, text, line = index.row(), str(value), self._lines[index.row()]
        if line.texts.get(field.code, "") == text:
            return True
        self._lines[row] = Line({**line.texts, field.code: text}, line.beside)
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.fields) - 1))
        if row == len(self._lines) - 1:
            self.beginInsertRows(QModelIndex(), row + 1, row + 1)
            self._lines.append(Line({}))
            self.endInsertRows()
        self.edited.emit()
        return True
