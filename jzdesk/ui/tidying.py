"""Memory is looked through for what nobody needs any more while nobody works at the window.

Python does that by itself after so many new objects, and stops everything for it: a tenth of a second and
more with a full store, in the middle of a word. What was made up to here mostly stays as long as the window;
it is put aside, so that what is looked through is only what came since.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication

_FEW, _MORE = 10_000, 20
"""New objects after which the young ones are looked through, and how often that is before the older ones."""
_SECONDS = 2


class Tidying(QObject):
    """Looks all of it through once the window is left for another, and puts it aside."""

    def __init__(self, app: QGuiApplication) -> None:
        super().__init__(app)
        gc.set_threshold(_FEW, _MORE, _MORE)
        gc.freeze()
        self._soon = QTimer(self, interval=_SECONDS * 1000, singleShot=True)
        self._soon.timeout.connect(self.tidy)
        app.applicationStateChanged.connect(self._turn)

    @Slot(Qt.ApplicationState)
    def _turn(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive:
            self._soon.stop()
        else:
            self._soon.start()

    @Slot()
    def tidy(self) -> None:
        """Let go of what only holds itself, and put all the rest aside."""
        gc.unfreeze()
        gc.collect()
        gc.freeze()
