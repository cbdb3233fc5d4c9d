"""做单位登记: where the file goes, and the passphrase under which a copy of the key is sealed."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from jzdesk.ui.dialogs.closing import Closing
from jzdesk.ui.widgets.fitting import fit
from jzdesk.ui.widgets.parts import button, label, row
from jzdesk.words import say

WIDTH, HEIGHT = 560, 340


class EnrolDialog(Closing):
    """Signals: `requested` the file is to be made."""

    requested = Signal()

    def __init__(self, parent: QWidget, folder: str, *, sealed: bool) -> None:
        super().__init__(parent)
        self.setObjectName("enrolDialog")
        self.setWindowTitle(say("ui.keys.enrol_title"))
        fit(self, QSize(WIDTH, HEIGHT))
        self.folder = self._line("folder")
        self.folder.setText(folder)
        self.first, self.again = self._line("passphrase"), self._line("again")
        for line in (self.first, self.again):
            line.setEchoMode(QLineEdit.EchoMode.Password)
        browse = button(say("ui.hand_in.browse"), "enrolBrowse", self._browse)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for number, line in enumerate((self.first, self.again, self.folder)):
            grid.addWidget(label(line.accessibleName(), "secondary"), number, 0)
            grid.addWidget(line, number, 1)
        grid.addWidget(browse, 2, 2)
        self.wrong = label("", "must", wrap=True, name="enrolWrong")
        self.act = button(say("ui.keys.enrol_act"), "enrolAct", self.requested.emit, look="primary")
        cancel = button(say("ui.window.cancel"), "enrolCancel", self.reject)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 14, 16, 14)
        outer.setSpacing(10)
        outer.addWidget(label(say("ui.keys.enrol_title"), "head"))
        outer.addWidget(label(say("ui.keys.enrol_text"), "secondary", wrap=True))
        outer.addWidget(
            label(say("ui.keys.warning_again" if sealed else "ui.keys.warning"), "explain", wrap=True)
        )
        outer.addLayout(grid)
        outer.addWidget(self.wrong)
        outer.addStretch(1)
        outer.addLayout(row(None, cancel, self.act))
        self.refuse("")
        self.first.setFocus()

    def _line(self, name: str) -> QLineEdit:
        made = QLineEdit()
        made.setObjectName(f"enrol_{name}")
        made.setAccessibleName(say(f"ui.keys.{name}"))
        made.returnPressed.connect(self.requested)
        return made

    def refuse(self, sentence: str) -> None:
        """Say why it could not be done; what was typed stays."""
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))

    @Slot()
    def _browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, say("ui.hand_in.choose_folder"), self.folder.text())
        if chosen:
            self.folder.setText(chosen)
