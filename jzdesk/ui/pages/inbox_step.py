"""One step with its one field, in one line: what is asked, the field, the button, and why it was refused."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from jzdesk.ui.widgets.parts import Card, button, column, label, row
from jzdesk.words import say


class StepRow(QWidget):
    """Signals: `requested` with what stands in the field."""

    requested = Signal(str)

    def __init__(self, name: str, title: str, act: str, *, hint: str = "", folder: bool = False) -> None:
        super().__init__()
        self.setObjectName(name)
        self.field = QLineEdit()
        self.field.setObjectName(f"{name}_field")
        self.field.setAccessibleName(title)
        self.field.setPlaceholderText(hint)
        self.field.returnPressed.connect(self._request)
        self.act = button(act, f"{name}_act", self._request, look="primary")
        parts: list[QWidget | None] = [label(title, "secondary"), self.field]
        if folder:
            self.field.textChanged.connect(self.field.setToolTip)
            parts.append(button(say("ui.hand_in.browse"), f"{name}_browse", self._browse))
        else:
            self.field.setFixedWidth(112)
            parts.append(None)
        self.wrong = label("", "must", wrap=True, name=f"{name}_wrong")
        self.wrong.hide()
        outer = column(spacing=6)
        outer.addLayout(row(*parts))
        outer.addWidget(self.wrong)
        self.setLayout(outer)

    def put(self, text: str) -> None:
        """Fill the field."""
        self.field.setText(text)

    def text(self) -> str:
        """Return what stands in the field."""
        return self.field.text().strip()

    def refuse(self, sentence: str) -> None:
        """Say why it could not be done; what was typed stays."""
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))

    @Slot()
    def _request(self) -> None:
        self.refuse("")
        self.requested.emit(self.text())

    @Slot()
    def _browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, say("ui.hand_in.choose_folder"), self.text())
        if chosen:
            self.put(chosen)


def bare(card: Card) -> None:
    """Let what is in a card reach its edges."""
    layout = card.layout()
    if layout is not None:
        layout.setContentsMargins(1, 1, 1, 1)
