"""A page that scrolls as a whole where the window is smaller than it can become."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QScrollArea, QWidget

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
        page.installEventFilter(self)
        page.setAutoFillBackground(False)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the halves of a page one above the other where side by side they would be too narrow."""
        self._lay()
        super().resizeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the page when what it holds becomes higher."""
        if event.type() == QEvent.Type.LayoutRequest and watched is self.widget():
            self._lay()
        return super().eventFilter(watched, event)

    def _lay(self) -> None:
        page = self.widget()
        layout = page.layout() if page is not None else None
        if page is not None and isinstance(layout, QBoxLayout) and page.property(TURNS):
            _turn(layout, over=self.width() < int(page.property(TURNS)))

    @Slot(QWidget, QWidget)
    def _follow(self, _old: QObject | None, now: QObject | None) -> None:
        page = self.widget()
        if isinstance(now, QWidget) and page is not None and self.isVisible() and page.isAncestorOf(now):
            self.ensureWidgetVisible(now, 16, 16)


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
