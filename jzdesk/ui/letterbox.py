"""What a second start says to a window that is open already: show this workbook, or come to the front.

Each window has a folder of its own under the account's, named by its process; a letter is dropped there, and
its vanishing tells that it was taken. Files, and no socket: nothing of the program knows a network.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, QTimer, Signal, Slot

if TYPE_CHECKING:
    from jzdesk.ui.shell import Shell

_SECONDS, _BUSY_SECONDS = 2.0, 5.0
"""How long a letter may lie: in any box, and in that of a process known to be alive."""
_LOOK_AGAIN = 0.02
_LETTER = ".txt"


class Brought(QObject):
    """A workbook that was brought, until the window shows it as if it had been dropped there."""

    def __init__(self, shell: Shell, file: Path | None = None) -> None:
        super().__init__(shell)
        self._shell = shell
        self._file = file

    @Slot(object)
    def take(self, file: Path | None) -> None:
        """Come forward and show a workbook, if one was brought, or keep it until there is a store."""
        self._file = file or self._file
        self._shell.setWindowState(self._shell.windowState() & ~Qt.WindowState.WindowMinimized)
        self._shell.show()
        self._shell.raise_()
        self._shell.activateWindow()
        self._show()

    def bring(self, file: Path) -> None:
        """Keep a workbook until a store stands."""
        self._file = file

    def soon(self) -> None:
        """Show it once the window stands, so that its dialog stands before it."""
        if self._file is not None:
            QTimer.singleShot(0, self, self._show)

    @Slot()
    def _show(self) -> None:
        if self._shell.work is not None and self._file is not None:
            file, self._file = self._file, None
            self._shell.work.books.take(file)


class Letterbox(QObject):
    """A window's own box. Signal: `came` with the path of a workbook, or None: the window is wished for."""

    came = Signal(object)

    def __init__(self, boxes: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._box = boxes / str(os.getpid())
        with suppress(OSError):  # without it, what is opened opens in a window of its own
            self._box.mkdir(parents=True, exist_ok=True)
        self._watch = QFileSystemWatcher([str(self._box)], self)
        self._watch.directoryChanged.connect(self._look)

    @Slot()
    def _look(self) -> None:
        for letter in sorted(self._box.glob(f"*{_LETTER}")):
            try:
                text = letter.read_text("utf-8")
                letter.unlink()
            except OSError:
                continue
            self.came.emit(Path(text) if text else None)

    def close(self) -> None:
        """Take the box away."""
        self._watch.directoryChanged.disconnect(self._look)
        shutil.rmtree(self._box, ignore_errors=True)


def post(boxes: Path, file: Path, seconds: float = _SECONDS) -> bool:
    """Bring a file to a window that is open; False where there is none."""
    _let_it_come_forward()
    try:
        for box in sorted(boxes.iterdir()):
            if _taken(box, str(file), seconds):
                return True
            shutil.rmtree(box, ignore_errors=True)  # left behind by a window that fell
    except OSError:
        pass
    return False


def ring(boxes: Path, process: str) -> bool:
    """Have the window of a process come to the front; False where it has none, or none of this account's."""
    _let_it_come_forward()
    try:
        return process.isdigit() and _taken(boxes / process, "", _BUSY_SECONDS)
    except OSError:
        return False


def _taken(box: Path, text: str, seconds: float) -> bool:
    """Drop a letter into a box that is there, and tell whether somebody takes it."""
    letter = box / f"{os.urandom(8).hex()}{_LETTER}"
    written = letter.with_suffix(".tmp")
    written.write_text(text, "utf-8")
    written.replace(letter)
    until = time.monotonic() + seconds
    while letter.exists():
        if time.monotonic() > until:
            letter.unlink(missing_ok=True)
            return False
        time.sleep(_LOOK_AGAIN)  # a second start has no window and no loop yet: nothing else could wake it
    return True


def _let_it_come_forward() -> None:
    """Allow the other window to show itself: Windows lets only who was clicked on pass that on."""
    if sys.platform == "win32":
        import ctypes

        anybody = -1
        ctypes.windll.user32.AllowSetForegroundWindow(anybody)
