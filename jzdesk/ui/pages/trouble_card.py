"""Where the program itself has something wrong: the file for the maintainers."""

from __future__ import annotations

from PySide6.QtCore import Slot

from jzdesk.ui.dialogs.trouble_dialog import TroubleDialog
from jzdesk.ui.session import Session
from jzdesk.ui.widgets.parts import Card, button, label, row
from jzdesk.words import say


class TroubleCard(Card):
    """Says what is in the file and what is not, and opens it to be looked at."""

    def __init__(self, session: Session) -> None:
        super().__init__(say("ui.trouble.card"), name="troubleCard")
        self._session = session
        self.act = button(say("ui.trouble.act"), "troubleBundle", self._open)
        self.body.addWidget(label(say("ui.trouble.card_text"), "secondary", wrap=True))
        self.body.addLayout(row(self.act, None))

    @Slot()
    def _open(self) -> None:
        TroubleDialog(self, self._session.office).open()
