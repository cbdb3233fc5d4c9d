"""What the window shows first is worked out anew in pauses once it is seen, and the period's checks are run.

The first page shows what was kept as the window closed; so it waits for no figure, and the first figure typed
for no check. Should anything else come out, it is shown.
"""

from __future__ import annotations

import logging
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from jzdesk.desk import found
from jzdesk.errors import JzdeskError
from jzdesk.ui import glance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jzdesk.ui.glance import Glance
    from jzdesk.ui.session import Session

READ_MS, SOON_MS = 100, 1500
"""After its first paint the window is left alone so long before it reads, and again before it checks."""
_SLICE = 0.008
"""So many seconds at a time, which no hand feels."""
_LOG = logging.getLogger(__name__)


class SecondLook(QObject):
    """Looks at a session's period a little at a time, and keeps what is shown and was found when it ends.

    Signals: `fell` the period cannot be read (with the failure).
    """

    fell = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._steps = self._looking(session.glance)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._go_on)

    def begin(self) -> None:
        """Begin a little later: the window is seen."""
        self._timer.start(READ_MS if self._session.glance.kept else SOON_MS)

    def end(self) -> None:
        """Look no more: the store is about to be closed."""
        self._timer.stop()
        session = self._session
        if not session.glance.kept:
            found.keep(session.office, session.period, session.glance.plain)

    @Slot()
    def _go_on(self) -> None:
        until = perf_counter() + _SLICE
        for wait in self._steps:
            if wait or perf_counter() > until:
                self._timer.start(wait)
                return

    def _looking(self, first: Glance) -> Iterator[int]:
        """Look, and yield how many milliseconds the next step may wait."""
        if first.kept:
            try:
                yield from self._reading(first)
            except JzdeskError as error:
                found.drop()
                self.fell.emit(error)
                return
            yield SOON_MS
        yield from self._checking()

    def _reading(self, kept: Glance) -> Iterator[int]:
        """Work out what was kept of the first page, beginning with what it is made from."""
        session = self._session
        for _ in session.office.reading(session.period):
            yield 0
        made = glance.Glance(session)
        for _ in made.steps():
            yield 0
        if session.glance is not kept:
            return  # something has been done since, and is shown as it is
        if made.plain() == kept.plain():
            session.glance = made
        else:
            self._differs("what was kept of the first page is not what it shows")

    def _checking(self) -> Iterator[int]:
        session = self._session
        for _ in session.office.checking(session.period):
            yield 0
        outcomes = session.office.known_outcomes(session.period)
        if outcomes is not None and found.Found.of(outcomes).findings != session.look.findings:
            self._differs("what was kept of the checks is not what they find")

    def _differs(self, told: str) -> None:
        _LOG.warning(told)
        self._session.refresh()
