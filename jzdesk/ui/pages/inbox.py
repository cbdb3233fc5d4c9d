"""待接收文件: files from the counties, looked at before anything is written, then taken in and accepted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from jzdesk.desk import enrolling, inbox, loop, preview
from jzdesk.desk.arriving import Read
from jzdesk.desk.inbox import Waiting
from jzdesk.desk.preview import Detail
from jzdesk.errors import JzdeskError
from jzdesk.models.letters import ANSWER
from jzdesk.ui.errand import Errand
from jzdesk.ui.jobs import Jobs
from jzdesk.ui.messages import Messages
from jzdesk.ui.pages.inbox_detail import DetailPanel
from jzdesk.ui.pages.inbox_doing import InboxDoing, all_of
from jzdesk.ui.pages.inbox_drop import DropPlace, paths_of
from jzdesk.ui.pages.inbox_list import InboxCard
from jzdesk.ui.pages.loop_acts import LoopActs
from jzdesk.ui.session import Session
from jzdesk.ui.theme import PAD, Theme
from jzdesk.ui.widgets.scrolled import TURNS
from jzdesk.words import say


class InboxPage(DropPlace):
    """Signals: `place_requested` another place (its name)."""

    place_requested = Signal(str)

    def __init__(
        self, theme: Theme, session: Session, messages: Messages, jobs: Jobs, within: QWidget
    ) -> None:
        super().__init__(within)
        self.setObjectName("inboxPage")
        self._session, self._messages, self._jobs = session, messages, jobs
        self._reads: dict[str, Read] = {}
        self._queue: list[Path] = []
        self.errand = Errand(jobs, self)
        self.errand.turned.connect(self._turned)
        self.errand.told.connect(self._came)
        self.errand.stopped.connect(self._stopped)
        self.errand.refused.connect(self._refused)
        self.looking = Errand(jobs, self)
        self._coming = ""
        self.looking.refused.connect(messages.refuse)
        self._chosen = ""
        self._first = self._showing = True
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.refresh)
        self.card = InboxCard(theme)
        self.detail = DetailPanel(theme)
        self._doing = InboxDoing(self, session, messages, jobs, self.card, self.detail)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(20, PAD, 20, PAD)
        outer.setSpacing(PAD)
        outer.addWidget(self.card, 4)
        outer.addWidget(self.detail, 3)
        self.setProperty(TURNS, 1080)
        self.loop = LoopActs(self, theme, session, messages, jobs)
        self._connect()
        self.detail.accept.put(str(inbox.receipt_folder(session.office)))
        self.detail.take.put(session.office.today.isoformat())
        self.refresh()

    def _connect(self) -> None:
        card, detail = self.card, self.detail
        self.hovered.connect(card.show_drop)
        self.dropped.connect(self.read)
        card.add_requested.connect(self.add)
        card.all_requested.connect(self.take_all)
        card.stop_requested.connect(self.stop)
        card.coverage_requested.connect(self._to_coverage)
        card.view.selectionModel().currentRowChanged.connect(self._row_changed)
        card.view.picked.connect(self._to_act)
        detail.take_requested.connect(self._take_one)
        detail.accept_requested.connect(self._doing.accept)
        detail.away_requested.connect(self.put_away)
        detail.key_told.connect(self._confirm)
        detail.slip_requested.connect(self.open_slip)
        detail.remarks_requested.connect(self._open_remarks)
        self.loop.closed.connect(self._to_act)
        self._doing.taken.connect(self._taken)
        self._doing.accepted.connect(self._accepted)
        for keys, slot in (
            ("Ctrl+O", self.add), ("Ctrl+Return", self.go_on), ("Ctrl+Enter", self.go_on),
            ("Ctrl+Shift+Return", self.take_all), ("Ctrl+Shift+Enter", self.take_all),
            ("Ctrl+R", self.open_slip), ("Delete", self.put_away),
            (QKeySequence.StandardKey.Paste, self.paste),
        ):  # fmt: skip
            made = QShortcut(QKeySequence(keys), self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(slot)

    # Showing

    def refresh(self) -> None:
        """Show what waits, whatever the period."""
        self._soon.stop()
        items = inbox.look(self._session.office, self._reads.values())
        found = self._session.coverage()
        self.card.show_items(items, found)
        self._choose(self._chosen)

    def _choose(self, key: str) -> None:
        self._showing = True
        items = self.card.model.items
        row = next((n for n, one in enumerate(items) if one.key == key), 0 if items else -1)
        if row >= 0:
            self.card.view.selectRow(row)
        self._show(items[row] if row >= 0 else None)
        self._showing = False

    @Slot(QModelIndex, QModelIndex)
    def _row_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid() and not self._showing:
            self._first = False
            self._show(self.card.model.item(current.row()))

    def _show(self, one: Waiting | None) -> None:
        if one is None or one.code != self._coming:
            self.looking.let_go()
        if one is None:
            self._chosen = ""
            self.detail.show_nothing()
            return
        self._chosen = one.key
        office = self._session.office
        packet = self._reads[one.key].packet if one.key in self._reads else None
        if one.verdict == inbox.RECEIVED:
            self._look_at(one, partial(inbox.content_of, office, one.number))
        elif one.letter and packet is not None:
            content = packet["content"]
            self.detail.show_letter(one, inbox.replies(office, content) if one.kind == ANSWER else ())
        elif one.verdict in {inbox.CAN, inbox.UNCONFIRMED} and packet is not None:
            self._look_at(one, lambda: packet["content"])
        else:
            self.detail.show_refused(one)
        said = loop.remarks(office, one.unit, one.period) if one.unit and one.period else ()
        self.detail.show_said(len(said), len(loop.open_remarks(said)))

    def _look_at(self, one: Waiting, content: Callable[[], Mapping[str, Any]]) -> None:
        """Show a file; what it changes is found in pauses, unless it is known."""
        office = self._session.office
        found = preview.known(office, one.code, one.signature)
        if found is not None:
            self.detail.show_file(one, found)
            return
        self.detail.show_coming(one)
        self._coming = one.code
        self.looking.begin_steps(
            lambda: preview.detailing(office, content(), one.code, one.signature), self._found
        )

    def _found(self, found: Detail) -> None:
        if self.detail.shown is not None:
            self.detail.show_file(self.detail.shown, found)

    def take_focus(self) -> None:
        """Put the focus into the list, or on the button that fills it."""
        (self.card.view if self.card.model.items else self.card.add).setFocus()

    def flush(self) -> bool:
        """There is nothing half typed that would be lost."""
        return True

    @Slot()
    def _to_coverage(self) -> None:
        self.place_requested.emit("coverage")

    @Slot()
    def _to_act(self) -> None:
        act = self.detail.first()
        if act is not None:
            act.setFocus()

    # Files come

    @Slot()
    def add(self) -> None:
        """Ask for files."""
        kinds = say("ui.inbox.choose_kinds", endings=" ".join(f"*{e}" for e in inbox.BOOKS))
        chosen, _ = QFileDialog.getOpenFileNames(self, say("ui.inbox.choose"), "", kinds)
        self.read([Path(name) for name in chosen])

    @Slot()
    def paste(self) -> None:
        """Take the files, or the paths of files, that were copied."""
        data = QGuiApplication.clipboard().mimeData()
        if data is not None:
            self.read(paths_of(data) or inbox.paths_in(data.text()))

    @Slot(object)
    def read(self, paths: Sequence[Path]) -> None:
        """Read files beside the window's work; each is listed as soon as it was read."""
        self._queue += [p for p in paths if p not in self._queue]
        if not self.errand.busy and self._queue:
            waiting, self._queue = self._queue, []
            self._first = self._first or not self._reads
            self.card.show_reading(len(waiting))
            self.errand.begin(lambda: inbox.Reading(self._session.office, waiting), self._read)

    @Slot(object)
    def _came(self, found: Read) -> None:
        self._reads[str(found.path)] = found
        if self._first:  # nobody has chosen yet: the first of the list is shown, whichever came first
            self._chosen = ""
        self.card.step_reading()
        self._soon.start()  # files are read faster than the list of them is made

    @Slot()
    def _turned(self) -> None:
        if not self.errand.busy:
            self.card.show_reading(0)
            if self._soon.isActive():
                self.refresh()

    def _read(self, _result: object) -> None:
        self.read([])

    @Slot(str)
    def _stopped(self, sentence: str) -> None:
        self._queue.clear()
        self._messages.tell(sentence)

    @Slot(object)
    def _refused(self, error: JzdeskError) -> None:
        self._queue.clear()
        self._messages.refuse(error)

    @Slot()
    def stop(self) -> None:
        """Give up reading or taking in; what was read stays in the list, what was taken in is taken in."""
        if self._doing.busy:
            self._jobs.stop()
        else:
            self.errand.stop()

    @Slot()
    def put_away(self) -> None:
        """Take the chosen file out of the list; the file itself stays where it is."""
        if self._reads.pop(self._chosen, None) is not None:
            self._chosen = ""
            self.refresh()
            self.take_focus()

    # Doing

    @Slot()
    def go_on(self) -> None:
        """Do what is next with the chosen file."""
        act = self.detail.next_act()
        if act is not None and act is not self.detail.away:
            act.click()

    @Slot()
    def take_all(self) -> None:
        """Take in every file that can be."""
        can = [one.key for one in self.card.model.items if one.verdict == inbox.CAN]
        self._doing.take(self._files(can), self.detail.take.text())

    @Slot(str)
    def _take_one(self, day: str) -> None:
        self._doing.take(self._files([self._chosen]), day)

    def _files(self, keys: list[str]) -> list[Read]:
        return [self._reads[key] for key in keys if key in self._reads]

    @Slot()
    def open_slip(self) -> None:
        """Return or query cells of the chosen file; the change at the cursor is the first of them."""
        one = self.detail.shown
        if one is not None and one.period is not None and one.verdict == inbox.RECEIVED:
            self.loop.open_slip(one.unit, one.period, one.revision, self.detail.chosen_keys())

    @Slot()
    def _open_remarks(self) -> None:
        one = self.detail.shown
        if one is not None and one.period is not None:
            self.loop.open_remarks(one.unit, one.period)

    @Slot(object)
    def _taken(self, told: list[dict[str, Any]]) -> None:
        taken = [one for one in told if one["verdict"] == "taken"]
        for one in taken:
            chosen = one["file"] == self._chosen
            if one["kind"] == ANSWER:  # its replies stay to be read until it is put away
                continue
            self._reads.pop(one["file"], None)
            if chosen or one is taken[0]:
                self._chosen = one["code"]
        self._session.refresh()
        self._to_act()

    @Slot()
    def _accepted(self) -> None:
        self._session.refresh()
        self.take_focus()

    @Slot(str)
    def _confirm(self, told: str) -> None:
        """Confirm the key of the chosen file by what was heard on the telephone."""
        try:
            known = enrolling.trust_read(self._session.office, self._reads[self._chosen], told)
        except JzdeskError as error:
            self.detail.key.refuse(all_of(error))
            return
        self._session.refresh()
        name = self._session.office.catalogue.division(known.unit).name
        self._messages.tell(say("ui.keys.confirmed_of", unit=name))
        self._to_act()
