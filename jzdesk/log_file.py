"""The file of the log: how its lines read, and how it makes room for new ones."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

from jzdesk import traces

LARGEST, OLDER = 500_000, 3
"""Bytes of the log, and how many older ones are kept beside it."""


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


def handler(path: Path) -> logging.Handler:
    """Return what writes to the log's file, which it makes with the first record."""
    made = _File(path, maxBytes=LARGEST, backupCount=OLDER, encoding="utf-8", delay=True)
    made.setFormatter(_Lines())
    return made
