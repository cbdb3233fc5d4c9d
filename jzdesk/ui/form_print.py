"""打印本表和封面: the form that is seen, by itself, as it stands or exactly as it was sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot

from jzdesk.desk import outgoing, window
from jzdesk.ui.dialogs.preview_dialog import PreviewDialog, Shown
from jzdesk.ui.errand import Errand
from jzdesk.words import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from jzdesk.desk.outgoing import Paper
    from jzdesk.models.form import Form
    from jzdesk.ui.jobs import Jobs
    from jzdesk.ui.messages import Messages
    from jzdesk.ui.printing import Printing
    from jzdesk.ui.session import Session
    from jzdesk.ui.theme import Theme


class FormPrint(QObject):
    """Has one form made in the second process and shows it, ready to be printed."""

    def __init__(
        self, parent: QWidget, theme: Theme, session: Session, messages: Messages, jobs: Jobs,
        printing: Callable[[], Printing],
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._parent, self._theme, self._session = parent, theme, session
        self._messages, self._jobs, self._printing = messages, jobs, printing
        self.errand = Errand(jobs, self)
        self.errand.refused.connect(messages.refuse)
        self._paper: Paper | None = None
        self._period = session.period
        self.dialog: PreviewDialog | None = None

    @property
    def offered(self) -> bool:
        """The period's forms are printed: 历史补录 has none that are signed or sent."""
        sheet = self._session.look.sheet
        return bool(sheet.forms) and not sheet.backfilled

    def print_form(self, form: Form) -> None:
        """Make the form's paper; it is shown when it is made."""
        session = self._session
        paper = self._paper = outgoing.paper_of_form(session.look, form)
        self._period = session.period
        if self.errand.begin(lambda: outgoing.making_form(session.office, session.look, form.id), self._made):
            self._messages.tell(say("ui.papers.busy", title=paper.title))

    def _made(self, data: Any) -> None:
        paper, session = self._paper, self._session
        if paper is None or session.period != self._period:  # one has gone elsewhere meanwhile
            return
        self._messages.tell("")
        name = outgoing.file_name(session.office, session.look, paper)
        folder = window.out_folder(session.office, session.period).parent
        title = say("ui.papers.of", title=paper.title, period=session.period.title)
        shown = Shown(title, paper.state, paper.tone, data, folder / name)
        self.dialog = PreviewDialog(
            self._parent, self._theme, self._jobs, self._printing(), shown, at_once=False
        )
        self.dialog.printed.connect(self._told)
        self.dialog.open()

    @Slot(str)
    def _told(self, sentence: str) -> None:
        self._messages.tell(sentence)
