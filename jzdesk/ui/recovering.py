"""The way to a copy: its password if it has one, what it would cost to bring it back, or a look inside."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from jzdesk.desk import restoring
from jzdesk.errors import JzdeskError
from jzdesk.ui.dialogs.password_dialog import PasswordDialog
from jzdesk.ui.dialogs.restore_dialog import RestoreDialog
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.desk.office import Office

RESTORE, VIEW = "restore", "view"


class Recovering(QObject):
    """Signals: `restore_requested` a copy is to be brought back (store, file, password); `viewed` one was
    opened to be looked at; `refused` why it could not be.
    """

    restore_requested = Signal(object, object, str)
    viewed = Signal(object)
    refused = Signal(str)

    def __init__(self, page: QWidget, store: Path | None, folder: Path, office: Office | None = None) -> None:
        super().__init__(page)
        self._page, self._store, self._folder, self._office = page, store, folder, office
        self._act, self._file, self._password = "", Path(), ""
        self.asking: PasswordDialog | None = None
        self.dialog: RestoreDialog | None = None

    def choose(self) -> None:
        """Ask for a copy that is not in the list, and what it would cost to bring it back."""
        chosen, _ = QFileDialog.getOpenFileName(
            self._page, say("ui.restore.choose"), str(self._folder), say("ui.start.filter")
        )
        if chosen:
            self.begin(RESTORE, Path(chosen))

    def begin(self, act: str, file: Path) -> None:
        """Begin with a copy; its password is asked for where it has one."""
        self._act, self._file = act, file
        if not restoring.is_locked(file):
            self._go("")
            return
        self.asking = PasswordDialog(self._page, say("ui.password.about", name=file.name), new=False)
        self.asking.given.connect(self._go)
        self.asking.finished.connect(self._asked)
        self.asking.open()

    @Slot()
    def _asked(self) -> None:
        self.asking = None

    @Slot(str)
    def _go(self, password: str) -> None:
        self._password = password
        try:
            if self._act == VIEW:
                found = restoring.look_at(self._file, password)
                self._put_away()
                self.viewed.emit(found)
            else:
                self._offer(password)
        except JzdeskError as error:
            if self.asking is not None:
                self.asking.refuse(error.sentence)
            else:
                self.refused.emit(error.sentence)

    def _offer(self, password: str) -> None:
        store = self._store
        if store is None:
            inside = restoring.look_inside(self._file, password)
            word = "practice_file" if inside.practice else "file"
            store = self._folder / say(f"ui.start.{word}", code=inside.unit)
        found = restoring.prospect(store, self._file, password, self._office)
        self._put_away()
        self._to = store
        self.dialog = RestoreDialog(self._page, store, found)
        self.dialog.accepted.connect(self._accepted)
        self.dialog.finished.connect(self._closed)
        self.dialog.open()

    def _put_away(self) -> None:
        if self.asking is not None:
            self.asking.accept()

    @Slot()
    def _accepted(self) -> None:
        self.restore_requested.emit(self._to, self._file, self._password)

    @Slot()
    def _closed(self) -> None:
        self.dialog = None
