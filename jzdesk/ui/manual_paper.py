"""The manual, made beside the window from the entries of the help, and looked at before it is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from jzdesk.desk import manual_paper
from jzdesk.desk.helping import Helping
from jzdesk.ui.dialogs.preview_dialog import PreviewDialog, Shown
from jzdesk.ui.errand import Errand, Starters
from jzdesk.ui.theme import Theme
from jzdesk.ui.widgets.help_pane import HelpPane
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.ui.main_window import MainWindow


class ManualPaper(QObject):
    """What the button of the help does: it makes the manual, and opens its preview."""

    def __init__(self, theme: Theme, work: MainWindow, pane: HelpPane, parent: QObject) -> None:
        super().__init__(parent)
        self._theme, self._work, self._pane = theme, work, pane
        self.dialog: PreviewDialog | None = None
        self.errand = Errand(work.jobs, self)
        self.errand.refused.connect(work.messages.refuse)
        self.starters = Starters(self.errand, (pane.manual,), say("ui.help.manual_stop"))

    def make(self, helping: Helping) -> None:
        """Begin, or stop what is under way."""
        if self.starters.take(self._pane.manual):
            office = self._work.session.office
            self.errand.begin(lambda: manual_paper.making(helping, office), self._made)

    def _made(self, data: Any) -> None:
        if not self._pane.isVisible():  # one has gone elsewhere meanwhile
            return
        office, period = self._work.session.office, self._work.session.period
        shown = Shown(manual_paper.title(), "", "plain", data, manual_paper.file(office, period))
        work = self._work
        self.dialog = PreviewDialog(self._pane, self._theme, work.jobs, work.printing, shown, at_once=False)
        self.dialog.open()
