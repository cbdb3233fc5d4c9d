"""The places one can go to, what is left to do in each, and their pages, made when first seen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from jzdesk.models.change import Changes
from jzdesk.models.entry import Key
from jzdesk.ui.habits import Habits
from jzdesk.ui.jobs import Jobs
from jzdesk.ui.messages import Messages
from jzdesk.ui.pages.bulletin_acts import BulletinActs
from jzdesk.ui.pages.charts import ChartsPage
from jzdesk.ui.pages.coverage import CoveragePage
from jzdesk.ui.pages.form import FormPage
from jzdesk.ui.pages.hand_in import HandInPage
from jzdesk.ui.pages.history import HistoryPage
from jzdesk.ui.pages.loop_acts import LoopActs
from jzdesk.ui.pages.todo import TodoPage
from jzdesk.ui.place_list import (
    ALLOT,
    CHARTS,
    COVERAGE,
    ENQUIRY,
    HAND_IN,
    HISTORY,
    INBOX,
    KEYS,
    PLAN,
    SAFETY,
    TODO,
    TOTALS,
    places_of,
)
from jzdesk.ui.printing import Printing
from jzdesk.ui.session import Session
from jzdesk.ui.theme import Theme
from jzdesk.ui.view_bar import close_to_writing
from jzdesk.ui.widgets.nav import Place
from jzdesk.ui.widgets.scrolled import Scrolled, scrolled

if TYPE_CHECKING:
    from jzdesk.ui.pages.plan import PlanPage
    from jzdesk.ui.pages.safety import SafetyPage

ADOPT = "adopt"
"""Not a place: the list of what a newer edition changes in the period, which opens over the one seen."""


class Page(Protocol):
    """What every page can do."""

    def refresh(self) -> None:
        """Show the session's period as it stands."""
        ...

    def take_focus(self) -> None:
        """Put the focus where one begins."""
        ...

    def flush(self) -> bool:
        """Save what is half typed; tell whether it could be saved."""
        ...


class Places(QStackedWidget):
    """Signals: `shown` another place is seen (its name); a form's page asks for workbooks: `books_requested`
    the menu at a point, `import_requested`, `export_requested`; `adopt_requested` the list of what a
    newer edition changes, `allot_requested` what is written is handed down, `file_requested` a file is read.
    """

    shown = Signal(str)
    books_requested = Signal(QPoint)
    import_requested = Signal()
    export_requested = Signal()
    adopt_requested = Signal()
    file_requested = Signal(object)
    allot_requested = Signal(object, str)

    def __init__(
        self,
        theme: Theme,
        session: Session,
        messages: Messages,
        jobs: Jobs,
        printing: Printing,
        habits: Habits | None = None,
    ) -> None:
        super().__init__()
        self._habits = habits
        self._areas: dict[str, Scrolled] = {}
        self._theme, self._session, self._messages, self._jobs = theme, session, messages, jobs
        self._printing = printing
        self._pages: dict[str, QWidget] = {}
        self._stale: set[str] = set()
        self._name = ""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    @Slot()
    def _follow(self) -> None:
        """Keep what has the focus in view; the widgets the signal names may be half gone."""
        area = self._areas.get(self._name)
        if area is not None and area.isVisible():
            area.follow(QApplication.focusWidget())

    @property
    def name(self) -> str:
        """The place that is seen."""
        return self._name

    @property
    def page(self) -> Page | None:
        """The page that is seen."""
        found = self._pages.get(self._name)
        return None if found is None else cast("Page", found)

    def widget_of(self, name: str) -> QWidget | None:
        """Return a place's page if it was made."""
        return self._pages.get(name)

    def list(self) -> list[Place]:
        """Return the places there are in this office and period, with what is left to do."""
        return places_of(self._session)

    @Slot(str)
    def go(self, name: str) -> None:
        """Go to a place."""
        self.jump(name, None)

    @Slot(str, object)
    def jump(self, name: str, key: Key | None) -> None:
        """Go to a place and to a cell in it; what is being typed is saved first."""
        if name == ADOPT:
            self.flush()
            self.adopt_requested.emit()
            return
        known = [p.name for p in self.list()]
        if name not in known:
            name = TODO if TODO in known else known[0]
        if self.page is not None and name != self._name:
            self.page.flush()
        self._messages.clear()
        page = self._pages.get(name) or self._make(name)
        self._name = name
        if name in self._stale:
            self._stale.discard(name)
            cast("Page", page).refresh()
        self.setCurrentWidget(self._areas[name])
        if isinstance(page, FormPage):
            page.go_to(key)
            self._session.remember_cell(page.cursor_.key)
        else:
            cast("Page", page).take_focus()
        self.shown.emit(name)

    @Slot(object)
    def take_letter(self, path: Path) -> None:
        """Take a file between county and city to where it is taken in."""
        from jzdesk.ui.pages.inbox import InboxPage

        self.go(INBOX if self._session.office.is_city else HAND_IN)
        page = self._pages.get(self._name)
        if isinstance(page, HandInPage):
            page.city.files.read(path)
        elif isinstance(page, InboxPage):
            page.read([path])

    @Slot()
    def show_keys(self) -> None:
        """Go to where the own key is made."""
        self.go(SAFETY)
        page = self._pages.get(SAFETY)
        if page is not None:
            cast("SafetyPage", page).show_entry(KEYS, "")

    @Slot(str, str)
    def show_plan(self, segment: str, code: str) -> None:
        """Go to an entry of 规划目录."""
        self.go(PLAN)
        page = self._pages.get(PLAN)
        if page is not None:
            cast("PlanPage", page).show_entry(segment, code)

    def _make(self, name: str) -> QWidget:
        theme, session = self._theme, self._session
        if name == TODO:
            page: QWidget = TodoPage(theme, session)
            cast("TodoPage", page).jump_requested.connect(self.jump)
        elif name == HAND_IN:
            page = self._make_hand_in()
        elif name == COVERAGE:
            page = self._make_coverage()
        elif name == CHARTS:
            page = ChartsPage(theme, session, self._messages, self._jobs)
            page.jump_requested.connect(self.jump)
        elif name == PLAN:
            from jzdesk.ui.pages.plan import PlanPage
            from jzdesk.ui.pages.plan_evaluation import PlanEvaluation
            from jzdesk.ui.pages.plan_paper import RulesPaper

            rules = RulesPaper(theme, session, self._messages, self._jobs, self._printing)
            evaluation = PlanEvaluation(theme, session, self._jobs, self._printing)
            page = PlanPage(theme, session, rules, evaluation)
            page.jump_requested.connect(self.jump)
        elif name == HISTORY:
            page = HistoryPage(theme, session, self._messages, self._jobs, self._printing)
            page.jump_requested.connect(self.jump)
        elif name == SAFETY:
            page = self._make_safety()
        elif name == ENQUIRY:
            from jzdesk.ui.pages.enquiry import EnquiryPage

            page = EnquiryPage(theme, session, self._messages, self._jobs)
            page.read_requested.connect(self.import_requested)
        elif name == INBOX:
            from jzdesk.ui.pages.inbox import InboxPage

            page = InboxPage(theme, session, self._messages, self._jobs)
            page.place_requested.connect(self.go)
        elif name == ALLOT:
            from jzdesk.ui.pages.allot import AllotPage

            page = AllotPage(theme, session, self._messages, self._jobs)
            page.read_requested.connect(self.file_requested)
            page.make_requested.connect(self.allot_requested)
        elif name == TOTALS:
            from jzdesk.ui.pages.totals import TotalsPage

            page = TotalsPage(theme, session, self._messages, self._jobs, self._printing)
            page.place_requested.connect(self.go)
        else:
            page = self._make_form(name)
        self._pages[name] = page
        self._areas[name] = scrolled(page)
        self.addWidget(self._areas[name])
        return page

    def _make_form(self, name: str) -> FormPage:
        page = FormPage(self._theme, self._session, self._messages, name, self._habits)
        page.page_requested.connect(self.go)
        page.plan_requested.connect(self.show_plan)
        page.head.books_requested.connect(self.books_requested)
        page.head.import_requested.connect(self.import_requested)
        page.head.export_requested.connect(self.export_requested)
        if self._session.office.viewing:
            close_to_writing(page)
        return page

    def _make_hand_in(self) -> HandInPage:
        page = HandInPage(self._theme, self._session, self._messages, self._jobs, self._printing)
        page.jump_requested.connect(self.jump)
        page.city.keys_requested.connect(self.show_keys)
        page.city.file_requested.connect(self.file_requested)
        return page

    def _make_coverage(self) -> CoveragePage:
        page = CoveragePage(self._theme, self._session, self._messages)
        acts = LoopActs(page, self._theme, self._session, self._messages, self._jobs)
        page.view.picked.connect(acts.open_of_unit)
        page.remarks_requested.connect(acts.open_of_unit)
        papers = BulletinActs(page, self._theme, self._session, self._messages, self._jobs, self._printing)
        page.bulletin_requested.connect(papers.open)
        page.keeping = papers.keep
        return page

    def _make_safety(self) -> SafetyPage:
        from jzdesk.ui.pages.handover_card import HandoverCard
        from jzdesk.ui.pages.keys_card import KeysCard
        from jzdesk.ui.pages.safety import SafetyPage

        card = HandoverCard(self._theme, self._session, self._jobs, self._printing)
        keys = KeysCard(self._session, self._messages, self._jobs)
        keys.place_requested.connect(self.go)
        return SafetyPage(self._theme, self._session, self._messages, self._jobs, card, keys)

    @Slot(object)
    def changed(self, _changes: Changes) -> None:
        """Show what an operation changed: at once where it is seen, elsewhere when it is next seen."""
        self._stale = set(self._pages) - {self._name}
        if self.page is not None:
            self.page.refresh()

    @Slot()
    def turned(self) -> None:
        """Show another period in the same place, or the to-do list where it has no such place."""
        self._stale = set(self._pages)
        self.go(self._name)

    @Slot()
    def kept(self) -> None:
        """Show that a refused text was kept or given up."""
        if isinstance(self.page, FormPage):
            self.page.refresh()

    def flush(self) -> bool:
        """Save what is being typed; tell whether nothing unsaved is left."""
        done = self.page.flush() if self.page is not None else True
        return done and not self._session.unsaved

    def go_refused(self) -> None:
        """Go to the first cell whose text could not be saved."""
        for period, key in self._session.unsaved:
            self._session.turn_to(period)
            self.jump(key.form, key)
            return

    def remember(self) -> None:
        """Keep where the cursor is."""
        if isinstance(self.page, FormPage):
            self._session.remember_cell(self.page.cursor_.key)
