"""市局回执 on 审核上报: the city's receipt is read and taken in, and the period is done."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog

from jzdesk.desk import inbox, window
from jzdesk.desk.arriving import Read
from jzdesk.desk.window import Look
from jzdesk.errors import JzdeskError, StoppedError
from jzdesk.models import workflow
from jzdesk.ui.jobs import Jobs, Task
from jzdesk.ui.session import Session
from jzdesk.ui.widgets.parts import Card, button, label, retone, row
from jzdesk.words import say

_WAITED_FOR = frozenset({workflow.PACKED, workflow.SENT, workflow.QUERIED, workflow.RECEIVED})


class ReceiptCard(Card):
    """Signals: `taken` a receipt was taken in (the sentence saying which)."""

    taken = Signal(str)

    def __init__(self, session: Session, jobs: Jobs) -> None:
        super().__init__(say("ui.hand_in.receipt_title"), name="receiptCard")
        self._session, self._jobs = session, jobs
        self._task: Task | None = None
        self.act = button(say("ui.hand_in.receipt_act"), "receiptAct", self.ask)
        self.wrong = label("", "must", wrap=True, name="receiptWrong")
        self.wrong.hide()
        self.body.addWidget(label(say("ui.hand_in.receipt_text"), "secondary", wrap=True))
        self.body.addWidget(self.wrong)
        self.body.addLayout(row(self.act, None))

    def show_look(self, look: Look) -> None:
        """Show the card where a receipt is waited for."""
        self.setVisible(look.state in _WAITED_FOR and not self._session.office.is_city)
        retone(self.act, "primary" if look.state == workflow.SENT else "", "look")

    @Slot()
    def ask(self) -> None:
        """Ask for the receipt's file."""
        folder = window.out_folder(self._session.office, self._session.period)
        kinds = say("ui.hand_in.receipt_kinds", endings=" ".join(f"*{e}" for e in inbox.BOOKS))
        chosen, _ = QFileDialog.getOpenFileName(self, say("ui.hand_in.receipt_choose"), str(folder), kinds)
        if chosen:
            self.read(Path(chosen))

    def read(self, path: Path) -> None:
        """Read a receipt beside the window's work, then take it in."""
        if self._task is not None:
            return
        self._refuse("")
        self.act.setEnabled(False)
        self.act.setText(say("ui.hand_in.receipt_busy"))
        self._task = self._jobs.beside(inbox.Reading(self._session.office, [path]))
        self._task.ended.connect(self._rest)
        self._task.told.connect(self._came)
        self._task.failed.connect(self._failed)

    @Slot()
    def _rest(self) -> None:
        self._task = None
        self.act.setEnabled(True)
        self.act.setText(say("ui.hand_in.receipt_act"))

    @Slot(object)
    def _came(self, found: Read) -> None:
        office = self._session.office
        try:
            told = inbox.receive_all(office, [found], office.today)[0]
        except JzdeskError as error:
            self._refuse(error.sentence)
            return
        if told["verdict"] == "refused":
            self._refuse(told["message"])
            return
        self._session.refresh()
        self.taken.emit(told["message"])

    @Slot(object)
    def _failed(self, error: JzdeskError) -> None:
        if not isinstance(error, StoppedError):
            self._refuse(error.sentence)

    def _refuse(self, sentence: str) -> None:
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))
