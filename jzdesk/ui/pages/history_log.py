"""操作记录: what was done in a period, to which cell, from what to what; sought by form, person and words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from time import perf_counter

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from jzdesk.desk import trail, trail_paper
from jzdesk.desk.list_paper import ListPaper
from jzdesk.desk.trail import Line, Lines, Sought
from jzdesk.models.period import Period
from jzdesk.ui.jobs import Jobs
from jzdesk.ui.messages import Messages
from jzdesk.ui.pages.history_paint import PastDelegate
from jzdesk.ui.pages.list_paper import ListPaperBar
from jzdesk.ui.printing import Printing
from jzdesk.ui.session import Session
from jzdesk.ui.tables.list_view import ListView
from jzdesk.ui.tables.listing import TEXT, ListColumn, ListModel, Part
from jzdesk.ui.theme import PAD, Theme
from jzdesk.ui.widgets.chooser import Chooser
from jzdesk.ui.widgets.parts import column, label, row
from jzdesk.ui.widgets.when import short_day
from jzdesk.words import say

MOST = 500
"""So many lines are shown at once; the rest is found by seeking."""
_SLICE = 0.005
"""So many seconds at a time, which no hand feels."""


class LogPanel(QWidget):
    """Signals: `jump_requested` to a line's cell."""

    jump_requested = Signal(object)

    def __init__(
        self, theme: Theme, session: Session, messages: Messages, jobs: Jobs, printing: Printing
    ) -> None:
        super().__init__()
        self.setObjectName("logPanel")
        self._session = session
        self._lines: Lines | None = None
        self._found: Sequence[Line] = ()
        self._coming: Iterator[Line] = iter(())
        self._ahead = QTimer(self, singleShot=True, interval=0)
        self._ahead.timeout.connect(self._go_on)
        self._period: Period | None = None
        self._shown: tuple[Period | None] | None = None
        self.form = Chooser(theme, "logForm", say("ui.history.all_forms"))
        self.who = Chooser(theme, "logWho", say("ui.history.all_people"))
        for box in (self.form, self.who):
            box.setMinimumWidth(112)
            box.currentIndexChanged.connect(self._seek)
        self.text = QLineEdit()
        self.text.setObjectName("logText")
        self.text.setPlaceholderText(say("ui.history.seek"))
        self.text.setAccessibleName(say("ui.history.seek"))
        self.text.setClearButtonEnabled(True)
        self.text.textChanged.connect(self._seek)
        self.count = label("", "faint", name="logCount")
        self.model: ListModel[Line] = ListModel(_COLUMNS, self)
        self.view = ListView(theme, self.model, "logLines", PastDelegate(theme, self))
        self.view.setAccessibleName(say("ui.history.log"))
        self.view.picked.connect(self._pick)
        self.empty = label("", "secondary", wrap=True, name="logEmpty")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        bar = row(self.form, self.who, margins=(PAD, 0, PAD, 0))
        bar.addWidget(self.text, 1)
        bar.addWidget(self.count)
        self.paper = ListPaperBar(theme, messages, jobs, printing, "log", self._on_paper)
        body = column(spacing=8)
        body.addLayout(bar)
        body.addWidget(self.view, 1)
        body.addWidget(self.empty, 1)
        foot = row(self.paper, margins=(PAD, 0, PAD, 8))
        body.addLayout(foot)
        self.setLayout(body)

    def show_period(self, period: Period | None) -> None:
        """Show a period's trail, or all of it; what is sought stays while the period does."""
        lines, self._period = trail.lines(self._session.office, period), period
        self._lines = lines
        self._coming = iter(lines)
        self._ahead.start()
        if self._shown != (period,):
            self._shown = (period,)
            self._clear()
        met, forms = lines.forms, [(f.short, f.id) for f in self._session.office.catalogue.forms]
        _offer(self.form, say("ui.history.all_forms"), [(short, id_) for short, id_ in forms if id_ in met])
        _offer(self.who, say("ui.history.all_people"), [(name, name) for name in lines.people])
        self._seek()

    @Slot()
    def _go_on(self) -> None:
        """Put lines into words that are not seen, a few at a time, so that no search waits for them."""
        until = perf_counter() + _SLICE
        for _ in self._coming:
            if perf_counter() > until:
                self._ahead.start()
                return

    def _clear(self) -> None:
        for box in (self.form, self.who):
            box.blockSignals(True)
            box.clear()
            box.blockSignals(False)
        self.text.blockSignals(True)
        self.text.clear()
        self.text.blockSignals(False)

    def take_focus(self) -> None:
        """Put the focus where one seeks."""
        self.text.setFocus()

    @Slot()
    def _seek(self) -> None:
        found = self._found = () if self._lines is None else self._lines.only(self._sought())
        self.model.show_items(found[:MOST])
        self.paper.offer(bool(found))
        if found:
            self.view.scrollToTop()
        word = "log_count" if len(found) <= MOST else "log_most"
        self.count.setText(say(f"ui.history.{word}", n=len(found), most=MOST))
        self.view.setVisible(bool(found))
        self.empty.setVisible(not found)
        self.empty.setText(say("ui.history.log_none" if self._lines else "ui.history.log_empty"))

    def _sought(self) -> Sought:
        return Sought(self.form.currentData() or "", self.who.currentData() or "", self.text.text())

    def _on_paper(self) -> ListPaper:
        """Return what is sought, all of it: the list shows no more than its newest part."""
        return trail_paper.of(self._session.office, self._period, self._sought(), self._found)

    @Slot(object)
    def _pick(self, line: Line) -> None:
        if line.key and line.period:
            self.jump_requested.emit(line)


def _offer(box: QComboBox, all_: str, choices: list[tuple[str, str]]) -> None:
    """Put choices into a box, keeping the one that is chosen."""
    chosen = box.currentData()
    box.blockSignals(True)
    box.clear()
    box.addItem(all_, "")
    for name, data in choices:
        box.addItem(name, data)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    box.blockSignals(False)


def _when(line: Line) -> Part:
    tip = say("ui.history.when_tip", day=line.day, time=line.time, seq=line.seq)
    return Part(say("ui.when.moment", day=short_day(line.day), time=line.time[:5]), TEXT, "secondary", tip)


def _who(line: Line) -> Part:
    return Part(line.who)


def _how(line: Line) -> Part:
    return Part(line.how, TEXT, "secondary")


def _what(line: Line) -> Part:
    return Part(line.action)


def _place(line: Line) -> Part:
    text = say("ui.history.place_why", place=line.place, why=line.why) if line.why else line.place
    return Part(text, TEXT, "" if line.key else "secondary")


def _old(line: Line) -> Part:
    return Part(line.old or say("ui.when.nothing"), TEXT, "secondary" if line.old else "faint", line.old)


def _new(line: Line) -> Part:
    return Part(line.new or say("ui.when.nothing"), TEXT, "" if line.new else "faint", line.new)


_COLUMNS = (
    ListColumn[Line](say("ui.history.when"), 116, _when),
    ListColumn[Line](say("ui.history.who"), 84, _who),
    ListColumn[Line](say("ui.history.how"), 58, _how),
    ListColumn[Line](say("ui.history.what"), 96, _what),
    ListColumn[Line](say("ui.history.place"), 0, _place),
    ListColumn[Line](say("ui.history.old"), 92, _old),
    ListColumn[Line](say("ui.history.new"), 92, _new),
)
