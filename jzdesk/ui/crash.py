"""Faults of the program itself: logged, told in one sentence, and the work goes on."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from jzdesk.ui.widgets.parts import button, column, label, row
from jzdesk.words import say

_LOG = logging.getLogger("jzdesk.crash")


class CrashWindow(QDialog):
    """Says that something went wrong inside, that nothing half done was kept, and where the log lies."""

    def __init__(self, log: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("crashWindow")
        self.setWindowTitle(say("ui.crash.title"))
        self.setMinimumWidth(520)
        self._log = str(log)
        place = QLineEdit(self._log)
        place.setObjectName("logPath")
        place.setAccessibleName(say("ui.crash.log"))
        place.setReadOnly(True)
        copy = button(say("ui.crash.copy"), "copyLog", self._copy)
        at_work = parent is not None and parent.isVisible()
        go_on = button(
            say("ui.crash.go_on" if at_work else "ui.crash.close"), "goOn", self.accept, look="primary"
        )
        text = say("ui.crash.text" if at_work else "ui.crash.start_text")
        outer = column(
            label(say("ui.crash.title"), "head"), label(text, wrap=True),
            label(say("ui.crash.log"), "small"), place, spacing=10, margins=(20, 18, 20, 18),
        )  # fmt: skip
        outer.addLayout(row(None, copy, go_on))
        self.setLayout(outer)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._log)


class CrashGuard:
    """Takes every exception nobody expected; `recover` brings the pages back to what is stored."""

    def __init__(self, log: Path, recover: Callable[[], None], parent: Callable[[], QWidget | None]) -> None:
        self._log_path = log
        self._recover = recover
        self._parent = parent
        self._busy = False

    def install(self) -> None:
        """Take over from Python's own hook."""
        sys.excepthook = self.caught

    def caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log a fault and tell of it; one that comes while telling is only logged."""
        if issubclass(kind, KeyboardInterrupt):
            QGuiApplication.quit()
            return
        _LOG.critical("unexpected", exc_info=(kind, error, trace))
        if self._busy:
            return
        self._busy = True
        try:
            self._recover()
            CrashWindow(self._log_path, self._parent()).exec()
        except Exception:
            _LOG.critical("unexpected while telling of a crash", exc_info=True)
        finally:
            self._busy = False
