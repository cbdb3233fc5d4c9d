"""Files let go on a line of a table, or on what tells of it: they are kept as that row's 佐证材料."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QToolTip, QWidget

from jzdesk.models.entry import Key
from jzdesk.ui.tables.grid import Grid
from jzdesk.words import say

KeyAt = Callable[[QPoint], Key | None]
_MOVES = {QEvent.Type.DragEnter, QEvent.Type.DragMove}


class FilesDropped(QObject):
    """Takes files for whatever row `key_at` finds below the mouse; others it leaves to the window.

    Signals: `dropped` with the key of a cell of the row, and the files.
    """

    dropped = Signal(object, object)

    def __init__(self, place: QWidget, key_at: KeyAt, *, leave: tuple[str, ...] = ()) -> None:
        super().__init__(place)
        self._place, self._key_at, self._leave = place, key_at, leave
        place.setAcceptDrops(True)
        place.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See what is held over the place, and take what is let go."""
        if not isinstance(event, QDropEvent):  # it begins every drag's class
            return super().eventFilter(watched, event)
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        at = event.position().toPoint()
        key = self._key_at(at) if paths and not self._for_the_window(paths) else None
        if key is None:
            event.ignore()
        elif event.type() in _MOVES:
            event.acceptProposedAction()
            QToolTip.showText(self._place.mapToGlobal(at), say("ui.evidence.drop_here"), self._place)
        else:
            event.acceptProposedAction()
            self.dropped.emit(key, paths)
        return True

    def _for_the_window(self, paths: list[Path]) -> bool:
        """Tell whether these are workbooks alone, of which the window takes the figures."""
        return bool(self._leave) and all(path.suffix.lower() in self._leave for path in paths)


def on_lines(grid: Grid, *, leave: tuple[str, ...]) -> tuple[FilesDropped, ...]:
    """Take files on every line of a grid, on its stubs as well as on its cells."""
    halves = (grid.stubs, grid.cells)
    return tuple(
        FilesDropped(
            half.viewport(), lambda at, half=half: grid.model.key_of_line(half.rowAt(at.y())), leave=leave
        )
        for half in halves
    )
