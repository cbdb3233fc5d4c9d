"""What a page or dialog has done beside the window for itself: one thing at a time, which can be given up.

`Jobs` is for what the whole window waits for; an errand is its asker's own, and so is the telling of it.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QPushButton

from jzdesk.errors import JzdeskError, StoppedError
from jzdesk.ui.jobs import Aside, Jobs, Stepping, Steps, Task

Make = Callable[[], Aside | Steps]
"""Thinks work through, and may refuse it: work to be done aside, or steps on the store that return it."""
Then = Callable[[Any], Any]


class Errand(QObject):
    """Signals: `turned` it began or it is over; `told` how far it is; `refused` why it could not be done;
    `stopped` it was given up (the sentence saying so).
    """

    turned = Signal()
    told = Signal(object)
    refused = Signal(object)
    stopped = Signal(str)

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._task: Task | Stepping | None = None
        self._then: Then | None = None
        self._due: Then | None = None
        jobs.closed.connect(self._close)

    @property
    def busy(self) -> bool:
        """Something is being done."""
        return self._task is not None

    def begin(self, make: Make, then: Then) -> bool:
        """Have done what `make` returns, and `then` with its result; False where it was not begun.

        A refusal of either is `refused`. Steps on the store come first, between them the window goes on.
        """
        return self._begin(make, then, self._go_on)

    def begin_steps(self, make: Callable[[], Steps], then: Then) -> bool:
        """Have steps on the store done to their end, and `then` with what they return.

        Between two of them the window goes on; what they have begun they take back themselves when they
        are given up. Else it is as in `begin`.
        """
        return self._begin(make, then, self._stepped)

    def _begin(self, make: Make, then: Then, gathered: Then) -> bool:
        if self.busy:
            return False
        try:
            work = make()
        except JzdeskError as error:
            self.refused.emit(error)
            return False
        self._then = then
        if isinstance(work, Generator):
            self._gather(Stepping(work, self), gathered)
        else:
            self._go_on(work)
        self.turned.emit()
        return True

    def begin_anew(self, make: Make, then: Then) -> bool:
        """Begin as `begin` does; what is under way is let go, for something else is wanted now."""
        self.let_go()
        return self.begin(make, then)

    def let_go(self) -> None:
        """Give it up and hear no more of it."""
        task, self._task, self._then = self._task, None, None
        if task is not None:
            task.disconnect(self)
            task.stop()
            self.turned.emit()

    @Slot()
    def _close(self) -> None:
        if isinstance(self._task, Stepping):
            self._task.drop()

    @Slot()
    def stop(self) -> None:
        """Give it up; `stopped` says that it was."""
        if self._task is not None:
            self._task.stop()

    def _gather(self, steps: Stepping, gathered: Then) -> None:
        self._task = steps
        steps.told.connect(self.told)
        steps.finished.connect(gathered)
        steps.failed.connect(self._not_gathered)
        steps.broken.connect(self._rest)
        steps.start()

    @Slot(object)
    def _go_on(self, work: Aside) -> None:
        task = self._task = self._jobs.beside(work)
        task.told.connect(self.told)
        task.ended.connect(self._rest)
        task.finished.connect(self._finished)
        task.failed.connect(self._failed)

    @Slot(object)
    def _stepped(self, result: Any) -> None:
        self._rest()
        self._finished(result)

    @Slot(object)
    def _not_gathered(self, error: JzdeskError) -> None:
        self._rest()
        self._failed(error)

    @Slot()
    def _rest(self) -> None:
        # Put by: whoever hears that it is over may begin the next at once
        self._task, self._due, self._then = None, self._then, None
        self.turned.emit()

    @Slot(object)
    def _finished(self, result: Any) -> None:
        then, self._due = self._due, None
        if then is None:
            return
        try:
            then(result)
        except JzdeskError as error:
            self.refused.emit(error)

    @Slot(object)
    def _failed(self, error: JzdeskError) -> None:
        self._due = None
        if isinstance(error, StoppedError):
            self.stopped.emit(error.sentence)
        else:
            self.refused.emit(error)


class Starters(QObject):
    """Buttons that begin an errand: while it is under way the one pressed stops it, and says so."""

    def __init__(self, errand: Errand, buttons: Sequence[QPushButton], stop: str) -> None:
        super().__init__(errand)
        self._errand, self._stop = errand, stop
        self._words = {part: part.text() for part in buttons}
        self.pressed: QPushButton | None = None
        errand.turned.connect(self._turn)

    def take(self, part: QPushButton) -> bool:
        """Tell whether a press may begin something; of what is under way its own button ends it."""
        if not self._errand.busy:
            self.pressed = part
            return True
        if part is self.pressed:
            self._errand.stop()
        return False

    @Slot()
    def _turn(self) -> None:
        if not self._errand.busy:
            self.pressed = None
        for part, word in self._words.items():
            part.setText(self._stop if part is self.pressed else word)
