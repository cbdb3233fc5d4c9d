"""Reads what the first page did without once the window is seen, so that no other page waits for it.

Of Qt's widgets PySide makes known what is named; asked for a part of a list, it makes all its sixty kinds of
widgets known at once, which takes as long as half a page.
"""

from __future__ import annotations

from PySide6 import QtWidgets
from PySide6.QtCore import QObject, QTimer, Slot

from jzdesk import late

SOON_MS = 300
"""After its first paint the window is given this long to itself."""


class ReadingOn(QObject):
    """Reads one module at a time, each in a pause between what the window has to do."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._read)

    @Slot()
    def begin(self) -> None:
        """Begin a little later."""
        self._timer.start(SOON_MS)

    @Slot()
    def _read(self) -> None:
        self._timer.stop()
        name = next(late.unread(), None)
        if name is not None:
            late.read(name)  # a fault in it is told, and nothing more is read ahead
            self._timer.start(0)
            return
        kind = next((one for one in dir(QtWidgets) if one not in vars(QtWidgets)), None)
        if kind is not None:
            getattr(QtWidgets, kind)
            self._timer.start(0)
