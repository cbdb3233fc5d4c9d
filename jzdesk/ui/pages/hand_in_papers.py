"""本次送出 on 审核上报: each paper and file, how final it is, to be looked at, printed, or found."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from jzdesk.desk import form_paper, outgoing, packing, window
from jzdesk.desk.outgoing import Paper
from jzdesk.desk.rendering import Rendering
from jzdesk.errors import JzdeskError
from jzdesk.ui.dialogs.preview_dialog import PreviewDialog, Shown
from jzdesk.ui.errand import Errand
from jzdesk.ui.jobs import Jobs
from jzdesk.ui.pages.publish_button import PUBLISH, PublishButton
from jzdesk.ui.pages.template_acts import TemplateActs
from jzdesk.ui.printing import Printing
from jzdesk.ui.session import Session
from jzdesk.ui.theme import Theme
from jzdesk.ui.widgets.parts import Card, button, label, pill, retone, row
from jzdesk.words import say

NAMES = (outgoing.REPORT, outgoing.FORMS, outgoing.REVIEW, outgoing.UPLOAD)


class _Row:
    """The widgets of one paper, in one line of the card's grid."""

    def __init__(self, card: PapersCard, name: str) -> None:
        self.title = label("", name=f"paper_{name}")
        self.content = label("", "secondary", wrap=True)
        self.state = pill("", "plain", name=f"paperState_{name}")
        self.look = button(say("ui.papers.look"), f"paperLook_{name}", card.look_clicked, look="link")
        self.print = button(say("ui.papers.print"), f"paperPrint_{name}", card.print_clicked, look="link")
        self.folder = button(say("ui.papers.find"), f"paperFolder_{name}", card.folder_clicked, look="link")
        self.again = button(say("ui.papers.again"), f"paperAgain_{name}", card.again_clicked, look="link")
        self.again.setToolTip(say("ui.papers.again_tip"))
        for made in (self.look, self.print, self.folder):
            made.setProperty("paper", name)

    def parts(self) -> tuple[QWidget, ...]:
        """Return them as they stand side by side."""
        return self.title, self.content, self.state, self.again, self.look, self.print, self.folder

    def show_paper(self, paper: Paper | None) -> None:
        """Show a paper, or nothing."""
        for part in self.parts():
            part.setVisible(paper is not None)
        if paper is None:
            return
        self.title.setText(paper.title)
        self.content.setText(paper.file.name if paper.file else paper.content)
        self.content.setToolTip(str(paper.file) if paper.file else "")
        self.state.setText(paper.state)
        retone(self.state, paper.tone)
        self.look.setVisible(paper.printable)
        self.print.setVisible(paper.printable)
        self.folder.setVisible(paper.file is not None)
        self.again.setVisible(paper.again)
        for made in (self.look, self.print, self.folder):
            made.setAccessibleName(say("ui.papers.act", act=made.text(), title=paper.title))


class PapersCard(Card):
    """Signals: `printed` a paper went to the printer (the sentence saying so)."""

    printed = Signal(str)

    def __init__(self, theme: Theme, session: Session, jobs: Jobs, printing: Printing) -> None:
        super().__init__(say("ui.papers.title"), name="papersCard")
        self._theme, self._session, self._jobs, self._printing = theme, session, jobs, printing
        self.errand = Errand(jobs, self)
        self.errand.turned.connect(self._turned)
        self.errand.refused.connect(self._refused)
        self._wanted: Paper | None = None
        self._then: Callable[[bytes], Path]
        self._at_once, self._doing = False, ""
        self._folders: dict[str, Path] = {}
        self.dialog: PreviewDialog | None = None
        self.papers: tuple[Paper, ...] = ()
        self.rows = {name: _Row(self, name) for name in NAMES}
        self.publish = PublishButton(theme, session, jobs, printing)
        self.head.addStretch(1)
        self.head.addWidget(self.publish)
        self.templates = TemplateActs(self, theme, session, jobs)
        opened = button(say("ui.templates.open"), "papersTemplates", self.templates.open, look="link")
        opened.setToolTip(say("ui.templates.open_tip"))
        self.head.addWidget(opened)
        self.busy = label("", "secondary", name="papersBusy")
        self.stop = button(say("ui.window.cancel"), "papersStop", self.errand.stop)
        self.wrong = label("", "must", wrap=True, name="papersWrong")
        self.body.addLayout(self._grid())
        self.body.addLayout(self._sizes())
        self.body.addLayout(row(self.busy, self.stop, None))
        self.body.addWidget(self.wrong)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._show_busy("")
        self._refuse("")

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for line, made in enumerate(self.rows.values()):
            for place, part in enumerate(made.parts()):
                side = Qt.AlignmentFlag.AlignVCenter if place == 1 else Qt.AlignmentFlag.AlignLeft
                grid.addWidget(part, line, place, *(() if place == 1 else (side,)))
        return grid

    def _sizes(self) -> QHBoxLayout:
        """Return the choice of the paper that forms are printed on."""
        group = QButtonGroup(self)
        self.sizes: dict[str, QPushButton] = {}
        for size in (form_paper.A4, form_paper.A3):
            made = button(size, f"papersSize_{size}", self._size_clicked, look="chip")
            made.setCheckable(True)
            made.setProperty("paperSize", size)
            made.setAccessibleName(say("ui.papers.on_size", size=size))
            made.setToolTip(say("ui.papers.size_tip"))
            group.addButton(made)
            self.sizes[size] = made
        return row(label(say("ui.papers.size"), "secondary"), *self.sizes.values(), None, spacing=6)

    @Slot()
    def _size_clicked(self) -> None:
        sender = self.sender()
        if sender is not None:
            try:
                form_paper.choose(self._session.office, str(sender.property("paperSize")))
            except JzdeskError as error:
                self._refuse(error.sentence)
        self._show_size()

    def _show_size(self) -> None:
        self.sizes[form_paper.chosen(self._session.office)].setChecked(True)

    def refresh(self) -> None:
        """Show what goes out for the session's period."""
        self._show_size()
        session = self._session
        chosen = self._folders.get(str(session.period))
        usual = window.out_folder(session.office, session.period)
        folders = [usual] if chosen is None else [chosen, usual]
        self.papers = outgoing.papers_of(session.office, session.look, folders)
        found = {paper.name: paper for paper in self.papers}
        for name, made in self.rows.items():
            made.show_paper(found.get(name))
        self.setVisible(bool(found))

    def made_in(self, folder: Path) -> None:
        """Look for the period's files in this folder first: they were made there just now."""
        self._folders[str(self._session.period)] = folder
        self.refresh()

    def show_act(self, name: str) -> None:
        """Open what 查找 leads to here: 套表, or 公布."""
        if name == PUBLISH:
            self.publish.open_dialog()
        else:
            self.templates.open()

    @property
    def files(self) -> tuple[Path, ...]:
        """The files made that still stand."""
        return tuple(paper.file for paper in self.papers if paper.file is not None)

    # Looking and printing

    def print_here(self) -> bool:
        """Put the focus on the first paper that can be printed: which one is for the clerk to say."""
        first = next((made.print for made in self.rows.values() if made.print.isVisible()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.printed.emit(say("ui.print_key.choose"))
        return first is not None

    @Slot()
    def look_clicked(self) -> None:
        """Show the paper whose button was pressed."""
        self._make(self._of_sender(), at_once=False)

    @Slot()
    def print_clicked(self) -> None:
        """Show the paper whose button was pressed, and ask for the printer."""
        self._make(self._of_sender(), at_once=True)

    @Slot()
    def folder_clicked(self) -> None:
        """Open the folder a file stands in."""
        paper = self._of_sender()
        if paper is not None and paper.file is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(paper.file.parent)))

    @Slot()
    def again_clicked(self) -> None:
        """Ask for a folder and pack the upload file once more."""
        session = self._session
        usual = str(window.out_folder(session.office, session.period))
        chosen = QFileDialog.getExistingDirectory(self, say("ui.hand_in.choose_folder"), usual)
        if chosen:
            self._pack(Path(chosen))

    def _pack(self, folder: Path) -> None:
        self._refuse("")
        self._wanted, self._doing = None, say("ui.papers.packing")

        def make() -> Rendering:
            work, self._then = packing.packing_again(self._session.office, self._session.period, folder)
            return work

        self.errand.begin(make, self._packed)

    def _packed(self, data: bytes) -> None:
        made = self._then(data)
        self.made_in(made.parent)
        self.printed.emit(say("ui.papers.packed", file=made.name, folder=made.parent))

    def _of_sender(self) -> Paper | None:
        sender = self.sender()
        name = sender.property("paper") if sender else None
        return next((paper for paper in self.papers if paper.name == name), None)

    def _make(self, paper: Paper | None, *, at_once: bool) -> None:
        """Have a paper made in the second process; the window goes on meanwhile."""
        if paper is None or self.errand.busy:
            return
        self._refuse("")
        session = self._session
        self._wanted, self._at_once = paper, at_once
        self._doing = say("ui.papers.busy", title=paper.title)
        self.errand.begin(lambda: outgoing.making(session.office, session.look, paper.name), self._made)

    def _show_busy(self, text: str) -> None:
        self.busy.setText(text)
        for part in (self.busy, self.stop):
            part.setVisible(bool(text))
        for made in self.rows.values():
            made.look.setEnabled(not text)
            made.print.setEnabled(not text)
        if text:
            self.stop.setFocus()

    @Slot()
    def _turned(self) -> None:
        had_focus = self.stop.hasFocus()
        self._show_busy(self._doing if self.errand.busy else "")
        if had_focus and self._wanted is not None:
            self.rows[self._wanted.name].look.setFocus()

    def _made(self, data: Any) -> None:
        paper = self._wanted
        if paper is None or not self.isVisible():  # one has gone elsewhere meanwhile
            return
        session = self._session
        name = outgoing.file_name(session.office, session.look, paper)
        folder = window.out_folder(session.office, session.period).parent
        title = say("ui.papers.of", title=paper.title, period=session.period.title)
        shown = Shown(title, paper.state, paper.tone, data, folder / name, paper.file)
        self.dialog = PreviewDialog(
            self, self._theme, self._jobs, self._printing, shown, at_once=self._at_once
        )
        self.dialog.printed.connect(self.printed)
        self.dialog.open()

    @Slot(object)
    def _refused(self, error: JzdeskError) -> None:
        self._refuse(error.sentence)

    def _refuse(self, sentence: str) -> None:
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))
