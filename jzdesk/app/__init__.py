"""The composition root of the window: it reads how it was started, begins the program and ends it."""

from __future__ import annotations

import gc
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from jzdesk import log, settings
from jzdesk.app import again, program
from jzdesk.ui import examining, leaving, letterbox, lettering, reading_on, shell, size_keys, theme, tidying
from jzdesk.ui.crash import CrashGuard
from jzdesk.ui.letterbox import Letterbox
from jzdesk.ui.shell import FirstPaint
from jzdesk.words import say

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from jzdesk.app.program import Program


def listen(app: QApplication, made: Program) -> leaving.Leaving:
    """Have the program hear of a log-off however the system tells of it."""
    hearing = leaving.Leaving(app)
    hearing.asked.connect(made.leave)
    app.commitDataRequest.connect(made.keep)
    app.aboutToQuit.connect(made.keep)
    return hearing


def examine(store: Path) -> examining.Steps:
    """Return the self-test's steps that need a screen."""
    return examining.steps(program.Program, store)


def main(argv: Sequence[str]) -> int:
    """Open the window and return the program's exit code."""
    told = _told(argv)
    file = Path(told["--open"]) if "--open" in told else None
    if file is not None and letterbox.post(program.boxes(), file.resolve()):
        return 0
    with log.kept():
        return _main(told.get("--store"), told.get("--as"), file, argv)


def _told(argv: Sequence[str]) -> dict[str, str]:
    """Return what stands behind each word that takes something: what else there was has gone to a verb."""
    found: dict[str, str] = {}
    rest = iter(argv)
    for word in rest:
        name, joined, what = word.partition("=")
        what = what if joined else next(rest, "")
        if what:
            found[name] = what
    return found


def _main(store: str | None, who: str | None, file: Path | None, argv: Sequence[str]) -> int:
    faults = log.Faults()
    with lettering.worn(settings.load().text):
        app = shell.application()
    system = app.palette()
    look = theme.begin(app)
    made = program.Program(look, who, system, file)
    guard = CrashGuard(str(log.path()), made)
    guard.install()
    made.leaving.connect(guard.leave)
    hearing: leaving.Leaving | None = None
    box = Letterbox(program.boxes())
    box.came.connect(made.brought.take)

    def go_on() -> None:
        """Do what nobody needs before the window is seen."""
        nonlocal hearing
        shell.wear_icon(app)
        hearing = listen(app, made)
        log.begin()
        made.seen()
        tidying.Tidying(app)
        size_keys.SizeKeys(made.shell, made.appearance)
        reading_on.ReadingOn(made.shell).begin()

    try:
        try:
            made.start(store)
        finally:
            look.style(app)
        if made.handed_over:
            return 0
        if faults.fell:
            made.tell(say("ui.crash.fell"))
        seen = FirstPaint(made.shell)
        seen.painted.connect(made.shell.close if os.environ.get("JZDESK_QUIT_AFTER_PAINT") == "1" else go_on)
        made.shell.fit()
        gc.freeze()
        return app.exec()
    except Exception as error:
        gc.enable()
        guard.at_start(error)
        return 3
    finally:
        box.close()
        made.close()
        if hearing is not None:
            hearing.close()
        guard.close()
        faults.close()
        if made.again is not None:
            again.begin_again(argv, who, made.again)
