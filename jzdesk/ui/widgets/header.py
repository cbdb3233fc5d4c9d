"""The bar above the page: period, state, what is left of the day, and undo."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtWidgets import QFrame

from jzdesk.desk import window
from jzdesk.models import workflow
from jzdesk.ui.session import Session
from jzdesk.ui.theme import Theme
from jzdesk.ui.widgets.parts import button, label, pill, retone, row
from jzdesk.ui.widgets.period_box import PeriodButton, PeriodChooser, PeriodModel
from jzdesk.words import say

HEIGHT = 56
STATE_TONES = {
    workflow.UNFILLED: "plain", workflow.DRAFT: "accent", workflow.REVIEWED: "accent",
    workflow.FROZEN: "explain", workflow.PACKED: "explain", workflow.SENT: "good", workflow.RECEIVED: "good",
    workflow.ACCEPTED: "good", workflow.QUERIED: "explain", workflow.RETURNED: "must",
    workflow.CORRECTING: "explain",
}  # fmt: skip


class Header(QFrame):
    """Signals: `period_requested` another period; `undo_requested`, `redo_requested`."""

    period_requested = Signal(object)
    undo_requested = Signal()
    redo_requested = Signal()

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__()
        self._session = session
        self._theme = theme
        self._chooser: PeriodChooser | None = None
        self.setProperty("look", "bar")
        self.setFixedHeight(HEIGHT)
        self.period = PeriodButton(theme)
        self.period.clicked.connect(self.choose)
        self.state = pill(name="stateBadge")
        self.hint = label("", "secondary", name="periodHint")
        self.undo = button(say("ui.header.undo"), "undo", self._undo, look="link")
        self.redo = button(say("ui.header.redo"), "redo", self._redo, look="link")
        self.undo.setToolTip("Ctrl+Z")
        self.redo.setToolTip("Ctrl+Y")
        parts = [self.period, self.state, self.hint, None, self.undo, self.redo]
        if session.office.practice:
            parts.insert(1, pill(say("ui.window.practice_short"), "practice", name="practiceBadge"))
        self.setLayout(row(*parts, spacing=10, margins=(20, 0, 20, 0)))
        self.refresh()

    def refresh(self) -> None:
        """Show the session's period and state."""
        session = self._session
        self.period.show_period(session.period)
        state = session.look.state
        self.state.setText(
            say("ui.header.revision", state=state, n=self._revision()) if self._correcting() else state
        )
        retone(self.state, STATE_TONES.get(state, "plain"))
        self.hint.setText("" if session.look.editable else say("ui.header.locked"))

    def _correcting(self) -> bool:
        return self._session.look.state == workflow.CORRECTING

    def _revision(self) -> int:
        return int(self._session.look.facts.get("revision", 0)) + 1

    @Slot()
    def choose(self) -> None:
        """Open the chooser below the period."""
        office = self._session.office
        years, kinds = window.years(office), window.kinds(office)
        model = PeriodModel(years, kinds, {})
        periods = [model.period(r, c) for r in range(model.rowCount()) for c in range(model.columnCount())]
        model = PeriodModel(years, kinds, window.states(office, periods))
        if self._chooser is None:
            self._chooser = PeriodChooser(self._theme, self)
            self._chooser.chosen.connect(self.period_requested)
        corner = self.period.mapToGlobal(QPoint(0, self.period.height() + 4))
        self._chooser.open_at(model, self._session.period, corner)

    @Slot()
    def _undo(self) -> None:
        self.undo_requested.emit()

    @Slot()
    def _redo(self) -> None:
        self.redo_requested.emit()
