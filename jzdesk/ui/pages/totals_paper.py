"""The button on 汇总 that shows the table of totals as a paper."""

from __future__ import annotations

from jzdesk.desk import totalling
from jzdesk.ui.jobs import Jobs
from jzdesk.ui.messages import Messages
from jzdesk.ui.pages.paper_button import PaperButton, Wanted
from jzdesk.ui.printing import Printing
from jzdesk.ui.session import Session
from jzdesk.ui.theme import Theme
from jzdesk.words import say


class TotalsPaper(PaperButton):
    """Shows the totals of the session's period."""

    def __init__(
        self, theme: Theme, session: Session, messages: Messages, jobs: Jobs, printing: Printing
    ) -> None:
        super().__init__(theme, messages, jobs, printing, "totalsPaper", "ui.totals.paper", self._totals)
        self._session = session

    def _totals(self) -> Wanted:
        office, period = self._session.office, self._session.period
        file = totalling.folder(office, period) / totalling.file_name(period, "pdf")
        title = say("ui.totals.paper_title", period=period.title)
        return Wanted(lambda: totalling.making(office, period), title, file)
