"""单位登记与密钥: the own 密钥码, announcing and bringing it back, and how the others' keys stand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QPushButton

from jzdesk.desk import enrolling
from jzdesk.desk.enrolling import Keys, Partner
from jzdesk.desk.keyring import Known
from jzdesk.errors import JzdeskError, StoppedError
from jzdesk.ui.dialogs.enrol_dialog import EnrolDialog
from jzdesk.ui.jobs import Jobs
from jzdesk.ui.messages import Messages
from jzdesk.ui.pages.key_check import KeyCheck
from jzdesk.ui.place_list import INBOX, LETTERS
from jzdesk.ui.session import Session
from jzdesk.ui.widgets.parts import Card, button, clear, column, label, pill, retone, row
from jzdesk.words import say

ENROL, UNSEAL = "enrol", "unseal"


class KeysCard(Card):
    """Signals: `place_requested` another place: where the other side's announcement is taken in."""

    place_requested = Signal(str)

    def __init__(self, session: Session, messages: Messages, jobs: Jobs) -> None:
        super().__init__(say("ui.keys.title"), name="keysCard")
        self._session, self._messages, self._jobs = session, messages, jobs
        self._waiting = ""
        self._held: Known | None = None
        self._shown: Keys | None = None
        self.dialog: EnrolDialog | None = None
        self.leads = True
        """Whether what is due here is what is next on the page: a page has one thing that is."""
        self.code = label("", "figure", name="ownKeyCode")
        self.state = label("", "secondary", wrap=True, name="ownKeyState")
        self.made = label("", "good", wrap=True, name="enrolMade")
        self.act = button(say("ui.keys.enrol"), "enrolOpen", self.open_enrol)
        self.passphrase = QLineEdit()
        self.passphrase.setObjectName("unsealPassphrase")
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setAccessibleName(say("ui.keys.passphrase"))
        self.passphrase.setPlaceholderText(say("ui.keys.unseal_hint"))
        self.passphrase.returnPressed.connect(self.unseal)
        self.back = button(say("ui.keys.unseal"), "unsealAct", self.unseal)
        self.wrong = label("", "must", wrap=True, name="unsealWrong")
        self.partners = column(spacing=6)
        self.check = KeyCheck("heldKey")
        self.check.told.connect(self._confirm)
        self.to_take = button(say("ui.keys.to_take"), "keysToTake", self._to_take, look="link")
        jobs.finished.connect(self._finished)
        jobs.failed.connect(self._failed)
        self._arrange()
        self.refresh()

    def _arrange(self) -> None:
        for part in (self.code, self.state, self.made):
            self.body.addWidget(part)
        self.body.addLayout(row(self.passphrase, self.back))
        self.body.addWidget(self.wrong)
        self.body.addLayout(row(self.act, None))
        self.body.addWidget(label(say("ui.keys.others"), "strong"))
        self.body.addLayout(self.partners)
        self.body.addWidget(self.check)
        self.body.addLayout(row(self.check.act, self.to_take, None))
        self.made.hide()
        self._refuse("")

    def refresh(self) -> None:
        """Show how the keys stand."""
        found = enrolling.keys_of(self._session.office)
        self.code.setText(found.code or say("ui.keys.none"))
        word = "sealed" if found.sealed else "unsealed"
        lost = "lost_sealed" if found.sealed else "none_text"
        self.state.setText(say(f"ui.keys.{word if found.code else lost}"))
        self.act.setText(say("ui.keys.enrol_again" if found.code else "ui.keys.enrol"))
        for part in (self.passphrase, self.back):
            part.setVisible(found.sealed and not found.code)
        self._show_partners(found)
        for part in (self.act, self.back, self.check.act):
            retone(part, "primary" if self.leads and part is self.due else "", "look")

    @property
    def due(self) -> QPushButton | None:
        """What is to be done next with the keys; None where nothing is."""
        found = self._shown
        if found is None or found.code:
            return self.check.act if self._held is not None else None
        return self.back if found.sealed else self.act

    def _show_partners(self, found: Keys) -> None:
        if found != self._shown:
            clear(self.partners)
            for one in found.partners:
                self.partners.addLayout(_line(one))
            self._shown = found
        held = next((one.held for one in found.partners if one.held is not None), None)
        self._held = held
        for part in (self.check, self.check.act):
            part.setVisible(held is not None)
        if held is not None:
            name = self._session.office.catalogue.division(held.unit).name
            self.check.show_code(say("ui.keys.held_text", unit=name), held.code)
        self.to_take.setVisible(any(one.counting is None for one in found.partners) and held is None)

    def take_focus(self) -> None:
        """Put the focus where the next step is."""
        if self.passphrase.isVisible():
            self.passphrase.setFocus()
        elif self._held is not None:
            self.check.field.setFocus()
        else:
            self.act.setFocus()

    # Doing

    @Slot()
    def open_enrol(self) -> None:
        """Ask for the passphrase and where the file goes."""
        office = self._session.office
        folder = str(office.store.info.path.parent)
        self.dialog = EnrolDialog(self, folder, sealed=enrolling.sealed_copy(office))
        self.dialog.requested.connect(self._enrol)
        self.dialog.finished.connect(self._closed)
        self.dialog.open()

    @Slot()
    def _closed(self) -> None:
        self.dialog = None
        self.act.setFocus()

    @Slot()
    def _enrol(self) -> None:
        dialog = self.dialog
        if dialog is None or self._waiting:
            return
        dialog.refuse("")
        steps = enrolling.announcing(
            self._session.office, Path(dialog.folder.text().strip()), dialog.first.text(), dialog.again.text()
        )
        if self._jobs.run_steps(say("ui.keys.busy"), steps):
            self._waiting = ENROL
            dialog.act.setEnabled(False)
        else:
            dialog.refuse(say("ui.inbox.busy"))

    @Slot(object)
    def _finished(self, result: Any) -> None:
        waiting, self._waiting = self._waiting, ""
        if waiting == ENROL:
            self.made.setText(say("ui.keys.made", file=result.path.name, folder=result.path.parent))
            self.made.show()
            if self.dialog is not None:
                self.dialog.accept()
        elif waiting == UNSEAL:
            self.passphrase.clear()
            self._rest()
        if waiting:
            self._session.refresh()
            self.refresh()
            self._messages.tell(say("ui.keys.made_short" if waiting == ENROL else "ui.keys.unsealed_done"))
            self.act.setFocus()

    @Slot(object)
    def _failed(self, error: JzdeskError) -> None:
        waiting, self._waiting = self._waiting, ""
        stopped = isinstance(error, StoppedError)
        if waiting == ENROL and self.dialog is not None:
            self.dialog.act.setEnabled(True)
            self.dialog.refuse("" if stopped else error.sentence)
        elif waiting == UNSEAL:
            self._rest()
            self._refuse("" if stopped else error.sentence)
            self.passphrase.setFocus()

    @Slot()
    def unseal(self) -> None:
        """Bring the key back from its sealed copy, or give it up where that is under way."""
        if self._waiting == UNSEAL:
            self._jobs.stop()
            return
        self._refuse("")
        steps = enrolling.unsealing(self._session.office, self.passphrase.text())
        if self._jobs.run_steps(say("desk.enrolling.opening"), steps):
            self._waiting = UNSEAL
            self.back.setText(say("ui.keys.unseal_stop"))
        else:
            self._refuse(say("ui.inbox.busy"))

    def _rest(self) -> None:
        self.back.setText(say("ui.keys.unseal"))

    @Slot(str)
    def _confirm(self, heard: str) -> None:
        held = self._held
        if held is None:
            return
        try:
            enrolling.trust_held(self._session.office, held, heard)
        except JzdeskError as error:
            self.check.refuse(error.sentence)
            return
        name = self._session.office.catalogue.division(held.unit).name
        self._session.refresh()
        self.refresh()
        self._messages.tell(say("ui.keys.confirmed_of", unit=name))
        self.act.setFocus()

    @Slot()
    def _to_take(self) -> None:
        self.place_requested.emit(INBOX if self._session.office.is_city else LETTERS)

    def _refuse(self, sentence: str) -> None:
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))


def _line(one: Partner) -> Any:
    """Return one office's line: its name, its 密钥码, and how that stands."""
    shown = one.counting or one.held
    word, tone = ("yes", "good") if one.counting else ("held", "explain") if one.held else ("no", "plain")
    name = label(one.name)
    name.setMinimumWidth(96)
    code = label(shown.code if shown else "", "secondary", name=f"partnerCode_{one.unit}")
    return row(name, code, None, pill(say(f"ui.keys.partner_{word}"), tone))
