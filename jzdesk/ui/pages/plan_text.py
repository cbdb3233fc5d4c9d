"""The buttons on 规划目录 for what an office brings: the plan's official text, figures of the plan before."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from jzdesk.desk import plan_text
from jzdesk.ui.dialogs.choose_file import ChooseFile
from jzdesk.ui.errand import Errand, Starters
from jzdesk.ui.jobs import Jobs
from jzdesk.ui.messages import Messages
from jzdesk.ui.pages.plan_history import PlanHistory
from jzdesk.ui.session import Session
from jzdesk.ui.widgets.parts import button, row
from jzdesk.words import say


class PlanText(QWidget):
    """Signals: `loaded` when there is another text."""

    loaded = Signal()

    def __init__(self, session: Session, messages: Messages, jobs: Jobs) -> None:
        super().__init__()
        self._session, self._messages = session, messages
        self.act = button(say("ui.plan.text"), "planText", self.ask)
        self.errand = Errand(jobs, self)
        self.errand.refused.connect(messages.refuse)
        self.starters = Starters(self.errand, (self.act,), say("ui.plan.text_stop"))
        self.history = PlanHistory(session, messages, jobs)
        self.setLayout(row(self.history, self.act, spacing=6))
        if session.office.viewing:
            self.hide()
        self._say_what()

    @Slot()
    def ask(self) -> None:
        """Ask for the file, and read it."""
        if not self.starters.take(self.act):
            return
        kinds = say("ui.plan.text_kinds", endings=" ".join(f"*{e}" for e in plan_text.ENDINGS))
        path = ChooseFile.to_open(self, say("ui.plan.text_choose"), None, kinds)
        if path is not None:
            self.read(path)

    def read(self, path: Path) -> None:
        """Read a file beside the window, and keep it."""
        self.errand.begin(lambda: plan_text.Reading(path), lambda read: self._keep(path, read))

    def _keep(self, path: Path, read: Any) -> None:
        made = plan_text.keep(self._session.office, path, read)
        self._say_what()
        self._messages.tell(say("desk.plan_text.loaded", name=made.name, found=made.found, of=made.of))
        self.loaded.emit()

    def _say_what(self) -> None:
        known = plan_text.standing(self._session.office)
        self.act.setToolTip(say("ui.plan.text_tip") if known is None else known.sentence)
