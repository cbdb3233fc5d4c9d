"""The state a period is in, beside its name: pressed, it asks what that means."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from jzdesk.words import say


class StatePill(QLabel):
    """Signals: `pressed` what the state means is asked for; by keys F1 on any page leads to it."""

    pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("stateBadge")
        self.setProperty("tone", "plain")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_state(self, state: str, text: str) -> None:
        """Show a state, with what is added to its word."""
        self.setText(text)
        self.setToolTip(say("ui.help.state_tip", state=state))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask what it means."""
        self.pressed.emit()
        super().mouseReleaseEvent(event)
