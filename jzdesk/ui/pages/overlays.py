"""What floats over a form at a cell: why it was refused, how large it is, and the choice of a reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QRect, Signal, Slot
from PySide6.QtWidgets import QWidget

from jzdesk.ui.widgets.blank_chooser import BlankChooser
from jzdesk.ui.widgets.bubble import Bubble


class Overlays(QObject):
    """Made when first needed; places are given in the window's coordinates.

    Signals: `reason_chosen` why the cell is blank; `closed` without a choice.
    """

    reason_chosen = Signal(str)
    closed = Signal()

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self.bubble: Bubble | None = None
        self.reading: Bubble | None = None
        self.chooser: BlankChooser | None = None
        self._where: Callable[[], QRect] | None = None

    def stand(self, where: Callable[[], QRect], sentence: str) -> None:
        """Say why a text was not saved at a place that moves while the page is laid out."""
        self.refuse(where(), sentence)
        self._where = where

    @Slot(QRect, str)
    def refuse(self, place: QRect, sentence: str) -> None:
        """Say at a place why its text was not saved."""
        self._where = None
        if self.bubble is None:
            self.bubble = Bubble(self._page)
            self.bubble.shifted.connect(self._follow)
        if self.reading is not None:
            self.reading.hide()
        self.bubble.say(sentence, self._here(place))

    def tell(self, place: QRect, told: str, within: QWidget) -> None:
        """Say at a place what is being typed there comes to; nothing for an empty text."""
        if self.reading is None:
            self.reading = Bubble(self._page, look="reading", tone="secondary")
        if told:
            corner = within.mapTo(self._page, within.rect().topLeft())
            self.reading.say(told, self._here(place), QRect(corner, within.size()))
        else:
            self.reading.hide()

    @Slot()
    def _follow(self) -> None:
        bubble, where = self.bubble, self._where
        if bubble is not None and where is not None and not bubble.isHidden():
            bubble.say(bubble.text.text(), self._here(where()))

    @Slot()
    def mend(self) -> None:
        """Take the sentences away: the text is being changed, or was left."""
        for bubble in (self.bubble, self.reading):
            if bubble is not None:
                bubble.hide()

    def ask_reason(self, place: QRect, others: Sequence[tuple[str, str]]) -> None:
        """Ask at a place why the cell is blank."""
        if self.chooser is None:
            self.chooser = BlankChooser(self._page)
            self.chooser.chosen.connect(self.reason_chosen)
            self.chooser.closed.connect(self.closed)
        self.mend()
        self.chooser.open_at(self._here(place), others)

    def answer(self, sentence: str | None) -> None:
        """Close the choice, or say why it could not be saved."""
        if self.chooser is None:
            return
        if sentence is None:
            self.chooser.hide()
        else:
            self.chooser.refuse(sentence)

    def close(self) -> None:
        """Take everything away."""
        self.mend()
        if self.chooser is not None:
            self.chooser.dismiss()

    def _here(self, place: QRect) -> QRect:
        return QRect(self._page.mapFrom(self._page.window(), place.topLeft()), place.size())
