"""The button on 规划目录 that shows the rules as a paper."""

from __future__ import annotations

from jzdesk.desk import rule_paper, window
from jzdesk.ui.jobs import Jobs
from jzdesk.ui.messages import Messages
from jzdesk.ui.pages.paper_button import PaperButton, Wanted
from jzdesk.ui.printing import Printing
from jzdesk.ui.session import Session
from jzdesk.ui.theme import Theme
from jzdesk.words import say


class RulesPaper(PaperButton):
    """Shows the rules of the session's period."""

    def __init__(
        self, theme: Theme, session: Session, messages: Messages, jobs: Jobs, printing: Printing
    ) -> None:
        super().__init__(theme, messages, jobs, printing, "rulesPaper", "ui.plan.paper", self._rules)
        self._session = session

    def _rules(self) -> Wanted:
        office, period = self._session.office, self._session.period
        title = say("ui.papers.of", title=rule_paper.title(office), period=period.title)
        file = window.out_folder(office, period).parent / rule_paper.file_name(office, period)
        return Wanted(lambda: rule_paper.making(office, period), title, file)
