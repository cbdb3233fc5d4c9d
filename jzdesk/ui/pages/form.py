"""A form to be filled: its tables as on paper, the panel beside the cursor, and what the checks found."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from jzdesk.desk import mending, window
from jzdesk.errors import JzdeskError
from jzdesk.models import todo
from jzdesk.models.checks import Finding
from jzdesk.models.entry import Key
from jzdesk.ui.habits import Habits
from jzdesk.ui.messages import Messages
from jzdesk.ui.pages.beside import Beside
from jzdesk.ui.pages.cell_acts import CellActs
from jzdesk.ui.pages.cursor import Cursor, is_blank, is_found
from jzdesk.ui.pages.form_filter import FormFilter
from jzdesk.ui.pages.form_frame import FormFrame
from jzdesk.ui.pages.form_lists import FormLists
from jzdesk.ui.pages.form_notice import notice_of
from jzdesk.ui.pages.form_tables import FormTables
from jzdesk.ui.pages.guide import GuideBand
from jzdesk.ui.pages.overlays import Overlays
from jzdesk.ui.pages.pasting import PasteActs
from jzdesk.ui.pages.todo_lines import short_title_of, title_of
from jzdesk.ui.session import Session
from jzdesk.ui.theme import Theme
from jzdesk.ui.widgets.findings_panel import FindingsPanel
from jzdesk.ui.widgets.form_head import FormHead
from jzdesk.ui.widgets.notice import Notice
from jzdesk.ui.widgets.parts import column
from jzdesk.words import say


class FormPage(QWidget):
    """One form of the session's period.

    Signals: `page_requested` another page is asked for; `plan_requested` an entry of 规划目录
    (segment, code).
    """

    page_requested = Signal(str)
    plan_requested = Signal(str, str)

    def __init__(
        self, theme: Theme, session: Session, messages: Messages, form_id: str,
        habits: Habits | None, within: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(within)
        self.setObjectName(f"formPage_{form_id}")
        self._session, self._messages, self.form_id = session, messages, form_id
        self.head = FormHead()
        self.notice = Notice()
        self.tables = FormTables(theme, session)
        self.filter = FormFilter(theme, self.head, self.tables)
        self.beside = Beside(self, theme, session, messages, self.cursor_)
        self.side = self.beside.panel
        self.lists = FormLists(self.tables, self.filter)
        self.findings = FindingsPanel(theme, self._explain)
        self.overlays = Overlays(self)
        self.acts = CellActs(self, theme, session, messages, self.cursor_)
        self.pasting = PasteActs(self, theme, session, messages, self.cursor_)
        self.guide = GuideBand(session)
        above = (self.head, self.guide, self.notice, self.lists.bar, self.filter.note)
        self.frame = FormFrame(self, theme, habits, above, self.tables, self.side, self.findings)
        self.setLayout(column(self.frame))
        self._connect()
        self._connect_keys()
        self.refresh()

    @property
    def cursor_(self) -> Cursor:
        """The cursor in the form's tables."""
        return self.tables.cursor_

    def _connect(self) -> None:
        self.cursor_.moved.connect(self._moved)
        self.cursor_.moved.connect(self.guide.show_cell)
        self.cursor_.left.connect(self._left)
        self.tables.refused.connect(self.overlays.refuse)
        self.tables.mended.connect(self.overlays.mend)
        self.tables.typing.connect(self._typing)
        self.tables.reason_requested.connect(self._choose_reason)
        self.tables.menu_requested.connect(self.acts.open_menu)
        self.acts.reason_requested.connect(self.ask_reason)
        self.acts.note_requested.connect(self._write_here)
        self.frame.folded.connect(self.take_focus)
        self.acts.history_requested.connect(self.beside.open_history)
        self.acts.done.connect(self.take_focus)
        self.acts.sort_requested.connect(self.lists.sort_here)
        self.lists.told.connect(self._messages.tell)
        self.tables.row_named.connect(self._add_row)
        self.tables.barred.connect(self._say_why_not)
        self.tables.files_dropped.connect(self.beside.keep_files)
        self.tables.block_pasted.connect(self.pasting.paste)
        self.tables.counted.connect(self._messages.counted)
        self.pasting.done.connect(self.take_focus)
        self.overlays.reason_chosen.connect(self._write_reason)
        self.overlays.closed.connect(self.take_focus)
        self.head.line_requested.connect(self._go_line)
        self.head.nil_requested.connect(self._declare_nil)
        self.notice.asked.connect(self._way_out)
        self.guide.page_requested.connect(self.page_requested)
        self.side.reason_requested.connect(self.ask_reason)
        self.side.left.connect(self.take_focus)
        self.side.said.page_requested.connect(self.page_requested)
        self.side.plan.plan_requested.connect(self.plan_requested)
        self.side.more.lines_requested.connect(self.acts.open_lines)
        self.side.more.earlier_requested.connect(self.acts.take_over)
        self.side.more.reason_written.connect(self.acts.write_stage_reason)
        self.findings.jump_requested.connect(self._jump)
        self.findings.mend_requested.connect(self.acts.mend_offered)
        self.side.more.mend_requested.connect(self.acts.mend_offered)
        self.acts.mender.done.connect(self._jump)

    def _connect_keys(self) -> None:
        for keys, slot in (
            ("F7", self._next_finding), ("F8", self._next_blank), ("F9", self.ask_reason),
            ("Ctrl+M", self._write_here), ("Ctrl+G", self._ask_line),
            ("Ctrl+O", self.head.import_requested), ("Ctrl+E", self.head.export_requested),
            ("F4", self.acts.open_lines), ("Ctrl+D", self.acts.take_over),
            ("Ctrl+L", self.acts.fill_to_date),
            ("F12", self.beside.open_history), ("Ctrl+R", self._reply_here),
            ("Alt+Return", self._mend), ("Alt+Enter", self._mend),
            ("Ctrl+Shift+F", self.lists.find), ("Ctrl+Shift+S", self.lists.sort_here),
            ("Ctrl+N", self.tables.begin_row), ("Ctrl+T", self.acts.end_or_go_on),
            ("Ctrl+Delete", self.acts.remove_row),
        ):  # fmt: skip
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    # Showing

    def refresh(self) -> None:
        """Show the session's period as it stands."""
        look = self._session.look
        form = look.sheet.catalogue.form(self.form_id)
        nil = self.form_id in look.sheet.nil
        scene = self._session.scene(self.form_id)
        tally = self._session.tally(scene)  # first: each line would else find out its own cells' states
        self.tables.display(window.layout(look.sheet, form), scene, may_add=look.editable and not nil)
        self.filter.show_scene(scene, tally)
        self.lists.show_scene(scene)
        empty = all(cell.open for key, cell in look.sheet.cells.items() if key.form == self.form_id)
        may_declare, bare = look.editable and not nil and empty, not look.sheet.rows(self.form_id)
        self.head.show_form(title_of(form), short_title_of(form), may_declare=may_declare, bare=bare)
        self.notice.show_notice(*notice_of(look, self.form_id))
        due = look.tally(todo.BLANK, self.form_id)
        found = self._session.findings(self.form_id)
        self.findings.show_findings(found, due=due, offers=mending.offers(look, found))
        self.beside.show_cell(self.form_id, self.cursor_.key)
        self.guide.show_cell(self.cursor_.key)
        self.frame.fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Look the chosen rows over again when the page is gone to."""
        super().showEvent(event)
        if not event.spontaneous():
            self.filter.renew()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape shows all rows again."""
        if event.key() == Qt.Key.Key_Escape and self.filter.active:
            self.filter.choose_all()
        else:
            super().keyPressEvent(event)

    # What the window asks

    def go_to(self, key: Key | None) -> None:
        """Put the cursor on a key, or where it was."""
        if key is None or not self.cursor_.go_to(key):
            self.cursor_.focus()

    @Slot()
    def take_focus(self) -> None:
        """Put the focus into the grid."""
        self.cursor_.focus()

    def flush(self) -> bool:
        """Save what is being typed; tell whether all of it could be saved."""
        self.side.flush()
        self.findings.flush()
        self.overlays.close()
        done = self.acts.flush()
        return self.cursor_.flush() and done

    # What the cursor does

    @Slot(object)
    def _moved(self, key: Key | None) -> None:
        self.overlays.close()
        self.beside.show_cell(self.form_id, key)
        face, grid = self.cursor_.face, self.cursor_.grid
        if face is not None and face.tone == "refused" and grid is not None:
            self.overlays.stand(grid.place, face.tip)

    @Slot(bool)
    def _left(self, back: bool) -> None:
        side = self.frame.side
        place = self.head.line if back else side.handle if side.folded else self.side.note
        place.setFocus()
        if not place.hasFocus():  # a list without a row has nothing to be written beside it
            self.focusNextPrevChild(not back)

    @Slot()
    def _write_here(self) -> None:
        self.frame.open_side()
        self.side.write_note()

    @Slot()
    def _reply_here(self) -> None:
        self.frame.open_side()
        self.side.said.take_focus()

    @Slot()
    def _next_finding(self) -> None:
        self.cursor_.go_next(is_found)

    @Slot(str)
    def _typing(self, text: str) -> None:
        told, grid = self.beside.show_typing(text), self.cursor_.grid
        if grid is not None:
            self.overlays.tell(grid.place(), told, self.tables)

    @Slot()
    def _next_blank(self) -> None:
        self.cursor_.go_next(is_blank)

    @Slot()
    def _ask_line(self) -> None:
        self.head.line.setFocus()

    @Slot(str)
    def _go_line(self, number: str) -> None:
        if not self.cursor_.go_line(number):
            self._messages.tell(say("ui.form.no_line", number=number))

    @Slot(object)
    def _jump(self, finding: Finding) -> None:
        here = self.cursor_.key
        if finding.keys:
            self.go_to(here if here in finding.keys else finding.keys[0])

    @Slot()
    def _say_why_not(self) -> None:
        key = self.cursor_.key
        if key is not None:
            self._messages.tell(self._session.why_not(key))

    # What is written

    @Slot()
    def ask_reason(self) -> None:
        """Ask why the cell at the cursor is blank."""
        if self.cursor_.grid is not None:
            self.cursor_.grid.ask_reason()

    @Slot(QRect)
    def _choose_reason(self, place: QRect) -> None:
        key = self.cursor_.key
        others = window.same_column(self._session.look.sheet, key) if key else []
        self.overlays.ask_reason(place, others)

    @Slot(str)
    def _write_reason(self, word: str) -> None:
        grid, key = self.cursor_.grid, self.cursor_.key
        if grid is None or key is None:
            return
        sentence = grid.write(word)
        if sentence is not None:
            self._session.give_up(key)
        self.overlays.answer(sentence)
        if sentence is None:
            self.take_focus()

    def _explain(self, finding: Finding, text: str) -> str | None:
        if not text.strip() and finding.explanation is None:
            return None
        try:
            self._session.explain(finding, text)
        except JzdeskError as error:
            self._messages.refuse(error)
            return error.sentence
        return None

    @Slot()
    def _mend(self) -> None:
        self.acts.mend(self.findings.chosen)

    @Slot(str, str)
    def _add_row(self, block: str, name: str) -> None:
        adder = self.tables.adders[block]
        try:
            key = self._session.add_row(self.form_id, block, name)
        except JzdeskError as error:
            adder.refuse(error.sentence)
            return
        adder.close_line()
        self.go_to(key)
        if self.cursor_.grid is not None:
            self.cursor_.grid.step_on()

    @Slot(bool)
    def _declare_nil(self, declared: bool) -> None:
        try:
            self._session.declare_nil(self.form_id, declared)
        except JzdeskError as error:
            self._messages.refuse(error)

    @Slot()
    def _way_out(self) -> None:
        if self._session.look.editable:
            self._declare_nil(False)
        else:
            self.page_requested.emit("hand_in")
