"""The button on 规划目录 with which an office takes its figures of the plan before into a store of the next.

It is there where the plan in force says which rows of an earlier one go on in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from jzdesk.desk import carrying
from jzdesk.errors import JzdeskError
from jzdesk.ui.dialogs.ask_box import Ask, AskBox, Values
from jzdesk.ui.dialogs.choose_file import ChooseFile
from jzdesk.ui.messages import Messages
from jzdesk.ui.session import Session
from jzdesk.ui.widgets.parts import button, row
from jzdesk.words import say


class PlanHistory(QWidget):
    """The button, and the box that says what would come before it is written."""

    def __init__(self, session: Session, messages: Messages) -> None:
        super().__init__()
        self._session, self._messages = session, messages
        self.box: AskBox | None = None
        self.act = button(say("ui.plan.history"), "planHistory", self.ask)
        self.act.setToolTip(carrying.standing(session.office) or say("ui.plan.history_tip"))
        self.setLayout(row(self.act))
        if session.office.viewing or not carrying.plan_before(session.office):
            self.hide()

    @Slot()
    def ask(self) -> None:
        """Ask for the old store or the old upload files."""
        kinds = say("ui.plan.history_kinds")
        self.look_at(ChooseFile.to_open_several(self, say("ui.plan.history_choose"), None, kinds))

    def look_at(self, paths: Sequence[Path]) -> None:
        """Say what would come from files, and ask whether it shall."""
        if not paths:
            return
        try:
            data = carrying.carry(self._session.office, paths, dry_run=True)
        except JzdeskError as error:
            self._messages.refuse(error)
            return
        told = carrying.lines(data, dry_run=True)
        if not data["changes"]:
            self._messages.tell("".join(told))
            return
        self.box = self.box or AskBox(self._session, self._messages, self.window())

        def take(_values: Values) -> str:
            made = carrying.carry(self._session.office, paths)
            self.act.setToolTip(carrying.standing(self._session.office))
            return carrying.lines(made, dry_run=False)[0]

        title, verb = say("ui.plan.history_title"), say("ui.plan.history_act")
        self.box.ask(Ask(title, "\n".join(told), (), verb, take), self.act)
