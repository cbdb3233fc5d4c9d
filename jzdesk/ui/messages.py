"""The one way a sentence reaches the user; all of them are logged, tests record them.

Quiet sentences stand in the status line, refusals and what is to be noted in a strip above the page until
they are put away.
What is said before a window listens waits for it.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from jzdesk.records import dataclass

if TYPE_CHECKING:
    from jzdesk.errors import JzdeskError

_LOG = logging.getLogger(__name__)

TOLD, NOTED, REFUSED = "told", "noted", "refused"


@dataclass(frozen=True)
class Message:
    """One sentence and what lies behind it."""

    level: str
    sentence: str
    findings: tuple[str, ...] = ()


class Messages(QObject):
    """Signals: `said` a message is to be shown; `cleared` the strip has had its time; `counted` what the
    figures that are chosen come to, empty for none.
    """

    said = Signal(object)
    cleared = Signal()
    counted = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[Message] = []
        self._heard = False

    def tell(self, sentence: str) -> None:
        """Say quietly what was done."""
        self._say(Message(TOLD, sentence))

    def note(self, sentence: str, findings: Sequence[str] = ()) -> None:
        """Say what was done where it is to be read in peace."""
        self._say(Message(NOTED, sentence, tuple(findings)))

    def refuse(self, error: JzdeskError) -> None:
        """Say what could not be done, why, and what to do."""
        self._say(Message(REFUSED, error.sentence, error.findings))

    def warn(self, sentence: str) -> None:
        """Say something that must not be overlooked."""
        self._say(Message(REFUSED, sentence))

    def clear(self) -> None:
        """Put the strip away: the user has gone on."""
        self.cleared.emit()

    def listen(self) -> None:
        """Say now what was said before anybody listened."""
        self._heard = True
        waiting, self._waiting = self._waiting, []
        for message in waiting:
            self.said.emit(message)

    def _say(self, message: Message) -> None:
        # The log holds no figures, and a sentence may: only that something was said stands there.
        _LOG.info("said to the user (%s)", message.level)
        if self._heard:
            self.said.emit(message)
        else:
            self._waiting.append(message)
