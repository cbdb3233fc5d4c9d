"""A password for a copy: a new one typed twice below its warning, or the one it was made with."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from jzdesk.ui.dialogs.closing import Closing
from jzdesk.ui.widgets.fitting import fit
from jzdesk.ui.widgets.parts import button, label, row
from jzdesk.words import say

SIZE, NEW_SIZE = QSize(500, 230), QSize(500, 300)


class PasswordDialog(Closing):
    """Signals: `given` the password."""

    given = Signal(str)

    def __init__(self, parent: QWidget, about: str, *, new: bool) -> None:
        super().__init__(parent)
        self.setObjectName("passwordDialog")
        title = say("ui.password.new" if new else "ui.password.old")
        self.setWindowTitle(title)
        fit(self, NEW_SIZE if new else SIZE)
        self.first = self._line("first")
        self.again = self._line("again")
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for number, line in enumerate((self.first, self.again) if new else (self.first,)):
            grid.addWidget(label(line.accessibleName(), "secondary"), number, 0)
            grid.addWidget(line, number, 1)
        self._new = new
        self.wrong = label("", "must", wrap=True, name="passwordWrong")
        self._word = say("ui.password.set" if new else "ui.password.open")
        self.act = button(self._word, "passwordAct", self._give, look="primary")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 14, 16, 14)
        outer.setSpacing(10)
        outer.addWidget(label(title, "head"))
        outer.addWidget(label(about, "secondary", wrap=True))
        if new:
            outer.addWidget(label(say("ui.password.warning"), "explain", wrap=True, name="passwordWarning"))
        outer.addLayout(grid)
        outer.addWidget(self.wrong)
        outer.addStretch(1)
        outer.addLayout(row(None, button(say("ui.window.cancel"), "passwordCancel", self.reject), self.act))
        self.refuse("")
        self.first.setFocus()

    def _line(self, name: str) -> QLineEdit:
        made = QLineEdit()
        made.setObjectName(f"password_{name}")
        made.setAccessibleName(say(f"ui.password.{name}"))
        made.setEchoMode(QLineEdit.EchoMode.Password)
        made.returnPressed.connect(self._give)
        return made

    def show_busy(self, text: str) -> None:
        """Show that the copy is being opened, or that it no longer is."""
        self.act.setText(text or self._word)
        self.act.setEnabled(not text)
        for line in (self.first, self.again):
            line.setReadOnly(bool(text))  # disabled, it would hand on the Enter that began it

    def refuse(self, sentence: str) -> None:
        """Say why it does not do; what was typed stays."""
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))

    @Slot()
    def _give(self) -> None:
        if not self.first.text():
            self.refuse(say("ui.password.empty"))
        elif self._new and self.first.text() != self.again.text():
            self.refuse(say("ui.password.differs"))
        else:
            self.given.emit(self.first.text())
