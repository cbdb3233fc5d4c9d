"""What the city does with a quarter's papers: keeps the officer's sentences, shows them, writes them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtWidgets import QWidget

from jzdesk.desk import bulletin
from jzdesk.errors import JzdeskError
from jzdesk.models.bulletin.values import BULLETIN, WARNING, Bulletin
from jzdesk.models.period import Period
from jzdesk.ui import rescaling
from jzdesk.ui.dialogs.bulletin_dialog import BulletinDialog
from jzdesk.ui.dialogs.choose_file import ChooseFile
from jzdesk.ui.dialogs.preview_dialog import PreviewDialog, Shown
from jzdesk.ui.errand import Errand, Make
from jzdesk.ui.jobs import Jobs
from jzdesk.ui.messages import Messages
from jzdesk.ui.printing import Printing
from jzdesk.ui.session import Session
from jzdesk.ui.theme import Theme
from jzdesk.words import say


class BulletinActs(QObject):
    """Opens the dialog over a page and does what it asks for."""

    def __init__(
        self, page: QWidget, theme: Theme, session: Session, messages: Messages, jobs: Jobs,
        printing: Printing,
    ) -> None:  # fmt: skip
        super().__init__(page)
        self._page, self._theme, self._session = page, theme, session
        self._messages, self._jobs, self._printing = messages, jobs, printing
        self._given: Bulletin | None = None
        self._unkept: tuple[Period, dict[str, str]] | None = None
        """What was written and could not be kept: it stands there again when the dialog is opened."""
        self.errand = Errand(jobs, self)
        self.errand.turned.connect(self._turned)
        self.errand.refused.connect(self._refused)
        self.dialog: BulletinDialog | None = None
        self.preview: PreviewDialog | None = None

    @Slot(str)
    def open(self, kind: str = "") -> None:
        """Show what was written so far, and let one go on, with one of the papers where that is wished."""
        office, period = self._session.office, self._session.period
        try:
            bulletin.need_quarter(office, period)
            said = bulletin.said(office, period)
        except JzdeskError as error:
            self._messages.refuse(error)
            return
        self._given = None
        title = say("ui.bulletin.title", period=period.title)
        unkept = self._unkept[1] if self._unkept and self._unkept[0] == period else {}
        self.dialog = BulletinDialog(self._page, self._theme, title, {**said, **unkept})
        self.dialog.keeping = self._may_close
        self.dialog.turned.connect(self._show_about)
        self.dialog.left.connect(self.keep)
        self.dialog.preview_requested.connect(self._look)
        self.dialog.export_requested.connect(self._export)
        self.dialog.finished.connect(self._closed)
        if kind:
            self.dialog.kinds[kind].setChecked(True)
        self.dialog.show_about(say("ui.bulletin.gathering"), (), may=False)
        self._page.window().installEventFilter(self)
        self.errand.begin(partial(bulletin.gathering, office, period), self._gathered)
        self.dialog.open()

    def _gathered(self, given: Bulletin) -> None:
        self._given = given
        self._show_about()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let go of the dialog with its window: what is written was kept, and the store goes next."""
        gone = event.type() == QEvent.Type.Hide and not watched.property(rescaling.COMING_BACK)
        if gone and not event.spontaneous() and self.dialog is not None:
            dialog, self.dialog = self.dialog, None
            dialog.keeping = None
            dialog.reject()
        return super().eventFilter(watched, event)

    @Slot()
    def _show_about(self) -> None:
        dialog, given = self.dialog, self._given
        if dialog is None or given is None:
            return
        kind = dialog.kind
        units = [(unit, given.stand(unit).name) for unit in bulletin.concerned(given, kind)]
        counts = {"number": given.number, "received": given.received, "accepted": given.accepted}
        word = f"about_{kind}" if units or kind == BULLETIN else f"none_{kind}"
        slow = sum(one.late for one in given.slow) if kind == WARNING else 0
        names = say("ui.bulletin.mark").join(bulletin.told_of(given, kind, unit) for unit, _ in units)
        about = say(f"ui.bulletin.{word}", n=len(units), slow=slow, names=names, **counts)
        dialog.show_about(about, units, may=bool(units) or kind == BULLETIN)

    @Slot()
    def keep(self) -> bool:
        """Keep what is written; tell whether it could be kept."""
        dialog = self.dialog
        if dialog is None:
            return True
        try:
            changed = bulletin.keep(self._session.office, self._session.period, dialog.texts)
        except JzdeskError as error:
            self._unkept = (self._session.period, dialog.texts)
            dialog.refuse(error.sentence)
            return False
        self._unkept = None
        dialog.wrong.hide()
        if changed:
            self._session.refresh()
        return True

    def _may_close(self) -> bool:
        """Keep what is written; who was told once why it cannot be may go, and finds it here again."""
        before = self._unkept
        return self.keep() or self._unkept == before

    @Slot()
    def _closed(self) -> None:
        self._page.window().removeEventFilter(self)
        self.errand.stop()
        self.dialog = None

    # Papers

    def _ready(self) -> BulletinDialog | None:
        """Return the dialog where a paper can be made, the sentences kept first."""
        return None if self.errand.busy or self._given is None or not self.keep() else self.dialog

    @Slot()
    def _look(self) -> None:
        dialog = self._ready()
        if dialog is not None:
            office, period = self._session.office, self._session.period
            self._begin(partial(bulletin.looking, office, period, dialog.kind, dialog.chosen))

    @Slot(str)
    def _export(self, ending: str) -> None:
        dialog, given = self._ready(), self._given
        if dialog is None or given is None:
            return
        office, period = self._session.office, self._session.period
        proposed = bulletin.file_of(office, given, dialog.kind, dialog.chosen)
        proposed = proposed.with_name(proposed.name + ending)
        out = ChooseFile.to_save(dialog, say("ui.bulletin.save_title"), proposed, f"*{ending}")
        if out is None:
            return
        out = out if out.suffix.lower() == ending else out.with_name(out.name + ending)
        self._begin(partial(bulletin.exporting, office, period, dialog.kind, dialog.chosen, out))

    def _begin(self, make: Make) -> None:
        if self.dialog is not None:
            self.dialog.refuse("")
        self.errand.begin(make, self._made)

    @Slot()
    def _turned(self) -> None:
        if self.dialog is not None:
            word = "gathering" if self._given is None else "busy"
            self.dialog.tell(say(f"ui.bulletin.{word}") if self.errand.busy else "")

    def _made(self, result: Any) -> None:
        dialog, given = self.dialog, self._given
        if dialog is None or given is None:  # given up while the last byte was made
            return
        if isinstance(result, Path):
            dialog.tell(say("ui.bulletin.written", file=result))
            return
        file = bulletin.file_of(self._session.office, given, dialog.kind, dialog.chosen)
        title = say(f"ui.bulletin.kind_{dialog.kind}")
        shown = Shown(title, "", "plain", result, file.with_name(f"{file.name}.pdf"))
        self.preview = PreviewDialog(dialog, self._theme, self._jobs, self._printing, shown, at_once=False)
        self.preview.open()

    @Slot(object)
    def _refused(self, error: JzdeskError) -> None:
        if self.dialog is not None:
            self.dialog.refuse(error.sentence)
