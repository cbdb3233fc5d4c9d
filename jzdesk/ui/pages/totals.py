"""汇总: the period's table of totals, what stands behind each figure, and the table on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QPushButton, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from jzdesk.desk import auditing, totalling
from jzdesk.desk.totalling import APPROVED, TOTAL, Source, Table
from jzdesk.errors import JzdeskError, StoppedError
from jzdesk.models.catalogue import CITY
from jzdesk.models.entry import Key
from jzdesk.ui.dialogs import judge_asks
from jzdesk.ui.dialogs.ask_box import Ask, AskBox
from jzdesk.ui.jobs import Jobs
from jzdesk.ui.messages import Messages
from jzdesk.ui.pages.inbox_step import bare
from jzdesk.ui.pages.loop_acts import LoopActs
from jzdesk.ui.pages.publish_button import PUBLISH, PublishButton
from jzdesk.ui.pages.template_acts import TEMPLATES, TemplateActs
from jzdesk.ui.pages.totals_audit import AuditCard
from jzdesk.ui.pages.totals_paper import TotalsPaper
from jzdesk.ui.pages.totals_source import SourceCard
from jzdesk.ui.printing import Printing
from jzdesk.ui.session import Session
from jzdesk.ui.theme import PAD, Theme
from jzdesk.ui.widgets.elided import Elided
from jzdesk.ui.widgets.flowing import Flowing
from jzdesk.ui.widgets.parts import Card, button, column, label, pill, row
from jzdesk.ui.widgets.totals_table import TotalsTable
from jzdesk.words import say

SAVE, OPEN, ENDINGS = "save", "open", ("xlsx", "docx")


class TotalsPage(QWidget):
    """Signals: `place_requested` another place (its name)."""

    place_requested = Signal(str)

    def __init__(
        self, theme: Theme, session: Session, messages: Messages, jobs: Jobs, printing: Printing,
        within: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(within)
        self.setObjectName("totalsPage")
        self.publish, self.publish_anyway = (
            PublishButton(theme, session, jobs, printing, name) for name in ("publishOpen", "publishAnyway")
        )
        self.templates = TemplateActs(self, theme, session, jobs)
        self.paper = TotalsPaper(theme, session, messages, jobs, printing)
        self._theme, self._session, self._messages, self._jobs = theme, session, messages, jobs
        self._doing = self._unit = self._key = ""
        self._table: Table | None = None
        self._source: Source | None = None
        self.table, self.source = TotalsTable(theme), SourceCard()
        self.audit = AuditCard(theme)
        self._box: AskBox | None = None
        self._asks: dict[str, Ask] = {}
        self.pages = QStackedWidget()
        self.pages.addWidget(self._card())
        self.pages.addWidget(self._empty())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, PAD, 20, PAD)
        outer.setSpacing(PAD)
        outer.addWidget(self.pages, 1)
        outer.addWidget(self.audit)
        outer.addWidget(self.source)
        self.table.asked.connect(self._ask)
        self.table.opened.connect(self.open_form)
        self.source.open_requested.connect(self.open_form)
        self.loop = LoopActs(self, theme, session, messages, jobs)
        self.source.remarks_requested.connect(self._open_remarks)
        self.source.judge_requested.connect(self.judge)
        self.audit.go_requested.connect(self._go_to)
        jobs.finished.connect(self._finished)
        jobs.failed.connect(self._failed)
        self.refresh()

    def _card(self) -> Card:
        card = Card(name="totalsCard", pad=0)
        bare(card)
        self.title = card.title
        self.count = pill(name="totalsCount")
        hint = Elided(say("ui.totals.hint"), "faint")
        hint.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.busy = label("", "secondary", name="totalsBusy")
        self.halt = button(say("ui.totals.stop"), "totalsStop", self._jobs.stop)
        self.halt.hide()
        self.odd = button("", "totalsOdd", self._fold_audit, look="link")
        coverage = button(say("ui.totals.coverage"), "totalsCoverage", self._to_coverage, look="link")
        self.saves = {}
        for ending in ENDINGS:
            made = button(say(f"ui.totals.{ending}"), f"totalsSave_{ending}", self._save)
            made.setProperty("ending", ending)
            self.saves[ending] = made
        head = Flowing((
            self.title, self.count, hint, self.busy, self.halt, self.odd, coverage, self.publish,
            self._templates_link("totalsTemplates"), self.paper, *self.saves.values(),
        ))  # fmt: skip
        head.setContentsMargins(PAD, PAD - 4, PAD, 0)
        card.body.addWidget(head)
        card.body.addWidget(self.table, 1)
        return card

    def _templates_link(self, name: str) -> QPushButton:
        made = button(say("ui.templates.open"), name, self.templates.open, look="link")
        made.setToolTip(say("ui.templates.open_tip"))
        return made

    def _empty(self) -> Card:
        card = Card(name="totalsEmpty")
        self.nothing = label("", "head", name="totalsNothing")
        text = label(say("ui.totals.empty_text"), "secondary", wrap=True)
        for part in (self.nothing, text):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.way = button(say("ui.totals.to_inbox"), "totalsToInbox", self._to_inbox, look="primary")
        card.body.addStretch(1)
        card.body.addLayout(column(self.nothing, text, spacing=6))
        card.body.addLayout(row(None, self.way, None))
        links = row(
            None, self.publish_anyway, self._templates_link("totalsTemplatesAnyway"), None, spacing=16
        )
        card.body.addLayout(links)
        card.body.addStretch(1)
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        return card

    # Showing

    def refresh(self) -> None:
        """Show the session's period."""
        session = self._session
        found = totalling.table(session.office, session.period)
        self._table = found
        self.title.setText(found.title)
        word = "whole" if found.counted == found.number else "count"
        self.count.setText(say(f"ui.totals.{word}", counted=found.counted, number=found.number))
        self.nothing.setText(say("ui.totals.empty", period=found.period.title))
        some = bool(found.lines)
        self._audit(some=some)
        self.pages.setCurrentIndex(0 if some else 1)
        self.source.setVisible(some)
        self.source.show_nothing()
        self._source = None
        self.table.show_table(found)
        now = self.table.cells.currentIndex()
        if some and now.isValid():
            self._ask(now.row(), now.column())

    @Slot(int, int)
    def _ask(self, number: int, place: int) -> None:
        if self._table is None:
            return
        line = self._table.lines[number]
        if line.key is None:
            return
        code, office = self.table.model.code(place), self._session.office
        text = self.table.model.text(number, place)
        self._source = totalling.source(office, self._table, line, code, text)
        self._asks = self._may_set(self._table, line.key, code)
        self.source.show_source(self._source, self._asks)
        self._unit, self._key = code, str(line.key)

    @Slot()
    def _open_remarks(self) -> None:
        self.loop.open_remarks(self._unit, self._session.period, (self._key,))

    def _may_set(self, table: Table, key: Key, code: str) -> dict[str, Ask]:
        """Return which figures of its own the city may set for a figure, by kind."""
        unit = CITY if code in {TOTAL, APPROVED} else code
        if unit not in {u.code for u in table.units} | {CITY}:
            return {}
        out = any(u.code == unit and not u.counted for u in table.units)
        kind = judge_asks.STANDIN if out else judge_asks.APPROVE
        found = judge_asks.figure(self._session.office, table.period, key, unit, kind)
        return {kind: found} if found is not None else {}

    @Slot(str)
    def judge(self, kind: str) -> None:
        """Ask for the city's own figure beside the chosen one."""
        if kind in self._asks:
            self._box = self._box or AskBox(self._session, self._messages, self.window())
            self._box.ask(self._asks[kind], self.source.judges[kind])

    # 汇总审核

    def _audit(self, *, some: bool) -> None:
        found = auditing.audit(self._session.office, self._session.period) if some else ()
        self.audit.show_found(found)
        self.odd.setText(say("ui.totals.odd", n=len(found)))
        self.odd.setVisible(bool(found))
        self.audit.setVisible(bool(found) and self.audit.isVisible())

    @Slot()
    def _fold_audit(self) -> None:
        self.audit.setVisible(not self.audit.isVisible())
        if self.audit.isVisible():
            self.audit.view.setFocus()

    @Slot(object, str)
    def _go_to(self, key: Key, unit: str) -> None:
        table = self._table
        if table is None:
            return
        row = next((n for n, line in enumerate(table.lines) if line.key == key), None)
        if row is not None:
            self.table.go_to(row, self.table.model.place_of(unit))

    def take_focus(self) -> None:
        """Put the focus into the table, or on the way to what fills it."""
        (self.table.cells if self.pages.currentIndex() == 0 else self.way).setFocus()
        sought, self._session.sought = self._session.sought, None
        if sought is not None and sought[1] is not None:
            self._go_to(sought[1], sought[0])

    def show_entry(self, segment: str, _code: str) -> None:
        """Open what 查找 leads to here."""
        if segment == TEMPLATES:
            self.templates.open()
        elif segment == PUBLISH:
            some = self.pages.currentIndex() == 0
            (self.publish if some else self.publish_anyway).open_dialog()

    def flush(self) -> bool:
        """There is nothing half typed here."""
        return True

    @Slot()
    def _to_coverage(self) -> None:
        self.place_requested.emit("coverage")

    @Slot()
    def _to_inbox(self) -> None:
        self.place_requested.emit("inbox")

    # Doing

    @Slot()
    def _save(self) -> None:
        sender = self.sender()
        ending = str(sender.property("ending")) if sender else ENDINGS[0]
        office, period = self._session.office, self._session.period
        offered = totalling.folder(office, period) / totalling.file_name(period, ending)
        chosen, _ = QFileDialog.getSaveFileName(
            self, say("ui.totals.save_title"), str(offered), f"*.{ending}"
        )
        if chosen:
            self.save(Path(chosen))

    def save(self, out: Path) -> None:
        """Write the table of totals to a file, beside the window's work."""
        try:
            work = totalling.writing(self._session.office, self._session.period, out)
        except JzdeskError as error:
            self._messages.refuse(error)
            return
        if self._jobs.run_aside(say("ui.totals.busy"), work, _same):
            self._begin(SAVE, say("ui.totals.busy"))
        else:
            self._messages.tell(say("ui.totals.in_the_way"))

    @Slot()
    def open_form(self) -> None:
        """Print the form behind the chosen figure as it was sent, and open it."""
        found = self._source
        if found is None or not found.number:
            return
        try:
            work = totalling.form_of(self._session.office, self._session.period, found)
        except JzdeskError as error:
            self._messages.refuse(error)
            return
        told = say("ui.totals.open_busy", form=found.form_title)
        if self._jobs.run_aside(told, work, _same):
            self._begin(OPEN, told)
        else:
            self._messages.tell(say("ui.totals.in_the_way"))

    def _begin(self, name: str, told: str) -> None:
        self._doing = name
        self.busy.setText(told)
        self.halt.show()
        for made in self.saves.values():
            made.setEnabled(False)

    def _end(self) -> str:
        name, self._doing = self._doing, ""
        if name:
            self.busy.clear()
            self.halt.hide()
            for made in self.saves.values():
                made.setEnabled(True)
        return name

    @Slot(object)
    def _finished(self, result: Any) -> None:
        name = self._end()
        if name == SAVE:
            self._messages.tell(say("ui.totals.saved", file=result.name, folder=result.parent))
        elif name == OPEN:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(result)))

    @Slot(object)
    def _failed(self, error: JzdeskError) -> None:
        if not self._end():
            return
        if isinstance(error, StoppedError):
            self._messages.tell(error.sentence)
        else:
            self._messages.refuse(error)


def _same(result: Any) -> Any:
    return result
