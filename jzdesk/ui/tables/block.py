"""A rectangle of cells: how it is chosen, and copied so that spreadsheets take its figures as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QMimeData, QModelIndex, QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication

from jzdesk.ui.tables import sums
from jzdesk.ui.tables.faces import GridColumn
from jzdesk.ui.tables.hiding import HiddenLines
from jzdesk.ui.tables.model import GridModel
from jzdesk.ui.tables.view import HalfGrid

_TEXT = ' x:str style="mso-number-format:\'\\@\'" sdnum="2052;0;@"'


@dataclass(frozen=True, slots=True)
class Rect:
    """Places from one corner to the other, both included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def single(self) -> bool:
        """It is one place."""
        return (self.top, self.left) == (self.bottom, self.right)


class BlockChoice(QObject):
    """The rectangle between the cursor and a corner that is moved; typing stays at the cursor.

    Signals: `counted` what the figures in it come to, empty once it is one place again.
    """

    counted = Signal(str)

    def __init__(
        self, model: GridModel, halves: Sequence[HalfGrid], lines: HiddenLines, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._model, self._lines = model, lines
        self._chosen = halves[0].selectionModel()
        self._corner: tuple[int, int] | None = None
        self._chosen.currentChanged.connect(self._forget)
        for half in halves:
            half.grow_requested.connect(self.grow)
            half.reach_requested.connect(self.reach)

    @property
    def rect(self) -> Rect | None:
        """The rectangle; None while there is no cursor."""
        here = self._chosen.currentIndex()
        if not here.isValid():
            return None
        row, column = self._corner or (here.row(), here.column())
        return Rect(
            min(row, here.row()), min(column, here.column()), max(row, here.row()), max(column, here.column())
        )

    @Slot(int, int)
    def grow(self, down: int, right: int) -> None:
        """Move the corner by a line in sight, or a column."""
        here = self._chosen.currentIndex()
        if not here.isValid():
            return
        row, column = self._corner or (here.row(), here.column())
        lines = self._lines.shown(0, self._model.rowCount() - 1)
        at = lines.index(row) + down if row in lines else -1
        if 0 <= at < len(lines):
            row = lines[at]
        self.reach(self._model.index(row, min(max(column + right, 0), self._model.columnCount() - 1)))

    @Slot(QModelIndex)
    def reach(self, corner: QModelIndex) -> None:
        """Put the corner on a place."""
        here = self._chosen.currentIndex()
        if not (here.isValid() and corner.isValid()):
            return
        self._corner = (corner.row(), corner.column())
        rect = self.rect
        if rect is not None:
            ends = self._model.index(rect.top, rect.left), self._model.index(rect.bottom, rect.right)
            self._chosen.select(QItemSelection(*ends), QItemSelectionModel.SelectionFlag.ClearAndSelect)
            lines, columns = self._lines.shown(rect.top, rect.bottom), range(rect.left, rect.right + 1)
            self.counted.emit(sums.told(self._model, lines, columns))

    def copy(self, alone: str, *, with_heads: bool) -> None:
        """Put the block on the clipboard, hidden lines left out; one place `alone` is its text."""
        rect = self.rect
        if rect is None:
            return
        if rect.single and not with_heads:
            QGuiApplication.clipboard().setText(alone)
            return
        rows = self._lines.shown(rect.top, rect.bottom)
        columns = range(rect.left, rect.right + 1)
        QGuiApplication.clipboard().setMimeData(mime_of(self._model, rows, columns, with_heads=with_heads))

    @Slot()
    def _forget(self) -> None:
        if self._corner is not None:
            self._corner = None
            self.counted.emit("")


@dataclass(frozen=True, slots=True)
class _Copied:
    """One copied place; `number` is its figure as a plain decimal."""

    text: str
    number: str = ""
    wide: int = 1


def mime_of(model: GridModel, rows: Sequence[int], columns: Sequence[int], *, with_heads: bool) -> QMimeData:
    """Return places for the clipboard; with heads, and the names of the rows, where that is wanted."""
    places = [0, *columns] if with_heads and 0 not in columns else list(columns)
    lines = _heads([model.columns[n] for n in places]) if with_heads else []
    lines += [[_copied(model, row, column) for column in places] for row in rows]
    made = QMimeData()
    made.setText("".join(_tsv(line) + "\n" for line in lines))
    made.setHtml(_html(lines))
    return made


def _heads(columns: Sequence[GridColumn]) -> list[list[_Copied]]:
    names = [_Copied(c.title) for c in columns]
    if not any(c.group for c in columns):
        return [names]
    groups: list[_Copied] = []
    for column in columns:
        if groups and column.group and groups[-1].text == column.group:
            groups[-1] = _Copied(column.group, wide=groups[-1].wide + 1)
        else:
            groups.append(_Copied(column.group))
    return [groups, names]


def _copied(model: GridModel, row: int, column: int) -> _Copied:
    face = model.face(row, column)
    plain = sums.plain_of(face, model.columns[column])
    return _Copied(plain, plain) if plain else _Copied(sums.taken(face))


def _tsv(line: Sequence[_Copied]) -> str:
    fields: list[str] = []
    for one in line:
        quoted = any(sign in one.text for sign in '\t\n"')
        fields.append('"' + one.text.replace('"', '""') + '"' if quoted else one.text)
        fields += [""] * (one.wide - 1)
    return "\t".join(fields)


def _html(lines: Sequence[Sequence[_Copied]]) -> str:
    rows = "".join("<tr>" + "".join(_cell(one) for one in line) + "</tr>\n" for line in lines)
    return (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8"></head><body>\n'
        f"<!--StartFragment--><table>\n{rows}</table><!--EndFragment-->\n</body></html>"
    )


def _cell(one: _Copied) -> str:
    if one.number:
        return f'<td align="right" x:num="{one.number}" sdval="{one.number}">{one.number}</td>'
    span = f' colspan="{one.wide}"' if one.wide > 1 else ""
    kind = _TEXT if one.text else ""
    return f"<td{span}{kind}>{escape(one.text).replace(chr(10), '<br>')}</td>"
