"""The printers of this computer: what each can do, and what is to be said before it is chosen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from jzdesk.words import say

ONE, LONG, SHORT = "one", "long", "short"
SIDES = {
    ONE: QPrinter.DuplexMode.DuplexNone, LONG: QPrinter.DuplexMode.DuplexLongSide,
    SHORT: QPrinter.DuplexMode.DuplexShortSide,
}  # fmt: skip
GREY, COLOUR = "grey", "colour"
COLOURS = {GREY: QPrinter.ColorMode.GrayScale, COLOUR: QPrinter.ColorMode.Color}
_STOPPED = {QPrinter.PrinterState.Aborted, QPrinter.PrinterState.Error}
SHRUNK = 0.97
"""What is made smaller to fit is made so much smaller still: no printer prints to the edge."""
_POINT = 2.0
"""Paper is measured in whole points."""


@dataclass(frozen=True, slots=True)
class Machine:
    """A printer: the papers it takes (points, upright) with the usual one, and whether it stands still."""

    name: str
    stopped: bool = False
    sides: frozenset[str] = frozenset({ONE})
    coloured: bool = True
    papers: tuple[tuple[float, float], ...] = ()
    usual: tuple[float, float] = (595.0, 842.0)

    def takes(self, size: QSizeF) -> bool:
        """Tell whether it has paper of a page's size; one that names none is taken at its word."""
        wanted = upright(size)
        return not self.papers or any(
            abs(wide - wanted[0]) <= _POINT and abs(high - wanted[1]) <= _POINT for wide, high in self.papers
        )

    def said(self, sizes: Iterable[QSizeF]) -> str:
        """Return what one has to know before it prints pages of these sizes; empty where there is nothing."""
        told = [say("ui.print.stopped", printer=self.name)] if self.stopped else []
        for size in {upright(one): one for one in sizes}.values():
            if not self.takes(size):
                share = min(mine / asked for mine, asked in zip(self.usual, upright(size), strict=True))
                paper = paper_name(size)
                told.append(
                    say("ui.print.no_paper", printer=self.name, paper=paper, pct=int(share * SHRUNK * 100))
                )
        return "\n".join(told)


def upright(size: QSizeF) -> tuple[float, float]:
    """Return the short and the long side of a page."""
    return min(size.width(), size.height()), max(size.width(), size.height())


def paper_of(size: QSizeF) -> QPageSize:
    """Return the paper of a page of so many points: its standard size where it has one."""
    return QPageSize(QSizeF(*upright(size)), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)


def paper_name(size: QSizeF) -> str:
    """Return what people call the paper of a page."""
    return paper_of(size).name().split(" ")[0]


def machines() -> tuple[Machine, ...]:
    """Return the printers there are now, the system's usual one first."""
    found = [_machine(info) for info in QPrinterInfo.availablePrinters()]
    usual = QPrinterInfo.defaultPrinterName()
    return tuple(sorted(found, key=lambda one: one.name != usual))


def _machine(info: QPrinterInfo) -> Machine:
    sides = {word for word, mode in SIDES.items() if mode in info.supportedDuplexModes()}
    papers = tuple(upright(paper.size(QPageSize.Unit.Point)) for paper in info.supportedPageSizes())
    usual = upright(info.defaultPageSize().size(QPageSize.Unit.Point))
    coloured = QPrinter.ColorMode.Color in info.supportedColorModes()
    return Machine(
        info.printerName(), info.state() in _STOPPED, frozenset({ONE, *sides}), coloured, papers,
        usual if min(usual) > 0 else Machine.usual,
    )  # fmt: skip
