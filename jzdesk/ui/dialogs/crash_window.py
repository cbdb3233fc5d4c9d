"""Says that something went wrong inside, that what was saved is safe, and which ways lead on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QWidget

from jzdesk.ui.widgets.parts import button, column, label, row
from jzdesk.words import say


class CrashWindow(QDialog):
    """Signals: `bundle_requested` the file for the maintainers is to be written.

    `restart` tells, once it is closed, whether the program is to begin anew.
    """

    bundle_requested = Signal()

    def __init__(
        self, code: str, log: str, parent: QWidget | None, *, again: bool = False, report: Callable[[], str]
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setObjectName("crashWindow")
        self.setWindowTitle(say("ui.crash.title"))
        self.setMinimumWidth(560)
        self.restart = False
        self._report = report
        place = QLineEdit(log)
        place.setObjectName("logPath")
        place.setAccessibleName(say("ui.crash.log"))
        place.setReadOnly(True)
        place.setCursorPosition(0)
        at_work = parent is not None and parent.isVisible()
        word = ("again_text" if again else "text") if at_work else "start_text"
        outer = column(
            label(say("ui.crash.title"), "head"), label(say(f"ui.crash.{word}"), wrap=True, name="crashText"),
            label(say("ui.crash.tell", code=code), wrap=True, name="crashCode"),
            label(say("ui.crash.log"), "small"), place, spacing=10, margins=(20, 18, 20, 18),
        )  # fmt: skip
        outer.addLayout(self._buttons(at_work=at_work, again=again))
        self.setLayout(outer)
        self.first.setFocus()

    def _buttons(self, *, at_work: bool, again: bool) -> QHBoxLayout:
        self.copy = button(say("ui.crash.copy"), "copyReport", self._copy)
        bundle = button(say("ui.crash.bundle"), "saveBundle", self.bundle_requested.emit)
        bundle.setToolTip(say("ui.crash.bundle_tip"))
        go_on = button(say("ui.crash.go_on" if at_work else "ui.crash.close"), "goOn", self.accept)
        anew = button(say("ui.crash.restart"), "restart", self._anew)
        anew.setToolTip(say("ui.crash.restart_tip"))
        self.first = anew if again else go_on
        self.first.setProperty("look", "primary")
        self.first.setDefault(True)
        return row(self.copy, bundle, None, anew, go_on)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report())
        self.copy.setText(say("ui.crash.copied"))

    @Slot()
    def _anew(self) -> None:
        self.restart = True
        self.accept()
