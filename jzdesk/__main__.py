"""`python -m jzdesk`: a verb goes to the command line, none to the window."""

from __future__ import annotations

import gc
import logging
import os
import sys
from collections.abc import Sequence
from contextlib import suppress

_LAST_WORDS = "程序没有能启动，安装可能不完整，请重新安装；数据没有改动。日志 {path}"
"""What is said where even the file of words cannot be read."""
SELFTEST = "--selftest"
_TAKES_VALUE = {"--store", "--as", "--open"}


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


def _selftest(words: Sequence[str]) -> int:
    """Try everything on this PC, the window too, if need be on no screen."""
    if not _screen():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from jzdesk import app
    from jzdesk.cli import selftest

    return selftest.run(words, app.examine)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code."""
    try:
        return _run(list(sys.argv[1:] if argv is None else argv))
    except Exception as error:
        return _fallen(error)


def _run(words: list[str]) -> int:
    if words[:1] == [SELFTEST]:
        return _selftest(words[1:])
    if has_verb(words):
        from jzdesk import cli

        return cli.guarded(words)
    if not _screen():
        from jzdesk.words import say

        sys.stderr.write(say("cli.no_screen") + "\n")
        return 3
    from jzdesk import late

    gc.disable()  # until the window stands: all that is made meanwhile stays
    late.begin()
    from jzdesk import app

    return app.main(words)


def _fallen(error: Exception) -> int:
    """Log and tell what keeps the program from starting at all, such as an installation with a part missing.

    `pythonw` has no stderr, and the toolkit may be what is missing: then the system's own box has to do.
    """
    sentence, file = _LAST_WORDS, ""
    with suppress(Exception):
        from jzdesk import log

        file = str(log.path())
        with log.kept():
            logging.getLogger("jzdesk").critical("not started", exc_info=error)
    with suppress(Exception):
        from jzdesk.words import say

        sentence = say("cli.not_started")
    text = sentence.replace("{path}", file)
    if sys.stderr is not None:
        with suppress(Exception):
            sys.stderr.write(text + "\n")
    elif sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, text, "jzdesk", 0x10)
    return 3


if __name__ == "__main__":
    sys.exit(main())
