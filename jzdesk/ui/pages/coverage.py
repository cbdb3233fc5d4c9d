"""报送情况: who has handed in what, for the city."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from jzdesk.models import workflow
from jzdesk.ui.session import Session
from jzdesk.ui.tables.list_view import ListView
from jzdesk.ui.tables.listing import PILL, TEXT, ListColumn, ListModel, Part
from jzdesk.ui.theme import LIST_ROW, PAD, Theme
from jzdesk.ui.widgets.parts import Card, label, pill
from jzdesk.ui.widgets.when import whole_day
from jzdesk.words import say

Unit = Mapping[str, Any]
_HEAD, _ONE_LINE = 44, 4
_TIMES = {"on_time": "", "late": "explain", "missing": "faint", "no_due_date": "secondary"}
_STATES = {workflow.RECEIVED: "explain", workflow.ACCEPTED: "good"}


class CoveragePage(QWidget):
    """Every county-level office with what has come from it."""

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__()
        self.setObjectName("coveragePage")
        self._session = session
        forms = session.office.catalogue.forms
        self.model: ListModel[Unit] = ListModel(
            (
                ListColumn(say("ui.coverage.unit"), 64, _code),
                ListColumn(say("ui.coverage.name"), 0, _name),
                ListColumn(say("ui.coverage.revision"), 56, _revision),
                ListColumn(say("ui.coverage.received_on"), 72, _received),
                ListColumn(say("ui.coverage.timeliness"), 72, _timeliness),
                *(ListColumn(_two_lines(form.short), 78, _FormState(form.id)) for form in forms),
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
        self.due = label("", "secondary", name="coverageDue")
        card.head.addWidget(self.due)
        card.body.addWidget(self.view)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, PAD, 20, PAD)
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        outer.addWidget(card, 1)
        outer.addStretch(0)
        self.refresh()

    def refresh(self) -> None:
        """Show the session's period."""
        found = self._session.coverage()
        due = str(found["due"] or "")
        over = bool(due) and self._session.office.today.isoformat() > due
        self.model.show_items([{**unit, "over": over} for unit in found["units"]])
        self.due.setText(say("ui.gathering.due", day=whole_day(due)) if due else say("ui.coverage.no_due"))
        self.count.setText(
            say("ui.coverage.count", received=found["received"], accepted=found["accepted"], of=found["of"])
        )

    def take_focus(self) -> None:
        """Put the focus into the list."""
        self.view.setFocus()

    def flush(self) -> bool:
        """There is nothing half typed here."""
        return True


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

    def content_height(self) -> int:
        """Return the height at which nothing has to scroll."""
        return super().content_height() + _HEAD - LIST_ROW


def _two_lines(head: str) -> str:
    half = (len(head) + 1) // 2
    return f"{head[:half]}\n{head[half:]}" if len(head) > _ONE_LINE else head


def _code(unit: Unit) -> Part:
    return Part(str(unit["unit"]), TEXT, "secondary")


def _name(unit: Unit) -> Part:
    return Part(str(unit["name"]))


def _revision(unit: Unit) -> Part:
    number = unit["revision"]
    return Part(say("ui.coverage.revision_number", n=number) if number else say("ui.coverage.nothing"))


def _received(unit: Unit) -> Part:
    day = str(unit["received_on"] or "")
    parts = day.split("-")
    short = say("ui.hand_in.day", month=int(parts[1]), day=int(parts[2])) if len(parts) == 3 else day
    return Part(short or say("ui.coverage.nothing"), TEXT, "", day)


def _timeliness(unit: Unit) -> Part:
    name = str(unit["timeliness"])
    if name == "missing" and unit["over"]:
        return Part(say("ui.coverage.time_over"), TEXT, "must")
    return Part(say(f"ui.coverage.time_{name}"), TEXT, _TIMES.get(name, ""))


def _state(unit: Unit) -> Part:
    state = str(unit["state"])
    shown = say("ui.coverage.missing") if state == workflow.UNFILLED else state
    return Part(shown, PILL, _STATES.get(state, "must"))
