"""Long work: the busy state is painted first, then the work is done, then its outcome delivered.

What needs the store runs on the main thread, to which the store belongs. What runs aside is given plain
data, touches no store, and leaves the window quick; it can be stopped.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

from jzdesk.errors import JzdeskError

Work = Callable[[], Any]
_END_SECONDS = 2.0


class Aside(Protocol):
    """Work that needs no store: `run` may tell how far it is, `stop` ends it from another thread."""

    def run(self, tell: Callable[[Any], None]) -> Any:
        """Do it and return its result."""
        ...

    def stop(self) -> None:
        """Have `run` end soon with a `StoppedError`."""
        ...


class Task(QObject):
    """One piece of work under way in a thread of its own.

    Signals, all on the main thread: `told` how far it is; `finished` with its result or `failed` with the
    expected failure, after `ended`. A fault of the program is `broken` and passes on to the crash window.
    """

    told = Signal(object)
    finished = Signal(object)
    failed = Signal(object)
    ended = Signal()
    broken = Signal()
    _crossed = Signal(object, object, object)

    def __init__(self, work: Aside, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._crossed.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Give it up; `failed` brings the `StoppedError`."""
        self._work.stop()

    def wait(self) -> None:
        """Wait for the thread of work that was stopped."""
        self._thread.join(_END_SECONDS)

    def _run(self) -> None:
        try:
            self._cross("finished", self._work.run(self._tell), None)
        except BaseException as error:  # whatever it is, the main thread has to hear of it
            self._cross("failed", None, error)

    def _tell(self, what: Any) -> None:
        self._cross("told", what, None)

    def _cross(self, kind: str, what: Any, error: BaseException | None) -> None:
        try:
            self._crossed.emit(kind, what, error)
        except RuntimeError:  # the window is gone, and nobody listens
            return

    @Slot(object, object, object)
    def _deliver(self, kind: str, what: Any, error: BaseException | None) -> None:
        if kind == "told":
            self.told.emit(what)
            return
        self.ended.emit()
        if error is None:
            self.finished.emit(what)
        elif isinstance(error, JzdeskError):
            self.failed.emit(error)
        else:
            self.broken.emit()
            raise error


class Jobs(QObject):
    """Runs one piece of work at a time that the user waits for, and beside it any that only draws or reads.

    Signals: `started` with what is being done; `told` how far what runs aside is; `finished` with its
    result; `failed` with the expected failure. A fault of the program passes on to the crash window.
    """

    started = Signal(str)
    told = Signal(object)
    finished = Signal(object)
    failed = Signal(object)
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work: Work | None = None
        self._task: Task | None = None
        self._then: Callable[[Any], Any] | None = None
        self._beside: set[Task] = set()

    @property
    def busy(self) -> bool:
        """Something is being done that the user waits for."""
        return self._work is not None or self._task is not None

    def run(self, label: str, work: Work) -> bool:
        """Do `work` after the window has shown `label`; False while other work is under way."""
        if self.busy:
            return False
        self._work = work
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        self.started.emit(label)
        QTimer.singleShot(0, self, self._go)
        return True

    def run_aside(self, label: str, work: Aside, then: Callable[[Any], Any]) -> bool:
        """Do `work` in a thread and `then` with its result on the main thread; False while busy.

        The window goes on meanwhile; `stop` gives it up. `finished` brings what `then` returns.
        """
        if self.busy:
            return False
        self._then = then
        self._task = self.beside(work)
        self._task.told.connect(self.told)
        self._task.finished.connect(self._done)
        self._task.failed.connect(self._not_done)
        self._task.ended.connect(self._over)
        self._task.broken.connect(self.ended)
        self.started.emit(label)
        return True

    def beside(self, work: Aside) -> Task:
        """Do `work` in a thread beside everything else; its task tells of it."""
        task = Task(work, self)
        self._beside.add(task)
        task.ended.connect(self._forget)
        task.start()
        return task

    def stop(self) -> None:
        """Give up what runs aside and is waited for; what runs on the main thread cannot be."""
        if self._task is not None:
            self._task.stop()

    def close(self) -> None:
        """Give up everything that runs aside: the window closes."""
        for task in self._beside:
            task.stop()
        for task in self._beside:
            task.wait()

    @Slot()
    def _forget(self) -> None:
        task = self.sender()
        if isinstance(task, Task):
            self._beside.discard(task)
            task.deleteLater()

    @Slot()
    def _over(self) -> None:
        # Before anything can fail: whatever came of it, the next may begin
        self._task = None

    @Slot(object)
    def _done(self, result: Any) -> None:
        then, self._then = self._then, None
        if then is not None:
            self._settle(lambda: then(result))

    @Slot(object)
    def _not_done(self, error: JzdeskError) -> None:
        self._then = None
        self.ended.emit()
        self.failed.emit(error)

    @Slot()
    def _go(self) -> None:
        work = self._work
        if work is not None:
            self._settle(work, QGuiApplication.restoreOverrideCursor)

    def _settle(self, work: Work, rest: Callable[[], None] | None = None) -> None:
        """Do work on the main thread and tell what came of it."""
        result: Any = None
        error: JzdeskError | None = None
        try:
            result = work()
        except JzdeskError as expected:
            error = expected
        finally:
            self._work = None
            if rest is not None:
                rest()
            self.ended.emit()
        if error is not None:
            self.failed.emit(error)
        else:
            self.finished.emit(result)
