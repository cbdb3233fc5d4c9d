"""报送情况: who has handed in what, for the city."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from jzdesk.desk import coverage_paper
from jzdesk.models import workflow
from jzdesk.ui.dialogs import judge_asks
from jzdesk.ui.dialogs.ask_box import Ask, AskBox
from jzdesk.ui.messages import Messages
from jzdesk.ui.session import Session
from jzdesk.ui.tables.list_view import ListView
from jzdesk.ui.tables.listing import PILL, TEXT, ListColumn, ListModel, Part
from jzdesk.ui.theme import LIST_ROW, PAD, Theme
from jzdesk.ui.widgets.elided import Elided
from jzdesk.ui.widgets.parts import Card, button, pill, row
from jzdesk.ui.widgets.when import whole_day
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.desk.list_paper import ListPaper

Unit = Mapping[str, Any]
_HEAD, _ONE_LINE, _WIDE = 44, 4, 120
_TIMES = {"on_time": "", "late": "explain", "missing": "faint", "no_due_date": "secondary"}
_STATES = {
    workflow.RECEIVED: "explain", workflow.ACCEPTED: "good", workflow.QUERIED: "explain",
    workflow.EXCLUDED: "secondary",
}  # fmt: skip


class CoveragePage(QWidget):
    """Every county-level office with what has come from it.

    Signals: `remarks_requested` what was said of a line's office and period; `bulletin_requested` the
    papers made of a quarter (which of them, empty for the one they begin with). `keeping` keeps what is being
    written for them.
    """

    remarks_requested = Signal(object)
    bulletin_requested = Signal(str)

    def __init__(self, theme: Theme, session: Session, messages: Messages, within: QWidget) -> None:
        super().__init__(within)
        self.setObjectName("coveragePage")
        self._session, self._messages = session, messages
        self._box: AskBox | None = None
        self.keeping: Callable[[], bool] | None = None
        forms = session.office.catalogue.forms
        self.model: ListModel[Unit] = ListModel(
            (
                ListColumn(say("ui.coverage.name"), 0, _name),
                ListColumn(say("ui.coverage.revision"), 52, _revision),
                ListColumn(say("ui.coverage.received_on"), 74, _received),
                ListColumn(say("ui.coverage.timeliness"), 72, _timeliness),
                *(ListColumn(_two_lines(form.short), 68, _FormState(form.id)) for form in forms),
                ListColumn(say("ui.coverage.paper"), 74, _paper),
                ListColumn(say("ui.coverage.year"), 88, _year),
                ListColumn(say("ui.coverage.state"), 76, _state),
            ),
            self,
        )
        self.view = _TallHead(theme, self.model, "coverage", ends=True)
        self.view.setAccessibleName(say("ui.nav.coverage"))
        card = Card(say("ui.nav.coverage"), name="coverageCard", pad=0)
        card.head.setContentsMargins(PAD, PAD - 2, PAD, 0)
        self.count = pill(name="coverageCount")
        card.head.addWidget(self.count)
        card.head.addStretch(1)
        self.due = Elided("", "secondary", name="coverageDue")
        card.head.addWidget(self.due)
        self.bulletin = button(say("ui.bulletin.open"), "coverageBulletin", self._ask_papers)
        self.bulletin.setToolTip(say("ui.bulletin.open_tip"))
        card.head.addWidget(self.bulletin)
        card.body.addWidget(self.view)
        card.body.addLayout(self._acts())
        self._foot = row(margins=(PAD, 0, PAD, 12))
        card.body.addLayout(self._foot)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, PAD, 20, PAD)
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        outer.addWidget(card, 1)
        outer.addStretch(0)
        self.view.selectionModel().currentRowChanged.connect(self._offer)
        self.refresh()

    def _acts(self) -> QHBoxLayout:
        """Return what can be done with the chosen county's file, and whom to urge."""
        self.urge = Elided("", "secondary", name="coverageUrge")
        self.paper = button(say("ui.coverage.tick_paper"), "coveragePaper", self.tick_paper)
        self.out = button(say("ui.coverage.exclude"), "coverageExclude", self.leave_out)
        line = row(margins=(PAD, 8, PAD, 8))
        line.addWidget(self.urge, 1)
        self.said = button(say("ui.loop.open_button"), "coverageSaid", self._ask_remarks)
        for act in (self.said, self.paper, self.out):
            line.addWidget(act)
        return line

    def offer_paper(self, paper: QWidget) -> None:
        """Have what prints and keeps the list below it."""
        self._foot.addWidget(paper)

    def on_paper(self) -> ListPaper:
        """Return the list as a paper."""
        columns = [(c.title.replace("\n", ""), float(c.width or _WIDE)) for c in self.model.columns]
        lines = range(self.model.rowCount())
        rows = [[self.model.part(line, n).text for n in range(len(columns))] for line in lines]
        facts = (self.count.text(), self.due.text(), self.urge.text())
        return coverage_paper.of(self._session.office, self._session.period, columns, rows, facts)

    @property
    def _chosen(self) -> Unit | None:
        index = self.view.currentIndex()
        return self.model.item(index.row()) if index.isValid() else None

    @Slot()
    def _offer(self) -> None:
        """Offer what can be done with the chosen county's file."""
        unit = self._chosen
        there = unit is not None and bool(unit["revision"]) and not self._session.look.sheet.backfilled
        out = unit is not None and unit["state"] == workflow.EXCLUDED
        self.said.setEnabled(there)
        self.paper.setEnabled(there and not out)
        self.out.setEnabled(there)
        self.out.setText(say("ui.coverage.include" if out else "ui.coverage.exclude"))

    @Slot()
    def _ask_remarks(self) -> None:
        if self._chosen is not None:
            self.remarks_requested.emit(self._chosen)

    @Slot()
    def tick_paper(self) -> None:
        """Ask when the chosen county's stamped copy came."""
        if (unit := self._chosen) is not None and self.paper.isEnabled():
            self._ask(judge_asks.paper(self._session.office, self._session.period, unit), self.paper)

    @Slot()
    def leave_out(self) -> None:
        """Ask why the chosen county's file is to be left out of the totals, or brought back."""
        if (unit := self._chosen) is not None and self.out.isEnabled():
            out = unit["state"] != workflow.EXCLUDED
            office, period = self._session.office, self._session.period
            self._ask(judge_asks.leaving_out(office, period, unit, out=out), self.out)

    def _ask(self, asked: Ask, near: QWidget) -> None:
        self._box = self._box or AskBox(self._session, self._messages, self.window())
        self._box.ask(asked, near)

    def refresh(self) -> None:
        """Show the session's period."""
        found = self._session.coverage()
        due = str(found["due"] or "")
        over = bool(due) and self._session.office.today.isoformat() > due
        self.model.show_items([{**unit, "over": over} for unit in found["units"]])
        self.due.setText(say("ui.gathering.due", day=whole_day(due)) if due else say("ui.coverage.no_due"))
        names = {unit["unit"]: unit["name"] for unit in found["units"]}
        urged = [names[code] for code in found.get("urge", ())]
        told = say("ui.coverage.urge", n=len(urged), names="、".join(urged))
        self.urge.setText(told if urged else say("ui.coverage.urge_none"))
        self._offer()
        period = self._session.period
        self.bulletin.setEnabled(period.kind == "quarter" and not self._session.look.sheet.backfilled)
        self.count.setText(
            say("ui.coverage.count", received=found["received"], accepted=found["accepted"], of=found["of"])
        )

    def take_focus(self) -> None:
        """Put the focus into the list."""
        self.view.setFocus()
        sought, self._session.sought = self._session.sought, None
        for number in range(self.model.rowCount() if sought is not None else 0):
            if sought is not None and self.model.item(number)["unit"] == sought[0]:
                self.view.selectRow(number)

    @Slot()
    def _ask_papers(self) -> None:
        self.bulletin_requested.emit("")

    def show_entry(self, segment: str, _code: str) -> None:
        """Open the paper of the quarter that was sought."""
        if self.bulletin.isEnabled():
            self.bulletin_requested.emit(segment)
        else:
            self.view.setFocus()

    def flush(self) -> bool:
        """Keep what is being written for the papers of the quarter."""
        return self.keeping is None or self.keeping()


class _FormState:
    """Whether one form came filled, as 零报告, with gaps, or not at all."""

    def __init__(self, form_id: str) -> None:
        self._form_id = form_id

    def __call__(self, unit: Unit) -> Part:
        state = unit["forms"].get(self._form_id, "open")
        tones = {"filled": "good", "nil": "secondary", "open": "explain" if unit["revision"] else "faint"}
        word = say(f"ui.coverage.form_{state}" if unit["revision"] else "ui.coverage.nothing")
        return Part(word, TEXT, tones.get(state, "faint"))


class _TallHead(ListView):
    """A list with heads of two lines: eight forms stand side by side."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.horizontalHeader().setFixedHeight(_HEAD)
        # Shortening measures a head of two lines as if it were one
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideNone)

    def content_height(self) -> int:
        """Return the height at which nothing has to scroll."""
        return super().content_height() + _HEAD - LIST_ROW


def _two_lines(head: str) -> str:
    half = (len(head) + 1) // 2
    return f"{head[:half]}\n{head[half:]}" if len(head) > _ONE_LINE else head


def _name(unit: Unit) -> Part:
    return Part(str(unit["name"]), TEXT, "", str(unit["unit"]))


def _paper(unit: Unit) -> Part:
    day = str(unit["paper"] or "")
    if not day:
        return Part(say("ui.coverage.nothing"), TEXT, "faint")
    if unit["code_matches"] is False:
        tip = say("ui.coverage.paper_differs_tip", day=day)
        return Part(say("ui.coverage.paper_differs"), TEXT, "must", tip)
    word = "paper_same_tip" if unit["code_matches"] else "paper_tip"
    return Part(_short(day), TEXT, "", say(f"ui.coverage.{word}", day=day))


def _year(unit: Unit) -> Part:
    year = unit.get("year")
    if not year or not year["expected"]:
        return Part(say("ui.coverage.year_none"), TEXT, "faint")
    rates = {
        name: f"{year[key]}%" if year[key] is not None else say("ui.coverage.year_none")
        for name, key in (("reporting", "reporting_rate"), ("punctual", "on_time_rate"))
    }
    behind = year["received"] < year["expected"] or year["on_time"] < year["timed"]
    tip = say("ui.coverage.year_tip", **year, **rates)
    word = "year_share" if year["timed"] else "year_plain"
    return Part(say(f"ui.coverage.{word}", **year), TEXT, "explain" if behind else "", tip)


def _short(day: str) -> str:
    parts = day.split("-")
    return say("ui.hand_in.day", month=int(parts[1]), day=int(parts[2])) if len(parts) == 3 else day


def _revision(unit: Unit) -> Part:
    number = unit["revision"]
    return Part(say("ui.coverage.revision_number", n=number) if number else say("ui.coverage.nothing"))


def _received(unit: Unit) -> Part:
    day = str(unit["received_on"] or "")
    return Part(_short(day) or say("ui.coverage.nothing"), TEXT, "", day)


def _timeliness(unit: Unit) -> Part:
    name = str(unit["timeliness"])
    if name == "missing" and unit["over"]:
        return Part(say("ui.coverage.time_over"), TEXT, "must")
    return Part(say(f"ui.coverage.time_{name}"), TEXT, _TIMES.get(name, ""))


def _state(unit: Unit) -> Part:
    state = str(unit["state"])
    shown = say("ui.coverage.missing") if state == workflow.UNFILLED else state
    return Part(shown, PILL, _STATES.get(state, "must"))
