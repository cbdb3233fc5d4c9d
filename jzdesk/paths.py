"""Where settings, logs and automatic backups lie: `JZDESK_HOME`, else the account's own folder."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def home() -> Path:
    """Return the program's folder for this account; it need not exist yet."""
    given = os.environ.get("JZDESK_HOME")
    if given:
        return Path(given)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "jzdesk"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "jzdesk"
