"""In which order the cards of 审核上报 stand: what is due now above, what is done with below."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtWidgets import QVBoxLayout, QWidget

from jzdesk.ui.pages.from_city import FromCity
from jzdesk.ui.pages.hand_in_explain import ExplainCard
from jzdesk.ui.pages.hand_in_steps import QUIET, SENDING
from jzdesk.ui.widgets.tab_stops import stops_in


@dataclass(frozen=True)
class Parts:
    """The cards: those that begin the page, and each kind of the others."""

    top: tuple[QWidget, ...]
    city: FromCity
    explain: ExplainCard
    papers: QWidget
    steps: Mapping[str, QWidget]

    @property
    def all(self) -> tuple[QWidget, ...]:
        """Every card."""
        city = (*self.city.cards, self.city.notice)
        return *self.top, *city, self.explain, self.papers, *self.steps.values()


class Order:
    """Puts the cards into their layout, and Tab through them as they are seen."""

    def __init__(self, layout: QVBoxLayout, parts: Parts) -> None:
        self._layout, self._parts = layout, parts
        self._now: list[QWidget] = []

    def show_at(self, at: int) -> None:
        """Let the cards stand as step `at` of the way wants them; the focus stays where it is."""
        cards = self._cards(at)
        if cards == self._now:
            return
        self._now = cards
        for place, card in enumerate(cards):
            if self._layout.indexOf(card) != place:
                self._layout.removeWidget(card)
                self._layout.insertWidget(place, card)
        stops = [stop for card in cards for stop in stops_in(card)]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _cards(self, at: int) -> list[QWidget]:
        """Return the cards from top to bottom.

        What the city waits for and what is left to explain stand before the papers and the step that is due;
        once they are done with they would only lie in its way. Papers stand before the step: one prints, then
        has it reviewed or signed, then says so.
        """
        parts = self._parts
        city = list(parts.city.cards) if at > SENDING or parts.city.pressing else []
        explain: list[QWidget] = [parts.explain] if parts.explain.left else []
        due = [card for name, card in parts.steps.items() if name not in QUIET]
        quiet = [card for name, card in parts.steps.items() if name in QUIET]
        done = [card for card in (*parts.city.cards, parts.explain) if card not in (*city, *explain)]
        return [*parts.top, *city, *explain, parts.papers, parts.city.notice, *due, *done, *quiet]
