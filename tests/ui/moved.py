"""Moves the window between two screens: `python -m tests.ui.moved STORE PICTURE` tells what is seen."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QWidget

from jzdesk.app.program import Program
from jzdesk.ui import rescaling, shell, theme
from jzdesk.ui.widgets.elided import Elided
from tests.ui.test_scale import faults

PAGES = ("emissions", "todo", "charts")


def settled(done: Callable[[], bool] = lambda: True) -> None:
    until = time.monotonic() + 60
    for _ in range(8):
        QApplication.processEvents()
    while not done():
        assert time.monotonic() < until
        QApplication.processEvents()


def laid_out(work: QWidget) -> list[list[Any]]:
    """Return where everything lies that is seen."""
    seen = [part for part in work.findChildren(QWidget) if part.isVisible() and part.objectName()]
    return [[part.objectName(), *part.geometry().getRect()] for part in seen]


def looked_at(work: Any) -> dict[str, Any]:
    page = work.places.page
    settled(lambda: not hasattr(page, "errand") or not page.errand.busy)
    found = {"ratio": work.grab().devicePixelRatio(), "faults": faults(work), "places": laid_out(work)}
    if hasattr(page, "cards"):
        found["picture"] = page.cards["emissions"].view._picture.devicePixelRatio()
    return found


def main(store: str, picture: Path) -> list[list[Any]]:
    app = shell.application()
    program = Program(theme.dress(app), "测试员")
    program.start(store)
    window, work = program.shell, program.shell.work
    window.setGeometry(20, 20, 1240, 700)
    window.show()
    # The copy of the day of use comes in its own time, and what tells of it is longer once it is made
    settled(lambda: "已验证" in window.findChild(Elided, "lastBackupAt").text())
    told = []
    for name in PAGES:
        work.open_at(name)
        looked_at(work)
        for screen in ("left", "right", "left"):
            place = next(s for s in app.screens() if s.name() == screen).geometry().topLeft()
            window.move(place + QPoint(20, 20))  # with the page in sight
            settled()
            told.append([screen, name, looked_at(work)])
            if screen == "right":
                window.grab().save(str(picture.with_stem(name)))
    place = next(s for s in app.screens() if s.name() == "right").geometry().topLeft()
    window.setGeometry(place.x() + 40, 40, 1000, 500)
    settled()
    rescaling.change(1.2)
    settled()
    told.append([window.screen().name(), "larger", {"ratio": work.grab().devicePixelRatio(),
                 "places": [window.x() - place.x(), window.y(), window.width()]}])  # fmt: skip
    program.close()
    return told


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], Path(sys.argv[2]))))
