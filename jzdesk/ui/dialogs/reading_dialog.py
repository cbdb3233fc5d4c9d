"""A workbook is being read: what is read, that something happens, and the way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QProgressBar, QVBoxLayout, QWidget

from jzdesk.ui.widgets.parts import button, label, row
from jzdesk.words import say


class ReadingDialog(QDialog):
    """Signals: `stop_requested`."""

    stop_requested = Signal()

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        self.setObjectName("readingDialog")
        self.setWindowTitle(say("ui.books.reading_window"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(420)
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(say("ui.books.reading_window"))
        self.halt = button(say("ui.books.stop"), "readingStop", self.stop_requested.emit)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 14, 16, 14)
        outer.setSpacing(10)
        outer.addWidget(label(say("ui.books.reading", name=name), wrap=True))
        outer.addWidget(bar)
        outer.addLayout(row(label(say("ui.books.nothing_yet"), "faint"), None, self.halt))

    def reject(self) -> None:
        """Escape stops the reading; the dialog goes when it has ended."""
        self.stop_requested.emit()
