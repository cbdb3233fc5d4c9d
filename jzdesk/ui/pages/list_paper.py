"""The buttons below a list: print what it shows, or keep it as a workbook; made beside the window's work."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from jzdesk.desk.list_paper import XLSX, ListPaper
from jzdesk.desk.rendering import Rendering
from jzdesk.ui.dialogs.choose_file import ChooseFile
from jzdesk.ui.dialogs.preview_dialog import PreviewDialog, Shown
from jzdesk.ui.errand import Errand, Starters
from jzdesk.ui.jobs import Jobs
from jzdesk.ui.messages import Messages
from jzdesk.ui.printing import Printing
from jzdesk.ui.theme import Theme
from jzdesk.ui.widgets.parts import button, label, row
from jzdesk.words import say


class ListPaperBar(QWidget):
    """Signals: `made` a paper can be looked at (its dialog), or a workbook was written (its file)."""

    made = Signal(object)

    def __init__(
        self, theme: Theme, messages: Messages, jobs: Jobs, printing: Printing, name: str,
        asked: Callable[[], ListPaper],
    ) -> None:  # fmt: skip
        """Offer to print and keep what `asked` returns: the list as it is shown at that moment."""
        super().__init__()
        self._theme, self._jobs, self._printing = theme, jobs, printing
        self._asked = asked
        self._paper: ListPaper | None = None
        self.dialog: PreviewDialog | None = None
        self.told = label("", "secondary", name=f"{name}Told")
        self.act = button(say("ui.list_paper.print"), f"{name}Print", self._print)
        self.keep = button(say("ui.list_paper.keep"), f"{name}Keep", self._keep)
        self.act.setToolTip(say("ui.list_paper.print_tip"))
        self.keep.setToolTip(say("ui.list_paper.keep_tip"))
        self.errand = Errand(jobs, self)
        self.errand.turned.connect(self._turned)
        self.errand.refused.connect(messages.refuse)
        self.starters = Starters(self.errand, (self.act, self.keep), say("ui.list_paper.stop"))
        line = row(spacing=8)
        line.addWidget(self.told, 1)
        line.addWidget(self.act)
        line.addWidget(self.keep)
        self.setLayout(line)

    def offer(self, offered: bool) -> None:
        """Allow it where there is something to print; what is being made goes on."""
        for part in (self.act, self.keep):
            part.setEnabled(offered or part is self.starters.pressed)

    def print_here(self) -> bool:
        """Print the list, where there is one; what is being made is left to go on."""
        if self.act.isEnabled() and not self.errand.busy:
            self.act.click()
        return self.act.isEnabled()

    @Slot()
    def _print(self) -> None:
        if self.starters.take(self.act):
            self._begin(lambda paper: paper.making())

    @Slot()
    def _keep(self) -> None:
        if not self.starters.take(self.keep):
            return
        proposed = self._asked().file.with_name(self._asked().file.name + XLSX)
        out = ChooseFile.to_save(self, say("ui.list_paper.keep_title"), proposed, f"*{XLSX}")
        if out is not None:
            out = out if out.suffix.lower() == XLSX else out.with_name(out.name + XLSX)
            self._begin(lambda paper: paper.writing(out))

    def _begin(self, making: Callable[[ListPaper], Rendering]) -> None:
        def make() -> Rendering:
            self._paper = self._asked()
            return making(self._paper)

        self.errand.begin(make, self._finished)

    @Slot()
    def _turned(self) -> None:
        self.told.setText(say("ui.list_paper.busy") if self.errand.busy else "")

    def _finished(self, result: Any) -> None:
        paper = self._paper
        if isinstance(result, Path):
            self.told.setText(say("ui.list_paper.kept", file=result))
            self.told.setToolTip(str(result))
            self.made.emit(result)
        elif paper is not None and self.isVisible():  # else one has gone elsewhere meanwhile
            file = paper.file.with_name(f"{paper.file.name}.pdf")
            shown = Shown(paper.title, "", "plain", result, file)
            self.dialog = PreviewDialog(self, self._theme, self._jobs, self._printing, shown, at_once=False)
            self.dialog.open()
            self.made.emit(self.dialog)
