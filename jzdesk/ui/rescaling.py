"""Letters of another size at once: the windows go for a moment and come back as they were, in other measures.

Qt reads the scaling once, at its start. What makes it another one later is in its library all the same, since
windows move between screens of different scaling, but is no part of what Python is given: it is looked up by
its name. Where a build of Qt lacks it nothing is changed, and the program begins again instead.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from jzdesk.ui.widgets import fitting

COMING_BACK = "comingBack"
"""The property of a window that is hidden only to be shown again in other measures."""


def change(factor: float) -> bool:
    """Wear another scaling; tell whether that could be done."""
    setter = _setter()
    if setter is None:
        return False
    app = QApplication
    while (popup := app.activePopupWidget()) is not None:
        popup.close()
    QGuiApplication.inputMethod().commit()
    active, focus = app.activeWindow(), app.focusWidget()
    # Those over others come last: they go first, and come back last
    windows = [_Window.of(top) for top in sorted(app.topLevelWidgets(), key=_depth) if top.windowHandle()]
    for window in reversed(windows):
        window.take_away()
    _quietly(setter, factor)
    for window in windows:
        window.bring_back()
    if active is not None:
        active.activateWindow()
    if focus is not None:
        focus.setFocus(Qt.FocusReason.ActiveWindowFocusReason)
    return True


@dataclass(frozen=True)
class _Window:
    """A window as it was: whether it was seen, how it stood, and its usual place on its screen, in dots."""

    top: QWidget
    seen: bool
    stood: Qt.WindowState
    dots: QRect

    @classmethod
    def of(cls, top: QWidget) -> _Window:
        """Return what is to be known of a window to bring it back."""
        place = top.normalGeometry() if top.isMaximized() or top.isFullScreen() else top.geometry()
        ratio = top.devicePixelRatioF()
        dots = QRect((place.topLeft() - top.screen().geometry().topLeft()) * ratio, place.size() * ratio)
        passing = top.windowType() in {Qt.WindowType.ToolTip, Qt.WindowType.Popup}
        return cls(top, top.isVisible() and not passing, top.windowState(), dots)

    def take_away(self) -> None:
        """Let go of what the system has of a window; all that it holds stays."""
        handle = self.top.windowHandle()
        if not self.seen:  # a menu or a tip that was open before
            self.top.hide()
            self.top.destroy()
            return
        self.top.setProperty(COMING_BACK, True)
        QWidget.setVisible(self.top, False)  # a dialog's own would be the end of it
        if handle is not None:
            handle.destroy()

    def bring_back(self) -> None:
        """Show it where it was; a dialog keeps its own measures, as far as there is room for them."""
        if not self.seen:
            return
        ratio = self.top.screen().devicePixelRatio()
        self.top.setWindowState(Qt.WindowState.WindowNoState)
        if isinstance(self.top, QDialog):
            self._fit(self.top, self.top.size())
        else:
            self.top.resize(self.dots.size() / ratio)
        self._put(self.top.screen().geometry().topLeft() + self.dots.topLeft() / ratio)
        self._make()
        self.top.setWindowState(self.stood & ~Qt.WindowState.WindowActive)
        QWidget.setVisible(self.top, True)
        self.top.setProperty(COMING_BACK, False)

    def _make(self) -> None:
        """Let the system have the window in its usual place, before it fills the screen again."""
        handle = self.top.windowHandle()
        if handle is not None:
            handle.create()

    @staticmethod
    def _fit(dialog: QDialog, wanted: QSize) -> None:
        if dialog.findChild(QWidget, "fitted") is None:
            fitting.fit(dialog, wanted)
        else:
            dialog.resize(fitting.within(wanted, fitting.room_of(dialog.parentWidget() or dialog)))

    def _put(self, corner: QPoint) -> None:
        """Put the window where it was, and no further out than its screen goes."""
        room = self.top.screen().availableGeometry()
        size = self.top.size()
        left = max(room.left(), min(corner.x(), room.right() + 1 - size.width()))
        top = max(room.top(), min(corner.y(), room.bottom() + 1 - size.height()))
        self.top.setGeometry(QRect(QPoint(left, top), size))


def _depth(top: QWidget) -> int:
    """Return over how many windows a window lies."""
    over = top.parentWidget()
    return 0 if over is None else 1 + _depth(over.window())


def _setter() -> Callable[[float], None] | None:
    """Return Qt's own way to another scaling."""
    try:
        if sys.platform == "win32":
            name = "Qt6Gui.dll"
            handle = ctypes.WinDLL("kernel32").GetModuleHandleW
            handle.argtypes, handle.restype = [ctypes.c_wchar_p], ctypes.c_void_p
            found = ctypes.CDLL(name, handle=handle(name))["?setGlobalFactor@QHighDpiScaling@@SAXN@Z"]
        else:
            library = ctypes.CDLL("libQt6Gui.so.6", mode=os.RTLD_NOLOAD | os.RTLD_LAZY)
            found = library["_ZN15QHighDpiScaling15setGlobalFactorEd"]
    except (OSError, AttributeError):
        return None
    found.argtypes, found.restype = [ctypes.c_double], None
    return found


def _quietly(setter: Callable[[float], None], factor: float) -> None:
    """Set the scaling; Qt warns of windows, though none of them has anything of the system's any more."""
    before = qInstallMessageHandler(lambda *_: None)
    try:
        setter(factor)
    finally:
        qInstallMessageHandler(before)
