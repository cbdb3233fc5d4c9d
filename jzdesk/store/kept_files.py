"""Stores that were kept, byte for byte, before a restore or an upgrade; their names tell them."""

from __future__ import annotations

import re
from pathlib import Path

from jzdesk.words import say


def is_kept(path: Path) -> bool:
    """Tell by its name whether a file was kept before a restore or an upgrade."""
    marks = (
        say("store.backup.before_restore", name="", stamp="").rstrip("_"),
        say("store.backup.before_migration", name="", version="", stamp="").rstrip("_"),
    )
    name = path.name
    return any(mark in name and re.search(re.escape(mark) + r"\d*_\d{8}-\d{6}", name) for mark in marks)
