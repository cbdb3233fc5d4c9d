"""The log: one rotating file in the program's folder; it holds no figures."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler

from jzdesk import paths


def start() -> None:
    """Send the program's log to its file; without a writable folder there is none."""
    folder = paths.home() / "logs"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(folder / "jzdesk.log", maxBytes=500_000, backupCount=3, encoding="utf-8")
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger("jzdesk")
    root.addHandler(handler)
    root.setLevel(logging.INFO)
