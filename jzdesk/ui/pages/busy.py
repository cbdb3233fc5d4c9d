"""What stands in the window while the store itself is exchanged: what is done, and the way to give it up."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from jzdesk.ui.theme import PAD
from jzdesk.ui.widgets.parts import Card, button, label, row
from jzdesk.words import say

WIDTH = 520


class BusyPage(QWidget):
    """Signals: `stop_requested` it is to be given up."""

    stop_requested = Signal()

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self.setObjectName("busyPage")
        card = Card(name="busyCard")
        card.setFixedWidth(WIDTH)
        self.title = label(title, "head", wrap=True, name="busyTitle")
        self.stop = button(say("ui.window.cancel"), "busyStop", self.stop_requested.emit)
        card.body.addWidget(self.title)
        card.body.addWidget(label(text, "secondary", wrap=True, name="busyText"))
        card.body.addLayout(row(self.stop, None))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(PAD, PAD, PAD, PAD)
        outer.addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)

    def take_focus(self) -> None:
        """Put the focus on the way out."""
        self.stop.setFocus()
