"""What one may do with the cell at the cursor beside typing: its menu, its 底稿, its row's end."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal, Slot
from PySide6.QtWidgets import QWidget

from jzdesk.desk import arranging, removing, window
from jzdesk.errors import JzdeskError
from jzdesk.models.checks import Finding
from jzdesk.models.entry import Key
from jzdesk.models.to_date import place_of
from jzdesk.models.value import places_of
from jzdesk.ui.dialogs.lines_dialog import LinesDialog
from jzdesk.ui.messages import Messages
from jzdesk.ui.pages.cell_menu import CellMenu, Offer
from jzdesk.ui.pages.cursor import Cursor
from jzdesk.ui.pages.mender import Mender
from jzdesk.ui.session import Session
from jzdesk.ui.theme import Theme
from jzdesk.ui.widgets.facts import facts_of
from jzdesk.words import say


class CellActs(QObject):
    """Signals: `reason_requested`, `note_requested`, `history_requested` and `sort_requested` of the cell's
    menu; `done` the focus may go back.
    """

    reason_requested = Signal()
    history_requested = Signal()
    sort_requested = Signal()
    note_requested = Signal()
    done = Signal()

    def __init__(
        self, page: QWidget, theme: Theme, session: Session, messages: Messages, cursor: Cursor
    ) -> None:
        super().__init__(page)
        self._page, self._theme, self._session, self._messages = page, theme, session, messages
        self._cursor = cursor
        self.dialog: LinesDialog | None = None
        self.mender = Mender(self, session, messages)

    # The menu

    @Slot(QPoint)
    def open_menu(self, where: QPoint) -> None:
        """Open the menu of the cell at the cursor."""
        face, grid = self._cursor.face, self._cursor.grid
        if face is None or grid is None:
            return
        menu = CellMenu(self._page, face, grid, self._offer(face.key))
        menu.reason_requested.connect(self.reason_requested)
        menu.note_requested.connect(self.note_requested)
        menu.history_requested.connect(self.history_requested)
        menu.lines_requested.connect(self.open_lines)
        menu.to_date_requested.connect(self.fill_to_date)
        menu.earlier_requested.connect(self.take_over)
        menu.end_requested.connect(self.end_row)
        menu.remove_requested.connect(self.remove_row)
        menu.sort_requested.connect(self.sort_requested)
        menu.popup(where)

    def _offer(self, key: Key | None) -> Offer:
        if key is None:
            return Offer()
        row = self._session.own_row(key)
        sheet = self._session.look.sheet
        may = row is not None and self._session.look.editable
        return Offer(
            lines=self._may_open(key),
            to_date=self._takes_to_date(key) is not None,
            row="" if row is None or not may else "go_on" if row.until is not None else "stop",
            remove=may and not removing.why_kept(self._session.office, sheet.period, key.form, key.row),
            sort=arranging.is_list(sheet, sheet.catalogue.form(key.form)),
        )

    def _may_open(self, key: Key) -> bool:
        sheet, face = self._session.look.sheet, self._cursor.face
        enterable = face is not None and face.enterable
        return window.may_have_lines(sheet, key) and (enterable or key in sheet.lines)

    # 累计

    def _takes_to_date(self, key: Key) -> Key | None:
        """Return where the row at the cursor may be filled by its 累计; None where it may not be."""
        grid, place = self._cursor.grid, place_of(self._session.look.sheet, key)
        index = grid.model.place_of(place) if grid is not None and place is not None else None
        if grid is None or index is None or not index.isValid():
            return None
        return place if grid.model.face(index.row(), index.column()).to_date else None

    @Slot()
    def fill_to_date(self) -> None:
        """Go to the 累计 of the row at the cursor and open its editor; what is being typed is saved first."""
        key, grid = self._cursor.key, self._cursor.grid
        if key is None or grid is None:
            return
        self._cursor.flush()
        place = self._takes_to_date(key)
        if place is None:
            locked = "" if self._session.look.editable else self._session.why_not(key)
            self._messages.tell(locked or say("ui.to_date.not_here"))
            return
        grid.go_to(place)
        if grid.face is not None:
            grid.take_over(grid.face.edit)

    # Last quarter's text

    @Slot()
    def take_over(self) -> None:
        """Begin the paragraph at the cursor with last quarter's text."""
        grid, face = self._cursor.grid, self._cursor.face
        if grid is not None and face is not None and face.ghost:
            grid.take_over(face.ghost)

    # What a finding proposes

    def mend(self, chosen: Finding | None) -> None:
        """Enter what the chosen finding, or one about the cell at the cursor, proposes."""
        key = self._cursor.key
        here = (f for f in self._session.look.findings if f.mend and key in f.keys)
        self.mender.mend(chosen if chosen is not None and chosen.mend else next(here, None))

    @Slot(object)
    def mend_offered(self, finding: Finding) -> None:
        """Enter what a link offers; what is being typed is saved first."""
        self._cursor.flush()
        self.mender.mend(finding)

    # 底稿

    @Slot()
    def open_lines(self) -> None:
        """Open the figure at the cursor into its lines; what is being typed there is saved first."""
        key = self._cursor.key
        if key is None:
            return
        if not self._may_open(key):
            self._messages.tell(say("ui.lines.not_here"))
            return
        self._cursor.flush()
        face, facts = self._cursor.face, facts_of(self._session.scene(key.form), key)
        try:
            opened = self._session.open_lines(key)
        except JzdeskError as error:
            self._messages.refuse(error)
            return
        if facts is None or face is None:
            return
        sheet = self._session.look.sheet
        form, row, column = sheet.place(key)
        judge = partial(window.judge_lines, sheet, key)
        self.dialog = LinesDialog(
            self._page, self._theme, facts, opened, judge,
            known=self._session.names(form.lines), places=places_of(row, column), enterable=face.enterable,
        )  # fmt: skip
        self.dialog.save_requested.connect(self._save_lines)
        self.dialog.finished.connect(self._closed)
        self.dialog.open()

    @Slot(list)
    def _save_lines(self, words: list[list[str]]) -> None:
        dialog = self.dialog
        if dialog is None:
            return
        try:
            self._session.set_lines(dialog.facts.key, words)
        except JzdeskError as error:
            dialog.refuse(error.sentence)
            return
        self._messages.tell(say("ui.lines.saved" if words else "ui.lines.emptied"))
        dialog.finish()

    @Slot()
    def _closed(self) -> None:
        self.dialog = None
        self.done.emit()

    def flush(self) -> bool:
        """Save the lines that are being written; tell whether they could be saved."""
        return self.dialog is None or self.dialog.flush()

    # Rows of the office's own

    @Slot(bool)
    def end_row(self, stop: bool) -> None:
        """Let the row at the cursor end with this period, or go on."""
        key = self._cursor.key
        if key is None:
            return
        try:
            self._session.end_row(key, stop=stop)
        except JzdeskError as error:
            self._messages.refuse(error)
            return
        word = "stopped" if stop else "goes_on"
        self._messages.tell(say(f"ui.form.{word}", period=self._session.period.title))

    @Slot()
    def end_or_go_on(self) -> None:
        """Let the row at the cursor end, or go on where it was to; say why where it is no own one."""
        key = self._cursor.key
        if key is not None:
            row = self._session.own_row(key)
            self._cursor.flush()
            self.end_row(row is None or row.until is None)

    @Slot()
    def remove_row(self) -> None:
        """Take out the row at the cursor, which was added in this period by mistake."""
        key, grid = self._cursor.key, self._cursor.grid
        if key is None or grid is None:
            return
        self._cursor.flush()
        beside = grid.lines.beside(grid.cells.currentIndex())
        try:
            name, changes = removing.remove_row(self._session.office, self._session.period, key.form, key.row)
        except JzdeskError as error:
            self._messages.refuse(error)
            return
        for refused in [k for k in self._session.refused if (k.form, k.row) == (key.form, key.row)]:
            self._session.give_up(refused)
        self._session.done(changes)
        if beside is None or not self._cursor.go_to(beside):
            self._cursor.focus()
        self._messages.tell(say("ui.form.removed", row=name))

    # Stages

    @Slot(object, str)
    def write_stage_reason(self, key: Key, text: str) -> None:
        """Say why a stage of a yearly figure was entered."""
        try:
            self._session.stage_reason(key, text)
        except JzdeskError as error:
            self._messages.refuse(error)
