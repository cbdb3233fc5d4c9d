"""What an operation changed is shown once the checks have been run on it: of much a little at a time.

A workbook or a pasted block touches nearly every check of its period, and the page waits for all of them. So
they are run in short slices, between which the window goes on; what was written is in the store before.
"""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jzdesk.models.change import Changes
    from jzdesk.models.period import Period
    from jzdesk.ui.session import Session

NAME = "settling"
FEW = 30
"""What touches no more cells than that is shown at once."""
_SLICE = 0.01
"""So many seconds at a time, which no hand feels."""


def of(session: Session) -> Settling:
    """Return the one of a session."""
    known = session.findChild(Settling, NAME)
    return known if isinstance(known, Settling) else Settling(session)


class Settling(QObject):
    """Shows what was written, in the order in which it was."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.setObjectName(NAME)
        self._session = session
        self._steps: Iterator[None] = iter(())
        self._then: Callable[[], None] | None = None
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._go_on)

    @property
    def busy(self) -> bool:
        """Something was written and is not shown yet."""
        return self._then is not None

    def show(self, changes: Changes, then: Callable[[], None]) -> None:
        """Have `then` show what an operation changed, soon; at once where that is little."""
        self.finish()
        if len(changes.keys) <= FEW:
            then()
        else:
            self.wait(changes.period or self._session.period, then)

    def wait(self, period: Period, then: Callable[[], None]) -> None:
        """Do `then` when the checks have been run on a period as it is now."""
        self.finish()
        self._then, self._steps = then, self._session.office.checking(period)
        self._timer.start()

    def finish(self) -> None:
        """Show at once what is not shown yet."""
        self._timer.stop()
        then, self._then = self._then, None
        if then is not None:
            then()

    def end(self) -> None:
        """Show nothing more: the store is about to be closed."""
        self._timer.stop()
        self._then = None

    @Slot()
    def _go_on(self) -> None:
        until = perf_counter() + _SLICE
        for _ in self._steps:
            if perf_counter() > until:
                self._timer.start()
                return
        self.finish()
