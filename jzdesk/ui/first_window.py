"""One window for each store: a second start of it brings the first one to the front and goes.

The two speak through a socket of this account on this machine, named by the store's place. Who works on
the store under another account is told by the lock.
"""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WISH, _DONE = b"show", b"shown"
_CONNECT_MS, _ANSWER_MS = 500, 3000


def _name(store: Path) -> str:
    return f"jzdesk-{sha256(str(store.resolve()).encode('utf-8', 'surrogatepass')).hexdigest()[:24]}"


class FirstWindow(QObject):
    """Signals: `wished` the window is to come to the front."""

    wished = Signal()

    def __init__(self, store: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._called)
        # Who holds the store's lock is the only one who listens: what is left there is a dead process's.
        QLocalServer.removeServer(_name(store))
        self._server.listen(_name(store))

    @Slot()
    def _called(self) -> None:
        socket = self._server.nextPendingConnection()
        socket.readyRead.connect(self._heard)
        socket.disconnected.connect(socket.deleteLater)
        if socket.bytesAvailable():
            self._answer(socket)

    @Slot()
    def _heard(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket):
            self._answer(socket)

    def _answer(self, socket: QLocalSocket) -> None:
        if bytes(socket.readAll().data()) == _WISH:
            self.wished.emit()
            socket.write(_DONE)
            socket.flush()

    def close(self) -> None:
        """Listen no more."""
        self._server.close()


def bring_to_front(store: Path) -> bool:
    """Have the window that has a store open come to the front; tell whether there is one that did."""
    if sys.platform == "win32":  # pragma: no cover - the other platform's half
        import ctypes

        # Windows lets a window come to the front only by leave of the one that is there.
        ctypes.windll.user32.AllowSetForegroundWindow(-1)
    socket = QLocalSocket()
    socket.connectToServer(_name(store))
    if not socket.waitForConnected(_CONNECT_MS):
        return False
    socket.write(_WISH)
    socket.flush()
    return socket.waitForReadyRead(_ANSWER_MS) and bytes(socket.readAll().data()) == _DONE
