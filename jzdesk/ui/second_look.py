"""The checks of the period that the window opened with, run in pauses once it is seen.

The first page shows what they found the last time; so the first figure typed waits for none of them, and
should anything else have come out, it is shown.
"""

from __future__ import annotations

import logging
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from jzdesk.desk import found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jzdesk.ui.session import Session

SOON_MS = 1500
"""After its first paint the window is given this long to itself."""
_SLICE = 0.008
"""So many seconds at a time, which no hand feels."""
_LOG = logging.getLogger(__name__)


class SecondLook(QObject):
    """Runs a session's checks a little at a time, and keeps what they found when it ends."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._steps: Iterator[None] | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._go_on)
        self._timer.start(SOON_MS)

    def end(self) -> None:
        """Look no more: the store is about to be closed."""
        self._timer.stop()
        found.keep(self._session.office, self._session.period)

    @Slot()
    def _go_on(self) -> None:
        until, session = perf_counter() + _SLICE, self._session
        if self._steps is None:
            self._steps = session.office.checking(session.period)
        for _ in self._steps:
            if perf_counter() > until:
                self._timer.start(0)
                return
        outcomes = session.office.known_outcomes(session.period)
        if outcomes is not None and found.Found.of(outcomes).findings != session.look.findings:
            _LOG.warning("what was kept of the checks is not what they find")
            session.refresh()
