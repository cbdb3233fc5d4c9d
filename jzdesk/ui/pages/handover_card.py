"""交接清单 on 备份与检查: whose names stand on it, and the paper made beside the window."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFormLayout, QLineEdit

from jzdesk.desk import handover, window
from jzdesk.errors import JzdeskError
from jzdesk.models.handover import Names
from jzdesk.ui.dialogs.preview_dialog import PreviewDialog, Shown
from jzdesk.ui.errand import Errand, Starters
from jzdesk.ui.jobs import Jobs
from jzdesk.ui.printing import Printing
from jzdesk.ui.session import Session
from jzdesk.ui.theme import Theme
from jzdesk.ui.widgets.parts import Card, button, label, row
from jzdesk.words import say


class HandoverCard(Card):
    """Names that may be given, the button, and the preview it opens; a refusal stays below it."""

    def __init__(self, theme: Theme, session: Session, jobs: Jobs, printing: Printing) -> None:
        super().__init__(say("ui.handover.title"), name="handoverCard")
        self._theme, self._session, self._jobs, self._printing = theme, session, jobs, printing
        self.dialog: PreviewDialog | None = None
        self.giver, self.taker, self.witness = (self._line(who) for who in ("giver", "taker", "witness"))
        used = window.names_used(session.office, session.period)
        self.giver.setText(used.get("preparer", ""))
        self.act = button(say("ui.handover.make"), "handoverMake", self._make)
        self.act.setToolTip(say("ui.handover.make_tip"))
        self.wrong = label("", "must", wrap=True, name="handoverWrong")
        self.errand = Errand(jobs, self)
        self.errand.refused.connect(self._refused)
        self.starters = Starters(self.errand, (self.act,), say("ui.handover.stop"))
        self.body.addWidget(label(say("ui.handover.about"), "secondary", wrap=True))
        self.body.addLayout(self._fields())
        self.body.addLayout(row(self.act, None))
        self.body.addWidget(self.wrong)
        self._refuse("")

    @staticmethod
    def _line(who: str) -> QLineEdit:
        made = QLineEdit()
        made.setObjectName(f"handover_{who}")
        made.setAccessibleName(say(f"ui.handover.{who}"))
        made.setPlaceholderText(say("ui.handover.by_hand"))
        made.setMaxLength(handover.MOST_NAME)
        return made

    def _fields(self) -> QFormLayout:
        fields = QFormLayout()
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(8)
        for who in (self.giver, self.taker, self.witness):
            fields.addRow(label(who.accessibleName(), "secondary"), who)
        return fields

    def take_focus(self) -> None:
        """Put the focus where the first name that is missing goes."""
        lines = (self.giver, self.taker)
        next((line for line in lines if not line.text()), self.act).setFocus()

    @Slot()
    def _make(self) -> None:
        """Have the paper made in the second process, or give it up when it is being made."""
        if self.starters.take(self.act):
            self._refuse("")
            names = Names(self.giver.text(), self.taker.text(), self.witness.text())
            self.errand.begin(lambda: handover.making(self._session.office, names), self._made)

    def _made(self, data: Any) -> None:
        if not self.isVisible():  # one has gone elsewhere meanwhile
            return
        office = self._session.office
        name = window.out_folder(office, self._session.period).parent / handover.file_name(office)
        shown = Shown(handover.title(office), "", "plain", data, name)
        self.dialog = PreviewDialog(self, self._theme, self._jobs, self._printing, shown, at_once=False)
        self.dialog.open()

    @Slot(object)
    def _refused(self, error: JzdeskError) -> None:
        self._refuse(error.sentence)

    def _refuse(self, sentence: str) -> None:
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))
