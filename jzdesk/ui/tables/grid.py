"""A table of a form on screen: stubs and cells side by side, one cursor, one editor."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from jzdesk.models.entry import Key
from jzdesk.models.layout import Table
from jzdesk.models.paste.clip import is_block
from jzdesk.ui.tables import measure
from jzdesk.ui.tables.block import BlockChoice
from jzdesk.ui.tables.face import Face
from jzdesk.ui.tables.heights import LineHeights
from jzdesk.ui.tables.hiding import HiddenLines
from jzdesk.ui.tables.model import GridModel, Pen
from jzdesk.ui.tables.scene import Scene
from jzdesk.ui.tables.steps import Step
from jzdesk.ui.tables.view import HalfGrid
from jzdesk.ui.theme import Theme


class Grid(QWidget):
    """One table.

    Signals: `moved` to a key (None where there is no cell); `edge` a step leads beyond the table;
    `refused` where (in the window) and why a text was not saved; `mended` it is being changed;
    `block_pasted` a block is to be pasted; `typing` what is being typed; `reason_requested`
    and `menu_requested` at a place; `barred` one types where nothing may be typed.
    """

    moved = Signal(object)
    edge = Signal(object, Step)
    refused = Signal(QRect, str)
    mended = Signal()
    typing = Signal(str)
    reason_requested = Signal(QRect)
    menu_requested = Signal(QPoint)
    barred = Signal()
    block_pasted = Signal()

    def __init__(
        self, theme: Theme, table: Table, scene: Scene, pen: Pen, *, grows: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._theme = theme
        self._grows = grows
        self.model = GridModel(table, scene, pen, self)
        self.stubs = HalfGrid(theme, self.model, frozen=True, parent=self)
        self.cells = HalfGrid(theme, self.model, frozen=False, parent=self)
        self.cells.setSelectionModel(self.stubs.selectionModel())
        self._halves = (self.stubs, self.cells)
        self.lines = HiddenLines(self.model, self._halves)
        self.block = BlockChoice(self.model, self._halves, self.lines, self)
        self._gap = QWidget(self)
        self.rows = LineHeights(self.model, self._halves, self)
        self._arrange()
        self._connect()
        self._measure()

    def _arrange(self) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(self.stubs, 1)
        left.addWidget(self._gap)
        self._gap.setFixedHeight(0)
        both = QHBoxLayout(self)
        both.setContentsMargins(1, 0, 0, 0)
        both.setSpacing(0)
        both.addLayout(left)
        both.addWidget(self.cells, 1)
        both.addStretch(0)
        for half in self._halves:
            half.grows = self._grows
        if self._grows:
            self.cells.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusProxy(self.cells)

    def _connect(self) -> None:
        for half in self._halves:
            half.step_requested.connect(self.step)
            half.pen.step_requested.connect(self.step)
            half.pen.refused.connect(self.refused)
            half.pen.mended.connect(self.mended)
            half.pen.typing.connect(self.typing)
            half.pen.reason_requested.connect(self.ask_reason)
            half.cleared.connect(self.clear_cell)
            half.menu_requested.connect(self.menu_requested)
            half.barred.connect(self.barred)
            half.copy_requested.connect(self.copy)
            half.paste_requested.connect(self.paste)
            half.pen.block_pasted.connect(self.block_pasted)
        self.cells.selectionModel().currentChanged.connect(self._current_changed)
        self.stubs.verticalScrollBar().valueChanged.connect(self.cells.verticalScrollBar().setValue)
        self.cells.verticalScrollBar().valueChanged.connect(self.stubs.verticalScrollBar().setValue)
        self.cells.horizontalScrollBar().rangeChanged.connect(self._bar_changed)
        self.rows.changed.connect(self._limit)
        self.model.rowsInserted.connect(self._measure)
        self.model.rowsRemoved.connect(self._measure)
        self.model.modelReset.connect(self._renew)

    # What pages ask

    def forget_place(self) -> None:
        """Take the cursor out of this table: it is in another one."""
        self.cells.selectionModel().clear()

    def display(self, table: Table, scene: Scene) -> None:
        """Show the table anew after an operation."""
        self.rows.measure(self.model.show(table, scene))
        self._limit()

    def hide_rows(self, codes: Collection[str]) -> bool:
        """Hide these rows and show all others; tell whether any line is left."""
        if self.lines.hide(codes):
            self._measure()
        return self.lines.left

    @property
    def key(self) -> Key | None:
        """The key at the cursor."""
        face = self.face
        return face.key if face else None

    @property
    def face(self) -> Face | None:
        """What stands at the cursor."""
        index = self.cells.currentIndex()
        return self.model.face(index.row(), index.column()) if index.isValid() else None

    def go_to(self, key: Key) -> bool:
        """Put the cursor on a key; tell whether it stands in this table."""
        index = self.model.place_of(key)
        if not index.isValid():
            return False
        self._put(index)
        return True

    def go_first(self, *, last: bool = False) -> bool:
        """Put the cursor on the first (or last) place that may be typed in."""
        found = self.lines.step((-1, -1), Step.LAST if last else Step.FIRST)
        if found is not None:
            self._put(self.model.index(*found))
        return found is not None

    def flush(self) -> bool:
        """Save what is being typed and close the editor; tell whether it could be saved."""
        done = True
        for half in self._halves:
            done = half.pen.save() and done
            half.pen.close()
        return done

    def typing_now(self) -> list[tuple[Key, str]]:
        """Return what stands in open editors, saved or not, and where."""
        found = (half.pen.opened for half in self._halves)
        return [(o.key, o.editor.typed()) for o in found if o is not None and o.key is not None]

    def write(self, text: str) -> str | None:
        """Save `text` at the cursor as if typed; return the sentence when it is refused."""
        index = self.cells.currentIndex()
        face = self.face
        if face is None or not face.typed:
            return None
        if self.model.setData(index, text):
            return None
        return self.model.face(index.row(), index.column()).tip

    def take_over(self, text: str) -> None:
        """Open the editor at the cursor with a text that is not saved yet."""
        face, index = self.face, self.cells.currentIndex()
        if face is None or not face.typed:
            return
        half = self._half_of(index)
        half.setFocus()
        half.edit(index)
        half.pen.start_with(text)

    def place(self) -> QRect:
        """Return where the cursor is, in the window's own coordinates."""
        half = self._half_of(self.cells.currentIndex())
        rect = half.visualRect(self.cells.currentIndex())
        return QRect(half.viewport().mapTo(self.window(), rect.topLeft()), rect.size())

    # Moving and changing

    @Slot(Step)
    def step(self, step: Step) -> None:
        """Go on to the next place that may be typed in, from one 累计 to another, or beyond the edge."""
        index = self.cells.currentIndex()
        found = self.lines.step((index.row(), index.column()), step, to_date=index.column())
        if found is None:
            self.edge.emit(self, step)
        else:
            self._put(self.model.index(*found))

    def step_on(self) -> None:
        """Go on to the next place, as Tab does."""
        self.step(Step.NEXT)

    @Slot()
    def clear_cell(self) -> None:
        """Empty the cell at the cursor: it is then 未填报."""
        face = self.face
        if face is not None and face.enterable and (face.edit or face.tone == "refused"):
            self.write("")

    @Slot()
    def ask_reason(self) -> None:
        """Ask why the cell at the cursor is blank."""
        face = self.face
        if face is not None and face.enterable:
            self.reason_requested.emit(self.place())

    @Slot(bool)
    def copy(self, with_heads: bool = False) -> None:
        """Copy what stands at the cursor, or the chosen block; with its heads where that is asked."""
        face = self.face
        if face is not None:
            self.block.copy(face.edit or face.text, with_heads=with_heads)

    @Slot()
    def paste(self) -> None:
        """Enter the copied text at the cursor as if typed; of a block, ask for its preview."""
        text, face = QGuiApplication.clipboard().text().strip("\r\n\0"), self.face
        if is_block(text):
            self.block_pasted.emit()
        elif text and face is not None and face.typed:
            sentence = self.write(text)
            if sentence is not None:
                self.refused.emit(self.place(), sentence)

    def _put(self, index: QModelIndex) -> None:
        half = self._half_of(index)
        half.setCurrentIndex(index)
        if self.isVisible() or not self.window().isVisible():
            half.setFocus()
        self.rows.reach(index.row())
        half.scrollTo(index)

    def _half_of(self, index: QModelIndex) -> HalfGrid:
        frozen = index.isValid() and self.model.columns[index.column()].frozen
        return self.stubs if frozen else self.cells

    @Slot(QModelIndex, QModelIndex)
    def _current_changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        for half in self._halves:
            half.show_cursor(current, previous)
        self.moved.emit(self.key)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line left of the table."""
        QPainter(self).fillRect(0, 0, 1, self.height(), self._theme.ink("line"))

    # Measures

    @Slot()
    def _renew(self) -> None:
        for half in self._halves:
            half.head.show_columns(self.model.columns)
            half.hide_columns()
        self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the columns the room there is."""
        super().resizeEvent(event)
        self._lay()

    @Slot()
    def _measure(self) -> None:
        """Lay out columns, head and lines anew."""
        self._laid: tuple[dict[int, int], int] | None = None
        self._lay()

    def _lay(self) -> None:
        """Lay out columns, head and lines for the room there is, unless they lie so already."""
        columns = self.model.columns
        scrolls = not self._grows and self._content() > self.height()
        bar = self.cells.verticalScrollBar().sizeHint().width() * scrolls
        sizes = measure.widths(columns, self.width() - 2 - bar)
        if (sizes, bar) != self._laid:
            self._laid = sizes, bar
            lines = measure.head_lines(columns, sizes, self._theme.small_strong)
            for half in self._halves:
                for place, width in sizes.items():
                    half.head.resizeSection(place, width)
                half.head.set_lines(*lines)
            self.stubs.setFixedWidth(sum(w for place, w in sizes.items() if columns[place].frozen))
            self.cells.setMaximumWidth(sum(sizes.values()) - self.stubs.maximumWidth() + bar)
            self.rows.renew(sizes, at_once=self._grows)
            self.stubs.span_bands()
        self.rows.come_in_sight()
        for half in self._halves:
            half.keep_in_sight()
        self._limit()

    def _content(self) -> int:
        """Return the height at which nothing scrolls up and down."""
        bar = self.cells.horizontalScrollBar()
        below = bar.sizeHint().height() if bar.maximum() > 0 else 0
        return self.cells.verticalHeader().length() + self.cells.head.sizeHint().height() + below + 2

    @Slot()
    def _limit(self) -> None:
        """End the table with its last line."""
        (self.setFixedHeight if self._grows else self.setMaximumHeight)(self._content())

    @Slot(int, int)
    def _bar_changed(self, _least: int, most: int) -> None:
        self._gap.setFixedHeight(self.cells.horizontalScrollBar().sizeHint().height() if most > 0 else 0)
        self._limit()
        # The room was shared while the bar was there, and Qt would leave it at that
        layout = self.layout()
        if layout is not None:
            layout.invalidate()
