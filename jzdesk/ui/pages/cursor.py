"""The cursor of a form page: one place in one of its grids, and every way to move it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import product

from PySide6.QtCore import QObject, Signal, Slot

from jzdesk.desk.cell_states import BLANK, EXPLAIN, MUST, QUERIED, REFUSED, RETURNED
from jzdesk.models.entry import Key
from jzdesk.ui.tables.face import Face
from jzdesk.ui.tables.grid import Grid
from jzdesk.ui.tables.steps import Step

Wanted = Callable[[Collection[str]], bool]
_TO_ACT_ON = frozenset({MUST, EXPLAIN, REFUSED, RETURNED, QUERIED})


class Cursor(QObject):
    """Knows the grids of a page from top to bottom.

    Signals: `moved` to a key (None where there is no cell); `left` a step leads out of the last grid
    (True: backwards); `buried` the cell to go to is in a hidden line, which must be shown first.
    """

    moved = Signal(object)
    left = Signal(bool)
    buried = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._grids: list[Grid] = []
        self._here: Grid | None = None

    @property
    def grid(self) -> Grid | None:
        """The grid the cursor is in."""
        return self._here or (self._grids[0] if self._grids else None)

    @property
    def grids(self) -> tuple[Grid, ...]:
        """All grids."""
        return tuple(self._grids)

    @property
    def key(self) -> Key | None:
        """The key at the cursor."""
        return self.grid.key if self.grid else None

    @property
    def face(self) -> Face | None:
        """What stands at the cursor."""
        return self.grid.face if self.grid else None

    def watch(self, grids: Iterable[Grid]) -> None:
        """Move in these grids from now on."""
        self._grids = list(grids)
        self._here = None
        for grid in self._grids:
            grid.moved.connect(self._moved)
            grid.edge.connect(self._edge)

    def go_to(self, key: Key) -> bool:
        """Go to a key."""
        if any(grid.lines.hides(key) for grid in self._grids):
            self.buried.emit()
        return any(self._try(grid, key) for grid in self._grids)

    def _try(self, grid: Grid, key: Key) -> bool:
        if grid.model.place_of(key).isValid():
            self._enter(grid)
            return grid.go_to(key)
        return False

    def go_first(self) -> bool:
        """Go to the first place that may be typed in."""
        for grid in self._grids:
            if grid.lines.some:
                self._enter(grid)
                return grid.go_first()
        return False

    def go_line(self, number: str) -> bool:
        """Go to the line with this 行次."""
        wanted = number.strip().zfill(2)
        for grid in self._grids:
            for row in range(grid.model.rowCount()):
                if grid.model.line(row).number != wanted:
                    continue
                places = list(grid.model.enterable([row]))
                cells = [p for p in places if not grid.model.columns[p[1]].frozen] or places
                if cells:
                    key = grid.model.face(*cells[0]).key
                    return key is not None and self.go_to(key)
        return False

    def go_next(self, wanted: Wanted) -> bool:
        """Go to the next place of a kind after the cursor, from the end on to the start again."""
        here, passed = self.key, False
        before: Key | None = None
        for key, found in self._typed(wanted):
            if key == here:
                passed = True
            elif found:
                if passed:
                    return self.go_to(key)
                before = before or key
        return before is not None and self.go_to(before)

    def _typed(self, wanted: Wanted) -> Iterator[tuple[Key, bool]]:
        """Yield the cursor's place and those of a kind where an editor opens, from the top."""
        for grid in self._grids:
            model, here = grid.model, self.key
            for row, column in product(range(model.rowCount()), range(model.columnCount())):
                key = model.key_at(row, column)
                states = None if key is None else model.scene.states.get(key)
                found = states is not None and wanted(states) and model.face(row, column).typed
                if key is not None and (found or key == here):
                    yield key, found

    def flush(self) -> bool:
        """Save what is being typed anywhere; tell whether all of it could be saved."""
        done = [grid.flush() for grid in self._grids]
        return all(done)

    def typing_now(self) -> list[tuple[Key, str]]:
        """Return what stands in open editors, saved or not, and where."""
        return [found for grid in self._grids for found in grid.typing_now()]

    def focus(self) -> None:
        """Put the focus to the cursor, wherever it is."""
        if self.grid is None:
            return
        here = self.key
        away = self.grid.face is None or (here is not None and self.grid.lines.hides(here))
        if away and not self.go_first():
            self.grid.cells.setFocus()
            return
        key = self.key
        if key is None or not self.grid.go_to(key):
            self.grid.cells.setFocus()

    def _enter(self, grid: Grid) -> None:
        """Leave the other grids without a cursor."""
        self._here = grid
        for other in self._grids:
            if other is not grid:
                other.forget_place()

    @Slot(object)
    def _moved(self, key: Key | None) -> None:
        sender = self.sender()
        if isinstance(sender, Grid) and sender.face is not None:
            if sender is not self._here:
                self._enter(sender)
            self.moved.emit(key)

    @Slot(object, Step)
    def _edge(self, grid: Grid, step: Step) -> None:
        if step in {Step.LEFT, Step.RIGHT}:
            return
        place = self._grids.index(grid)
        rest = self._grids[place - 1 :: -1] if step.backward and place else self._grids[place + 1 :]
        if step.backward and not place:
            rest = []
        for other in rest:
            if other.lines.some:
                self._enter(other)
                other.go_first(last=step.backward)
                return
        if step in {Step.NEXT, Step.BACK}:
            self.left.emit(step.backward)


def is_blank(states: Collection[str]) -> bool:
    """Tell whether a place is still 未填报."""
    return BLANK in states and REFUSED not in states


def is_found(states: Collection[str]) -> bool:
    """Tell whether the checks, a refusal or the city say something of a place that must be acted on."""
    return not _TO_ACT_ON.isdisjoint(states)
