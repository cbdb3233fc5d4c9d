"""An entry workbook before it is written: every change, everything refused, and one button."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from jzdesk.desk.books import Filled
from jzdesk.ui.dialogs.change_list import ChangeList
from jzdesk.ui.theme import Theme
from jzdesk.ui.widgets.fitting import fit
from jzdesk.ui.widgets.parts import button, label, retone, row
from jzdesk.words import say

WIDTH, HEIGHT = 1080, 600


class FillDialog(QDialog):
    """Signals: `write_requested` the changes are to be written."""

    write_requested = Signal()

    def __init__(self, parent: QWidget, theme: Theme, filled: Filled) -> None:
        super().__init__(parent)
        self.setObjectName("fillDialog")
        self.setWindowTitle(say("ui.books.fill_window"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        fit(self, QSize(WIDTH, HEIGHT))
        self.filled = filled
        plan = filled.plan
        head = label(say("ui.books.fill_head", name=filled.path.name), "head", wrap=True)
        word = "fill_answer" if filled.bureau else "fill_period"
        place = label(say(f"ui.books.{word}", period=filled.period.title, bureau=filled.bureau), "small")
        self.told = label("", "secondary", wrap=True, name="fillTold")
        self.changes = ChangeList(theme)
        self.cancel = button(say("ui.books.cancel"), "fillCancel", self.reject)
        self.write = button(
            say("ui.books.write", n=len(plan.changes)), "fillWrite", self.write_requested.emit, look="primary"
        )
        self.write.setEnabled(filled.can)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 14, 16, 14)
        outer.setSpacing(8)
        for part in (head, place, self.told):
            outer.addWidget(part)
        outer.addWidget(self.changes, 1)
        outer.addLayout(row(label(say("ui.books.nothing_yet"), "faint"), None, self.cancel, self.write))
        self.changes.show_lines(filled.lines)
        self._tell()
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self._press)
        (self.write if filled.can else self.changes.view).setFocus()

    def _tell(self) -> None:
        plan = self.filled.plan
        if plan.refused:
            self.told.setText(say("ui.books.fill_refused", n=len(plan.refused)))
            retone(self.told, "must", "look")
        elif not plan.changes:
            self.told.setText(say("ui.books.fill_noted" if self.filled.bureau else "ui.books.fill_nothing"))
        else:
            new = len(plan.new_rows)
            word = "fill_told_rows" if new else "fill_told"
            self.told.setText(say(f"ui.books.{word}", n=len(plan.changes), rows=new))

    @Slot()
    def _press(self) -> None:
        self.write.click()

    def refuse(self, sentence: str) -> None:
        """Say why nothing was written."""
        self.told.setText(sentence)
        retone(self.told, "must", "look")
