"""Faults of the program itself: logged, told in one window, and the work goes on or begins anew."""

from __future__ import annotations

import logging
import sys
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from jzdesk import traces
from jzdesk.digest import sha256
from jzdesk.records import dataclass
from jzdesk.ui.dialogs import crash_window
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.ui.dialogs.crash_window import CrashWindow

_LOG = logging.getLogger("jzdesk.crash")
_QUIET = 5.0
"""A cause that comes again within so many seconds is going on by itself, such as one in painting."""
_WINDOWS = 2
"""So often one cause is told in a window; later in the strip, which stands in nobody's way."""
_MOST, _WHILE = 4, 60.0
"""More windows than so many within so many seconds are not shown, whatever their causes."""
_FULL = 3
"""So often one cause is logged whole; later only that it came again, or the log would hold nothing else."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What may be told of an exception nobody expected; `mark` is the same for the same cause."""

    mark: str
    told: str

    @classmethod
    def of(cls, error: BaseException) -> Fault:
        """Return what may be told of an exception."""
        return cls(traces.mark(error), traces.told(error))

    @property
    def code(self) -> str:
        """Six signs for the same cause, to be said on the telephone."""
        return sha256(self.mark.encode()).hexdigest()[:6].upper()


class Desk(Protocol):
    """What the guard asks of the program; any of it may fail, too."""

    def recover(self) -> None:
        """Keep what is being typed and bring the pages back to what is stored."""
        ...

    def window(self) -> QWidget:
        """Return the window to stand before."""
        ...

    def warn(self, sentence: str) -> None:
        """Say something that must not be overlooked, where there is room for it."""
        ...

    def report(self, fault: Fault) -> str:
        """Return what a maintainer needs to know of a fault."""
        ...

    def save_bundle(self, parent: QWidget) -> None:
        """Offer to write the file for the maintainers."""
        ...

    def restart(self) -> None:
        """End, and begin again at the same place."""
        ...


class CrashGuard(QObject):
    """Takes every exception nobody expected, from whatever thread; what it tells comes within the event loop.

    Only there has what failed come to its end: a window cannot be opened in the middle of a paint.
    """

    _fell = Signal(object)

    def __init__(self, log: str, desk: Desk, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._log_path, self._desk, self._clock = log, desk, clock
        self._logged: dict[str, int] = {}
        self._told: dict[str, int] = {}
        self._seen: dict[str, float] = {}
        self._warned: dict[str, float] = {}
        self._opened: list[float] = []
        self._window: CrashWindow | None = None
        self._leaving = False
        self._hooks = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        self._fell.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over from Python's own hooks."""
        sys.excepthook = self.caught
        threading.excepthook = self._in_thread
        sys.unraisablehook = self._in_passing

    def close(self) -> None:
        """Give the hooks back."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._hooks

    @Slot()
    def leave(self) -> None:
        """Only log from now on: the program ends, and nothing may hold it up."""
        self._leaving = True
        if self._window is not None:
            self._window.reject()

    # What comes

    def caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log a fault and have it told."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        fault = self.note(error.with_traceback(trace))
        try:
            self._fell.emit(fault)
        except RuntimeError:  # the window is gone, and nobody listens
            return

    def _in_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
            self.caught(args.exc_type, args.exc_value, args.exc_traceback)

    def _in_passing(self, args: sys.UnraisableHookArgs) -> None:
        """Only log what Python itself passes over, such as a fault while something is thrown away."""
        if args.exc_value is not None:
            self.note(args.exc_value)

    def note(self, error: BaseException) -> Fault:
        """Log a fault, whole the first times."""
        fault = Fault.of(error)
        times = self._logged[fault.mark] = self._logged.get(fault.mark, 0) + 1
        if times <= _FULL:
            _LOG.critical("unexpected %s", fault.code, exc_info=(type(error), error, error.__traceback__))
        elif times & (times - 1) == 0:  # a power of two
            _LOG.critical("unexpected %s, %d times by now", fault.code, times)
        return fault

    def at_start(self, error: Exception) -> None:
        """Tell at once of a fault that kept the window from being seen."""
        self._show(self.note(error), again=False)

    # What is told

    @Slot(object)
    def _tell(self, fault: Fault) -> None:
        now = self._clock()
        going_on = now - self._seen.get(fault.mark, now - 2 * _QUIET) < _QUIET
        self._seen[fault.mark] = now
        if self._leaving or self._window is not None:
            return
        times = self._told.get(fault.mark, 0)
        lately = [at for at in self._opened if now - at < _WHILE]
        if going_on or times >= _WINDOWS or len(lately) >= _MOST:
            self._warn(fault, now)
            return
        self._told[fault.mark] = times + 1
        self._opened = [*lately, now]
        self._try(self._desk.recover)
        self._show(fault, again=times > 0)

    def _warn(self, fault: Fault, now: float) -> None:
        """Say in the strip that a cause goes on; what the strip says may itself be painted again and fail."""
        if now - self._warned.get(fault.mark, now - 2 * _WHILE) > _WHILE:
            self._warned[fault.mark] = now
            self._try(lambda: self._desk.warn(say("ui.crash.goes_on", code=fault.code)))

    def _show(self, fault: Fault, *, again: bool) -> None:
        """Stop everything else for one window."""
        popup = QApplication.activePopupWidget()
        if popup is not None:  # it would keep the mouse
            popup.close()
        parent = QApplication.activeModalWidget() or self._desk.window()
        window = self._window = crash_window.CrashWindow(
            fault.code, self._log_path, parent, again=again, report=lambda: self._desk.report(fault)
        )
        window.bundle_requested.connect(self._bundle)
        try:
            window.exec()
        finally:
            self._window = None
            # What kept failing behind the window is going on by itself
            self._seen = dict.fromkeys(self._seen, self._clock())
            window.deleteLater()
        if window.restart:
            self._try(self._desk.restart)

    @Slot()
    def _bundle(self) -> None:
        if self._window is not None:
            self._desk.save_bundle(self._window)

    def _try(self, act: Callable[[], None]) -> None:
        """Do what may fail for the same cause; then it is only logged."""
        try:
            act()
        except Exception as error:
            self.note(error)
