"""Ctrl++, Ctrl+- and Ctrl+0 in every window: larger letters, smaller ones, and as the system has them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget

import jzdesk
from jzdesk.ui.appearance import Appearance

LARGER, SMALLER, USUAL = ("Ctrl++", "Ctrl+="), ("Ctrl+-",), ("Ctrl+0",)


class SizeKeys(QObject):
    """Gives the keys to the windows there are, and to each dialog when it is first seen."""

    def __init__(self, first: QMainWindow, appearance: Appearance) -> None:
        super().__init__(first)
        self._appearance = appearance
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._seen)
        self.attend(first)

    @Slot()
    def _seen(self) -> None:
        window = QApplication.activeWindow()
        if isinstance(window, QMainWindow | QDialog) and _ours(window):
            self.attend(window)

    def attend(self, window: QWidget) -> None:
        """Give the keys to a window."""
        if window.property("sized"):
            return
        window.setProperty("sized", True)
        wanted = self._appearance
        for keys, done in ((LARGER, wanted.enlarge), (SMALLER, wanted.lessen), (USUAL, wanted.as_system)):
            for key in keys:
                QShortcut(QKeySequence(key), window).activated.connect(done)


def _ours(window: QWidget) -> bool:
    """Tell our own windows from those that Qt opens and waits for."""
    return type(window).__module__.startswith(jzdesk.__name__)
