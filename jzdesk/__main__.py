"""`python -m jzdesk`: a verb goes to the command line, none to the window."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

_TAKES_VALUE = {"--store", "--as"}


def has_verb(words: Sequence[str]) -> bool:
    """Tell whether the call names a verb, right or wrong, or asks for help."""
    rest = iter(words)
    for word in rest:
        if word in _TAKES_VALUE:
            next(rest, None)
        elif word.partition("=")[0] not in _TAKES_VALUE:
            return True
    return False


def _screen() -> bool:
    """Tell whether there is a screen to open a window on; Qt would abort without one."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform != "linux" or any(os.environ.get(name) for name in named)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    if has_verb(words):
        from jzdesk import cli

        return cli.guarded(words)
    if not _screen():
        from jzdesk.words import say

        sys.stderr.write(say("cli.no_screen") + "\n")
        return 3
    from jzdesk import app

    return app.main(words)


if __name__ == "__main__":
    sys.exit(main())
