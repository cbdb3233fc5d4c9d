"""On the first page, the practice quarter: one click away, and of another colour than everything real."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot

from jzdesk.ui.widgets.parts import Card, button, label, row
from jzdesk.words import say


class PracticeCard(Card):
    """Signals: `begun` a practice quarter is wished for; `resumed` the one begun last is gone on with (its
    path).
    """

    begun = Signal()
    resumed = Signal(object)

    def __init__(self, last: Path | None) -> None:
        super().__init__(say("ui.start.practise"), look="practice", name="practiceCard")
        self._last = last
        self.body.addWidget(label(say("ui.start.practise_text"), wrap=True))
        self.resume = button(say("ui.start.practise_on"), "resumePractice", self._resume)
        self._act = say("ui.start.practise_anew" if last else "ui.start.practise_act")
        self.begin = button(self._act, "beginPractice", self._begin)
        self.resume.setVisible(last is not None)
        self.resume.setToolTip(str(last or ""))
        self.body.addLayout(row(self.resume, self.begin, None))

    def rest(self) -> None:
        """Show that nothing is being prepared."""
        self.begin.setText(self._act)
        self.begin.setEnabled(True)

    @Slot()
    def _begin(self) -> None:
        self.begin.setText(say("ui.start.practise_busy"))
        self.begin.setEnabled(False)
        self.begin.repaint()  # preparing takes a moment, and nothing is painted meanwhile
        self.begun.emit()

    @Slot()
    def _resume(self) -> None:
        self.resumed.emit(self._last)
