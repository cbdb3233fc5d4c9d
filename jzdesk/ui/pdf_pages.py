"""A PDF's pages as pictures: PDFium draws them beside the window, one at a time, the asked-for ones only.

PDFium may not be called twice at once, not even for two documents: whoever lets go of a document waits
until it is at rest.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSizeF, Signal, Slot
from PySide6.QtGui import QImage

from jzdesk.errors import JzdeskError, RefusedError
from jzdesk.words import say

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

    from jzdesk.ui.jobs import Aside, Jobs, Task

POINTS = 72
"""In an inch."""


@dataclass(frozen=True, slots=True)
class Band:
    """Lines of a page to be drawn: the page `width` × `height` pixels, of it `lines` from `top` down."""

    page: int
    width: int
    height: int
    top: int
    lines: int
    printed: bool = False


def whole(page: int, width: int, height: int) -> Band:
    """Return all of a page as one band."""
    return Band(page, width, height, 0, height)


class _Opening:
    """Opens a document and measures its pages."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def run(self, tell: Callable[[Any], None]) -> tuple[PdfDocument, tuple[QSizeF, ...]]:
        """Return the document and its pages' sizes in points."""
        import pypdfium2  # a tenth of a second that start-up must not pay

        try:
            document = pypdfium2.PdfDocument(self._data)
            sizes = tuple(QSizeF(*document.get_page_size(n)) for n in range(len(document)))
        except pypdfium2.PdfiumError as error:
            raise RefusedError(say("ui.preview.unreadable")) from error
        return document, sizes

    def stop(self) -> None:
        """Let it end by itself: it is over before it could be stopped."""


class _Drawing:
    """Draws one band."""

    def __init__(self, document: PdfDocument, band: Band) -> None:
        self._document, self._band = document, band

    def run(self, tell: Callable[[Any], None]) -> QImage:
        """Return the band's picture."""
        import pypdfium2
        from pypdfium2 import raw

        band = self._band
        flags = raw.FPDF_ANNOT | (raw.FPDF_PRINTING if band.printed else 0)
        try:
            page = self._document[band.page]
            bitmap = pypdfium2.PdfBitmap.new_native(band.width, band.lines, raw.FPDFBitmap_BGRx)
            bitmap.fill_rect((255, 255, 255, 255), 0, 0, band.width, band.lines)
            raw.FPDF_RenderPageBitmap(bitmap, page, 0, -band.top, band.width, band.height, 0, flags)
        except pypdfium2.PdfiumError as error:
            raise RefusedError(say("ui.preview.unreadable")) from error
        # A copy: the bitmap's own memory goes with it
        seen = QImage(bitmap.buffer, band.width, band.lines, bitmap.stride, QImage.Format.Format_RGB32).copy()
        bitmap.close()
        page.close()
        return seen

    def stop(self) -> None:
        """Let it end by itself: it is over before it could be stopped."""


class PdfPages(QObject):
    """Signals: `opened` the pages' sizes are known; `drawn` a band with its picture; `failed` a failure."""

    opened = Signal()
    drawn = Signal(object, object)
    failed = Signal(object)

    def __init__(self, jobs: Jobs, data: bytes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._document: PdfDocument | None = None
        self._sizes: tuple[QSizeF, ...] = ()
        self._waiting: list[Band] = []
        self._doing: Band | None = None
        self._task: Task | None = None
        self._closed = False
        self._start(_Opening(data))

    @property
    def sizes(self) -> tuple[QSizeF, ...]:
        """The pages' sizes in points; none before it is opened."""
        return self._sizes

    def want(self, bands: Sequence[Band]) -> None:
        """Have these drawn for the screen, in this order, and no others any more."""
        printed = [band for band in self._waiting if band.printed]
        self._waiting = [*printed, *(band for band in bands if band != self._doing)]
        self._go_on()

    def print_band(self, band: Band) -> None:
        """Have a band drawn for the printer, before anything on the screen."""
        self._waiting.insert(0, band)
        self._go_on()

    def close(self) -> None:
        """Let go of the document."""
        self._closed = True
        self._waiting.clear()
        if self._task is not None:
            self._task.wait()
        if self._document is not None:
            self._document.close()
            self._document = None

    def _start(self, work: Aside) -> None:
        self._task = self._jobs.beside(work)
        self._task.ended.connect(self._rest)
        self._task.finished.connect(self._done)
        self._task.failed.connect(self._not_done)

    def _go_on(self) -> None:
        if self._task is None and self._document is not None and self._waiting:
            self._doing = self._waiting.pop(0)
            self._start(_Drawing(self._document, self._doing))

    @Slot()
    def _rest(self) -> None:
        self._task = None

    @Slot(object)
    def _done(self, result: Any) -> None:
        band, self._doing = self._doing, None
        if self._closed:
            if band is None:  # opened when nobody wanted it any more
                result[0].close()
        elif band is None:
            self._document, self._sizes = result
            self.opened.emit()
        else:
            self.drawn.emit(band, result)
        self._go_on()

    @Slot(object)
    def _not_done(self, error: JzdeskError) -> None:
        self._doing = None
        if not self._closed:
            self.failed.emit(error)
