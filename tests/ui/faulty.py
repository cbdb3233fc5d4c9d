"""The program with one fault built in, in a process of its own, going by itself through one scene.

`python -m tests.ui.faulty --store FILE`: which scene, and where it leaves a mark for the run that follows a
restart, stand in the environment, which a restarted program inherits. What it sees goes to stdout as JSON.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from jzdesk import app
from jzdesk.__main__ import main
from jzdesk.desk.office import Office
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.store.journal import Journal
from jzdesk.ui.dialogs.choose_file import ChooseFile
from jzdesk.ui.dialogs.crash_window import CrashWindow
from jzdesk.ui.dialogs.trouble_dialog import TroubleDialog
from jzdesk.ui.main_window import MainWindow
from jzdesk.ui.places import Places
from jzdesk.ui.tables.listing import ListModel
from jzdesk.ui.tables.painter import FacePainter

CELL = "emissions/sewage.nh3n/emitted"
Scene = Callable[["Player"], Iterator[Callable[[], object]]]
"""A scene does something and yields what it waits for."""


class Player(QObject):
    """Plays a scene step by step while the program's own loop runs, from the first window on."""

    def __init__(self, scene: Scene, *, at_start: bool) -> None:
        super().__init__()
        self._steps = scene(self)
        self._until: Callable[[], object] = self.crashed if at_start else self.ready
        self.seen: dict[str, Any] = {}
        self.windows = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(10)

    @Slot()
    def _look(self) -> None:
        if not self._until():
            return
        try:
            self._until = next(self._steps)
        except StopIteration:
            self._timer.stop()
            print(json.dumps(self.seen, ensure_ascii=False), flush=True)
            QApplication.closeAllWindows()
            QApplication.closeAllWindows()  # what could not be saved is warned of once

    @property
    def work(self) -> MainWindow | None:
        found = [w for w in QApplication.allWidgets() if isinstance(w, MainWindow) and w.isVisible()]
        return found[0] if found else None

    @property
    def crash(self) -> CrashWindow | None:
        found = [w for w in QApplication.topLevelWidgets() if isinstance(w, CrashWindow) and w.isVisible()]
        assert len(found) <= 1, "two crash windows"
        return found[0] if found else None

    @property
    def bundle(self) -> TroubleDialog | None:
        found = [w for w in QApplication.topLevelWidgets() if isinstance(w, TroubleDialog) and w.isVisible()]
        return found[0] if found else None

    def ready(self) -> bool:
        """The office's window takes keys; offscreen there is no window manager to hand them back to it."""
        if self.work is None or self.crash is not None:
            return False
        self.work.window().activateWindow()
        return QApplication.activeWindow() is self.work.window()

    def crashed(self) -> bool:
        return self.crash is not None

    def press(self, name: str) -> None:
        """Press a button of the crash window."""
        assert self.crash is not None
        self.windows += 1
        self.seen["windows"] = self.windows
        QTest.mouseClick(self.crash.findChild(QPushButton, name), Qt.MouseButton.LeftButton)

    def look_at(self) -> None:
        """Note what the crash window says, and its report."""
        assert self.crash is not None
        self.seen["text"] = self.crash.findChild(QLabel, "crashText").text()
        self.crash.findChild(QPushButton, "copyReport").click()
        self.seen["report"] = QGuiApplication.clipboard().text()

    def go(self, key: str = CELL) -> None:
        assert self.work is not None
        self.work.open_at(key.split("/")[0], Key.parse(key))

    def type(self, text: str, *, leave: bool = True) -> None:
        for sign in text:
            QTest.keyClicks(QApplication.focusWidget(), sign)
        if leave:
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)

    def note_place(self) -> None:
        """Note where the window stands, and what."""
        assert self.work is not None
        page, session = self.work.places.page, self.work.session
        cursor = getattr(page, "cursor_", None)
        key = cursor.key if cursor is not None else None
        self.seen |= {
            "period": str(session.period), "place": self.work.places.name, "key": str(key),
            "edit": cursor.face.edit if cursor is not None and cursor.face is not None else None,
            "refused": [str(k) for k in session.refused], "strip": self.work.strip.text.text(),
        }  # fmt: skip


def once(owner: type, name: str, error: BaseException) -> None:
    """Have a method fail at its next call, and work again from then on."""
    method = getattr(owner, name)

    def failing(*_args: Any, **_named: Any) -> None:
        setattr(owner, name, method)
        raise error

    setattr(owner, name, failing)


def always(owner: type, name: str, error: type[BaseException]) -> list[int]:
    """Have a method fail from now on; return a list that grows with each time."""
    times: list[int] = []

    def failing(*_args: Any, **_named: Any) -> None:
        times.append(1)
        raise error("张三 171.25")

    setattr(owner, name, failing)
    return times


# Scenes


def half_done(player: Player) -> Iterator[Callable[[], object]]:
    """A save fails after half of it was written; the window goes on, and later the figure is saved."""
    append = Journal._append
    player.go()
    always(Journal, "_append", ValueError)
    player.type("171.25")
    yield player.crashed
    player.look_at()
    player.press("goOn")
    yield player.ready
    player.go()
    player.note_place()
    player.seen["stored_between"] = stored(player)
    Journal._append = append
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F2)
    player.type("")
    player.seen["stored"] = stored(player)


def restarted(player: Player) -> Iterator[Callable[[], object]]:
    """A fault while a refused text stands in an open editor of another period; then the program restarts."""
    assert player.work is not None
    mark = Path(os.environ["JZDESK_TEST_MARK"])
    if mark.exists():
        yield lambda: QApplication.focusWidget() is not None
        player.note_place()
        return
    mark.touch()
    player.work.turn_to(Period.parse("2018Q2"))
    player.go()
    player.type("12a", leave=False)
    QTimer.singleShot(0, fail)
    yield player.crashed
    player.press("restart")
    yield lambda: False


def restarted_elsewhere(player: Player) -> Iterator[Callable[[], object]]:
    """The same from a page that is no form."""
    assert player.work is not None
    mark = Path(os.environ["JZDESK_TEST_MARK"])
    if mark.exists():
        player.note_place()
        return
    mark.touch()
    player.go()
    player.work.open_at("plan")
    QTimer.singleShot(0, fail)
    yield player.crashed
    player.press("restart")
    yield lambda: False


def saving_fails(player: Player) -> Iterator[Callable[[], object]]:
    """Every save fails, and a log-off comes while a figure is being typed."""
    mark = Path(os.environ["JZDESK_TEST_MARK"])
    if mark.exists():
        player.note_place()
        return
    mark.touch()
    player.go()
    always(Journal, "_append", ValueError)
    player.type("171.25", leave=False)
    print(json.dumps({"asked": time.monotonic()}), flush=True)
    os.kill(os.getpid(), signal.SIGTERM)
    yield lambda: False


def painting(player: Player) -> Iterator[Callable[[], object]]:
    """Every paint of a cell fails from now on."""
    assert player.work is not None
    failed = always(FacePainter, "paint", ZeroDivisionError)
    player.go()
    yield player.crashed
    player.press("goOn")
    yield player.ready
    yield player.work.strip.isVisible
    player.note_place()
    player.work.open_at("todo")
    failed.clear()
    player.go()
    yield lambda: failed
    assert player.crash is None


def asking(player: Player) -> Iterator[Callable[[], object]]:
    """A model's data cannot be had from now on."""
    assert player.work is not None
    always(ListModel, "data", KeyError)
    player.work.open_at("history")
    yield player.crashed
    player.press("goOn")
    yield player.ready
    player.note_place()


def behind(player: Player) -> Iterator[Callable[[], object]]:
    """Faults keep coming while the window stands."""
    timer = QTimer(player)
    timer.timeout.connect(fail)
    timer.start(5)
    times = []
    timer.timeout.connect(lambda: times.append(1))
    yield player.crashed
    yield lambda: len(times) > 40
    player.press("goOn")
    yield player.ready
    times.clear()
    yield lambda: len(times) > 40
    timer.stop()
    player.note_place()


def many_acts(player: Player) -> Iterator[Callable[[], object]]:
    """Figures, names and texts go through the window in many ways; then it fails, and the file is written."""
    assert player.work is not None
    session, work = player.work.session, player.work
    player.go()
    player.type("171.25")
    player.type("12a", leave=False)
    player.go("emissions/cod.industry/emitted")
    session.note(Key.parse(CELL), "张三 0391-5551234 某某化工厂")
    session.add_row("investment", "projects", "某某化工厂")
    QGuiApplication.clipboard().setText("171.25\t0391-5551234\n某某化工厂\t张三")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    work.messages.warn("某某化工厂 171.25")
    session.step(back=True)
    for place in ("charts", "history", "hand_in", "enquiry", "safety", "todo"):
        work.open_at(place)
    QTimer.singleShot(0, fail)
    yield player.crashed
    player.look_at()
    ChooseFile.to_save = lambda *_args: Path(os.environ["JZDESK_TEST_MARK"])
    player.crash.findChild(QPushButton, "saveBundle").click()
    yield lambda: player.bundle is not None and player.bundle.save.isEnabled()
    player.seen["shown"] = [member.text for member in player.bundle.bundle.members]
    player.bundle.save.click()
    player.seen["told"] = player.bundle.told.text()
    player.bundle.shut.click()
    yield lambda: player.bundle is None
    player.press("goOn")
    yield player.ready


def in_thread(player: Player) -> Iterator[Callable[[], object]]:
    """A thread of nobody's fails."""
    threading.Thread(target=fail).start()
    yield player.crashed
    player.look_at()
    player.press("goOn")
    yield player.ready


def in_a_filter(player: Player) -> Iterator[Callable[[], object]]:
    """An event filter fails once."""

    class Filter(QObject):
        def eventFilter(self, watched: QObject, event: object) -> bool:
            player.work.removeEventFilter(self)
            raise LookupError("张三")

    assert player.work is not None
    made = Filter(player)
    player.work.installEventFilter(made)
    player.work.update()
    yield player.crashed
    player.press("goOn")
    yield player.ready


def native(player: Player) -> Iterator[Callable[[], object]]:
    """The interpreter itself is ended."""
    mark = Path(os.environ["JZDESK_TEST_MARK"])
    if mark.exists():
        player.note_place()
        assert player.work is not None
        player.seen["told"] = player.work.status.told.text()
        return
    mark.touch()
    player.go()
    player.type("171.25")
    ctypes.string_at(0)
    yield lambda: False


def page_fails(player: Player) -> Iterator[Callable[[], object]]:
    """The page one was on cannot be opened."""
    player.press("goOn")
    yield player.ready
    player.note_place()


def at_start(player: Player) -> Iterator[Callable[[], object]]:
    """The window cannot be shown at all."""
    player.look_at()
    print(json.dumps(player.seen, ensure_ascii=False), flush=True)  # there may be no later
    player.press("goOn")
    yield lambda: player.crash is None
    labels = [w for w in QApplication.allWidgets() if isinstance(w, QLabel) and w.isVisible()]
    player.seen["page"] = [w.text() for w in labels if w.objectName() == "startWrong"]


def fail() -> None:
    raise ValueError("张三 171.25")


def stored(player: Player) -> str:
    assert player.work is not None
    office = player.work.session.office
    cell = office.store.cells(player.work.session.period).get(Key.parse(CELL))
    return "" if cell is None else str(cell.value)


def before_the_window(scene: str) -> None:
    """Build in the faults that come before any scene can."""
    if scene == "page_fails":
        once(Places, "jump", ValueError("张三 171.25"))
    elif scene == "nothing_shown":
        always(MainWindow, "__init__", ValueError)
    elif scene == "not_opened":
        always(Office, "__init__", KeyError)
    elif scene == "no_program":
        always(app.program.Program, "start", ValueError)


SCENES = {
    scene.__name__: scene
    for scene in (
        half_done, restarted, restarted_elsewhere, saving_fails, painting, asking, behind, in_thread,
        in_a_filter, many_acts, native, page_fails,
    )
}  # fmt: skip


if __name__ == "__main__":
    name = os.environ["JZDESK_TEST_SCENE"]
    running = QApplication(["jzdesk"])
    before_the_window(name)
    made = Player(SCENES.get(name, at_start), at_start=name not in SCENES or name == "page_fails")
    sys.exit(main(sys.argv[1:]))
