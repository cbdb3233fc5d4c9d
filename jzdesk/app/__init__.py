"""The composition root of the window: it reads how it was started, begins the program and ends it."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication

from jzdesk import log, paths
from jzdesk.app.program import Program, boxes
from jzdesk.ui import examining, letterbox, shell, theme
from jzdesk.ui.crash import CrashGuard
from jzdesk.ui.leaving import Leaving
from jzdesk.ui.letterbox import Letterbox
from jzdesk.ui.shell import QuitAfterPaint
from jzdesk.words import say


def _begin_again(argv: Sequence[str], who: str | None, store: Path) -> None:
    """Start the program as it was started, with the store that was open."""
    # What the launcher puts before the words it puts there again
    own = [] if paths.launched() else sys.orig_argv[1 : len(sys.orig_argv) - len(sys.argv[1:])]
    words = ["--store", str(store), *(["--as", who] if who else [])] if store.name else list(argv)
    subprocess.Popen([sys.executable, *own, *words], close_fds=True)


def listen(app: QApplication, program: Program) -> Leaving:
    """Have the program hear of a log-off however the system tells of it."""
    leaving = Leaving(app)
    leaving.asked.connect(program.leave)
    app.commitDataRequest.connect(program.keep)
    app.aboutToQuit.connect(program.keep)
    return leaving


def examine(store: Path) -> examining.Steps:
    """Return the self-test's steps that need a screen."""
    return examining.steps(Program, store)


def main(argv: Sequence[str]) -> int:
    """Open the window and return the program's exit code."""
    parser = argparse.ArgumentParser(prog="jzdesk", add_help=False, allow_abbrev=False)
    parser.add_argument("--store")
    parser.add_argument("--as", dest="who")
    parser.add_argument("--open", dest="file", type=Path)
    words, _ = parser.parse_known_args(list(argv))
    if words.file is not None and letterbox.post(boxes(), words.file.resolve()):
        return 0
    with log.kept():
        log.begin()
        return _main(words, argv)


def _main(words: argparse.Namespace, argv: Sequence[str]) -> int:
    faults = log.Faults()
    app = shell.application()
    system = app.palette()
    program = Program(theme.dress(app), words.who, system, words.file)
    guard = CrashGuard(str(log.path()), program)
    guard.install()
    program.leaving.connect(guard.leave)
    leaving = listen(app, program)
    box = Letterbox(boxes())
    box.came.connect(program.brought.take)
    try:
        program.start(words.store)
        if program.handed_over:
            return 0
        if faults.fell:
            program.tell(say("ui.crash.fell"))
        if os.environ.get("JZDESK_QUIT_AFTER_PAINT") == "1":
            QuitAfterPaint(program.shell)
        program.shell.fit()
        return app.exec()
    except Exception as error:
        guard.at_start(error)
        return 3
    finally:
        box.close()
        program.close()
        leaving.close()
        guard.close()
        faults.close()
        if program.again is not None:
            _begin_again(argv, words.who, program.again)
