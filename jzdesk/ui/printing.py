"""Printing a PDF as it is: page by page at the printer's own resolution, on paper of the page's own size.

Each page is drawn beside the window in bands of a few megabytes, and painted here as they come: memory
stays small whatever the resolution, and the run can be stopped between two bands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QObject, QPointF, QRectF, QSizeF, Signal, Slot
from PySide6.QtGui import QImage, QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from jzdesk.errors import JzdeskError, RefusedError
from jzdesk.ui.dialogs.print_dialog import PrintDialog
from jzdesk.ui.pdf_pages import POINTS, Band, PdfPages
from jzdesk.ui.printers import COLOURS, SHRUNK, SIDES, Machine, machines, paper_of
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.ui.theme import Theme

MOST_DPI = 600
"""More than that the eye does not see, and an old printer's memory does not take."""
_BAND = 2_000_000
"""Pixels drawn at a time."""
_REMEMBERED: tuple[str, ...] = ("printer", "print_sides", "print_colour")
Remember = Callable[..., None]


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be printed: pages counted from 0 in their order, and how often."""

    pages: tuple[int, ...]
    copies: int = 1
    collated: bool = True

    def order(self, *, by_driver: bool) -> list[int]:
        """Return the pages as they are handed over: as often as the driver does not see to it."""
        copies = 1 if by_driver else self.copies
        if self.collated:
            return [page for _ in range(copies) for page in self.pages]
        return [page for page in self.pages for _ in range(copies)]


def layout_of(size: QSizeF) -> QPageLayout:
    """Return the paper of a page of so many points: its standard size where it has one, upright or across."""
    across = size.width() > size.height()
    turned = QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait
    layout = QPageLayout(paper_of(size), turned, QMarginsF(0, 0, 0, 0))
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


def lay_out(printer: QPrinter, size: QSizeF) -> None:
    """Give a printer the paper of a page; one that has no such paper turns its own the same way."""
    layout = layout_of(size)
    printer.setPageLayout(layout)
    if printer.pageLayout().orientation() != layout.orientation():
        printer.setPageOrientation(layout.orientation())


class Printing:
    """The printer to print with and how, as it was chosen last; `remember` keeps what is chosen now."""

    def __init__(self, known: Mapping[str, str] | None = None, remember: Remember | None = None) -> None:
        self._known = {name: text for name, text in (known or {}).items() if name in _REMEMBERED}
        self._remember = remember

    def machines(self) -> tuple[Machine, ...]:
        """Return the printers there are now."""
        return machines()

    def ask(
        self, parent: QWidget, theme: Theme, title: str, pages: PdfPages, current: int
    ) -> tuple[QPrinter, Wish] | None:
        """Ask which printer, which pages and how; None when it is given up."""
        dialog = PrintDialog(parent, theme, self.machines(), self._known, pages.sizes, current)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        if not accepted:
            return None
        wish = Wish(dialog.pages, dialog.copies, dialog.collated)
        chosen = (dialog.machine.name, dialog.word(dialog.sides), dialog.word(dialog.colour))
        self._known = dict(zip(_REMEMBERED, chosen, strict=True))
        if self._remember is not None:
            self._remember(**self._known)
        return self.printer(title, pages, wish), wish

    def printer(self, title: str, pages: PdfPages, wish: Wish) -> QPrinter:
        """Return the printer that was chosen; `RefusedError` where it is gone since: no other prints."""
        name = self._known["printer"]
        info = QPrinterInfo.printerInfo(name)
        if info.isNull():
            raise RefusedError(say("ui.print.lost", printer=name))
        printer = QPrinter(info, QPrinter.PrinterMode.HighResolution)
        printer.setDocName(title)
        printer.setFullPage(True)
        lay_out(printer, pages.sizes[wish.pages[0]])
        printer.setDuplex(SIDES.get(self._known.get("print_sides", ""), printer.duplex()))
        printer.setColorMode(COLOURS.get(self._known.get("print_colour", ""), printer.colorMode()))
        if printer.supportsMultipleCopies():
            printer.setCopyCount(wish.copies)
            printer.setCollateCopies(wish.collated)
        return printer


class PrintRun(QObject):
    """One print: its pages go to the printer band by band.

    Signals: `told` the page being printed and how many there are; `ended` with the sentence if it failed.
    """

    told = Signal(int, int)
    ended = Signal(str)

    def __init__(
        self, pages: PdfPages, printer: QPrinter, wish: Wish, parent: QObject | None = None
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._pages, self._printer = pages, printer
        self._painter = QPainter()
        self._order = wish.order(by_driver=printer.supportsMultipleCopies())
        self._at = 0
        self._band = Band(0, 0, 0, 0, 0)
        self._corner = QPointF()
        self._dots = 1
        self._over = False
        pages.drawn.connect(self._drawn)
        pages.failed.connect(self._failed)

    def start(self) -> None:
        """Begin with the first page."""
        self._printer.setFullPage(True)
        lay_out(self._printer, self._pages.sizes[self._order[0]])
        if not self._painter.begin(self._printer):
            self._end(say("ui.preview.refused", printer=self._printer.printerName()))
            return
        self._painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
        self._begin_page()

    def stop(self) -> None:
        """Give it up; what the printer has already is for the printer to finish."""
        if not self._over:
            self._printer.abort()
            self._end(say("ui.preview.stopped"))

    def _begin_page(self) -> None:
        page = self._order[self._at]
        self.told.emit(self._at + 1, len(self._order))
        size, dpi = self._pages.sizes[page], self._printer.resolution()
        paper = self._printer.paperRect(QPrinter.Unit.DevicePixel)
        wanted = size * (dpi / POINTS)
        scale = min(1.0, paper.width() / wanted.width(), paper.height() / wanted.height())
        self._corner = QPointF(0, 0)
        if scale > 0.995:  # paper is measured in whole points
            scale = 1.0
        else:  # a printer that has no such paper gets the whole page smaller: nothing is cut off
            scale *= SHRUNK
            rest = paper.size() - wanted * scale
            self._corner = QPointF(rest.width() / 2, rest.height() / 2)
        self._dots = -(-dpi // MOST_DPI)
        width, height = (round(side * scale / self._dots) for side in (wanted.width(), wanted.height()))
        self._ask(Band(page, width, height, 0, 0, printed=True))

    def _ask(self, whole: Band) -> None:
        lines = min(max(64, _BAND // whole.width), whole.height - whole.top)
        self._band = Band(whole.page, whole.width, whole.height, whole.top, lines, printed=True)
        self._pages.print_band(self._band)

    @Slot(object, object)
    def _drawn(self, band: Band, picture: QImage) -> None:
        if self._over or band != self._band:
            return
        dots = self._dots
        place = QRectF(0, band.top * dots, band.width * dots, band.lines * dots).translated(self._corner)
        if self._printer.colorMode() == QPrinter.ColorMode.GrayScale:
            picture = picture.convertToFormat(QImage.Format.Format_Grayscale8)
        self._painter.drawImage(place, picture)
        below = band.top + band.lines
        if below < band.height:
            self._ask(Band(band.page, band.width, band.height, below, 0, printed=True))
        elif self._at + 1 < len(self._order):
            self._next_page()
        else:
            self._end("")

    def _next_page(self) -> None:
        self._at += 1
        lay_out(self._printer, self._pages.sizes[self._order[self._at]])
        if self._printer.newPage():
            self._begin_page()
        else:
            self._end(say("ui.preview.refused", printer=self._printer.printerName()))

    @Slot(object)
    def _failed(self, error: JzdeskError) -> None:
        if not self._over:
            self._printer.abort()
            self._end(error.sentence)

    def _end(self, sentence: str) -> None:
        self._over = True
        if self._painter.isActive() and not self._painter.end() and not sentence:
            sentence = say("ui.preview.refused", printer=self._printer.printerName())
        self.ended.emit(sentence)
