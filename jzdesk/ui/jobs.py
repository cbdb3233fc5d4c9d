"""Long work: the busy state is painted first, then the work is done, then its outcome delivered.

For now everything runs on the main thread, to which the store belongs; what can be done by the worker
process will be sent there from here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

from jzdesk.errors import JzdeskError

Work = Callable[[], Any]


class Jobs(QObject):
    """Runs one piece of work at a time.

    Signals: `started` with what is being done; `finished` with its result; `failed` with the expected
    failure. A fault of the program passes on to the crash window.
    """

    started = Signal(str)
    finished = Signal(object)
    failed = Signal(object)
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work: Work | None = None

    @property
    def busy(self) -> bool:
        """Something is being done."""
        return self._work is not None

    def run(self, label: str, work: Work) -> bool:
        """Do `work` after the window has shown `label`; False while other work is under way."""
        if self.busy:
            return False
        self._work = work
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        self.started.emit(label)
        QTimer.singleShot(0, self, self._go)
        return True

    @Slot()
    def _go(self) -> None:
        work = self._work
        if work is None:
            return
        result: Any = None
        error: JzdeskError | None = None
        try:
            result = work()
        except JzdeskError as expected:
            error = expected
        finally:
            self._work = None
            QGuiApplication.restoreOverrideCursor()
            self.ended.emit()
        if error is not None:
            self.failed.emit(error)
        else:
            self.finished.emit(result)
