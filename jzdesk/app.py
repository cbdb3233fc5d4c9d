"""The window's composition root: it opens the store, makes the parts and hands each what it needs."""

from __future__ import annotations

import argparse
import faulthandler
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import IO

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QWidget

from jzdesk import log, paths, settings
from jzdesk.desk import safekeeping, window
from jzdesk.desk.office import Office, store_path
from jzdesk.errors import JzdeskError, WorldError
from jzdesk.models.entry import Key
from jzdesk.ui import theme
from jzdesk.ui.appearance import Appearance
from jzdesk.ui.crash import CrashGuard
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
    """What lives as long as the window: the shell, and the office while one is open."""

    def __init__(self, look: theme.Theme, who: str | None, system: QPalette | None = None) -> None:
        super().__init__()
        self._look = look
        self._appearance = Appearance(look, Habits(asdict(settings.load()), settings.remember), system)
        self._who = who
        self._office: Office | None = None
        self._session: Session | None = None
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
        self._work(office)

    def _ask(self, tried: Path | None, sentence: str) -> None:
        self.shell.show_start(window.divisions(), _folder(), tried, sentence)

    def _work(self, office: Office) -> None:
        """Show an open office where it was left."""
        path = str(office.store.info.path)
        known = settings.load()
        same = known.last_store == path
        settings.remember(last_store=path, **({} if same else {"last_period": "", "last_cell": ""}))
        self._office = office
        period = window.opening_period(office, known.last_period if same else "")
        session = Session(office, period, settings.remember, self)
        printing = Printing(asdict(known), settings.remember)
        work = MainWindow(self._look, session, Messages(session), Jobs(session), printing, self._appearance)
        self._session = session
        self.shell.show_work(work)
        key = _key(known.last_cell) if same else None
        if key is not None and session.look.sheet.row(key.form, key.row) is not None:
            work.open_at(key.form, key)
        else:
            work.open_at(COVERAGE if office.is_city else TODO)
        self._tell_unsaved(work)

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
        """End at once, also from within a dialog; nothing can be asked."""
        self.keep()
        if self.shell.work is not None:
            self.shell.work.jobs.close()
        QApplication.exit(0)

    def recover(self) -> None:
        """Bring the pages back to what is stored after a fault."""
        if self._office is not None and self._session is not None:
            self._office.forget()
            self._session.refresh()

    def window(self) -> QWidget:
        """Return the window for others to stand before."""
        return self.shell


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


def _fault_file() -> IO[str] | None:
    """Return a file for what Python can no longer tell itself; `pythonw` has no stderr."""
    try:
        folder = paths.home() / "logs"
        folder.mkdir(parents=True, exist_ok=True)
        return (folder / "fault.log").open("a", encoding="utf-8")
    except OSError:
        return None


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
    log.start()
    faults = _fault_file()
    if faults is not None:
        faulthandler.enable(faults)
    app = QApplication.instance() or QApplication(["jzdesk"])
    if not isinstance(app, QApplication):
        raise TypeError(app)
    system = app.palette()
    program = Program(theme.dress(app), words.who, system)
    guard = CrashGuard(paths.home() / "logs" / "jzdesk.log", program.recover, program.window)
    guard.install()
    leaving = listen(app, program)
    program.start(words.store)
    if os.environ.get("JZDESK_QUIT_AFTER_PAINT") == "1":
        QuitAfterPaint(program.shell)
    program.shell.fit()
    try:
        return app.exec()
    finally:
        program.close()
        leaving.close()
        faulthandler.disable()
        if faults is not None:
            faults.close()
