"""One remark of the city as the county reads it: of which cell, what, what became of it, and the reply."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from jzdesk.models.letters import RETURN
from jzdesk.models.loop import Remark
from jzdesk.ui.tables.remark_columns import sign_of, source_of, state_of, tone_of
from jzdesk.ui.theme import SIGNS
from jzdesk.ui.widgets.parts import button, column, label, pill, row
from jzdesk.words import say


class RemarkRow(QWidget):
    """Signals: `written` a reply is being written (the remark, the text); `entered` Enter ended it;
    `jump_requested` its cell.
    """

    written = Signal(object, str)
    entered = Signal()
    jump_requested = Signal(object)

    def __init__(self, remark: Remark, begun: str) -> None:
        super().__init__()
        self.remark = remark
        self.setObjectName("remarkRow")
        sign = label(SIGNS[sign_of(remark)], tone_of(remark) or "secondary")
        self.place = button(
            remark.place, f"remarkPlace_{remark.number}_{remark.key}", self._jump, look="textlink"
        )
        self.place.setToolTip(say("ui.loop.to_cell"))
        self.place.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        state = pill(state_of(remark), tone_of(remark) or "good")
        head = row(sign, self.place, state)
        head.setStretch(1, 1)
        self.text = label(remark.text, wrap=True)
        told = row(self.text, label(source_of(remark), "faint"))
        told.setStretch(0, 1)
        self.field = QLineEdit(begun)
        self.field.setObjectName(f"reply_{remark.key}")
        self.field.setAccessibleName(say("ui.loop.reply_to", place=remark.place))
        word = "hint_returned" if remark.kind == RETURN else "hint_queried"
        self.field.setPlaceholderText(say(f"ui.loop.{word}"))
        self.field.textChanged.connect(self._write)
        self.field.returnPressed.connect(self.entered)
        self.field.setVisible(not remark.answered)
        self.reply = label(say("ui.loop.replied", text=remark.reply), "secondary", wrap=True)
        self.reply.setVisible(bool(remark.reply))
        outer = column(spacing=3, margins=(0, 0, 0, 6))
        outer.addLayout(head)
        outer.addLayout(told)
        for part in (self.reply, self.field):
            outer.addWidget(part)
        self.setLayout(outer)

    @Slot()
    def _write(self) -> None:
        self.written.emit(self.remark, self.field.text())

    @Slot()
    def _jump(self) -> None:
        self.jump_requested.emit(self.remark.key)
