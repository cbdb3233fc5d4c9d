"""The button on 规划目录 with which an office takes its figures of the plan before into a store of the next.

It is there where the plan in force says which rows of an earlier one go on in it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from jzdesk.desk import carrying
from jzdesk.ui.dialogs.ask_box import Ask, AskBox, Values
from jzdesk.ui.dialogs.choose_file import ChooseFile
from jzdesk.ui.errand import Errand, Starters
from jzdesk.ui.jobs import Jobs
from jzdesk.ui.messages import Messages
from jzdesk.ui.session import Session
from jzdesk.ui.widgets.parts import button, row
from jzdesk.words import say


class PlanHistory(QWidget):
    """The button, and the box that says what would come before it is written.

    Files are read, and the copy that comes first is made, beside the window's work; the button stops that.
    """

    def __init__(self, session: Session, messages: Messages, jobs: Jobs) -> None:
        super().__init__()
        self._session, self._messages = session, messages
        self.box: AskBox | None = None
        self.act = button(say("ui.plan.history"), "planHistory", self.ask)
        self.act.setToolTip(carrying.standing(session.office) or say("ui.plan.history_tip"))
        self.errand = Errand(jobs, self)
        self.errand.refused.connect(messages.refuse)
        self.errand.stopped.connect(messages.tell)
        self.starters = Starters(self.errand, (self.act,), say("ui.plan.history_stop"))
        self.setLayout(row(self.act))
        if session.office.viewing or not carrying.plan_before(session.office):
            self.hide()

    @Slot()
    def ask(self) -> None:
        """Ask for the old store or the old upload files."""
        if self.starters.take(self.act):
            kinds = say("ui.plan.history_kinds")
            self.look_at(ChooseFile.to_open_several(self, say("ui.plan.history_choose"), None, kinds))

    def look_at(self, paths: Sequence[Path]) -> None:
        """Find out what would come from files, and ask whether it shall."""
        if paths:
            self._carry(paths, partial(self._looked, paths), dry_run=True)

    def _carry(self, paths: Sequence[Path], then: Callable[[dict[str, Any]], None], *, dry_run: bool) -> None:
        self.starters.pressed = self.act
        office = self._session.office
        self.errand.begin_steps(lambda: carrying.carrying(office, paths, dry_run=dry_run), then)

    def _looked(self, paths: Sequence[Path], data: dict[str, Any]) -> None:
        told = carrying.lines(data, dry_run=True)
        if not data["changes"]:
            self._messages.tell("".join(told))
            return
        self.box = self.box or AskBox(self._session, self._messages, self.window())

        def take(_values: Values) -> str:
            self._carry(paths, self._taken, dry_run=False)
            return say("ui.plan.history_busy")

        title, verb = say("ui.plan.history_title"), say("ui.plan.history_act")
        self.box.ask(Ask(title, "\n".join(told), (), verb, take), self.act)

    def _taken(self, data: dict[str, Any]) -> None:
        self.act.setToolTip(carrying.standing(self._session.office))
        self._session.refresh()
        self._messages.tell(carrying.lines(data, dry_run=False)[0])
