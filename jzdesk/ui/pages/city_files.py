"""市局来的文件 on 审核上报: 回执, 退回单, 查询单 and 单位登记 are taken in, and it says what came."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog

from jzdesk.desk import enrolling, inbox, keyring, window
from jzdesk.desk.arriving import Read
from jzdesk.desk.window import Look
from jzdesk.errors import JzdeskError
from jzdesk.models import workflow
from jzdesk.models.catalogue import CITY
from jzdesk.models.letters import ASSIGNMENT, ENROLMENT
from jzdesk.models.period import Period
from jzdesk.ui.errand import Errand
from jzdesk.ui.jobs import Jobs
from jzdesk.ui.pages.key_check import KeyCheck
from jzdesk.ui.session import Session
from jzdesk.ui.widgets.parts import Card, button, label, retone, row
from jzdesk.ui.widgets.scrolled import bring
from jzdesk.words import say

_WAITED_FOR = workflow.HANDED_IN | {workflow.RETURNED, workflow.CORRECTING}


class CityFilesCard(Card):
    """Signals: `taken` a file was taken in (the sentence saying what came); `settled` the one that was asked
    for here was; `handed_down` with the path of a 下发文件, which is looked at first.
    """

    taken = Signal(str)
    settled = Signal()
    handed_down = Signal(object)

    def __init__(self, session: Session, jobs: Jobs) -> None:
        super().__init__(say("ui.city_files.title"), name="cityFilesCard")
        self._session = session
        self.errand = Errand(jobs, self)
        self.errand.turned.connect(self._turned)
        self.errand.told.connect(self._came)
        self.errand.refused.connect(self._refused)
        self._found: Read | None = None
        self._expected = self._asked = False
        self._queue: list[Path] = []
        self.act = button(say("ui.city_files.act"), "cityFilesAct", self.ask)
        self.act.setToolTip(say("ui.city_files.tip"))
        self.text = label("", "secondary", wrap=True)
        self.wrong = label("", "must", wrap=True, name="cityFilesWrong")
        self.key = KeyCheck("cityKey")
        self.key.told.connect(self._confirm)
        self.body.addWidget(self.text)
        self.body.addWidget(self.wrong)
        self.body.addWidget(self.key)
        self.body.addLayout(row(self.act, self.key.act, None))
        self._refuse("")
        self._ask_key("", "")

    def show_look(self, look: Look) -> None:
        """Show the card where anything is waited for, or where a file is being dealt with."""
        office = self._session.office
        stranger = not office.practice and keyring.confirmed(office, CITY) is None
        waits = (look.state in _WAITED_FOR or stranger) and not office.is_city
        self.setVisible(waits or self.dealing or self._expected)
        self.text.setText(
            say("ui.city_files.accepted" if look.state == workflow.ACCEPTED else "ui.city_files.text")
        )
        retone(self.act, "primary" if look.state == workflow.SENT else "", "look")

    @property
    def dealing(self) -> bool:
        """A file is being read, was refused, or waits for its key to be confirmed."""
        return bool(self.wrong.text() or self.key.code.text()) or self.errand.busy

    def expect(self) -> None:
        """Show where a file is taken in, though none is waited for."""
        self._expected = True
        self.show_look(self._session.look)
        bring(self, self.act)

    @Slot()
    def ask(self) -> None:
        """Ask for the files."""
        folder = window.out_folder(self._session.office, self._session.period)
        kinds = say("ui.city_files.kinds", endings=" ".join(f"*{e}" for e in inbox.BOOKS))
        chosen, _ = QFileDialog.getOpenFileNames(self, say("ui.city_files.choose"), str(folder), kinds)
        self._asked = bool(chosen)
        self.read(*(Path(name) for name in chosen))

    def read(self, *paths: Path) -> None:
        """Read files beside the window's work, one after the other, and take each in."""
        self._queue += paths
        if self.errand.busy or not self._queue:
            return
        self._refuse("")
        self._ask_key("", "")
        self.show()
        waiting, self._queue = self._queue, []
        self.errand.begin(lambda: inbox.Reading(self._session.office, waiting), _nothing)

    @Slot()
    def _turned(self) -> None:
        busy = self.errand.busy
        self.act.setEnabled(not busy)
        self.act.setText(say(f"ui.city_files.{'busy' if busy else 'act'}"))
        if not busy:
            self.show_look(self._session.look)
            self.read()

    @Slot(object)
    def _came(self, found: Read) -> None:
        office = self._session.office
        code = keyring.to_confirm(office, found.packet) if found.packet else ""
        if found.packet and found.packet["content"].get("kind") == ASSIGNMENT and found.packet["whole"]:
            if code:
                self._found = found
                self._ask_key(keyring.unconfirmed(office, found.packet), code)
            else:
                self.handed_down.emit(found.path)
            return
        try:
            told = inbox.receive_all(office, [found], office.today)[0]
        except JzdeskError as error:
            self._refuse(error.sentence)
            return
        if told["verdict"] in {"refused", "held"} and code and (told["code"] or told["verdict"] == "held"):
            self._found = found
            self._ask_key(told["message"], code)
        elif told["verdict"] == "refused":
            self._refuse(told["message"])
        else:
            self._took(told["message"], told["period"])

    def _took(self, sentence: str, period: str | None) -> None:
        """Show what came, in the period it is about."""
        self._ask_key("", "")
        self._expected = False
        self._session.refresh()
        if period and Period.parse(period) != self._session.period:
            self._session.turn_to(Period.parse(period))
        self.taken.emit(sentence)
        if self._asked or self.act.hasFocus():
            self._asked = False
            self.settled.emit()

    @Slot(str)
    def _confirm(self, heard: str) -> None:
        """Confirm the city's key by what was heard on the telephone, and take in what it came with."""
        found = self._found
        if found is None:
            return
        try:
            enrolling.trust_read(self._session.office, found, heard)
        except JzdeskError as error:
            self.key.refuse(error.sentence)
            return
        self.act.setFocus()
        if found.packet is not None and found.packet["content"]["kind"] == ENROLMENT:
            self._took(say("ui.city_files.confirmed"), None)
        else:
            self._ask_key("", "")
            self._came(found)

    def _ask_key(self, sentence: str, code: str) -> None:
        for part in (self.key, self.key.act):
            part.setVisible(bool(code))
        self.key.show_code(sentence, code)
        if code:
            self.show()
            bring(self, self.key.field)

    @Slot(object)
    def _refused(self, error: JzdeskError) -> None:
        self._refuse(error.sentence)

    def _refuse(self, sentence: str) -> None:
        old = self.wrong.text()
        told = f"{old}\n{sentence}" if old and sentence else sentence
        self.wrong.setText(told)
        self.wrong.setVisible(bool(told))


def _nothing(_result: object) -> None:
    """Each file was told of when it was read."""
