"""What comes from the city on 审核上报: files and remarks, and the key without which it takes nothing."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from jzdesk.desk import keyring
from jzdesk.desk.window import Look
from jzdesk.models import workflow
from jzdesk.models.entry import Key
from jzdesk.ui.jobs import Jobs
from jzdesk.ui.messages import Messages
from jzdesk.ui.pages.city_files import CityFilesCard
from jzdesk.ui.pages.loop_acts import LoopActs
from jzdesk.ui.pages.remarks_card import RemarksCard
from jzdesk.ui.session import Session
from jzdesk.ui.theme import Theme
from jzdesk.ui.widgets.notice import Notice
from jzdesk.ui.widgets.parts import retone
from jzdesk.ui.widgets.scrolled import bring
from jzdesk.words import say

_BEFORE = workflow.PREPARING | {workflow.FROZEN, workflow.PACKED}


class FromCity(QObject):
    """Signals: `jump_requested` to a page and a key; `keys_requested` where the own key is made;
    `file_requested` a 下发文件 lies at a path, which is looked at before it is taken in.
    """

    file_requested = Signal(object)
    jump_requested = Signal(str, object)
    keys_requested = Signal()

    def __init__(self, page: QWidget, theme: Theme, session: Session, messages: Messages, jobs: Jobs) -> None:
        super().__init__(page)
        self._session = session
        open_ = QShortcut(QKeySequence("Ctrl+O"), page)
        open_.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        open_.activated.connect(self._ask)
        self.notice = Notice(name="unsigned")
        self.notice.asked.connect(self.keys_requested)
        self.files = CityFilesCard(session, jobs)
        self.files.taken.connect(messages.tell)
        self.files.handed_down.connect(self.file_requested)
        self.files.settled.connect(self._go_on)
        self.remarks = RemarksCard(session, jobs)
        self.remarks.told.connect(messages.tell)
        self.remarks.jump_requested.connect(self._to_key)
        self.spoken = LoopActs(page, theme, session, messages, jobs)
        self.remarks.record_requested.connect(self._record)

    @property
    def cards(self) -> tuple[QWidget, ...]:
        """What stands on the page, from top to bottom."""
        return self.remarks, self.files

    @property
    def pressing(self) -> bool:
        """The city waits for a reply, or a file of its is being dealt with."""
        return self.remarks.waiting > 0 or self.files.dealing

    def show_look(self, look: Look) -> None:
        """Show what there is of a period."""
        office = self._session.office
        unsigned = not (office.practice or office.is_city) and look.state in _BEFORE
        unsigned = unsigned and not look.sheet.backfilled and not keyring.readable_key(office)
        told = (say("ui.keys.unsigned"), say("ui.keys.to_keys")) if unsigned else ("", "")
        self.notice.show_notice(*told)
        self.files.show_look(look)
        self.remarks.refresh()

    def take_focus(self) -> bool:
        """Put the focus where the first reply is written; tell whether one is waited for."""
        return self.remarks.isVisible() and self.remarks.take_focus()

    @Slot()
    def _ask(self) -> None:
        """Ask for files of the city."""
        if not self._session.office.is_city:
            self.files.ask()

    @Slot()
    def _go_on(self) -> None:
        """Go on with what came: the first reply that is waited for, else the next file."""
        if not self.take_focus():
            bring(self.files, self.files.act)

    @Slot(bool)
    def show_drop(self, over: bool) -> None:
        """Show that files may be let go here."""
        retone(self.files, "dropping" if over else "card", "look")

    @Slot(list)
    def take(self, paths: list[Path]) -> None:
        """Take in files that were let go on the page."""
        if not self._session.office.is_city:
            self.files.read(*paths)

    @Slot(object)
    def _to_key(self, key: Key) -> None:
        self.jump_requested.emit(key.form, key)

    @Slot()
    def _record(self) -> None:
        """Record what the city said on the telephone of what was handed in."""
        self.spoken.open_slip(self._session.office.unit, self._session.period)
