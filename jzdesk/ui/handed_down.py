"""下发: what the city hands down is looked at and taken in, at the city, a county, and by an open period."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from jzdesk.desk import adopting, allotting, enrolling, handed_lines, inbox
from jzdesk.errors import JzdeskError
from jzdesk.ui import settling
from jzdesk.ui.dialogs.handed_dialog import HandedDialog
from jzdesk.ui.errand import Errand
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.desk.arriving import Read
    from jzdesk.desk.handed_lines import Handed
    from jzdesk.ui.jobs import Jobs, Steps
    from jzdesk.ui.messages import Messages
    from jzdesk.ui.session import Session
    from jzdesk.ui.theme import Theme


class HandedDown(QObject):
    """Opens the list of what would change and writes it when it is confirmed."""

    def __init__(
        self, window: QWidget, theme: Theme, session: Session, messages: Messages, jobs: Jobs
    ) -> None:
        super().__init__(window)
        self._window, self._theme = window, theme
        self._session, self._messages = session, messages
        self.errand = Errand(jobs, self)
        self.errand.told.connect(self._came)
        self.errand.refused.connect(messages.refuse)
        self.writing = Errand(jobs, self)
        self.writing.refused.connect(self._refused)
        self.writing.stopped.connect(messages.tell)
        self._then: Callable[[], Steps] | None = None
        self._found: Read | None = None
        self.dialog: HandedDialog | None = None

    # An open period

    @Slot()
    def adopt(self) -> None:
        """Show what a newer edition changes in the period that is seen."""
        office, period = self._session.office, self._session.period

        def then() -> Steps:
            yield
            adopting.adopt(office, period)
            return say("ui.handed.adopted", period=period.title)

        self._open(handed_lines.of_adoption(office, period), say("ui.handed.adopt"), then)

    # A county's file

    @Slot(object)
    def take_file(self, path: Path) -> None:
        """Read a 下发文件 beside the window's work; what it changes is shown next."""
        if self.errand.busy or self.dialog is not None:
            self._messages.tell(say("ui.handed.busy"))
            return
        self.errand.begin(lambda: inbox.Reading(self._session.office, [path]), _nothing)

    @Slot(object)
    def _came(self, found: Read) -> None:
        office = self._session.office
        try:
            handed = handed_lines.of_file(office, found)
        except JzdeskError as error:
            self._messages.refuse(error)
            return
        self._found = found
        self._open(handed, say("ui.handed.take"), lambda: handed_lines.taking_file(office, found))

    @Slot(str)
    def _heard(self, text: str) -> None:
        """Confirm the city's key by what was heard on the telephone, and look at its file again."""
        dialog, found = self.dialog, self._found
        if dialog is None or dialog.key is None or found is None:
            return
        try:
            enrolling.trust_read(self._session.office, found, text)
        except JzdeskError as error:
            dialog.key.refuse(error.sentence)
            return
        dialog.accept()
        self._session.refresh()
        self._came(found)

    # The city's workbook

    @Slot(object, object)
    def take_workbook(self, path: Path, read: dict[str, Any]) -> None:
        """Show what the city's workbook would hand down."""
        try:
            plan = allotting.look(self._session.office, read, path.name)
        except JzdeskError as error:
            self._messages.refuse(error)
            return
        self.confirm(plan, path.name)

    @Slot(object, str)
    def confirm(self, plan: allotting.Plan, name: str) -> None:
        """Show what the city would hand down, and make it the newest edition when it is confirmed."""
        office = self._session.office

        def then() -> Steps:
            yield
            allotting.write(office, plan, name)
            return say("ui.handed.written", n=office.catalogue.allotment.number)

        self._open(handed_lines.of_plan(plan, name), say("ui.handed.make"), then)

    # Both

    def _open(self, handed: Handed, act: str, then: Callable[[], Steps]) -> None:
        self._then = then
        self.dialog = HandedDialog(self._window, self._theme, handed, act)
        self.dialog.confirmed.connect(self._write)
        self.dialog.heard.connect(self._heard)
        self.dialog.finished.connect(self._closed)
        self.dialog.open()

    @Slot()
    def _closed(self) -> None:
        self.writing.stop()
        self.dialog = self._then = None

    @Slot()
    def _write(self) -> None:
        dialog, then = self.dialog, self._then
        if dialog is not None and then is not None and self.writing.begin_steps(then, self._written):
            dialog.show_busy()

    @Slot(object)
    def _refused(self, error: JzdeskError) -> None:
        if self.dialog is not None:
            self.dialog.refuse(error.sentence)

    def _written(self, told: str) -> None:
        if self.dialog is not None:
            self.dialog.accept()
        settling.of(self._session).wait(self._session.period, partial(self._show, told))

    def _show(self, told: str) -> None:
        self._session.refresh()
        self._messages.tell(told)


def _nothing(_result: object) -> None:
    """Each file was told of when it was read."""
