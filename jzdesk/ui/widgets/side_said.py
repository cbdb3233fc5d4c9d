"""What the city said of the cell at the cursor, what became of it, and a line for the reply."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from jzdesk.models.letters import RETURN
from jzdesk.models.loop import Remark
from jzdesk.ui.tables.remark_columns import state_of
from jzdesk.ui.tables.said_of_cells import told_of
from jzdesk.ui.widgets.parts import button, clear, column, label
from jzdesk.words import say


class SideSaid(QWidget):
    """Signals: `written` a reply is being written (the remark, the text); `given` it stands and is to go out
    with the correction (the remark); `page_requested` where replies are given.
    """

    written = Signal(object, str)
    given = Signal(object)
    page_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sideSaid")
        self._remark: Remark | None = None
        self._shown: tuple[Remark, ...] = ()
        self.lines = column(spacing=4)
        self.field = QLineEdit()
        self.field.setObjectName("sideReply")
        self.field.setAccessibleName(say("ui.loop.side_reply"))
        self.field.setAcceptDrops(False)
        self.field.textEdited.connect(self._write)
        self.field.returnPressed.connect(self._give)
        self.act = button("", "sideReplyAct", self._give, look="textlink")
        outer = column(spacing=4, margins=(0, 2, 0, 6))
        outer.addLayout(self.lines)
        outer.addWidget(self.field)
        outer.addWidget(self.act)
        self.setLayout(outer)
        self.hide()

    def show_remarks(self, said: Sequence[Remark], begun: str) -> None:
        """Tell what was said of a cell; the first that waits is replied to, `begun` is its reply so far."""
        if tuple(said) != self._shown:
            clear(self.lines)
            for one, text in zip(said, told_of(said), strict=True):
                look = "secondary" if one.answered else "must" if one.kind == RETURN else "explain"
                self.lines.addWidget(label(text, look, wrap=True, name="sideRemark"))
                told = say("ui.loop.state_reply", state=state_of(one), reply=one.reply)
                self.lines.addWidget(label(told if one.reply else state_of(one), "small", wrap=True))
        self._shown = tuple(said)
        self._remark = waiting(said)
        open_ = self._remark is not None
        for part in (self.field, self.act):
            part.setVisible(open_)
        if self._remark is not None:
            returned = self._remark.kind == RETURN
            word = "hint_returned" if returned else "hint_queried"
            self.field.setPlaceholderText(say(f"ui.loop.{word}"))
            self.field.setToolTip(say(f"ui.loop.{word}"))
            self.act.setText(say("ui.loop.side_travel" if returned else "ui.loop.side_to_card"))
            self.act.setAccessibleName(self.act.text())
        if self.field.text().strip() != begun:
            self.field.setText(begun)
        self.setVisible(bool(said))

    def take_focus(self) -> None:
        """Put the cursor into the reply, if one is waited for."""
        if self._remark is not None:
            self.field.setFocus()

    @Slot()
    def _write(self) -> None:
        if self._remark is not None:
            self.written.emit(self._remark, self.field.text())

    @Slot()
    def _give(self) -> None:
        if self._remark is not None and self._remark.kind == RETURN:
            self.given.emit(self._remark)
        elif self._remark is not None:
            self.page_requested.emit("hand_in")


def waiting(said: Sequence[Remark]) -> Remark | None:
    """Return the first remark that nobody has answered."""
    return next((one for one in said if not one.answered), None)
