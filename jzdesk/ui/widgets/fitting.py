"""A dialog's size: the one it is drawn for, or what the screen has room for with a title bar."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog

FRAME = QSize(16, 48)


def fit(dialog: QDialog, wanted: QSize) -> None:
    """Give a dialog its size, but never more than the screen of the window it belongs to has."""
    screen = (dialog.parentWidget() or dialog).screen()
    dialog.resize(within(wanted, screen.availableGeometry().size()))


def within(wanted: QSize, room: QSize) -> QSize:
    """Return a size that fits into `room` together with its frame."""
    return wanted.boundedTo(room - FRAME)
