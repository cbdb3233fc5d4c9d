"""The page of each place and what it is connected with; a page's modules are asked for with the page."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal

from jzdesk.ui import view_bar
from jzdesk.ui.pages import (
    allot,
    bulletin_acts,
    charts,
    coverage,
    enquiry,
    form,
    hand_in,
    handover_card,
    history,
    inbox,
    keys_card,
    list_paper,
    loop_acts,
    plan,
    plan_evaluation,
    plan_paper,
    plan_text,
    safety,
    todo,
    totals,
)
from jzdesk.ui.place_list import (
    ALLOT,
    CHARTS,
    COVERAGE,
    ENQUIRY,
    HAND_IN,
    HISTORY,
    INBOX,
    PLAN,
    SAFETY,
    TODO,
    TOTALS,
)

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from jzdesk.ui.habits import Habits
    from jzdesk.ui.jobs import Jobs
    from jzdesk.ui.messages import Messages
    from jzdesk.ui.printing import Printing
    from jzdesk.ui.session import Session
    from jzdesk.ui.theme import Theme


class PlacePages(QObject):
    """Makes the pages of the window's places; how to print is asked for with the first page that prints.

    Signals, of any page that was made: `jump_requested` a place and a key in it; `place_requested` a place;
    `plan_requested` an entry of 规划目录 (segment, code); `keys_requested` where the own key is made;
    `books_requested`, `import_requested`, `export_requested`, `file_requested`, `allot_requested` as the
    pages have them.
    """

    jump_requested = Signal(str, object)
    place_requested = Signal(str)
    plan_requested = Signal(str, str)
    keys_requested = Signal()
    books_requested = Signal(QPoint)
    import_requested = Signal()
    export_requested = Signal()
    file_requested = Signal(object)
    allot_requested = Signal(object, str)

    def __init__(
        self, theme: Theme, session: Session, messages: Messages, jobs: Jobs,
        printing: Callable[[], Printing], habits: Habits | None, parent: QObject,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._theme, self._session, self._messages, self._jobs = theme, session, messages, jobs
        self._make_printing, self._habits = printing, habits

    @cached_property
    def _printing(self) -> Printing:
        return self._make_printing()

    def make(self, name: str, within: QWidget) -> QWidget:
        """Return the page of a place, made anew as a part of `within`; a name that is no place's own is a
        form's.
        """  # fmt: skip
        makers: dict[str, Callable[[QWidget], QWidget]] = {
            TODO: self._todo, HAND_IN: self._hand_in, COVERAGE: self._coverage, CHARTS: self._charts,
            PLAN: self._plan, HISTORY: self._history, SAFETY: self._safety, ENQUIRY: self._enquiry,
            INBOX: self._inbox, ALLOT: self._allot, TOTALS: self._totals,
        }  # fmt: skip
        return makers[name](within) if name in makers else self._form(name, within)

    def _todo(self, within: QWidget) -> QWidget:
        page = todo.TodoPage(self._theme, self._session, within)
        page.jump_requested.connect(self.jump_requested)
        return page

    def _form(self, name: str, within: QWidget) -> QWidget:
        page = form.FormPage(self._theme, self._session, self._messages, name, self._habits, within)
        page.page_requested.connect(self.place_requested)
        page.plan_requested.connect(self.plan_requested)
        page.head.books_requested.connect(self.books_requested)
        page.head.import_requested.connect(self.import_requested)
        page.head.export_requested.connect(self.export_requested)
        if self._session.office.viewing:
            view_bar.close_to_writing(page)
        return page

    def _hand_in(self, within: QWidget) -> QWidget:
        page = hand_in.HandInPage(
            self._theme, self._session, self._messages, self._jobs, self._printing, within
        )
        page.jump_requested.connect(self.jump_requested)
        page.city.keys_requested.connect(self.keys_requested)
        page.city.file_requested.connect(self.file_requested)
        return page

    def _coverage(self, within: QWidget) -> QWidget:
        theme, session, messages, jobs = self._theme, self._session, self._messages, self._jobs
        page = coverage.CoveragePage(theme, session, messages, within)
        page.offer_paper(
            list_paper.ListPaperBar(theme, messages, jobs, self._printing, "coverage", page.on_paper)
        )
        if session.office.viewing:
            view_bar.close_coverage(page)
            return page
        acts = loop_acts.LoopActs(page, theme, session, messages, jobs)
        page.view.picked.connect(acts.open_of_unit)
        page.remarks_requested.connect(acts.open_of_unit)
        papers = bulletin_acts.BulletinActs(page, theme, session, messages, jobs, self._printing)
        page.bulletin_requested.connect(papers.open)
        page.keeping = papers.keep
        return page

    def _charts(self, within: QWidget) -> QWidget:
        page = charts.ChartsPage(self._theme, self._session, self._messages, self._jobs, within)
        page.jump_requested.connect(self.jump_requested)
        return page

    def _plan(self, within: QWidget) -> QWidget:
        theme, session, jobs = self._theme, self._session, self._jobs
        rules = plan_paper.RulesPaper(theme, session, self._messages, jobs, self._printing)
        evaluation = plan_evaluation.PlanEvaluation(theme, session, jobs, self._printing)
        text = plan_text.PlanText(session, self._messages, jobs)
        page = plan.PlanPage(theme, session, rules, evaluation, text, within)
        page.jump_requested.connect(self.jump_requested)
        return page

    def _history(self, within: QWidget) -> QWidget:
        page = history.HistoryPage(
            self._theme, self._session, self._messages, self._jobs, self._printing, within
        )
        page.jump_requested.connect(self.jump_requested)
        return page

    def _safety(self, within: QWidget) -> QWidget:
        card = handover_card.HandoverCard(self._theme, self._session, self._jobs, self._printing)
        keys = keys_card.KeysCard(self._session, self._messages, self._jobs)
        keys.place_requested.connect(self.place_requested)
        return safety.SafetyPage(self._theme, self._session, self._messages, self._jobs, card, keys, within)

    def _enquiry(self, within: QWidget) -> QWidget:
        page = enquiry.EnquiryPage(self._theme, self._session, self._messages, self._jobs, within)
        page.read_requested.connect(self.import_requested)
        return page

    def _inbox(self, within: QWidget) -> QWidget:
        page = inbox.InboxPage(self._theme, self._session, self._messages, self._jobs, within)
        page.place_requested.connect(self.place_requested)
        return page

    def _allot(self, within: QWidget) -> QWidget:
        page = allot.AllotPage(self._theme, self._session, self._messages, self._jobs, within)
        page.read_requested.connect(self.file_requested)
        page.make_requested.connect(self.allot_requested)
        return page

    def _totals(self, within: QWidget) -> QWidget:
        page = totals.TotalsPage(
            self._theme, self._session, self._messages, self._jobs, self._printing, within
        )
        page.place_requested.connect(self.place_requested)
        if self._session.office.viewing:
            view_bar.close_totals(page)
        return page
