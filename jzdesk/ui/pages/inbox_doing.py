"""What is done with files of 待接收文件: taken in one after the other, or one accepted with its receipt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from jzdesk.desk import inbox
from jzdesk.desk.arriving import Read
from jzdesk.errors import JzdeskError, StoppedError
from jzdesk.models.letters import UPLOAD
from jzdesk.models.value import parse_date
from jzdesk.ui.jobs import Jobs
from jzdesk.ui.messages import Messages
from jzdesk.ui.pages.inbox_detail import DetailPanel
from jzdesk.ui.pages.inbox_list import InboxCard
from jzdesk.ui.session import Session
from jzdesk.words import say

TAKE, ACCEPT = "take", "accept"


class InboxDoing(QObject):
    """Signals: `taken` files were taken in, or refused (their entries of `receive`); `accepted` one was."""

    taken = Signal(object)
    accepted = Signal()

    def __init__(
        self, page: QObject, session: Session, messages: Messages, jobs: Jobs, card: InboxCard,
        detail: DetailPanel,
    ) -> None:  # fmt: skip
        super().__init__(page)
        self._session, self._messages, self._jobs = session, messages, jobs
        self._card, self._detail = card, detail
        self._name = ""
        jobs.finished.connect(self._finished)
        jobs.failed.connect(self._failed)
        jobs.told.connect(self._told)

    @property
    def busy(self) -> bool:
        """Something of this page is being done."""
        return bool(self._name)

    def take(self, files: Sequence[Read], day: str) -> None:
        """Take in files that came on a day, as it was typed."""
        if not files:
            return
        try:
            on = parse_date(day)
        except JzdeskError as error:
            self._detail.take.refuse(error.sentence)
            return
        steps = inbox.receiving_all(self._session.office, files, on)
        self._run(TAKE, partial(self._jobs.run_steps, steps=steps), len(files))

    @Slot(str)
    def accept(self, out: str) -> None:
        """Accept the file that is shown and put its receipt into a folder."""
        one = self._detail.shown
        if one is None:
            return
        if not out:
            self._detail.accept.refuse(say("ui.inbox.no_folder"))
            return
        try:
            work, then = inbox.accepting(self._session.office, one, Path(out))
        except JzdeskError as error:
            self._detail.refuse(all_of(error))
            return
        self._run(ACCEPT, partial(self._jobs.run_aside, work=work, then=then), 1)

    def _run(self, name: str, begin: Callable[[str], bool], number: int) -> None:
        if begin(say(f"ui.inbox.{name}_busy", n=number)):
            self._name = name
            self._card.show_doing(say(f"ui.inbox.{name}_busy", n=number))
        else:
            self._messages.tell(say("ui.inbox.busy"))

    @Slot(object)
    def _told(self, how_far: list[int]) -> None:
        if self._name == TAKE:
            done, of = how_far
            busy = say("ui.inbox.take_busy", n=of)
            self._card.show_doing(say("ui.window.how_far", what=busy, n=done + 1, of=of))

    def _rest(self) -> str:
        name, self._name = self._name, ""
        if name:
            self._card.show_doing("")
        return name

    @Slot(object)
    def _finished(self, result: Any) -> None:
        name = self._rest()
        if name == TAKE:
            self.taken.emit(result)
            self._messages.tell(_told_of(result))
        elif name == ACCEPT:
            self.accepted.emit()
            self._messages.tell(say("ui.inbox.accepted", file=result.name, folder=result.parent))

    @Slot(object)
    def _failed(self, error: JzdeskError) -> None:
        if not self._rest():
            return
        self._session.refresh()
        if isinstance(error, StoppedError):
            self._messages.tell(error.sentence)
        else:
            self._detail.refuse(all_of(error))


def _told_of(told: Sequence[dict[str, Any]]) -> str:
    """Return what is told of files that were to be taken in; of a single letter, what it was."""
    taken = [one for one in told if one["verdict"] == "taken"]
    if len(told) == len(taken) == 1 and taken[0]["kind"] != UPLOAD:
        return str(taken[0]["message"])
    left = len(told) - len(taken)
    return say("ui.inbox.taken_some" if left else "ui.inbox.taken", n=len(taken), left=left)


def all_of(error: JzdeskError) -> str:
    """Return all sentences of a failure, one a line."""
    return "\n".join((error.sentence, *error.findings))
