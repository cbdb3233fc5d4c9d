"""A second start of the same store: it rings, and the window that has the store open comes to the front."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from jzdesk.ui.first_window import FirstWindow


LISTEN_MS = 300
"""The window is seen first."""


class Doorbell(QObject):
    """The bell of the window that has a store open."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._store: Path | None = None
        self._bell: FirstWindow | None = None

    def hang(self, store: Path) -> None:
        """Hear of second starts with this store, once the window is seen."""
        self.take_down()
        self._store = store
        QTimer.singleShot(LISTEN_MS, self, self._listen)

    @Slot()
    def _listen(self) -> None:
        # Not at the top: Qt's networking takes a while to import, and the window is to be seen first.
        from jzdesk.ui.first_window import FirstWindow

        if self._store is not None and self._bell is None:
            self._bell = FirstWindow(self._store, self)
            self._bell.wished.connect(self.come_forward)

    @Slot()
    def come_forward(self) -> None:
        """Bring the window to the front."""
        window = self._window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()

    def take_down(self) -> None:
        """Hear no more."""
        self._store = None
        bell, self._bell = self._bell, None
        if bell is not None:
            bell.close()
            bell.deleteLater()


def ring(store: Path) -> bool:
    """Have the window that has a store open come to the front; tell whether there was one."""
    from jzdesk.ui.first_window import bring_to_front

    return bring_to_front(store)
