"""The log: one rotating file in the program's folder; it holds no figures, names or places.

A log that cannot be written harms nobody: not the work, and not with complaints about itself.
"""

from __future__ import annotations

import faulthandler
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from jzdesk import __version__, log_file, paths, traces

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
    older = (path().with_name(f"{path().name}.{n}") for n in range(1, log_file.OLDER + 1))
    return [file for file in (path(), *older, fault_path()) if file.is_file()]


class _Late(logging.Handler):
    """Makes the file's own handler with the first record: the window is seen before there is one."""

    def __init__(self) -> None:
        super().__init__()
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record."""
        if self._file is None:
            self._file = log_file.handler(path())
        self._file.handle(record)

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()
        super().close()


@contextmanager
def kept() -> Iterator[None]:
    """Keep the log in its file meanwhile; where there is no folder to write in there is none."""
    handler = _Late()
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
