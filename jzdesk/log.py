"""The log: one rotating file in the program's folder; it holds no figures, names or places.

A log that cannot be written harms nobody: not the work, and not with complaints about itself.
"""

from __future__ import annotations

import faulthandler
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import IO, Any

from jzdesk import __version__, paths, traces

LARGEST, OLDER = 500_000, 3
"""Bytes of the log, and how many older ones are kept beside it."""
_LONGEST = 20_000
_NATIVE = ("Fatal Python error", "Windows fatal exception: code 0xc", "Windows fatal exception: access")
"""How the account of an end that Python could not survive begins; Windows has others that it did survive."""
_LOG = logging.getLogger("jzdesk")
# Else what is logged while there is no file would go to stderr, with a traceback
_LOG.addHandler(logging.NullHandler())


def path() -> Path:
    """Return the log's file."""
    return paths.home() / "logs" / "jzdesk.log"


def fault_path() -> Path:
    """Return the file for what Python can no longer tell itself."""
    return path().with_name("fault.log")


def files() -> list[Path]:
    """Return the log's files that are there, the newest first."""
    older = (path().with_name(f"{path().name}.{n}") for n in range(1, OLDER + 1))
    return [file for file in (path(), *older, fault_path()) if file.is_file()]


class _Lines(logging.Formatter):
    """Tells of an exception what may be told, instead of all Python knows."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """Return a record as lines of the log."""
        error = record.exc_info[1] if record.exc_info else None
        line = f"{self.formatTime(record)} {record.levelname} {record.name} {record.getMessage()}"
        return line if error is None else f"{line}\n{traces.told(error)}"


class _File(RotatingFileHandler):
    """A log file, made when there is something to write; what cannot be written it gives up in silence."""

    def _open(self) -> Any:
        Path(self.baseFilename).parent.mkdir(parents=True, exist_ok=True)
        return super()._open()

    def doRollover(self) -> None:  # noqa: N802 - its name is logging's
        """Begin a new file; where another process holds the old one, go on in it, or empty it."""
        try:
            super().doRollover()
        except OSError:
            if Path(self.baseFilename).stat().st_size > 2 * LARGEST:
                Path(self.baseFilename).write_bytes(b"")
            if not self.stream:
                self.stream = self._open()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - its name is logging's
        """Let it be: `record` is lost, and nobody is told on a stream that may not be there."""


@contextmanager
def kept() -> Iterator[None]:
    """Keep the log in its file meanwhile; where there is no folder to write in there is none."""
    handler = _File(path(), maxBytes=LARGEST, backupCount=OLDER, encoding="utf-8", delay=True)
    handler.setFormatter(_Lines())
    _LOG.addHandler(handler)
    level = _LOG.level
    _LOG.setLevel(logging.INFO)
    try:
        yield
    finally:
        _LOG.setLevel(level)
        _LOG.removeHandler(handler)
        handler.close()


def begin() -> None:
    """Note that the window's program begins, and on what it runs."""
    _LOG.info("begin: %s", account())


class Faults:
    """Has what ends the interpreter itself told to a file; `fell` tells of the run before.

    `pythonw` has no stderr. What the run before left is moved into the log, which rotates.
    """

    def __init__(self) -> None:
        self.fell = False
        self._file: IO[str] | None = None
        try:
            fault_path().parent.mkdir(parents=True, exist_ok=True)
            self._take_over()
            self._file = fault_path().open("a", encoding="utf-8")
            faulthandler.enable(self._file)
        except (OSError, RuntimeError, ValueError):
            return

    def _take_over(self) -> None:
        if not fault_path().is_file():
            return
        text = fault_path().read_text("utf-8", "replace")[:_LONGEST]
        if text.strip():
            self.fell = any(begin in text for begin in _NATIVE)
            _LOG.critical("the run before left this:\n%s", traces.bare(text))
        fault_path().write_text("", "utf-8")

    def close(self) -> None:
        """Stop telling."""
        faulthandler.disable()
        if self._file is not None:
            self._file.close()


def account() -> str:
    """Return on what the program runs; cheap enough for every start."""
    system = f"Windows {sys.getwindowsversion().build}" if sys.platform == "win32" else sys.platform
    return f"jzdesk {__version__}, Python {sys.version.split()[0]}, {system}"
