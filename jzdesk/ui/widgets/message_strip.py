"""The strip above the page for what could not be done, or is to be noted; it stays until one goes on."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame

from jzdesk.ui.messages import REFUSED, Message
from jzdesk.ui.widgets.parts import button, label, retone, row
from jzdesk.words import say

MOST = 6


class MessageStrip(QFrame):
    """Shows one refusal, or one thing to be noted, at a time.

    Signals: `help_requested` what is said is to be explained.
    """

    help_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.sentence = ""
        self.setObjectName("messageStrip")
        self.setProperty("look", "refusal")
        self.text = label("", "must", wrap=True, name="messageText")
        line = row(margins=(14, 8, 8, 8))
        line.addWidget(self.text, 1)
        line.addWidget(button(say("ui.help.why"), "messageHelp", self._ask, look="link"))
        line.addWidget(button(say("ui.window.put_away"), "messageAway", self.put_away))
        self.setLayout(line)
        self.hide()

    def show_message(self, message: Message) -> None:
        """Show a sentence and the first of its findings."""
        more = len(message.findings) - MOST
        lines = [message.sentence, *message.findings[:MOST]]
        if more > 0:
            lines.append(say("ui.window.more_findings", n=more))
        self.text.setText("\n".join(lines))
        refused = message.level == REFUSED
        retone(self, "refusal" if refused else "notice", "look")
        retone(self.text, "must" if refused else "", "look")
        self.sentence = message.sentence
        self.setAccessibleName(message.sentence)
        self.show()

    @Slot()
    def _ask(self) -> None:
        self.help_requested.emit(self.sentence)

    @Slot()
    def put_away(self) -> None:
        """Hide the strip."""
        self.hide()
