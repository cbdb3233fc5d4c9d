"""A page that scrolls as a whole where the window is smaller than it can become."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QScrollArea, QWidget

from jzdesk.ui.theme import PAD, SIDE_WIDTH

NARROW, BESIDE, MOST = 760, 264, 16777215
"""The width below which halves lie one below the other, what stands beside, and Qt's own bound."""
TURNS, PART_HEIGHT = "turnsBelow", 232
"""The property of a page that gives the width below which its halves lie one above the other."""


class Scrolled(QScrollArea):
    """Gives its page all the room there is, and bars only where it needs more; Tab brings parts into view."""

    def __init__(self) -> None:
        super().__init__()
        self.room = _room(self)
        """What the page is best made a part of: one that comes from elsewhere is dressed anew."""
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def hold(self, page: QWidget) -> None:
        """Take a page."""
        self.setObjectName(f"{page.objectName()}Area")
        self.setWidget(page)
        page.setAutoFillBackground(False)

    def follow(self, now: QWidget | None) -> None:
        """Bring what has the focus into view; Qt does so only while Tab stays within one area."""
        if now is None or now.visibleRegion().boundingRect().size() == now.size():
            return  # it is seen whole
        holder = now.parentWidget() if self.isAncestorOf(now) else None
        while holder is not None:
            if isinstance(holder, QScrollArea) and now.height() <= holder.viewport().height():
                holder.ensureWidgetVisible(now, 16, 16)
            holder = None if holder is self else holder.parentWidget()


class Lengthwise(QScrollArea):
    """Parts one below the other, which scroll up and down where there is too little room.

    They begin to scroll once the area is dressed: that dresses them all, and each move would do so anew.
    """

    def __init__(self, inner: QWidget, within: QWidget | None = None) -> None:
        super().__init__(within)
        inner.setObjectName("content")
        inner.setParent(_room(self))
        self._inner = inner
        self._brought: tuple[QWidget, QWidget] | None = None
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def event(self, event: QEvent) -> bool:
        """Take the parts in with the first look of the area itself."""
        if event.type() == QEvent.Type.Polish and self.widget() is None:
            self.setWidget(self._inner)
        return super().event(event)

    def bring(self, card: QWidget, part: QWidget) -> None:
        """Put the focus to a part of a card, with the whole card in view where there is room for it."""
        part.setFocus()
        self._brought = (card, part)
        QTimer.singleShot(0, self, self._show_brought)  # cards before it may have come or gone

    @Slot()
    def _show_brought(self) -> None:
        brought, self._brought = self._brought, None
        if brought:  # from the top: where all fits, the head of the page is seen too
            self.verticalScrollBar().setValue(0)
        for part in brought or ():
            self.ensureWidgetVisible(part, 0, 0)


def bring(card: QWidget, part: QWidget) -> None:
    """Put the focus to a part of a card, wherever that lies, with the card in view."""
    holder = card.parentWidget()
    while holder is not None and not isinstance(holder, Lengthwise):
        holder = holder.parentWidget()
    if holder is None:
        part.setFocus()
    else:
        holder.bring(card, part)


class Turned(Scrolled):
    """Lays the halves of a page that wants it one above the other where side by side they would be too
    narrow.
    """  # fmt: skip

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn the page for its new width."""
        self._lay()
        super().resizeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the page, which Qt lets a scroll area watch, when what it holds becomes higher."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._lay()
        return super().eventFilter(watched, event)

    def _lay(self) -> None:
        page = self.widget()
        layout, below = (page.layout(), page.property(TURNS)) if page is not None else (None, None)
        if below and isinstance(layout, QBoxLayout):
            _turn(layout, over=self.width() < int(below))


class Beside(QWidget):
    """Two cards side by side, or one above the other where they would be too narrow."""

    def __init__(self, left: QWidget, right: QWidget, shares: tuple[int, int], narrow: int) -> None:
        super().__init__()
        self._narrow = narrow
        self._both = QHBoxLayout(self)
        self._both.setContentsMargins(0, 0, 0, 0)
        self._both.setSpacing(PAD)
        for part, share in zip((left, right), shares, strict=True):
            self._both.addWidget(part, share)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the two for the new width."""
        _turn(self._both, over=self.width() < self._narrow)
        super().resizeEvent(event)


class Halves(Lengthwise):
    """A page in two halves that scroll together: side by side, or one below the other where it is narrow."""

    def __init__(self, within: QWidget, left: QLayout, right: QLayout) -> None:
        inner = QWidget()
        super().__init__(inner, within)
        self._both = QHBoxLayout(inner)
        self._both.setContentsMargins(20, PAD, 20, PAD)
        self._both.setSpacing(PAD)
        self._both.addLayout(left, 7)
        self._side = QWidget(inner)
        self._side.setMinimumWidth(BESIDE)
        self._side.setLayout(right)
        self._both.addWidget(self._side, 3)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the halves for the new width."""
        over = self.width() < NARROW
        direction = QBoxLayout.Direction.TopToBottom if over else QBoxLayout.Direction.LeftToRight
        self._both.setDirection(direction)
        self._side.setMaximumWidth(MOST if over else SIDE_WIDTH)
        super().resizeEvent(event)


def _room(area: QScrollArea) -> QWidget:
    """Give an area a viewport; asked for Qt's own, PySide would make all its sixty kinds of widgets known."""
    made = QWidget()
    area.setViewport(made)
    return made


def _turn(layout: QBoxLayout, *, over: bool) -> None:
    """Turn a layout; parts that lie above one another keep a height at which one can work in them."""
    layout.setDirection(QBoxLayout.Direction.TopToBottom if over else QBoxLayout.Direction.LeftToRight)
    for place in range(layout.count()):
        item = layout.itemAt(place)
        part = item.widget() if item is not None else None
        if part is not None:
            part.setMinimumHeight(max(PART_HEIGHT, _least(part)) if over else 0)


def _least(part: QWidget) -> int:
    """Return the height below which a part would be cut at its present width."""
    layout = part.layout()
    if layout is not None and layout.hasHeightForWidth():
        return max(layout.totalMinimumHeightForWidth(part.width()), layout.totalMinimumSize().height())
    return part.minimumSizeHint().height()
