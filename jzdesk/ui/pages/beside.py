"""What stands beside the cursor of a form, and what is done there: note, origin, history, the plan."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Slot
from PySide6.QtWidgets import QWidget

from jzdesk.desk import answering, evidence, keying, mending, origins, trail
from jzdesk.desk.cell_view import CellViews
from jzdesk.errors import JzdeskError
from jzdesk.models.entry import Key
from jzdesk.models.loop import Remark
from jzdesk.ui.dialogs.cell_history import CellHistory
from jzdesk.ui.messages import Messages
from jzdesk.ui.pages.cursor import Cursor
from jzdesk.ui.pages.evidence import Evidence
from jzdesk.ui.session import Session
from jzdesk.ui.tables.dropping import FilesDropped
from jzdesk.ui.theme import Theme
from jzdesk.ui.widgets.facts import facts_of
from jzdesk.ui.widgets.side_panel import SidePanel
from jzdesk.ui.widgets.side_said import waiting
from jzdesk.words import say


class Beside(QObject):
    """Fills the panel of a form page and writes what is written in it."""

    def __init__(
        self, page: QWidget, theme: Theme, session: Session, messages: Messages, cursor: Cursor
    ) -> None:
        super().__init__(page)
        self._page, self._theme, self._session, self._messages = page, theme, session, messages
        self._cursor = cursor
        self._views: CellViews | None = None
        self._used = origins.Used((), ())
        self.panel = SidePanel(theme)
        self.dialog: CellHistory | None = None
        self.panel.note_written.connect(self._write_note)
        self.panel.origin.origin_written.connect(self._write_origin)
        self.panel.history_requested.connect(self.open_history)
        self.panel.said.written.connect(session.replies.put)
        self.panel.said.given.connect(self._reply)
        self.evidence = Evidence(page, theme, session)
        self.panel.evidence_requested.connect(self._open_evidence)
        self._taking = FilesDropped(self.panel, self._key_here)
        self._taking.dropped.connect(self.keep_files)
        self.evidence.changed.connect(self._count_evidence)
        self.evidence.closed.connect(cursor.focus)

    def show_cell(self, form_id: str, key: Key | None) -> None:
        """Tell of a cell of a form, or of none."""
        face, look = self._cursor.face, self._session.look
        if self._views is None or self._views.look is not look:
            self._views = CellViews(self._session.office, look)
            self._used = origins.used(self._session.office)
        facts = facts_of(self._session.scene(form_id), key) if key else None
        self.panel.show_facts(
            facts, self._views.of(key) if key and facts else None, self._used,
            editable=look.editable, enterable=bool(face and face.enterable),
        )  # fmt: skip
        said = look.said.get(key, ()) if key and facts else ()
        open_ = waiting(said)
        self.panel.said.show_remarks(said, self._session.replies.of(open_) if open_ else "")
        self.panel.more.show_offers(mending.here(look, key) if key and facts else ())
        if facts is not None:
            self._count_evidence()

    def show_typing(self, text: str) -> str:
        """Show what is being typed; return what it comes to and how large it is, if that helps."""
        key = self._cursor.key
        told = "" if key is None else keying.preview(self._session.look.sheet, key, text).told
        self.panel.show_typing(text, told)
        return told

    @Slot()
    def open_history(self) -> None:
        """Show what was done to the cell at the cursor; what is being typed there is saved first."""
        key = self._cursor.key
        if key is None:
            return
        self._cursor.flush()
        self.panel.flush()
        facts = facts_of(self._session.scene(key.form), key)
        if facts is None:
            return
        try:
            lines = trail.of_cell(self._session.office, self._session.period, key)
        except JzdeskError as error:
            self._messages.refuse(error)
            return
        self.dialog = CellHistory(self._page, self._theme, facts, lines)
        self.dialog.finished.connect(self._closed)
        self.dialog.open()

    @Slot()
    def _open_evidence(self) -> None:
        key = self._cursor.key
        facts = facts_of(self._session.scene(key.form), key) if key else None
        if key is not None and facts is not None:
            self._cursor.flush()
            self.evidence.open_at(key, facts.title)

    @Slot(object, object)
    def keep_files(self, key: Key, paths: list[Path]) -> None:
        """Keep files that were let go on a row, and say which row has them now."""
        try:
            changes = evidence.attach(self._session.office, self._session.period, key, paths)
        except JzdeskError as error:
            self._messages.refuse(error)
            return
        self._session.done(changes)
        facts = facts_of(self._session.scene(key.form), key)
        name = facts.title if facts else key.row
        self._messages.tell(say("ui.evidence.kept", n=len(paths), row=name, all=self.evidence.count(key)))

    def _key_here(self, _at: QPoint) -> Key | None:
        return self.panel.key

    @Slot()
    def _count_evidence(self) -> None:
        key = self._cursor.key
        if key is not None:
            self.panel.show_evidence(self.evidence.count(key))

    @Slot()
    def _closed(self) -> None:
        self.dialog = None
        self._cursor.focus()

    @Slot(object)
    def _reply(self, remark: Remark) -> None:
        """Let what was returned stand with the reply that was written beside it."""
        said = [(str(remark.key), self._session.replies.of(remark))]
        try:
            answering.with_correction(self._session.office, remark.slip, said)
        except JzdeskError as error:
            self._messages.refuse(error)
            return
        self._session.replies.drop([remark])
        self._session.refresh()
        self._messages.tell(say("ui.loop.travels", n=1))
        self._cursor.focus()

    @Slot(object, str)
    def _write_note(self, key: Key, text: str) -> None:
        try:
            self._session.note(key, text)
        except JzdeskError as error:
            self._messages.refuse(error)

    @Slot(object, str, str)
    def _write_origin(self, key: Key, bureau: str, ledger: str) -> None:
        office, period = self._session.office, self._session.period
        try:
            changes = origins.write_origin(office, period, key, bureau, ledger)
        except JzdeskError as error:
            self._messages.refuse(error)
            return
        if changes:
            self._session.refresh()
