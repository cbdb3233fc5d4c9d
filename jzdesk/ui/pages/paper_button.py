"""A button that shows something as a paper, to be printed or saved; the paper is made beside the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from jzdesk.ui.dialogs.preview_dialog import PreviewDialog, Shown
from jzdesk.ui.errand import Errand, Make, Starters
from jzdesk.ui.jobs import Jobs
from jzdesk.ui.messages import Messages
from jzdesk.ui.printing import Printing
from jzdesk.ui.theme import Theme
from jzdesk.ui.widgets.parts import button, row
from jzdesk.words import say


@dataclass(frozen=True)
class Wanted:
    """A paper: the work whose result is a PDF, its title, and the file it is proposed to be kept as."""

    make: Make
    title: str
    file: Path


class PaperButton(QWidget):
    """The button, and the preview it opens.

    `word` names its sentences: what it says, its `_tip`, and `_stop` while the paper is being made.
    """

    def __init__(
        self, theme: Theme, messages: Messages, jobs: Jobs, printing: Printing, name: str, word: str,
        wanted: Callable[[], Wanted],
    ) -> None:  # fmt: skip
        super().__init__()
        self._theme, self._jobs, self._printing, self._wanted = theme, jobs, printing, wanted
        self.dialog: PreviewDialog | None = None
        self.act = button(say(word), name, self._make)
        self.act.setToolTip(say(f"{word}_tip"))
        self.errand = Errand(jobs, self)
        self.errand.refused.connect(messages.refuse)
        self.starters = Starters(self.errand, (self.act,), say(f"{word}_stop"))
        self.setLayout(row(self.act))

    def print_here(self) -> bool:
        """Show the paper; what is being made is left to go on."""
        if not self.errand.busy:
            self.act.click()
        return True

    @Slot()
    def _make(self) -> None:
        if self.starters.take(self.act):
            wanted = self._wanted()
            self.errand.begin(wanted.make, lambda data: self._made(wanted, data))

    def _made(self, wanted: Wanted, data: Any) -> None:
        if not self.isVisible():  # one has gone elsewhere meanwhile
            return
        shown = Shown(wanted.title, "", "plain", data, wanted.file)
        self.dialog = PreviewDialog(self, self._theme, self._jobs, self._printing, shown, at_once=False)
        self.dialog.open()
