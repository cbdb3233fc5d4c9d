"""表格文件: workbooks and blank forms that go out, and every workbook that comes in, whatever it is."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, QTimer, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from jzdesk.desk import books, tables, workbooks
from jzdesk.desk.books import Filled
from jzdesk.errors import JzdeskError
from jzdesk.ui import settling
from jzdesk.ui.dialogs.choose_file import ChooseFile
from jzdesk.ui.dialogs.fill_dialog import FillDialog
from jzdesk.ui.dialogs.mapping_dialog import MappingDialog
from jzdesk.ui.dialogs.reading_dialog import ReadingDialog
from jzdesk.ui.errand import Errand
from jzdesk.ui.form_print import FormPrint
from jzdesk.ui.pages.rekey import Rekeying
from jzdesk.words import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from jzdesk.desk.tables import Table
    from jzdesk.models.change import Changes
    from jzdesk.models.form import Form
    from jzdesk.ui.jobs import Jobs
    from jzdesk.ui.messages import Messages
    from jzdesk.ui.places import Places
    from jzdesk.ui.printing import Printing
    from jzdesk.ui.session import Session
    from jzdesk.ui.theme import Theme

_ENTRIES = ("print", "", "import", "", "export", "export_all", "", "blank", "blank_all", "", "rekey")
_KEYS = {"print": "Ctrl+P", "import": "Ctrl+O", "export": "Ctrl+E"}
_OF_A_FORM = frozenset({"print", "export", "blank", "rekey"})


class Books(QObject):
    """Does what the menu 表格文件 offers, and takes files that are dropped on the window.

    Signals: `allotment_read` the city's own workbook was read (its path, what it holds); `assignment_found` a
    下发文件 lies at a path; `letter_found` any other file between county and city.
    """

    letter_found = Signal(object)
    allotment_read = Signal(object, object)
    assignment_found = Signal(object)

    def __init__(
        self, window: QWidget, theme: Theme, session: Session, messages: Messages, jobs: Jobs, places: Places,
        printing: Callable[[], Printing],
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._window, self._theme, self._session = window, theme, session
        self._messages, self._jobs, self._places = messages, jobs, places
        self._folder: Path | None = None
        self._path = Path()
        self.form_print = FormPrint(window, theme, session, messages, jobs, printing)
        self.errand = Errand(jobs, self)
        self.errand.turned.connect(self._turned)
        self.errand.stopped.connect(messages.tell)
        self.errand.refused.connect(messages.refuse)
        self._doing = False
        self.reading: ReadingDialog | None = None
        self.dialog: FillDialog | MappingDialog | None = None
        self.rekeying: Rekeying | None = None
        jobs.finished.connect(self._written_out)
        jobs.failed.connect(self._not_written_out)

    # The menu

    @Slot(QPoint)
    def open_menu(self, where: QPoint) -> None:
        """Offer what can be done with workbooks."""
        menu = QMenu(self._window)
        menu.setObjectName("booksMenu")
        form = self._form()
        for name in _ENTRIES:
            if not name:
                menu.addSeparator()
            elif name == "print" and not self.form_print.offered:
                continue
            elif form is not None or name not in _OF_A_FORM:
                keys = _KEYS.get(name, "")
                text = say(f"ui.books.menu.{name}", form=form.short if form else "")
                action = menu.addAction(say("ui.menu.entry", name=text, keys=keys).rstrip())
                action.setObjectName(f"books_{name}")
                action.setData(name)
        menu.triggered.connect(self._do)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(where)

    @Slot(QAction)
    def _do(self, action: QAction) -> None:
        name = str(action.data())
        if name == "import":
            self.ask_import()
        elif name == "print":
            self.print_seen()
        elif name == "rekey":
            self._rekey()
        else:
            self._export(None if name.endswith("all") else self._form(), blank=name.startswith("blank"))

    def print_seen(self) -> None:
        """Print the form that is seen with its cover, or say why there is nothing to print."""
        form = self._form()
        if form is not None and self.form_print.offered:
            self._places.flush()
            self.form_print.print_form(form)
        else:
            self._messages.tell(say("ui.print_key.backfilled"))

    def _rekey(self) -> None:
        """Have another person key the figures of the form that is seen again."""
        form = self._form()
        if form is not None:
            self._places.flush()
            self.rekeying = Rekeying(self._window, self._theme, self._session, form.id)
            self.rekeying.open()

    def _form(self) -> Form | None:
        """Return the form that is seen."""
        return next((f for f in self._session.look.sheet.forms if f.id == self._places.name), None)

    # Out

    @Slot()
    def ask_export(self) -> None:
        """Write the entry workbook of the form that is seen, or of all."""
        self._export(self._form(), blank=False)

    def _export(self, form: Form | None, *, blank: bool) -> None:
        self._places.flush()
        office, period = self._session.office, self._session.period
        folder = self._folder or office.store.info.path.parent
        proposed = folder / books.file_name(office, period, form, blank=blank)
        word = "blank" if blank else "export"
        kinds = say(f"ui.books.kinds_{word}")
        out = ChooseFile.to_save(self._window, say(f"ui.books.ask_{word}"), proposed, kinds)
        if out is None:
            return
        out = out if out.suffix else out.with_suffix(proposed.suffix)
        self._folder = out.parent
        only = form.id if form else None
        try:
            work = workbooks.writing_form(office, period, only, blank=False, out=out)
        except JzdeskError as error:
            self._messages.refuse(error)
            return
        if self._jobs.run_aside(say("ui.books.exporting", name=out.name), work, Path):
            self._doing = True
        else:
            self._messages.tell(say("ui.books.busy"))

    @Slot(object)
    def _written_out(self, result: Any) -> None:
        if self._doing:
            self._doing = False
            self._messages.tell(say("ui.books.exported", name=result.name, folder=result.parent))

    @Slot(object)
    def _not_written_out(self, error: JzdeskError) -> None:
        if self._doing:
            self._doing = False
            self._messages.refuse(error)

    # In

    @Slot()
    def ask_import(self) -> None:
        """Ask for a workbook and take it in."""
        kinds = say("ui.books.kinds_import", endings=" ".join(f"*{e}" for e in books.ENDINGS))
        path = ChooseFile.to_open(self._window, say("ui.books.ask_import"), self._folder, kinds)
        if path is not None:
            self.take(path)

    def take(self, path: Path) -> None:
        """Read a workbook beside the window's work; what it would do is shown next."""
        if self.errand.busy or self.dialog is not None:
            self._messages.tell(say("ui.books.busy"))
            return
        self._places.flush()
        self._messages.clear()
        self._path, self._folder = path, path.parent
        self.errand.begin(partial(books.Reading, path), self._read)

    @Slot()
    def _turned(self) -> None:
        if not self.errand.busy:
            QTimer.singleShot(0, self, self._put_away)  # not yet: what was read may be looked at next
        elif self.reading is None:
            self.reading = ReadingDialog(self._window, self._path.name)
            self.reading.stop_requested.connect(self.errand.stop)
            self.reading.open()

    @Slot()
    def _put_away(self) -> None:
        if self.reading is not None and not self.errand.busy:
            self.reading.accept()
            self.reading = None

    def _read(self, read: dict[str, Any]) -> None:
        form = self._form()
        office, period = self._session.office, self._session.period
        kind = books.handed_down(office, read)
        if kind:
            self._hand_on(kind, read)
        elif books.letter(office, read):
            self.letter_found.emit(self._path)
        else:
            name = form.id if form else ""
            self.errand.begin_steps(
                lambda: books.looking(office, self._path, read, period, name), self._looked_at
            )

    def _looked_at(self, found: Filled | Table) -> None:
        self._put_away()
        if isinstance(found, Filled):
            self.dialog = FillDialog(self._window, self._theme, found)
        else:
            self.dialog = MappingDialog(self._window, self._theme, found)
        self.dialog.write_requested.connect(self._write)
        self.dialog.finished.connect(self._closed)
        self.dialog.open()

    def _hand_on(self, kind: str, read: dict[str, Any]) -> None:
        """Leave what the city hands down to those who take it in."""
        if kind == books.ASSIGNMENT:
            self.assignment_found.emit(self._path)
        else:
            self.allotment_read.emit(self._path, read)

    @Slot()
    def _closed(self) -> None:
        self.dialog = None
        if self._places.page is not None:
            self._places.page.take_focus()

    @Slot()
    def _write(self) -> None:
        dialog = self.dialog
        if dialog is None:
            return
        found: Filled | Table = dialog.filled if isinstance(dialog, FillDialog) else dialog.table
        office = self._session.office
        work = (
            partial(books.write, office, found) if isinstance(found, Filled) else partial(tables.write, found)
        )
        try:
            changes = work()
        except JzdeskError as error:
            dialog.refuse("\n".join((error.sentence, *error.findings)))
            return
        dialog.accept()
        settling.of(self._session).show(changes, partial(self._written, found, changes))

    def _written(self, found: Filled | Table, changes: Changes) -> None:
        self._session.turn_to(found.period)
        self._session.done(changes)
        told = say("ui.books.written", n=len(found.plan.changes), period=found.period.title)
        self._messages.tell(told)
