"""The button that opens 公布: in the city on 汇总, in a county beside the papers it hands in."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QSizePolicy, QWidget

from jzdesk.ui.dialogs.publish_dialog import PublishDialog
from jzdesk.ui.jobs import Jobs
from jzdesk.ui.printing import Printing
from jzdesk.ui.session import Session
from jzdesk.ui.theme import Theme
from jzdesk.ui.widgets.parts import button, row
from jzdesk.words import say

PUBLISH = "publish"
"""What 查找 calls it."""


class PublishButton(QWidget):
    """The button, found by its name, and the dialog it opens."""

    def __init__(
        self, theme: Theme, session: Session, jobs: Jobs, printing: Printing, name: str = "publishOpen"
    ) -> None:
        super().__init__()
        self._theme, self._session, self._jobs, self._printing = theme, session, jobs, printing
        self.dialog: PublishDialog | None = None
        self.act = button(say("ui.publish.open"), name, self.open_dialog, look="link")
        self.act.setToolTip(say("ui.publish.open_tip"))
        self.setLayout(row(self.act))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    @Slot()
    def open_dialog(self) -> None:
        """Show what would be made public of the session's period, and what would not."""
        self.dialog = PublishDialog(self, self._theme, self._session, self._jobs, self._printing)
        self.dialog.open()
