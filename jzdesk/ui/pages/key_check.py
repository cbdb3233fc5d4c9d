"""A 密钥码 to be heard on the telephone: shown large, typed as it was heard, and confirmed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from jzdesk.ui.widgets.parts import button, column, label, row
from jzdesk.words import say

DIGITS = "0000 0000 0000 0000 0000 "
"""As wide as a 密钥码 in groups of four."""


class KeyCheck(QWidget):
    """Signals: `told` what was typed as it was heard."""

    told = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.text = label("", "secondary", wrap=True, name=f"{name}Text")
        self.code = label("", "figure", name=f"{name}Code")
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.field = QLineEdit()
        self.field.setObjectName(f"{name}Field")
        self.field.setAccessibleName(say("ui.keys.heard"))
        self.field.setPlaceholderText(say("ui.keys.heard_hint"))
        self.field.setMinimumWidth(self.field.fontMetrics().horizontalAdvance(DIGITS) + 24)
        self.field.returnPressed.connect(self._tell)
        self.act = button(say("ui.keys.confirm"), f"{name}Act", self._tell, look="primary")
        self.wrong = label("", "must", wrap=True, name=f"{name}Wrong")
        self.wrong.hide()
        line = row(label(say("ui.keys.heard"), "secondary"), self.field)
        line.setStretch(1, 1)
        outer = column(self.text, self.code, spacing=6)
        outer.addLayout(line)
        outer.addWidget(self.wrong)
        self.setLayout(outer)

    def show_code(self, text: str, code: str) -> None:
        """Ask for a 密钥码; what was typed for another one is forgotten, and why another file was refused."""
        if text != self.text.text():
            self.refuse("")
        if code != self.code.text():
            self.field.clear()
        self.text.setText(text)
        self.code.setText(code)
        self.code.setAccessibleName(say("ui.keys.code_is", code=code))

    def refuse(self, sentence: str) -> None:
        """Say why it was not confirmed; what was typed stays."""
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))
        if sentence:
            self.field.setFocus()

    @Slot()
    def _tell(self) -> None:
        self.refuse("")
        self.told.emit(self.field.text())
