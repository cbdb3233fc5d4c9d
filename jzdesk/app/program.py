"""What lives as long as the window: it opens the store, makes the parts and hands each what it needs."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QWidget

from jzdesk import paths, settings
from jzdesk.app import resizing
from jzdesk.desk import daily, found, practising, recent, restoring, safekeeping, window
from jzdesk.desk.office import Office, store_path
from jzdesk.errors import CopyError, HeldError, JzdeskError, LostError, WorldError
from jzdesk.records import values
from jzdesk.ui import glance, left, letterbox, printing, theme, viewing, way_back
from jzdesk.ui.appearance import Appearance
from jzdesk.ui.crash import Fault
from jzdesk.ui.habits import Habits
from jzdesk.ui.jobs import Jobs
from jzdesk.ui.letterbox import Brought
from jzdesk.ui.main_window import MainWindow
from jzdesk.ui.messages import Messages
from jzdesk.ui.pauses import Pauses
from jzdesk.ui.place_list import COVERAGE, TODO
from jzdesk.ui.session import Session
from jzdesk.ui.shell import Shell
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.ui.pages.start_new import Wish


class Program(QObject):
    """What lives as long as the window: the shell, and the office while one is open.

    Signals: `leaving` the end has begun, and nothing can be asked any more.

    `file` is a workbook from the system's "open with": it is shown as if it had been dropped on the window.
    """

    leaving = Signal()

    def __init__(
        self, look: theme.Theme, who: str | None, system: QPalette | None = None, file: Path | None = None
    ) -> None:
        super().__init__()
        self._look = look
        self.appearance = Appearance(look, Habits(values(settings.load()), settings.remember), system)
        self.appearance.resized.connect(self.resize)
        self._who = who or os.environ.get("JZDESK_USER") or settings.load().who or None
        self._office: Office | None = None
        self._session: Session | None = None
        self.again: Path | None = None
        """The store to begin with again once this run has ended."""
        self.shell = Shell()
        self.brought = Brought(self.shell, file)
        self.shell.make_requested.connect(self.make)
        self.shell.open_requested.connect(self.open)
        self.shell.named.connect(self.name)
        self._back = way_back.WayBack(self.shell, self._who, self._let_go, self._work, self._try)
        self._viewings = viewing.Viewings(look, self.appearance)
        self.shell.viewed.connect(self._viewings.show)
        self._head: str | None = None
        self._pauses: Pauses | None = None
        self.handed_over = False
        """The store was open in another window, which has come to the front instead of this one."""
        self.shell.closed.connect(self.close)

    def start(self, given: str | None) -> None:
        """Open the store that is named or was last open; without one, ask for it."""
        try:
            path = store_path(given)
        except WorldError:
            self._ask(None)
            return
        self._try(path)

    def _try(self, path: Path) -> None:
        try:
            office = Office.open(path, write=True, who=self._who)
        except JzdeskError as error:
            self.handed_over = _came_forward(error)
            if _is_copy(path, error):
                self._ask(None, CopyError(say("store.world.copy", path=path)))
                self.shell.look_at(path)
            elif not self.handed_over:
                self._ask(path, error)
            return
        except Exception as error:
            self._fell(path, error)
            return
        self._work(office)

    def _fell(self, path: Path, error: Exception) -> None:
        """Leave the ways of the start page where a fault keeps a store from being shown."""
        sys.excepthook(type(error), error, error.__traceback__)
        self._ask(path, WorldError(say("ui.crash.cannot_show", code=Fault.of(error).code)))

    @Slot(object)
    def _fell_later(self, error: Exception) -> None:
        """Do the same where the first page was shown as kept, and the store turns out unreadable."""
        if self._office is not None:
            path = self._office.store.info.path
            self._let_go()
            self._fell(path, error)

    def _ask(self, tried: Path | None, error: JzdeskError | None = None) -> None:
        from jzdesk.ui.pages.start import Start

        start = Start(
            window.divisions(), paths.proposed(), tried, error.sentence if error else "",
            lost=isinstance(error, LostError), recent=recent.stores(), who=self._who,
            unit=settings.preset_unit(), practice=practising.known(paths.proposed()),
        )  # fmt: skip
        self.appearance.practise(False)
        self.shell.show_start(self._look, start, self.appearance)

    def _work(self, office: Office) -> None:
        """Show an open office where it was left; where it cannot be shown, the start page has other ways."""
        path = office.store.info.path
        try:
            self._show(office, str(path))
        except Exception as error:
            self.close()
            office.close()
            self._fell(path, error)

    def _show(self, office: Office, path: str) -> None:
        known = settings.load()
        same = known.last_store == path
        new = {} if same else {"last_period": "", "last_cell": ""}
        settings.remember(last_store=path, resume="", **new)
        self._office, self._head = office, daily.head(office)
        period = window.opening_period(office, known.last_period if same else "")
        session = Session(office, period, settings.remember, self)
        session.glance = glance.begun(session)
        recent.opened(office.store.info.path, session.glance.office)
        messages, jobs = Messages(session), Jobs(session)
        work = MainWindow(self._look, session, messages, jobs, lambda: printing.Printing(
            values(known), settings.remember), self.appearance)  # fmt: skip
        self._session = session
        session.restore_requested.connect(self._back.restore_here)
        session.viewed.connect(self._viewings.show)
        session.start_requested.connect(self.ask_another)
        self._pauses = Pauses(session, messages, jobs)
        self._pauses.second.fell.connect(self._fell_later, Qt.ConnectionType.QueuedConnection)
        if self.shell.isVisible():
            self.seen()
        self.shell.show_work(work)
        first = COVERAGE if office.is_city else TODO
        try:
            left.open_at(work, known.last_cell if same else "", known.resume if same else "", first)
        except Exception as error:  # one page that fails is not to bar the others
            sys.excepthook(type(error), error, error.__traceback__)
            work.open_at(first)
            work.messages.warn(say("ui.crash.page"))
        left.tell_unsaved(work)
        self.brought.soon()

    @Slot(str)
    def name(self, who: str) -> None:
        """Work in this name from now on, also the next time."""
        self._who = self._back.who = who
        settings.remember(who=who)

    @Slot(object)
    def make(self, wish: Wish) -> None:
        """Make a new store and begin with it; a file of the city's is looked at once it stands."""
        path = wish.path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            office = safekeeping.init(
                path, unit=wish.unit, office=None, practice=wish.practice, who=self._who
            )
        except JzdeskError as error:
            self.shell.refuse(error.sentence)
            return
        except OSError:
            self.shell.refuse(window.no_folder(path))
            return
        if wish.file is not None:
            self.brought.bring(wish.file)
        self._work(office)

    @Slot(object)
    def open(self, path: Path) -> None:
        """Open another file; where it is lost its copies are offered, and what was chosen stays else."""
        try:
            office = Office.open(path, write=True, who=self._who)
        except JzdeskError as error:
            if _is_copy(path, error):
                self.shell.refuse(say("store.world.copy", path=path))
                self.shell.look_at(path)
            elif isinstance(error, LostError):
                self._ask(path, error)
            elif not _came_forward(error):
                self.shell.refuse(error.sentence)
            return
        self._work(office)

    def seen(self) -> None:
        """Begin with what waits until the window is seen."""
        if self._pauses is not None:
            self._pauses.begin()

    @Slot()
    def ask_another(self) -> None:
        """Close the store and ask for another."""
        self._let_go()
        self._ask(None)

    def _let_go(self) -> None:
        """Save what is being typed, end what runs beside, and close the store."""
        self.keep()
        if self.shell.work is not None:
            self.shell.work.jobs.close()
        session, self._session = self._session, None
        self.close()
        if session is not None:
            session.deleteLater()

    @Slot()
    def close(self) -> None:
        """Let go of the store; what was done since its last copy goes into one first."""
        office, self._office = self._office, None
        self._viewings.close()
        if office is not None:
            if self._pauses is not None:
                self._pauses.end(self._head)
            office.close()

    @Slot()
    def keep(self) -> None:
        """Save what is being typed: a log-off has begun, or the program ends."""
        if self._office is not None:
            self.shell.keep()

    @Slot()
    def leave(self) -> None:
        """End at once, also from within a dialog; nothing can be asked, and no fault holds it up."""
        self.leaving.emit()
        self._head = None  # there is no time for a copy: the next day begins with one
        try:
            self.keep()
            if self.shell.work is not None:
                self.shell.work.jobs.close()
        finally:
            QApplication.exit(0)

    # What a fault asks for

    def recover(self) -> None:
        """Keep what is being typed, and bring the pages back to what is stored."""
        if self._office is not None and self._session is not None:
            self.keep()
            found.drop()
            self._office.forget()
            self._session.refresh()

    def window(self) -> QWidget:
        """Return the window for others to stand before."""
        return self.shell

    def warn(self, sentence: str) -> None:
        """Say something in the strip above the page."""
        if self.shell.work is not None:
            self.shell.work.messages.warn(sentence)

    def tell(self, sentence: str) -> None:
        """Say something quietly."""
        if self.shell.work is not None:
            self.shell.work.messages.tell(sentence)

    def report(self, fault: Fault) -> str:
        """Return what a maintainer needs to know of a fault."""
        from jzdesk.desk import trouble  # not before the window is seen
        from jzdesk.ui.dialogs.trouble_dialog import seen

        return trouble.report(fault.code, fault.told, seen())

    def save_bundle(self, parent: QWidget) -> None:
        """Offer to write the file for the maintainers."""
        from jzdesk.ui.dialogs.trouble_dialog import TroubleDialog  # not before the window is seen

        TroubleDialog(parent, self._office).open()

    @Slot()
    def resize(self) -> None:
        """Wear letters of another size."""
        resizing.resize(self)

    def restart(self) -> None:
        """End, and begin again at the same place."""
        if self._office is not None and self.shell.work is not None:
            self.again = self._office.store.info.path
            settings.remember(resume=self.shell.work.places.name)
        else:
            self.again = Path()
        self.leave()


def boxes() -> Path:
    """Return where the windows of this account have their letterboxes."""
    return paths.home() / "windows"


def _is_copy(path: Path, error: JzdeskError) -> bool:
    """Tell whether a file could not be opened for work because it is a copy, with a password or without."""
    return isinstance(error, CopyError) or restoring.is_locked(path)


def _came_forward(error: JzdeskError) -> bool:
    """Tell whether a store could not be had because a window has it, which has come to the front now."""
    return isinstance(error, HeldError) and letterbox.ring(boxes(), error.process)
