"""Enters what a finding proposes, says what was changed, and lets the page go on."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from jzdesk.desk import mending
from jzdesk.errors import JzdeskError
from jzdesk.models.checks import Finding
from jzdesk.ui.messages import Messages
from jzdesk.ui.session import Session
from jzdesk.words import say


class Mender(QObject):
    """Signals: `done` the finding whose figures were entered."""

    done = Signal(object)

    def __init__(self, parent: QObject, session: Session, messages: Messages) -> None:
        super().__init__(parent)
        self._session, self._messages = session, messages

    @Slot(object)
    def mend(self, finding: Finding | None) -> None:
        """Enter what a finding proposes, if it still stands."""
        look = self._session.look
        if finding is None or not finding.mend or finding not in look.findings:
            self._messages.tell(say("ui.form.no_mend"))
            return
        offered = mending.offer(look, finding)
        try:
            self._session.mend(finding)
        except JzdeskError as error:
            self._messages.refuse(error)
            return
        if offered is not None:
            self._messages.tell(offered.done)
        self.done.emit(finding)
