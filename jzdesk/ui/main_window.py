"""The window at work: it makes its parts and connects them, and nothing else.

What is not seen before it is wished for (finding, workbooks, what is handed down) is made when it is.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QPoint, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from jzdesk.errors import JzdeskError
from jzdesk.ui import books, finder, handed_down, print_key, printing, view_bar
from jzdesk.ui.appearance import Appearance
from jzdesk.ui.dialogs import due_box
from jzdesk.ui.habits import NAV, forgetful
from jzdesk.ui.helper import Helper, Parts
from jzdesk.ui.messages import TOLD, Message, Messages
from jzdesk.ui.places import Places
from jzdesk.ui.widgets.header import Header
from jzdesk.ui.widgets.message_strip import MessageStrip
from jzdesk.ui.widgets.nav import NARROW, NavPanel
from jzdesk.ui.widgets.status_line import StatusLine
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.desk.allotting import Plan
    from jzdesk.desk.restoring import Viewed
    from jzdesk.models.entry import Key
    from jzdesk.models.period import Period
    from jzdesk.ui.books import Books
    from jzdesk.ui.dialogs.due_box import DueBox
    from jzdesk.ui.finder import Finder
    from jzdesk.ui.handed_down import HandedDown
    from jzdesk.ui.jobs import Jobs
    from jzdesk.ui.printing import Printing
    from jzdesk.ui.session import Session
    from jzdesk.ui.theme import Theme


def _as_usual() -> Printing:
    """Print as the system proposes."""
    return printing.Printing()


class MainWindow(QWidget):
    """Navigation left, the period above, one page in the middle, a quiet line below."""

    def __init__(
        self,
        theme: Theme,
        session: Session,
        messages: Messages,
        jobs: Jobs,
        how_to_print: Callable[[], Printing] | None = None,
        appearance: Appearance | None = None,
    ) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("mainWindow")
        office = session.office
        self.appearance = appearance or Appearance(theme, forgetful(), practice=office.practice)
        if not office.viewing:  # a copy that is looked at stands before somebody else's window
            self.appearance.practise(office.practice)
        self.habits = self.appearance.habits
        self.session, self.messages, self.jobs = session, messages, jobs
        self.nav = NavPanel(
            theme, session.glance.office, office.who, self.appearance,
            plan=session.glance.plan, practice=office.practice,
        )  # fmt: skip
        self.header = Header(theme, session)
        self.strip = MessageStrip()
        self._how_to_print = how_to_print or _as_usual
        self.places = Places(theme, session, messages, jobs, self._how_to_print, self.habits)
        self.status = StatusLine(theme, session)
        self.setAcceptDrops(not office.viewing)
        right = QVBoxLayout()
        right.setSpacing(0)
        if office.viewing:
            right.addWidget(view_bar.ViewBar(cast("Viewed", office)))
        for part in (self.header, self.strip):
            right.addWidget(part)
        right.addWidget(self.places, 1)
        right.addWidget(self.status)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.nav)
        outer.addLayout(right, 1)
        self._connect()
        self._connect_keys()
        self.helper = Helper(
            theme,
            Parts(self, session, messages, jobs, self._how_to_print, self.appearance, self.places, self.nav,
                  self.header, self.strip, self.status),
        )  # fmt: skip
        self.nav.show_places(self.places.list())
        messages.listen()

    def _connect(self) -> None:
        self.nav.place_requested.connect(self.places.go)
        self.nav.fold_requested.connect(self.fold_nav)
        self.appearance.changed.connect(self.header.redress)
        self.places.shown.connect(self.nav.choose)
        self.places.books_requested.connect(self.open_books)
        self.places.import_requested.connect(self.ask_import)
        self.places.export_requested.connect(self.ask_export)
        self.places.adopt_requested.connect(self.adopt)
        self.places.allot_requested.connect(self.confirm_allotment)
        self.places.file_requested.connect(self.take_file)
        self.header.period_requested.connect(self.turn_to)
        self.header.undo_requested.connect(self.undo)
        self.header.redo_requested.connect(self.redo)
        self.header.find_requested.connect(self.ask_all)
        self.header.due.register_requested.connect(self.register_due)
        self.session.changed.connect(self.places.changed)
        self.session.changed.connect(self.refresh)
        self.session.turned.connect(self.places.turned)
        self.session.turned.connect(self.refresh)
        self.session.kept.connect(self.places.kept)
        self.session.kept.connect(self.status.refresh)
        self.session.saved.connect(self.status.show_saved)
        self.session.backed_up.connect(self.status.show_backup)
        self.jobs.started.connect(self.status.show_busy)
        self.jobs.ended.connect(self.status.show_rest)
        self.status.stop_requested.connect(self.jobs.stop)
        self.status.unsaved_requested.connect(self.places.go_refused)
        self.messages.said.connect(self._said)
        self.messages.cleared.connect(self.strip.put_away)
        self.messages.counted.connect(self.status.show_chosen)

    def _connect_keys(self) -> None:
        for keys, slot in (
            (QKeySequence.StandardKey.Undo, self.undo), (QKeySequence("Ctrl+Y"), self.redo),
            (QKeySequence("Ctrl+Shift+Z"), self.redo), (QKeySequence("F6"), self.next_pane),
            (QKeySequence("Ctrl+F"), self.ask_here), (QKeySequence("Ctrl+P"), self.print_here),
            (QKeySequence("Ctrl+B"), self.fold_nav),
        ):  # fmt: skip
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    # What is made when it is wished for

    @cached_property
    def books(self) -> Books:
        """Workbooks that go out and come in."""
        made = books.Books(
            self, self._theme, self.session, self.messages, self.jobs, self.places, self._how_to_print
        )
        made.letter_found.connect(self.places.take_letter)
        made.assignment_found.connect(self.handed.take_file)
        made.allotment_read.connect(self.handed.take_workbook)
        return made

    @cached_property
    def handed(self) -> HandedDown:
        """What the city hands down."""
        return handed_down.HandedDown(self, self._theme, self.session, self.messages, self.jobs)

    @cached_property
    def finder(self) -> Finder:
        """查找."""
        return finder.Finder(self._theme, self.session, self.places, self)

    @cached_property
    def due(self) -> DueBox:
        """The box in which one says by when the period is to be handed in."""
        return due_box.DueBox(self.session, self.messages, self)

    @Slot(QPoint)
    def open_books(self, where: QPoint) -> None:
        """Offer what can be done with workbooks."""
        self.books.open_menu(where)

    @Slot()
    def ask_import(self) -> None:
        """Ask for a workbook to take in."""
        self.books.ask_import()

    @Slot()
    def ask_export(self) -> None:
        """Ask where the form's workbook goes."""
        self.books.ask_export()

    @Slot()
    def print_here(self) -> None:
        """Print what the page shows."""
        print_key.press(self.places, self.books, self.messages)

    @Slot(object)
    def take_file(self, path: Path) -> None:
        """Take in a workbook, whatever it is."""
        self.books.take(path)

    @Slot()
    def adopt(self) -> None:
        """Show what a newer edition changes in the period."""
        self.handed.adopt()

    @Slot(object, str)
    def confirm_allotment(self, plan: Plan, name: str) -> None:
        """Show what is handed down before it is."""
        self.handed.confirm(plan, name)

    @Slot()
    def ask_all(self) -> None:
        """Search everything."""
        self.finder.ask()

    @Slot()
    def ask_here(self) -> None:
        """Search on the page, or everything where the page has no search of its own."""
        self.finder.ask_here()

    def open_at(self, name: str, key: Key | None = None) -> None:
        """Show the first page."""
        self.places.jump(name, key)

    @Slot()
    def refresh(self) -> None:
        """Show counts and state around the page."""
        self.nav.show_places(self.places.list())
        self.header.refresh()
        self.status.refresh()

    @Slot(object)
    def turn_to(self, period: Period) -> None:
        """Show another period; what is being typed is saved first."""
        self.places.flush()
        self.session.turn_to(period)

    @Slot()
    def register_due(self) -> None:
        """Ask by when the period is to be handed in."""
        self.due.open_below(self.header.due.register)

    @Slot()
    def undo(self) -> None:
        """Take back the last step of entering."""
        self._step(back=True)

    @Slot()
    def redo(self) -> None:
        """Do again the step last taken back."""
        self._step(back=False)

    def _step(self, *, back: bool) -> None:
        self.places.flush()
        try:
            self.messages.tell(self.session.step(back=back))
        except JzdeskError as error:
            self.messages.tell(error.sentence)

    @Slot()
    def next_pane(self) -> None:
        """Go from the navigation to the page, and back."""
        if self.nav.isAncestorOf(self.focusWidget() or self.nav) and self.places.page is not None:
            self.places.page.take_focus()
        else:
            self.nav.take_focus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take workbooks from other windows."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take in the workbook that was let go here."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.books.take(paths[0])
        if len(paths) > 1:
            self.messages.tell(say("ui.books.one_at_a_time", name=paths[0].name))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the navigation where the window is narrow."""
        super().resizeEvent(event)
        self.helper.fit()
        self.nav.show_folded(folded=self.habits.folded(NAV, by_itself=self.width() < NARROW))

    @Slot()
    def fold_nav(self) -> None:
        """Fold the navigation, or unfold it, and remember that."""
        wanted = not self.nav.folded
        self.habits.fold(NAV, folded=wanted, by_itself=self.width() < NARROW)
        self.nav.show_folded(folded=wanted)

    @Slot(object)
    def _said(self, message: Message) -> None:
        if message.level != TOLD:
            self.strip.show_message(message)
        else:
            self.status.tell(message.sentence)
