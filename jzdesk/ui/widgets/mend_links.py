"""Links in the lines of a list that enter what a finding proposes: buttons, so that Tab reaches them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPushButton, QTableView, QWidget

from jzdesk.desk.mending import Offer
from jzdesk.words import say


class MendLink(QPushButton):
    """The link of one line. Signals: `reached` the focus has come."""

    reached = Signal()

    def __init__(self, parent: QWidget, name: str, look: str = "textlink") -> None:
        super().__init__(parent)
        self.offer: Offer | None = None
        self.setObjectName(name)
        self.setProperty("look", look)
        self.setAutoDefault(True)
        # Pressing it must not end what is being typed: that brings the lists anew, under the pointer
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_offer(self, offer: Offer) -> None:
        """Show what is offered now; the ear is told all of it."""
        self.offer = offer
        self.setText(offer.text)
        self.setAccessibleName(offer.spoken)
        self.setToolTip("\n".join((offer.spoken, say("ui.form.mend_tip"))))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the link was reached, which may be out of sight."""
        super().focusInEvent(event)
        self.reached.emit()


class MendLinks(QObject):
    """Keeps the links of a list in one of its columns. Signals: `asked` with the finding."""

    asked = Signal(object)

    def __init__(self, view: QTableView, column: int) -> None:
        super().__init__(view)
        self._view, self._column = view, column

    @property
    def links(self) -> tuple[MendLink, ...]:
        """The links from top to bottom."""
        found = (self._link(row) for row in range(self._view.model().rowCount()))
        return tuple(link for link in found if link is not None)

    def _link(self, row: int) -> MendLink | None:
        made = self._view.indexWidget(self._view.model().index(row, self._column))
        return made if isinstance(made, MendLink) else None

    def show_offers(self, offers: Sequence[Offer | None]) -> None:
        """Show a link in each line that has an offer; one that stays is not made anew."""
        for row, offer in enumerate(offers):
            index, link = self._view.model().index(row, self._column), self._link(row)
            if offer is None:
                if link is not None:
                    # Deleting it oneself leaves the view with a widget that is gone
                    self._view.setIndexWidget(index, None)  # pyright: ignore[reportArgumentType]
                continue
            if link is None:
                link = MendLink(self._view.viewport(), f"{self._view.objectName()}Mend{row}", "celllink")
                link.clicked.connect(self._click)
                link.reached.connect(self._reach)
                self._view.setIndexWidget(index, link)
            link.show_offer(offer)
        for first, second in pairwise((self._view, *self.links)):
            QWidget.setTabOrder(first, second)

    @Slot()
    def _click(self) -> None:
        link = self.sender()
        if isinstance(link, MendLink) and link.offer is not None:
            self.asked.emit(link.offer.finding)

    @Slot()
    def _reach(self) -> None:
        """Bring the line of a link into sight."""
        link = self.sender()
        if isinstance(link, MendLink):
            self._view.scrollTo(self._view.indexAt(link.geometry().center()))
