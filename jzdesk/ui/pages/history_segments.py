"""The three views of a period's past, of which those are made that are looked at."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from jzdesk.ui.jobs import Jobs
from jzdesk.ui.messages import Messages
from jzdesk.ui.pages.history_compare import ComparePanel
from jzdesk.ui.pages.history_log import LogPanel
from jzdesk.ui.pages.history_reprint import ReprintPanel
from jzdesk.ui.printing import Printing
from jzdesk.ui.session import Session
from jzdesk.ui.theme import Theme
from jzdesk.ui.widgets.tab_stops import stops_in

LOG, COMPARE, REPRINT = SEGMENTS = ("log", "compare", "reprint")
Panel = LogPanel | ComparePanel | ReprintPanel


class Segments(QStackedWidget):
    """Signals: `cell_requested` a cell of a period (period, key); `reprinted` a file was written."""

    cell_requested = Signal(object, object)
    reprinted = Signal(object)

    def __init__(
        self, within: QWidget, theme: Theme, session: Session, messages: Messages, jobs: Jobs,
        printing: Printing,
    ) -> None:  # fmt: skip
        super().__init__(within)
        self._theme, self._session, self._messages = theme, session, messages
        self._jobs, self._printing = jobs, printing
        self.log = LogPanel(theme, session, messages, jobs, printing)
        self.addWidget(self.log)

    @cached_property
    def compare(self) -> ComparePanel:
        """What differs between two versions."""
        made = ComparePanel(self._theme, self._session, self._messages, self._jobs, self._printing)
        made.jump_requested.connect(self.cell_requested)
        self._take(made)
        return made

    @cached_property
    def reprint(self) -> ReprintPanel:
        """A version as it was sent."""
        made = ReprintPanel(self._theme, self._session, self._messages, self._jobs)
        made.made.connect(self.reprinted)
        self._take(made)
        return made

    @property
    def prints(self) -> bool:
        """The view of a version as it was sent was made."""
        return "reprint" in vars(self)

    def panel(self, name: str) -> Panel:
        """Return a view, made when it is first asked for."""
        return self.log if name == LOG else self.compare if name == COMPARE else self.reprint

    def _take(self, made: QWidget) -> None:
        """Put a view beside the others, and where Tab comes to them."""
        self.addWidget(made)
        for before, after in pairwise([*stops_in(self.log)[-1:], *stops_in(made)]):
            QWidget.setTabOrder(before, after)
