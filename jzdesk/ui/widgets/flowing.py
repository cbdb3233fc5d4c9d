"""Parts side by side, which go on in another line where the window is too narrow for all of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLayoutItem, QSizePolicy, QSpacerItem, QWidget, QWidgetItem

Line = list[tuple[QLayoutItem, int, int]]
_ANEW = {QEvent.Type.LayoutRequest, QEvent.Type.Show}
_OTHERS = _ANEW | {QEvent.Type.ChildPolished, QEvent.Type.ContentsRectChange, QEvent.Type.StyleChange}
"""After these the lines may be others."""
SPRING = QSpacerItem
"""What takes the room that is left in the only line; several share it, and in many lines there is none."""


class Flowing(QWidget):
    """Fills line after line; in each what may grow, or the spring, takes what is left.

    A part of its own that places its children, and no layout: PySide takes the items of a layout written in
    Python for gone while Qt still asks for them, and the program falls.
    """

    def __init__(self, parts: Sequence[QWidget | None], spacing: int = 8) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        """How high all lines are, by the width."""
        self._spacing = spacing
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setContentsMargins(0, 0, 0, 0)
        for part in parts:
            self.add(part)

    def add(self, part: QWidget | None) -> None:
        """Add a part, before this is shown; None is a spring."""
        self._heights.clear()
        if part is None:
            self._items.append(SPRING(0, 0))
        else:
            part.setParent(self)
            self._items.append(QWidgetItem(part))

    def event(self, event: QEvent) -> bool:
        """Place the parts anew when one of them comes, goes or wants another size, or did while unseen."""
        if event.type() in _OTHERS:
            self._heights.clear()
        if event.type() in _ANEW:
            self.updateGeometry()
            self._place()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the parts in the room there is."""
        super().resizeEvent(event)
        self._place()

    def heightForWidth(self, width: int) -> int:
        """Return how high all lines are."""
        if width not in self._heights:  # asked again and again while a page is laid out
            around = self.contentsMargins()
            lines = self._lines(width - around.left() - around.right())
            gaps = self._spacing * max(0, len(lines) - 1)
            high = sum(_height(line) for line in lines) + gaps
            self._heights[width] = high + around.top() + around.bottom()
        return self._heights[width]

    def minimumSizeHint(self) -> QSize:
        """Need room for the widest part."""
        seen = self._seen()
        width = max((_least(item) for item in seen), default=0)
        height = max((item.minimumSize().height() for item in seen), default=0)
        return QSize(width, height).grownBy(self.contentsMargins())

    def sizeHint(self) -> QSize:
        """Like all of them side by side."""
        seen = self._seen()
        width = sum(item.sizeHint().width() for item in seen) + self._spacing * max(0, len(seen) - 1)
        height = max((item.sizeHint().height() for item in seen), default=0)
        return QSize(width, height).grownBy(self.contentsMargins())

    def _place(self) -> None:
        """Give each part its place."""
        room = self.contentsRect()
        top = room.top()
        for line in self._lines(room.width()):
            high = _height(line)
            for item, left, width in line:
                own = min(_high(item, width), high)
                item.setGeometry(QRect(room.left() + left, top + (high - own) // 2, width, own))
            top += high + self._spacing

    def _seen(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lines(self, width: int) -> list[Line]:
        """Return the parts of each line, with where they begin and how wide they are."""
        lines: list[list[QLayoutItem]] = []
        left = -1
        for item in self._seen():
            if _least(item) > left:
                lines.append([])
                left = width
            lines[-1].append(item)
            left -= _least(item) + self._spacing
        sprung = self._after_springs() if len(lines) == 1 else []
        return [self._line(line, sprung, width) for line in lines]

    def _line(self, items: list[QLayoutItem], sprung: list[QLayoutItem], width: int) -> Line:
        rest = max(0, width - sum(_least(item) for item in items) - self._spacing * (len(items) - 1))
        growing = [item for item in items if _grows(item)]
        across, line = 0, []
        for item in items:
            if item in sprung and not growing:
                across += rest // len(sprung)
            wide = _least(item) + (rest // len(growing) if item in growing else 0)
            line.append((item, across, wide))
            across += wide + self._spacing
        return line

    def _after_springs(self) -> list[QLayoutItem]:
        """Return what is seen first behind each spring."""
        found = []
        passed = False
        for item in self._items:
            if isinstance(item, SPRING):
                passed = True
            elif passed and not item.isEmpty():
                found.append(item)
                passed = False
        return found


def _grows(item: QLayoutItem) -> bool:
    """Tell what takes more room where there is some: fields, and texts of several lines."""
    widget = item.widget()
    wraps = widget is not None and widget.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Ignored
    return wraps or bool(item.expandingDirections() & Qt.Orientation.Horizontal)


def _least(item: QLayoutItem) -> int:
    """Return the width a part needs: what may grow begins with its least."""
    return item.minimumSize().width() if _grows(item) else item.sizeHint().width()


def _high(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()


def _height(line: Line) -> int:
    return max((_high(item, width) for item, _, width in line), default=0)
