"""What is done for an open store while nobody works at it, and once more as it closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jzdesk.ui import settling
from jzdesk.ui.day_copy import DayCopy
from jzdesk.ui.second_look import SecondLook

if TYPE_CHECKING:
    from jzdesk.ui.jobs import Jobs
    from jzdesk.ui.messages import Messages
    from jzdesk.ui.session import Session


class Pauses:
    """The copy of each day of use, and the checks that the first page did without."""

    def __init__(self, session: Session, messages: Messages, jobs: Jobs) -> None:
        self._session = session
        self.day = DayCopy(session, messages, jobs)
        self.second = SecondLook(session)

    def begin(self) -> None:
        """Begin: the window is seen."""
        self.second.begin()

    def end(self, since: str | None) -> None:
        """Do what is left before the store is closed; `since` is its head as it was opened (see `daily`)."""
        settling.of(self._session).end()
        self.day.end(since)
        self.second.end()
