"""A small box beside what was pressed that asks for a few lines of text and does one thing with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from jzdesk.errors import JzdeskError
from jzdesk.ui.dialogs.float_box import FloatBox
from jzdesk.ui.messages import Messages
from jzdesk.ui.session import Session
from jzdesk.ui.widgets.parts import button, label, row
from jzdesk.words import say

WIDTH = 420
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


class AskBox(FloatBox):
    """Asks one thing after the other; what was typed stays when it is refused."""

    def __init__(self, session: Session, messages: Messages, parent: QWidget) -> None:
        super().__init__(session, messages, parent, "askBox", WIDTH)
        self._asked: Ask | None = None
        self.edits: dict[str, QLineEdit] = {}
        self.act = button("", "askAct", self.do, look="primary")
        self.gone = button("", "askGone", self.undo, look="link")
        self.cancel = button(say("ui.window.cancel"), "askCancel", self.dismiss)
        self.arrange(row(self.act, self.cancel, None, self.gone))

    def ask(self, asked: Ask, near: QWidget) -> None:
        """Open beside what was pressed."""
        self._asked = asked
        self._clear()
        for line, (name, title, hint) in enumerate(asked.fields):
            edit = QLineEdit(asked.values.get(name, ""))
            edit.setObjectName(f"ask_{name}")
            edit.setAccessibleName(title)
            edit.setPlaceholderText(hint)
            edit.returnPressed.connect(self.do)
            self.edits[name] = edit
            self.grid.addWidget(label(title, "secondary"), line, 0)
            self.grid.addWidget(edit, line, 1)
        self.head(asked.title, asked.about)
        self.act.setText(asked.verb)
        self.gone.setText(asked.gone)
        self.gone.setVisible(asked.undo is not None)
        self.open_near(near, next(iter(self.edits.values()), None) or self.act)

    def _clear(self) -> None:
        self.edits.clear()
        while (item := self.grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

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
            self.refuse(error.sentence)
            return
        self.done(told)
