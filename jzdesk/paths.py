"""Where settings, logs and automatic backups lie: `JZDESK_HOME`, else the account's own folder.

And where the set-up program left the office's code, if it did.
"""

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


def proposed() -> Path:
    """Return where a new store is proposed: not on the system's disk where there is another."""
    if sys.platform == "win32" and Path("D:/").is_dir():
        return Path("D:/jzdesk")
    return Path.home() / "jzdesk"


def launched() -> bool:
    """Tell whether we run inside the launcher that the set-up program brings, and not under a Python."""
    return not Path(sys.executable).stem.lower().startswith("python")


def preset() -> Path | None:
    """Return the file in which the set-up program leaves the office's code; it need not exist."""
    return Path(sys.executable).with_name("office.txt") if launched() else None
