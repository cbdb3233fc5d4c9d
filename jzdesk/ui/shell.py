"""The outer window: it holds the start page or the window at work, and closes without losing a keystroke."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication, QMainWindow

from jzdesk import resource
from jzdesk.ui import left, rescue
from jzdesk.words import say

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from jzdesk.ui.appearance import Appearance
    from jzdesk.ui.main_window import MainWindow
    from jzdesk.ui.pages.start import Start, StartPage
    from jzdesk.ui.theme import Theme

USUAL = QSize(1366, 768)
LEAST = QSize(676, 340)


def application() -> QApplication:
    """Return the application, made when it is first needed.

    Its style is told as an argument: `setStyle` returns it, for which Qt's module makes all it has of styles.
    """
    app = QApplication.instance() or QApplication(["jzdesk", "-style", "Fusion"])
    if not isinstance(app, QApplication):
        raise TypeError(app)
    return app


def wear_icon(app: QApplication) -> None:
    """Give the windows the program's icon; for it Qt opens all it has for pictures."""
    app.setWindowIcon(QIcon(str(resource.path("icons/jzdesk.ico"))))


class Shell(QMainWindow):
    """Signals: `make_requested` a new store (a `Wish`), `open_requested` a file; `named` who is at
    work; `closed`.

    `restore_requested` a copy (store, file, password), `viewed` one that was opened to be looked at,
    `made_anew` a store from the office's own files.
    """

    make_requested = Signal(object)
    named = Signal(str)
    open_requested = Signal(object)
    closed = Signal()
    restore_requested = Signal(object, object, str)
    viewed = Signal(object)
    made_anew = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("shell")
        self.setWindowTitle(say("ui.window.name"))
        self.setMinimumSize(LEAST)
        self.work: MainWindow | None = None
        self._start: StartPage | None = None
        self._warned = False

    def show_start(self, theme: Theme, start: Start, appearance: Appearance) -> None:
        """Show the page for those without a store."""
        # Not at the top: whoever has a store never sees it.
        from jzdesk.desk.helping import Helping
        from jzdesk.ui.helper import DialogHelp
        from jzdesk.ui.pages.start import StartPage
        from jzdesk.ui.pages.start_look import StartLook

        self.work = None
        self.setWindowTitle(say("ui.window.name"))
        page = self._start = StartPage(theme, start)
        page.named.connect(self.named)
        page.made.connect(self.make_requested)
        page.opened.connect(self.open_requested)
        page.back.restore_requested.connect(self.restore_requested)
        page.back.viewed.connect(self.viewed)
        page.back.made_anew.connect(self.made_anew)
        StartLook(theme, appearance, page)
        self.setCentralWidget(page)
        DialogHelp(theme, page, Helping).attend(page)
        page.take_focus()

    def show_busy(self, title: str, text: str, stop: Callable[[], None]) -> None:
        """Show that the store is being exchanged, and nothing else; `stop` gives it up."""
        from jzdesk.ui.pages.busy import BusyPage

        if self._start is not None:
            self._start.close_jobs()
        self.work, self._start = None, None
        page = BusyPage(title, text)
        page.stop_requested.connect(stop)
        self.setCentralWidget(page)
        page.take_focus()

    def refuse(self, sentence: str) -> None:
        """Say on the start page why a store cannot be had."""
        if self._start is not None:
            self._start.refuse(sentence)

    def look_at(self, copy: Path) -> None:
        """Have the start page open a copy to be looked at; it asks for the password where there is one."""
        page = self._start
        if page is not None:  # the page is seen first, and then what stands before it
            QTimer.singleShot(0, page, lambda: page.back.look_at(copy))

    def show_work(self, work: MainWindow) -> None:
        """Show a session at work."""
        if self._start is not None:
            self._start.close_jobs()
        self.work, self._start = work, None
        self._warned = False
        self.setWindowTitle(work.session.glance.title)
        self.setCentralWidget(work)

    def fit(self) -> None:
        """Take the usual size, or the whole screen where that is smaller."""
        screen = QGuiApplication.primaryScreen()
        room = screen.availableGeometry().size() if screen else USUAL
        if room.width() <= USUAL.width() or room.height() <= USUAL.height():
            self.resize(room)
            self.showMaximized()
        else:
            self.resize(USUAL)
            self.show()

    def keep(self) -> None:
        """Save what is being typed and where the cursor is, and ask nothing: the session may be ending."""
        if self.work is not None:
            rescue.keep(self.work)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save what is being typed; what cannot be saved is shown once, and kept for the next start."""
        if self.work is not None and not rescue.keep(self.work) and not self._warned:
            self._warned = True
            event.ignore()
            self.work.places.go_refused()
            left.Remaining(self.work, say("ui.window.unsaved"))
            return
        if self.work is not None:
            self.work.jobs.close()
        if self._start is not None:
            self._start.close_jobs()
        self.closed.emit()
        event.accept()


class FirstPaint(QObject):
    """Signal: `painted` a window has been painted as a whole for the first time."""

    painted = Signal()

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the first paint; what else is painted in the same go comes before the timer."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self.painted.emit)
        return False
