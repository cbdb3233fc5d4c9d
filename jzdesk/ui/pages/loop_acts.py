"""What the city does about a county's upload: cells returned or queried, replies by telephone recorded."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from jzdesk.desk import answering, letter_files, loop, slip_cells, slips
from jzdesk.desk.rendering import Rendering
from jzdesk.errors import JzdeskError
from jzdesk.models.loop import Remark
from jzdesk.models.period import Period
from jzdesk.ui.dialogs.loop_dialog import LoopDialog
from jzdesk.ui.dialogs.slip_dialog import SlipDialog
from jzdesk.ui.errand import Errand
from jzdesk.ui.jobs import Jobs
from jzdesk.ui.messages import Messages
from jzdesk.ui.session import Session
from jzdesk.ui.theme import Theme
from jzdesk.words import say


class LoopActs(QObject):
    """Opens the two dialogs over a page and does what they ask for. Signals: `closed` both are gone."""

    closed = Signal()

    def __init__(self, page: QWidget, theme: Theme, session: Session, messages: Messages, jobs: Jobs) -> None:
        super().__init__(page)
        self._page, self._theme = page, theme
        self._session, self._messages = session, messages
        self.errand = Errand(jobs, self)
        self.errand.turned.connect(self._turned)
        self.errand.refused.connect(self._refused)
        self._then: Callable[[bytes], Any]
        self._about: tuple[str, Period] = ("", session.period)
        self._keys: Sequence[str] = ()
        self.slip: SlipDialog | None = None
        self.loop: LoopDialog | None = None

    def open_slip(
        self, unit: str, period: Period, revision: int | None = None, keys: Sequence[str] = ()
    ) -> None:
        """Ask what is to be said of cells of an upload."""
        office = self._session.office
        try:
            spoken = slip_cells.spoken(office, unit, period, revision)
        except JzdeskError as error:
            self._messages.refuse(error)
            return
        keys = [key for key in keys if (cell := spoken.cell(key)) is not None and not cell.barred]
        folder = str(letter_files.slip_folder(office)) if office.is_city else ""
        self.slip = SlipDialog(self._page, self._theme, spoken, keys, folder)
        self.slip.file_requested.connect(self._make)
        self.slip.phone_requested.connect(self._by_phone)
        self.slip.finished.connect(self._slip_closed)
        self.slip.open()

    def open_remarks(self, unit: str, period: Period, keys: Sequence[str] = ()) -> None:
        """Show what was said of a county's period, and what became of it; a slip more begins with `keys`."""
        name = self._session.office.catalogue.division(unit).name
        self._about, self._keys = (unit, period), keys
        self.loop = LoopDialog(self._page, self._theme, say("ui.loop.title", unit=name, period=period.title))
        self.loop.show_remarks(loop.remarks(self._session.office, unit, period))
        self.loop.answered.connect(self._heard)
        self.loop.slip_requested.connect(self._from_remarks)
        self.loop.finished.connect(self._loop_closed)
        self.loop.open()

    @Slot(object)
    def open_of_unit(self, unit: Mapping[str, Any]) -> None:
        """Show what was said of a line of 报送情况, where anything has come."""
        if unit["revision"]:
            self.open_remarks(str(unit["unit"]), self._session.period)

    # Slips

    @Slot()
    def _from_remarks(self) -> None:
        if self.loop is not None:
            self.loop.accept()
        self.open_slip(*self._about, keys=self._keys)

    @Slot()
    def _make(self) -> None:
        dialog = self.slip
        if dialog is None or self.errand.busy:
            return
        if not dialog.folder.text().strip():
            dialog.refuse(say("ui.slip.no_folder"))
            return
        dialog.refuse("")
        self.errand.begin(partial(self._giving, dialog), self._made)

    def _giving(self, dialog: SlipDialog) -> Rendering:
        spoken, folder = dialog.spoken, Path(dialog.folder.text().strip())
        work, self._then = letter_files.giving(
            self._session.office, dialog.kind, spoken.unit, spoken.period, dialog.said,
            spoken.revision, folder,
        )  # fmt: skip
        return work

    @Slot()
    def _turned(self) -> None:
        if self.slip is not None:
            self.slip.show_busy(say("ui.slip.busy") if self.errand.busy else "")

    def _made(self, data: bytes) -> None:
        if self.slip is not None:  # else given up while the last byte was made
            self._do(partial(self._then, data), "file_done")

    @Slot(object)
    def _refused(self, error: JzdeskError) -> None:
        if self.slip is not None:
            self.slip.refuse(error.sentence)

    @Slot()
    def _by_phone(self) -> None:
        dialog = self.slip
        if dialog is not None:
            spoken = dialog.spoken
            self._do(
                partial(
                    slips.give, self._session.office, dialog.kind, spoken.unit, spoken.period, dialog.said,
                    out=None, revision=spoken.revision,
                ),
                "phone_done",
            )  # fmt: skip

    def _do(self, work: Any, word: str) -> None:
        dialog = self.slip
        if dialog is None:
            return
        try:
            made = work()
        except JzdeskError as error:
            dialog.refuse(error.sentence)
            return
        kind, name = dialog.kind, dialog.spoken.unit_name
        dialog.accept()
        self._session.refresh()
        file, folder = (made.name, made.parent) if made else ("", "")
        self._messages.tell(say(f"ui.slip.{word}", kind=kind, unit=name, file=file, folder=folder))

    @Slot()
    def _slip_closed(self) -> None:
        self.errand.stop()
        self.slip = None
        self.closed.emit()

    # Replies by telephone

    @Slot(object, str)
    def _heard(self, remark: Remark, text: str) -> None:
        office, (unit, period) = self._session.office, self._about
        if self.loop is None:
            return
        try:
            answering.give(office, remark.slip, [(str(remark.key), text)], out=None)
        except JzdeskError as error:
            self.loop.refuse(error.sentence)
            return
        self.loop.reply.clear()
        self.loop.show_remarks(loop.remarks(office, unit, period))
        self._session.refresh()
        self._messages.tell(say("ui.loop.recorded", place=remark.place))

    @Slot()
    def _loop_closed(self) -> None:
        self.loop = None
        if self.slip is None:
            self.closed.emit()
