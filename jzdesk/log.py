"""The log: one rotating file in the program's folder; it holds no figures."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path

from jzdesk import paths


def path() -> Path:
    """Return the log's file."""
    return paths.home() / "logs" / "jzdesk.log"


def start() -> logging.Handler | None:
    """Send the program's log to its file; without a writable folder there is none (None)."""
    try:
        path().parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path(), maxBytes=500_000, backupCount=3, encoding="utf-8", delay=True)
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger("jzdesk").addHandler(handler)
    return handler


@contextmanager
def kept() -> Iterator[None]:
    """Keep the log in its file meanwhile."""
    handler = start()
    try:
        yield
    finally:
        if handler is not None:
            logging.getLogger("jzdesk").removeHandler(handler)
            handler.close()
