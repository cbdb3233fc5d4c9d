"""Memory is looked through for what nobody needs any more: in the window's own thread, while nobody works.

Python does that by itself after so many new objects, in whatever thread has made them, and stops everything
for it. Parts of a window that is gone may then go in a thread in which Qt's must not, and the program falls
some time later; with a full store it takes a tenth of a second and more, in the middle of a word. So it is
left to this: what is young is looked through when there is much of it, everything once the window is left.
What was made up to here mostly stays as long as the window; it is put aside.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication

_FEW, _MORE = 10_000, 20
"""New objects after which the young ones are looked through, and how often that is before the older ones."""
_SECONDS = 2


class Tidying(QObject):
    """Looks through what is young every now and then, and all of it once the window is left for another."""

    def __init__(self, app: QGuiApplication) -> None:
        super().__init__(app)
        gc.disable()
        gc.freeze()
        self._often = QTimer(self, interval=_SECONDS * 1000)
        self._often.timeout.connect(self.look_through)
        self._often.start()
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
    def look_through(self) -> None:
        """Let go of what is young and only holds itself, if enough was made since."""
        made, looked, _ = gc.get_count()
        if made > _FEW:
            gc.collect(1 if looked > _MORE else 0)

    @Slot()
    def tidy(self) -> None:
        """Let go of what only holds itself, and put all the rest aside."""
        gc.unfreeze()
        gc.collect()
        gc.freeze()
