"""The manual, made beside the window from the entries of the help, and looked at before it is printed."""

from __future__ import annotations

from collections.abc import Callable
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
    from jzdesk.ui.jobs import Jobs
    from jzdesk.ui.messages import Messages
    from jzdesk.ui.printing import Printing
    from jzdesk.ui.session import Session


class ManualPaper(QObject):
    """What the button of the help does: it makes the manual, and opens its preview."""

    def __init__(
        self, theme: Theme, session: Session, messages: Messages, jobs: Jobs,
        how_to_print: Callable[[], Printing], pane: HelpPane,
    ) -> None:  # fmt: skip
        super().__init__(pane)
        self._theme, self._session, self._jobs, self._pane = theme, session, jobs, pane
        self._how_to_print = how_to_print
        self.dialog: PreviewDialog | None = None
        self.errand = Errand(jobs, self)
        self.errand.refused.connect(messages.refuse)
        self.starters = Starters(self.errand, (pane.manual,), say("ui.help.manual_stop"))

    def make(self, helping: Helping) -> None:
        """Begin, or stop what is under way."""
        if self.starters.take(self._pane.manual):
            office = self._session.office
            self.errand.begin(lambda: manual_paper.gathering(helping, office), self._made)

    def _made(self, data: Any) -> None:
        if not self._pane.isVisible():  # one has gone elsewhere meanwhile
            return
        file = manual_paper.file(self._session.office, self._session.period)
        shown, printing = Shown(manual_paper.title(), "", "plain", data, file), self._how_to_print()
        self.dialog = PreviewDialog(self._pane, self._theme, self._jobs, printing, shown, at_once=False)
        self.dialog.open()
