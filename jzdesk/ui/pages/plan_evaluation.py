"""The button on 规划目录 with which the city evaluates the plan; a county has none."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from jzdesk.desk.evaluating import KINDS
from jzdesk.ui.dialogs.evaluate_dialog import EvaluateDialog
from jzdesk.ui.jobs import Jobs
from jzdesk.ui.printing import Printing
from jzdesk.ui.session import Session
from jzdesk.ui.theme import Theme
from jzdesk.ui.widgets.parts import button, row
from jzdesk.words import say


class PlanEvaluation(QWidget):
    """The button, and the dialog it opens."""

    def __init__(self, theme: Theme, session: Session, jobs: Jobs, printing: Printing) -> None:
        super().__init__()
        self._theme, self._session, self._jobs, self._printing = theme, session, jobs, printing
        self.dialog: EvaluateDialog | None = None
        self.act = button(say("ui.evaluate.act"), "planEvaluate", self.open)
        self.act.setToolTip(say("ui.evaluate.act_tip"))
        self.setLayout(row(self.act))
        if not session.office.is_city:
            self.hide()

    @Slot()
    def open(self) -> None:
        """Ask which evaluation, and at which date."""
        self.open_kind(KINDS[0])

    def open_kind(self, kind: str) -> None:
        """Ask at which date, one of them chosen already."""
        self.dialog = EvaluateDialog(self.window(), self._theme, self._session, self._jobs, self._printing)
        self.dialog.choose(kind)
        self.dialog.open()
