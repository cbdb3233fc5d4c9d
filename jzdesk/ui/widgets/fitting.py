"""How large dialogs and what floats may be: as they are drawn, or what there is room for, and bars then."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Slot
from PySide6.QtWidgets import QApplication, QDialog, QScrollArea, QVBoxLayout, QWidget

from jzdesk.ui.widgets.scrolled import Scrolled

FRAME = QSize(16, 48)
LOW = 460
"""The height of a screen (in letters of 200 %) on which what a dialog holds scrolls as a whole."""
BAR = 14


def fit(dialog: QDialog, wanted: QSize) -> None:
    """Give a dialog its size, but never more than the screen of the window it belongs to has."""
    room = room_of(dialog.parentWidget() or dialog)
    size = within(wanted, room)
    dialog.resize(size)
    if room.height() < LOW:
        dialog.installEventFilter(_Low(dialog, size))


def within(wanted: QSize, room: QSize) -> QSize:
    """Return a size that fits into `room` together with its frame."""
    return wanted.boundedTo(room - FRAME)


def room_of(part: QWidget) -> QSize:
    """Return the room for what stands over a part: its screen's, and never less than its window's."""
    return part.screen().availableGeometry().size().expandedTo(part.window().size())


def shrink(floating: QWidget, room: QSize) -> None:
    """Give what floats the size it needs, or what there is room for."""
    area = floating.findChild(QScrollArea, "fitted")
    if area is None and floating.sizeHint().height() <= room.height():
        floating.adjustSize()
        return
    if area is None:
        floating.setFixedWidth(floating.minimumWidth() + BAR)  # those that float have a width of their own
        area = _let_scroll(floating)
    inner = area.widget()
    if inner is not None:
        floating.resize(floating.width(), min(inner.sizeHint().height() + 2, room.height()))


def _let_scroll(holder: QWidget) -> Scrolled:
    """Put what a dialog or a floating part holds into a place that scrolls."""
    inner = QWidget()
    inner.setObjectName("content")
    layout = holder.layout()
    if layout is not None:
        inner.setLayout(layout)  # which takes it, and all that lies in it, from its holder
    area = Scrolled()
    area.hold(inner)
    area.setObjectName("fitted")
    outer = QVBoxLayout(holder)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(area)
    return area


class _Low(QObject):
    """Lets a dialog on a low screen scroll once all that it holds is in it; Tab brings parts into view."""

    def __init__(self, dialog: QDialog, size: QSize) -> None:
        super().__init__(dialog)
        self._dialog, self._size = dialog, size
        self._area: Scrolled | None = None
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the dialog to be shown."""
        if event.type() == QEvent.Type.Show and watched is self._dialog and self._area is None:
            focus = self._dialog.focusWidget()
            self._area = _let_scroll(self._dialog)
            self._dialog.setMinimumSize(0, 0)
            self._dialog.resize(self._size)
            if focus is not None:
                focus.setFocus(Qt.FocusReason.OtherFocusReason)
        return False

    @Slot()
    def _follow(self) -> None:
        if self._area is not None:
            self._area.follow(QApplication.focusWidget())
