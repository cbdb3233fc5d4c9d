"""The places one can go to, what is left to do in each, and their pages, made when first seen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Signal, Slot
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from jzdesk.ui.place_list import HAND_IN, INBOX, KEYS, LETTERS, NO_FORMS, PLAN, SAFETY, TODO
from jzdesk.ui.place_pages import PlacePages
from jzdesk.ui.widgets.scrolled import Turned

if TYPE_CHECKING:
    from jzdesk.models.change import Changes
    from jzdesk.models.entry import Key
    from jzdesk.ui.habits import Habits
    from jzdesk.ui.jobs import Jobs
    from jzdesk.ui.messages import Messages
    from jzdesk.ui.pages.form import FormPage
    from jzdesk.ui.pages.hand_in import HandInPage
    from jzdesk.ui.pages.inbox import InboxPage
    from jzdesk.ui.pages.plan import PlanPage
    from jzdesk.ui.pages.safety import SafetyPage
    from jzdesk.ui.printing import Printing
    from jzdesk.ui.session import Session
    from jzdesk.ui.theme import Theme
    from jzdesk.ui.widgets.nav import Place

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
        printing: Callable[[], Printing],
        habits: Habits | None = None,
    ) -> None:
        super().__init__()
        self._areas: dict[str, Turned] = {}
        self._session, self._messages = session, messages
        self._maker = PlacePages(theme, session, messages, jobs, printing, habits, self)
        self._connect()
        self._pages: dict[str, QWidget] = {}
        self._stale: set[str] = set()
        self._name = ""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def _connect(self) -> None:
        made = self._maker
        made.jump_requested.connect(self.jump)
        made.place_requested.connect(self.go)
        made.plan_requested.connect(self.show_plan)
        made.keys_requested.connect(self.show_keys)
        made.books_requested.connect(self.books_requested)
        made.import_requested.connect(self.import_requested)
        made.export_requested.connect(self.export_requested)
        made.file_requested.connect(self.file_requested)
        made.allot_requested.connect(self.allot_requested)

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

    @property
    def form(self) -> FormPage | None:
        """The page that is seen, where it is a form's."""
        return None if self._name in NO_FORMS else cast("FormPage", self.page)

    def widget_of(self, name: str) -> QWidget | None:
        """Return a place's page if it was made."""
        return self._pages.get(name)

    def list(self) -> list[Place]:
        """Return the places there are in this office and period, with what is left to do."""
        return [*self._session.glance.places]

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
        if name == LETTERS:
            self.go(HAND_IN)
            cast("HandInPage", self._pages[HAND_IN]).city.files.expect()
            return
        known = [p.name for p in self.list()]
        if name not in known:
            name = TODO if TODO in known else known[0]
        if self.page is not None and name != self._name:
            self.page.flush()
        self._messages.clear()
        new = name not in self._pages
        page = self._make(name) if new else self._pages[name]
        self._name = name
        if name in self._stale:
            self._stale.discard(name)
            cast("Page", page).refresh()
        self.setCurrentWidget(self._areas[name])
        if new and self.isVisible():  # laid out whole before it is painted: nothing jumps
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        form = self.form
        if form is not None:
            form.go_to(key)
            self._session.remember_cell(form.cursor_.key)
        elif name == HAND_IN and key is not None:
            cast("HandInPage", page).explain.begin(key)
        else:
            cast("Page", page).take_focus()
        self.shown.emit(name)

    @Slot(object)
    def take_letter(self, path: Path) -> None:
        """Take a file between county and city to where it is taken in."""
        self.go(INBOX if self._session.office.is_city else HAND_IN)
        if self._name == HAND_IN:
            cast("HandInPage", self._pages[HAND_IN]).city.files.read(path)
        elif self._name == INBOX:
            cast("InboxPage", self._pages[INBOX]).read([path])

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
        area = Turned()
        self.addWidget(area)
        try:  # in its place from the first: a part that is moved is dressed anew, with all it holds
            page = self._maker.make(name, area.room)
        except BaseException:
            self.removeWidget(area)
            area.deleteLater()
            raise
        area.hold(page)
        self._pages[name], self._areas[name] = page, area
        return page

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
        if self.form is not None:
            self.form.refresh()

    def flush(self) -> bool:
        """Save what is being typed; tell whether nothing unsaved is left."""
        done = self.page.flush() if self.page is not None else True
        return done and not self._session.unsaved

    @Slot()
    def go_refused(self) -> None:
        """Go to the first cell whose text could not be saved."""
        for period, key in self._session.unsaved:
            self._session.turn_to(period)
            self.jump(key.form, key)
            return

    def remember(self) -> None:
        """Keep where the cursor is."""
        if self.form is not None:
            self._session.remember_cell(self.form.cursor_.key)
