"""A page that takes files from other programs' windows."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QWidget


class DropPlace(QWidget):
    """Signals: `hovered` files are held over it, or no longer; `dropped` with the files let go here."""

    hovered = Signal(bool)
    dropped = Signal(list)

    def __init__(self, within: QWidget) -> None:
        super().__init__(within)
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files from other windows."""
        if paths_of(event.mimeData()):
            self.hovered.emit(True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """They went on."""
        self.hovered.emit(False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was let go here."""
        self.hovered.emit(False)
        event.acceptProposedAction()
        self.dropped.emit(paths_of(event.mimeData()))


def paths_of(data: QMimeData) -> list[Path]:
    """Return the files that were copied or dragged here."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
