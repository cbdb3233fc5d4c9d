"""Beginning anew after the end: where a fault, or who met one, asked for it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from jzdesk import paths


def begin_again(argv: Sequence[str], who: str | None, store: Path) -> None:
    """Start the program as it was started, with the store that was open."""
    # What the launcher puts before the words it puts there again
    own = [] if paths.launched() else sys.orig_argv[1 : len(sys.orig_argv) - len(sys.argv[1:])]
    words = ["--store", str(store), *(["--as", who] if who else [])] if store.name else list(argv)
    subprocess.Popen([sys.executable, *own, *words], close_fds=True)
