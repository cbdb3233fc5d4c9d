"""Printing a PDF as it is: page by page at the printer's own resolution, on paper of the page's own size.

Each page is drawn beside the window in bands of a few megabytes, and painted here as they come: memory
stays small whatever the resolution, and the run can be stopped between two bands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QMarginsF, QObject, QRectF, QSizeF, Signal, Slot
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from jzdesk.errors import JzdeskError
from jzdesk.ui.pdf_pages import POINTS, Band, PdfPages
from jzdesk.words import say

MOST_DPI = 600
"""More than that the eye does not see, and an old printer's memory does not take."""
_BAND = 2_000_000
"""Pixels drawn at a time."""
_SIDES = {
    "one": QPrinter.DuplexMode.DuplexNone, "long": QPrinter.DuplexMode.DuplexLongSide,
    "short": QPrinter.DuplexMode.DuplexShortSide,
}  # fmt: skip
_COLOURS = {"grey": QPrinter.ColorMode.GrayScale, "colour": QPrinter.ColorMode.Color}
Remember = Callable[..., None]


def layout_of(size: QSizeF) -> QPageLayout:
    """Return the paper of a page of so many points: its standard size where it has one, upright or across."""
    upright = QSizeF(min(size.width(), size.height()), max(size.width(), size.height()))
    paper = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    across = size.width() > size.height()
    turned = QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait
    layout = QPageLayout(paper, turned, QMarginsF(0, 0, 0, 0))
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


class Printing:
    """The printer to print with and how, as it was chosen last; `remember` keeps what is chosen now."""

    def __init__(self, known: Mapping[str, str] | None = None, remember: Remember | None = None) -> None:
        self._known = dict(known or {})
        self._remember = remember

    def ready(self) -> bool:
        """Tell whether there is a printer at all."""
        return bool(QPrinterInfo.availablePrinterNames())

    def printer(self, title: str, pages: PdfPages) -> QPrinter:
        """Return the printer as it was used last, or the system's; the dialog may choose another."""
        info = QPrinterInfo.printerInfo(self._known.get("printer", ""))
        printer = QPrinter(
            QPrinterInfo.defaultPrinter() if info.isNull() else info, QPrinter.PrinterMode.HighResolution
        )
        printer.setDocName(title)
        printer.setFullPage(True)
        printer.setPageLayout(layout_of(pages.sizes[0]))
        if self._known.get("print_sides") in _SIDES:
            printer.setDuplex(_SIDES[self._known["print_sides"]])
        if self._known.get("print_colour") in _COLOURS:
            printer.setColorMode(_COLOURS[self._known["print_colour"]])
        return printer

    def ask(self, parent: QWidget, printer: QPrinter, pages: int) -> bool:
        """Ask which printer, which pages and how; False when it is given up."""
        dialog = QPrintDialog(printer, parent)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, pages > 1)
        dialog.setMinMax(1, pages)
        dialog.setFromTo(1, pages)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return False
        self.keep(printer)
        return True

    def keep(self, printer: QPrinter) -> None:
        """Remember how it is printed."""
        self._known = {
            "printer": printer.printerName(),
            "print_sides": _word(_SIDES, printer.duplex()),
            "print_colour": _word(_COLOURS, printer.colorMode()),
        }
        if self._remember is not None:
            self._remember(**self._known)


def _word(words: Mapping[str, Any], value: Any) -> str:
    return next((word for word, known in words.items() if known == value), "")


class PrintRun(QObject):
    """One print: its pages go to the printer band by band.

    Signals: `told` the page being printed and how many there are; `ended` with the sentence if it failed.
    """

    told = Signal(int, int)
    ended = Signal(str)

    def __init__(self, pages: PdfPages, printer: QPrinter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pages, self._printer = pages, printer
        self._painter = QPainter()
        self._order = order(printer, len(pages.sizes))
        self._at = 0
        self._band = Band(0, 0, 0, 0, 0)
        self._target = QRectF()
        self._dots = 1
        self._over = False
        pages.drawn.connect(self._drawn)
        pages.failed.connect(self._failed)

    def start(self) -> None:
        """Begin with the first page."""
        self._printer.setFullPage(True)
        self._printer.setPageLayout(layout_of(self._pages.sizes[self._order[0]]))
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
        # A printer that has no such paper gets the whole page smaller: nothing is cut off
        scale = min(1.0, paper.width() / wanted.width(), paper.height() / wanted.height())
        scale = 1.0 if scale > 0.995 else scale  # paper is measured in whole points
        self._target = QRectF(0, 0, wanted.width() * scale, wanted.height() * scale)
        self._dots = -(-dpi // MOST_DPI)
        width, height = round(self._target.width() / self._dots), round(self._target.height() / self._dots)
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
        place = QRectF(0, band.top * dots, band.width * dots, band.lines * dots)
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
        self._printer.setPageLayout(layout_of(self._pages.sizes[self._order[self._at]]))
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


def order(printer: QPrinter, count: int) -> list[int]:
    """Return the pages in the order of printing: those chosen, as often as the driver does not see to it."""
    first, last = 1, count
    if printer.printRange() == QPrinter.PrintRange.PageRange and printer.fromPage():
        first = min(printer.fromPage(), count)
        last = min(max(printer.toPage(), first), count)
    pages = range(first - 1, last)
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    if printer.collateCopies():
        return [page for _ in range(copies) for page in pages]
    return [page for page in pages for _ in range(copies)]
