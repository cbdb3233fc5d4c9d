"""The way to a copy: its password if it has one, what it would cost to bring it back, or a look inside."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from jzdesk.desk import restoring
from jzdesk.errors import JzdeskError
from jzdesk.ui.dialogs.password_dialog import PasswordDialog
from jzdesk.ui.dialogs.restore_dialog import RestoreDialog
from jzdesk.ui.errand import Errand
from jzdesk.ui.widgets.parts import label
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.desk.office import Office
    from jzdesk.desk.restoring import Lying, Prospect
    from jzdesk.ui.jobs import Jobs

RESTORE, VIEW = "restore", "view"


class Recovering(QObject):
    """Signals: `restore_requested` a copy is to be brought back (store, file, password); `viewed` one was
    opened to be looked at; `refused` why it could not be.
    """

    restore_requested = Signal(object, object, str)
    viewed = Signal(object)
    refused = Signal(str)

    def __init__(
        self, page: QWidget, jobs: Jobs, store: Path | None, folder: Path, office: Office | None = None
    ) -> None:
        super().__init__(page)
        self._page, self._store, self._folder, self._office = page, store, folder, office
        self._act, self._file, self._password = "", Path(), ""
        self.told = label("", "secondary", wrap=True, name="recoveringTold")
        """What is being done; whoever has the buttons places it."""
        self.told.hide()
        self.errand = Errand(jobs, self)
        self.errand.turned.connect(self._turned)
        self.errand.refused.connect(self._not_opened)
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
        self.errand.stop()

    @Slot(str)
    def _go(self, password: str) -> None:
        """Have the copy opened and looked through beside the window: a large one takes its time."""
        self._password, file = password, self._file
        if self._act == VIEW:
            self.errand.begin(lambda: restoring.looking_at(file, password), self._seen)
        else:
            store, folder, office = self._store, self._folder, self._office
            make = partial(restoring.weighing, store, file, password, office, folder)
            self.errand.begin(make, self._offer)

    @Slot()
    def _turned(self) -> None:
        busy = self.errand.busy
        if self.asking is not None:
            self.asking.show_busy(say("ui.restore.aside.opening") if busy else "")
        self.told.setText(say("ui.restore.aside.opening") if busy else "")
        self.told.setVisible(busy)

    def _seen(self, found: Lying) -> None:
        self._put_away()
        self.viewed.emit(found.open())

    def _offer(self, found: Prospect) -> None:
        self._put_away()
        self._to = found.store
        self.dialog = RestoreDialog(self._page, found.store, found)
        self.dialog.accepted.connect(self._accepted)
        self.dialog.finished.connect(self._closed)
        self.dialog.open()

    @Slot(object)
    def _not_opened(self, error: JzdeskError) -> None:
        if self.asking is not None:
            self.asking.refuse(error.sentence)
        else:
            self.refused.emit(error.sentence)

    def _put_away(self) -> None:
        if self.asking is not None:
            self.asking.accept()

    @Slot()
    def _accepted(self) -> None:
        self.restore_requested.emit(self._to, self._file, self._password)

    @Slot()
    def _closed(self) -> None:
        self.dialog = None
