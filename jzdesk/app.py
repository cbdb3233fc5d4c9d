"""The window's composition root: it opens the store, makes the parts and hands each what it needs."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QWidget

from jzdesk import log, settings
from jzdesk.desk import safekeeping, window
from jzdesk.desk.office import Office, store_path
from jzdesk.errors import JzdeskError, WorldError
from jzdesk.models.entry import Key
from jzdesk.ui import theme
from jzdesk.ui.appearance import Appearance
from jzdesk.ui.crash import CrashGuard, Fault
from jzdesk.ui.habits import Habits
from jzdesk.ui.jobs import Jobs
from jzdesk.ui.leaving import Leaving
from jzdesk.ui.main_window import MainWindow
from jzdesk.ui.messages import Messages
from jzdesk.ui.places import COVERAGE, TODO
from jzdesk.ui.printing import Printing
from jzdesk.ui.session import Session
from jzdesk.ui.shell import QuitAfterPaint, Shell
from jzdesk.words import say


class Program(QObject):
    """What lives as long as the window: the shell, and the office while one is open.

    Signals: `leaving` the end has begun, and nothing can be asked any more.
    """

    leaving = Signal()

    def __init__(self, look: theme.Theme, who: str | None, system: QPalette | None = None) -> None:
        super().__init__()
        self._look = look
        self._appearance = Appearance(look, Habits(asdict(settings.load()), settings.remember), system)
        self._who = who
        self._office: Office | None = None
        self._session: Session | None = None
        self.again: Path | None = None
        """The store to begin with again once this run has ended."""
        self.shell = Shell()
        self.shell.make_requested.connect(self.make)
        self.shell.open_requested.connect(self.open)
        self.shell.closed.connect(self.close)

    def start(self, given: str | None) -> None:
        """Open the store that is named or was last open; without one, ask for it."""
        try:
            path = store_path(given)
        except WorldError:
            self._ask(None, "")
            return
        self._try(path)

    def _try(self, path: Path) -> None:
        try:
            office = Office.open(path, write=True, who=self._who)
        except JzdeskError as error:
            self._ask(path, error.sentence)
            return
        except Exception as error:
            self._fell(path, error)
            return
        self._work(office)

    def _fell(self, path: Path, error: Exception) -> None:
        """Leave the ways of the start page where a fault keeps a store from being shown."""
        sys.excepthook(type(error), error, error.__traceback__)
        self._ask(path, say("ui.crash.cannot_show", code=Fault.of(error).code))

    def _ask(self, tried: Path | None, sentence: str) -> None:
        self.shell.show_start(window.divisions(), _folder(), tried, sentence)

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
        self._office = office
        period = window.opening_period(office, known.last_period if same else "")
        session = Session(office, period, settings.remember, self)
        printing = Printing(asdict(known), settings.remember)
        work = MainWindow(self._look, session, Messages(session), Jobs(session), printing, self._appearance)
        self._session = session
        self.shell.show_work(work)
        first = COVERAGE if office.is_city else TODO
        try:
            self._open_at(work, known, first, same=same)
        except Exception as error:  # one page that fails is not to bar the others
            sys.excepthook(type(error), error, error.__traceback__)
            work.open_at(first)
            work.messages.warn(say("ui.crash.page"))
        self._tell_unsaved(work)

    @staticmethod
    def _open_at(work: MainWindow, known: settings.Settings, first: str, *, same: bool) -> None:
        """Go to the page the program was restarted from, else to the cell one was last in."""
        key = _key(known.last_cell) if same else None
        if key is not None and work.session.look.sheet.row(key.form, key.row) is None:
            key = None
        place = known.resume if same else ""
        if place and (key is None or place != key.form):
            work.open_at(place)
        elif key is not None:
            work.open_at(key.form, key)
        else:
            work.open_at(first)

    @staticmethod
    def _tell_unsaved(work: MainWindow) -> None:
        """Say what could not be saved when the window was last open; it stands in its cells again."""
        session = work.session
        homeless = session.refusals.homeless
        if homeless:
            texts = [say("ui.window.homeless", period=o.period.title, text=o.text) for o in homeless]
            work.messages.refuse(WorldError(say("ui.window.no_cell", n=len(homeless)), texts))
            session.refusals.forget_homeless()
        elif session.unsaved:
            work.messages.warn(say("ui.window.still_unsaved", n=len(session.unsaved)))

    @Slot(object, str, bool)
    def make(self, path: Path, unit: str, practice: bool) -> None:
        """Make a new store and begin with it."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            office = safekeeping.init(path, unit=unit, office=None, practice=practice, who=self._who)
        except JzdeskError as error:
            self.shell.refuse(error.sentence)
            return
        except OSError:
            self.shell.refuse(window.no_folder(path))
            return
        self._work(office)

    @Slot(object)
    def open(self, path: Path) -> None:
        """Open another file."""
        try:
            office = Office.open(path, write=True, who=self._who)
        except JzdeskError as error:
            self.shell.refuse(error.sentence)
            return
        self._work(office)

    @Slot()
    def close(self) -> None:
        """Let go of the store."""
        office, self._office = self._office, None
        if office is not None:
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

    def restart(self) -> None:
        """End, and begin again at the same place."""
        if self._office is not None and self.shell.work is not None:
            self.again = self._office.store.info.path
            settings.remember(resume=self.shell.work.places.name)
        else:
            self.again = Path()
        self.leave()


def _key(text: str) -> Key | None:
    try:
        return Key.parse(text) if text else None
    except JzdeskError:
        return None


def _folder() -> Path:
    """Return where a new store is proposed: not on the system's disk where there is another."""
    if sys.platform == "win32" and Path("D:/").is_dir():
        return Path("D:/jzdesk")
    return Path.home() / "jzdesk"


def _begin_again(argv: Sequence[str], who: str | None, store: Path) -> None:
    """Start the program as it was started, with the store that was open."""
    own = sys.orig_argv[1 : len(sys.orig_argv) - len(sys.argv[1:])]
    words = ["--store", str(store), *(["--as", who] if who else [])] if store.name else list(argv)
    subprocess.Popen([sys.executable, *own, *words], close_fds=True)


def listen(app: QApplication, program: Program) -> Leaving:
    """Have the program hear of a log-off however the system tells of it."""
    leaving = Leaving(app)
    leaving.asked.connect(program.leave)
    app.commitDataRequest.connect(program.keep)
    app.aboutToQuit.connect(program.keep)
    return leaving


def main(argv: Sequence[str]) -> int:
    """Open the window and return the program's exit code."""
    parser = argparse.ArgumentParser(prog="jzdesk", add_help=False, allow_abbrev=False)
    parser.add_argument("--store")
    parser.add_argument("--as", dest="who")
    words, _ = parser.parse_known_args(list(argv))
    with log.kept():
        log.begin()
        return _main(words, argv)


def _main(words: argparse.Namespace, argv: Sequence[str]) -> int:
    faults = log.Faults()
    app = QApplication.instance() or QApplication(["jzdesk"])
    if not isinstance(app, QApplication):
        raise TypeError(app)
    system = app.palette()
    program = Program(theme.dress(app), words.who, system)
    guard = CrashGuard(str(log.path()), program)
    guard.install()
    program.leaving.connect(guard.leave)
    leaving = listen(app, program)
    try:
        program.start(words.store)
        if faults.fell:
            program.tell(say("ui.crash.fell"))
        if os.environ.get("JZDESK_QUIT_AFTER_PAINT") == "1":
            QuitAfterPaint(program.shell)
        program.shell.fit()
        return app.exec()
    except Exception as error:
        guard.at_start(error)
        return 3
    finally:
        program.close()
        leaving.close()
        guard.close()
        faults.close()
        if program.again is not None:
            _begin_again(argv, words.who, program.again)
