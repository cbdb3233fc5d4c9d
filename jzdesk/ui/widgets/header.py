"""The bar above the page: period, state, how much time is left, undo, and 查找."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLayout, QPushButton

from jzdesk.desk import deadlines, window
from jzdesk.models import workflow
from jzdesk.ui.widgets import period_box
from jzdesk.ui.widgets.due_hint import DueHint
from jzdesk.ui.widgets.elided import Elided
from jzdesk.ui.widgets.glyphs import glyph_icon
from jzdesk.ui.widgets.parts import button, pill, retone, row
from jzdesk.ui.widgets.period_button import PeriodButton
from jzdesk.ui.widgets.state_pill import StatePill
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.ui.session import Session
    from jzdesk.ui.theme import Theme
    from jzdesk.ui.widgets.period_box import PeriodChooser

HEIGHT, GAP = 56, 10
STATE_TONES = {
    workflow.UNFILLED: "plain", workflow.DRAFT: "accent", workflow.PASSED: "good",
    workflow.REVIEWED: "accent", workflow.FROZEN: "explain", workflow.PACKED: "explain",
    workflow.SENT: "good", workflow.RECEIVED: "good", workflow.ACCEPTED: "good",
    workflow.QUERIED: "explain", workflow.RETURNED: "must", workflow.CORRECTING: "explain",
}  # fmt: skip


class Header(QFrame):
    """Signals: `period_requested` another period; `undo_requested`, `redo_requested`, `find_requested`."""

    period_requested = Signal(object)
    undo_requested = Signal()
    redo_requested = Signal()
    find_requested = Signal()

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__()
        self._session = session
        self._theme = theme
        self._chooser: PeriodChooser | None = None
        self.setProperty("look", "bar")
        self.setMinimumHeight(HEIGHT)
        self.period = PeriodButton(theme)
        self.period.clicked.connect(self.choose)
        self.state = StatePill()
        self.hint = Elided("", "secondary", name="periodHint")
        self.due = DueHint(theme)
        self.undo = self._act("undo", self._undo)
        self.redo = self._act("redo", self._redo)
        self.search = self._act("find", self.find_requested.emit)
        self.search.setToolTip(say("ui.header.find_tip"))
        parts = [self.period, self.state, self.due, self.hint, None, self.undo, self.redo, self.search]
        if session.office.practice:
            parts.insert(1, pill(say("ui.window.practice_short"), "practice", name="practiceBadge"))
        self.setLayout(row(*parts))
        self.redress()
        self.refresh()

    @Slot()
    def redress(self) -> None:
        """Draw the small pictures anew in the colours that are worn now."""
        for made in (self.undo, self.redo, self.search):
            made.setIcon(glyph_icon(made.objectName(), self._theme.ink("accent"), self._theme.ink("faint")))

    def _act(self, name: str, done: Callable[[], object]) -> QPushButton:
        made = button(say(f"ui.header.{name}"), name, done, look="link")
        made.setIconSize(QSize(14, 14))
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much as there is room for."""
        super().resizeEvent(event)
        self._shape()

    def _shape(self) -> None:
        """Let the buttons' words go where there is no room for them: their names and tips stay."""
        acts = (self.undo, self.redo, self.search)
        for made in acts:
            made.setText(made.accessibleName())
        layout = self.layout()
        if layout is None:
            return
        _space(layout, GAP, 20)
        if layout.sizeHint().width() > self.width():
            for made in acts:
                made.setText("")
            _space(layout, 6, 12)

    def refresh(self) -> None:
        """Show the session's period and state."""
        session = self._session
        self.period.show_period(session.period)
        seen = session.glance
        state, correcting = seen.stage, seen.state == workflow.CORRECTING
        told = say("ui.header.revision", state=state, n=seen.revision + 1) if correcting else state
        self.state.show_state(state, told)
        retone(self.state, STATE_TONES.get(state, "plain"))
        word = "returned" if state == workflow.RETURNED else "locked"
        word = "viewing" if session.office.viewing else word
        self.hint.setText("" if seen.editable else say(f"ui.header.{word}"))
        self._show_due()
        self._show_steps()
        self._shape()

    def _show_due(self) -> None:
        office, seen = self._session.office, self._session.glance
        standing = deadlines.stands(office, self._session.period, seen.deadline)
        self.due.show_standing(standing, office.today, asked=seen.asks and not office.viewing)

    def _show_steps(self) -> None:
        """Say on the buttons what they would take back and do again."""
        seen = self._session.glance
        for step, told, none in ((self.undo, seen.undo, "no_undo"), (self.redo, seen.redo, "no_redo")):
            step.setEnabled(bool(told) and not self._session.office.viewing)
            step.setToolTip(told or say(f"ui.header.{none}"))

    @Slot()
    def choose(self) -> None:
        """Open the chooser below the period."""
        office = self._session.office
        years, kinds = window.years(office), window.kinds(office)
        model = period_box.PeriodModel(years, kinds, {})
        periods = [model.period(r, c) for r in range(model.rowCount()) for c in range(model.columnCount())]
        model = period_box.PeriodModel(years, kinds, window.states(office, periods))
        if self._chooser is None:
            self._chooser = period_box.PeriodChooser(self._theme, self)
            self._chooser.chosen.connect(self.period_requested)
        corner = self.period.mapToGlobal(QPoint(0, self.period.height() + 4))
        self._chooser.open_at(model, self._session.period, corner)

    @Slot()
    def _undo(self) -> None:
        self.undo_requested.emit()

    @Slot()
    def _redo(self) -> None:
        self.redo_requested.emit()


def _space(layout: QLayout, gap: int, side: int) -> None:
    layout.setSpacing(gap)
    layout.setContentsMargins(side, 0, side, 0)
