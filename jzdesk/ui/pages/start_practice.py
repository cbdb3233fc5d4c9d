"""On the first page, the practice quarter: one click away, and of another colour than everything real."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal, Slot

from jzdesk.errors import JzdeskError
from jzdesk.ui.errand import Errand, Starters
from jzdesk.ui.jobs import Jobs
from jzdesk.ui.widgets.parts import Card, button, label, row
from jzdesk.words import say


class PracticeCard(Card):
    """Signals: `ready` a practice quarter lies at a path, made just now or begun last; `refused` why not."""

    ready = Signal(object)
    refused = Signal(str)

    def __init__(self, last: Path | None, folder: Path, jobs: Jobs, who: Callable[[], str | None]) -> None:
        """Offer another practice quarter below a folder, begun in the name that `who` returns."""
        super().__init__(say("ui.start.practise"), look="practice", name="practiceCard")
        self._last, self._folder, self._who = last, folder, who
        self.errand = Errand(jobs, self)
        self.errand.refused.connect(self._refused)
        self.body.addWidget(label(say("ui.start.practise_text"), wrap=True))
        self.resume = button(say("ui.start.practise_on"), "resumePractice", self._resume)
        act = say("ui.start.practise_anew" if last else "ui.start.practise_act")
        self.begin = button(act, "beginPractice", self._begin)
        self.starters = Starters(self.errand, (self.begin,), say("ui.start.practise_busy"))
        self.resume.setVisible(last is not None)
        self.resume.setToolTip(str(last or ""))
        self.body.addLayout(row(self.resume, self.begin, None))

    @Slot()
    def _begin(self) -> None:
        """Have one prepared beside the window, or give it up while it is."""
        if self.starters.take(self.begin):
            self.refused.emit("")
            # Not at the top: whoever has a store never begins one
            from jzdesk.desk import practising

            self.errand.begin(partial(practising.beginning, self._folder, self._who()), self.ready.emit)

    @Slot(object)
    def _refused(self, error: JzdeskError) -> None:
        self.refused.emit(error.sentence)

    @Slot()
    def _resume(self) -> None:
        self.ready.emit(self._last)
