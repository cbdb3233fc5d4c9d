"""A band that says why, and the way out."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame

from jzdesk.ui.widgets.parts import button, label, row


class Notice(QFrame):
    """A quiet band that says why a form cannot be typed in, and the way out.

    Signals: `asked` for the way out.
    """

    asked = Signal()

    def __init__(self, *, look: str = "notice", name: str = "notice") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("look", look)
        self.text = label("", wrap=True, name=f"{name}Text")
        self.way = button("", f"{name}Button", self._ask)
        line = row(spacing=8, margins=(12, 5, 8, 5))
        line.addWidget(self.text, 1)
        line.addWidget(self.way)
        self.setLayout(line)
        self.hide()

    def show_notice(self, text: str, way: str) -> None:
        """Show a sentence with the button that helps, or nothing."""
        self.text.setText(text)
        if way:  # one that is hidden keeps its name
            self.way.setText(way)
            self.way.setAccessibleName(way)
        self.way.setVisible(bool(way))
        self.setVisible(bool(text))

    @Slot()
    def _ask(self) -> None:
        self.asked.emit()
