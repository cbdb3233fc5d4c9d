"""What the self-test looks at through Qt: the window as it is painted, and the printers with their paper."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QObject, qVersion
from PySide6.QtGui import QGuiApplication, QImage, QPageSize, QRawFont
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QApplication

from jzdesk.errors import RefusedError
from jzdesk.ui import theme
from jzdesk.ui.pages.start import StartPage
from jzdesk.ui.shell import Shell, application
from jzdesk.words import say

_SECONDS = 30
_STEP = 50
"""Milliseconds the window's own work may take at a time."""
_LETTERS = "季度填报武陟县㎡☑"
_LEAST_COLOURS = 24
"""Text alone is painted in more shades than that."""


Steps = Mapping[str, Callable[[], dict[str, Any]]]


def steps(program: Callable[..., Any], store: Path) -> Steps:
    """Return what needs a screen: the window (`program` makes it) on a store, and what can be printed on."""
    return {"window": partial(_window, program, store), "printers": printers}


def _window(program: Callable[..., Any], store: Path) -> dict[str, Any]:
    app = application()
    made = program(theme.dress(app), None, app.palette())
    try:
        made.start(str(store))
        return painted(made.shell)
    finally:
        made.shell.close()
        made.close()


class _Painted(QObject):
    """Notes that a widget was painted."""

    def __init__(self, watched: QObject) -> None:
        super().__init__(watched)
        self.seen = False
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for a paint."""
        self.seen = self.seen or event.type() == QEvent.Type.Paint
        return False


def painted(shell: Shell) -> dict[str, Any]:
    """Show the window, wait until it is painted, and tell what stands there."""
    if shell.work is None:
        raise RefusedError(say("ui.selftest.start_page", sentence=_refused(shell)))
    begun = time.monotonic()
    watch = _Painted(shell.work)
    shell.fit()
    while not watch.seen:
        if time.monotonic() - begun > _SECONDS:
            raise RefusedError(say("ui.selftest.no_paint", n=_SECONDS))
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, _STEP)
    seconds = round(time.monotonic() - begun, 2)
    picture = shell.grab().toImage()
    if (shades := colours(picture)) < _LEAST_COLOURS:
        raise RefusedError(say("ui.selftest.empty"))
    screen = shell.screen()
    return {
        "title": shell.windowTitle(), "size": [picture.width(), picture.height()], "colours": shades,
        "font": _font(), "painted_after": seconds, "qt": qVersion(),
        "platform": QGuiApplication.platformName(),
        "screen": {
            "size": [screen.size().width(), screen.size().height()], "scale": screen.devicePixelRatio(),
            "dpi": round(screen.logicalDotsPerInch()),
        },
    }  # fmt: skip


def _refused(shell: Shell) -> str:
    page = shell.centralWidget()
    return page.wrong.text() if isinstance(page, StartPage) else ""


def colours(picture: QImage) -> int:
    """Return how many colours stand on a grid of points over a picture."""
    across, down = range(0, picture.width(), 3), range(0, picture.height(), 3)
    return len({picture.pixel(x, y) for y in down for x in across})


def _font() -> str:
    """Return the family the window is written in; refuse one without the letters."""
    font = QApplication.font()
    raw = QRawFont.fromFont(font)
    for letter in _LETTERS:
        if not raw.supportsCharacter(ord(letter)):
            raise RefusedError(say("ui.selftest.no_letters", family=raw.familyName(), letter=letter))
    return raw.familyName()


def printers() -> dict[str, Any]:
    """Return every printer with the paper it takes; a PC without any is no fault."""
    default = QPrinterInfo.defaultPrinterName()
    return {"printers": [_printer(info, default) for info in QPrinterInfo.availablePrinters()]}


def _printer(info: QPrinterInfo, default: str) -> dict[str, Any]:
    sizes = info.supportedPageSizes()
    ids = {size.id() for size in sizes}
    return {
        "name": info.printerName(), "default": info.printerName() == default,
        "a4": QPageSize.PageSizeId.A4 in ids, "a3": QPageSize.PageSizeId.A3 in ids,
        "papers": [size.name() for size in sizes],
    }  # fmt: skip
