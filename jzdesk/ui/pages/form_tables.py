"""The tables of a form one below the other, each with the line that adds a row where that is allowed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from jzdesk.desk import arranging, books
from jzdesk.desk.naming import kind_at
from jzdesk.models.form import Block
from jzdesk.models.layout import Layout, Table
from jzdesk.ui.pages.cursor import Cursor
from jzdesk.ui.tables.completion import LineNames
from jzdesk.ui.tables.dropping import on_lines
from jzdesk.ui.tables.grid import Grid
from jzdesk.ui.tables.model import Pen
from jzdesk.ui.tables.scene import Scene
from jzdesk.ui.theme import Theme
from jzdesk.ui.widgets.form_head import AddRow
from jzdesk.ui.widgets.parts import clear, label, row


@dataclass(frozen=True)
class _Section:
    """One table with its title and the lines that add rows to it."""

    grid: Grid
    title: QLabel | None
    adders: list[AddRow]


class FormTables(QScrollArea):
    """One table fills the page and scrolls by itself; of several the page scrolls.

    Signals: those of the grids and of the blocks chosen in them, `row_named` a row is to be added (block,
    name), and `files_dropped` on a row (a key of it, the files).
    """

    refused = Signal(QRect, str)
    mended = Signal()
    typing = Signal(str)
    reason_requested = Signal(QRect)
    menu_requested = Signal(QPoint)
    row_named = Signal(str, str)
    barred = Signal()
    block_pasted = Signal()
    files_dropped = Signal(object, object)
    counted = Signal(str)

    def __init__(self, theme: Theme, pen: Pen) -> None:
        super().__init__()
        self._theme, self._pen = theme, pen
        self._shape: tuple[object, ...] = ()
        self._sections: list[_Section] = []
        self._may_add = False
        self.adders: dict[str, AddRow] = {}
        self.cursor_ = Cursor(self)
        self.cursor_.moved.connect(self._follow)
        self._sheet = QWidget()
        self._sheet.setObjectName("content")
        self._lines = QVBoxLayout(self._sheet)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(6)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(self._sheet)

    def display(self, layout: Layout, scene: Scene, *, may_add: bool) -> None:
        """Show the form as it stands: its tables change in place unless their columns are others."""
        shape = _shape(layout)
        if shape != self._shape:
            self._shape = shape
            self._build(layout, scene)
        else:
            for grid, table in zip(self.cursor_.grids, layout.tables, strict=True):
                grid.display(table, scene)
        self._may_add = may_add
        for adder in self.adders.values():
            adder.setVisible(may_add)

    def show_without(self, hidden: Collection[str], *, chosen: bool) -> bool:
        """Hide these rows, and tables left without a line if rows were `chosen`; tell whether any is left."""
        some = False
        for section in self._sections:
            left = section.grid.hide_rows(hidden) or not chosen
            some = some or left
            section.grid.setVisible(left)
            if section.title is not None:
                section.title.setVisible(left)
            for adder in section.adders:
                adder.setVisible(left and self._may_add)
        return some

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave nothing said of a block once another page is seen."""
        super().hideEvent(event)
        self.counted.emit("")

    def _build(self, layout: Layout, scene: Scene) -> None:
        clear(self._lines)
        self.adders, self._sections = {}, []
        several = len(layout.tables) > 1
        grids: list[Grid] = []
        for table in layout.tables:
            grid = Grid(self._theme, table, scene, self._pen, grows=several, parent=self._sheet)
            grid.setObjectName(f"grid_{len(grids)}")
            grid.stubs.setObjectName(f"stubs_{len(grids)}")
            grid.cells.setObjectName(f"cells_{len(grids)}")
            grid.refused.connect(self.refused)
            grid.mended.connect(self.mended)
            grid.typing.connect(self.typing)
            grid.reason_requested.connect(self.reason_requested)
            grid.menu_requested.connect(self.menu_requested)
            grid.barred.connect(self.barred)
            grid.block_pasted.connect(self.block_pasted)
            grid.block.counted.connect(self.counted)
            for taking in on_lines(grid, leave=books.ENDINGS):
                taking.dropped.connect(self.files_dropped)
            grids.append(grid)
            title = label(table.title, "strong") if several and table.title else None
            if title is not None:
                self._lines.addLayout(row(title, margins=(2, 4, 0, 0)))
            self._lines.addWidget(grid, 0 if several else 1)
            blocks = _open_blocks(layout, table, scene.sheet.unit)
            self._sections.append(_Section(grid, title, [self._add_adder(block, table) for block in blocks]))
        self._lines.addStretch(1 if several else 0)
        self.cursor_.watch(grids)

    def _add_adder(self, block: Block, table: Table) -> AddRow:
        adder = AddRow(block.code, block.title.split("、")[-1] or table.stub)
        adder.name_given.connect(self.row_named)
        adder.opened.connect(self._offer_names)
        self.adders[block.code] = adder
        self._lines.addWidget(adder)
        return adder

    @Slot(AddRow)
    def _offer_names(self, adder: AddRow) -> None:
        """Offer the names used before for a new row's own."""
        grid = next(s.grid for s in self._sections if adder in s.adders)
        stub = next((c for c in grid.model.scene.form.columns if c.stub), None)
        kind = kind_at(stub)
        if kind:
            adder.offer(LineNames(self._theme, adder.name, self._pen.names(kind)))

    @Slot()
    def begin_row(self) -> None:
        """Begin another row of the office's own, in the table the cursor is in where that is a list."""
        here = self.cursor_.grid
        sections = sorted(self._sections, key=lambda section: section.grid is not here)
        adders = [adder for section in sections for adder in section.adders if adder.isVisible()]
        if adders:
            self.cursor_.flush()
            adders[0].open_line()

    @Slot()
    def _follow(self) -> None:
        """Keep the cursor in view where the page scrolls."""
        grid = self.cursor_.grid
        if self.isVisible() and len(self.cursor_.grids) > 1 and grid is not None:
            corner = self._sheet.mapFrom(self.window(), grid.place().center())
            self.ensureVisible(corner.x(), corner.y(), 0, 60)


def _shape(layout: Layout) -> tuple[object, ...]:
    """Return what must be the same for the grids to stay: kind of period, titles and columns."""
    return (layout.period.kind, tuple((t.title, t.columns, t.with_unit) for t in layout.tables))


def _open_blocks(layout: Layout, table: Table, unit: str) -> list[Block]:
    """Return the blocks of a table to which the office may add rows."""
    return [
        block for block in layout.form.blocks if arranging.listed(block, unit) and block.title == table.title
    ]
