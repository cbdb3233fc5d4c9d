"""A paper on the screen as it will come out of the printer; from here it is printed or saved."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QDialog, QFileDialog, QFrame, QPushButton, QVBoxLayout, QWidget

from jzdesk.desk import outgoing
from jzdesk.errors import JzdeskError
from jzdesk.ui.jobs import Jobs
from jzdesk.ui.pdf_pages import PdfPages
from jzdesk.ui.printers import paper_name
from jzdesk.ui.printing import Printing, PrintRun
from jzdesk.ui.theme import Theme
from jzdesk.ui.widgets.fitting import fit
from jzdesk.ui.widgets.flowing import Flowing
from jzdesk.ui.widgets.page_view import ACTUAL, FIT_WIDTH, WHOLE_PAGE, PageView
from jzdesk.ui.widgets.parts import button, label, pill, retone, row
from jzdesk.words import say

WIDTH, HEIGHT, TOLD = 1040, 720, 200


@dataclass(frozen=True)
class Shown:
    """A paper to be looked at: its title, how final it is, its bytes, the name to save it under.

    `file` is where exactly these bytes stand already, if they do.
    """

    title: str
    state: str
    tone: str
    data: bytes
    name: Path
    file: Path | None = None


class PreviewDialog(QDialog):
    """Signals: `printed` the paper went to the printer (the sentence saying so)."""

    printed = Signal(str)

    def __init__(
        self, parent: QWidget, theme: Theme, jobs: Jobs, printing: Printing, shown: Shown, *, at_once: bool
    ) -> None:
        """Show a paper; `at_once` asks for the printer as soon as it can be printed."""
        super().__init__(parent)
        self.setObjectName("previewDialog")
        self.setWindowTitle(say("ui.preview.window", title=shown.title))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._theme, self.shown, self._printing, self._at_once = theme, shown, printing, at_once
        self.run: PrintRun | None = None
        self.pages = PdfPages(jobs, shown.data, self)
        self.view = PageView(theme, self.pages)
        self.where = label("", "secondary", name="previewPage")
        self.told = label("", "secondary", wrap=True, name="previewTold")
        self._make_buttons()
        self._arrange()
        room = parent.window().size()
        fit(self, QSize(min(WIDTH, room.width() - 40), min(HEIGHT, room.height() - 40)))
        self.view.turned.connect(self._turned)
        self.pages.opened.connect(self._opened)
        self.pages.failed.connect(self._failed)
        self.finished.connect(self._close_pages)
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self.ask_print)
        self._turned(0)
        self._busy(busy=False)
        self.view.setFocus()

    def _make_buttons(self) -> None:
        self.zooms: dict[str, QPushButton] = {}
        self._zoom_group = QButtonGroup(self)
        for zoom in (FIT_WIDTH, WHOLE_PAGE, ACTUAL):
            made = button(say(f"ui.preview.{zoom}"), f"preview_{zoom}", self._zoom_clicked, look="chip")
            made.setCheckable(True)
            made.setAccessibleName(say(f"ui.preview.{zoom}_name"))
            made.setProperty("zoom", zoom)
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._zoom_group.addButton(made)
            self.zooms[zoom] = made
        self.zooms[self.view.zoom].setChecked(True)
        self.back = button(say("ui.preview.back"), "previewBack", self._back)
        self.on = button(say("ui.preview.on"), "previewOn", self._on)
        self.save = button(say("ui.preview.save"), "previewSave", self.ask_save)
        self.folder = button(say("ui.hand_in.open_folder"), "previewFolder", self._open_folder)
        self.stop = button(say("ui.preview.stop"), "previewStop", self._stop)
        self.shut = button(say("ui.preview.close"), "previewClose", self.reject)
        self.act = button(say("ui.preview.print"), "previewPrint", self.ask_print, look="primary")
        self.act.setToolTip(say("ui.preview.print_tip"))

    def _arrange(self) -> None:
        bar, foot = QFrame(), QFrame()
        bar.setProperty("look", "bar")
        foot.setProperty("look", "foot")
        state = pill(self.shown.state, self.shown.tone, name="previewState")
        title = label(self.shown.title, "head", name="previewTitle")
        self.told.setMinimumWidth(TOLD)
        middle = (self.back, self.where, self.on)
        head = Flowing((title, state, None, *middle, None, *self.zooms.values()), spacing=4)
        below = Flowing((self.told, None, self.stop, self.folder, self.save, self.shut, self.act))
        for part, line in ((bar, head), (foot, below)):
            part.setLayout(row(line, margins=(16, 10, 16, 10)))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(bar)
        outer.addWidget(self.view, 1)
        outer.addWidget(foot)
        # Only now: what has no parent yet would be shown as a window of its own
        state.setVisible(bool(self.shown.state))
        self.folder.setVisible(self.shown.file is not None)

    # Looking

    @Slot()
    def _opened(self) -> None:
        self._turned(self.view.page)
        self._busy(busy=False)
        if self._at_once:
            self._at_once = False
            self.ask_print()

    @Slot(int)
    def _turned(self, page: int) -> None:
        sizes = self.pages.sizes
        if not sizes:
            self.where.setText(say("ui.preview.opening"))
        else:
            turned = "across" if sizes[page].width() > sizes[page].height() else "upright"
            paper = say(f"ui.preview.{turned}", paper=paper_name(sizes[page]))
            self.where.setText(say("ui.preview.page", n=page + 1, of=len(sizes), paper=paper))
        self.back.setEnabled(page > 0)
        self.on.setEnabled(page + 1 < len(sizes))

    @Slot()
    def _zoom_clicked(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.view.show_zoom(str(sender.property("zoom")))
        self.view.setFocus()

    @Slot()
    def _back(self) -> None:
        self.view.go_to(self.view.page - 1)

    @Slot()
    def _on(self) -> None:
        self.view.go_to(self.view.page + 1)

    @Slot(object)
    def _failed(self, error: JzdeskError) -> None:
        self._tell(error.sentence, "must")

    def _tell(self, sentence: str, look: str = "secondary") -> None:
        self.told.setText(sentence)
        retone(self.told, look, "look")

    # Printing

    @Slot()
    def ask_print(self) -> None:
        """Ask for the printer and print; without one say the way out."""
        if self.run is not None or not self.pages.sizes:
            return
        if not self._printing.machines():
            self._tell(say("ui.preview.no_printer"), "explain")
            self.save.setFocus()
            return
        try:
            asked = self._printing.ask(self, self._theme, self.shown.title, self.pages, self.view.page)
        except JzdeskError as error:
            self._tell(error.sentence, "must")
            return
        if asked is None:
            return
        self.run = PrintRun(self.pages, *asked, self)
        self.run.told.connect(self._printing_page)
        self.run.ended.connect(self._print_ended)
        self._busy(busy=True)
        self.run.start()

    @Slot(int, int)
    def _printing_page(self, page: int, of: int) -> None:
        self._tell(say("ui.preview.printing", n=page, of=of))

    @Slot(str)
    def _print_ended(self, sentence: str) -> None:
        run, self.run = self.run, None
        if run is not None:
            run.deleteLater()
        self._busy(busy=False)
        if sentence:
            self._tell(sentence, "must")
        else:
            done = say("ui.preview.printed", title=self.shown.title)
            self._tell(done, "good")
            self.printed.emit(done)

    @Slot()
    def _stop(self) -> None:
        if self.run is not None:
            self.run.stop()

    def _busy(self, *, busy: bool) -> None:
        self.stop.setVisible(busy)
        self.act.setEnabled(not busy and bool(self.pages.sizes))
        self.shut.setEnabled(not busy)

    # Saving and leaving

    @Slot()
    def ask_save(self) -> None:
        """Ask where to save the paper, and save it."""
        title, kinds = say("ui.preview.save_title"), say("ui.preview.kinds", endings=f"*{outgoing.PDF}")
        chosen, _ = QFileDialog.getSaveFileName(self, title, str(self.shown.name), kinds)
        if not chosen:
            return
        try:
            path = outgoing.save(Path(chosen), self.shown.data)
        except JzdeskError as error:
            self._tell(error.sentence, "must")
            return
        self._tell(say("ui.preview.saved", file=path), "good")

    @Slot()
    def _open_folder(self) -> None:
        if self.shown.file is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.shown.file.parent)))

    def reject(self) -> None:
        """Close; a print under way is finished or stopped first."""
        if self.run is None:
            super().reject()
        else:
            self._tell(say("ui.preview.wait"), "explain")
            self.stop.setFocus()

    @Slot()
    def _close_pages(self) -> None:
        self.pages.close()
