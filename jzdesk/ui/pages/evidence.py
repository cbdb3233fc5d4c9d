"""The files that prove a row's figures: opens the dialog at the cursor's row and does what it asks."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from jzdesk.desk import evidence
from jzdesk.desk.evidence import Piece
from jzdesk.errors import JzdeskError
from jzdesk.models.change import Changes
from jzdesk.models.entry import Key
from jzdesk.ui.dialogs.choose_file import ChooseFile
from jzdesk.ui.dialogs.evidence_dialog import EvidenceDialog
from jzdesk.ui.session import Session
from jzdesk.ui.theme import Theme
from jzdesk.words import say


class Evidence(QObject):
    """Signals: `changed` a row has other files than before; `closed` the dialog is gone."""

    changed = Signal()
    closed = Signal()

    def __init__(self, page: QWidget, theme: Theme, session: Session) -> None:
        super().__init__(page)
        self._page, self._theme, self._session = page, theme, session
        self._key: Key | None = None
        self.dialog: EvidenceDialog | None = None

    def count(self, key: Key) -> int:
        """Return how many files the row of a cell has."""
        return len(self._pieces(key))

    def open_at(self, key: Key, name: str) -> None:
        """Show the files of a cell's row."""
        self._key = key
        self.dialog = EvidenceDialog(self._page, self._theme, name)
        self.dialog.add_requested.connect(self._choose)
        self.dialog.dropped.connect(self.keep)
        self.dialog.open_requested.connect(self._open)
        self.dialog.remove_requested.connect(self._remove)
        self.dialog.finished.connect(self._closed)
        self.dialog.show_pieces(self._pieces(key))
        self.dialog.open()

    def _pieces(self, key: Key) -> tuple[Piece, ...]:
        return evidence.of(self._session.office, self._session.period).get((key.form, key.row), ())

    @Slot()
    def _choose(self) -> None:
        kinds = say("ui.evidence.kinds", endings=" ".join(f"*{e}" for e in sorted(evidence.ENDINGS)))
        chosen = ChooseFile.to_open_several(self._page, say("ui.evidence.add"), None, kinds)
        if chosen:
            self.keep(chosen)

    @Slot(object)
    def keep(self, paths: list[Path]) -> None:
        """Keep files for the row; all of them or none."""
        if self._key is None:
            return
        try:
            changes = evidence.attach(self._session.office, self._session.period, self._key, paths)
        except JzdeskError as error:
            self._refuse(error)
            return
        self._shown(changes)

    @Slot(object)
    def _remove(self, piece: Piece) -> None:
        if self._key is not None:
            office, period = self._session.office, self._session.period
            self._shown(evidence.detach(office, period, self._key, piece.sha256))

    @Slot(object)
    def _open(self, piece: Piece) -> None:
        try:
            path = evidence.copy_out(self._session.office, piece)
        except JzdeskError as error:
            self._refuse(error)
            return
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _shown(self, changes: Changes) -> None:
        self._session.done(changes)
        if self.dialog is not None and self._key is not None:
            self.dialog.show_pieces(self._pieces(self._key))
        self.changed.emit()

    def _refuse(self, error: JzdeskError) -> None:
        if self.dialog is not None:
            self.dialog.refuse([error.sentence, *error.findings[:5]])

    @Slot()
    def _closed(self) -> None:
        self.dialog = None
        self.closed.emit()
