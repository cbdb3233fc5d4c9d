"""Pasting a block into the form at the cursor: read, shown in a preview, written once that is confirmed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QMimeData, QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from jzdesk.desk import pasting
from jzdesk.desk.paste_plan import Choices, Plan
from jzdesk.errors import JzdeskError
from jzdesk.models.entry import Key
from jzdesk.models.paste.clip import Clip
from jzdesk.models.paste.html import read
from jzdesk.ui.dialogs.paste_dialog import PasteDialog
from jzdesk.ui.jobs import Jobs, Task
from jzdesk.ui.messages import Messages
from jzdesk.ui.pages.cursor import Cursor
from jzdesk.ui.session import Session
from jzdesk.ui.theme import Theme
from jzdesk.words import say

ASIDE = 200_000
"""Characters from which on a text is read in a thread of its own: it takes more than 100 ms."""


class _Reading:
    """Reading a clipboard without the store."""

    def __init__(self, text: str, html: str) -> None:
        self._text, self._html = text, html

    def run(self, tell: Callable[[Any], None]) -> Clip:
        """Return what was copied."""
        return read(self._text, self._html)

    def stop(self) -> None:
        """Let it end by itself: it has its limit of time."""


class PasteActs(QObject):
    """Signals: `done` the focus may go back."""

    done = Signal()

    def __init__(
        self, page: QWidget, theme: Theme, session: Session, messages: Messages, cursor: Cursor
    ) -> None:
        super().__init__(page)
        self._page, self._theme, self._session, self._messages = page, theme, session, messages
        self._cursor = cursor
        self._jobs = Jobs(self)
        self._place: tuple[str, Key | None] = ("", None)
        self.dialog: PasteDialog | None = None

    @Slot()
    def paste(self) -> None:
        """Read what was copied and show what it would do."""
        if self.dialog is not None or self._jobs.busy:
            return
        if not self._session.look.editable:
            self._messages.tell(say("ui.form.locked", state=self._session.look.state))
            return
        mime: QMimeData = QGuiApplication.clipboard().mimeData()
        text, html = mime.text(), mime.html()
        grid = self._cursor.grid
        self._place = (grid.model.scene.form.id if grid is not None else "", self._cursor.key)
        if len(text) + len(html) <= ASIDE:
            try:
                self._look(read(text, html))
            except JzdeskError as error:
                self._messages.refuse(error)
            return
        self._messages.tell(say("ui.paste.reading"))
        task: Task = self._jobs.beside(_Reading(text, html))
        task.finished.connect(self._read)
        task.failed.connect(self._messages.refuse)

    @Slot(object)
    def _read(self, clip: Clip) -> None:
        try:
            self._look(clip)
        except JzdeskError as error:
            self._messages.refuse(error)

    def _look(self, clip: Clip) -> None:
        """Show the preview; one lone cell is entered as if typed."""
        grid, (form, key) = self._cursor.grid, self._place
        if len(clip) == 1 and len(clip[0]) == 1 and grid is not None:
            sentence = grid.write(clip[0][0].text)
            if sentence is not None:
                grid.refused.emit(grid.place(), sentence)
            return
        replan = partial(self._plan, form, clip, key)
        title = self._session.look.sheet.catalogue.form(form).title
        self.dialog = PasteDialog(self._page, self._theme, title, replan(Choices()), replan)
        self.dialog.write_requested.connect(self._write)
        self.dialog.finished.connect(self._closed)
        self.dialog.open()

    def _plan(self, form: str, clip: Clip, key: Key | None, choices: Choices) -> Plan:
        return pasting.plan(self._session.look.sheet, form, clip, key, choices)

    @Slot(object)
    def _write(self, plan: Plan) -> None:
        dialog = self.dialog
        if dialog is None:
            return
        try:
            self._session.write_plan(plan)
        except JzdeskError as error:
            dialog.refuse(error.sentence)
            return
        self._messages.tell(say("ui.paste.done", n=len(plan.writing)))
        dialog.accept()

    @Slot()
    def _closed(self) -> None:
        self.dialog = None
        self.done.emit()
