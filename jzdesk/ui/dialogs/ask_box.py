"""A small box beside what was pressed, with a few fields: it floats, blocks nothing, and Esc closes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QPoint, QSize, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from jzdesk.errors import JzdeskError
from jzdesk.ui.messages import Messages
from jzdesk.ui.session import Session
from jzdesk.ui.widgets.fitting import shrink
from jzdesk.ui.widgets.parts import around, button, label, row
from jzdesk.words import say

WIDTH, _MARGIN = 420, 16
Values = Mapping[str, str]
Act = Callable[[Values], str]
"""Does what was asked and returns the sentence that tells so; `JzdeskError` where it cannot be."""


@dataclass(frozen=True)
class Ask:
    """What is asked: fields as (name, title, hint), the verb of the button and what it does.

    `gone` is the verb that takes back what is there already, by `undo`.
    """

    title: str
    about: str
    fields: tuple[tuple[str, str, str], ...]
    verb: str
    act: Act
    values: Values = field(default_factory=dict)
    gone: str = ""
    undo: Act | None = None


class AskBox(QFrame):
    """Asks one thing after the other; what was typed stays when it is refused."""

    def __init__(self, session: Session, messages: Messages, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self.setObjectName("askBox")
        self.setProperty("look", "float")
        self.setFixedWidth(WIDTH)
        self._session, self._messages = session, messages
        self._asked: Ask | None = None
        self._back: QWidget | None = None
        self.edits: dict[str, QLineEdit] = {}
        self.title = label("", "strong", wrap=True)
        self.about = label("", "faint", wrap=True)
        self.wrong = label("", "must", wrap=True, name="askWrong")
        self.act = button("", "askAct", self.do, look="primary")
        self.gone = button("", "askGone", self.undo, look="link")
        self.cancel = button(say("ui.window.cancel"), "askCancel", self.dismiss)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        for part in (self.title, self.about, self.wrong):  # else it asks for the height of a narrower one
            part.setFixedWidth(WIDTH - 2 * _MARGIN)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(_MARGIN, 14, _MARGIN, 14)
        outer.setSpacing(10)
        for part in (self.title, self.about):
            outer.addWidget(part)
        outer.addLayout(self._grid)
        outer.addWidget(self.wrong)
        outer.addLayout(row(self.act, self.cancel, None, self.gone))
        session.turned.connect(self.dismiss)
        self.hide()

    def ask(self, asked: Ask, near: QWidget) -> None:
        """Open beside what was pressed."""
        self._asked, self._back = asked, near
        self._clear()
        for line, (name, title, hint) in enumerate(asked.fields):
            edit = QLineEdit(asked.values.get(name, ""))
            edit.setObjectName(f"ask_{name}")
            edit.setAccessibleName(title)
            edit.setPlaceholderText(hint)
            edit.returnPressed.connect(self.do)
            self.edits[name] = edit
            self._grid.addWidget(label(title, "secondary"), line, 0)
            self._grid.addWidget(edit, line, 1)
        self.title.setText(asked.title)
        self.setAccessibleName(asked.title)
        self.about.setText(asked.about)
        self.about.setVisible(bool(asked.about))
        self.act.setText(asked.verb)
        self.gone.setText(asked.gone)
        self.gone.setVisible(asked.undo is not None)
        self._refuse("")
        self.show()
        self._place()
        self.raise_()
        (next(iter(self.edits.values()), None) or self.act).setFocus()

    def _clear(self) -> None:
        self.edits.clear()
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _place(self) -> None:
        shrink(self, around(self).size() - QSize(8, 8))
        if self._back is None:
            return
        room, at = around(self), self._back.mapTo(self._window, QPoint(0, self._back.height() + 6))
        across = max(4, min(at.x(), room.right() - self.width() - 8))
        above = at.y() - self._back.height() - self.height() - 12
        down = at.y() if at.y() + self.height() < room.bottom() else max(4, above)
        self.move(across, max(4, min(down, room.bottom() - self.height() - 4)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    @Slot()
    def do(self) -> None:
        """Do what was asked with what was typed, or say why it cannot be."""
        if self._asked is not None:
            self._run(self._asked.act)

    @Slot()
    def undo(self) -> None:
        """Take back what is there."""
        if self._asked is not None and self._asked.undo is not None:
            self._run(self._asked.undo)

    def _run(self, act: Act) -> None:
        try:
            told = act({name: edit.text() for name, edit in self.edits.items()})
        except JzdeskError as error:
            self._refuse(error.sentence)
            return
        self.dismiss()
        self._session.refresh()
        self._messages.tell(told)

    def _refuse(self, sentence: str) -> None:
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))
        if self.isVisible():
            self._place()

    @Slot()
    def dismiss(self) -> None:
        """Close and give the focus back."""
        if self.isVisible():
            self.hide()
            if self._back is not None:
                self._back.setFocus()
