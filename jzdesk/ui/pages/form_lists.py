"""A form that is a list: finding in it and sorting it, for as long as the program runs."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from shiboken6 import isValid

from jzdesk.desk import arranging
from jzdesk.models.period import Period
from jzdesk.ui.pages.form_filter import FormFilter
from jzdesk.ui.pages.form_tables import FormTables
from jzdesk.ui.tables.grid import Grid
from jzdesk.ui.tables.order import Order
from jzdesk.ui.tables.scene import Scene
from jzdesk.ui.tables.sorting import Sorting
from jzdesk.ui.widgets.list_bar import ListBar
from jzdesk.words import say


class FormLists(QObject):
    """Signals: `told` what is to be said of a new order."""

    told = Signal(str)

    def __init__(self, tables: FormTables, filter_: FormFilter) -> None:
        super().__init__(tables)
        self.bar = ListBar()
        self._tables, self._filter = tables, filter_
        self._sortings: dict[Grid, Sorting] = {}
        self._orders: dict[tuple[str, ...], Order] = {}
        self._period: Period | None = None
        self.bar.line.textChanged.connect(filter_.look_for)
        self.bar.line.taken.connect(filter_.go_first)
        self.bar.line.given_up.connect(filter_.choose_all)
        self.bar.reset.connect(self.reset)
        filter_.shown.connect(self._count)

    def show_scene(self, scene: Scene) -> None:
        """Go on with a form that has changed; another period is sorted anew, as are new tables."""
        is_list = arranging.is_list(scene.sheet, scene.form)
        self.bar.setVisible(is_list)
        if not is_list:
            return
        anew = scene.sheet.period != self._period
        self._period = scene.sheet.period
        known = {grid: one for grid, one in self._sortings.items() if isValid(grid)}
        self._sortings = {
            grid: known.get(grid) or self._begin(grid) for grid in self._tables.cursor_.grids
            if _is_listed(scene, grid)
        }  # fmt: skip
        for grid, sorting in self._sortings.items():
            order = self._orders.get(grid.model.table.blocks, Order())
            if order != sorting.order or (anew and order != Order()):
                sorting.sort(order)
        self._filter.show_again()
        self._tell_order()

    def _begin(self, grid: Grid) -> Sorting:
        made = Sorting(grid)
        made.asked.connect(self._sort)
        return made

    @Slot()
    def find(self) -> None:
        """Put the focus into the line of what is looked for."""
        if self.bar.isVisible():
            self._tables.cursor_.flush()
            self.bar.line.setFocus()
            self.bar.line.selectAll()

    @Slot()
    def sort_here(self) -> None:
        """Sort by the column at the cursor: up, down, and back."""
        grid = self._tables.cursor_.grid
        if grid in self._sortings:
            self._sortings[grid].ask(grid.cells.currentIndex().column())

    @Slot()
    def reset(self) -> None:
        """Let all tables stand as on the paper."""
        for sorting in self._sortings.values():
            if sorting.order != Order():
                self._apply(sorting, Order())
        self._tables.cursor_.focus()

    @Slot(Order)
    def _sort(self, order: Order) -> None:
        sorting = self.sender()
        if isinstance(sorting, Sorting):
            self._apply(sorting, order)

    def _apply(self, sorting: Sorting, order: Order) -> None:
        self._orders[sorting.grid.model.table.blocks] = order
        sorting.sort(order)
        self._filter.show_again()
        self._tell_order()
        sentence = say("ui.lists.told", name=sorting.name_of(order))
        sorting.tell(sentence)
        self.told.emit(sentence)

    def _tell_order(self) -> None:
        names = [s.name_of(s.order) for s in self._sortings.values() if s.order != Order()]
        self.bar.show_order("；".join(dict.fromkeys(names)))

    @Slot()
    def _count(self) -> None:
        self.bar.show_count(*self._filter.count, chosen=self._filter.active)
        if self.bar.line.text() != self._filter.typed:
            self.bar.line.setText(self._filter.typed)


def _is_listed(scene: Scene, grid: Grid) -> bool:
    return any(arranging.listed(scene.form.block(c), scene.sheet.unit) for c in grid.model.table.blocks)
