"""取数: which figures come from which bureau, what each was asked for, and who has not answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget

from jzdesk import files
from jzdesk.desk import enquiring, origins, sourcing, window
from jzdesk.desk.sourcing import Bureau, Source
from jzdesk.errors import JzdeskError
from jzdesk.models import initials
from jzdesk.models.change import Changes
from jzdesk.models.value import parse_date
from jzdesk.ui.jobs import Jobs
from jzdesk.ui.messages import Messages
from jzdesk.ui.pages.enquiry_lists import SourceList, bureau_columns
from jzdesk.ui.session import Session
from jzdesk.ui.tables.list_view import ListView
from jzdesk.ui.tables.listing import ListModel
from jzdesk.ui.theme import PAD, Theme
from jzdesk.ui.widgets.flowing import Flowing
from jzdesk.ui.widgets.parts import Card, button, label, row
from jzdesk.ui.widgets.tick_box import TickBox
from jzdesk.words import say

DAYS = 5
"""So many days a bureau has unless another day is written."""


class EnquiryPage(QWidget):
    """Signals: `read_requested` the files that came back are to be taken in."""

    read_requested = Signal()

    def __init__(
        self, theme: Theme, session: Session, messages: Messages, jobs: Jobs, within: QWidget
    ) -> None:
        super().__init__(within)
        self.setObjectName("enquiryPage")
        self._session, self._messages, self._jobs = session, messages, jobs
        self._all: tuple[Source, ...] = ()
        self._left: list[tuple[str, Path]] = []
        self._folder: Path | None = None
        self._make_bureaus(theme)
        self._make_sources(theme)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, PAD, 20, PAD)
        outer.setSpacing(PAD)
        outer.addWidget(self._bureau_card(), 2)
        outer.addWidget(self._source_card(), 3)
        jobs.finished.connect(self._finished)
        jobs.failed.connect(self._failed)
        self.refresh()

    # Its cards

    def _make_bureaus(self, theme: Theme) -> None:
        self.model: ListModel[Bureau] = ListModel(bureau_columns(self._today), self)
        self.view = ListView(theme, self.model, "bureauList")
        self.view.setAccessibleName(say("ui.enquiry.bureaus"))
        self.none = label(say("ui.enquiry.none"), "secondary", wrap=True, name="noBureaus")
        self.due = QLineEdit()
        self.due.setObjectName("enquiryDue")
        self.due.setAccessibleName(say("ui.enquiry.due_field"))
        self.due.setFixedWidth(110)
        self.make = button(say("ui.enquiry.make"), "enquiryMake", self._make, look="primary")
        self.make_all = button(say("ui.enquiry.make_all"), "enquiryMakeAll", self._make_all)
        self.paper = button(say("ui.enquiry.paper"), "enquiryPaper", self._paper)
        self.remind = button(say("ui.enquiry.remind"), "enquiryRemind", self._remind)
        self.read = button(say("ui.enquiry.read"), "enquiryRead", self.read_requested.emit)

    def _make_sources(self, theme: Theme) -> None:
        self.list = SourceList(theme, self._names, self)
        self.list.named.connect(self._named)
        self.search = QLineEdit()
        self.search.setObjectName("sourceFind")
        self.search.setAccessibleName(say("ui.enquiry.find"))
        self.search.setPlaceholderText(say("ui.enquiry.find"))
        self.search.setMinimumWidth(200)
        self.search.textChanged.connect(self._show_sources)
        self.only_none = TickBox(say("ui.enquiry.only_none"))
        self.only_none.setObjectName("sourceOnlyNone")
        self.only_none.toggled.connect(self._show_sources)
        self.nothing = label("", "secondary", name="noSources")
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.search.setFocus)

    def _bureau_card(self) -> Card:
        card = Card(say("ui.enquiry.bureaus"), name="bureauCard", pad=0)
        card.head.setContentsMargins(PAD, PAD - 2, PAD, 0)
        card.head.addStretch(1)
        card.head.addWidget(self.read)
        card.body.addWidget(self.view, 1)
        none = row(self.none, margins=(PAD, 0, PAD, PAD))
        card.body.addLayout(none)
        due = label(say("ui.enquiry.due_field"), "secondary")
        foot = Flowing((due, self.due, self.make, self.paper, self.make_all, None, self.remind))
        foot.setContentsMargins(PAD, 0, PAD, 12)
        card.body.addWidget(foot)
        return card

    def _source_card(self) -> Card:
        card = Card(name="sourceCard", pad=0)
        card.title.setText(say("ui.enquiry.sources"))
        hint = label(say("ui.enquiry.sources_hint"), "faint")
        head = Flowing((card.title, hint, self.search, self.only_none))
        head.setContentsMargins(PAD, PAD - 2, PAD, 0)
        card.body.addWidget(head)
        card.body.addWidget(self.list, 1)
        card.body.addLayout(row(self.nothing, margins=(PAD, 0, PAD, 8)))
        return card

    # Showing

    def refresh(self) -> None:
        """Show the session's period as it stands."""
        office, period = self._session.office, self._session.period
        here = self.view.currentIndex().row()
        found = sourcing.bureaus(office, period)
        self.model.show_items(found)
        if found:
            self.view.setCurrentIndex(self.model.index(min(max(here, 0), len(found) - 1), 0))
        self.view.setVisible(bool(found))
        self.none.setVisible(not found)
        self._all = sourcing.sources(office, period)
        self._show_sources()
        if not self.due.text():
            self.due.setText((window.today(office) + timedelta(days=DAYS)).isoformat())
        self._allow()

    def _allow(self) -> None:
        found, busy = self.model.items, self._jobs.busy
        for part in (self.make, self.make_all, self.paper):
            part.setEnabled(bool(found) and not busy)
        self.remind.setEnabled(any(bureau.owing for bureau in found) and not busy)

    @Slot()
    def _show_sources(self) -> None:
        typed = initials.fold(self.search.text())
        shown = [s for s in self._all if _found(s, typed) and not (self.only_none.isChecked() and s.bureau)]
        self.list.sources.show_items(shown)
        self.list.setVisible(bool(shown))
        self.nothing.setVisible(not shown)
        self.nothing.setText(say("ui.enquiry.nothing_found" if self._all else "ui.enquiry.no_sources"))

    def take_focus(self) -> None:
        """Put the focus where one begins: the bureaus, or the figures while there is none."""
        (self.view if self.model.items else self.list).setFocus()
        if not self.model.items and self.list.sources.items and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.list.sources.index(0, 0))

    def flush(self) -> bool:
        """Save a name that is being written."""
        editor = self.list.findChild(QLineEdit, "bureauEditor")
        if editor is not None and not editor.isHidden():
            self.list.setFocus()
        return True

    def _today(self) -> str:
        return window.today(self._session.office).isoformat()

    def _names(self) -> Sequence[str]:
        return origins.used(self._session.office).bureaus

    # Naming

    @Slot(object, str)
    def _named(self, sources: list[Source], text: str) -> None:
        office, period = self._session.office, self._session.period
        try:
            changes = origins.name_bureau(office, period, [source.key for source in sources], text)
        except JzdeskError as error:
            self._messages.refuse(error)
            return
        self._session.done(changes)

    # Asking

    @Slot()
    def _make(self) -> None:
        self._write_one(".xlsx", say("ui.enquiry.xlsx"))

    @Slot()
    def _paper(self) -> None:
        self._write_one(".pdf", say("ui.enquiry.pdf"))

    def _write_one(self, ending: str, kinds: str) -> None:
        bureau = self.model.item(max(self.view.currentIndex().row(), 0))
        proposed = self._out() / self._file(bureau.name, ending)
        chosen, _ = QFileDialog.getSaveFileName(self, say("ui.enquiry.make"), str(proposed), kinds)
        if chosen:
            self._left, self._folder = [(bureau.name, Path(chosen).with_suffix(ending))], None
            self._ask_next()

    @Slot()
    def _make_all(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, say("ui.hand_in.choose_folder"), str(self._out()))
        if chosen:
            self._folder = Path(chosen)
            self._left = [
                (b.name, self._folder / self._file(b.name, ".xlsx")) for b in self.model.items if b.open
            ]
            self._ask_next()

    def _ask_next(self) -> None:
        """Begin with the next sheet; each is noted when it lies in its place."""
        if not self._left:
            return
        name, out = self._left[0]
        try:
            due = self._due()
            work, then = enquiring.asking(self._session.office, self._session.period, name, due=due, out=out)
        except JzdeskError as error:
            self._left = []
            self._messages.refuse(error)
            return
        self._jobs.run_aside(say("ui.enquiry.busy"), work, lambda made: ("enquiry", then(made)))
        self._allow()

    @Slot()
    def _remind(self) -> None:
        owing = [bureau.name for bureau in self.model.items if bureau.owing]
        proposed = self._out() / say("ui.enquiry.reminder_file", period=self._session.period)
        kinds = say("ui.enquiry.pdf")
        chosen, _ = QFileDialog.getSaveFileName(self, say("ui.enquiry.remind"), str(proposed), kinds)
        if not chosen:
            return
        try:
            work = enquiring.reminding(
                self._session.office, self._session.period, owing, Path(chosen).with_suffix(".pdf")
            )
        except JzdeskError as error:
            self._messages.refuse(error)
            return
        self._jobs.run_aside(say("ui.enquiry.busy"), work, lambda made: ("reminder", made))
        self._allow()

    @Slot(object)
    def _finished(self, result: Any) -> None:
        match result:
            case ("enquiry", Path() as made):
                self._left = self._left[1:]
                self._session.done(Changes(self._session.period, beside=True))
                if self._left:
                    self._ask_next()
                else:
                    self._messages.tell(self._told(made))
            case ("reminder", Path() as made):
                self._messages.tell(say("ui.enquiry.reminded", path=made))
        self._allow()

    def _told(self, made: Path) -> str:
        if self._folder is None:
            return say("ui.enquiry.made", path=made)
        asked = sum(1 for bureau in self.model.items if bureau.asked)
        return say("ui.enquiry.made_all", n=asked, folder=self._folder)

    @Slot(object)
    def _failed(self, error: JzdeskError) -> None:
        if self._left:
            self._left = []
            self._messages.refuse(error)
        self._allow()

    def _due(self) -> date:
        return parse_date(self.due.text().strip())

    def _out(self) -> Path:
        return window.out_folder(self._session.office, self._session.period).parent

    def _file(self, bureau: str, ending: str) -> str:
        return files.clean_name(
            say("ui.enquiry.file", bureau=bureau, period=self._session.period, ending=ending)
        )


def _found(source: Source, typed: str) -> bool:
    text = " ".join((source.form, source.row, source.column, source.bureau))
    if not typed or typed in initials.fold(text):
        return True
    return typed.isascii() and typed.isalpha() and initials.matches(typed, initials.initials(text))
