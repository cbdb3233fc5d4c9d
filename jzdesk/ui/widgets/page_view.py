"""A document's pages one below the other, as they come out of the printer; drawn when they come into view."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, QSizeF, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QImage, QKeyEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from jzdesk.ui.pdf_pages import POINTS, Band, PdfPages, whole
from jzdesk.ui.theme import PAD, Theme
from jzdesk.words import say

FIT_WIDTH, WHOLE_PAGE, ACTUAL = "fit_width", "whole_page", "actual"
SCREEN = 96
"""Dots in an inch of a screen at 100 %."""
KEPT = 8
"""So many pages keep their pictures, of some megabytes each."""
_OVERLAP = 40
_NEXT = frozenset({Qt.Key.Key_PageDown, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter})


class PageView(QAbstractScrollArea):
    """Signals: `turned` another page is the present one, counted from 0."""

    turned = Signal(int)

    def __init__(self, theme: Theme, pages: PdfPages) -> None:
        super().__init__()
        self.setObjectName("pageView")
        self.setAccessibleName(say("ui.preview.pages"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._theme, self._pages = theme, pages
        self._zoom = FIT_WIDTH
        self._boxes: list[QRect] = []
        self._pictures: dict[int, QPixmap] = {}
        self._page = 0
        bar = self.verticalScrollBar()
        bar.setSingleStep(48)
        bar.valueChanged.connect(self._moved)
        pages.opened.connect(self._lay_out)
        pages.drawn.connect(self._drawn)

    @property
    def page(self) -> int:
        """The page most of which is seen, counted from 0."""
        return self._page

    @property
    def zoom(self) -> str:
        """How large the pages are shown."""
        return self._zoom

    def has(self, page: int) -> bool:
        """Tell whether a page is drawn as sharp as it is shown."""
        picture = self._pictures.get(page)
        return picture is not None and picture.size() == self._pixels(self._boxes[page])

    def show_zoom(self, zoom: str) -> None:
        """Show the pages so large; the present page stays."""
        self._zoom = zoom
        page = self._page
        self._lay_out()
        self.go_to(page)

    def go_to(self, page: int) -> None:
        """Show a page from its top."""
        if self._boxes:
            box = self._boxes[max(0, min(page, len(self._boxes) - 1))]
            self.verticalScrollBar().setValue(box.top() - PAD)

    def step(self, by: int) -> None:
        """Go on by a screenful, or to the next page where that is nearer."""
        bar, room = self.verticalScrollBar(), self.viewport().height()
        tops = [box.top() - PAD for box in self._boxes]
        here = bar.value()
        if by > 0:
            following = next((top for top in tops if top > here), bar.maximum())
            fits = following - here <= room + PAD
            bar.setValue(following if fits else min(following, here + room - _OVERLAP))
        else:
            before = next((top for top in reversed(tops) if top < here), 0)
            fits = here - before <= room + PAD
            bar.setValue(before if fits else max(before, here - room + _OVERLAP))

    # Where the pages lie

    @Slot()
    def _lay_out(self) -> None:
        room = self.viewport().size()
        sizes = [self._size(size, room) for size in self._pages.sizes]
        width = max([room.width(), *(size.width() + 2 * PAD for size in sizes)])
        top = PAD
        self._boxes = []
        for size in sizes:
            self._boxes.append(QRect((width - size.width()) // 2, top, size.width(), size.height()))
            top += size.height() + PAD
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setRange(0, max(0, width - room.width()))
        across.setPageStep(room.width())
        down.setRange(0, max(0, top - room.height()))
        down.setPageStep(room.height())
        self._moved()

    def _size(self, size: QSizeF, room: QSize) -> QSize:
        """Return how large a page of so many points is shown."""
        scale = SCREEN / POINTS
        if self._zoom != ACTUAL:
            scale = max(0.1, (room.width() - 2 * PAD) / size.width())
        if self._zoom == WHOLE_PAGE:
            scale = max(0.1, min(scale, (room.height() - 2 * PAD) / size.height()))
        return QSize(round(size.width() * scale), round(size.height() * scale))

    def _pixels(self, box: QRect) -> QSize:
        return box.size() * self.devicePixelRatioF()

    # What is drawn

    @Slot()
    def _moved(self) -> None:
        seen = self._seen()
        page = max(seen, key=self._height_seen, default=0)
        if page != self._page:
            self._page = page
            self.turned.emit(page)
        ahead = [*seen, *(n for n in (max(seen, default=-1) + 1, min(seen, default=0) - 1) if n not in seen)]
        wanted = [n for n in ahead if 0 <= n < len(self._boxes) and not self.has(n)]
        self._pages.want([self._band(n) for n in wanted])
        self.viewport().update()

    def _band(self, page: int) -> Band:
        size = self._pixels(self._boxes[page])
        return whole(page, size.width(), size.height())

    def _window(self) -> QRect:
        return (
            self.viewport()
            .rect()
            .translated(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        )

    def _seen(self) -> list[int]:
        window = self._window()
        return [n for n, box in enumerate(self._boxes) if box.intersects(window)]

    def _height_seen(self, page: int) -> int:
        return self._boxes[page].intersected(self._window()).height()

    @Slot(object, object)
    def _drawn(self, band: Band, picture: QImage) -> None:
        if band.printed:
            return
        self._pictures.pop(band.page, None)
        self._pictures[band.page] = QPixmap.fromImage(picture)
        while len(self._pictures) > KEPT:
            self._pictures.pop(max(self._pictures, key=self._far))
        self.viewport().update()

    def _far(self, page: int) -> int:
        return abs(page - self._page)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pages in view; one not drawn yet is white and says so."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(event.rect(), self._theme.ink("quiet"))
        painter.translate(-self._window().topLeft())
        for page in self._seen():
            box = self._boxes[page]
            picture = self._pictures.get(page)
            if picture is not None:
                painter.drawPixmap(box, picture)
            else:
                painter.fillRect(box, Qt.GlobalColor.white)
                painter.setPen(self._theme.ink("faint"))
                text = say("ui.preview.drawing", n=page + 1)
                painter.drawText(box.intersected(self._window()), Qt.AlignmentFlag.AlignCenter, text)
            painter.setPen(self._theme.ink("line"))
            painter.drawRect(box.adjusted(-1, -1, 0, 0))
        if self.hasFocus():
            painter.resetTransform()
            painter.setPen(self._theme.ink("accent"))
            painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))

    # Keys and sizes

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page keys turn, Home and End go to the first and the last page."""
        if event.key() in _NEXT:
            self.step(1)
        elif event.key() in {Qt.Key.Key_PageUp, Qt.Key.Key_Backspace}:
            self.step(-1)
        elif event.key() == Qt.Key.Key_Home:
            self.go_to(0)
        elif event.key() == Qt.Key.Key_End:
            self.go_to(len(self._boxes) - 1)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pages to the new room; the present page stays."""
        page = self._page
        self._lay_out()
        if page != self._page:
            self.go_to(page)

    def event(self, event: QEvent) -> bool:
        """Have the pages drawn anew when the window has come to a screen of another scaling."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._moved()
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keys go."""
        self.viewport().update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keys go elsewhere."""
        self.viewport().update()
        super().focusOutEvent(event)
