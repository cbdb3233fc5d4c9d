"""The day's copy, made beside the window once it is seen, and again when it closes after work was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Slot

from jzdesk.desk import daily
from jzdesk.errors import JzdeskError, StoppedError
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.ui.jobs import Jobs
    from jzdesk.ui.messages import Messages
    from jzdesk.ui.session import Session

SOON_MS, LATER_MS = 4000, 10 * 60 * 1000
"""After its first paint the window is given this long to itself; a new day is noticed as soon as this."""


class DayCopy(QObject):
    """Looks now and then whether today has its copy."""

    def __init__(self, session: Session, messages: Messages, jobs: Jobs) -> None:
        super().__init__(session)
        self._session, self._messages, self._jobs = session, messages, jobs
        self._making = False
        self._warned = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        self._timer.start(SOON_MS)

    def end(self, since: str | None) -> None:
        """Look no more: the store is about to be closed; copy what was done since its head was `since`."""
        self._timer.stop()
        daily.keep_last(self._session.office, since)

    @Slot()
    def look(self) -> None:
        """Make today's copy if there is none."""
        self._timer.start(LATER_MS)
        if self._making or self._jobs.busy or not daily.due(self._session.office):
            return
        self._making = True
        task = self._jobs.beside(daily.keeping(self._session.office))
        task.finished.connect(self._made)
        task.failed.connect(self._failed)
        task.broken.connect(self._over)

    @Slot()
    def _over(self) -> None:
        self._making = False

    @Slot(object)
    def _made(self, result: dict[str, Any]) -> None:
        self._making = False
        self._session.backed_up.emit()
        if result["doubts"]:
            self._messages.warn("\n".join([say("ui.day.doubts"), *result["doubts"]]))
        elif result["second_wrong"]:
            self._messages.tell(say("ui.day.second_wrong", why=result["second_wrong"]))
        else:
            self._messages.tell(say("ui.day.second" if result["second"] else "ui.day.made"))

    @Slot(object)
    def _failed(self, error: JzdeskError) -> None:
        self._making = False
        today = self._session.office.stamp[:10]
        if not isinstance(error, StoppedError) and self._warned != today:
            self._warned = today  # it is tried again and again, and said once
            self._messages.warn(say("ui.day.failed", why=error.sentence))
