"""Windows in which copies are looked at, beside the one at work; each lets go of its copy when it closes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from jzdesk.desk import window
from jzdesk.ui.jobs import Jobs
from jzdesk.ui.main_window import MainWindow
from jzdesk.ui.messages import Messages
from jzdesk.ui.session import Session
from jzdesk.ui.shell import USUAL, Shell
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.desk.restoring import Viewed
    from jzdesk.ui.appearance import Appearance
    from jzdesk.ui.theme import Theme


def _forget(**_fields: str) -> None:
    """Remember nothing of a copy that was looked at."""


class Viewings(QObject):
    """The windows that are open."""

    def __init__(self, theme: Theme, appearance: Appearance) -> None:
        super().__init__()
        self._theme, self._appearance = theme, appearance
        self.shells: list[Shell] = []

    @Slot(object)
    def show(self, office: Viewed) -> None:
        """Show a copy that was opened."""
        shell = Shell()
        session = Session(office, window.opening_period(office, ""), _forget, shell)
        jobs = Jobs(session)
        work = MainWindow(self._theme, session, Messages(session), jobs, None, self._appearance)
        shell.show_work(work)
        shell.setWindowTitle(say("ui.view.title", office=office.name))
        shell.closed.connect(partial(self._closed, shell, office))
        self.shells.append(shell)
        work.open_at(work.places.list()[0].name)
        shell.resize(USUAL)
        shell.show()

    def _closed(self, shell: Shell, office: Viewed) -> None:
        if shell in self.shells:
            self.shells.remove(shell)
            office.close()
            shell.deleteLater()

    def close(self) -> None:
        """Close all of them."""
        for shell in [*self.shells]:
            shell.close()
