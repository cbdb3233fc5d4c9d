"""A wish from outside that the program end, such as a log-off on Linux: it is heard within the event loop."""

from __future__ import annotations

import signal
import socket
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot

_NAMES = ("SIGTERM", "SIGINT", "SIGHUP")


class Leaving(QObject):
    """Signals: `asked` the program is to end at once.

    Python runs a handler only when it has its turn, and Qt's loop may sleep for hours: so the system's
    signal also writes a byte into a socket on which the loop waits.
    """

    asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ear, self._mouth = socket.socketpair()
        for end in (self._ear, self._mouth):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._ear.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._woken)
        self._wakes = signal.set_wakeup_fd(self._mouth.fileno(), warn_on_full_buffer=False)
        self._numbers = {number for name in _NAMES if (number := getattr(signal, name, None)) is not None}
        self._handlers = {number: signal.signal(number, _noted) for number in self._numbers}

    def close(self) -> None:
        """Give the signals back to whoever had them."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._wakes)
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        self._ear.close()
        self._mouth.close()

    @Slot()
    def _woken(self) -> None:
        try:
            heard = self._ear.recv(64)
        except BlockingIOError:
            return
        if self._numbers.intersection(heard):
            self.asked.emit()


def _noted(_number: int, _frame: FrameType | None) -> None:
    """Let the signal be: the byte in the socket tells of it."""
