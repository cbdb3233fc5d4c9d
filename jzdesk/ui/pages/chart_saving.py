"""The charts of a page put into files, beside the window's own work."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from jzdesk.desk import rendering, window
from jzdesk.desk.rendering import Charts
from jzdesk.errors import JzdeskError, StoppedError
from jzdesk.ui.jobs import Jobs
from jzdesk.ui.messages import Messages
from jzdesk.ui.pages.chart_cards import SaveCard
from jzdesk.ui.session import Session
from jzdesk.words import say


class ChartSaving(QObject):
    """Does what a `SaveCard` asks for, with the charts last given to `show`."""

    def __init__(
        self, page: QWidget, card: SaveCard, session: Session, messages: Messages, jobs: Jobs
    ) -> None:
        super().__init__(page)
        self._page, self._card = page, card
        self._session, self._messages, self._jobs = session, messages, jobs
        self._wanted: Charts | None = None
        self._saving = False
        card.save_requested.connect(self._save)
        card.stop_requested.connect(jobs.stop)
        card.open_requested.connect(self._open)
        jobs.finished.connect(self._saved)
        jobs.failed.connect(self._not_saved)

    def show(self, wanted: Charts) -> None:
        """Take these charts for those that are saved."""
        self._wanted = wanted
        self._card.show_state(wanted)

    @Slot(str)
    def _save(self, ending: str) -> None:
        if self._wanted is None:
            return
        start = str(window.out_folder(self._session.office, self._session.period))
        folder = QFileDialog.getExistingDirectory(self._page, say("ui.hand_in.choose_folder"), start)
        if not folder:
            return
        work = rendering.saving_charts(self._wanted, Path(folder), ending)
        if self._jobs.run_aside(say("ui.charts.save_busy"), work, tuple):
            self._saving = True
            self._card.show_busy()
        else:
            self._card.rest(say("ui.charts.other_busy"))

    @Slot(object)
    def _saved(self, result: Any) -> None:
        if self._saving:
            self._saving = False
            self._card.rest()
            self._card.show_files(result)
            self._messages.tell(say("ui.charts.save_done", n=len(result), folder=result[0].parent))

    @Slot(object)
    def _not_saved(self, error: JzdeskError) -> None:
        if self._saving:
            self._saving = False
            self._card.rest("" if isinstance(error, StoppedError) else error.sentence)
            if isinstance(error, StoppedError):
                self._messages.tell(error.sentence)

    @Slot(object)
    def _open(self, folder: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
