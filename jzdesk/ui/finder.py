"""What 查找 does: it asks, ranks and goes there; the list of everything is made at the first letter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from jzdesk.desk import looking_up
from jzdesk.models import lookup
from jzdesk.ui import findable
from jzdesk.ui.place_list import PLAN
from jzdesk.ui.places import Places
from jzdesk.ui.widgets.palette import Palette

if TYPE_CHECKING:
    from jzdesk.models.lookup import Target
    from jzdesk.ui.session import Session
    from jzdesk.ui.theme import Theme


@runtime_checkable
class Entered(Protocol):
    """A page with things of its own one can go to."""

    def show_entry(self, segment: str, code: str) -> None:
        """Show one of them."""
        ...


@runtime_checkable
class Searched(Entered, Protocol):
    """A page that has a search line of its own, too."""

    def take_search(self) -> bool:
        """Put the focus into the page's search line; False when it is there already."""
        ...


class Finder(QObject):
    """Ctrl+F goes into the page's own search line where it has one; there, and elsewhere, it asks for all."""

    def __init__(self, theme: Theme, session: Session, places: Places, window: QWidget) -> None:
        super().__init__(window)
        self._theme, self._session, self._places, self._window = theme, session, places, window
        self._targets: tuple[Target, ...] | None = None
        self._back: QWidget | None = None
        self.palette: Palette | None = None
        session.changed.connect(self._forget)
        session.turned.connect(self._forget)

    @Slot()
    def _forget(self) -> None:
        self._targets = None

    @Slot()
    def ask_here(self) -> None:
        """Search on the page, or everything where the page has no search of its own."""
        page = self._places.page
        if not (isinstance(page, Searched) and page.take_search()):
            self.ask()

    @Slot()
    def ask(self) -> None:
        """Ask what is looked for."""
        if self.palette is None:
            self.palette = Palette(self._theme, self._window)
            self.palette.typed.connect(self._typed)
            self.palette.chosen.connect(self.go)
            self.palette.closed.connect(self._closed)
        elif self.palette.isVisible():
            self.palette.line.selectAll()
            return
        self._places.flush()
        self._back = self._window.focusWidget()
        self.palette.ask()

    @Slot(str)
    def _typed(self, text: str) -> None:
        if self.palette is None:
            return
        if self._targets is None and text.strip():
            pages = [(place.name, place.title) for place in self._places.list()]
            office = self._session.office
            things = findable.acts(city=office.is_city)
            self._targets = looking_up.index(office, self._session.look, pages, PLAN, things)
        self.palette.show_hits(text, lookup.rank(self._targets or (), text, self._places.name))

    @Slot(object)
    def go(self, one: Target) -> None:
        """Go to what was chosen, in its period."""
        if one.period is not None:
            self._session.turn_to(one.period)
        if one.page:
            self._places.jump(one.page, one.key)
        elif self._places.page is not None:
            self._places.page.take_focus()
        page = self._places.page
        if one.entry is not None and isinstance(page, Entered):
            page.show_entry(*one.entry)

    @Slot(bool)
    def _closed(self, by_key: bool) -> None:
        """Give the focus back to where one was, unless one has gone elsewhere."""
        back, self._back = self._back, None
        if not by_key:
            return
        if back is not None and isValid(back) and back.isVisible():
            back.setFocus()
        elif self._places.page is not None:
            self._places.page.take_focus()
