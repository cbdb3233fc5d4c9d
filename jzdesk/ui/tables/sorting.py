"""One grid's lines in the order a click on a head asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from jzdesk.desk import arranging
from jzdesk.ui.tables.grid import Grid
from jzdesk.ui.tables.order import NAME, PAPER, Order, arranged
from jzdesk.words import say


class Sorting(QObject):
    """Sorts one grid; the lines are seen in another order, the paper keeps its own.

    Signals: `asked` by a click, with the order that is to come.
    """

    asked = Signal(Order)

    def __init__(self, grid: Grid) -> None:
        super().__init__(grid)
        self.grid = grid
        self.order = Order()
        for half in (grid.stubs, grid.cells):
            half.head.let_sort()
            half.head.head_clicked.connect(self.ask)

    @Slot(int)
    def ask(self, place: int) -> None:
        """Ask for the order that follows at the column in this place."""
        if 0 <= place < len(self.grid.model.columns):
            self.asked.emit(self.order.after(self._by(place)))

    def sort(self, order: Order) -> None:
        """Sort anew; what is being typed is saved first, and the cursor stays at its cell."""
        self.order = (
            order  # first: a text refused while it is saved shows the form again, and comes back here
        )
        self.grid.flush()
        model, place = self.grid.model, self._place(order)
        told = {} if place < 0 else {place: say(f"ui.lists.{'down' if order.down else 'up'}")}
        model.arrange(arranged(model.table.rows, order, self._ranks(order)), told)
        self.grid.display(model.table, model.scene)  # each line as high as its texts, in its new place
        for half in (self.grid.stubs, self.grid.cells):
            half.head.show_order(place, down=order.down)
            half.scrollTo(half.currentIndex())

    def tell(self, sentence: str) -> None:
        """Let a screen reader say what the order is."""
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.grid.cells, sentence))

    def name_of(self, order: Order) -> str:
        """Return what the order is called."""
        place = self._place(order)
        if order == Order() or place < 0:
            return say("ui.lists.paper")
        column = self.grid.model.columns[place]
        title = f"{column.group}·{column.title}" if column.group else column.title
        return say("ui.lists.by", column=title, way=say(f"ui.lists.{'down' if order.down else 'up'}"))

    def _by(self, place: int) -> str:
        column = self.grid.model.columns[place]
        if column.layout is not None:
            return column.layout.code
        return NAME if place == 0 else PAPER

    def _place(self, order: Order) -> int:
        """Return the column by which the lines are sorted; -1 for the paper's order."""
        if order == Order():
            return -1
        places = range(len(self.grid.model.columns))
        return next((place for place in places if self._by(place) == order.by), -1)

    def _ranks(self, order: Order) -> Mapping[str, Any]:
        scene = self.grid.model.scene
        if order.by == NAME:
            return arranging.name_ranks(scene.sheet, scene.form)
        column = scene.form.column(order.by)
        return {} if column is None else arranging.ranks(scene.sheet, scene.form, column)
