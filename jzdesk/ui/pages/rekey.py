"""The second keying of a form's figures: opens the dialog and does what it asks."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from jzdesk.desk import rekeying
from jzdesk.desk.rekeying import Asked, Outcome
from jzdesk.errors import JzdeskError
from jzdesk.models.entry import Key
from jzdesk.ui.dialogs.rekey_dialog import RekeyDialog
from jzdesk.ui.session import Session
from jzdesk.ui.theme import Theme


class Rekeying(QObject):
    """What the dialog needs of the session."""

    def __init__(self, page: QWidget, theme: Theme, session: Session, form_id: str) -> None:
        super().__init__(page)
        self._page, self._theme, self._session, self._form_id = page, theme, session, form_id
        self.dialog: RekeyDialog | None = None

    @Slot()
    def open(self) -> None:
        """Ask another person to key the form's figures again."""
        title = self._session.look.sheet.catalogue.form(self._form_id).title
        self.dialog = RekeyDialog(self._page, self._theme, title, self._choose)
        self.dialog.compare_requested.connect(self._compare)
        self.dialog.adopt_requested.connect(self._adopt)
        self.dialog.finished.connect(self._closed)
        self.dialog.open()

    def _choose(self, which: str) -> tuple[Asked, ...]:
        return rekeying.choose(self._session.office, self._session.period, self._form_id, which)

    @Slot(str, object)
    def _compare(self, by: str, typed: dict[Key, str]) -> None:
        dialog, session = self.dialog, self._session
        if dialog is None:
            return
        outcomes = rekeying.compare(session.office, session.period, typed)
        try:
            changes = rekeying.record(session.office, session.period, by, outcomes)
        except JzdeskError as error:
            dialog.refuse(error.sentence)
            return
        dialog.show_outcomes(outcomes)
        session.done(changes)

    @Slot(object)
    def _adopt(self, outcome: Outcome) -> None:
        if self.dialog is None:
            return
        session = self._session
        try:
            changes = rekeying.adopt(session.office, session.period, outcome)
        except JzdeskError as error:
            self.dialog.show_adopted(outcome, error.sentence)
            return
        self.dialog.show_adopted(outcome, "")
        session.done(changes)

    @Slot()
    def _closed(self) -> None:
        self.dialog = None
