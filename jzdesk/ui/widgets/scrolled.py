"""A page that scrolls as a whole where the window is smaller than it can become."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QWidget

TURNS, PART_HEIGHT = "turnsBelow", 232
"""The property of a page that gives the width below which its halves lie one above the other."""


class Scrolled(QScrollArea):
    """Gives its page all the room there is, and bars only where it needs more; Tab brings parts into view."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self.setObjectName(f"{page.objectName()}Area")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
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


class Turned(Scrolled):
    """Lays the halves of a page one above the other where side by side they would be too narrow."""

    def __init__(self, page: QWidget) -> None:
        self._page = page
        super().__init__(page)

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
        layout = self._page.layout()
        if isinstance(layout, QBoxLayout):
            _turn(layout, over=self.width() < int(self._page.property(TURNS)))


def scrolled(page: QWidget) -> Scrolled:
    """Return the place of a page that it may become too large for."""
    return Turned(page) if page.property(TURNS) else Scrolled(page)


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
