"""Long work: the busy state is painted first, then the work is done, then its outcome delivered.

What runs aside has a thread of its own and no open store, and leaves the window quick. What writes into the
store many times over is done on the main thread, to which the store belongs, in short steps between which
the window goes on. Both can be stopped.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal, SignalInstance, Slot

from jzdesk.errors import JzdeskError, StoppedError
from jzdesk.words import say

Steps = Generator[Any, None, Any]
"""Work on the store in short steps: it yields how far it is, and returns its result."""
_END_SECONDS = 0.7
"""What closes the window may wait so long for all that runs aside; a log-off gives no more than seconds."""


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

    def wait(self, seconds: float = _END_SECONDS) -> None:
        """Wait for the thread of work that was stopped."""
        self._thread.join(max(0.0, seconds))

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


class Stepping(QObject):
    """Work on the store under way in short steps on the main thread. Its signals are those of `Task`."""

    told = Signal(object)
    finished = Signal(object)
    failed = Signal(object)
    ended = Signal()
    broken = Signal()

    def __init__(self, steps: Steps, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: Steps | None = steps

    def start(self) -> None:
        """Begin, once what shows that it is under way has been painted."""
        QTimer.singleShot(0, self, self._step)

    def stop(self) -> None:
        """Give it up; the steps that were done stay done, `failed` brings the `StoppedError`."""
        if self._steps is not None:
            self.drop()
            self._over(StoppedError(say("ui.window.stopped")))

    def drop(self) -> None:
        """Give it up without a word."""
        steps, self._steps = self._steps, None
        if steps is not None:
            steps.close()

    def _over(self, error: JzdeskError) -> None:
        self.ended.emit()
        self.failed.emit(error)

    @Slot()
    def _step(self) -> None:
        steps = self._steps
        if steps is None:  # given up since
            return
        try:
            how_far = next(steps)
        except StopIteration as done:
            self._steps = None
            self.ended.emit()
            self.finished.emit(done.value)
        except JzdeskError as error:
            self._steps = None
            self._over(error)
        except BaseException:
            self._steps = None
            self.ended.emit()
            self.broken.emit()
            raise
        else:
            self.told.emit(how_far)
            if self._steps is steps:  # nobody who heard of it gave it up
                QTimer.singleShot(0, self, self._step)


class Jobs(QObject):
    """Runs one piece of work at a time that the user waits for, and beside it any that only draws or reads.

    Signals: `started` with what is being done; `told` how far it is; `finished` with its result; `failed`
    with the expected failure; `closed` the window closes, and nothing may touch its store any more. A fault
    of the program passes on to the crash window.
    """

    closed = Signal()

    started = Signal(str)
    told = Signal(object)
    finished = Signal(object)
    failed = Signal(object)
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._task: Task | Stepping | None = None
        self._then: Callable[[Any], Any] | None = None
        self._telling = False
        self._beside: set[Task] = set()

    @property
    def busy(self) -> bool:
        """Something is being done that the user waits for, or was and is not told yet."""
        return self._task is not None or self._telling

    def run_steps(self, label: str, steps: Steps) -> bool:
        """Do work on the store step by step on the main thread; False while other work is under way."""
        if self.busy:
            return False
        self._wait_for(Stepping(steps, self), _same)
        self.started.emit(label)
        if self._task is not None:
            self._task.start()
        return True

    def run_aside(self, label: str, work: Aside, then: Callable[[Any], Any]) -> bool:
        """Do `work` in a thread and `then` with its result on the main thread; False while busy.

        The window goes on meanwhile; `stop` gives it up. `finished` brings what `then` returns.
        """
        if self.busy:
            return False
        self._wait_for(self.beside(work), then)
        self.started.emit(label)
        return True

    def _wait_for(self, task: Task | Stepping, then: Callable[[Any], Any]) -> None:
        self._then, self._task = then, task
        task.told.connect(self.told)
        task.finished.connect(self._done)
        task.failed.connect(self._not_done)
        task.ended.connect(self._over)
        task.broken.connect(self.ended)

    def beside(self, work: Aside) -> Task:
        """Do `work` in a thread beside everything else; its task tells of it."""
        task = Task(work, self)
        self._beside.add(task)
        task.ended.connect(self._forget)
        task.start()
        return task

    def stop(self) -> None:
        """Give up what is waited for; the steps of it that were done stay done."""
        if self._task is not None:
            self._task.stop()

    def close(self) -> None:
        """Give up everything: the window closes."""
        self._telling, self._then = False, None
        if isinstance(self._task, Stepping):
            self._task.drop()
        self.closed.emit()
        for task in self._beside:
            task.stop()
            task.blockSignals(True)  # what it did cannot be put away: the store is closed next
        end = time.monotonic() + _END_SECONDS
        for task in self._beside:
            task.wait(end - time.monotonic())

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
        if then is None:
            return
        try:
            result = then(result)
        except JzdeskError as expected:
            self._tell(self.failed, expected)
        except BaseException:
            self.ended.emit()
            raise
        else:
            self._tell(self.finished, result)

    def _tell(self, outcome: SignalInstance, what: Any) -> None:
        """Tell what came of it, after what waits for the window: putting it away may have taken its time."""

        def tell() -> None:
            if self._telling:  # else the window has closed since, and its store with it
                self._telling = False
                self.ended.emit()
                outcome.emit(what)

        self._telling = True
        QTimer.singleShot(0, self, tell)

    @Slot(object)
    def _not_done(self, error: JzdeskError) -> None:
        self._then = None
        self.ended.emit()
        self.failed.emit(error)


def _same(result: Any) -> Any:
    return result
