"""The button on 规划目录 that shows the rules as a paper, to be printed or saved; made beside the window."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from jzdesk.desk import rule_paper, window
from jzdesk.ui.dialogs.preview_dialog import PreviewDialog, Shown
from jzdesk.ui.errand import Errand, Starters
from jzdesk.ui.jobs import Jobs
from jzdesk.ui.messages import Messages
from jzdesk.ui.printing import Printing
from jzdesk.ui.session import Session
from jzdesk.ui.theme import Theme
from jzdesk.ui.widgets.parts import button, row
from jzdesk.words import say


class RulesPaper(QWidget):
    """The button, and the preview it opens."""

    def __init__(
        self, theme: Theme, session: Session, messages: Messages, jobs: Jobs, printing: Printing
    ) -> None:
        super().__init__()
        self._theme, self._session, self._jobs, self._printing = theme, session, jobs, printing
        self.dialog: PreviewDialog | None = None
        self.act = button(say("ui.plan.paper"), "rulesPaper", self._make)
        self.act.setToolTip(say("ui.plan.paper_tip"))
        self.errand = Errand(jobs, self)
        self.errand.refused.connect(messages.refuse)
        self.starters = Starters(self.errand, (self.act,), say("ui.plan.paper_stop"))
        self.setLayout(row(self.act))

    def print_here(self) -> bool:
        """Show the rules as a paper; what is being made is left to go on."""
        if not self.errand.busy:
            self.act.click()
        return True

    @Slot()
    def _make(self) -> None:
        if self.starters.take(self.act):
            session = self._session
            self.errand.begin(lambda: rule_paper.making(session.office, session.period), self._made)

    def _made(self, data: Any) -> None:
        if not self.isVisible():  # one has gone elsewhere meanwhile
            return
        office, period = self._session.office, self._session.period
        name = window.out_folder(office, period).parent / rule_paper.file_name(office, period)
        title = say("ui.papers.of", title=rule_paper.title(office), period=period.title)
        shown = Shown(title, "", "plain", data, name)
        self.dialog = PreviewDialog(self, self._theme, self._jobs, self._printing, shown, at_once=False)
        self.dialog.open()
