"""What the city hands down, before it is written: every change in a list, and one button."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from jzdesk.desk.handed_lines import CHANGED, GONE, NEW, REFUSED, Handed, HandedLine
from jzdesk.ui.pages.key_check import KeyCheck
from jzdesk.ui.tables.list_view import ListView
from jzdesk.ui.tables.listing import SIGN, TEXT, ListColumn, ListModel, Part
from jzdesk.ui.theme import Theme
from jzdesk.ui.widgets.fitting import fit
from jzdesk.ui.widgets.parts import button, label, retone, row
from jzdesk.words import say

WIDTH, HEIGHT = 1000, 560
_SIGNS = {
    NEW: ("＋", "good"), CHANGED: ("changed", "explain"), GONE: ("－", "must"), REFUSED: ("refused", "must"),
}  # fmt: skip


def _sign(one: HandedLine) -> Part:
    sign, tone = _SIGNS[one.status]
    return Part(sign, SIGN, tone, say(f"ui.handed.status_{one.status}"))


def _status(one: HandedLine) -> Part:
    return Part(say(f"ui.handed.status_{one.status}"), TEXT, _SIGNS[one.status][1])


_COLUMNS = (
    ListColumn[HandedLine]("", 28, _sign),
    ListColumn[HandedLine](say("ui.handed.head_status"), 72, _status),
    ListColumn[HandedLine](say("ui.handed.head_what"), 0, lambda one: Part(one.what)),
    ListColumn[HandedLine](say("ui.handed.head_text"), 0, lambda one: Part(one.text, TEXT, "", one.text)),
)


class HandedDialog(QDialog):
    """Signals: `confirmed` it is to be done; `heard` the 密钥码 heard on the telephone, as it was typed."""

    confirmed = Signal()
    heard = Signal(str)

    def __init__(self, parent: QWidget, theme: Theme, handed: Handed, act: str) -> None:
        super().__init__(parent)
        self.setObjectName("handedDialog")
        self.setWindowTitle(say("ui.handed.window"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        fit(self, QSize(WIDTH, HEIGHT))
        self.told = label(handed.told, "secondary", wrap=True, name="handedTold")
        self.model: ListModel[HandedLine] = ListModel(_COLUMNS, self)
        self.view = ListView(theme, self.model, "handedList")
        self.view.setAccessibleName(say("ui.handed.list"))
        self.model.show_items(handed.lines)
        none = label(say("ui.handed.none"), "secondary", name="handedNone")
        none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.view.setVisible(bool(handed.lines))
        none.setVisible(not handed.lines)
        self.cancel = button(say("ui.handed.cancel"), "handedCancel", self.reject)
        self.act = button(act, "handedAct", self.confirmed.emit, look="primary")
        self.act.setEnabled(handed.can)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 14, 16, 14)
        outer.setSpacing(8)
        outer.addWidget(label(handed.head, "head", wrap=True))
        outer.addWidget(self.told)
        outer.addWidget(self.view, 1)
        outer.addWidget(none, 1)
        outer.addLayout(row(label(say("ui.handed.nothing_yet"), "faint"), None, self.cancel, self.act))
        self.key: KeyCheck | None = self._ask_key(outer, handed.key_code) if handed.key_code else None
        if not handed.can:
            retone(self.told, "must" if handed.lines else "secondary", "look")
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self.act.click)
        (self.act if handed.can else self.key.field if self.key else self.view).setFocus()

    def _ask_key(self, outer: QVBoxLayout, code: str) -> KeyCheck:
        """Ask for the 密钥码 below the list: nothing is taken in under a key that nobody has confirmed."""
        made = KeyCheck("handedKey")
        made.show_code("", code)
        made.text.hide()
        made.told.connect(self.heard)
        outer.insertWidget(outer.count() - 1, made)
        outer.insertLayout(outer.count() - 1, row(made.act, None))
        return made

    def show_busy(self) -> None:
        """Say that it is being written; until it is, it can be given up."""
        self.act.setEnabled(False)
        self.told.setText(say("ui.handed.writing"))
        retone(self.told, "secondary", "look")

    def refuse(self, sentence: str) -> None:
        """Say why nothing was written."""
        self.act.setEnabled(True)
        self.told.setText(sentence)
        retone(self.told, "must", "look")
